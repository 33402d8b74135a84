//! A class of single words: what a word does in a sentence, whatever the sentence is about.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::hash::{AsIs, hash};

/// A class of single words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Class {
    /// A function word: prose is full of them.
    Stop = 1,
    /// "you", "your".
    Second = 2,
    /// "we", "our".
    We = 4,
    /// "I", "my".
    First = 8,
    /// A verb that opens a call to action.
    Imperative = 16,
    /// A month or a day of the week.
    Calendar = 32,
    /// "he", "she", "said": someone is told about.
    Told = 64,
    /// "is", "was": what follows a name in a bio.
    Is = 128,
}

const CLASSES: [(u16, &str); 13] = [
    (
        Class::Stop as u16,
        "the a an of to in and that is was for it on with as at by this from be are or but not have has had were been will would can could their there which who when what if than then so because about into over after also more between while during before some any all its such these those other being do does did only just how where most both each through against under again very may might should must",
    ),
    (Class::Is as u16, "is was are covers writes has"),
    (
        Class::Stop as u16 | Class::Told as u16,
        "he she they his her him them said says",
    ),
    (Class::Stop as u16 | Class::We as u16, "we our us"),
    (Class::We as u16, "we're we've we'll we’re we’ve we’ll ours"),
    (Class::Stop as u16 | Class::Second as u16, "you your"),
    (
        Class::Second as u16,
        "you're you'll you've yours yourself you’re you’ll you’ve",
    ),
    (Class::Stop as u16 | Class::First as u16, "i my me"),
    (
        Class::First as u16,
        "i'm i've i'd i'll myself i’m i’ve i’d i’ll",
    ),
    (
        Class::Imperative as u16,
        "get learn join read see watch follow sign click download subscribe try start discover explore find shop buy visit share register book check contact support listen view browse submit send enter call apply request schedule save grab",
    ),
    (
        Class::Calendar as u16,
        "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun",
    ),
    // Function words of the other languages that saved pages come in, so that their prose looks like prose.
    (
        Class::Stop as u16,
        "der die das und ist nicht ein eine mit den von zu auf für im dem des sich auch als es wird sind bei nach aus um le la les des et est une dans que qui pour pas sur au avec il elle sont ce cette",
    ),
    (
        Class::Stop as u16,
        "el los las y en un una por con para del se que es lo como más il di che e per non sono della del nel con o os do da em não uma no na ao dos het een van niet dat op te zijn och att det som är av på och i na w z nie się to",
    ),
];

/// The classes (bits of [`Class`]) of words, by their hash.
pub static WORDS: LazyLock<HashMap<u64, u16, BuildHasherDefault<AsIs>>> = LazyLock::new(|| {
    let mut words = HashMap::default();
    for (class, list) in CLASSES {
        for word in list.split(' ') {
            *words.entry(hash(word)).or_insert(0) |= class;
        }
    }
    words
});
