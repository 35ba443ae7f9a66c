//! Every row read, as one native table for people's own pivots; rows set aside are grey and say why.
//!
//! The sheet is written row by row and never held in memory. What it adds up to is kept for the checks that refer to it.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, Formula, IgnoreError, Table as Native, TableColumn, TableStyle, XlsxError};

use super::super::grid;
use super::super::look::{INK3, Size};
use super::super::native;
use super::super::number::{is_number, kind_of};
use super::super::sheet::Sheet;
use crate::model::{Day, Money, Tally};
use crate::report::{Kind, RowRole, Table, Value};

/// The header's row.
const HEADER: u32 = 3;
/// Above so many rows, checks are values: formulas over the sheet would make it slow.
const FORMULAS: usize = 20_000;

/// What the sheet adds up to, and how formulas name its columns.
pub struct Detail {
    sheet: String,
    /// First and last row of the body, as formulas count.
    rows: (u32, u32),
    amount: usize,
    period: Option<usize>,
    reason: Option<usize>,
    date: Option<usize>,
    /// Whether checks may be formulas.
    pub formulas: bool,
    pub read: Tally,
    pub used: Tally,
    pub set_aside: Tally,
    /// Used rows by period.
    periods: BTreeMap<String, Tally>,
    /// Set-aside rows by the reason's text.
    pub reasons: BTreeMap<String, Tally>,
}

/// What the sheet says of some of its rows: formulas, and what they give.
pub struct Check {
    pub rows: String,
    pub amount: String,
    pub found: Tally,
}

impl Detail {
    /// Adds up a detail table; nothing where it has no amounts or no rows.
    pub fn of(table: &Table, sheet: &str) -> Option<Detail> {
        let named = |id: &str| table.columns.iter().position(|column| column.id == id);
        let amount = named("amount").filter(|_| !table.rows.is_empty())?;
        let mut detail = Detail {
            sheet: sheet.to_owned(),
            rows: (HEADER + 2, HEADER + 1 + table.rows.len() as u32),
            amount,
            period: named("period"),
            reason: named("reason"),
            date: named("date"),
            formulas: table.rows.len() <= FORMULAS,
            read: Tally::default(),
            used: Tally::default(),
            set_aside: Tally::default(),
            periods: BTreeMap::new(),
            reasons: BTreeMap::new(),
        };
        let text = |value: Option<&Value>| match value {
            Some(Value::Text(text) | Value::Word(text)) => text.to_string(),
            _ => String::new(),
        };
        for row in &table.rows {
            let money = match row.cells.get(amount) {
                Some(Value::Money(money) | Value::Change(money)) => *money,
                _ => Money::ZERO,
            };
            detail.read.add(money);
            if row.role == RowRole::Muted {
                detail.set_aside.add(money);
                let reason = text(detail.reason.and_then(|at| row.cells.get(at)));
                detail.reasons.entry(reason).or_default().add(money);
            } else {
                detail.used.add(money);
                if let Some(at) = detail.period {
                    detail.periods.entry(text(row.cells.get(at))).or_default().add(money);
                }
            }
        }
        Some(detail)
    }

    /// Gives the used rows of a period.
    pub fn period(&self, label: &str) -> Option<Tally> {
        self.periods.get(label).copied()
    }

    /// Gives the used rows of the periods whose label is in a text, and the formulas for them.
    pub fn period_in(&self, text: &str) -> Option<(String, Check)> {
        let label = self.periods.keys().filter(|label| !label.is_empty() && text.contains(label.as_str()));
        let label = label.max_by_key(|label| label.len())?;
        let (period, reason) = (self.range(self.period?), self.range(self.reason?));
        let conditions = format!("{period},\"{label}\",{reason},\"\"");
        Some((label.clone(), self.check(&conditions, self.periods[label])))
    }

