//! The story: who orders when, for how much, and what goes wrong in the typing. Everything follows from one seed.
//!
//! One customer grows to three fifths of revenue, the second largest plunges, six leave, one comes back after a year and a
//! half, one buys only before Christmas, three are new and had samples first, one is written in two ways at the end.

use mingxi::model::Day;

use super::names::{CAST, CROWD, Name, OWNERS, PRODUCTS, Product, SAMPLE, SEASONAL};
use super::random::Chance;

/// One line of an order.
#[derive(Clone)]
pub struct Line {
    pub number: String,
    pub day: Day,
    pub customer: &'static Name,
    pub owner: (&'static str, &'static str),
    pub product: &'static Product,
    pub quantity: i64,
    /// In cents.
    pub price: i64,
    /// In cents.
    pub amount: i64,
    /// The day it was shipped; nothing before that.
    pub shipped: Option<Day>,
    pub status: Status,
    pub flaw: Option<Flaw>,
}

/// How far an order is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done,
    Open,
    Cancelled,
    Credit,
}

/// What went wrong in the typing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A day that no calendar has.
    BadDate,
    /// A word where the amount belongs.
    BadAmount,
    NoCustomer,
    /// The right day, as text.
    TextDate,
    /// A full-width space after the name.
    WideSpace,
    /// Two spaces inside the name.
    TwoSpaces,
}

/// The last day of the book.
pub const AS_OF: (i32, i32, i32) = (2025, 9, 30);

/// Holidays on which nobody orders, as first and last day.
const HOLIDAYS: [((i32, i32, i32), (i32, i32, i32)); 5] = [
    ((2023, 1, 21), (2023, 1, 27)),
    ((2023, 10, 1), (2023, 10, 6)),
    ((2024, 2, 10), (2024, 2, 16)),
    ((2024, 10, 1), (2024, 10, 7)),
    ((2025, 1, 29), (2025, 2, 4)),
];

fn day((year, month, day): (i32, i32, i32)) -> Day {
    Day::from_ymd(year, month, day).unwrap_or(Day::from_number(0))
}

/// An order before it has lines: the day and about how many cents.
struct Plan {
    day: Day,
    cents: i64,
}

/// How a customer orders: from and to a day, every so many days, for about so many units of money.
struct Habit {
    from: (i32, i32, i32),
    to: (i32, i32, i32),
    gap: i64,
    size: i64,
}

/// Makes the whole book, by day.
pub fn lines() -> Vec<Line> {
    let mut chance = Chance::new(20_250_930);
    let mut lines = Vec::new();
    for (place, customer) in CAST.iter().enumerate() {
        for plan in cast_plans(place, &mut chance) {
            add_order(&mut lines, customer, plan, place, &mut chance);
        }
    }
    for (place, customer) in CROWD.iter().enumerate() {
        for plan in crowd_plans(place, &mut chance) {
            add_order(&mut lines, customer, plan, CAST.len() + place, &mut chance);
        }
    }
    lines.sort_by_key(|(line, order): &(Line, usize)| (line.day, *order));
    number(&mut lines);
    let mut lines: Vec<Line> = lines.into_iter().map(|(line, _)| line).collect();
    spoil(&mut lines);
    lines
}

fn working(day_: Day) -> Day {
    let mut day_ = day_;
    loop {
        match HOLIDAYS.iter().find(|(first, last)| day(*first) <= day_ && day_ <= day(*last)) {
            Some((_, last)) => day_ = day(*last).plus_days(1),
            None if day_.weekday() == 6 => day_ = day_.plus_days(1),
            None => return day_,
        }
    }
}

/// Follows a habit: the gap varies by a fifth, the size by a third.
fn follow(habit: &Habit, chance: &mut Chance) -> Vec<Plan> {
    let mut plans = Vec::new();
    let mut next = day(habit.from).plus_days(chance.between(0, habit.gap / 3) as i32);
    loop {
        let on = working(next);
        if on > day(habit.to) || on > day(AS_OF) {
            return plans;
        }
        plans.push(Plan { day: on, cents: habit.size * chance.between(67, 133) });
        let swing = (habit.gap / 5).max(1);
        next = on.plus_days((habit.gap + chance.between(-swing, swing)) as i32);
    }
}

fn follow_all(habits: &[Habit], chance: &mut Chance) -> Vec<Plan> {
    habits.iter().flat_map(|habit| follow(habit, chance)).collect()
}

