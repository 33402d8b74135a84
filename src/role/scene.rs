//! A scene is what one document names where: its title, its headings, its passages, with every short form settled.

use std::collections::{HashMap, HashSet};

use super::clause::{self, Part};
use super::matcher::{Extra, Manner, Matcher, Mention, What};
use super::roles::Roles;
use super::short::{Place, Settled, Spelled};
use super::title::Discovered;
use super::words::{Word, split_lower};
use crate::document::Document;
use crate::passage::{Passage, RoleId};

/// The first places near a passage are its lead and its heading; a bare "engineer" is looked up there alone.
const ABOVE: usize = 2;
/// A role that neither title nor headings name is still what the article is about if this many passages name it …
const DOMINANT_PASSAGES: usize = 3;
/// … which is one in so many of all, and twice as many as name any other.
const DOMINANT_SHARE: usize = 3;

/// Those who read applications are named in every article on jobs, and are what it is about only where a heading says so.
const AUDIENCE: &[&str] = &["recruiter", "hiring-manager", "technical-recruiter"];

/// Longer than this a first line is no title.
const MAX_TITLE_BYTES: usize = 120;

/// A role named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) what: What,
    /// What the name does in its sentence.
    pub(super) part: Part,
    /// Which sentence.
    pub(super) sentence: usize,
    /// First and last byte of the name.
    pub(super) bytes: std::ops::Range<usize>,
}

/// A text that was read: who is named in it, and how its sentences go.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub(super) named: Vec<Named>,
    /// Each sentence in bytes.
    pub(super) sentences: Vec<std::ops::Range<usize>>,
    /// It is nothing but names of roles.
    pub(super) is_bare: bool,
}

/// One document's roles.
pub(super) struct Scene<'a> {
    roles: &'a Roles,
    discovered: Vec<RoleId>,
    /// The roles in the article's title, in order.
    pub(super) title: Vec<What>,
    /// The title has a short form with several readings, each a matter of the article.
    pub(super) is_title_open: bool,
    /// The role to which the title's way leads: "from teacher to product manager".
    pub(super) career: Option<What>,
    /// Roles that every article on jobs names in passing.
    pub(super) audience: Vec<What>,
    /// The role that dominates an article whose title and headings name none.
    pub(super) dominant: Vec<What>,
    /// The roles in the title or any heading.
    pub(super) keys: HashSet<What>,
    /// The roles of each heading.
    pub(super) headings: HashMap<&'a str, Vec<What>>,
    settled: HashMap<u16, Settled>,
    /// By the last word of its name, the one role of the title that ends so.
    heads: HashMap<String, Option<What>>,
    names: Vec<Extra>,
    raw: Vec<Raw>,
}

