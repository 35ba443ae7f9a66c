//! What a customer has stopped buying: products that it bought regularly and that are overdue by their own cadence, while the customer
//! itself still buys (rule 6, by customer and product).
//!
//! Products that are bought now and then are often silent for longer than twice their usual gap by chance alone, so each has the
//! probability of that, and those that survive a false discovery rate over all are told first, as directions are.
//!
//! A customer that is overdue itself has stopped buying everything; that is told elsewhere.

use rayon::prelude::*;
use serde::Serialize;

use super::cadence::{self, median};
use super::mann_kendall::benjamini_hochberg;
use super::seasonal::repeats;
use super::{ByProduct, CadenceClass, ProductRow};
use crate::cube::Cube;
use crate::model::{Day, Money, Orders, Texts};

/// The fewest order days of a product that make it regular.
const REGULAR: usize = 3;
/// From how many times its median interval on a silence is overdue.
const OVERDUE: f64 = 2.0;
/// The share of false ones among the certain ones.
const FALSE_DISCOVERY: f64 = 0.10;

/// A product that a customer has stopped buying.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stopped {
    #[serde(skip)]
    pub customer: usize,
    /// The code in the column of products.
    #[serde(skip)]
    pub product: u32,
    /// Days on which the customer bought it.
    pub order_days: usize,
    pub last: Day,
    /// Days from the last of them to as-of.
    pub silence: i32,
    pub median_interval: f64,
    pub ratio: f64,
    /// Order days of the customer since the product was due: after its last day and the median interval.
    pub orders_since: usize,
    /// Its net amount in the 12 months that end with the last day: what hangs on it in a year.
    pub amount: Money,
    /// How likely a silence of such a length is while the customer still buys it at random at its own pace: (1 + silence ÷ Σ gaps)
    /// to the power of − the number of gaps, the predictive distribution of exponential gaps (Lawless 1971).
    pub chance: f64,
    /// Whether it survives Benjamini–Hochberg at 10 % over all regular products, and is not seasonal.
    pub certain: bool,
    /// Whether it was silent in the same months of earlier years.
    pub seasonal: bool,
}

/// What customers have stopped buying.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StoppedProducts {
    /// Whether categories stand for products, where no product column is there.
    pub by_category: bool,
    /// How many products customers who still buy have bought regularly, of each, and how many customers these are.
    pub regular: usize,
    pub customers: usize,
    /// How many of them would be overdue by chance alone, while everybody still buys them at random.
    pub by_chance: f64,
    /// How many of the overdue ones are certain, and how many are seasonal.
    pub certain: usize,
    pub seasonal: usize,
    /// What hangs on the certain ones in a year, and on all that are overdue.
    pub certain_amount: Money,
    pub amount: Money,
    /// The certain ones first, then by amount descending, ties by customer's key and product.
    #[serde(skip)]
    pub list: Vec<Stopped>,
}

/// Gives the column of products: the product, else the category.
pub fn products(orders: &Orders) -> Option<(&Texts, bool)> {
    let columns = [(&orders.product, false), (&orders.category, true)];
    columns.into_iter().find(|(texts, _)| !texts.codes.is_empty())
}

/// Gives what customers have stopped buying as of the book's day; nothing where the rows are sums of periods.
pub fn stopped(cube: &Cube, bought: &ByProduct) -> Option<StoppedProducts> {
    if !cube.span.has_orders() {
        return None;
    }
    let customers = (0..bought.customers()).into_par_iter();
    let mut judged: Vec<Judged> =
        customers.map_init(Room::default, |room, at| room.judged(cube, bought, at)).flatten_iter().collect();
    let mut customers: Vec<usize> = judged.iter().map(|one| one.customer).collect();
    customers.dedup();
    let chances: Vec<f64> = judged.iter().map(|one| one.chance).collect();
    for (one, survives) in judged.iter_mut().zip(benjamini_hochberg(&chances, FALSE_DISCOVERY)) {
        one.found.iter_mut().for_each(|found| found.certain = survives && !found.seasonal);
    }
    let mut list: Vec<Stopped> = judged.iter().filter_map(|one| one.found).collect();
    list.sort_by(|a, b| {
        let name = |one: &Stopped| bought.names.get(one.product);
        let certain = b.certain.cmp(&a.certain).then(b.amount.cmp(&a.amount));
        certain.then(a.customer.cmp(&b.customer)).then_with(|| name(a).cmp(name(b)))
    });
    let certain = || list.iter().filter(|one| one.certain);
    Some(StoppedProducts {
        by_category: bought.by_category,
        regular: judged.len(),
        customers: customers.len(),
        by_chance: judged.iter().map(|one| one.overdue).sum(),
        certain: certain().count(),
        seasonal: list.iter().filter(|one| one.seasonal).count(),
        certain_amount: certain().map(|one| one.amount).sum(),
        amount: list.iter().map(|one| one.amount).sum(),
        list,
    })
}

