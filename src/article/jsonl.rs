//! JSON lines hold many articles, one object a line; they are read one by one, however many there are.

use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::read::{self, said};
use super::sources::{iso_day, known};
use super::{Article, Facts, Format, Found, MAX_HTML_BYTES, MAX_TEXT_BYTES, Skipped, binary};

/// The longest line that is read: the largest page, written with some escapes.
const MAX_LINE: u64 = MAX_HTML_BYTES + (4 << 20);

/// How many broken lines are named one by one. A file that is not JSON at all has as many as it has lines.
const NAMED_LINES: usize = 100;

/// The longest id. It must fit in a line that people read, and in a key of the index.
const MAX_ID: usize = 512;

/// One line of the file. What else the object says is not ours.
#[derive(Deserialize)]
#[serde(expecting = "an object with id and text or html")]
struct Object {
    id: Id,
    title: Option<String>,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
    author: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
}

/// Collections number their articles as text or as numbers.
#[derive(Deserialize)]
#[serde(untagged, expecting = "id is neither text nor a number")]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// The articles of a `.jsonl`, and a skip for every line without one.
pub(super) fn objects(
    found: &Found,
) -> impl Iterator<Item = Result<Article, Skipped>> + Send + use<> {
    Objects {
        path: found.path.clone(),
        shown: found.shown.clone(),
        facts: Arc::clone(&found.facts),
        state: State::Unopened,
        line: 0,
        broken: 0,
    }
}

struct Objects {
    path: PathBuf,
    shown: String,
    facts: Arc<Facts>,
    state: State,
    line: usize,
    broken: usize,
}

enum State {
    Unopened,
    Open(BufReader<File>, Box<Metadata>),
    Done,
}

impl Iterator for Objects {
    type Item = Result<Article, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let fault = match &mut self.state {
                State::Done => return None,
                State::Unopened => match start(&self.path) {
                    Ok((file, metadata)) => {
                        self.state = State::Open(file, Box::new(metadata));
                        continue;
                    }
                    Err(reason) => reason,
                },
                State::Open(file, before) => match line(file) {
                    Ok(Some(line)) => {
                        self.line += 1;
                        match line.and_then(|line| self.object(line)) {
                            Ok(None) => continue,
                            Ok(Some(article)) => return Some(Ok(article)),
                            Err(_) if self.broken >= NAMED_LINES => {
                                self.broken += 1;
                                continue;
                            }
                            Err(reason) => {
                                self.broken += 1;
                                return Some(Err(Skipped::new(
                                    format!("{}:{}", self.shown, self.line),
                                    reason,
                                )));
                            }
                        }
                    }
                    Ok(None) => match file.get_ref().metadata() {
                        Ok(after) if read::is_same(before, &after) => {
                            match self.broken.saturating_sub(NAMED_LINES) {
                                0 => {
                                    self.state = State::Done;
                                    return None;
                                }
                                more => format!("{more} more lines hold no article"),
                            }
                        }
                        Ok(_) => {
                            "it changes while it is read; run ingest again when it is complete"
                                .into()
                        }
                        Err(error) => said(&error),
                    },
                    Err(error) => said(&error),
                },
            };
            self.state = State::Done;
            return Some(Err(Skipped::new(self.shown.clone(), fault)));
        }
    }
}

impl Objects {
    /// The article of a line; none for a blank one.
    fn object(&self, mut line: Vec<u8>) -> Result<Option<Article>, String> {
        if self.line == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        let bytes = line.trim_ascii();
        if bytes.is_empty() {
            return Ok(None);
        }
        if !bytes.starts_with(b"{") {
            return Err("no article: not a JSON object".into());
        }
        let object: Object = serde_json::from_slice(bytes).map_err(|error| {
            let text = error.to_string();
            let message = text
                .split_once(" at line ")
                .map_or(text.as_str(), |(message, _)| message);
            format!("no article: {message} (column {})", error.column())
        })?;
        let id = match object.id {
            Id::Text(id) => id,
            Id::Number(number) => number.to_string(),
        };
        if id.is_empty() || id.len() > MAX_ID {
            return Err(format!(
                "its id has {} bytes; it must have 1 to {MAX_ID}",
                id.len()
            ));
        }
        let title = known(object.title);
        let text = object.text.filter(|text| !text.trim().is_empty());
        // Of many an old paper only the title is known; then that is what there is to find.
        let (text, format, most) = match (text, object.html, &title) {
            (Some(text), ..) => (text, Format::Text, MAX_TEXT_BYTES),
            (None, Some(html), _) => (html, Format::Html, MAX_HTML_BYTES),
            (None, None, Some(title)) => (title.clone(), Format::Text, MAX_TEXT_BYTES),
            (None, None, None) => return Err("it has neither text, html nor title".into()),
        };
        if text.len() as u64 > most {
            return Err(format!(
                "larger than {} MB, which no article is",
                most >> 20
            ));
        }
        let file = &self.facts;
        let facts = Facts {
            title: title.or_else(|| file.title.clone()),
            author: known(object.author).or_else(|| file.author.clone()),
            publisher: known(object.publisher).or_else(|| file.publisher.clone()),
            published: object
                .published
                .as_deref()
                .and_then(iso_day)
                .or_else(|| file.published.clone()),
            url: known(object.url).or_else(|| file.url.clone()),
            keep: file.keep.clone(),
            drop: file.drop.clone(),
        };
        Ok(Some(Article {
            id,
            path: self.shown.clone(),
            line: Some(self.line),
            format,
            text: if text.contains('\0') {
                text.replace('\0', "")
            } else {
                text
            },
            digest: blake3::hash(bytes),
            facts: Arc::new(facts),
            is_content: format == Format::Text,
        }))
    }
}

