//! Writes what the cleaner's model is trained on, computed by the library itself (see `docs/cleaning.md`).
//!
//! ```text
//! cargo run --release --example clean_features -- OUT FILE|FOLDER…           features of every block
//! cargo run --release --example clean_features -- OUT --first WORD FILE…     what the second forest sees in addition
//! cargo run --release --example clean_features -- OUT --second WORD FILE…    what the whole cleaner makes of it
//! ```
//!
//! OUT gets `columns.txt` (names), `rows.f32` (one row a block, little-endian) and, on the first round, `blocks.jsonl` (one
//! document a line: id, kinds, lines and texts of its blocks). WORD holds one f32 a block: what the first or the second forest
//! said. On the last round OUT gets `clean.jsonl` alone: a document a line, of every block what is kept and the rule that spoke.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rolesearch::article::{self, Article, Format};
use rolesearch::clean::{self, features, features::around::Around};
use rolesearch::document::Document;
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    anyhow::ensure!(
        arguments.len() > 1,
        "usage: clean_features OUT [--first WORD | --second WORD] FILE|FOLDER…"
    );
    let out = PathBuf::from(arguments.remove(0));
    fs::create_dir_all(&out)?;
    match arguments[0].as_str() {
        "--first" => around(&out, &arguments[1..]),
        "--second" => judge(&out, &arguments[1..]),
        _ => looks(&out, &arguments),
    }
}

/// Features and texts of every block.
fn looks(out: &Path, paths: &[String]) -> anyhow::Result<()> {
    let mut rows = file(out, "rows.f32")?;
    let mut blocks = file(out, "blocks.jsonl")?;
    for path in files(paths)? {
        let document = Document::read(&article(&path)?);
        let mut values = Vec::new();
        let features = features::of(&document);
        fs::write(
            out.join("columns.txt"),
            features::names(features.input()).join("\n"),
        )?;
        (0..document.blocks.len()).for_each(|block| features.write(block, &mut values));
        write(&mut rows, &values)?;
        let of = |value: fn(&rolesearch::document::Block) -> Value| {
            document.blocks.iter().map(value).collect::<Vec<_>>()
        };
        let line = json!({
            "id": document.id,
            "title": document.source.title,
            "kinds": of(|block| json!(block.kind)),
            "lines": of(|block| json!(block.lines)),
            "texts": of(|block| json!(block.text)),
        });
        writeln!(blocks, "{line}")?;
    }
    Ok(())
}

/// What the second forest sees in addition, given the first one's word.
fn around(out: &Path, arguments: &[String]) -> anyhow::Result<()> {
    fs::write(out.join("columns.txt"), Around::NAMES.join("\n"))?;
    let mut rows = file(out, "rows.f32")?;
    given(arguments, |document, word| {
        let mut values = Vec::new();
        for row in features::around::of(document, &features::of(document), word) {
            row.write(&mut values);
        }
        Ok(write(&mut rows, &values)?)
    })
}

/// What the cleaner keeps, given the second forest's word.
fn judge(out: &Path, arguments: &[String]) -> anyhow::Result<()> {
    let mut lines = file(out, "clean.jsonl")?;
    given(arguments, |document, word| {
        let judgements = clean::decide(document, &features::of(document), word);
        let kept = document
            .blocks
            .iter()
            .zip(&judgements)
            .map(|(block, judgement)| judgement.kept(&block.text))
            .collect::<Vec<_>>();
        let line = json!({
            "id": document.id,
            "page": clean::page::kind(document, &judgements).name(),
            "kept": kept,
            "rules": judgements.iter().map(|judgement| judgement.reason.as_ref().map(|reason| reason.rule)).collect::<Vec<_>>(),
            "why": judgements.iter().map(|judgement| judgement.reason.as_ref().map(|reason| &reason.evidence)).collect::<Vec<_>>(),
        });
        Ok(writeln!(lines, "{line}")?)
    })
}

/// Goes over the documents, each with its blocks' share of the word.
fn given(
    arguments: &[String],
    mut each: impl FnMut(&Document, &[f32]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let [word, paths @ ..] = arguments else {
        anyhow::bail!("WORD is missing");
    };
    let word = floats(Path::new(word))?;
    let mut rest = word.as_slice();
    for path in files(paths)? {
        let document = Document::read(&article(&path)?);
        let (mine, after) = rest
            .split_at_checked(document.blocks.len())
            .ok_or_else(|| anyhow::anyhow!("WORD was said of other documents"))?;
        rest = after;
        each(&document, mine)?;
    }
    Ok(())
}

fn file(out: &Path, name: &str) -> anyhow::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(out.join(name))?))
}

/// The files, in order of their names.
fn files(arguments: &[String]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for argument in arguments {
        let path = PathBuf::from(argument);
        if path.is_dir() {
            files.extend(fs::read_dir(&path)?.filter_map(|entry| Some(entry.ok()?.path())));
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn article(path: &Path) -> anyhow::Result<Article> {
    let bytes = fs::read(path)?;
    let format = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html" | "htm") => Format::Html,
        Some("md") => Format::Markdown,
        _ => Format::Text,
    };
    let id = path.file_stem().unwrap_or_default().to_string_lossy();
    article::from_bytes(&id, &path.to_string_lossy(), format, bytes, Arc::default())
        .map_err(|skipped| anyhow::anyhow!("{}: {}", skipped.path, skipped.reason))
}

fn floats(path: &Path) -> anyhow::Result<Vec<f32>> {
    let bytes = fs::read(path)?;
    Ok(bytes
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
        .collect())
}

fn write(out: &mut impl Write, values: &[f32]) -> std::io::Result<()> {
    values
        .iter()
        .try_for_each(|value| out.write_all(&value.to_le_bytes()))
}
