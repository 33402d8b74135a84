//! A mention is a place in a text where a role is named; the matcher finds them all in one pass over the words.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::ops::Range;

use super::roles::Role;
use super::words::{Vocabulary, Word, cut, split_lower, words};
use crate::hash::{AsIs, mix};

/// A place where a role is named, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Which words.
    pub(super) words: Range<usize>,
    /// Which role.
    pub(super) what: What,
    /// The role is named in brackets right behind: `CTO (Chief Technology Officer)` is one mention.
    pub(super) defines: Option<What>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum What {
    /// A role, by its place among all roles; discovered ones come behind those of the file.
    Role(u16),
    /// A form that the document has to settle: several roles share it, or it is too common to trust. Its place among
    /// [`Matcher::forms`].
    Open(u16),
}

/// A form that a document has to settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// As in the file: `PM`, `controller`.
    pub(super) text: String,
    /// What it can stand for.
    pub(super) readings: Vec<u16>,
    /// It counts only where the document spells out one of the readings.
    pub(super) if_spelled: bool,
}

/// Finds role names in texts. A trie over words: the longest name that starts at a word wins, the leftmost first.
#[derive(Debug, Clone)]
pub(super) struct Matcher {
    pub(super) vocabulary: Vocabulary,
    pub(super) forms: Vec<Form>,
    /// The parent of each role, by place.
    pub(super) parents: Vec<Option<u16>>,
    /// By node and word, in one number.
    edges: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    ends: Vec<End>,
}

/// What ends at a node of the trie.
#[derive(Debug, Clone, Copy, Default)]
struct End {
    name: Option<What>,
    /// Counts in capitals only.
    short: Option<What>,
}

/// A role's names that only this document has; see [`super::title`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extra {
    /// The words of the name in small letters; the last in the singular.
    pub(super) words: Vec<String>,
    /// The role.
    pub(super) role: u16,
    /// When it counts.
    pub(super) manner: Manner,
}

/// When an [`Extra`] name counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Always.
    Name,
    /// In capitals only: a short form that the article itself introduces.
    Capitals,
    /// Behind an article or "this": "the manager", in an article on HR managers.
    Pointed,
}

impl Matcher {
    pub(super) fn new(roles: &[Role]) -> Matcher {
        let mut matcher = Matcher {
            vocabulary: Vocabulary::default(),
            forms: Vec::new(),
            parents: parents(roles),
            edges: HashMap::default(),
            ends: vec![End::default()],
        };
        let mut shorts: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        let mut spelled: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        for (role, at) in roles.iter().zip(0u16..) {
            for name in std::iter::once(&role.name).chain(role.aliases.iter()) {
                for words in variants(&split_lower(name)) {
                    let node = matcher.grow(&words);
                    let end = &mut matcher.ends[node as usize];
                    end.name = end.name.or(Some(What::Role(at)));
                }
            }
            for form in role.short.iter() {
                shorts.entry(form).or_default().push(at);
            }
            for form in role.if_spelled.iter() {
                spelled.entry(form).or_default().push(at);
            }
        }
        for (form, readings) in &shorts {
            let extra = spelled.remove(form).unwrap_or_default();
            let readings: Vec<u16> = readings.iter().copied().chain(extra).collect();
            matcher.add_form(form, readings, false);
        }
        for (form, readings) in spelled {
            matcher.add_form(form, readings, true);
        }
        matcher
    }

    fn add_form(&mut self, form: &str, readings: Vec<u16>, if_spelled: bool) {
        let what = match readings.as_slice() {
            [one] if !if_spelled => What::Role(*one),
            _ => {
                let at = u16::try_from(self.forms.len()).unwrap_or(u16::MAX);
                self.forms.push(Form {
                    text: form.to_owned(),
                    readings,
                    if_spelled,
                });
                What::Open(at)
            }
        };
        let node = self.grow(&split_lower(form));
        let end = &mut self.ends[node as usize];
        if form.chars().any(char::is_uppercase) {
            end.short = Some(what);
        } else {
            end.name = end.name.or(Some(what));
        }
    }

    fn grow(&mut self, words: &[String]) -> u32 {
        words.iter().fold(0, |node, word| {
            let word = self.vocabulary.add(word);
            let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            *self.edges.entry(edge(node, word)).or_insert_with(|| {
                self.ends.push(End::default());
                next
            })
        })
    }

    /// A name as [`Extra`] wants it: the last word in the singular.
    pub(super) fn name_of(words: &[String]) -> Vec<String> {
        let mut name = words.to_vec();
        if let Some(last) = name.last_mut()
            && last.len() > 3
            && last.ends_with('s')
            && !last.ends_with("ss")
            && !words.iter().any(|word| word == "of")
        {
            last.pop();
        }
        name
    }

