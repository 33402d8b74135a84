//! The ranking laboratory: a public test collection straight into an index in memory, and recipes against each other.
#![allow(missing_docs)]
use std::collections::HashMap;
use std::error::Error;

use rolesearch::document::Source;
use rolesearch::index::schema::{Fields, passage_document, schema, tokenizers};
use rolesearch::index::words::{Form, Piece, Words};
use rolesearch::passage::Passage;
use rolesearch::search::rank::{Plan, RECIPE, Recipe, Sought, best, best_l};
use rolesearch::search::stop::is_stop_word;

type Any<T> = Result<T, Box<dyn Error>>;

struct Set {
    name: String,
    searcher: tantivy::Searcher,
    ids: Vec<String>,
    queries: Vec<(String, String)>,
    qrels: HashMap<String, HashMap<String, f32>>,
}

fn load(dir: &str) -> Any<Set> {
    let index = tantivy::Index::builder()
        .schema(schema())
        .tokenizers(tokenizers())
        .create_in_ram()?;
    let fields = Fields::new();
    let mut writer = index.writer_with_num_threads(1, 500_000_000)?;
    let mut ids = Vec::new();
    for line in std::fs::read_to_string(format!("{dir}/docs.jsonl"))?.lines() {
        let v: serde_json::Value = serde_json::from_str(line)?;
        let id = v["id"].as_str().unwrap_or_default().to_owned();
        let source = Source {
            title: v["title"].as_str().map(Into::into),
            ..Source::default()
        };
        let passage = Passage {
            id: id.clone(),
            headings: vec![],
            lead: None,
            lines: (1, 1),
            cells: vec![],
            about: vec![],
            mentions: vec![],
            text: v["text"].as_str().unwrap_or_default().to_owned(),
        };
        writer.add_document(passage_document(&fields, &id, 0, &passage, &source))?;
        ids.push(id);
    }
    writer.commit()?;
    let searcher = index.reader()?.searcher();
    assert_eq!(searcher.segment_readers().len(), 1);
    let queries = std::fs::read_to_string(format!("{dir}/queries.tsv"))?
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect();
    let mut qrels: HashMap<String, HashMap<String, f32>> = HashMap::new();
    for l in std::fs::read_to_string(format!("{dir}/qrels.txt"))?.lines() {
        let f: Vec<&str> = l.split_whitespace().collect();
        qrels
            .entry(f[0].into())
            .or_default()
            .insert(f[2].into(), f[3].parse()?);
    }
    Ok(Set {
        name: dir.rsplit('/').next().unwrap_or(dir).into(),
        searcher,
        ids,
        queries,
        qrels,
    })
}

fn ndcg(ranked: &[&str], judged: &HashMap<String, f32>) -> f64 {
    let dcg = |g: &mut dyn Iterator<Item = f32>| {
        g.take(10)
            .enumerate()
            .map(|(i, g)| f64::from(g) / (i as f64 + 2.0).log2())
            .sum::<f64>()
    };
    let mut ideal: Vec<f32> = judged.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let best = dcg(&mut ideal.into_iter());
    if best == 0.0 {
        0.0
    } else {
        dcg(&mut ranked
            .iter()
            .map(|id| judged.get(*id).copied().unwrap_or(0.0)))
            / best
    }
}

fn plan(text: &str, stop: bool, joined: f32) -> Plan {
    let (mut stems, mut exact) = (Words::new(Form::Stem), Words::new(Form::Exact));
    stems.read(text);
    exact.read(text);
    let exacts: HashMap<usize, String> = exact
        .iter()
        .map(|(w, t)| (w.position, t.to_owned()))
        .collect();
    let mut all: Vec<(Sought, bool)> = Vec::new();
    for (w, t) in stems.iter() {
        let e = exacts.get(&w.position).cloned();
        match w.piece {
            Piece::Joined => {
                if joined > 0.0 {
                    all.push((
                        Sought {
                            stem: t.into(),
                            exact: None,
                            weight: joined,
                            place: None,
                        },
                        false,
                    ))
                }
            }
            _ => {
                let s = e.as_deref().is_some_and(is_stop_word);
                all.push((
                    Sought {
                        stem: t.into(),
                        exact: e,
                        weight: 1.0,
                        place: Some(w.position),
                    },
                    s,
                ))
            }
        }
    }
    if stop && all.iter().any(|(_, s)| !s) {
        all.retain(|(_, s)| !s);
    }
    Plan {
        words: all.into_iter().map(|(w, _)| w).collect(),
        roles: vec![],
        conditions: vec![],
    }
}

fn run(set: &Set, label: &str, f: impl Fn(&str) -> Any<Vec<tantivy::DocAddress>>) -> Any<f64> {
    let t = std::time::Instant::now();
    let mut sum = 0.0;
    let mut n = 0;
    for (id, q) in &set.queries {
        let Some(j) = set.qrels.get(id) else { continue };
        let r = f(q)?;
        let names: Vec<&str> = r
            .iter()
            .take(10)
            .map(|a| set.ids[a.doc_id as usize].as_str())
            .collect();
        sum += ndcg(&names, j);
        n += 1;
    }
    let v = sum / n as f64;
    println!(
        "{:18} {label:40} {v:.4}   {:.3} ms/query",
        set.name,
        t.elapsed().as_secs_f64() * 1000.0 / n as f64
    );
    Ok(v)
}

fn main() -> Any<()> {
    let fields = Fields::new();
    for dir in std::env::args().skip(1) {
        let set = load(&dir)?;
        let s = &set.searcher;
        run(&set, "L bare", |q| {
            Ok(best_l(s, &fields, &plan(q, true, 0.0), 100)?)
        })?;
        let none = Recipe {
            near: 0.0,
            ..RECIPE
        };
        let go = |label: &str, joined: f32, r: Recipe| {
            run(&set, label, |q| {
                Ok(best(s, &fields, &plan(q, true, joined), &r, 100)?
                    .iter()
                    .map(|r| r.address)
                    .collect())
            })
        };
        go("no near", 0.0, none)?;
        go("no near, joined .5", 0.5, none)?;
        go("no near, joined 1", 1.0, none)?;
        for near in [0.1, 0.2, 0.3] {
            for window in [4, 8, 16] {
                go(
                    &format!("near {near} window {window}"),
                    0.5,
                    Recipe {
                        near,
                        window,
                        ..RECIPE
                    },
                )?;
            }
        }
        for title in [0.3, 0.5, 0.8] {
            for exact in [0.15, 0.3, 0.5] {
                go(
                    &format!("title {title} exact {exact}"),
                    0.5,
                    Recipe {
                        title,
                        exact,
                        ..RECIPE
                    },
                )?;
            }
        }
    }
    Ok(())
}
