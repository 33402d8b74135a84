//! A packed list says of one word in which passages it stands, and where: for each passage its distance from the one before,
//! how often the word stands there, and the places, each as its distance from the one before.

use std::ops::Range;

use tantivy::DocId;

/// Appends a passage to a packed list.
pub(super) fn pack(into: &mut Vec<u8>, distance: DocId, places: &[u32]) {
    // Most words stand once in a passage, and say so with one bit.
    let distance = u64::from(distance) << 1;
    match places {
        [_] => push(into, distance | 1),
        _ => {
            push(into, distance);
            push(into, places.len() as u64);
        }
    }
    let mut before = 0;
    for &place in places {
        push(into, u64::from(place - before));
        before = place;
    }
}

/// Appends a whole list, whose passages are numbered from another one on: `distance` is that one's from the last in `into`.
pub(super) fn append(into: &mut Vec<u8>, mut list: &[u8], distance: DocId) {
    let first = pull(&mut list);
    push(into, first + (u64::from(distance) << 1));
    into.extend_from_slice(list);
}

/// The passages of packed lists, in order.
#[derive(Debug, Default)]
pub(super) struct Passages {
    all: Vec<Passage>,
    distances: Vec<u32>,
}

/// A passage of a list, and its part of the distances.
#[derive(Debug, Clone, Copy)]
struct Passage {
    doc: DocId,
    from: usize,
    count: u32,
}

impl Passages {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Of each of these passages its number, how often the word stands in it, and where, as far as that was read.
    pub(super) fn iter(&self, range: Range<usize>) -> impl Iterator<Item = (DocId, u32, &[u32])> {
        self.all[range].iter().map(|passage| {
            let rest = self.distances.get(passage.from..).unwrap_or_default();
            let distances = rest.get(..passage.count as usize).unwrap_or_default();
            (passage.doc, passage.count, distances)
        })
    }

    /// Adds what a list holds, places and all.
    pub(super) fn read(&mut self, mut packed: &[u8]) {
        let mut doc = 0;
        while let Some(count) = next(&mut packed, &mut doc) {
            let from = self.distances.len();
            for _ in 0..count {
                self.distances.push(pull(&mut packed) as u32);
            }
            self.all.push(Passage { doc, from, count });
        }
    }

    /// Adds the passages of a list, without the places.
    pub(super) fn read_counts(&mut self, packed: &[u8]) {
        self.read_counts_above(packed, |_| u32::MAX);
    }

    /// Adds the passages that have the word before a place, and counts only there.
    pub(super) fn read_counts_above(&mut self, mut packed: &[u8], end: impl Fn(DocId) -> u32) {
        let mut doc = 0;
        while let Some(count) = next(&mut packed, &mut doc) {
            let (end, mut place, mut above) = (end(doc), 0, 0);
            for _ in 0..count {
                place += pull(&mut packed) as u32;
                above += u32::from(place < end);
            }
            if above > 0 {
                let (from, count) = (self.distances.len(), above);
                self.all.push(Passage { doc, from, count });
            }
        }
    }

    /// Makes one list out of what was read from a passage on, which may be several lists that have passages in common.
    pub(super) fn join(&mut self, from: usize) {
        let (all, distances) = (&mut self.all[from..], &mut self.distances);
        if all.is_sorted_by(|a, b| a.doc < b.doc) {
            return;
        }
        // Runs that are sorted already, which this sort is made for.
        all.sort_by_key(|passage| passage.doc);
        let mut places = Vec::new();
        let mut kept = 0;
        let mut at = 0;
        while at < all.len() {
            let mut first = all[at];
            let same = all[at..]
                .iter()
                .take_while(|passage| passage.doc == first.doc);
            let end = at + same.count();
            if end > at + 1 {
                places.clear();
                for passage in &all[at..end] {
                    let mut place = 0;
                    let rest = distances.get(passage.from..).unwrap_or_default();
                    places.extend(rest.iter().take(passage.count as usize).map(|distance| {
                        place += distance;
                        place
                    }));
                }
                places.sort_unstable();
                first.count = all[at..end].iter().map(|passage| passage.count).sum();
                first.from = distances.len();
                let mut before = 0;
                distances.extend(places.iter().map(|&place| {
                    let distance = place - before;
                    before = place;
                    distance
                }));
            }
            all[kept] = first;
            kept += 1;
            at = end;
        }
        self.all.truncate(from + kept);
    }
}

