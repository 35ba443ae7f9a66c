//! The reconciliation: the report's own account beside formulas over the detail sheet, and the differences, which are zero.

use rust_xlsxwriter::{FormatAlign, FormatBorder, Formula, XlsxError};

use super::super::formulas::Origin;
use super::super::grid;
use super::super::look::{AXIS, INK3, Size};
use super::super::sheet::{Sheet, cut};
use super::detail::{Check, Detail};
use crate::model::{Money, Period, Tally};
use crate::report::words::book::Words;
use crate::report::{Column, Kind, RowRole, Table, Value};

/// One line: what the report says, and what the detail sheet gives, as formulas and values.
struct Line {
    label: String,
    said: Option<Money>,
    formulas: Option<(String, String)>,
    found: Tally,
    part: bool,
}

/// Gives a reconciliation table with the detail sheet's rows and amounts beside the report's, and the formulas for them by
/// row; nothing where the table is another.
pub fn extended(table: &Table, detail: &Detail, words: &Words) -> Option<(Table, Vec<Option<Check>>)> {
    let place = |id: &str| table.columns.iter().position(|column| column.id == id);
    let (rows, amount) = (place("rows")?, place("amount")?);
    let mut checks: Vec<Option<Check>> = Vec::new();
    let (mut part, mut first) = (0, None);
    for row in &table.rows {
        let label = match row.cells.first() {
            Some(Value::Text(text)) => text,
            _ => "",
        };
        let said = match (row.cells.get(rows), row.cells.get(amount)) {
            (Some(Value::Count(n)), Some(Value::Money(amount))) => (*n, *amount),
            _ => (0, Money::ZERO),
        };
        let of = |(rows, amount): (String, String), found| Check { rows, amount, found };
        let check = match (row.role, part) {
            (RowRole::Total, 0) => Some(of(detail.all(), detail.read)),
            (RowRole::Subtotal, 0) => {
                part = 1;
                detail.by_reason("").map(|formulas| of(formulas, detail.used))
            }
            (RowRole::Subtotal, 1) => {
                part = 2;
                detail.by_reason("<>").map(|formulas| of(formulas, detail.set_aside))
            }
            (RowRole::Body, 1) => match detail.period_in(label) {
                Some((label, check)) => {
                    let last = first.get_or_insert((label.clone(), label.clone()));
                    last.1 = last.1.clone().min(label.clone());
                    last.0 = last.0.clone().max(label);
                    Some(check)
                }
                None => first.as_ref().and_then(|(last, early)| {
                    let equal = |check: &Check| (check.found.n as i64, check.found.amount) == said;
                    let day = |label: &str| Period::parse(label, 1);
                    let earlier = day(early).and_then(|p| detail.outside(p.first_day(), true, |l| l < early.as_str()));
                    let later = day(last).and_then(|p| detail.outside(p.last_day(), false, |l| l > last.as_str()));
                    earlier.filter(equal).or_else(|| later.filter(equal))
                }),
            },
            (RowRole::Body, 2) => {
                let found = detail.reasons.get(label).copied();
                found.and_then(|found| detail.by_reason(label).map(|formulas| of(formulas, found)))
            }
            _ => None,
        };
        checks.push(check);
    }
    let mut wide = table.clone();
    let column = |id, label: &str, kind| Column { id, period: None, label: label.to_owned(), kind };
    wide.columns.insert(amount + 1, column("detail_rows", words.detail_rows, Kind::Count));
    wide.columns.insert(amount + 2, column("detail_amount", words.detail_amount, Kind::Money));
    for (row, check) in wide.rows.iter_mut().zip(&checks) {
        let cells = match check {
            Some(check) => [Value::Count(check.found.n as i64), Value::Money(check.found.amount)],
            None => [Value::Empty, Value::Empty],
        };
        row.cells.splice(amount + 1..amount + 1, cells);
    }
    Some((wide, checks))
}

/// Puts the formulas of an extended reconciliation in the place of their values, and the differences below it.
pub fn trace(
    sheet: &mut Sheet,
    table: &Table,
    checks: &[Option<Check>],
    top: u32,
    column: u16,
) -> Result<(), XlsxError> {
    let place = |id: &str| table.columns.iter().position(|column| column.id == id).unwrap_or(0);
    let (rows, amount) = (place("rows"), place("amount"));
    let origin = Origin { row: top, column };
    let look = sheet.look();
    for (below, check) in checks.iter().enumerate() {
        let Some(check) = check else { continue };
        let role = table.rows[below].role;
        for (at, kind, formula, value) in [
            (amount + 1, Kind::Count, &check.rows, Value::Count(check.found.n as i64)),
            (amount + 2, Kind::Money, &check.amount, Value::Money(check.found.amount)),
        ] {
            let format = grid::row_format(grid::cell_format(sheet, kind, false), role, false).set_font_color(INK3);
            let at = (top + below as u32, column + at as u16);
            grid::put(sheet, at, &value, kind, Some(formula.clone()), &format)?;
        }
    }
    let parts: Vec<usize> = (0..table.rows.len()).filter(|&at| table.rows[at].role == RowRole::Subtotal).collect();
    let last = table.rows.len().saturating_sub(1);
    let (Some(&[used, aside]), RowRole::Total) = (parts.first_chunk::<2>(), table.rows[last].role) else {
        return Ok(());
    };
    if last == 0 || aside >= last {
        return Ok(());
    }
    let bold = grid::row_format(look.text(Size::Body), RowRole::Total, false).set_align(FormatAlign::Right);
    for (at, format) in [(rows, "0"), (amount, "0.00")] {
        let difference = |at: usize| {
            let cell = |row| origin.cell(row, at);
            format!("=ROUND({}-{}-{},4)", cell(0), cell(used), cell(aside))
        };
        let format = bold.clone().set_num_format(format);
        for at in [at, at + 2] {
            let formula = Formula::new(difference(at)).set_result("0");
            sheet.ws.write_formula_with_format(top + last as u32, column + at as u16, formula, &format)?;
        }
    }
    Ok(())
}

