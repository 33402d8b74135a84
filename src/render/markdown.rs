//! Markdown to paste into one's own work: the passage as a quotation, its source as a citation with a link.
//!
//! Matches are not marked here: with somebody else's emphasis it would not be a quotation.

use std::io::{self, Write};

use crate::document::Source;
use crate::passage::Passage;
use crate::render::{Names, place, safe};
use crate::search::compare::Comparison;
use crate::search::{Hit, Hits};

/// Writes each hit as a quotation.
pub fn hits(out: &mut impl Write, hits: &Hits, names: Names) -> io::Result<()> {
    for (i, hit) in hits.hits.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        one(out, hit, names)?;
    }
    Ok(())
}

/// A hit, and where else it stands.
fn one(out: &mut impl Write, hit: &Hit, names: Names) -> io::Result<()> {
    quotation(out, &hit.passage, &hit.source, names)?;
    for twin in &hit.also {
        let cited = citation(&twin.source, &place::of_twin(twin));
        writeln!(out, ">\n> also in {cited}")?;
    }
    Ok(())
}

/// Writes a comparison: a chapter a role, with the terms that set it apart and its passages.
pub fn comparison(out: &mut impl Write, comparison: &Comparison, names: Names) -> io::Result<()> {
    if !comparison.rows.is_empty() {
        writeln!(out, "## Tables that compare them\n")?;
        for hit in &comparison.rows {
            one(out, hit, names)?;
            writeln!(out)?;
        }
    }
    for (i, side) in comparison.sides.iter().enumerate() {
        writeln!(
            out,
            "{}## {}\n",
            if i > 0 { "\n" } else { "" },
            escape(&side.name)
        )?;
        let terms: Vec<_> = side
            .terms
            .iter()
            .map(|term| format!("{} ({:.1})", escape(&term.term), term.z))
            .collect();
        if !terms.is_empty() {
            writeln!(out, "What sets it apart: {}\n", terms.join(", "))?;
        }
        for (j, hit) in side.hits.iter().enumerate() {
            if j > 0 {
                writeln!(out)?;
            }
            one(out, hit, names)?;
        }
    }
    Ok(())
}

/// One passage with its roles above and its source below.
fn quotation(
    out: &mut impl Write,
    passage: &Passage,
    source: &Source,
    names: Names,
) -> io::Result<()> {
    let roles: Vec<_> = passage
        .about
        .iter()
        .map(|about| escape(&names(&about.role)))
        .collect();
    let headings: Vec<_> = passage
        .headings
        .iter()
        .map(|heading| escape(heading))
        .collect();
    let about = if roles.is_empty() {
        String::new()
    } else {
        format!("**{}**", roles.join(", "))
    };
    let dash = if roles.is_empty() || headings.is_empty() {
        ""
    } else {
        " — "
    };
    if !(roles.is_empty() && headings.is_empty()) {
        writeln!(out, "{about}{dash}{}\n", headings.join(" › "))?;
    }
    if let Some(lead) = &passage.lead {
        writeln!(out, "> {}\n>", escape(lead))?;
    }
    writeln!(out, "> {}\n>", escape(&passage.text))?;
    writeln!(
        out,
        "> — {}",
        citation(source, &place::of_passage(passage, source))
    )
}

/// Title with link, author, publisher, date, and the place in one's own files.
fn citation(source: &Source, place: &str) -> String {
    let title = escape(source.title.as_deref().unwrap_or(&source.path));
    let mut cited = match source.url.as_deref().and_then(link) {
        Some(url) => format!("[{title}](<{url}>)"),
        None => format!("*{title}*"),
    };
    for fact in [&source.author, &source.publisher, &source.published]
        .into_iter()
        .flatten()
    {
        cited.push_str(", ");
        cited.push_str(&escape(fact));
    }
    format!("{cited} ({})", escape(place))
}

/// An address that is safe to follow and cannot end the link it stands in.
fn link(url: &str) -> Option<String> {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
    let encode = |c: char| match c {
        '<' | '>' | '\\' | ' ' | '"' | '`' => format!("%{:02X}", u32::from(c)),
        c if safe::is_harmful(c) => String::new(),
        c => c.to_string(),
    };
    is_web.then(|| url.chars().map(encode).collect())
}

/// Text that Markdown shows as it is.
fn escape(text: &str) -> String {
    let text = safe::line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    for (i, c) in text.char_indices() {
        let opens_a_block = i == 0 && matches!(c, '-' | '+' | '=' | '~');
        let ends_a_number =
            matches!(c, '.' | ')') && i > 0 && text[..i].bytes().all(|b| b.is_ascii_digit());
        if opens_a_block
            || ends_a_number
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
            )
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_text() {
        assert_eq!(
            escape("# a *b* <img src=x> | c"),
            r"\# a \*b\* \<img src=x\> \| c"
        );
        assert_eq!(escape("1. one"), r"1\. one");
        assert_eq!(escape("- dash"), r"\- dash");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("https://a.b/c> d").unwrap(), "https://a.b/c%3E%20d");
    }
}
