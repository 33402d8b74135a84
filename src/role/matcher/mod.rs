//! A mention is a place in a text where a role is named; the matcher finds them all in one pass over the words.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::ops::Range;

use super::roles::Role;
use super::title::HEADS;
use super::words::{Vocabulary, Word, cut, split_lower, words};
use crate::hash::{AsIs, mix};

mod extra;
mod homonym;
mod variant;

use extra::longest_extra;
pub(super) use extra::{Extra, Manner};
use homonym::is_something_else;
pub(super) use variant::variants;

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
    /// The roles that read applications: recruiters, hiring managers.
    pub(super) audience: Vec<What>,
    /// Which words of the vocabulary may begin or end a title that the file lacks.
    heads: Vec<bool>,
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

/// Room for so many edges of the trie; with fewer it is moved several times while it grows.
const EDGES_A_ROLE: usize = 3;

impl Matcher {
    pub(super) fn new(roles: &[Role]) -> Matcher {
        let mut matcher = Matcher {
            vocabulary: Vocabulary::with_room(roles.len()),
            forms: Vec::new(),
            parents: parents(roles),
            audience: audience(roles),
            heads: Vec::new(),
            edges: HashMap::with_capacity_and_hasher(
                EDGES_A_ROLE * roles.len(),
                BuildHasherDefault::default(),
            ),
            ends: vec![End::default()],
        };
        let mut shorts: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        let mut spelled: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        for (role, at) in roles.iter().zip(0u16..) {
            for name in std::iter::once(&role.name).chain(role.aliases.iter()) {
                for words in variants(split_lower(name)) {
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
        for head in HEADS {
            let number = matcher.vocabulary.add(head) as usize;
            matcher
                .heads
                .resize(matcher.heads.len().max(number + 1), false);
            matcher.heads[number] = true;
        }
        matcher
    }

    /// Whether a title that the file lacks may begin or end with this word.
    pub(super) fn may_be_title(&self, word: &Word) -> bool {
        let is_head = |number: u32| self.heads.get(number as usize) == Some(&true);
        [word.exact, word.singular]
            .into_iter()
            .flatten()
            .any(is_head)
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

/// Those who read applications are named in every article on jobs, and are what it is about only where a heading says so.
const AUDIENCE: &[&str] = &["recruiter", "hiring-manager", "technical-recruiter"];

fn audience(roles: &[Role]) -> Vec<What> {
    let all = roles.iter().zip(0u16..);
    all.filter(|(role, _)| AUDIENCE.contains(&&*role.id))
        .map(|(_, at)| What::Role(at))
        .collect()
}

fn parents(roles: &[Role]) -> Vec<Option<u16>> {
    let places: HashMap<&str, u16> = roles.iter().map(|role| &*role.id).zip(0u16..).collect();
    let parent = |role: &Role| places.get(role.parent.as_deref()?).copied();
    roles.iter().map(parent).collect()
}

/// Whether two words can belong to one name: nothing but a blank, a hyphen or a slash between them; a comma where a title
/// is written backwards ("Vice President, Engineering").
fn is_joined(text: &str, before: &Word, after: &Word) -> bool {
    match &text[before.end..after.range.start] {
        "" | " " | "-" | "\u{a0}" | "/" | "\u{2010}" | "\u{2011}" => true,
        ", " => {
            let word = &text[before.range.clone()];
            ["president", "vp", "director", "head", "svp", "evp"]
                .iter()
                .any(|title| word.eq_ignore_ascii_case(title))
        }
        gap => gap.len() > 1 && gap.chars().all(char::is_whitespace) && !gap.contains('\n'),
    }
}

/// In capitals, but for the `s` of a plural and a small letter within: "CTOs", "CoS".
pub(super) fn is_capitals(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    let is_short = (3..=MAX_MIXED).contains(&stem.len())
        && stem.starts_with(char::is_uppercase)
        && stem.ends_with(char::is_uppercase);
    !stem.is_empty() && (is_short || !stem.chars().any(char::is_lowercase))
}

/// The longest form with a small letter within: "CoS", "VPoE".
const MAX_MIXED: usize = 4;
