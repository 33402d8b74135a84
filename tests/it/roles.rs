//! Attribution against labels that were written before the program was run; the articles are our own.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use rolesearch::article::{self, Format};
use rolesearch::clean;
use rolesearch::document::Document;
use rolesearch::passage::{self, Passage};
use rolesearch::role::{Roles, attribute};

/// What the labelled articles must reach together; measured: see `docs/roles.md`.
const ABOUT_F1: f64 = 0.95;
const PRIMARY: f64 = 0.93;
const MENTIONS_F1: f64 = 0.86;

#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn count(
        &mut self,
        gold: &BTreeSet<String>,
        found: &BTreeSet<String>,
        optional: &BTreeSet<String>,
    ) {
        self.right += gold.intersection(found).count();
        self.missed += gold.difference(found).count();
        self.wrong += found
            .difference(gold)
            .filter(|id| !optional.contains(*id))
            .count();
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

#[test]
fn labelled_articles_are_attributed_as_a_careful_reader_would() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = fs::read_dir(cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("roles-")
        })
        .collect();
    folders.sort();
    assert!(folders.len() >= 10);
    let roles = Roles::builtin();
    let (mut about, mut mentions) = (Tally::default(), Tally::default());
    let (mut primaries, mut primaries_right) = (0, 0);
    let mut misses = String::new();
    for folder in folders {
        let passages = attributed(&folder, &roles);
        let labels = fs::read_to_string(folder.join("labels.tsv")).unwrap();
        for row in labels.lines().skip(1) {
            let fields: Vec<&str> = row.split('\t').collect();
            let lines: (u32, u32) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
            let passage = passages
                .iter()
                .find(|passage| passage.lines.0 <= lines.0 && lines.1 <= passage.lines.1);
            let gold = ids(fields[3]);
            let optional = ids(fields[4]);
            let found: BTreeSet<String> = passage
                .iter()
                .flat_map(|passage| passage.about.iter().map(|about| about.role.clone()))
                .collect();
            let mentioned = passage
                .iter()
                .flat_map(|passage| passage.mentions.iter().cloned())
                .collect();
            about.count(&gold, &found, &optional);
            mentions.count(&ids(fields[6]), &mentioned, &(&gold | &optional));
            if fields[5] != "-" {
                primaries += 1;
                let primary =
                    passage.and_then(|passage| passage.about.iter().find(|about| about.primary));
                primaries_right +=
                    usize::from(primary.is_some_and(|about| about.role == fields[5]));
            }
            if gold != found {
                misses += &format!(
                    "\n{}:{} {gold:?} came out as {found:?}",
                    folder.display(),
                    lines.0
                );
            }
        }
    }
    let primary = f64::from(primaries_right as u32) / f64::from(primaries as u32);
    let figures = format!(
        "about F1 {:.4}, primary {primary:.4}, mentions F1 {:.4}{misses}",
        about.f1(),
        mentions.f1()
    );
    assert!(
        about.f1() >= ABOUT_F1 && primary >= PRIMARY && mentions.f1() >= MENTIONS_F1,
        "{figures}"
    );
}

fn ids(field: &str) -> BTreeSet<String> {
    let ids = field
        .split(',')
        .filter(|id| !["-", "none", ""].contains(id));
    ids.map(str::to_owned).collect()
}

fn attributed(folder: &Path, roles: &Roles) -> Vec<Passage> {
    let (path, format) = [
        ("article.txt", Format::Text),
        ("article.md", Format::Markdown),
    ]
    .map(|(name, format)| (folder.join(name), format))
    .into_iter()
    .find(|(path, _)| path.exists())
    .expect("a case has an article");
    read(format, fs::read(path).unwrap(), roles)
}

/// The passages of an article. The labels speak of attribution alone, so the cleaner keeps all.
fn read(format: Format, bytes: Vec<u8>, roles: &Roles) -> Vec<Passage> {
    let mut article = article::from_bytes("a", "a", format, bytes, Arc::default()).unwrap();
    article.is_content = true;
    let document = Document::read(&article);
    let judgements = clean::judge(&document);
    attribute(&document, passage::split(&document, &judgements), roles)
}

fn one(title: &str, text: &str) -> Passage {
    let text = format!("{title}\n\n{text}\n");
    let passages = read(Format::Text, text.into_bytes(), &Roles::builtin());
    passages.into_iter().next_back().expect("a passage")
}

fn about(title: &str, text: &str) -> Vec<String> {
    one(title, text)
        .about
        .into_iter()
        .map(|about| about.role)
        .collect()
}

#[test]
fn what_is_no_role_is_none() {
    for text in [
        "The call starts at 5 PM and ends at 7 pm sharp.",
        "PM Group has opened an office in the north of the city.",
        "Write to PO Box 1234 or visit the Project Management Office in person.",
        "The office moved to Pittsburgh, PA 15222 last year and stays there.",
        "Engineering and design halls are close to the reengineered bridge by the managerial offices.",
        "Mr. Baker and Mrs. Judge sent their regrets and stayed at home.",
    ] {
        let passage = one("A quiet day in the city and what came of it", text);
        assert!(passage.about.is_empty(), "{text}: {:?}", passage.about);
    }
}

#[test]
fn the_longest_name_wins_and_a_definition_is_one_mention() {
    let title = "Technical Product Manager vs. Product Owner";
    let text = "The PM writes the technical specification of the product and keeps it current for everyone.";
    assert_eq!(about(title, text), ["technical-product-manager"]);
    let text = "A CTO (Chief Technology Officer) decides which technology the company uses and why it does so.";
    assert_eq!(about("What does a CTO do?", text), ["cto"]);
}

#[test]
fn a_title_that_nobody_listed_is_discovered() {
    let title = "What Does a Chief Kindness Officer Do?";
    let text = "Nothing is ever quite as easy as it looks from the outside, and Mondays are worse than most days.";
    assert_eq!(about(title, text), ["chief-kindness-officer"]);
    assert!(Roles::builtin().is_discovered("chief-kindness-officer"));
    assert_eq!(
        Roles::builtin().name("chief-kindness-officer"),
        "Chief Kindness Officer"
    );
}

#[test]
fn roles_are_asked_for_by_any_name() {
    let roles = Roles::builtin();
    for name in [
        "cto",
        "CTO",
        "CTOs",
        "Chief Technology Officer",
        "chief technical officers",
    ] {
        assert_eq!(roles.resolve(name).unwrap().roles, ["cto"], "{name}");
    }
    assert_eq!(
        roles
            .resolve("vice president of engineering")
            .unwrap()
            .roles,
        ["vp-engineering"]
    );
    let pm = roles.resolve("PM").unwrap();
    assert_eq!(
        pm.roles,
        ["product-manager", "program-manager", "project-manager"]
    );
    assert!(pm.note.is_some() && pm.open == ["pm"]);
    let parent = roles.resolve("product manager").unwrap();
    assert!(
        parent
            .children
            .iter()
            .any(|id| id == "technical-product-manager")
    );
    assert!(
        !parent
            .ids(true)
            .iter()
            .any(|id| id == "technical-product-manager")
    );
    let error = roles
        .resolve("chief tecnology oficer")
        .unwrap_err()
        .to_string();
    assert!(error.contains("did you mean cto"), "{error}");
    let named = roles.named_in("what does a chief technology officer do about security");
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].roles, ["cto"]);
}
