//! `sources.toml` and `roles.toml` are part of what changed.

use rolesearch::index::Index;
use rolesearch::ingest::{self, Options};

use super::{Place, counts, prose};

#[test]
fn sources_toml_is_part_of_what_changed() {
    let place = Place::new(&[("a.txt", &prose("CTO")), ("b.txt", &prose("CEO"))]);
    place.ingest();
    place.put("sources.toml", "[\"a.txt\"]\ntitle = \"A title\"\n");
    let summary = place.ingest();
    assert_eq!(counts(&summary), [2, 0, 1, 0, 1]);
    assert_eq!(
        summary.redone,
        ["1 article, for sources.toml says something else of it"]
    );
    let index = Index::open(&place.index()).unwrap();
    assert_eq!(
        index.article("a").unwrap().unwrap().source.title.as_deref(),
        Some("A title")
    );
    place.put("sources.toml", "[\"a.txt\"]\nauthr = \"A title\"\n");
    let error = place.fails();
    assert!(
        error.contains("sources.toml: line 2: unknown field `authr`"),
        "{error}"
    );
}

#[test]
fn roles_toml_changes_everything() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    place.ingest();
    place.put("roles.toml", "");
    let summary = place.ingest();
    assert_eq!(
        summary.redone,
        ["everything, for roles.toml or the program's rules have changed"]
    );
    place.put("roles.toml", "[");
    assert!(place.fails().contains("roles.toml"));
}

#[test]
fn every_path_brings_its_own_roles() {
    let place = Place::new(&[
        ("one/a.txt", &prose("level wizard")),
        (
            "one/roles.toml",
            "[games]\nwizard = { name = \"Level Wizard\" }",
        ),
        ("two/b.txt", &prose("quest smith")),
        (
            "two/roles.toml",
            "[games]\nsmith = { name = \"Quest Smith\" }",
        ),
    ]);
    let options = Options {
        paths: ["one", "two"]
            .map(|path| place.corpus().join(path))
            .to_vec(),
        ..place.options()
    };
    assert_eq!(ingest::run(&options, &mut |_| ()).unwrap().roles, 2);
    let index = Index::open(&place.index()).unwrap();
    assert!(index.roles().get("wizard").is_some() && index.roles().get("smith").is_some());
    place.put("two/roles.toml", "[games");
    let error = ingest::run(&options, &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("two/roles.toml: line 1: "), "{error}");
}

#[test]
fn what_lies_beside_a_file_that_is_a_path_is_watched() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    let options = Options {
        paths: vec![place.corpus().join("a.txt")],
        ..place.options()
    };
    ingest::run(&options, &mut |_| ()).unwrap();
    let has_changed = || Index::open(&place.index()).unwrap().has_corpus_changed();
    assert!(!has_changed());
    place.put("sources.toml", "");
    assert!(has_changed());
}
