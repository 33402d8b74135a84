//! Bytes, looked at eight at a time: most words of most texts are read in one step. What is found is a number in which the
//! high bit of each byte says yes or no.

const EACH: u64 = 0x0101_0101_0101_0101;
/// The high bit of every byte.
pub const HIGH: u64 = 0x80 * EACH;

/// How many letters and digits of ASCII stand side by side from `at` on.
#[inline]
pub fn run(bytes: &[u8], at: usize) -> usize {
    let mut length = 0;
    loop {
        let others = !letters(eight(bytes, at + length)) & HIGH;
        if others != 0 {
            return length + first(others);
        }
        length += 8;
    }
}

/// Eight bytes from `at` on as one number, the first of them lowest; behind the end stands nothing but zeros.
#[inline]
pub fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest
            .iter()
            .rfold(0, |eight, byte| (eight << 8) | u64::from(*byte)),
    }
}

/// The high bit of each of eight bytes that is a letter or digit of ASCII.
#[inline]
pub fn letters(eight: u64) -> u64 {
    let ascii = eight & !HIGH;
    let small = ascii | (0x20 * EACH);
    let is_letter = from(small, b'a') & !from(small, b'z' + 1);
    let is_digit = from(ascii, b'0') & !from(ascii, b'9' + 1);
    (is_letter | is_digit) & !eight & HIGH
}

/// Eight letters or digits in lower case; of them only the first so many.
#[inline]
pub fn lower(eight: u64, length: usize) -> u64 {
    // Digits have this bit already.
    let lower = eight | (0x20 * EACH);
    match length {
        0..8 => lower & ((1 << (8 * length)) - 1),
        _ => lower,
    }
}

/// The high bit of each of eight bytes that is this byte of ASCII.
#[inline]
pub fn equal(eight: u64, byte: u8) -> u64 {
    let difference = eight ^ (u64::from(byte) * EACH);
    !(((difference & !HIGH) + !HIGH) | difference) & HIGH
}

/// The high bit of each of eight bytes that is neither a blank nor a visible ASCII character.
#[inline]
pub fn unprintable(eight: u64) -> u64 {
    let ascii = eight & !HIGH;
    (eight | !from(ascii, b' ') | from(ascii, 0x7f)) & HIGH
}

/// The first byte of which the high bit is set.
#[inline]
pub fn first(highs: u64) -> usize {
    highs.trailing_zeros() as usize / 8
}

/// The high bit of each byte of ASCII that is this one or a later one.
#[inline]
fn from(ascii: u64, byte: u8) -> u64 {
    ascii + u64::from(0x80 - byte) * EACH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_what_it_is() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = [b'.'; 8];
                bytes[place] = byte;
                let found = letters(u64::from_le_bytes(bytes));
                let wanted = u64::from(byte.is_ascii_alphanumeric()) << (8 * place + 7);
                assert_eq!(found, wanted, "{byte} {place}");
            }
        }
    }

    #[test]
    fn bytes_are_compared_one_by_one() {
        for byte in 0..=u8::MAX {
            let bytes = [b'.', byte, b'x', b'.', 0x80, b'.', byte, 0xff];
            let high = |is: bool| 0x80 * u8::from(is);
            let found = equal(u64::from_le_bytes(bytes), b'.').to_le_bytes();
            assert_eq!(found, bytes.map(|byte| high(byte == b'.')));
            let found = unprintable(u64::from_le_bytes(bytes)).to_le_bytes();
            assert_eq!(found, bytes.map(|byte| high(!matches!(byte, b' '..=b'~'))));
        }
    }

    #[test]
    fn a_run_ends_with_the_text_or_at_what_is_no_letter() {
        let text = "Abcdefgh1234 xé";
        for at in 0..text.len() {
            let letters = text.as_bytes()[at..].iter();
            let wanted = letters.take_while(|b| b.is_ascii_alphanumeric()).count();
            assert_eq!(run(text.as_bytes(), at), wanted, "{at}");
        }
        assert_eq!(run(b"abc", 7), 0);
    }

    #[test]
    fn only_the_first_letters_count() {
        assert_eq!(lower(eight(b"ABCDEFGH", 0), 3), eight(b"abc", 0));
        assert_eq!(lower(eight(b"A1", 0), 8) & 0xffff, eight(b"a1", 0));
    }
}
