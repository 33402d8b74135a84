//! Ingest as a whole: what is new, changed, gone and skipped, step by step and from nothing.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rolesearch::Error;
use rolesearch::index::Index;
use rolesearch::ingest::{self, Options, Summary};

/// Prose that no cleaner takes for anything else.
fn prose(about: &str) -> String {
    format!(
        "The {about} decides which systems the company builds and which it buys, and answers to the board for both.\n\n\
         Every quarter the {about} presents the budget, explains what was spent on whom, and asks for what the teams need.\n"
    )
}

/// A corpus and an index in a folder that goes with it.
struct Place(tempfile::TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        fs::create_dir(place.corpus()).unwrap();
        for (name, content) in files {
            place.put(name, content);
        }
        place
    }

    fn corpus(&self) -> PathBuf {
        self.0.path().join("corpus")
    }

    fn index(&self) -> PathBuf {
        self.0.path().join("index")
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.corpus().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        // Files of a moment ago are read again by every ingest; these are older than that.
        touch(&path, Duration::from_secs(1000));
    }

    fn options(&self) -> Options {
        Options {
            paths: vec![self.corpus()],
            index: self.index(),
            rebuild: false,
            jobs: Some(2),
            wait: true,
        }
    }

    fn ingest(&self) -> Summary {
        ingest::run(&self.options(), &mut |_| ()).unwrap()
    }

    fn fails(&self) -> String {
        ingest::run(&self.options(), &mut |_| ())
            .unwrap_err()
            .to_string()
    }

    /// Ids of the articles and skips of the index, each with what is known of it.
    fn holds(&self) -> Vec<String> {
        let index = Index::open(&self.index()).unwrap();
        let told = index.articles().map(|record| {
            let record = record.unwrap();
            match record.skipped {
                None => record.id,
                Some(reason) => format!("{}: {reason}", record.source.path),
            }
        });
        told.collect()
    }

    fn passages(&self) -> Vec<String> {
        let index = Index::open(&self.index()).unwrap();
        index
            .passages()
            .unwrap()
            .map(|passage| format!("{:?}", passage.unwrap()))
            .collect()
    }
}

fn touch(path: &Path, age: Duration) {
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(SystemTime::now() - age)
        .unwrap();
}

fn counts(summary: &Summary) -> [usize; 5] {
    [
        summary.articles,
        summary.new,
        summary.changed,
        summary.removed,
        summary.unchanged,
    ]
}

#[test]
fn only_what_changed_is_made_anew() {
    let place = Place::new(&[
        ("a.txt", &prose("CTO")),
        ("b.md", &prose("CEO")),
        ("sub/c.txt", &prose("CFO")),
    ]);
    assert_eq!(counts(&place.ingest()), [3, 3, 0, 0, 0]);
    assert_eq!(counts(&place.ingest()), [3, 0, 0, 0, 3]);
    place.put("a.txt", prose("CPO"));
    fs::remove_file(place.corpus().join("sub/c.txt")).unwrap();
    place.put("d.txt", prose("COO"));
    assert_eq!(counts(&place.ingest()), [3, 1, 1, 1, 1]);
    assert_eq!(place.holds(), ["a", "b", "d"]);
}

#[test]
fn where_nothing_changed_the_same_is_said_and_nothing_written() {
    let place = Place::new(&[
        ("a.txt", &prose("CTO")),
        ("b.txt", ""),
        ("c.png", "\u{89}PNG"),
        ("sources.toml", "[\"a.txt\"]\nauthor = \"Ann\"\n"),
        (
            "sub/d.jsonl",
            &serde_json::json!({"id": "e", "title": "e", "text": prose("CFO")}).to_string(),
        ),
        ("sub/f.md", &prose("CEO")),
    ]);
    let first = place.ingest();
    let pointer = fs::read_link(place.index().join("current")).unwrap();
    assert_eq!((first.articles, first.skipped.len()), (3, 2));
    for _ in 0..2 {
        let again = place.ingest();
        assert_eq!(counts(&again), [3, 0, 0, 0, 3]);
        assert_eq!(again.skipped, first.skipped);
        assert_eq!((again.passages, again.roles), (first.passages, first.roles));
        assert_eq!(
            fs::read_link(place.index().join("current")).unwrap(),
            pointer
        );
    }
    // What `sources.toml` says, and the folders that the hint of a query looks at, are part of what changed.
    place.put("sources.toml", "[\"a.txt\"]\nauthor = \"Bob\"\n");
    assert_eq!(counts(&place.ingest()), [3, 0, 1, 0, 2]);
    place.put("sub/.hidden", "");
    assert_eq!(counts(&place.ingest()), [3, 0, 0, 0, 3]);
    assert!(!Index::open(&place.index()).unwrap().has_corpus_changed());
}

