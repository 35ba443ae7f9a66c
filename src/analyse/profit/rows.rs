//! The profit of rows, and their sums by customer, period and window.

use rustc_hash::FxHashMap;

use super::{NoProfit, ProfitSource};
use crate::cube::Cube;
use crate::model::{Day, Field, Local, Money, Orders, Tally, div_half_even};

/// Revenue and profit of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    pub revenue: Money,
    pub known: Money,
    pub profit: Money,
}

impl Cell {
    fn add(&mut self, more: Cell) {
        self.revenue += more.revenue;
        self.known += more.known;
        self.profit += more.profit;
    }
}

/// The gross profit of each row that has one.
pub struct Known<'a> {
    orders: &'a Orders,
    pub source: ProfitSource,
    raws: &'a [i64],
    pub known: Tally,
    pub unknown: Tally,
}

impl<'a> Known<'a> {
    /// Finds the one column that all rows have their profit from: that of profit; that of cost where there is no other, or where the
    /// column of profit holds nothing or no money.
    pub fn of(orders: &'a Orders) -> Result<Known<'a>, NoProfit> {
        let column = |field: Field| orders.moneys.get(field.name()).map(Vec::as_slice).filter(|raws| !raws.is_empty());
        let profit = column(Field::Profit).map(|raws| Known::read(orders, ProfitSource::Profit, raws));
        match (profit, column(Field::Cost)) {
            (Some(Ok(rows)), _) => Ok(rows),
            (Some(Err(why)), Some(raws)) => Known::read(orders, ProfitSource::Cost, raws).map_err(|_| why),
            (Some(Err(why)), None) => Err(why),
            (None, Some(raws)) => Known::read(orders, ProfitSource::Cost, raws),
            (None, None) => Err(NoProfit::NoColumn),
        }
    }

    /// Reads one column, and says whether it holds money.
    fn read(orders: &'a Orders, source: ProfitSource, raws: &'a [i64]) -> Result<Known<'a>, NoProfit> {
        let mut rows = Known { orders, source, raws, known: Tally::default(), unknown: Tally::default() };
        let (mut size, mut largest, mut whole) = (0_i128, 0, 0_i128);
        for (row, (&raw, &amount)) in raws.iter().zip(&orders.amount).enumerate() {
            let amount = Money::from_raw(amount);
            match rows.profit(row) {
                Some(profit) => {
                    rows.known.add(amount);
                    size += i128::from(profit.raw().unsigned_abs());
                    largest = largest.max(raw.unsigned_abs());
                    whole += i128::from(amount.raw().unsigned_abs());
                }
                None => rows.unknown.add(amount),
            }
        }
        if rows.known.n == 0 {
            return Err(NoProfit::Empty(source));
        }
        if size > Money::LIMIT {
            return Err(NoProfit::TooMuch(source));
        }
        // No value beyond one unit, where rows are worth more than ten on average: 0.25 of each, not 0.25 in money.
        let unit = i128::from(Money::PER_UNIT);
        if i128::from(largest) <= unit && largest > 0 && whole > 10 * unit * i128::from(rows.known.n) {
            return Err(NoProfit::Shares(source));
        }
        Ok(rows)
    }

    /// Gives a row's gross profit in the currency of the book. A converted row's is converted as its amount was; of a row whose
    /// amount as written is zero, nothing is known.
    pub fn profit(&self, row: usize) -> Option<Money> {
        let raw = *self.raws.get(row)?;
        if raw == Orders::NO_QUANTITY {
            return None;
        }
        let amount = Money::from_raw(self.orders.amount[row]);
        let local = self.orders.local.as_ref().filter(|local| local.currency[row] != Local::BASE);
        let converted = match local {
            None => raw,
            Some(local) => {
                let written = i128::from(local.amount[row]);
                let product = i128::from(raw).checked_mul(i128::from(amount.raw()))?;
                (written != 0).then(|| div_half_even(product * written.signum(), written.abs()))?.try_into().ok()?
            }
        };
        match self.source {
            ProfitSource::Profit => Some(Money::from_raw(converted)),
            ProfitSource::Cost => amount.raw().checked_sub(converted).map(Money::from_raw),
        }
    }
}

impl Known<'_> {
    /// Gives a converted row's amount and gross profit as they were written, with the code of their currency.
    pub fn written(&self, row: usize) -> Option<(u16, Money, Money)> {
        let local = self.orders.local.as_ref().filter(|local| local.currency[row] != Local::BASE)?;
        self.profit(row)?;
        let (raw, amount) = (*self.raws.get(row)?, local.amount[row]);
        let profit = match self.source {
            ProfitSource::Profit => raw,
            ProfitSource::Cost => amount.checked_sub(raw)?,
        };
        Some((local.currency[row], Money::from_raw(amount), Money::from_raw(profit)))
    }
}

/// Sums of all rows by customer and period, and of the window.
pub struct Cells {
    by_period: FxHashMap<(u32, u32), Cell>,
    in_window: FxHashMap<u32, Cell>,
    periods: Vec<Cell>,
    window: Cell,
}

impl Cells {
    /// Adds up the rows.
    pub fn of(cube: &Cube, orders: &Orders, rows: &Known<'_>, window: (Day, Day)) -> Cells {
        let ends: Vec<Day> = cube.periods.iter().map(|period| period.last_day()).collect();
        let mut cells = Cells {
            by_period: FxHashMap::default(),
            in_window: FxHashMap::default(),
            periods: vec![Cell::default(); ends.len()],
            window: Cell::default(),
        };
        for (row, (&client, &day)) in orders.client.iter().zip(&orders.day).enumerate() {
            let (day, revenue) = (Day::from_number(day), Money::from_raw(orders.amount[row]));
            let cell = match rows.profit(row) {
                Some(profit) => Cell { revenue, known: revenue, profit },
                None => Cell { revenue, ..Cell::default() },
            };
            let place = ends.partition_point(|end| *end < day);
            if let Some(sum) = cells.periods.get_mut(place) {
                sum.add(cell);
                cells.by_period.entry((client, place as u32)).or_default().add(cell);
            }
            if window.0 <= day && day <= window.1 {
                cells.window.add(cell);
                cells.in_window.entry(client).or_default().add(cell);
            }
        }
        cells
    }

    pub fn in_period(&self, place: usize) -> Cell {
        self.periods.get(place).copied().unwrap_or_default()
    }

    pub fn window(&self) -> Cell {
        self.window
    }

    pub fn at(&self, customer: usize, place: usize) -> Cell {
        self.by_period.get(&(customer as u32, place as u32)).copied().unwrap_or_default()
    }

    /// Gives a customer's sums of the window; nothing without a row in it.
    pub fn of_window(&self, customer: usize) -> Option<Cell> {
        self.in_window.get(&(customer as u32)).copied()
    }
}