const fn habit(from: (i32, i32, i32), to: (i32, i32, i32), gap: i64, size: i64) -> Habit {
    Habit { from, to, gap, size }
}

/// The parts of the cast, by place in [`CAST`].
fn cast_plans(place: usize, chance: &mut Chance) -> Vec<Plan> {
    let start = (2023, 1, 3);
    let once = |on, units: i64| Plan { day: day(on), cents: units * 100 };
    match place {
        // The one that the book comes to hang on.
        0 => {
            let mut plans = follow_all(
                &[
                    habit(start, (2023, 12, 31), 9, 34_000),
                    habit((2024, 1, 1), (2024, 6, 30), 8, 56_000),
                    habit((2024, 7, 1), (2024, 12, 31), 8, 88_000),
                    habit((2025, 1, 1), (2025, 6, 30), 7, 102_000),
                    habit((2025, 7, 1), (2025, 9, 24), 7, 79_000),
                ],
                chance,
            );
            plans.push(once((2025, 9, 29), 91_400));
            plans
        }
        // The second largest, which plunges.
        1 => follow_all(
            &[habit(start, (2025, 6, 28), 14, 34_000), habit((2025, 7, 20), (2025, 9, 20), 34, 15_500)],
            chance,
        ),
        // The one that comes back.
        2 => {
            let mut plans = follow(&habit(start, (2024, 3, 15), 30, 11_000), chance);
            plans.extend([once((2025, 8, 12), 9_800), once((2025, 9, 11), 14_300)]);
            plans
        }
        // The seasonal one.
        3 => follow_all(
            &[
                habit((2023, 8, 7), (2023, 10, 25), 13, 13_500),
                habit((2024, 8, 5), (2024, 10, 24), 13, 15_000),
                habit((2025, 8, 6), (2025, 9, 26), 13, 15_500),
            ],
            chance,
        ),
        // The six that leave.
        4 => follow(&habit(start, (2025, 6, 12), 27, 9_500), chance),
        5 => follow(&habit((2023, 3, 6), (2025, 6, 3), 33, 6_200), chance),
        6 => follow(&habit(start, (2025, 6, 20), 29, 5_400), chance),
        7 => follow(&habit((2023, 2, 1), (2025, 5, 28), 24, 8_100), chance),
        8 => follow(&habit(start, (2025, 6, 6), 31, 4_300), chance),
        9 => follow(&habit((2023, 5, 8), (2025, 6, 16), 38, 5_700), chance),
        // One customer, written in another way from August 2025 on.
        10 => follow(&habit((2023, 1, 16), (2025, 7, 31), 36, 5_200), chance),
        11 => vec![once((2025, 8, 19), 3_900), once((2025, 9, 22), 5_600)],
        // The new ones, with samples first.
        12 => vec![once((2025, 6, 20), 105), once((2025, 8, 5), 8_400), once((2025, 9, 10), 12_700)],
        13 => vec![once((2025, 7, 8), 70), once((2025, 9, 2), 6_900)],
        14 => vec![once((2025, 7, 1), 140), once((2025, 9, 24), 4_200)],
        // A steady one.
        _ => follow(&habit((2023, 1, 9), (2025, 9, 30), 26, 6_300), chance),
    }
}

/// The crowd: a few large, more middling, many small; some come later, some go earlier.
fn crowd_plans(place: usize, chance: &mut Chance) -> Vec<Plan> {
    let (gap, size) = match place % 7 {
        0 => (chance.between(22, 34), chance.between(5_500, 9_000)),
        1..=3 => (chance.between(30, 55), chance.between(2_200, 4_500)),
        _ => (chance.between(45, 95), chance.between(600, 1_900)),
    };
    let from = match chance.between(1, 100) {
        1..=62 => (2023, 1, chance.between(3, 28) as i32),
        63..=82 => (2023, chance.between(4, 12) as i32, 5),
        83..=95 => (2024, chance.between(1, 12) as i32, 5),
        _ => (2025, chance.between(1, 6) as i32, 5),
    };
    let to = match chance.between(1, 100) {
        1..=80 => AS_OF,
        81..=90 => (2024, chance.between(6, 12) as i32, 28),
        _ => (2025, chance.between(1, 6) as i32, 28),
    };
    follow(&habit(from, to, gap, size), chance)
}

