//! Lines that the web repeats: menus, share bars, forms, notices. A row is a rule with the words it knows.
//!
//! Which of them are certain was counted on labelled pages: of the lines that hold these words, 98 in 100 and more were
//! no part of the article.

use std::sync::LazyLock;

use super::plain::Plain;
use crate::clean::Reason;
use crate::clean::finder::{self, Finder};

/// Where in a block the words must stand.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// The block is these words.
    Whole,
    /// It begins with them.
    Start,
    /// They stand in it.
    Within,
}
use Place::{Start, Whole, Within};

/// The highest limit of a rule.
const MAX_WORDS: usize = {
    let (mut most, mut at) = (0, 0);
    while at < ROWS.len() {
        if ROWS[at].1 > most {
            most = ROWS[at].1;
        }
        at += 1;
    }
    most
};

/// The rule, the most words a block may have for it, the place, the phrases.
type Row = (&'static str, usize, Place, &'static [&'static str]);

const ROWS: &[Row] = &[
    (
        "navigation",
        8,
        Whole,
        &[
            "skip to content",
            "skip to main content",
            "skip to navigation",
            "skip navigation",
            "skip to footer",
            "top of page",
            "bottom of page",
            "back to top",
            "main menu",
            "toggle navigation",
            "toggle menu",
            "quick links",
            "site map",
            "sitemap",
            "home",
            "menu",
            "search",
            "close",
            "select page",
            "back to blog",
            "back to all posts",
            "previous post",
            "next post",
            "previous article",
            "next article",
            "post navigation",
            "previous",
            "view all",
            "view all posts",
            "see all",
            "view more",
            "load more",
            "show more",
            "see more",
            "read more",
            "continue reading",
            "explore more",
            "on this page",
            "in this article",
            "table of contents",
            "link to this page",
            "log in",
            "login",
            "sign in",
            "sign out",
            "sign up",
            "register",
            "my account",
            "subscribe",
            "subscribe now",
            "contact us",
            "about us",
            "follow us",
            "advertise with us",
            "write for us",
            "careers",
            "search for",
            "email protected",
            "view comments",
            "topics",
            "tags",
            "categories",
            "filed under",
            "breadcrumbs",
            "breadcrumb",
        ],
    ),
    (
        "navigation",
        14,
        Start,
        &[
            "next up",
            "skip to main content",
            "skip to content",
            "filed under",
            "posted in",
            "tagged with",
            "tags",
            "back to",
        ],
    ),
    (
        "related",
        8,
        Whole,
        &[
            "related articles",
            "related posts",
            "related stories",
            "related content",
            "related topics",
            "related news",
            "related reading",
            "recent posts",
            "recent articles",
            "latest posts",
            "latest news",
            "latest articles",
            "top stories",
            "most popular",
            "most read",
            "trending now",
            "popular posts",
            "recommended",
            "recommended for you",
            "we recommend",
            "you might also like",
            "you may also like",
            "you might also enjoy",
            "you may also be interested in",
            "read next",
            "what to read next",
            "more stories",
            "more from this author",
            "more news",
            "more to read",
            "recommended reading",
            "editor's picks",
            "don't miss",
        ],
    ),
    (
        "share-bar",
        8,
        Whole,
        &[
            "share",
            "share this",
            "share this article",
            "share this post",
            "share this story",
            "share on",
            "share on facebook",
            "share on twitter",
            "share on linkedin",
            "share on x",
            "share on social media",
            "tweet",
            "pin it",
            "copy link",
            "copied",
            "link copied",
            "print this page",
            "print",
            "email this",
            "save article",
            "x twitter",
            "facebook twitter",
            "like this",
            "like loading",
            "follow us on",
            "connect with us",
        ],
    ),
    (
        "share-bar",
        16,
        Start,
        &["click to share on", "share this", "opens in a new window"],
    ),
    (
        "widget",
        10,
        Whole,
        &[
            "advertisement",
            "advertisements",
            "article continues below advertisement",
            "continue reading below",
            "story continues below",
            "sponsored",
            "loading",
            "created with sketch",
            "play video",
            "watch now",
            "listen to this article",
            "your browser does not support the video tag",
            "always enabled",
            "save accept",
            "save and accept",
            "accept all",
            "reject all",
            "cookie settings",
            "cookie preferences",
            "manage consent",
            "copy code",
            "select international site",
            "was this article helpful",
            "was this page helpful",
            "was this helpful",
            "did you find this helpful",
            "rate this article",
            "photo gallery",
            "image gallery",
            "previous slide",
            "next slide",
            "slide 1 of",
            "exit full screen",
            "full screen",
        ],
    ),
    (
        "widget",
        14,
        Start,
        &[
            "created with sketch",
            "article continues below",
            "story continues below",
            "advertisement",
            "please enable javascript",
        ],
    ),
    (
        "form",
        14,
        Start,
        &[
            "thank you your submission has been received",
            "oops something went wrong",
            "your subscription could not be saved",
            "please enter a valid",
            "please enter your",
            "this field is",
            "enter your email",
            "required field",
            "forgot your password",
            "forgot password",
            "already have an account",
            "already a member",
            "already a subscriber",
            "don't have an account",
            "your cart is empty",
        ],
    ),
    (
        "comments",
        10,
        Whole,
        &[
            "leave a comment",
            "leave a reply",
            "leave a reply cancel reply",
            "cancel reply",
            "loading comments",
            "no comments",
            "no comments yet",
            "post a comment",
            "post comment",
            "add a comment",
            "write a comment",
            "comment on this article",
            "comments are closed",
            "be the first to comment",
            "join the conversation",
            "discussion about this post",
            "show comments",
            "comments",
            "reply",
            "report abuse",
        ],
    ),
    (
        "comments",
        30,
        Start,
        &[
            "your email address will not be published",
            "save my name email and website",
            "this site uses akismet",
            "you must be logged in to",
        ],
    ),
    (
        "consent",
        60,
        Within,
        &[
            "we use cookies",
            "this website uses cookies",
            "this site uses cookies",
            "our site uses cookies",
            "our website uses cookies",
            "site uses cookies to",
            "necessary cookies are",
            "use of cookies",
            "accept all cookies",
            "consent to the use of",
            "do not sell my personal",
            "do not sell or share my",
            "cookies to improve your",
            "cookies to enhance",
            "cookies to personalize",
            "cookies to personalise",
        ],
    ),
    (
        "legal",
        8,
        Whole,
        &[
            "privacy policy",
            "terms of use",
            "terms of service",
            "terms conditions",
            "terms and conditions",
            "cookie policy",
            "cookies policy",
            "accessibility statement",
            "privacy notice",
            "privacy statement",
            "your privacy choices",
            "ad choices",
            "adchoices",
            "all rights reserved",
            "legal notice",
            "do not sell my personal information",
            "privacy policy terms of service",
            "privacy policy terms of use",
            "privacy policyterms of service",
        ],
    ),
    (
        "legal",
        60,
        Within,
        &[
            "all rights reserved",
            "by signing up you",
            "by subscribing you",
            "by clicking subscribe",
            "by submitting this form",
            "by submitting your",
            "protected by recaptcha",
            "you can unsubscribe at any time",
            "unsubscribe at any time",
            "may not be published broadcast rewritten",
        ],
    ),
    ("legal", 40, Start, &["copyright 19", "copyright 20", "©"]),
    (
        "disclosure",
        70,
        Within,
        &[
            "contains affiliate links",
            "may contain affiliate links",
            "include affiliate links",
            "through affiliate links",
            "earn an affiliate commission",
            "may earn a commission",
            "may earn a small commission",
            "earn a small commission",
            "may earn commission",
            "may receive a commission",
            "as an amazon associate",
            "amazon services llc associates",
            "may include sponsored content",
            "advertiser disclosure",
            "paid partnership with",
            "this is a sponsored post",
            "paid advertisement",
        ],
    ),
    (
        "newsletter",
        14,
        Whole,
        &[
            "newsletter",
            "newsletters",
            "get the latest",
            "stay up to date",
            "stay in the loop",
            "stay in touch",
            "stay connected",
            "stay informed",
        ],
    ),
];

static FINDER: LazyLock<(Finder, Vec<(usize, &'static str)>)> = LazyLock::new(|| {
    let phrases: Vec<(usize, &'static str)> = ROWS
        .iter()
        .enumerate()
        .flat_map(|(at, row)| row.3.iter().map(move |phrase| (at, *phrase)))
        .collect();
    // A start may stop within a word ("copyright 20" knows every year).
    let patterns = phrases.iter().map(|(at, phrase)| {
        if ROWS[*at].2 == Start {
            format!(" {phrase}")
        } else {
            format!(" {phrase} ")
        }
    });
    (finder::any(patterns), phrases)
});

/// The first rule whose words the block holds where it must.
pub(super) fn find(plain: &Plain) -> Option<Reason> {
    if plain.words > MAX_WORDS {
        return None;
    }
    let (finder, phrases) = &*FINDER;
    let found = finder.find_overlapping_iter(&plain.text).find(|found| {
        let (_, limit, place, _) = ROWS[phrases[found.pattern().as_usize()].0];
        let fits = match place {
            Whole => found.len() == plain.text.len(),
            Start => found.start() == 0,
            Within => true,
        };
        fits && plain.words <= limit
    })?;
    let (row, phrase) = phrases[found.pattern().as_usize()];
    Some(Reason {
        rule: ROWS[row].0,
        evidence: format!("“{phrase}”"),
    })
}
