//! Who speaks in an article: what it has sold so far, and by whom it was published.

use std::borrow::Cow;

use crate::clean::rules::plain::Plain;

/// What an article has sold so far. One that speaks for its publisher is believed less where it names a product.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Seller {
    /// It sells something of its publisher's.
    pub is_selling: bool,
    /// The names of what it sells ("Salary Planner").
    pub products: Vec<String>,
    /// Who published it, where that is known.
    pub publisher: Option<String>,
    /// What he only says of himself and his people is an offer, not just what he asks of the reader.
    pub praise: bool,
}

/// More names than this are not products.
const MAX_PRODUCTS: usize = 64;

/// A shorter name of a publisher may be a word of the language.
const MIN_PUBLISHER_BYTES: usize = 5;

impl Seller {
    /// Nothing sold so far; only the publisher is known.
    pub fn of(publisher: Option<&str>, praise: bool) -> Seller {
        let publisher = publisher
            .map(str::to_owned)
            .filter(|name| name.len() >= MIN_PUBLISHER_BYTES);
        Seller {
            publisher,
            praise,
            ..Seller::default()
        }
    }

    /// A publisher who speaks of himself by name says "our".
    pub(super) fn in_first_person<'a>(&self, sentence: &'a str) -> Cow<'a, str> {
        match &self.publisher {
            Some(name) if sentence.contains(name.as_str()) => Cow::Owned(
                sentence
                    .replace(&format!("{name}'s "), "our ")
                    .replace(&format!("{name}’s "), "our "),
            ),
            _ => Cow::Borrowed(sentence),
        }
    }

    /// The publisher or one of his products is named in a text.
    pub fn is_named_in(&self, text: &str) -> bool {
        let mut names = self.products.iter().chain(&self.publisher);
        names.any(|name| text.contains(name.as_str()))
    }

    /// The sentence is what the publisher says he does, for the reader or for others. Not what he found out.
    pub(super) fn serves(&self, sentence: &str) -> bool {
        let Some((before, after)) = self
            .publisher
            .as_ref()
            .and_then(|name| sentence.split_once(name.as_str()))
        else {
            return false;
        };
        let after = after.trim_start();
        if before.is_empty() && SERVES.iter().any(|verb| after.starts_with(verb)) {
            return true;
        }
        let plain = Plain::of(sentence);
        let tells = TELLS.iter().any(|word| plain.has(word));
        let uses = USES
            .iter()
            .any(|verb| before.trim_end().to_lowercase().ends_with(verb));
        !tells && (uses || ADDRESSES.iter().any(|word| plain.has(word)))
    }

    /// Learns from a text that sells: the names behind "our", "like", "including".
    pub fn learn(&mut self, text: &str) {
        self.is_selling = true;
        for before in ["our ", "like ", "including ", "such as "] {
            for (at, _) in text.match_indices(before) {
                let named = text[at + before.len()..]
                    .strip_prefix("our ")
                    .unwrap_or(&text[at + before.len()..]);
                if let Some(name) =
                    name(named).filter(|name| !self.products.iter().any(|known| known == name))
                    && self.products.len() < MAX_PRODUCTS
                {
                    self.products.push(name.to_owned());
                }
            }
        }
    }

    /// Where a text names a product, if it does.
    pub fn product_in(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.products
            .iter()
            .find_map(|name| text.find(name.as_str()).map(|at| at..at + name.len()))
    }
}

/// What a publisher says he does for the reader.
const SERVES: &[&str] = &[
    "helps",
    "offers",
    "provides",
    "can help",
    "makes it",
    "gives you",
    "is here to",
    "is designed to",
    "empowers",
    "lets you",
    "allows you",
    "enables you",
    "has you covered",
    "is the ",
    "does the same",
    "connects",
    "brings",
    "saves",
];

/// What stands before the name of what is used.
const USES: &[&str] = &[
    "use", "uses", "using", "try", "with", "at", "choose", "join", "trust",
];

/// Words by which a publisher who names himself speaks to the reader.
const ADDRESSES: &[&str] = &[
    "you",
    "your",
    "we",
    "our",
    "us",
    "free",
    "per month",
    "a month",
    "sign up",
    "today",
];

/// What a publisher found out is a claim, not an offer.
const TELLS: &[&str] = &[
    "survey",
    "report",
    "reports",
    "study",
    "data",
    "found",
    "according",
    "research",
    "analysis",
    "said",
    "says",
];

/// Words that no product has in its name: people and bodies of a company.
const PEOPLE: &[&str] = &[
    "officer",
    "manager",
    "director",
    "president",
    "lead",
    "head",
    "chief",
    "engineer",
    "designer",
    "developer",
    "team",
    "teams",
    "board",
    "company",
    "department",
    "committee",
    "council",
    "group",
    "office",
    "founder",
    "vp",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "cpo",
    "cmo",
    "chro",
    "ciso",
    "cio",
    "states",
    "university",
    "government",
];

/// A name of two or more capitalised words, at the start of a text.
pub(crate) fn name(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut count = 0;
    for word in text.split(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        if PEOPLE.contains(&bare.to_lowercase().as_str()) {
            return None;
        }
        count += 1;
        end += word.len() + 1;
        if word.ends_with([',', '.', ';', ':', '?', '!']) {
            break;
        }
    }
    (count > 1)
        .then(|| text[..(end - 1).min(text.len())].trim_end_matches([',', '.', ';', ':', '?', '!']))
}
