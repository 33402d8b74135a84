//! An audit is one article with its judgements: what stays, what goes, and why. Nobody has to trust a cleaner blindly.

use std::collections::BTreeMap;

use crate::clean::{Judgement, Reason, Verdict};
use crate::document::{Block, Document};

/// One article as the cleaner saw it.
pub struct Audit<'a> {
    /// The path as given on the command line, joined with the file's place.
    pub path: &'a str,
    /// The article in blocks.
    pub document: &'a Document,
    /// One a block, in the same order.
    pub judgements: &'a [Judgement],
    /// Why the whole article would be skipped when it is ingested (an error page, a login), if it would.
    pub skipped: Option<&'a str>,
}

/// Which blocks of an audit to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Every block.
    All,
    /// What stays.
    Kept,
    /// What goes, whole blocks and cuts.
    Removed,
}

impl Show {
    /// Whether a block with this verdict is shown.
    pub fn has(self, verdict: &Verdict) -> bool {
        match self {
            Show::All => true,
            Show::Kept => *verdict != Verdict::Remove,
            Show::Removed => *verdict != Verdict::Keep,
        }
    }
}

impl Audit<'_> {
    /// The blocks with their judgements, as far as they are to be shown.
    pub fn blocks(&self, show: Show) -> impl Iterator<Item = (&Block, &Judgement)> {
        self.document
            .blocks
            .iter()
            .zip(self.judgements)
            .filter(move |(_, judgement)| show.has(&judgement.verdict))
    }
}

/// How much stayed and what went for which reason, over one article or many.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Articles counted.
    pub articles: usize,
    /// All words.
    pub words: usize,
    /// Words that stay.
    pub kept: usize,
    /// By reason: how many blocks and cuts, and how many words.
    pub reasons: BTreeMap<String, (usize, usize)>,
}

impl Tally {
    /// Counts one article.
    pub fn of(audit: &Audit) -> Tally {
        let mut tally = Tally {
            articles: 1,
            ..Tally::default()
        };
        for (block, judgement) in audit.blocks(Show::All) {
            let words = count(&block.text);
            tally.words += words;
            match &judgement.verdict {
                Verdict::Keep => tally.kept += words,
                Verdict::Remove => tally.count(judgement.reason.as_ref(), words),
                Verdict::Trim(cuts) => {
                    let kept = count(&judgement.kept(&block.text));
                    tally.kept += kept;
                    for cut in cuts {
                        tally.count(Some(&cut.reason), count(&block.text[cut.range.clone()]));
                    }
                }
            }
        }
        tally
    }

    /// Adds another article's counts.
    pub fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.words += other.words;
        self.kept += other.kept;
        for (reason, (times, words)) in &other.reasons {
            let sum = self.reasons.entry(reason.clone()).or_default();
            *sum = (sum.0 + times, sum.1 + words);
        }
    }

    /// The reasons, the one with most words first.
    pub fn by_words(&self) -> Vec<(&str, usize, usize)> {
        let mut all: Vec<_> = self
            .reasons
            .iter()
            .map(|(reason, &(times, words))| (reason.as_str(), times, words))
            .collect();
        all.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(b.0)));
        all
    }

    fn count(&mut self, reason: Option<&Reason>, words: usize) {
        let sum = self
            .reasons
            .entry(reason.map_or("unnamed", |reason| reason.rule).to_owned())
            .or_default();
        *sum = (sum.0 + 1, sum.1 + words);
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}
