//! What must hold whatever the bytes are. The fuzz targets run these with bytes of their own, `hostile` with known ones.

use std::collections::HashSet;
use std::sync::Arc;

use rolesearch::article::{self, Facts, Format};
use rolesearch::clean::{self, Verdict};
use rolesearch::document::Document;
use rolesearch::index::manifest::{Manifest, sealed};
use rolesearch::passage;
use rolesearch::role::{self, Roles};
use rolesearch::search::Question;

/// Any bytes make an article, a document, verdicts, passages and roles. The first byte chooses the format.
pub fn article(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let format = [Format::Html, Format::Text, Format::Markdown][usize::from(*first) % 3];
    let facts = Arc::new(Facts::default());
    let Ok(article) = article::from_bytes("id", "path", format, bytes.to_owned(), facts) else {
        return;
    };
    through(&article);
}

/// The way of one article, with what must hold at each station.
pub fn through(article: &article::Article) {
    let document = Document::read(article);
    let mut last = 1;
    for block in &document.blocks {
        assert!(
            block.lines.0 >= last && block.lines.1 >= block.lines.0,
            "lines run backwards: {block:?}"
        );
        last = block.lines.0;
        assert!(!block.text.trim().is_empty(), "an empty block: {block:?}");
        for cell in &block.cells {
            assert!(
                block.text.get(cell.range.clone()).is_some(),
                "a cell out of its row: {block:?}"
            );
        }
        assert!(
            block
                .label
                .clone()
                .is_none_or(|label| block.text.get(label).is_some()),
            "a label out of place: {block:?}"
        );
    }
    let judgements = clean::judge(&document);
    assert_eq!(
        judgements.len(),
        document.blocks.len(),
        "a verdict for every block"
    );
    for (block, judgement) in document.blocks.iter().zip(&judgements) {
        if let Verdict::Trim(cuts) = &judgement.verdict {
            let mut from = 0;
            for cut in cuts {
                assert!(
                    cut.range.start >= from && block.text.get(cut.range.clone()).is_some(),
                    "a cut out of place"
                );
                from = cut.range.end;
            }
        }
        assert!(
            (0.0..=1.0).contains(&judgement.probability),
            "{judgement:?}"
        );
        assert!(
            judgement.reason.is_some() || judgement.verdict == Verdict::Keep,
            "no reason where something goes: {judgement:?}"
        );
        let kept = judgement.kept(&block.text);
        assert!(
            is_within(&kept, &block.text),
            "kept what was not there: {kept:?} of {:?}",
            block.text
        );
    }
    let passages = passage::split(&document, &judgements);
    let passages = role::attribute(&document, passages, &Roles::builtin());
    let mut ids = HashSet::new();
    for passage in &passages {
        assert!(
            ids.insert(passage.id.as_str()),
            "two passages are {}",
            passage.id
        );
        assert!(
            !passage.text.trim().is_empty(),
            "an empty passage: {passage:?}"
        );
        assert!(
            passage.about.iter().filter(|about| about.primary).count() <= 1,
            "two primary roles: {passage:?}"
        );
        for cell in &passage.cells {
            assert!(
                passage.text.get(cell.range.clone()).is_some(),
                "a cell out of its passage: {passage:?}"
            );
        }
    }
}

/// Nothing is in the part that is not in the whole, in the same order, blanks aside.
pub fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars().filter(|c| !c.is_whitespace());
    part.chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| rest.any(|other| other == c))
}

/// Any text makes a question, or an error that says something.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = Question::parse(&text) {
        assert!(!error.to_string().is_empty());
    }
}

/// Any bytes are a manifest, or are refused. The fuzzer would never guess a checksum, so one is added.
pub fn manifest(bytes: &[u8]) {
    assert!(Manifest::parse(bytes).is_err() || bytes.ends_with(b"\n"));
    if let Ok(manifest) = Manifest::parse(&sealed(bytes.to_owned())) {
        let again = manifest.to_bytes().expect("a manifest can be written");
        assert_eq!(Manifest::parse(&again).ok(), Some(manifest));
    }
}
