//! The columns of dates and numbers, decided on all their values as those of orders are.
//!
//! A table is small, so what one column leaves open another of the same table may settle, and at last the options, which speak
//! of the orders. A column that the table can do without is left out where nothing settles it.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Row;
use super::head::Head;
use crate::clean::date::{self, DateOrder, DateText, Shape};
use crate::clean::date_column::{DateColumn, Fits, Orders};
use crate::clean::number::Decimal;
use crate::clean::number_column::{Evidence, NumberColumn};
use crate::model::companion::{TableField, TableHolds};
use crate::model::problem::{CleanProblem, CompanionProblem};
use crate::model::{Day, Failure, InputOptions, Problem};
use crate::read::Cell;

/// A column that holds more than texts.
pub enum Values {
    Days(DateColumn),
    Numbers(NumberColumn),
}

/// All columns of a table that hold more than texts.
#[derive(Default)]
pub struct Columns {
    fields: BTreeMap<TableField, Values>,
    /// The columns of targets across, in the order of the head.
    pub across: Vec<NumberColumn>,
    read_as: BTreeMap<TableField, String>,
    left_out: BTreeSet<TableField>,
}

impl Columns {
    /// Gives a decided column.
    pub fn of(&self, field: TableField) -> Option<&Values> {
        self.fields.get(&field).filter(|_| !self.is_left_out(field))
    }

    /// Says whether a column could not be decided.
    pub fn is_left_out(&self, field: TableField) -> bool {
        self.left_out.contains(&field)
    }

    /// Gives how a column's values are read.
    pub fn read_as(&self, field: TableField) -> String {
        self.read_as.get(&field).cloned().unwrap_or_else(|| "text".into())
    }

    /// Reads and decides the columns.
    pub fn decide(head: &Head, rows: &[Row], input: &InputOptions) -> Result<(Columns, Vec<Problem>), Failure> {
        let mut columns = Columns::default();
        for one in &head.columns {
            let values = match one.field.holds() {
                TableHolds::Text => continue,
                TableHolds::Day => Values::Days(days(head, rows, one.index)),
                TableHolds::Money | TableHolds::Number => Values::Numbers(numbers(head, rows, one.index)),
            };
            columns.fields.insert(one.field, values);
        }
        columns.across = head.across.iter().map(|(index, _)| numbers(head, rows, *index)).collect();
        let mut said = Vec::new();
        columns.decide_days(head, rows, input, &mut said)?;
        columns.decide_numbers(head, rows, input, &mut said)?;
        Ok((columns, said))
    }

    fn decide_days(
        &mut self,
        head: &Head,
        rows: &[Row],
        input: &InputOptions,
        said: &mut Vec<Problem>,
    ) -> Result<(), Failure> {
        let mut weighed: BTreeMap<TableField, BTreeMap<Shape, Fits>> = BTreeMap::new();
        for (&field, values) in &self.fields {
            if let Values::Days(column) = values {
                column.weigh(0, |_| true, weighed.entry(field).or_default());
            }
        }
        let given = input.date_format.as_deref().and_then(DateOrder::named);
        for (field, shapes) in &weighed {
            let others = weighed.iter().filter(|(other, _)| *other != field).map(|(_, shapes)| shapes);
            let orders = match order_of(shapes, &others.collect::<Vec<_>>(), given) {
                Ok(orders) => orders,
                Err(wrong) => {
                    let (fits, kind) = *wrong;
                    let row = fits.first.map(|(place, _)| rows[place as usize].0);
                    let index = head.of(*field).map_or(0, |one| one.index);
                    let row = row.filter(|_| matches!(kind, CleanProblem::AmbiguousDates { .. }));
                    self.leave_out(head, *field, Failure::new(head.at(index, row), kind), said)?;
                    continue;
                }
            };
            let names: BTreeSet<&str> = orders.values().map(|order| order.name()).collect();
            let read_as = if names.is_empty() { "iso".into() } else { names.into_iter().collect::<Vec<_>>().join("+") };
            self.read_as.insert(*field, format!("date.{read_as}"));
            if let Some(Values::Days(column)) = self.fields.get_mut(field) {
                column.decide(&orders, false);
            }
        }
        Ok(())
    }

