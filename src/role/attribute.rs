//! The attribution says which roles each passage is about, on what evidence, and which it only mentions.

use super::clause::Part;
use super::evidence::{
    Around, by_both, by_cells, by_columns, by_context, by_label, by_pronoun, by_title, by_words,
    distinct, is_need,
};
use super::matcher::What;
use super::roles::Roles;
use super::scene::{Reading, Scene};
use crate::document::Document;
use crate::passage::{Attribution, Evidence, Passage};

/// Attributes every passage of a document. It depends on this document and the roles alone.
pub fn attribute(document: &Document, mut passages: Vec<Passage>, roles: &Roles) -> Vec<Passage> {
    let decided = decide_all(document, &passages, roles);
    for (passage, (about, mentions)) in passages.iter_mut().zip(decided) {
        passage.about = about;
        passage.mentions = mentions;
    }
    passages
}

type Decided = (Vec<Attribution>, Vec<String>);

fn decide_all(document: &Document, passages: &[Passage], roles: &Roles) -> Vec<Decided> {
    let scene = Scene::new(document, passages, roles);
    let mut before: Vec<What> = Vec::new();
    // The roles of the passage that leads into the list.
    let mut leading: Vec<What> = Vec::new();
    let mut decided = Vec::with_capacity(passages.len());
    for (at, passage) in passages.iter().enumerate() {
        let same_section = at > 0 && passages[at - 1].headings == passage.headings;
        if !same_section {
            before.clear();
        }
        let heading = section(&scene, passage);
        let mut lead = lead(&scene, passage, heading);
        if let Some(text) = &passage.lead {
            if at > 0 && passages[at - 1].text.ends_with(text.as_str()) {
                leading.clone_from(&before);
            }
            if lead.is_empty() {
                lead.clone_from(&leading);
            }
        } else {
            leading.clear();
        }
        let reading = scene.passage(at, &passage.text, &[&lead, heading, &before, &scene.title]);
        let around = Around {
            title: &scene.title,
            heading,
            lead: &lead,
            before: &before,
            keys: Some(&scene.keys),
            career: scene.career,
            is_need: !heading.is_empty() && is_need(&passage.headings),
            audience: &roles.matcher().audience,
            kin: scene.kin(&reading, &[heading, &lead, &scene.title]),
            is_told_by_other: scene.is_told_by_other,
        };
        let (about, evidence) = decide(&scene, passage, &reading, &around);
        // The columns of a row stand side by side.
        let primary = match (evidence, about.len()) {
            (Evidence::Column, 2..) => None,
            _ => primary(&about, &reading),
        };
        let mentions = distinct(
            reading
                .named
                .iter()
                .filter(|named| !named.is_holder)
                .map(|named| named.what)
                .filter(|what| !about.contains(what)),
        );
        decided.push((
            about
                .iter()
                .map(|&what| Attribution {
                    role: scene.id(what),
                    evidence,
                    primary: primary == Some(what),
                    confidence: confidence(what, evidence, &reading, about.len()),
                })
                .collect::<Vec<_>>(),
            mentions.iter().map(|&what| scene.id(what)).collect(),
        ));
        let (about_ids, _) = decided.last_mut().expect("just pushed");
        about_ids.sort_by_key(|attribution| !attribution.primary);
        if !about.is_empty() {
            before = about;
        }
    }
    decided
}

