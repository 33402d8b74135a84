//! What the index promises when the disk, the power or a neighbour fails.

use std::path::Path;

use rolesearch::document::Source;
use rolesearch::index::{ArticleRecord, Index, Options, Writer};
use rolesearch::passage::Passage;

fn article(id: &str, texts: &[&str]) -> (ArticleRecord, Vec<Passage>) {
    let record = ArticleRecord {
        id: id.to_owned(),
        source: Source {
            path: format!("{id}.txt"),
            title: Some(format!("About {id}")),
            ..Source::default()
        },
        ..ArticleRecord::default()
    };
    let passages = texts
        .iter()
        .zip(1..)
        .map(|(text, line)| Passage {
            id: format!("{id}:{line}-{line}"),
            headings: vec!["A heading".to_owned()],
            lead: None,
            lines: (line, line),
            text: (*text).to_owned(),
            cells: Vec::new(),
            about: Vec::new(),
            mentions: Vec::new(),
        })
        .collect();
    (record, passages)
}

fn writer(dir: &Path) -> Writer {
    Writer::open(dir, Options::default(), &mut || {}).unwrap()
}

fn texts(dir: &Path) -> Vec<String> {
    let index = Index::open(dir).unwrap();
    let passages = index.passages().unwrap();
    passages.map(|passage| passage.unwrap().0.text).collect()
}

#[test]
fn what_is_published_is_read_and_what_is_removed_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let mut first = writer(dir.path());
    for (id, passages) in [("b", ["two", "three"]), ("a", ["zero", "one"])] {
        let (record, passages) = article(id, &passages);
        assert!(first.add(record, &passages).unwrap());
    }
    let published = first.publish().unwrap();
    assert!(published.is_new);
    assert_eq!(texts(dir.path()), ["zero", "one", "two", "three"]);

    let again = writer(dir.path()).publish().unwrap();
    assert!(!again.is_new);

    let mut second = writer(dir.path());
    let old: Vec<_> = second.known().cloned().collect();
    second.remove(&old[0]);
    let (record, passages) = article("c", &["four"]);
    second.add(record, &passages).unwrap();
    second.publish().unwrap();
    assert_eq!(texts(dir.path()), ["two", "three", "four"]);

    let index = Index::open(dir.path()).unwrap();
    assert_eq!(index.passage("b:2-2").unwrap().0.text, "three");
    assert_eq!(index.article("c").unwrap().unwrap().passages, 1);
    assert!(index.article("a").unwrap().is_none());
}
