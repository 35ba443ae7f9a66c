//! Which columns of a sheet are periods, and what stands in them.
//!
//! The header row is the one with most names of periods. A row right above it may hold their years, or what is measured (金额 over
//! its months); a row right below it what is measured in each. A sheet is taken for a cross-tab by itself only where at least
//! three periods stand in a sequence, no column holds dates, and nothing says that the figures are no amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::heading::{self, Named};
use super::years::{heading_year, years_of};
use super::{Across, Crosstab, TotalColumn};
use crate::clean::header::{self, fold};
use crate::clean::layout::{self, Layout, Mapped, is_value, synonym, words};
use crate::clean::sink::is_blank;
use crate::clean::total;
use crate::model::problem::{CleanProblem, Unclear};
use crate::model::{Failure, Feature, Field, Grain, InputOptions, Period, Place};
use crate::read::{OwnedCell, SheetHead};

/// What may be measured in a period.
const MEASURES: [Field; 4] = [Field::Amount, Field::Quantity, Field::Profit, Field::Cost];
/// What stands beside the periods and is no label of a row.
const NO_LABELS: [Field; 10] = [
    Field::Amount,
    Field::Quantity,
    Field::Price,
    Field::Discount,
    Field::Profit,
    Field::Cost,
    Field::Date,
    Field::ShipDate,
    Field::PaidDate,
    Field::Order,
];
/// The most rows that are looked at for a header.
const HEAD: usize = 50;

type HeadRow = (u32, Vec<OwnedCell>);

/// A column below a heading, before its year is settled.
struct Column {
    at: usize,
    named: Named,
    /// What is measured, where the header says so.
    label: String,
}

/// The rows of a header.
struct Head<'a> {
    rows: &'a [HeadRow],
    at: usize,
    upper: bool,
    lower: bool,
    /// The first column of a period.
    first: usize,
    width: usize,
    bare: bool,
}

