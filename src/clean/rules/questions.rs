//! Questions with their answers: what readers ask stands at the end of many articles, and a model takes it for the publisher's own matter.

use super::reason;
use crate::clean::Reason;
use crate::document::{Block, Kind};

/// One question is a heading, three make a section.
const MIN_QUESTIONS: usize = 3;
/// A question has no more words.
const MAX_QUESTION_WORDS: usize = 22;
/// The first block of an answer has so many.
const MIN_ANSWER_WORDS: usize = 12;
/// What follows it belongs to it with so many …
const MIN_MORE_WORDS: usize = 8;
/// … up to so many blocks behind the question.
const MAX_ANSWER: usize = 5;
/// From this mean probability of its words on such a section stays. On the development pages, out of fold, the model drops eleven of
/// 78: the five that are really about something else have less than .06, five of the six others more.
const MIN_PROBABILITY: f32 = 0.1;

/// For each block that goes (`is_open`) and belongs to a section of questions, why it stays.
pub fn find(
    blocks: &[Block],
    probabilities: &[f32],
    is_open: impl Fn(usize) -> bool,
) -> Vec<(usize, Reason)> {
    let mut held = Vec::new();
    let mut section: Vec<usize> = Vec::new();
    let mut questions = 0;
    for at in 0..=blocks.len() {
        let asks = at + 1 < blocks.len() && is_question(&blocks[at], &blocks[at + 1]);
        let is_apart = section.last().is_some_and(|last| at > last + MAX_ANSWER);
        if at == blocks.len() || (asks && is_apart) {
            if questions >= MIN_QUESTIONS
                && mean(blocks, probabilities, &section) >= MIN_PROBABILITY
            {
                let open = section.iter().copied().filter(|at| is_open(*at));
                held.extend(open.filter_map(|at| Some((at, why(questions)?))));
            }
            section.clear();
            questions = 0;
        }
        if asks {
            questions += 1;
            section.push(at);
            let more = (at + 1..blocks.len()).take(MAX_ANSWER).take_while(|next| {
                words(&blocks[*next]) >= MIN_MORE_WORDS && !blocks[*next].text.ends_with('?')
            });
            section.extend(more);
        }
    }
    held
}

fn why(questions: usize) -> Option<Reason> {
    reason(
        "question",
        format!("one of {questions} questions with their answers"),
    )
}

fn is_question(block: &Block, next: &Block) -> bool {
    matches!(block.kind, Kind::Heading | Kind::Paragraph | Kind::Item)
        && block.text.ends_with('?')
        && words(block) <= MAX_QUESTION_WORDS
        && words(next) >= MIN_ANSWER_WORDS
        && !next.text.ends_with('?')
}

/// The mean probability of the words.
fn mean(blocks: &[Block], probabilities: &[f32], section: &[usize]) -> f32 {
    let (mut sum, mut all) = (0.0, 0.0);
    for &at in section {
        let words = words(&blocks[at]) as f32;
        sum += words * probabilities[at];
        all += words;
    }
    if all > 0.0 { sum / all } else { 0.0 }
}

fn words(block: &Block) -> usize {
    1 + memchr::memchr_iter(b' ', block.text.as_bytes()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_of_questions_stays_where_the_model_doubts() {
        let answer =
            "The warden does, as he always did, and he writes it down in his book in the shed.";
        let block = |kind, text: &str| Block::new(kind, text, (1, 1));
        let mut blocks = vec![block(Kind::Paragraph, "Home")];
        for question in [
            "Who keeps the boats?",
            "Who counts them?",
            "Who paints them?",
        ] {
            blocks.push(block(Kind::Heading, question));
            blocks.push(block(Kind::Paragraph, answer));
        }
        let held = |probability: f32| {
            let found = find(&blocks, &[probability; 7], |_| true);
            found.into_iter().map(|(at, _)| at).collect::<Vec<_>>()
        };
        assert_eq!(held(0.2), [1, 2, 3, 4, 5, 6]);
        assert!(held(0.02).is_empty());
        blocks.truncate(5);
        assert!(find(&blocks, &[0.2; 5], |_| true).is_empty());
    }
}
