//! The second look: at where a block stands in the tree of its page.
//!
//! Containers are judged by what they hold: how much of the page's prose, how much link, and what their names say. The
//! page's best container is found twice, as Readability does (prose gives points to its parents and grandparents, links
//! take them) and as the smallest that holds most of the prose.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::cues::{self, Cue};
use super::own::Own;
use super::{ABSENT, columns};
use crate::document::{Block, Document, Page};
use crate::hash::{AsIs, hash, mix};

/// How far up the tree a block's surroundings are looked at, beginning with its own element's parent.
const LEVELS: usize = 4;

/// A container that holds more of the page's words than this is the page: what its names warn of does not count.
const WHOLE_PAGE: f32 = 0.8;

columns! {
    /// Where a block stands in its page.
    Place {
        /// Number of its element's tag, see `TAGS`.
        tag,
        /// Number of its parent's tag.
        parent_tag,
        /// Number of its grandparent's tag.
        grandparent_tag,
        /// Depth.
        depth,
        /// Hidden from the reader.
        hidden,
        /// Parent's share of the page's words.
        c1_words,
        /// Share of link in it.
        c1_links,
        /// Share of its words that are in prose.
        c1_prose,
        /// Share of the page's prose in it.
        c1_of_prose,
        /// Blocks in it.
        c1_blocks,
        /// Grandparent, likewise.
        c2_words,
        /// Links.
        c2_links,
        /// Prose.
        c2_prose,
        /// Of the page's prose.
        c2_of_prose,
        /// Blocks.
        c2_blocks,
        /// One up.
        c3_words,
        /// Links.
        c3_links,
        /// Prose.
        c3_prose,
        /// Of the page's prose.
        c3_of_prose,
        /// One up.
        c4_words,
        /// Links.
        c4_links,
        /// Prose.
        c4_prose,
        /// Of the page's prose.
        c4_of_prose,
        /// Stands in the container Readability would take.
        in_best,
        /// Steps up from the block until an element that holds that container, or is it.
        to_best,
        /// Steps down from there to the best container: 0 inside it.
        from_best,
        /// That container's share of the page's words.
        best_words,
        /// That container's share of the page's prose.
        best_prose,
        /// Stands in the smallest container of half of the page's prose.
        in_half,
        /// Of three quarters.
        in_most,
        /// Of nine tenths.
        in_nearly_all,
        /// Share of the page's prose in elements of the same tag, under the same parent names.
        same_parent_prose,
        /// Share of the page's prose with the same path of tags.
        same_path_prose,
        /// Share of the page's prose under the same parent element.
        siblings_prose,
        /// Blocks under elements with the very same names and tags (a repeated card).
        alike,
        /// Mean words of those.
        alike_words,
        /// Mean link share of those.
        alike_links,
        /// Cues of the element itself or its parent, as a set: good ones.
        near_good,
        /// Bad ones.
        near_bad,
        /// Stands in an element whose names promise the article's body: share of the page's words outside it.
        in_body,
        /// In an `<article>`: share of the page's words outside it.
        in_article,
        /// How many `<article>`s the page has.
        articles,
        /// Which of the page's `<article>`s it stands in, counted from 1; 0 in none.
        article_number,
        /// Share of the page's prose in that one.
        article_prose,
        /// In a `<main>`: share of the page's words outside it.
        in_main,
        /// In an `<aside>`.
        in_aside,
        /// In a `<nav>`.
        in_nav,
        /// In a `<header>`.
        in_header,
        /// In a `<footer>`.
        in_footer,
        /// In a `<form>`.
        in_form,
        /// In a `<figure>`.
        in_figure,
        /// In a `<table>`.
        in_table,
        /// In a list.
        in_list,
        /// In a `<section>`.
        in_section,
        /// In a `<blockquote>`.
        in_quote,
        /// Under names of the cue: share of the page's words outside the smallest such element, 0 where there is none.
        cue_article,
        /// See [`Cue`].
        cue_content,
        /// See [`Cue`].
        cue_title,
        /// See [`Cue`].
        cue_summary,
        /// See [`Cue`].
        cue_navigation,
        /// See [`Cue`].
        cue_header,
        /// See [`Cue`].
        cue_footer,
        /// See [`Cue`].
        cue_sidebar,
        /// See [`Cue`].
        cue_comments,
        /// See [`Cue`].
        cue_related,
        /// See [`Cue`].
        cue_social,
        /// See [`Cue`].
        cue_advert,
        /// See [`Cue`].
        cue_newsletter,
        /// See [`Cue`].
        cue_cookies,
        /// See [`Cue`].
        cue_author,
        /// See [`Cue`].
        cue_meta,
        /// See [`Cue`].
        cue_caption,
        /// See [`Cue`].
        cue_tags,
        /// See [`Cue`].
        cue_pager,
        /// See [`Cue`].
        cue_overlay,
        /// See [`Cue`].
        cue_account,
        /// See [`Cue`].
        cue_card,
        /// See [`Cue`].
        cue_widget,
        /// See [`Cue`].
        cue_faq,
        /// See [`Cue`].
        cue_shop,
        /// See [`Cue`].
        cue_forum,
        /// See [`Cue`].
        cue_button,
        /// See [`Cue`].
        cue_quote,
        /// See [`Cue`].
        cue_contents,
        /// Blocks since the block before left this block's parent: 0 where they share it.
        new_parent,
    }
}

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

