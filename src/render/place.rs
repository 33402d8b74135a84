//! A place is where a person finds a passage again: `essay.txt:12-14`, as editors know it, and what `show` takes. An object
//! of a `.jsonl` is named behind its file, `all.jsonl#ID:2`, for its lines are those of its own text.

use crate::article::is_collection;
use crate::document::{Lines, Source};
use crate::passage::Passage;
use crate::search::Twin;

/// Of a passage.
pub fn of_passage(passage: &Passage, source: &Source) -> String {
    of_lines(passage.article(), source, passage.lines)
}

/// Of a passage that was folded into another.
pub fn of_twin(twin: &Twin) -> String {
    let (article, lines) = split(&twin.id);
    of_lines(article, &twin.source, lines)
}

/// Of an article.
pub fn of_article(article: &str, source: &Source) -> String {
    match is_collection(&source.path) {
        true => format!("{}#{article}", source.path),
        false => source.path.clone(),
    }
}

fn of_lines(article: &str, source: &Source, (first, last): Lines) -> String {
    let file = of_article(article, source);
    match first == last {
        true => format!("{file}:{first}"),
        false => format!("{file}:{first}-{last}"),
    }
}

/// The article and the lines of an id `ARTICLE:FIRST-LAST[.N]`.
fn split(id: &str) -> (&str, Lines) {
    let (article, span) = id.rsplit_once(':').unwrap_or((id, ""));
    let span = span.split('.').next().unwrap_or_default();
    let (first, last) = span.split_once('-').unwrap_or((span, span));
    let first = first.parse().unwrap_or(1);
    (article, (first, last.parse().unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_with_its_lines_and_an_object_behind_it() {
        let twin = |id: &str, path: &str| {
            let source = Source {
                path: path.into(),
                ..Source::default()
            };
            of_twin(&Twin {
                id: id.into(),
                source,
            })
        };
        assert_eq!(twin("a/b:4-4.2", "a/b.txt"), "a/b.txt:4");
        assert_eq!(twin("a/b:4-6", "a/b.html"), "a/b.html:4-6");
        assert_eq!(twin("x:1:4-4", "all.JSONL"), "all.JSONL#x:1:4");
    }
}