    fn decide_numbers(
        &mut self,
        head: &Head,
        rows: &[Row],
        input: &InputOptions,
        said: &mut Vec<Problem>,
    ) -> Result<(), Failure> {
        let weigh = |column: &NumberColumn| {
            let mut evidence = Evidence::default();
            column.weigh(0, |_| true, &mut evidence);
            evidence
        };
        let fields = self.fields.iter().filter_map(|(field, values)| match values {
            Values::Numbers(column) => Some((*field, weigh(column))),
            Values::Days(_) => None,
        });
        let fields: Vec<(TableField, Evidence)> = fields.collect();
        let across: Vec<Evidence> = self.across.iter().map(weigh).collect();
        let all = || fields.iter().map(|(_, evidence)| evidence).chain(&across);
        let agreed: BTreeSet<Decimal> = all().filter_map(|evidence| evidence.settled().ok().flatten()).collect();
        let agreed = if agreed.len() == 1 { agreed.first().copied() } else { None };
        let given = input.decimal.map(|sign| if sign == ',' { Decimal::Comma } else { Decimal::Point });
        let sign_of = |evidence: &Evidence| match evidence.settled() {
            Ok(Some(sign)) => Ok(sign),
            Ok(None) if evidence.either == 0 => Ok(Decimal::Point),
            Ok(None) => agreed.or(given).ok_or_else(|| Box::new(ambiguous(evidence))),
            Err(()) => {
                let mixed = || Box::new(CleanProblem::MixedNumbers { point: evidence.point, comma: evidence.comma });
                given.ok_or_else(mixed)
            }
        };
        let place = |index: usize, evidence: &Evidence| {
            head.at(index, evidence.first.as_ref().map(|(place, _)| rows[*place as usize].0))
        };
        for (field, evidence) in &fields {
            let sign = match sign_of(evidence) {
                Ok(sign) => sign,
                Err(kind) => {
                    let index = head.of(*field).map_or(0, |one| one.index);
                    self.leave_out(head, *field, Failure::new(place(index, evidence), *kind), said)?;
                    continue;
                }
            };
            let shown = match (sign, evidence.point + evidence.comma + evidence.either) {
                (_, 0) => "number",
                (Decimal::Point, _) => "number.point",
                (Decimal::Comma, _) => "number.comma",
            };
            self.read_as.insert(*field, shown.into());
            if let Some(Values::Numbers(column)) = self.fields.get_mut(field) {
                column.decide(sign, false);
            }
        }
        for (nth, evidence) in across.iter().enumerate() {
            let sign = sign_of(evidence).map_err(|kind| Failure::new(place(head.across[nth].0, evidence), *kind))?;
            self.across[nth].decide(sign, false);
        }
        Ok(())
    }

    /// Leaves a column out and says so, or gives up where the table cannot do without it.
    fn leave_out(
        &mut self,
        head: &Head,
        field: TableField,
        failure: Failure,
        said: &mut Vec<Problem>,
    ) -> Result<(), Failure> {
        let (table, Failure(why)) = (head.table, failure);
        if table.needs().iter().any(|any| any.contains(&field)) {
            return Err(Failure(why));
        }
        self.left_out.insert(field);
        let place = why.place.clone();
        said.push(Problem::warning(place, CompanionProblem::LeftOut { table, column: true, why }));
        Ok(())
    }
}

fn days(head: &Head, rows: &[Row], index: usize) -> DateColumn {
    let mut column = DateColumn::new(head.epoch_1904);
    rows.iter().for_each(|(_, cells)| {
        column.push(cells.get(index).map_or(Cell::Empty, |cell| cell.as_cell()));
    });
    column
}

fn numbers(head: &Head, rows: &[Row], index: usize) -> NumberColumn {
    let mut column = NumberColumn::new(false).counting_by(head.powers.get(&index).copied().unwrap_or(0));
    rows.iter().for_each(|(_, cells)| column.push(cells.get(index).map_or(Cell::Empty, |cell| cell.as_cell())));
    column
}

/// Gives the order of each shape of dates: by the column's own values, else by the others of the table, else as given.
fn order_of(
    shapes: &BTreeMap<Shape, Fits>,
    others: &[&BTreeMap<Shape, Fits>],
    given: Option<DateOrder>,
) -> Result<Orders, Box<(Fits, CleanProblem)>> {
    let mut orders = Orders::new();
    for (shape, fits) in shapes {
        let best = fits.best();
        let elsewhere: BTreeSet<DateOrder> = others
            .iter()
            .filter_map(|shapes| shapes.get(shape)?.settled())
            .filter(|order| best.contains(order))
            .collect();
        let agreed = if elsewhere.len() == 1 { elsewhere.first().copied() } else { None };
        // Where the orders make the same day of every value, none is in doubt.
        let same = (fits.values > 0 && !fits.differ && fits.fits[best[0] as usize] == fits.values).then_some(best[0]);
        match fits.settled().or(agreed).or(given).or(same) {
            Some(order) => {
                orders.insert(*shape, order);
            }
            None if fits.fits[best[0] as usize] * 10 < fits.values * 9 => {
                let each = DateOrder::ALL.iter().zip(fits.fits).map(|(order, fits)| (order.name().into(), fits));
                let kind = CleanProblem::MixedDates { values: fits.values, fits: each.collect() };
                return Err(Box::new((fits.clone(), kind)));
            }
            None => {
                let text = fits.first.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
                let open = match date::read(&text) {
                    DateText::Open(open) => Some(open),
                    _ => None,
                };
                let day = |order: DateOrder| open.and_then(|open| open.day(order)).map(Day::from_number);
                let readings = best.iter().filter_map(|&order| Some((order.name().into(), day(order)?))).collect();
                let kind = CleanProblem::AmbiguousDates { text, readings, values: fits.values };
                return Err(Box::new((fits.clone(), kind)));
            }
        }
    }
    Ok(orders)
}

fn ambiguous(evidence: &Evidence) -> CleanProblem {
    let text = evidence.first.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let decimal = text.replace(',', ".");
    let (point, comma) = if text.contains('.') { (decimal, digits) } else { (digits, decimal) };
    CleanProblem::AmbiguousNumbers { text, point, comma, values: evidence.either }
}
