//! Headers in two or three rows: group headings over the names of columns.
//!
//! A group heading stands over its first column and speaks for the columns to its right that have none of their own, as a merged
//! cell does. Each column is known by all its words joined (`销售 金额`), and by the lowest word alone (`金额`).

use super::band_names;
use super::header::fold;
use crate::read::OwnedCell;

/// A row of the head.
pub type HeadRow = (u32, Vec<OwnedCell>);

/// The rows of one header, top first.
#[derive(Clone, Debug)]
pub struct Band {
    /// Row numbers of the first and the last row.
    pub rows: (u32, u32),
    /// Per column all words from top to bottom, or those of them that are a known name.
    pub joined: Vec<String>,
    /// Per column the lowest words.
    pub lowest: Vec<String>,
    /// Per row what stands in it, to know it again on the next printed page.
    pub texts: Vec<Vec<(usize, String)>>,
}

impl Band {
    /// Joins the words of rows that follow each other.
    pub fn new(
        rows: &[HeadRow],
        width: usize,
        words: impl Fn(&OwnedCell) -> String,
        is_known: impl Fn(&str) -> bool,
    ) -> Band {
        let text = |row: &HeadRow, column: usize| row.1.get(column).map(&words).unwrap_or_default();
        let mut table: Vec<Vec<String>> =
            rows.iter().map(|row| (0..width).map(|column| text(row, column)).collect()).collect();
        let texts = table.iter().map(|cells| filled(cells)).collect();
        // Units below the names are no names: they are put behind them again.
        let units = if rows.last().is_some_and(|row| holds_units(row, &words)) { table.pop() } else { None };
        let with_unit = |column: usize, name: String| match units.as_ref().map(|units| &units[column]) {
            Some(unit) if !name.is_empty() => format!("{name} {unit}").trim_end().to_owned(),
            _ => name,
        };
        let below = |row: usize, column: usize| table[row + 1..].iter().any(|cells| !cells[column].is_empty());
        let mut joined: Vec<Vec<&str>> = vec![Vec::new(); width];
        for (row, cells) in table.iter().enumerate() {
            let mut group = "";
            for (column, cell) in cells.iter().enumerate() {
                match (cell.is_empty(), below(row, column)) {
                    (false, grouping) => {
                        group = if grouping { cell } else { "" };
                        push(&mut joined[column], cell);
                    }
                    // A heading of the row above that spans less ends this one's span.
                    (true, true) if row == 0 || same_group(&table[..row], column) => push(&mut joined[column], group),
                    (true, true) => group = "",
                    (true, false) => {}
                }
            }
        }
        let lowest = |column: usize| table.iter().rev().map(|cells| &cells[column]).find(|cell| !cell.is_empty());
        let number = |row: Option<&HeadRow>| row.map_or(0, |(row, _)| *row);
        let named = band_names::known(&joined, is_known);
        Band {
            rows: (number(rows.first()), number(rows.last())),
            joined: joined
                .iter()
                .zip(named)
                .enumerate()
                .map(|(column, (words, named))| with_unit(column, named.unwrap_or_else(|| words.join(" "))))
                .collect(),
            lowest: (0..width).map(|column| with_unit(column, lowest(column).cloned().unwrap_or_default())).collect(),
            texts,
        }
    }
}

fn filled(cells: &[String]) -> Vec<(usize, String)> {
    cells.iter().cloned().enumerate().filter(|(_, cell)| !cell.is_empty()).collect()
}

/// Says whether a row holds units alone, such as `(元)` below 金额.
fn holds_units((_, cells): &HeadRow, words: impl Fn(&OwnedCell) -> String) -> bool {
    let mut units = cells.iter().map(words).filter(|text| !text.is_empty()).peekable();
    let is_unit = |text: String| text.ends_with([')', '）', ']', '】']) && fold(&format!("x{text}")).name == "x";
    units.peek().is_some() && units.all(is_unit)
}

/// Says whether units stand in the row directly below one.
pub fn units_below(rows: &[HeadRow], row: u32, words: impl Fn(&OwnedCell) -> String) -> bool {
    rows.iter().find(|(number, _)| *number == row + 1).is_some_and(|below| holds_units(below, words))
}