/// A text cut into words, with mentions as they stand.
#[derive(Debug, Clone, Default)]
struct Raw {
    words: Vec<Word>,
    mentions: Vec<Mention>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        document: &'a Document,
        passages: &'a [Passage],
        roles: &'a Roles,
    ) -> Scene<'a> {
        let matcher = roles.matcher();
        let title = title(document, passages);
        let mut texts: Vec<&str> = Vec::new();
        let mut met = HashSet::new();
        for heading in passages.iter().flat_map(|passage| &passage.headings) {
            if heading != title && met.insert(heading.as_str()) {
                texts.push(heading);
            }
        }
        let mut raw_title = Raw::new(title, matcher, &[]);
        let mut raw_headings: Vec<Raw> = texts
            .iter()
            .map(|text| Raw::new(text, matcher, &[]))
            .collect();

        let mut discovered = Discovered::default();
        let recurs = |name: &[String]| {
            let name = name.join(" ");
            passages
                .iter()
                .any(|passage| contains(&passage.text, &name))
        };
        let known = roles.all().len();
        discovered.look(
            title,
            &raw_title.words,
            &raw_title.mentions,
            true,
            known,
            &recurs,
        );
        for (text, raw) in texts.iter().zip(&raw_headings) {
            discovered.look(text, &raw.words, &raw.mentions, false, known, &recurs);
        }
        let Discovered {
            ids: discovered,
            mut names,
        } = discovered;
        if !names.is_empty() {
            raw_title = Raw::new(title, matcher, &names);
            raw_headings = texts
                .iter()
                .map(|text| Raw::new(text, matcher, &names))
                .collect();
        }
        let mut scene = Scene {
            roles,
            discovered,
            title: Vec::new(),
            is_title_open: false,
            career: None,
            audience: Vec::new(),
            dominant: Vec::new(),
            keys: HashSet::new(),
            headings: HashMap::new(),
            settled: HashMap::new(),
            heads: HashMap::new(),
            names: Vec::new(),
            raw: Vec::new(),
        };
        names.extend(scene.pointed(&raw_title));
        scene.raw = Raw::of_passages(passages, matcher, &names);
        let introduced = scene.introduced(title, &raw_title, passages);
        if !introduced.is_empty() {
            names.extend(introduced);
            scene.raw = Raw::of_passages(passages, matcher, &names);
            raw_headings = texts
                .iter()
                .map(|text| Raw::new(text, matcher, &names))
                .collect();
        }
        scene.names = names;

        let mut spelled = Spelled::default();
        spelled.note(&raw_title.mentions, Place::Title);
        for (text, raw) in texts.iter().zip(&raw_headings) {
            spelled.note(&raw.mentions, Place::Heading);
            raw.is_one(text)
                .into_iter()
                .for_each(|one| spelled.show(one));
        }
        scene
            .raw
            .iter()
            .for_each(|raw| spelled.note(&raw.mentions, Place::Text));
        for (form, at) in matcher.forms.iter().zip(0u16..) {
            scene
                .settled
                .insert(at, spelled.settle(at, form, roles.all(), &matcher.parents));
        }

        scene.title = scene.of_heading(title, &raw_title, true);
        scene.is_title_open = raw_title.mentions.iter().any(|mention| {
            matches!((mention.what, mention.defines), (What::Open(form), None)
                if matches!(scene.settled.get(&form), Some(Settled::Among(_))))
        });
        scene.career = scene.career(title, &raw_title);
        let audience = roles.all().iter().zip(0u16..);
        scene.audience = audience
            .filter(|(role, _)| AUDIENCE.contains(&&*role.id))
            .map(|(_, at)| What::Role(at))
            .collect();
        scene.heads = scene.heads_of(&scene.title);
        scene.keys.extend(scene.title.iter().copied());
        for (text, raw) in texts.into_iter().zip(&raw_headings) {
            let named = scene.of_heading(text, raw, false);
            scene.keys.extend(named.iter().copied());
            scene.headings.insert(text, named);
        }
        if scene.keys.is_empty() {
            scene.dominant = scene.dominant(passages.len());
        }
        scene
    }

    /// The role to which the title's way leads: two roles with "to" between them, and no more.
    fn career(&self, title: &str, raw: &Raw) -> Option<What> {
        let ([from, to], [_, target]) = (raw.mentions.as_slice(), self.title.as_slice()) else {
            return None;
        };
        let (from, to) = (&raw.words[from.words.end - 1], &raw.words[to.words.start]);
        let between = title[from.end..to.range.start].trim();
        ["to", "to a", "to an", "to the"]
            .iter()
            .any(|way| between.eq_ignore_ascii_case(way))
            .then_some(*target)
    }

    /// The one role that many passages name and no heading does.
    fn dominant(&self, passages: usize) -> Vec<What> {
        let mut counts: HashMap<What, usize> = HashMap::new();
        for raw in self.raw.iter().filter(|raw| !raw.mentions.is_empty()) {
            let roles: HashSet<What> = raw
                .mentions
                .iter()
                .filter_map(|mention| self.settle(mention, Part::Aside, &[], &[]))
                .collect();
            for role in roles {
                *counts.entry(role).or_default() += 1;
            }
        }
        let mut counts: Vec<(usize, What)> = counts
            .into_iter()
            .map(|(what, count)| (count, what))
            .collect();
        counts.sort_by(|a, b| b.cmp(a));
        let second = counts.get(1).map_or(0, |(count, _)| *count);
        match counts.first() {
            Some(&(first, what))
                if first >= DOMINANT_PASSAGES
                    && first * DOMINANT_SHARE >= passages
                    && first >= 2 * second =>
            {
                vec![what]
            }
            _ => Vec::new(),
        }
    }

    /// The id of a role, for the world outside.
    pub(super) fn id(&self, what: What) -> RoleId {
        match what {
            What::Role(at) => {
                let at = usize::from(at);
                match self.roles.all().get(at) {
                    Some(role) => role.id.to_string(),
                    None => self.discovered[at - self.roles.all().len()].clone(),
                }
            }
            What::Open(at) => self.roles.matcher().forms[usize::from(at)]
                .text
                .to_lowercase(),
        }
    }

    /// Reads one passage; `near` are the roles of its lead and headings, nearest first, then those last in focus.
    pub(super) fn passage(&self, at: usize, text: &str, near: &[&[What]]) -> Reading {
        self.read(text, &self.raw[at], near)
    }

    /// Reads a text that is no passage of its own: a lead, the header of a column.
    pub(super) fn text(&self, text: &str, near: &[&[What]]) -> Reading {
        let raw = Raw::new(text, self.roles.matcher(), &self.names);
        self.read(text, &raw, near)
    }

    fn read(&self, text: &str, raw: &Raw, near: &[&[What]]) -> Reading {
        if raw.mentions.is_empty() {
            return Reading::default();
        }
        let sentences = clause::sentences(text, &raw.words);
        let parts = clause::parts(text, &raw.words, &sentences, &raw.mentions);
        let mut named: Vec<Named> = Vec::with_capacity(parts.len());
        // Which of several roles a form means may be spelled out in the passage itself.
        let spelled: Vec<What> = raw
            .mentions
            .iter()
            .map(|mention| mention.what)
            .filter(|what| matches!(what, What::Role(_)))
            .collect();
        let (above, below) = near.split_at(near.len().min(ABOVE));
        let near: Vec<&[What]> = above
            .iter()
            .copied()
            .chain([spelled.as_slice()])
            .chain(below.iter().copied())
            .collect();
        let near = near.as_slice();
        for (mention, part) in raw.mentions.iter().zip(parts) {
            // Which of several roles a form means may hang on a name just before it.
            let before: Vec<What> = named.last().map(|last| last.what).into_iter().collect();
            let Some(what) = self.settle(mention, part, near, &before) else {
                continue;
            };
            let sentence = sentences
                .iter()
                .position(|s| s.contains(&mention.words.start))
                .unwrap_or(0);
            let bytes =
                raw.words[mention.words.start].range.start..raw.words[mention.words.end - 1].end;
            named.push(Named {
                what,
                part,
                sentence,
                bytes,
            });
        }
        let covered: usize = raw.mentions.iter().map(|mention| mention.words.len()).sum();
        Reading {
            named,
            sentences: in_bytes(&sentences, &raw.words),
            is_bare: covered + 1 >= raw.words.len(),
        }
    }

    /// What a mention stands for here; `None` where it does not count.
    fn settle(
        &self,
        mention: &Mention,
        part: Part,
        near: &[&[What]],
        before: &[What],
    ) -> Option<What> {
        let form = match (mention.what, mention.defines) {
            (What::Role(_), _) => {
                return Some(self.generic(mention.what, part, &near[..near.len().min(ABOVE)]));
            }
            (_, Some(role @ What::Role(_))) => return Some(role),
            (What::Open(form), _) => form,
        };
        match self.settled.get(&form)? {
            Settled::To(role) => Some(What::Role(*role)),
            Settled::Open => Some(What::Open(form)),
            Settled::Not => None,
            Settled::Among(roles) => {
                let fits = |what: &What| matches!(what, What::Role(role) if roles.contains(role));
                near.iter()
                    .copied()
                    .chain([before])
                    .find_map(|place| {
                        let mut fitting = place.iter().filter(|what| fits(what));
                        fitting.next().filter(|_| fitting.next().is_none()).copied()
                    })
                    .or(Some(What::Open(form)))
            }
        }
    }

    /// "The engineer" in an article on software engineers is one of them, unless the article works with other engineers.
    fn generic(&self, what: What, part: Part, near: &[&[What]]) -> What {
        let What::Role(at) = what else { return what };
        let Some(role) = self.roles.all().get(usize::from(at)) else {
            return what;
        };
        if part == Part::Aside || self.keys.contains(&what) || role.name.contains(' ') {
            return what;
        }
        let head = role.name.to_lowercase();
        let ends_so = |what: &&What| self.head(**what).as_deref() == Some(&head);
        let nearest = near.iter().find_map(|place| {
            let mut fitting = place.iter().filter(ends_so);
            fitting.next().filter(|_| fitting.next().is_none())
        });
        match (nearest, self.heads.get(&head)) {
            (Some(near), _) => *near,
            (None, Some(Some(one))) => *one,
            _ => what,
        }
    }

    /// The last word of a role's name.
    fn head(&self, what: What) -> Option<String> {
        let What::Role(at) = what else { return None };
        match self.roles.all().get(usize::from(at)) {
            Some(role) => split_lower(&role.name).pop(),
            None => self.id(what).rsplit('-').next().map(str::to_owned),
        }
    }

    fn heads_of(&self, roles: &[What]) -> HashMap<String, Option<What>> {
        let mut heads: HashMap<String, Option<What>> = HashMap::new();
        for &what in roles {
            let Some(head) = self.head(what) else {
                continue;
            };
            let one = heads.entry(head).or_insert(Some(what));
            if *one != Some(what) {
                *one = None;
            }
        }
        heads
    }

    /// Last words of the title's roles that point back at them ("the manager") and are no role by themselves.
    fn pointed(&self, raw: &Raw) -> Vec<Extra> {
        let named: Vec<What> = raw.mentions.iter().map(|mention| mention.what).collect();
        let heads = self.heads_of(&named);
        let is_listed = |head: &str| {
            self.roles
                .iter()
                .any(|role| role.name.eq_ignore_ascii_case(head))
        };
        let mut pointed: Vec<Extra> = heads
            .into_iter()
            .filter(|(head, _)| {
                !is_listed(head) && head != "officer" && head != "president" && head != "staff"
            })
            .filter_map(|(head, what)| match what {
                Some(What::Role(role)) => Some(Extra {
                    words: vec![head],
                    role,
                    manner: Manner::Pointed,
                }),
                _ => None,
            })
            .collect();
        pointed.sort_by(|a, b| a.words.cmp(&b.words));
        pointed
    }

    /// Short forms that the article introduces itself: "Domain Architect (DA)".
    fn introduced(&self, title: &str, raw_title: &Raw, passages: &[Passage]) -> Vec<Extra> {
        let texts = passages
            .iter()
            .map(|passage| passage.text.as_str())
            .zip(&self.raw);
        let mut found: Vec<Extra> = Vec::new();
        for (text, raw) in std::iter::once((title, raw_title)).chain(texts) {
            for mention in raw
                .mentions
                .iter()
                .filter(|mention| mention.defines.is_none())
            {
                let What::Role(role) = mention.what else {
                    continue;
                };
                let Some(next) = raw.words.get(mention.words.end) else {
                    continue;
                };
                let form = &text[next.range.clone()];
                let is_bracketed = &text[raw.words[mention.words.end - 1].end..next.range.start]
                    == " ("
                    && text[next.end..].trim_start_matches('s').starts_with(')');
                let stem = form.strip_suffix('s').unwrap_or(form);
                let initials = mention
                    .words
                    .clone()
                    .filter_map(|at| text[raw.words[at].range.clone()].chars().next())
                    .flat_map(char::to_uppercase);
                let fits = (2..=6).contains(&stem.len())
                    && stem.bytes().all(|b| b.is_ascii_uppercase())
                    && stem
                        .chars()
                        .all(|c| initials.clone().any(|initial| initial == c));
                let words = vec![stem.to_lowercase()];
                if is_bracketed && fits && !found.iter().any(|extra| extra.words == words) {
                    found.push(Extra {
                        words,
                        role,
                        manner: Manner::Capitals,
                    });
                }
            }
        }
        found
    }

    /// The roles that a heading is about, in order.
    fn of_heading(&self, text: &str, raw: &Raw, is_title: bool) -> Vec<What> {
        // "Can I become a pharmacist later?" asks on behalf of the article's role.
        let asks = |word: &&Word| {
            let word = &text[word.range.clone()];
            ["can", "could", "should"]
                .iter()
                .any(|ask| word.eq_ignore_ascii_case(ask))
        };
        if !is_title
            && self.title.len() == 1
            && raw.words.first().filter(asks).is_some()
            && contains(text, " i become")
        {
            return self.title.clone();
        }
        let sentences = clause::sentences(text, &raw.words);
        let parts = clause::parts(text, &raw.words, &sentences, &raw.mentions);
        let mut roles: Vec<What> = Vec::new();
        for (mention, &part) in raw.mentions.iter().zip(&parts) {
            let form = match (mention.what, mention.defines) {
                (What::Open(_), Some(role @ What::Role(_))) => {
                    roles.push(role);
                    continue;
                }
                (What::Open(form), _) => form,
                (what, _) => {
                    let what = self.generic(what, part, &[&self.title]);
                    // "Working with engineers" is not about engineers; of an article so called it is all there is.
                    if part > Part::Aside || is_title || self.title.contains(&what) {
                        roles.push(what);
                    }
                    continue;
                }
            };
            if part == Part::Aside && !is_title {
                continue;
            }
            match self.settled.get(&form) {
                Some(Settled::To(role)) => roles.push(What::Role(*role)),
                Some(Settled::Open) => roles.push(What::Open(form)),
                Some(Settled::Among(all)) => roles.extend(all.iter().map(|role| What::Role(*role))),
                Some(Settled::Not) | None => {}
            }
        }
        let mut met = HashSet::new();
        roles.retain(|role| met.insert(*role));
        roles
    }
}

