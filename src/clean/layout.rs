//! Where the header of a sheet is and what its columns mean.
//!
//! The sheet's rows say whether it is a table, a grouped report or a cross-tab; [`header_row`](super::header_row) finds its
//! header, and [`mapping`](super::mapping) gives fields their columns.

use std::collections::BTreeMap;

use super::band::{self, Band};
use super::beside;
use super::crosstab::{self, Crosstab};
use super::export::{self, Export};
use super::fill::{self, Fill};
use super::grouped::{self, Groups};
use super::header::{self, fold};
use super::header_row::header_row;
pub use super::header_row::{is_value, is_value_text, names_columns, words};
pub(super) use super::header_row::{names_customer, synonym};
use super::join::Attached;
use super::mapping::{Names, Twice, by_header, by_position, is_none, map, map_as};
use super::preferred;
use super::unit;
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Failure, Feature, Field, InputOptions, LayoutKind, Place};
use crate::read::SheetHead;

/// A column that a field was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    pub field: Field,
    /// 0-based.
    pub index: usize,
    /// The header as it stands, or the column's letters.
    pub header: String,
    /// Whether `--map` or the settings named it.
    pub given: bool,
}

/// What the rows of a sheet mean.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The last row of the header, below which the table begins.
    pub header_row: Option<u32>,
    /// Where the header has several rows: the first, and per row what stands in it.
    pub band: Option<(u32, Vec<Vec<(usize, String)>>)>,
    /// In the order of [`Field::ALL`].
    pub mapped: Vec<Mapped>,
    /// Columns that a field could have been as well: those of the same sense, and the next best.
    pub others: Vec<preferred::Other>,
    /// The column that may hold the names of customers of whom only ids are known; whether it does, the rows say.
    pub name: Option<usize>,
    /// Every column's header as it stands, empty where it has none; letters without a header.
    pub headers: Vec<String>,
    /// The currency that the amount's header names.
    pub currency: Option<&'static str>,
    /// The columns of the table, from the first to behind the last, where another one stands beside it.
    pub window: Option<(usize, usize)>,
    /// What fills blanks from above.
    pub fill: Option<Fill>,
    /// Where the customer stands in rows of its own.
    pub groups: Option<Groups>,
    /// Where periods stand across.
    pub crosstab: Option<Crosstab>,
    /// The dates name months and no days, so that each row stands for its month.
    pub by_month: bool,
    /// A column that the lines were given, and the column of the sheet where it stands.
    pub elsewhere: Option<(usize, usize)>,
    /// The columns of other tables behind the sheet's own.
    pub joined: Option<Attached>,
    /// By column the power of ten by which its numbers count, where that is not one.
    pub units: BTreeMap<usize, u32>,
    /// The system whose export it is.
    pub export: Option<&'static Export>,
    /// What its rows are by where something stands in them.
    pub export_rows: Option<export::Rows>,
    /// Whether plain numbers among dates count days from 1904.
    pub epoch_1904: bool,
    /// What the user says that its rows are.
    pub asked: Option<LayoutKind>,
    /// What is unusual about the sheet's shape.
    pub features: Vec<Feature>,
}

impl Layout {
    /// Gives a field's column.
    pub fn of(&self, field: Field) -> Option<&Mapped> {
        self.mapped.iter().find(|mapped| mapped.field == field)
    }

    /// Gives the column that a filter or an option names: a field, a header, a letter or a number.
    pub fn column(&self, name: &str) -> Option<usize> {
        let by_field = Field::named(name.trim()).and_then(|field| self.of(field)).map(|mapped| mapped.index);
        let by_name = || self.name.filter(|_| Layout::means_customer(name));
        let by_table = || self.joined.as_ref().and_then(|joined| joined.column(name));
        by_field
            .or_else(|| by_header(&self.headers, name))
            .or_else(by_table)
            .or_else(by_name)
            // What another file calls so stands here under another known name.
            .or_else(|| synonym(fold(name).known_as()).and_then(|field| self.of(field)).map(|mapped| mapped.index))
            .or_else(|| by_position(self.own_headers(), name))
    }

    /// Says whether a name that an option gives is that of the customer's field.
    pub fn means_customer(name: &str) -> bool {
        Field::named(name.trim()) == Some(Field::Customer)
    }

    /// Gives the headers of the columns that no field took.
    pub fn unused(&self) -> Vec<String> {
        let taken = |index: usize| self.mapped.iter().any(|mapped| mapped.index == index);
        let rest = self.own_headers().iter().enumerate().filter(|(index, header)| !taken(*index) && !header.is_empty());
        rest.map(|(_, header)| header.clone()).collect()
    }

