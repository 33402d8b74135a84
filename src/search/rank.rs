//! The ranking: which passages match best, in one place, with every weight by name. `docs/ranking.md` has the figures.

use tantivy::collector::TopDocs;
use tantivy::postings::Postings;
use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, BooleanQuery, BoostQuery, EnableScoring, Occur, Query,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

use super::Part;
use super::near::pair_frequency;
use super::plan::{Plan, Sought};
use crate::index::schema::Fields;

/// The weights, in units of one BM25 score.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// Title, headings, lead and text together, stemmed.
    pub body: f32,
    /// Title and headings alone.
    pub title: f32,
    /// The words as typed, unstemmed.
    pub exact: f32,
    /// Neighbouring words of the question that stand near each other.
    pub near: f32,
    /// Within how many words.
    pub window: u32,
    /// A passage about the role that the question names.
    pub about: f32,
    /// A passage that mentions it.
    pub mentions: f32,
    /// For articles: the best of its passages, beside all of it.
    pub best: f32,
    /// How many of the best by body and roles get the second look.
    pub depth: usize,
}

/// The recipe in use; `docs/ranking.md` says what each weight was chosen by.
pub const RECIPE: Recipe = Recipe {
    body: 1.0,
    title: 0.5,
    exact: 0.3,
    near: 0.2,
    window: 8,
    about: 0.4,
    mentions: 0.2,
    best: 0.5,
    depth: 200,
};

/// A passage with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Which one.
    pub address: DocAddress,
    /// Higher is better.
    pub score: f32,
}

/// Counts for BM25. A field of ids has no lengths that anyone counted; its mean length is 1.
struct Counts<'a>(&'a dyn Bm25StatisticsProvider);

impl Bm25StatisticsProvider for Counts<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        match self.0.total_num_tokens(field)? {
            0 => self.total_num_docs(),
            tokens => Ok(tokens),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.total_num_docs()?.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        // Never more than there are passages, which tantivy insists on.
        Ok(self.0.doc_freq(term)?.min(self.total_num_docs()?))
    }
}

const BODY: &str = "body";
const ROLE: &str = "role";

/// One term of the first look, and the line of an explanation it belongs to.
pub(super) struct Scored<'a> {
    part: &'static str,
    shown: &'a str,
    pub(super) term: Term,
    pub(super) weight: f32,
}

/// The recipe, word by word.
pub(super) fn terms<'a>(fields: &Fields, plan: &'a Plan, recipe: &Recipe) -> Vec<Scored<'a>> {
    let mut terms = Vec::with_capacity(plan.words.len() * 3 + plan.roles.len() * 3);
    for word in &plan.words {
        let mut add = |part, field, text: &str, weight: f32| {
            let term = Term::from_field_text(field, text);
            terms.push(Scored {
                part,
                shown: &word.shown,
                term,
                weight: weight * word.weight,
            });
        };
        match (&word.stem, &word.exact) {
            (Some(stem), exact) => {
                add(BODY, fields.flat, stem, recipe.body);
                add("title", fields.title, stem, recipe.title);
                if let Some(exact) = exact {
                    add("exact form", fields.exact, exact, recipe.exact);
                }
            }
            (None, Some(exact)) => add(BODY, fields.exact, exact, recipe.body),
            (None, None) => {}
        }
    }
    for role in &plan.roles {
        for (field, weight) in [
            (fields.about, recipe.about),
            (fields.mentions, recipe.mentions),
        ] {
            let term = Term::from_field_text(field, &role.id);
            terms.push(Scored {
                part: ROLE,
                shown: &role.shown,
                term,
                weight: weight * role.weight,
            });
        }
    }
    terms.retain(|term| term.weight > 0.0);
    terms
}

impl Scored<'_> {
    fn query(&self) -> Box<dyn Query> {
        let term = TermQuery::new(self.term.clone(), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), self.weight))
    }
}

/// What matches: any of the words, under the plan's conditions. tantivy answers a query of bare terms without touching
/// most of what matches (block-max WAND). Whatever has a word in its title or in its exact form has it in its body, so
/// these need not be asked: they count in the second look.
pub fn query(fields: &Fields, plan: &Plan, recipe: &Recipe) -> BooleanQuery {
    let words = terms(fields, plan, recipe)
        .iter()
        .filter(|term| matches!(term.part, BODY | ROLE))
        .map(|term| (Occur::Should, term.query()))
        .collect();
    if plan.conditions.is_empty() {
        return BooleanQuery::new(words);
    }
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = plan
        .conditions
        .iter()
        .map(|(occur, condition)| (*occur, condition.box_clone()))
        .collect();
    if !plan.words.is_empty() {
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(words))));
    }
    BooleanQuery::new(clauses)
}

/// The best passages, at least `most` if there are as many, best first; ties in the order of the index.
pub fn best(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    fields: &Fields,
    plan: &Plan,
    recipe: &Recipe,
    most: usize,
) -> tantivy::Result<Vec<Ranked>> {
    let statistics = &Counts(statistics);
    let collector = TopDocs::with_limit(most.max(recipe.depth)).order_by_score();
    let found = searcher.search_with_statistics_provider(
        &query(fields, plan, recipe),
        &collector,
        statistics,
    )?;
    let mut ranked: Vec<Ranked> = found
        .into_iter()
        .map(|(score, address)| Ranked { address, score })
        .collect();
    add_up(
        searcher,
        statistics,
        &terms(fields, plan, recipe),
        &mut ranked,
    )?;
    let depth = ranked.len().min(recipe.depth);
    let pairs = nearness(searcher, fields, plan, recipe, statistics, &ranked[..depth])?;
    for (ranked, pairs) in ranked.iter_mut().zip(pairs) {
        ranked.score += pairs.iter().map(|(_, score)| score).sum::<f32>();
    }
    for ranked in &mut ranked {
        ranked.score = rounded(ranked.score);
    }
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    Ok(ranked)
}

