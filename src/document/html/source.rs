//! Where a page comes from: title, author, day, publisher and address, out of all that the page says of them.

use super::page::Facts;
use crate::article::Article;
use crate::document::{Block, Kind, Source, date};

/// The longest author's name.
const AUTHOR_MAX: usize = 100;

/// A block of at most this many words may be a byline, or hold the day in words …
const BYLINE_WORDS: usize = 16;

/// … if it is among the first: menus stand before it …
const BYLINE_BLOCKS: usize = 60;

/// … a day sooner, for lists of other articles have days too.
const DATED_BLOCKS: usize = 40;

/// The source of a page; what a person said of it in `sources.toml` wins.
pub(super) fn of(article: &Article, facts: &Facts, blocks: &[Block]) -> Source {
    let said = &article.facts;
    let url = url(facts);
    let publisher = publisher(facts, url.as_deref());
    Source {
        path: article.path.clone(),
        title: said
            .title
            .clone()
            .or_else(|| title(facts, blocks, publisher.as_deref(), url.as_deref())),
        author: said
            .author
            .clone()
            .or_else(|| author(facts, blocks, publisher.as_deref())),
        published: said
            .published
            .clone()
            .or_else(|| published(facts, blocks, url.as_deref())),
        publisher: said.publisher.clone().or(publisher),
        url: said.url.clone().or(url),
    }
}

/// The language as a BCP 47 tag.
pub(super) fn language(facts: &Facts) -> Option<String> {
    let tag = facts
        .language
        .as_ref()
        .or(facts.linked.language.as_ref())?
        .replace('_', "-");
    let is_tag = tag.len() <= 35
        && tag
            .split('-')
            .next()
            .is_some_and(|main| matches!(main.len(), 2 | 3))
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_tag.then_some(tag)
}

/// Only addresses of the web; a page may write anything here.
fn url(facts: &Facts) -> Option<String> {
    let is_web = |url: &&String| {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        rest.is_some_and(|rest| {
            !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
        })
    };
    [&facts.canonical, &facts.og_url]
        .into_iter()
        .flatten()
        .find(is_web)
        .cloned()
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

fn publisher(facts: &Facts, url: Option<&str>) -> Option<String> {
    let named = facts
        .site
        .as_ref()
        .or(facts.linked.publisher.as_ref())
        .cloned();
    named
        .or_else(|| url.map(|url| host(url).to_owned()))
        .filter(|name| !name.is_empty())
}

/// Letters and digits only, in lower case: what two spellings of a name share.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What parts a title from the site's name; the first few never stand within a title.
const SEPARATORS: [&str; 10] = [
    " | ", " » ", " · ", " • ", " :: ", " - ", " – ", " — ", " « ", " ‹ ",
];

/// A longer heading is not a title.
const TITLE_MAX: usize = 300;

/// A top heading that the page's own title agrees with: it begins it, or it is the only one and shares a word with it.
/// Else what the page gives as its title, without the site's name.
fn title(
    facts: &Facts,
    blocks: &[Block],
    publisher: Option<&str>,
    url: Option<&str>,
) -> Option<String> {
    let given: Vec<&String> = [&facts.og_title, &facts.linked.headline, &facts.title]
        .into_iter()
        .flatten()
        .collect();
    let is_title = |block: &&Block| {
        block.kind == Kind::Heading
            && block.level == 1
            && block.text.len() < TITLE_MAX
            && !is_site(&block.text, publisher, url)
    };
    let headings: Vec<&str> = blocks
        .iter()
        .filter(is_title)
        .map(|block| block.text.as_str())
        .collect();
    for heading in &headings {
        let name = bare(heading);
        if name.len() > 3 && given.iter().any(|title| bare(title).starts_with(&name)) {
            return Some((*heading).to_owned());
        }
    }
    let share = |heading: &str| {
        let words: Vec<String> = heading
            .split(' ')
            .map(bare)
            .filter(|word| word.len() > 3)
            .collect();
        given
            .iter()
            .any(|title| title.split(' ').map(bare).any(|word| words.contains(&word)))
    };
    if let [heading, others @ ..] = &headings[..]
        && others.iter().all(|other| other == heading)
        && (given.is_empty() || (heading.contains(' ') && share(heading)))
    {
        return Some((*heading).to_owned());
    }
    given
        .first()
        .map(|title| without_site(title, publisher, url).to_owned())
        .or_else(|| headings.first().map(|&heading| heading.to_owned()))
}

/// The name is the site's, or its host says the same.
fn is_site(name: &str, publisher: Option<&str>, url: Option<&str>) -> bool {
    let name = bare(name);
    if name.is_empty() {
        return false;
    }
    let host = url.map(|url| bare(host(url))).unwrap_or_default();
    publisher.is_some_and(|publisher| {
        let publisher = bare(publisher);
        publisher == name
            || (name.len() > 3 && publisher.starts_with(&name))
            || (publisher.len() > 3 && name.starts_with(&publisher))
    }) || (name.len() > 2 && host.contains(&name))
}

/// Cuts the site's name off either end of a title.
fn without_site<'a>(title: &'a str, publisher: Option<&str>, url: Option<&str>) -> &'a str {
    let mut title = title.trim();
    // `Story | Section | Site` loses two.
    for _ in 0..2 {
        let last = SEPARATORS
            .iter()
            .filter_map(|sep| title.rfind(sep).map(|at| (at, *sep)))
            .max();
        let first = SEPARATORS
            .iter()
            .filter_map(|sep| title.find(sep).map(|at| (at, *sep)))
            .min();
        match (last, first) {
            (Some((at, sep)), _) if is_site(&title[at + sep.len()..], publisher, url) => {
                title = title[..at].trim()
            }
            (_, Some((at, sep))) if is_site(&title[..at], publisher, url) => {
                title = title[at + sep.len()..].trim()
            }
            // A bar never stands within a title, so what follows it is a section or a site that calls itself otherwise.
            (Some((at, " | ")), _) if title[..at].split(' ').count() > 2 => {
                title = title[..at].trim()
            }
            _ => break,
        }
    }
    title
}

