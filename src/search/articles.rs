//! Articles ranked as a whole: the same recipe over all that an article says, whatever passages it was cut into, and the
//! best of its passages beside it.
//!
//! Every passage carries its title and headings. In the sum over an article they count once: what its passages repeat of
//! them is taken off. Its title is what all of them carry; the headings of a part are text like any other.

use std::collections::{HashMap, HashSet};

use tantivy::collector::DocSetCollector;
use tantivy::postings::Postings;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use super::ids::Ids;
use super::plan::Plan;
use super::rank::{self, Recipe};
use crate::error::Result;
use crate::index::schema::{self, Fields};

/// BM25's usual constants, which tantivy has built in for passages.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// How many passages are looked at for the best of each article.
const PASSAGES: usize = 1000;

/// Which passages belong to which article, and how long the articles are.
#[derive(Debug)]
pub struct Articles {
    ids: Vec<String>,
    /// Article by document, a list a segment.
    of: Vec<Vec<u32>>,
    body: Lengths,
    title: Lengths,
    /// How many passages each has.
    passages: Vec<u32>,
}

/// Lengths of the articles in one field, relative to their mean.
#[derive(Debug, Default)]
struct Lengths(Vec<f32>);

/// How often something stands in the passages of an article.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    passages: u32,
    sum: f32,
    most: f32,
    least: f32,
}

impl Articles {
    /// Of all that a searcher sees.
    pub fn new(searcher: &Searcher, fields: &Fields) -> Result<Articles> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut of = Vec::new();
        for segment in searcher.segment_readers() {
            let mut here = vec![0; segment.max_doc() as usize];
            let mut known: HashMap<u64, u32> = HashMap::new();
            if let Some(articles) = schema::articles(segment)? {
                for doc in segment.doc_ids_alive() {
                    let Some(ord) = articles.term_ords(doc).next() else {
                        continue;
                    };
                    let number = match known.get(&ord) {
                        Some(number) => *number,
                        None => {
                            let mut id = String::new();
                            articles
                                .ord_to_str(ord, &mut id)
                                .map_err(tantivy::TantivyError::from)?;
                            let next = numbers.len() as u32;
                            *numbers.entry(id).or_insert(next)
                        }
                    };
                    known.insert(ord, number);
                    here[doc as usize] = number;
                }
            }
            of.push(here);
        }
        let mut ids = vec![String::new(); numbers.len()];
        for (id, number) in numbers {
            ids[number as usize] = id;
        }
        let none = Lengths::default;
        let mut articles = Articles {
            ids,
            of,
            body: none(),
            title: none(),
            passages: Vec::new(),
        };
        let titles = articles.lengths(searcher, fields.title)?;
        let bodies = articles.lengths(searcher, fields.flat)?;
        articles.body = Lengths::new(
            bodies
                .iter()
                .zip(&titles)
                .map(|(body, title)| once(*body, *title)),
        );
        articles.title = Lengths::new(titles.iter().map(|tally| tally.least));
        articles.passages = titles.iter().map(|tally| tally.passages).collect();
        Ok(articles)
    }

    /// An article's id.
    pub fn id(&self, number: u32) -> &str {
        &self.ids[number as usize]
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    fn at(&self, address: DocAddress) -> u32 {
        self.of[address.segment_ord as usize][address.doc_id as usize]
    }

    fn lengths(&self, searcher: &Searcher, field: Field) -> Result<Vec<Tally>> {
        let mut tallies = vec![Tally::default(); self.ids.len()];
        for (segment, of) in searcher.segment_readers().iter().zip(&self.of) {
            let norms = segment.get_fieldnorms_reader(field)?;
            for doc in segment.doc_ids_alive() {
                tallies[of[doc as usize] as usize].add(norms.fieldnorm(doc) as f32);
            }
        }
        Ok(tallies)
    }

    fn frequencies(&self, searcher: &Searcher, term: &Term) -> Result<HashMap<u32, Tally>> {
        let mut tallies: HashMap<u32, Tally> = HashMap::new();
        for (segment, of) in searcher.segment_readers().iter().zip(&self.of) {
            let postings = segment
                .inverted_index(term.field())?
                .read_postings(term, IndexRecordOption::WithFreqs);
            let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    tallies
                        .entry(of[postings.doc() as usize])
                        .or_default()
                        .add(postings.term_freq() as f32);
                }
                postings.advance();
            }
        }
        Ok(tallies)
    }
}