    /// Gives the used rows before the first day of one period, or after the last day of another, and the formulas for them.
    pub fn outside(&self, bound: Day, before: bool, label: impl Fn(&str) -> bool) -> Option<Check> {
        let (date, reason) = (self.range(self.date?), self.range(self.reason?));
        let (year, month, day) = bound.ymd();
        let sign = if before { '<' } else { '>' };
        let conditions = format!("{date},\"{sign}\"&DATE({year},{month},{day}),{reason},\"\"");
        let mut found = Tally::default();
        for (_, &tally) in self.periods.iter().filter(|(known, _)| label(known)) {
            found += tally;
        }
        Some(self.check(&conditions, found))
    }

    fn check(&self, conditions: &str, found: Tally) -> Check {
        let rows = format!("=COUNTIFS({conditions})");
        Check { rows, amount: format!("=SUMIFS({},{conditions})", self.range(self.amount)), found }
    }

    /// Gives a column's range, such as `'Detail'!$M$5:$M$2827`.
    fn range(&self, column: usize) -> String {
        let letter = rust_xlsxwriter::utility::column_number_to_name(column as u16);
        format!("'{}'!${letter}${}:${letter}${}", self.sheet.replace('\'', "''"), self.rows.0, self.rows.1)
    }

    /// Gives the formula for the amount of the used rows of a period, whose label stands in a cell.
    pub fn period_sum(&self, label_cell: &str) -> Option<String> {
        let (period, reason) = (self.range(self.period?), self.range(self.reason?));
        Some(format!("SUMIFS({},{period},{label_cell},{reason},\"\")", self.range(self.amount)))
    }

    /// Gives the formulas for rows and amount under a condition on the reason: `""` used, `"<>"` set aside, or a reason.
    pub fn by_reason(&self, condition: &str) -> Option<(String, String)> {
        let reason = self.range(self.reason?);
        let condition = condition.replace('"', "\"\"");
        let rows = match condition.as_str() {
            "" => format!("=ROWS({reason})-COUNTIF({reason},\"?*\")"),
            "<>" => format!("=COUNTIF({reason},\"?*\")"),
            reason_text => format!("=COUNTIF({reason},\"{reason_text}\")"),
        };
        let criterion = if condition == "<>" { "?*" } else { condition.as_str() };
        Some((rows, format!("=SUMIFS({},{reason},\"{criterion}\")", self.range(self.amount))))
    }

    /// Gives the formulas for all rows and their amount.
    pub fn all(&self) -> (String, String) {
        let amount = self.range(self.amount);
        (format!("=ROWS({amount})"), format!("=SUM({amount})"))
    }
}

