//! Listed: passages picked one by one, as a condition of tantivy's. What its own queries cannot say is picked by hand.

use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query,
    Scorer, Weight,
};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError};

/// Passages picked one by one.
#[derive(Debug, Clone)]
pub struct Listed {
    segments: Arc<Vec<(SegmentId, Vec<DocId>)>>,
}

impl Listed {
    /// Those that `pick` names, segment by segment.
    pub fn of(
        searcher: &Searcher,
        mut pick: impl FnMut(&SegmentReader) -> tantivy::Result<Vec<DocId>>,
    ) -> tantivy::Result<Listed> {
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let mut docs = pick(segment)?;
            docs.sort_unstable();
            docs.dedup();
            segments.push((segment.segment_id(), docs));
        }
        Ok(Listed {
            segments: Arc::new(segments),
        })
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.segments.iter().all(|(_, docs)| docs.is_empty())
    }
}

impl Query for Listed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Listed {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self
            .segments
            .iter()
            .find(|(id, _)| *id == reader.segment_id())
            .map(|(_, docs)| docs.clone());
        Ok(match docs {
            Some(docs) if !docs.is_empty() => {
                Box::new(ConstScorer::new(Walk { docs, at: 0 }, boost))
            }
            _ => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(
            "a filter has no score to explain".to_owned(),
        ))
    }
}

/// Down a list of passages.
struct Walk {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Walk {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.docs[self.at.min(self.docs.len())..].partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

/// Any of these, without a score of its own.
pub fn any(mut conditions: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let one = match (conditions.len(), conditions.pop()) {
        (1, Some(condition)) => condition,
        (_, last) => {
            conditions.extend(last);
            Box::new(BooleanQuery::union(conditions))
        }
    };
    Box::new(ConstScoreQuery::new(one, 0.0))
}
