//! How hits look, form by form, on an answer made by hand, so that nothing here changes with cleaning or ranking.

use rolesearch::document::Source;
use rolesearch::passage::{Attribution, Evidence, Passage};
use rolesearch::render::{self, Format, Look};
use rolesearch::search::compare::{Comparison, Side, Term};
use rolesearch::search::{Hit, Hits, Part, Twin};
use snapbox::{assert_data_eq, file};

const PLAIN: Look = Look {
    width: 80,
    colour: false,
};

#[test]
fn text_wraps_to_the_page_and_names_role_and_source() {
    assert_data_eq!(
        written(Format::Text, PLAIN, &answer()),
        file!["../data/rendering/hits.txt"].raw()
    );
}

#[test]
fn a_narrow_page_still_shows_everything() {
    let narrow = Look { width: 34, ..PLAIN };
    let written = written(Format::Text, narrow, &answer());
    assert_data_eq!(written, file!["../data/rendering/hits-narrow.txt"].raw());
}

#[test]
fn colour_changes_nothing_but_colour() {
    let coloured = written(
        Format::Text,
        Look {
            colour: true,
            ..PLAIN
        },
        &answer(),
    );
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(
        anstream::adapter::strip_str(&coloured).to_string(),
        written(Format::Text, PLAIN, &answer())
    );
}

#[test]
fn json_has_the_names_of_the_design() {
    assert_data_eq!(
        written(Format::Json, PLAIN, &answer()),
        file!["../data/rendering/hits.json"].raw()
    );
    assert_data_eq!(
        written(Format::Jsonl, PLAIN, &answer()),
        file!["../data/rendering/hits.jsonl"].raw()
    );
}

#[test]
fn json_without_hits_is_json() {
    let nothing = Hits {
        query: "nothing".into(),
        total: 0,
        hits: Vec::new(),
        held_back: 0,
        notes: Vec::new(),
        unknown: Vec::new(),
    };
    let expected = "{\"query\":\"nothing\",\"total\":0,\"hits\":[]}\n";
    assert_eq!(written(Format::Json, PLAIN, &nothing), expected);
    assert_eq!(written(Format::Jsonl, PLAIN, &nothing), "");
}

#[test]
fn csv_is_a_table_that_runs_no_formula() {
    assert_data_eq!(
        written(Format::Csv, PLAIN, &answer()),
        file!["../data/rendering/hits.csv"].raw()
    );
}

#[test]
fn markdown_quotes_and_cites() {
    assert_data_eq!(
        written(Format::Markdown, PLAIN, &answer()),
        file!["../data/rendering/hits.md"].raw()
    );
}

#[test]
fn no_form_lets_a_harmful_character_through() {
    for format in [
        Format::Text,
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::Markdown,
    ] {
        let written = written(format, PLAIN, &hostile());
        let harmful = written
            .chars()
            .find(|&c| c != '\n' && render::safe::is_harmful(c));
        assert_eq!(harmful, None, "{}: {written}", format.name());
    }
}

#[test]
fn no_page_is_too_narrow_and_no_word_too_long() {
    let hits = answer().hits;
    let side = |hits: &[Hit]| Side {
        role: "cto".into(),
        name: "Chief Technology Officer".into(),
        total: 2,
        hits: hits.to_vec(),
        terms: vec![Term {
            term: "Donaudampfschifffahrtsgesellschaft".repeat(9),
            z: 3.0,
            count: 12,
        }],
    };
    let comparison = Comparison {
        words: String::new(),
        sides: vec![side(&hits), side(&hits)],
        rows: hits.clone(),
        notes: Vec::new(),
    };
    let name = |id: &str| id.to_owned();
    for width in [0, 1, 5, 6, 7, 20, 80, 120, 300] {
        let look = Look {
            width,
            colour: false,
        };
        let mut out = Vec::new();
        render::comparison(&mut out, Format::Text, look, &comparison, &name).expect("written");
        for at in [None, Some(0)] {
            let shown = render::Shown {
                source: &hits[0].source,
                passages: hits.iter().map(|hit| hit.passage.clone()).collect(),
                at,
            };
            render::shown(&mut out, Format::Text, look, &shown, &name).expect("written");
        }
        let text = String::from_utf8(out).expect("text");
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(width < 40 || widest <= Some(width), "{width}: {text}");
    }
}

