//! How each sheet was understood, for `check`.
//!
//! Values are counted only where blocks were kept ([`Wants::detail`](crate::model::Wants)); other commands do not show them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::counted::{blocks, count, distinct, each_line, lines};
use super::date::DateOrder;
use super::decide::{Decided, read_as};
use super::glimpse;
use super::number_column::{NumberColumn, Value};
use super::product::Factors;
use super::seen_sheets::seen_sheets;
use super::sheet::{Folded, rows as rows_of};
use super::sink::Key;
use super::table::Table;
use super::view::View;
use super::{Reading, Remark, Understood, UnderstoodColumn};
use crate::model::{Field, InputOptions, Money, Tally};

/// Tells how a sheet was understood.
pub fn understood<T: Table>(
    book: &T,
    sheet: &Folded,
    decided: &Decided,
    rows: u64,
    input: &InputOptions,
    read: &[usize],
) -> Understood {
    let chosen = &sheet.chosen;
    let columns = chosen.layout.mapped.par_iter().map(|mapped| {
        let given = chosen.layout.crosstab.as_ref().is_some_and(|tab| tab.is_given(mapped.index));
        let letter = Some(if given { mapped.header.clone() } else { chosen.layout.letters(mapped.index) });
        let mut column = UnderstoodColumn { letter, given: mapped.given, ..column(mapped.field, &mapped.header) };
        if let Some(at) = chosen.plan.place(Key::Field(mapped.field)) {
            column.read_as = read_as(mapped.field, decided, at);
            column.readings = readings(decided, at);
            count(sheet, at, &mut column);
        }
        column
    });
    let (columns, remarks) = rayon::join(|| columns.collect(), || remarks(sheet, decided, input));
    let mut columns: Vec<UnderstoodColumn> = columns;
    if chosen.layout.of(Field::Amount).is_none() {
        columns.push(computed(sheet));
    }
    let heads = book.sheets().iter().enumerate().filter(|(at, _)| !read.contains(at));
    let other_sheets = heads.filter_map(|(_, head)| Some((head.name.clone()?, rows_of(head, input), head.hidden)));
    Understood {
        file: book.file().into(),
        sheet: chosen.place.sheet.clone(),
        format: book.format(),
        separator: book.separator(),
        encoding: book.encoding(),
        header_row: chosen.layout.header_row,
        rows,
        columns,
        unused: chosen.layout.unused(),
        unused_columns: glimpse::unused(&book.sheets()[chosen.sheet], &chosen.layout),
        other_sheets: other_sheets.collect(),
        sheets: seen_sheets(book, input, read),
        remarks,
        features: sheet.features(),
        choices: Vec::new(),
    }
}

/// Begins a column of which nothing is counted yet.
pub(super) fn column(field: Field, header: &str) -> UnderstoodColumn {
    UnderstoodColumn {
        field,
        header: header.into(),
        letter: None,
        read_as: "text".into(),
        readings: Vec::new(),
        distinct: None,
        together: None,
        range: None,
        fits: 0,
        of: 0,
        misfits: Vec::new(),
        given: false,
        examples: Vec::new(),
    }
}

/// Gives how many of the values that leave it open fit each reading; nothing where none leaves it open.
fn readings(decided: &Decided, at: usize) -> Vec<Reading> {
    let reading = |read_as: String, fits| Reading { read_as, fits };
    if let Some((_, shapes)) = decided.dates.get(&at).filter(|(_, shapes)| !shapes.is_empty()) {
        let sum = |nth: usize| shapes.values().map(|fits| fits.fits[nth]).sum();
        let each = DateOrder::ALL.iter().enumerate();
        return each.map(|(nth, order)| reading(format!("date.{}", order.name()), sum(nth))).collect();
    }
    match decided.numbers.get(&at) {
        Some((_, evidence)) if evidence.point + evidence.comma + evidence.either > 0 => vec![
            reading("number.point".into(), evidence.point + evidence.either),
            reading("number.comma".into(), evidence.comma + evidence.either),
        ],
        _ => Vec::new(),
    }
}

