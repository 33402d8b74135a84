//! The text's second look: at the flow of its lines. Text has no tags; what tags would tell shows in what returns: stamps
//! and replies of comments, runs of short lines, lines that stand there twice, words that the article used before.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::columns;
use super::own::Own;
use super::words;
use crate::document::Document;
use crate::hash::AsIs;

columns! {
    /// Where a block stands in the flow of a text.
    Flow {
        /// It is a date or a time, and little besides.
        stamp,
        /// Share of stamps among five before to five after.
        stamps_near,
        /// Among twelve before to twelve after.
        stamps_wide,
        /// Stamps before it, at most 30.
        stamps_before,
        /// It is a button under a comment, or says who "says".
        reply,
        /// Share of those among four before to four after.
        replies_near,
        /// Among twelve before to twelve after.
        replies_wide,
        /// Blocks since the last line that heads or counts comments, at most 300; -1 before any.
        since_comments,
        /// Words since then, at most 1000.
        since_comments_words,
        /// Blocks until the next such line; -1 behind the last.
        until_comments,
        /// Such lines before it, at most 20.
        comment_lines,
        /// Blocks since a line that heads references; -1 before any.
        since_references,
        /// Blocks since a line that heads other articles, at most 100; -1 before any.
        since_related,
        /// Share of blocks that stand in the text more than once, four before to four after.
        repeats_near,
        /// Twelve before to twelve after.
        repeats_wide,
        /// The same text stands before.
        seen_before,
        /// The same text stands after.
        seen_after,
        /// Length of the run of short lines it stands in; of longer ones, negative.
        run,
        /// Its number in the run.
        run_index,
        /// Blocks left in the run.
        run_left,
        /// Mean words in the run.
        run_words,
        /// Share of its long words that the prose before has; -1 without long words.
        known,
        /// That the last four blocks of prose have.
        known_near,
        /// Words of prose before it, at most 400.
        prose_words_before,
        /// "I" a word, six before to six after.
        first_near,
        /// "you" a word, likewise.
        second_near,
        /// Mean share of words with a digit, five before to five after.
        digits_near,
        /// Share of the four before and four after that have its length, ending and opening.
        alike_near,
        /// The longest stretch without prose since the first prose.
        longest_gap,
    }
}

/// A block of so many words counts as prose where comments and other articles begin.
const LONG: f32 = 20.0;
/// So many words of long blocks come before the comments: a count above the article heads none.
const MIN_ARTICLE_WORDS: f32 = 60.0;
/// A word of fewer letters says little of what a text is about.
const MIN_LETTERS: usize = 5;
/// A line of more words is not an item of a menu.
const SHORT: f32 = 8.0;
/// What was said in the last so many blocks of prose is near.
const NEAR_PROSE: u32 = 4;