fn written(format: Format, look: Look, hits: &Hits) -> String {
    let mut out = Vec::new();
    let name = |id: &str| match id {
        "cto" => "Chief Technology Officer".to_owned(),
        "cpo" => "Chief Product Officer".to_owned(),
        other => other.to_owned(),
    };
    render::hits(&mut out, format, look, hits, &name).expect("a vector takes everything");
    String::from_utf8(out).expect("text")
}

fn answer() -> Hits {
    let about = |role: &str, evidence, primary| Attribution {
        role: role.into(),
        evidence,
        primary,
        confidence: 1.0,
    };
    let source = Source {
        path: "essays/two-chiefs.html".into(),
        title: Some("Two chiefs, one roadmap".into()),
        author: Some("Ada Example".into()),
        publisher: Some("The Example Review".into()),
        published: Some("2024-05-06".into()),
        url: Some("https://example.com/two chiefs".into()),
    };
    let undated = Source {
        path: "notes.txt".into(),
        ..Source::default()
    };
    let twin = Twin {
        id: "copy/two-chiefs:9-9".into(),
        source: Source {
            path: "copy/two-chiefs.html".into(),
            ..source.clone()
        },
    };
    let first = "The CTO answers for how the product is built, and for what it will cost to build it \
                 in five years; the long-term strategy is hers to defend.";
    let start = first.find("long-term strategy").expect("it is there");
    Hits {
        query: "long-term strategy".into(),
        total: 7,
        hits: vec![
            Hit {
                rank: 1,
                score: 9.125,
                passage: Passage {
                    id: "essays/two-chiefs:12-13".into(),
                    headings: vec!["Two chiefs, one roadmap".into(), "Who decides".into()],
                    lead: None,
                    lines: (12, 13),
                    text: first.into(),
                    cells: Vec::new(),
                    about: vec![
                        about("cto", Evidence::Words, true),
                        about("cpo", Evidence::Heading, false),
                    ],
                    mentions: vec!["ceo".into()],
                },
                source: source.clone(),
                highlights: std::iter::once(start..start + "long-term strategy".len()).collect(),
                snippet: 0..first.len(),
                also: vec![twin],
                before: Vec::new(),
                after: Vec::new(),
                explanation: Some(vec![
                    Part {
                        part: "body".into(),
                        score: 8.0,
                        words: vec!["long-term".into(), "strategy".into()],
                    },
                    Part {
                        part: "proximity".into(),
                        score: 1.125,
                        words: Vec::new(),
                    },
                ]),
            },
            Hit {
                rank: 2,
                score: 3.5,
                passage: Passage {
                    id: "notes:4-4".into(),
                    headings: Vec::new(),
                    lead: Some("Among the duties:".into()),
                    lines: (4, 4),
                    text: "=strategy*, |once| a year. Then <b>nothing</b>.".into(),
                    cells: Vec::new(),
                    about: Vec::new(),
                    mentions: Vec::new(),
                },
                source: undated,
                highlights: std::iter::once(1..9).collect(),
                snippet: 0..26,
                also: Vec::new(),
                before: Vec::new(),
                after: Vec::new(),
                explanation: None,
            },
        ],
        held_back: 0,
        notes: Vec::new(),
        unknown: Vec::new(),
    }
}

/// The same with a harmful character in everything that was read.
fn hostile() -> Hits {
    const BAD: &str = "\u{1b}[31m\u{202e}\u{9b}\u{e0041}\r\u{200f}\u{61c}\u{7f}\0";
    let mut answer = answer();
    answer.query.push_str(BAD);
    for hit in &mut answer.hits {
        let (passage, source) = (&mut hit.passage, &mut hit.source);
        for text in [&mut passage.id, &mut passage.text, &mut source.path] {
            text.push_str(BAD);
        }
        for fact in [
            &mut source.title,
            &mut source.author,
            &mut source.publisher,
            &mut source.published,
            &mut source.url,
        ] {
            fact.get_or_insert_default().push_str(BAD);
        }
        passage.lead = Some(BAD.into());
        passage.headings.push(BAD.into());
        passage.mentions.push(BAD.into());
        passage
            .about
            .iter_mut()
            .for_each(|about| about.role.push_str(BAD));
        hit.explanation = Some(vec![Part {
            part: BAD.into(),
            score: 1.0,
            words: vec![BAD.into()],
        }]);
        hit.also = vec![Twin {
            id: BAD.into(),
            source: source.clone(),
        }];
        hit.before = vec![passage.clone()];
    }
    answer
}
