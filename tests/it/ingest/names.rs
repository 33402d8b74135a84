//! Ids: what an article is called by, and who has a name that two claim.

use std::fs;

use rolesearch::ingest;

use super::{Place, counts, prose};

#[test]
fn ids_keep_their_extension_as_long_as_they_must() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    place.ingest();
    assert_eq!(place.holds(), ["a"]);
    place.put("a.md", prose("CEO"));
    place.ingest();
    assert_eq!(place.holds(), ["a.md", "a.txt"]);
    place.put("a.md.txt", prose("CFO"));
    place.ingest();
    assert_eq!(place.holds(), ["a.md", "a.md.txt", "a.txt"]);
    fs::remove_file(place.corpus().join("a.md")).unwrap();
    place.ingest();
    assert_eq!(place.holds(), ["a", "a.md"]);
}

#[test]
fn paths_make_ids() {
    let place = Place::new(&[("sub dir/a.txt", &prose("CTO")), ("b.txt", &prose("CEO"))]);
    let ids = |paths: &[&str]| {
        let mut options = place.options();
        options.paths = paths.iter().map(|path| place.corpus().join(path)).collect();
        ingest::run(&options, &mut |_| ()).unwrap();
        let root = format!("{}/", place.corpus().display());
        place
            .holds()
            .into_iter()
            .map(|id| id.replacen(&root, "ROOT/", 1))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&[""]), ["b", "sub%20dir/a"]);
    assert_eq!(ids(&["sub dir"]), ["a"]);
    assert_eq!(ids(&["b.txt"]), ["b"]);
    assert_eq!(ids(&["b.txt", "sub dir"]), ["ROOT/b", "ROOT/sub%20dir/a"]);
    assert_eq!(ids(&["", "sub dir"]), ["b", "sub%20dir/a"]);
    place.put("b.md", prose("CTO"));
    assert_eq!(ids(&["./b.txt", "b.md"]), ["ROOT/b.md", "ROOT/b.txt"]);
}

#[test]
fn the_first_to_claim_an_id_has_it_whenever_it_came() {
    let object = |id: &str| format!("{}\n", serde_json::json!({"id": id, "text": prose("CTO")}));
    let place = Place::new(&[("z.txt", &prose("CEO"))]);
    place.ingest();
    place.put("docs.jsonl", object("z"));
    let summary = place.ingest();
    assert_eq!(summary.articles, 1);
    assert_eq!(summary.skipped[0].path, "z.txt");
    let step_by_step = (place.holds(), place.passages());
    fs::remove_dir_all(place.index()).unwrap();
    place.ingest();
    assert_eq!((place.holds(), place.passages()), step_by_step);
    fs::remove_file(place.corpus().join("docs.jsonl")).unwrap();
    assert_eq!(counts(&place.ingest()), [1, 1, 0, 1, 0]);
    assert_eq!(place.holds(), ["z"]);
}