/// Gathers the sheets that were understood alike, by their places: same format, encoding, columns and readings.
pub fn alike(sheets: &[Understood]) -> Vec<Vec<usize>> {
    let columns = |sheet: &Understood| {
        let each = sheet.columns.iter();
        each.map(|column| (column.field, column.header.clone(), column.read_as.clone())).collect::<Vec<_>>()
    };
    let same = |one: &Understood, other: &Understood| {
        let features = |sheet: &Understood| sheet.features.iter().map(std::mem::discriminant).collect::<Vec<_>>();
        other.format == one.format
            && other.encoding == one.encoding
            && other.separator == one.separator
            && other.header_row == one.header_row
            && other.unused == one.unused
            && features(other) == features(one)
            && columns(other) == columns(one)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        match groups.iter_mut().find(|group| same(&sheets[group[0]], sheet)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// Gives the sheets that were read the rows that were counted, in place of those that they seemed to have.
pub fn counted(understood: &mut [Understood]) {
    let counted: Vec<(String, Option<String>, u64)> =
        understood.iter().map(|sheet| (sheet.file.clone(), sheet.sheet.clone(), sheet.rows)).collect();
    for one in understood {
        for sheet in one.sheets.iter_mut().filter(|sheet| sheet.read) {
            let same = |(file, name, _): &&(String, Option<String>, u64)| {
                *file == one.file && name.as_deref() == Some(sheet.name.as_str())
            };
            sheet.rows = counted.iter().find(same).map_or(sheet.rows, |(.., rows)| *rows);
        }
    }
}

/// Says what only several sheets show: fields that one lacks, and the distinct texts of those that were understood alike, since
/// those of each cannot be added up.
pub fn together(sheets: &[Folded], understood: &mut [Understood]) {
    lacking(understood);
    for group in alike(understood).into_iter().filter(|group| group.len() > 1) {
        for at in 0..understood[group[0]].columns.len() {
            let field = understood[group[0]].columns[at].field;
            let mut raw: rustc_hash::FxHashSet<&str> = rustc_hash::FxHashSet::default();
            for &sheet in group.iter().filter(|sheet| understood[**sheet].columns[at].distinct.is_some()) {
                for (view, place) in lines(&sheets[sheet]) {
                    let text = view.texts(Key::Field(field)).map_or("", |column| column.standing(place));
                    if !text.is_empty() {
                        raw.insert(text);
                    }
                }
            }
            for &sheet in &group {
                let column = &mut understood[sheet].columns[at];
                column.together = column.distinct.map(|_| distinct(field, &raw));
            }
        }
    }
}

/// Marks the sheets that lack a field which most others have.
fn lacking(understood: &mut [Understood]) {
    let mut known: BTreeMap<Field, usize> = BTreeMap::new();
    for column in understood.iter().flat_map(|sheet| &sheet.columns) {
        *known.entry(column.field).or_default() += 1;
    }
    let most: Vec<Field> =
        known.into_iter().filter(|(_, sheets)| sheets * 2 > understood.len()).map(|(field, _)| field).collect();
    for sheet in understood {
        let has = |field: &Field| sheet.columns.iter().any(|column| column.field == *field);
        let fields: Vec<Field> = most.iter().filter(|field| !has(field)).copied().collect();
        if !fields.is_empty() {
            sheet.remarks.push(Remark::Lacks { fields });
        }
    }
}

fn factors<'a>(view: &View<'a>) -> Option<Factors<'a>> {
    let (quantity, price) = (view.numbers(Field::Quantity)?, view.numbers(Field::Price)?);
    Some(Factors { quantity, price, discount: view.numbers(Field::Discount) })
}

/// Gives the line of an amount that is computed.
fn computed(sheet: &Folded) -> UnderstoodColumn {
    let header = |field| sheet.chosen.layout.of(field).map(|mapped| mapped.header.clone());
    let mut text = [Field::Quantity, Field::Price].into_iter().filter_map(header).collect::<Vec<_>>().join(" x ");
    let mut read_as = "product.quantity×price".to_string();
    if let Some(discount) = header(Field::Discount) {
        text.push_str(&format!(" x (1 - {discount})"));
        read_as.push_str("×(1−discount)");
    }
    let of_blocks = blocks(sheet).flatten().map(|view| {
        let (mut fits, mut of) = (0, 0);
        let Some(factors) = factors(&view) else { return (0, 0) };
        each_line(&view, |place| match factors.amount(place) {
            Value::Is(_) => (fits, of) = (fits + 1, of + 1),
            Value::Bad => of += 1,
            Value::Blank => {}
        });
        (fits, of)
    });
    let (fits, of) = of_blocks.reduce(|| (0, 0), |(fits, of), (more, of_more)| (fits + more, of + of_more));
    UnderstoodColumn { read_as, fits, of, ..column(Field::Amount, &text) }
}

/// Says whether an amount is not the product; a cent of rounding is no disagreement.
fn differs(amount: i128, product: i128) -> bool {
    (amount - product).abs() > 100
}

/// Counts the rows whose amount is not the product, where all rows are lines and hold plain numbers whose product has at most
/// four decimals.
fn plainly_differ(view: &View<'_>, amounts: &NumberColumn, factors: &Factors<'_>) -> Option<u64> {
    let rows = view.skip..view.sink.len();
    if factors.discount.is_some() || view.marks() > 0 {
        return None;
    }
    let (amounts, 4) = amounts.plain_values(rows.clone())? else { return None };
    let (quantities, of_quantity) = factors.quantity.plain_values(rows.clone())?;
    let (prices, of_price) = factors.price.plain_values(rows)?;
    let factor = 10_i128.pow(4_u32.checked_sub(of_quantity + of_price)?);
    let mut differ = 0;
    for ((amount, quantity), price) in amounts.into_iter().zip(quantities).zip(prices) {
        let product = i128::from(quantity) * i128::from(price) * factor;
        // What does not fit is no amount.
        i64::try_from(product).ok()?;
        differ += u64::from(differs(amount.into(), product));
    }
    Some(differ)
}

fn remarks(sheet: &Folded, decided: &Decided, input: &InputOptions) -> Vec<Remark> {
    let header = |field| sheet.chosen.layout.of(field).map(|mapped| mapped.header.clone());
    let mut remarks = Vec::new();
    if let Some(column) = header(Field::Status) {
        let cancelled: Vec<String> = match sheet.blocks.is_empty() {
            true => Vec::new(),
            false => super::filter::cancelled(&View::new(sheet, 0), input),
        };
        let mut said: BTreeMap<&str, Tally> = BTreeMap::new();
        for (view, place) in lines(sheet) {
            let Some(status) = view.texts(Key::Field(Field::Status)) else { continue };
            let text = status.standing(place);
            let folded = super::filter::fold_value(text);
            if super::no_sale::is_status(text) && !cancelled.contains(&folded) {
                let amount = match view.numbers(Field::Amount).map(|amounts| amounts.amount(place)) {
                    Some(Value::Is(raw)) => raw,
                    Some(_) => 0,
                    None => match factors(&view).map(|factors| factors.amount(place)) {
                        Some(Value::Is(rounded)) => rounded.raw,
                        _ => 0,
                    },
                };
                said.entry(text).or_default().add(Money::from_raw(amount));
            }
        }
        remarks.extend(said.into_iter().map(|(value, tally)| Remark::Cancelled {
            column: column.clone(),
            value: value.into(),
            rows: tally.n,
            amount: tally.amount,
        }));
    }
    if let (Some(amount), Some(quantity), Some(price)) =
        (header(Field::Amount), header(Field::Quantity), header(Field::Price))
    {
        let of_blocks = blocks(sheet).flatten().map(|view| {
            let (mut rows, mut of) = (0, 0);
            let (Some(amounts), Some(factors)) = (view.numbers(Field::Amount), factors(&view)) else { return (0, 0) };
            if let Some(differ) = plainly_differ(&view, amounts, &factors) {
                return (differ, (view.sink.len() - view.skip) as u64);
            }
            each_line(&view, |place| {
                if let (Value::Is(amount), Value::Is(product)) = (amounts.amount(place), factors.amount(place)) {
                    of += 1;
                    rows += u64::from(differs(amount.into(), product.raw.into()));
                }
            });
            (rows, of)
        });
        let (rows, of) = of_blocks.reduce(|| (0, 0), |(rows, of), (more, of_more)| (rows + more, of + of_more));
        if rows > 0 {
            let discount = header(Field::Discount);
            remarks.push(Remark::NotProduct { amount, quantity, price, discount, rows, of });
        }
    }
    if let Some(column) = header(Field::Date)
        && let Some((orders, shapes)) =
            sheet.chosen.plan.place(Key::Field(Field::Date)).and_then(|at| decided.dates.get(&at))
    {
        for (shape, order) in orders {
            let Some(fits) = shapes.get(shape) else { continue };
            // Day and month are what people mix up; years first come only after.
            let others = DateOrder::ALL.into_iter().zip(fits.fits).filter(|(other, _)| other != order);
            let others = others.map(|(other, fits)| (fits > 0, other != DateOrder::YearMonthDay, fits, other));
            let Some((true, _, fit, other)) = others.max() else { continue };
            remarks.push(Remark::Dates {
                column: column.clone(),
                order: order.name().into(),
                other: other.name().into(),
                fits: fit,
                of: fits.values,
            });
        }
    }
    remarks
}
