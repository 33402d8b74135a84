//! Turns `src/role/roles.toml` into a static table, so that the roles cost a query nothing.

use std::fmt::Write;
use std::{env, fs, path::Path};

const FILE: &str = "src/role/roles.toml";

fn main() {
    println!("cargo::rerun-if-changed={FILE}");
    let text = fs::read_to_string(FILE).expect("the roles file lies beside its readers");
    let families: toml::Table = text.parse().expect("the roles file is TOML");
    let mut table = String::from("pub(super) static BUILTIN: &[Role] = &[\n");
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
    let out = env::var("OUT_DIR").expect("cargo names a folder");
    fs::write(Path::new(&out).join("roles.rs"), table).expect("cargo's folder can be written");
}
