//! The roles of an index for a person: a table, its numbers first, so that no name is too long for it.

use std::io::{self, Write};

use super::ink::{self, DIM, PLACE, PLAIN, REASON, ROLE, span};
use crate::render::Look;
use crate::search::census::Count;

const HEADS: [&str; 4] = ["about", "mainly", "mentioned", "articles"];
/// Blanks behind a column.
const GAP: usize = 2;
/// A name has this many columns at least, however narrow the page.
const LEAST: usize = 20;

/// Writes a row a role.
pub fn roles(out: &mut impl Write, look: Look, counts: &[Count]) -> io::Result<()> {
    let gap = " ".repeat(GAP);
    let head: String = HEADS.iter().map(|head| format!("{head}{gap}")).collect();
    let indent = head.len();
    ink::row(out, look, 0, &vec![span(DIM, &format!("{head}role"))])?;
    for count in counts {
        let numbers = [count.about, count.primary, count.mentions, count.articles];
        let numbers = HEADS.iter().zip(numbers);
        let numbers: String = numbers
            .map(|(head, number)| format!("{number:>width$}{gap}", width = head.len()))
            .collect();
        let mut name = vec![
            span(ROLE, &count.name),
            span(PLAIN, " "),
            span(PLACE, &count.id),
        ];
        if count.discovered {
            name.push(span(DIM, " discovered in an article"));
        }
        let columns = look.width.saturating_sub(indent).max(LEAST);
        ink::spans(out, look, &[span(PLAIN, &numbers)])?;
        for (nth, line) in ink::wrap(&name, columns).iter().enumerate() {
            ink::row(out, look, if nth == 0 { 0 } else { indent }, line)?;
        }
        if !count.readings.is_empty() {
            let open = format!(
                "its articles leave open whether {}",
                count.readings.join(", ")
            );
            ink::paragraph(out, look, indent, &[span(REASON, &open)])?;
        }
    }
    Ok(())
}
