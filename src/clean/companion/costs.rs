//! What it costs to serve customers: read and cleaned as orders are, customer, date, amount and kind a row, in any layout that
//! orders may have; then told as the other tables are.

use std::collections::BTreeMap;

use super::cells::Sheet;
use super::head::Head;
use super::line::{Whose, take};
use super::words::cost_of;
use super::{Reading, path_of};
use crate::clean::{Cleaned, clean};
use crate::model::companion::{
    AsideRow, Companion, Cost, Costs as Table, RowPlace, TableAudit, TableColumn, TableField, TableKind,
    UnknownCustomer,
};
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Audit, Day, Failure, Field, InputOptions, Mapping, Money, Orders, Place, Problem, Reason, Wants};
use crate::read;

/// The rows of a file of costs, and their account.
#[derive(Debug)]
pub struct Costs {
    /// Amounts are costs; the category is their kind.
    pub rows: Orders,
    pub audit: Audit,
    /// As it was given.
    pub file: String,
}

/// The fields of costs, and what orders call them.
const FIELDS: [(TableField, Field); 5] = [
    (TableField::Customer, Field::Customer),
    (TableField::CustomerId, Field::CustomerId),
    (TableField::Date, Field::Date),
    (TableField::Amount, Field::Amount),
    (TableField::Kind, Field::Category),
];

/// Opens a file of costs beside orders that speak from `orders.span.as_of`; costs after that day are set aside.
pub(super) fn costs(reading: &Reading<'_>, named: &str) -> Result<(Option<Costs>, Table, Vec<Problem>), Failure> {
    let (input, orders) = (reading.input, reading.orders);
    let (file, sheet) = path_of(named);
    let mut synonyms = input.synonyms.clone();
    let kinds = TableKind::Costs.headers(TableField::Kind).into_iter().map(str::to_owned);
    synonyms.entry(Field::Category).or_default().extend(kinds);
    let own = input.table_map.iter().filter(|mapping| mapping.table == TableKind::Costs);
    let map = own.filter_map(|mapping| {
        let (_, field) = FIELDS.iter().find(|(field, _)| *field == mapping.field)?;
        Some(Mapping { field: *field, column: mapping.column.clone() })
    });
    let options = InputOptions {
        files: vec![file.clone()],
        sheets: sheet.into_iter().collect(),
        map: map.collect(),
        aliases: input.aliases.clone(),
        as_of: Some(orders.span.as_of),
        today: input.today,
        strict: input.strict,
        synonyms,
        ..InputOptions::default()
    };
    let (books, mut problems) = read::open(&options, reading.progress)?;
    let wants = Wants { products: true, customers: true, rows: true, detail: true, ..Wants::NONE };
    let cleaned = clean(&books, &options, reading.calendar, wants, reading.progress);
    let cleaned = cleaned.and_then(|mut cleaned| match cleaned.refused.take() {
        Some(refused) => Err(refused),
        None => Ok(cleaned),
    });
    let cleaned = match cleaned {
        // An empty table is no mistake.
        Err(failure) if is_empty(&failure) => return empty(reading, named),
        cleaned => cleaned?,
    };
    if let (Some(costs), Some(orders)) = (&cleaned.orders.currency, &orders.currency)
        && costs != orders
    {
        let kind = CleanProblem::CostsCurrency { costs: costs.clone(), orders: orders.clone() };
        return Err(Failure::new(Place::file(&file), kind));
    }
    let table = table(&cleaned, reading);
    // An alias that has no costs is none to wonder at.
    let idle = |problem: &Problem| matches!(problem.kind, Kind::Clean(CleanProblem::AliasesUnmatched { .. }));
    problems.extend(cleaned.problems.into_iter().filter(|problem| !idle(problem)));
    Ok((Some(Costs { rows: cleaned.orders, audit: cleaned.audit, file }), table, problems))
}

/// Says whether no row stands below the header.
fn is_empty(failure: &Failure) -> bool {
    matches!(&failure.0.kind, Kind::Clean(CleanProblem::NoRows { read: 0, .. }))
}