/// Where a column of a row is.
type Column = fn(&mut Place) -> &mut f32;

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
const CUE_COLUMNS: [(Cue, Column); 29] = [
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

const GOOD: u32 = cues::set(&[Cue::Article, Cue::Content, Cue::Body, Cue::Summary]);

const BAD: u32 = cues::set(&[
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

/// Looks at the place of every block; empty, and without a tree, where the document is no page.
pub fn of(document: &Document, own: &[Own]) -> (Vec<Place>, Option<Tree>) {
    match &document.page {
        Some(page)
            if !page.elements.is_empty()
                && document.blocks.iter().all(|block| block.markup.is_some()) =>
        {
            let tree = Tree::of(document, page, own);
            (tree.places(document, own), Some(tree))
        }
        _ => (Vec::new(), None),
    }
}

/// What an element holds, itself and below.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Holds {
    words: f32,
    links: f32,
    prose: f32,
    blocks: f32,
    points: f32,
}

/// What all blocks under elements that look alike hold.
#[derive(Clone, Copy, Default)]
struct Alike {
    blocks: f32,
    words: f32,
    links: f32,
    prose: f32,
}

type Table = HashMap<u64, Alike, BuildHasherDefault<AsIs>>;

/// The tree above the blocks, with what every element holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    parents: Vec<Option<u32>>,
    /// The element of every block.
    elements: Vec<u32>,
    cues: Vec<u32>,
    tags: Vec<u8>,
    depths: Vec<u16>,
    /// Hashes of the path of tags down to the element.
    paths: Vec<u64>,
    /// Hashes of the element's own tag and names.
    looks: Vec<u64>,
    holds: Vec<Holds>,
    /// What stands around: the row that all blocks of an element share.
    around: Vec<Place>,
    articles: f32,
    all: Holds,
}

impl Tree {
    fn of(document: &Document, page: &Page, own: &[Own]) -> Tree {
        let elements = page.elements.as_slice();
        let count = elements.len();
        let element = |block: &Block| {
            block
                .markup
                .as_ref()
                .map_or(0, |markup| markup.element.min(count as u32 - 1))
        };
        let mut tree = Tree {
            // Parents stand before their children, whatever a reader made of a broken page.
            parents: elements
                .iter()
                .zip(0..)
                .map(|(element, index)| element.parent.filter(|&parent| parent < index))
                .collect(),
            elements: document.blocks.iter().map(element).collect(),
            cues: Vec::with_capacity(count),
            tags: Vec::with_capacity(count),
            depths: vec![0; count],
            paths: vec![0; count],
            looks: Vec::with_capacity(count),
            holds: vec![Holds::default(); count],
            around: Vec::with_capacity(count),
            articles: elements
                .iter()
                .filter(|element| &*element.tag == "article")
                .count() as f32,
            all: Holds::default(),
        };
        // A page has far more elements than names for them.
        let mut met: HashMap<u64, u32, BuildHasherDefault<AsIs>> = HashMap::default();
        for (index, element) in elements.iter().enumerate() {
            let names = hash(&element.names);
            let cues = met.entry(names).or_insert_with(|| cues::of(&element.names));
            tree.cues.push(*cues);
            tree.tags.push(tag(&element.tag));
            let parent = tree.parent(index);
            tree.depths[index] = parent.map_or(0, |parent| tree.depths[parent].saturating_add(1));
            let above = parent.map_or(0, |parent| tree.paths[parent]);
            tree.paths[index] = mix(above, u64::from(tree.tags[index]));
            tree.looks.push(mix(names, u64::from(tree.tags[index])));
        }
        tree.fill(own);
        let mut articles = 0.0;
        for (index, element) in elements.iter().enumerate() {
            let row = tree.surroundings(index, &element.tag, &mut articles);
            tree.around.push(row);
        }
        tree
    }

    /// An element's parent.
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.parents[index].map(|parent| parent as usize)
    }

    /// A block's element.
    pub fn element(&self, block: usize) -> usize {
        self.elements[block] as usize
    }

    /// How many elements there are.
    pub fn count(&self) -> usize {
        self.parents.len()
    }

    /// The number of an element's tag.
    pub fn tag(&self, index: usize) -> u8 {
        self.tags[index]
    }

    /// Words of running text in an element.
    pub fn prose(&self, index: usize) -> f32 {
        self.holds[index].prose
    }

    /// The largest containers of two elements that do not hold the other; `None` if one holds the other.
    pub fn apart(&self, one: usize, other: usize) -> Option<(usize, usize)> {
        let (mut one, mut other) = (one, other);
        // Parents stand before their children: the later parent cannot hold the earlier one.
        loop {
            let (up_one, up_other) = (self.parent(one), self.parent(other));
            if one == other {
                return None;
            } else if up_one == up_other {
                return Some((one, other));
            } else if up_one > up_other {
                one = up_one?;
            } else {
                other = up_other?;
            }
        }
    }

    /// Adds up what every element holds, children into parents.
    fn fill(&mut self, own: &[Own]) {
        for (block, own) in own.iter().enumerate() {
            let prose = own.prose * own.words;
            let holds = Holds {
                words: own.words,
                links: own.words * own.link_share,
                prose,
                blocks: 1.0,
                points: 0.0,
            };
            let element = self.element(block);
            self.holds[element].add(&holds);
            self.all.add(&holds);
            // Readability's points: a paragraph counts for its parent in full, for its grandparent by half.
            let points = own.prose * (1.0 + own.commas + (own.words / 16.0).min(3.0));
            if let Some(parent) = self.parent(element) {
                self.holds[parent].points += points;
                if let Some(grandparent) = self.parent(parent) {
                    self.holds[grandparent].points += points / 2.0;
                }
            }
        }
        for index in (1..self.holds.len()).rev() {
            if let Some(parent) = self.parent(index) {
                let child = Holds {
                    points: 0.0,
                    ..self.holds[index]
                };
                self.holds[parent].add(&child);
            }
        }
    }

    /// The row of an element: its parent's, and what the element itself adds.
    fn surroundings(&self, index: usize, name: &str, articles: &mut f32) -> Place {
        let mut row = self
            .parent(index)
            .map_or_else(Place::default, |parent| self.around[parent]);
        let outside = 1.0 - self.holds[index].words / self.all.words.max(1.0);
        if let Some(column) = around(name) {
            *column(&mut row) = outside.max(0.01);
        }
        if name == "article" {
            *articles += 1.0;
            row.article_number = articles.min(20.0);
            row.article_prose = self.holds[index].prose / self.all.prose.max(1.0);
        }
        let set = self.cues[index];
        if set == 0 {
            return row;
        }
        if cues::has(set, Cue::Body) {
            row.in_body = outside.max(0.01);
        }
        if outside > 1.0 - WHOLE_PAGE {
            for (cue, column) in CUE_COLUMNS {
                if cues::has(set, cue) {
                    *column(&mut row) = outside;
                }
            }
        }
        row
    }

    /// The container Readability would take.
    fn best(&self) -> usize {
        let score = |index: usize| {
            let holds = &self.holds[index];
            let set = self.cues[index];
            let has = |cues: u32| f32::from(u8::from(set & cues != 0));
            let named = 1.0 + 0.25 * (has(GOOD) - has(BAD));
            holds.points * named * (1.0 - holds.links / holds.words.max(1.0))
        };
        let better = |best: (usize, f32), index: usize| {
            let score = score(index);
            if score > best.1 { (index, score) } else { best }
        };
        (0..self.holds.len()).fold((0, 0.0), better).0
    }

    /// The smallest container of a share of the page's prose.
    fn smallest(&self, share: f32) -> usize {
        let enough = self.all.prose * share;
        (0..self.holds.len())
            .rev()
            .filter(|&index| self.holds[index].prose >= enough)
            .max_by_key(|&index| self.depths[index])
            .unwrap_or(0)
    }

    /// How deep an element stands.
    pub fn depth(&self, index: usize) -> u16 {
        self.depths[index]
    }

    /// Which elements stand in `container`, itself included.
    pub fn inside(&self, container: usize) -> Vec<bool> {
        let mut inside = vec![false; self.count()];
        for index in container..inside.len() {
            inside[index] =
                index == container || self.parent(index).is_some_and(|parent| inside[parent]);
        }
        inside
    }

    fn places(&self, document: &Document, own: &[Own]) -> Vec<Place> {
        let best = self.best();
        let in_best = self.inside(best);
        let to_best = self.steps(best);
        let [in_half, in_most, in_nearly_all] =
            [0.5, 0.75, 0.9].map(|share| self.inside(self.smallest(share)));
        let (mut alike, mut paths, mut parents) =
            (Table::default(), Table::default(), Table::default());
        for (block, own) in own.iter().enumerate() {
            let element = self.element(block);
            alike.entry(self.alike(element)).or_default().add(own);
            paths.entry(self.paths[element]).or_default().add(own);
            parents.entry(self.family(element)).or_default().add(own);
        }
        let all_prose = self.all.prose.max(1.0);
        let mut before = None;
        own.iter()
            .enumerate()
            .map(|(block, _)| {
                let element = self.element(block);
                let parent = self.parent(element);
                let mut place = self.around[element];
                place.tag = f32::from(self.tags[element]);
                place.parent_tag = parent.map_or(ABSENT, |parent| f32::from(self.tags[parent]));
                place.grandparent_tag = parent
                    .and_then(|parent| self.parent(parent))
                    .map_or(ABSENT, |parent| f32::from(self.tags[parent]));
                place.depth = f32::from(self.depths[element]);
                place.hidden = f32::from(u8::from(
                    document.blocks[block]
                        .markup
                        .as_ref()
                        .is_some_and(|markup| markup.is_hidden),
                ));
                self.containers(element, &mut place);
                place.in_best = f32::from(u8::from(in_best[element]));
                (place.to_best, place.from_best) = to_best[element];
                place.best_words = self.holds[best].words / self.all.words.max(1.0);
                place.best_prose = self.holds[best].prose / all_prose;
                place.in_half = f32::from(u8::from(in_half[element]));
                place.in_most = f32::from(u8::from(in_most[element]));
                place.in_nearly_all = f32::from(u8::from(in_nearly_all[element]));
                place.same_parent_prose = parents[&self.family(element)].prose / all_prose;
                place.same_path_prose = paths[&self.paths[element]].prose / all_prose;
                place.siblings_prose =
                    parent.map_or(0.0, |parent| self.holds[parent].prose / all_prose);
                let alike = alike[&self.alike(element)];
                place.alike = alike.blocks;
                place.alike_words = alike.words / alike.blocks;
                place.alike_links = alike.links / alike.words.max(1.0);
                let near = self.cues[element] | parent.map_or(0, |parent| self.cues[parent]);
                place.near_good = (near & GOOD).count_ones() as f32;
                place.near_bad = (near & BAD).count_ones() as f32;
                place.articles = self.articles;
                place.new_parent = f32::from(u8::from(parent != before));
                before = parent;
                place
            })
            .collect()
    }

    /// What a block's parent holds, and its parent, and so on up.
    fn containers(&self, element: usize, place: &mut Place) {
        let mut rows = [[0.0f32; 5]; LEVELS];
        let mut at = self.parent(element).unwrap_or(element);
        for row in &mut rows {
            let holds = &self.holds[at];
            let words = holds.words.max(1.0);
            *row = [
                holds.words / self.all.words.max(1.0),
                holds.links / words,
                holds.prose / words,
                holds.prose / self.all.prose.max(1.0),
                holds.blocks,
            ];
            at = self.parent(at).unwrap_or(at);
        }
        [
            place.c1_words,
            place.c1_links,
            place.c1_prose,
            place.c1_of_prose,
            place.c1_blocks,
        ] = rows[0];
        [
            place.c2_words,
            place.c2_links,
            place.c2_prose,
            place.c2_of_prose,
            place.c2_blocks,
        ] = rows[1];
        [
            place.c3_words,
            place.c3_links,
            place.c3_prose,
            place.c3_of_prose,
            _,
        ] = rows[2];
        [
            place.c4_words,
            place.c4_links,
            place.c4_prose,
            place.c4_of_prose,
            _,
        ] = rows[3];
    }

    /// Of every element the steps up to one that holds `container`, and down from there to it.
    fn steps(&self, container: usize) -> Vec<(f32, f32)> {
        let mut steps = vec![(0.0, ABSENT); self.count()];
        let above = std::iter::successors(Some(container), |&at| self.parent(at));
        for (down, element) in above.enumerate() {
            steps[element].1 = down as f32;
        }
        for element in 0..steps.len() {
            if let Some(parent) = self.parent(element)
                && steps[element].1 == ABSENT
            {
                let (up, down) = steps[parent];
                steps[element] = (up + 1.0, down);
            }
        }
        steps
    }

    /// Elements that look alike: own tag and names, and the parent's.
    pub fn alike(&self, element: usize) -> u64 {
        mix(
            self.looks[element],
            self.parent(element).map_or(0, |parent| self.looks[parent]),
        )
    }

    /// Elements of the same tag under a parent of the same tag and names.
    pub fn family(&self, element: usize) -> u64 {
        mix(
            u64::from(self.tags[element]),
            self.parent(element).map_or(0, |parent| self.looks[parent]),
        )
    }
}

impl Holds {
    fn add(&mut self, other: &Holds) {
        self.words += other.words;
        self.links += other.links;
        self.prose += other.prose;
        self.blocks += other.blocks;
        self.points += other.points;
    }
}

impl Alike {
    fn add(&mut self, own: &Own) {
        self.blocks += 1.0;
        self.words += own.words;
        self.links += own.words * own.link_share;
        self.prose += own.words * own.prose;
    }
}

/// The column of a tag that is one around a block.
fn around(name: &str) -> Option<Column> {
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

fn tag(name: &str) -> u8 {
    static NUMBERS: LazyLock<HashMap<u64, u8, BuildHasherDefault<AsIs>>> = LazyLock::new(|| {
        let numbered = TAGS.iter().zip(0..);
        numbered.map(|(tag, number)| (hash(tag), number)).collect()
    });
    let number = NUMBERS.get(&hash(name));
    number.copied().unwrap_or(TAGS.len() as u8)
}
