//! Targets against what was reached: by the book, by salespeople, by customers.
//!
//! A target is of a week, a month, a quarter, a half-year or a year. A period is told by a target of its own length, else by the
//! shorter ones inside it, added up. Days that none of them covers are a gap: it is said, and what was reached on those days is left out
//! of the comparison. A target whose days have not all passed is due by pace: as large a part of it as of its days.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analyse::Analysis;
use crate::analyse::watch::{Alert, Fact, Who as Named};
use crate::cube::Cube;
use crate::model::companion::{Master, Target, Targets, Who};
use crate::model::{Calendar, Day, Field, Grain, Money, Orders, Period, div_half_even};

/// What a target is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Scope {
    /// The whole book.
    Book { from: From },
    Owner {
        name: String,
        /// Whether any row is theirs.
        known: bool,
    },
    /// A customer; its place in the cube, where the orders have it.
    Customer {
        key: String,
        name: String,
        #[serde(skip)]
        place: Option<usize>,
    },
}

/// What the book's target was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// Rows that name neither an owner nor a customer.
    Own,
    /// The owners' targets, added up.
    Owners,
    /// The customers' targets, added up; what only those customers brought is set against it.
    Customers,
}

/// A target and what was reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Aim {
    #[serde(flatten)]
    pub scope: Scope,
    /// Of the whole period, as far as there is one.
    pub target: Money,
    /// What of it is due by the frame's day.
    pub due: Money,
    /// What was reached by that day, on the days that have a target; nothing where it cannot be told.
    pub actual: Option<Money>,
    /// Days without a target, first and last.
    pub gaps: Vec<(Day, Day)>,
}

impl Aim {
    /// Gives what was reached as a share of what is due.
    pub fn share(&self) -> Option<f64> {
        self.actual?.share_of(self.due).filter(|_| self.due.is_positive())
    }

    /// Gives what was reached above (or below) what is due.
    pub fn ahead(&self) -> Option<Money> {
        Some(self.actual? - self.due)
    }

    /// Gives how many days of a period have a target.
    fn days(&self, period: Period) -> i32 {
        period.days() - self.gaps.iter().map(|(from, to)| to.since(*from) + 1).sum::<i32>()
    }

    /// Says whether it lags by more than a share of what is due.
    pub fn lags(&self, limit: f64) -> bool {
        self.share().is_some_and(|share| share < 1.0 - limit)
    }
}

/// The targets of one period, up to a day in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frame {
    pub period: Period,
    pub to: Day,
    /// The book, then owners, then customers, each by target.
    pub aims: Vec<Aim>,
    /// Where the book has a target of its own, and the owners' of the same period come to another sum: that sum.
    pub owners_sum: Option<Money>,
}

impl Frame {
    /// Gives the book's.
    pub fn book(&self) -> Option<&Aim> {
        self.aims.iter().find(|aim| matches!(aim.scope, Scope::Book { .. }))
    }

    /// Gives a salesperson's.
    pub fn owner(&self, wanted: &str) -> Option<&Aim> {
        let wanted = folded(wanted);
        self.aims.iter().find(|aim| matches!(&aim.scope, Scope::Owner { name, .. } if folded(name) == wanted))
    }

    /// Gives a customer's, by its place in the cube.
    pub fn customer(&self, wanted: usize) -> Option<&Aim> {
        self.aims.iter().find(|aim| matches!(aim.scope, Scope::Customer { place, .. } if place == Some(wanted)))
    }

    /// Says whether all its days have passed.
    pub fn ended(&self) -> bool {
        self.to >= self.period.last_day()
    }

    /// Gives how much of its days has passed.
    pub fn elapsed(&self) -> f64 {
        f64::from(self.to.since(self.period.first_day()) + 1) / f64::from(self.period.days().max(1))
    }
}

/// Targets against what was reached.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Aims {
    /// The report's period, where it has ended and has a target.
    pub period: Option<Frame>,
    /// The year that holds it, up to its end.
    pub year: Option<Frame>,
    /// The period that has not ended, up to as-of.
    pub running: Option<Frame>,
    /// The book in each complete period that has a target.
    pub history: Vec<(Period, Aim)>,
}

