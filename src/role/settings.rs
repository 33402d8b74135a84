//! A corpus' own `roles.toml`: what it adds, changes and removes, checked before anything is matched.

use std::borrow::Cow;

use toml::{Table, Value};

use super::roles::Role;
use crate::error;

const KEYS: &str = "name, aliases, short, if_spelled, parent and not";

/// The roles with the settings on top. The error is a clause that names the line at fault.
pub(super) fn apply(builtin: &[Role], text: &str) -> Result<Vec<Role>, String> {
    let families = table(text)?;
    let mut roles = builtin.to_vec();
    for (family, entries) in &families {
        match entries {
            Value::Array(ids) if family == "remove" => remove(&mut roles, ids)?,
            Value::Table(entries) => {
                for (id, fields) in entries {
                    put(&mut roles, family, id, fields)?;
                }
            }
            _ if family == "remove" => return Err("remove is not a list of role ids".into()),
            _ => {
                return Err(format!(
                    "{family} is not a family of roles; write [{family}] above lines such as id = {{ name = \"…\" }}"
                ));
            }
        }
    }
    check_parents(&roles)?;
    Ok(roles)
}

/// Two settings as one text: what both say of a role, the second says.
pub fn join_settings(first: &str, second: &str) -> Result<String, String> {
    let mut all = table(first)?;
    for (family, entries) in table(second)? {
        match (entries, all.get_mut(&family)) {
            (Value::Table(entries), _) => {
                for (id, fields) in entries {
                    put_fields(&mut all, &family, id, fields);
                }
            }
            (Value::Array(more), Some(Value::Array(ids))) => {
                let new: Vec<Value> = more.into_iter().filter(|id| !ids.contains(id)).collect();
                ids.extend(new);
            }
            (entries, _) => drop(all.insert(family, entries)),
        }
    }
    Ok(all.to_string())
}

/// A role keeps the fields that are not said anew, and has one family.
fn put_fields(all: &mut Table, family: &str, id: String, fields: Value) {
    let mut families = all
        .iter_mut()
        .filter_map(|(_, family)| family.as_table_mut());
    let known = families.find_map(|roles| roles.remove(&id));
    let fields = match (known, fields) {
        (Some(Value::Table(mut known)), Value::Table(fields)) => {
            known.extend(fields);
            Value::Table(known)
        }
        (_, fields) => fields,
    };
    let family = all
        .entry(family)
        .or_insert_with(|| Value::Table(Table::new()));
    if let Some(roles) = family.as_table_mut() {
        roles.insert(id, fields);
    }
}

fn table(text: &str) -> Result<Table, String> {
    text.parse()
        .map_err(|error: toml::de::Error| error::in_toml(text, &error))
}

fn remove(roles: &mut Vec<Role>, ids: &[Value]) -> Result<(), String> {
    for id in ids {
        let id = id
            .as_str()
            .ok_or("remove holds something that is not a role id in quotes")?;
        let at = roles.iter().position(|role| role.id == id);
        roles.remove(at.ok_or_else(|| format!("remove names {id}, which is no role"))?);
        for role in roles.iter_mut() {
            if role.parent.as_deref() == Some(id) {
                role.parent = None;
            }
        }
    }
    Ok(())
}

fn put(roles: &mut Vec<Role>, family: &str, id: &str, fields: &Value) -> Result<(), String> {
    let fields = fields
        .as_table()
        .ok_or_else(|| format!("{id} is not a role; write {id} = {{ name = \"…\" }}"))?;
    if !is_id(id) {
        return Err(format!(
            "{id} is no role id; use small letters, digits and single hyphens"
        ));
    }
    let known = roles.iter().position(|role| role.id == id);
    let mut role = match known {
        Some(at) => roles[at].clone(),
        None => Role {
            id: Cow::Owned(id.to_owned()),
            name: Cow::Borrowed(""),
            family: Cow::Borrowed(""),
            parent: None,
            aliases: Cow::Borrowed(&[]),
            short: Cow::Borrowed(&[]),
            if_spelled: Cow::Borrowed(&[]),
            not: Cow::Borrowed(&[]),
        },
    };
    role.family = Cow::Owned(family.to_owned());
    for (key, value) in fields {
        match key.as_str() {
            "name" => role.name = Cow::Owned(one(id, key, value)?),
            "parent" => {
                let parent = one(id, key, value)?;
                role.parent = (!parent.is_empty()).then_some(Cow::Owned(parent));
            }
            "aliases" => role.aliases = list(id, key, value)?,
            "short" => role.short = list(id, key, value)?,
            "if_spelled" => role.if_spelled = list(id, key, value)?,
            "not" => role.not = list(id, key, value)?,
            _ => return Err(format!("{id} has an unknown field {key}; there are {KEYS}")),
        }
    }
    if role.name.trim().is_empty() {
        return Err(format!("{id} has no name; write {id} = {{ name = \"…\" }}"));
    }
    if let Some(form) = role.short.iter().find(|form| !is_short(form)) {
        return Err(format!(
            "{id} has the short form {form:?}, which is not in capitals; put it among the aliases"
        ));
    }
    match known {
        Some(at) => roles[at] = role,
        None => roles.push(role),
    }
    Ok(())
}

