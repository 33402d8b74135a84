//! What a publisher says for himself: calls to action, his own products, thanks and invitations. Sentence by sentence.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::plain::{self, Phrases, Plain};
use crate::clean::Reason;
use crate::clean::finder::{self, Finder};
use crate::document::Source;
use crate::document::sentence::sentences;

/// A sentence of more words tells something besides.
const MAX_WORDS: usize = 32;

/// How a sentence stands to the article.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tone {
    /// It says something.
    Says,
    /// It only leads up to an offer ("Ready to transform your hiring?").
    Hook,
    /// It offers or asks for something.
    Sells(Reason),
}

/// What an article has sold so far. One that speaks for its publisher is believed less where it names a product.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Seller {
    /// It sells something of its publisher's.
    pub is_selling: bool,
    /// The names of what it sells ("Salary Planner").
    pub products: Vec<String>,
    /// Who published it, where that is known.
    pub publisher: Option<String>,
}

/// More names than this are no products.
const MAX_PRODUCTS: usize = 64;

/// A shorter name of a publisher may be a word of the language.
const MIN_PUBLISHER_BYTES: usize = 5;

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
];

impl Seller {
    /// Nothing sold so far; only the publisher is known.
    pub fn of(source: &Source) -> Seller {
        let publisher = source
            .publisher
            .clone()
            .filter(|name| name.len() >= MIN_PUBLISHER_BYTES);
        Seller {
            publisher,
            ..Seller::default()
        }
    }

    /// A publisher who speaks of himself by name says "our".
    fn in_first_person<'a>(&self, sentence: &'a str) -> Cow<'a, str> {
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

    /// The sentence is what the publisher says he does.
    fn serves(&self, sentence: &str) -> bool {
        let rest = self
            .publisher
            .as_ref()
            .and_then(|name| sentence.strip_prefix(name.as_str()));
        rest.is_some_and(|rest| {
            SERVES
                .iter()
                .any(|verb| rest.trim_start().starts_with(verb))
        })
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

/// What [`tone`] looks for, in the plain words of a whole text. A sentence may begin within one of them (`!'book a demo`),
/// so nothing is asked of what stands before.
static TRIGGERS: LazyLock<Finder> = LazyLock::new(|| {
    let phrases = [&*ASKS, &*SUBSCRIBES, &*OFFERS, &*CUES].map(Phrases::list);
    let whole = phrases.into_iter().chain([LINES]).flatten();
    let within = ADVISES.iter().chain(&[" our "]).map(ToString::to_string);
    let triggers = whole.map(|phrase| format!("{phrase} ")).chain(within);
    finder::any(triggers)
});

/// With these a sentence asks for a click, a call, a comment, whatever else it says.
static ASKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        "click here",
        "clicking here",
        "click below",
        "click the link",
        "click on the link",
        "click the button",
        "tap here",
        "contact us today",
        "contact us to",
        "contact us for",
        "contact us at",
        "contact us now",
        "get in touch with us",
        "give us a call",
        "call us today",
        "call us at",
        "call us now",
        "email us at",
        "reach out to us",
        "drop us a line",
        "how can we help",
        "what can we help you",
        "we'd love to hear from you",
        "we would love to hear from you",
        "let us know in the comments",
        "in the comments below",
        "in the comment section",
        "in the comments section",
        "leave a comment below",
        "if you enjoyed this article",
        "if you enjoyed this post",
        "if you found this article",
        "if you found this post",
        "if you liked this article",
        "if you liked this post",
        "don't forget to subscribe",
        "don't forget to share",
        "share this article with",
        "share this post with",
        "thanks for reading",
        "thank you for reading",
        "start your free trial",
        "start a free trial",
        "create a free account",
        "create your free account",
        "schedule a free",
        "book a free",
        "request a free",
        "get a free quote",
        "book a demo",
        "request a demo",
        "schedule a demo today",
        "speak to an expert",
        "talk to an expert",
        "speak with an expert",
        "talk to sales",
        "contact sales",
        "use code",
        "your first month free",
        "download the full",
        "download your free",
        "download our free",
        "get your free",
        "grab your free",
    ])
});

