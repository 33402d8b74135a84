//! The plan compares the corpus with what the index knows of it, and turns the difference into jobs, file by file.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::known::Known;
use crate::article::{self, Article, Found, HALF_DIGEST, Skipped, Walk};
use crate::conveyor;
use crate::index::ArticleRecord;

/// One step towards the index that the corpus asks for.
pub(super) enum Job {
    /// Read the file; `old` is what the index knows of it, if it may be the same.
    Read {
        found: Found,
        old: Option<ArticleRecord>,
    },
    /// Make the article of an object of a `.jsonl` that is new or has changed; `old` is what the index knows of its id
    /// and of its line.
    Make {
        article: Box<Article>,
        stamp: Stamp,
        old: Vec<ArticleRecord>,
    },
    /// Nothing of an article changed but what its file looks like from outside.
    Renew { old: ArticleRecord, stamp: Stamp },
    /// Name what is not an article.
    Skip(ArticleRecord),
    /// Take out what the corpus no longer has.
    Remove(ArticleRecord),
}

/// By what a file is known not to have changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stamp {
    pub size: u64,
    pub mtime: i64,
    /// Digest of what `sources.toml` says of it.
    pub facts: String,
}

impl Stamp {
    pub(super) fn of(found: &Found) -> Stamp {
        Stamp {
            size: found.size,
            mtime: article::nanoseconds(found.mtime),
            facts: found.facts.digest(),
        }
    }

    fn is_of(&self, record: &ArticleRecord) -> bool {
        (self.size, self.mtime) == (record.size, record.mtime) && self.facts == record.facts
    }
}

/// The record of a skip. `owner` is the path of the file that holds it, if it is not the file itself. Without a stamp it
/// is looked at again by every ingest.
pub(super) fn skip(skipped: Skipped, owner: Option<&str>, stamp: Option<Stamp>) -> ArticleRecord {
    let stamp = stamp.unwrap_or_default();
    let mut record = ArticleRecord {
        id: owner.unwrap_or_default().to_owned(),
        size: stamp.size,
        mtime: stamp.mtime,
        facts: stamp.facts,
        skipped: Some(skipped.reason),
        ..ArticleRecord::default()
    };
    record.source.path = skipped.path;
    record
}

/// See the module. As an iterator it gives the jobs in the order of the corpus, each with how many files are looked at by
/// then, and with its weight.
pub(super) struct Plan {
    walk: Walk,
    walked: usize,
    known: Known,
    /// Ids that are given away, as the first half of their blake3.
    ids: HashSet<[u8; 16]>,
    /// Files changed since then are read even if they look the same; see [`crate::index::Writer::last_began`].
    trusted_before: i64,
    jobs: VecDeque<Job>,
    open: Option<Open>,
    /// Articles that stay as they are.
    pub(super) unchanged: usize,
    /// Articles whose file is the same, but not what `sources.toml` says of it.
    pub(super) other_facts: usize,
}

/// A `.jsonl` that is being read, and what is known of it: articles by id, skips by path.
struct Open {
    shown: String,
    stamp: Stamp,
    articles: Box<dyn Iterator<Item = Result<Article, Skipped>> + Send>,
    known: HashMap<(bool, String), ArticleRecord>,
}

impl Plan {
    pub(super) fn new(walk: Walk, known: Arc<[ArticleRecord]>, last_began: Option<i64>) -> Plan {
        Plan {
            walk,
            walked: 0,
            known: Known::new(known),
            ids: HashSet::new(),
            trusted_before: last_began.unwrap_or(i64::MIN),
            jobs: VecDeque::new(),
            open: None,
            unchanged: 0,
            other_facts: 0,
        }
    }

    /// How many files are still to come.
    pub(super) fn files(&self) -> usize {
        self.walk.len()
    }

    /// When all jobs are given out: what the index knows of files that are gone.
    pub(super) fn gone(self) -> Vec<ArticleRecord> {
        self.known.rest()
    }

    fn look_at(&mut self, found: Found) {
        let stamp = Stamp::of(&found);
        let all = Arc::clone(&self.known.records);
        let known: Vec<&ArticleRecord> = self.known.take(&found.shown, &all);
        let is_as_it_was = !known.is_empty()
            && stamp.mtime < self.trusted_before
            && known.iter().all(|record| stamp.is_of(record));
        let is_it = |record: &ArticleRecord| record.skipped.is_some() || record.id == found.id;
        match found.holds_many() {
            true if is_as_it_was && self.claim_all(&known) => self.unchanged += articles(&known),
            true => self.open(found, stamp, known),
            false if !self.claim(&found.id) => {
                let reason = format!("its id {} is taken by an article before it", found.id);
                self.skip(Skipped::new(found.shown, reason), known);
            }
            false if is_as_it_was && known.iter().all(|record| is_it(record)) => {
                self.unchanged += articles(&known);
            }
            false => {
                let (mut same, other): (Vec<_>, Vec<_>) =
                    known.into_iter().partition(|record| is_it(record));
                self.jobs
                    .extend(other.into_iter().cloned().map(Job::Remove));
                let old = same.pop().cloned();
                self.other_facts += usize::from(
                    old.as_ref()
                        .is_some_and(|old| is_same_but_for_facts(old, &stamp)),
                );
                self.jobs.push_back(Job::Read { found, old });
            }
        }
    }

