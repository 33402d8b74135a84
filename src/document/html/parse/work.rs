//! The work that a page is: html5ever takes time quadratic in how deep elements stand open and in how many formatting
//! elements it must compare and reopen. It is counted in steps and nodes, never in seconds, so that every machine
//! builds the same index.

use std::cell::{Cell, RefCell};

use ego_tree::{NodeId, NodeRef};
use html5ever::{LocalName, local_name};
use scraper::Node;

/// Steps that html5ever may take: looks at an open element. A step costs some 5 ns, so this is a tenth of a second; of 646
/// real pages the hardest takes 170,000, and a page of 2.5 MB a million.
const STEPS_MAX: u64 = 24_000_000;

/// Nodes that a page may hold: one costs about 150 bytes, and two pages are read at a time. A page of 2.5 MB has 80,000.
const NODES_MAX: usize = 1_000_000;

/// Comparing two formatting elements of the same name costs so many steps, for their attributes are copied and sorted.
const COMPARE_STEPS: u64 = 16;

/// html5ever reopens elements of this name after a block has ended.
pub(super) fn is_formatting(name: &LocalName) -> bool {
    kind(name).is_some()
}

/// How many names of formatting elements there are.
const KINDS: usize = 14;

fn kind(name: &LocalName) -> Option<usize> {
    Some(match *name {
        local_name!("a") => 0,
        local_name!("b") => 1,
        local_name!("big") => 2,
        local_name!("code") => 3,
        local_name!("em") => 4,
        local_name!("font") => 5,
        local_name!("i") => 6,
        local_name!("nobr") => 7,
        local_name!("s") => 8,
        local_name!("small") => 9,
        local_name!("strike") => 10,
        local_name!("strong") => 11,
        local_name!("tt") => 12,
        local_name!("u") => 13,
        _ => return None,
    })
}

/// Counts.
pub(super) struct Work {
    steps: Cell<u64>,
    nodes: Cell<usize>,
    /// Formatting elements with attributes that may stand open, by kind: of the page, and of every cell within one another.
    /// Of those without attributes html5ever lists three of a kind at most.
    open: RefCell<Vec<(NodeId, [u32; KINDS])>>,
}

impl Work {
    /// Nothing is done yet, and only the top of the page stands open.
    pub(super) fn new(top: NodeId) -> Work {
        Work {
            steps: Cell::default(),
            nodes: Cell::default(),
            open: RefCell::new(vec![(top, Default::default())]),
        }
    }

    /// One look at an open element.
    #[inline]
    pub(super) fn step(&self) {
        self.steps(1);
    }

    pub(super) fn steps(&self, steps: u64) {
        self.steps.set(self.steps.get() + steps);
    }

    /// One more node, or one more piece of a text.
    pub(super) fn node(&self) {
        self.nodes.set(self.nodes.get() + 1);
    }

    /// It is more than a page may cost.
    pub(super) fn is_too_much(&self) -> bool {
        self.steps.get() > STEPS_MAX || self.nodes.get() > NODES_MAX
    }

    /// A start tag is about to be handed over: html5ever compares it with all formatting elements in its list.
    pub(super) fn opens(&self, name: &LocalName, has_attributes: bool) {
        let Some(kind) = kind(name) else { return };
        let mut open = self.open.borrow_mut();
        let (mut alike, mut others) = (0, 0);
        for (_, counts) in open.iter() {
            alike += u64::from(counts[kind]);
            others += u64::from(counts.iter().sum::<u32>());
        }
        self.steps(alike * COMPARE_STEPS + others / 8 + open.len() as u64);
        // A second `<a>` ends the first.
        if has_attributes
            && *name != local_name!("a")
            && let Some((_, counts)) = open.last_mut()
        {
            counts[kind] += 1;
        }
    }

    /// An end tag is about to be handed over.
    pub(super) fn closes(&self, name: &LocalName) {
        if let Some(kind) = kind(name)
            && let Some((_, counts)) = self.open.borrow_mut().last_mut()
        {
            counts[kind] = counts[kind].saturating_sub(1);
        }
    }

    /// A cell begins in this parent: what was open before stays in the list, but is not looked at from within. Cells that
    /// `parent` does not stand in have ended, and with them what was open in them.
    pub(super) fn cell(&self, cell: NodeId, parent: NodeRef<'_, Node>) {
        let mut open = self.open.borrow_mut();
        let mut at = Some(parent);
        let around = loop {
            self.step();
            let Some(node) = at else { break 0 };
            // Cells lie in the order in which they came to be.
            match open.binary_search_by_key(&node.id(), |(cell, _)| *cell) {
                Ok(place) => break place,
                Err(_) => at = node.parent(),
            }
        };
        open.truncate(around + 1);
        open.push((cell, Default::default()));
    }
}