/// Scores anew, word by word in one order: tantivy adds up in an order of its own, which depends on the segments, and so
/// would the last bits of a score.
fn add_up(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    terms: &[Scored],
    ranked: &mut [Ranked],
) -> tantivy::Result<()> {
    ranked.sort_unstable_by_key(|ranked| ranked.address);
    for same in ranked.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        let segment = searcher.segment_reader(same[0].address.segment_ord);
        same.iter_mut().for_each(|ranked| ranked.score = 0.0);
        for term in terms {
            let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
            let mut scorer = term.query().weight(scoring)?.scorer(segment, 1.0)?;
            for ranked in same.iter_mut() {
                if scorer.doc() < ranked.address.doc_id {
                    scorer.seek(ranked.address.doc_id);
                }
                if scorer.doc() == ranked.address.doc_id {
                    ranked.score += scorer.score();
                }
            }
        }
    }
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    Ok(())
}

/// To four digits: what lies behind them is rounding, and no reason to rank one passage above another.
fn rounded(score: f32) -> f32 {
    (score * 1e4).round() / 1e4
}

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
    for term in terms(fields, plan, recipe) {
        let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
        let mut scorer = term.query().weight(scoring)?.scorer(segment, 1.0)?;
        let at = if scorer.doc() < address.doc_id {
            scorer.seek(address.doc_id)
        } else {
            scorer.doc()
        };
        if at == address.doc_id {
            add(term.part, scorer.score(), &[term.shown]);
        }
    }
    let alone = [Ranked {
        address,
        score: 0.0,
    }];
    let pairs = nearness(searcher, fields, plan, recipe, statistics, &alone)?;
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

/// The words of the question itself, in its order.
fn in_order(plan: &Plan) -> Vec<&Sought> {
    let mut words: Vec<&Sought> = plan
        .words
        .iter()
        .filter(|word| word.place.is_some())
        .collect();
    words.sort_by_key(|word| word.place);
    words
}

/// The second look: where the words stand. For each passage the pairs of neighbouring words (by the first's number) that
/// stand near each other, with what that is worth.
fn nearness(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    recipe: &Recipe,
    statistics: &dyn Bm25StatisticsProvider,
    ranked: &[Ranked],
) -> tantivy::Result<Vec<Vec<(usize, Score)>>> {
    let mut found = vec![Vec::new(); ranked.len()];
    let stems: Vec<&str> = in_order(plan)
        .iter()
        .filter_map(|word| word.stem.as_deref())
        .collect();
    if stems.len() < 2 || recipe.near == 0.0 {
        return Ok(found);
    }
    let terms: Vec<Term> = stems
        .iter()
        .map(|stem| Term::from_field_text(fields.flat, stem))
        .collect();
    let weights: Vec<Bm25Weight> = terms
        .windows(2)
        .map(|pair| Bm25Weight::for_terms(statistics, pair))
        .collect::<tantivy::Result<_>>()?;
    let mut order: Vec<usize> = (0..ranked.len()).collect();
    order.sort_by_key(|&nth| ranked[nth].address);
    for same in
        order.chunk_by(|&a, &b| ranked[a].address.segment_ord == ranked[b].address.segment_ord)
    {
        let segment = searcher.segment_reader(ranked[same[0]].address.segment_ord);
        let docs: Vec<DocId> = same.iter().map(|&nth| ranked[nth].address.doc_id).collect();
        let places: Vec<Places> = terms
            .iter()
            .map(|term| places(segment, term, &docs))
            .collect::<tantivy::Result<_>>()?;
        let norms = segment.get_fieldnorms_reader(fields.flat)?;
        for (at, (&nth, &doc)) in same.iter().zip(&docs).enumerate() {
            for (pair, weight) in weights.iter().enumerate() {
                let frequency =
                    pair_frequency(places[pair].of(at), places[pair + 1].of(at), recipe.window);
                if frequency > 0.0 {
                    let score = recipe.near * saturated(weight, norms.fieldnorm_id(doc), frequency);
                    found[nth].push((pair, score));
                }
            }
        }
    }
    Ok(found)
}

/// BM25 for a frequency that is no whole number: between its neighbours.
fn saturated(weight: &Bm25Weight, norm: u8, frequency: f32) -> Score {
    let below = weight.score(norm, frequency as u32);
    let above = weight.score(norm, frequency as u32 + 1);
    below + (above - below) * frequency.fract()
}

/// Where a term stands in some passages, one list after the other.
struct Places {
    all: Vec<u32>,
    ends: Vec<usize>,
}

impl Places {
    fn of(&self, nth: usize) -> &[u32] {
        let start = if nth == 0 { 0 } else { self.ends[nth - 1] };
        &self.all[start..self.ends[nth]]
    }
}

fn places(segment: &SegmentReader, term: &Term, docs: &[DocId]) -> tantivy::Result<Places> {
    let mut found = Places {
        all: Vec::new(),
        ends: Vec::with_capacity(docs.len()),
    };
    let index = segment.inverted_index(term.field())?;
    if let Some(mut postings) =
        index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?
    {
        for &doc in docs {
            let at = if postings.doc() < doc {
                postings.seek(doc)
            } else {
                postings.doc()
            };
            if at == doc {
                postings.append_positions_with_offset(0, &mut found.all);
            }
            found.ends.push(found.all.len());
            if at == TERMINATED {
                break;
            }
        }
    }
    found.ends.resize(docs.len(), found.all.len());
    Ok(found)
}
