//! A page that was printed and then read as text has its date, its title and its address on every sheet.

use std::collections::HashMap;

use super::reason;
use crate::clean::Reason;
use crate::document::{Block, Kind};

/// The lines of a running head stand so close to the address of the page.
const NEAR: usize = 3;

/// Takes the running heads of a text: what stands again and again near an address that does.
pub(super) fn find(blocks: &[&Block], reasons: &mut [Option<Reason>]) {
    let addresses: Vec<usize> = (0..blocks.len())
        .filter(|at| address(&blocks[*at].text).is_some())
        .collect();
    if addresses.len() < 2 {
        return;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for block in blocks {
        *counts.entry(line(&block.text)).or_default() += 1;
    }
    for address in addresses {
        if counts[line(&blocks[address].text)] < 2 {
            continue;
        }
        let near = address.saturating_sub(NEAR)..(address + NEAR + 1).min(blocks.len());
        for at in near {
            let again = counts[line(&blocks[at].text)] > 1;
            if again && reasons[at].is_none() && blocks[at].kind != Kind::Item {
                reasons[at] = reason("running-head", "stands on every printed sheet");
            }
        }
    }
}

/// The line without the number of its sheet (`https://… 2/3`).
fn line(text: &str) -> &str {
    address(text).unwrap_or(text)
}

/// The address, if the line is one: alone, or with the number of the sheet.
fn address(text: &str) -> Option<&str> {
    let (address, sheet) = text.split_once(' ').unwrap_or((text, ""));
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    let is_sheet = sheet
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '/' | ' '));
    (is_address && is_sheet).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_every_sheet_goes() {
        let lines = [
            "12/02/2022, 14:31",
            "The warden | Boats",
            "https://boats.example/warden 1/2",
            "The warden",
            "He keeps the boats.",
            "12/02/2022, 14:31",
            "The warden | Boats",
            "https://boats.example/warden 2/2",
            "He writes down who took them.",
        ];
        let blocks: Vec<Block> = lines
            .iter()
            .map(|line| Block::new(Kind::Paragraph, *line, (1, 1)))
            .collect();
        let mut reasons = vec![None; lines.len()];
        find(&blocks.iter().collect::<Vec<_>>(), &mut reasons);
        let taken: Vec<bool> = reasons.iter().map(Option::is_some).collect();
        assert_eq!(
            taken,
            [true, true, true, false, false, true, true, true, false]
        );
    }
}