/// Reads up to the places of the next passage: `doc` moves on to it, and how often the word stands there is returned.
fn next(packed: &mut &[u8], doc: &mut DocId) -> Option<u32> {
    if packed.is_empty() {
        return None;
    }
    let first = pull(packed);
    *doc += (first >> 1) as u32;
    Some(match first & 1 {
        1 => 1,
        _ => pull(packed) as u32,
    })
}

/// Seven bits a byte, the lowest first; the last byte has its highest bit set.
fn push(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push(number as u8 & 0x7f);
        number >>= 7;
    }
    into.push(number as u8 | 0x80);
}

fn pull(from: &mut &[u8]) -> u64 {
    let mut number = 0;
    for (at, byte) in from.iter().enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 != 0 {
            *from = &from[at + 1..];
            return number;
        }
    }
    *from = &[];
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(passages: &[(DocId, &[u32])]) -> Vec<u8> {
        let (mut packed, mut last) = (Vec::new(), 0);
        for (doc, places) in passages {
            pack(&mut packed, doc - last, places);
            last = *doc;
        }
        packed
    }

    fn all(passages: &Passages) -> Vec<(DocId, u32, Vec<u32>)> {
        let all = passages.iter(0..passages.len());
        all.map(|(doc, count, distances)| (doc, count, distances.to_vec()))
            .collect()
    }

    #[test]
    fn lists_are_joined_passage_by_passage() {
        let mut passages = Passages::default();
        passages.read(&list(&[(0, &[3]), (7, &[2, 300, 301])]));
        passages.read(&list(&[(2, &[1]), (7, &[9]), (900, &[0, 5])]));
        passages.join(0);
        let expected = [
            (0, 1, vec![3]),
            (2, 1, vec![1]),
            (7, 4, vec![2, 7, 291, 1]),
            (900, 2, vec![0, 5]),
        ];
        assert_eq!(all(&passages), expected);
        assert_eq!(passages.len(), 4);
    }

    #[test]
    fn a_list_is_appended_with_its_passages_further_on() {
        let mut packed = list(&[(4, &[5, 20])]);
        append(&mut packed, &list(&[(0, &[1, 2]), (70, &[3])]), 100);
        append(&mut packed, &list(&[(3, &[7])]), 6);
        let mut passages = Passages::default();
        passages.read(&packed);
        let expected = [
            (4, 2, vec![5, 15]),
            (104, 2, vec![1, 1]),
            (174, 1, vec![3]),
            (183, 1, vec![7]),
        ];
        assert_eq!(all(&passages), expected);
    }

    #[test]
    fn what_stands_above_is_counted_alone() {
        let packed = list(&[(0, &[3]), (7, &[2, 4, 301]), (8, &[4])]);
        let mut passages = Passages::default();
        passages.read_counts_above(&packed, |doc| if doc == 0 { 4 } else { 5 });
        passages.read_counts_above(&packed, |_| 3);
        passages.join(0);
        let counts: Vec<_> = all(&passages);
        let expected = [(0, 1, vec![]), (7, 3, vec![]), (8, 1, vec![])];
        assert_eq!(counts, expected);
        passages.read_counts(&packed);
        passages.join(3);
        assert_eq!(passages.len(), 6);
    }

    proptest::proptest! {
        #[test]
        fn joined_lists_hold_every_place_in_order(
            lists in proptest::collection::vec(
                proptest::collection::vec((0u32..20, proptest::collection::btree_set(0u32..400, 1..5)), 0..12),
                0..4,
            ),
        ) {
            let mut passages = Passages::default();
            let mut expected = Vec::new();
            for mut passage in lists {
                passage.sort_by_key(|(doc, _)| *doc);
                let passage: Vec<(DocId, Vec<u32>)> =
                    passage.into_iter().map(|(doc, places)| (doc, places.into_iter().collect())).collect();
                let borrowed: Vec<_> = passage.iter().map(|(doc, places)| (*doc, places.as_slice())).collect();
                passages.read(&list(&borrowed));
                expected.extend(passage.iter().flat_map(|(doc, places)| places.iter().map(|place| (*doc, *place))));
            }
            passages.join(0);
            expected.sort_unstable();
            let mut found = Vec::new();
            for (doc, count, distances) in passages.iter(0..passages.len()) {
                proptest::prop_assert_eq!(count as usize, distances.len());
                found.extend(distances.iter().scan(0, |place, distance| {
                    *place += distance;
                    Some((doc, *place))
                }));
            }
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
