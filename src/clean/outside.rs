//! What lies outside the article wherever the model would draw its edge: the page's menus, its foot, its consent layer, and
//! the articles that follow where a page scrolls on and on.
//!
//! Out of fold on 646 pages each of these places was held against the gold by itself: of what the model would have kept there, not
//! one word in a thousand was in it.

use super::Reason;
use super::features::Features;
use super::features::place::Tree;
use crate::document::{Document, Kind};

/// A container with less than this share of the page's words outside of it is the page, whatever it is called.
const IS_PART: f32 = 0.5;

/// So many blocks that speak of cookies make a consent layer out of a container that is named so.
const CONSENT_BLOCKS: usize = 3;

/// An article that follows has at least so many words of running text, and so has the first one.
const ARTICLE_WORDS: f32 = 60.0;

/// For each block of a page, why it certainly goes; `None` where its place does not tell, and for text.
pub fn find(document: &Document, features: &Features) -> Vec<Option<Reason>> {
    let mut reasons = vec![None; document.blocks.len()];
    let Some(tree) = &features.tree else {
        return reasons;
    };
    let consent = has_consent_layer(document, features);
    for (index, place) in features.place.iter().enumerate() {
        if place.in_footer > IS_PART {
            reasons[index] = reason("footer", "stands in the page's foot");
        } else if place.in_nav > IS_PART {
            reasons[index] = reason("navigation", "stands in a menu");
        } else if consent && place.cue_cookies > 0.0 {
            reasons[index] = reason("cookie-notice", "stands in the layer that asks for consent");
        }
    }
    for container in next_articles(document, features, tree) {
        let inside = tree.inside(container);
        for (block, slot) in reasons.iter_mut().enumerate() {
            if slot.is_none() && inside[tree.element(block)] {
                *slot = reason("next-article", "belongs to an article that follows");
            }
        }
    }
    reasons
}

/// Whether the page asks for consent somewhere, and is not itself about cookies or privacy.
fn has_consent_layer(document: &Document, features: &Features) -> bool {
    let title = document.source.title.as_deref().unwrap_or_default();
    let title = title.to_lowercase();
    let is_topic = ["cookie", "consent", "privacy", "gdpr", "ccpa"];
    let speaks = features.own.iter().zip(&features.place);
    !is_topic.iter().any(|word| title.contains(word))
        && speaks
            .filter(|(own, place)| place.cue_cookies > 0.0 && own.cookies > 0.0)
            .count()
            >= CONSENT_BLOCKS
}

/// The containers of articles that follow the page's own: their headlines look like the title's, and they stand in a
/// container of the same tag beside the one of the title.
fn next_articles(document: &Document, features: &Features, tree: &Tree) -> Vec<usize> {
    let headlines = || {
        (0..document.blocks.len()).filter(|&block| {
            document.blocks[block].kind == Kind::Heading && features.own[block].level == 1.0
        })
    };
    let Some(title) = headlines().find(|&block| features.own[block].is_title == 1.0) else {
        return Vec::new();
    };
    let look = tree.alike(tree.element(title));
    headlines()
        .filter(|&block| block > title && tree.alike(tree.element(block)) == look)
        .filter_map(|block| {
            let (own, next) = tree.apart(tree.element(title), tree.element(block))?;
            let are_articles = [own, next]
                .iter()
                .all(|&container| tree.prose(container) >= ARTICLE_WORDS);
            (tree.tag(own) == tree.tag(next) && are_articles).then_some(next)
        })
        .collect()
}

fn reason(rule: &'static str, evidence: &str) -> Option<Reason> {
    Some(Reason {
        rule,
        evidence: evidence.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{self, Format};
    use crate::clean::features;

    fn rules(html: &str) -> Vec<(String, Option<&'static str>)> {
        let document = Document::read(
            &article::from_bytes("a", "a", Format::Html, html.into(), Arc::default()).unwrap(),
        );
        let found = find(&document, &features::of(&document));
        let texts = document.blocks.iter().map(|block| block.text.clone());
        texts
            .zip(found.into_iter().map(|reason| reason.map(|r| r.rule)))
            .collect()
    }

    fn post(title: &str) -> String {
        let prose = "<p>The head of support plans the shifts of the team, and she answers for the time that customers \
            wait, because nobody else in the company sees all of the requests that come in over a day.</p>";
        format!(
            "<article><h1 class=headline>{title}</h1>{}</article>",
            prose.repeat(3)
        )
    }

    #[test]
    fn the_articles_that_follow_go() {
        let page = format!(
            "<title>Who plans the shifts?</title><body><div>{}{}</div></body>",
            post("Who plans the shifts?"),
            post("Another thing altogether"),
        );
        let gone: Vec<bool> = rules(&page)
            .iter()
            .map(|(_, rule)| rule.is_some())
            .collect();
        assert_eq!(gone, [[false; 4], [true; 4]].concat());
    }

    #[test]
    fn an_article_about_cookies_keeps_its_cookies() {
        let notice = "<p>We use cookies. Read our cookie policy.</p>".repeat(4);
        let page = |title: &str| {
            format!(
                "<title>{title}</title><body>{}<div class=cookie-layer>{notice}</div></body>",
                post(title)
            )
        };
        let gone = |title: &str| rules(&page(title)).iter().any(|(_, rule)| rule.is_some());
        assert!(gone("Who plans the shifts?"));
        assert!(!gone("What is a cookie?"));
    }
}
