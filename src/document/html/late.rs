//! Pieces that arrive late: React streams a page with placeholders (`<template id="B:0">`), sends the pieces behind it in
//! hidden boxes (`<div hidden id="S:0">`), and a script moves them. Here the walk does what the script would.

use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node, node::Element as Tag};

use std::collections::{HashMap, HashSet};

use memchr::memmem;

/// The pieces of a page, by the id of their placeholder. Most pages have none.
#[derive(Default)]
pub(super) struct Late<'a> {
    by_placeholder: HashMap<&'a str, NodeRef<'a, Node>>,
    pieces: HashSet<NodeId>,
}

impl<'a> Late<'a> {
    /// Looks for placeholders and their pieces.
    pub(super) fn find(page: &'a Html, source: &str) -> Late<'a> {
        let has = |needle: &str| memmem::find(source.as_bytes(), needle.as_bytes()).is_some();
        if !has("id=\"S:") || !has("<template id=\"") {
            return Late::default();
        }
        let mut placeholders = Vec::new();
        let mut pieces = HashMap::new();
        for node in page.tree.nodes() {
            let Some(tag) = node.value().as_element() else {
                continue;
            };
            let Some(id) = tag.attr("id") else { continue };
            if tag.name() == "template" && (id.starts_with("B:") || id.starts_with("P:")) {
                placeholders.push(id);
            } else if id.starts_with("S:") && tag.attr("hidden").is_some() {
                pieces.insert(id, node);
            }
        }
        let moves = moves(source);
        let mut late = Late::default();
        for id in placeholders {
            // Without the scripts, the numbers agree as a rule.
            let same = format!("S:{}", &id[2..]);
            let piece = moves.get(id).copied().unwrap_or(&same);
            if let Some(node) = pieces.remove(piece) {
                late.pieces.insert(node.id());
                late.by_placeholder.insert(id, node);
            }
        }
        late
    }

    /// This element is a piece whose place is elsewhere.
    pub(super) fn is_piece(&self, node: NodeRef<'_, Node>) -> bool {
        !self.pieces.is_empty() && self.pieces.contains(&node.id())
    }

    /// The piece that belongs in this placeholder, once.
    pub(super) fn piece_for(&mut self, tag: &Tag) -> Option<NodeRef<'a, Node>> {
        if self.by_placeholder.is_empty() || tag.name() != "template" {
            return None;
        }
        self.by_placeholder.remove(tag.attr("id")?)
    }
}

/// What the scripts move where: `$RC("B:1","S:3")` and `$RS("S:3","P:3")`.
fn moves(source: &str) -> HashMap<&str, &str> {
    let mut moves = HashMap::new();
    for (call, placeholder_first) in [("$RC(\"", true), ("$RS(\"", false)] {
        for (at, _) in source.match_indices(call) {
            let mut ids = source[at + call.len()..].splitn(4, '"');
            if let (Some(first), Some(","), Some(second)) = (ids.next(), ids.next(), ids.next()) {
                let (placeholder, piece) = if placeholder_first {
                    (first, second)
                } else {
                    (second, first)
                };
                moves.insert(placeholder, piece);
            }
        }
    }
    moves
}