    /// Gives the headers of the sheet's own columns.
    fn own_headers(&self) -> &[String] {
        let own = self.joined.as_ref().map_or(self.headers.len(), |joined| joined.own);
        &self.headers[..own.min(self.headers.len())]
    }

    /// Adds what fills its blanks.
    #[must_use]
    pub fn filled(mut self, fill: Fill, feature: Feature) -> Layout {
        self.features.push(feature);
        self.fill = Some(fill);
        self
    }

    /// Says whether rows depend on those before them, so that they must be read in their order.
    pub fn in_order(&self) -> bool {
        self.fill.is_some() || self.groups.is_some() || self.crosstab.is_some()
    }

    /// Gives the letters of a column as the sheet has it; of a looked-up one, those of its key.
    pub fn letters(&self, index: usize) -> String {
        let index = self.joined.as_ref().and_then(|joined| joined.key_of(index)).unwrap_or(index);
        let stands = self.elsewhere.filter(|(given, _)| *given == index).map_or(index, |(_, stands)| stands);
        header::letters(stands)
    }

    /// Gives the first needed field that has no column.
    pub fn missing(&self) -> Option<Field> {
        missing(&|field| self.of(field).is_some())
    }
}

/// Gives the first needed field that there is not.
pub(super) fn missing(has: &dyn Fn(Field) -> bool) -> Option<Field> {
    let amount = has(Field::Amount) || (has(Field::Quantity) && has(Field::Price));
    match () {
        () if !has(Field::Customer) && !has(Field::CustomerId) => Some(Field::Customer),
        () if !has(Field::Date) => Some(Field::Date),
        () if !amount => Some(Field::Amount),
        () => None,
    }
}

/// Finds header and columns; a needed field may be missing ([`Layout::missing`]).
pub fn lay_out(head: &SheetHead, input: &InputOptions, place: &Place) -> Result<Layout, Failure> {
    let found = find(head, input, place);
    let mut layout = match across(head, &found, input, place) {
        Some(across) => across?,
        None => shaped(head, found, input.layout, place)?,
    };
    unit::count_by(head, &mut layout, input);
    layout.epoch_1904 = head.epoch_1904;
    layout.asked = input.layout;
    Ok(layout)
}

/// Sees whether periods stand across, as far as the options allow; never where a column holds the dates of amounts.
fn across(
    head: &SheetHead,
    found: &Result<Layout, Failure>,
    input: &InputOptions,
    place: &Place,
) -> Option<Result<Layout, Failure>> {
    let dated = |layout: &Layout| {
        let has = |field| layout.of(field).is_some();
        has(Field::Date) && (has(Field::Amount) || (has(Field::Quantity) && has(Field::Price)))
    };
    match input.layout {
        Some(wanted @ LayoutKind::Crosstab) => {
            let not = || Err(Failure::new(place.clone(), CleanProblem::NotThatLayout { wanted }));
            Some(crosstab::find(head, input, place, true).unwrap_or_else(not))
        }
        None if !input.no_header && !found.as_ref().is_ok_and(dated) => crosstab::find(head, input, place, false),
        _ => None,
    }
}

/// Sees whether the rows of a sheet are more than lines of a table, as far as the options allow.
fn shaped(
    head: &SheetHead,
    found: Result<Layout, Failure>,
    wanted: Option<LayoutKind>,
    place: &Place,
) -> Result<Layout, Failure> {
    let layout = found?;
    let forced = wanted == Some(LayoutKind::Grouped);
    if layout.export_rows.is_some() && !forced {
        return Ok(layout);
    }
    if matches!(wanted, None | Some(LayoutKind::Grouped))
        && matches!(layout.missing(), None | Some(Field::Customer))
        && let Some((groups, feature)) = grouped::detect(head, &layout, forced)
    {
        let layout = groups.apply(layout.clone(), feature);
        if layout.missing().is_none() {
            return Ok(layout);
        }
    }
    if forced {
        return Err(Failure::new(place.clone(), CleanProblem::NotThatLayout { wanted: LayoutKind::Grouped }));
    }
    if wanted.is_none()
        && layout.missing().is_none()
        && let Some((fill, feature)) = fill::by_pattern(head, &layout)
    {
        return Ok(layout.filled(fill, feature));
    }
    Ok(layout)
}

