//! Which sheet of a table is looked up in, where its header is, and which columns are its key.

use crate::clean::header::{self, fold};
use crate::clean::layout::{self, Mapped, lay_out, words};
use crate::clean::sheet::named;
use crate::clean::table::Table;
use crate::clean::unit::{self, Unit};
use crate::model::problem::{CleanProblem, JoinProblem, Kind};
use crate::model::{Failure, InputOptions, Join, Mapping, Place};
use crate::read::{OwnedCell, SheetHead};

/// A table as its first rows show it.
#[derive(Clone, Debug)]
pub struct Head {
    /// The place among the joins of the options.
    pub join: usize,
    /// The book of orders that it is a sheet of, where it is one.
    pub book: Option<usize>,
    pub sheet: usize,
    pub place: Place,
    pub header_row: u32,
    /// Whether plain numbers among dates count days from 1904.
    pub epoch_1904: bool,
    /// The unit that the rows above the header name for its amounts, and how.
    pub noted: Option<(Unit, String)>,
    /// Every column's header as it stands.
    pub headers: Vec<String>,
    pub mapped: Vec<Mapped>,
    /// The columns of the key, in the order of the option.
    pub keys: Vec<usize>,
    /// How its columns are told from the orders' own: `customers.xlsx:`.
    pub prefix: String,
}

impl Head {
    /// Gives the column that a name means: as a header, or with the table before it.
    pub fn names(&self, column: &str) -> Option<usize> {
        let bare = column.trim().strip_prefix(&self.prefix).unwrap_or(column).trim();
        let exact = self.headers.iter().position(|header| header == bare);
        let name = fold(bare).name;
        exact.or_else(|| self.headers.iter().position(|header| !name.is_empty() && fold(header).name == name))
    }

    /// Finds the sheet that has the key.
    pub fn find(table: &dyn Table, sheet: Option<&str>, join: &Join, input: &InputOptions) -> Result<Head, Failure> {
        let heads = table.sheets();
        let fail = |kind| Failure::new(Place::file(table.file()), CleanProblem::Join(kind));
        let names = |sheets: &[usize]| sheets.iter().filter_map(|&at| heads[at].name.clone()).collect::<Vec<_>>();
        let wanted: Vec<usize> = match sheet {
            Some(wanted) => {
                let all: Vec<usize> = (0..heads.len()).collect();
                let no_sheet = || fail(JoinProblem::NoSheet { wanted: wanted.into(), sheets: names(&all) });
                vec![named(heads, wanted).ok_or_else(no_sheet)?]
            }
            None => (0..heads.len()).filter(|&at| !heads[at].hidden && !heads[at].rows.is_empty()).collect(),
        };
        let (mut found, mut failure) = (Vec::new(), None);
        for &at in &wanted {
            match of_sheet(table, at, join, input) {
                Ok(head) => found.push(head),
                Err(wrong) => {
                    // Of several sheets, what is wrong with the longest tells most.
                    if failure.as_ref().is_none_or(|(rows, _)| heads[at].rows_hint > *rows) {
                        failure = Some((heads[at].rows_hint, wrong));
                    }
                }
            }
        }
        match (found.len(), failure) {
            (1, _) => {}
            (0, Some((_, failure))) => return Err(failure),
            (0, None) => return Err(fail(JoinProblem::NoSheet { wanted: String::new(), sheets: Vec::new() })),
            _ => {
                let sheets = names(&found.iter().map(|head| head.sheet).collect::<Vec<_>>());
                let first = sheets.first().cloned().unwrap_or_default();
                let example = Join { table: format!("{}#{first}", join.table), ..join.clone() }.typed();
                let key = join.keys.iter().map(|(_, theirs)| theirs.clone()).collect::<Vec<_>>().join(", ");
                return Err(fail(JoinProblem::ManySheets { key, sheets, example }));
            }
        }
        Ok(found.swap_remove(0))
    }
}

