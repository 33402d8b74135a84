//! Where a person points to: the id of a passage or of an article, or a place as a citation names it (`essay.txt:12`), with
//! the folder before it or without.

use std::path::Path;

use super::{Index, Sourced};
use crate::document::Lines;
use crate::error::{Error, Result};

/// Names further from what was typed than this are no suggestion.
const NEAR: f64 = 0.85;

/// What stands there.
#[derive(Debug)]
pub struct Located {
    /// All passages of the article, in order.
    pub passages: Vec<Sourced>,
    /// Which of them was pointed to; `None` if it was the article.
    pub at: Option<usize>,
}

impl Index {
    /// Finds what a person points to.
    pub fn locate(&self, pointer: &str) -> Result<Located> {
        // An id may have colons of its own, so the whole is tried first.
        let whole = self.article_at(pointer)?;
        if !whole.is_empty() {
            return Ok(Located {
                passages: whole,
                at: None,
            });
        }
        let unknown = |near| Error::UnknownPassage {
            id: pointer.to_owned(),
            near,
        };
        let Some((article, lines)) = pointer
            .rsplit_once(':')
            .and_then(|(article, span)| Some((article, lines(span)?)))
        else {
            return Err(unknown(self.near(pointer)?));
        };
        let passages = self.article_at(article)?;
        if passages.is_empty() {
            return Err(unknown(self.near(article)?));
        }
        let id = passages
            .iter()
            .position(|(passage, _)| passage.id == pointer);
        let nearest = || {
            let ranked = passages.iter().enumerate();
            ranked.min_by_key(|(_, (passage, _))| distance(passage.lines, lines))
        };
        match (id, nearest()) {
            (Some(at), _) => Ok(Located {
                passages,
                at: Some(at),
            }),
            (None, Some((at, (passage, _)))) if distance(passage.lines, lines) == 0 => {
                Ok(Located {
                    passages,
                    at: Some(at),
                })
            }
            (None, nearest) => Err(unknown(nearest.map(|(_, (passage, _))| passage.id.clone()))),
        }
    }

    /// The passages of an article by its id, by its path, or by both (`all.jsonl#ID`).
    fn article_at(&self, name: &str) -> Result<Vec<Sourced>> {
        let passages = self.passages_of(name)?;
        if !passages.is_empty() {
            return Ok(passages);
        }
        if let Some((path, id)) = name.split_once('#') {
            let passages = self.passages_of(id)?;
            let is_there = |(_, source): &Sourced| self.is_path(path, &source.path);
            if passages.first().is_some_and(is_there) {
                return Ok(passages);
            }
        }
        // A file with many articles is no article.
        let mut found: Option<String> = None;
        for record in self.articles() {
            let record = record?;
            if record.skipped.is_none() && self.is_path(name, &record.source.path) {
                if let Some(first) = found {
                    let near = Some(format!("{name}#{first}"));
                    let id = name.to_owned();
                    return Err(Error::UnknownPassage { id, near });
                }
                found = Some(record.id);
            }
        }
        found.map_or_else(|| Ok(Vec::new()), |id| self.passages_of(&id))
    }

    /// Whether a person's path is the one of a source: as it is, or below one of the folders that were ingested.
    fn is_path(&self, given: &str, path: &str) -> bool {
        let given = Path::new(given);
        let given = given.strip_prefix(".").unwrap_or(given);
        let manifest = self.manifest();
        let mut folders = manifest.roots.iter().chain(&manifest.places).map(Path::new);
        given == Path::new(path)
            || folders.any(|folder| {
                let folder = folder.strip_prefix(".").unwrap_or(folder);
                given.strip_prefix(folder) == Ok(Path::new(path))
            })
    }

    /// The article whose id or path comes nearest.
    fn near(&self, name: &str) -> Result<Option<String>> {
        let mut nearest: Option<(f64, String)> = None;
        for record in self.articles() {
            let record = record?;
            let score = |known: &str| strsim::jaro_winkler(known, name);
            let score = score(&record.id).max(score(&record.source.path));
            let is_nearer = nearest.as_ref().is_none_or(|(known, _)| score > *known);
            if record.skipped.is_none() && score >= NEAR && is_nearer {
                nearest = Some((score, record.id));
            }
        }
        Ok(nearest.map(|(_, id)| id))
    }
}

/// `12`, `12-14`, `12-14.2`
fn lines(span: &str) -> Option<Lines> {
    let span = span.split('.').next()?;
    let (first, last) = span.split_once('-').unwrap_or((span, span));
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// How many lines lie between; none where they overlap.
fn distance(these: Lines, those: Lines) -> u32 {
    these
        .0
        .saturating_sub(those.1)
        .max(those.0.saturating_sub(these.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_cited() {
        assert_eq!(lines("12"), Some((12, 12)));
        assert_eq!(lines("12-14"), Some((12, 14)));
        assert_eq!(lines("12-14.2"), Some((12, 14)));
        assert_eq!(lines("//a"), None);
        assert_eq!(distance((3, 5), (5, 9)), 0);
        assert_eq!(distance((3, 5), (8, 9)), 3);
    }
}