impl Lengths {
    fn new(lengths: impl Iterator<Item = f32>) -> Self {
        let lengths: Vec<f32> = lengths.collect();
        let mean = (lengths.iter().sum::<f32>() / lengths.len().max(1) as f32).max(1.0);
        Lengths(lengths.into_iter().map(|length| length / mean).collect())
    }
}

impl Tally {
    fn add(&mut self, frequency: f32) {
        self.least = match self.passages {
            0 => frequency,
            _ => self.least.min(frequency),
        };
        self.passages += 1;
        self.sum += frequency;
        self.most = self.most.max(frequency);
    }
}

/// Over a whole article, with its title and headings once.
fn once(body: Tally, title: Tally) -> f32 {
    (body.sum - title.sum + title.most).max(body.most)
}

/// The best articles, best first.
pub fn best_articles(
    searcher: &Searcher,
    statistics: &dyn Bm25StatisticsProvider,
    fields: &Fields,
    articles: &Articles,
    plan: &Plan,
    recipe: &Recipe,
    ids: &Ids,
) -> Result<Vec<(u32, f32)>> {
    let mut scores: HashMap<u32, f32> = HashMap::new();
    let mut titles = HashMap::new();
    for scored in rank::terms(fields, plan, recipe) {
        let field = scored.term.field();
        let tallies = articles.frequencies(searcher, &scored.term)?;
        // A word's stem comes before its exact form, so what its title says is still here.
        if field == fields.flat {
            let text = scored.term.value();
            let stem = text.as_str().unwrap_or_default();
            titles = articles.frequencies(searcher, &Term::from_field_text(fields.title, stem))?;
        }
        let idf = idf(tallies.len(), articles.ids.len());
        for (article, tally) in tallies {
            let at = article as usize;
            let title = titles.get(&article).copied().unwrap_or_default();
            let (frequency, length) = if field == fields.flat || field == fields.exact {
                (once(tally, title), articles.body.0[at])
            } else if field == fields.title && tally.passages < articles.passages[at] {
                continue;
            } else if field == fields.title {
                (tally.least, articles.title.0[at])
            } else {
                (1.0, 1.0)
            };
            *scores.entry(article).or_default() +=
                scored.weight * idf * saturated(frequency, length);
        }
    }
    if !plan.conditions.is_empty() {
        let matching = searcher.search(&rank::query(fields, plan, recipe), &DocSetCollector)?;
        let kept: HashSet<u32> = matching
            .iter()
            .map(|address| articles.at(*address))
            .collect();
        scores.retain(|article, _| kept.contains(article));
    }
    let mut met = HashSet::new();
    // Beside all of its article a passage may be short.
    let recipe = &Recipe {
        shortest: 0.0,
        ..*recipe
    };
    let passages = rank::best(
        searcher,
        statistics,
        fields,
        plan,
        recipe,
        PASSAGES,
        Some(ids),
    )?;
    for passage in passages.ranked {
        let article = articles.at(passage.address);
        if met.insert(article) {
            *scores.entry(article).or_default() += recipe.best * passage.score;
        }
    }
    let mut ranked: Vec<(u32, f32)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then_with(|| articles.id(a.0).cmp(articles.id(b.0)))
    });
    Ok(ranked)
}

fn idf(with: usize, all: usize) -> f32 {
    let (with, all) = (with as f32, all as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

fn saturated(frequency: f32, length: f32) -> f32 {
    (1.0 + K1) * frequency / (frequency + K1 * (1.0 - B + B * length))
}
