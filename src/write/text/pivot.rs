//! A pivot in columns: one column names the lines, set in by their depth, and as many columns stand beside it as fit.
//!
//! What does not fit is said below: of periods the earlier ones give way, of anything else the last, which are the smallest.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::TextStyle;
use super::table::{self, GAP, cut, print_block, total};
use crate::model::Lang;
use crate::report::words::pivot::pivot as words_of;
use crate::report::{Column, Kind, Row, Shape, Table, TableRole, Value, told};
use crate::write::safe::safe;

/// Names are never cut below this width.
const SHORTEST: usize = 16;

/// Lays a pivot out; says what is left out.
pub fn lines(
    pivot: &Table,
    shape: Shape,
    decimals: u8,
    lang: Lang,
    style: &TextStyle,
) -> (Vec<String>, Option<String>) {
    let compact = compact(pivot, shape);
    let rows: Vec<&Row> = compact.rows.iter().collect();
    let mut columns = table::columns(&compact, &rows, decimals, lang, style.ascii);
    let values = usize::from(shape.values).max(1);
    let heads: Vec<Cow<'_, str>> =
        compact.columns[1..].chunks(values).map(|group| safe(group[0].period.as_deref().unwrap_or_default())).collect();
    let several = values > 1 && !heads.iter().all(|head| head.is_empty());
    if several {
        for (nth, head) in heads.iter().enumerate() {
            let group = 1 + nth * values..1 + (nth + 1) * values;
            let wide = total(&columns[group.clone()]);
            columns[group.start].width += head.width().saturating_sub(wide);
        }
    }
    let limit = style.width.unwrap_or(usize::MAX);
    if total(&columns) > limit {
        let most = SHORTEST.max(limit / 3);
        let first = &mut columns[0];
        if first.width > most {
            first.width = most;
            first.texts.iter_mut().for_each(|text| *text = cut_inset(text, most));
            first.label = cut(&first.label, most);
        }
    }
    let widths: Vec<usize> =
        (0..heads.len()).map(|nth| total(&columns[1 + nth * values..1 + (nth + 1) * values]) + GAP).collect();
    let wide = |nth: usize| widths[nth];
    let kept = fitting(heads.len(), shape, limit.saturating_sub(columns[0].width), &wide);
    let figures = kept.iter().map(|nth| wide(*nth)).sum::<usize>();
    if figures + columns[0].width > limit {
        // A single column of many values, or one beside the total: names give way, then values go on below.
        let most = SHORTEST.max(limit.saturating_sub(figures));
        if figures + most > limit {
            return (table::lines(&compact, decimals, lang, style), None);
        }
        columns[0].width = most;
        columns[0].texts.iter_mut().for_each(|text| *text = cut_inset(text, most));
        columns[0].label = cut(&columns[0].label, most);
    }
    let mut block = vec![0];
    block.extend(kept.iter().flat_map(|nth| 1 + nth * values..1 + (nth + 1) * values));
    let mut lines = Vec::new();
    if several {
        let mut line = " ".repeat(columns[0].width);
        for &nth in &kept {
            let room = wide(nth) - GAP;
            let before = (room - heads[nth].width().min(room)) / 2;
            let after = room - before - heads[nth].width().min(room);
            line.push_str(&format!("{}{}{}{}", " ".repeat(GAP), " ".repeat(before), heads[nth], " ".repeat(after)));
        }
        lines.push(line.trim_end().to_owned());
    }
    print_block(&mut lines, &columns, &block, &rows, None, style);
    let left = heads.len() - kept.len();
    (lines, (left > 0).then(|| (words_of(lang).left_out)(left, shape.latest)))
}

/// Chooses the groups of columns that fit: the total, one more at least, and as many as there is room for.
fn fitting(heads: usize, shape: Shape, room: usize, wide: &dyn Fn(usize) -> usize) -> Vec<usize> {
    let total = (shape.total && heads > 1).then(|| heads - 1);
    let own = heads - usize::from(total.is_some());
    let mut used = total.map_or(0, wide);
    let mut kept = Vec::new();
    let order: Vec<usize> = if shape.latest { (0..own).rev().collect() } else { (0..own).collect() };
    for nth in order {
        used += wide(nth);
        if used > room && !kept.is_empty() {
            break;
        }
        kept.push(nth);
    }
    kept.sort_unstable();
    kept.extend(total);
    kept
}