/// Fills the sheet, from the first row to the last.
pub fn fill(sheet: &mut Sheet, table: &Table) -> Result<(), XlsxError> {
    let columns = table.columns.len() as u16;
    let look = sheet.look();
    let widths: Vec<u32> = (0..table.columns.len())
        .map(|at| match table.columns[at].kind {
            Kind::Name => grid::width(sheet, table, at).clamp(140, 230),
            Kind::Text => grid::width(sheet, table, at).clamp(70, 240) + 6,
            _ => grid::width(sheet, table, at).max(60) + 6,
        })
        .collect();
    sheet.widths(&widths)?;
    let last = HEADER + table.rows.len() as u32;
    // Panes, repeated rows and marks do not depend on the order in which cells are written.
    sheet.ws.set_freeze_panes(HEADER + 1, 2)?.set_repeat_rows(HEADER, HEADER)?;
    let note = if table.subtitle.is_empty() { sheet.setting.words.detail_note } else { &table.subtitle };
    sheet.head(&table.finding, note, 0, (2, 0))?;
    totals(sheet, table, last)?;
    let heads: Vec<TableColumn> = native::unique(&table.columns)
        .into_iter()
        .zip(&table.columns)
        .map(|(name, head)| {
            let align =
                if head.kind == Kind::Date { FormatAlign::Left } else { super::super::number::align(head.kind) };
            let format = look.heading(align).set_align(FormatAlign::Top);
            let format = grid::indented(format, &table.columns, head);
            TableColumn::new().set_header(name).set_header_format(format)
        })
        .collect();
    sheet.ws.set_row_height(HEADER, 34)?;
    if !table.rows.is_empty() && columns > 0 {
        let native = Native::new().set_name("tbl_detail").set_style(TableStyle::None).set_columns(&heads);
        sheet.ws.add_table(HEADER, 0, last, columns - 1, &native)?;
    }
    let formats: Vec<[Format; 2]> = table
        .columns
        .iter()
        .map(|head| {
            let plain = grid::cell_format(sheet, head.kind, false);
            let plain = if head.kind == Kind::Date { plain.set_align(FormatAlign::Left) } else { plain };
            let body = grid::indented(grid::row_format(plain, RowRole::Body, false), &table.columns, head);
            let muted = body.clone().set_font_color(INK3).set_italic();
            [body, muted]
        })
        .collect();
    for (below, row) in table.rows.iter().enumerate() {
        let number = HEADER + 1 + below as u32;
        for (at, value) in row.cells.iter().enumerate().take(table.columns.len()) {
            let format = &formats[at][usize::from(row.role == RowRole::Muted)];
            let kind = kind_of(value, table.columns[at].kind);
            grid::put(sheet, (number, at as u16), value, kind, None, format)?;
        }
    }
    for (at, head) in table.columns.iter().enumerate() {
        let mut numeric = table.rows.iter().filter_map(|row| row.cells.get(at)).filter_map(|value| match value {
            Value::Text(text) => Some(text),
            _ => None,
        });
        if !is_number(head.kind) && last > HEADER && numeric.any(|text| text.trim().parse::<f64>().is_ok()) {
            sheet.ws.ignore_error_range(HEADER + 1, at as u16, last, at as u16, IgnoreError::NumberStoredAsText)?;
        }
    }
    Ok(())
}

/// Writes rows, quantity and amount of what the filter shows.
fn totals(sheet: &mut Sheet, table: &Table, last: u32) -> Result<(), XlsxError> {
    let look = sheet.look();
    let bold = look.text(Size::Body).set_bold().set_align(FormatAlign::Right);
    sheet.ws.set_row_height(HEADER - 1, 22)?;
    let summed = |column: &crate::report::Column| ["amount", "quantity", "profit", "cost"].contains(&column.id);
    let mut labelled = false;
    for (at, head) in table.columns.iter().enumerate().filter(|(_, column)| summed(column)) {
        let column = at as u16;
        if !labelled && at > 1 {
            sheet.ws.write_string_with_format(HEADER - 1, column - 1, sheet.setting.words.filter_total, &bold)?;
            labelled = true;
        }
        let values = table.rows.iter().filter_map(|row| row.cells.get(at));
        let sum: f64 = match head.kind {
            Kind::Money | Kind::Change => {
                let money = values.filter_map(|value| match value {
                    Value::Money(money) | Value::Change(money) => Some(*money),
                    _ => None,
                });
                money.sum::<Money>().units()
            }
            _ => {
                values
                    .map(|value| match value {
                        Value::Number(number) => (number * 10_000.0).round() as i128,
                        Value::Count(count) => i128::from(*count) * 10_000,
                        _ => 0,
                    })
                    .sum::<i128>() as f64
                    / 10_000.0
            }
        };
        let letter = rust_xlsxwriter::utility::column_number_to_name(column);
        let formula = Formula::new(format!("=SUBTOTAL(109,{letter}{}:{letter}{})", HEADER + 2, last + 1));
        let format = bold.clone().set_num_format(look.number(head.kind, false).unwrap_or_else(|| "#,##0.##".into()));
        sheet.ws.write_formula_with_format(HEADER - 1, column, formula.set_result(sum.to_string()), &format)?;
    }
    Ok(())
}
