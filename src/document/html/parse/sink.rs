//! The sink builds scraper's tree as html5ever's tree builder tells it to, and counts what that costs.

use std::borrow::Cow;
use std::cell::Ref;

use ego_tree::{NodeId, NodeRef};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, QualName, local_name};
use scraper::{Html, HtmlTreeSink, Node};

use super::work::Work;

/// A tree that grows.
pub(super) struct Sink {
    html: HtmlTreeSink,
    work: Work,
}

impl Sink {
    /// For a page of this size.
    pub(super) fn new(bytes: usize) -> Sink {
        let mut html = Html::new_document();
        // Two marks of a page are 40 bytes apart at the least, as a rule.
        html.tree = ego_tree::Tree::with_capacity(Node::Document, bytes / 40);
        let work = Work::new(html.tree.root().id());
        Sink {
            html: HtmlTreeSink::new(html),
            work,
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
        self.work.is_too_much()
    }

    /// A cell comes to stand in its first parent.
    fn place(&self, child: NodeId, parent: NodeId) {
        let html = self.html.0.borrow();
        let (Some(child), Some(parent)) = (html.tree.get(child), html.tree.get(parent)) else {
            return;
        };
        if child.parent().is_none() && is_cell(child) {
            self.work.cell(child.id(), parent);
        }
    }
}

/// html5ever lists formatting that is opened in such an element apart.
fn is_cell(node: NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_some_and(|element| {
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
    type Output = Html;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Html {
        self.html.finish()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.html.set_quirks_mode(mode);
    }

    fn get_document(&self) -> NodeId {
        self.html.get_document()
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        self.work.step();
        one == other
    }

    fn elem_name<'a>(&'a self, element: &'a NodeId) -> Ref<'a, QualName> {
        self.work.step();
        self.html.elem_name(element)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, how: ElementFlags) -> NodeId {
        self.work.node();
        self.html.create_element(name, attrs, how)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.work.node();
        self.html.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.work.node();
        self.html.create_pi(target, data)
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.html.append_doctype_to_document(name, public, system);
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match &child {
            NodeOrText::AppendNode(child) => self.place(*child, *parent),
            NodeOrText::AppendText(_) => self.work.node(),
        }
        self.html.append(parent, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        self.work.node();
        self.html.append_before_sibling(sibling, new);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.work.node();
        self.html
            .append_based_on_parent_node(element, previous, child);
    }

    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        self.html.get_template_contents(template)
    }

    fn add_attrs_if_missing(&self, element: &NodeId, attrs: Vec<Attribute>) {
        self.html.add_attrs_if_missing(element, attrs);
    }

    fn remove_from_parent(&self, node: &NodeId) {
        self.html.remove_from_parent(node);
    }

    fn reparent_children(&self, from: &NodeId, to: &NodeId) {
        let html = self.html.0.borrow();
        let children = html
            .tree
            .get(*from)
            .map_or(0, |node| node.children().count());
        drop(html);
        self.work.steps(children as u64);
        self.html.reparent_children(from, to);
    }
}
