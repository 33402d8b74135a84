//! The threshold: how probable a block must be for it to stay, so that an article is not left empty and a page without one is.

use super::features::Features;
use super::features::own::Own;
use super::{Judgement, Verdict, choice, page};
use crate::document::Document;

/// From this probability on a block of a text stays; it leans to keeping, since a line of an article lost is worse than an
/// advert kept. A page has a threshold of its own, see [`choice`].
const TEXT: f32 = 0.45;

/// And on pages that are not articles; a page of which no block comes so far is a doubtful one.
const PAGE: f32 = 0.5;

/// Of an article less than this is never all: then a wider net is cast.
const LITTLE: usize = 100;

/// So much prose is a short text, where nothing else would be left.
const SHORT: usize = 12;

/// The wider nets, one after another.
const WIDER: [f32; 3] = [0.25, 0.1, 0.03];

/// From here on a block counts as running prose when nothing else is left to go by.
const PROSE: f32 = 0.5;

/// A sentence that may be all of a note has so many words.
const SENTENCE: f32 = 4.0;

/// Where more of a sentence than this is a known phrase ("all rights reserved"), it is not a note.
const PHRASED: f32 = 0.5;

/// A teaser has so many words; it is a sentence though all of it is a link.
const TEASER: f32 = 8.0;

/// What would be kept of a doubtful page is a menu when its links make up so much of it and no sentence is in it.
const ONLY_LINKS: f32 = 0.8;

/// What the model must say of a block for it to stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Threshold {
    probability: f32,
    stays_anyway: Anyway,
}

/// What stays whatever the model says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Anyway {
    Nothing,
    Prose,
    Sentences,
}

impl Threshold {
    /// Whether a block of this probability stays.
    pub(super) fn keeps(self, probability: f32, own: &Own) -> bool {
        probability >= self.probability
            || match self.stays_anyway {
                Anyway::Nothing => false,
                Anyway::Prose => own.prose >= PROSE,
                Anyway::Sentences => is_sentence(own),
            }
    }
}

/// A threshold that only the probability counts for.
fn plain(probability: f32) -> Threshold {
    Threshold {
        probability,
        stays_anyway: Anyway::Nothing,
    }
}

/// The threshold of a document, given what persons and rules said already.
pub(super) fn of(document: &Document, features: &Features, judgements: &[Judgement]) -> Threshold {
    if features.tree.is_some() {
        of_page(document, features, judgements)
    } else {
        of_text(features, judgements)
    }
}

/// The usual threshold of a text, or a lower one where it would lose nearly all.
fn of_text(features: &Features, judgements: &[Judgement]) -> Threshold {
    let kept = |threshold: Threshold| {
        let blocks = features.own.iter().zip(judgements);
        blocks
            .filter(move |(own, judgement)| {
                judgement.verdict == Verdict::Keep
                    && (judgement.reason.is_some() || threshold.keeps(judgement.probability, own))
            })
            .map(|(own, _)| own)
    };
    let first = plain(TEXT);
    let left = words(kept(first));
    let prose = words(features.own.iter().filter(|own| own.prose >= PROSE));
    if (left < LITTLE && prose >= LITTLE) || (left == 0 && prose >= SHORT) {
        let mut wider = WIDER.into_iter().map(plain);
        return wider
            .find(|threshold| words(kept(*threshold)) >= LITTLE.min(prose))
            .unwrap_or(Threshold {
                stays_anyway: Anyway::Prose,
                ..first
            });
    }
    if !kept(first).any(is_sentence) && is_note(features, judgements) {
        return Threshold {
            stays_anyway: Anyway::Sentences,
            ..first
        };
    }
    first
}

/// Whether most of what the rules left of a text is sentences: a note of one or two is a text too.
fn is_note(features: &Features, judgements: &[Judgement]) -> bool {
    let open = || {
        let blocks = features.own.iter().zip(judgements);
        blocks
            .filter(|(_, judgement)| judgement.reason.is_none())
            .map(|(own, _)| own)
    };
    2 * words(open().filter(|own| is_sentence(own))) >= words(open())
}

/// The best threshold of a page; the plain one for a page that says it is not an article.
fn of_page(document: &Document, features: &Features, judgements: &[Judgement]) -> Threshold {
    let open: Vec<(f32, &Own)> = features
        .own
        .iter()
        .zip(judgements)
        .filter(|(_, judgement)| judgement.reason.is_none())
        .map(|(own, judgement)| (judgement.probability, own))
        .collect();
    let from = |probability| {
        let blocks = open.iter().filter(move |block| block.0 >= probability);
        blocks.map(|(_, own)| *own)
    };
    if page::no_article(document, words(from(PAGE))).is_some() {
        return plain(PAGE);
    }
    let weighed = open.iter().map(|(p, own)| (*p, own.words.max(1.0)));
    let best = choice::threshold(weighed.collect());
    let is_menu = |chosen| from(PAGE).next().is_none() && is_only_links(from(chosen));
    if let Some(chosen) = best.filter(|chosen| !is_menu(*chosen)) {
        return plain(chosen);
    }
    let prose = open.iter().map(|(_, own)| *own);
    let is_text = words(prose.filter(|own| own.prose >= PROSE && is_sentence(own))) >= LITTLE;
    Threshold {
        probability: f32::INFINITY,
        stays_anyway: if is_text {
            Anyway::Prose
        } else {
            Anyway::Nothing
        },
    }
}

