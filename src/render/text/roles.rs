//! The roles of an index for a person: a table.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::ink::{self, DIM, PLAIN, REASON, ROLE, span};
use crate::render::Look;
use crate::search::census::Count;

const HEADS: [&str; 4] = ["about", "mainly", "mentioned", "articles"];

/// Writes a row a role.
pub fn roles(out: &mut impl Write, look: Look, counts: &[Count]) -> io::Result<()> {
    let widest = |of: fn(&Count) -> &str| {
        counts
            .iter()
            .map(|count| of(count).width())
            .max()
            .unwrap_or(0)
    };
    let ids = widest(|count| &count.id).max("role".len());
    let names = widest(|count| &count.name);
    let mut head = format!("{:ids$}  {:names$}", "role", "");
    for column in HEADS {
        head.push_str(&format!("  {column}"));
    }
    ink::row(out, look, 0, &vec![span(DIM, &head)])?;
    for count in counts {
        let pad = |text: &str, columns: usize| " ".repeat(columns - text.width() + 2);
        let mut row = vec![
            span(PLAIN, &count.id),
            span(PLAIN, &pad(&count.id, ids)),
            span(ROLE, &count.name),
            span(PLAIN, &pad(&count.name, names)[2..]),
        ];
        let numbers = [count.about, count.primary, count.mentions, count.articles];
        for (column, number) in HEADS.iter().zip(numbers) {
            row.push(span(
                PLAIN,
                &format!("  {number:>width$}", width = column.len()),
            ));
        }
        if count.discovered {
            row.push(span(DIM, "  discovered in an article"));
        }
        ink::row(out, look, 0, &row)?;
        if !count.readings.is_empty() {
            let open = format!(
                "its articles leave open whether {}",
                count.readings.join(", ")
            );
            ink::paragraph(out, look, ids + 2, &[span(REASON, &open)])?;
        }
    }
    Ok(())
}
