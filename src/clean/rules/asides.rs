//! What stands beside the prose of a dump: credits of pictures, stand-ins for them, buttons, teasers behind a label.

use super::plain::Plain;
use super::reason;
use crate::clean::Reason;
use crate::document::job::names_job;
use crate::document::{Block, Kind};

/// A caption with its credit has no more words.
const MAX_CAPTION_WORDS: usize = 45;
/// A teaser behind its label.
const MAX_TEASER_WORDS: usize = 16;
/// A button.
const MAX_BUTTON_WORDS: usize = 6;
/// A line with a count of subscribers.
const MAX_JOIN_WORDS: usize = 30;
/// A line between two offers that is one itself.
const MAX_BETWEEN_WORDS: usize = 14;

/// Takes the asides of a text.
pub(super) fn find(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    for at in 0..blocks.len() {
        let is_line = matches!(
            blocks[at].kind,
            Kind::Paragraph | Kind::Heading | Kind::Caption
        );
        if reasons[at].is_none() && is_line {
            let text = blocks[at].text.trim();
            let is_headed = at > 0 && blocks[at - 1].text.ends_with(':');
            reasons[at] = credit(text, &plain[at])
                .or_else(|| stand_in(text, &plain[at]))
                .or_else(|| notice(&plain[at]))
                .or_else(|| teaser(text, &plain[at]))
                .or_else(|| joined(&plain[at]))
                .or_else(|| button(text, &plain[at]).filter(|_| !is_headed));
        }
    }
    between(blocks, plain, reasons);
}

/// `… in her office. Photograph: Jane Doe/The Courier`: of the words of such lines 96 in 100 did not belong to the article.
fn credit(text: &str, plain: &Plain) -> Option<Reason> {
    if plain.words > MAX_CAPTION_WORDS {
        return None;
    }
    let tail = text.trim_end_matches(['.', ')', ']', ' ']);
    let agency = AGENCIES.iter().find(|agency| tail.ends_with(**agency));
    let signed = CREDITS.iter().find(|credit| {
        text.rfind(**credit).is_some_and(|at| {
            let after = &text[at + credit.len()..];
            let is_start = at == 0 || text[..at].ends_with([' ', '(', '[', '|', '/']);
            is_start && after.split(' ').count() <= MAX_NAME_WORDS && !after.trim().is_empty()
        })
    });
    agency
        .or(signed)
        .and_then(|seen| reason("caption", format!("a picture's credit: “{}”", seen.trim())))
}

/// Who made a picture has a name of no more words.
const MAX_NAME_WORDS: usize = 8;

const CREDITS: [&str; 14] = [
    "Photograph: ",
    "Photograph by ",
    "Photo: ",
    "Photo by ",
    "Photo credit: ",
    "Photos: ",
    "Photos by ",
    "Image: ",
    "Image credit: ",
    "Image Credit: ",
    "Image by ",
    "Illustration: ",
    "Illustration by ",
    "Picture: ",
];
const AGENCIES: [&str; 10] = [
    "Getty Images",
    "Getty",
    "Shutterstock",
    "iStock",
    "Unsplash",
    "/AP",
    "/AFP",
    "/Reuters",
    "AP Photo",
    "Alamy",
];

/// `[Image: the team at work]`, `[Ad break]`: a tool wrote them where something else stood.
fn stand_in(text: &str, plain: &Plain) -> Option<Reason> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let is_known = STAND_INS
        .iter()
        .any(|word| plain.starts(word) || plain.is(word));
    (is_known && !inner.contains(']') && plain.words <= MAX_TEASER_WORDS)
        .then(|| reason("widget", "stands for a picture or a player"))?
}

const STAND_INS: [&str; 16] = [
    "ad",
    "advert",
    "advertisement",
    "audio",
    "chart",
    "embed",
    "gallery",
    "graphic",
    "image",
    "img",
    "infographic",
    "music",
    "photo",
    "pull quote",
    "video",
    "caption",
];

