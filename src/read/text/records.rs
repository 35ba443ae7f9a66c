//! Separated text → records of cells, and where a block of such text may be cut.
//!
//! RFC 4180 as spreadsheets read it: a quotation mark opens a quoted cell only as the cell's first character, two of them
//! inside stand for one, what follows the closing one is taken as it stands. A line break inside quotes does not end a
//! record, and blank lines count as rows, so that row numbers are those that a spreadsheet shows. The `csv` crate skips
//! blank lines without a trace and copies every cell; here cells are borrowed from the block.

use memchr::{memchr, memchr2, memrchr};

use super::take::Take;
use super::unquoted::Unquoted;
use crate::read::{COLUMNS, Cell};

/// How the cells of a text lie beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub separator: u8,
    /// Cells may be quoted.
    pub quotes: bool,
    /// What ends a line: `\n`, or a lone `\r`.
    pub end: u8,
}

/// Where a block of text can be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Just behind the last line end outside quotes.
    pub at: Option<usize>,
    /// Quotes that open, behind the cut, and do not close in the block.
    pub open: bool,
}

/// Gives where a block that begins with a record can be cut.
pub(super) fn cut(block: &[u8], dialect: Dialect) -> Cut {
    let last = |from: usize, to: usize| memrchr(dialect.end, &block[from..to]).map(|at| from + at + 1);
    if !dialect.quotes {
        return Cut { at: last(0, block.len()), open: false };
    }
    // `found` is the last line end before `outside`, from where on nothing is quoted up to `from`.
    let (mut found, mut outside, mut from) = (None, 0, 0);
    while let Some(quote) = memchr(b'"', &block[from..]).map(|at| from + at) {
        if quote > 0 && block[quote - 1] != dialect.separator && block[quote - 1] != dialect.end {
            from = quote + 1;
            continue;
        }
        found = last(outside, quote).or(found);
        match closing(block, quote + 1) {
            Some(close) => (outside, from) = (close + 1, close + 1),
            None => return Cut { at: found, open: true },
        }
    }
    Cut { at: last(outside, block.len()).or(found), open: false }
}

/// Tells whether most quotation marks at a cell's beginning are none, such as inch marks: the next one does not end a cell. One
/// that never closes is another such mark where there are some, and else a mark that somebody forgot.
pub(super) fn quotes_are_doubtful(block: &[u8], dialect: Dialect) -> bool {
    let (mut from, mut quoted, mut stray) = (0, 0, 0);
    while let Some(quote) = memchr(b'"', &block[from..]).map(|at| from + at) {
        if quote > 0 && block[quote - 1] != dialect.separator && block[quote - 1] != dialect.end {
            from = quote + 1;
            continue;
        }
        let Some(close) = closing(block, quote + 1) else {
            stray += u32::from(stray > 0 && quote * 2 < block.len());
            break;
        };
        let ends = block.get(close + 1).is_none_or(|next| [dialect.separator, dialect.end, b'\r'].contains(next));
        *(if ends { &mut quoted } else { &mut stray }) += 1;
        from = close + 1;
    }
    stray > quoted
}

/// Gives the place of the quotation mark that closes a cell.
fn closing(block: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let quote = from + memchr(b'"', block.get(from..)?)?;
        if block.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        from = quote + 2;
    }
}