/// With these a sentence asks for an address or a follower.
static SUBSCRIBES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        "subscribe to our",
        "subscribe to the newsletter",
        "subscribe to receive",
        "sign up for our",
        "sign up to our",
        "sign up for the newsletter",
        "sign up for free newsletter",
        "sign up to receive",
        "sign up to get",
        "join our newsletter",
        "join our mailing list",
        "join our email list",
        "delivered to your inbox",
        "delivered straight to your inbox",
        "straight to your inbox",
        "in your inbox",
        "right to your inbox",
        "directly to your inbox",
        "newsletter sign up",
        "newsletter signup",
        "our free newsletter",
        "get our newsletter",
        "our weekly newsletter",
        "our daily newsletter",
        "subscribe to my",
        "follow us on",
        "like us on facebook",
        "follow us for more",
        "follow me on",
    ])
});

/// Before "our" and a name these offer something.
static OFFERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        "explore our",
        "check out our",
        "browse our",
        "visit our",
        "discover our",
        "download our",
        "read our",
        "watch our",
        "try our",
        "take our",
        "join our",
        "learn more about our",
        "find out more about our",
        "see our",
        "subscribe to our",
        "sign up for our",
        "use our free",
        "view our",
        "shop our",
        "get our",
        "access our",
        "with our advanced",
        "with our free",
        "our suite of products",
        "our suite of tools",
        "our suite of solutions",
        "our suite of services",
        "our range of products",
        "our range of services",
        "our wide range of",
        "tools like our",
        "tools such as our",
        "tool like our",
        "platform like our",
        "platforms like our",
        "solutions like our",
        "solution like our",
        "resources like our",
        "software like our",
        "services like our",
        "templates like our",
        "tools including our",
        "resources such as our",
        "platforms such as our",
        "solutions such as our",
    ])
});

/// Offers that count only at the start of a sentence: elsewhere they tell of somebody's work.
const STARTS: &[&str] = &[
    "explore our",
    "check out our",
    "browse our",
    "visit our",
    "discover our",
    "download our",
    "read our",
    "watch our",
    "try our",
    "take our",
    "join our",
    "see our",
    "view our",
    "shop our",
    "get our",
    "access our",
];

/// Commands of a landing page. Alone, or with a word of [`CUES`], they are no advice.
const COMMANDS: &[&str] = &[
    "subscribe",
    "sign up",
    "register",
    "enroll",
    "join",
    "book",
    "schedule",
    "request",
    "claim",
    "reserve",
    "download",
    "get started",
    "start",
    "try",
    "contact us",
    "call",
    "apply now",
    "shop",
    "buy",
    "order",
    "donate",
    "get",
    "visit",
    "learn more",
    "talk to",
    "speak to",
    "speak with",
    "find your",
    "grab",
    "unlock",
    "watch",
    "take",
];

/// Commands that advice is given in, too: with these "today" alone offers nothing ("Start small today").
const ADVISING: &[&str] = &[
    "start",
    "get",
    "take",
    "watch",
    "visit",
    "call",
    "join",
    "buy",
    "order",
    "find your",
    "unlock",
    "try",
    "learn more",
    "talk to",
    "speak to",
    "speak with",
];

/// What makes an offer of a command.
static CUES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(&[
        "free",
        "today",
        "newsletter",
        "webinar",
        "masterclass",
        "bootcamp",
        "waitlist",
        "consultation",
        "demo",
        "strategy session",
        "strategy call",
        "discovery call",
        "free trial",
        "the course",
        "our course",
        "our program",
        "our community",
        "mailing list",
        "ebook",
        "e book",
        "whitepaper",
        "sign up page",
        "landing page",
        "website to",
        "my course",
        "my newsletter",
    ])
});

