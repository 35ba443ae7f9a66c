//! The cells of a sheet, in the order in which they stand in the file → rows.
//!
//! Rows without a value are left out; they keep their numbers. Parsing and the sink's work run side by side on two cores: rows
//! are handed over in batches, texts that the workbook shares stay borrowed.

use std::sync::mpsc;

use calamine::{Data, DataRef, Range, Reader, XlsbError, XlsxFormulaMetadata};

use super::Opened;
use super::cells::{self, Value};
use super::guard::{Broken, guarded};
use crate::model::Failure;
use crate::model::problem::Excess;
use crate::read::{Cell, RowSink};

/// What a sheet can hold: more is a mistake of the file.
pub(super) const ROWS: u32 = 1 << 20;
pub(super) const COLUMNS: u32 = 1 << 14;

/// Refuses what lies outside of a sheet; to leave it out would change sums in silence.
fn within(row: u32, columns: u32) -> Result<(), Broken> {
    let (of, most) = match () {
        () if row >= ROWS => (Excess::Rows, ROWS),
        () if columns > COLUMNS => (Excess::Columns, COLUMNS),
        () => return Ok(()),
    };
    Err(Broken::TooMuch(of, u64::from(most)))
}

/// Cells in a batch.
const BATCH: usize = 1 << 15;

/// Who stopped.
pub(super) enum Stopped {
    Broken(Broken),
    Sink(Failure),
}

impl From<Broken> for Stopped {
    fn from(broken: Broken) -> Stopped {
        Stopped::Broken(broken)
    }
}

/// A cell on its way: row and column from 0, and the value.
type Placed<'b> = (u32, u32, Value<'b>);

/// Rows on their way to the sink.
#[derive(Default)]
struct Batch<'b> {
    /// Row numbers, and where each row's cells end.
    rows: Vec<(u32, usize)>,
    cells: Vec<Value<'b>>,
}

impl Opened {
    pub(super) fn epoch_1904(&self) -> bool {
        match self {
            Opened::Xlsx(book) => book.has_1904_epoch(),
            Opened::Xlsb(book) => book.has_1904_epoch(),
            Opened::Xls(book) => book.has_1904_epoch(),
            Opened::Ods(_) => false,
        }
    }

    /// Hands over rows until told to stop, and gives how many rows the sheet claims to have.
    pub(super) fn walk(&mut self, name: &str, take: &mut dyn FnMut(u32, &[Cell<'_>]) -> bool) -> Result<u64, Broken> {
        let epoch = self.epoch_1904();
        let mut spare = Vec::new();
        let mut each = |batch: &Batch<'_>| batch.each(epoch, &mut spare, |row, cells| take(row, cells));
        match self {
            Opened::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(name)?;
                let claimed = u64::from(reader.dimensions().end.0) + 1;
                batches(|| xlsx_cell(&mut reader), 1, |batch| each(&batch)).map(|()| claimed)
            }
            Opened::Xlsb(book) => {
                let mut reader = book.worksheet_cells_reader(name)?;
                let claimed = u64::from(reader.dimensions().end.0) + 1;
                batches(|| xlsb_cell(|| reader.next_cell()), 1, |batch| each(&batch)).map(|()| claimed)
            }
            Opened::Xls(book) => range(&book.worksheet_range(name)?, epoch, take),
            Opened::Ods(book) => range(&book.worksheet_range(name)?, epoch, take),
        }
    }

    /// Hands all rows to a sink; `told` hears of the rows and the share done.
    pub(super) fn rows<S: RowSink>(
        &mut self,
        name: &str,
        sink: &mut S,
        told: &(dyn Fn(u64, f64) + Sync),
    ) -> Result<(), Stopped> {
        let epoch = self.epoch_1904();
        match self {
            Opened::Xlsx(book) => {
                let mut reader = guarded(|| Ok::<_, Broken>(book.worksheet_cells_reader(name)?))?;
                let claimed = reader.dimensions().end.0;
                side_by_side(|| xlsx_cell(&mut reader), sink, epoch, claimed, told)
            }
            Opened::Xlsb(book) => {
                let mut reader = guarded(|| Ok::<_, Broken>(book.worksheet_cells_reader(name)?))?;
                let claimed = reader.dimensions().end.0;
                side_by_side(|| xlsb_cell(|| reader.next_cell()), sink, epoch, claimed, told)
            }
            Opened::Xls(book) => sink_range(&guarded(|| Ok::<_, Broken>(book.worksheet_range(name)?))?, epoch, sink),
            Opened::Ods(book) => sink_range(&guarded(|| Ok::<_, Broken>(book.worksheet_range(name)?))?, epoch, sink),
        }
    }
}

/// Gives the next cell. The library ends in silence at a row whose number no sheet has; behind the true end of the rows stand no
/// cells.
fn xlsb_cell<'b>(
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'b>>>, XlsbError>,
) -> Result<Option<Placed<'b>>, Broken> {
    match next()? {
        Some(cell) => Ok(Some(placed(cell))),
        None if matches!(next(), Ok(Some(_))) => within(ROWS, 0).map(|()| None),
        None => Ok(None),
    }
}

/// Hands the rows of a sheet that was read whole to a sink.
fn sink_range<S: RowSink>(whole: &Range<Data>, epoch_1904: bool, sink: &mut S) -> Result<(), Stopped> {
    let mut failure = None;
    range(whole, epoch_1904, &mut |row, cells| {
        failure = sink.row(row, cells).err();
        failure.is_none()
    })?;
    failure.map_or(Ok(()), |failure| Err(Stopped::Sink(failure)))
}

