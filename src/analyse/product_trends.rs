//! Which products a customer buys more and more of, and which less and less: the direction of each product inside each customer, by the
//! test that rule 6 has for the customer as a whole.
//!
//! A customer that is steady as a whole may leave one product for another, and one that falls may fall by one product alone. So many
//! pairs are tested at once that those which survive a false discovery rate over all of them are told first.

use rayon::prelude::*;
use serde::Serialize;

use super::mann_kendall::{benjamini_hochberg, mann_kendall};
use super::trend::{FALSE_DISCOVERY, TESTED, direction};
use super::{Direction, MannKendall, products};
use crate::cube::Cube;
use crate::model::{Money, Orders, Period, Texts};

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

/// A row of one product of one customer.
#[derive(Clone, Copy)]
struct Bought {
    customer: u32,
    product: u32,
    day: i32,
    amount: i64,
}

/// Gives the directions of products inside customers up to a period; nothing without products.
pub fn product_trends(cube: &Cube, orders: &Orders, period: Period) -> Option<ProductTrends> {
    let (texts, by_category) = products(orders)?;
    let end = cube.place_of(period)? + 1;
    let last = period.last_day().number();
    let of_row = |row: usize| {
        let (customer, product) = (*orders.client.get(row)?, *texts.codes.get(row)?);
        let bought = Bought { customer, product, day: orders.day[row], amount: orders.amount[row] };
        (product != Texts::NONE && bought.day <= last).then_some(bought)
    };
    let mut rows: Vec<Bought> = (0..orders.len()).into_par_iter().filter_map(of_row).collect();
    rows.par_sort_unstable_by_key(|one| (one.customer, one.product, one.day));
    let same = |a: &Bought, b: &Bought| (a.customer, a.product) == (b.customer, b.product);
    let pairs: Vec<&[Bought]> = rows.chunk_by(same).collect();
    let mut tested: Vec<ProductTrend> = pairs.into_par_iter().filter_map(|rows| tested(cube, rows, end)).collect();
    let p: Vec<f64> = tested.iter().map(|one| one.test.p).collect();
    let mut customers: Vec<usize> = tested.iter().map(|one| one.customer).collect();
    customers.dedup();
    for (one, survives) in tested.iter_mut().zip(benjamini_hochberg(&p, FALSE_DISCOVERY)) {
        one.certain = survives && one.direction.moves();
    }
    let many = |tested: &[ProductTrend], which| tested.iter().filter(|one| one.direction == which).count();
    let (rising, falling) = (many(&tested, Direction::Rising), many(&tested, Direction::Falling));
    let of = tested.len();
    tested.retain(|one| one.direction.moves());
    tested.sort_by(|a, b| {
        let name = |one: &ProductTrend| texts.values.get(one.product);
        let size = b.test.slope.abs().total_cmp(&a.test.slope.abs());
        b.certain.cmp(&a.certain).then(size).then(a.customer.cmp(&b.customer)).then_with(|| name(a).cmp(name(b)))
    });
    let certain = tested.iter().filter(|one| one.certain).count();
    Some(ProductTrends { by_category, tested: of, customers: customers.len(), rising, falling, certain, list: tested })
}

/// Tests one product of one customer by its rows, which are sorted by day; nothing where too few days or periods are there.
fn tested(cube: &Cube, rows: &[Bought], end: usize) -> Option<ProductTrend> {
    let mut days: Vec<i32> = rows.iter().filter(|row| row.amount > 0).map(|row| row.day).collect();
    days.dedup();
    if days.len() < REGULAR {
        return None;
    }
    let place = |day: i32| cube.periods.partition_point(|period| period.last_day().number() < day);
    let start = place(*days.first()?).max(usize::from(cube.short_first));
    let mut series = vec![Money::ZERO; end.checked_sub(start).filter(|&long| long >= TESTED)?];
    for row in rows {
        // Credits before the first order, and rows of a short first period, are in no series.
        if let Some(at) = place(row.day).checked_sub(start).and_then(|at| series.get_mut(at)) {
            *at += Money::from_raw(row.amount);
        }
    }
    let test = mann_kendall(&series);
    let found = ProductTrend {
        customer: rows[0].customer as usize,
        product: rows[0].product,
        order_days: days.len(),
        start,
        direction: direction(Some(&test), None),
        series,
        test,
        certain: false,
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::Grain;

    /// Lines of `customer,day,amount,product`; the fourth column of the fixture is the order number.
    fn told(text: &str, as_of: &str, until: &str) -> (Orders, ProductTrends) {
        let lines = lines(text);
        let mut orders = book(&lines, day(as_of));
        orders.product = std::mem::take(&mut orders.order);
        let calendar = by(Grain::Month);
        let cube = Cube::new(&orders, calendar).unwrap();
        let found = product_trends(&cube, &orders, calendar.period_of(day(until))).unwrap();
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
        // Bought from February to June, twice in February; a part went back in June.
        let text = "a,2024-01-02,1,other\na,2024-01-20,-5,pump\na,2024-02-01,60,pump\na,2024-02-02,1,pump\na,2024-03-01,50,pump
                    a,2024-04-01,40,pump\na,2024-05-01,30,pump\na,2024-06-01,30,pump\na,2024-06-20,-10,pump\na,2024-07-15,1,other";
        let (_, found) = told(text, "2024-07-31", "2024-07-31");
        let one = &found.list[0];
        assert_eq!((found.tested, one.start, one.order_days, one.test.s), (1, 1, 6, -15));
        assert_eq!(one.series, [61, 50, 40, 30, 20, 0].map(|units| Money::from_raw(units * 10_000)));
    }
}