#[cfg(unix)]
#[test]
fn a_file_that_could_not_be_read_is_tried_again() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&[("a.txt", &prose("CTO")), ("b.txt", &prose("CFO"))]);
    let shut = |mode| {
        let file = place.corpus().join("b.txt");
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        File::open(file).is_err()
    };
    // Root reads everything.
    if !shut(0o000) {
        return;
    }
    assert_eq!(counts(&place.ingest()), [1, 1, 0, 0, 0]);
    shut(0o644);
    assert_eq!(counts(&place.ingest()), [2, 1, 0, 0, 1]);
}

#[test]
fn a_file_that_only_looks_changed_is_not() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    place.ingest();
    touch(&place.corpus().join("a.txt"), Duration::from_secs(500));
    assert_eq!(counts(&place.ingest()), [1, 0, 0, 0, 1]);
}

#[test]
fn a_change_of_the_same_size_in_the_same_moment_is_seen() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    let path = place.corpus().join("a.txt");
    let now = SystemTime::now() + Duration::from_secs(5);
    for (role, changed) in [("CTO", 0), ("CPO", 1), ("CEO", 1)] {
        fs::write(&path, prose(role)).unwrap();
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(now)
            .unwrap();
        assert_eq!(place.ingest().changed, changed, "{role}");
    }
}

#[test]
fn what_is_skipped_is_named() {
    let place = Place::new(&[
        ("a.txt", &prose("CTO")),
        ("b.html", "\u{89}PNG"),
        ("c.pdf", "%PDF-"),
        ("d.mhtml", "x"),
        ("e.txt", ""),
        ("f.html", &prose("CEO")),
        ("f_files/x.txt", &prose("CEO")),
        ("LICENSE", "rights"),
        (".hidden.txt", &prose("CEO")),
        (".git/x.txt", &prose("CEO")),
        ("roles.toml", ""),
    ]);
    place.put("b.html", b"\x89PNG\r\n\x1a\n");
    let summary = place.ingest();
    let told: Vec<String> = summary
        .skipped
        .iter()
        .map(|skip| format!("{}: {}", skip.path, skip.reason))
        .collect();
    assert_eq!(told[0], "b.html: not text: a PNG image");
    assert_eq!(told[1], "c.pdf: a format that is not read: .pdf");
    assert_eq!(
        told[2],
        "d.mhtml: .mhtml is not read; save the page as HTML instead"
    );
    assert!(told[3].starts_with("e.txt: "), "{}", told[3]);
    assert_eq!(
        told[4],
        "f_files/: the pictures and scripts saved with f.html"
    );
    assert_eq!(told.len(), 5);
    let again = place.ingest();
    assert_eq!(again.skipped, summary.skipped);
    assert_eq!(counts(&again), [2, 0, 0, 0, 2]);
}

#[test]
fn a_skip_that_is_mended_becomes_an_article_and_back() {
    let place = Place::new(&[("a.txt", &prose("CTO")), ("b.txt", "")]);
    assert_eq!(place.ingest().skipped.len(), 1);
    place.put("b.txt", prose("CEO"));
    let summary = place.ingest();
    assert_eq!(
        (summary.skipped.len(), counts(&summary)),
        (0, [2, 1, 0, 0, 1])
    );
    place.put("b.txt", "\0\0");
    let summary = place.ingest();
    assert_eq!(
        (summary.skipped.len(), counts(&summary)),
        (1, [1, 0, 0, 1, 1])
    );
}

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
}

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