/// Whether these blocks are little but links, without a sentence.
fn is_only_links<'a>(blocks: impl Iterator<Item = &'a Own>) -> bool {
    let (mut words, mut linked) = (0.0, 0.0);
    for own in blocks {
        if is_sentence(own) || (own.words >= TEASER && ends(own)) {
            return false;
        }
        words += own.words;
        linked += own.words * own.link_share;
    }
    linked >= ONLY_LINKS * words
}

/// Whether a block reads like something that is said: prose, or a few words that end like a sentence and are no phrase of
/// the trade.
fn is_sentence(own: &Own) -> bool {
    let is_own = own.link_share < 0.5 && own.phrased < PHRASED;
    is_own && (own.prose >= PROSE || (own.words >= SENTENCE && ends(own)))
}

/// Whether a block ends like a sentence.
fn ends(own: &Own) -> bool {
    /// A full stop, and a question mark; see `Own::ending`.
    const ENDINGS: [f32; 2] = [1.0, 3.0];
    own.phrased < PHRASED && ENDINGS.contains(&own.ending)
}

fn words<'a>(blocks: impl Iterator<Item = &'a Own>) -> usize {
    blocks.map(|own| own.words as usize).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{self, Format};
    use crate::clean::{judge, summary};

    /// Words that stay.
    fn kept(format: Format, text: &str) -> usize {
        let document = Document::read(
            &article::from_bytes("a", "a", format, text.into(), Arc::default()).unwrap(),
        );
        summary(&document, &judge(&document)).kept
    }

    fn links(count: usize) -> String {
        let link = |number| format!("<li><a href=/{number}>Section {number} overview</a></li>");
        (0..count).map(link).collect()
    }

    #[test]
    fn an_article_is_never_left_empty() {
        let paragraph = "<p>The head of support plans the shifts of the team, and she answers for the time that \
            customers wait, because nobody else in the company sees all of the requests that come in over a day.</p>";
        let hidden_in_a_menu = format!(
            "<body><nav class='menu footer cookie'>{}</nav></body>",
            (1..6)
                .map(|day| paragraph.replace("<p>", &format!("<p>On day {day} it is so. ")))
                .collect::<String>()
        );
        assert!(kept(Format::Html, &hidden_in_a_menu) >= LITTLE);
    }

    #[test]
    fn a_page_of_links_is_left_empty() {
        let pages = [
            format!(
                "<body><nav>{}</nav><footer>Copyright</footer></body>",
                "<a href=x>link</a> ".repeat(500)
            ),
            format!(
                "<title>Sitemap</title><body><h1>Sitemap</h1><ul>{}</ul></body>",
                links(60)
            ),
            format!(
                "<title>Blog</title><body><div id=sidebar><ul>{}</ul></div></body>",
                links(8)
            ),
            format!(
                "<body>{}</body>",
                "<a href=/t rel=tag>team</a> <a href=/h rel=tag>hiring</a> ".repeat(30)
            ),
        ];
        for page in &pages {
            assert_eq!(kept(Format::Html, page), 0, "{page}");
        }
    }

    #[test]
    fn a_front_page_of_teasers_stays() {
        let teaser = |number| {
            format!(
                "<div><a href=/{number}><h2>Harbour bridge number {number} to open early</h2><p>The council says that all of \
                the ships can pass from Monday on.</p></a></div>"
            )
        };
        let page = format!(
            "<title>The Daily Harbour</title><body><main>{}</main></body>",
            (0..20).map(teaser).collect::<String>()
        );
        assert!(kept(Format::Html, &page) >= LITTLE);
    }

    #[test]
    fn a_short_article_stays() {
        let sentences = [
            "Nadia plans the shifts, and Tom signs the budget.",
            "The treasurer pays the invoices on Fridays.",
            "The head of support decides who works on Sunday. When nobody can, the duty manager takes the phone.",
        ];
        for sentence in sentences {
            let least = sentence.split(' ').count();
            let page = format!("<title>Plans</title><body><h1>Plans</h1><p>{sentence}</p></body>");
            assert!(kept(Format::Html, &page) >= least, "{page}");
            let menu = links(4);
            let page = format!(
                "<title>Plans</title><body><nav><ul>{menu}</ul></nav><article><h1>Plans</h1><p>{sentence}</p></article></body>"
            );
            assert!(kept(Format::Html, &page) >= least, "{page}");
            assert!(kept(Format::Markdown, &format!("# Plans\n\n{sentence}\n")) >= least);
            assert!(kept(Format::Text, &format!("Plans\n\n{sentence}\n")) >= least);
            assert!(kept(Format::Text, sentence) >= least);
        }
    }
}
