//! The third look: at what stands before and after a block, above it, and in the whole document.

use super::own::Own;
use super::{ABSENT, columns};
use crate::document::{Document, Kind};
use section::{groups, sections};
use stretch::stretch;
use sums::Sums;

mod section;
mod stretch;
mod sums;

/// From here on a block counts as running prose.
const PROSE: f32 = 0.5;

columns! {
    /// What stands around a block.
    Context {
        /// Its number from the start, at most 200.
        index,
        /// Its number from the end, at most 200.
        from_end,
        /// Share of the blocks before it.
        position,
        /// Share of the words before it.
        words_before,
        /// Share of the document's prose before it.
        prose_before,
        /// Blocks of the document.
        blocks,
        /// Words of the document.
        all_words,
        /// Share of the words that are in prose.
        all_prose,
        /// Mean share of link.
        all_links,
        /// Blocks since the last prose, at most 50.
        since_prose,
        /// Blocks until the next prose, at most 50.
        until_prose,
        /// Stands in the densest stretch of prose.
        in_stretch,
        /// Blocks since the stretch began, negative before it.
        from_stretch,
        /// Blocks until the stretch ends, negative after it.
        to_stretch_end,
        /// Blocks since the title block, negative before it; absent without one.
        from_title,
        /// Bylines and dates before it: a second article has a second one.
        bylines_before,
        /// Blocks since the last byline or date, at most 50.
        since_byline,
        /// Blocks until the next, at most 50.
        until_byline,
        /// Headings of the highest level before it.
        tops_before,
        /// Blocks since the last heading, at most 50.
        since_heading,
        /// Words since the last heading.
        heading_words,
        /// The family that the last heading begins with.
        heading_opens,
        /// How much of the last heading known phrases cover.
        heading_phrased,
        /// The last heading's words.
        heading_length,
        /// The last heading's level.
        heading_level,
        /// Prose words until the next heading.
        section_prose,
        /// Share of link until the next heading.
        section_links,
        /// Mean words a block until the next heading.
        section_mean,
        /// Blocks of its list or table.
        group_size,
        /// Mean words in it.
        group_words,
        /// Mean share of link in it.
        group_links,
        /// Mean prose in it.
        group_prose,
        /// Its number in it.
        group_index,
        /// Prose of the block before the list or table.
        group_lead,
        /// How the block before the list or table ends.
        group_lead_ending,
        /// The block before: words.
        p1_words,
        /// Function words.
        p1_stop,
        /// Link.
        p1_link,
        /// Prose.
        p1_prose,
        /// Kind.
        p1_kind,
        /// Ending.
        p1_ending,
        /// Covered by phrases.
        p1_phrased,
        /// Capitals.
        p1_capitals,
        /// The block after.
        n1_words,
        /// Function words.
        n1_stop,
        /// Link.
        n1_link,
        /// Prose.
        n1_prose,
        /// Kind.
        n1_kind,
        /// Ending.
        n1_ending,
        /// Covered by phrases.
        n1_phrased,
        /// Capitals.
        n1_capitals,
        /// Two before.
        p2_words,
        /// Prose.
        p2_prose,
        /// Link.
        p2_link,
        /// Two after.
        n2_words,
        /// Prose.
        n2_prose,
        /// Link.
        n2_link,
        /// Three before.
        p3_words,
        /// Prose.
        p3_prose,
        /// Three after.
        n3_words,
        /// Prose.
        n3_prose,
        /// Two before to two after: mean words.
        near_words,
        /// Prose.
        near_prose,
        /// Link.
        near_links,
        /// Phrases.
        near_phrased,
        /// Six before to six after: mean words.
        far_words,
        /// Prose.
        far_prose,
        /// Link.
        far_links,
        /// Phrases.
        far_phrased,
        /// Eight before: prose.
        before_prose,
        /// Eight after: prose.
        after_prose,
    }
}