/// Opens the file and looks at how it begins.
fn start(path: &std::path::Path) -> Result<(BufReader<File>, Metadata), String> {
    let (file, metadata) = read::open(path)?;
    let mut file = BufReader::with_capacity(64 << 10, file);
    let head = file.fill_buf().map_err(|error| said(&error))?;
    if let Some(reason) = binary::reason(head) {
        return Err(reason);
    }
    if encoding_rs::Encoding::for_bom(head)
        .is_some_and(|(encoding, _)| encoding != encoding_rs::UTF_8)
    {
        return Err("not UTF-8, as JSON lines must be".into());
    }
    Ok((file, metadata))
}

/// The next line; a line that is too long is passed over without being kept.
fn line(file: &mut BufReader<File>) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut line = Vec::new();
    let length = file
        .by_ref()
        .take(MAX_LINE + 1)
        .read_until(b'\n', &mut line)?;
    if length == 0 {
        return Ok(None);
    }
    if length as u64 <= MAX_LINE || line.ends_with(b"\n") {
        return Ok(Some(Ok(line)));
    }
    drop(line);
    file.skip_until(b'\n')?;
    Ok(Some(Err(format!(
        "a line longer than {} MB, which no article is",
        MAX_LINE >> 20
    ))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn read_all(content: &[u8]) -> Vec<Result<Article, Skipped>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("docs.jsonl");
        fs::write(&path, content).unwrap();
        let facts = Facts {
            publisher: Some("The Press".into()),
            ..Facts::default()
        };
        let found = Found {
            id: "docs".into(),
            path,
            shown: "docs.jsonl".into(),
            size: content.len() as u64,
            mtime: 0,
            facts: Arc::new(facts),
        };
        objects(&found).collect()
    }

    #[test]
    fn an_object_is_an_article() {
        let all = read_all(
            b"\xef\xbb\xbf{\"id\":\"a b\",\"title\":\"T\",\"text\":\"one\\ntwo\",\"published\":\"2020-01-02T00:00\",\"more\":{}}\r\n\n\
              {\"id\":7,\"html\":\"<p>x\",\"publisher\":\"Own\"}",
        );
        let [Ok(first), Ok(second)] = &all[..] else {
            panic!("{all:?}")
        };
        assert_eq!(
            (first.id.as_str(), first.path.as_str(), first.text.as_str()),
            ("a b", "docs.jsonl", "one\ntwo")
        );
        assert_eq!(first.facts.published.as_deref(), Some("2020-01-02"));
        assert_eq!(first.facts.publisher.as_deref(), Some("The Press"));
        assert!(first.is_content && first.format == Format::Text);
        assert_eq!(second.id, "7");
        assert_eq!(second.facts.publisher.as_deref(), Some("Own"));
        assert!(!second.is_content && second.format == Format::Html);
    }

    #[test]
    fn an_object_with_a_title_alone_says_its_title() {
        let all = read_all(b"{\"id\":1,\"title\":\" T \",\"text\":\" \\n\"}\n{\"id\":2,\"title\":\"T\"}\n{\"id\":3,\"title\":\" \"}");
        let texts: Vec<Option<&str>> = all
            .iter()
            .map(|one| one.as_ref().ok().map(|article| article.text.as_str()))
            .collect();
        assert_eq!(texts, [Some("T"), Some("T"), None]);
    }

    #[test]
    fn a_broken_line_costs_itself_alone() {
        let all = read_all(b"{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\n{\"id\":\"b\"}\n[1]\n{\"text\":\"x\"}\n\xff\n{\"id\":\"c\",\"text\":\"y\"}\n");
        let told: Vec<String> = all
            .into_iter()
            .map(|one| {
                one.map_or_else(
                    |skip| format!("{}: {}", skip.path, skip.reason),
                    |article| article.id,
                )
            })
            .collect();
        assert_eq!(told[0], "a");
        assert!(
            told[1].starts_with("docs.jsonl:2: no article: EOF"),
            "{}",
            told[1]
        );
        assert_eq!(told[2], "docs.jsonl:3: it has neither text, html nor title");
        assert!(
            told[3].starts_with("docs.jsonl:4: no article: not a JSON object"),
            "{}",
            told[3]
        );
        assert!(
            told[4].starts_with("docs.jsonl:5: no article: missing field `id`"),
            "{}",
            told[4]
        );
        assert!(
            told[5].starts_with("docs.jsonl:6: no article: "),
            "{}",
            told[5]
        );
        assert_eq!(told[6], "c");
    }

    #[test]
    fn a_file_that_is_no_json_is_named_a_hundred_times_and_no_more() {
        let all = read_all("nothing\n".repeat(1000).as_bytes());
        assert_eq!(all.len(), NAMED_LINES + 1);
        assert_eq!(
            all.last().unwrap().as_ref().unwrap_err().reason,
            "900 more lines hold no article"
        );
    }

    #[test]
    fn nesting_is_harmless() {
        let all = read_all(format!("{{\"id\":\"a\",\"x\":{}", "[".repeat(1_000_000)).as_bytes());
        assert!(
            all[0]
                .as_ref()
                .unwrap_err()
                .reason
                .starts_with("no article: EOF")
        );
    }
}