/// Finds the periods of a sheet; nothing where there are none, an error where there are but not all is clear. `forced` where
/// the user says that there are.
pub fn find(head: &SheetHead, input: &InputOptions, place: &Place, forced: bool) -> Option<Result<Layout, Failure>> {
    let band = Head::find(head, input)?;
    let (columns, totals, others) = band.columns(input)?;
    let fail = |why: Unclear| {
        let place = Place { row: Some(band.row().0), ..place.clone() };
        Some(Err(Failure::new(place, CleanProblem::Unclear(why))))
    };
    let grain = columns.iter().map(|column| column.named.grain).min()?;
    let fewest = if grain == Grain::Month || band.bare { 3 } else { 2 };
    if !forced && columns.len() < fewest {
        return None;
    }
    let others_that_are_dates = others.iter().any(|at| {
        let cell = band.cell(*at);
        matches!(cell, Some(OwnedCell::Serial(_) | OwnedCell::Iso(_))) || cell.is_some_and(|cell| is_day(&words(cell)))
    });
    if others_that_are_dates {
        return None;
    }
    let dated = match band.dated(&columns, input, place) {
        Ok(dated) => dated,
        Err(_) if !forced && !in_sequence_of_parts(&columns) => return None,
        Err(why) => return fail(why),
    };
    if !forced && !is_sequence(&dated, grain) {
        return None;
    }
    // What the columns beside the periods are called decides whose figures they are.
    let header = band.header();
    let names = band.names(&columns, &totals);
    let mut layout = match layout::plain(header, names, input, place) {
        Ok(layout) => layout,
        Err(failure) => return Some(Err(failure)),
    };
    let mapped = |field| layout.of(field);
    if let Some(date) = mapped(Field::Date).filter(|date| !forced && !date.given) {
        return fail(Unclear::DateBeside { header: date.header.clone(), periods: dated.len() as u64 });
    }
    let given = |field| mapped(field).is_some_and(|at| at.given);
    if given(Field::Date) || (!forced && given(Field::Amount)) {
        return None;
    }
    let priced = mapped(Field::Price).map(|price| price.header.clone());
    let beside = mapped(Field::Amount).map(|amount| (amount.index, amount.header.clone()));
    let (short, long): (Vec<_>, Vec<_>) = dated.into_iter().partition(|(_, period)| period.calendar.grain == grain);
    let measures = match band.measures(&short, input) {
        Ok(measures) => measures,
        Err(why) => return fail(why),
    };
    if !forced && let Some(said) = band.unit() {
        return fail(Unclear::Unit { said });
    }
    if !forced && let Some(said) = band.quantities(&measures).or(priced) {
        return fail(Unclear::Quantities { said });
    }
    let mut across: BTreeMap<i32, Across> = BTreeMap::new();
    for (column, period) in &short {
        let Some(field) = measures.get(&column.label).copied().flatten() else { continue };
        let day = period.first_day().to_string();
        let entry = across.entry(period.index).or_insert_with(|| Across { period: *period, day, columns: Vec::new() });
        if let Some((_, other)) = entry.columns.iter().find(|(found, _)| *found == field) {
            let columns = (header::letters(*other), header::letters(column.at));
            return fail(Unclear::Twice { period: period.label(), columns });
        }
        entry.columns.push((field, column.at));
    }
    let calendar = short.first()?.1.calendar;
    if short.iter().any(|(_, period)| period.calendar != calendar) {
        return None;
    }
    let periods: Vec<Across> = across.into_values().collect();
    let amount = |across: &Across| across.columns.iter().find(|(field, _)| *field == Field::Amount).map(|(_, at)| *at);
    let amounts: Vec<usize> = periods.iter().filter_map(amount).collect();
    let fields: BTreeSet<Field> = periods.iter().flat_map(|across| &across.columns).map(|(field, _)| *field).collect();
    let width = band.width;
    let mut tab = Crosstab {
        header,
        calendar,
        totals: Vec::new(),
        headings: band.headings(),
        labels: Vec::new(),
        date: width,
        measures: fields.iter().copied().zip(width + 1..).collect(),
        periods,
    };
    let is_amount = |label: &str| measures.get(label).copied().flatten() == Some(Field::Amount) || measures.len() < 2;
    let sum_columns: Vec<usize> = totals.iter().map(|(at, ..)| *at).collect();
    let summed = |at: usize| band.summed(at, &tab, &amounts, &sum_columns);
    let mut sums: Vec<TotalColumn> = totals
        .iter()
        .filter(|(_, _, label)| is_amount(label))
        .map(|(at, name, _)| TotalColumn { at: *at, name: name.clone(), of: summed(*at) })
        .collect();
    let mut beyond = Vec::new();
    for (column, period) in long.iter().filter(|(column, _)| is_amount(&column.label)) {
        let within = |across: &&Across| {
            period.first_day() <= across.period.first_day() && across.period.last_day() <= period.last_day()
        };
        let of: Vec<usize> = tab.periods.iter().filter(within).filter_map(amount).collect();
        let name = period.label();
        if of.is_empty() {
            beyond.push(format!("{} {name}", header::letters(column.at)));
        } else {
            sums.push(TotalColumn { at: column.at, name, of: vec![of] });
        }
    }
    if let Some((at, name)) = beside.filter(|(at, _)| sums.iter().all(|sum| sum.at != *at)) {
        sums.push(TotalColumn { at, name, of: vec![amounts.clone()] });
    }
    sums.sort_by_key(|sum| sum.at);
    tab.totals = sums;
    let left_out: Vec<String> = others
        .iter()
        .filter(|at| {
            layout.mapped.iter().all(|mapped| mapped.index != **at) && tab.totals.iter().all(|sum| sum.at != **at)
        })
        .map(|at| format!("{} {}", header::letters(*at), band.name(*at)))
        .chain(
            short
                .iter()
                .filter(|(column, _)| measures.get(&column.label).copied().flatten().is_none())
                .map(|(column, _)| format!("{} {}", header::letters(column.at), column.label)),
        )
        .collect();
    layout.mapped.retain(|mapped| !NO_LABELS.contains(&mapped.field));
    tab.labels = layout
        .mapped
        .iter()
        .filter(|mapped| matches!(mapped.field, Field::Customer | Field::CustomerId))
        .map(|mapped| (mapped.index, fold(&band.text(mapped.index)).name))
        .collect();
    let (low, high) = (*amounts.iter().min()?, *amounts.iter().max()?);
    let shown = format!("{}:{}", header::letters(low), header::letters(high));
    for (field, index) in std::iter::once((Field::Date, width)).chain(tab.measures.iter().copied()) {
        layout.mapped.push(Mapped { field, index, header: shown.clone(), given: false });
    }
    layout.mapped.sort_by_key(|mapped| Field::ALL.iter().position(|field| *field == mapped.field));
    let label = measures.iter().find(|(_, field)| **field == Some(Field::Amount)).map(|(label, _)| label.as_str());
    layout.currency = label.and_then(|label| fold(label).currency).or(layout.currency);
    let (start, end) = (tab.periods.first()?.period, tab.periods.last()?.period);
    layout.features.push(Feature::Crosstab {
        columns: (header::letters(low), header::letters(high)),
        periods: (start.label(), end.label()),
        days: (start.first_day(), end.last_day()),
        count: tab.periods.len() as u64,
        grain,
        measures: tab.measures.iter().map(|(field, _)| *field).collect(),
        totals: tab.totals.iter().map(|sum| format!("{} {}", header::letters(sum.at), sum.name)).collect(),
        left_out,
        beyond,
        rows: 0,
        cells: 0,
    });
    // The columns of tables that are joined begin behind those that lines are given.
    layout.headers.resize(width + 1 + tab.measures.len(), String::new());
    layout.crosstab = Some(tab);
    Some(Ok(layout))
}