/// What targets are set against.
pub struct Reached<'a> {
    pub cube: &'a Cube,
    pub orders: &'a Orders,
    pub master: Option<&'a Master>,
    /// Whether rows were left out by `--only`: then the book is not the whole one, and its targets say nothing of it.
    pub part: bool,
}

/// Sets targets against what was reached in the report's period, the year up to its end, and the period that has not ended.
pub fn aims(targets: &Targets, analysis: &Analysis, reached: &Reached<'_>) -> Aims {
    let desk = Desk::new(targets, reached);
    let frame = |period: Period, to: Day| Some(desk.frame(period, to)).filter(|frame| !frame.aims.is_empty());
    let period = analysis.period;
    let end = period.last_day();
    let year = Calendar { grain: Grain::Year, ..period.calendar }.period_of(end);
    // A target of nothing but the report's period says nothing more of the year.
    let whole_year = |year: Period| {
        let mut frame = frame(year, end)?;
        frame.aims.retain(|aim| aim.days(year) > period.days());
        Some(frame).filter(|frame| !frame.aims.is_empty())
    };
    let running = analysis.partial.as_ref().filter(|partial| partial.period >= period);
    let history = analysis.periods.iter().filter(|figures| figures.period <= period && analysis.complete);
    Aims {
        period: analysis.complete.then(|| frame(period, end)).flatten(),
        year: (period.calendar.grain != Grain::Year && analysis.complete).then(|| whole_year(year)).flatten(),
        running: running.and_then(|partial| frame(partial.period, partial.to)),
        history: history
            .filter_map(|figures| {
                let book = desk.book(figures.period, figures.period.last_day())?;
                Some((figures.period, book))
            })
            .collect(),
    }
}

/// Gives a name as names are compared.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Some targets that cover a part of a period without overlapping, and the days between them.
struct Cover {
    /// First and last day, and the amount.
    pieces: Vec<(Day, Day, Money)>,
    gaps: Vec<(Day, Day)>,
}

impl Cover {
    /// Covers a period with the longest targets that lie in it; of those that overlap with longer ones nothing is taken. Nothing where
    /// none lies in it.
    fn of<'a>(rows: impl Iterator<Item = &'a Target>, period: Period) -> Option<Cover> {
        let (first, last) = (period.first_day(), period.last_day());
        let mut sums: BTreeMap<(i32, Day, Day), Money> = BTreeMap::new();
        for row in rows {
            let (from, to) = (row.period.first_day(), row.period.last_day());
            if from >= first && to <= last {
                *sums.entry((-to.since(from), from, to)).or_default() += row.amount;
            }
        }
        let mut pieces: Vec<(Day, Day, Money)> = Vec::new();
        for ((_, from, to), amount) in sums {
            if pieces.iter().all(|piece| to < piece.0 || from > piece.1) {
                pieces.push((from, to, amount));
            }
        }
        pieces.sort();
        let mut gaps = Vec::new();
        let mut next = first;
        for (from, to, _) in &pieces {
            if *from > next {
                gaps.push((next, from.plus_days(-1)));
            }
            next = to.plus_days(1);
        }
        if next <= last {
            gaps.push((next, last));
        }
        (!pieces.is_empty()).then_some(Cover { pieces, gaps })
    }

    fn target(&self) -> Money {
        self.pieces.iter().map(|piece| piece.2).sum()
    }

    /// Gives what is due by a day: of a target that is under way as large a part as of its days, rounded half to even.
    fn due(&self, day: Day) -> Money {
        self.pieces.iter().map(|&(from, to, amount)| part(amount, day.since(from) + 1, to.since(from) + 1)).sum()
    }

    /// Gives the days that have a target, up to a day, each once.
    fn days(&self, to: Day) -> Vec<(Day, Day)> {
        let mut days: Vec<(Day, Day)> = Vec::new();
        for &(from, end, _) in self.pieces.iter().filter(|piece| piece.0 <= to) {
            let end = end.min(to);
            match days.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(end),
                _ => days.push((from, end)),
            }
        }
        days
    }
}

