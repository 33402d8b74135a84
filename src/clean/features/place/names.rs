//! What the names of an element say: the number of its tag, and the columns of the blocks that stand in it.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::Place;
use crate::clean::features::cues::{self, Cue};
use crate::hash::{AsIs, hash};

/// The number of a tag.
pub fn tag(name: &str) -> u8 {
    static NUMBERS: LazyLock<HashMap<u64, u8, BuildHasherDefault<AsIs>>> = LazyLock::new(|| {
        let numbered = TAGS.iter().zip(0..);
        numbered.map(|(tag, number)| (hash(tag), number)).collect()
    });
    let number = NUMBERS.get(&hash(name));
    number.copied().unwrap_or(TAGS.len() as u8)
}

/// The column of a tag that is one around a block.
pub fn around(name: &str) -> Option<Column> {
    static COLUMNS: LazyLock<HashMap<u64, Column, BuildHasherDefault<AsIs>>> =
        LazyLock::new(|| {
            let tags = |(tags, column): &Around| {
                tags.iter()
                    .map(|tag| (hash(tag), *column))
                    .collect::<Vec<_>>()
            };
            AROUND.iter().flat_map(tags).collect()
        });
    COLUMNS.get(&hash(name)).copied()
}

/// Where a column of a row is.
pub type Column = fn(&mut Place) -> &mut f32;

/// Tags that are told apart; the rest count as one.
const TAGS: [&str; 32] = [
    "p",
    "div",
    "li",
    "span",
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "tr",
    "blockquote",
    "figcaption",
    "pre",
    "dt",
    "dd",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "ul",
    "ol",
    "figure",
    "form",
    "button",
    "summary",
];

/// Tags around a block that are columns of their own, with the setter of the column.
type Around = (&'static [&'static str], Column);

const AROUND: [Around; 12] = [
    (&["article"], |place| &mut place.in_article),
    (&["main"], |place| &mut place.in_main),
    (&["aside"], |place| &mut place.in_aside),
    (&["nav"], |place| &mut place.in_nav),
    (&["header"], |place| &mut place.in_header),
    (&["footer"], |place| &mut place.in_footer),
    (&["form"], |place| &mut place.in_form),
    (&["figure"], |place| &mut place.in_figure),
    (&["table"], |place| &mut place.in_table),
    (&["ul", "ol", "dl"], |place| &mut place.in_list),
    (&["section"], |place| &mut place.in_section),
    (&["blockquote"], |place| &mut place.in_quote),
];

/// The column of each cue; `Cue::Body` has `in_body`.
pub const CUE_COLUMNS: [(Cue, Column); 29] = [
    (Cue::Article, |place| &mut place.cue_article),
    (Cue::Content, |place| &mut place.cue_content),
    (Cue::Title, |place| &mut place.cue_title),
    (Cue::Summary, |place| &mut place.cue_summary),
    (Cue::Navigation, |place| &mut place.cue_navigation),
    (Cue::Header, |place| &mut place.cue_header),
    (Cue::Footer, |place| &mut place.cue_footer),
    (Cue::Sidebar, |place| &mut place.cue_sidebar),
    (Cue::Comments, |place| &mut place.cue_comments),
    (Cue::Related, |place| &mut place.cue_related),
    (Cue::Social, |place| &mut place.cue_social),
    (Cue::Advert, |place| &mut place.cue_advert),
    (Cue::Newsletter, |place| &mut place.cue_newsletter),
    (Cue::Cookies, |place| &mut place.cue_cookies),
    (Cue::Author, |place| &mut place.cue_author),
    (Cue::Meta, |place| &mut place.cue_meta),
    (Cue::Caption, |place| &mut place.cue_caption),
    (Cue::Tags, |place| &mut place.cue_tags),
    (Cue::Pager, |place| &mut place.cue_pager),
    (Cue::Overlay, |place| &mut place.cue_overlay),
    (Cue::Account, |place| &mut place.cue_account),
    (Cue::Card, |place| &mut place.cue_card),
    (Cue::Widget, |place| &mut place.cue_widget),
    (Cue::Faq, |place| &mut place.cue_faq),
    (Cue::Shop, |place| &mut place.cue_shop),
    (Cue::Forum, |place| &mut place.cue_forum),
    (Cue::Button, |place| &mut place.cue_button),
    (Cue::Quote, |place| &mut place.cue_quote),
    (Cue::Contents, |place| &mut place.cue_contents),
];

/// Names that speak for the article.
pub const GOOD: u32 = cues::set(&[Cue::Article, Cue::Content, Cue::Body, Cue::Summary]);

/// Names that speak against it.
pub const BAD: u32 = cues::set(&[
    Cue::Navigation,
    Cue::Header,
    Cue::Footer,
    Cue::Sidebar,
    Cue::Comments,
    Cue::Related,
    Cue::Social,
    Cue::Advert,
    Cue::Newsletter,
    Cue::Cookies,
    Cue::Author,
    Cue::Meta,
    Cue::Tags,
    Cue::Pager,
    Cue::Overlay,
]);