/// Says whether a text is a date that heads no column of a month.
fn is_day(text: &str) -> bool {
    crate::clean::date::read(text) != crate::clean::date::DateText::Not
}

/// Says whether periods follow each other, as far as their number allows.
fn is_sequence(dated: &[(&Column, Period)], grain: Grain) -> bool {
    let periods: BTreeSet<i32> =
        dated.iter().filter(|(_, period)| period.calendar.grain == grain).map(|(_, period)| period.index).collect();
    let periods: Vec<i32> = periods.into_iter().collect();
    let next = periods.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    periods.len() >= 2 && next * 2 >= periods.len() - 1
}

/// Says the same of parts of a year that is not known.
fn in_sequence_of_parts(columns: &[Column]) -> bool {
    let next = columns.windows(2).filter(|pair| pair[1].named.part == pair[0].named.part + 1).count();
    columns.len() >= 3 && next >= 2
}

impl<'a> Head<'a> {
    /// Finds the row with most names of periods.
    fn find(head: &'a SheetHead, input: &InputOptions) -> Option<Head<'a>> {
        let rows = &head.rows;
        let near = |row: u32| input.header_row.is_none_or(|wanted| row == wanted || row + 1 == wanted);
        let limit = if input.header_row.is_some() { rows.len() } else { rows.len().min(HEAD) };
        let named = |row: &HeadRow| row.1.iter().filter(|cell| heading::named(cell).is_some()).count();
        let candidates = || (0..limit).filter(|at| near(rows[*at].0));
        let best = candidates().map(|at| (named(&rows[at]), std::cmp::Reverse(at))).max()?;
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let (at, bare) = match best {
            (2.., std::cmp::Reverse(at)) => (at, false),
            _ => (candidates().find(|at| bare_months(rows, *at))?, true),
        };
        let mut band = Head { rows, at, upper: false, lower: false, first: 0, width, bare };
        band.first = (0..width).find(|column| band.own(*column).is_some())?;
        band.upper = band.is_upper();
        band.lower = band.is_lower();
        Some(band)
    }

    fn row(&self) -> &'a HeadRow {
        &self.rows[self.at]
    }