/// One product that a customer has bought regularly.
struct Judged {
    customer: usize,
    /// How likely its silence is by chance, and how likely one is that is overdue.
    chance: f64,
    overdue: f64,
    found: Option<Stopped>,
}

/// Room for the days of one customer and product after the other.
#[derive(Default)]
struct Room {
    cadence: cadence::Room,
    /// The order days of the customer, and of the product.
    all: Vec<Day>,
    days: Vec<Day>,
    gaps: Vec<i32>,
}

impl Room {
    /// Judges the products of a customer that still buys.
    fn judged(&mut self, cube: &Cube, bought: &ByProduct, customer: usize) -> Vec<Judged> {
        let (facts, as_of) = (&cube.customers[customer], cube.span.as_of);
        let class = self.cadence.cadence(facts, cube.span.first_day, as_of).class;
        if matches!(class, CadenceClass::Overdue | CadenceClass::NoOrders) {
            return Vec::new();
        }
        self.all.clear();
        self.all.extend(facts.order_days(as_of));
        let products = bought.of_customer(customer, as_of.number());
        products.filter_map(|rows| self.product(cube, customer, rows)).collect()
    }

    /// Judges one product of the customer by its rows, which are sorted by day: nothing where it was not bought regularly.
    fn product(&mut self, cube: &Cube, customer: usize, rows: &[ProductRow]) -> Option<Judged> {
        // Most are bought now and then.
        if rows.len() < REGULAR {
            return None;
        }
        let as_of = cube.span.as_of;
        let Room { all, days, gaps, .. } = self;
        days.clear();
        days.extend(rows.iter().filter(|row| row.amount > 0).map(|row| Day::from_number(row.day)));
        days.dedup();
        let (product, last) = (rows.first()?.product, *days.last()?);
        if days.len() < REGULAR {
            return None;
        }
        gaps.clear();
        gaps.extend(days.windows(2).map(|pair| pair[1].since(pair[0])));
        let usual = median(gaps)?;
        let (many, whole) = (gaps.len() as f64, f64::from(gaps.iter().sum::<i32>()));
        let longer = |than: f64| (1.0 + than / whole).powf(-many);
        let silence = as_of.since(last);
        let ratio = f64::from(silence) / usual;
        let (chance, overdue) = (longer(f64::from(silence)), longer(OVERDUE * usual));
        let judged = Judged { customer, chance, overdue, found: None };
        if ratio <= OVERDUE {
            return Some(judged);
        }
        // A day that falls half a day after it is due is after it.
        let due = last.plus_days(usual.floor() as i32);
        let orders_since = all.len() - all.partition_point(|day| *day <= due);
        if orders_since == 0 {
            return Some(judged);
        }
        let year = last.plus_months(-12);
        let of_year = rows.iter().filter(|row| (year.number() + 1..=last.number()).contains(&row.day));
        let found = Stopped {
            customer,
            product,
            order_days: days.len(),
            last,
            silence,
            median_interval: usual,
            ratio,
            orders_since,
            amount: of_year.map(|row| Money::from_raw(row.amount)).sum(),
            chance: judged.chance,
            certain: false,
            seasonal: repeats(days, usual, cube.span.first_day, as_of),
        };
        Some(Judged { found: Some(found), ..judged })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::Grain;

    /// Lines of `customer,day,amount,product`; the fourth column of the fixture is the order number.
    fn told(text: &str, as_of: &str) -> (Orders, StoppedProducts) {
        let lines = lines(text);
        let mut orders = book(&lines, day(as_of));
        orders.product = std::mem::take(&mut orders.order);
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let bought = ByProduct::of(&orders, cube.customers.len()).unwrap();
        let found = stopped(&cube, &bought).unwrap();
        (orders, found)
    }

    #[test]
    fn a_median_of_half_a_day_is_not_rounded_up() {
        // Pumps on 1, 11 and 22 January: gaps of 10 and 11, due on the tenth and a half day after, and a order on the eleventh.
        let text = "a,2024-01-01,1,pump\na,2024-01-11,1,pump\na,2024-01-22,1,pump\na,2024-02-02,1,hose";
        let (_, told) = told(text, "2024-02-13");
        assert_eq!((told.list.len(), told.list[0].median_interval, told.list[0].orders_since), (1, 10.5, 1));
    }

    /// By hand. a orders every ten days; pumps on 5, 15, 25 January and, after the 25th, not once in 60 days: 6 times their interval.
    /// Hoses still come. Valves were bought twice only. b bought pumps thrice and is gone itself.
    const BOOK: &str = "a,2024-01-05,100,pump\na,2024-01-15,100,pump\na,2024-01-25,-30,pump\na,2024-01-25,110,pump
                        a,2024-01-05,7,hose\na,2024-02-04,7,hose\na,2024-02-14,7,hose\na,2024-03-15,7,hose
                        a,2024-01-15,9,valve\na,2024-01-25,9,valve\na,2024-02-24,1,other\na,2024-03-25,1,other
                        b,2024-01-01,50,pump\nb,2024-01-04,50,pump\nb,2024-01-07,50,pump";

    #[test]
    fn a_product_overdue_by_its_own_cadence_has_stopped_while_its_customer_buys() {
        let (orders, found) = told(BOOK, "2024-03-25");
        assert_eq!((found.regular, found.customers, found.list.len()), (2, 1, 1));
        let one = found.list[0];
        assert_eq!((one.customer, orders.product.values.get(one.product)), (0, "pump"));
        assert_eq!((one.order_days, one.last, one.silence), (3, day("2024-01-25"), 60));
        assert_eq!((one.median_interval, one.ratio), (10.0, 6.0));
        // After 4 February, when it was due: 14 and 24 February, 15 and 25 March.
        assert_eq!(one.orders_since, 4);
        assert_eq!((one.amount, found.amount), (Money::from_raw(2_800_000), Money::from_raw(2_800_000)));
        // (1 + 60 ÷ 20)⁻² = 1 ÷ 16, within 10% × 1 ÷ 2 of two for neither: the hoses' is (1 + 10 ÷ 70)⁻³.
        assert_eq!((one.chance, one.certain, one.seasonal), (0.0625, false, false));
        // (1 + 20 ÷ 20)⁻² and (1 + 60 ÷ 70)⁻³.
        assert!((found.by_chance - (0.25 + (7.0_f64 / 13.0).powi(3))).abs() < 1e-12);
        // Four times as long: (1 + 240 ÷ 20)⁻².
        let (_, found) = told(&format!("{BOOK}\na,2024-09-21,7,hose\na,2024-09-20,1,other"), "2024-09-21");
        let one = found.list.iter().find(|one| one.order_days == 3 && one.silence == 240).unwrap();
        assert_eq!((one.chance, one.certain), (1.0 / 169.0, true));
        assert_eq!((found.certain, found.certain_amount), (1, Money::from_raw(2_800_000)));
    }

    #[test]
    fn twice_the_interval_is_late_and_not_yet_overdue() {
        let book = |last: &str| {
            let text = format!("a,2024-01-05,5,pump\na,2024-01-15,5,pump\na,2024-01-25,5,pump\na,{last},1,hose");
            told(&text, last).1.list.len()
        };
        assert_eq!((book("2024-02-14"), book("2024-02-15")), (0, 1));
    }

    #[test]
    fn only_the_year_before_the_last_day_is_at_stake() {
        let text = "a,2022-01-25,1000,pump\na,2023-01-25,300,pump\na,2023-01-26,20,pump\na,2024-01-25,1,pump\na,2026-03-01,1,hose
                    a,2024-06-25,1,hose\na,2025-03-01,1,hose";
        let (_, found) = told(text, "2026-03-02");
        let pump = found.list.iter().find(|one| one.order_days == 4).unwrap();
        assert_eq!(pump.amount, Money::from_raw(210_000));
    }
}
