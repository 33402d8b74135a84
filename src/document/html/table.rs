//! A table is rows of cells under column headers; one that only lays out the page does not count.

use ego_tree::NodeRef;
use scraper::{Node, node::Element as Tag};

use std::mem;
use std::ops::Range;

use crate::document::{Block, Cell, is_column};

/// A cell with more bytes of text than this holds an article, not a value. Cells of real comparison tables stay well below.
const CELL_MAX: usize = 1500;

/// A span beyond this is a mistake or an attack.
const SPAN_MAX: u16 = 100;

/// The rows of this table are rows. Not so where it lays out a page: another table within, one cell a row, or cells that
/// hold headings, forms or a whole text.
pub(super) fn is_data(table: NodeRef<'_, Node>) -> bool {
    let mut rows = 0;
    let mut cells_in_row = 0;
    let mut widest = 0;
    let mut in_cell = 0;
    let mut node = table;
    if matches!(
        table.value().as_element().and_then(|t| t.attr("role")),
        Some("presentation" | "none")
    ) {
        return false;
    }
    loop {
        let mut into = true;
        match node.value() {
            Node::Text(text) => {
                in_cell += text.trim().len();
                if in_cell > CELL_MAX {
                    return false;
                }
            }
            Node::Element(tag) if node.id() != table.id() => match tag.name() {
                "table" | "h1" | "h2" | "h3" | "form" | "article" | "section" | "aside" | "nav"
                | "iframe" => {
                    return false;
                }
                "tr" => {
                    rows += 1;
                    cells_in_row = 0;
                }
                "td" | "th" => {
                    cells_in_row += 1;
                    widest = widest.max(cells_in_row);
                    in_cell = 0;
                }
                "script" | "style" | "noscript" => into = false,
                _ => {}
            },
            _ => {}
        }
        let next = if into { node.first_child() } else { None };
        node = match next {
            Some(child) => child,
            None => loop {
                if node.id() == table.id() {
                    return rows > 1 && widest > 1;
                }
                if let Some(next) = node.next_sibling() {
                    break next;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => return false,
                }
            },
        };
    }
}

/// What a `<td>` or `<th>` says of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellTag {
    is_header: bool,
    columns: u16,
    rows: u16,
}

impl CellTag {
    pub(super) fn of(tag: &Tag) -> CellTag {
        let span = |name| {
            tag.attr(name)
                .and_then(|n| n.trim().parse::<u16>().ok())
                .unwrap_or(1)
                .clamp(1, SPAN_MAX)
        };
        CellTag {
            is_header: tag.name() == "th",
            columns: span("colspan"),
            rows: span("rowspan"),
        }
    }
}

/// The cells of a row: the column of each, and where it stands in the row's text.
pub(super) type Cells = Vec<(usize, Range<usize>)>;

/// Follows cells to their columns.
#[derive(Default)]
pub(super) struct Grid {
    /// Column headers, once a header row was seen.
    headers: Vec<String>,
    /// For every column: how many more rows a cell from above reaches into.
    reach: Vec<u16>,
    rows: u32,
    /// Column of the open cell, and of the next one.
    column: usize,
    next: usize,
    /// The open cell has had no words yet.
    is_empty: bool,
    start: usize,
    cells: Cells,
    /// All cells of the row are `<th>`.
    all_headers: bool,
}

/// What stands between two cells in the text of a row.
const SEPARATOR: &str = " | ";

impl Grid {
    pub(super) fn row(&mut self) {
        self.next = 0;
        self.cells.clear();
        self.all_headers = true;
        self.reach
            .iter_mut()
            .for_each(|rows| *rows = rows.saturating_sub(1));
    }

    pub(super) fn cell(&mut self, tag: CellTag) {
        while self.reach.get(self.next).is_some_and(|&rows| rows > 0) {
            self.next += 1;
        }
        self.column = self.next;
        self.next += usize::from(tag.columns);
        if tag.rows > 1 {
            if self.reach.len() < self.next {
                self.reach.resize(self.next, 0);
            }
            self.reach[self.column..self.next].fill(tag.rows);
        }
        self.is_empty = true;
        self.all_headers &= tag.is_header;
    }

    /// Words are about to be added: before the first of a cell goes the separator.
    pub(super) fn words(&mut self, text: &mut String, gap: &mut bool) {
        if mem::take(&mut self.is_empty) {
            if !text.is_empty() {
                text.push_str(SEPARATOR);
            }
            *gap = false;
            self.start = text.len();
        }
    }

    pub(super) fn cell_end(&mut self, end: usize) {
        if !self.is_empty && self.start < end {
            self.cells.push((self.column, self.start..end));
        }
        self.is_empty = true;
    }

    /// The row's text was cut off: what begins now stands at its start.
    pub(super) fn cut(&mut self) {
        self.cells.clear();
        self.start = 0;
    }

    /// The cells of the row that ends.
    pub(super) fn cells(&mut self) -> Cells {
        mem::take(&mut self.cells)
    }

    /// The row is this block with these cells: give it them, or learn the headers from them.
    pub(super) fn row_end(&mut self, block: &mut Block, cells: Cells, all_bold: bool) {
        self.rows += 1;
        let is_header = cells.len() > 1 && (self.all_headers || (all_bold && self.rows == 1));
        if is_header {
            self.headers.clear();
            for (column, range) in &cells {
                if self.headers.len() <= *column {
                    self.headers.resize(column + 1, String::new());
                }
                self.headers[*column] = block.text[range.clone()].to_owned();
            }
        }
        block.is_header = is_header;
        block.cells = cells
            .into_iter()
            .map(|(column, range)| Cell {
                column: self
                    .headers
                    .get(column)
                    .filter(|name| !is_header && is_column(name))
                    .cloned(),
                range,
            })
            .collect();
    }
}

/// Bytes that stand between the cells of a row.
pub(super) fn separators(cells: &Cells) -> usize {
    cells.len().saturating_sub(1) * SEPARATOR.len()
}
