//! One role for a person: how often it is spoken of, and what is said of it, kind by kind.

use std::io::{self, Write};

use super::hits;
use super::ink::{self, BOLD, DIM, PLAIN, REASON, ROLE, span};
use crate::render::{Look, Names, amount};
use crate::search::Hit;
use crate::search::profile::Profile;

/// Longer lines are hard to read.
const WIDEST: usize = 100;

/// Kinds of a role that nothing is said of: nobody wants to read of forty.
const MOST_OTHERS: usize = 12;

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
        ("kinds of it", kinds(profile, names)),
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

/// The kinds of a role: those that passages are about with how many, then some of the others.
fn kinds(profile: &Profile, names: Names) -> String {
    let found = profile.kinds.iter();
    let mut kinds: Vec<String> = found
        .map(|(id, count)| format!("{} ({count})", names(id)))
        .collect();
    let is_found = |id: &String| profile.kinds.iter().any(|(found, _)| found == id);
    let others = profile.children.iter().filter(|id| !is_found(id));
    let (mut left, room) = (others.clone().count(), MOST_OTHERS);
    // One more name takes no more room than the word that it was left out.
    let shown = if left > room + 1 { room } else { left };
    kinds.extend(others.take(shown).map(|id| names(id)));
    left -= shown;
    if left > 0 {
        kinds.push(format!("{left} more"));
    }
    kinds.join(", ")
}

fn said(out: &mut impl Write, look: Look, hit: &Hit) -> io::Result<()> {
    let text = hits::said(hit);
    ink::paragraph(out, look, 2, &text)?;
    ink::paragraph(out, look, 4, &hits::source(hit))
}
