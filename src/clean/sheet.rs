//! Which sheet of a file is read, and the plan for its rows.
//!
//! The sheets named by `--sheet`, else the one whose header names most of what is needed, and of several such the longest.
//! Hidden sheets are never chosen by themselves.

use std::sync::Arc;

use super::fill;
use super::join::{self, Joins};
use super::layout::{Layout, lay_out, unknown_column};
use super::likely;
use super::sink::{Plan, Sink};
use super::table::Table;
use super::unit;
use crate::model::problem::{CleanProblem, Kind, ReadProblem};
use crate::model::{Failure, Feature, Field, Holds, InputOptions, Place, Problem, Progress, Wants};
use crate::read::{Block, SheetHead};

/// A sheet that is read: where it lies, what its columns mean, what is kept.
#[derive(Clone)]
pub struct Chosen {
    pub book: usize,
    pub sheet: usize,
    pub place: Place,
    pub layout: Layout,
    pub plan: Arc<Plan>,
}

/// A sheet whose rows were read.
pub struct Folded {
    pub chosen: Chosen,
    pub blocks: Vec<Block<Sink>>,
    /// The table below, which is not read.
    pub(super) second: Option<Feature>,
}

impl Chosen {
    /// Reads the rows.
    pub fn fold<T: Table>(self, book: &T, progress: &dyn Progress) -> Result<Folded, Failure> {
        let plan = Arc::clone(&self.plan);
        let blocks =
            book.fold_rows(self.sheet, self.layout.in_order(), &move || Sink::new(Arc::clone(&plan)), progress)?;
        let mut folded = Folded { chosen: self, blocks, second: None };
        folded.stop();
        folded.mark_titles();
        folded.mark_footer();
        Ok(folded)
    }
}

impl Folded {
    /// Gives what is unusual about the sheet's shape.
    pub fn features(&self) -> Vec<Feature> {
        let sinks = || self.blocks.iter().map(|block| &block.sink);
        let counted = |feature: &Feature| match feature.clone() {
            Feature::Filled { columns, merged, .. } => {
                let rows = sinks().map(|sink| sink.above.rows).sum();
                (rows > 0).then_some(Feature::Filled { columns, rows, merged })
            }
            Feature::Grouped { column, .. } => {
                let groups = sinks().map(|sink| sink.group.groups).sum();
                let first = sinks().map(|sink| sink.group.first.clone()).next().unwrap_or_default();
                Some(Feature::Grouped { column, groups, first })
            }
            Feature::Crosstab { .. } => {
                let (rows, cells) = self.filled();
                Some(feature.clone().counted(rows, cells))
            }
            feature => Some(feature),
        };
        let hidden = self.hidden();
        let hidden = (hidden > 0).then_some(Feature::HiddenRows { rows: hidden });
        self.chosen.layout.features.iter().chain(&self.second).filter_map(counted).chain(hidden).collect()
    }

    /// Gives how many rows with lines the spreadsheet hides.
    fn hidden(&self) -> u64 {
        let of_block = |(block, Block { sink, .. }): (usize, &Block<Sink>)| {
            let holds_line = |row: &&u32| {
                let place = sink.place_after(i64::from(**row) - 1);
                place >= self.skip(block)
                    && place < sink.len()
                    && sink.number(place) == **row
                    && sink.marked(place).is_none()
            };
            sink.hidden.iter().filter(holds_line).count() as u64
        };
        self.blocks.iter().enumerate().map(of_block).sum()
    }

    /// Gives how many rows of the table have lines, and how many lines there are.
    fn filled(&self) -> (u64, u64) {
        let (mut rows, mut lines, mut last) = (0, 0, None);
        for (block, Block { sink, first_row }) in self.blocks.iter().enumerate() {
            for place in (self.skip(block)..sink.len()).filter(|place| sink.marked(*place).is_none()) {
                let row = first_row.saturating_add(sink.number(place));
                (rows, lines) = (rows + u64::from(last != Some(row)), lines + 1);
                last = Some(row);
            }
        }
        (rows, lines)
    }

    /// Marks what stands below the last order line, such as `审核：`, as blank.
    fn mark_footer(&mut self) {
        for block in (0..self.blocks.len()).rev() {
            let skip = self.skip(block);
            if self.blocks[block].sink.mark_footer(skip) {
                break;
            }
        }
    }