    /// Skips a file. What was known of it goes, but for a skip, which the new one replaces.
    fn skip(&mut self, skipped: Skipped, known: Vec<&ArticleRecord>) {
        let other = known
            .into_iter()
            .filter(|record| record.skipped.is_none() || !record.id.is_empty());
        self.jobs.extend(other.cloned().map(Job::Remove));
        self.jobs.push_back(Job::Skip(skip(skipped, None, None)));
    }

    fn open(&mut self, found: Found, stamp: Stamp, known: Vec<&ArticleRecord>) {
        let known = known
            .into_iter()
            .map(|record| (key(record), record.clone()))
            .collect();
        let articles = Box::new(article::read(&found));
        self.open = Some(Open {
            shown: found.shown,
            stamp,
            articles,
            known,
        });
    }

    /// The next object of the open `.jsonl`.
    fn look_at_object(&mut self, mut file: Open) {
        let job = match file.articles.next() {
            None => {
                self.jobs.extend(file.known.into_values().map(Job::Remove));
                return;
            }
            Some(Err(skipped)) => {
                // What is wrong with the file itself may pass; what is wrong with a line stays until the file changes.
                let owner = (skipped.path != file.shown).then_some(file.shown.as_str());
                let stamp = owner.is_some().then(|| file.stamp.clone());
                Some(Job::Skip(skip(skipped, owner, stamp)))
            }
            Some(Ok(article)) if !self.claim(&article.id) => {
                let reason = format!("its id {} is taken by an article before it", article.id);
                let skipped = Skipped::new(article.place(), reason);
                Some(Job::Skip(skip(skipped, Some(&file.shown), None)))
            }
            Some(Ok(article)) => match file.known.remove(&(false, article.id.clone())) {
                Some(old)
                    if old.digest == hex(&article.digest) && old.facts == file.stamp.facts =>
                {
                    let is_stale = !file.stamp.is_of(&old);
                    self.unchanged += usize::from(!is_stale);
                    is_stale.then(|| Job::Renew {
                        old,
                        stamp: file.stamp.clone(),
                    })
                }
                old => {
                    self.other_facts += usize::from(
                        old.as_ref()
                            .is_some_and(|old| is_same_but_for_facts(old, &file.stamp)),
                    );
                    let skip = file.known.remove(&(true, article.place()));
                    Some(Job::Make {
                        article: Box::new(article),
                        stamp: file.stamp.clone(),
                        old: old.into_iter().chain(skip).collect(),
                    })
                }
            },
        };
        if let Some(Job::Skip(record)) = &job {
            file.known.remove(&key(record));
        }
        self.jobs.extend(job);
        self.open = Some(file);
    }

    /// Whether nobody had the id before; from now on somebody has.
    fn claim(&mut self, id: &str) -> bool {
        self.ids.insert(half(id))
    }

    /// Claims the ids of a `.jsonl` that is as it was. If one is taken by now, none is, and the file must be read again.
    fn claim_all(&mut self, known: &[&ArticleRecord]) -> bool {
        let ids = || {
            known
                .iter()
                .filter(|record| record.skipped.is_none())
                .map(|record| half(&record.id))
        };
        let are_free = ids().all(|id| !self.ids.contains(&id));
        if are_free {
            self.ids.extend(ids());
        }
        are_free
    }
}

impl Iterator for Plan {
    type Item = ((Job, usize), u64);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(job) = self.jobs.pop_front() {
                let weight = weight(&job);
                return Some(((job, self.walked), weight));
            }
            if let Some(file) = self.open.take() {
                self.look_at_object(file);
                continue;
            }
            self.walked += 1;
            match self.walk.next()? {
                Ok(found) => self.look_at(found),
                Err(skipped) => {
                    let all = Arc::clone(&self.known.records);
                    let known = self.known.take(&skipped.path, &all);
                    self.skip(skipped, known);
                }
            }
        }
    }
}

fn weight(job: &Job) -> u64 {
    conveyor::weight(match job {
        Job::Read { found, .. } => found.size.min(article::MAX_HTML_BYTES),
        Job::Make { article, .. } => article.text.len() as u64,
        Job::Renew { .. } | Job::Skip(_) | Job::Remove(_) => 0,
    })
}

fn articles(records: &[&ArticleRecord]) -> usize {
    records
        .iter()
        .filter(|record| record.skipped.is_none())
        .count()
}

fn is_same_but_for_facts(old: &ArticleRecord, stamp: &Stamp) -> bool {
    old.facts != stamp.facts && (old.size, old.mtime) == (stamp.size, stamp.mtime)
}

fn key(record: &ArticleRecord) -> (bool, String) {
    match record.skipped {
        None => (false, record.id.clone()),
        Some(_) => (true, record.source.path.clone()),
    }
}

fn half(id: &str) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..16]);
    half
}

/// The first half of a digest, which is enough to tell what changed.
pub(super) fn hex(digest: &blake3::Hash) -> String {
    digest.to_hex()[..HALF_DIGEST].to_owned()
}
