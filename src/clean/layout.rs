//! Where the header of a sheet is and what its columns mean.
//!
//! The header is the row, among the first, that names most fields; titles, notes and blank rows may lie above it. A field
//! takes the column with its best known header; `--map` comes before all, and a file's own header before the settings'.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::band::{self, Band};
use super::beside;
use super::crosstab::{self, Crosstab};
use super::export::{self, Export};
use super::fill::{self, Fill};
use super::grouped::{self, Groups};
use super::header::{self, fold};
use super::join::Attached;
use super::preferred::{self, Candidate};
use super::sink::is_blank;
use super::{date, number, unit};
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Failure, Feature, Field, InputOptions, LayoutKind, Mapping, Place};
use crate::read::{Cell, OwnedCell, SheetHead};

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
        let by_table = || self.joined.as_ref().and_then(|joined| joined.column(name));
        by_field
            .or_else(|| by_header(&self.headers, name))
            .or_else(by_table)
            // What another file calls so stands here under another known name.
            .or_else(|| synonym(&fold(name).name).and_then(|field| self.of(field)).map(|mapped| mapped.index))
            .or_else(|| by_position(self.own_headers(), name))
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

fn missing(has: &dyn Fn(Field) -> bool) -> Option<Field> {
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
    if is_full(&found) {
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

/// Gives what a row says where it looks like a header: words alone, at least half of them known names of two fields.
pub fn names_columns(cells: &[Cell<'_>]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut fields = std::collections::BTreeSet::new();
    for cell in cells.iter().filter(|cell| !is_blank(**cell)) {
        let Cell::Text(text) = cell else { return None };
        let text = text.trim();
        // What ends with a colon is the label of the cell beside it.
        if text.len() > 80 || text.ends_with([':', '：']) || !text.chars().any(char::is_alphabetic) {
            return None;
        }
        fields.extend(synonym(&fold(text).name));
        names.push(text.to_owned());
    }
    (fields.len() >= 2 && fields.len() * 2 >= names.len()).then_some(names)
}

/// Finds what is needed where the header has several rows, of which one is known.
fn in_several_rows(head: &SheetHead, row: u32, width: usize, input: &InputOptions, place: &Place) -> Option<Layout> {
    let at = head.rows.iter().position(|(number, _)| *number == row)?;
    let bands = band::around(&head.rows, at, |cell| !is_value(cell));
    let found = bands.into_iter().filter_map(|rows| {
        let Band { rows, joined, lowest, texts } = Band::new(&head.rows[rows], width, words);
        let layout = map(Some(rows.1), Names { joined, lowest }, input, place).ok()?;
        let mut layout = Layout { band: Some((rows.0, texts)), ..layout };
        layout.features.insert(0, Feature::HeaderRows { first: rows.0, last: rows.1 });
        layout.missing().is_none().then_some(layout)
    });
    // Of those that name most fields, the one with the fewest rows, which comes first.
    found.reduce(|best, next| if next.mapped.len() > best.mapped.len() { next } else { best })
}

/// What the columns are called.
struct Names {
    /// All words of each column.
    joined: Vec<String>,
    /// The lowest alone, where the header has several rows; else empty.
    lowest: Vec<String>,
}

impl Names {
    fn plain(headers: Vec<String>) -> Names {
        Names { joined: headers, lowest: Vec::new() }
    }
}

/// Gives the words of a cell as a header has them.
pub fn words(cell: &OwnedCell) -> String {
    match cell {
        OwnedCell::Text(text) | OwnedCell::Iso(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        OwnedCell::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Gives what a folded header may mean by the options: what `--map` gives it, and the settings' names.
fn meanings(input: &InputOptions) -> BTreeMap<String, Field> {
    let settings =
        input.synonyms.iter().flat_map(|(&field, names)| names.iter().map(move |name| (fold(name).name, field)));
    settings
        .chain(
            input
                .map
                .iter()
                .filter(|mapping| !is_none(mapping))
                .map(|mapping| (fold(&mapping.column).name, mapping.field)),
        )
        .collect()
}

fn header_row<'a>(
    head: &'a SheetHead,
    input: &InputOptions,
    place: &Place,
) -> Result<&'a (u32, Vec<OwnedCell>), Failure> {
    let meanings = meanings(input);
    let known = |cells: &[OwnedCell]| {
        let names = cells.iter().map(folded).filter(|name| !name.is_empty());
        let mut fields: Vec<Field> =
            names.filter_map(|name| meanings.get(&name).copied().or_else(|| synonym(&name))).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    };
    let rows: Vec<(&(u32, Vec<OwnedCell>), Vec<Field>)> =
        head.rows.iter().take(50).map(|row| (row, known(&row.1))).collect();
    let most = rows.iter().map(|(_, fields)| fields.len()).max().unwrap_or(0);
    let by_position = input.map.iter().filter(|mapping| header::position(&mapping.column).is_some()).count();
    let mut best = rows.iter().filter(|(_, fields)| fields.len() == most);
    if let Some((first, fields)) = best.next().filter(|_| most >= 2 || (most == 1 && by_position == 0)) {
        // Above a table that names more columns, there may be one that names all that is needed, with rows of its own.
        let is_full = |fields: &[Field]| missing(&|field| fields.contains(&field)).is_none();
        let parted = |upper: u32, lower: u32| {
            let between = head.rows.iter().filter(|(row, _)| *row > upper && *row < lower);
            between.flat_map(|(_, cells)| cells).any(is_value)
        };
        if let Some((above, _)) = rows.iter().find(|(row, fields)| row.0 < first.0 && is_full(fields))
            && parted(above.0, first.0)
        {
            return Ok(above);
        }
        let full = is_full(fields);
        let other = best.find(|(row, _)| {
            row.1.iter().map(|cell| fold(&words(cell)).name).ne(first.1.iter().map(|cell| fold(&words(cell)).name))
        });
        // Two rows of the same columns, one directly below the other, are one header in two languages.
        let columns = |cells: &[OwnedCell]| -> Vec<Option<Field>> {
            let known = |name: String| meanings.get(&name).copied().or_else(|| synonym(&name));
            let field = |cell| Some(folded(cell)).filter(|name| !name.is_empty()).map(known);
            cells.iter().filter_map(field).collect()
        };
        let bilingual =
            |other: &(u32, Vec<OwnedCell>)| other.0 == first.0 + 1 && columns(&other.1) == columns(&first.1);
        return match other.filter(|(other, _)| full && !parted(first.0, other.0) && !bilingual(other)) {
            Some((other, _)) => Err(Failure::new(
                place.clone(),
                CleanProblem::TwoHeaders { rows: (first.0, other.0), fields: fields.clone() },
            )),
            None => Ok(first),
        };
    }
    // No header is known. Where columns are mapped by their place, the first row is one if nothing in it is a date or a number.
    let first = head.rows.iter().find(|(_, cells)| cells.iter().filter(|cell| **cell != OwnedCell::Empty).count() > 1);
    match first.or(head.rows.first()) {
        Some(row) if row.1.iter().all(|cell| !is_value(cell)) => Ok(row),
        Some((row, _)) => Err(Failure::new(place.clone(), CleanProblem::NoHeader { row: *row })),
        None => Err(Failure::new(place.clone(), CleanProblem::NoRows { read: 0, reasons: Vec::new(), first: None })),
    }
}

/// Says whether a cell is a value, such as a date or a number, that no header is.
pub fn is_value(cell: &OwnedCell) -> bool {
    match cell {
        OwnedCell::Text(text) => is_value_text(text),
        OwnedCell::Empty => false,
        _ => true,
    }
}

/// Says whether a text is a date or a number.
pub fn is_value_text(text: &str) -> bool {
    date::read(text) != date::DateText::Not || number::read(text).readings != number::Readings::Not
}

/// Gives the field that is known by a folded header.
pub(super) fn synonym(name: &str) -> Option<Field> {
    static FIELDS: LazyLock<FxHashMap<&'static str, Field>> = LazyLock::new(|| {
        // The first field that knows a header has it.
        Field::ALL.into_iter().rev().flat_map(|field| field.headers().iter().map(move |name| (*name, field))).collect()
    });
    FIELDS.get(name).copied()
}

/// Folds what could be a header: words, not too many; a cell that cannot is empty.
fn folded(cell: &OwnedCell) -> String {
    match cell {
        OwnedCell::Text(text) if text.len() <= 80 && text.chars().any(char::is_alphabetic) => fold(text).name,
        _ => String::new(),
    }
}

/// Says whether a text is how headers call the customer.
pub(super) fn names_customer(text: &str) -> bool {
    matches!(synonym(&fold(text).name), Some(Field::Customer | Field::CustomerId))
}

fn by_header(headers: &[String], name: &str) -> Option<usize> {
    let exact = headers.iter().position(|header| header == name.trim());
    exact.or_else(|| {
        let folded = fold(name).name;
        headers.iter().position(|header| !header.is_empty() && fold(header).name == folded)
    })
}

/// Gives the one column of that folded name.
fn one(names: &[header::Folded], name: &str) -> Option<usize> {
    let mut at = names.iter().enumerate().filter(|(_, header)| header.name == name).map(|(index, _)| index);
    at.next().filter(|_| at.next().is_none() && !name.is_empty())
}

fn by_position(headers: &[String], name: &str) -> Option<usize> {
    header::position(name).filter(|&index| index < headers.len())
}

/// What becomes of a needed field whose header stands above two columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Twice {
    Refused,
    /// Their values must be the same, which is seen when the rows are read.
    Compared,
}

fn map(header_row: Option<u32>, names: Names, input: &InputOptions, place: &Place) -> Result<Layout, Failure> {
    map_as(header_row, names, Twice::Refused, input, place)
}

fn map_as(
    header_row: Option<u32>,
    names: Names,
    twice: Twice,
    input: &InputOptions,
    place: &Place,
) -> Result<Layout, Failure> {
    let Names { joined: headers, lowest } = names;
    let folded: Vec<header::Folded> = headers.iter().map(|header| fold(header)).collect();
    let lowest: Vec<header::Folded> = lowest.iter().map(|header| fold(header)).collect();
    let mut taken: BTreeMap<usize, Field> = BTreeMap::new();
    let mut found: BTreeMap<Field, (usize, bool)> = BTreeMap::new();
    for mapping in input.map.iter().filter(|mapping| !is_none(mapping)) {
        let by_lowest = || one(&lowest, &fold(&mapping.column).name);
        let by_name = if header_row.is_some() { by_header(&headers, &mapping.column).or_else(by_lowest) } else { None };
        match by_name.or_else(|| by_position(&headers, &mapping.column)) {
            Some(index) => {
                found.insert(mapping.field, (index, true));
            }
            // Another file may have that column; here the field's own headers serve.
            None if header_row.is_some()
                && folded.iter().chain(&lowest).any(|header| mapping.field.headers().contains(&&*header.name)) => {}
            None => {
                return Err(unknown_column(
                    &format!("--map {}", mapping.field.name()),
                    &mapping.column,
                    &headers,
                    place,
                ));
            }
        }
    }
    for (&field, &(index, _)) in &found {
        if let Some(other) = taken.insert(index, field) {
            let kind = CleanProblem::OneColumnTwice { header: headers[index].clone(), fields: (other, field) };
            return Err(Failure::new(place.clone(), kind));
        }
    }
    let known = header_row.and_then(|_| Export::known(&folded));
    if let Some(export) = known {
        for (field, index) in export.columns(&folded) {
            let said = input.map.iter().any(|mapping| mapping.field == field) || input.synonyms.contains_key(&field);
            if !said && !found.contains_key(&field) && !taken.contains_key(&index) {
                found.insert(field, (index, false));
                taken.insert(index, field);
            }
        }
    }
    if header_row.is_some() {
        for field in Field::ALL {
            let away = || input.map.iter().any(|mapping| mapping.field == field && is_none(mapping));
            let lacks = known.is_some_and(|export| export.lacks(field) && !input.synonyms.contains_key(&field));
            if found.contains_key(&field) || away() || lacks {
                continue;
            }
            let free = |index: usize| !taken.contains_key(&index);
            let candidates = preferred::candidates(field, &folded, &lowest, input, &free);
            let Some(best) = candidates.first() else { continue };
            let same = |other: &&Candidate| other.name == best.name && other.lowest == best.lowest;
            if let Some(second) = candidates[1..].iter().find(same)
                && preferred::is_needed(field)
                && (twice == Twice::Refused || !preferred::is_compared(field))
            {
                let (header, columns) = (headers[best.index].clone(), (best.index, second.index));
                return Err(Failure::new(place.clone(), CleanProblem::TwoColumns { field, header, columns }));
            }
            found.insert(field, (best.index, best.sense.is_none() && best.given));
            taken.insert(best.index, field);
        }
    }
    let mut features: Vec<Feature> =
        known.map(|export| Feature::Export { system: export.system }).into_iter().collect();
    if let Some(is) = found.get(&Field::Date).filter(|(_, given)| !given).and_then(|(index, _)| {
        let tiers = Field::Date.tiers().iter().filter(|(sense, _)| Field::Date.borrows(*sense));
        let name = folded[*index].name.as_str();
        tiers.filter(|(_, headers)| headers.contains(&name)).map(|(sense, _)| *sense).next()
    }) {
        features.push(Feature::OnlyDate { column: headers[found[&Field::Date].0].clone(), is });
    }
    let others = preferred::others(&found, &taken, (&folded, &lowest, &headers), input);
    let local =
        found.get(&Field::Amount).is_some_and(|(index, given)| !given && preferred::is_local(&folded[*index].name));
    if local && let Some((index, false)) = found.get(&Field::Currency).copied() {
        // The column of currencies says what the documents are in; these amounts are in that of the books.
        let amount = headers[found[&Field::Amount].0].clone();
        features.push(Feature::BooksCurrency { amount, currency: headers[index].clone() });
        found.remove(&Field::Currency);
    }
    let currency =
        found.get(&Field::Amount).or_else(|| found.get(&Field::Price)).and_then(|(index, _)| folded[*index].currency);
    let mapped = found.into_iter().map(|(field, (index, given))| {
        let header = if headers[index].is_empty() { header::letters(index) } else { headers[index].clone() };
        Mapped { field, index, header, given }
    });
    let export_rows = known.and_then(|export| export.rows(&folded));
    Ok(Layout {
        header_row,
        mapped: mapped.collect(),
        others,
        headers,
        currency,
        features,
        export: known,
        export_rows,
        ..Layout::default()
    })
}

/// Makes the error of a column that does not exist.
pub fn unknown_column(option: &str, wanted: &str, headers: &[String], place: &Place) -> Failure {
    let there: Vec<String> = headers.iter().filter(|header| !header.is_empty()).cloned().collect();
    let similar = header::nearest(wanted, there.iter().map(String::as_str)).map(String::from);
    let kind = CleanProblem::UnknownColumn { option: option.into(), wanted: wanted.into(), similar, columns: there };
    Failure::new(place.clone(), Kind::from(kind))
}

/// Says whether a mapping takes a field away: `--map currency=none`.
fn is_none(mapping: &Mapping) -> bool {
    mapping.column.trim().eq_ignore_ascii_case("none")
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