    /// Gives the first place of a block that lies below the header.
    pub fn skip(&self, block: usize) -> usize {
        let Block { sink, first_row } = &self.blocks[block];
        match self.chosen.layout.header_row {
            Some(header) => sink.place_after(i64::from(header) - i64::from(*first_row)),
            None => 0,
        }
    }
}

/// Chooses the sheets of a file: the best, or those that `--sheet` names, each once, in the order in which they are named.
pub fn choose<T: Table>(
    books: &[T],
    book: usize,
    (input, wants): (&InputOptions, Wants),
    joins: &Joins,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Chosen>, Failure> {
    let mut own = input.clone();
    loop {
        let mut said = Vec::new();
        let failure = match choose_by(books, book, (&own, wants), joins, &mut said) {
            Ok(chosen) => {
                problems.append(&mut said);
                return Ok(chosen);
            }
            Err(failure) => failure,
        };
        // Of several files one may lack a column that no figure needs; that all lack it is told later.
        match (books.len() > 1).then(|| lacked(&failure, &own)).flatten() {
            Some(mapping) => drop(own.map.remove(mapping)),
            None => {
                problems.append(&mut said);
                return Err(failure);
            }
        }
    }
}

/// Gives the mapping of a field that no figure needs, where its column is what is not there.
fn lacked(failure: &Failure, input: &InputOptions) -> Option<usize> {
    let Kind::Clean(CleanProblem::UnknownColumn { option, .. }) = &failure.0.kind else { return None };
    let field = Field::named(option.strip_prefix("--map ")?)?;
    let needless = matches!(
        field,
        Field::Product
            | Field::Category
            | Field::Unit
            | Field::ShipDate
            | Field::PaidDate
            | Field::Owner
            | Field::Country
            | Field::Phone
            | Field::TaxNumber
            | Field::Class
    );
    needless.then(|| input.map.iter().position(|mapping| mapping.field == field)).flatten()
}

fn choose_by<T: Table>(
    books: &[T],
    book: usize,
    (input, wants): (&InputOptions, Wants),
    joins: &Joins,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Chosen>, Failure> {
    let table = &books[book];
    let heads = table.sheets();
    let lookups = joins.of_book(table, book, input)?;
    let sheets = Sheets { table, input, joins, lookups };
    let mut found: Vec<(usize, Layout)> = Vec::new();
    for wanted in &input.sheets {
        let sheet = named(heads, wanted).ok_or_else(|| no_sheet(table.file(), heads, wanted, input))?;
        // One sheet may be named twice, by its name and by its number.
        if found.iter().all(|(other, _)| *other != sheet) {
            found.push((sheet, sheets.lay_out(sheet)?));
        }
    }
    if input.sheets.is_empty() {
        found.extend(sheets.best(problems)?);
    }
    let overlap = books.len() > 1 || found.len() > 1;
    found.into_iter().map(|(sheet, layout)| plan(table, (book, sheet, layout), input, wants, overlap)).collect()
}

fn place<T: Table>(table: &T, sheet: usize) -> Place {
    Place { sheet: table.sheets()[sheet].name.clone(), ..Place::file(table.file()) }
}

/// Decides what is kept of a sheet.
fn plan<T: Table>(
    table: &T,
    (book, sheet, layout): (usize, usize, Layout),
    input: &InputOptions,
    wants: Wants,
    overlap: bool,
) -> Result<Chosen, Failure> {
    let place = place(table, sheet);
    if let Some(field) = layout.missing() {
        return Err(likely::no_column(table, sheet, &layout, field, &place));
    }
    let mut layout = layout;
    let head = &table.sheets()[sheet];
    // Merged cells say exactly what a pattern only suggests; they are asked for where cells are blank.
    if input.layout.is_none()
        && layout.groups.is_none()
        && layout.crosstab.is_none()
        && fill::may_be_merged(head, &layout)
        && let Some((by_merged, feature)) = fill::by_merged(&layout, &table.merged(sheet)?)
    {
        layout.features.retain(|feature| !matches!(feature, Feature::Filled { .. }));
        layout = layout.filled(by_merged, feature);
    }
    for (asked, index) in input.columns.iter().map(|asked| (asked, layout.column(&asked.name))).collect::<Vec<_>>() {
        if let (Holds::Money, Some(index)) = (asked.holds, index) {
            unit::count_asked(head, &mut layout, index, input);
        }
    }
    let layout = layout;
    let filter = |filter: &crate::model::Filter| {
        let option = if filter.keep { "--only" } else { "--exclude" };
        layout.column(&filter.column).ok_or_else(|| unknown_column(option, &filter.column, &layout.headers, &place))
    };
    let filters = input.filters.iter().map(filter).collect::<Result<Vec<usize>, Failure>>()?;
    let asked: Vec<Option<usize>> = input.columns.iter().map(|asked| layout.column(&asked.name)).collect();
    let widest = table.separator().and_then(|_| widest(head, &layout));
    let plan = Arc::new(Plan { widest, ..Plan::new(&layout, (&filters, &asked), input, wants, overlap) });
    Ok(Chosen { book, sheet, place, layout, plan })
}

/// Gives how many cells the header has, the empty ones behind the last name too.
fn widest(head: &SheetHead, layout: &Layout) -> Option<usize> {
    let last = layout.header_row?;
    let first = layout.band.as_ref().map_or(last, |(first, _)| *first);
    head.rows.iter().filter(|(row, _)| (first..=last).contains(row)).map(|(_, cells)| cells.len()).max()
}

/// Passes over the text files of a folder, such as a readme, that name no field; not where nothing else is there.
pub fn without_texts<T: Table>(
    chosen: Vec<Result<Vec<Chosen>, Failure>>,
    books: &[T],
    input: &InputOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Chosen>, Failure> {
    let is_text = |book: &T| {
        let place = Place::file(book.file());
        let plain = |head: &SheetHead| lay_out(head, input, &place).map_or(true, |layout| layout.mapped.is_empty());
        book.found() && book.file().to_lowercase().ends_with(".txt") && book.sheets().iter().all(plain)
    };
    let others = chosen.iter().any(Result::is_ok);
    let mut kept = Vec::with_capacity(chosen.len());
    for (result, book) in chosen.into_iter().zip(books) {
        match result {
            Err(_) if others && is_text(book) => {
                problems.push(Problem::note(Place::file(book.file()), ReadProblem::PassedOver { text: true }));
            }
            result => kept.extend(result?),
        }
    }
    Ok(kept)
}

/// Gives the sheet of that name or number.
pub fn named(heads: &[SheetHead], wanted: &str) -> Option<usize> {
    let wanted = wanted.trim();
    let is = |same: &dyn Fn(&str) -> bool| heads.iter().position(|head| head.name.as_deref().is_some_and(same));
    let by_name = is(&|name| name == wanted).or_else(|| is(&|name| name.trim().eq_ignore_ascii_case(wanted)));
    by_name.or_else(|| wanted.parse::<usize>().ok()?.checked_sub(1).filter(|&sheet| sheet < heads.len()))
}

/// Gives how many rows a sheet seems to have below its header.
pub fn rows(head: &SheetHead, input: &InputOptions) -> u64 {
    let header = lay_out(head, input, &Place::default()).ok().and_then(|layout| layout.header_row);
    let above = head.rows.iter().filter(|(row, _)| header.is_some_and(|header| *row <= header)).count();
    head.rows_hint.saturating_sub(above as u64)
}

fn no_sheet(file: &str, heads: &[SheetHead], wanted: &str, input: &InputOptions) -> Failure {
    let sheets = heads.iter().filter_map(|head| Some((head.name.clone()?, rows(head, input)))).collect();
    Failure::new(Place::file(file), ReadProblem::NoSheet { wanted: wanted.into(), sheets })
}

/// The sheets of a file, with what their rows look up.
struct Sheets<'a, T> {
    table: &'a T,
    input: &'a InputOptions,
    joins: &'a Joins,
    lookups: join::Book,
}

impl<T: Table> Sheets<'_, T> {
    /// Finds header and columns of a sheet, those that it looks up behind its own.
    fn lay_out(&self, sheet: usize) -> Result<Layout, Failure> {
        let (head, place) = (&self.table.sheets()[sheet], place(self.table, sheet));
        let own = self.lookups.own(head, self.input);
        let layout = lay_out(head, own.as_ref().unwrap_or(self.input), &place)?;
        let layout = self.lookups.attach(layout, self.input, &place, self.joins)?;
        // What the sheet lacks alone may be there now, and only then its rows were looked at for more than lines of a table.
        let is_plain = layout.fill.is_none() && layout.groups.is_none() && layout.crosstab.is_none();
        if layout.joined.is_some()
            && is_plain
            && layout.export_rows.is_none()
            && self.input.layout.is_none()
            && layout.missing().is_none()
            && let Some((fill, feature)) = fill::by_pattern(head, &layout)
        {
            return Ok(layout.filled(fill, feature));
        }
        Ok(layout)
    }

    /// Chooses the best sheet; none where all are looked up in.
    fn best(&self, problems: &mut Vec<Problem>) -> Result<Option<(usize, Layout)>, Failure> {
        let (table, heads) = (self.table, self.table.sheets());
        let is_lookup = |sheet: usize| self.lookups.looked_up.contains(&sheet);
        if !heads.is_empty() && (0..heads.len()).all(|sheet| is_lookup(sheet) || heads[sheet].hidden) {
            problems.push(join::not_orders(table.file()));
            return Ok(None);
        }
        best(self, &is_lookup, problems).map(Some)
    }
}

fn best<T: Table>(
    sheets: &Sheets<'_, T>,
    is_lookup: &dyn Fn(usize) -> bool,
    problems: &mut Vec<Problem>,
) -> Result<(usize, Layout), Failure> {
    let Sheets { table, input, .. } = *sheets;
    let heads = table.sheets();
    let mut first_failure = None;
    let mut found: Vec<(usize, Layout)> = Vec::new();
    for (sheet, head) in heads.iter().enumerate().filter(|(sheet, _)| !is_lookup(*sheet)) {
        if head.hidden {
            if let Some(name) = head.name.clone().filter(|_| !head.rows.is_empty()) {
                let kind = CleanProblem::HiddenSheet { name, rows: rows(head, input) };
                problems.push(Problem::note(Place::file(table.file()), kind));
            }
            continue;
        }
        match sheets.lay_out(sheet) {
            Ok(layout) => found.push((sheet, layout)),
            Err(failure) => {
                // Of several sheets, what is wrong with the longest tells most.
                if first_failure.as_ref().is_none_or(|(rows, _)| head.rows_hint > *rows) {
                    first_failure = Some((head.rows_hint, failure));
                }
            }
        }
    }
    let full = |layout: &Layout| layout.missing().is_none();
    let rank = |(sheet, layout): &(usize, Layout)| {
        let rows = if heads[*sheet].rows.is_empty() { 0 } else { heads[*sheet].rows_hint };
        // Orders tell more than their sums, however many rows these have.
        (full(layout), layout.crosstab.is_none(), layout.mapped.len().min(3), rows, std::cmp::Reverse(*sheet))
    };
    let shown = |head: &&SheetHead| !head.hidden && !head.rows.is_empty();
    let hidden = heads.iter().filter(|head| head.hidden && !head.rows.is_empty());
    let hidden: Vec<(String, u64)> = hidden.filter_map(|head| Some((head.name.clone()?, rows(head, input)))).collect();
    if !hidden.is_empty() && !heads.iter().any(|head| shown(&head)) {
        return Err(Failure::new(Place::file(table.file()), CleanProblem::OnlyHidden { sheets: hidden }));
    }
    let Some(best) = (0..found.len()).max_by_key(|&at| rank(&found[at])) else {
        let empty = || Failure::new(Place::file(table.file()), ReadProblem::Empty);
        return Err(first_failure.map_or_else(empty, |(_, failure)| failure));
    };
    if !full(&found[best].1)
        && let Some((rows, failure)) = first_failure
        && rows > heads[found[best].0].rows_hint
    {
        return Err(failure);
    }
    let (sheet, layout) = found.swap_remove(best);
    let chosen = heads[sheet].name.clone().unwrap_or_default();
    let sums = |other: &Layout| other.crosstab.is_some() && layout.crosstab.is_none();
    let others = found.iter().filter(|(_, other)| full(other) && full(&layout) && !sums(other));
    let others = others.filter_map(|(other, _)| Some((heads[*other].name.clone()?, rows(&heads[*other], input))));
    let others: Vec<(String, u64)> = others.collect();
    if !others.is_empty() {
        let kind = CleanProblem::OtherSheets { others, chosen };
        problems.push(Problem::warning(Place::file(table.file()), kind));
    }
    Ok((sheet, layout))
}
