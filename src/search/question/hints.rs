//! A hint says how something was read that looks as if another reading was meant: operators, fields and stars of other
//! search programs.

use strsim::osa_distance;

use super::Field;

/// The name of a field may have two letters wrong from this length on.
const LONG_NAME: usize = 6;
/// A shorter word before a colon is no misread field: `a:b` is a ratio.
const SHORTEST_NAME: usize = 3;

/// Of a word with a colon in it that no field took: a blank after the colon, a name with a letter wrong, or a name of
/// something that is no field. `rest` is the text from the word on, and whether it is the first.
pub fn field(rest: &str, is_first: bool) -> Option<String> {
    let (name, value) = rest.split_once(':')?;
    if !name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    // What is pasted says "Title: …", in capitals and in the middle.
    let is_typed = is_first || name == lower;
    if let Some(after) = value.strip_prefix(|c: char| c.is_whitespace()) {
        let known = is_typed && Field::ALL.iter().any(|(known, _)| *known == lower);
        let next = after.split_whitespace().next().filter(|_| known)?;
        return Some(format!(
            "{name}: was read as a word; write {lower}:{next} without a blank"
        ));
    }
    if value.starts_with('/') {
        return None;
    }
    let most = if name.len() < LONG_NAME { 1 } else { 2 };
    let near = |known: &str| (1..=most).contains(&osa_distance(&lower, known));
    if let Some((known, _)) = Field::ALL.iter().find(|(known, _)| near(known)) {
        return Some(format!(
            "{name}: was read as a word; the field is called {known}"
        ));
    }
    let is_name = is_typed && name.len() >= SHORTEST_NAME;
    (is_name && value.starts_with(|c: char| c.is_alphanumeric() || c == '"')).then(|| {
        format!(
            "{name}: was read as a word; the fields are role: source: title: author: after: before:"
        )
    })
}

/// Of a word with a star that does not make it a prefix. Two in a row, or one on either side, are somebody's emphasis.
pub fn star(word: &str) -> Option<String> {
    let bare = word.trim_matches('*');
    let is_emphasis = word.contains("**") || word.starts_with('*') && word.ends_with('*');
    if is_emphasis || !word.contains('*') || !bare.contains(char::is_alphanumeric) {
        return None;
    }
    Some(match word.strip_suffix('*') {
        Some(bare) if !bare.contains('*') => {
            format!("{word} was read as {bare}; a prefix has at least two letters, as in pro*")
        }
        _ => format!("the * in {word} was not heeded; it stands at the end of a word, as in pro*"),
    })
}

/// Of words that are operators elsewhere. `before` is a condition (a phrase, a field); `next` is the word that follows.
pub fn operator(word: &str, next: &str, before: bool) -> Option<String> {
    let sign = |sign: char| {
        let bare = word.strip_prefix(sign)?;
        bare.starts_with(char::is_alphabetic).then_some(bare)
    };
    if let Some(bare) = sign('+') {
        return Some(format!(
            "the + of {word} was not heeded; in quotes, \"{bare}\" must be there"
        ));
    }
    if let Some(bare) = sign('!') {
        return Some(format!(
            "the ! of {word} was not heeded; write -{bare} to leave that out"
        ));
    }
    Some(match word {
        "AND" | "&&" => {
            format!(
                "{word} was read as a plain word; what has all the words comes first, and a word in quotes must be there"
            )
        }
        "NOT" if !next.is_empty() => {
            format!("NOT was read as a plain word; write -{next} to leave that out")
        }
        "or" | "||" if before => {
            format!("{word} was read as a plain word; OR in capitals means either")
        }
        _ => return None,
    })
}

/// Of a text with operators and parentheses.
pub const PARENTHESES: &str = "parentheses do not group, so they were left out; OR joins the two things beside it, and a minus denies the one behind it";

/// Do parentheses in a text mean to group, as far as they themselves show?
pub fn groups(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| word.starts_with("-(") || Field::ALL.iter().any(|(name, _)| opens(word, name)))
}

/// `role:(`
fn opens(word: &str, name: &str) -> bool {
    let value = word.trim_start_matches('-').strip_prefix(name);
    value.is_some_and(|value| value.starts_with(":("))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_doubted_where_one_was_meant() {
        let said = |text: &str| field(text, false).unwrap_or_default();
        assert!(said("role: cto").ends_with("write role:cto without a blank"));
        assert!(said("auther:norton").ends_with("the field is called author"));
        assert!(said("lang:en").contains("the fields are role:"));
        for plain in [
            "role:",
            "Role: CTO",
            "https://a.b",
            "10:30",
            "a:b",
            "std::fs",
            "word",
            "Note:this",
        ] {
            assert_eq!(field(plain, false), None, "{plain}");
        }
        assert!(field("Role: CTO", true).is_some());
    }

    #[test]
    fn a_star_is_doubted_where_it_is_no_emphasis() {
        assert!(star("a*").unwrap().contains("at least two letters"));
        assert!(star("*tegy").is_some() && star("str*gy").is_some());
        for plain in ["*", "**bold**", "*bold*", "is**", "word"] {
            assert_eq!(star(plain), None, "{plain}");
        }
    }
}
