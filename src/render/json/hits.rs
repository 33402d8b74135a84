//! Hits and passages.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::document::{Lines, Source};
use crate::passage::{Evidence, Passage};
use crate::render::{Names, safe};
use crate::search::{self, Part, Twin};

#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    total: usize,
    hits: Vec<Hit<'a>>,
}

/// A hit, wherever it stands.
#[derive(Serialize)]
pub struct Hit<'a> {
    rank: usize,
    score: f32,
    id: &'a str,
    roles: Vec<Role<'a>>,
    mentions: &'a [String],
    source: &'a Source,
    headings: &'a [String],
    lead: Option<&'a str>,
    lines: Lines,
    text: &'a str,
    highlights: Vec<(usize, usize)>,
    also: &'a [Twin],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<Neighbour<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    after: Vec<Neighbour<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a [Part]>,
}

/// A role that a passage is about.
#[derive(Serialize)]
pub struct Role<'a> {
    id: &'a str,
    name: String,
    primary: bool,
    evidence: Evidence,
}

#[derive(Serialize)]
struct Neighbour<'a> {
    id: &'a str,
    lines: Lines,
    text: &'a str,
}

/// `--format json`: one object.
pub fn hits(out: &mut impl Write, hits: &search::Hits, names: Names) -> io::Result<()> {
    let answer = Answer {
        query: &hits.query,
        total: hits.total,
        hits: hits.hits.iter().map(|hit| one(hit, names)).collect(),
    };
    safe::json(out, &answer)?;
    writeln!(out)
}

/// `--format jsonl`: one hit a line.
pub fn lines(out: &mut impl Write, hits: &search::Hits, names: Names) -> io::Result<()> {
    for hit in &hits.hits {
        safe::json(out, &one(hit, names))?;
        writeln!(out)?;
    }
    Ok(())
}

/// A hit with the names of the design.
pub fn one<'a>(hit: &'a search::Hit, names: Names) -> Hit<'a> {
    let passage = &hit.passage;
    Hit {
        rank: hit.rank,
        score: hit.score,
        id: &passage.id,
        roles: roles(passage, names),
        mentions: &passage.mentions,
        source: &hit.source,
        headings: &passage.headings,
        lead: passage.lead.as_deref(),
        lines: passage.lines,
        text: &passage.text,
        highlights: hit
            .highlights
            .iter()
            .map(|&Range { start, end }| (start, end))
            .collect(),
        also: &hit.also,
        before: hit.before.iter().map(neighbour).collect(),
        after: hit.after.iter().map(neighbour).collect(),
        explanation: hit.explanation.as_deref(),
    }
}

/// The roles that a passage is about, with their names.
pub fn roles<'a>(passage: &'a Passage, names: Names) -> Vec<Role<'a>> {
    let role = |about: &'a crate::passage::Attribution| Role {
        id: &about.role,
        name: names(&about.role),
        primary: about.primary,
        evidence: about.evidence,
    };
    passage.about.iter().map(role).collect()
}

fn neighbour(passage: &Passage) -> Neighbour<'_> {
    Neighbour {
        id: &passage.id,
        lines: passage.lines,
        text: &passage.text,
    }
}
