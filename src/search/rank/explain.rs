//! The explanation of a score: the same parts, each with the words that earned it.

use tantivy::postings::Postings;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher};

use super::near::{in_order, line, nearness};
use super::posted::posted;
use super::terms::terms;
use super::{Counts, Ranked, Recipe};
use crate::index::schema::Fields;
use crate::search::Part;
use crate::search::plan::Plan;

/// What a passage's score is made of.
pub fn explain(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    fields: &Fields,
    plan: &Plan,
    recipe: &Recipe,
    address: DocAddress,
) -> tantivy::Result<Vec<Part>> {
    let statistics = &Counts(statistics);
    let segment = searcher.segment_reader(address.segment_ord);
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |name: &str, score: f32, words: &[&str]| {
        if score == 0.0 {
            return;
        }
        let nth = parts
            .iter()
            .position(|part| part.part == name)
            .unwrap_or_else(|| {
                parts.push(Part {
                    part: name.to_owned(),
                    score: 0.0,
                    words: Vec::new(),
                });
                parts.len() - 1
            });
        parts[nth].score += score;
        for word in words {
            if !parts[nth].words.iter().any(|known| known == word) {
                parts[nth].words.push((*word).to_owned());
            }
        }
    };
    let terms = terms(fields, plan, recipe);
    let terms = posted(searcher, statistics, terms, recipe.shortest)?;
    let number = address.segment_ord as usize;
    for term in &terms {
        let record = IndexRecordOption::WithFreqs;
        let Some(mut postings) = term.postings(number, segment, record)? else {
            continue;
        };
        if postings.doc() < address.doc_id {
            postings.seek(address.doc_id);
        }
        if postings.doc() == address.doc_id {
            let score = term
                .worth(segment)?
                .of(address.doc_id, postings.term_freq());
            add(term.scored.part, score, &[term.scored.shown]);
        }
    }
    let alone = [Ranked {
        address,
        score: 0.0,
    }];
    let line = line(fields, plan, &terms);
    let has = [u64::MAX];
    let pairs = nearness(searcher, statistics, &terms, &line, recipe, &alone, &has)?;
    let words = in_order(plan);
    for &(pair, score) in pairs.iter().flatten() {
        add(
            "proximity",
            score,
            &[&words[pair].shown, &words[pair + 1].shown],
        );
    }
    Ok(parts)
}