/// The decision table: the first kind of evidence that speaks decides; "both roles" adds to the words.
fn decide(
    scene: &Scene,
    passage: &Passage,
    reading: &Reading,
    around: &Around,
) -> (Vec<What>, Evidence) {
    let text = &passage.text;
    let columns: Vec<Vec<What>> = passage
        .cells
        .iter()
        .map(|cell| {
            cell.column
                .as_deref()
                .map(|column| named(&scene.text(column, &[around.title])))
                .unwrap_or_default()
        })
        .collect();
    let in_columns = by_columns(&passage.cells, text, &columns);
    if !in_columns.is_empty() {
        return (in_columns, Evidence::Column);
    }
    let in_cells = by_cells(&passage.cells, text, reading);
    if !in_cells.is_empty() {
        return (in_cells, Evidence::Words);
    }
    let labels = by_label(text, reading);
    let words = match labels.is_empty() {
        true => by_words(text, reading, around),
        false => labels,
    };
    // Who names two of them says itself which "both" are meant.
    let both = if words.len() > 1 {
        Vec::new()
    } else {
        by_both(text, around, &words)
    };
    // A glossary's introduction is about none of the short forms in its title.
    let title = if scene.is_title_open {
        Vec::new()
    } else {
        by_title(text, &passage.headings, around)
    };
    let table: [(Vec<What>, Evidence); 7] = [
        (
            distinct(words.iter().copied().chain(both.iter().copied())),
            if both.is_empty() && reading.is_named_itself(&words) {
                Evidence::Words
            } else {
                Evidence::Pronoun
            },
        ),
        (around.lead.to_vec(), Evidence::Lead),
        (by_pronoun(text, around), Evidence::Pronoun),
        (around.heading.to_vec(), Evidence::Heading),
        (by_context(text, around), Evidence::Context),
        (title, Evidence::Title),
        (scene.dominant.clone(), Evidence::Context),
    ];
    table
        .into_iter()
        .find(|(roles, _)| !roles.is_empty())
        .unwrap_or((Vec::new(), Evidence::Title))
}

/// The roles of the nearest heading that names any; the title does not count as one here.
fn section<'s>(scene: &'s Scene, passage: &Passage) -> &'s [What] {
    passage
        .headings
        .iter()
        .rev()
        .find_map(|heading| {
            scene
                .headings
                .get(heading.as_str())
                .filter(|roles| !roles.is_empty())
        })
        .map_or(&[], Vec::as_slice)
}

/// The roles that the lead speaks of.
fn lead(scene: &Scene, passage: &Passage, heading: &[What]) -> Vec<What> {
    let Some(lead) = &passage.lead else {
        return Vec::new();
    };
    let near = [heading, scene.title.as_slice()];
    let reading = scene.text(lead, &near);
    let around = Around {
        title: &scene.title,
        heading,
        keys: Some(&scene.keys),
        ..Around::default()
    };
    by_words(lead, &reading, &around)
}

fn named(reading: &Reading) -> Vec<What> {
    distinct(reading.named.iter().map(|named| named.what))
}

/// The one role that dominates: the only one, or the subject of twice as many sentences as any other.
fn primary(about: &[What], reading: &Reading) -> Option<What> {
    if let [one] = about {
        return Some(*one);
    }
    let weight = |what: What| {
        let named = reading.named.iter().filter(|named| named.what == what);
        named
            .map(|named| match named.part {
                Part::Subject => 2,
                Part::Topic => 1,
                Part::Object | Part::Aside => 0,
            })
            .sum::<u32>()
    };
    let mut weights: Vec<(u32, What)> = about.iter().map(|&what| (weight(what), what)).collect();
    weights.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    match weights.as_slice() {
        [(first, what), (second, _), ..] if *first >= 2 && *first > 2 * second => Some(*what),
        _ => None,
    }
}

/// How sure the attribution is; set by hand, after how often each kind of evidence was right on labelled articles.
fn confidence(what: What, evidence: Evidence, reading: &Reading, count: usize) -> f32 {
    let is_subject = reading
        .named
        .iter()
        .any(|named| named.what == what && named.part == Part::Subject);
    let sure = match evidence {
        Evidence::Words if is_subject => 0.95,
        Evidence::Words => 0.85,
        Evidence::Column | Evidence::Lead => 0.9,
        Evidence::Heading => 0.9,
        Evidence::Pronoun => 0.8,
        Evidence::Context => 0.7,
        Evidence::Title if count == 1 => 0.8,
        Evidence::Title => 0.6,
    };
    if matches!(what, What::Open(_)) {
        sure / 2.0
    } else {
        sure
    }
}
