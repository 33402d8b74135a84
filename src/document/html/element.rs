//! The elements above the blocks: of the whole tree only what says where a block stands.

use ego_tree::NodeRef;
use scraper::{Node, node::Element as Tag};

use super::plain;
use crate::document::{Block, Element};

/// Names are cut here; beyond are lists of generated classes.
const NAMES_MAX: usize = 200;

/// The elements that hold blocks, parents first. The blocks' `markup.element` is turned from an index into `seen` to one
/// into the result. `<html>` is left out.
pub(super) fn above(blocks: &mut [Block], seen: &[(u32, NodeRef<'_, Node>)]) -> Vec<Element> {
    const UNUSED: u32 = u32::MAX;
    let mut number = vec![UNUSED; seen.len()];
    for block in blocks.iter() {
        let mut at = block
            .markup
            .as_ref()
            .map_or(UNUSED, |markup| markup.element);
        while let Some(slot) = number.get_mut(at as usize) {
            if *slot != UNUSED {
                break;
            }
            *slot = 0;
            at = seen[at as usize].0;
        }
    }
    let mut elements = Vec::new();
    for (i, &(parent, node)) in seen.iter().enumerate() {
        let (Node::Element(tag), 0) = (node.value(), number[i]) else {
            continue;
        };
        if tag.name() == "html" {
            number[i] = UNUSED;
            continue;
        }
        number[i] = elements.len() as u32;
        elements.push(Element {
            parent: number
                .get(parent as usize)
                .copied()
                .filter(|&n| n != UNUSED),
            tag: tag.name().into(),
            names: names(tag).into(),
            blocks: 0..0,
        });
    }
    for (i, block) in blocks.iter_mut().enumerate() {
        let Some(markup) = &mut block.markup else {
            continue;
        };
        markup.element = number
            .get(markup.element as usize)
            .copied()
            .filter(|&n| n != UNUSED)
            .unwrap_or(0);
        let mut at = Some(markup.element);
        while let Some(element) = at.and_then(|at| elements.get_mut(at as usize)) {
            if element.blocks.is_empty() {
                element.blocks.start = i as u32;
            }
            element.blocks.end = i as u32 + 1;
            at = element.parent;
        }
    }
    elements
}

/// What the page's author called an element.
fn names(tag: &Tag) -> String {
    let mut names = String::new();
    for (name, value) in tag.attrs() {
        if matches!(
            name,
            "class"
                | "id"
                | "role"
                | "itemprop"
                | "itemtype"
                | "aria-label"
                | "data-testid"
                | "data-component"
        ) {
            if !names.is_empty() {
                names.push(' ');
            }
            names.push_str(plain::start(value, NAMES_MAX.saturating_sub(names.len())));
            if names.len() >= NAMES_MAX {
                break;
            }
        }
    }
    names.make_ascii_lowercase();
    names
}
