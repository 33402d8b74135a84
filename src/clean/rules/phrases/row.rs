//! A row is a rule with its phrases. Which of them are certain was counted on labelled pages: of the lines that hold these words,
//! 98 in 100 and more did not belong to the article.

/// Where in a block the words must stand.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// The block is these words.
    Whole,
    /// It begins with them.
    Start,
    /// They stand in it.
    Within,
}
pub(super) use Place::{Start, Whole, Within};

/// The rule, the most words a block may have for it, the place, the phrases.
pub(super) type Row = (&'static str, usize, Place, &'static [&'static str]);
