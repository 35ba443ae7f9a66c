//! Where a table ends: another one begins below it, or its own header comes again on the next printed page.
//!
//! What a row between tables is depends on the rows around it, wherever the borders of the blocks are, so that all blocks are
//! looked at together. In doubt a row is a line of the table, to be counted or set aside with a warning.

use std::collections::BTreeSet;

use super::sheet::Folded;
use super::sink::{Mark, Title};
use super::stacked::{Titles, counts_pages};
use crate::model::Feature;
use crate::read::Block;

/// Rows below a heading in which the table's own header must come again.
const NEAR: usize = 3;

/// A block and a place in it.
pub(super) type At = (usize, usize);

impl Folded {
    /// Ends the table where another one begins below it.
    pub(super) fn stop(&mut self) {
        let mut lines = false;
        let (mut seen, mut titles) = (None, None);
        for block in 0..self.blocks.len() {
            let (mut headers, mut end) = (Vec::new(), None);
            for (place, own) in self.headers(block) {
                let at = (block, place);
                lines |= self.has_line(seen, at);
                seen = Some(at);
                let another = match own {
                    true => self.another(at, titles.get_or_insert_with(|| Titles::of(self))).map(Some),
                    // Directly below the header, such as the same names in another language, or above it on the next page.
                    false => (!self.comes_again(at)).then_some(None),
                };
                if let Some(title) = another.filter(|_| lines) {
                    end = Some((at, title));
                    break;
                }
                if !own {
                    headers.push(place);
                }
            }
            self.blocks[block].sink.mark_all(&headers, &Mark::Header);
            if let Some((header, title)) = end {
                return self.end(header, title);
            }
        }
    }

    /// Gives the rows of a block that look like a header, in their order, and whether it is the table's own.
    fn headers(&self, block: usize) -> Vec<(usize, bool)> {
        let (skip, sink) = (self.skip(block), &self.blocks[block].sink);
        let others = sink.second.iter().map(|(row, _)| (*row as usize, false));
        let own = sink.marks.iter().filter(|(_, mark)| *mark == Mark::Header).map(|(row, _)| (*row as usize, true));
        let mut headers: Vec<(usize, bool)> = others.chain(own).filter(|(row, _)| *row >= skip).collect();
        headers.sort_unstable();
        headers
    }

    /// Says whether an order line stands between two places, or above the second.
    fn has_line(&self, after: Option<At>, before: At) -> bool {
        let from = after.map_or(0, |(block, _)| block);
        (from..=before.0).any(|block| {
            let start = after.filter(|after| after.0 == block).map_or(self.skip(block), |(_, place)| place + 1);
            let end = if block == before.0 { before.1 } else { self.blocks[block].sink.len() };
            (start..end).any(|place| self.is_line((block, place)))
        })
    }

    fn is_line(&self, at: At) -> bool {
        self.blocks[at.0].sink.marked(at.1).is_none() && self.title(at).is_none()
    }

    /// Gives the title in a row.
    pub(super) fn title(&self, (block, place): At) -> Option<&Title> {
        let titles = &self.blocks[block].sink.titles;
        let found = titles.binary_search_by_key(&(place as u32), |title| title.row);
        found.ok().map(|at| &titles[at])
    }

    /// Says whether the table's own header comes again just below a row.
    fn comes_again(&self, (block, place): At) -> bool {
        let first = (place + 1..self.blocks[block].sink.len()).map(|place| (block, place));
        let later = (block + 1..self.blocks.len())
            .flat_map(|block| (self.skip(block)..self.blocks[block].sink.len()).map(move |place| (block, place)));
        let mut near = first.chain(later).take(NEAR);
        near.any(|(block, place)| self.blocks[block].sink.marked(place) == Some(&Mark::Header))
    }