fn one(id: &str, key: &str, value: &Value) -> Result<String, String> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| format!("{key} of {id} is not a text in quotes"))
}

fn list(id: &str, key: &str, value: &Value) -> Result<Cow<'static, [Cow<'static, str>]>, String> {
    let wrong = || format!("{key} of {id} is not a list of texts: {key} = [\"…\"]");
    let values = value.as_array().ok_or_else(wrong)?;
    let texts = values.iter().map(|value| match value.as_str() {
        Some(text) if !text.trim().is_empty() => Ok(Cow::Owned(text.to_owned())),
        _ => Err(wrong()),
    });
    texts.collect::<Result<Vec<_>, _>>().map(Cow::Owned)
}

fn is_id(id: &str) -> bool {
    id.split('-').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

fn is_short(form: &str) -> bool {
    form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase)
}

/// Every parent is a role, and nobody is his own ancestor.
fn check_parents(roles: &[Role]) -> Result<(), String> {
    let get = |id: &str| roles.iter().find(|role| role.id == id);
    for role in roles {
        let mut parent = role.parent.as_deref();
        let mut steps = 0;
        while let Some(id) = parent {
            let above = get(id)
                .ok_or_else(|| format!("the parent of {} is {id}, which is no role", role.id))?;
            steps += 1;
            if steps > roles.len() {
                return Err(format!("{} is among its own parents", role.id));
            }
            parent = above.parent.as_deref();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::join_settings;
    use crate::role::Roles;

    fn fails(text: &str) -> String {
        Roles::with_settings(text.into()).unwrap_err()
    }

    #[test]
    fn adds_changes_and_removes() {
        let roles = Roles::with_settings(
            "remove = [\"actuary\"]\n[games]\nquest-designer = { name = \"Quest Designer\", parent = \"designer\" }\n\
             cto = { name = \"Chief Tinkerer\" }"
                .into(),
        )
        .unwrap();
        assert!(roles.get("actuary").is_none());
        assert_eq!(roles.name("quest-designer"), "Quest Designer");
        let cto = roles.get("cto").unwrap();
        assert_eq!((&*cto.name, &*cto.short[0]), ("Chief Tinkerer", "CTO"));
    }

    #[test]
    fn two_settings_add_up_and_the_second_wins() {
        let first = "remove = [\"actuary\", \"founder\"]\n[games]\nwizard = { name = \"Wizard\", short = [\"WIZ\"] }";
        let second = "remove = [\"actuary\"]\n[games]\nwizard = { name = \"Level Wizard\" }\nelf = { name = \"Elf\" }\n[product]\ncto = { name = \"Maker\" }";
        let roles = Roles::with_settings(join_settings(first, second).unwrap()).unwrap();
        assert!(roles.get("actuary").is_none() && roles.get("founder").is_none());
        let wizard = roles.get("wizard").unwrap();
        assert_eq!((&*wizard.name, &*wizard.short[0]), ("Level Wizard", "WIZ"));
        assert_eq!(roles.name("elf"), "Elf");
        assert!(join_settings(first, "[games").is_err());
    }

    #[test]
    fn names_what_is_wrong() {
        for (text, said) in [
            ("[a]\nb = { nam = \"B\" }", "unknown field nam"),
            ("[a]\nb = { short = [\"B\"] }", "b has no name"),
            ("[a]\n\"B c\" = { name = \"B\" }", "B c is no role id"),
            ("[a]\nb = { name = 1 }", "name of b is not a text"),
            (
                "[a]\nb = { name = \"B\", aliases = \"x\" }",
                "aliases of b is not a list",
            ),
            (
                "[a]\nb = { name = \"B\", short = [\"b\"] }",
                "not in capitals",
            ),
            (
                "[a]\nb = { name = \"B\", parent = \"zz\" }",
                "zz, which is no role",
            ),
            ("[a]\ncto = { parent = \"cto\" }", "among its own parents"),
            ("remove = [\"zz\"]", "zz, which is no role"),
            ("cto = 1", "cto is not a family"),
            ("[a\n", "line 1"),
        ] {
            assert!(fails(text).contains(said), "{text}: {}", fails(text));
        }
    }
}
