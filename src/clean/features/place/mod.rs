//! The second look: at where a block stands in the tree of its page.
//!
//! Containers are judged by what they hold: how much of the page's prose, how much link, and what their names say. The
//! page's best container is found twice, as Readability does (prose gives points to its parents and grandparents, links
//! take them) and as the smallest that holds most of the prose.

use super::columns;
use super::own::Own;
use crate::document::Document;
pub use tree::Tree;

mod holds;
mod names;
mod rows;
mod tree;

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
        /// See [`Cue`](super::cues::Cue).
        cue_content,
        /// See [`Cue`](super::cues::Cue).
        cue_title,
        /// See [`Cue`](super::cues::Cue).
        cue_summary,
        /// See [`Cue`](super::cues::Cue).
        cue_navigation,
        /// See [`Cue`](super::cues::Cue).
        cue_header,
        /// See [`Cue`](super::cues::Cue).
        cue_footer,
        /// See [`Cue`](super::cues::Cue).
        cue_sidebar,
        /// See [`Cue`](super::cues::Cue).
        cue_comments,
        /// See [`Cue`](super::cues::Cue).
        cue_related,
        /// See [`Cue`](super::cues::Cue).
        cue_social,
        /// See [`Cue`](super::cues::Cue).
        cue_advert,
        /// See [`Cue`](super::cues::Cue).
        cue_newsletter,
        /// See [`Cue`](super::cues::Cue).
        cue_cookies,
        /// See [`Cue`](super::cues::Cue).
        cue_author,
        /// See [`Cue`](super::cues::Cue).
        cue_meta,
        /// See [`Cue`](super::cues::Cue).
        cue_caption,
        /// See [`Cue`](super::cues::Cue).
        cue_tags,
        /// See [`Cue`](super::cues::Cue).
        cue_pager,
        /// See [`Cue`](super::cues::Cue).
        cue_overlay,
        /// See [`Cue`](super::cues::Cue).
        cue_account,
        /// See [`Cue`](super::cues::Cue).
        cue_card,
        /// See [`Cue`](super::cues::Cue).
        cue_widget,
        /// See [`Cue`](super::cues::Cue).
        cue_faq,
        /// See [`Cue`](super::cues::Cue).
        cue_shop,
        /// See [`Cue`](super::cues::Cue).
        cue_forum,
        /// See [`Cue`](super::cues::Cue).
        cue_button,
        /// See [`Cue`](super::cues::Cue).
        cue_quote,
        /// See [`Cue`](super::cues::Cue).
        cue_contents,
        /// Blocks since the block before left this block's parent: 0 where they share it.
        new_parent,
    }
}

/// Looks at the place of every block; empty, and without a tree, where the document is not a page.
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
