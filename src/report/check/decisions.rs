//! What was decided on the way from cells to orders, on which evidence, and what to type to have it otherwise.

use super::columns::Summed;
use crate::clean::{Cleaned, Misfit, Reading, Understood, Why};
use crate::model::{Feature, Field, InputOptions, LayoutKind, Reason, Span, Tally};
use crate::report::words::typed;

/// One decision.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The option that changes it, without its dashes.
    pub option: &'static str,
    pub decided: Decided,
    /// Whether an option or the settings file said so.
    pub given: bool,
    /// What to type to have it otherwise; empty where nothing else fits.
    pub change: Vec<String>,
}

/// What was decided.
#[derive(Clone, Debug)]
pub enum Decided {
    /// The sheets that are read, of so many in the workbook.
    Sheets {
        read: Vec<String>,
        why: Why,
        of: usize,
    },
    /// The first and the last row of the header; none where the first row is data.
    Header(Option<(u32, u32)>),
    /// How rows and columns are laid out, where they are more than a plain table.
    Layout(Option<Feature>),
    /// What else is unusual about the sheet's shape, and not undone by `--layout`.
    Shape(Feature),
    Encoding(String),
    /// How many columns were named by options, of those that hold fields.
    Columns {
        given: usize,
        of: usize,
    },
    /// How the values of a column are read.
    Values(Values),
    /// The amount is computed, by this formula.
    Computed(String),
    /// The currency of all amounts, where one is named.
    Currency(Option<String>),
    /// Rows without a customer, and whether they count as one customer.
    BlankCustomers {
        kept: bool,
        rows: Tally,
    },
    /// The day that reports speak from.
    AsOf(Span),
}

/// How the values of a column are read, and what speaks for it.
#[derive(Clone, Debug)]
pub struct Values {
    pub field: Field,
    pub header: String,
    pub read_as: String,
    pub fits: u64,
    pub of: u64,
    /// The first values that do not fit.
    pub misfits: Vec<Misfit>,
    /// The next best reading with the values that fit it, where some values leave it open.
    pub other: Option<Reading>,
}

/// Gives what was decided of sheets that were understood alike.
pub fn of_group(group: &[&Understood], input: &InputOptions) -> Vec<Decision> {
    let first = group[0];
    let mut decisions = Vec::new();
    decisions.extend(sheets(group, input));
    let band = first.features.iter().find_map(|feature| match feature {
        Feature::HeaderRows { first, last } => Some((*first, *last)),
        _ => None,
    });
    let header = band.or(first.header_row.map(|row| (row, row)));
    decisions.push(Decision {
        option: "header-row",
        decided: Decided::Header(header),
        given: input.header_row.is_some() || input.no_header,
        change: vec!["--header-row N".into()],
    });
    let shape = first.features.iter().find(|feature| is_layout(feature));
    let other = if shape.is_some() { LayoutKind::Table } else { LayoutKind::Grouped };
    decisions.push(Decision {
        option: "layout",
        decided: Decided::Layout(shape.cloned()),
        given: input.layout.is_some(),
        change: vec![format!("--layout {}", other.name())],
    });
    decisions.extend(first.features.iter().filter_map(by_option));
    decisions.extend(first.encoding.as_ref().map(|name| Decision {
        option: "encoding",
        decided: Decided::Encoding(name.clone()),
        given: input.encoding.is_some(),
        change: vec!["--encoding NAME".into()],
    }));
    let mapped = first.columns.iter().filter(|column| column.letter.is_some());
    decisions.push(Decision {
        option: "map",
        decided: Decided::Columns { given: mapped.clone().filter(|column| column.given).count(), of: mapped.count() },
        given: first.columns.iter().any(|column| column.given),
        change: vec!["--map customer=COLUMN".into()],
    });
    decisions.extend(Summed::of(group).iter().filter_map(|column| values(column, input)));
    decisions
}

/// Says whether a feature is a layout that `--layout` can undo.
fn is_layout(feature: &Feature) -> bool {
    matches!(
        feature,
        Feature::Grouped { .. } | Feature::Filled { .. } | Feature::Crosstab { .. } | Feature::Export { .. }
    )
}

