//! Everything set aside, by reason: rows, money, the first of them as they stand, and what to type to have it otherwise.

use serde::Serialize;

use super::brief;
use crate::clean::Cleaned;
use crate::model::problem::{CleanProblem, Kind as ProblemKind, SaysNoSale};
use crate::model::{Audit, InputOptions, Money, Problem, Reason, SetAside, Tally};
use crate::report::overview::silent;
use crate::report::telling::{count, plain_column, table, text};
use crate::report::words::labels::Label;
use crate::report::words::{Words, typed};
use crate::report::{Kind, Row, RowRole, Table, TableRole, Text, Value};

/// How many rows of a reason are shown.
const EXAMPLES: usize = 3;

/// The rows set aside for one reason.
#[derive(Clone, Debug, Serialize)]
pub struct Aside {
    pub reason: Reason,
    pub rows: u64,
    pub amount: Money,
    /// Whether something is wrong with them, so that `--strict` refuses them.
    pub wrong: bool,
    /// What to type to have it otherwise.
    pub change: Vec<String>,
    pub examples: Vec<Example>,
}

/// One row set aside.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    pub file: String,
    pub sheet: Option<String>,
    pub row: u32,
    /// The cell to blame and what stands in it, where one cell is.
    pub cell: Option<String>,
    pub text: Option<String>,
    pub amount: Money,
}

/// Gathers what is set aside, in the order in which reasons are tried.
pub fn asides(cleaned: &Cleaned, input: &InputOptions) -> Vec<Aside> {
    let audit = &cleaned.audit;
    let example = |row: &SetAside| {
        let source = audit.sources.get(usize::from(row.source)).map(|source| &source.source);
        let (cell, text) = row.cell.clone().unzip();
        Example {
            file: source.map(|source| source.file.clone()).unwrap_or_default(),
            sheet: source.and_then(|source| source.sheet.clone()),
            row: row.row,
            cell,
            text,
            amount: row.amount,
        }
    };
    let aside = |(reason, Tally { n, amount }): (Reason, Tally)| Aside {
        reason,
        rows: n,
        amount,
        wrong: !silent(reason, cleaned.orders.span.as_of_given),
        change: change(reason, input),
        examples: audit.rows.iter().filter(|row| row.reason == reason).take(EXAMPLES).map(example).collect(),
    };
    audit.by_reason().into_iter().filter(|(_, tally)| tally.n > 0).map(aside).collect()
}

/// Gives what to type so that such rows count, or are read otherwise.
fn change(reason: Reason, input: &InputOptions) -> Vec<String> {
    let without = |option: &str, values: Vec<String>| {
        values.iter().map(|value| format!("{option} {}", typed(value))).collect::<Vec<_>>()
    };
    match reason {
        Reason::NoCustomer => vec!["--blank-customer keep".into()],
        Reason::BadDate => vec!["--date-format FORMAT".into()],
        Reason::NoDate => vec!["--map date=COLUMN".into()],
        Reason::NoAmount => vec!["--map amount=COLUMN".into()],
        Reason::BadAmount => vec!["--map amount=COLUMN".into(), "--decimal SIGN".into()],
        Reason::FutureDate => vec!["--as-of DAY".into()],
        Reason::Cancelled => without("--cancelled", input.cancelled.clone()),
        Reason::Filtered => {
            let only = input.filters.iter().flat_map(|filter| {
                let option = if filter.keep { "--only" } else { "--exclude" };
                without(option, filter.values.iter().map(|value| format!("{}={value}", filter.column)).collect())
            });
            only.chain(input.currency.iter().map(|code| format!("--currency {code}"))).collect()
        }
        Reason::TotalRow | Reason::RepeatedHeader | Reason::Blank | Reason::Duplicate => Vec::new(),
    }
}

/// Gives the table of what is set aside.
pub fn table_of(words: &dyn Words, asides: &[Aside], audit: &Audit) -> Table {
    let mut table = table("set_aside", TableRole::Facts);
    let label = |label| words.label(label).to_owned();
    table.columns = vec![
        plain_column("reason", label(Label::SetAside), Kind::Text),
        plain_column("rows", label(Label::Rows), Kind::Count),
        plain_column("amount", label(Label::Amount), Kind::Money),
        plain_column("examples", words.first_label(), Kind::Text),
        plain_column("change", words.change_label(), Kind::Text),
    ];
    for aside in asides {
        let examples: Vec<String> = aside.examples.iter().map(|example| shown(words, example, audit)).collect();
        let change = match aside.reason {
            Reason::Cancelled | Reason::Filtered => words.without_options(&aside.change),
            _ => aside.change.join(", "),
        };
        let mut row = Row::body(vec![
            text(words.reason(aside.reason)),
            count(aside.rows as usize),
            Value::Money(aside.amount),
            text(words.examples(&examples)),
            text(change),
        ]);
        row.id = Some(aside.reason.name());
        row.role = if aside.wrong { RowRole::Body } else { RowRole::Muted };
        table.rows.push(row);
    }
    table.notes.push(Text::plain(words.all_set_aside(asides.iter().any(|aside| aside.wrong))));
    table
}

fn shown(words: &dyn Words, example: &Example, audit: &Audit) -> String {
    let cell = example.cell.clone().unwrap_or_else(|| words.row(example.row));
    // Only what tells sources apart is named.
    let sources = || audit.sources.iter().map(|source| &source.source);
    let files = sources().any(|source| source.file != example.file);
    let sheets = sources().filter(|source| source.file == example.file).count() > 1;
    let file = files.then_some(example.file.as_str());
    let sheet = example.sheet.as_deref().filter(|_| sheets);
    let place: Vec<&str> = file.into_iter().chain(sheet).chain([cell.as_str()]).collect();
    let place = place.join(" ");
    match example.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => format!("{place} {}", words.quoted(&brief(text))),
        None => place,
    }
}

/// Says whether the table tells less of a problem than its own words: those of rows set aside it tells, unless there is more to
/// know than how to leave them out.
pub fn tells_more(problem: &Problem) -> bool {
    match &problem.kind {
        ProblemKind::Clean(CleanProblem::SetAside { reason, rows, text, of, .. }) => match reason {
            Reason::NoCustomer => *rows > 1 && rows * 4 >= *of,
            Reason::BadAmount => text.contains(['万', '萬', '亿', '億']),
            _ => false,
        },
        // A remark says it of each status.
        ProblemKind::Clean(CleanProblem::NoSale { says: SaysNoSale::Status, .. }) => false,
        _ => true,
    }
}