    fn beside(&self, step: i32) -> Option<&'a HeadRow> {
        let at = usize::try_from(i32::try_from(self.at).ok()? + step).ok()?;
        let row = self.rows.get(at)?;
        (i64::from(row.0) == i64::from(self.row().0) + i64::from(step)).then_some(row)
    }

    fn header(&self) -> u32 {
        self.row().0 + u32::from(self.lower)
    }

    fn cell(&self, column: usize) -> Option<&'a OwnedCell> {
        self.row().1.get(column).filter(|cell| !is_blank(cell.as_cell()))
    }

    /// Gives the period that a column's heading names.
    fn own(&self, column: usize) -> Option<Named> {
        let cell = self.cell(column)?;
        match self.bare {
            false => heading::named(cell),
            true => bare(cell).map(|part| Named::of(Grain::Month, part)),
        }
    }

    fn headings(&self) -> Vec<(usize, Named)> {
        let named = |at: usize| Some((at, heading::named(self.cell(at)?)?));
        (self.first..self.width).filter_map(named).collect()
    }

    fn text_in(row: Option<&HeadRow>, column: usize) -> String {
        row.and_then(|row| row.1.get(column)).map(words).unwrap_or_default()
    }

    fn over(&self, column: usize) -> Option<&'a OwnedCell> {
        let row = self.beside(-1).filter(|_| self.upper)?;
        let cells = (self.first..=column).rev().filter_map(|at| row.1.get(at));
        cells.into_iter().find(|cell| !is_blank(cell.as_cell()))
    }

    fn under(&self, column: usize) -> String {
        Self::text_in(self.beside(1).filter(|_| self.lower), column)
    }

    /// Says whether the row above speaks of the periods: their years, what is measured, totals.
    fn is_upper(&self) -> bool {
        let Some((_, cells)) = self.beside(-1) else { return false };
        let cells: Vec<&OwnedCell> = cells.iter().skip(self.first).filter(|cell| !is_blank(cell.as_cell())).collect();
        let speaks = |cell: &OwnedCell| {
            let text = words(cell);
            heading::named(cell).is_some() || measure(&text).is_some() || total::says_total(&text, true)
        };
        !cells.is_empty() && cells.into_iter().all(speaks)
    }

    /// Says whether the row below says what is measured: words below the periods, and no name beside them.
    fn is_lower(&self) -> bool {
        let Some((_, cells)) = self.beside(1) else { return false };
        let left = cells.iter().take(self.first).enumerate();
        let mut left = left.filter(|(_, cell)| !is_blank(cell.as_cell()));
        if left.any(|(at, cell)| self.cell(at).is_some_and(|own| words(own) != words(cell))) {
            return false;
        }
        let right: Vec<&OwnedCell> = cells.iter().skip(self.first).filter(|cell| !is_blank(cell.as_cell())).collect();
        let worded = |cell: &&OwnedCell| {
            let text = words(cell);
            matches!(cell, OwnedCell::Text(_)) && text.chars().any(char::is_alphabetic) && !is_value(cell)
        };
        right.len() >= 2 && right.iter().all(worded)
    }

    /// Gives the columns of periods, those of totals with their name and what they measure, and all others from the first
    /// period on that have a heading.
    #[allow(clippy::type_complexity)]
    fn columns(&self, input: &InputOptions) -> Option<(Vec<Column>, Vec<(usize, String, String)>, Vec<usize>)> {
        let (mut columns, mut totals, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let (mut last, mut sums): (Option<Named>, Option<String>) = (None, None);
        let given = |at: usize| {
            let letters = header::letters(at);
            input.map.iter().any(|mapping| mapping.column.trim().eq_ignore_ascii_case(&letters))
        };
        for at in self.first..self.width {
            let under = self.under(at);
            let own = Self::text_in(Some(self.row()), at);
            if self.cell(at).is_some() {
                last = self.own(at);
                sums = total::says_total(&own, true).then(|| own.clone());
            } else if under.is_empty() {
                (last, sums) = (None, None);
            }
            let over = self.over(at);
            let over_text = over.map(words).unwrap_or_default();
            let over_sums = total::says_total(&over_text, true);
            let under_sums = total::says_total(&under, true);
            let filled = self.cell(at).is_some() || !under.is_empty();
            if given(at) {
                others.push(at);
            } else if filled && (sums.is_some() || over_sums || under_sums) {
                let name = sums.clone().unwrap_or(if over_sums { over_text.clone() } else { under.clone() });
                let label = if under_sums { String::new() } else { under };
                totals.push((at, name, label));
            } else if let Some(named) = last {
                let year = over.and_then(heading::named);
                let above = if year.is_some() { String::new() } else { over_text };
                let named = year.and_then(|year| named.of_year(year)).unwrap_or(named);
                columns.push(Column { at, named, label: if under.is_empty() { above } else { under } });
            } else if filled {
                others.push(at);
            }
        }
        (!columns.is_empty()).then_some((columns, totals, others))
    }

    /// Gives each column its period; a part of a year takes the year from what stands above or the name of the sheet.
    fn dated<'c>(
        &self,
        columns: &'c [Column],
        input: &InputOptions,
        place: &Place,
    ) -> Result<Vec<(&'c Column, Period)>, Unclear> {
        let years = self.years(place);
        let heading = |at: usize| Self::text_in(Some(self.row()), at);
        let between = || (heading(columns[0].at), columns.last().map(|last| heading(last.at)).unwrap_or_default());
        if columns.iter().any(|column| column.named.fiscal) && input.fiscal_start.is_none() {
            return Err(Unclear::Fiscal { headings: between() });
        }
        let start = input.fiscal_start.unwrap_or(1);
        // By what is measured, the parts come once in their order, from the year that is known on.
        let mut before: BTreeMap<(&str, Grain), (i32, i32)> = BTreeMap::new();
        let mut dated = Vec::with_capacity(columns.len());
        for column in columns {
            let named = column.named;
            let year = match (named.year, input.year, years.iter().next()) {
                (Some(year), ..) => Some(year),
                (None, Some(year), _) => Some(year),
                (None, None, Some(year)) if years.len() == 1 => Some(*year),
                _ => None,
            };
            let unclear = || Unclear::NoYear { headings: between(), years: years.iter().copied().collect() };
            let mut year = year.ok_or_else(unclear)?;
            if named.year.is_none() {
                let (part, running) = before.get(&(column.label.as_str(), named.grain)).copied().unwrap_or((0, year));
                year = running + i32::from(named.part <= part);
                // Which of two years a title means, only the user can say.
                if named.part <= part && (input.year.is_none() || named.part == part) {
                    return Err(unclear());
                }
                before.insert((&column.label, named.grain), (named.part, year));
            }
            dated.push((column, named.period(Some(year), start).ok_or_else(unclear)?));
        }
        Ok(dated)
    }

    /// Gives the years that stand above the header, and in the sheet's name.
    fn years(&self, place: &Place) -> BTreeSet<i32> {
        let mut years: BTreeSet<i32> = place.sheet.iter().flat_map(|name| years_of(name)).collect();
        for (_, cells) in self.rows[..self.at].iter().rev() {
            if cells.iter().filter(|cell| !matches!(cell, OwnedCell::Text(_)) && is_value(cell)).count() > 1 {
                break;
            }
            years.extend(cells.iter().flat_map(|cell| years_of(&words(cell))));
        }
        years
    }

    /// Gives what is measured by the labels below or above the periods; nothing for what is no amount and no quantity.
    fn measures(
        &self,
        columns: &[(&Column, Period)],
        input: &InputOptions,
    ) -> Result<BTreeMap<String, Option<Field>>, Unclear> {
        let labels: BTreeSet<&str> = columns.iter().map(|(column, _)| column.label.as_str()).collect();
        let given = |label: &str| {
            let same = |mapping: &&crate::model::Mapping| {
                MEASURES.contains(&mapping.field) && fold(&mapping.column).name == fold(label).name
            };
            input.map.iter().find(same).map(|mapping| mapping.field)
        };
        let any_given = labels.iter().any(|label| given(label) == Some(Field::Amount));
        let known = |label: &str| match given(label) {
            Some(field) => Some(field),
            None => measure(label).filter(|field| !any_given || *field != Field::Amount),
        };
        let mut measures: BTreeMap<String, Option<Field>> =
            labels.iter().map(|label| ((*label).to_owned(), known(label))).collect();
        let of =
            |field| measures.iter().filter(move |(_, found)| **found == Some(field)).map(|(label, _)| label.clone());
        let amounts: Vec<String> = of(Field::Amount).collect();
        if let [_, _, ..] = amounts.as_slice() {
            return Err(Unclear::Amounts { labels: amounts });
        }
        if amounts.is_empty() {
            match labels.iter().collect::<Vec<_>>().as_slice() {
                [only] if known(only).is_none() => drop(measures.insert((**only).to_owned(), Some(Field::Amount))),
                _ => return Err(Unclear::Amounts { labels: labels.iter().map(|label| (*label).to_owned()).collect() }),
            }
        }
        // Two columns of one other measure say which is which no better.
        for field in [Field::Quantity, Field::Profit, Field::Cost] {
            let twice: Vec<String> =
                measures.iter().filter(|(_, found)| **found == Some(field)).map(|(label, _)| label.clone()).collect();
            if twice.len() > 1 {
                measures.extend(twice.into_iter().map(|label| (label, None)));
            }
        }
        Ok(measures)
    }

    /// Gives what says that the figures are quantities, or ten thousands, where no label says that they are amounts.
    fn quantities(&self, measures: &BTreeMap<String, Option<Field>>) -> Option<String> {
        const QUANTITIES: [&str; 12] =
            ["数量", "數量", "销量", "銷量", "件数", "件數", "台数", "吨", "quantity", "qty", "units", "pieces"];
        const AMOUNTS: [&str; 9] = ["金额", "金額", "销售额", "銷售額", "額", "额", "amount", "revenue", "turnover"];
        const COUNTS: [&str; 6] = ["次数", "单数", "筆數", "笔数", "count of", "计数"];
        let label = |label: &str| measure(label) == Some(Field::Amount);
        let above =
            self.rows[..self.at].iter().flat_map(|(_, cells)| cells).chain(self.row().1.iter().take(self.first));
        let texts: Vec<String> = above.map(words).map(|text| text.to_lowercase()).collect();
        let says = |words: &[&str]| texts.iter().find(|text| words.iter().any(|word| text.contains(word))).cloned();
        if measures.keys().any(|name| label(name)) {
            return None;
        }
        let quantities = || {
            measures
                .keys()
                .find(|name| QUANTITIES.iter().chain(&COUNTS).any(|word| name.to_lowercase().contains(word)))
                .cloned()
        };
        quantities().or_else(|| says(&QUANTITIES).or_else(|| says(&COUNTS)).filter(|_| says(&AMOUNTS).is_none()))
    }

    /// Gives what says that the figures are in thousands or more.
    fn unit(&self) -> Option<String> {
        const UNITS: [&str; 12] = [
            "万元",
            "萬元",
            "千元",
            "百万",
            "亿元",
            "单位：万",
            "单位:万",
            "in thousands",
            "'000",
            "(000",
            "in millions",
            "000s",
        ];
        let rows = self.rows[..=self.at].iter().chain(self.beside(1).filter(|_| self.lower));
        let texts = rows.flat_map(|(_, cells)| cells).map(words);
        texts.into_iter().find(|text| UNITS.iter().any(|unit| text.to_lowercase().contains(unit)))
    }

    /// Gives how a column that is no period is called: by all rows of the header.
    fn name(&self, at: usize) -> String {
        let upper = self.beside(-1).filter(|_| self.upper || at < self.first);
        let upper =
            upper.filter(|row| at >= self.first || row.1.iter().filter(|cell| !is_blank(cell.as_cell())).count() > 1);
        let lower = self.beside(1).filter(|_| self.lower);
        let rows = [Some(self.row()), lower, upper];
        let text = rows.into_iter().map(|row| Self::text_in(row, at)).find(|text| !text.is_empty());
        corner(text.unwrap_or_default())
    }

    /// Gives what stands in the header row of a column as it is.
    fn text(&self, at: usize) -> String {
        Self::text_in(Some(self.row()), at)
    }

    fn names(&self, columns: &[Column], totals: &[(usize, String, String)]) -> Vec<String> {
        let taken =
            |at: usize| columns.iter().any(|column| column.at == at) || totals.iter().any(|(total, ..)| *total == at);
        (0..self.width).map(|at| if taken(at) { String::new() } else { self.name(at) }).collect()
    }

    /// Gives the columns of amounts that a column of totals may sum: those of the year that it names; else all of them, those
    /// under the same heading, those to its left, or those since the total before.
    fn summed(&self, at: usize, tab: &Crosstab, amounts: &[usize], totals: &[usize]) -> Vec<Vec<usize>> {
        let amount =
            |across: &Across| across.columns.iter().find(|(field, _)| *field == Field::Amount).map(|(_, at)| *at);
        let of_year = |year: i32| -> Vec<usize> {
            let of = tab.periods.iter().filter(|across| across.period.first_day().ymd().0 == year);
            of.filter_map(amount).collect()
        };
        if let Some(of) = heading_year(&self.text(at)).map(of_year).filter(|of| !of.is_empty()) {
            return vec![of];
        }
        let before = totals.iter().copied().filter(|total| *total < at).max();
        let left = |from: usize| amounts.iter().copied().filter(|amount| (from..at).contains(amount)).collect();
        let year = self.over(at).and_then(heading::named).and_then(|named| named.year);
        let mut sets = vec![amounts.to_vec(), left(0), left(before.unwrap_or(0))];
        sets.extend(year.map(of_year));
        sets.retain(|set| !set.is_empty());
        sets
    }
}

