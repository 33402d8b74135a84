//! `clean --format json`: one object a line, one a block.

use std::io::{self, Write};

use serde::Serialize;

use crate::clean::{Reason, Verdict};
use crate::document::{Kind, Lines};
use crate::render::safe;
use crate::render::{Audit, Show};

/// One block. Programs rely on these names.
#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    doc: &'a str,
    lines: Lines,
    kind: Kind,
    verdict: &'static str,
    reason: Option<&'a Reason>,
    text: &'a str,
    kept: &'a str,
}

/// Writes the blocks of one article.
pub fn audit(out: &mut impl Write, audit: &Audit, show: Show) -> io::Result<()> {
    for (block, judgement) in audit.blocks(show) {
        let (verdict, cut) = match &judgement.verdict {
            Verdict::Keep => ("keep", None),
            Verdict::Trim(cuts) => ("trim", cuts.first().map(|cut| &cut.reason)),
            Verdict::Remove => ("remove", None),
        };
        let line = Line {
            path: audit.path,
            doc: &audit.document.id,
            lines: block.lines,
            kind: block.kind,
            verdict,
            reason: judgement.reason.as_ref().or(cut),
            text: &block.text,
            kept: &judgement.kept(&block.text),
        };
        safe::json(out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