/// Gives a table that holds headings alone.
fn empty(reading: &Reading<'_>, named: &str) -> Result<(Option<Costs>, Table, Vec<Problem>), Failure> {
    let (book, sheet) = reading.open(TableKind::Costs, named)?;
    let head = Head::find(&book, sheet.as_deref(), TableKind::Costs, reading.input)?;
    let (sheet, said) = Sheet::read(&book, head, reading.input, reading.progress)?;
    Ok((None, take(&sheet, reading, &Whose::Each, |_, _| Ok(Vec::new())), said))
}

/// Tells costs as rows.
fn table(cleaned: &Cleaned, reading: &Reading<'_>) -> Table {
    let rows = &cleaned.orders;
    let place = |source: u16, row: u32| {
        let source = rows.sources.get(usize::from(source));
        let sheet = source.and_then(|source| source.sheet.clone());
        RowPlace { file: source.map(|source| source.file.clone()).unwrap_or_default(), sheet, row }
    };
    let whom: Vec<_> =
        rows.clients.iter().map(|client| reading.customers.find(Some(&client.key), Some(&client.name))).collect();
    let mut unknown: BTreeMap<u32, UnknownCustomer> = BTreeMap::new();
    let mut costs = Vec::with_capacity(rows.len());
    for at in 0..rows.len() {
        let (client, at_row) = (rows.client[at], place(rows.source[at], rows.row[at]));
        let found = &whom[client as usize];
        let mut customer = found.who.clone();
        // A key that is the name itself is no id.
        customer.id = customer.id.filter(|id| *id != crate::clean::normalise(&customer.text));
        if customer.client.is_none() && !reading.known.contains(&customer.key) {
            let first = || UnknownCustomer {
                name: customer.text.clone(),
                rows: 0,
                first: at_row.clone(),
                similar: None,
                several: found.several,
            };
            unknown.entry(client).or_insert_with(first).rows += 1;
        }
        let kind = rows.category.get(at).map(str::trim).filter(|kind| !kind.is_empty()).map(str::to_owned);
        costs.push(Cost {
            at: at_row,
            customer,
            day: Day::from_number(rows.day[at]),
            amount: Money::from_raw(rows.amount[at]),
            of: cost_of(kind.as_deref()),
            kind,
        });
    }
    let mut unknown: Vec<UnknownCustomer> = unknown.into_values().collect();
    unknown.sort_by(|a, b| a.first.cmp(&b.first));
    let names: Vec<&str> = unknown.iter().map(|one| one.name.as_str()).collect();
    let similar = reading.customers.similar(&names);
    unknown.iter_mut().for_each(|one| one.similar = similar.get(&one.name).cloned());
    let seen = cleaned.understood.first();
    let columns = seen.iter().flat_map(|seen| &seen.columns).filter_map(|column| {
        let (field, _) = FIELDS.iter().find(|(_, field)| *field == column.field)?;
        Some(TableColumn {
            field: *field,
            header: column.header.clone(),
            letter: column.letter.clone().unwrap_or_default(),
            read_as: column.read_as.clone(),
            given: column.given,
            filled: column.of,
        })
    });
    let none = |reason: &Reason| matches!(reason, Reason::Blank | Reason::RepeatedHeader);
    let asides = cleaned.audit.rows.iter().filter(|row| !none(&row.reason));
    let asides = asides.map(|row| AsideRow {
        at: place(row.source, row.row),
        reason: row.reason,
        cell: row.cell.clone(),
        texts: row.fields.iter().map(|(field, text)| (field.name().to_owned(), text.clone())).collect(),
    });
    let (asides, source) = (asides.collect::<Vec<_>>(), cleaned.audit.sources.first());
    let audit = TableAudit {
        file: source.map(|one| one.source.file.clone()).unwrap_or_default(),
        sheet: source.and_then(|one| one.source.sheet.clone()),
        format: seen.map(|seen| seen.format.clone()).unwrap_or_default(),
        sha256: source.map(|one| one.hash.clone()).unwrap_or_default(),
        encoding: source.and_then(|one| one.encoding.clone()),
        header_row: source.and_then(|one| one.header_row).unwrap_or(0),
        columns: columns.collect(),
        others: seen.map(|seen| seen.unused.clone()).unwrap_or_default(),
        read: (costs.len() + asides.len()) as u64,
        taken: costs.len() as u64,
        set_aside: asides,
        unknown,
        ..TableAudit::empty(TableKind::Costs)
    };
    Companion { rows: costs, audit }
}
