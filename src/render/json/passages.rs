//! `passages --format json`: one object a line, one a passage.

use std::io::{self, Write};

use serde::Serialize;

use crate::document::Lines;
use crate::passage::Passage;
use crate::render::safe;

/// One passage. Programs rely on these names.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    doc: &'a str,
    lines: Lines,
    headings: &'a [String],
    lead: Option<&'a str>,
    roles: Vec<&'a str>,
    primary: Option<&'a str>,
    mentions: &'a [String],
    text: &'a str,
}

/// Writes one passage.
pub fn passage(out: &mut impl Write, passage: &Passage) -> io::Result<()> {
    let line = Line {
        id: &passage.id,
        doc: passage.article(),
        lines: passage.lines,
        headings: &passage.headings,
        lead: passage.lead.as_deref(),
        roles: passage
            .about
            .iter()
            .map(|about| about.role.as_str())
            .collect(),
        primary: passage
            .about
            .iter()
            .find(|about| about.primary)
            .map(|about| about.role.as_str()),
        mentions: &passage.mentions,
        text: &passage.text,
    };
    safe::json(out, &line)?;
    writeln!(out)
}
