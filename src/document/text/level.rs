//! How deep a heading lies, where nothing says it.

/// A heading as the guess sees it.
pub struct Heading<'a> {
    /// Its text, without its marker.
    pub text: &'a str,
    /// How many parts its number has (`2.1`: two), 0 without a number.
    pub parts: u8,
    /// It stands directly under another heading.
    pub follows: bool,
    /// Another heading stands directly under it.
    pub leads: bool,
    /// It is the first thing in the file.
    pub opens: bool,
}

/// Sections that close an article, never part of the one before.
const CLOSING: [&str; 16] = [
    "conclusion",
    "conclusions",
    "summary",
    "in summary",
    "references",
    "sources",
    "faq",
    "faqs",
    "frequently asked questions",
    "key takeaways",
    "final thoughts",
    "the bottom line",
    "bottom line",
    "further reading",
    "additional resources",
    "next steps",
];

/// A short form has no more letters.
const MAX_SHORT_FORM: usize = 5;

/// The level below the title.
const BASE: u8 = 2;

/// The headings that are open, and those that were met.
#[derive(Default)]
pub struct Levels {
    open: Vec<Open>,
    met: std::collections::HashMap<String, u8>,
}

struct Open {
    level: u8,
    is_label: bool,
    is_caps: bool,
    text: String,
}

impl Levels {
    /// The level of the next heading, 1 to 6.
    pub fn next(&mut self, heading: &Heading) -> u8 {
        let text = heading.text.to_lowercase();
        let is_label = text.ends_with(':');
        let stands_out = !is_short_form(heading.text) || !self.is_in_small();
        let is_caps = !heading.text.contains(char::is_lowercase) && stands_out;
        let shapes = shapes(&text, heading.parts);
        let level = self
            .guess(heading, &text, is_label, is_caps, &shapes)
            .clamp(1, 6);
        self.open.retain(|open| open.level < level);
        self.open.push(Open {
            level,
            is_label,
            is_caps,
            text,
        });
        if level > 1 && !is_label {
            for shape in shapes {
                self.met.insert(shape, level);
            }
        }
        level
    }

    /// Whether a section in small letters is open; a label ("Typical duties:") does not open one.
    fn is_in_small(&self) -> bool {
        let mut open = self.open.iter();
        open.any(|open| !open.is_caps && !open.is_label && open.level >= BASE)
    }

    fn guess(
        &self,
        heading: &Heading,
        text: &str,
        is_label: bool,
        is_caps: bool,
        shapes: &[String],
    ) -> u8 {
        if heading.opens && !is_label {
            return 1;
        }
        let section = self
            .open
            .iter()
            .rev()
            .find(|open| !open.is_label && open.level >= BASE);
        if is_label {
            return section.map_or(BASE, |section| section.level + 1);
        }
        if heading.parts > 1 {
            return BASE + heading.parts - 1;
        }
        let is_closing =
            CLOSING.contains(&text.trim_end_matches(['?', '!'])) || text.starts_with("related ");
        let under = self
            .open
            .last()
            .filter(|_| heading.follows)
            .filter(|under| !under.is_label);
        let met = shapes.iter().find_map(|shape| self.met.get(shape)).copied();
        let whole = self
            .open
            .iter()
            .rev()
            .find(|open| !open.is_label && is_part(text, &open.text));
        match (section, under) {
            _ if is_closing => BASE,
            (_, Some(under)) => under.level + 1,
            // A heading made of the words of one above is a part of it: "CTO vs. CPO", then "CTO".
            _ if whole.is_some() => whole.map_or(BASE, |whole| whole.level + 1),
            _ if met.is_some() => met.unwrap_or(BASE),
            _ if heading.leads => BASE,
            (Some(section), _) if section.is_caps && !is_caps => section.level + 1,
            (Some(section), _) if section.is_caps == is_caps => section.level,
            _ => BASE,
        }
    }
}

/// "HRBP", "FAQ": in capitals wherever it stands, so that among headings in small letters it says nothing of its level.
fn is_short_form(text: &str) -> bool {
    text.len() <= MAX_SHORT_FORM && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// What siblings share: a number, the first two words, the last one.
fn shapes(text: &str, parts: u8) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        _ if parts > 0 => vec![format!("#{parts}")],
        [first, second, .., last] => vec![format!("{first} {second} …"), format!("… {last}")],
        [_, last] => vec![format!("… {last}")],
        _ => Vec::new(),
    }
}

fn is_part(text: &str, section: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (inner, outer) = (words(text), words(section));
    !inner.is_empty() && inner.len() < outer.len() && inner.iter().all(|word| outer.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The level of one heading after the other, each with whether it opens the text.
    fn levels() -> impl FnMut(&str, bool) -> u8 {
        let mut levels = Levels::default();
        move |text, opens| {
            levels.next(&Heading {
                text,
                parts: 0,
                follows: false,
                leads: false,
                opens,
            })
        }
    }

    #[test]
    fn a_short_form_among_small_letters_stands_beside_them() {
        let mut level = levels();
        assert_eq!(level("A glossary", true), 1);
        let garden = level("Garden leave", false);
        assert_eq!(level("HRBP", false), garden);
        assert_eq!(level("Onboarding", false), garden);
    }

    #[test]
    fn a_short_form_among_capitals_stands_beside_them() {
        let mut level = levels();
        assert_eq!(level("Gardener vs. Cook", true), 1);
        let cook = level("COOK", false);
        level("Typical duties:", false);
        assert_eq!(level("PAY", false), cook);
        assert_eq!(level("BOTH", false), cook);
    }
}
