//! Making is the way of one article through the stations, on a thread of its own, whatever happens on it.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::plan::{self, Job, Stamp, hex};
use crate::article::{self, Article, Found, Skipped};
use crate::clean;
use crate::document::{Document, MAX_BLOCKS};
use crate::index::{ArticleRecord, Sheaf};
use crate::passage::{self, Passage};
use crate::role::{self, Roles};

/// What became of a job.
pub(super) enum Made {
    /// An article for the index.
    Article {
        sheaf: Box<Sheaf>,
        /// What the index knows of it.
        old: Vec<ArticleRecord>,
    },
    /// An article whose passages are as they were.
    Renewed {
        old: ArticleRecord,
        new: Box<ArticleRecord>,
    },
    /// Not an article.
    Skip {
        record: ArticleRecord,
        old: Vec<ArticleRecord>,
    },
    /// Something that is gone.
    Remove(ArticleRecord),
}

/// Does a job.
pub(super) fn make(job: Job, roles: &Roles) -> Made {
    match job {
        Job::Read { found, old } => read(&found, old, roles),
        Job::Make {
            article,
            stamp,
            old,
        } => match guarded(|| sheaf(&article, &stamp, roles)) {
            Ok(sheaf) => Made::Article { sheaf, old },
            Err(reason) => {
                let skipped = Skipped::new(article.place(), reason);
                let record = plan::skip(skipped, Some(&article.path), Some(stamp));
                Made::Skip { record, old }
            }
        },
        Job::Renew { old, stamp } => Made::Renewed {
            new: Box::new(stamped(old.clone(), &stamp)),
            old,
        },
        Job::Skip(record) => Made::Skip {
            record,
            old: Vec::new(),
        },
        Job::Remove(record) => Made::Remove(record),
    }
}

fn read(found: &Found, old: Option<ArticleRecord>, roles: &Roles) -> Made {
    let stamp = Stamp::of(found);
    let skipped = |reason: String| Skipped::new(&found.shown, reason);
    let article = match guarded(|| Ok(article::read(found).next())) {
        Ok(Some(Ok(article))) => article,
        other => {
            let skipped = match other {
                Ok(Some(Err(skipped))) => skipped,
                Err(reason) => skipped(reason),
                _ => skipped("nothing could be read".to_owned()),
            };
            return Made::Skip {
                record: plan::skip(skipped, None, None),
                old: Vec::from_iter(old),
            };
        }
    };
    let digest = hex(&article.digest);
    if let Some(old) = old
        .clone()
        .filter(|old| old.digest == digest && old.facts == stamp.facts)
    {
        return Made::Renewed {
            new: Box::new(stamped(old.clone(), &stamp)),
            old,
        };
    }
    let old = Vec::from_iter(old);
    match guarded(|| sheaf(&article, &stamp, roles)) {
        Ok(sheaf) => Made::Article { sheaf, old },
        Err(reason) => {
            let mut record = plan::skip(skipped(reason), None, Some(stamp));
            record.digest = digest;
            Made::Skip { record, old }
        }
    }
}

fn stamped(mut record: ArticleRecord, stamp: &Stamp) -> ArticleRecord {
    record.size = stamp.size;
    record.mtime = stamp.mtime;
    record.facts.clone_from(&stamp.facts);
    record
}

/// An article through document, clean, passage and role.
fn through(article: &Article, roles: &Roles) -> Result<(ArticleRecord, Vec<Passage>), String> {
    let document = Document::read(article);
    fits(&document)?;
    let judgements = clean::judge(&document);
    let kind = clean::page::kind(&document, &judgements);
    if let Some(reason) = kind.skip_reason() {
        return Err(reason.to_owned());
    }
    let passages = passage::split(&document, &judgements);
    let passages = role::attribute(&document, passages, roles);
    if passages.is_empty() {
        return Err("no text left after cleaning".into());
    }
    let record = ArticleRecord {
        id: document.id,
        source: document.source,
        digest: hex(&article.digest),
        kind: Some(kind.name().to_owned()),
        ..ArticleRecord::default()
    };
    Ok((record, passages))
}

/// Words of the largest document that goes on. A novel has 150,000; what is longer is data, and one file of it could take
/// longer than all articles together.
const MAX_WORDS: usize = 500_000;

fn fits(document: &Document) -> Result<(), String> {
    if document.blocks.len() > MAX_BLOCKS {
        return Err(format!(
            "more than {MAX_BLOCKS} paragraphs, which no article has"
        ));
    }
    let texts = || document.blocks.iter().map(|block| block.text.as_str());
    // A word has a letter at least, and a blank behind it: few documents must be counted.
    let most = texts().map(|text| text.len().div_ceil(2)).sum::<usize>();
    let words = || texts().map(|text| text.split_ascii_whitespace().count());
    match most > MAX_WORDS && words().sum::<usize>() > MAX_WORDS {
        true => Err(format!("more than {MAX_WORDS} words, which no article has")),
        false => Ok(()),
    }
}

/// An article as the writer takes it; or why it has no place in the index.
fn sheaf(article: &Article, stamp: &Stamp, roles: &Roles) -> Result<Box<Sheaf>, String> {
    let (record, passages) = through(article, roles)?;
    Ok(Box::new(Sheaf::new(stamped(record, stamp), &passages)))
}

/// Runs what a panic in a library may end: it costs this article alone.
fn guarded<T>(run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                usual(info);
            }
        }));
    });
    IS_GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    IS_GUARDED.set(false);
    result.unwrap_or_else(|panic| {
        Err(format!(
            "the program failed on it ({}); please report it with the file",
            message(&*panic)
        ))
    })
}

thread_local! {
    /// A panic on this thread is caught and named in the summary, so nobody needs it on stderr.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

fn message(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "unknown",
    }
}