/// Looks at the flow around every block of a text.
pub fn of(document: &Document, own: &[Own]) -> Vec<Flow> {
    let texts: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    let count = texts.len();
    let lines: Vec<Line> = texts
        .iter()
        .zip(own)
        .map(|(text, own)| Line::of(text, own))
        .collect();
    let long_words = before(
        own.iter()
            .map(|own| if own.words >= LONG { own.words } else { 0.0 }),
    );
    let comments: Vec<bool> = (0..count)
        .map(|at| lines[at].comments && long_words[at] >= MIN_ARTICLE_WORDS)
        .collect();
    let share = |of: fn(&Line) -> bool| Sums::of(lines.iter().map(|line| flag(of(line))));
    let (stamps, replies) = (share(|line| line.stamp), share(|line| line.reply));
    let repeats = repeats(&texts);
    let repeated = Sums::of(
        repeats
            .iter()
            .map(|(before, after)| flag(*before || *after)),
    );
    let first = Sums::of(own.iter().map(|own| own.first * own.words));
    let second = Sums::of(own.iter().map(|own| own.second * own.words));
    let all_words = Sums::of(own.iter().map(|own| own.words));
    let digits = Sums::of(own.iter().map(|own| own.digits));
    let since_comments = since(&comments);
    let mut until_comments = since(&comments.iter().rev().copied().collect::<Vec<_>>());
    until_comments.reverse();
    let since_references = since(&lines.iter().map(|line| line.references).collect::<Vec<_>>());
    let since_related = since(&lines.iter().map(|line| line.related).collect::<Vec<_>>());
    let comment_lines = before(comments.iter().map(|is| flag(*is)));
    let runs = runs(own);
    let known = known(&texts, own);
    let gaps = gaps(own);
    let shapes: Vec<(u8, bool, bool)> = own.iter().map(shape).collect();
    (0..count)
        .map(|at| {
            let near_words = all_words.near(at, 6).max(f32::EPSILON);
            let shape_from = at.saturating_sub(4);
            let same = shapes[shape_from..(at + 5).min(count)]
                .iter()
                .filter(|other| **other == shapes[at]);
            Flow {
                stamp: flag(lines[at].stamp),
                stamps_near: stamps.near(at, 5),
                stamps_wide: stamps.near(at, 12),
                stamps_before: stamps.0[at].min(30.0),
                reply: flag(lines[at].reply),
                replies_near: replies.near(at, 4),
                replies_wide: replies.near(at, 12),
                since_comments: since_comments[at]
                    .map_or(-1.0, |blocks| (blocks as f32).min(300.0)),
                since_comments_words: since_comments[at].map_or(-1.0, |blocks| {
                    (all_words.0[at] - all_words.0[at - blocks]).min(1000.0)
                }),
                until_comments: until_comments[at]
                    .map_or(-1.0, |blocks| (blocks as f32).min(300.0)),
                comment_lines: comment_lines[at].min(20.0),
                since_references: since_references[at]
                    .map_or(-1.0, |blocks| (blocks as f32).min(300.0)),
                since_related: since_related[at].map_or(-1.0, |blocks| (blocks as f32).min(100.0)),
                repeats_near: repeated.near(at, 4),
                repeats_wide: repeated.near(at, 12),
                seen_before: flag(repeats[at].0),
                seen_after: flag(repeats[at].1),
                run: runs[at].0,
                run_index: runs[at].1,
                run_left: runs[at].2,
                run_words: runs[at].3,
                known: known[at].0,
                known_near: known[at].1,
                prose_words_before: long_words[at].min(400.0),
                first_near: first.near(at, 6) / near_words,
                second_near: second.near(at, 6) / near_words,
                digits_near: digits.near(at, 5),
                alike_near: (same.count() - 1) as f32 / 8.0,
                longest_gap: gaps[at],
            }
        })
        .collect()
}

/// What a line by itself is taken for.
struct Line {
    stamp: bool,
    reply: bool,
    comments: bool,
    references: bool,
    related: bool,
}

/// The most words of such a line.
const MAX_WORDS: f32 = 14.0;

