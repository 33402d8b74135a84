//! Ingest is the first six stations in one readable function: articles in, a published index out.

use std::collections::HashSet;
use std::path::PathBuf;
use std::{fs, io};

use crate::article::{self, Corpus, Skipped};
use crate::conveyor;
use crate::index::{self, ArticleRecord, Fresh, Index, Sheaf, Writer};
use crate::role::{self, Roles};
use crate::{Error, Result};
use make::Made;
use plan::Plan;

mod known;
mod make;
mod plan;

/// What passages are made with: whenever it is another, every article is made anew. It changes with the program's own
/// sources up to the roles, so nobody has to remember to change it.
pub const RULES: &str = env!("ROLESEARCH_RULES");

/// What to ingest, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// Files and folders with articles.
    pub paths: Vec<PathBuf>,
    /// The index folder.
    pub index: PathBuf,
    /// Start anew, whatever the index holds.
    pub rebuild: bool,
    /// How many articles are read at once; one a core if `None`.
    pub jobs: Option<usize>,
    /// Wait for another ingest instead of failing with [`Error::Locked`].
    pub wait: bool,
}

/// What ingest is doing, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Another ingest holds the index; this one waits.
    Waiting,
    /// So many of the files that are new or changed are done.
    Reading {
        /// Files looked at so far.
        done: usize,
        /// Files in the corpus.
        total: usize,
    },
    /// Everything is read; the generation is being completed, synced and published.
    Publishing,
}

/// What an ingest did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Articles in the index now.
    pub articles: usize,
    /// Passages in the index now.
    pub passages: usize,
    /// Roles that passages of the index are about.
    pub roles: usize,
    /// Articles that were not there before.
    pub new: usize,
    /// Articles that were made anew.
    pub changed: usize,
    /// Articles that left.
    pub removed: usize,
    /// Articles that stayed as they were.
    pub unchanged: usize,
    /// Why articles were made anew though their files had not changed: one clause a cause.
    pub redone: Vec<String>,
    /// What is not in the index, in the order of the corpus.
    pub skipped: Vec<Skipped>,
}