/// What a podcast, an encyclopaedia and a job board say between the lines of a text.
fn notice(plain: &Plain) -> Option<Reason> {
    let said = |phrases: &[&'static str]| phrases.iter().copied().find(|phrase| plain.has(phrase));
    let short = plain.words <= MAX_NOTICE_WORDS;
    if let Some(said) = said(&SPONSORED) {
        return reason("advert", format!("“{said}”"));
    }
    if let Some(said) = said(&NOTICES).filter(|_| short) {
        return reason("widget", format!("“{said}”"));
    }
    let said = said(&["jobs near you"]).filter(|_| plain.words <= MAX_BUTTON_WORDS)?;
    reason("related", format!("“{said}”"))
}

/// A notice has no more words.
const MAX_NOTICE_WORDS: usize = 40;

const SPONSORED: [&str; 6] = [
    "episode is sponsored by",
    "episode is brought to you by",
    "podcast is sponsored by",
    "show is sponsored by",
    "newsletter is sponsored by",
    "post is sponsored by",
];
const NOTICES: [&str; 10] = [
    "this transcript was generated",
    "transcript was automatically generated",
    "we'll be right back after",
    "article needs additional citations",
    "redirects here for other uses",
    "newsletters may contain info about",
    "buying me a coffee",
    "buy me a coffee",
    "part of our series",
    "in our series",
];

/// `Keep reading: …`, `Free template: …`: a label that the web puts before what else there is.
fn teaser(text: &str, plain: &Plain) -> Option<Reason> {
    let (label, rest) = text.split_once([':', '»'])?;
    let label = Plain::of(label);
    let known = TEASERS.iter().find(|known| label.is(known))?;
    (plain.words <= MAX_TEASER_WORDS && !rest.trim().is_empty() && !text.ends_with('.'))
        .then(|| reason("related", format!("label “{known}”")))?
}

const TEASERS: [&str; 22] = [
    "also read",
    "continue reading",
    "download",
    "don't miss",
    "editor's pick",
    "free checklist",
    "free course",
    "free download",
    "free ebook",
    "free guide",
    "free resource",
    "free template",
    "free tool",
    "free webinar",
    "keep reading",
    "must read",
    "quiz",
    "read also",
    "read this next",
    "recommended reading",
    "related reading",
    "you may also like",
];

/// `Join 48,000 HR leaders`: readers are counted where more are wanted.
fn joined(plain: &Plain) -> Option<Reason> {
    let words: Vec<&str> = plain.iter().collect();
    let counted = words.windows(3).any(|three| {
        let is_count = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        three[0] == "join"
            && (is_count(three[1])
                || (matches!(three[1], "over" | "our" | "the") && is_count(three[2])))
    });
    let is_many = words.iter().any(|word| READERS.contains(word));
    (counted && is_many && plain.words <= MAX_JOIN_WORDS)
        .then(|| reason("newsletter", "a count of those who joined"))?
}

const READERS: [&str; 13] = [
    "readers",
    "subscribers",
    "others",
    "people",
    "professionals",
    "leaders",
    "marketers",
    "managers",
    "members",
    "teams",
    "founders",
    "pros",
    "companies",
];

/// `Get the template`, `Post this job`: a command, a thing of the site, and no full stop.
fn button(text: &str, plain: &Plain) -> Option<Reason> {
    let words: Vec<&str> = plain.iter().collect();
    let (first, rest) = words.split_first()?;
    let (last, between) = rest.split_last()?;
    let points = between.iter().any(|word| {
        matches!(
            *word,
            "the" | "this" | "our" | "my" | "all" | "more" | "your" | "to" | "now"
        )
    });
    let is_button = COMMANDS.contains(first) && THINGS.contains(last) && points;
    (is_button && words.len() <= MAX_BUTTON_WORDS && !text.ends_with(['.', ':', ',', ';', '?']))
        .then(|| reason("call-to-action", format!("“{}”", plain.text.trim())))?
}

const COMMANDS: [&str; 15] = [
    "get", "take", "download", "view", "see", "browse", "grab", "claim", "watch", "post", "upload",
    "copy", "read", "play", "use",
];
const THINGS: [&str; 28] = [
    "content",
    "template",
    "templates",
    "quiz",
    "demo",
    "guide",
    "ebook",
    "report",
    "checklist",
    "newsletter",
    "job",
    "jobs",
    "cv",
    "resume",
    "account",
    "pricing",
    "article",
    "articles",
    "story",
    "post",
    "posts",
    "clipboard",
    "link",
    "course",
    "courses",
    "webinar",
    "episode",
    "episodes",
];

/// A short line with an offer right before and right behind it is one, unless it heads text, or is a sentence about a job:
/// that may be all that is left of the article between two adverts.
fn between(blocks: &[&Block], plain: &[Plain], reasons: &mut [Option<Reason>]) {
    let offers = |reason: &Option<Reason>| {
        reason
            .as_ref()
            .is_some_and(|reason| OFFERS.contains(&reason.rule))
    };
    for at in 1..blocks.len().saturating_sub(1) {
        let can_go = reasons[at].is_none()
            && matches!(blocks[at].kind, Kind::Paragraph | Kind::Heading)
            && plain[at].words <= MAX_BETWEEN_WORDS
            && !tells(&blocks[at].text, &plain[at]);
        if can_go && offers(&reasons[at - 1]) && offers(&reasons[at + 1]) {
            let heads = blocks[at].kind == Kind::Heading
                && (at + 1..blocks.len())
                    .find(|next| reasons[*next].is_none())
                    .is_some_and(|next| blocks[next].kind != Kind::Heading);
            if !heads {
                reasons[at] = reason("call-to-action", "a short line between two offers");
            }
        }
    }
}

/// A whole sentence that names a job and does not speak to the reader.
fn tells(text: &str, plain: &Plain) -> bool {
    text.strip_suffix('.').is_some_and(names_job) && !plain.has("you") && !plain.has("your")
}

const OFFERS: [&str; 6] = [
    "advert",
    "call-to-action",
    "form",
    "newsletter",
    "self-promotion",
    "widget",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(line: &str) -> bool {
        let block = Block::new(Kind::Paragraph, line, (1, 1));
        let mut reasons = vec![None];
        find(&[&block], &[Plain::of(line)], &mut reasons);
        reasons[0].is_some()
    }

    #[test]
    fn asides_are_told_from_the_article() {
        for line in [
            "The warden in his shed. Photograph: Jane Doe/The Courier",
            "Boats at dawn (Photo by Jane Doe)",
            "A boat on the lake. John Roe/Getty Images",
            "[Infographic: warden vs. boatman]",
            "Keep reading: The best boats of the year",
            "No fluff. Join 48,000 boat leaders.",
            "Get the template",
            "View all warden jobs",
        ] {
            assert!(taken(line), "{line}");
        }
        for line in [
            "[The warden] keeps the boats.",
            "Post job ads",
            "Watch the budget",
            "Read the contract: payment terms matter most.",
            "She joined 12 other leaders on the board.",
            "Image processing engineers write the code.",
        ] {
            assert!(!taken(line), "{line}");
        }
    }

    #[test]
    fn between_two_adverts_a_sentence_about_a_job_stays() {
        let offer = "Get the template";
        let kept = |line: &str| {
            let lines = [offer, line, offer];
            let blocks = lines.map(|line| Block::new(Kind::Paragraph, line, (1, 1)));
            let mut reasons = vec![None; lines.len()];
            let plain = lines.map(Plain::of);
            find(&blocks.iter().collect::<Vec<_>>(), &plain, &mut reasons);
            reasons[1].is_none()
        };
        assert!(kept("The warden answers to the harbour manager."));
        assert!(!kept("Be the manager you always wanted to have."));
        assert!(!kept("Hundreds of boats, one price"));
    }
}