/// Gives `passed ÷ days` of an amount, rounded half to even.
fn part(amount: Money, passed: i32, days: i32) -> Money {
    if passed >= days {
        return amount;
    }
    let whole = i128::from(amount.raw()) * i128::from(passed.max(0));
    Money::from_raw(i64::try_from(div_half_even(whole, i128::from(days))).unwrap_or(i64::MAX))
}

/// The targets sorted by what they are of, beside what was reached by day.
struct Desk<'a> {
    reached: &'a Reached<'a>,
    book: Vec<&'a Target>,
    owners: BTreeMap<String, (String, Vec<&'a Target>)>,
    customers: BTreeMap<String, (Who, Vec<&'a Target>)>,
    /// By owner, the sum of each day; nothing where nobody says whose a row is.
    by_owner: Option<BTreeMap<String, BTreeMap<Day, Money>>>,
}

impl<'a> Desk<'a> {
    fn new(targets: &'a Targets, reached: &'a Reached<'a>) -> Desk<'a> {
        let mut desk =
            Desk { reached, book: Vec::new(), owners: BTreeMap::new(), customers: BTreeMap::new(), by_owner: None };
        for row in &targets.rows {
            match (&row.customer, &row.owner) {
                (Some(who), _) => {
                    let entry = desk.customers.entry(who.key.clone());
                    entry.or_insert_with(|| (who.clone(), Vec::new())).1.push(row);
                }
                (None, Some(owner)) => {
                    let entry = desk.owners.entry(folded(owner));
                    entry.or_insert_with(|| (owner.trim().to_owned(), Vec::new())).1.push(row);
                }
                (None, None) => desk.book.push(row),
            }
        }
        if !desk.owners.is_empty() {
            desk.by_owner = by_owner(reached);
        }
        desk
    }

    fn frame(&self, period: Period, to: Day) -> Frame {
        let mut aims: Vec<Aim> = self.book(period, to).into_iter().collect();
        let mut owners: Vec<Aim> = self.owners.keys().filter_map(|owner| self.owner(owner, period, to)).collect();
        let mut customers: Vec<Aim> =
            self.customers.values().filter_map(|(who, rows)| self.customer(who, rows, period, to)).collect();
        // Stable: those of one target stay by name or key.
        owners.sort_by_key(|one| std::cmp::Reverse(one.target));
        customers.sort_by_key(|one| std::cmp::Reverse(one.target));
        let sum: Money = owners.iter().map(|aim| aim.target).sum();
        // Sums of other days cannot be compared.
        let whole = !owners.is_empty() && owners.iter().chain(&aims).all(|aim| aim.gaps.is_empty());
        let own = aims.first().filter(|aim| aim.scope == Scope::Book { from: From::Own } && whole);
        let owners_sum = own.filter(|aim| aim.target != sum).map(|_| sum);
        aims.extend(owners);
        aims.extend(customers);
        Frame { period, to, aims, owners_sum }
    }

    /// Sets a cover against what was reached.
    fn aim(&self, scope: Scope, cover: &Cover, to: Day, reached: impl Fn(Day, Day) -> Option<Money>) -> Aim {
        let actual = cover.days(to).into_iter().map(|(from, to)| reached(from, to)).sum::<Option<Money>>();
        Aim { scope, target: cover.target(), due: cover.due(to), actual, gaps: cover.gaps.clone() }
    }

    fn book(&self, period: Period, to: Day) -> Option<Aim> {
        if self.reached.part {
            return None;
        }
        let customers = &self.reached.cube.customers;
        let whole =
            |from: Day, to: Day| Some(customers.iter().filter_map(|customer| customer.net_between(from, to)).sum());
        if let Some(cover) = Cover::of(self.book.iter().copied(), period) {
            return Some(self.aim(Scope::Book { from: From::Own }, &cover, to, whole));
        }
        // Each owner's targets may cover other days; those that all have are compared.
        let all = |rows: Vec<&Vec<&'a Target>>| -> Option<Cover> {
            let covers: Vec<Cover> =
                rows.into_iter().filter_map(|rows| Cover::of(rows.iter().copied(), period)).collect();
            covers.into_iter().reduce(joined)
        };
        if let Some(cover) = all(self.owners.values().map(|(_, rows)| rows).collect()) {
            return Some(self.aim(Scope::Book { from: From::Owners }, &cover, to, whole));
        }
        let cover = all(self.customers.values().map(|(_, rows)| rows).collect())?;
        let theirs = |from: Day, to: Day| {
            let places = self.customers.values().filter_map(|(who, _)| who.client);
            let nets = places.filter_map(|place| customers.get(place as usize)?.net_between(from, to));
            Some(nets.sum())
        };
        Some(self.aim(Scope::Book { from: From::Customers }, &cover, to, theirs))
    }

    fn owner(&self, owner: &str, period: Period, to: Day) -> Option<Aim> {
        let (name, rows) = self.owners.get(owner)?;
        let cover = Cover::of(rows.iter().copied(), period)?;
        let days = self.by_owner.as_ref().map(|owners| owners.get(owner));
        let known = matches!(days, Some(Some(_)));
        let scope = Scope::Owner { name: name.clone(), known };
        Some(self.aim(scope, &cover, to, |from, to| {
            let days = days?;
            Some(days.map(|days| days.range(from..=to).map(|(_, net)| *net).sum()).unwrap_or_default())
        }))
    }

    fn customer(&self, who: &Who, rows: &[&Target], period: Period, to: Day) -> Option<Aim> {
        let cover = Cover::of(rows.iter().copied(), period)?;
        let place = who.client.map(|client| client as usize);
        let customer = place.and_then(|place| self.reached.cube.customers.get(place));
        let name = customer.map_or_else(|| who.text.clone(), |customer| customer.name.clone());
        let scope = Scope::Customer { key: who.key.clone(), name, place };
        Some(self.aim(scope, &cover, to, |from, to| {
            Some(customer.and_then(|customer| customer.net_between(from, to)).unwrap_or_default())
        }))
    }
}

/// Joins two covers of one period: amounts of equal days are added up; where their days differ, all days that either has count.
fn joined(one: Cover, other: Cover) -> Cover {
    let mut pieces = one.pieces;
    for (from, to, amount) in other.pieces {
        match pieces.iter_mut().find(|piece| (piece.0, piece.1) == (from, to)) {
            Some(piece) => piece.2 += amount,
            None => pieces.push((from, to, amount)),
        }
    }
    pieces.sort();
    let gaps = one.gaps.into_iter().flat_map(|(from, to)| {
        other
            .gaps
            .iter()
            .map(move |gap| (from.max(gap.0), to.min(gap.1)))
            .filter(|gap| gap.0 <= gap.1)
            .collect::<Vec<_>>()
    });
    let gaps = gaps.collect();
    Cover { pieces, gaps }
}

/// Sums each owner's days: by the rows' own owner, else by the customer's in the master.
fn by_owner(reached: &Reached<'_>) -> Option<BTreeMap<String, BTreeMap<Day, Money>>> {
    let orders = reached.orders;
    let mut owners: BTreeMap<String, BTreeMap<Day, Money>> = BTreeMap::new();
    let mut add =
        |owner: &str, day: Day, net: Money| *owners.entry(owner.to_owned()).or_default().entry(day).or_default() += net;
    if let Some(texts) = orders.texts.get(Field::Owner.name()) {
        let names: Vec<String> = texts.values.iter().map(folded).collect();
        for (at, &code) in texts.codes.iter().enumerate() {
            if let Some(owner) = names.get(code as usize) {
                add(owner, Day::from_number(orders.day[at]), Money::from_raw(orders.amount[at]));
            }
        }
        return Some(owners);
    }
    let master = reached.master?.by_client();
    for (place, customer) in reached.cube.customers.iter().enumerate() {
        let owner = u32::try_from(place).ok().and_then(|place| master.get(&place)?.owner.as_deref());
        let Some(owner) = owner.map(folded) else { continue };
        customer.days.iter().for_each(|fact| add(&owner, fact.day, fact.net));
    }
    Some(owners)
}

/// Until which part of a period its pace says too little to be told.
const EARLY: f64 = 0.25;

/// Gives the targets that are missed, or behind what is due of them, by more than a share of that: in the report's period, and in the
/// one that has not ended once a quarter of its days has passed.
pub fn behind(aims: &Aims, limit: f64) -> Vec<Alert> {
    let frames = [aims.period.as_ref(), aims.running.as_ref().filter(|frame| frame.elapsed() >= EARLY)];
    let mut found = Vec::new();
    for frame in frames.into_iter().flatten() {
        for aim in frame.aims.iter().filter(|aim| aim.lags(limit)) {
            let (Some(actual), Some(share)) = (aim.actual, aim.share()) else { continue };
            let (who, owner) = match &aim.scope {
                Scope::Book { .. } => (None, None),
                Scope::Owner { name, .. } => (None, Some(name.clone())),
                Scope::Customer { key, name, .. } => (Some(Named { key: key.clone(), name: name.clone() }), None),
            };
            let (period, to, target, due) = (frame.period, frame.to, aim.target, aim.due);
            let fact = Fact::Behind { owner, period, to, target, due, actual, share, limit };
            found.push(Alert { who, stake: due - actual, fact });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::companion::{Companion, RowPlace, TableAudit, TableKind};
    use crate::model::{Texts, Words};

    fn period(label: &str) -> Period {
        Period::parse(label, 1).unwrap()
    }

    fn units(units: i64) -> Money {
        Money::from_raw(units * Money::PER_UNIT)
    }

    /// Reads lines of `period,owner,customer,amount`.
    fn targets(text: &str, orders: &Orders) -> Targets {
        let row = |line: &str| {
            let parts: Vec<&str> = line.trim().split(',').collect();
            let client = orders.clients.iter().position(|client| client.key == parts[2]).map(|at| at as u32);
            let who = Who { text: parts[2].into(), id: None, key: parts[2].into(), client };
            Target {
                at: RowPlace::default(),
                period: period(parts[0]),
                owner: Some(parts[1].to_owned()).filter(|owner| !owner.is_empty()),
                customer: Some(who).filter(|who| !who.text.is_empty()),
                amount: units(parts[3].parse().unwrap()),
            }
        };
        let audit = TableAudit::empty(TableKind::Targets);
        Companion { rows: text.lines().filter(|line| !line.trim().is_empty()).map(row).collect(), audit }
    }

    /// 100 on the 15th of each month from January to June of 2025: odd months by a and Li, even ones by b and Wang.
    fn half_a_year() -> Orders {
        let text: String = (1..=6)
            .map(|month| format!("{},2025-{month:02}-15,100\n", if month % 2 == 1 { "a" } else { "b" }))
            .collect();
        let mut orders = book(&lines(&text), day("2025-06-30"));
        let values: Words = ["Li", "Wang "].into_iter().collect();
        let codes = vec![0, 1, 0, 1, 0, 1];
        orders.texts.insert("owner".into(), Texts { values: values.into(), codes });
        orders
    }

    fn frame(text: &str, label: &str, to: &str) -> Frame {
        let orders = half_a_year();
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let targets = targets(text, &orders);
        let reached = Reached { cube: &cube, orders: &orders, master: None, part: false };
        Desk::new(&targets, &reached).frame(period(label), day(to))
    }

    #[test]
    fn months_make_a_quarter_and_days_without_a_target_are_left_out() {
        let frame = frame("2025-01,,,90\n2025-02,,,110", "2025Q1", "2025-03-31");
        let book = frame.book().unwrap();
        assert_eq!((book.target, book.due, book.actual), (units(200), units(200), Some(units(200))));
        assert_eq!(book.gaps, [(day("2025-03-01"), day("2025-03-31"))]);
        assert_eq!(book.share(), Some(1.0));
    }

    #[test]
    fn of_targets_that_overlap_the_longest_counts_and_equal_ones_add_up() {
        let one = frame("2025Q1,,,400\n2025-02,,,999\n2025Q1,,,50", "2025Q1", "2025-03-31");
        assert_eq!((one.book().unwrap().target, one.book().unwrap().gaps.len()), (units(450), 0));
        let year = frame("2025Q1,,,400\n2025-02,,,999\n2025-05,,,60", "2025", "2025-06-30");
        let book = year.book().unwrap();
        assert_eq!((book.target, book.actual), (units(460), Some(units(400))));
        let gaps = [("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-12-31")].map(|(from, to)| (day(from), day(to)));
        assert_eq!(book.gaps, gaps);
    }

    /// By hand: of 910 for the 91 days of the quarter, 300 are due after 30.
    #[test]
    fn a_target_that_is_under_way_is_due_by_its_days() {
        let frame = frame("2025Q2,,,910", "2025Q2", "2025-04-30");
        let book = frame.book().unwrap();
        assert_eq!((book.due, book.actual), (units(300), Some(units(100))));
        assert!(book.lags(0.5) && !book.lags(0.7) && (frame.elapsed() - 30.0 / 91.0).abs() < 1e-12);
        assert_eq!(
            [(1, 1, 2), (3, 1, 2), (-3, 1, 2), (7, 2, 2)].map(|(raw, passed, days)| part(
                Money::from_raw(raw),
                passed,
                days
            )
            .raw()),
            [0, 2, -2, 7]
        );
    }

    #[test]
    fn owners_and_customers_have_what_is_theirs_and_make_the_book_where_it_has_none() {
        let frame = frame(
            "2025Q2,Li,,150\n2025Q2,wang,,200\n2025Q2,Zhao,,70\n2025Q2,,b,300\n2025Q2,,c,20",
            "2025Q2",
            "2025-06-30",
        );
        let told: Vec<_> =
            frame.aims.iter().map(|aim| (aim.target.raw() / 10_000, aim.actual.unwrap().raw() / 10_000)).collect();
        // The book, Wang, Li, Zhao whom nobody knows, b, and c which the orders do not have.
        assert_eq!(told, [(420, 300), (200, 200), (150, 100), (70, 0), (300, 200), (20, 0)]);
        assert_eq!(frame.aims[0].scope, Scope::Book { from: From::Owners });
        assert_eq!(frame.aims[3].scope, Scope::Owner { name: "Zhao".into(), known: false });
        assert_eq!(frame.owner("WANG").map(|aim| aim.target), Some(units(200)));
        assert_eq!(frame.customer(1).map(|aim| aim.target), Some(units(300)));
    }

    #[test]
    fn a_book_that_is_a_part_has_no_target_of_the_whole() {
        let orders = half_a_year();
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let targets = targets("2025Q2,,,400\n2025Q2,Li,,150", &orders);
        let reached = Reached { cube: &cube, orders: &orders, master: None, part: true };
        let frame = Desk::new(&targets, &reached).frame(period("2025Q2"), day("2025-06-30"));
        assert_eq!((frame.book(), frame.aims.len()), (None, 1));
    }

    #[test]
    fn owners_that_come_to_another_sum_than_the_book_are_told() {
        let sum = |text: &str| frame(text, "2025Q2", "2025-06-30").owners_sum;
        assert_eq!(sum("2025Q2,,,400\n2025Q2,Li,,150\n2025Q2,Wang,,200"), Some(units(350)));
        assert_eq!(sum("2025Q2,,,350\n2025Q2,Li,,150\n2025Q2,Wang,,200"), None);
        assert_eq!(sum("2025Q2,,,400\n2025-04,Li,,150"), None, "other days");
    }
}
