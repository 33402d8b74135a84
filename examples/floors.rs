//! A floor is the least that a job can cost: `benches/whole_program.py` holds the program against these.
//!
//! `floors parse FOLDER` parses every page with scraper and does nothing else. `floors pipeline FOLDER INDEX` is the plain
//! pipeline that an afternoon would build: parse, every `<p>` and `<li>` a passage, one stemmed field, tantivy.

use std::error::Error;
use std::path::{Path, PathBuf};

use scraper::{Html, Selector};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, doc};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match args.as_slice() {
        [job, folder] if job.as_os_str() == "parse" => parse(folder),
        [job, folder, index] if job.as_os_str() == "pipeline" => pipeline(folder, index),
        _ => Err("usage: floors parse FOLDER | floors pipeline FOLDER INDEX".into()),
    }
}

fn parse(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut nodes = 0;
    for page in pages(folder) {
        nodes += Html::parse_document(&page?).tree.nodes().len();
    }
    println!("{nodes} nodes");
    Ok(())
}

fn pipeline(folder: &Path, index: &Path) -> Result<(), Box<dyn Error>> {
    let mut schema = Schema::builder();
    let stemmed = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(stemmed) | STORED;
    let text = schema.add_text_field("text", options);
    std::fs::create_dir_all(index)?;
    let index = Index::create_in_dir(index, schema.build())?;
    let mut writer = index.writer_with_num_threads(1, 64 << 20)?;
    let blocks = Selector::parse("p, li, h1, h2, h3, td")?;
    for page in pages(folder) {
        for block in Html::parse_document(&page?).select(&blocks) {
            writer.add_document(doc!(text => block.text().collect::<String>()))?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

fn pages(folder: &Path) -> impl Iterator<Item = std::io::Result<String>> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|e| e == "html" || e == "htm")
        })
        .map(|entry| Ok(String::from_utf8_lossy(&std::fs::read(entry.path())?).into_owned()))
}
