//! A part is what a role's name does in its sentence: what the sentence is about, what it is compared with, or an aside.

use std::ops::Range;

use super::matcher::Mention;
use super::words::Word;

mod governor;
mod sentence;
mod words;

use governor::Governor;
pub(super) use sentence::sentences;
pub(super) use words::AUXILIARIES;
use words::*;

/// What a mention does in its sentence, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A counterpart, a reporting line, an example, a career step: "works with the CEO", "reports to", "such as".
    Aside,
    /// The object of a verb: "hire a CPO", "enable CTOs to".
    Object,
    /// What is spoken of: "role of a CTO", "skills for", "difference between", "more than a PM", "the CTO route".
    Topic,
    /// The subject of a clause.
    Subject,
}

/// The part of every mention of a text, in order.
pub(super) fn parts(
    text: &str,
    words: &[Word],
    sentences: &[Range<usize>],
    mentions: &[Mention],
) -> Vec<Part> {
    let clause = Clause { text, words };
    let mut parts: Vec<Part> = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        let Some(sentence) = sentences.iter().find(|s| s.contains(&mention.words.start)) else {
            parts.push(Part::Object);
            continue;
        };
        let before = at
            .checked_sub(1)
            .filter(|&b| mentions[b].words.start >= sentence.start);
        let follows = before.filter(|&b| clause.is_list(&mentions[b], mention));
        let goes_on = mentions
            .get(at + 1)
            .is_some_and(|next| clause.is_list(mention, next));
        // "Below the CDO, a head of data or a director leads": behind the opening the subjects come.
        let are_subjects = before.is_some_and(|b| {
            mentions[b].words.start - sentence.start <= OPENING
                && clause.is_list_of_subjects(&mentions[at..], sentence)
        });
        parts.push(match follows {
            // "In contrast to the CTO, the CPO owns": after an aside a comma alone begins the sentence proper.
            Some(b)
                if parts[b] > Part::Aside
                    || goes_on && !are_subjects
                    || clause.has_conjunction(&mentions[b], mention) =>
            {
                parts[b]
            }
            Some(_) if are_subjects || clause.is_followed_by_verb(mention, sentence) => {
                Part::Subject
            }
            Some(b) => parts[b],
            None => clause.part(mention, sentence),
        });
    }
    parts
}

/// So many words back and forth a list is looked at.
const FAR_IN_LIST: usize = 6;
/// The first name of a sentence stands among so many words where a preposition opens it: "In contrast to the CTO, …".
const OPENING: usize = 4;

struct Clause<'t> {
    text: &'t str,
    words: &'t [Word],
}

