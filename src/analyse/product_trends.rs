//! Which products a customer buys more and more of, and which less and less: the direction of each product inside each customer, by the
//! test that rule 6 has for the customer as a whole.
//!
//! A customer that is steady as a whole may leave one product for another, and one that falls may fall by one product alone. So many
//! pairs are tested at once that those which survive a false discovery rate over all of them are told first.

use rayon::prelude::*;
use serde::Serialize;

use super::mann_kendall::{benjamini_hochberg, mann_kendall, significance};
use super::trend::{FALSE_DISCOVERY, TESTED, towards};
use super::{ByProduct, Direction, MannKendall, ProductRow};
use crate::cube::Cube;
use crate::model::{Money, Period};

/// On how many days a customer must have bought a product, so that its periods say more than that it is bought now and then.
const REGULAR: usize = 5;

/// A product that a customer buys more and more, or less and less of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductTrend {
    #[serde(skip)]
    pub customer: usize,
    /// The code in the column of products.
    #[serde(skip)]
    pub product: u32,
    /// Days on which the customer bought it.
    pub order_days: usize,
    /// The place of the first period of the series.
    #[serde(skip)]
    pub start: usize,
    /// Net amounts of the complete periods from that of the first order day (not a short first one) to the report's.
    pub series: Vec<Money>,
    pub direction: Direction,
    pub test: MannKendall,
    /// Whether it survives Benjamini–Hochberg at 10 % over all that were tested.
    pub certain: bool,
}

/// The directions of products inside customers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductTrends {
    /// Whether categories stand for products, where no product column is there.
    pub by_category: bool,
    /// How many products of how many customers were tested: bought on 5 days or more, 5 complete periods or more.
    pub tested: usize,
    pub customers: usize,
    pub rising: usize,
    pub falling: usize,
    pub certain: usize,
    /// Those that rise or fall: the certain ones first, then by size of the slope, ties by customer and product.
    #[serde(skip)]
    pub list: Vec<ProductTrend>,
}

/// Gives the directions of products inside customers up to a period of the book; nothing for another.
pub fn product_trends(cube: &Cube, bought: &ByProduct, period: Period) -> Option<ProductTrends> {
    let end = cube.place_of(period)? + 1;
    let ends: Vec<i32> = cube.periods[..end].iter().map(|period| period.last_day().number()).collect();
    let (ends, first) = (&ends[..], usize::from(cube.short_first));
    let last = period.last_day().number();
    let of_customer = |customer: usize| {
        let each = bought.of_customer(customer, last);
        each.filter_map(move |rows| series(rows, ends, first)).map(move |one| tested(customer, one))
    };
    let tested: Vec<Tested> = (0..bought.customers()).into_par_iter().flat_map_iter(of_customer).collect();
    let p: Vec<f64> = tested.iter().map(|one| one.p).collect();
    let mut customers: Vec<usize> = tested.iter().map(|one| one.customer).collect();
    customers.dedup();
    let of = tested.len();
    let survivors = tested.into_iter().zip(benjamini_hochberg(&p, FALSE_DISCOVERY));
    let moving = survivors.filter_map(|(one, certain)| one.moves.map(|found| ProductTrend { certain, ..found }));
    let mut list: Vec<ProductTrend> = moving.collect();
    list.sort_by(|a, b| {
        let name = |one: &ProductTrend| bought.names.get(one.product);
        let size = b.test.slope.abs().total_cmp(&a.test.slope.abs());
        b.certain.cmp(&a.certain).then(size).then(a.customer.cmp(&b.customer)).then_with(|| name(a).cmp(name(b)))
    });
    let many = |which| list.iter().filter(|one| one.direction == which).count();
    Some(ProductTrends {
        by_category: bought.by_category,
        tested: of,
        customers: customers.len(),
        rising: many(Direction::Rising),
        falling: many(Direction::Falling),
        certain: list.iter().filter(|one| one.certain).count(),
        list,
    })
}

/// What a product of a customer came to by period, from the place of the first one on.
struct Amounts {
    product: u32,
    order_days: usize,
    start: usize,
    series: Vec<Money>,
}

/// Adds up a product of a customer by its rows, which are sorted by day; nothing where too few days or periods are there. `ends` are
/// the last days of the periods.
fn series(rows: &[ProductRow], ends: &[i32], first: usize) -> Option<Amounts> {
    // Most are bought now and then.
    if rows.len() < REGULAR {
        return None;
    }
    let above = || rows.iter().filter(|row| row.amount > 0).map(|row| row.day);
    let begin = above().next()?;
    let (order_days, _) =
        above().fold((1, begin), |(days, before), day| if day == before { (days, day) } else { (days + 1, day) });
    if order_days < REGULAR {
        return None;
    }
    let start = ends.partition_point(|end| *end < begin).max(first);
    let mut series = vec![Money::ZERO; ends.len().checked_sub(start).filter(|&long| long >= TESTED)?];
    let mut place = 0;
    for row in rows {
        while ends.get(place).is_some_and(|end| *end < row.day) {
            place += 1;
        }
        // Credits before the first order, and rows of a short first period, are in no series.
        if let Some(at) = place.checked_sub(start).and_then(|at| series.get_mut(at)) {
            *at += Money::from_raw(row.amount);
        }
    }
    Some(Amounts { product: rows[0].product, order_days, start, series })
}