/// Parses in this thread and feeds the sink in another.
fn side_by_side<'b, S: RowSink>(
    cell: impl FnMut() -> Result<Option<Placed<'b>>, Broken>,
    sink: &mut S,
    epoch_1904: bool,
    claimed: u32,
    told: &(dyn Fn(u64, f64) + Sync),
) -> Result<(), Stopped> {
    let (sender, receiver) = mpsc::sync_channel::<Batch<'b>>(4);
    std::thread::scope(|scope| {
        let taking = scope.spawn(move || {
            let mut spare = Vec::new();
            let mut failure = None;
            let mut rows = 0;
            for batch in receiver {
                rows += batch.rows.len() as u64;
                let last = batch.rows.last().map_or(0, |(row, _)| *row);
                let on = batch.each(epoch_1904, &mut spare, |row, cells| {
                    failure = sink.row(row, cells).err();
                    failure.is_none()
                });
                if !on {
                    break;
                }
                told(rows, (f64::from(last) / f64::from(claimed.max(1))).min(1.0));
            }
            failure
        });
        let parsed = guarded(|| batches(cell, BATCH, |batch| sender.send(batch).is_ok()));
        drop(sender);
        match taking.join() {
            Ok(Some(failure)) => Err(Stopped::Sink(failure)),
            Ok(None) => parsed.map_err(Stopped::Broken),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Gathers cells into batches of whole rows of at least `size` cells, until told to stop.
fn batches<'b>(
    mut cell: impl FnMut() -> Result<Option<Placed<'b>>, Broken>,
    size: usize,
    mut take: impl FnMut(Batch<'b>) -> bool,
) -> Result<(), Broken> {
    let mut batch = Batch::default();
    let (mut current, mut start) = (None, 0);
    while let Some((row, column, value)) = cell()? {
        if value.is_empty() {
            continue;
        }
        within(row, column.saturating_add(1))?;
        if current != Some(row) {
            if let Some(before) = current {
                batch.rows.push((before, batch.cells.len()));
                if batch.cells.len() >= size {
                    let capacity = batch.cells.len() + batch.cells.len() / 8;
                    let next =
                        Batch { rows: Vec::with_capacity(batch.rows.len()), cells: Vec::with_capacity(capacity) };
                    if !take(std::mem::replace(&mut batch, next)) {
                        return Ok(());
                    }
                }
            }
            (current, start) = (Some(row), batch.cells.len());
        }
        let at = start + column as usize;
        while batch.cells.len() < at {
            batch.cells.push(Value::EMPTY);
        }
        match batch.cells.get_mut(at) {
            Some(place) => *place = value,
            None => batch.cells.push(value),
        }
    }
    if let Some(row) = current {
        batch.rows.push((row, batch.cells.len()));
        take(batch);
    }
    Ok(())
}

impl Batch<'_> {
    /// Hands over the rows as cells, until told to stop; tells whether it was not.
    fn each(
        &self,
        epoch_1904: bool,
        spare: &mut Vec<Cell<'static>>,
        mut take: impl FnMut(u32, &[Cell<'_>]) -> bool,
    ) -> bool {
        let mut cells: Vec<Cell<'_>> = std::mem::take(spare);
        let (mut start, mut on) = (0, true);
        for (row, end) in &self.rows {
            cells.clear();
            cells.extend(self.cells[start..*end].iter().map(|value| value.cell(epoch_1904)));
            start = *end;
            on = take(*row, &cells);
            if !on {
                break;
            }
        }
        on
    }
}

fn placed(cell: calamine::Cell<DataRef<'_>>) -> Placed<'_> {
    let ((row, column), value) = (cell.get_position(), cell.get_value().clone());
    (row, column, Value::Data(value))
}

fn xlsx_cell<'b>(reader: &mut calamine::XlsxCellReader<'b, super::Bytes>) -> Result<Option<Placed<'b>>, Broken> {
    let Some(record) = reader.next_cell_with_formula_metadata()? else { return Ok(None) };
    let value = match record.formula {
        Some(formula) if record.value == DataRef::Empty => Value::Unsaved(formula_text(formula)),
        _ => Value::Data(record.value),
    };
    Ok(Some((record.pos.0, record.pos.1, value)))
}

fn formula_text(formula: XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula,
        _ => String::new(),
    }
}

/// Hands over the rows of a sheet that was read whole, and gives their number.
fn range(range: &Range<Data>, epoch_1904: bool, take: &mut dyn FnMut(u32, &[Cell<'_>]) -> bool) -> Result<u64, Broken> {
    let Some((first, left)) = range.start() else { return Ok(0) };
    let mut cells = Vec::new();
    for (row, data) in (first..).zip(range.rows()) {
        cells.clear();
        cells.extend(data.iter().map(|data| cells::cell(data, epoch_1904)));
        let Some(last) = cells.iter().rposition(|cell| *cell != Cell::Empty) else { continue };
        within(row, left.saturating_add(last as u32 + 1))?;
        cells.truncate(last + 1);
        cells.splice(0..0, std::iter::repeat_n(Cell::Empty, left as usize));
        if !take(row, &cells) {
            break;
        }
    }
    Ok(range.height() as u64)
}
