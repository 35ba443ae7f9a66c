//! Text whose columns are aligned by spaces, as old systems and terminals print it.
//!
//! The columns are the places that are not blank in nearly all lines of the sample, measured in columns of a terminal (a Han
//! character takes two). Where every line of the sample has as many words as there are columns, a line's words are its
//! cells, so that a number which outgrew its column stays whole; other lines are cut in the gaps.

use unicode_width::UnicodeWidthChar;

use crate::read::Cell;

/// Where the columns of aligned text lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// First and last + 1 place of each column.
    spans: Vec<(usize, usize)>,
    /// A line with as many words as columns is cut at its words.
    words: bool,
}

/// Lines that may break the columns: titles, totals.
const EXCEPTIONS: usize = 2;

impl Columns {
    /// Finds the columns of a sample's lines, if it has at least two and at least three lines.
    pub fn find<'t>(lines: impl Iterator<Item = &'t str>) -> Option<Columns> {
        let mut filled: Vec<u32> = Vec::new();
        let (mut count, mut words) = (0_usize, Vec::new());
        for line in lines.map(str::trim_end).filter(|line| !line.is_empty()).take(2_000) {
            count += 1;
            words.push(line.split_whitespace().count());
            for (place, width, character) in places(line) {
                if filled.len() < place + width {
                    filled.resize(place + width, 0);
                }
                if !character.is_whitespace() {
                    filled[place..place + width].iter_mut().for_each(|count| *count += 1);
                }
            }
        }
        if count < 3 {
            return None;
        }
        let allowed = if count < 10 { 0 } else { (count / 50).max(EXCEPTIONS) };
        let is_filled = |place: usize| filled.get(place).is_some_and(|count| *count as usize > allowed);
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for place in (0..filled.len()).filter(|place| is_filled(*place)) {
            match spans.last_mut() {
                Some(span) if span.1 == place => span.1 = place + 1,
                _ => spans.push((place, place + 1)),
            }
        }
        let as_many = words.iter().filter(|words| **words == spans.len()).count();
        let words = as_many + allowed >= count;
        if !words {
            // One blank may stand inside a cell, and by chance in all lines.
            spans.dedup_by(|next, span| {
                let joined = next.0 < span.1 + 2;
                if joined {
                    span.1 = next.1;
                }
                joined
            });
        }
        (spans.len() >= 2).then_some(Columns { spans, words })
    }

    /// Gives how many columns there are.
    pub fn count(&self) -> usize {
        self.spans.len()
    }

    /// Hands over every line that is not blank, with its row counted from 0, and gives the number of rows.
    pub fn each<E>(
        &self,
        block: &str,
        end: u8,
        mut take: impl FnMut(u32, &[Cell<'_>]) -> Result<(), E>,
    ) -> Result<u32, E> {
        let mut cells = Vec::with_capacity(self.spans.len());
        let mut row = 0;
        for line in block.split_terminator(char::from(end)) {
            cells.clear();
            self.line(line.trim_end(), &mut cells);
            if cells.iter().any(|cell| *cell != Cell::Empty) {
                take(row, &cells)?;
            }
            row += 1;
        }
        Ok(row)
    }

    fn line<'b>(&self, line: &'b str, cells: &mut Vec<Cell<'b>>) {
        if self.words && line.split_whitespace().count() == self.spans.len() {
            cells.extend(line.split_whitespace().map(Cell::Text));
            return;
        }
        let mut from = 0;
        for pair in self.spans.windows(2) {
            let to = cut(line, from, pair[0].1, pair[1].0);
            cells.push(cell(&line[from..to]));
            from = to;
        }
        cells.push(cell(&line[from..]));
    }
}

/// Gives the byte at which to cut a line between two columns: in the gap, or at the blank nearest to it.
fn cut(line: &str, from: usize, gap: usize, next: usize) -> usize {
    let mut at = 0;
    let mut best: Option<(usize, usize)> = None;
    for ((place, ..), (byte, character)) in places(line).zip(line.char_indices()) {
        if place < next {
            at = byte + character.len_utf8();
        }
        if byte >= from && character.is_whitespace() {
            let distance = if place < gap { gap - place } else { (place + 1).saturating_sub(next) };
            if best.is_none_or(|(nearest, _)| distance <= nearest) {
                best = Some((distance, byte));
            }
        }
    }
    best.map_or(at, |(_, byte)| byte).max(from)
}

/// Gives every character of a line with its place and its width.
fn places(line: &str) -> impl Iterator<Item = (usize, usize, char)> {
    let mut place = 0;
    line.chars().map(move |character| {
        let width = if character == '\t' { 1 } else { character.width().unwrap_or(1) };
        place += width;
        (place - width, width, character)
    })
}

fn cell(text: &str) -> Cell<'_> {
    let text = text.trim();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(sample: &str, text: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let columns = Columns::find(sample.lines()).unwrap();
        let count = columns.each(text, b'\n', |_, cells| {
            rows.push(
                cells.iter().map(|cell| if let Cell::Text(text) = cell { *text } else { "" }.to_string()).collect(),
            );
            Ok::<(), ()>(())
        });
        assert!(count.is_ok());
        rows
    }

    #[test]
    fn columns_of_single_words_are_cut_at_the_words() {
        let sample =
            " 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n 00021 0002 19970101 13    9.96\r\n";
        assert_eq!(
            rows(sample, " 00004 0001 19970101  2 1029.33\r\n"),
            [["00004", "0001", "19970101", "2", "1029.33"]]
        );
    }

    #[test]
    fn columns_with_spaces_and_blanks_in_them_are_cut_in_the_gaps() {
        let sample = "客户        日期          金额\n张三 贸易   2025-01-02   12.50\n李四                     99.00\n";
        let expected = [["客户", "日期", "金额"], ["张三 贸易", "2025-01-02", "12.50"], ["李四", "", "99.00"]];
        assert_eq!(rows(sample, sample), expected);
    }

    #[test]
    fn running_text_has_no_columns() {
        assert_eq!(Columns::find("one two three\nsomething else entirely\nand a bit more\n".lines()), None);
    }
}