fn of_sheet(table: &dyn Table, sheet: usize, join: &Join, input: &InputOptions) -> Result<Head, Failure> {
    let head = &table.sheets()[sheet];
    let place = Place { sheet: head.name.clone(), ..Place::file(table.file()) };
    let width = head.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let is = |cell: &OwnedCell, name: &str| {
        let header = words(cell);
        !header.is_empty() && (header == name || fold(&header).name == fold(name).name)
    };
    let has = |cells: &[OwnedCell]| join.keys.iter().all(|(_, theirs)| cells.iter().any(|cell| is(cell, theirs)));
    // Above the header, what the list was filtered by may be named too: the row with most cells is the header.
    let filled = |cells: &[OwnedCell]| cells.iter().filter(|cell| !words(cell).is_empty()).count();
    let named = head.rows.iter().take(50).filter(|(_, cells)| has(cells));
    let by_name = named.reduce(|best, next| if filled(&next.1) > filled(&best.1) { next } else { best });
    let (header_row, headers) = match by_name {
        Some((row, cells)) => {
            let mut headers: Vec<String> = cells.iter().map(words).collect();
            headers.resize(width, String::new());
            (*row, headers)
        }
        None => by_layout(head, width, join, input, &place)?,
    };
    let mapped = meanings(header_row, &headers, input, &place)?;
    let mut keys = Vec::new();
    for (_, theirs) in &join.keys {
        let same = |header: &&str| fold(header).name == fold(theirs).name;
        let exact = headers.iter().filter(|header| *header == theirs).count();
        let alike = headers.iter().map(String::as_str).filter(|header| !header.is_empty()).filter(same).count();
        if exact > 1 || (exact == 0 && alike > 1) {
            let mut at = (0..width).filter(|&at| !headers[at].is_empty() && same(&headers[at].as_str()));
            let columns = (letters(at.next()), letters(at.next()));
            let kind = JoinProblem::TwoKeys { key: theirs.clone(), columns };
            return Err(Failure::new(place, CleanProblem::Join(kind)));
        }
        let key = column(&headers, &mapped, theirs).ok_or_else(|| no_key(join, theirs, &headers, &place))?;
        keys.push(key);
    }
    let prefix = format!("{}:", join.table.rsplit(['/', '\\']).next().unwrap_or_default());
    Ok(Head {
        join: 0,
        book: None,
        sheet,
        place,
        header_row,
        epoch_1904: head.epoch_1904,
        noted: unit::above(head.rows.iter().filter(|(row, _)| *row < header_row).map(|(_, cells)| cells)),
        headers,
        mapped,
        keys,
        prefix,
    })
}

fn letters(column: Option<usize>) -> String {
    column.map_or(String::new(), header::letters)
}

/// Finds the header where the key is named by a field, a letter or a number.
fn by_layout(
    head: &SheetHead,
    width: usize,
    join: &Join,
    input: &InputOptions,
    place: &Place,
) -> Result<(u32, Vec<String>), Failure> {
    let plain = InputOptions { synonyms: input.synonyms.clone(), ..InputOptions::default() };
    let layout = lay_out(head, &plain, place);
    let row = match &layout {
        Ok(layout) => layout.header_row.unwrap_or(1),
        Err(_) => head.rows.first().map_or(1, |(row, _)| *row),
    };
    let cells = head.rows.iter().find(|(number, _)| *number == row).map(|(_, cells)| cells.as_slice());
    let mut headers: Vec<String> = cells.unwrap_or_default().iter().map(words).collect();
    headers.resize(width, String::new());
    let mapped = layout.map(|layout| layout.mapped).unwrap_or_default();
    match join.keys.iter().find(|(_, theirs)| column(&headers, &mapped, theirs).is_none()) {
        Some((_, theirs)) => Err(no_key(join, theirs, &headers, place)),
        None => Ok((row, headers)),
    }
}

fn column(headers: &[String], mapped: &[Mapped], name: &str) -> Option<usize> {
    layout::Layout { headers: headers.to_vec(), mapped: mapped.to_vec(), ..layout::Layout::default() }.column(name)
}

fn no_key(join: &Join, wanted: &str, headers: &[String], place: &Place) -> Failure {
    let columns: Vec<String> = headers.iter().filter(|header| !header.is_empty()).cloned().collect();
    let similar = header::nearest(wanted, columns.iter().map(String::as_str)).map(String::from);
    let has = |name: &str| columns.iter().any(|header| fold(header).name == fold(name).name);
    let kind = JoinProblem::NoKey {
        option: join.typed(),
        wanted: wanted.into(),
        ours: false,
        similar,
        turned: join.keys.iter().all(|(ours, _)| has(ours)),
        columns,
    };
    Failure::new(place.clone(), CleanProblem::Join(kind))
}

/// Gives what the columns of the table mean; a field that two columns could hold is left out.
fn meanings(row: u32, headers: &[String], input: &InputOptions, place: &Place) -> Result<Vec<Mapped>, Failure> {
    let has = |mapping: &Mapping| {
        let name = fold(&mapping.column).name;
        name == "none" || headers.iter().any(|header| !header.is_empty() && fold(header).name == name)
    };
    let map: Vec<Mapping> = input.map.iter().filter(|mapping| has(mapping)).cloned().collect();
    let mut own = InputOptions { synonyms: input.synonyms.clone(), map, ..InputOptions::default() };
    loop {
        let failure = match layout::plain(row, headers.to_vec(), &own, place) {
            Ok(layout) => return Ok(layout.mapped),
            Err(failure) => failure,
        };
        match failure.0.kind {
            Kind::Clean(CleanProblem::TwoColumns { field, .. }) => {
                own.map.push(Mapping { field, column: "none".into() });
            }
            _ => return Err(failure),
        }
    }
}
