//! A decoded sample → how its cells lie beside each other: which separator, quoted or not, or columns aligned by spaces.

use super::aligned::Columns;
use super::records::{self, Dialect};
use crate::read::Format;

/// How a text is divided into rows and cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub cells: Cells,
    /// The first line names the separator (`sep=;`, as Excel has it) and is no row.
    pub named: bool,
}

/// How a line is divided into cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    Separated(Dialect),
    Aligned { columns: Columns, end: u8 },
}

impl Layout {
    /// Gives the dialect by which blocks are cut; aligned text has no quotes.
    pub fn dialect(&self) -> Dialect {
        match &self.cells {
            Cells::Separated(dialect) => *dialect,
            Cells::Aligned { end, .. } => Dialect { separator: b'\t', quotes: false, end: *end },
        }
    }

    /// Gives the format's name.
    pub fn format(&self) -> Format {
        match &self.cells {
            Cells::Separated(Dialect { separator: b'\t', .. }) => Format::Tsv,
            Cells::Separated(_) => Format::Csv,
            Cells::Aligned { .. } => Format::Aligned,
        }
    }

    /// Gives the separator, where there is one.
    pub fn separator(&self) -> Option<char> {
        match &self.cells {
            Cells::Separated(dialect) => Some(char::from(dialect.separator)),
            Cells::Aligned { .. } => None,
        }
    }
}

/// The separators that are looked for; where two fit equally the earlier is meant, since commas stand in numbers and names.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Records that are looked at, and bytes in which they are expected.
const RECORDS: usize = 400;
const ENOUGH: usize = 1 << 16;

/// How well a separator fits a sample.
struct Fit {
    dialect: Dialect,
    /// The share of records with the most frequent number of cells above one, and that number.
    share: f64,
    cells: usize,
}

/// Recognises the layout of a sample that ends with a record, if it can.
pub(super) fn recognise(sample: &str) -> Layout {
    let end = if sample.contains('\n') || !sample.contains('\r') { b'\n' } else { b'\r' };
    let sample = beginning(sample, end);
    let first = sample.split(char::from(end)).next().unwrap_or_default().trim_end();
    if let Some(&[separator]) = first.strip_prefix("sep=").map(str::as_bytes) {
        let dialect = Dialect { separator, quotes: true, end };
        return Layout { cells: Cells::Separated(dialect), named: true };
    }
    let mut best: Option<Fit> = None;
    for separator in SEPARATORS {
        let quoted = fit(sample, Dialect { separator, quotes: true, end });
        // Marks that close amid cells or never are no quotation marks where lines fit as well without.
        let doubtful = records::quotes_are_doubtful(sample.as_bytes(), Dialect { separator, quotes: true, end });
        let plain = if doubtful { fit(sample, Dialect { separator, quotes: false, end }) } else { None };
        let found = match (quoted, plain) {
            (Some(quoted), Some(plain)) if plain.share >= quoted.share.max(0.9) => Some(plain),
            // The lines below are swallowed by a mark that was forgotten: which one it is, reading tells.
            (None, None) if records::cut(sample.as_bytes(), Dialect { separator, quotes: true, end }).open => {
                let plain = fit(sample, Dialect { separator, quotes: false, end });
                plain.map(|plain| Fit { dialect: Dialect { quotes: true, ..plain.dialect }, ..plain })
            }
            (None, plain) => plain,
            (quoted, _) => quoted,
        };
        let beside = |best: &Fit| {
            best.dialect.separator == b'\t' && found_fits(found.as_ref(), best) && tabs_end_cells(sample, separator)
        };
        let beside = best.as_ref().is_some_and(beside);
        if let Some(found) = found
            && (beside || best.as_ref().is_none_or(|best| found.share > best.share + 0.05))
        {
            best = Some(found);
        }
    }
    let columns = || Columns::find(sample.split(char::from(end)));
    let sure =
        best.as_ref().is_some_and(|best| best.share >= 0.9 || best.dialect.separator != b',' && best.share >= 0.5);
    if !sure
        && let Some(columns) = columns()
        && best.as_ref().is_none_or(|best| best.share < 0.3 || columns.count() > best.cells)
    {
        return Layout { cells: Cells::Aligned { columns, end }, named: false };
    }
    let dialect = best.map_or(Dialect { separator: b',', quotes: true, end }, |best| best.dialect);
    Layout { cells: Cells::Separated(dialect), named: false }
}

/// Says whether another separator divides as many records alike, and into more cells.
fn found_fits(found: Option<&Fit>, best: &Fit) -> bool {
    found.is_some_and(|found| found.share >= best.share && found.cells > best.cells)
}

/// Says whether nearly all tabs stand at the end of cells that another separator ends, as systems put them behind long numbers so
/// that spreadsheets keep all digits.
fn tabs_end_cells(sample: &str, separator: u8) -> bool {
    let bytes = sample.as_bytes();
    let ends = |rest: &[u8]| match rest {
        [] | [b'\r' | b'\n', ..] => true,
        [b'"', rest @ ..] => rest.first().is_none_or(|&byte| byte == separator || matches!(byte, b'\r' | b'\n')),
        [byte, ..] => *byte == separator,
    };
    let tabs = memchr::memchr_iter(b'\t', bytes);
    let (all, at_ends) = tabs.fold((0, 0), |(all, at), tab| (all + 1, at + usize::from(ends(&bytes[tab + 1..]))));
    all > 0 && at_ends * 20 >= all * 19
}

