//! What marks an item of a list: a bullet, a number, a letter.

/// The marker at the start of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// How many bytes it takes, with the blank behind it.
    pub len: usize,
}

impl Marker {
    /// The marker that a line begins with.
    pub fn of(text: &str) -> Option<Marker> {
        let (first, rest) = text.split_once(' ')?;
        let bullet = ["•", "-", "*", "–", "·", "◦", "▪", "‣", "●"].contains(&first);
        (bullet && !rest.is_empty()).then_some(Marker {
            len: first.len() + 1,
        })
    }
}