impl Raw {
    fn new(text: &str, matcher: &Matcher, extra: &[Extra]) -> Raw {
        let words = matcher.words(text);
        let mentions = matcher.find(text, &words, extra);
        Raw { words, mentions }
    }

    /// The texts of passages. The words of one that names nobody are not asked for again.
    fn of_passages(passages: &[Passage], matcher: &Matcher, extra: &[Extra]) -> Vec<Raw> {
        let mut words = Vec::new();
        let read = |passage: &Passage| {
            words.clear();
            matcher.cut(&passage.text, &mut words);
            let mentions = matcher.find(&passage.text, &words, extra);
            match mentions.is_empty() {
                true => Raw::default(),
                false => Raw {
                    words: words.clone(),
                    mentions,
                },
            }
        };
        passages.iter().map(read).collect()
    }

    /// The one mention of a text that is nothing else, but for a number and an article: "5. Principal", "The chef".
    fn is_one(&self, text: &str) -> Option<&Mention> {
        let [one] = self.mentions.as_slice() else {
            return None;
        };
        let is_small = |word: &Word| {
            let word = &text[word.range.clone()];
            word.bytes().all(|b| b.is_ascii_digit())
                || ["the", "a", "an", "step", "no"]
                    .iter()
                    .any(|small| word.eq_ignore_ascii_case(small))
        };
        (one.words.end == self.words.len() && self.words[..one.words.start].iter().all(is_small))
            .then_some(one)
    }
}