/// Gives the pivot with one column of names, each set in by its depth.
fn compact(pivot: &Table, shape: Shape) -> Table {
    let axes = usize::from(shape.axes).clamp(1, pivot.columns.len());
    let labels: Vec<&str> =
        pivot.columns[..axes].iter().map(|column| column.label.as_str()).filter(|label| !label.is_empty()).collect();
    let name = Column { id: "name", period: None, label: labels.join(" / "), kind: Kind::Name };
    let row = |row: &Row| {
        let depth = usize::from(row.depth).max(1);
        let own = match row.cells.get(depth - 1) {
            Some(Value::Text(text) | Value::Word(text)) => told(text).into_owned(),
            _ => String::new(),
        };
        let mut cells = vec![Value::Text(format!("{}{own}", "  ".repeat(depth - 1)).into())];
        cells.extend(row.cells.iter().skip(axes).cloned());
        Row { cells, ..row.clone() }
    };
    Table {
        columns: std::iter::once(name).chain(pivot.columns[axes..].iter().cloned()).collect(),
        rows: pivot.rows.iter().map(row).collect(),
        role: TableRole::Secondary,
        ..pivot.clone()
    }
}

/// Cuts a name that is set in.
fn cut_inset(text: &str, width: usize) -> String {
    let words = text.trim_start_matches(' ');
    let inset = text.len() - words.len();
    format!("{}{}", " ".repeat(inset), cut(words, width.saturating_sub(inset)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Heat, Money};
    use crate::report::RowRole;

    #[test]
    fn what_stands_above_a_group_is_shown_and_not_obeyed() {
        let mut table = pivot(3, true);
        table.columns.iter_mut().for_each(|column| {
            if column.period.as_deref() == Some("2025-01") {
                column.period = Some("\u{1b}]0;gone\u{7}\r\nA".into());
            }
        });
        let (lines, _) = told(&table, None);
        assert!(lines.iter().all(|line| !line.chars().any(char::is_control)), "{lines:?}");
        assert!(lines[0].contains("]0;gone"), "{lines:?}");
    }

    fn pivot(heads: usize, latest: bool) -> Table {
        let mut columns = vec![
            Column { id: "level1", period: None, label: "Owner".into(), kind: Kind::Name },
            Column { id: "level2", period: None, label: "Customer".into(), kind: Kind::Name },
        ];
        for head in 0..heads {
            let period = if head + 1 == heads { "Total".to_owned() } else { format!("2025-{:02}", head + 1) };
            for (id, label, kind) in [("amount", "Amount", Kind::Money), ("orders", "Orders", Kind::Count)] {
                columns.push(Column { id, period: Some(period.clone()), label: label.into(), kind });
            }
        }
        let row = |depth, role, path: &[&str]| {
            let mut cells: Vec<Value> = path.iter().map(|text| Value::Text((*text).into())).collect();
            cells.resize(2, Value::Empty);
            for _ in 0..heads {
                cells.extend([Value::Money(Money::from_raw(12_345_600)), Value::Count(7)]);
            }
            Row { depth, ..Row::of(role, cells) }
        };
        let rows = vec![
            row(1, RowRole::Subtotal, &["Li"]),
            row(2, RowRole::Body, &["Li", "Mini Gifts Distributors Ltd."]),
            row(0, RowRole::Total, &["Total"]),
        ];
        let shape = Shape { axes: 2, values: 2, total: true, latest, heat: Heat::All };
        Table {
            id: "pivot",
            finding: String::new(),
            subtitle: String::new(),
            columns,
            rows,
            notes: Vec::new(),
            role: TableRole::Pivot(shape),
            show: None,
            choices: Vec::new(),
        }
    }

    fn told(table: &Table, width: Option<usize>) -> (Vec<String>, Option<String>) {
        let TableRole::Pivot(shape) = table.role else { panic!() };
        lines(table, shape, 2, Lang::En, &TextStyle { width, ..TextStyle::default() })
    }

    #[test]
    fn names_are_set_in_and_values_stand_below_their_column() {
        let (lines, left) = told(&pivot(2, true), None);
        assert_eq!(
            lines,
            [
                "                                    2025-01            Total",
                "Owner / Customer                  Amount  Orders    Amount  Orders",
                "Li                              1,234.56       7  1,234.56       7",
                "  Mini Gifts Distributors Ltd.  1,234.56       7  1,234.56       7",
                "Total                           1,234.56       7  1,234.56       7",
            ]
        );
        assert_eq!(left, None);
    }

    #[test]
    fn where_it_is_narrow_the_latest_columns_and_the_total_stay_and_the_others_are_counted() {
        let (lines, left) = told(&pivot(7, true), Some(80));
        assert!(lines.iter().all(|line| line.width() <= 80), "{lines:?}");
        assert!(
            lines[0].contains("2025-05") && lines[0].contains("2025-06") && lines[0].contains("Total"),
            "{lines:?}"
        );
        assert!(!lines[0].contains("2025-04"), "{lines:?}");
        assert!(left.unwrap().starts_with("4 earlier columns are not shown"));
        let (lines, _) = told(&pivot(7, false), Some(80));
        assert!(lines[0].contains("2025-01") && !lines[0].contains("2025-06"), "{lines:?}");
    }
}
