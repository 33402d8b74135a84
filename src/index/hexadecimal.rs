//! Hexadecimal digests take half the room where they are packed.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A digest as its bytes; a text that is not one as it stands.
#[derive(Serialize, Deserialize)]
enum Packed {
    Bytes(Vec<u8>),
    Text(String),
}

pub(super) fn serialize<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match bytes(digits) {
        Some(bytes) => Packed::Bytes(bytes),
        None => Packed::Text(digits.to_owned()),
    }
    .serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Packed::deserialize(deserializer)? {
        Packed::Text(text) => text,
        Packed::Bytes(bytes) => bytes
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect(),
    })
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| match *pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}