/// Hands over every record of a block, with its row counted from 0, and gives the number of rows, blank lines too; a row wider than
/// any sheet's is the last, and cut.
pub(super) fn each<E>(
    block: &str,
    dialect: Dialect,
    take: impl FnMut(u32, &[Cell<'_>]) -> Result<(), E>,
) -> Result<u32, E> {
    each_by(block, dialect, Some(Unquoted::new(block, dialect)), &mut { take })
}

/// Does the same as [`each`], and hands over many lines at once where they are even.
pub(super) fn each_into<E>(block: &str, dialect: Dialect, take: &mut impl Take<E>) -> Result<u32, E> {
    each_by(block, dialect, Some(Unquoted::new(block, dialect)), take)
}

/// Does so, one by one where nothing finds many at once.
fn each_by<'b, E>(
    block: &'b str,
    dialect: Dialect,
    mut unquoted: Option<Unquoted<'b>>,
    take: &mut impl Take<E>,
) -> Result<u32, E> {
    let bytes = block.as_bytes();
    let mut cells: Vec<Cell<'b>> = Vec::with_capacity(32);
    let mut unescaped: Vec<(usize, String)> = Vec::new();
    let (mut row, mut start) = (0, 0);
    while start < bytes.len() {
        if cells.is_empty()
            && let Some(unquoted) = &mut unquoted
            && let Some(end) = unquoted.take(start, &mut row, &mut cells, take)?
        {
            start = end;
            continue;
        }
        let rest = &bytes[start..];
        let quoted = dialect.quotes && rest[0] == b'"';
        let next = if quoted {
            let close = closing(bytes, start + 1).unwrap_or(bytes.len());
            let behind = (close + 1).min(bytes.len());
            let next = memchr2(dialect.separator, dialect.end, &bytes[behind..]).map_or(bytes.len(), |at| behind + at);
            let inner = &block[start + 1..close];
            let tail = line_end_cut(&block[behind..next], bytes.get(next) == Some(&dialect.end));
            if tail.is_empty() && memchr(b'"', inner.as_bytes()).is_none() {
                cells.push(cell(inner));
            } else {
                unescaped.push((cells.len(), inner.replace("\"\"", "\"") + tail));
                cells.push(Cell::Empty);
            }
            next
        } else {
            let next = memchr2(dialect.separator, dialect.end, rest).map_or(bytes.len(), |at| start + at);
            cells.push(cell(line_end_cut(&block[start..next], bytes.get(next) != Some(&dialect.separator))));
            next
        };
        let separated = next < bytes.len() && bytes[next] == dialect.separator;
        start = next + 1;
        if separated && start < bytes.len() {
            if cells.len() > COLUMNS {
                // Whoever takes so wide a row refuses it; the rest of it is not worth the memory.
                take.record(row, &cells)?;
                return Ok(row + 1);
            }
            continue;
        }
        if separated {
            cells.push(Cell::Empty);
        }
        if !unescaped.is_empty() {
            let mut patched = cells.clone();
            for (at, text) in &unescaped {
                patched[*at] = cell(text);
            }
            take.record(row, &patched)?;
            unescaped.clear();
        } else if quoted || cells.len() > 1 || cells[0] != Cell::Empty {
            take.record(row, &cells)?;
        }
        cells.clear();
        row += 1;
    }
    Ok(row)
}

/// Takes the `\r` from the end of a line's last cell.
pub(super) fn line_end_cut(text: &str, last: bool) -> &str {
    if last { text.strip_suffix('\r').unwrap_or(text) } else { text }
}

pub(super) fn cell(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAS: Dialect = Dialect { separator: b',', quotes: true, end: b'\n' };

    type Rows = (Vec<(u32, Vec<String>)>, u32);

    fn rows(text: &str) -> Rows {
        taken(|take| each(text, COMMAS, take))
    }

    fn taken(each: impl FnOnce(&mut dyn FnMut(u32, &[Cell<'_>]) -> Result<(), ()>) -> Result<u32, ()>) -> Rows {
        let mut rows = Vec::new();
        let count = each(&mut |row, cells| {
            let texts = cells.iter().map(|cell| match cell {
                Cell::Text(text) => (*text).to_string(),
                _ => String::new(),
            });
            rows.push((row, texts.collect()));
            Ok(())
        });
        (rows, count.unwrap())
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn quotes_hide_separators_line_ends_and_doubled_quotes() {
        let (found, count) = rows("a,\"b, c\"\r\n\"x\ny\",\"say \"\"hi\"\"\"\n5\" pipe,\"open\"er\n");
        let expected = [row(0, &["a", "b, c"]), row(1, &["x\ny", "say \"hi\""]), row(2, &["5\" pipe", "opener"])];
        assert_eq!((found.as_slice(), count), (expected.as_slice(), 3));
    }

    #[test]
    fn blank_lines_count_as_rows_but_are_not_handed_over() {
        let (found, count) = rows("title\n\n\r\na,b\n,\n");
        assert_eq!(found, [row(0, &["title"]), row(3, &["a", "b"]), row(4, &["", ""])]);
        assert_eq!(count, 5);
    }

    #[test]
    fn lines_are_the_same_taken_many_at_once_or_one_by_one() {
        let line = |at: usize| match at * 7919 % 23 {
            0 => String::new(),
            1 => "\r".into(),
            2 => ",".into(),
            3 => format!("\"a{at}\",b"),
            4 => format!("x{at},\"q \"\"r\"\"\n, s\",z"),
            5 => format!("5\" pipe,{at}"),
            6 => "甲,乙\r".into(),
            7 => "only".into(),
            8 => ",".repeat(at % 40),
            _ => format!("SO{at:08},2024-01-05,客户{at}贸易有限公司,{at}.25"),
        };
        for (lines, end) in [(9, ""), (9, "\n"), (4000, ""), (4000, "\n"), (4000, "\nlast,one"), (4000, "\n,")] {
            let text = (0..lines).map(line).collect::<Vec<_>>().join("\n") + end;
            for dialect in [COMMAS, Dialect { quotes: false, ..COMMAS }] {
                let one_by_one = taken(|mut take| each_by(&text, dialect, None, &mut take));
                assert_eq!(taken(|take| each(&text, dialect, take)), one_by_one);
            }
        }
    }

    #[test]
    fn a_row_wider_than_any_sheet_is_the_last_and_cut() {
        let text = format!("a,b\n{}\nc,d\n", ",".repeat(COLUMNS + 9));
        let found = taken(|take| each(&text, COMMAS, take));
        assert_eq!((found.0[1].1.len(), found.0.len(), found.1), (COLUMNS + 1, 2, 2));
    }

    #[test]
    fn the_last_record_needs_no_line_end() {
        assert_eq!(rows("a,b\nc,").0, [row(0, &["a", "b"]), row(1, &["c", ""])]);
        assert_eq!(rows("a,b\nc,d").0, [row(0, &["a", "b"]), row(1, &["c", "d"])]);
        assert_eq!(rows("").1, 0);
    }

    #[test]
    fn records_are_those_of_the_csv_crate() {
        let text = "a,\"b \"\"q\"\" , \nx\",c\nd,\"\",\"e\"\"\"\n1\"2,3,4\n\"z\"x,,\n";
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let expected: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_string).collect()).collect();
        assert_eq!(rows(text).0.into_iter().map(|(_, cells)| cells).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_block_is_cut_behind_a_record_never_inside_quotes() {
        let cut = |text: &str| cut(text.as_bytes(), COMMAS);
        assert_eq!(cut("a,b\nc,d\ne"), Cut { at: Some(8), open: false });
        assert_eq!(cut("a,b\nc,\"d\ne"), Cut { at: Some(4), open: true });
        assert_eq!(cut("a,\"b\nc\",\"d\n\"\ne,5\"\nf"), Cut { at: Some(18), open: false });
        assert_eq!(cut("a,\"b\"\"\n\"\nc"), Cut { at: Some(9), open: false });
        assert_eq!(cut("abc"), Cut { at: None, open: false });
    }
}
