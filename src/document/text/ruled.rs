//! A rule under a line says that the line is a heading.

use super::lines::Line;

/// A row of `=` or `-` right under a line and about as long makes a heading of it, as in Markdown (setext) and in mails.
pub fn is_ruled(line: &Line, rule: &Line) -> bool {
    let long = rule.text.len();
    !rule.after_blank
        && line.gaps.is_empty()
        && long >= MIN_RULE
        && long.abs_diff(line.text.chars().count()) <= MAX_RULE_DIFFERENCE
        && (rule.text.bytes().all(|b| b == b'=') || rule.text.bytes().all(|b| b == b'-'))
        && line.text.split(' ').count() <= MAX_WORDS
        && line.text.contains(char::is_alphabetic)
        && !line.text.contains('|')
        && !line.text.ends_with(['.', ',', ';'])
}

/// A shorter row of signs is a dash.
const MIN_RULE: usize = 3;
/// Nobody counts the signs under a heading.
const MAX_RULE_DIFFERENCE: usize = 4;
/// A heading of more words is a sentence.
const MAX_WORDS: usize = 16;

#[cfg(test)]
mod tests {
    use super::super::heading::find;
    use super::super::lines::split;

    #[test]
    fn a_rule_right_under_a_line_makes_a_heading_of_it() {
        let found = |text: &str| find(&split(text), |_| false);
        assert_eq!(
            found(
                "the harbour\n===========\n\nboats\n-----\n\nBoats need a berth.\n\nBoats\n\n-----"
            ),
            [true, false, true, false, false, false, false]
        );
        assert_eq!(
            found("Boats need a berth.\n-------------------"),
            [false; 2]
        );
    }
}
