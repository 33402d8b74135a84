//! Raw text: what stands in a `<script>`, a `<style>` or a `<title>`, up to the end tag of that name and no other.

use html5ever::tokenizer::states::RawKind;
use memchr::memchr_iter;

use super::tag;

/// Where raw text ends: at the end tag of `name`, or with the page.
pub(super) fn end(text: &[u8], name: &str, kind: RawKind) -> usize {
    let end = match kind {
        RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => script_end(text, name),
        RawKind::Rcdata | RawKind::Rawtext => {
            memchr_iter(b'<', text).find(|&at| is_end_tag(&text[at..], name))
        }
    };
    end.unwrap_or(text.len())
}

/// How a script was opened to old browsers, which did not know scripts: within `<!-- -->`, a `<script>` hides its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    No,
    InComment,
    InScript,
}

fn script_end(text: &[u8], name: &str) -> Option<usize> {
    let mut hidden = Hidden::No;
    // Where the comment began that hides it.
    let mut comment = 0;
    let mut at = 0;
    while let Some(found) = match hidden {
        Hidden::No => memchr::memchr(b'<', &text[at..]),
        _ => memchr::memchr2(b'<', b'>', &text[at..]),
    } {
        at += found;
        let rest = &text[at..];
        match hidden {
            Hidden::No if is_end_tag(rest, name) => return Some(at),
            Hidden::No if rest.starts_with(b"<!--") => {
                hidden = Hidden::InComment;
                comment = at + 2;
                at += 3;
            }
            Hidden::No => {}
            // `<!-->` ends it at once.
            _ if rest[0] == b'>' => {
                if text[comment..at].ends_with(b"--") {
                    hidden = Hidden::No;
                }
            }
            Hidden::InComment if is_end_tag(rest, name) => return Some(at),
            Hidden::InComment if begins_tag(&rest[1..], "script") => hidden = Hidden::InScript,
            Hidden::InScript if is_end_tag(rest, "script") => hidden = Hidden::InComment,
            Hidden::InComment | Hidden::InScript => {}
        }
        at += 1;
    }
    None
}

fn is_end_tag(text: &[u8], name: &str) -> bool {
    text.get(1) == Some(&b'/') && begins_tag(&text[2..], name)
}

/// The name, and then what ends one.
fn begins_tag(text: &[u8], name: &str) -> bool {
    let Some((start, rest)) = text.split_at_checked(name.len()) else {
        return false;
    };
    start.eq_ignore_ascii_case(name.as_bytes())
        && rest.first().is_some_and(|&next| tag::ends_name(next))
}
