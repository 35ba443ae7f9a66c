//! The pivot against a count of the rows that shares no code with it, and against the cube.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::cube::Cube;
use crate::cube::fixture::{any_lines, book, by, day, lines};
use crate::model::problem::{Kind, NoProfit, ProfitSource};
use crate::model::{
    Axis, Base, By, Calendar, DatePart, Dated, Day, Every, Grain, Heat, Local, Measure, Money, Period, Sorting, Tally,
    Texts, Whole, Within, Words,
};

fn axis(name: &str) -> Axis {
    let by = match name {
        "customer" => By::Customer,
        "month" => By::Every(Every::Period(Grain::Month), Dated::Ordered),
        "quarter" => By::Every(Every::Period(Grain::Quarter), Dated::Ordered),
        "year" => By::Every(Every::Period(Grain::Year), Dated::Ordered),
        "shipped" => By::Every(Every::Period(Grain::Month), Dated::Column("ship_date".into())),
        name => By::Column(name.into()),
    };
    Axis { name: name.into(), by }
}

fn asked(rows: &[&str], cols: &[&str], values: Vec<Measure>) -> Pivot {
    let axes = |names: &[&str]| names.iter().map(|name| axis(name)).collect();
    Pivot {
        name: None,
        usual_axes: false,
        rows: axes(rows),
        cols: axes(cols),
        values,
        sort: Sorting::Value { at: 0, ascending: false },
        top: Vec::new(),
        last: None,
        within: None,
        heat: Heat::All,
        tidy: false,
    }
}

/// A book whose lines have a product: the customer's number and the day decide which, some none.
fn with_products(lines: &[crate::cube::fixture::Line], as_of: Day) -> Orders {
    let mut orders = book(lines, as_of);
    let values: Words = ["lamp", "screw", "cloth"].into_iter().collect();
    let codes = orders.day.iter().zip(&orders.client).map(|(day, client)| match (day + *client as i32) % 4 {
        3 => Texts::NONE,
        code => code as u32,
    });
    let codes: Vec<u32> = codes.collect();
    orders.texts.insert("product".into(), Texts { values: Arc::new(values), codes });
    orders
}

/// Figures by the path down and the path across, from the result.
fn told(pivoted: &Pivoted, values: usize) -> BTreeMap<(Vec<Label>, Vec<Label>), Vec<Figure>> {
    let mut told = BTreeMap::new();
    for (at, line) in pivoted.lines.iter().enumerate() {
        for (column, head) in pivoted.heads.iter().enumerate() {
            let from = (at * pivoted.heads.len() + column) * values;
            let figures = pivoted.figures[from..from + values].to_vec();
            assert!(told.insert((line.path.clone(), head.path.clone()), figures).is_none(), "a cell twice");
        }
    }
    told
}

fn text(text: &str) -> Label {
    Label::Text(text.into())
}

fn worked(orders: &Orders, asked: &Pivot) -> Pivoted {
    pivot(orders, asked, &Rules::default()).unwrap()
}

/// A row's labels, by the names that the tests use.
fn row_label(orders: &Orders, row: usize, name: &str) -> Label {
    let on = Day::from_number(orders.day[row]);
    let period = |grain| text(&Calendar { grain, fiscal_start: 1 }.period_of(on).label());
    match name {
        "customer" => text(&orders.clients[orders.client[row] as usize].name),
        "month" => period(Grain::Month),
        "quarter" => period(Grain::Quarter),
        "year" => period(Grain::Year),
        name => orders.texts[name].get(row).map_or(Label::Blank, text),
    }
}