/// Brings the index up to what the corpus holds now. What has not changed is not read again, and what is published
/// answers as if it had been built from nothing.
pub fn run(options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Summary> {
    let corpus = Corpus {
        paths: options.paths.clone(),
        exclude: Some(options.index.clone()),
    };
    let walk = article::walk(&corpus)?;
    let (settings, roles) = roles(&options.paths)?;
    let begin = index::Options {
        rebuild: options.rebuild,
        no_wait: !options.wait,
        rules: RULES.to_owned(),
        roots: options.paths.clone(),
        roles: settings,
        seen: walk.seen(),
    };
    let mut writer = Writer::open(&options.index, begin, &mut || progress(Progress::Waiting))?;
    let mut summary = Summary::default();
    if writer.is_done() {
        summary.skipped = skipped(&writer.known_skips()?);
        let summary = publish(options, writer, summary, progress)?;
        return Ok(Summary {
            unchanged: summary.articles,
            ..summary
        });
    }
    let mut plan = Plan::new(walk, writer.known(), writer.last_began());
    let total = plan.files();
    conveyor::in_order(
        options.jobs.unwrap_or_else(conveyor::cores),
        &mut plan,
        |(job, done)| (make::make(job, &roles), done),
        |(result, done)| {
            progress(Progress::Reading { done, total });
            write(result, &mut writer, &mut summary)
        },
    )?;
    summary.unchanged += plan.unchanged;
    summary.redone = redone(writer.fresh(), plan.other_facts);
    for record in plan.gone() {
        remove(&record, &mut writer, &mut summary);
    }
    finish(options, writer, summary, progress)
}

/// Puts what became of a job into the index.
fn write(made: Made, writer: &mut Writer, summary: &mut Summary) -> Result<()> {
    match made {
        Made::Article { sheaf, old } => {
            // An article takes the place of the one with its id; a skip must go by itself.
            let (skips, articles): (Vec<_>, Vec<_>) =
                old.iter().partition(|old| old.skipped.is_some());
            skips.into_iter().for_each(|skip| writer.remove(skip));
            writer.add(*sheaf)?;
            match articles.is_empty() {
                true => summary.new += 1,
                false => summary.changed += 1,
            }
        }
        Made::Renewed { old, new } => {
            summary.unchanged += usize::from(old.skipped.is_none());
            writer.renew(&old, *new);
        }
        Made::Skip { record, old } => {
            // A skip takes the place of the one with its path; an article must go by itself.
            for old in old.iter().filter(|old| old.skipped.is_none()) {
                remove(old, writer, summary);
            }
            writer.add(Sheaf::new(record, &[]))?;
        }
        Made::Remove(record) => remove(&record, writer, summary),
    }
    Ok(())
}

fn remove(record: &ArticleRecord, writer: &mut Writer, summary: &mut Summary) {
    summary.removed += usize::from(record.skipped.is_none());
    writer.remove(record);
}

/// Publishes, unless there is nothing to publish, and counts.
fn finish(
    options: &Options,
    writer: Writer,
    mut summary: Summary,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary> {
    summary.skipped = skipped(writer.records());
    if writer.records().all(|record| record.skipped.is_some()) {
        return Err(empty(&options.paths, &summary.skipped));
    }
    publish(options, writer, summary, progress)
}

fn publish(
    options: &Options,
    writer: Writer,
    mut summary: Summary,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary> {
    progress(Progress::Publishing);
    let published = writer.publish()?;
    summary.articles = published.articles as usize;
    summary.passages = published.passages as usize;
    summary.roles = count_roles(&Index::open(&options.index)?)?;
    Ok(summary)
}

fn skipped<'a>(records: impl IntoIterator<Item = &'a ArticleRecord>) -> Vec<Skipped> {
    let skips = records.into_iter().filter_map(|record| {
        let reason = record.skipped.clone()?;
        Some(Skipped::new(&record.source.path, reason))
    });
    skips.collect()
}

/// That there is nothing to index, and what there is instead.
fn empty(paths: &[PathBuf], skipped: &[Skipped]) -> Error {
    let mut path = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect::<Vec<_>>()
        .join(", ");
    if let [first, rest @ ..] = skipped {
        path += &format!(
            " ({}: {}{})",
            first.path,
            first.reason,
            match rest.len() {
                0 => String::new(),
                more => format!("; and {more} more that are skipped"),
            }
        );
    }
    Error::EmptyCorpus { path }
}

/// The roles that passages are about.
fn count_roles(index: &Index) -> Result<usize> {
    let mut roles = HashSet::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment.inverted_index(index.fields().about)?;
        let mut terms = inverted
            .terms()
            .stream()
            .map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            roles.insert(terms.key().to_owned());
        }
    }
    Ok(roles.len())
}

/// What the `roles.toml` of the paths say, as one text, and all roles with it.
fn roles(paths: &[PathBuf]) -> Result<(Option<String>, Roles)> {
    let mut files = Vec::new();
    for path in paths {
        let folder = match path.is_dir() {
            true => path.clone(),
            false => path.parent().map(PathBuf::from).unwrap_or_default(),
        };
        let file = folder.join("roles.toml");
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let (mut settings, mut roles): (Option<String>, Roles) = Default::default();
    for file in files {
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                let message = "it is not UTF-8 text".to_owned();
                return Err(Error::Settings {
                    path: file,
                    message,
                });
            }
            Err(source) => return Err(Error::Io { path: file, source }),
        };
        let text = match settings.take() {
            Some(before) => role::join_settings(&before, &text),
            None => Ok(text),
        };
        let made = text.and_then(|text| Ok((Roles::with_settings(text.clone())?, text)));
        let (all, text) = made.map_err(|message| Error::Settings {
            path: file,
            message,
        })?;
        (settings, roles) = (Some(text), all);
    }
    Ok((settings, roles))
}

/// Why articles were made anew though their files are the same.
fn redone(fresh: Option<&Fresh>, other_facts: usize) -> Vec<String> {
    let all = match fresh {
        None | Some(Fresh::New | Fresh::Rebuild) => None,
        Some(Fresh::Format) => Some("everything, for the index had another format".to_owned()),
        Some(Fresh::Rules) => {
            Some("everything, for roles.toml or the program's rules have changed".to_owned())
        }
        Some(Fresh::Roots) => {
            Some("everything, for the index was made from other paths".to_owned())
        }
        Some(Fresh::Damaged(how)) => Some(format!("everything, for the index was damaged: {how}")),
    };
    let some = match other_facts {
        0 => None,
        1 => Some("1 article, for sources.toml says something else of it".to_owned()),
        some => Some(format!(
            "{some} articles, for sources.toml says something else of them"
        )),
    };
    all.into_iter().chain(some).collect()
}
