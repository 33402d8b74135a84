//! A hash: a word as one number, blind to case. All stations that count, compare or look up words share it.

use std::hash::Hasher;

/// A word's hash, blind to the case of ASCII letters. Eight bytes at a time, which is most words at once: every word of
/// every text is hashed. It need not withstand an enemy: a collision decides nothing by itself.
pub fn hash(word: impl AsRef<[u8]>) -> u64 {
    let word = word.as_ref();
    let (eights, rest) = word.as_chunks::<8>();
    let mut hash = (word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for eight in eights {
        hash = mix(hash, lower(u64::from_le_bytes(*eight)));
    }
    mix(hash, lower(padded(rest)))
}

/// Two hashes in one. The product is folded: of a plain one the high bits would hardly show in the next, and class names
/// such as `col-md-12` and `col-md-23` would meet.
pub fn mix(one: u64, other: u64) -> u64 {
    let both = one.rotate_left(5) ^ other ^ 0x9e37_79b9_7f4a_7c15;
    let product = u128::from(both) * 0x517c_c1b7_2722_0a95;
    product as u64 ^ (product >> 64) as u64
}

/// Fewer than eight bytes as one number; with their count it tells them apart.
fn padded(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>(), bytes) {
        (Some(first), Some(last), _) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        (_, _, [first, .., last]) => {
            u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16
        }
        (_, _, [one]) => u64::from(*one),
        _ => 0,
    }
}

/// Eight bytes with their ASCII letters in lower case.
fn lower(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low_bits = eight & (0x7f * EACH);
    // The high bit of each byte: at or above `A`, above `Z`, ASCII.
    let from_a = low_bits + (0x80 - u64::from(b'A')) * EACH;
    let above_z = low_bits + (0x7f - u64::from(b'Z')) * EACH;
    let is_upper = (from_a & !above_z) & !eight & (0x80 * EACH);
    eight | (is_upper >> 2)
}

/// Keys that are hashes already need no second hashing.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_blind_to_case_alone() {
        let texts = [
            "",
            " ",
            "a",
            "@",
            "[",
            "ab",
            "abc",
            "Straße",
            "straẞe",
            "readers",
            "readings",
            "a longer text",
            "a longer tex",
            "col-md-12",
            "col-md-23",
        ];
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(hash(text), hash(text.to_ascii_uppercase()), "{text}");
            assert!(
                texts[..at].iter().all(|other| hash(other) != hash(text)),
                "{text}"
            );
        }
    }
}