/// What the figures of a cell should be, counted from its rows: amount, lines, orders, customers, products, average.
fn counted(orders: &Orders, rows: &[usize]) -> Vec<Figure> {
    if rows.is_empty() {
        return vec![Figure::None; 6];
    }
    let mut by_order: BTreeMap<(u32, String), (i64, bool)> = BTreeMap::new();
    let (mut customers, mut products) = (BTreeSet::new(), BTreeSet::new());
    for &row in rows {
        let amount = orders.amount[row];
        let number = orders.order.get(row).map_or(format!("day {}", orders.day[row]), str::to_owned);
        let order = by_order.entry((orders.client[row], number)).or_default();
        *order = (order.0 + amount, order.1 || amount > 0);
        if amount > 0 {
            customers.insert(orders.client[row]);
            products.extend(orders.texts["product"].get(row));
        }
    }
    let real: Vec<i64> = by_order.values().filter(|(_, bought)| *bought).map(|(net, _)| *net).collect();
    let sum: i64 = rows.iter().map(|row| orders.amount[*row]).sum();
    let average = match real.len() {
        0 => Figure::None,
        n => Figure::Money(Money::from_raw(half_even(real.iter().sum(), n as i64))),
    };
    vec![
        Figure::Money(Money::from_raw(sum)),
        Figure::Count(rows.len() as u64),
        Figure::Count(real.len() as u64),
        Figure::Count(customers.len() as u64),
        Figure::Count(products.len() as u64),
        average,
    ]
}

/// Divides as a person would: to the nearest, a half to the even one.
fn half_even(value: i64, by: i64) -> i64 {
    let whole = value.div_euclid(by);
    let twice = value.rem_euclid(by) * 2;
    whole + i64::from(twice > by || (twice == by && whole % 2 != 0))
}

