//! The title is metadata: `Source::title` has it, and every passage shows it. In a text about jobs it stays as the first heading.

use super::features::Features;
use super::{Judgement, Reason, Verdict};
use crate::document::{Document, Kind};

/// Why a block goes that is the page's own title.
pub(super) fn of_page(document: &Document, features: &Features, block: usize) -> Option<Reason> {
    let is_title = document.page.is_some()
        && document.blocks[block].kind == Kind::Heading
        && document.blocks[block].level == 1
        && features.own[block].is_title == 1.0;
    is_title.then(|| Reason {
        rule: "page-title",
        evidence: "the page's own title, shown with every passage".to_owned(),
    })
}

/// The block of a text that is its title: the reader made a heading of it.
pub(super) fn of_text(document: &Document) -> Option<usize> {
    let title = document.source.title.as_deref()?;
    document
        .blocks
        .iter()
        .position(|block| block.kind == Kind::Heading && block.level == 1 && block.text == title)
}

/// Where the title of a text goes, the reason is that it is the title, however it reads.
pub(super) fn name(document: &Document, judgements: &mut [Judgement]) {
    if let Some(judgement) = of_text(document).map(|at| &mut judgements[at])
        && judgement.verdict == Verdict::Remove
        && judgement
            .reason
            .as_ref()
            .is_some_and(|reason| reason.rule != "yours")
    {
        judgement.reason = Some(Reason {
            rule: "page-title",
            evidence: "the title, shown with every passage".to_owned(),
        });
    }
}
