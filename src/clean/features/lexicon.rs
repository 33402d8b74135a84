//! The lexicon: words and phrases that tell a careful reader what a block is for.
//!
//! Phrases stand in families; a family is a column of [`super::own::Own`] and, when a block goes, a reason in words.
//! They are common English of web pages, collected by hand; none is the name of a site, a person or a product.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::clean::finder::{self, Finder};

/// What a phrase is typical of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Family {
    /// "click here", "get started".
    Call,
    /// "newsletter", "your inbox".
    Newsletter,
    /// "we use cookies".
    Cookies,
    /// "all rights reserved".
    Legal,
    /// "share this", "follow us".
    Social,
    /// "skip to content", "back to top".
    Navigation,
    /// "leave a comment".
    Comments,
    /// "you may also like".
    Related,
    /// "advertisement", "affiliate".
    Advert,
    /// "is a staff writer".
    Bio,
    /// "photo by".
    Credit,
    /// "min read", "last updated".
    Dateline,
    /// "log in", "already a subscriber".
    Account,
    /// "add to cart", "free shipping".
    Shop,
    /// "our platform", "we offer".
    Publisher,
    /// "this story has been updated".
    Notice,
    /// "watch:", "listen".
    Media,
    /// "filed under".
    Tags,
}

/// How many families there are.
pub const FAMILIES: usize = Family::Tags as usize + 1;

