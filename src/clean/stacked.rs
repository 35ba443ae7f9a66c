//! A header that comes again: on the next printed page, or above another table with the same columns.
//!
//! A printed page repeats the titles of the first, counts pages, or says who made it. What stands alone above the header and does
//! none of that is the title of another table, such as 预算 below 实际, whose rows must not be added to those above.

use std::collections::{BTreeMap, BTreeSet};

use super::ends::At;
use super::grouped;
use super::sheet::Folded;
use super::sink::Mark;
use crate::model::LayoutKind;

/// What is said of a page, without digits and signs.
const OF_PAGES: [&str; 16] = [
    "页",
    "第页",
    "页共页",
    "第页共页",
    "共页",
    "頁",
    "第頁",
    "第頁共頁",
    "续",
    "续表",
    "接上页",
    "转下页",
    "page",
    "pageof",
    "continued",
    "contd",
];

/// The longest title, in characters; longer ones are notes.
const LONGEST: usize = 40;

/// What stands alone in rows of a sheet.
pub(super) struct Titles {
    /// Above the header, without digits; the same without signs.
    above: BTreeSet<String>,
    known: BTreeSet<String>,
    /// How often each stands anywhere, without digits and signs.
    times: BTreeMap<String, u64>,
}

impl Folded {
    /// Gives the title of another table, where the table's own header comes again below one.
    pub(super) fn another(&self, header: At, titles: &Titles) -> Option<String> {
        let layout = &self.chosen.layout;
        if layout.in_order() && layout.fill.is_none() || layout.asked == Some(LayoutKind::Table) {
            return None;
        }
        let mut at = header;
        let mut found = None;
        while let Some(above) = self.above(at) {
            at = above;
            match (self.blocks[above.0].sink.marked(above.1), self.title(above)) {
                (Some(Mark::Blank), _) => {}
                // A customer alone directly below a line may be a line that has lost the rest.
                (None, Some(title)) => {
                    let parted =
                        !title.customer || !titles.above.is_empty() || self.is_heading(above) || self.ends(above);
                    found = Some(title).filter(|title| parted && titles.names_another(&title.text)).or(found);
                }
                _ => break,
            }
        }
        found.map(|title| title.text.to_string())
    }

    /// Says whether a total stands directly above.
    fn ends(&self, at: At) -> bool {
        let above = self.above(at).and_then(|above| self.blocks[above.0].sink.marked(above.1));
        matches!(above, Some(Mark::Total(..)))
    }
}

impl Titles {
    /// Gathers them.
    pub fn of(sheet: &Folded) -> Titles {
        let above = sheet.titles_above();
        let known = above.iter().map(|said| bare(said)).filter(|known| !known.is_empty()).collect();
        let mut times = BTreeMap::new();
        for title in sheet.blocks.iter().flat_map(|block| &block.sink.titles) {
            *times.entry(bare(&title.text)).or_insert(0) += 1;
        }
        Titles { above, known, times }
    }

    fn names_another(&self, title: &str) -> bool {
        let said = bare(title);
        if said.is_empty() || counts_pages(title) || title.chars().count() > LONGEST {
            return false;
        }
        // A list that is parted by time goes on.
        if grouped::is_period(title) {
            return false;
        }
        // `华东区销售（续）`.
        if self.known.iter().any(|known| said.contains(known.as_str()) || known.contains(&said)) {
            return false;
        }
        // `制表：张三` says no more than who printed it, unless the first table has such a label too.
        if label(title).is_some_and(|name| !self.above.iter().any(|above| label(above) == Some(name))) {
            return false;
        }
        // What stands below each page is no title.
        self.times.get(&said).is_none_or(|times| *times < 2)
    }
}

/// Says whether a text counts pages, or says that the page before goes on.
pub(super) fn counts_pages(text: &str) -> bool {
    OF_PAGES.contains(&bare(text).as_str())
}

/// Drops digits, signs and spaces.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Gives what stands before the colon.
fn label(text: &str) -> Option<&str> {
    Some(text.split_once([':', '：'])?.0.trim())
}
