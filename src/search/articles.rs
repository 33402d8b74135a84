//! Articles ranked as a whole: the same recipe over all that an article says, whatever passages it was cut into.
//!
//! Every passage carries its title and headings. In the sum over an article they count once: what each of its passages
//! has is taken off all but one.

use std::collections::HashMap;

use tantivy::collector::DocSetCollector;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use super::near::pair_frequency;
use super::plan::Plan;
use super::rank::{self, Recipe};
use crate::error::Result;
use crate::index::schema::{self, Fields};

/// BM25's usual constants, which tantivy has built in for passages.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Which passages belong to which article, and how long the articles are.
#[derive(Debug)]
pub struct Articles {
    ids: Vec<String>,
    /// Article by document, a list a segment.
    of: Vec<Vec<u32>>,
    /// How many passages each has.
    passages: Vec<u32>,
    body: Lengths,
    title: Lengths,
    exact: Lengths,
}

#[derive(Debug)]
struct Lengths {
    of: Vec<f32>,
    mean: f32,
}

/// How often something stands in the passages of an article.
#[derive(Debug, Clone, Copy)]
struct Tally {
    sum: f32,
    least: f32,
    most: f32,
    passages: u32,
}

impl Articles {
    /// Of all that a searcher sees.
    pub fn new(searcher: &Searcher, fields: &Fields) -> Result<Articles> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut of = Vec::new();
        for segment in searcher.segment_readers() {
            let mut here = vec![0; segment.max_doc() as usize];
            if let Some(articles) = schema::articles(segment)? {
                let mut known: HashMap<u64, u32> = HashMap::new();
                for doc in segment.doc_ids_alive() {
                    let Some(ord) = articles.term_ords(doc).next() else {
                        continue;
                    };
                    here[doc as usize] = match known.get(&ord) {
                        Some(number) => *number,
                        None => {
                            let mut id = String::new();
                            articles
                                .ord_to_str(ord, &mut id)
                                .map_err(tantivy::TantivyError::from)?;
                            let next = numbers.len() as u32;
                            let number = *numbers.entry(id).or_insert(next);
                            known.insert(ord, number);
                            number
                        }
                    };
                }
            }
            of.push(here);
        }
        let mut ids = vec![String::new(); numbers.len()];
        for (id, number) in numbers {
            ids[number as usize] = id;
        }
        let mut passages = vec![0; ids.len()];
        for (segment, of) in searcher.segment_readers().iter().zip(&of) {
            for doc in segment.doc_ids_alive() {
                passages[of[doc as usize] as usize] += 1;
            }
        }
        let mut articles = Articles {
            ids,
            of,
            passages,
            body: Lengths {
                of: Vec::new(),
                mean: 1.0,
            },
            title: Lengths {
                of: Vec::new(),
                mean: 1.0,
            },
            exact: Lengths {
                of: Vec::new(),
                mean: 1.0,
            },
        };
        let titles = articles.lengths(searcher, fields.title)?;
        let above: Vec<f32> = titles.iter().map(|tally| tally.least).collect();
        let whole = |tallies: Vec<Tally>| -> Vec<f32> {
            tallies
                .iter()
                .zip(&above)
                .map(|(tally, above)| tally.sum - above * (tally.passages.max(1) - 1) as f32)
                .collect()
        };
        articles.body = Lengths::new(whole(articles.lengths(searcher, fields.flat)?));
        articles.exact = Lengths::new(whole(articles.lengths(searcher, fields.exact)?));
        articles.title = Lengths::new(
            titles
                .iter()
                .map(|tally| tally.sum / tally.passages.max(1) as f32)
                .collect(),
        );
        Ok(articles)
    }

    /// An article's id.
    pub fn id(&self, number: u32) -> &str {
        &self.ids[number as usize]
    }

    /// Is there such an article?
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
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
}

impl Lengths {
    fn new(of: Vec<f32>) -> Self {
        let mean = of.iter().sum::<f32>() / of.len().max(1) as f32;
        Lengths {
            of,
            mean: mean.max(1.0),
        }
    }
}

impl Default for Tally {
    fn default() -> Self {
        Tally {
            sum: 0.0,
            least: f32::INFINITY,
            most: 0.0,
            passages: 0,
        }
    }
}

impl Tally {
    fn add(&mut self, frequency: f32) {
        self.sum += frequency;
        self.least = self.least.min(frequency);
        self.most = self.most.max(frequency);
        self.passages += 1;
    }

    /// Over an article of so many passages, what all of them repeat counted once.
    fn whole(&self, passages: u32) -> f32 {
        let repeated = if self.passages < passages {
            0.0
        } else {
            self.least
        };
        self.sum - repeated * (passages - 1) as f32
    }
}