/// Looks around every block.
pub fn of(document: &Document, own: &[Own]) -> Vec<Context> {
    let count = own.len();
    let sums = Sums::of(own);
    let stretch = stretch(own);
    let title = own.iter().position(|own| own.is_title == 1.0);
    let sections = sections(document, own, &sums);
    let groups = groups(document, own, &sums);
    let since = distances(own.iter().map(|own| own.prose >= PROSE));
    let mut until = distances(own.iter().rev().map(|own| own.prose >= PROSE));
    until.reverse();
    let since_byline = distances(own.iter().map(is_byline));
    let mut until_byline = distances(own.iter().rev().map(is_byline));
    until_byline.reverse();
    let mut bylines = 0.0;
    let mut tops = 0.0;
    let far_away = Own {
        kind: ABSENT,
        words: ABSENT,
        ending: ABSENT,
        ..Own::default()
    };
    let at = |index: usize, offset: isize| {
        index
            .checked_add_signed(offset)
            .and_then(|at| own.get(at))
            .unwrap_or(&far_away)
    };
    let all_words = sums.words[count].max(1.0);
    let all_prose = sums.prose_words[count].max(1.0);
    (0..count)
        .map(|i| {
            let [p1, p2, p3] = [-1, -2, -3].map(|offset| at(i, offset));
            let [n1, n2, n3] = [1, 2, 3].map(|offset| at(i, offset));
            let near = sums.means(i.saturating_sub(2), (i + 3).min(count));
            let far = sums.means(i.saturating_sub(6), (i + 7).min(count));
            let section = &sections[i];
            let group = &groups[i];
            let heading =
                |of: fn(&Own) -> f32| section.heading.map_or(ABSENT, |heading| of(&own[heading]));
            let in_group = |value: f32| if group.size > 0.0 { value } else { ABSENT };
            let group_lead = at(group.start, -1);
            let (bylines_before, tops_before) = (bylines, tops);
            bylines += f32::from(u8::from(is_byline(&own[i])));
            tops += f32::from(u8::from(
                document.blocks[i].kind == Kind::Heading && own[i].level == 1.0,
            ));
            Context {
                index: (i as f32).min(200.0),
                from_end: ((count - 1 - i) as f32).min(200.0),
                position: i as f32 / count as f32,
                words_before: sums.words[i] / all_words,
                prose_before: sums.prose_words[i] / all_prose,
                blocks: count as f32,
                all_words,
                all_prose: sums.prose_words[count] / all_words,
                all_links: sums.link_words[count] / all_words,
                since_prose: since[i],
                until_prose: until[i],
                in_stretch: f32::from(u8::from(stretch.contains(&i))),
                from_stretch: (i as f32 - stretch.start as f32).clamp(-100.0, 200.0),
                to_stretch_end: (stretch.end as f32 - 1.0 - i as f32).clamp(-100.0, 200.0),
                from_title: title.map_or(-500.0, |title| {
                    (i as f32 - title as f32).clamp(-200.0, 200.0)
                }),
                bylines_before: bylines_before.min(20.0),
                since_byline: since_byline[i],
                until_byline: until_byline[i],
                tops_before: tops_before.min(20.0),
                since_heading: section.since,
                heading_words: section.words,
                heading_opens: heading(|own| own.opens_with),
                heading_phrased: heading(|own| own.phrased),
                heading_length: heading(|own| own.words),
                heading_level: heading(|own| own.level),
                section_prose: section.prose,
                section_links: section.links,
                section_mean: section.mean,
                group_size: group.size,
                group_words: group.means[0],
                group_links: group.means[2],
                group_prose: group.means[1],
                group_index: in_group(i as f32 - group.start as f32),
                group_lead: in_group(group_lead.prose),
                group_lead_ending: in_group(group_lead.ending),
                p1_words: p1.words,
                p1_stop: p1.stop,
                p1_link: p1.link_share,
                p1_prose: p1.prose,
                p1_kind: p1.kind,
                p1_ending: p1.ending,
                p1_phrased: p1.phrased,
                p1_capitals: p1.capitals,
                n1_words: n1.words,
                n1_stop: n1.stop,
                n1_link: n1.link_share,
                n1_prose: n1.prose,
                n1_kind: n1.kind,
                n1_ending: n1.ending,
                n1_phrased: n1.phrased,
                n1_capitals: n1.capitals,
                p2_words: p2.words,
                p2_prose: p2.prose,
                p2_link: p2.link_share,
                n2_words: n2.words,
                n2_prose: n2.prose,
                n2_link: n2.link_share,
                p3_words: p3.words,
                p3_prose: p3.prose,
                n3_words: n3.words,
                n3_prose: n3.prose,
                near_words: near[0],
                near_prose: near[1],
                near_links: near[2],
                near_phrased: near[3],
                far_words: far[0],
                far_prose: far[1],
                far_links: far[2],
                far_phrased: far[3],
                before_prose: sums.means(i.saturating_sub(8), i)[1],
                after_prose: sums.means(i + 1, (i + 9).min(count))[1],
            }
        })
        .collect()
}

/// How many blocks ago the last such block stood, for each block.
fn distances(blocks: impl Iterator<Item = bool>) -> Vec<f32> {
    let mut distance = 50.0f32;
    blocks
        .map(|is_such| {
            let before = distance;
            distance = if is_such { 0.0 } else { distance + 1.0 };
            before.min(50.0)
        })
        .collect()
}

/// A short line that names an author or a day.
fn is_byline(own: &Own) -> bool {
    own.words <= 15.0
        && own.stop < 0.3
        && (own.by_name == 1.0 || own.dateline > 0.0 || (own.calendar > 0.0 && own.digits > 0.0))
}