    /// Cuts a text into words.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        words(text, &self.vocabulary)
    }

    /// Cuts a text into words, behind those that are there.
    pub(super) fn cut(&self, text: &str, words: &mut Vec<Word>) {
        cut(text, &self.vocabulary, words);
    }

    /// All mentions in a text, in order, not overlapping.
    pub(super) fn find(&self, text: &str, words: &[Word], extra: &[Extra]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let listed = self.longest(text, words, at);
            let found = match longest_extra(text, words, at, extra) {
                Some(own) if listed.as_ref().is_none_or(|(_, n)| own.1 >= *n) => Some(own),
                _ => listed,
            };
            let Some((what, length)) = found else {
                at += 1;
                continue;
            };
            let span = at..at + length;
            at = span.end;
            if is_something_else(text, words, &span) {
                continue;
            }
            // "CTO (Chief Technology Officer)" and "Chief Technology Officer (CTO)" are one mention.
            if let Some(last) = mentions.last_mut()
                && last.words.end == span.start
                && &text[words[span.start - 1].end..words[span.start].range.start] == " ("
                && text[words[span.end - 1].end..].starts_with(')')
                && (what == last.what
                    || matches!((what, last.what), (What::Open(_), _) | (_, What::Open(_))))
            {
                last.defines = Some(what);
                last.words.end = span.end;
                continue;
            }
            mentions.push(Mention {
                words: span,
                what,
                defines: None,
            });
        }
        mentions
    }

    /// The longest name in the file that starts at a word, and its length in words.
    fn longest(&self, text: &str, words: &[Word], from: usize) -> Option<(What, usize)> {
        // Most words begin no name.
        words[from].exact.or(words[from].singular)?;
        let mut nodes: Vec<(u32, usize)> = vec![(0, from)];
        let mut best = None;
        while let Some((node, at)) = nodes.pop() {
            let Some(word) = words.get(at) else { continue };
            if at > from && !is_joined(text, &words[at - 1], word) {
                continue;
            }
            for number in [word.singular, word.exact].into_iter().flatten() {
                let Some(&next) = self.edges.get(&edge(node, number)) else {
                    continue;
                };
                let length = at + 1 - from;
                let end = self.ends[next as usize];
                let in_capitals = || is_capitals(&text[word.range.clone()]);
                let what = end.short.filter(|_| in_capitals()).or(end.name);
                if let Some(what) = what
                    && best.is_none_or(|(_, longest)| length > longest)
                {
                    best = Some((what, length));
                }
                nodes.push((next, at + 1));
            }
        }
        best
    }
}

/// The key of an edge of the trie.
fn edge(node: u32, word: u32) -> u64 {
    mix(u64::from(node) << 32 | u64::from(word), 0)
}

fn parents(roles: &[Role]) -> Vec<Option<u16>> {
    let places: HashMap<&str, u16> = roles.iter().map(|role| &*role.id).zip(0u16..).collect();
    let parent = |role: &Role| places.get(role.parent.as_deref()?).copied();
    roles.iter().map(parent).collect()
}

fn longest_extra(
    text: &str,
    words: &[Word],
    from: usize,
    extra: &[Extra],
) -> Option<(What, usize)> {
    let fits = |name: &&Extra| {
        let end = from + name.words.len();
        end <= words.len()
            && match name.manner {
                Manner::Name => true,
                Manner::Capitals => is_capitals(&text[words[from].range.clone()]),
                Manner::Pointed => is_pointed(text, words, from),
            }
            && name.words.iter().zip(from..).all(|(part, at)| {
                let word = &text[words[at].range.clone()];
                let is_last = at + 1 == end;
                (at == from || is_joined(text, &words[at - 1], &words[at]))
                    && (is_same(word, part)
                        || is_last
                            && word
                                .strip_suffix(['s', 'S'])
                                .is_some_and(|stem| is_same(stem, part)))
            })
    };
    extra
        .iter()
        .filter(fits)
        .max_by_key(|name| name.words.len())
        .map(|name| (What::Role(name.role), name.words.len()))
}

/// Whether a word stands right behind one that points: "the", "this", "a good".
fn is_pointed(text: &str, words: &[Word], at: usize) -> bool {
    const POINTING: &[&str] = &[
        "the",
        "a",
        "an",
        "this",
        "these",
        "every",
        "your",
        "good",
        "great",
        "successful",
        "effective",
    ];
    at.checked_sub(1).is_some_and(|before| {
        let word = &text[words[before].range.clone()];
        &text[words[before].end..words[at].range.start] == " "
            && POINTING
                .iter()
                .any(|pointing| word.eq_ignore_ascii_case(pointing))
    })
}

