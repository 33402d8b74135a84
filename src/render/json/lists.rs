//! Lists for programs: the articles of an index, and one passage in its context.

use std::io::{self, Write};

use serde::Serialize;

use super::hits::{Role, roles};
use super::value;
use crate::article::Skipped;
use crate::document::{Lines, Source};
use crate::index::ArticleRecord;
use crate::passage::Passage;
use crate::render::{Names, Shown};

#[derive(Serialize)]
struct Sources<'a> {
    sources: Vec<Article<'a>>,
    skipped: &'a [Skipped],
}

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    source: &'a Source,
    kind: Option<&'a str>,
    passages: u64,
}

/// `sources`: one object.
pub fn sources<'a>(
    out: &mut impl Write,
    articles: &'a [ArticleRecord],
    skipped: &'a [Skipped],
) -> io::Result<()> {
    let article = |record: &'a ArticleRecord| Article {
        id: &record.id,
        source: &record.source,
        kind: record.kind.as_deref(),
        passages: record.passages,
    };
    value(
        out,
        &Sources {
            sources: articles.iter().map(article).collect(),
            skipped,
        },
    )
}

#[derive(Serialize)]
struct InContext<'a> {
    source: &'a Source,
    passage: Option<Entry<'a>>,
    before: Vec<Entry<'a>>,
    after: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    roles: Vec<Role<'a>>,
    mentions: &'a [String],
    headings: &'a [String],
    lead: Option<&'a str>,
    lines: Lines,
    text: &'a str,
}

#[derive(Serialize)]
struct Whole<'a> {
    source: &'a Source,
    passages: Vec<Entry<'a>>,
}

/// `show`: a passage with those before and after it, or all passages of an article.
pub fn shown(out: &mut impl Write, shown: &Shown, names: Names) -> io::Result<()> {
    match shown.at {
        Some(at) => {
            let (before, rest) = shown.passages.split_at(at.min(shown.passages.len()));
            let (passage, after) = rest.split_at(rest.len().min(1));
            let found = passage.first().map(|passage| entry(passage, names));
            value(
                out,
                &InContext {
                    source: shown.source,
                    passage: found,
                    before: entries(before, names),
                    after: entries(after, names),
                },
            )
        }
        None => value(
            out,
            &Whole {
                source: shown.source,
                passages: entries(&shown.passages, names),
            },
        ),
    }
}

fn entries<'a>(passages: &'a [Passage], names: Names) -> Vec<Entry<'a>> {
    passages
        .iter()
        .map(|passage| entry(passage, names))
        .collect()
}

fn entry<'a>(passage: &'a Passage, names: Names) -> Entry<'a> {
    Entry {
        id: &passage.id,
        roles: roles(passage, names),
        mentions: &passage.mentions,
        headings: &passage.headings,
        lead: passage.lead.as_deref(),
        lines: passage.lines,
        text: &passage.text,
    }
}
