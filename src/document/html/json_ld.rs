//! JSON-LD: what a page says of itself to search engines.

use serde_json::Value;

use super::plain;

/// Scripts above this size are not read; real ones with a whole article body stay far below.
const SCRIPT_MAX: usize = 4 << 20;

/// How many objects of a page are looked at.
const OBJECTS_MAX: usize = 1000;

/// How many `@type`s of a page are kept; real pages have a dozen.
const TYPES_MAX: usize = 100;

/// What was found, best object first.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) body: Option<String>,
    pub(super) language: Option<String>,
    /// All `@type`s of the objects that stand for the page, in lower case.
    pub(super) types: Vec<String>,
    /// How well the object that gave the facts stands for an article.
    rank: u8,
}

impl Linked {
    /// Reads a script. Broken JSON says nothing.
    pub(super) fn read(&mut self, script: &str) {
        if script.len() > SCRIPT_MAX {
            return;
        }
        let Some(root) = parse(script) else { return };
        let mut left = vec![&root];
        let mut seen = 0;
        while let Some(value) = left.pop() {
            seen += 1;
            if seen > OBJECTS_MAX {
                return;
            }
            match value {
                Value::Array(values) => left.extend(values.iter().rev()),
                Value::Object(object) => {
                    self.object(value);
                    // What else an object names (items of a list, related articles) is not this page.
                    left.extend(
                        ["mainEntityOfPage", "mainEntity", "@graph"]
                            .iter()
                            .filter_map(|key| object.get(*key)),
                    );
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, object: &Value) {
        let mut rank = 0;
        for kind in strings(object.get("@type")).take(TYPES_MAX) {
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_ascii_lowercase();
            rank = rank.max(rank_of(&kind));
            if self.types.len() < TYPES_MAX && !self.types.contains(&kind) {
                self.types.push(kind);
            }
        }
        if rank == 0 {
            return;
        }
        let mut found = Linked {
            headline: text(object.get("headline"))
                .or_else(|| text(object.get("name")))
                .map(|name| plain::text(&name)),
            author: names(object.get("author").or_else(|| object.get("creator"))),
            publisher: names(object.get("publisher")),
            published: text(object.get("datePublished"))
                .or_else(|| text(object.get("dateCreated"))),
            body: text(object.get("articleBody"))
                .or_else(|| text(object.get("text")))
                .map(|body| plain::text(&body)),
            language: text(object.get("inLanguage")),
            types: Vec::new(),
            rank,
        };
        if rank > self.rank {
            std::mem::swap(&mut found, self);
            self.types = std::mem::take(&mut found.types);
        }
        for (slot, more) in [
            (&mut self.author, found.author),
            (&mut self.publisher, found.publisher),
            (&mut self.published, found.published),
            (&mut self.language, found.language),
            (&mut self.headline, found.headline),
            (&mut self.body, found.body),
        ] {
            if slot.is_none() {
                *slot = more;
            }
        }
    }
}

/// Line breaks within strings are not JSON, but many pages have them.
fn parse(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(script)
        .or_else(|_| serde_json::from_str(&script.replace(|c: char| c.is_control(), " ")))
        .ok()
}

/// An article says more of the page than the page's own object.
fn rank_of(kind: &str) -> u8 {
    match kind {
        "webpage" | "collectionpage" | "itempage" | "profilepage" | "aboutpage" | "faqpage" => 1,
        "product" | "event" | "videoobject" | "medicalwebpage" | "qapage" | "course" => 2,
        _ if kind.ends_with("article") || kind.ends_with("posting") && kind != "jobposting" => 4,
        "recipe" | "howto" | "report" | "review" | "jobposting" | "creativework"
        | "podcastepisode" => 3,
        _ => 0,
    }
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let many = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    value.into_iter().chain(many).filter_map(Value::as_str)
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = strings(value).next()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The name of a person or an organisation, or of several.
fn names(value: Option<&Value>) -> Option<String> {
    let value = value?;
    let many = value
        .as_array()
        .map_or(std::slice::from_ref(value), Vec::as_slice);
    let names: Vec<&str> = many
        .iter()
        .filter_map(|one| one.as_str().or_else(|| strings(one.get("name")).next()))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .take(NAMES_MAX)
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// More authors than this are cut.
const NAMES_MAX: usize = 8;
