//! Blocks become passages: which stand alone, which join, which are cut.

use std::collections::HashMap;

use super::piece::{floor, pieces, weight};
use super::{Labelled, Passage, row};
use crate::clean::{Judgement, Verdict};
use crate::document::job::names_job;
use crate::document::sentence::sentences;
use crate::document::{Block, Document, Kind, Lines};

/// An item of fewer words is a fragment ("Leadership") and joins its neighbours.
const MIN_ITEM_WORDS: usize = 3;
/// Joined fragments stop here.
const MAX_JOINED_WORDS: usize = 60;
/// An item that others hang under, and that says no more than a heading would, is their lead and no passage.
const MAX_PARENT_WORDS: usize = 5;
/// A heading or lead is carried by every passage under it, so it is cut at this.
const MAX_CARRIED_BYTES: usize = 400;

/// A longer row is a page laid out in cells; it is cut like a paragraph.
const MAX_ROW_BYTES: usize = 6_000;

/// Cuts what was kept of a document into passages, in reading order.
pub fn split(document: &Document, judgements: &[Judgement]) -> Vec<Passage> {
    let mut split = Split {
        document,
        path: Vec::new(),
        headings: Vec::new(),
        lead: None,
        table: None,
        parents: Vec::new(),
        fragments: None,
        met: HashMap::new(),
        passages: Vec::new(),
    };
    split.headings = split.under();
    let kept: Vec<(&Block, &Judgement)> = document
        .blocks
        .iter()
        .zip(judgements)
        .filter(|(_, judgement)| judgement.verdict != Verdict::Remove)
        .collect();
    for (at, (block, judgement)) in kept.iter().enumerate() {
        split.add(block, judgement, kept.get(at + 1).map(|(next, _)| *next));
    }
    split.flush();
    split.passages
}

struct Split<'a> {
    document: &'a Document,
    /// The open headings with their levels.
    path: Vec<(u8, String)>,
    /// What every passage stands under until the path changes.
    headings: Vec<String>,
    /// The clause that leads into the list that comes.
    lead: Option<String>,
    /// The header row of the open table, by its group, where its rows have no cells to label.
    table: Option<(Option<u32>, String)>,
    /// Items that deeper ones may hang under, with their depth.
    parents: Vec<(u8, String)>,
    /// Short items of one list, waiting for more.
    fragments: Option<Fragments>,
    met: HashMap<Lines, usize>,
    passages: Vec<Passage>,
}

struct Fragments {
    group: Option<u32>,
    level: u8,
    lead: Option<String>,
    lines: Lines,
    text: String,
}

