//! How questions are read.

use super::*;

fn read(text: &str) -> Vec<Clause> {
    Question::parse(text).unwrap().clauses
}

fn text(word: &str) -> Clause {
    Clause::Want(vec![Atom::Text(word.to_owned())])
}

#[test]
fn words_phrases_exclusions_and_prefixes() {
    assert_eq!(
        read("roadmap “long term” -marketing -\"click here\" strat*"),
        [
            text("roadmap"),
            Clause::Want(vec![Atom::Phrase("long term".to_owned())]),
            Clause::Not(Atom::Text("marketing".to_owned())),
            Clause::Not(Atom::Phrase("click here".to_owned())),
            Clause::Want(vec![Atom::Prefix("strat".to_owned())]),
        ]
    );
}

#[test]
fn a_minus_is_an_operator_only_before_a_letter_or_a_quote() {
    assert_eq!(
        read("long-term - -5 --x a-b"),
        [
            text("long-term"),
            text("-"),
            text("-5"),
            text("--x"),
            text("a-b")
        ]
    );
}

#[test]
fn a_misspelt_field_is_text_with_a_hint() {
    let question = Question::parse("auther:norton roles:cto").unwrap();
    assert_eq!(question.clauses, [text("auther:norton"), text("roles:cto")]);
    assert_eq!(question.notes.len(), 2);
    let plain = Question::parse("see Note:this https://a.b role:").unwrap();
    assert!(plain.notes.is_empty());
}

#[test]
fn a_lone_quote_is_text_with_a_hint() {
    let question = Question::parse("5\" disk").unwrap();
    assert_eq!(question.clauses, [text("5\""), text("disk")]);
    let question = Question::parse("\"disk drive").unwrap();
    assert_eq!(question.clauses, [text("\"disk"), text("drive")]);
    assert_eq!(question.notes.len(), 1);
}

#[test]
fn fields_take_a_word_or_a_quote_and_nothing_is_text() {
    assert_eq!(
        read("Role:cto -source:blog/* title:\"roles today\" role: https://a.example/x?y=role:z"),
        [
            Clause::Want(vec![Atom::Field(Field::Role, "cto".to_owned())]),
            Clause::Not(Atom::Field(Field::Source, "blog/*".to_owned())),
            Clause::Want(vec![Atom::Field(Field::Title, "roles today".to_owned())]),
            text("role:"),
            text("https://a.example/x?y=role:z"),
        ]
    );
}

#[test]
fn or_joins_its_neighbours_and_is_a_word_elsewhere() {
    assert_eq!(
        read("a OR \"b c\" OR d e"),
        [
            Clause::Want(vec![
                Atom::Text("a".to_owned()),
                Atom::Phrase("b c".to_owned()),
                Atom::Text("d".to_owned())
            ]),
            text("e"),
        ]
    );
    assert_eq!(read("OR a OR"), [text("OR"), text("a")]);
}

#[test]
fn near_draws_its_neighbours_together_and_is_a_word_elsewhere() {
    let near = |first: Atom, second: Atom| Atom::Near(Box::new(first), 3, Box::new(second));
    let word = |word: &str| Atom::Text(word.to_owned());
    assert_eq!(
        read("a b NEAR/3 \"c d\" e"),
        [
            text("a"),
            Clause::Want(vec![near(word("b"), Atom::Phrase("c d".to_owned()))]),
            text("e"),
        ]
    );
    assert_eq!(
        read("a OR b NEAR/3 c"),
        [Clause::Want(vec![word("a"), near(word("b"), word("c"))])]
    );
    assert_eq!(read("NEAR/3 a"), [text("NEAR/3"), text("a")]);
    assert_eq!(read("a NEAR/3"), [text("a"), text("NEAR/3")]);
    assert_eq!(
        read("a NEAR/3 -b"),
        [text("a"), text("NEAR/3"), Clause::Not(word("b"))]
    );
    let question = Question::parse("a NEAR/x b").unwrap();
    assert_eq!(question.clauses, [text("a"), text("NEAR/x"), text("b")]);
    assert_eq!(question.notes.len(), 1);
}

#[test]
fn near_is_read_in_small_letters_too() {
    assert_eq!(read("a near/3 b"), read("a NEAR/3 b"));
    let question = Question::parse("near/far a").unwrap();
    assert_eq!(question.clauses, [text("near/far"), text("a")]);
    assert!(question.notes.is_empty());
}

#[test]
fn operators_of_other_programs_are_words_with_a_hint() {
    let notes = |text: &str| Question::parse(text).unwrap().notes;
    assert_eq!(read("a AND b"), [text("a"), text("AND"), text("b")]);
    assert!(notes("roadmap AND vision")[0].starts_with("AND was read"));
    assert!(notes("roadmap NOT marketing")[0].contains("-marketing"));
    assert!(notes("role:cto or role:cpo")[0].contains("OR in capitals"));
    assert!(notes("+roadmap !marketing")[0].contains("\"roadmap\" must be there"));
    assert!(notes("(a OR b) c")[0].starts_with("parentheses"));
    assert!(notes("a -(b c)")[0].starts_with("parentheses"));
    for plain in [
        "ROLES AND DUTIES, NOT PAY",
        "the CTO (chief technology officer) and not the CPO",
        "cto or cpo",
    ] {
        assert_eq!(notes(plain), Vec::<String>::new(), "{plain}");
    }
}

#[test]
fn a_publisher_and_the_names_of_flags_are_fields_too() {
    assert_eq!(
        read("publisher:acme since:2020 until:2021"),
        read("author:acme after:2020 before:2021")
    );
}

#[test]
fn full_width_and_long_input_are_read() {
    assert_eq!(
        read("ｒｏｌｅ：ｃｔｏ　plan"),
        [
            Clause::Want(vec![Atom::Field(Field::Role, "cto".to_owned())]),
            text("plan")
        ]
    );
    let long = Question::parse(&"word ".repeat(5000)).unwrap();
    assert_eq!(long.notes.len(), 1);
    assert!(long.clauses.len() <= MOST_BYTES / 5 + 1);
}

proptest::proptest! {
    #[test]
    fn any_input_is_read(text in ".{0,200}|[\"\\-:*OR ()a-z]{0,80}|((NEAR/[0-9x]|[ab]|OR|\"a b\"|-a) ){0,9}") {
        Question::parse(&text).unwrap();
    }
}