/// Gives what was decided of a sheet's shape that another option undoes.
fn by_option(feature: &Feature) -> Option<Decision> {
    let (option, change) = match feature {
        Feature::Unit { .. } => ("amounts-in", "--amounts-in 1".to_owned()),
        Feature::NamesOfIds { .. } => ("map", "--map customer=none".to_owned()),
        Feature::NotNames { column, .. } => ("map", format!("--map customer={}", typed(column))),
        Feature::BooksCurrency { currency, .. } => ("map", format!("--map currency={}", typed(currency))),
        Feature::NamedCurrency { documents: Some(documents), .. } => {
            ("map", format!("--map amount={}", typed(documents)))
        }
        Feature::EachOrdersCurrency { .. } => ("map", "--map currency=none".to_owned()),
        Feature::OnlyDate { .. } => ("map", "--map date=COLUMN".to_owned()),
        _ => return None,
    };
    let decided = Decided::Shape(feature.clone());
    Some(Decision { option, decided, given: false, change: vec![change] })
}

/// Gives what was decided of all rows together.
pub fn of_all(cleaned: &Cleaned, input: &InputOptions) -> Vec<Decision> {
    let currency = Decision {
        option: "currency",
        decided: Decided::Currency(cleaned.orders.currency.clone()),
        given: input.currency.is_some() || input.base.is_some(),
        change: match cleaned.orders.currency {
            Some(_) => vec!["--currency CODE".into(), "--rates FILE --base CODE".into()],
            None => vec!["--map currency=COLUMN".into()],
        },
    };
    let without = cleaned.audit.by_reason().get(&Reason::NoCustomer).copied().unwrap_or_default();
    let kept = input.keep_blank_customers;
    let blank = (kept || without.n > 0).then(|| Decision {
        option: "blank-customer",
        decided: Decided::BlankCustomers { kept, rows: without },
        given: kept,
        change: vec![format!("--blank-customer {}", if kept { "drop" } else { "keep" })],
    });
    let as_of = (!cleaned.orders.is_empty()).then(|| Decision {
        option: "as-of",
        decided: Decided::AsOf(cleaned.orders.span.clone()),
        given: cleaned.orders.span.as_of_given,
        change: vec!["--as-of DAY".into()],
    });
    std::iter::once(currency).chain(blank).chain(as_of).collect()
}

fn sheets(group: &[&Understood], input: &InputOptions) -> Option<Decision> {
    let first = group[0];
    let why = first.sheets.iter().find(|sheet| sheet.read)?.why;
    let mut read: Vec<String> = Vec::new();
    for sheet in group.iter().filter_map(|one| one.sheet.as_ref()) {
        if !read.contains(sheet) {
            read.push(sheet.clone());
        }
    }
    // What could be read as well comes to mind first, then what is hidden.
    let rank = |why: Why| match why {
        Why::FewerRows => Some(0),
        Why::Hidden | Why::NotAsked => Some(1),
        Why::Incomplete => Some(2),
        _ => None,
    };
    let mut others: Vec<_> = first.sheets.iter().filter_map(|sheet| Some((rank(sheet.why)?, sheet))).collect();
    others.sort_by_key(|(rank, _)| *rank);
    let change = others.first().map(|(_, sheet)| format!("--sheet {}", typed(&sheet.name)));
    Some(Decision {
        option: "sheet",
        decided: Decided::Sheets { read, why, of: first.sheets.len() },
        given: !input.sheets.is_empty(),
        change: change.into_iter().collect(),
    })
}

/// Gives how a column's values were decided, where there was something to decide: dates, the amount, and what does not fit.
fn values(column: &Summed<'_>, input: &InputOptions) -> Option<Decision> {
    let first = column.first;
    if first.letter.is_none() {
        return Some(Decision {
            option: "map",
            decided: Decided::Computed(first.header.clone()),
            given: false,
            change: vec!["--map amount=COLUMN".into()],
        });
    }
    let is_date = first.read_as.starts_with("date");
    let is_number = first.read_as.starts_with("number");
    let needed = matches!(first.field, Field::Date | Field::Amount);
    if !(is_date || is_number) || !(needed || column.fits < column.of) {
        return None;
    }
    let others = column.readings.iter().filter(|reading| reading.read_as != first.read_as && reading.fits > 0);
    // Of two that fit as many, the one that people mix it up with comes first.
    let other = others.max_by_key(|reading| (reading.fits, reading.read_as != "date.year/month/day")).cloned();
    let option = if is_date { "date-format" } else { "decimal" };
    let given = if is_date { input.date_format.is_some() } else { input.decimal.is_some() };
    let change = other.iter().filter_map(|other| other.read_as.split_once('.'));
    let change = change.map(|(_, reading)| format!("--{option} {reading}")).collect();
    let Summed { fits, of, .. } = *column;
    let values = Values {
        field: first.field,
        header: first.header.clone(),
        read_as: first.read_as.clone(),
        fits,
        of,
        misfits: column.misfits.clone(),
        other,
    };
    Some(Decision { option, decided: Decided::Values(values), given, change })
}