const COUNTS: [Measure; 6] =
    [Measure::Amount, Measure::Lines, Measure::Orders, Measure::Customers, Measure::Products, Measure::Average];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Every cell, subtotal and total is what its rows say, whatever stands down and across.
    #[test]
    fn every_figure_at_every_level_is_counted_from_its_rows(lines in any_lines(), shape in 0..5_usize) {
        let orders = with_products(&lines, day("2025-03-31"));
        let (down, across): (&[&str], &[&str]) = [
            (&["customer", "product"][..], &["month"][..]),
            (&["product"][..], &["customer"][..]),
            (&["quarter", "customer", "product"][..], &[][..]),
            (&[][..], &["year", "product"][..]),
            (&["product", "quarter"][..], &["customer"][..]),
        ][shape];
        let asked = asked(down, across, COUNTS.to_vec());
        let told = told(&worked(&orders, &asked), COUNTS.len());
        let mut expected: BTreeMap<(Vec<Label>, Vec<Label>), Vec<usize>> = BTreeMap::new();
        for row in 0..orders.len() {
            let path = |names: &[&str]| names.iter().map(|name| row_label(&orders, row, name)).collect::<Vec<_>>();
            let (down, across) = (path(down), path(across));
            for depth in 0..=down.len() {
                for head in [&across[..], &[]] {
                    let rows = expected.entry((down[..depth].to_vec(), head.to_vec())).or_default();
                    if rows.last() != Some(&row) {
                        rows.push(row);
                    }
                }
            }
        }
        for (cell, rows) in &expected {
            prop_assert_eq!(&told[cell], &counted(&orders, rows), "{:?}", cell);
        }
        // What has no rows has no figures.
        for (cell, figures) in told.iter().filter(|(cell, _)| !expected.contains_key(*cell)) {
            prop_assert!(figures.iter().all(|figure| *figure == Figure::None), "{:?} {:?}", cell, figures);
        }
    }

    /// The first N and the others are the whole: each level adds up, and counts of the others are counted, not added.
    #[test]
    fn the_first_lines_and_the_others_are_the_whole(lines in any_lines(), top in 1..3_usize, inner in 1..3_usize) {
        let orders = with_products(&lines, day("2025-03-31"));
        let whole = asked(&["customer", "product"], &["quarter"], COUNTS.to_vec());
        let cut = Pivot { top: vec![top, inner], ..whole.clone() };
        let (whole, cut) = (worked(&orders, &whole), worked(&orders, &cut));
        prop_assert_eq!(whole.lines.last(), cut.lines.last());
        let last = |pivoted: &Pivoted| pivoted.figures[pivoted.figures.len() - pivoted.heads.len() * 6..].to_vec();
        prop_assert_eq!(last(&whole), last(&cut));
        let outer: Vec<&Line> = cut.lines.iter().filter(|line| line.path.len() == 1).collect();
        let customers = whole.lines.iter().filter(|line| line.path.len() == 1).count();
        let others = outer.iter().find(|line| line.kind == LineKind::Others);
        match others {
            None => prop_assert!(customers <= top + 1),
            Some(line) => prop_assert_eq!(&line.path[0], &Label::Others(customers - top)),
        }
        // The rows of the others are those of customers that are not listed.
        let listed: Vec<&Label> = outer.iter().filter(|line| line.kind != LineKind::Others).map(|line| &line.path[0]).collect();
        let rest: Vec<usize> =
            (0..orders.len()).filter(|row| !listed.contains(&&row_label(&orders, *row, "customer"))).collect();
        if let Some(line) = others {
            let told = told(&cut, 6);
            prop_assert_eq!(&told[&(line.path.clone(), Vec::new())], &counted(&orders, &rest));
        }
    }

    /// A customer's months are those of the cube.
    #[test]
    fn customers_by_month_are_those_of_the_cube(lines in any_lines()) {
        let orders = with_products(&lines, day("2025-03-31"));
        let cube = Cube::new(&orders, by(Grain::Month)).unwrap();
        let asked = asked(&["customer"], &["month"], vec![Measure::Amount, Measure::Orders]);
        let told = told(&worked(&orders, &asked), 2);
        for customer in &cube.customers {
            for (at, cell) in &customer.cells {
                let key = (vec![text(&customer.name)], vec![text(&cube.periods[*at as usize].label())]);
                let expected = [Figure::Money(cell.net), Figure::Count(u64::from(cell.orders))];
                prop_assert_eq!(&told[&key][..], &expected[..]);
            }
        }
    }

    /// A change is the difference to the same cell one period, or one year, earlier; the data must reach back so far.
    #[test]
    fn changes_are_differences_of_cells(lines in any_lines(), last in 1..6_usize) {
        let orders = with_products(&lines, day("2025-03-31"));
        let plain = asked(&["product"], &["month"], vec![Measure::Amount]);
        let values = vec![Measure::Change(Base::Before), Measure::Change(Base::YearBefore), Measure::Rate(Base::Before)];
        let changes = Pivot { last: Some(last), ..asked(&["product"], &["month"], values) };
        let (plain, changes) = (told(&worked(&orders, &plain), 1), told(&worked(&orders, &changes), 3));
        let first = plain.keys().filter_map(|(_, head)| head.first()).min().cloned().unwrap();
        let amount = |path: &Vec<Label>, period: Period| {
            match plain.get(&(path.clone(), vec![text(&period.label())])).map(|figures| figures[0]) {
                Some(Figure::Money(amount)) => Some(amount),
                _ => None,
            }
        };
        for ((path, head), figures) in &changes {
            let [Label::Text(label)] = &head[..] else { continue };
            let period = Period::parse(label, 1).unwrap();
            for (nth, before) in [(0, period.before()), (1, period.year_before())] {
                let (now, then) = (amount(path, period), amount(path, before));
                let expected = match (now, then) {
                    _ if text(&before.label()) < first => Figure::None,
                    (None, None) => Figure::None,
                    (now, then) => Figure::Money(now.unwrap_or_default() - then.unwrap_or_default()),
                };
                prop_assert_eq!(figures[nth], expected, "{:?} {} {}", path, label, nth);
            }
        }
    }
}

