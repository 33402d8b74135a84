//! A row of a table as a reader would say it: each cell under the name of its column.

use std::ops::Range;

use super::Labelled;
use crate::clean::{Judgement, Verdict};
use crate::document::Block;

/// A longer column header is a text, and would drown the cell.
const MAX_LABEL_BYTES: usize = 80;

/// The text of a row, `Focus · CTO: Builds … · CPO: Decides …`, and its cells in it. The first cell names the row and
/// goes without a label.
pub(super) fn say(block: &Block, judgement: &Judgement) -> (String, Vec<Labelled>) {
    let mut text = String::new();
    let mut cells = Vec::new();
    for (at, cell) in block.cells.iter().enumerate() {
        let kept = kept(&block.text, cell.range.clone(), judgement);
        if kept.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str(" · ");
        }
        if let Some(column) = cell
            .column
            .as_deref()
            .filter(|column| at > 0 && column.len() <= MAX_LABEL_BYTES)
        {
            text.push_str(column);
            text.push_str(": ");
        }
        let start = text.len();
        text.push_str(&kept);
        cells.push(Labelled {
            column: cell.column.clone(),
            range: start..text.len(),
        });
    }
    (text, cells)
}

/// What the cuts leave of a range.
fn kept(text: &str, range: Range<usize>, judgement: &Judgement) -> String {
    let Verdict::Trim(cuts) = &judgement.verdict else {
        return text[range].trim().to_owned();
    };
    let mut kept = String::new();
    let mut from = range.start;
    for cut in cuts
        .iter()
        .filter(|cut| cut.range.end > range.start && cut.range.start < range.end)
    {
        kept.push_str(&text[from..cut.range.start.max(from)]);
        from = cut.range.end.min(range.end);
    }
    kept.push_str(&text[from..range.end]);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
