//! Hits for a person: rank, roles with evidence, heading path, the passage with its words marked, and its source.

use std::io::{self, Write};
use std::ops::Range;

use super::ink::{self, BOLD, DIM, MARK, PLACE, PLAIN, ROLE, Span, span};
use crate::document::Source;
use crate::passage::{Evidence, Passage};
use crate::render::{Look, Names, place};
use crate::search::{Hit, Hits, Part};

/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 100;
/// Everything but the rank stands this far in, and the passage a step further.
const INDENT: usize = 4;
const STEP: usize = 2;

/// Writes all hits.
pub fn hits(out: &mut impl Write, look: Look, hits: &Hits, names: Names) -> io::Result<()> {
    let look = Look {
        width: look.width.min(WIDEST),
        ..look
    };
    for (i, hit) in hits.hits.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        one(out, look, hit, names)?;
    }
    Ok(())
}

fn one(out: &mut impl Write, look: Look, hit: &Hit, names: Names) -> io::Result<()> {
    let rank = span(BOLD, &format!("{:>width$}  ", hit.rank, width = INDENT - 2));
    head(
        out,
        look,
        rank,
        &hit.passage,
        hit.source.title.as_deref(),
        names,
    )?;
    for neighbour in &hit.before {
        context(out, look, neighbour)?;
    }
    let alone = hit.before.is_empty() && hit.after.is_empty();
    let text = body(&hit.passage, &hit.highlights, hit.snippet.clone());
    stepped(out, look, if alone { "  " } else { "> " }, &text)?;
    for neighbour in &hit.after {
        context(out, look, neighbour)?;
    }
    let place = place::of_passage(&hit.passage, &hit.source);
    ink::paragraph(out, look, INDENT, &cited(&place, &hit.source))?;
    for twin in &hit.also {
        let mut source = twin.source.clone();
        source.title = source
            .title
            .filter(|title| Some(title) != hit.source.title.as_ref());
        let mut row = vec![span(DIM, "also in ")];
        row.extend(cited(&place::of_twin(twin), &source));
        ink::paragraph(out, look, INDENT, &row)?;
    }
    match &hit.explanation {
        Some(parts) => explanation(out, look, hit.score, parts),
        None => Ok(()),
    }
}

/// The first lines of a passage: what stands before (a rank), its roles and its headings, and at the right edge of the
/// first line that has room its id, which `show` takes.
pub fn head(
    out: &mut impl Write,
    look: Look,
    before: Span,
    passage: &Passage,
    title: Option<&str>,
    names: Names,
) -> io::Result<()> {
    let columns = look.width.saturating_sub(INDENT);
    let mut rows = ink::wrap(&roles(passage, names), columns);
    let headings = &passage.headings;
    // The source is cited below; its title need not stand above as well.
    let has_title = headings
        .first()
        .is_some_and(|first| Some(first.as_str()) == title);
    let path = headings[usize::from(has_title)..].join(" › ");
    if !path.is_empty() {
        rows.extend(ink::wrap(&[span(DIM, &path)], columns));
    }
    let id = span(DIM, &passage.id);
    let room = columns.saturating_sub(ink::width(&vec![id.clone()]) + 2);
    match rows.iter_mut().find(|row| ink::width(row) <= room) {
        Some(row) => {
            row.push(span(PLAIN, &" ".repeat(room + 2 - ink::width(row))));
            row.push(id);
        }
        None => rows.push(vec![id]),
    }
    for (i, mut row) in rows.into_iter().enumerate() {
        if i == 0 {
            row.insert(0, before.clone());
        }
        ink::row(out, look, if i == 0 { 0 } else { INDENT }, &row)?;
    }
    Ok(())
}

/// The passage itself, after its lead-in.
pub fn body(passage: &Passage, highlights: &[Range<usize>], shown: Range<usize>) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(lead) = &passage.lead {
        spans.extend([span(DIM, lead), span(DIM, " ")]);
    }
    spans.extend(marked(&passage.text, highlights, shown));
    spans
}

/// A paragraph a step further in; the sign stands before each of its lines.
pub fn stepped(out: &mut impl Write, look: Look, sign: &str, text: &[Span]) -> io::Result<()> {
    for mut row in ink::wrap(text, look.width.saturating_sub(INDENT + STEP)) {
        row.insert(0, span(PLAIN, sign));
        ink::row(out, look, INDENT, &row)?;
    }
    Ok(())
}

/// What a hit says: its lead, and its snippet with the highlights marked.
pub fn said(hit: &Hit) -> Vec<Span> {
    let lead = hit.passage.lead.iter();
    let mut text: Vec<Span> = lead.map(|lead| span(DIM, &format!("{lead} "))).collect();
    text.extend(marked(
        &hit.passage.text,
        &hit.highlights,
        hit.snippet.clone(),
    ));
    text
}