fn author(facts: &Facts, blocks: &[Block], publisher: Option<&str>) -> Option<String> {
    let marked = [&facts.linked.author, &facts.author, &facts.marked_author];
    // A class says little: a single word in such an element is a label as often as a name.
    let byline = facts
        .byline
        .as_deref()
        .filter(|text| name(text).is_some_and(|name| name.contains(' ')));
    let visible = blocks.iter().take(BYLINE_BLOCKS).filter_map(|block| {
        let text = block.text.as_str();
        let is_short = text.split(' ').count() <= BYLINE_WORDS;
        let name = text
            .strip_prefix("By ")
            .or_else(|| text.strip_prefix("by "))
            .or_else(|| text.strip_prefix("BY "))?;
        (is_short && name.starts_with(char::is_uppercase)).then_some(text)
    });
    marked
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain(byline)
        .chain(visible)
        .filter_map(name)
        .find(|name| publisher.is_none_or(|publisher| bare(publisher) != bare(name)))
}

/// What follows a name in a byline.
const AFTER_NAME: [&str; 14] = [
    " | ",
    " · ",
    " • ",
    " - ",
    " – ",
    " — ",
    "Published",
    "Updated",
    "Posted",
    " on ",
    " @",
    "Reviewed by",
    "Edited by",
    " in ",
];

/// What such a line says instead of a name.
const NO_NAMES: [&str; 12] = [
    "admin",
    "administrator",
    "author",
    "authors",
    "editor",
    "staff",
    "by",
    "about the author",
    "topic author",
    "share",
    "follow",
    "written by",
];

/// A name out of a byline: without "By", without dates, roles and addresses.
fn name(written: &str) -> Option<String> {
    let mut name = written.trim();
    for opening in [
        "written by",
        "posted by",
        "text by",
        "words by",
        "author:",
        "authors:",
        "author",
        "by:",
        "by",
    ] {
        if let Some(start) = name.get(..opening.len())
            && start.eq_ignore_ascii_case(opening)
            && let Some(rest) = name.get(opening.len()..)
            && (opening.ends_with(':') || rest.starts_with(char::is_whitespace))
        {
            name = rest.trim();
        }
    }
    let digit = name.find(|c: char| c.is_ascii_digit());
    let end = AFTER_NAME
        .iter()
        .filter_map(|stop| name.find(stop))
        .chain(digit)
        .min()
        .unwrap_or(name.len());
    let is_dated = digit == Some(end);
    name = trimmed(&name[..end]);
    // Before a number stands the name of a month or of a day.
    while is_dated
        && name
            .rsplit([' ', ','])
            .next()
            .is_some_and(date::is_calendar_word)
    {
        name = trimmed(&name[..name.rfind([' ', ',']).unwrap_or(0)]);
    }
    let is_name = name.chars().any(char::is_alphabetic)
        && name.len() <= AUTHOR_MAX
        && !name.contains(['@', '<', '{', '['])
        && !name.contains("://")
        && !name.starts_with("www.")
        && !NO_NAMES.contains(&name.to_lowercase().as_str());
    is_name.then(|| name.to_owned())
}

fn trimmed(name: &str) -> &str {
    name.trim()
        .trim_end_matches([',', ';', ':', '|', '/', '-', '.', '('])
        .trim()
}

/// The day, from the surest sign to the weakest: JSON-LD, `<meta>`, `<time>`, the address, words near the title.
fn published(facts: &Facts, blocks: &[Block], url: Option<&str>) -> Option<String> {
    let linked = facts.linked.published.as_deref().and_then(date::find);
    let meta = || facts.published.as_ref().map(|(_, day)| day.clone());
    let time = || {
        let in_main = facts.times.iter().find(|(_, in_main)| *in_main);
        in_main.or(facts.times.first()).map(|(day, _)| day.clone())
    };
    let address = || {
        let path = url?.split_once("://")?.1.split_once('/')?.1;
        let digits = path.find(|c: char| c.is_ascii_digit())?;
        let dated = path[digits..]
            .splitn(4, ['/', '-'])
            .take(3)
            .collect::<Vec<_>>();
        (dated.len() == 3 && dated[0].len() == 4).then(|| date::find(&dated.join(" ")))?
    };
    let visible = || {
        let short = |block: &&Block| block.text.split(' ').count() <= BYLINE_WORDS;
        blocks
            .iter()
            .take(DATED_BLOCKS)
            .filter(short)
            .find_map(|block| date::find(&block.text))
    };
    linked
        .or_else(meta)
        .or_else(time)
        .or_else(address)
        .or_else(visible)
}