#[test]
fn shares_are_of_the_whole_the_line_the_column_and_the_group() {
    let text_of = "a,2024-01-05,60\na,2024-02-05,20\nb,2024-01-06,20\nb,2024-01-07,100";
    let orders = with_products(&lines(text_of), day("2024-02-29"));
    let wholes = [Whole::All, Whole::Row, Whole::Column, Whole::Parent];
    let values = wholes.map(Measure::Share).to_vec();
    let told = told(&worked(&orders, &asked(&["customer"], &["month"], values)), 4);
    let cell = |name: &str, month: &str| told[&(vec![text(name)], vec![text(month)])].clone();
    // 60 of 200; of a's 80; of January's 180.
    let expected = [60.0 / 200.0, 60.0 / 80.0, 60.0 / 180.0, 60.0 / 180.0].map(Figure::Ratio);
    assert_eq!(cell("A", "2024-01"), expected);
    assert_eq!(cell("B", "2024-02"), [Figure::None; 4]);
}

#[test]
fn a_period_that_has_not_ended_is_compared_with_as_many_days_of_the_one_before() {
    let text_of = "a,2024-01-10,100\na,2024-01-25,1000\na,2024-02-10,130";
    let orders = with_products(&lines(text_of), day("2024-02-20"));
    let values = vec![Measure::Amount, Measure::Change(Base::Before), Measure::Rate(Base::Before)];
    let pivoted = worked(&orders, &asked(&["customer"], &["month"], values));
    // By 20 February, against January up to the 20th.
    let money = |units: i64| Figure::Money(Money::from_raw(units * 10_000));
    assert_eq!(
        told(&pivoted, 3)[&(vec![text("A")], vec![text("2024-02")])],
        [money(130), money(30), Figure::Ratio(0.3)]
    );
    assert_eq!(pivoted.partial.unwrap().label(), "2024-02");
    assert!(pivoted.heads[1].partial && !pivoted.heads[0].partial);
}

#[test]
fn one_period_alone_is_compared_too_and_those_who_left_are_listed() {
    let text_of = "a,2023-09-10,70\nb,2024-08-10,100\na,2024-09-10,90\nc,2024-09-12,5";
    let orders = with_products(&lines(text_of), day("2024-09-30"));
    let values = vec![Measure::Amount, Measure::Change(Base::Before), Measure::Change(Base::YearBefore)];
    let september = Period::parse("2024-09", 1).unwrap();
    let asked = Pivot { within: Some(Within::Period(september)), ..asked(&["customer"], &[], values) };
    let pivoted = worked(&orders, &asked);
    let told = told(&pivoted, 3);
    let money = |units: i64| Figure::Money(Money::from_raw(units * 10_000));
    let line = |name: &str| told[&(vec![text(name)], Vec::new())].clone();
    assert_eq!(line("A"), [money(90), money(90), money(20)]);
    assert_eq!(line("B"), [Figure::None, money(-100), Figure::None]);
    assert_eq!(told[&(Vec::new(), Vec::new())], [money(95), money(-5), money(25)]);
    assert_eq!((pivoted.rows, pivoted.periods.unwrap().0), (2, "2024-09".to_owned()));
}

#[test]
fn periods_of_another_date_and_blanks_have_their_own_place() {
    let mut orders = with_products(&lines("a,2024-01-05,1\na,2024-01-06,2\na,2024-01-07,4"), day("2024-03-31"));
    orders.dates.insert("ship_date".into(), vec![day("2024-01-31").number(), i32::MIN, day("2024-03-01").number()]);
    let pivoted = worked(&orders, &asked(&["customer"], &["shipped"], vec![Measure::Amount]));
    let heads: Vec<Vec<Label>> = pivoted.heads.iter().map(|head| head.path.clone()).collect();
    assert_eq!(heads, [vec![text("2024-01")], vec![text("2024-03")], vec![Label::Blank], Vec::new()]);
    assert_eq!(pivoted.figures[2], Figure::Money(Money::from_raw(20_000)));
}