impl Clause<'_> {
    fn word(&self, at: usize) -> &str {
        &self.text[self.words[at].range.clone()]
    }

    fn is_in(&self, at: usize, list: &[&str]) -> bool {
        list.iter()
            .any(|word| self.word(at).eq_ignore_ascii_case(word))
    }

    /// What stands between a word and the one before it.
    fn gap(&self, at: usize) -> &str {
        let from = at.checked_sub(1).map_or(0, |before| self.words[before].end);
        &self.text[from..self.words[at].range.start]
    }

    fn is_boundary(&self, at: usize) -> bool {
        self.gap(at).contains([
            ',', ';', ':', '(', ')', '—', '–', '"', '“', '”', '|', '?', '!', '.', '•',
        ]) || self.gap(at).contains(" - ")
    }

    /// Whether two mentions stand in one enumeration: "the Product Manager, CEO, and CTO".
    fn is_list(&self, before: &Mention, after: &Mention) -> bool {
        const JOINING: &[&str] = &[
            "and", "or", "the", "a", "an", "vs", "versus", "&", "nor", "their", "other",
        ];
        (before.words.end..after.words.start).all(|at| self.is_in(at, JOINING))
            && (before.words.end..=after.words.start)
                .all(|at| !self.gap(at).contains([';', ':', '.', '(', '?']) || self.gap(at) == ". ")
            && !(before.words.end..=after.words.start)
                .any(|at| self.gap(at) == ". " && !self.is_in(at - 1, &["vs"]))
    }

    /// Whether the first of these and the next are joined by "and" or "or" and have a verb behind them.
    fn is_list_of_subjects(&self, mentions: &[Mention], sentence: &Range<usize>) -> bool {
        match mentions {
            [one, other, ..] => {
                self.has_conjunction(one, other) && self.is_followed_by_verb(other, sentence)
            }
            _ => false,
        }
    }

    fn has_conjunction(&self, before: &Mention, after: &Mention) -> bool {
        (before.words.end..after.words.start)
            .any(|at| self.is_in(at, &["and", "or", "&", "nor", "vs", "versus"]))
    }

    fn is_followed_by_verb(&self, mention: &Mention, sentence: &Range<usize>) -> bool {
        let next = mention.words.end;
        if next >= sentence.end || self.is_boundary(next) {
            return false;
        }
        let word = self.word(next);
        self.is_in(next, AUXILIARIES)
            || !self.is_in(next, TOPIC)
                && !self.is_in(next, OPENERS)
                && !self.is_in(next, ASIDE)
                && !self.is_in(next, OF_A_JOB)
                && !self.is_in(next, &["and", "or"])
                && (word.ends_with('s')
                    || !self.word(next - 1).ends_with(['S', 's']) && word.ends_with("ly")
                    || self.word(next - 1).ends_with('s'))
    }

    fn part(&self, mention: &Mention, sentence: &Range<usize>) -> Part {
        let next = mention.words.end;
        // "Checks the bookkeeper's work" is not about bookkeepers.
        let last = &self.words[next - 1];
        let names_job = next < sentence.end
            && !self.is_boundary(next)
            && self.is_in(next, OF_A_JOB)
            && (last.end == last.range.end || !self.is_in(next, DONE));
        let part = self.governed(mention, sentence);
        match part {
            Part::Object if self.is_told_of(next, sentence) => Part::Subject,
            part if names_job => part.max(Part::Topic),
            part => part,
        }
    }

    /// "You will find account executives, who close": the clause behind the comma tells of them.
    fn is_told_of(&self, next: usize, sentence: &Range<usize>) -> bool {
        next < sentence.end
            && self.gap(next).starts_with([',', ')'])
            && self.is_in(next, &["who", "whose"])
    }

    /// The part by what stands before the name.
    fn governed(&self, mention: &Mention, sentence: &Range<usize>) -> Part {
        if self.is_in_brackets(mention, sentence) {
            return Part::Aside;
        }
        let start = self.phrase_start(mention.words.start, sentence);
        if start == sentence.start {
            return Part::Subject;
        }
        if self.is_boundary(start) {
            return self.behind_stop(mention, start, sentence);
        }
        Governor::new(self, mention, start, sentence).part()
    }

    /// The part of a name at the head of what a comma, a colon or a bracket begins.
    fn behind_stop(&self, mention: &Mention, start: usize, sentence: &Range<usize>) -> Part {
        // "He took the other way: line cook at seventeen, sous chef at twenty-six."
        let last = self.word(mention.words.end - 1);
        let is_bare = start == mention.words.start
            && self.gap(start).starts_with(',')
            && last.ends_with(char::is_lowercase)
            && !last.ends_with('s');
        let is_named_only = (is_bare || self.gap(start).contains(':'))
            && !self.is_followed_by_verb(mention, sentence)
            && mention.words.end < sentence.end
            && !self.is_boundary(mention.words.end);
        if self.is_example_list(start, sentence) || self.is_list_of_others(mention, start, sentence)
        {
            Part::Aside
        } else if is_named_only {
            Part::Object
        } else {
            Part::Subject
        }
    }

    /// Where the noun phrase of a name begins: determiners, and what stands between them and the name.
    fn phrase_start(&self, name: usize, sentence: &Range<usize>) -> usize {
        let mut start = name;
        for back in 1..=3 {
            let Some(at) = name.checked_sub(back).filter(|&at| at >= sentence.start) else {
                break;
            };
            if self.is_boundary(at + 1) {
                break;
            }
            if self.is_in(at, DETERMINERS) {
                start = at;
                break;
            } else if self.is_in(at, TOPIC)
                || self.is_in(at, ASIDE)
                || self.is_in(at, OPENERS)
                || self.is_in(at, AUXILIARIES)
                || self.is_in(at, &["and", "or"])
                || self.is_plural(at)
            {
                break;
            }
        }
        // More determiners in a row: "all of the", "most of our".
        while start > sentence.start
            && self.is_in(start - 1, DETERMINERS)
            && !self.is_boundary(start)
        {
            start -= 1;
        }
        start
    }

    /// "Some organisations prefer VPs": a plural does not belong to the phrase of another name.
    fn is_plural(&self, at: usize) -> bool {
        let word = &self.words[at];
        let is_possessive = word.end > word.range.end;
        let text = self.word(at);
        !is_possessive && text.ends_with('s') && !text.ends_with("ss") && text.len() > 3
    }

    /// "works closely with designers, developers": a list that a preposition began.
    fn is_example_list(&self, start: usize, sentence: &Range<usize>) -> bool {
        let gap = self.gap(start);
        gap.starts_with(',') && {
            let from = start.saturating_sub(6).max(sentence.start);
            (from + 1..start).any(|at| {
                self.is_in(at, &["as"]) && self.is_in(at - 1, &["such"])
                    || self.is_in(at, &["including"])
            })
        }
    }

    /// "Speak with inspectors, the mayor and the press": the list goes on, and a preposition within the sentence began it.
    fn is_list_of_others(&self, mention: &Mention, start: usize, sentence: &Range<usize>) -> bool {
        let next = mention.words.end;
        let from = start.saturating_sub(FAR_IN_LIST).max(sentence.start + 1);
        self.gap(start).starts_with(',')
            && next < sentence.end
            && self.is_in(next, &["and", "or"])
            && (from..start).any(|at| self.is_in(at, &["with", "to", "by", "from"]))
            && (next..sentence.end.min(next + FAR_IN_LIST)).all(|at| !self.is_in(at, AUXILIARIES))
    }

    fn is_in_brackets(&self, mention: &Mention, sentence: &Range<usize>) -> bool {
        let from = self.words[sentence.start].range.start;
        let to = self.words[mention.words.start].range.start;
        let before = &self.text[from..to];
        before.matches('(').count() > before.matches(')').count()
    }
}
