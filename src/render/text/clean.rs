//! `clean` for a person: the article with what goes struck, the reason in the margin, and a summary by reason.

use std::io::{self, Write};

use super::ink::{self, BOLD, DIM, GONE, PLACE, PLAIN, REASON, Span, span};
use crate::clean::{Judgement, Reason, Verdict};
use crate::document::{Block, Kind};
use crate::render::{Audit, Show, Tally};
use crate::render::{Look, amount};

/// A page is not wider than this, however wide the terminal is: long lines are hard to read.
const WIDEST: usize = 140;
/// From this width on the reasons stand in a margin beside the text, else below it.
const MARGIN_FROM: usize = 100;
/// The margin's share of the page.
const MARGIN: usize = 34;

/// Writes one article.
pub fn audit(out: &mut impl Write, look: Look, audit: &Audit, show: Show) -> io::Result<()> {
    title(out, look, audit)?;
    if show == Show::Kept {
        return kept(out, look, audit);
    }
    let last = audit
        .document
        .blocks
        .last()
        .map_or(1, |block| block.lines.1);
    let sheet = Sheet {
        look: Look {
            width: look.width.min(WIDEST),
            ..look
        },
        number: last.to_string().len().max(3),
    };
    for (block, judgement) in audit.blocks(show) {
        sheet.block(out, block, judgement, show)?;
    }
    writeln!(out)
}

/// Writes how much stayed and what went.
pub fn tally(out: &mut impl Write, look: Look, tally: &Tally) -> io::Result<()> {
    let (words, kept) = (tally.sum.words, tally.sum.kept);
    let percent = if words == 0 {
        100.0
    } else {
        100.0 * kept as f64 / words as f64
    };
    let articles = if tally.articles == 1 {
        String::new()
    } else {
        format!(" in {} articles", tally.articles)
    };
    let head = format!(
        "kept {kept} of {}{articles} ({percent:.1} %)",
        amount(words, "word")
    );
    ink::row(out, look, 0, &vec![span(BOLD, &head)])?;
    let reasons = tally.by_words();
    let widest = reasons
        .iter()
        .map(|(reason, _)| reason.len())
        .max()
        .unwrap_or(0);
    for (reason, removed) in reasons {
        let gap = widest - reason.len() + 2;
        let counts = format!(
            "{:gap$}{:>6} {} in {}",
            "",
            removed.words,
            if removed.words == 1 { "word" } else { "words" },
            amount(removed.blocks, "block")
        );
        ink::row(out, look, 2, &vec![span(REASON, reason), (PLAIN, counts)])?;
    }
    Ok(())
}

fn title(out: &mut impl Write, look: Look, audit: &Audit) -> io::Result<()> {
    let mut row = vec![span(PLACE, audit.path)];
    if let Some(title) = &audit.document.source.title {
        row.extend([span(PLAIN, " · "), span(BOLD, title)]);
    }
    ink::paragraph(out, look, 0, &row)?;
    if let Some(why) = audit.skipped {
        ink::paragraph(
            out,
            look,
            0,
            &[span(REASON, "ingest skips it: "), span(PLAIN, why)],
        )?;
    }
    Ok(())
}

/// The article as a reader would have it: a block a line, a blank line before a heading.
fn kept(out: &mut impl Write, look: Look, audit: &Audit) -> io::Result<()> {
    for (block, judgement) in audit.blocks(Show::Kept) {
        let text = judgement.kept(&block.text);
        let row = match block.kind {
            Kind::Heading => {
                writeln!(out)?;
                vec![span(BOLD, &text)]
            }
            Kind::Item => vec![span(PLAIN, "- "), span(PLAIN, &text)],
            _ => vec![span(PLAIN, &text)],
        };
        ink::row(out, look, 0, &row)?;
    }
    writeln!(out)
}

struct Sheet {
    look: Look,
    /// Columns of the line numbers.
    number: usize,
}

impl Sheet {
    fn block(
        &self,
        out: &mut impl Write,
        block: &Block,
        judgement: &Judgement,
        show: Show,
    ) -> io::Result<()> {
        let text = pieces(block, judgement, show);
        let why = reasons(judgement);
        let indent = self.number + 3;
        let beside = self.look.width >= MARGIN_FROM;
        let columns = self
            .look
            .width
            .saturating_sub(indent + if beside { MARGIN + 2 } else { 0 });
        let left = ink::wrap(&text, columns);
        let right = if why.is_empty() || !beside {
            Vec::new()
        } else {
            ink::wrap(&why, MARGIN)
        };
        let sign = match judgement.verdict {
            Verdict::Keep => span(PLAIN, " "),
            Verdict::Trim(_) => span(REASON, "~"),
            Verdict::Remove => span(REASON, "-"),
        };
        for i in 0..left.len().max(right.len()) {
            let number = if i == 0 {
                block.lines.0.to_string()
            } else {
                String::new()
            };
            let mut row = vec![
                span(DIM, &format!("{number:>width$} ", width = self.number)),
                sign.clone(),
                span(PLAIN, " "),
            ];
            let text = left.get(i).cloned().unwrap_or_default();
            let used = ink::width(&text);
            row.extend(text);
            if let Some(why) = right.get(i) {
                row.push(span(PLAIN, &" ".repeat(columns.saturating_sub(used) + 2)));
                row.extend(why.iter().cloned());
            }
            trim_end(&mut row);
            ink::row(out, self.look, 0, &row)?;
        }
        if !why.is_empty() && !beside {
            ink::paragraph(out, self.look, indent + 2, &why)?;
        }
        Ok(())
    }
}

/// The block's text; cuts are struck, and stand in `[-…-]` where nothing can be struck.
fn pieces(block: &Block, judgement: &Judgement, show: Show) -> Vec<Span> {
    let mut spans = Vec::new();
    let plain = if block.kind == Kind::Heading {
        BOLD
    } else {
        PLAIN
    };
    let bullet = if block.kind == Kind::Item { "• " } else { "" };
    match &judgement.verdict {
        Verdict::Keep => spans.extend([span(plain, bullet), span(plain, &block.text)]),
        Verdict::Remove => spans.extend([span(DIM, bullet), span(GONE, &block.text)]),
        Verdict::Trim(cuts) => {
            spans.push(span(plain, bullet));
            let mut from = 0;
            for cut in cuts {
                if show == Show::All {
                    spans.push(span(plain, &block.text[from..cut.range.start]));
                } else {
                    spans.push(span(DIM, "… "));
                }
                spans.push(span(DIM, "[-"));
                spans.push(span(GONE, &block.text[cut.range.clone()]));
                spans.push(span(DIM, "-]"));
                from = cut.range.end;
            }
            if show == Show::All {
                spans.push(span(plain, &block.text[from..]));
            }
        }
    }
    spans
}

fn reasons(judgement: &Judgement) -> Vec<Span> {
    let one = |reason: &Reason| {
        [
            span(REASON, reason.rule),
            span(DIM, &format!(": {}", reason.evidence)),
        ]
    };
    match &judgement.verdict {
        Verdict::Trim(cuts) => {
            let mut spans = Vec::new();
            for cut in cuts {
                if !spans.is_empty() {
                    spans.push(span(DIM, "; "));
                }
                spans.extend(one(&cut.reason));
            }
            spans
        }
        _ => judgement.reason.iter().flat_map(one).collect(),
    }
}

fn trim_end(row: &mut ink::Row) {
    while let Some((_, text)) = row.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            return;
        }
        row.pop();
    }
}