/// Turns a plan into lines, ships them, and now and then takes a part back.
fn add_order(lines: &mut Vec<(Line, usize)>, customer: &'static Name, plan: Plan, place: usize, chance: &mut Chance) {
    let order = lines.last().map_or(0, |(_, order)| order + 1);
    let cancelled = place >= CAST.len() && chance.between(1, 160) == 1;
    let shipped = working(plan.day.plus_days(chance.between(12, 40) as i32));
    let sample = plan.cents <= 14_000;
    let count =
        if sample { 1 } else { chance.between(2, 4) + i64::from(plan.cents > 2_500_000) * chance.between(2, 4) };
    for _ in 0..count {
        let product = match place {
            _ if sample => &SAMPLE,
            3 => &SEASONAL[chance.pick(SEASONAL.len())],
            _ => &PRODUCTS[chance.pick(PRODUCTS.len())],
        };
        // Prices rise by 2 % a year.
        let price =
            if sample { product.cents } else { product.cents * (100 + 2 * i64::from(plan.day.ymd().0 - 2023)) / 100 };
        let step = if price > 1_000 || sample { 1 } else { 10 };
        let quantity = (plan.cents / count / price / step).max(1) * step;
        let line = Line {
            number: String::new(),
            day: plan.day,
            customer,
            owner: OWNERS[owner(customer, place, plan.day, order)],
            product,
            quantity,
            price,
            amount: quantity * price,
            shipped: (shipped <= day(AS_OF) && !cancelled).then_some(shipped),
            status: match shipped <= day(AS_OF) {
                _ if cancelled => Status::Cancelled,
                true => Status::Done,
                false => Status::Open,
            },
            flaw: None,
        };
        let back = working(plan.day.plus_days(chance.between(25, 70) as i32));
        if chance.between(1, 90) == 1 && back <= day(AS_OF) && !cancelled && !sample {
            let quantity = -(quantity / chance.between(8, 20)).max(1);
            let credit = Line { day: back, quantity, amount: quantity * price, shipped: None, ..line.clone() };
            lines.push((Line { status: Status::Credit, ..credit }, order + 1_000_000));
        }
        lines.push((line, order));
    }
}

/// Says who looks after a customer: Li Qiang's went to Chen Jing in July 2024; one customer stands in two books.
fn owner(customer: &Name, place: usize, on: Day, order: usize) -> usize {
    match customer.land.1 {
        _ if place == 8 => 1 + order % 2,
        "China" | "Hong Kong" if place.is_multiple_of(2) && on < day((2024, 7, 1)) => 1,
        "China" | "Hong Kong" => 2,
        "Germany" | "Netherlands" if on >= day((2025, 1, 1)) => 3,
        _ if place.is_multiple_of(3) => 3,
        _ => 0,
    }
}

/// Numbers orders and credits by day.
fn number(lines: &mut [(Line, usize)]) {
    let mut last = (Day::from_number(0), usize::MAX);
    let mut running = 0;
    for (line, order) in lines {
        if line.day != last.0 {
            running = 0;
        }
        if (line.day, *order) != last {
            running += 1;
        }
        last = (line.day, *order);
        let (year, month, day) = line.day.ymd();
        let kind = if line.status == Status::Credit { "TH" } else { "SO" };
        line.number = format!("{kind}{:02}{month:02}{day:02}-{running:02}", year - 2000);
    }
}

/// Puts in the ordinary mess, always at the same places.
fn spoil(lines: &mut [Line]) {
    let small = |line: &Line| line.amount > 0 && line.amount < 100_000 && line.status == Status::Done;
    for (from, flaw) in [(1_100, Flaw::BadAmount), (2_350, Flaw::BadDate), (3_000, Flaw::NoCustomer)] {
        if let Some(line) = lines.iter_mut().skip(from).find(|line| small(line)) {
            line.flaw = Some(flaw);
        }
    }
    let mut wide = 0;
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.flaw.is_none()) {
        line.flaw = match at {
            1_500..=1_540 => Some(Flaw::TextDate),
            _ if line.customer.zh == CAST[15].zh && at % 3 == 0 => Some(Flaw::WideSpace),
            _ if line.customer.zh == CAST[13].zh => {
                wide += 1;
                (wide % 2 == 0).then_some(Flaw::TwoSpaces)
            }
            _ => None,
        };
    }
}
