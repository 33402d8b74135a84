//! Writes what the cleaner's model is trained on, computed by the library itself (see `docs/cleaning.md`).
//!
//! ```text
//! cargo run --release --example clean_features -- OUT FILE|FOLDER…           features of every block
//! cargo run --release --example clean_features -- OUT --first OPINION FILE…  what the second model sees in addition
//! ```
//!
//! OUT gets `columns.txt` (names), `rows.f32` (one row a block, little-endian) and, on the first round, `blocks.jsonl` (one
//! document a line: id, kinds, lines and texts of its blocks). OPINION holds one f32 a block: the first model's word.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rolesearch::article::{Article, Facts, Format};
use rolesearch::clean::{features, rules};
use rolesearch::document::Document;

fn main() -> anyhow::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    anyhow::ensure!(
        arguments.len() > 1,
        "usage: clean_features OUT [--first OPINION] FILE|FOLDER…"
    );
    let out = PathBuf::from(arguments.remove(0));
    fs::create_dir_all(&out)?;
    let opinion = match arguments[0].as_str() {
        "--first" => Some(floats(Path::new(
            &arguments.drain(..2).nth(1).unwrap_or_default(),
        ))?),
        _ => None,
    };
    let mut rows = BufWriter::new(File::create(out.join("rows.f32"))?);
    let names = if opinion.is_some() {
        features::around::Around::NAMES.to_vec()
    } else {
        features::names()
    };
    fs::write(out.join("columns.txt"), names.join("\n"))?;
    let mut blocks = match opinion {
        Some(_) => None,
        None => Some(BufWriter::new(File::create(out.join("blocks.jsonl"))?)),
    };
    let mut done = 0;
    for path in files(&arguments)? {
        let document = Document::read(&article(&path)?);
        let features = features::of(&document);
        let count = document.blocks.len();
        match &opinion {
            None => {
                let mut values = Vec::new();
                (0..count).for_each(|block| features.write(block, &mut values));
                write(&mut rows, &values)?;
            }
            Some(opinion) => {
                anyhow::ensure!(
                    done + count <= opinion.len(),
                    "the opinion was formed on other documents"
                );
                let mut values = Vec::new();
                for row in features::around::of(&document, &features, &opinion[done..done + count])
                {
                    row.write(&mut values);
                }
                write(&mut rows, &values)?;
            }
        }
        done += count;
        if let Some(blocks) = &mut blocks {
            let all: Vec<_> = document.blocks.iter().collect();
            let found = rules::find(&document.source, &all);
            let of = |value: fn(&rolesearch::document::Block) -> serde_json::Value| {
                document.blocks.iter().map(value).collect::<Vec<_>>()
            };
            let line = serde_json::json!({
                "id": document.id,
                "title": document.source.title,
                "rules": found.reasons.into_iter().map(|reason| reason.map(|reason| reason.rule)).collect::<Vec<_>>(),
                "kinds": of(|block| serde_json::json!(block.kind)),
                "lines": of(|block| serde_json::json!(block.lines)),
                "texts": of(|block| serde_json::json!(block.text)),
            });
            writeln!(blocks, "{line}")?;
        }
    }
    Ok(())
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
    Ok(Article {
        id: path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        path: path.to_string_lossy().into_owned(),
        format,
        line: None,
        digest: blake3::hash(&bytes),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        facts: Arc::new(Facts::default()),
        is_content: false,
    })
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
