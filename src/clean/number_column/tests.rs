//! Columns decided one way and the other.

use super::*;

fn column(texts: &[&str]) -> (NumberColumn, Evidence) {
    let mut column = NumberColumn::new(false);
    texts.iter().for_each(|text| column.push(Cell::Text(text)));
    let mut evidence = Evidence::default();
    column.weigh(0, |_| true, &mut evidence);
    (column, evidence)
}

#[test]
fn one_value_settles_the_column() {
    let (mut column, evidence) = column(&["1.234", "12", "1,234", "0,5", "x"]);
    assert_eq!((evidence.point, evidence.comma, evidence.either), (0, 1, 2));
    assert_eq!(evidence.first, Some((0, "1.234".into())));
    column.decide(Decimal::Comma, false);
    let values: Vec<Value<i64>> = (0..5).map(|row| column.amount(row)).collect();
    let is = Value::Is;
    assert_eq!(values, [is(12_340_000), is(120_000), is(12_340), is(5_000), Value::Bad]);
    column.decide(Decimal::Point, false);
    let values: Vec<Value<i64>> = (0..5).map(|row| column.amount(row)).collect();
    assert_eq!(values, [is(12_340), is(120_000), is(12_340_000), Value::Bad, Value::Bad]);
}

#[test]
fn gives_back_what_stood_there() {
    let texts = ["1.234", "-12", "1,234", "12.50", "-1.2.3", "12,5"];
    let (column, _) = column(&texts);
    let standing: Vec<String> = (0..6).map(|row| column.standing(row)).collect();
    assert_eq!(standing, ["1.234", "-12", "1,234", "12.5", "-1.2.3", "12,5"]);
}

#[test]
fn counts_what_rounding_cut() {
    let (mut column, _) = column(&["0.12345", "125.43999999999998", "3.5"]);
    column.decide(Decimal::Point, false);
    assert_eq!(column.rounded().collect::<Vec<_>>(), [(0, -50_000_000_000_000)]);
    assert_eq!(column.amount(1), Value::Is(1_254_400));
}

#[test]
fn keeps_every_decimal_of_a_factor() {
    let mut column = NumberColumn::new(true);
    ["0.142857142857143", "15%", "2"].iter().for_each(|text| column.push(Cell::Text(text)));
    column.decide(Decimal::Point, false);
    let is = |mantissa, scale| Value::Is(Exact { mantissa, scale });
    assert_eq!(column.exact(0), is(142_857_142_857_143, 15));
    assert_eq!(column.exact(1), is(15, 2));
    assert_eq!(column.exact(2), is(2, 0));
}