fn push<'w>(words: &mut Vec<&'w str>, word: &'w str) {
    if !word.is_empty() && words.last().is_none_or(|last| *last != word) {
        words.push(word);
    }
}

/// Says whether no row above begins a new group at a column.
fn same_group(above: &[Vec<String>], column: usize) -> bool {
    above.iter().all(|cells| cells[column].is_empty())
}

/// Gives the places of the bands of two and three rows that hold a row: rows that follow each other and hold words alone; with
/// the units below them.
pub fn around(
    rows: &[HeadRow],
    at: usize,
    words: impl Fn(&OwnedCell) -> String,
    is_words: impl Fn(&OwnedCell) -> bool,
) -> Vec<std::ops::Range<usize>> {
    let whole = |band: &std::ops::Range<usize>| {
        let rows = &rows[band.clone()];
        rows.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1)
            && rows.iter().all(|(_, cells)| cells.iter().all(&is_words))
    };
    let mut bands = Vec::new();
    for size in 1..=3 {
        for above in 0..size {
            let Some(first) = at.checked_sub(above) else { continue };
            let names = first..first + size;
            if names.end > rows.len() {
                continue;
            }
            let units = units_below(rows, rows[names.end - 1].0, &words);
            let band = if units { names.start..names.end + 1 } else { names };
            if band.len() > 1 && band.end <= rows.len() && whole(&band) {
                bands.push(band);
            }
        }
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(lines: &[&str]) -> Band {
        let cell = |text: &str| if text.is_empty() { OwnedCell::Empty } else { OwnedCell::Text(text.into()) };
        let rows: Vec<HeadRow> =
            lines.iter().zip(1..).map(|(line, row)| (row, line.split('|').map(cell).collect())).collect();
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap();
        let words = |cell: &OwnedCell| if let OwnedCell::Text(text) = cell { text.clone() } else { String::new() };
        Band::new(&rows, width, words, |_| false)
    }

    #[test]
    fn a_heading_speaks_for_the_columns_to_its_right_that_have_none() {
        let found = band(&["客户|日期|销售||退货|", "||数量|金额|数量|金额"]);
        assert_eq!(found.joined, ["客户", "日期", "销售 数量", "销售 金额", "退货 数量", "退货 金额"]);
        assert_eq!(found.lowest, ["客户", "日期", "数量", "金额", "数量", "金额"]);
    }

    #[test]
    fn a_column_of_one_word_ends_a_group() {
        let found = band(&["销售|||备注", "数量|金额||", "||状态|"]);
        assert_eq!(found.joined, ["销售 数量", "销售 金额", "销售 状态", "备注"]);
        let found = band(&["客户||销售", "编号|名称|金额"]);
        assert_eq!(found.joined, ["客户 编号", "客户 名称", "销售 金额"]);
        let found = band(&["客户|日期", "甲|", "x|金额"]);
        assert_eq!(found.joined, ["客户 甲 x", "日期 金额"]);
    }

    #[test]
    fn units_below_the_names_stand_behind_them() {
        let found = band(&["客户|订单|", "名称|日期|金额", "||（万元）"]);
        assert_eq!(found.joined, ["客户 名称", "订单 日期", "订单 金额 （万元）"]);
        assert_eq!(found.lowest, ["名称", "日期", "金额 （万元）"]);
        assert_eq!(found.texts[2], [(2, "（万元）".to_string())]);
        let found = band(&["客户|数量", "甲|(n)"]);
        assert_eq!(found.joined, ["客户 甲", "数量 (n)"], "not a unit");
    }

    #[test]
    fn three_rows_join_from_top_to_bottom() {
        let found = band(&["本年||||", "内销||外销||客户", "数量|金额|数量|金额|"]);
        assert_eq!(found.joined[..4], ["本年 内销 数量", "本年 内销 金额", "本年 外销 数量", "本年 外销 金额"]);
        // What stands apart under no heading of its own takes the heading to its left, as it would in a merged cell.
        assert_eq!(found.lowest[4], "客户");
    }
}