fn is_same(word: &str, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower) || (!word.is_ascii() && word.to_lowercase() == lower)
}

/// Whether two words can belong to one name: nothing but a blank, a hyphen or a slash between them; a comma where a title
/// is written backwards ("Vice President, Engineering").
fn is_joined(text: &str, before: &Word, after: &Word) -> bool {
    match &text[before.end..after.range.start] {
        " " | "-" | "\u{a0}" | "/" | "\u{2010}" | "\u{2011}" => true,
        ", " => {
            let word = &text[before.range.clone()];
            ["president", "vp", "director", "head", "svp", "evp"]
                .iter()
                .any(|title| word.eq_ignore_ascii_case(title))
        }
        gap => gap.len() > 1 && gap.chars().all(char::is_whitespace) && !gap.contains('\n'),
    }
}

/// In capitals, but for the `s` of a plural.
fn is_capitals(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    !stem.is_empty() && !stem.chars().any(char::is_lowercase)
}

/// Words that make a name before them the name of a company, an event or a place.
const OF_A_COMPANY: &[&str] = &[
    "group",
    "inc",
    "ltd",
    "llc",
    "corp",
    "corporation",
    "gmbh",
    "magazine",
    "summit",
    "boot",
    "bootcamp",
    "awards",
    "award",
    "institute",
    "association",
    "conference",
    "journal",
    "partners",
    "studio",
    "studios",
    "labs",
    "academy",
    "university",
    "club",
    "forum",
    "podcast",
    "society",
    "foundation",
    "network",
    "weekly",
    "daily",
    "today",
    "street",
    "avenue",
    "road",
    "lane",
    "drive",
    "boulevard",
    "box",
    "pro",
];

/// Whether a name stands for something that is no role: a unit ("5 pm"), a company ("PM Group"), an address ("PO Box").
fn is_something_else(text: &str, words: &[Word], span: &Range<usize>) -> bool {
    let name = &text[words[span.start].range.start..words[span.end - 1].range.end];
    let short = span.len() == 1 && is_capitals(name);
    let before = span
        .start
        .checked_sub(1)
        .map(|at| &text[words[at].range.clone()]);
    let after = words.get(span.end).map(|word| &text[word.range.clone()]);
    let touches = |from: usize, to: usize| &text[from..to] == " ";
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    if short
        && name.len() == 2
        && before.is_some_and(is_number)
        && words[span.start].range.start - words[span.start - 1].end <= 1
    {
        return true;
    }
    let Some(after) = after else { return false };
    let next = &words[span.end];
    if !touches(words[span.end - 1].end, next.range.start) {
        return false;
    }
    let is_capitalised = after.starts_with(char::is_uppercase);
    let names_company = || {
        is_capitalised
            && name.starts_with(char::is_uppercase)
            && OF_A_COMPANY
                .iter()
                .any(|word| after.eq_ignore_ascii_case(word))
    };
    // "Pittsburgh, PA 15222".
    let is_state = || short && name.len() == 2 && after.len() == 5 && is_number(after);
    names_company() || is_state() || is_person(name, before)
}

/// A role word as somebody's surname: "Taylor Cook said" cannot be told from a role without a list of names, so only the
/// honorific is heeded: "Mr. Judge", "Dr. Baker".
fn is_person(name: &str, before: Option<&str>) -> bool {
    name.starts_with(char::is_uppercase)
        && before.is_some_and(|word| ["Mr", "Mrs", "Ms", "Miss", "Sir"].contains(&word))
}

/// All ways to write a name: "VP of Sales" is also "Vice President of Sales", "Vice President, Sales", "Sales VP".
pub(super) fn variants(name: &[String]) -> Vec<Vec<String>> {
    let Some((title, field)) = name
        .iter()
        .position(|word| word == "of")
        .map(|of| (&name[..of], &name[of + 1..]))
    else {
        return vec![name.to_vec()];
    };
    let titles: &[&[&str]] = match title {
        [vp] if vp == "vp" => &[
            &["vp"],
            &["vice", "president"],
            &["svp"],
            &["evp"],
            &["senior", "vice", "president"],
        ],
        [one] if one == "director" => &[&["director"], &["senior", "director"]],
        [one] if one == "head" => return vec![name.to_vec()],
        _ => return vec![name.to_vec()],
    };
    let owned = |words: &[&str]| {
        words
            .iter()
            .map(|&word| word.to_owned())
            .collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for title in titles {
        let title = owned(title);
        all.push([&title[..], &["of".to_owned()], field].concat());
        all.push([&title[..], field].concat());
        all.push([field, &title[..]].concat());
    }
    all
}
