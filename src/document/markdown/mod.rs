//! Markdown is read into the same blocks as a page; its lines are those of the file.

mod front;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::article::Article;
use crate::document::html::plain;
use crate::document::text::label;
use crate::document::{Block, Cell, Document, HEADING_MAX, Kind, is_column};
use front::{front_matter, source};

/// What stands between two cells in the text of a row.
const SEPARATOR: &str = " | ";

/// Reads a Markdown file. Never fails.
pub fn read(article: &Article) -> Document {
    let (front, body) = front_matter(&article.text);
    let mut reader = Reader::new(&article.text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let offset = article.text.len() - body.len();
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, range.start + offset..range.end + offset);
    }
    reader.end();
    let blocks = reader.done;
    let source = source(article, &front, &blocks);
    Document {
        id: article.id.clone(),
        source,
        format: article.format,
        is_content: article.is_content,
        language: front.language.map(str::to_owned),
        keep: article.facts.keep.clone(),
        drop: article.facts.drop.clone(),
        blocks,
        page: None,
    }
}

/// Whether a text without a format is written in Markdown: it has fenced code, or a heading with its signs on a line of
/// its own.
pub fn is_marked(text: &str) -> bool {
    let mut after_blank = true;
    let mut fences = 0;
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        fences += usize::from(line.starts_with("```"));
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let is_heading = (1..=6).contains(&level) && line[level..].starts_with(' ');
        let before_blank = lines.peek().is_none_or(|next| next.is_empty());
        if fences > 1 || (is_heading && after_blank && before_blank) {
            return true;
        }
        after_blank = line.is_empty();
    }
    false
}

struct Reader {
    /// Where every line of the file begins.
    lines: Vec<usize>,
    done: Vec<Block>,
    text: String,
    span: Option<Range<usize>>,
    linked: usize,
    in_link: bool,
    /// How many pictures and struck-out words are open: neither says anything.
    silent: u32,
    in_code: bool,
    /// The block of HTML that is open, and where it stands.
    html: Option<(String, Range<usize>)>,
    heading: Option<u8>,
    quotes: u32,
    /// For every open list: whether its open item has had its block.
    lists: Vec<bool>,
    groups: u32,
    group: Option<u32>,
    columns: Vec<String>,
    cells: Vec<Range<usize>>,
    cell: usize,
    /// No words in the open cell yet.
    cell_begins: bool,
    in_header: bool,
    in_row: bool,
}