#[test]
fn time_runs_forward_without_holes_and_the_rest_by_size() {
    let text_of = "a,2024-01-05,1\nb,2024-04-05,9\nc,2024-04-06,5";
    let orders = with_products(&lines(text_of), day("2024-04-30"));
    let pivoted = worked(&orders, &asked(&["customer"], &["month"], vec![Measure::Amount]));
    let heads: Vec<Label> = pivoted.heads.iter().filter_map(|head| head.path.first().cloned()).collect();
    assert_eq!(heads, ["2024-01", "2024-02", "2024-03", "2024-04"].map(text));
    let names: Vec<Label> = pivoted.lines.iter().filter_map(|line| line.path.first().cloned()).collect();
    assert_eq!(names, ["B", "C", "A"].map(text));
    let by_name = Pivot { sort: Sorting::Name { ascending: true }, ..asked(&["customer"], &[], vec![Measure::Amount]) };
    let names: Vec<Label> =
        worked(&orders, &by_name).lines.iter().filter_map(|line| line.path.first().cloned()).collect();
    assert_eq!(names, ["A", "B", "C"].map(text));
}

#[test]
fn prices_and_margins_are_of_the_rows_that_have_them() {
    let mut orders = with_products(&lines("a,2024-01-05,100\na,2024-01-06,50\na,2024-01-07,30"), day("2024-01-31"));
    orders.quantity = vec![200_000, Orders::NO_QUANTITY, 100_000];
    orders.moneys.insert("profit".into(), vec![300_000, Orders::NO_QUANTITY, Orders::NO_QUANTITY]);
    orders.moneys.insert("cost".into(), vec![Orders::NO_QUANTITY, 400_000, Orders::NO_QUANTITY]);
    let values = vec![Measure::Price, Measure::Quantity, Measure::Profit, Measure::Margin];
    let pivoted = worked(&orders, &asked(&["customer"], &[], values));
    // 130 for 30 pieces; a profit of 30 on 100: the column of profit speaks for all rows.
    let expected = [
        Figure::Price(130.0 / 30.0),
        Figure::Quantity(300_000),
        Figure::Money(Money::from_raw(300_000)),
        Figure::Ratio(0.3),
    ];
    assert_eq!(pivoted.figures[..4], expected);
    let without = Tally { n: 2, amount: Money::from_raw(800_000) };
    assert_eq!(pivoted.without_profit, Some((ProfitSource::Profit, without)));
}

#[test]
fn profit_is_that_of_the_command_profit() {
    let values = || asked(&["customer"], &[], vec![Measure::Profit, Measure::Margin]);
    let mut orders = with_products(&lines("a,2024-01-05,700\na,2024-01-06,100"), day("2024-01-31"));
    // 700 stands for 100 dollars with a cost of 60: a profit of 280. A cost of 30 as it stands leaves 70.
    orders.local =
        Some(Local { currencies: vec!["CNY".into(), "USD".into()], currency: vec![1, 0], amount: vec![1_000_000, 0] });
    orders.moneys.insert("cost".into(), vec![600_000, 300_000]);
    let money = |units: i64| Figure::Money(Money::from_raw(units * 10_000));
    assert_eq!(worked(&orders, &values()).figures[..2], [money(350), Figure::Ratio(350.0 / 800.0)]);
    // Shares are no money; a cost beyond counting leaves its row without a profit instead of breaking the run off.
    orders.moneys.insert("profit".into(), vec![2_500, 4_000]);
    assert_eq!(worked(&orders, &values()).figures[0], money(350));
    orders.moneys.insert("cost".into(), vec![600_000, -9_223_372_036_854_770_000]);
    let beyond = worked(&orders, &values());
    assert_eq!((beyond.figures[0], beyond.without_profit.unwrap().1.n), (money(280), 1));
    orders.moneys.remove("cost");
    let failure = pivot(&orders, &values(), &Rules::default()).unwrap_err();
    assert_eq!(failure.0.kind, AnalyseProblem::NoProfit(NoProfit::Shares(ProfitSource::Profit)).into());
}