const PHRASES: [(Family, &[&str]); FAMILIES] = [
    (
        Family::Call,
        &[
            "click here",
            "click below",
            "click the",
            "learn more",
            "read more",
            "sign up",
            "get started",
            "find out more",
            "book a demo",
            "request a demo",
            "schedule a",
            "free trial",
            "try it free",
            "for free",
            "download now",
            "download our",
            "download the",
            "join now",
            "join us",
            "register now",
            "register for",
            "apply now",
            "contact us",
            "get in touch",
            "see more",
            "see all",
            "view all",
            "view more",
            "show more",
            "load more",
            "donate",
            "enroll",
            "start your",
            "try it",
            "discover how",
            "check out",
            "get your",
            "sign me up",
            "call us",
            "call now",
            "book now",
            "talk to us",
            "let us help",
            "we can help",
            "don't hesitate",
            "reach out to",
            "visit our",
            "get the latest",
            "become a member",
            "support us",
            "explore more",
            "take our",
            "book your",
            "get a quote",
            "free consultation",
        ],
    ),
    (
        Family::Newsletter,
        &[
            "newsletter",
            "newsletters",
            "inbox",
            "mailing list",
            "email address",
            "your email",
            "subscribe",
            "unsubscribe",
            "subscribed",
            "sign up for",
            "email alerts",
            "daily briefing",
            "weekly digest",
            "delivered to",
            "get updates",
            "breaking news alerts",
            "stay up to date",
            "stay in the loop",
            "stay informed",
            "notifications",
        ],
    ),
    (
        Family::Cookies,
        &[
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "privacy policy",
            "cookie policy",
            "accept all",
            "reject all",
            "your privacy",
            "privacy settings",
            "privacy notice",
            "do not sell",
            "personal information",
            "manage preferences",
            "ad choices",
            "opt out",
        ],
    ),
    (
        Family::Legal,
        &[
            "all rights reserved",
            "copyright",
            "©",
            "terms of use",
            "terms of service",
            "terms and conditions",
            "terms & conditions",
            "trademark",
            "trademarks",
            "disclaimer",
            "may not be reproduced",
            "without permission",
            "registered in",
            "llc",
            "permission to",
            "creative commons",
            "licensed under",
            "reprints",
            "user agreement",
            "accessibility",
        ],
    ),
    (
        Family::Social,
        &[
            "share",
            "share this",
            "tweet",
            "facebook",
            "twitter",
            "linkedin",
            "whatsapp",
            "pinterest",
            "instagram",
            "tiktok",
            "reddit",
            "telegram",
            "follow us",
            "follow me",
            "copy link",
            "email this",
            "print this",
            "retweet",
            "like us on",
            "youtube",
            "shares",
            "followers",
            "share on",
            "flipboard",
            "threads",
            "print",
        ],
    ),
    (
        Family::Navigation,
        &[
            "skip to",
            "back to top",
            "menu",
            "search",
            "home",
            "next",
            "previous",
            "previous article",
            "next article",
            "next post",
            "previous post",
            "table of contents",
            "in this article",
            "jump to",
            "sitemap",
            "site map",
            "about us",
            "careers",
            "advertise",
            "archives",
            "categories",
            "go back",
            "back to",
            "toggle",
            "close",
            "main menu",
            "navigation",
            "contact",
            "faq",
            "help center",
            "press",
            "browse",
            "filter",
            "sort by",
            "select",
            "on this page",
            "more",
            "sections",
            "directory",
        ],
    ),
    (
        Family::Comments,
        &[
            "comment",
            "comments",
            "reply",
            "replies",
            "leave a comment",
            "leave a reply",
            "post a comment",
            "join the conversation",
            "posted by",
            "will not be published",
            "required fields",
            "upvote",
            "downvote",
            "report abuse",
            "says",
            "no comments",
            "comments are closed",
            "view comments",
            "moderation",
            "discussion",
            "log in to",
            "likes",
            "permalink",
            "add a comment",
        ],
    ),
    (
        Family::Related,
        &[
            "related",
            "related articles",
            "related posts",
            "related stories",
            "recommended",
            "recommended for you",
            "you may also like",
            "you might also like",
            "you might also",
            "more from",
            "more on",
            "more in",
            "more stories",
            "most popular",
            "most read",
            "most viewed",
            "trending",
            "read next",
            "also read",
            "read also",
            "see also",
            "up next",
            "don't miss",
            "popular posts",
            "latest news",
            "latest",
            "top stories",
            "editor's picks",
            "editors' picks",
            "featured",
            "what to read next",
            "keep reading",
            "recent posts",
            "further reading",
            "in case you missed",
            "more like this",
            "related content",
            "related topics",
            "popular",
            "must read",
            "read more:",
            "more:",
            "related:",
            "here's what",
            "more news",
            "other stories",
        ],
    ),
    (
        Family::Advert,
        &[
            "advertisement",
            "advertisements",
            "advertising",
            "sponsored",
            "sponsor",
            "paid partnership",
            "affiliate",
            "commission",
            "promoted",
            "continues below",
            "continue reading",
            "article continues",
            "story continues",
            "ad feedback",
            "scroll to continue",
            "promo",
            "paid content",
            "partner content",
            "special offer",
            "discount",
            "coupon",
            "% off",
            "limited time",
            "deals",
            "earn a",
        ],
    ),
    (
        Family::Bio,
        &[
            "about the author",
            "about the writer",
            "written by",
            "staff writer",
            "is a writer",
            "is a reporter",
            "is a journalist",
            "is a freelance",
            "is a senior",
            "is an editor",
            "is the editor",
            "is a contributor",
            "is the author of",
            "has written",
            "is the founder",
            "she writes",
            "he writes",
            "they write",
            "covers",
            "follow him",
            "follow her",
            "reach him",
            "reach her",
            "graduated from",
            "lives in",
            "lives with",
            "years of experience",
            "correspondent",
            "contributor",
            "editor at",
            "reporter",
            "her work has",
            "his work has",
            "specializes in",
            "is passionate about",
            "holds a",
            "degree in",
            "in her spare time",
            "in his spare time",
            "can be reached",
            "senior editor",
            "contributing writer",
            "author of",
            "bylines",
            "view all posts",
            "more by",
            "posts by",
            "all posts",
            "is a professor",
            "co-founder of",
            "based in",
            "previously worked",
            "before joining",
        ],
    ),
    (
        Family::Credit,
        &[
            "photo by",
            "photos by",
            "photo:",
            "image:",
            "image by",
            "image credit",
            "images via",
            "getty images",
            "getty",
            "ap photo",
            "afp",
            "credit:",
            "courtesy",
            "courtesy of",
            "illustration by",
            "illustration:",
            "file photo",
            "shutterstock",
            "unsplash",
            "istock",
            "photographer",
            "photograph by",
            "picture:",
            "pictured",
            "image source",
            "photo courtesy",
            "screenshot",
            "(left)",
            "(right)",
            "source:",
            "via",
        ],
    ),
    (
        Family::Dateline,
        &[
            "min read",
            "minute read",
            "minutes read",
            "mins read",
            "hours ago",
            "hour ago",
            "days ago",
            "day ago",
            "minutes ago",
            "weeks ago",
            "months ago",
            "years ago",
            "last updated",
            "updated",
            "published",
            "posted on",
            "posted",
            "last modified",
            "first published",
            "reviewed by",
            "medically reviewed",
            "fact checked",
            "reading time",
            "by:",
            "author:",
            "date:",
            "a.m",
            "p.m",
            "et",
            "gmt",
            "views",
        ],
    ),
    (
        Family::Account,
        &[
            "log in",
            "login",
            "log out",
            "sign in",
            "sign out",
            "my account",
            "create an account",
            "create account",
            "password",
            "username",
            "already a subscriber",
            "already a member",
            "subscribers only",
            "to continue reading",
            "free account",
            "forgot",
            "register",
            "subscription",
            "subscriber",
            "subscribers",
            "your account",
            "membership",
            "premium",
            "unlimited access",
            "digital access",
            "remember me",
        ],
    ),
    (
        Family::Shop,
        &[
            "add to cart",
            "add to bag",
            "buy now",
            "shop now",
            "in stock",
            "out of stock",
            "free shipping",
            "shipping",
            "checkout",
            "wishlist",
            "sku",
            "cart",
            "quantity",
            "price",
            "sale",
            "per month",
            "money back",
            "customer reviews",
            "gift card",
            "store",
            "returns",
            "delivery",
            "order now",
            "shop",
            "rating",
            "reviews",
            "verified",
        ],
    ),
    (
        Family::Publisher,
        &[
            "our team",
            "our platform",
            "our clients",
            "our customers",
            "our services",
            "our company",
            "our experts",
            "our products",
            "our product",
            "our software",
            "our solution",
            "our solutions",
            "our app",
            "our website",
            "our site",
            "our readers",
            "our newsletter",
            "our community",
            "our course",
            "our program",
            "our book",
            "our podcast",
            "our tool",
            "our tools",
            "our mission",
            "we offer",
            "we help",
            "we provide",
            "we specialize",
            "we've helped",
            "we are committed",
            "our blog",
            "our journalism",
            "our guide",
            "our coaching",
            "work with us",
            "hire us",
            "our agency",
            "our firm",
            "trusted by",
            "we may earn",
            "our free",
            "our training",
            "our consultants",
        ],
    ),
    (
        Family::Notice,
        &[
            "editor's note",
            "editors' note",
            "correction",
            "this article was",
            "this story was",
            "this article has been",
            "this story has been",
            "this post was",
            "originally published",
            "originally appeared",
            "an earlier version",
            "contributed to this",
            "contributed reporting",
            "views expressed",
            "opinions expressed",
            "not intended as",
            "informational purposes",
            "for more information",
            "press release",
            "contact:",
            "media contact",
            "to report",
            "if you have any questions",
            "reprinted with",
            "this is a developing",
            "story tip",
            "news tips",
            "send your",
        ],
    ),
    (
        Family::Media,
        &[
            "watch",
            "watch:",
            "video",
            "videos",
            "listen",
            "listen:",
            "podcast",
            "play",
            "photos",
            "gallery",
            "view gallery",
            "slideshow",
            "image",
            "play video",
            "watch now",
            "listen now",
            "embed",
            "transcript",
            "this video",
            "loading",
            "audio",
            "live",
            "enlarge",
            "view image",
            "full screen",
            "episode",
            "duration",
            "javascript",
            "browser",
        ],
    ),
    (
        Family::Tags,
        &[
            "tags",
            "tags:",
            "topics",
            "topics:",
            "filed under",
            "tagged",
            "categories:",
            "category:",
            "posted in",
            "keywords",
            "explore topics",
            "more about",
            "labels:",
        ],
    ),
];