/// Writes a reconciliation of the account alone at a row; gives the row below it.
pub fn reconcile(sheet: &mut Sheet, account: &Table, detail: &Detail, row: u32, column: u16) -> Result<u32, XlsxError> {
    let lines = lines(account, detail);
    let (look, words) = (sheet.look(), sheet.setting.words);
    sheet.block(row);
    sheet.height(row, 24.0)?;
    sheet.ws.write_string_with_format(row, column, words.reconciliation, &look.label())?;
    let note = if detail.formulas { words.reconciliation_note } else { words.check_values };
    sheet.ws.write_string_with_format(row + 1, column, note, &look.note())?;
    let heads = ["", words.amount, words.detail_rows, words.detail_amount, words.difference];
    for (at, head) in heads.into_iter().enumerate() {
        let align = if at == 0 { FormatAlign::Left } else { FormatAlign::Right };
        sheet.ws.write_string_with_format(row + 2, column + at as u16, head, &look.heading(align))?;
    }
    let top = row + 3;
    let (money, count) = (look.money(), "#,##0");
    let letter = |at: u16| rust_xlsxwriter::utility::column_number_to_name(column + at);
    for (below, line) in lines.iter().enumerate() {
        let at = top + below as u32;
        let plain = super::super::grid::row_format(look.text(Size::Body), RowRole::Body, false);
        let plain = if line.part { plain.set_indent(1) } else { plain.set_bold() };
        let number = |format: &str| plain.clone().set_indent(0).set_align(FormatAlign::Right).set_num_format(format);
        let pale = |format: &str| number(format).set_font_color(INK3);
        sheet.ws.write_string_with_format(at, column, cut(&line.label), &plain)?;
        match line.said {
            Some(said) => sheet.ws.write_number_with_format(at, column + 1, said.units(), &number(&money))?,
            None => sheet.ws.write_blank(at, column + 1, &plain)?,
        };
        let (rows, amount) = (line.found.n as f64, line.found.amount);
        match line.formulas.clone().filter(|_| detail.formulas) {
            Some((of_rows, of_amount)) => {
                let of_rows = Formula::new(of_rows).set_result(rows.to_string());
                let of_amount = Formula::new(of_amount).set_result(amount.units().to_string());
                sheet.ws.write_formula_with_format(at, column + 2, of_rows, &pale(count))?;
                sheet.ws.write_formula_with_format(at, column + 3, of_amount, &pale(&money))?;
            }
            None => {
                sheet.ws.write_number_with_format(at, column + 2, rows, &pale(count))?;
                sheet.ws.write_number_with_format(at, column + 3, amount.units(), &pale(&money))?;
            }
        }
        match line.said {
            Some(said) => {
                let formula = format!("=ROUND({}{1}-{2}{1},4)", letter(1), at + 1, letter(3));
                let formula = Formula::new(formula).set_result((said - amount).units().to_string());
                sheet.ws.write_formula_with_format(at, column + 4, formula, &pale("0.00"))?;
            }
            None => {
                sheet.ws.write_blank(at, column + 4, &plain)?;
            }
        }
    }
    let end = top + lines.len() as u32;
    let bold = look.text(Size::Body).set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(AXIS);
    sheet.ws.write_string_with_format(end, column, words.difference, &bold)?;
    // Read less used less set aside, on both sides.
    for (at, format) in [(1, "0.00"), (2, "0"), (3, "0.00")] {
        let formula = format!("=ROUND({0}{1}-{0}{2}-{0}{3},4)", letter(at), top + 1, top + 2, top + 3);
        let format = bold.clone().set_align(FormatAlign::Right).set_num_format(format);
        sheet.ws.write_formula_with_format(end, column + at, Formula::new(formula).set_result("0"), &format)?;
    }
    sheet.ws.write_blank(end, column + 4, &bold)?;
    Ok(end + 2)
}

/// Gives read, used and set aside with what the report says of them, then the reasons.
fn lines(account: &Table, detail: &Detail) -> Vec<Line> {
    let found = [detail.read, detail.used, detail.set_aside];
    let formulas = [Some(detail.all()), detail.by_reason(""), detail.by_reason("<>")];
    let mut lines: Vec<Line> = account
        .rows
        .iter()
        .zip(found)
        .zip(formulas)
        .map(|((row, found), formulas)| {
            let said = row.cells.iter().find_map(|value| match value {
                Value::Money(money) => Some(*money),
                _ => None,
            });
            let label = match row.cells.first() {
                Some(Value::Text(text)) => text.to_string(),
                _ => String::new(),
            };
            Line { label, said, formulas, found, part: false }
        })
        .collect();
    for (reason, &found) in &detail.reasons {
        let formulas = Some(reason).filter(|reason| !reason.is_empty()).and_then(|reason| detail.by_reason(reason));
        lines.push(Line { label: reason.clone(), said: None, formulas, found, part: true });
    }
    lines
}
