//! `rolesearch query`: ranked passages, each with its role and its source.

use std::io::Write;

use rolesearch::render::{self, Format};
use rolesearch::search::{self, Question};

use super::arguments::{count, date, lossy, one_of};
use super::open::open;
use super::{Done, Screen, Shared};

/// Ask, and get ranked passages with role and source.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, after_help = LANGUAGE, help_template = super::TEMPLATE)]
pub struct Query {
    /// What to look for; several arguments are joined by blanks
    #[arg(value_name = "WORDS", required_unless_present_any = ["role", "source", "since", "until"], value_parser = lossy())]
    words: Vec<String>,
    /// Only passages about this role, by id or by name; repeat it for any of several
    #[arg(long, value_name = "ROLE", value_parser = lossy(), help_heading = "Which passages")]
    role: Vec<String>,
    /// Do not count the kinds of a role (a technical product manager does not count as a product manager)
    #[arg(long, help_heading = "Which passages")]
    exact_role: bool,
    /// Also passages that only mention the role
    #[arg(long, help_heading = "Which passages")]
    mentions: bool,
    /// Only articles whose path matches this pattern, like 'blog/*.html'
    #[arg(long, value_name = "GLOB", value_parser = lossy(), help_heading = "Which passages")]
    source: Vec<String>,
    /// Only articles published on this day or later: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date(), help_heading = "Which passages")]
    since: Option<String>,
    /// Only articles published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date(), help_heading = "Which passages")]
    until: Option<String>,
    /// How many hits
    #[arg(short = 'n', long, value_name = "N", default_value_t = LIMIT, value_parser = count(), help_heading = "How many")]
    limit: u32,
    /// How many hits of one article
    #[arg(long, value_name = "N", default_value_t = PER_ARTICLE, value_parser = count(), help_heading = "How many")]
    per_article: u32,
    /// Every hit for itself: near-identical ones are not folded, an article has no limit
    #[arg(long, help_heading = "How many")]
    all: bool,
    /// Form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(FORMATS), help_heading = "How it looks")]
    format: Format,
    /// Show what earned each score
    #[arg(long, help_heading = "How it looks")]
    explain: bool,
    /// Show this many neighbouring passages before and after each hit
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100), help_heading = "How it looks")]
    context: u32,
}

const LIMIT: u32 = 10;
const PER_ARTICLE: u32 = 3;

const FORMATS: &[Format] = &[
    Format::Text,
    Format::Json,
    Format::Jsonl,
    Format::Csv,
    Format::Markdown,
];

const EXAMPLES: &str = "\
Examples:
  rolesearch query \"long-term strategy\"              any of the words; ranking decides
  rolesearch query '\"long-term strategy\"'            the phrase itself
  rolesearch query roadmap -marketing --role cto     about the CTO, and not about marketing
  rolesearch query what does a cto do about security
  rolesearch query 'role:cto role:cpo vision'        passages about both";

const LANGUAGE: &str = "\
Query language:
  words              any of them; the best match comes first
  \"a phrase\"         these words in this order
  -word -\"phrase\"    passages without it
  prefix*            every word that begins so
  a OR b             either; the words around it stay optional
  a NEAR/5 b         words or phrases at most 5 words apart, in either order
  role:cto           about this role (role:a role:b: about both); -role:cto: not about it
  source:GLOB title:WORD author:WORD after:DATE before:DATE, each also with -; a value of
                     several words is quoted: role:\"product manager\"; author: finds publishers too
Anything else is plain text; paste a sentence if you like.";

impl Query {
    /// These words, and all else as it is where nothing is said of it.
    pub fn plain(words: Vec<String>) -> Query {
        Query {
            words,
            role: Vec::new(),
            exact_role: false,
            mentions: false,
            source: Vec::new(),
            since: None,
            until: None,
            limit: LIMIT,
            per_article: PER_ARTICLE,
            all: false,
            format: Format::Text,
            explain: false,
            context: 0,
        }
    }

    pub fn run(self, shared: &Shared, screen: &Screen) -> anyhow::Result<Done> {
        let question = Question {
            roles: self.role,
            exact_role: self.exact_role,
            mentions: self.mentions,
            sources: self.source,
            since: self.since,
            until: self.until,
            limit: self.limit as usize,
            per_article: self.per_article as usize,
            all: self.all,
            explain: self.explain,
            context: self.context as usize,
            ..Question::parse(&self.words.join(" "))?
        };
        let index = open(shared, screen)?;
        let hits = search::run(&index, index.roles(), &question)?;
        let mut out = screen.out();
        let name = |id: &str| index.roles().name(id).into_owned();
        render::hits(&mut out, self.format, screen.look(), &hits, &name)?;
        out.flush()?;
        // The answer is out; what it takes to look for near words keeps nobody waiting.
        let suggestions = search::suggestions(&index, &hits.unknown)?;
        let notes = hits.notes.iter().chain(&suggestions);
        notes.clone().for_each(|note| screen.note(note));
        if hits.held_back > 0 {
            let (more, share) = (hits.held_back, self.per_article);
            screen.aside(&format!(
                "{more} more rank among these, but an article has {share} at most; --all shows them"
            ));
        }
        if hits.hits.is_empty() && notes.count() == 0 {
            screen.note("no passage found");
        }
        let done = Done::from_count(hits.hits.len());
        // The process ends here: giving the memory back piece by piece would be a part of its time.
        std::mem::forget((index, hits, out));
        Ok(done)
    }
}