/// A class of single words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Class {
    /// A function word: prose is full of them.
    Stop = 1,
    /// "you", "your".
    Second = 2,
    /// "we", "our".
    We = 4,
    /// "I", "my".
    First = 8,
    /// A verb that opens a call to action.
    Imperative = 16,
    /// A month or a day of the week.
    Calendar = 32,
    /// "he", "she", "said": someone is told about.
    Told = 64,
    /// "is", "was": what follows a name in a bio.
    Is = 128,
}

const CLASSES: [(u16, &str); 13] = [
    (
        Class::Stop as u16,
        "the a an of to in and that is was for it on with as at by this from be are or but not have has had were been will would can could their there which who when what if than then so because about into over after also more between while during before some any all its such these those other being do does did only just how where most both each through against under again very may might should must",
    ),
    (Class::Is as u16, "is was are covers writes has"),
    (
        Class::Stop as u16 | Class::Told as u16,
        "he she they his her him them said says",
    ),
    (Class::Stop as u16 | Class::We as u16, "we our us"),
    (Class::We as u16, "we're we've we'll we’re we’ve we’ll ours"),
    (Class::Stop as u16 | Class::Second as u16, "you your"),
    (
        Class::Second as u16,
        "you're you'll you've yours yourself you’re you’ll you’ve",
    ),
    (Class::Stop as u16 | Class::First as u16, "i my me"),
    (
        Class::First as u16,
        "i'm i've i'd i'll myself i’m i’ve i’d i’ll",
    ),
    (
        Class::Imperative as u16,
        "get learn join read see watch follow sign click download subscribe try start discover explore find shop buy visit share register book check contact support listen view browse submit send enter call apply request schedule save grab",
    ),
    (
        Class::Calendar as u16,
        "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun",
    ),
    // Function words of the other languages that saved pages come in, so that their prose looks like prose.
    (
        Class::Stop as u16,
        "der die das und ist nicht ein eine mit den von zu auf für im dem des sich auch als es wird sind bei nach aus um le la les des et est une dans que qui pour pas sur au avec il elle sont ce cette",
    ),
    (
        Class::Stop as u16,
        "el los las y en un una por con para del se que es lo como más il di che e per non sono della del nel con o os do da em não uma no na ao dos het een van niet dat op te zijn och att det som är av på och i na w z nie się to",
    ),
];

