//! The figures of `eval` for a person.

use std::io::{self, Write};

use super::ink::{self, BOLD, DIM, PLAIN, span};
use crate::render::Look;
use crate::search::eval::{Difference, Measures, Report};

const HEADS: [&str; 4] = ["nDCG@10", "MAP", "MRR@10", "Recall@100"];
/// Columns of a figure.
const WIDE: usize = 11;

/// Writes the table.
pub fn report(
    out: &mut impl Write,
    look: Look,
    report: &Report,
    per_query: bool,
) -> io::Result<()> {
    let ids = report
        .per_query
        .iter()
        .map(|query| query.id.chars().count())
        .max()
        .unwrap_or(0)
        .max("difference".len());
    let row = |out: &mut _, name: &str, cells: [String; 4], text: &str| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>WIDE$}")).collect();
        ink::row(
            out,
            look,
            0,
            &vec![
                span(PLAIN, &format!("{name:ids$}")),
                span(BOLD, &cells),
                span(DIM, text),
            ],
        )
    };
    row(out, "", HEADS.map(str::to_owned), "")?;
    if per_query {
        for query in &report.per_query {
            row(
                out,
                &query.id,
                figures(&query.measures),
                &format!("  {}", query.text),
            )?;
        }
    }
    row(out, "mean", figures(&report.mean), "")?;
    if let Some(against) = &report.against {
        let all = [
            &against.ndcg10,
            &against.map,
            &against.mrr10,
            &against.recall100,
        ];
        row(out, "other run", figures(&against.mean), "")?;
        row(
            out,
            "difference",
            all.map(|one| format!("{:+.4}", one.mean)),
            "",
        )?;
        row(out, "p", all.map(probability), "  paired t-test")?;
    }
    let said = format!(
        "\n{} queries, {} without judgements left out; {} of {} judged ids are not in the index\np50 {:.2} ms, p99 {:.2} ms a query",
        report.queries,
        report.unjudged,
        report.missing,
        report.judged,
        report.p50_ms,
        report.p99_ms
    );
    for line in said.lines() {
        ink::row(out, look, 0, &vec![span(DIM, line)])?;
    }
    Ok(())
}

fn figures(measures: &Measures) -> [String; 4] {
    [
        measures.ndcg10,
        measures.map,
        measures.mrr10,
        measures.recall100,
    ]
    .map(|figure| format!("{figure:.4}"))
}

fn probability(difference: &Difference) -> String {
    format!("{:.4}", difference.p)
}