/// The article's title: what its source says, else the outermost heading.
fn title<'a>(document: &'a Document, passages: &'a [Passage]) -> &'a str {
    let heading = || passages.first()?.headings.first().map(String::as_str);
    // A title that no reader knew for one: short, at the very top, and no sentence.
    let line = || {
        let text = passages.first()?.text.as_str();
        (text.len() <= MAX_TITLE_BYTES && !text.ends_with(['.', ':', '!'])).then_some(text)
    };
    document
        .source
        .title
        .as_deref()
        .or_else(heading)
        .or_else(line)
        .unwrap_or_default()
}

/// Whether a text contains a phrase in small letters, in any case.
fn contains(text: &str, lower: &str) -> bool {
    let (text, lower) = (text.as_bytes(), lower.as_bytes());
    text.windows(lower.len().max(1)).any(|window| {
        window
            .iter()
            .zip(lower)
            .all(|(a, b)| a.eq_ignore_ascii_case(b) || *b == b' ' && *a == b'-')
    })
}

fn in_bytes(sentences: &[std::ops::Range<usize>], words: &[Word]) -> Vec<std::ops::Range<usize>> {
    let range = |s: &std::ops::Range<usize>| words[s.start].range.start..words[s.end - 1].end;
    sentences.iter().map(range).collect()
}
