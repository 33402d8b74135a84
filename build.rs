//! Turns `src/role/roles.toml` into a static table, so that the roles cost a query nothing, and tells `ingest` what its
//! passages are made with.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

const FILE: &str = "src/role/roles.toml";

/// What decides how an article is read, cleaned, split and attributed.
const RULES: [&str; 8] = [
    "src/article",
    "src/document",
    "src/clean",
    "src/passage",
    "src/role",
    "src/ingest/make.rs",
    "src/hash.rs",
    "Cargo.lock",
];

fn main() {
    println!("cargo::rustc-env=ROLESEARCH_RULES={:016x}", rules());
    roles();
}

/// A digest of those files, their names and sizes. FNV-1a: it need only change when they do.
fn rules() -> u64 {
    let mut paths: Vec<PathBuf> = RULES.iter().map(PathBuf::from).collect();
    let mut files = Vec::new();
    while let Some(path) = paths.pop() {
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder of sources can be read");
            paths.extend(
                entries.map(|entry| entry.expect("a folder of sources can be read").path()),
            );
        } else {
            files.push(path);
        }
    }
    files.sort();
    let contents = files.iter().flat_map(|path| {
        let content = fs::read(path).expect("every one of them is there and can be read");
        let name = path.to_str().expect("a source has a plain name");
        // The same on every system.
        let name = name.replace('\\', "/");
        [name.len() as u64, content.len() as u64]
            .into_iter()
            .flat_map(u64::to_le_bytes)
            .chain(name.into_bytes())
            .chain(content)
            .collect::<Vec<u8>>()
    });
    contents.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn roles() {
    println!("cargo::rerun-if-changed={FILE}");
    let text = fs::read_to_string(FILE).expect("the roles file lies beside its readers");
    let families: toml::Table = text.parse().expect("the roles file is TOML");
    let mut table = String::from("pub(super) static BUILTIN: &[Role] = &[\n");
    let mut first_words: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    let mut by_id: BTreeMap<&str, u16> = BTreeMap::new();
    let mut count = 0;
    for (family, roles) in &families {
        for (id, role) in roles.as_table().expect("a family is a table") {
            let one = |key| role.get(key).map(|value| value.as_str().expect("a string"));
            let list = |key| {
                let values = role.get(key).map(|value| value.as_array().expect("a list"));
                let texts = values
                    .into_iter()
                    .flatten()
                    .map(|value| value.as_str().expect("a list of strings"));
                texts.fold(String::new(), |all, text| {
                    all + &format!("Cow::Borrowed({text:?}), ")
                })
            };
            let name = one("name").expect("a role has a name");
            let others = ["aliases", "short", "if_spelled"].map(|key| role.get(key));
            let others = others
                .into_iter()
                .flatten()
                .filter_map(|value| value.as_array());
            let others = others.flatten().filter_map(|value| value.as_str());
            for name in [id.as_str(), name].into_iter().chain(others) {
                first_words
                    .entry(first_word(name))
                    .or_default()
                    .insert(count);
            }
            by_id.insert(id, count);
            count += 1;
            let parent = match one("parent") {
                Some(parent) => format!("Some(Cow::Borrowed({parent:?}))"),
                None => "None".into(),
            };
            writeln!(
                table,
                "Role {{ id: Cow::Borrowed({id:?}), name: Cow::Borrowed({name:?}), family: Cow::Borrowed({family:?}), \
                 parent: {parent}, aliases: Cow::Borrowed(&[{}]), short: Cow::Borrowed(&[{}]), \
                 if_spelled: Cow::Borrowed(&[{}]), not: Cow::Borrowed(&[{}]) }},",
                list("aliases"),
                list("short"),
                list("if_spelled"),
                list("not"),
            )
            .expect("a string takes all");
        }
    }
    table.push_str("];\n");
    let by_id: Vec<u16> = by_id.into_values().collect();
    writeln!(table, "pub(super) static BY_ID: &[u16] = &{by_id:?};").expect("a string takes all");
    table.push_str("pub(super) static FIRST_WORDS: &[(&str, &[u16])] = &[\n");
    for (word, roles) in first_words {
        writeln!(table, "({word:?}, &{:?}),", Vec::from_iter(roles)).expect("a string takes all");
    }
    table.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo names a folder");
    fs::write(Path::new(&out).join("roles.rs"), table).expect("cargo's folder can be written");
}

/// The first word of a name in small letters. An id joins its words with `-`, and a slash is as good as a blank.
fn first_word(name: &str) -> String {
    let word = name.split([' ', '-', '/']).next().unwrap_or_default();
    word.to_ascii_lowercase()
}
