//! One role for a person: how often it is spoken of, and what is said of it, kind by kind.

use std::io::{self, Write};

use super::hits::{self, place};
use super::ink::{self, BOLD, DIM, PLACE, PLAIN, REASON, ROLE, span};
use crate::render::{Look, Names, amount};
use crate::search::Hit;
use crate::search::profile::Profile;

/// Longer lines are hard to read.
const WIDEST: usize = 100;

/// Writes the profile.
pub fn profile(
    out: &mut impl Write,
    look: Look,
    profile: &Profile,
    names: Names,
) -> io::Result<()> {
    let look = Look {
        width: look.width.min(WIDEST),
        ..look
    };
    let count = &profile.count;
    let head = [
        span(ROLE, &count.name),
        span(DIM, &format!("  {}", count.id)),
    ];
    ink::paragraph(out, look, 0, &head)?;
    let counts = format!(
        "{} about it in {}, {} mainly; mentioned in {} more",
        amount(count.about, "passage"),
        amount(count.articles, "article"),
        count.primary,
        count.mentions
    );
    ink::paragraph(out, look, 0, &[span(PLAIN, &counts)])?;
    let all = |ids: &[String]| {
        ids.iter()
            .map(|id| names(id))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let seen: Vec<String> = profile
        .seen_as
        .iter()
        .map(|(form, count)| format!("{form} ({count})"))
        .collect();
    let facts = [
        ("written as", seen.join(", ")),
        ("family", profile.family.clone().unwrap_or_default()),
        (
            "a kind of",
            profile.parent.iter().map(|id| names(id)).collect(),
        ),
        ("kinds of it", all(&profile.children)),
        ("often taken for", all(&profile.not)),
        ("can stand for", count.readings.join(", ")),
    ];
    for (what, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        ink::paragraph(
            out,
            look,
            0,
            &[span(DIM, &format!("{what}: ")), span(PLAIN, value)],
        )?;
    }
    if count.discovered {
        let said =
            "discovered: no roles file has it, the title or a heading of an article named it";
        ink::paragraph(out, look, 0, &[span(REASON, said)])?;
    }
    for (section, hits) in &profile.sections {
        writeln!(out)?;
        ink::paragraph(out, look, 0, &[span(BOLD, section.name())])?;
        for hit in hits {
            said(out, look, hit)?;
        }
    }
    Ok(())
}

fn said(out: &mut impl Write, look: Look, hit: &Hit) -> io::Result<()> {
    let text = hits::said(hit);
    ink::paragraph(out, look, 2, &text)?;
    let mut source = vec![span(PLACE, &place(&hit.source, hit.passage.lines))];
    if let Some(publisher) = &hit.source.publisher {
        source.push(span(DIM, &format!(" · {publisher}")));
    }
    ink::paragraph(out, look, 4, &source)
}