impl Line {
    fn of(text: &str, own: &Own) -> Line {
        if own.words > MAX_WORDS {
            return Line {
                stamp: false,
                reply: false,
                comments: false,
                references: false,
                related: false,
            };
        }
        let lower = text.to_lowercase();
        let tokens: Vec<&str> = lower
            .split(|c: char| {
                !(c.is_alphanumeric() || matches!(c, ':' | '/' | '.' | '-' | '\'' | '’'))
            })
            .map(|token| token.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|token| !token.is_empty())
            .collect();
        Line {
            stamp: words::is_stamp(&tokens),
            reply: own.words <= SHORT && words::is_reply(&tokens),
            comments: words::heads_comments(&tokens),
            references: own.words <= 5.0 && words::heads_references(&tokens),
            related: own.words <= SHORT && !text.ends_with('.') && words::heads_related(&tokens),
        }
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The sum of what stands before each.
fn before(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sum = 0.0;
    values
        .map(|value| {
            sum += value;
            sum - value
        })
        .collect()
}

/// Running sums: the mean over any stretch costs two look-ups.
struct Sums(Vec<f32>);

impl Sums {
    fn of(values: impl Iterator<Item = f32>) -> Sums {
        let mut sum = 0.0;
        Sums(
            std::iter::once(0.0)
                .chain(values.map(|value| {
                    sum += value;
                    sum
                }))
                .collect(),
        )
    }

    /// The mean from `reach` before to `reach` after.
    fn near(&self, at: usize, reach: usize) -> f32 {
        let (from, to) = (
            at.saturating_sub(reach),
            (at + reach + 1).min(self.0.len() - 1),
        );
        (self.0[to] - self.0[from]) / (to - from) as f32
    }
}

/// Blocks since the last that is so; a block that is so itself has 0.
fn since(is: &[bool]) -> Vec<Option<usize>> {
    let mut last = None;
    is.iter()
        .enumerate()
        .map(|(at, is)| {
            if *is {
                last = Some(at);
            }
            last.map(|last| at - last)
        })
        .collect()
}

/// Whether the same text stands before, and after.
fn repeats(texts: &[&str]) -> Vec<(bool, bool)> {
    let mut places: HashMap<String, (usize, usize)> = HashMap::new();
    let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    for (at, text) in lower.iter().enumerate() {
        places.entry(text.clone()).or_insert((at, at)).1 = at;
    }
    lower
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let (first, last) = places[text];
            (first < at, last > at)
        })
        .collect()
}

/// Of every block its run of short or of longer lines: length, number in it, blocks left, mean words.
fn runs(own: &[Own]) -> Vec<(f32, f32, f32, f32)> {
    let is_short = |own: &Own| own.words <= SHORT && own.ending == 0.0;
    let mut runs = Vec::with_capacity(own.len());
    for run in own.chunk_by(|a, b| is_short(a) == is_short(b)) {
        let length = run.len() as f32;
        let signed = if is_short(&run[0]) { length } else { -length };
        let mean = run.iter().map(|own| own.words).sum::<f32>() / length;
        runs.extend((0..run.len()).map(|at| (signed, at as f32, length - 1.0 - at as f32, mean)));
    }
    runs
}

/// Of every block the share of its long words that the prose before has, all of it and the last blocks.
fn known(texts: &[&str], own: &[Own]) -> Vec<(f32, f32)> {
    let mut said: HashMap<u64, u32, BuildHasherDefault<AsIs>> = HashMap::default();
    let mut blocks = 0;
    let mut hashes: Vec<u64> = Vec::new();
    texts
        .iter()
        .zip(own)
        .map(|(text, own)| {
            hashes.clear();
            let words = text.split(|c: char| !c.is_alphanumeric());
            hashes.extend(
                words
                    .filter(|word| word.len() >= MIN_LETTERS)
                    .map(crate::hash::hash),
            );
            if hashes.is_empty() {
                return (-1.0, -1.0);
            }
            let (mut all, mut near) = (0, 0);
            for last in hashes.iter().filter_map(|hash| said.get(hash)) {
                all += 1;
                near += usize::from(last + NEAR_PROSE > blocks);
            }
            let count = hashes.len() as f32;
            if own.words >= LONG {
                blocks += 1;
                said.extend(hashes.iter().map(|hash| (*hash, blocks)));
            }
            (all as f32 / count, near as f32 / count)
        })
        .collect()
}

/// The longest stretch without prose up to each block, since the first prose.
fn gaps(own: &[Own]) -> Vec<f32> {
    let (mut is_begun, mut gap, mut longest) = (false, 0.0f32, 0.0f32);
    own.iter()
        .map(|own| {
            if own.prose >= 0.5 {
                (is_begun, longest, gap) = (true, longest.max(gap), 0.0);
            } else if is_begun {
                gap += 1.0;
            }
            longest
        })
        .collect()
}

/// How long a block is, whether it ends like a sentence and begins with a figure.
fn shape(own: &Own) -> (u8, bool, bool) {
    let length = (own.words.min(30.0) / 4.0) as u8;
    (
        length,
        matches!(own.ending as u8, 1 | 3),
        own.opening == 2.0,
    )
}
