//! A reason puts the model's no into words: what kind of thing the block is taken for, and the facts that speak for it.

use std::borrow::Cow;
use std::fmt::Write;

use super::Reason;
use super::features::Features;
use super::features::own::Own;
use super::features::place::Place;

/// Most evidence is shorter.
const USUAL_BYTES: usize = 96;

/// More facts than this tire the reader.
const MAX_FACTS: usize = 3;

/// What a block is taken for: the rule's name, what its place and its words say for it (0 and more), and that in words.
type Sign = (&'static str, fn(&Own, &Place) -> f32, &'static str);

/// In the order in which they win a tie.
const SIGNS: [Sign; 22] = [
    (
        "hidden",
        |_, place| place.hidden * 3.0,
        "is hidden from the reader",
    ),
    (
        "cookie-notice",
        |own, place| place.cue_cookies * 2.0 + own.cookies / 10.0,
        "speaks of cookies and consent",
    ),
    (
        "comments",
        |own, place| place.cue_comments + own.comments / 20.0,
        "belongs to the comments",
    ),
    (
        "newsletter",
        |own, place| place.cue_newsletter + own.newsletter / 10.0,
        "asks for a subscription",
    ),
    (
        "related-links",
        |own, place| place.cue_related + own.related / 20.0,
        "points to other articles",
    ),
    (
        "advert",
        |own, place| place.cue_advert + own.advert / 10.0,
        "stands where adverts stand",
    ),
    (
        "share-links",
        |own, place| place.cue_social + own.social / 20.0,
        "is there to share or follow",
    ),
    (
        "author-bio",
        |own, place| place.cue_author + own.bio / 10.0,
        "tells of the author",
    ),
    (
        "byline",
        |own, place| place.cue_meta * 0.8 + own.dateline / 20.0 + own.by_name,
        "is a byline or a date",
    ),
    (
        "tags",
        |own, place| place.cue_tags * 0.6 + own.tags / 20.0,
        "lists topics",
    ),
    (
        "caption",
        |own, place| place.cue_caption * 0.7 + place.in_figure + own.credit / 20.0,
        "belongs to a picture",
    ),
    (
        "breadcrumb-or-pages",
        |_, place| place.cue_pager,
        "leads to other pages",
    ),
    (
        "navigation",
        |own, place| place.in_nav * 2.0 + place.cue_navigation + own.navigation / 30.0,
        "stands in a menu",
    ),
    (
        "footer",
        |_, place| place.in_footer * 1.2 + place.cue_footer,
        "stands in the footer",
    ),
    (
        "header",
        |_, place| place.in_header * 0.8 + place.cue_header * 0.6,
        "stands in the page's head",
    ),
    (
        "sidebar",
        |_, place| place.in_aside + place.cue_sidebar * 0.9,
        "stands beside the article",
    ),
    (
        "overlay",
        |_, place| place.cue_overlay,
        "stands in a window over the page",
    ),
    (
        "account",
        |own, place| place.cue_account * 0.7 + own.account / 20.0,
        "is about logging in or subscribing",
    ),
    (
        "shop",
        |own, place| place.cue_shop * 0.5 + own.shop / 20.0,
        "sells something",
    ),
    ("legal", |own, _| own.legal / 10.0, "is legal small print"),
    (
        "call-to-action",
        |own, _| own.call / 10.0 + own.imperative * 0.6,
        "calls to do something",
    ),
    (
        "publisher",
        |own, _| own.publisher / 5.0,
        "speaks for the publisher",
    ),
];

/// Weaker signs than this name nothing.
const WEAK: f32 = 0.35;

/// Why the model takes a block for something else than the article; `motives` are the families of facts it goes by most.
pub fn of(features: &Features, block: usize, motives: &[&str], probability: f32) -> Reason {
    let own = &features.own[block];
    let nowhere = Place::default();
    let place = features.place.get(block).unwrap_or(&nowhere);
    let strengths = SIGNS.each_ref().map(|sign| (sign.1(own, place), sign));
    let mut signs: Vec<&(f32, &Sign)> =
        { strengths.iter() }.filter(|sign| sign.0 >= WEAK).collect();
    signs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let rule = match signs.first() {
        Some((_, sign)) => sign.0,
        None if own.link_share > 0.5 => "link-list",
        None if own.words < 8.0 && own.ending == 0.0 => "fragment",
        None => "outside-article",
    };
    let apart = (features.tree.is_some() && place.c1_of_prose < 0.05 && place.c2_of_prose < 0.1)
        .then_some("stands apart from the running text".into());
    let facts = { signs.iter().map(|(_, sign)| Cow::Borrowed(sign.2)) }
        .chain(own_facts(own))
        .chain(apart)
        .take(MAX_FACTS);
    let mut evidence = String::with_capacity(USUAL_BYTES);
    for fact in facts {
        if !evidence.is_empty() {
            evidence.push_str(", ");
        }
        evidence.push_str(&fact);
    }
    if evidence.is_empty() {
        evidence.push_str("reads and stands unlike the article");
    }
    if !motives.is_empty() {
        evidence.push_str("; what weighs most: its ");
        evidence.push_str(&motives.join(" and its "));
    }
    // Writing to a String cannot fail.
    write!(evidence, " (article: {}%)", percent(probability)).ok();
    Reason { rule, evidence }
}

/// What can be said of the block's own words.
fn own_facts(own: &Own) -> impl Iterator<Item = Cow<'static, str>> + '_ {
    type Fact = fn(&Own) -> Option<Cow<'static, str>>;
    // A fact is put into words only where there is room for it.
    let facts: [Fact; 4] = [
        |own| {
            (own.link_share > 0.5)
                .then(|| format!("{}% of its text is links", percent(own.link_share)).into())
        },
        |own| {
            (own.repeated > 1.0)
                .then(|| format!("stands {} times in the page", own.repeated as u32).into())
        },
        |own| {
            (own.words < 8.0 && own.ending == 0.0)
                .then(|| format!("{} words and no sentence", own.words as u32).into())
        },
        |own| {
            (own.words >= 8.0 && own.stop < 0.15)
                .then_some("a list of names, not a sentence".into())
        },
    ];
    facts.into_iter().filter_map(|fact| fact(own))
}

/// Whole hundredths.
fn percent(share: f32) -> u32 {
    (share * 100.0).round_ties_even() as u32
}
