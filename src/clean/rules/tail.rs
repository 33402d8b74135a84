//! The end of a page: behind the last word of the article stand its author, offers, forms. There weak signs suffice.

use super::plain::Plain;
use super::reason;
use crate::clean::Reason;
use crate::document::{Block, Kind, Source};

/// A text of so many words is the article's, unless something else is known of it.
const TEXT_WORDS: usize = 25;
/// A short line that is not a sentence.
const SHORT_WORDS: usize = 12;
/// So many certain lines make a tail.
const MIN_CERTAIN: usize = 2;

/// How a sign-off begins: "Happy hiring!", "Good luck!".
const SIGN_OFFS: [&str; 9] = [
    "happy",
    "good luck",
    "cheers",
    "thanks",
    "thank you",
    "see you",
    "until next time",
    "stay tuned",
    "enjoy",
];

/// Takes the sign-off, the author's bio, and, where the tail is certain, what is weak in it.
pub(super) fn find(
    source: &Source,
    blocks: &[&Block],
    plain: &[Plain],
    reasons: &mut [Option<Reason>],
) {
    // The tail: behind the last block that is the article's for all we know.
    let is_open = |at: usize, reasons: &[Option<Reason>]| {
        reasons[at].is_some()
            || is_weak(blocks[at], &plain[at])
            || sign_off(blocks[at], &plain[at])
            || bio(source, blocks, at).is_some()
    };
    let start = (0..blocks.len())
        .rev()
        .find(|at| !is_open(*at, reasons))
        .map_or(blocks.len(), |last| last + 1);
    let certain = (start..blocks.len())
        .filter(|at| reasons[*at].is_some())
        .count();
    for at in start..blocks.len() {
        if reasons[at].is_some() {
            continue;
        }
        if sign_off(blocks[at], &plain[at]) {
            reasons[at] = reason("sign-off", "a greeting at the end");
        } else if let Some(cues) =
            bio(source, blocks, at).filter(|cues| cues.len() > 1 || certain >= MIN_CERTAIN)
        {
            reasons[at] = reason("author-bio", cues.join(", "));
        }
    }
    let Some(first) = (start..blocks.len()).find(|at| reasons[*at].is_some()) else {
        return;
    };
    let certain = reasons[first..].iter().flatten().count();
    if certain < MIN_CERTAIN {
        return;
    }
    for at in first..blocks.len() {
        if reasons[at].is_none() && is_weak(blocks[at], &plain[at]) {
            reasons[at] = reason(
                "tail",
                format!("a short line among {certain} that certainly go"),
            );
        }
    }
}

/// A short line that claims nothing: no sentence, or a question to the reader.
fn is_weak(block: &Block, plain: &Plain) -> bool {
    let asks = block.text.ends_with('?') && (plain.has("you") || plain.has("your"));
    let is_line = plain.words <= SHORT_WORDS && !block.text.ends_with(['.', '!', ':', ';']);
    matches!(block.kind, Kind::Paragraph | Kind::Heading | Kind::Caption)
        && plain.words < TEXT_WORDS
        && (is_line || asks)
}

fn sign_off(block: &Block, plain: &Plain) -> bool {
    plain.words <= 5
        && block.text.ends_with('!')
        && block.kind == Kind::Paragraph
        && SIGN_OFFS.iter().any(|words| plain.starts(words))
}

/// What a bio says of its author.
const CUES: [&str; 45] = [
    "founder",
    "co-founder",
    "cofounder",
    "ceo",
    "writer",
    "writes about",
    "author",
    "editor",
    "journalist",
    "reporter",
    "consultant",
    "coach",
    "speaker",
    "entrepreneur",
    "freelance",
    "contributor",
    "blogger",
    "strategist",
    "marketer",
    "columnist",
    "correspondent",
    "copywriter",
    "producer",
    "professor",
    "specialist",
    "years of experience",
    "specializes in",
    "specializing in",
    "passionate about",
    "lives in",
    "based in",
    "holds a",
    "graduated from",
    "has trained",
    "has written",
    "has worked",
    "has helped",
    "works with",
    "previously",
    "spare time",
    "when he's not",
    "when she's not",
    "when not",
    "he has",
    "she has",
];

/// The cues of a bio, if the block begins with a person's name and says what a bio says.
fn bio(source: &Source, blocks: &[&Block], at: usize) -> Option<Vec<&'static str>> {
    let block = blocks[at];
    if !matches!(block.kind, Kind::Paragraph | Kind::Quote | Kind::Item) {
        return None;
    }
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let words: Vec<&str> = block.text.split(' ').take(8).collect();
    let name = words
        .iter()
        .take_while(|word| {
            word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
                || word.len() == 2 && word.ends_with('.')
        })
        .count();
    let follows = words.get(name).is_some_and(|word| {
        matches!(
            bare(word).as_str(),
            "is" | "has"
                | "was"
                | "writes"
                | "covers"
                | "works"
                | "serves"
                | "leads"
                | "founded"
                | "joined"
        )
    });
    // `Jane Doe` on a line of its own, and then `Jane writes about boats.`
    let is_headed = name == 1
        && at.checked_sub(1).is_some_and(|above| {
            let above = &blocks[above].text;
            above.split(' ').count() == 2
                && above
                    .split(' ')
                    .all(|word| word.starts_with(char::is_uppercase))
                && above.starts_with(words[0])
        });
    let by_author = source
        .author
        .as_deref()
        .is_some_and(|author| block.text.starts_with(author));
    let is_person = (is_headed || (2..=4).contains(&name))
        && !words[..name]
            .iter()
            .any(|word| NO_NAME.contains(&bare(word).as_str()));
    if !is_person || !(follows || by_author) {
        return None;
    }
    let plain = Plain::of(&block.text);
    let cues: Vec<&str> = CUES.iter().filter(|cue| plain.has(cue)).copied().collect();
    (!cues.is_empty()).then_some(cues)
}

/// Words that begin the name of a role or a thing, never of a person.
const NO_NAME: [&str; 34] = [
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "product",
    "project",
    "program",
    "chief",
    "vice",
    "head",
    "director",
    "manager",
    "managers",
    "senior",
    "officer",
    "officers",
    "engineer",
    "engineers",
    "executive",
    "technical",
    "technology",
    "marketing",
    "data",
    "software",
    "business",
    "each",
    "every",
    "both",
    "our",
    "your",
    "their",
    "its",
];