/// One product of one customer whose direction was tested.
struct Tested {
    customer: usize,
    p: f64,
    /// What is told of one that rises or falls, before all are compared.
    moves: Option<ProductTrend>,
}

fn tested(customer: usize, found: Amounts) -> Tested {
    let Amounts { product, order_days, start, series } = found;
    let significance = significance(&series);
    let moves = towards(significance.p, significance.s).map(|direction| {
        let test = mann_kendall(&series);
        ProductTrend { customer, product, order_days, start, direction, series, test, certain: false }
    });
    Tested { customer, p: significance.p, moves }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::{Grain, Orders};

    /// Lines of `customer,day,amount,product`; the fourth column of the fixture is the order number.
    fn told(text: &str, as_of: &str, until: &str) -> (Orders, ProductTrends) {
        let lines = lines(text);
        let mut orders = book(&lines, day(as_of));
        orders.product = std::mem::take(&mut orders.order);
        let calendar = by(Grain::Month);
        let cube = Cube::new(&orders, calendar).unwrap();
        let bought = ByProduct::of(&orders, cube.customers.len()).unwrap();
        let found = product_trends(&cube, &bought, calendar.period_of(day(until))).unwrap();
        (orders, found)
    }

    /// a buys pumps for 10, 20 … 60 in January to June, valves the other way round, hoses for the same each month, and a seal in four
    /// months only; b buys pumps from March on, in four complete months.
    fn months() -> String {
        let mut text = String::new();
        for month in 1..=6 {
            text.push_str(&format!("a,2024-{month:02}-05,{},pump\n", 10 * month));
            text.push_str(&format!("a,2024-{month:02}-05,{},valve\n", 70 - 10 * month));
            text.push_str(&format!("a,2024-{month:02}-06,50,hose\n"));
            if month <= 4 {
                text.push_str(&format!("a,2024-{month:02}-07,{},seal\n", 90 - 10 * month));
            }
            if month >= 3 {
                text.push_str(&format!("b,2024-{month:02}-08,{},pump\nb,2024-{month:02}-09,1,pump\n", 10 * month));
            }
        }
        text.push_str("a,2024-06-30,1,other");
        text
    }

    #[test]
    fn one_product_rises_and_another_falls_inside_a_customer_that_is_level() {
        let (orders, found) = told(&months(), "2024-06-30", "2024-06-30");
        // Pumps, valves and hoses of a; seals were bought on 4 days, and b's pumps stand in 4 complete months.
        assert_eq!((found.tested, found.customers, found.rising, found.falling), (3, 1, 1, 1));
        let names: Vec<&str> = found.list.iter().map(|one| orders.product.values.get(one.product)).collect();
        assert_eq!(names, ["pump", "valve"]);
        let [pump, valve] = found.list.as_slice() else { panic!("two move") };
        // All 15 pairs rise: 2 of the 6! orders are as extreme; the slope of every pair is 10.
        assert_eq!(
            (pump.direction, pump.test.s, pump.test.exact, pump.test.slope),
            (Direction::Rising, 15, true, 10.0)
        );
        assert_eq!((valve.direction, valve.test.s, valve.test.slope), (Direction::Falling, -15, -10.0));
        assert!((pump.test.p - 2.0 / 720.0).abs() < 1e-15);
        // Of three at 10 %: .0028 is within 2 ÷ 3 of it, for both.
        assert_eq!((pump.certain, valve.certain, found.certain), (true, true, 2));
        assert_eq!((pump.order_days, pump.start, pump.series.len()), (6, 0, 6));
        assert_eq!(pump.series[5], Money::from_raw(600_000));
    }

    #[test]
    fn what_comes_after_the_report_s_period_is_not_looked_at() {
        let (_, found) = told(&months(), "2024-06-30", "2024-05-31");
        assert_eq!((found.tested, found.list[0].series.len(), found.list[0].test.s), (3, 5, 10));
        // 2 of the 5! orders.
        assert!((found.list[0].test.p - 2.0 / 120.0).abs() < 1e-15);
        let (_, found) = told(&months(), "2024-06-30", "2024-04-30");
        assert_eq!((found.tested, found.list.len()), (0, 0));
    }

    #[test]
    fn a_month_without_it_is_a_zero_and_a_credit_before_the_first_order_is_in_no_series() {
        // ProductRow from February to June, twice in February; a part went back in June.
        let text = "a,2024-01-02,1,other\na,2024-01-20,-5,pump\na,2024-02-01,60,pump\na,2024-02-02,1,pump\na,2024-03-01,50,pump
                    a,2024-04-01,40,pump\na,2024-05-01,30,pump\na,2024-06-01,30,pump\na,2024-06-20,-10,pump\na,2024-07-15,1,other";
        let (_, found) = told(text, "2024-07-31", "2024-07-31");
        let one = &found.list[0];
        assert_eq!((found.tested, one.start, one.order_days, one.test.s), (1, 1, 6, -15));
        assert_eq!(one.series, [61, 50, 40, 30, 20, 0].map(|units| Money::from_raw(units * 10_000)));
    }
}