impl Split<'_> {
    fn add(&mut self, block: &Block, judgement: &Judgement, next: Option<&Block>) {
        let text = judgement.kept(&block.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if block.kind != Kind::Item {
            self.flush();
            self.parents.clear();
        }
        match block.kind {
            Kind::Heading => {
                self.path.retain(|(level, _)| *level < block.level);
                self.path.push((block.level, carried(text)));
                self.headings = self.under();
                self.lead = None;
            }
            Kind::Row if block.is_header => {
                self.table = block.cells.is_empty().then(|| (block.group, carried(text)))
            }
            Kind::Row => {
                let (said, cells) = row::say(block, judgement);
                let lead = self
                    .table
                    .as_ref()
                    .filter(|(group, _)| *group == block.group)
                    .map(|(_, header)| header.clone());
                if cells.is_empty() || said.len() > MAX_ROW_BYTES {
                    self.push(text, block.lines, lead);
                } else {
                    self.push_row(said, cells, block.lines);
                }
            }
            Kind::Item => self.item(block, text, next),
            Kind::Paragraph | Kind::Quote | Kind::Code | Kind::Caption => {
                self.push(text, block.lines, None);
                self.lead = lead_in(text);
            }
        }
    }

    fn item(&mut self, block: &Block, text: &str, next: Option<&Block>) {
        self.parents.retain(|(level, _)| *level < block.level);
        let lead = self
            .parents
            .last()
            .map(|(_, parent)| parent.clone())
            .or_else(|| self.lead.clone());
        let is_parent = next.is_some_and(|next| {
            next.kind == Kind::Item && next.group == block.group && next.level > block.level
        });
        if is_parent {
            self.parents.push((block.level, carried(text)));
        }
        if is_parent && weight(text) <= MAX_PARENT_WORDS {
            return self.flush();
        }
        if !is_fragment(block, text) {
            self.flush();
            return self.push(text, block.lines, lead);
        }
        let fragment = text.trim_end_matches([',', ';']);
        if let Some(open) = &mut self.fragments
            && (open.group, open.level, &open.lead) == (block.group, block.level, &lead)
            && weight(&open.text) < MAX_JOINED_WORDS
        {
            open.text.push_str("; ");
            open.text.push_str(fragment);
            open.lines.1 = block.lines.1;
            return;
        }
        self.flush();
        self.fragments = Some(Fragments {
            group: block.group,
            level: block.level,
            lead,
            lines: block.lines,
            text: fragment.to_owned(),
        });
    }

    /// The fragments that wait become a passage.
    fn flush(&mut self) {
        if let Some(open) = self.fragments.take() {
            self.push(&open.text, open.lines, open.lead);
        }
    }

    fn push(&mut self, text: &str, lines: Lines, lead: Option<String>) {
        for piece in pieces(text) {
            let passage = self.passage(text[piece].trim().to_owned(), lines, lead.clone());
            self.passages.push(passage);
        }
    }

    /// A row keeps together, so that its cells stay where they are.
    fn push_row(&mut self, text: String, cells: Vec<Labelled>, lines: Lines) {
        let mut passage = self.passage(text, lines, None);
        passage.cells = cells;
        self.passages.push(passage);
    }

    fn passage(&mut self, text: String, lines: Lines, lead: Option<String>) -> Passage {
        let number = self
            .met
            .entry(lines)
            .and_modify(|number| *number += 1)
            .or_insert(1);
        let (first, last) = lines;
        let id = match number {
            1 => format!("{}:{first}-{last}", self.document.id),
            _ => format!("{}:{first}-{last}.{number}", self.document.id),
        };
        Passage {
            id,
            headings: self.headings.clone(),
            lead,
            lines,
            text,
            cells: Vec::new(),
            about: Vec::new(),
            mentions: Vec::new(),
        }
    }

    /// The path of headings, under the article's title unless the first of them is the title.
    fn under(&self) -> Vec<String> {
        let title = self.document.source.title.as_deref();
        let first = self.path.first();
        let same = title
            .zip(first)
            .and_then(|(title, (level, first))| same(first, *level, title));
        // The very title stands as the article has it, so that it is not counted twice.
        let title = title.filter(|_| same != Some(Same::Part)).map(carried);
        let headings = self.path.iter().skip(usize::from(same == Some(Same::All)));
        title
            .into_iter()
            .chain(headings.map(|(_, text)| text.clone()))
            .collect()
    }
}

/// How a heading says what the title says.
#[derive(PartialEq)]
enum Same {
    /// Every letter.
    All,
    /// But for what one of them has at its end.
    Part,
}

/// A title and a heading say the same, but for case, signs, and what the site appends to one at the top. (A section may
/// well be called by the first words of the title.)
fn same(heading: &str, level: u8, title: &str) -> Option<Same> {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let (heading, title) = (plain(heading), plain(title));
    if heading.is_empty() {
        None
    } else if title == heading {
        Some(Same::All)
    } else {
        let starts = (heading.len() >= 12 && title.starts_with(&heading))
            || (title.len() >= 12 && heading.starts_with(&title));
        (level == 1 && starts).then_some(Same::Part)
    }
}

/// The last sentence of a text, if it leads into what comes: it ends in a colon or a dash.
fn lead_in(text: &str) -> Option<String> {
    if !text.ends_with([':', '：', '–', '—', '-']) {
        return None;
    }
    let last = sentences(text).pop()?;
    Some(carried(text[last].trim()))
}

/// A bare word or two: no sentence, no label, no job.
fn is_fragment(block: &Block, text: &str) -> bool {
    let is_sentence = text.ends_with(['.', '!', '?']);
    weight(text) < MIN_ITEM_WORDS && !is_sentence && block.label.is_none() && !names_job(text)
}

fn carried(text: &str) -> String {
    text[..floor(text, MAX_CARRIED_BYTES)].trim_end().to_owned()
}
