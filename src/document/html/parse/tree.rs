//! The tree of a page: elements and text, each knowing its neighbours. Nodes lie in one list in the order in which they
//! came to be, and refer to one another by their place in it.

use std::iter;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

/// A node's place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::document::html) struct NodeId(u32);

/// What a node is.
#[derive(Debug)]
pub(in crate::document::html) enum Node {
    /// The whole page.
    Document,
    /// What stands in a `<template>`.
    Fragment,
    Element(Element),
    Text(StrTendril),
    /// A comment, of which only the place counts: it parts two texts.
    Comment,
}

/// An element with those of its attributes that somebody reads.
#[derive(Debug)]
pub(in crate::document::html) struct Element {
    pub(super) name: QualName,
    /// In the order of their names.
    attributes: Vec<Attribute>,
}

impl Element {
    pub(super) fn new(name: QualName, mut attributes: Vec<Attribute>) -> Element {
        sort(&mut attributes);
        Element { name, attributes }
    }

    /// Adds those that are missing.
    pub(super) fn add(&mut self, attributes: Vec<Attribute>) {
        for attribute in attributes {
            if self.attributes.iter().all(|a| a.name != attribute.name) {
                self.attributes.push(attribute);
            }
        }
        sort(&mut self.attributes);
    }

    /// Its name, in lower case.
    pub(in crate::document::html) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute.
    pub(in crate::document::html) fn attr(&self, name: &str) -> Option<&str> {
        self.attrs()
            .find_map(|(other, value)| (other == name).then_some(value))
    }

    /// All attributes, in the order of their names.
    pub(in crate::document::html) fn attrs(&self) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.attributes.iter();
        attributes.map(|attribute| (&*attribute.name.local, &*attribute.value))
    }
}

fn sort(attributes: &mut [Attribute]) {
    if attributes.len() > 1 {
        attributes.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    }
}

impl Node {
    /// It is an element.
    pub(in crate::document::html) fn is_element(&self) -> bool {
        matches!(self, Node::Element(_))
    }

    /// The element that it is.
    pub(in crate::document::html) fn as_element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text that it is.
    pub(in crate::document::html) fn as_text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Where a node refers to none.
const NONE: NodeId = NodeId(u32::MAX);

/// A node among its neighbours.
struct Linked {
    node: Node,
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
}

/// The name of what is no element; html5ever never asks.
static NAMELESS: QualName = QualName {
    prefix: None,
    ns: ns!(),
    local: local_name!(""),
};

/// A page as a tree.
pub(in crate::document::html) struct Tree {
    nodes: Vec<Linked>,
}

impl Tree {
    /// A page with nothing in it; room for so many nodes is made at once.
    pub(super) fn with_capacity(nodes: usize) -> Tree {
        let mut tree = Tree {
            nodes: Vec::with_capacity(nodes),
        };
        tree.add(Node::Document);
        tree
    }

    /// The whole page.
    pub(in crate::document::html) fn root(&self) -> NodeRef<'_> {
        self.get(Tree::ROOT)
    }

    /// All nodes in the order in which they came to be.
    pub(in crate::document::html) fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        (0..self.nodes.len() as u32).map(|id| self.get(NodeId(id)))
    }

    pub(super) const ROOT: NodeId = NodeId(0);

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn get(&self, id: NodeId) -> NodeRef<'_> {
        NodeRef { tree: self, id }
    }

    /// What a node is.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize].node
    }

    /// The name of an element.
    pub(super) fn name(&self, id: NodeId) -> &QualName {
        match self.node(id) {
            Node::Element(element) => &element.name,
            _ => &NAMELESS,
        }
    }

    /// It stands nowhere yet.
    pub(super) fn is_new(&self, id: NodeId) -> bool {
        self.parent(id).is_none()
    }

    /// Adds text to a node that is text; gives it back where the node is none.
    pub(super) fn lengthen(
        &mut self,
        node: Option<NodeId>,
        text: StrTendril,
    ) -> Option<StrTendril> {
        match node.map(|node| &mut self.at(node).node) {
            Some(Node::Text(old)) => {
                old.push_tendril(&text);
                None
            }
            _ => Some(text),
        }
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.at(id).node
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id.0 as usize].parent)
    }

    pub(super) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id.0 as usize].last)
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id.0 as usize].first)
    }

    pub(super) fn previous(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id.0 as usize].previous)
    }

    fn at(&mut self, id: NodeId) -> &mut Linked {
        &mut self.nodes[id.0 as usize]
    }

    /// A new node that stands nowhere yet.
    pub(super) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(Linked {
            node,
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
        });
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// Puts a node at the end of its parent.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.at(parent).last;
        self.at(child).parent = parent;
        self.at(child).previous = last;
        match some(last) {
            Some(last) => self.at(last).next = child,
            None => self.at(parent).first = child,
        }
        self.at(parent).last = child;
    }

    /// Puts a node before another that has a parent.
    pub(super) fn insert_before(&mut self, sibling: NodeId, node: NodeId) {
        self.detach(node);
        let Linked {
            parent, previous, ..
        } = *self.at(sibling);
        let linked = self.at(node);
        linked.parent = parent;
        linked.previous = previous;
        linked.next = sibling;
        match some(previous) {
            Some(previous) => self.at(previous).next = node,
            None => self.at(parent).first = node,
        }
        self.at(sibling).previous = node;
    }

    /// Takes a node, with all in it, out of its parent.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Linked {
            parent,
            previous,
            next,
            ..
        } = *self.at(id);
        if parent == NONE {
            return;
        }
        match some(previous) {
            Some(previous) => self.at(previous).next = next,
            None => self.at(parent).first = next,
        }
        match some(next) {
            Some(next) => self.at(next).previous = previous,
            None => self.at(parent).last = previous,
        }
        let linked = self.at(id);
        linked.parent = NONE;
        linked.previous = NONE;
        linked.next = NONE;
    }
}

fn some(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}

/// A node of a tree, and the way to its neighbours.
#[derive(Clone, Copy)]
pub(in crate::document::html) struct NodeRef<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl<'a> NodeRef<'a> {
    pub(in crate::document::html) fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    pub(in crate::document::html) fn value(self) -> &'a Node {
        &self.linked().node
    }

    pub(in crate::document::html) fn parent(self) -> Option<Self> {
        self.to(self.linked().parent)
    }

    pub(in crate::document::html) fn first_child(self) -> Option<Self> {
        self.to(self.linked().first)
    }

    pub(in crate::document::html) fn next_sibling(self) -> Option<Self> {
        self.to(self.linked().next)
    }

    pub(in crate::document::html) fn children(self) -> impl Iterator<Item = Self> {
        iter::successors(self.first_child(), |node| node.next_sibling())
    }

    /// The node and all that stands in it, in the order of the page.
    pub(in crate::document::html) fn descendants(self) -> impl Iterator<Item = Self> {
        let next = move |node: &Self| {
            let mut up = Some(*node).filter(|node| node.first_child().is_none());
            while let Some(node) = up.filter(|node| node.id != self.id) {
                if let Some(next) = node.next_sibling() {
                    return Some(next);
                }
                up = node.parent();
            }
            match up {
                Some(_) => None,
                None => node.first_child(),
            }
        };
        iter::successors(Some(self), next)
    }

    fn linked(self) -> &'a Linked {
        &self.tree.nodes[self.id.0 as usize]
    }

    fn to(self, id: NodeId) -> Option<Self> {
        some(id).map(|id| NodeRef { id, ..self })
    }
}
