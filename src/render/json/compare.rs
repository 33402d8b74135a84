//! Comparisons and profiles for programs; their hits have the names of `query`.

use std::io::{self, Write};

use serde::Serialize;

use super::hits::{Hit, one};
use super::value;
use crate::render::Names;
use crate::search::compare::{self, Term};
use crate::search::profile;
use crate::search::section::Section;

#[derive(Serialize)]
struct Comparison<'a> {
    words: &'a str,
    rows: Vec<Hit<'a>>,
    roles: Vec<Side<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    id: &'a str,
    name: &'a str,
    total: usize,
    terms: &'a [Term],
    hits: Vec<Hit<'a>>,
}

/// `compare`: one object.
pub fn comparison(
    out: &mut impl Write,
    comparison: &compare::Comparison,
    names: Names,
) -> io::Result<()> {
    value(
        out,
        &Comparison {
            words: &comparison.words,
            rows: comparison.rows.iter().map(|hit| one(hit, names)).collect(),
            roles: comparison
                .sides
                .iter()
                .map(|side| of(side, names))
                .collect(),
        },
    )
}

fn of<'a>(side: &'a compare::Side, names: Names) -> Side<'a> {
    Side {
        id: &side.role,
        name: &side.name,
        total: side.total,
        terms: &side.terms,
        hits: side.hits.iter().map(|hit| one(hit, names)).collect(),
    }
}

#[derive(Serialize)]
struct Profile<'a> {
    id: &'a str,
    name: &'a str,
    family: Option<&'a str>,
    parent: Option<&'a str>,
    children: &'a [String],
    kinds: Vec<Kind<'a>>,
    not: &'a [String],
    seen_as: Vec<Form<'a>>,
    about: usize,
    primary: usize,
    mentions: usize,
    articles: usize,
    discovered: bool,
    readings: &'a [String],
    sections: Vec<Part<'a>>,
}

/// A child that passages are about.
#[derive(Serialize)]
struct Kind<'a> {
    id: &'a str,
    passages: usize,
}

#[derive(Serialize)]
struct Form<'a> {
    form: &'a str,
    passages: usize,
}

#[derive(Serialize)]
struct Part<'a> {
    section: Section,
    hits: Vec<Hit<'a>>,
}

/// `roles ROLE`: one object.
pub fn profile(out: &mut impl Write, profile: &profile::Profile, names: Names) -> io::Result<()> {
    let count = &profile.count;
    value(
        out,
        &Profile {
            id: &count.id,
            name: &count.name,
            family: profile.family.as_deref(),
            parent: profile.parent.as_deref(),
            children: &profile.children,
            kinds: profile
                .kinds
                .iter()
                .map(|(id, passages)| Kind {
                    id,
                    passages: *passages,
                })
                .collect(),
            not: &profile.not,
            seen_as: profile
                .seen_as
                .iter()
                .map(|(form, passages)| Form {
                    form,
                    passages: *passages,
                })
                .collect(),
            about: count.about,
            primary: count.primary,
            mentions: count.mentions,
            articles: count.articles,
            discovered: count.discovered,
            readings: &count.readings,
            sections: profile
                .sections
                .iter()
                .map(|(section, hits)| Part {
                    section: *section,
                    hits: hits.iter().map(|hit| one(hit, names)).collect(),
                })
                .collect(),
        },
    )
}
