//! The roles file: every role the program knows, its names, and what a corpus adds to them.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::matcher::Matcher;
use super::settings;

type Text = Cow<'static, str>;
type List = Cow<'static, [Text]>;

/// A job that people hold. A line of `roles.toml`; what its fields mean stands at the head of that file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its id, in kebab case.
    pub id: Text,
    /// How it is shown.
    pub name: Text,
    /// The kind of work: `executive`, `product`, `health`.
    pub family: Text,
    /// The wider role, if there is one.
    pub parent: Option<Text>,
    /// Other names.
    pub aliases: List,
    /// Short forms, in capitals.
    pub short: List,
    /// Forms that count only where the document spells the role out.
    pub if_spelled: List,
    /// Roles it is often taken for.
    pub not: List,
}

impl Role {
    /// Whether this is one of its short forms, in any case.
    pub(super) fn has_short(&self, form: &str) -> bool {
        let mut forms = self.short.iter().chain(self.if_spelled.iter());
        forms.any(|short| short.eq_ignore_ascii_case(form))
    }
}

include!(concat!(env!("OUT_DIR"), "/roles.rs"));

/// All roles: the built-in ones and what the corpus' own `roles.toml` made of them. Cheap to make; the matcher is built
/// when the first text is matched.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Option<String>", into = "Option<String>")]
pub struct Roles {
    roles: Cow<'static, [Role]>,
    /// The text of the corpus' own file: with it the same roles can be had again.
    settings: Option<String>,
    matcher: OnceLock<Matcher>,
}

impl Roles {
    /// The roles that the program knows by itself.
    pub fn builtin() -> Roles {
        Roles {
            roles: Cow::Borrowed(BUILTIN),
            settings: None,
            matcher: OnceLock::new(),
        }
    }

    /// The built-in roles with the text of a `roles.toml` on top; the error is a clause for a person.
    pub fn with_settings(text: String) -> Result<Roles, String> {
        Ok(Roles {
            roles: Cow::Owned(settings::apply(BUILTIN, &text)?),
            settings: Some(text),
            matcher: OnceLock::new(),
        })
    }

    /// Every role, family by family.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter()
    }

    /// The role with this id. A discovered role is not in the file: `None`.
    pub fn get(&self, id: &str) -> Option<&Role> {
        if !self.are_builtin() {
            return self.roles.iter().find(|role| role.id == id);
        }
        let by_id = |at: &u16| self.roles[usize::from(*at)].id.as_ref().cmp(id);
        let at = BY_ID.binary_search_by(by_id).ok()?;
        self.roles.get(usize::from(BY_ID[at]))
    }

    /// How a role is shown: its name, an ambiguous short form in capitals, and for a discovered role its id in words.
    pub fn name(&self, id: &str) -> Cow<'_, str> {
        match self.get(id) {
            Some(role) => Cow::Borrowed(&role.name),
            None if self.readings(id).len() > 1 => Cow::Owned(id.to_uppercase()),
            None => Cow::Owned(words_of(id)),
        }
    }

    /// What a short form can stand for. `id` is the form in any case: `pm`.
    pub fn readings(&self, id: &str) -> Vec<&Role> {
        let roles = self.roles.iter();
        roles.filter(|role| role.has_short(id)).collect()
    }

    /// Whether the id is neither in the file nor an ambiguous short form: the title grammar found it in an article.
    pub fn is_discovered(&self, id: &str) -> bool {
        self.get(id).is_none() && !self.is_ambiguous(id)
    }

    /// Whether the id is a short form that its documents left open.
    pub fn is_ambiguous(&self, id: &str) -> bool {
        self.get(id).is_none() && self.readings(id).len() > 1
    }

    /// Whether the corpus had nothing to add.
    pub(super) fn are_builtin(&self) -> bool {
        matches!(self.roles, Cow::Borrowed(_))
    }

    pub(super) fn all(&self) -> &[Role] {
        &self.roles
    }

    pub(super) fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| Matcher::new(&self.roles))
    }
}

impl Default for Roles {
    fn default() -> Self {
        Roles::builtin()
    }
}

impl From<Roles> for Option<String> {
    fn from(roles: Roles) -> Self {
        roles.settings
    }
}

impl TryFrom<Option<String>> for Roles {
    type Error = String;

    fn try_from(settings: Option<String>) -> Result<Self, String> {
        settings.map_or_else(|| Ok(Roles::builtin()), Roles::with_settings)
    }
}

/// `chief-kindness-officer` as `Chief Kindness Officer`.
fn words_of(id: &str) -> String {
    const SMALL: &[&str] = &["of", "and", "for", "the", "to", "in"];
    const CAPITALS: &[&str] = &[
        "ai", "it", "hr", "ux", "ui", "qa", "vp", "svp", "evp", "pr", "seo", "ml", "bi", "crm",
    ];
    let words = id.split('-').enumerate().map(|(at, word)| {
        if CAPITALS.contains(&word) {
            word.to_uppercase()
        } else if at > 0 && SMALL.contains(&word) {
            word.to_owned()
        } else {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        }
    });
    words.collect::<Vec<String>>().join(" ")
}