/// `shown` of the text, with the highlights marked and an ellipsis where something is left out.
pub fn marked(text: &str, highlights: &[Range<usize>], shown: Range<usize>) -> Vec<Span> {
    let shown = if text.get(shown.clone()).is_some_and(|part| !part.is_empty()) {
        shown
    } else {
        0..text.len()
    };
    let mut spans = Vec::new();
    if shown.start > 0 {
        spans.push(span(DIM, "… "));
    }
    let mut from = shown.start;
    for mark in highlights {
        let (start, end) = (mark.start.max(from), mark.end.min(shown.end));
        if let (Some(before), Some(word)) = (text.get(from..start), text.get(start..end)) {
            spans.extend([span(PLAIN, before), span(MARK, word)]);
            from = end;
        }
    }
    spans.push(span(PLAIN, &text[from..shown.end]));
    if shown.end < text.len() {
        spans.push(span(DIM, " …"));
    }
    spans
}

/// The roles of a passage: those it is about with the evidence, then those it mentions.
pub fn roles(passage: &Passage, names: Names) -> Vec<Span> {
    let mut spans = Vec::new();
    for about in &passage.about {
        if !spans.is_empty() {
            spans.push(span(PLAIN, ", "));
        }
        spans.push(span(ROLE, &names(&about.role)));
        spans.push(span(DIM, &format!(" ({})", evidence(about.evidence))));
    }
    if passage.about.is_empty() {
        spans.push(span(DIM, "no role"));
    }
    if !passage.mentions.is_empty() {
        let mentions: Vec<_> = passage.mentions.iter().map(|id| names(id)).collect();
        spans.push(span(DIM, &format!("; mentions {}", mentions.join(", "))));
    }
    spans
}

/// How we know, in a word or two after the role's name.
fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Words => "named",
        Evidence::Column => "by column",
        Evidence::Lead => "by lead-in",
        Evidence::Heading => "by heading",
        Evidence::Pronoun => "by pronoun",
        Evidence::Context => "by context",
        Evidence::Title => "by title",
    }
}

/// Where a hit comes from, in short: place, publisher, and where else it stands.
pub fn source(hit: &Hit) -> Vec<Span> {
    let place = place::of_passage(&hit.passage, &hit.source);
    let mut spans = vec![span(PLACE, &place)];
    if let Some(publisher) = &hit.source.publisher {
        spans.push(span(DIM, &format!(" · {publisher}")));
    }
    if !hit.also.is_empty() {
        let places: Vec<String> = hit.also.iter().map(place::of_twin).collect();
        spans.push(span(DIM, &format!("; also in {}", places.join(", "))));
    }
    spans
}

/// A place, and the facts about what stands there.
pub fn cited(place: &str, source: &Source) -> Vec<Span> {
    let mut spans = vec![span(PLACE, place)];
    let facts = facts(source);
    if !facts.is_empty() {
        spans.push(span(DIM, " · "));
        spans.extend(facts);
    }
    spans
}

/// Title, author, publisher, date.
pub fn facts(source: &Source) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(title) = &source.title {
        spans.push(span(PLAIN, title));
    }
    let rest: Vec<&str> = [&source.author, &source.publisher, &source.published]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if !rest.is_empty() {
        let dash = if spans.is_empty() { "" } else { " — " };
        spans.push(span(DIM, &format!("{dash}{}", rest.join(", "))));
    }
    spans
}

fn context(out: &mut impl Write, look: Look, passage: &Passage) -> io::Result<()> {
    stepped(out, look, "  ", &[span(DIM, &passage.text)])
}

fn explanation(out: &mut impl Write, look: Look, score: f32, parts: &[Part]) -> io::Result<()> {
    let total = Part {
        part: "score".to_owned(),
        score,
        words: Vec::new(),
    };
    let widest = parts
        .iter()
        .map(|part| part.part.chars().count())
        .max()
        .unwrap_or(0)
        .max(total.part.len());
    for part in parts.iter().chain([&total]) {
        let mut left = format!("{:widest$}  {:>7.3}", part.part, part.score);
        let words = part.words.join(", ");
        if words.is_empty() {
            ink::row(out, look, INDENT + STEP, &vec![span(DIM, &left)])?;
            continue;
        }
        let columns = left.len() + STEP;
        let room = look.width.saturating_sub(INDENT + STEP + columns);
        for mut words in ink::wrap(&[span(PLAIN, &words)], room) {
            words.insert(0, span(DIM, &format!("{left:columns$}")));
            ink::row(out, look, INDENT + STEP, &words)?;
            left.clear();
        }
    }
    Ok(())
}