fn find(head: &SheetHead, input: &InputOptions, place: &Place) -> Result<Layout, Failure> {
    let width = head.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    if input.no_header {
        let headers: Vec<String> = (0..width).map(header::letters).collect();
        return map(None, Names::plain(headers), input, place);
    }
    let row = match input.header_row {
        Some(wanted) => head.rows.iter().find(|(row, _)| *row == wanted).ok_or_else(|| {
            let first = head.rows.first().map_or(0, |(row, _)| *row);
            Failure::new(place.clone(), CleanProblem::NoSuchRow { wanted, first })
        })?,
        None => header_row(head, input, place)?,
    };
    let mut headers: Vec<String> = row.1.iter().map(words).collect();
    headers.resize(width, String::new());
    let found = map(Some(row.0), Names::plain(headers.clone()), input, place);
    let units_below = band::units_below(&head.rows, row.0, words);
    if is_full(&found) && !units_below {
        return beside::without_side_tables(head, (row.0, &headers), found, input, place);
    }
    if let Some(found) = in_several_rows(head, row.0, width, input, place) {
        return Ok(found);
    }
    let found = beside::without_side_tables(head, (row.0, &headers), found, input, place);
    match &found {
        Err(failure) if matches!(failure.0.kind, Kind::Clean(CleanProblem::TwoColumns { .. })) => {
            map_as(Some(row.0), Names::plain(headers), Twice::Compared, input, place)
        }
        _ => found,
    }
}

fn is_full(found: &Result<Layout, Failure>) -> bool {
    found.as_ref().is_ok_and(|layout| layout.missing().is_none())
}

/// Lays a table out by a header in one row.
pub fn plain(row: u32, headers: Vec<String>, input: &InputOptions, place: &Place) -> Result<Layout, Failure> {
    map(Some(row), Names::plain(headers), input, place)
}

/// Finds what is needed where the header has several rows, of which one is known.
fn in_several_rows(head: &SheetHead, row: u32, width: usize, input: &InputOptions, place: &Place) -> Option<Layout> {
    let at = head.rows.iter().position(|(number, _)| *number == row)?;
    let bands = band::around(&head.rows, at, words, |cell| !is_value(cell));
    let found = bands.into_iter().filter_map(|rows| {
        let Band { rows, joined, lowest, texts } =
            Band::new(&head.rows[rows], width, words, |name| synonym(name).is_some());
        let layout = map(Some(rows.1), Names { joined, lowest }, input, place).ok()?;
        let mut layout = Layout { band: Some((rows.0, texts)), ..layout };
        layout.features.insert(0, Feature::HeaderRows { first: rows.0, last: rows.1 });
        layout.missing().is_none().then_some(layout)
    });
    // Of those that name most fields, the one with the fewest rows, which comes first.
    found.reduce(|best, next| if next.mapped.len() > best.mapped.len() { next } else { best })
}

/// Makes the error of a column that does not exist.
pub fn unknown_column(option: &str, wanted: &str, headers: &[String], place: &Place) -> Failure {
    let there: Vec<String> = headers.iter().filter(|header| !header.is_empty()).cloned().collect();
    let similar = header::nearest(wanted, there.iter().map(String::as_str)).map(String::from);
    let kind = CleanProblem::UnknownColumn { option: option.into(), wanted: wanted.into(), similar, columns: there };
    Failure::new(place.clone(), Kind::from(kind))
}

/// Refuses a `--map` that no file has, and `--cancelled` without a column of statuses.
pub fn check_all(chosen: &[super::sheet::Chosen], input: &InputOptions) -> Result<(), Failure> {
    let mut layouts = chosen.iter().map(|chosen| &chosen.layout);
    if !input.cancelled.is_empty() && layouts.all(|layout| layout.of(Field::Status).is_none()) {
        let place = match chosen {
            [chosen] => chosen.place.clone(),
            _ => Place::default(),
        };
        let columns = chosen.first().map(|chosen| chosen.layout.unused()).unwrap_or_default();
        return Err(Failure::new(place, CleanProblem::NoStatus { columns }));
    }
    for mapping in input.map.iter().filter(|mapping| !is_none(mapping)) {
        if !chosen.iter().any(|chosen| chosen.layout.of(mapping.field).is_some_and(|mapped| mapped.given))
            && let Some(first) = chosen.first()
        {
            let option = format!("--map {}", mapping.field.name());
            return Err(unknown_column(&option, &mapping.column, &first.layout.headers, &first.place));
        }
    }
    Ok(())
}
