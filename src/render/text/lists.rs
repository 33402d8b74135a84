//! Lists for a person: the articles of an index, its passages, and one passage in its context.

use std::io::{self, Write};

use super::hits::{body, cited, facts, head, roles, stepped};
use super::ingest::skipped;
use super::ink::{self, BOLD, DIM, PLACE, PLAIN, span};
use crate::article::Skipped;
use crate::index::ArticleRecord;
use crate::passage::Passage;
use crate::render::{Look, Names, Shown, amount, place};

/// What a line of text may take, however wide the terminal is.
const WIDEST: usize = 100;

/// The articles of an index, and what was left out.
pub fn sources(
    out: &mut impl Write,
    look: Look,
    articles: &[ArticleRecord],
    left_out: &[Skipped],
) -> io::Result<()> {
    for article in articles {
        let source = &article.source;
        let count = amount(article.passages as usize, "passage");
        let kind = article
            .kind
            .as_deref()
            .map(|kind| format!(", {kind}"))
            .unwrap_or_default();
        let row = vec![
            span(PLACE, &place::of_article(&article.id, source)),
            span(DIM, &format!("  {count}{kind}")),
        ];
        ink::row(out, look, 0, &row)?;
        let facts = facts(source);
        if !facts.is_empty() {
            ink::paragraph(out, look, 4, &facts)?;
        }
        if let Some(url) = &source.url {
            // Whole, however long: a broken address cannot be followed.
            ink::row(out, look, 4, &vec![span(DIM, url)])?;
        }
    }
    skipped(out, look, left_out)
}

/// One passage of a list.
pub fn passage(
    out: &mut impl Write,
    look: Look,
    passage: &Passage,
    names: Names,
) -> io::Result<()> {
    let look = Look {
        width: look.width.min(WIDEST),
        ..look
    };
    head(out, look, span(PLAIN, "    "), passage, None, names)?;
    stepped(out, look, "  ", &body(passage, &[], 0..passage.text.len()))?;
    writeln!(out)
}

/// A passage among its neighbours: the article as it reads around it, with the line numbers that `clean` shows.
pub fn shown(out: &mut impl Write, look: Look, shown: &Shown, names: Names) -> io::Result<()> {
    let look = Look {
        width: look.width.min(WIDEST),
        ..look
    };
    let lines = shown.passages.last().map_or(1, |passage| passage.lines.1);
    let columns = lines.to_string().len().max(3);
    let indent = columns + 3;
    let at = shown.at.and_then(|at| shown.passages.get(at));
    let place = match (at, shown.passages.first()) {
        (Some(passage), _) => place::of_passage(passage, shown.source),
        (None, Some(first)) => place::of_article(first.article(), shown.source),
        (None, None) => shown.source.path.clone(),
    };
    ink::paragraph(out, look, 0, &cited(&place, shown.source))?;
    if let Some(passage) = at {
        ink::paragraph(out, look, 0, &roles(passage, names))?;
    }
    let mut above: &[String] = &[];
    let mut lead: Option<&str> = None;
    for (i, passage) in shown.passages.iter().enumerate() {
        let same = above
            .iter()
            .zip(&passage.headings)
            .take_while(|(a, b)| a == b)
            .count();
        if passage.headings.len() > same || i == 0 {
            writeln!(out)?;
            for heading in &passage.headings[same..] {
                ink::paragraph(out, look, indent, &[span(BOLD, heading)])?;
            }
        }
        above = &passage.headings;
        if passage.lead.is_some() && passage.lead.as_deref() != lead {
            ink::paragraph(
                out,
                look,
                indent,
                &[span(DIM, passage.lead.as_deref().unwrap_or(""))],
            )?;
        }
        lead = passage.lead.as_deref();
        let is_it = shown.at == Some(i);
        let style = if is_it || shown.at.is_none() {
            PLAIN
        } else {
            DIM
        };
        let sign = if is_it {
            span(BOLD, "> ")
        } else {
            span(PLAIN, "  ")
        };
        for (j, row) in ink::wrap(
            &[span(style, &passage.text)],
            look.width.saturating_sub(indent),
        )
        .into_iter()
        .enumerate()
        {
            let number = if j == 0 {
                passage.lines.0.to_string()
            } else {
                String::new()
            };
            let mut line = vec![span(DIM, &format!("{number:>columns$} ")), sign.clone()];
            line.extend(row);
            ink::row(out, look, 0, &line)?;
        }
    }
    Ok(())
}
