//! Runs of letters and digits, as numbers: the words of a text where it matters only which are the same.

/// Hashes of the words of a text in order, in small letters, of each no more than its first `most` letters.
pub fn runs(text: &str, most: usize) -> Vec<u64> {
    // Words are about six letters long, blank included.
    let mut runs = Vec::with_capacity(text.len() / 5);
    let (mut hash, mut letters) = (SEED, 0);
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if byte.is_ascii_alphanumeric() {
            if letters < most {
                hash = mixed(hash, u64::from(byte.to_ascii_lowercase()));
            }
            letters += 1;
            continue;
        }
        let other = text[at..].chars().next().filter(|c| !c.is_ascii());
        for _ in 1..other.map_or(1, char::len_utf8) {
            bytes.next();
        }
        match other.filter(|c| c.is_alphanumeric()) {
            Some(c) => {
                if letters < most {
                    let small = c.to_lowercase().map(|c| u64::from(u32::from(c)));
                    hash = small.fold(hash, mixed);
                }
                letters += 1;
            }
            None if letters > 0 => {
                runs.push(hash);
                (hash, letters) = (SEED, 0);
            }
            None => {}
        }
    }
    if letters > 0 {
        runs.push(hash);
    }
    runs
}

/// Where a hash begins.
pub const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of a hash that need not withstand an enemy: a collision decides nothing by itself.
pub fn mixed(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_in_any_case_and_between_any_marks() {
        let all = |text| runs(text, usize::MAX);
        assert_eq!(all("The CTO’s Straße, 3.5"), all("the cto s (straße) 3 5"));
        assert_ne!(all("the cto"), all("thecto"));
        assert!(all(" … ").is_empty());
    }

    #[test]
    fn only_the_first_letters_count() {
        assert_eq!(runs("managers' Übergabe", 5), runs("manage Überga", 5));
        assert_ne!(runs("mana", 5), runs("manag", 5));
    }
}
