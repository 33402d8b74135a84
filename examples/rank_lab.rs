//! The ranking laboratory: recipes against each other on judged queries.
//!
//!     cargo run --release --example rank_lab -- bare DIR          recipe L straight over DIR/docs.jsonl, and ours
//!     cargo run --release --example rank_lab -- index INDEX QUERIES QRELS passage|article [WEIGHT=X,WEIGHT=X …]
//!
//! `index` asks of an index as it was ingested, by the recipe in use, then without each of its parts, or with the weights
//! that are given (`title=0.4 about=2,mentions=1`), and says whether a difference may be chance (paired t-test).
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use rolesearch::document::Source;
use rolesearch::index::schema::Fields;
use rolesearch::index::{ArticleRecord, Index, Options, Sheaf, Writer};
use rolesearch::passage::Passage;
use rolesearch::role::Roles;
use rolesearch::search::articles::Articles;
use rolesearch::search::eval::significance::difference;
use rolesearch::search::eval::{Measures, files};
use rolesearch::search::plan::{Plan, plan};
use rolesearch::search::rank::{RECIPE, Recipe, best};
use rolesearch::search::{Question, ranking};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

type Any<T> = Result<T, Box<dyn Error>>;

fn main() -> Any<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["bare", dir] => bare(dir),
        ["index", index, queries, qrels, by] => {
            sweep(index, queries, qrels, *by == "article", WITHOUT)
        }
        ["index", index, queries, qrels, by, changes @ ..] => {
            sweep(index, queries, qrels, *by == "article", changes)
        }
        _ => Err("say bare DIR, or index INDEX QUERIES QRELS passage|article".into()),
    }
}

/// Each document one passage of one article, without cleaning, cutting or roles.
fn bare(dir: &str) -> Any<()> {
    let folder = tempfile::tempdir()?;
    let mut writer = Writer::open(folder.path(), Options::default(), &mut || {})?;
    let mut ids = Vec::new();
    for line in std::fs::read_to_string(format!("{dir}/docs.jsonl"))?.lines() {
        let object: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| object[name].as_str().unwrap_or_default().to_owned();
        let source = Source {
            title: Some(field("title")),
            ..Source::default()
        };
        let passage = Passage {
            id: field("id"),
            headings: Vec::new(),
            lead: None,
            lines: (1, 1),
            cells: Vec::new(),
            about: Vec::new(),
            mentions: Vec::new(),
            text: field("text"),
        };
        let record = ArticleRecord {
            id: passage.id.clone(),
            source,
            ..ArticleRecord::default()
        };
        writer.add(Sheaf::new(record, std::slice::from_ref(&passage)))?;
        ids.push(passage.id);
    }
    writer.publish()?;
    let index = Index::open(folder.path())?;
    let (searcher, fields) = (index.searcher(), index.fields());
    let queries = files::queries(Path::new(&format!("{dir}/queries.tsv")))?;
    let qrels = files::judgements(Path::new(&format!("{dir}/qrels.txt")))?;
    let roles = Roles::builtin();
    let held = |text: &str| -> Any<Plan> {
        let mut plan = plan(&index, &roles, &Question::parse(text)?)?;
        plan.roles.clear();
        Ok(plan)
    };
    let report = |label: &str, ask: &dyn Fn(&str) -> Any<Vec<String>>| -> Any<()> {
        let mut all = Vec::new();
        for (id, text) in &queries {
            if let Some(judged) = qrels.get(id) {
                all.push(Measures::of(&ask(text)?, judged));
            }
        }
        println!("{label:32} nDCG@10 {:.4}", Measures::mean(&all).ndcg10);
        Ok(())
    };
    report("recipe L", &|text| {
        let found = searcher.search(
            &recipe_l(fields, &held(text)?),
            &TopDocs::with_limit(10).order_by_score(),
        )?;
        Ok(found
            .into_iter()
            .map(|(_, address)| ids[address.doc_id as usize].clone())
            .collect())
    })?;
    report("ours", &|text| {
        let found = best(searcher, searcher, fields, &held(text)?, &RECIPE, 10, None)?.ranked;
        Ok(found
            .into_iter()
            .map(|ranked| ids[ranked.address.doc_id as usize].clone())
            .collect())
    })
}

