//! An audit is one article with its judgements: what stays, what goes, and why. Nobody has to trust a cleaner blindly.

use crate::clean::{self, Judgement, Removed, Summary, Verdict};
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles counted.
    pub articles: usize,
    /// The sum over them.
    pub sum: Summary,
}

impl Tally {
    /// Counts one article.
    pub fn of(audit: &Audit) -> Tally {
        Tally {
            articles: 1,
            sum: clean::summary(audit.document, audit.judgements),
        }
    }

    /// Adds another count.
    pub fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.sum.words += other.sum.words;
        self.sum.kept += other.sum.kept;
        for (reason, removed) in &other.sum.removed {
            let sum = self.sum.removed.entry(reason).or_default();
            sum.blocks += removed.blocks;
            sum.words += removed.words;
        }
    }

    /// The reasons, the one with most words first.
    pub fn by_words(&self) -> Vec<(&'static str, Removed)> {
        let mut all: Vec<_> = self
            .sum
            .removed
            .iter()
            .map(|(reason, removed)| (*reason, *removed))
            .collect();
        all.sort_by(|a, b| b.1.words.cmp(&a.1.words).then(a.0.cmp(b.0)));
        all
    }
}