#[test]
fn objects_come_and_go_one_by_one() {
    let object = |id: &str, role: &str| {
        format!(
            "{}\n",
            serde_json::json!({"id": id, "title": id, "text": prose(role)})
        )
    };
    let place = Place::new(&[
        (
            "docs.jsonl",
            &(object("x", "CTO") + &object("y", "CEO") + "{\n"),
        ),
        ("z.txt", &prose("CTO")),
    ]);
    let summary = place.ingest();
    assert_eq!(counts(&summary), [3, 3, 0, 0, 0]);
    assert_eq!(summary.skipped[0].path, "docs.jsonl:3");
    assert_eq!(counts(&place.ingest()), [3, 0, 0, 0, 3]);
    place.put(
        "docs.jsonl",
        object("y", "CEO") + &object("x", "CPO") + &object("w", "COO") + &object("w", "CFO"),
    );
    let summary = place.ingest();
    assert_eq!(counts(&summary), [4, 1, 1, 0, 2]);
    assert_eq!(summary.skipped[0].path, "docs.jsonl:4");
    assert_eq!(
        summary.skipped[0].reason,
        "its id w is taken by an article before it"
    );
    assert_eq!(summary.skipped.len(), 1);
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

#[test]
fn an_empty_corpus_says_what_to_do() {
    let place = Place::new(&[]);
    assert!(
        place.fails().starts_with("no articles in "),
        "{}",
        place.fails()
    );
    place.put("a.png", "x");
    assert!(
        place
            .fails()
            .contains("a.png: a format that is not read: .png"),
        "{}",
        place.fails()
    );
    fs::remove_dir_all(place.corpus()).unwrap();
    assert!(matches!(
        ingest::run(&place.options(), &mut |_| ()),
        Err(Error::NoCorpus { .. })
    ));
}

#[test]
fn the_number_of_threads_does_not_show() {
    let place = Place::new(&[]);
    for n in 0..40 {
        place.put(
            &format!("{n}.txt"),
            prose(&format!("CTO and manager number {n}")),
        );
    }
    let mut told = Vec::new();
    for jobs in [1, 2, 8] {
        let options = Options {
            jobs: Some(jobs),
            rebuild: true,
            ..place.options()
        };
        ingest::run(&options, &mut |_| ()).unwrap();
        told.push((place.holds(), place.passages()));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named_and_not_followed() {
    use std::os::unix::fs::symlink;
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    let outside = place.0.path().join("outside.txt");
    fs::write(&outside, prose("CEO")).unwrap();
    symlink(&outside, place.corpus().join("link.txt")).unwrap();
    symlink(".", place.corpus().join("loop")).unwrap();
    symlink("/nonexistent", place.corpus().join("dangling.html")).unwrap();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(place.corpus().join("pipe.html"))
            .status()
            .unwrap()
            .success()
    );
    let summary = place.ingest();
    let told: Vec<&str> = summary
        .skipped
        .iter()
        .map(|skip| skip.path.as_str())
        .collect();
    assert_eq!(told, ["dangling.html", "link.txt", "loop", "pipe.html"]);
    // A link that is given by name is followed: that is what the person asked for.
    let options = Options {
        paths: vec![place.corpus().join("link.txt")],
        ..place.options()
    };
    ingest::run(&options, &mut |_| ()).unwrap();
    assert_eq!(place.holds(), ["outside"]);
    let index = Index::open(&place.index()).unwrap();
    assert!(!index.has_corpus_changed());
}

#[test]
fn the_index_among_the_articles_is_not_read() {
    let place = Place::new(&[("a.txt", &prose("CTO"))]);
    let options = Options {
        index: place.corpus().join("index"),
        ..place.options()
    };
    for _ in 0..2 {
        let summary = ingest::run(&options, &mut |_| ()).unwrap();
        assert_eq!((summary.articles, summary.skipped), (1, vec![]));
    }
}
