//! What an ingest did, for a person: what the index holds now, what changed, and what was left out and why.

use std::io::{self, Write};

use super::ink::{self, BOLD, DIM, PLACE, PLAIN, REASON, span};
use crate::article::Skipped;
use crate::ingest::Summary;
use crate::render::{Look, Verified, amount};

/// Writes the summary.
pub fn summary(out: &mut impl Write, look: Look, summary: &Summary) -> io::Result<()> {
    let holds = [
        amount(summary.articles, "article"),
        amount(summary.passages, "passage"),
        amount(summary.roles, "role"),
    ];
    ink::paragraph(out, look, 0, &[span(BOLD, &holds.join(", "))])?;
    let changes = [
        (summary.new, "new"),
        (summary.changed, "changed"),
        (summary.removed, "removed"),
        (summary.unchanged, "unchanged"),
    ];
    let changes: Vec<_> = changes
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if !changes.is_empty() {
        ink::paragraph(out, look, 0, &[span(PLAIN, &changes.join(", "))])?;
    }
    for why in &summary.redone {
        ink::paragraph(out, look, 0, &[span(DIM, "redone: "), span(PLAIN, why)])?;
    }
    skipped(out, look, &summary.skipped)
}

/// Writes every file that is not in the index, with its reason.
pub fn skipped(out: &mut impl Write, look: Look, skipped: &[Skipped]) -> io::Result<()> {
    if skipped.is_empty() {
        return Ok(());
    }
    let head = format!("{} skipped:", amount(skipped.len(), "file"));
    ink::row(out, look, 0, &vec![span(REASON, &head)])?;
    for skip in skipped {
        let row = vec![
            span(PLACE, &skip.path),
            span(DIM, ": "),
            span(PLAIN, &skip.reason),
        ];
        ink::row(out, look, 2, &row)?;
    }
    Ok(())
}

/// Writes what `verify` found.
pub fn verified(out: &mut impl Write, look: Look, verified: &Verified) -> io::Result<()> {
    let holds = format!(
        "{} and {} in {}, {} bytes: ",
        amount(verified.articles as usize, "article"),
        amount(verified.passages as usize, "passage"),
        amount(verified.files, "file"),
        verified.bytes
    );
    let word = match verified.faults.len() {
        0 => span(BOLD, "as published"),
        count => span(REASON, &amount(count, "fault")),
    };
    ink::paragraph(out, look, 0, &[span(PLAIN, &holds), word])?;
    for fault in &verified.faults {
        ink::paragraph(out, look, 2, &[span(PLAIN, fault)])?;
    }
    Ok(())
}