    /// Ends the table above the header of another one, and above its title.
    fn end(&mut self, header: At, title: Option<String>) {
        let known = self.titles_above();
        let mut first = header;
        while let Some(above) = self.above(first).filter(|above| {
            let mark = self.blocks[above.0].sink.marked(above.1);
            let blank = mark == Some(&Mark::Blank);
            let other = title.is_some() && mark.is_none() && self.title(*above).is_some();
            blank || other || (mark.is_none() && self.is_title(*above, &known)) || self.is_heading(*above)
        }) {
            first = above;
        }
        let below = self.blocks[header.0 + 1..].iter().map(|block| block.sink.len() as u64).sum::<u64>();
        let Block { sink, first_row } = &mut self.blocks[header.0];
        let row = first_row.saturating_add(sink.number(header.1));
        let rows = (sink.len() - header.1) as u64 - 1 + below;
        let second = std::mem::take(&mut sink.second);
        let headers = second.into_iter().find(|(row, _)| *row as usize == header.1).unwrap_or_default().1;
        self.blocks.truncate(first.0 + 1);
        self.blocks[first.0].sink.cut(first.1);
        self.second = Some(Feature::SecondTable { row, headers, rows, title });
    }

    /// Says whether a row with one text, and without figures, is parted by a blank one from the lines above it.
    pub(super) fn is_heading(&self, (block, place): At) -> bool {
        let number = |(block, place): At| {
            let Block { sink, first_row } = &self.blocks[block];
            first_row.saturating_add(sink.number(place))
        };
        self.title((block, place)).is_some()
            && self.above((block, place)).is_some_and(|above| {
                self.blocks[above.0].sink.marked(above.1) == Some(&Mark::Blank)
                    || number(above) + 1 < number((block, place))
            })
    }

    /// Gives the place above, below the header.
    pub(super) fn above(&self, (block, place): At) -> Option<At> {
        if place > self.skip(block) {
            return Some((block, place - 1));
        }
        let before = (0..block).rev().find(|block| self.blocks[*block].sink.len() > 0)?;
        let last = self.blocks[before].sink.len() - 1;
        (last >= self.skip(before)).then_some((before, last))
    }

    /// Gives what stands alone above the table's header, without digits.
    pub(super) fn titles_above(&self) -> BTreeSet<String> {
        let above =
            (0..self.blocks.len()).map_while(|block| Some((block, self.skip(block))).filter(|(_, skip)| *skip > 0));
        let titles = above.flat_map(|(block, skip)| {
            let titles = self.blocks[block].sink.titles.iter();
            titles.filter(move |title| (title.row as usize) < skip).map(Title::said)
        });
        titles.collect()
    }

    /// Says whether a row is a title: nothing of a line is in it, or it says what stands above the table too, or counts pages.
    fn is_title(&self, at: At, known: &BTreeSet<String>) -> bool {
        let title = self.title(at);
        title.is_some_and(|title| !title.customer || known.contains(&title.said()) || counts_pages(&title.text))
    }

    /// Marks as blank the titles and page numbers above a header that comes again on the next printed page.
    pub(super) fn mark_titles(&mut self) {
        let known = self.titles_above();
        let mut blank: Vec<Vec<usize>> = vec![Vec::new(); self.blocks.len()];
        for block in 0..self.blocks.len() {
            let skip = self.skip(block) as u32;
            let marks = self.blocks[block].sink.marks.iter();
            for (row, _) in marks.filter(|(row, mark)| *mark == Mark::Header && *row >= skip) {
                let mut at = (block, *row as usize);
                while let Some(above) = self.above(at) {
                    match self.blocks[above.0].sink.marked(above.1) {
                        // What stands above another header is looked at from there.
                        Some(Mark::Header | Mark::Total(..)) => break,
                        Some(Mark::Blank) => {}
                        None if self.is_title(above, &known) => blank[above.0].push(above.1),
                        None => break,
                    }
                    at = above;
                }
            }
        }
        for (block, places) in self.blocks.iter_mut().zip(blank).filter(|(_, places)| !places.is_empty()) {
            block.sink.mark_all(&places, &Mark::Blank);
        }
    }
}