#[test]
fn a_column_in_several_currencies_is_not_added_up() {
    let mut orders = with_products(&lines("a,2024-01-05,700\na,2024-01-06,100"), day("2024-01-31"));
    orders.moneys.insert("freight".into(), vec![10_000, 20_000]);
    let sum = asked(&["customer"], &[], vec![Measure::Sum("freight".into())]);
    assert_eq!(worked(&orders, &sum).figures[0], Figure::Money(Money::from_raw(30_000)));
    let currencies = vec!["CNY".to_owned(), "USD".to_owned()];
    orders.local = Some(Local { currencies: currencies.clone(), currency: vec![1, 0], amount: vec![1_000_000, 0] });
    let failure = pivot(&orders, &sum, &Rules::default()).unwrap_err();
    let problem = AnalyseProblem::SumOfCurrencies { column: "freight".into(), currencies };
    assert_eq!(failure.0.kind, problem.into());
}

#[test]
fn weeks_of_a_month_hold_the_days_of_that_month_alone() {
    // September 2025 ends on the Tuesday of W40. W36 begins with it.
    let text = "a,2025-08-27,7\na,2025-09-02,10\na,2025-09-23,5\na,2025-09-26,6\na,2025-09-29,100\na,2025-10-03,1000";
    let orders = with_products(&lines(text), day("2025-10-31"));
    let september = Some(Within::Period(Period::parse("2025-09", 1).unwrap()));
    let weeks = Axis { name: "week".into(), by: By::Every(Every::Period(Grain::Week), Dated::Ordered) };
    let values = vec![Measure::Amount, Measure::Change(Base::Before)];
    let asked = Pivot { rows: vec![weeks], within: september, ..asked(&[], &[], values) };
    let pivoted = worked(&orders, &asked);
    let told = told(&pivoted, 2);
    let money = |units: i64| Figure::Money(Money::from_raw(units * 10_000));
    let label = |name: &str| Label::Text(name.into());
    let line = |name: &str| told[&(vec![label(name)], Vec::new())].clone();
    // W40: 100 on its Monday, against the Tuesday of W39 and its Monday, which has nothing: 100 − 5.
    assert_eq!(line("2025-W40"), [money(100), money(95)]);
    assert_eq!(line("2025-W36"), [money(10), money(3)]);
    assert_eq!((pivoted.rows, told[&(Vec::new(), Vec::new())][0]), (4, money(121)));
}

#[test]
fn planned_days_are_compared_whole() {
    let rows = "a,2025-07-05,100\na,2025-08-05,60\na,2025-08-06,40\na,2025-09-02,300";
    let mut orders = with_products(&lines(rows), day("2025-09-10"));
    let shipped = |last: &str| ["2025-08-02", "2025-08-30", "2025-09-03", last].map(|text| day(text).number()).to_vec();
    let change = asked(&[], &["shipped"], vec![Measure::Change(Base::Before)]);
    let money = |units: i64| Figure::Money(Money::from_raw(units * 10_000));
    let september = |orders: &Orders| {
        let pivoted = worked(orders, &change);
        let at = pivoted.heads.iter().position(|head| head.path == [text("2025-09")]).unwrap();
        (pivoted.figures[at], pivoted.plans)
    };
    // 340 by the tenth against the first ten days of August, 100; with 300 planned for the end, against all of it, 160.
    orders.dates.insert("ship_date".into(), shipped("2025-09-09"));
    assert_eq!(september(&orders), (money(240), false));
    orders.dates.insert("ship_date".into(), shipped("2025-09-30"));
    assert_eq!(september(&orders), (money(180), true));
}

