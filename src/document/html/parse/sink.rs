//! The sink builds the tree as html5ever's tree builder tells it to, and counts what that costs.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, QualName, expanded_name, local_name, ns};

use super::tree::{Element, Node, NodeId, Tree};
use super::work::Work;

/// A tree that grows.
pub(super) struct Sink {
    tree: RefCell<Tree>,
    work: Work,
}

impl Sink {
    /// For a page of this size.
    pub(super) fn new(bytes: usize) -> Sink {
        Sink {
            // Two marks of a page are 40 bytes apart at the least, as a rule.
            tree: RefCell::new(Tree::with_capacity(bytes / 40)),
            work: Work::default(),
        }
    }

    /// The builder will now be given this tag.
    pub(super) fn expect(&self, tag: &Tag) {
        match tag.kind {
            TagKind::StartTag => self.work.opens(&tag.name, !tag.attrs.is_empty()),
            TagKind::EndTag => self.work.closes(&tag.name),
        }
    }

    /// The page costs more than a page may.
    pub(super) fn is_too_much(&self) -> bool {
        self.work.is_too_much(self.tree.borrow().len())
    }

    fn add(&self, node: Node) -> NodeId {
        self.tree.borrow_mut().add(node)
    }
}

/// html5ever lists formatting that is opened in such an element apart.
fn is_cell(tree: &Tree, node: NodeId) -> bool {
    tree.node(node).as_element().is_some_and(|element| {
        matches!(
            element.name.local,
            local_name!("td")
                | local_name!("th")
                | local_name!("caption")
                | local_name!("object")
                | local_name!("applet")
                | local_name!("marquee")
                | local_name!("template")
        )
    })
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn get_document(&self) -> NodeId {
        Tree::ROOT
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        self.work.step();
        one == other
    }

    fn elem_name<'a>(&'a self, element: &'a NodeId) -> Ref<'a, QualName> {
        self.work.step();
        Ref::map(self.tree.borrow(), |tree| tree.name(*element))
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let is_template = name.expanded() == expanded_name!(html "template");
        let element = self.add(Node::Element(Element::new(name, attrs)));
        if is_template {
            let content = self.add(Node::Fragment);
            self.tree.borrow_mut().append(element, content);
        }
        element
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Node::Comment)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Node::Comment)
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => {
                if tree.is_new(child) && is_cell(&tree, child) {
                    self.work.cell(child, *parent, &tree);
                }
                tree.append(*parent, child);
            }
            NodeOrText::AppendText(text) => {
                let last = tree.last_child(*parent);
                if let Some(text) = tree.lengthen(last, text) {
                    let text = tree.add(Node::Text(text));
                    tree.append(*parent, text);
                }
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        if tree.parent(*sibling).is_none() {
            return;
        }
        match new {
            NodeOrText::AppendNode(node) => tree.insert_before(*sibling, node),
            NodeOrText::AppendText(text) => {
                let previous = tree.previous(*sibling);
                if let Some(text) = tree.lengthen(previous, text) {
                    let text = tree.add(Node::Text(text));
                    tree.insert_before(*sibling, text);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        // Made with the template, and always its first child.
        let content = self.tree.borrow().first_child(*template);
        content.unwrap_or(*template)
    }

    fn add_attrs_if_missing(&self, element: &NodeId, attrs: Vec<Attribute>) {
        if let Node::Element(element) = self.tree.borrow_mut().node_mut(*element) {
            element.add(attrs);
        }
    }

    fn remove_from_parent(&self, node: &NodeId) {
        self.tree.borrow_mut().detach(*node);
    }

    fn reparent_children(&self, from: &NodeId, to: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.first_child(*from) {
            self.work.step();
            tree.append(*to, child);
        }
    }
}
