//! Known is what the index knows of the corpus, file by file.

use std::sync::Arc;

use crate::index::ArticleRecord;

/// See the module.
pub(super) struct Known {
    pub(super) records: Arc<[ArticleRecord]>,
    /// The records by the file that they come from, as numbers.
    by_file: Vec<u32>,
    /// Which of them, in this order, have been taken.
    taken: Vec<bool>,
    /// Where the next file probably is: files are asked for in nearly this order.
    next: usize,
}

impl Known {
    pub(super) fn new(records: Arc<[ArticleRecord]>) -> Known {
        let mut by_file: Vec<u32> = (0..records.len() as u32).collect();
        // Ids begin as their files do, so this is nearly sorted already.
        by_file.sort_by_key(|&at| records[at as usize].file());
        Known {
            taken: vec![false; by_file.len()],
            records,
            by_file,
            next: 0,
        }
    }

    /// What is known of a file and was not taken before, out of `records`, which are the same as its own.
    pub(super) fn take<'a>(
        &mut self,
        file: &str,
        records: &'a [ArticleRecord],
    ) -> Vec<&'a ArticleRecord> {
        let of = |at: &u32| records[*at as usize].file();
        let from = match self.by_file.get(self.next) {
            // The first of this file, if the one before is of another.
            Some(at) if of(at) == file && !self.is_of(self.next.wrapping_sub(1), file) => self.next,
            _ => self.by_file.partition_point(|at| of(at) < file),
        };
        let count = self.by_file[from..]
            .iter()
            .take_while(|at| of(at) == file)
            .count();
        self.next = from + count;
        self.by_file[from..self.next]
            .iter()
            .zip(&mut self.taken[from..self.next])
            .filter_map(|(at, taken)| {
                (!std::mem::replace(taken, true)).then(|| &records[*at as usize])
            })
            .collect()
    }

    fn is_of(&self, nth: usize, file: &str) -> bool {
        let at = self.by_file.get(nth);
        at.is_some_and(|at| self.records[*at as usize].file() == file)
    }

    /// What was not taken.
    pub(super) fn rest(self) -> Vec<ArticleRecord> {
        self.by_file
            .iter()
            .zip(&self.taken)
            .filter(|(_, taken)| !**taken)
            .map(|(at, _)| self.records[*at as usize].clone())
            .collect()
    }
}
