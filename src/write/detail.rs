//! Every row as csv: stretches are written side by side and put into the file in their order.
//!
//! Here a book of millions of rows becomes text, so a cell goes straight into the bytes of its stretch, by the same rules as those of
//! any other table ([`super::csv`]); what all rows of a customer, a day or a file share is written once and copied.

use std::io;

use super::csv::head;
use super::fields::{end_record, put_count, put_money, put_text};
use super::{fields, in_order};
use crate::report::{Cell, Detail, Keys, Line, Stretch};

/// Columns with more keys than this are written row by row: words that mostly stand once are not worth holding.
const MOST_KEYS: usize = 1 << 17;

/// Writes all lines below their header.
pub fn detail_csv(detail: &Detail<'_>, mut file: impl io::Write + Send, decimals: u8) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head(detail.columns()))?;
    file.write_all(&writer.into_inner().map_err(csv::IntoInnerError::into_error)?)?;
    let (pieces, stretches) = (pieces(detail, decimals), detail.stretches());
    in_order::write(&mut file, stretches.len(), |at, bytes| write(detail, &pieces, &stretches[at], decimals, bytes))?;
    file.flush()
}

/// Columns side by side that are written together.
enum Piece<'d> {
    /// Those that go by the same keys, written once for each key, and for those that have nothing to say behind them.
    Keyed {
        keys: Keys<'d>,
        bytes: Vec<u8>,
        ends: Vec<usize>,
    },
    Each(usize),
}

fn pieces<'d>(detail: &'d Detail<'_>, decimals: u8) -> Vec<Piece<'d>> {
    let mut pieces = Vec::new();
    let all = detail.columns().len();
    let mut column = 0;
    while column < all {
        let Some((keys, many)) = detail.keys(column).filter(|(_, many)| *many <= MOST_KEYS) else {
            pieces.push(Piece::Each(column));
            column += 1;
            continue;
        };
        let same =
            |other: &usize| detail.keys(*other).is_some_and(|(other, also)| also <= MOST_KEYS && keys.is(&other));
        let end = (column..all).find(|other| !same(other)).unwrap_or(all);
        // Those beyond the keys of any of these columns have nothing to say in all of them.
        let many = (column..end).filter_map(|other| detail.keys(other)).map(|(_, many)| many).max().unwrap_or(many);
        let (mut bytes, mut ends) = (Vec::new(), Vec::with_capacity(many + 1));
        for key in 0..=many {
            for column in column..end {
                put(&mut bytes, detail.of_key(column, key), decimals);
                bytes.push(b',');
            }
            ends.push(bytes.len());
        }
        pieces.push(Piece::Keyed { keys, bytes, ends });
        column = end;
    }
    pieces
}

fn write(detail: &Detail<'_>, pieces: &[Piece<'_>], stretch: &Stretch, decimals: u8, bytes: &mut Vec<u8>) {
    detail.lines(stretch, |line| {
        let from = bytes.len();
        match line {
            Line::Used(row) => pieces.iter().for_each(|piece| match piece {
                Piece::Keyed { keys, bytes: written, ends } => {
                    let key = keys.at(row).min(ends.len() - 1);
                    let from = key.checked_sub(1).map_or(0, |before| ends[before]);
                    bytes.extend_from_slice(&written[from..ends[key]]);
                }
                Piece::Each(column) => {
                    put(bytes, detail.cell(*column, row), decimals);
                    bytes.push(b',');
                }
            }),
            Line::Aside(_) => {
                for (value, column) in detail.row(line).cells.iter().zip(detail.columns()) {
                    fields::put(bytes, value, column.kind, decimals);
                    bytes.push(b',');
                }
            }
        }
        end_record(bytes, from);
    });
}

fn put(bytes: &mut Vec<u8>, cell: Cell<'_>, decimals: u8) {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => put_text(bytes, text),
        Cell::Count(number) => put_count(bytes, number),
        Cell::Money(amount) => put_money(bytes, amount, decimals.max(amount.decimals())),
        Cell::Quantity(quantity) => put_money(bytes, quantity, 4),
        Cell::Day(_, iso) => bytes.extend_from_slice(iso.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Lang, Money, Reason, SetAside};
    use crate::report::fixture::{Book, trade};
    use crate::write::table_csv;

    #[test]
    fn the_lines_are_those_of_the_table_row_by_row() {
        let mut lines = trade();
        lines.push(("=Cmd, \"Inc\"", "2024-06-01", -3, "+1\nline"));
        let mut book = Book::of(&lines, crate::model::Grain::Quarter, "2024-06-30");
        // As if the rows were not in the order of the file, with others between them.
        book.orders.row.reverse();
        book.orders.quantity = (0..lines.len() as i64).map(|at| at * 12_345).collect();
        book.orders.quantity[0] = crate::model::Orders::NO_QUANTITY;
        for (row, text) in [(70, "x, y"), (5, "@sum")] {
            book.audit.rows.push(SetAside {
                source: 0,
                row,
                amount: Money::from_raw(15_000),
                reason: Reason::NoDate,
                cell: None,
                fields: vec![(Field::Customer, text.to_owned())],
            });
        }
        let subject = book.subject(Lang::Zh);
        let table = crate::report::detail(&subject);
        assert_eq!(table.rows.len(), lines.len() + 2);
        let rows: Vec<&crate::report::Value> = table.rows.iter().map(|row| &row.cells[2]).collect();
        assert!(rows.is_sorted_by_key(|row| match row {
            crate::report::Value::Count(number) => *number,
            _ => 0,
        }));
        let mut bytes = Vec::new();
        detail_csv(&Detail::of(&subject), &mut bytes, 2).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), String::from_utf8(table_csv(&table, None, 2).unwrap()).unwrap());
    }
}