/// The offer is the whole line.
const LINES: &[&str] = &[
    "get started",
    "get started today",
    "get started now",
    "get started for free",
    "start for free",
    "start free trial",
    "start free",
    "try it free",
    "try for free",
    "try it now",
    "learn more",
    "book a call",
    "book a demo",
    "book now",
    "book a meeting",
    "request a demo",
    "get a demo",
    "watch demo",
    "watch a demo",
    "request a quote",
    "get a quote",
    "schedule a call",
    "apply now",
    "enroll now",
    "shop now",
    "buy now",
    "order now",
    "add to cart",
    "donate",
    "donate now",
    "register now",
    "join now",
    "join us",
    "sign up now",
    "sign up today",
    "contact sales",
    "talk to us",
    "get in touch",
    "let's talk",
    "find out more",
    "read the full story",
    "read full article",
    "download now",
    "call now",
    "call us",
    "email us",
    "subscribe today",
    "join for free",
    "see pricing",
    "view pricing",
    "learn more here",
    "more info",
];

/// Words that lead up to an offer.
const HOOKS: &[&str] = &[
    "ready to",
    "looking to",
    "looking for",
    "want to",
    "need",
    "interested in",
    "if you want",
    "if you need",
    "if you're looking",
    "if you are looking",
    "whether you",
    "curious",
    "still have",
];

/// The tones of the sentences of a block, with where each stands.
pub(crate) fn tones(text: &str, seller: &Seller) -> Vec<(std::ops::Range<usize>, Tone)> {
    let mut tones: Vec<_> = sentences(text)
        .into_iter()
        .map(|range| (range.clone(), tone(text[range].trim(), seller)))
        .collect();
    // A question or a promise is a hook only where an offer follows, or another hook of an offer.
    let mut sells = false;
    for (_, tone) in tones.iter_mut().rev() {
        match tone {
            Tone::Sells(_) => sells = true,
            Tone::Hook if sells => {}
            _ => {
                *tone = Tone::Says;
                sells = false;
            }
        }
    }
    tones
}

/// Whether the words of a text allow for an offer: of texts that do not name the seller no other one sells, and few others
/// pass.
pub(crate) fn may_offer(text: &str, plain: &Plain) -> bool {
    if plain.is_whole() {
        TRIGGERS.is_match(&plain.text)
    } else {
        TRIGGERS.is_match(&plain::plain(text))
    }
}

/// The whole block offers or asks: why, if it does.
pub(crate) fn sells(text: &str, seller: &Seller) -> Option<Reason> {
    // Nothing follows the last sentence, so it must sell by itself: this settles nearly every block.
    let last = sentences(text).pop()?;
    if !matches!(tone(text[last].trim(), seller), Tone::Sells(_)) {
        return None;
    }
    let tones = tones(text, seller);
    if tones.iter().any(|(_, tone)| *tone == Tone::Says) {
        return None;
    }
    tones.into_iter().find_map(|(_, tone)| {
        if let Tone::Sells(reason) = tone {
            Some(reason)
        } else {
            None
        }
    })
}