impl Reader {
    fn new(text: &str) -> Self {
        let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        Reader {
            lines: std::iter::once(0).chain(starts).collect(),
            done: Vec::new(),
            text: String::new(),
            span: None,
            linked: 0,
            in_link: false,
            silent: 0,
            in_code: false,
            html: None,
            heading: None,
            quotes: 0,
            lists: Vec::new(),
            groups: 0,
            group: None,
            columns: Vec::new(),
            cells: Vec::new(),
            cell: 0,
            cell_begins: false,
            in_header: false,
            in_row: false,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) | Event::Code(text) => self.words(&text, range),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text, range),
            // It comes line by line, but a comment or a script may go over many.
            Event::Html(html) => match &mut self.html {
                Some((block, span)) => {
                    block.push_str(&html);
                    span.end = range.end;
                }
                None => self.html = Some((html.into_string(), range)),
            },
            // A single tag, or a whole comment.
            Event::InlineHtml(_) => self.words(" ", range),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Rule => self.end(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end();
                self.heading = Some(level as u8);
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.end();
                self.in_code = true;
            }
            Tag::List(_) => {
                self.end();
                if self.lists.is_empty() {
                    self.new_group();
                }
                self.lists.push(false);
            }
            Tag::Item => {
                self.end();
                if let Some(used) = self.lists.last_mut() {
                    *used = false;
                }
            }
            Tag::Table(_) => {
                self.end();
                self.new_group();
                self.columns.clear();
            }
            Tag::TableHead => {
                self.in_header = true;
                self.in_row = true;
                self.cells.clear();
            }
            Tag::TableRow => {
                self.in_row = true;
                self.cells.clear();
            }
            Tag::TableCell => {
                self.cell = self.text.len();
                self.cell_begins = true;
            }
            Tag::Link { .. } => self.in_link = true,
            Tag::Image { .. } | Tag::Strikethrough => self.silent += 1,
            Tag::Paragraph | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => self.end(),
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.group = None;
                }
            }
            TagEnd::TableCell => {
                let is_empty = std::mem::take(&mut self.cell_begins);
                self.cells
                    .push(self.cell..if is_empty { self.cell } else { self.text.len() });
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.row();
                self.in_row = false;
                self.in_header = false;
            }
            TagEnd::Table => self.group = None,
            TagEnd::Link => self.in_link = false,
            TagEnd::Image | TagEnd::Strikethrough => self.silent = self.silent.saturating_sub(1),
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.words(&plain::text(&html), range);
                }
                self.end();
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::FootnoteDefinition => self.end(),
            _ => {}
        }
    }

    fn new_group(&mut self) {
        self.group = Some(self.groups);
        self.groups += 1;
    }

    /// Adds words, blanks folded.
    fn words(&mut self, text: &str, range: Range<usize>) {
        if self.silent > 0 {
            return;
        }
        if text.trim().is_empty() {
            if !text.is_empty() && !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            return;
        }
        if std::mem::take(&mut self.cell_begins) && !self.text.is_empty() {
            self.text.push_str(SEPARATOR);
            self.cell = self.text.len();
        }
        let from = self.text.len();
        for (i, word) in text.split_whitespace().enumerate() {
            if (i > 0 || text.starts_with(char::is_whitespace))
                && !self.text.is_empty()
                && !self.text.ends_with(' ')
            {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
        if self.in_link {
            self.linked += self.text.len() - from;
        }
        if text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        match &mut self.span {
            Some(span) => span.end = span.end.max(range.end),
            None => self.span = Some(range),
        }
    }

    /// Ends the block that grows, if any.
    fn end(&mut self) {
        self.cut();
    }

    fn cut(&mut self) -> Option<&mut Block> {
        let span = self.span.take()?;
        let size = self.text.len();
        let text = std::mem::take(&mut self.text);
        let mut block = Block::new(
            Kind::Paragraph,
            text.trim(),
            (self.line(span.start), self.line(span.end.max(1) - 1)),
        );
        block.link_share = (self.linked as f32 / size as f32).min(1.0);
        self.linked = 0;
        block.group = self.group;
        block.level = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        block.kind = match (self.heading, self.lists.last_mut()) {
            (Some(level), _) if size <= HEADING_MAX => {
                block.level = level;
                Kind::Heading
            }
            _ if self.in_row => Kind::Row,
            _ if self.in_code => Kind::Code,
            (_, Some(used)) if !*used => {
                *used = true;
                Kind::Item
            }
            _ if self.quotes > 0 => Kind::Quote,
            _ => Kind::Paragraph,
        };
        if matches!(block.kind, Kind::Item | Kind::Paragraph) {
            block.label = label::of(&block.text);
        }
        self.done.push(block);
        self.done.last_mut()
    }

    /// Ends a row: its cells learn their columns, or are the columns.
    fn row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let is_header = self.in_header;
        let columns = std::mem::take(&mut self.columns);
        let mut names = Vec::new();
        // An empty first cell leaves a separator in front, whose blank is cut off.
        let cut = self.text.len() - self.text.trim_start().len();
        if let Some(row) = self.cut() {
            row.is_header = is_header;
            for (i, cell) in cells.into_iter().enumerate() {
                let cell = cell.start.saturating_sub(cut)..cell.end.saturating_sub(cut);
                let cell = trimmed(&row.text, cell);
                let text = &row.text[cell.clone()];
                if is_header {
                    names.push(text.to_owned());
                }
                if !text.is_empty() {
                    let column = columns.get(i).filter(|name| is_column(name)).cloned();
                    row.cells.push(Cell {
                        column,
                        range: cell,
                    });
                }
            }
        }
        self.text.clear();
        self.columns = if is_header { names } else { columns };
    }

    /// The 1-based line of an offset.
    fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.lines.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }
}

/// The range without blanks at its ends, within the text.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let range = range.start.min(text.len())..range.end.min(text.len());
    let Some(cell) = text.get(range.clone()) else {
        return 0..0;
    };
    let start = range.start + cell.len() - cell.trim_start().len();
    start..start + cell.trim().len()
}

#[cfg(test)]
mod tests;