/// Tells how well a dialect fits, none where a quote stays open in most of the sample or no record has two cells.
fn fit(sample: &str, dialect: Dialect) -> Option<Fit> {
    let mut lengths = Vec::new();
    // A sample may end inside quotes; a mark that stays open for more than half of it is not meant as one.
    let cut = records::cut(sample.as_bytes(), dialect);
    let whole = cut.at.filter(|_| cut.open).unwrap_or(sample.len());
    if cut.open && whole * 2 < sample.len() {
        return None;
    }
    // The error only ends the count early.
    let _ = records::each(&sample[..whole], dialect, |_, cells| {
        lengths.push(cells.len());
        if lengths.len() < RECORDS { Ok(()) } else { Err(()) }
    });
    let several = lengths.iter().copied().filter(|length| *length > 1);
    let cells = several.max_by_key(|length| (lengths.iter().filter(|other| *other == length).count(), *length))?;
    let share = lengths.iter().filter(|length| **length == cells).count() as f64 / lengths.len() as f64;
    Some(Fit { dialect, share, cells })
}

/// Gives the first lines of a sample, enough to tell its layout.
fn beginning(sample: &str, end: u8) -> &str {
    let line_end = sample.as_bytes().get(ENOUGH..).and_then(|rest| memchr::memchr(end, rest));
    line_end.map_or(sample, |at| &sample[..ENOUGH + at + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separator(sample: &str) -> Option<char> {
        recognise(sample).separator()
    }

    #[test]
    fn the_separator_is_the_one_that_divides_all_records_alike() {
        assert_eq!(separator("a,b\n1,2\n"), Some(','));
        assert_eq!(separator("a;b\n1,5;2,5\n3,5;4,5\n"), Some(';'));
        assert_eq!(separator("a\tb\nAcme, Inc.\t2\n"), Some('\t'));
        assert_eq!(separator("a|b|c\n1|2|3\n"), Some('|'));
        assert_eq!(separator("Orders 2025\n\na,b\n\"x; y; z\",2\n\"p; q\",2\n"), Some(','));
        assert_eq!(separator("only\none\ncolumn\n"), Some(','));
    }

    #[test]
    fn a_tab_at_the_end_of_cells_is_no_separator() {
        let rows = "甲,240101-1\t,2024-01-02\t,100\n乙,240101-2\t,2024-01-03\t,200\n";
        assert_eq!(separator(&format!("商品,订单号,时间,金额\n{rows}")), Some(','));
        assert_eq!(separator("a,b,c\n\"x\t\",\"2\t\",3\n\"y\t\",\"3\t\",4\n"), Some(','));
        assert_eq!(separator("a,b,c\t\n1,2,3\t\n4,5,6\t\n"), Some(','));
        // Of a text parted by tabs, commas stand in cells.
        assert_eq!(separator("a\tb\tc\n1,5\t2,5\t\n3,5\t4,5\t\n"), Some('\t'));
    }

    #[test]
    fn excels_own_line_names_the_separator() {
        let layout = recognise("sep=;\r\na;b\r\n");
        assert_eq!((layout.separator(), layout.named), (Some(';'), true));
    }

    #[test]
    fn old_line_ends_are_known() {
        assert_eq!(recognise("a,b\r1,2\r").dialect().end, b'\r');
    }

    #[test]
    fn aligned_text_is_not_taken_for_commas_in_its_numbers() {
        let aligned =
            "Acme        2025-01-02   1,250.00\nBolt & Co   2025-01-03      12.50\nCable       2025-01-04   3,000.00\n";
        assert_eq!(recognise(aligned).format(), Format::Aligned);
        assert_eq!(
            recognise(" 1 0001 19970101  2   29.33\n 1 0001 19970118  2   29.73\n 2 0002 19970101 13    9.96\n")
                .format(),
            Format::Aligned
        );
        assert_eq!(recognise("when,what\n2025-01-02 10:00:00,a\n2025-01-02 10:00:00,b\n").format(), Format::Csv);
    }

    #[test]
    fn inch_marks_are_no_quotes() {
        let inches = "size\tname\n\"12\tpipe\n\"14\trod\n\"16\tbar\n";
        assert!(!recognise(inches).dialect().quotes);
        assert!(recognise("a\tb\n\"x\ty\"\tz\n\"q\"\tr\n").dialect().quotes);
        // A single mark that never closes was forgotten, whatever stands between the cells.
        assert!(recognise("a,b\n\"x,1\ny,2\nz,3\nz,4\n").dialect().quotes);
        let semicolons = recognise("a;b\n\"x;1\ny;2\nz;3\nz;4\n").dialect();
        assert!(semicolons.quotes && semicolons.separator == b';');
        // One sloppy mark, and a cell that is cut amid its lines, leave the others what they are.
        let quoted = "\"a\",\"b\"\n".repeat(500) + "\"c\"x,\"d\"\n\"e\",\"open\n";
        assert!(recognise(&quoted).dialect().quotes);
    }
}