fn tone(sentence: &str, seller: &Seller) -> Tone {
    let sentence = &*seller.in_first_person(sentence);
    let plain = Plain::of(sentence);
    let sells = |rule, evidence: &str| {
        Tone::Sells(Reason {
            rule,
            evidence: format!("“{evidence}”"),
        })
    };
    // What somebody else says is told, not offered.
    if plain.words > MAX_WORDS || sentence.contains(['"', '“', '”']) {
        return Tone::Says;
    }
    let whole = plain.text.trim();
    if let Some(line) = LINES.iter().find(|line| **line == whole) {
        return sells("call-to-action", line);
    }
    if let Some(asked) = ASKS.find(&plain, |_, _| true) {
        return sells("call-to-action", asked);
    }
    if let Some(asked) = SUBSCRIBES.find(&plain, |_, _| true) {
        return sells("newsletter", asked);
    }
    let begins = |offer: &str, at| at == 0 || !STARTS.contains(&offer);
    if let Some(offer) = OFFERS.find(&plain, begins) {
        return sells("self-promotion", offer);
    }
    if let Some(command) = COMMANDS.iter().find(|command| plain.starts(command))
        && let Some(cue) = CUES.find(&plain, |_, _| true)
        && !cue.starts_with(command)
        && !(cue == "today" && ADVISING.contains(command))
    {
        return sells("call-to-action", &format!("{command} … {cue}"));
    }
    if seller.serves(sentence) {
        return sells("self-promotion", "the publisher's own name");
    }
    if let Some(name) = product(sentence, seller) {
        return sells("self-promotion", name);
    }
    let is_hook = sentence.ends_with('?') || HOOKS.iter().any(|hook| plain.starts(hook));
    if is_hook { Tone::Hook } else { Tone::Says }
}

/// Verbs that advise a product: "managers might explore Salary Planner".
const ADVISES: &[&str] = &[
    "might explore",
    "may explore",
    "can explore",
    "could explore",
    "should explore",
    "might try",
    "can try",
    "could try",
    "might consider exploring",
    "consider exploring",
    "might check out",
    "can check out",
];

/// The product a sentence offers: "our Planner Pro" after a verb of use; or, in an article that sells elsewhere, a name
/// that the reader is advised to explore.
fn product<'a>(sentence: &'a str, seller: &Seller) -> Option<&'a str> {
    let first = sentence.split(' ').next().unwrap_or("").to_lowercase();
    if PRESENTS.contains(&first.as_str())
        && let Some(at) = seller.product_in(sentence)
    {
        return Some(&sentence[at]);
    }
    let lower = sentence.to_lowercase();
    if let Some((_, after)) = sentence.split_once(" our ")
        && (PRESENTS.contains(&first.as_str())
            || ADVISES.iter().any(|advice| lower.contains(advice)))
        && let Some(name) = name(after)
    {
        return Some(name);
    }
    let advice = ADVISES.iter().find(|advice| lower.contains(*advice))?;
    let after = sentence
        .get(lower.find(advice)? + advice.len()..)?
        .trim_start();
    name(after).filter(|_| seller.is_selling)
}

/// A sentence that begins so and names a known product presents it.
const PRESENTS: &[&str] = &[
    "find",
    "get",
    "discover",
    "learn",
    "explore",
    "see",
    "browse",
    "read",
    "use",
    "using",
    "access",
    "download",
    "try",
    "visit",
    "check",
    "leverage",
    "leveraging",
    "utilize",
    "utilizing",
    "consider",
    "for",
    "with",
    "our",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_told_from_duties() {
        let quiet = &Seller::default();
        for text in [
            "To learn more, click here",
            "Looking for a partner? Check out our Salary Planner for growing teams",
            "Using tools like our Skills Matrix to grade every candidate",
            "Join the course How to Lead a Team of Ten",
            "Subscribe to our newsletter.",
            "Schedule a free call today.",
        ] {
            assert!(sells(text, quiet).is_some(), "{text}");
        }
        for text in [
            "Explore new markets with the sales team",
            "Schedule a weekly meeting with every lead",
            "Are you good with numbers? The CFO path may be yours.",
            "Using our Chief Technology Officer as a mentor",
            "Leveraging Machine Learning to predict demand",
            "Request budgets from the board",
            "Managers might explore Machine Learning to tailor offers",
        ] {
            assert_eq!(sells(text, quiet), None, "{text}");
        }
        assert!(
            sells(
                "Managers might explore Salary Planner to tailor offers",
                &Seller {
                    is_selling: true,
                    ..Seller::default()
                }
            )
            .is_some()
        );
    }
}