/// The best articles, best first.
pub fn best_articles(
    searcher: &Searcher,
    fields: &Fields,
    articles: &Articles,
    plan: &Plan,
    recipe: &Recipe,
) -> Result<Vec<(u32, f32)>> {
    let mut scores: HashMap<u32, f32> = HashMap::new();
    let count = articles.ids.len();
    for scored in rank::terms(fields, plan, recipe) {
        let field = scored.term.field();
        let mut tallies: HashMap<u32, Tally> = HashMap::new();
        for (segment, of) in searcher.segment_readers().iter().zip(&articles.of) {
            let index = segment.inverted_index(field)?;
            let postings = index.read_postings(&scored.term, IndexRecordOption::WithFreqs);
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
        let idf = idf(tallies.len(), count);
        for (article, tally) in tallies {
            let at = article as usize;
            let (frequency, length) = if field == fields.flat {
                (
                    tally.whole(articles.passages[at]),
                    articles.body.relative(at),
                )
            } else if field == fields.exact {
                (
                    tally.whole(articles.passages[at]),
                    articles.exact.relative(at),
                )
            } else if field == fields.title {
                (tally.most, articles.title.relative(at))
            } else {
                (1.0, 1.0)
            };
            *scores.entry(article).or_default() +=
                scored.weight * idf * saturated(frequency, length);
        }
    }
    if !plan.conditions.is_empty() {
        let matching = searcher.search(&rank::query(fields, plan, recipe), &DocSetCollector)?;
        let kept: std::collections::HashSet<u32> = matching
            .iter()
            .map(|address| articles.of[address.segment_ord as usize][address.doc_id as usize])
            .collect();
        scores.retain(|article, _| kept.contains(article));
    }
    let mut ranked: Vec<(u32, f32)> = scores.into_iter().collect();
    sort(&mut ranked, articles);
    let depth = ranked.len().min(recipe.depth);
    add_nearness(
        searcher,
        fields,
        articles,
        plan,
        recipe,
        &mut ranked[..depth],
    )?;
    sort(&mut ranked, articles);
    Ok(ranked)
}

fn sort(ranked: &mut [(u32, f32)], articles: &Articles) {
    ranked.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then_with(|| articles.id(a.0).cmp(articles.id(b.0)))
    });
}

impl Lengths {
    fn relative(&self, article: usize) -> f32 {
        self.of[article] / self.mean
    }
}

fn idf(with: usize, all: usize) -> f32 {
    let (with, all) = (with as f32, all as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

fn saturated(frequency: f32, length: f32) -> f32 {
    (1.0 + K1) * frequency / (frequency + K1 * (1.0 - B + B * length))
}

/// Where the words stand in the passages of the best articles.
fn add_nearness(
    searcher: &Searcher,
    fields: &Fields,
    articles: &Articles,
    plan: &Plan,
    recipe: &Recipe,
    ranked: &mut [(u32, f32)],
) -> Result<()> {
    let terms: Vec<Term> = rank::in_order(plan)
        .iter()
        .filter_map(|word| Some(Term::from_field_text(fields.flat, word.stem.as_deref()?)))
        .collect();
    if terms.len() < 2 {
        return Ok(());
    }
    let chosen: HashMap<u32, usize> = ranked
        .iter()
        .enumerate()
        .map(|(nth, (article, _))| (*article, nth))
        .collect();
    let mut frequencies = vec![HashMap::<usize, Tally>::new(); terms.len() - 1];
    for (segment, of) in searcher.segment_readers().iter().zip(&articles.of) {
        let docs: Vec<u32> = segment
            .doc_ids_alive()
            .filter(|doc| chosen.contains_key(&of[*doc as usize]))
            .collect();
        let places = terms
            .iter()
            .map(|term| rank::places(segment, term, &docs))
            .collect::<tantivy::Result<Vec<_>>>()?;
        for (at, doc) in docs.iter().enumerate() {
            let nth = chosen[&of[*doc as usize]];
            for (pair, frequencies) in frequencies.iter_mut().enumerate() {
                let frequency =
                    pair_frequency(places[pair].of(at), places[pair + 1].of(at), recipe.window);
                if frequency > 0.0 {
                    frequencies.entry(nth).or_default().add(frequency);
                }
            }
        }
    }
    let with: Vec<usize> = terms
        .iter()
        .map(|term| Ok(searcher.doc_freq(term)? as usize))
        .collect::<Result<_>>()?;
    let all = searcher.num_docs() as usize;
    for (pair, frequencies) in frequencies.iter().enumerate() {
        let weight =
            recipe.near * (idf(with[pair].min(all), all) + idf(with[pair + 1].min(all), all));
        for (&nth, tally) in frequencies {
            let article = ranked[nth].0 as usize;
            ranked[nth].1 += weight
                * saturated(
                    tally.whole(articles.passages[article]),
                    articles.body.relative(article),
                );
        }
    }
    Ok(())
}
