//! Words of lines that stand around an article in a text dump: stamps, buttons under comments, headings of what follows.

/// The line is a date or a time of day, with a name beside it at most.
pub fn is_stamp(tokens: &[&str]) -> bool {
    let (mut number, mut month, mut time, mut ago, mut others) = (false, false, false, false, 0);
    for token in tokens {
        match *token {
            token if is_time(token) => time = true,
            token if is_number(token) => number = true,
            "ago" | "yesterday" | "today" => ago = true,
            token if crate::document::date::month(token).is_some() => month = true,
            token if FILLERS.contains(&token) || is_span(token) => {}
            _ => others += 1,
        }
    }
    (time || (month && number) || (ago && (number || tokens.iter().any(|token| is_span(token)))))
        && others <= MAX_OTHERS
}

/// A name, and a word before it.
const MAX_OTHERS: usize = 3;

/// What stands in a stamp besides figures and months.
const FILLERS: [&str; 40] = [
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "at",
    "on",
    "posted",
    "am",
    "pm",
    "a.m",
    "p.m",
    "utc",
    "gmt",
    "est",
    "edt",
    "et",
    "pst",
    "pdt",
    "pt",
    "says",
    "said",
    "updated",
    "published",
    "minutes",
    "hours",
    "days",
    "weeks",
];

/// `9:46`, `9:46am`, `2022-10-11`, `11/10/22`.
fn is_time(token: &str) -> bool {
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let parts: Vec<&str> = digits.split([':', '/', '-', '.']).collect();
    let are_numbers = parts
        .iter()
        .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    are_numbers && (parts.len() == 3 || (parts.len() == 2 && digits.contains(':')))
}

/// `11`, `11th`, `2022`.
fn is_number(token: &str) -> bool {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| token.strip_suffix(end))
        .unwrap_or(token);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `2d`, `3h`, `hour`, `years`.
fn is_span(token: &str) -> bool {
    let unit = token.trim_start_matches(|c: char| c.is_ascii_digit());
    SPANS.contains(&unit.strip_suffix('s').unwrap_or(unit))
}

const SPANS: [&str; 17] = [
    "h", "hr", "hour", "d", "day", "w", "week", "m", "min", "minute", "mo", "month", "y", "yr",
    "year", "sec", "second",
];

/// The line is a button under a comment, or names who speaks.
pub fn is_reply(tokens: &[&str]) -> bool {
    let begins = tokens.first().is_some_and(|first| {
        matches!(
            *first,
            "reply"
                | "replies"
                | "like"
                | "likes"
                | "liked"
                | "report"
                | "permalink"
                | "flag"
                | "upvote"
                | "downvote"
                | "edit"
                | "delete"
                | "quote"
                | "share"
        )
    });
    let ends = tokens.last().is_some_and(|last| {
        matches!(
            *last,
            "reply" | "says" | "said" | "wrote" | "commented" | "replied" | "writes"
        )
    });
    begins || ends
}

/// The line heads comments or counts them.
pub fn heads_comments(tokens: &[&str]) -> bool {
    let is_count = |token: &str| {
        token.bytes().any(|b| b.is_ascii_digit()) && !token.bytes().any(|b| b.is_ascii_alphabetic())
    };
    let rest = match tokens {
        [first, rest @ ..] if is_count(first) => rest,
        all => all,
    };
    let counts = |pair: &[&str]| {
        is_count(pair[0])
            && matches!(
                pair[1],
                "comment" | "comments" | "reply" | "replies" | "response" | "responses"
            )
    };
    begins(rest, &COMMENTS) || tokens.windows(2).any(counts)
}

const COMMENTS: [&str; 33] = [
    "comment",
    "comments",
    "response",
    "responses",
    "replies",
    "thought on",
    "thoughts on",
    "review",
    "reviews",
    "discussion",
    "discussions",
    "trackbacks",
    "pingbacks",
    "reader comments",
    "reader reviews",
    "user reviews",
    "customer reviews",
    "join the conversation",
    "join the discussion",
    "leave a reply",
    "leave a comment",
    "leave a review",
    "post a comment",
    "add a comment",
    "add your comment",
    "write a comment",
    "write a review",
    "what do you think",
    "conversation",
    "view comments",
    "view all comments",
    "show comments",
    "have your say",
];

/// The line heads a list of sources.
pub fn heads_references(tokens: &[&str]) -> bool {
    REFERENCES.contains(&tokens.join(" ").as_str())
}

const REFERENCES: [&str; 27] = [
    "reference",
    "references",
    "reference list",
    "references and notes",
    "footnote",
    "footnotes",
    "bibliography",
    "works cited",
    "literature cited",
    "citation",
    "citations",
    "notes",
    "endnotes",
    "source",
    "sources",
    "article sources",
    "external links",
    "see also",
    "further reading",
    "photo credit",
    "photo credits",
    "photo sources",
    "image credit",
    "image credits",
    "image sources",
    "notes and references",
    "additional resources",
];

/// The line heads the titles of other articles.
pub fn heads_related(tokens: &[&str]) -> bool {
    begins(tokens, &RELATED)
}

const RELATED: [&str; 57] = [
    "related",
    "more from",
    "more on",
    "more in",
    "more stories",
    "more news",
    "more articles",
    "more about",
    "more like",
    "more posts",
    "more to read",
    "you may also",
    "you might also",
    "you may like",
    "you might like",
    "recommended",
    "read next",
    "read more",
    "read also",
    "also read",
    "also on",
    "trending",
    "most read",
    "most popular",
    "most viewed",
    "most recent",
    "popular",
    "latest",
    "recent",
    "up next",
    "next article",
    "next post",
    "next up",
    "previous article",
    "previous post",
    "don't miss",
    "don’t miss",
    "editor's pick",
    "editor’s pick",
    "editor's picks",
    "editors' picks",
    "editors’ picks",
    "top stories",
    "top posts",
    "keep reading",
    "what to read",
    "from our partners",
    "sponsored",
    "around the web",
    "further reading",
    "see also",
    "other articles",
    "other posts",
    "other stories",
    "explore",
    "similar",
    "featured",
];

/// The tokens begin with one of the phrases.
fn begins(tokens: &[&str], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let mut words = phrase.split(' ');
        let mut tokens = tokens.iter();
        words.all(|word| tokens.next() == Some(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(line: &str) -> Vec<&str> {
        line.split(' ').collect()
    }

    #[test]
    fn stamps_are_told_from_lines_that_hold_a_date() {
        for line in [
            "october 11 2022 at 9:14 am",
            "2d ago 7:58 am utc",
            "3 days ago",
            "jane doe march 2 2019",
            "2022-10-11",
        ] {
            assert!(is_stamp(&tokens(line)), "{line}");
        }
        for line in [
            "in 2019 the firm moved to a new house in may",
            "nine lives",
            "chapter 11",
            "last fight sept 30 w ud12 vs somebody",
        ] {
            assert!(!is_stamp(&tokens(line)), "{line}");
        }
    }

    #[test]
    fn comments_are_known_by_what_heads_them() {
        for line in [
            "59 comments on the long road",
            "leave a reply",
            "comments",
            "2 thoughts on the owner",
        ] {
            assert!(heads_comments(&tokens(line)), "{line}");
        }
        assert!(!heads_comments(&tokens("he had no comment")));
        assert!(is_reply(&tokens("cris says")) && is_reply(&tokens("reply")));
        assert!(
            heads_related(&tokens("more from the desk"))
                && !heads_related(&tokens("more than ever"))
        );
        assert!(
            heads_references(&tokens("works cited")) && !heads_references(&tokens("notes on pay"))
        );
    }
}