/// Takes `客户\月份` for what its first part says.
fn corner(text: String) -> String {
    const TIMES: [&str; 12] =
        ["月份", "月", "日期", "期间", "期間", "季度", "年份", "年", "month", "period", "date", "quarter"];
    match text.split_once(['\\', '/', '|']) {
        Some((first, second)) if TIMES.contains(&&*second.trim().to_lowercase()) => first.trim().to_owned(),
        _ => text,
    }
}

/// Gives what a label says is measured.
fn measure(label: &str) -> Option<Field> {
    let label = label.split_once([':', '：']).map_or(label, |(_, label)| label);
    let label = label.trim();
    let label = label.strip_prefix("Sum of ").or_else(|| label.strip_prefix("sum of ")).unwrap_or(label);
    synonym(&fold(label).name).filter(|field| MEASURES.contains(field))
}

/// Says whether a row holds 1, 2, 3 … with something beside or above them that speaks of months.
fn bare_months(rows: &[HeadRow], at: usize) -> bool {
    let parts: Vec<i32> = rows[at].1.iter().filter_map(bare).collect();
    let first = rows[at].1.iter().position(|cell| bare(cell).is_some()).unwrap_or(0);
    let right = rows[at].1.iter().skip(first).filter(|cell| !is_blank(cell.as_cell()));
    let alone = right.filter(|cell| bare(cell).is_none()).all(|cell| !is_value(cell));
    let speaks = |cell: &OwnedCell| {
        let text = words(cell).to_lowercase();
        text.contains('月') || text.contains("month")
    };
    let above = at.checked_sub(1).map(|above| &rows[above]).filter(|row| row.0 + 1 == rows[at].0);
    let said = rows[at].1.iter().take(first).any(speaks) || above.is_some_and(|row| row.1.iter().any(speaks));
    parts.len() >= 3 && parts.windows(2).all(|pair| pair[1] == pair[0] + 1) && alone && said
}

fn bare(cell: &OwnedCell) -> Option<i32> {
    let text = match cell {
        OwnedCell::Number(number) if number.fract() == 0.0 => format!("{number}"),
        OwnedCell::Text(text) => text.trim().to_owned(),
        _ => return None,
    };
    text.parse().ok().filter(|part| text.len() <= 2 && (1..=12).contains(part))
}
