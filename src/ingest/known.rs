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
}

impl Known {
    pub(super) fn new(records: Arc<[ArticleRecord]>) -> Known {
        let mut by_file: Vec<u32> = (0..records.len() as u32).collect();
        // Ids begin as their files do, so this is nearly sorted already.
        by_file.sort_by_key(|&at| file_of(&records[at as usize]));
        Known {
            taken: vec![false; by_file.len()],
            records,
            by_file,
        }
    }

    /// What is known of a file and was not taken before, out of `records`, which are the same as its own.
    pub(super) fn take<'a>(
        &mut self,
        file: &str,
        records: &'a [ArticleRecord],
    ) -> Vec<&'a ArticleRecord> {
        let of = |at: &u32| file_of(&records[*at as usize]);
        let from = self.by_file.partition_point(|at| of(at) < file);
        self.by_file[from..]
            .iter()
            .zip(&mut self.taken[from..])
            .take_while(|(at, _)| of(at) == file)
            .filter_map(|(at, taken)| {
                (!std::mem::replace(taken, true)).then(|| &records[*at as usize])
            })
            .collect()
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

/// The file that holds an article or a skip. A skipped object's record has the file as its id.
fn file_of(record: &ArticleRecord) -> &str {
    match record.skipped.is_some() && !record.id.is_empty() {
        true => &record.id,
        false => &record.source.path,
    }
}
