//! A motive: what the model itself goes by where it is in doubt about a block, found by asking it again.
//!
//! The block is held against the surest one of its document: for every family of facts (its links, its names of class and id,
//! its neighbours …) the model is asked what it would say if the block were like the surest one in these alone. What would
//! bring it closest to another word is named.

use super::features::{Features, names};
use super::model;

/// Below this probability the model is in little doubt, and the plain signs say why ([`super::reason`]). From .05 on the
/// questions cost a quarter of all cleaning, from .2 on a fortieth.
const DOUBT: f32 = 0.3;

/// Of a link, a date or a name the signs say enough; they are most of what goes.
const MIN_WORDS: f32 = 12.0;

/// A document has a sure block from here on.
const SURE: f32 = 0.5;

/// What changes the logarithm of the odds by less than this is not a motive.
const WEIGHTY: f32 = 0.1;

/// More motives than this tire the reader.
const MAX_MOTIVES: usize = 2;

/// A family of facts: what it is called, and the names of its columns, or how they begin. The first that fits has the column.
type Family = (&'static str, &'static [&'static str]);

const FAMILIES: [Family; 11] = [
    (
        "names of class and id",
        &["cue_", "near_good", "near_bad", "label"],
    ),
    (
        "containers",
        &[
            "c1_",
            "c2_",
            "c3_",
            "c4_",
            "in_best",
            "to_best",
            "from_best",
            "best_",
            "in_half",
            "in_most",
            "in_nearly_all",
            "articles",
            "article_number",
            "article_prose",
        ],
    ),
    (
        "tags",
        &[
            "tag",
            "parent_tag",
            "grandparent_tag",
            "depth",
            "hidden",
            "landmark",
            "in_body",
            "in_article",
            "in_main",
            "in_aside",
            "in_nav",
            "in_header",
            "in_footer",
            "in_form",
            "in_figure",
            "in_table",
            "in_list",
            "in_section",
            "in_quote",
        ],
    ),
    ("list", &["group_"]),
    (
        "section",
        &["since_heading", "heading_", "until_heading", "section_"],
    ),
    (
        "neighbours",
        &[
            "p1_",
            "p2_",
            "p3_",
            "n1_",
            "n2_",
            "n3_",
            "near_",
            "far_",
            "before_",
            "after_",
            "alike",
            "alike_",
            "same_",
            "siblings_",
            "run",
            "run_",
            "longest_gap",
            "stamp",
            "stamps_",
            "reply",
            "comment_lines",
            "replies_",
            "first_near",
            "second_near",
            "digits_near",
        ],
    ),
    ("links", &["link_share", "links"]),
    (
        "place",
        &[
            "index",
            "from_",
            "position",
            "words_before",
            "prose_before",
            "blocks",
            "all_",
            "since_",
            "until_",
            "in_stretch",
            "to_stretch_",
            "prose_words_before",
            "bylines_",
            "tops_",
            "new_parent",
        ],
    ),
    (
        "words shared with title and page",
        &[
            "title_",
            "is_title",
            "description_",
            "body_",
            "topical",
            "fresh",
            "repeated",
            "repeats_",
            "seen_",
            "known",
            "known_near",
            "publisher_named",
        ],
    ),
    (
        "phrases",
        &[
            "phrased",
            "opens_with",
            "call",
            "newsletter",
            "cookies",
            "legal",
            "social",
            "navigation",
            "comments",
            "related",
            "advert",
            "bio",
            "credit",
            "dateline",
            "account",
            "shop",
            "publisher",
            "notice",
            "media",
            "tags",
        ],
    ),
    (
        "way of writing",
        &[
            "kind",
            "level",
            "words",
            "word_length",
            "sentences",
            "ending",
            "commas",
            "stop",
            "capitals",
            "shouted",
            "digits",
            "opening",
            "separators",
            "quotes",
            "handles",
            "prices",
            "phone",
            "calendar",
            "years",
            "second",
            "we",
            "first",
            "told",
            "imperative",
            "by_name",
            "name_is",
            "bracketed",
            "bold",
            "cells",
            "prose",
            "length",
        ],
    ),
];

/// For each of these blocks the families of facts that the model goes by most; none where the document has no sure block.
pub(super) fn find(
    features: &Features,
    blocks: &[usize],
    probabilities: &[f32],
) -> Vec<Vec<&'static str>> {
    let mut motives = vec![Vec::new(); blocks.len()];
    let doubtful: Vec<usize> = (0..blocks.len())
        .filter(|at| {
            let block = blocks[*at];
            probabilities[block] >= DOUBT && features.own[block].words >= MIN_WORDS
        })
        .collect();
    let sure = (0..probabilities.len())
        .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]))
        .filter(|block| probabilities[*block] >= SURE && !doubtful.is_empty());
    let Some(sure) = sure else {
        return motives;
    };
    let mut like = Vec::new();
    features.write(sure, &mut like);
    let families = families(features);
    // Of each block a row as it is, and one for each family.
    let rows = FAMILIES.len() + 1;
    let words = model::at_a_glance(features, doubtful.len() * rows, |at, row| {
        let from = row.len();
        features.write(blocks[doubtful[at / rows]], row);
        if let Some(family) = (at % rows).checked_sub(1) {
            let columns = row[from..].iter_mut().zip(&like).zip(&families);
            for ((value, like), _) in columns.filter(|(_, of)| **of == Some(family)) {
                *value = *like;
            }
        }
    });
    for (at, words) in doubtful.into_iter().zip(words.chunks_exact(rows)) {
        let mut gains: Vec<(f32, usize)> = (0..FAMILIES.len())
            .map(|family| (words[family + 1] - words[0], family))
            .filter(|(gain, _)| *gain >= WEIGHTY)
            .collect();
        gains.sort_by(|a, b| b.0.total_cmp(&a.0));
        let strongest = gains.into_iter().take(MAX_MOTIVES);
        motives[at] = strongest.map(|(_, family)| FAMILIES[family].0).collect();
    }
    motives
}

/// The family of each column.
fn families(features: &Features) -> Vec<Option<usize>> {
    names(features.input())
        .into_iter()
        .map(|column| {
            FAMILIES
                .iter()
                .position(|(_, columns)| columns.iter().any(|name| is_of(column, name)))
        })
        .collect()
}

/// Whether a column has the name, or begins with it where it ends in `_`.
fn is_of(column: &str, name: &str) -> bool {
    column == name || (name.ends_with('_') && column.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::features::Input;

    #[test]
    fn every_column_has_a_family() {
        for column in [names(Input::Page), names(Input::Text)].concat() {
            let has = |(_, columns): &Family| columns.iter().any(|name| is_of(column, name));
            assert!(FAMILIES.iter().any(has), "{column}");
        }
    }
}
