//! Features: what a careful reader would look at in a block, as a row of numbers.
//!
//! Three looks: at the block itself (`own`), at its place in the page (`place`) or in the flow of a text (`flow`), and at
//! what stands around it (`context`). A fourth ([`around`]) comes when a first opinion of every block is there. The
//! columns' names are the model's contract: `examples/clean_features.rs` writes them, the training reads them, and
//! `model.rs` refuses weights that were learned on others.

pub mod around;
mod context;
mod cues;
mod flow;
mod lexicon;
pub(crate) mod own;
pub(crate) mod place;
mod words;

use crate::document::Document;

/// What stands in a column that does not apply: text has no tags. A distance (`from_title`) may be as negative by chance; the
/// model was trained on that and tells the two apart by its other columns.
pub const ABSENT: f32 = -9.0;

/// A named row of numbers: a struct of `f32`s that knows its columns' names.
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident { $($(#[$column_doc:meta])* $column:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq)]
        pub struct $name { $($(#[$column_doc])* pub $column: f32),* }

        impl $name {
            /// The columns' names, in order.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($column)),*];

            /// Appends the row.
            pub fn write(&self, row: &mut Vec<f32>) {
                row.extend_from_slice(&[$(self.$column),*]);
            }
        }
    };
}
pub(crate) use columns;

/// The rows of a document's blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// The first look.
    pub own: Vec<own::Own>,
    /// The second look; empty for text.
    pub place: Vec<place::Place>,
    /// The second look at a text; empty for pages.
    pub flow: Vec<flow::Flow>,
    /// The third look.
    pub context: Vec<context::Context>,
    /// The tree above the blocks; `None` for text.
    pub tree: Option<place::Tree>,
}

impl Features {
    /// Appends one block's row.
    pub fn write(&self, block: usize, row: &mut Vec<f32>) {
        self.own[block].write(row);
        self.context[block].write(row);
        match self.place.get(block) {
            Some(place) => place.write(row),
            None => self.flow[block].write(row),
        }
    }
}

/// What was read: a page has tags, a text has only its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// HTML.
    Page,
    /// Text and Markdown.
    Text,
}

/// The names of all columns, in the order of a row.
pub fn names(input: Input) -> Vec<&'static str> {
    let second = match input {
        Input::Page => place::Place::NAMES,
        Input::Text => flow::Flow::NAMES,
    };
    [own::Own::NAMES, context::Context::NAMES, second].concat()
}

/// The names of all columns of the second round: those of a row, then those of [`around`].
pub fn second_names(input: Input) -> Vec<&'static str> {
    [names(input).as_slice(), around::Around::NAMES].concat()
}

/// Looks at every block of a document.
pub fn of(document: &Document) -> Features {
    let own = own::of(document);
    let (place, tree) = place::of(document, &own);
    let context = context::of(document, &own);
    let flow = if tree.is_some() {
        Vec::new()
    } else {
        flow::of(document, &own)
    };
    Features {
        own,
        place,
        flow,
        context,
        tree,
    }
}

impl Features {
    /// What was read.
    pub fn input(&self) -> Input {
        if self.tree.is_some() {
            Input::Page
        } else {
            Input::Text
        }
    }
}
