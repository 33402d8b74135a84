//! A sentence is the smallest piece of a text that says something: where a text may be cut, and what may be cut from it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that end in a full stop without ending a sentence.
const ABBREVIATIONS: [&str; 33] = [
    "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "sr.", "jr.", "vs.", "e.g.", "i.e.", "etc.",
    "cf.", "al.", "fig.", "no.", "inc.", "ltd.", "co.", "corp.", "dept.", "est.", "approx.",
    "u.s.", "u.k.", "e.u.", "a.m.", "p.m.", "ph.d.", "gen.", "sen.", "rep.", "gov.",
];

/// The sentences of a text: byte ranges that cover it, blanks behind a sentence with it.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let ends = ends(text).unwrap_or_else(|| {
        let bounds = text.split_sentence_bound_indices();
        bounds.map(|(at, piece)| at + piece.len()).collect()
    });
    let mut found: Vec<Range<usize>> = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        match found.last_mut() {
            Some(last) if is_open(&text[last.clone()]) => last.end = end,
            _ => found.push(start..end),
        }
        start = end;
    }
    found
}

/// What a character is to the end of a sentence: the classes of Unicode's annex 29.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Stop,
    Mark,
    Close,
    Blank,
    Line,
    Goes,
    Upper,
    Lower,
    Digit,
    Other,
}

/// Most texts are written in these characters, and then most of the work would be looking up classes.
fn class(c: char) -> Option<Class> {
    Some(match c {
        '.' => Class::Stop,
        '!' | '?' => Class::Mark,
        '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '“' | '”' | '‘' | '’' | '«' | '»' => {
            Class::Close
        }
        ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' => Class::Blank,
        '\n' | '\r' => Class::Line,
        ',' | '-' | ':' | ';' | '–' | '—' => Class::Goes,
        'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' => Class::Lower,
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => Class::Upper,
        '0'..='9' => Class::Digit,
        '…' | '•' | '·' | '©' | '®' | '™' | '→' | '€' | '£' | '§' | '¶' | '×' | '÷' | '°' => {
            Class::Other
        }
        _ if c.is_ascii() => Class::Other,
        _ => return None,
    })
}

/// Where the sentences of a text end by annex 29; `None` where a character stands that [`class`] does not know.
fn ends(text: &str) -> Option<Vec<usize>> {
    let bytes = text.as_bytes();
    let at = |at: usize| text[at..].chars().next();
    let is = |from: usize, class: Class| at(from).is_some_and(|c| self::class(c) == Some(class));
    let skip = |mut from: usize, class: Class| {
        while is(from, class) {
            from += at(from).map_or(1, char::len_utf8);
        }
        from
    };
    let mut ends = Vec::new();
    let mut from = 0;
    while from < bytes.len() {
        let stop = match bytes[from] {
            b'.' => true,
            b'!' | b'?' => false,
            b'\r' if bytes.get(from + 1) == Some(&b'\n') => {
                from += 1;
                continue;
            }
            b'\n' | b'\r' => {
                from += 1;
                ends.push(from);
                continue;
            }
            byte if byte.is_ascii() => {
                from += 1;
                continue;
            }
            _ => {
                let c = at(from)?;
                class(c)?;
                from += c.len_utf8();
                continue;
            }
        };
        let before = text[..from].chars().next_back().and_then(class);
        from += 1;
        let in_word = matches!(before, Some(Class::Upper | Class::Lower)) && is(from, Class::Upper);
        if stop && (in_word || is(from, Class::Digit)) {
            continue;
        }
        from = skip(skip(from, Class::Close), Class::Blank);
        let Some(next) = at(from) else { break };
        match class(next)? {
            // The end of the line is still this sentence's.
            Class::Line | Class::Goes | Class::Stop | Class::Mark => continue,
            _ if stop && goes_on(&text[from..]) => continue,
            _ => ends.push(from),
        }
    }
    if ends.last().copied().unwrap_or(0) < text.len() {
        ends.push(text.len());
    }
    Some(ends)
}

/// Behind a full stop: the next letter is a small one.
fn goes_on(text: &str) -> bool {
    let mut classes = text.chars().map_while(class);
    let decides = |class: &Class| {
        use Class::{Line, Lower, Mark, Stop, Upper};
        matches!(class, Line | Lower | Mark | Stop | Upper)
    };
    classes.find(decides) == Some(Class::Lower)
}

/// It ends in an abbreviation or an initial, so the sentence goes on.
fn is_open(sentence: &str) -> bool {
    let Some(word) = sentence.trim_end().rsplit(' ').next() else {
        return false;
    };
    let word = word.trim_start_matches(['(', '"', '“', '[']);
    let is_initial = word.len() == 2
        && word.ends_with('.')
        && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    is_initial || (word.len() <= 7 && ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ends_are_those_of_unicode(text in "[a-c.!? AB1'(\"\\[,:;\r\n–“”’é\u{a0}»É…]{0,24}|[ -~\t\r\n]{0,24}|[\u{0}-\u{17f}. ]{0,16}") {
            let bounds = text.split_sentence_bound_indices();
            let expected: Vec<usize> = bounds.map(|(at, piece)| at + piece.len()).collect();
            if let Some(ends) = ends(&text) {
                prop_assert_eq!(ends, expected);
            }
        }
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        let text = "Dr. J. Doe leads R&D, e.g. the lab vs. the plant. She reports to the CEO.";
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(
            found,
            [
                "Dr. J. Doe leads R&D, e.g. the lab vs. the plant. ",
                "She reports to the CEO."
            ]
        );
    }
}