#[test]
fn a_short_first_period_is_said_where_it_is_a_base() {
    let text = "a,2024-01-20,5\na,2024-02-01,5\na,2024-02-03,5\na,2024-03-01,5\na,2024-03-20,5";
    let mut orders = with_products(&lines(text), day("2024-03-31"));
    orders.span.longest_gap = 10;
    let short = |values: Vec<Measure>, last: usize| {
        worked(&orders, &Pivot { last: Some(last), ..asked(&["customer"], &["month"], values) }).short.is_some()
    };
    assert!(short(vec![Measure::Amount], 3) && short(vec![Measure::Change(Base::Before)], 2));
    assert!(!short(vec![Measure::Amount], 2) && !short(vec![Measure::Change(Base::Before)], 1));
}

#[test]
fn sums_of_quarters_are_gathered_by_whole_quarters_alone() {
    let mut orders = with_products(&lines("a,2024-01-01,100\na,2024-04-01,200"), day("2024-12-31"));
    orders.span.sums = vec![Calendar { grain: Grain::Quarter, fiscal_start: 1 }];
    let part = |part| Axis { name: "part".into(), by: By::Part(part, Dated::Ordered) };
    let of = |asked: &Pivot| {
        pivot(&orders, asked, &Rules::default()).map(|_| ()).map_err(|failure| Box::new(failure.0.kind))
    };
    let amount = || vec![Measure::Amount];
    assert!(of(&asked(&["customer"], &["quarter"], amount())).is_ok() && of(&asked(&["year"], &[], amount())).is_ok());
    let refused =
        |what: &str| Err(Box::new(Kind::from(AnalyseProblem::NotOfSums { what: what.into(), sums: Grain::Quarter })));
    assert_eq!(of(&asked(&["customer"], &["month"], amount())), refused("month"));
    assert_eq!(of(&asked(&["year"], &[], vec![Measure::Orders])), refused("--values orders"));
    for (by, fits) in [(DatePart::QuarterOfYear, true), (DatePart::MonthOfYear, false), (DatePart::Weekday, false)] {
        assert_eq!(of(&Pivot { cols: vec![part(by)], ..asked(&["customer"], &[], amount()) }).is_ok(), fits, "{by:?}");
    }
    let september = Some(Within::Period(Period::parse("2024-01", 1).unwrap()));
    assert_eq!(of(&Pivot { within: september, ..asked(&["customer"], &[], amount()) }), refused("--period"));
    let usual = Pivot { usual_axes: true, ..asked(&["customer"], &["month"], amount()) };
    assert!(of(&usual.of_book(&orders.span)).is_ok());
}

#[test]
fn two_customers_of_one_name_are_told_apart() {
    let mut orders = with_products(&lines("a,2024-01-05,1\nb,2024-01-05,9"), day("2024-01-31"));
    orders.clients.iter_mut().for_each(|client| client.name = "Same".into());
    let pivoted = worked(&orders, &asked(&["customer"], &[], vec![Measure::Amount]));
    assert_eq!(pivoted.lines[0].path, [text("Same (b)")]);
}

#[test]
fn what_nobody_reads_is_refused_with_its_size() {
    let many: Vec<String> = (0..1_600).map(|at| format!("c{at},2024-01-05,1,n{at}")).collect();
    let mut orders = with_products(&lines(&many.join("\n")), day("2024-01-31"));
    orders.texts.insert("order".into(), orders.order.clone());
    let big = asked(&["customer"], &["order"], vec![Measure::Amount]);
    let failure = pivot(&orders, &big, &Rules::default()).unwrap_err();
    assert_eq!(failure.exit_code(), 2);
    let kind = AnalyseProblem::PivotTooLarge { rows: 1_601, columns: 1_601, values: 1, most: MOST };
    assert_eq!(failure.0.kind, kind.into());
    let small = Pivot { top: vec![20], ..big };
    assert!(pivot(&orders, &small, &Rules::default()).is_ok());
    let failure = pivot(&orders, &asked(&["customer"], &[], vec![Measure::Margin]), &Rules::default()).unwrap_err();
    assert_eq!(failure.0.kind, AnalyseProblem::NoProfit(NoProfit::NoColumn).into());
}
