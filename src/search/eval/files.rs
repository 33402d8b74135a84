//! The files of an evaluation: queries, judgements (TREC qrels), and runs.

use std::collections::{HashMap, HashSet};
use std::io::{BufWriter, Write};
use std::path::Path;

use super::measures::Judged;
use crate::error::{Error, Result};

/// A query id with its text.
pub type Query = (String, String);
/// Ids with scores, best first, for each query id.
pub type Run = HashMap<String, Vec<(String, f64)>>;

/// Reads `ID tab TEXT` lines; a first line `qid tab …` is a header.
pub fn queries(path: &Path) -> Result<Vec<Query>> {
    let mut found = Vec::new();
    for (number, line) in lines(path)?.iter().enumerate() {
        if line.trim().is_empty() || (number == 0 && line.starts_with("qid\t")) {
            continue;
        }
        let (id, text) = line
            .split_once('\t')
            .ok_or_else(|| wrong(path, number, "expected ID, a tab, and the query"))?;
        found.push((id.trim().to_owned(), text.trim().to_owned()));
    }
    Ok(found)
}

/// Reads `QUERY 0 ID GRADE` lines.
pub fn judgements(path: &Path) -> Result<HashMap<String, Judged>> {
    let mut found: HashMap<String, Judged> = HashMap::new();
    for (number, line) in lines(path)?.iter().enumerate() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns.as_slice() {
            [] => {}
            [query, _, id, grade] => {
                let grade = grade
                    .parse()
                    .map_err(|_| wrong(path, number, "the grade is not a number"))?;
                found
                    .entry((*query).to_owned())
                    .or_default()
                    .insert((*id).to_owned(), grade);
            }
            _ => return Err(wrong(path, number, "expected QUERY 0 ID GRADE")),
        }
    }
    Ok(found)
}

/// Reads a TREC run. As trec_eval does, it goes by the scores, not by the ranks; equal scores by falling id.
pub fn read_run(path: &Path) -> Result<Run> {
    let mut run = Run::new();
    for (number, line) in lines(path)?.iter().enumerate() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns.as_slice() {
            [] => {}
            [query, _, id, _, score, ..] => {
                let score = score
                    .parse()
                    .map_err(|_| wrong(path, number, "the score is not a number"))?;
                run.entry((*query).to_owned())
                    .or_default()
                    .push(((*id).to_owned(), score));
            }
            _ => return Err(wrong(path, number, "expected QUERY Q0 ID RANK SCORE NAME")),
        }
    }
    for ranking in run.values_mut() {
        ranking.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
        let mut met = HashSet::new();
        ranking.retain(|(id, _)| met.insert(id.clone()));
    }
    Ok(run)
}

/// Writes a TREC run. Scores fall strictly, so that every tool keeps the order; blanks in ids would break the columns.
pub fn write_run<'a>(
    path: &Path,
    rankings: impl Iterator<Item = (&'a str, &'a [(String, f32)])>,
) -> Result<()> {
    let failed = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let mut out = BufWriter::new(std::fs::File::create(path).map_err(failed)?);
    for (query, ranking) in rankings {
        let mut above = f64::INFINITY;
        for (at, (id, score)) in ranking.iter().enumerate() {
            let score = f64::from(*score).min(above - 1e-6);
            above = (score * 1e6).round() / 1e6;
            let id = id.replace(char::is_whitespace, "%20");
            writeln!(out, "{query} Q0 {id} {} {above:.6} rolesearch", at + 1).map_err(failed)?;
        }
    }
    out.flush().map_err(failed)
}

fn lines(path: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
    })?;
    Ok(text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::to_owned)
        .collect())
}

fn wrong(path: &Path, number: usize, message: &str) -> Error {
    Error::Judgements {
        path: path.to_owned(),
        line: number + 1,
        message: message.to_owned(),
    }
}
