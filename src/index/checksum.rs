//! A checksum tells what was written from what a disk made of it. It does not protect from an enemy; for that, and for
//! `verify`, there is blake3.
//!
//! Why not blake3 at every open: it first asks the processor what it can, and in a virtual machine every such question
//! costs about as much as hashing a small index.

/// The checksum of some bytes. Two texts that differ in eight bytes in a row (a flipped bit) never share one, others by
/// a chance of one in 2^64.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = Checksum::default();
    sum.update(bytes);
    sum.finish()
}

/// The checksum in four bytes, for pieces so small that eight would show: what a disk makes of one passes by one chance in
/// four billion.
pub(super) fn short(bytes: &[u8]) -> u32 {
    checksum(bytes) as u32
}

/// Bytes that are taken in at one step: a word for each lane.
const STRIPE: usize = 8 * LANES;
/// Independent lanes, for a multiplication takes longer than the processor needs to begin the next.
const LANES: usize = 4;
/// Any odd number without a pattern will do: multiplying by it loses nothing.
const FACTOR: u64 = 0x9fb2_1c65_1e98_df25;

/// A checksum in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct Checksum {
    lanes: [u64; LANES],
    /// What does not fill a stripe yet.
    held: Vec<u8>,
    length: u64,
}

impl Checksum {
    /// Takes in more bytes.
    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.held.is_empty() {
            let missing = (STRIPE - self.held.len()).min(bytes.len());
            self.held.extend_from_slice(&bytes[..missing]);
            bytes = &bytes[missing..];
            let Ok(held) = self.held.as_slice().try_into() else {
                return;
            };
            stripe(&mut self.lanes, held);
            self.held.clear();
        }
        let (stripes, rest) = bytes.as_chunks();
        let mut lanes = self.lanes;
        for bytes in stripes {
            stripe(&mut lanes, bytes);
        }
        self.lanes = lanes;
        self.held.extend_from_slice(rest);
    }

    /// The checksum of all that was taken in.
    pub(super) fn finish(mut self) -> u64 {
        let mut last = [0; STRIPE];
        last[..self.held.len()].copy_from_slice(&self.held);
        stripe(&mut self.lanes, &last);
        self.lanes.into_iter().fold(self.length, mixed)
    }
}

#[inline]
fn stripe(lanes: &mut [u64; LANES], bytes: &[u8; STRIPE]) {
    for (lane, word) in lanes.iter_mut().zip(bytes.as_chunks().0) {
        *lane = mixed(*lane, u64::from_le_bytes(*word));
    }
}

/// For a given sum, another word always gives another result; for a given word, another sum does.
#[inline]
fn mixed(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(FACTOR).rotate_left(29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_and_every_cut_is_seen() {
        let bytes: Vec<u8> = (0..100).map(|n| (n as u8).wrapping_mul(37)).collect();
        let sum = checksum(&bytes);
        for at in 0..bytes.len() {
            assert_ne!(checksum(&bytes[..at]), sum);
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert_ne!(checksum(&flipped), sum);
            }
        }
        assert_ne!(checksum(b""), checksum(b"\0"));
    }

    #[test]
    fn pieces_add_up() {
        let bytes: Vec<u8> = (0..=255).collect();
        for step in [1, 7, 31, 32, 33, 100] {
            let mut sum = Checksum::default();
            bytes.chunks(step).for_each(|piece| sum.update(piece));
            assert_eq!(sum.finish(), checksum(&bytes));
        }
    }
}