/// The recipe that the issue gives, as one query.
fn recipe_l(fields: &Fields, plan: &Plan) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut should = |query: Box<dyn Query>, weight: f32| {
        clauses.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
    };
    let words: Vec<_> = plan
        .words
        .iter()
        .filter(|word| word.place.is_some())
        .collect();
    for word in &words {
        for (field, text, weight) in [
            (fields.flat, &word.stem, 1.0),
            (fields.title, &word.stem, 0.5),
            (fields.exact, &word.exact, 0.3),
        ] {
            if let Some(text) = text {
                let term = Term::from_field_text(field, text);
                should(
                    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
                    weight * word.weight,
                );
            }
        }
    }
    for pair in words.windows(2) {
        let terms: Vec<Term> = pair
            .iter()
            .filter_map(|word| Some(Term::from_field_text(fields.flat, word.stem.as_deref()?)))
            .collect();
        for slop in [0, 6] {
            let mut phrase = PhraseQuery::new(terms.clone());
            phrase.set_slop(slop);
            should(Box::new(phrase), 0.1);
        }
    }
    BooleanQuery::new(clauses)
}

/// The recipe without each of its parts.
const WITHOUT: &[&str] = &[
    "title=0",
    "exact=0",
    "near=0",
    "about=0,mentions=0",
    "shortest=0",
    "best=0",
    "alike=0",
];

/// The recipe with other weights.
fn changed(change: &str) -> Any<Recipe> {
    let mut recipe = RECIPE;
    for pair in change.split(',') {
        let (name, value) = pair.split_once('=').ok_or("a change is WEIGHT=X")?;
        let weight = match name {
            "body" => &mut recipe.body,
            "title" => &mut recipe.title,
            "exact" => &mut recipe.exact,
            "near" => &mut recipe.near,
            "about" => &mut recipe.about,
            "mentions" => &mut recipe.mentions,
            "shortest" => &mut recipe.shortest,
            "best" => &mut recipe.best,
            "alike" => &mut recipe.alike,
            _ => return Err(format!("the recipe has no weight {name}").into()),
        };
        *weight = value.parse()?;
    }
    Ok(recipe)
}

/// Recipes over an index as it was ingested.
fn sweep(index: &str, queries: &str, qrels: &str, by_article: bool, changes: &[&str]) -> Any<()> {
    let index = Index::open(Path::new(index))?;
    let (searcher, fields): (&Searcher, &Fields) = (index.searcher(), index.fields());
    let roles = Roles::builtin();
    let queries = files::queries(Path::new(queries))?;
    let qrels = files::judgements(Path::new(qrels))?;
    let articles = Articles::new(searcher, fields)?;
    let mut questions: BTreeMap<&str, Question> = BTreeMap::new();
    for (id, text) in queries.iter().filter(|(id, _)| qrels.contains_key(id)) {
        questions.insert(id, Question::parse(text)?);
    }
    println!(
        "{} passages, {} articles",
        searcher.num_docs(),
        articles.ids().count()
    );
    let measured = |recipe: Recipe| -> Any<Vec<f64>> {
        let mut all = Vec::new();
        for (id, question) in &questions {
            let articles = by_article.then_some(&articles);
            let found = ranking(&index, &roles, question, articles, &recipe, 10)?;
            let ids: Vec<String> = found.into_iter().map(|(id, _)| id).collect();
            all.push(Measures::of(&ids, &qrels[*id]).ndcg10);
        }
        Ok(all)
    };
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len().max(1) as f64;
    let ours = measured(RECIPE)?;
    println!("{:24} nDCG@10 {:.4}", "ours", mean(&ours));
    for change in changes {
        let theirs = measured(changed(change)?)?;
        let difference = difference(&theirs, &ours);
        println!(
            "{change:24} nDCG@10 {:.4}  {:+.4}  p {:.3}",
            mean(&theirs),
            difference.mean,
            difference.p
        );
    }
    Ok(())
}