/// The phrases' finder and the family of each pattern.
static FINDER: LazyLock<(Finder, Vec<Family>)> = LazyLock::new(|| {
    let patterns = PHRASES
        .iter()
        .flat_map(|(family, phrases)| phrases.iter().map(move |phrase| (*family, *phrase)));
    let (families, phrases): (Vec<_>, Vec<_>) = patterns.unzip();
    (finder::longest(phrases), families)
});

/// The classes (bits of [`Class`]) of words, by their [`hash`].
pub static WORDS: LazyLock<HashMap<u64, u16, BuildHasherDefault<AsIs>>> = LazyLock::new(|| {
    let mut words = HashMap::default();
    for (class, list) in CLASSES {
        for word in list.split(' ') {
            *words.entry(hash(word)).or_insert(0) |= class;
        }
    }
    words
});

/// The phrases in a text, as whole words, from left to right: family, start and end.
pub fn phrases(text: &str) -> impl Iterator<Item = (Family, usize, usize)> + '_ {
    let (finder, families) = &*FINDER;
    let bytes = text.as_bytes();
    let inside = |at: usize| {
        bytes
            .get(at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric())
    };
    finder.find_iter(text).filter_map(move |found| {
        let (start, end) = (found.start(), found.end());
        let whole = (start == 0 || !inside(start - 1) || !inside(start))
            && (!inside(end) || !inside(end - 1));
        whole.then(|| (families[found.pattern().as_usize()], start, end))
    })
}

/// A word's hash, blind to the case of ASCII letters. Eight bytes at a time, which is most words at once: every word of
/// every text is hashed.
pub fn hash(word: &str) -> u64 {
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let mut hash = (word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for eight in eights {
        hash = mix(hash, lower(u64::from_le_bytes(*eight)));
    }
    mix(hash, lower(padded(rest)))
}

/// Two hashes in one. The product is folded: of a plain one the high bits would hardly show in the next, and class names
/// such as `col-md-12` and `col-md-23` would meet.
pub fn mix(one: u64, other: u64) -> u64 {
    let both = one.rotate_left(5) ^ other ^ 0x9e37_79b9_7f4a_7c15;
    let product = u128::from(both) * 0x517c_c1b7_2722_0a95;
    product as u64 ^ (product >> 64) as u64
}

/// Fewer than eight bytes as one number; with their count it tells them apart.
fn padded(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>(), bytes) {
        (Some(first), Some(last), _) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        (_, _, [first, .., last]) => {
            u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16
        }
        (_, _, [one]) => u64::from(*one),
        _ => 0,
    }
}

/// Eight bytes with their ASCII letters in lower case.
fn lower(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low_bits = eight & (0x7f * EACH);
    // The high bit of each byte: at or above `A`, above `Z`, ASCII.
    let from_a = low_bits + (0x80 - u64::from(b'A')) * EACH;
    let above_z = low_bits + (0x7f - u64::from(b'Z')) * EACH;
    let is_upper = (from_a & !above_z) & !eight & (0x80 * EACH);
    eight | (is_upper >> 2)
}

/// Keys that are hashes already need no second hashing.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_blind_to_case_alone() {
        let texts = [
            "",
            " ",
            "a",
            "@",
            "[",
            "ab",
            "abc",
            "Straße",
            "straẞe",
            "readers",
            "readings",
            "a longer text",
            "a longer tex",
            "col-md-12",
            "col-md-23",
        ];
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(hash(text), hash(&text.to_ascii_uppercase()), "{text}");
            assert!(
                texts[..at].iter().all(|other| hash(other) != hash(text)),
                "{text}"
            );
        }
    }
}
