//! The analyses against published and hand-made books, and by chance against the identities.

use proptest::prelude::*;

use super::{Analysis, Bridge, Movement, Verdict, analyse};
use crate::cube::Cube;
use crate::cube::fixture::{Line, any_lines, book, by, day, lines, period};
use crate::model::problem::{AnalyseProblem, Kind};
use crate::model::{Active, Calendar, Failure, Grain, Money, Rules};

fn units(amount: i64) -> Money {
    Money::from_raw(amount * 10_000)
}

fn tried(lines: &[Line], as_of: &str, rules: &Rules) -> Result<Analysis, Failure> {
    analyse(&Cube::new(&book(lines, day(as_of)), rules.calendar)?, rules)
}

fn told(text: &str, as_of: &str, grain: Grain) -> Analysis {
    tried(&lines(text), as_of, &Rules { calendar: by(grain), ..Rules::default() }).unwrap()
}

fn six(bridge: &Bridge) -> [Money; 8] {
    let Bridge { opening, new, returned, up, down, lost, adjustments, closing, .. } = *bridge;
    [opening, new, returned, up, down, lost, adjustments, closing]
}

/// The snowball rows of Jetti, each as a ledger of three months: start, new, return, growth, reduction, lost, end.
#[test]
fn the_snowball_rows_come_out_of_a_ledger() {
    for [start, new, back, growth, reduction, lost, end] in [
        [1000, 100, 20, 50, 30, 90, 1050],
        [1050, 80, 15, 40, 50, 115, 1020],
        [1020, 120, 25, 60, 35, 110, 1080],
        [1080, 90, 30, 45, 40, 95, 1110],
    ] {
        let same = start - lost - 10 - (reduction + 10);
        let ledger = format!(
            "back,2024-01-10,{back}
             same,2024-02-10,{same}\nlost,2024-02-10,{lost}\nup,2024-02-10,10\ndown,2024-02-10,{}
             same,2024-03-10,{same}\nnew,2024-03-10,{new}\nback,2024-03-10,{back}\nup,2024-03-10,{}\ndown,2024-03-10,10",
            reduction + 10,
            growth + 10
        );
        let analysis = told(&ledger, "2024-03-31", Grain::Month);
        let bridge = analysis.bridge.unwrap();
        assert_eq!(six(&bridge), [start, new, back, growth, -reduction, -lost, 0, end].map(units));
        assert_eq!(bridge.three_part(), [new + back, -lost, growth - reduction].map(units));
    }
}

/// The example of Enterprise DNA.
#[test]
fn the_enterprise_dna_example_comes_out() {
    let ledger = "c1,2024-01-10,25\nc2,2024-01-10,40\nc3,2024-01-10,35\nc4,2024-01-10,12
                  c1,2024-02-10,45\nc2,2024-02-10,38\nc3,2024-02-10,27\nn,2024-02-10,165";
    let bridge = told(ledger, "2024-02-29", Grain::Month).bridge.unwrap();
    assert_eq!(six(&bridge), [112, 165, 0, 20, -10, -12, 0, 275].map(units));
    let n = (bridge.customers0, bridge.n_new, bridge.n_lost, bridge.customers1);
    assert_eq!(n, (4, 1, 1, 4));
    // By hand: 110 of 112 stay; of each at most its opening: 25 + 38 + 27.
    assert_eq!(bridge.retention.nrr, Some(110.0 / 112.0));
    assert_eq!(bridge.retention.grr, Some(90.0 / 112.0));
    assert_eq!(bridge.retention.repeat_share, Some(110.0 / 275.0));
    // Gains 165 and 20: one customer is 89 % of them; what rose is 210 of 275.
    assert_eq!(bridge.explain.gain.n50, 1);
    assert_eq!(bridge.explain.gain.breadth, Some(210.0 / 275.0));
    assert_eq!(bridge.explain.verdict, Some(Verdict::Concentrated));
}

#[test]
fn amounts_of_customers_while_not_active_are_adjustments() {
    // a is lost and gets a credit after; b gets a credit before its first order; c has credits only.
    let ledger = "a,2024-01-10,50\na,2024-02-10,-5\nb,2024-01-10,-2\nb,2024-02-10,20\nc,2024-01-10,-1\nc,2024-02-10,-4";
    let bridge = told(ledger, "2024-02-29", Grain::Month).bridge.unwrap();
    assert_eq!(six(&bridge), [47, 20, 0, 0, 0, -50, -6, 11].map(units));
    let moved: Vec<Movement> = bridge.movers.iter().map(|mover| mover.movement).collect();
    assert_eq!(moved, [Movement::Lost, Movement::New, Movement::Inactive]);
}

#[test]
fn active_is_a_purchase_any_row_or_a_net_amount() {
    // In February, a only returns goods, and b buys 10 and returns 12.
    let ledger = lines("a,2024-01-10,50\nb,2024-01-10,10\na,2024-02-10,-5\nb,2024-02-10,10\nb,2024-02-11,-12");
    for (active, lost) in [(Active::Purchase, 1), (Active::Any, 0), (Active::Net, 2)] {
        let rules = Rules { calendar: by(Grain::Month), active, ..Rules::default() };
        assert_eq!(tried(&ledger, "2024-02-29", &rules).unwrap().bridge.unwrap().n_lost, lost, "{active:?}");
    }
}

#[test]
fn the_payment_basis_takes_first_and_last_orders() {
    // a: lost, its last order by text is "9" of the later day; b: new with two orders; c: in both; d: returned.
    let ledger = "d,2023-11-01,5,d0\na,2024-01-10,50,10\na,2024-01-20,7,11\na,2024-01-20,3,9\nc,2024-01-05,10,c1
                  b,2024-02-10,20,b2\nb,2024-02-10,30,b1\nc,2024-02-10,4,c2\nd,2024-02-02,8,d1";
    let payment = told(ledger, "2024-02-29", Grain::Month).bridge.unwrap().payment.unwrap();
    assert_eq!((payment.new, payment.lost, payment.existing), (units(30), units(-3), units(-6)));
    // Period basis: 62 − 70 = −8; what the basis leaves out is −8 − 21.
    assert_eq!((payment.total, payment.rest, payment.returned_first_orders), (units(21), units(-29), units(8)));
}

#[test]
fn a_new_customer_is_verified_after_twelve_months_of_data() {
    for (second, verified) in [("2024-01-09", false), ("2024-01-10", true)] {
        let ledger = format!("a,2023-01-10,1\na,2023-12-10,1\nnew,{second},1");
        let bridge = told(&ledger, "2024-01-31", Grain::Month).bridge.unwrap();
        let mark = bridge.movers.iter().find_map(|mover| mover.verified);
        assert_eq!(mark, Some(verified), "{second}");
        assert_eq!(bridge.new_verified.n, u64::from(verified));
    }
}

#[test]
fn a_lost_customer_is_not_yet_due_within_twice_its_interval_at_the_end_of_the_period() {
    // Intervals of 16 days, last order on 27 January: 33 days to the end of February, 32 to the day before it.
    let ledger = "a,2023-12-26,1\na,2024-01-11,1\na,2024-01-27,1\nb,2024-01-01,1\nb,2024-02-28,1";
    for (as_of, due) in [("2024-02-29", false), ("2024-03-31", false)] {
        let rules = Rules { calendar: by(Grain::Month), period: Some(period("2024-02")), ..Rules::default() };
        let bridge = tried(&lines(ledger), as_of, &rules).unwrap().bridge.unwrap();
        assert_eq!(bridge.movers.iter().find_map(|mover| mover.not_yet_due), Some(due), "{as_of}");
    }
    let later = ledger.replace("2024-01-27", "2024-01-28");
    let bridge = told(&later, "2024-02-29", Grain::Month).bridge.unwrap();
    assert_eq!((bridge.lost_not_yet_due.n, bridge.lost_not_yet_due.amount), (1, units(-2)));
}

#[test]
fn a_partial_period_stands_against_as_many_days_but_not_beyond_the_end_of_the_one_before() {
    let ledger = "a,2024-02-01,1\na,2024-02-29,2\nb,2024-03-01,4\nb,2024-03-30,8";
    let partial = told(ledger, "2024-03-30", Grain::Month).partial.unwrap();
    assert_eq!((partial.before_from, partial.before_to), (day("2024-02-01"), day("2024-02-29")));
    assert_eq!((partial.amount, partial.before_amount), (units(12), units(3)));
    let partial = told(ledger, "2024-03-28", Grain::Month);
    // A row after as-of never gets here from cleaning; if it does, its money stays in its period.
    assert_eq!(partial.partial.unwrap().before_amount, units(1));
}

#[test]
fn books_of_one_period_one_customer_and_nothing_above_zero_have_an_analysis() {
    for (ledger, as_of) in [
        ("a,2024-02-01,1", "2024-03-31"),
        ("a,2024-02-01,1", "2024-02-01"),
        ("a,2024-02-01,0\na,2024-06-01,0", "2024-06-30"),
        ("a,2024-02-01,-5\nb,2024-06-01,-7", "2024-06-30"),
        ("a,2024-02-01,5\na,2024-02-02,-5\na,2024-09-01,1", "2024-10-31"),
    ] {
        for grain in [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year] {
            let analysis = told(ledger, as_of, grain);
            assert_eq!(analysis.complete, analysis.period.last_day() <= day(as_of), "{ledger} {grain:?}");
            let measured = &analysis.concentration;
            assert_eq!(measured.cr1.is_some(), measured.customers > 0, "{ledger} {grain:?}");
        }
    }
}

#[test]
fn a_book_without_a_complete_period_is_told_by_its_windows_alone() {
    let analysis = told("a,2024-02-01,5\nb,2024-02-03,15", "2024-02-10", Grain::Quarter);
    assert_eq!((analysis.period, analysis.complete), (period("2024Q1"), false));
    assert!(analysis.bridge.is_none() && analysis.history.is_empty() && analysis.periods.is_empty());
    assert_eq!(analysis.partial.unwrap().amount, units(20));
    assert_eq!(analysis.concentration.cr1, Some(0.75));
    assert_eq!(analysis.concentration.to, day("2024-02-10"));
}

#[test]
fn a_report_about_an_earlier_period_ends_with_it_but_for_silence() {
    let ledger = "a,2023-01-05,1\na,2023-04-05,2\na,2023-07-05,4\na,2023-10-05,8\nb,2023-12-05,3";
    let rules = Rules { period: Some(period("2023Q3")), ..Rules::default() };
    let analysis = tried(&lines(ledger), "2024-02-10", &rules).unwrap();
    assert_eq!(analysis.periods.len(), 3);
    assert_eq!(analysis.history.len(), 2);
    assert_eq!(analysis.concentration.to, day("2023-09-30"));
    let trend = &analysis.trends.customers[0];
    assert_eq!(trend.series, [1, 2, 4].map(units));
    assert_eq!(trend.cadence.last_order, Some(day("2023-10-05")));
    assert!(analysis.trends.customers[1].series.is_empty());
    assert_eq!(analysis.partial.unwrap().period, period("2024Q1"));
}

#[test]
fn a_period_that_is_not_there_or_has_not_ended_is_an_error() {
    let of = |label: &str| {
        let wanted = period(label);
        let rules = Rules { calendar: wanted.calendar, period: Some(wanted), ..Rules::default() };
        let failure = tried(&lines("a,2023-01-05,1\na,2023-07-05,1"), "2023-08-01", &rules).unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        failure.0.kind
    };
    let (wanted, last) = (period("2023Q3"), Some(period("2023Q2")));
    assert_eq!(of("2023Q3"), Kind::Analyse(AnalyseProblem::NotEnded { wanted, as_of: day("2023-08-01"), last }));
    let (wanted, first, last) = (period("2022-12"), period("2023-01"), period("2023-08"));
    assert_eq!(
        of("2022-12"),
        Kind::Analyse(AnalyseProblem::NoSuchPeriod { wanted, first, last, ended: Some(period("2023-07")) })
    );
}

#[test]
fn since_limits_what_is_shown_but_not_who_is_new() {
    let ledger = "a,2023-01-01,1\nb,2023-04-05,1\nb,2023-07-05,1\na,2023-10-05,1\nb,2023-10-05,1";
    let rules = Rules { since: Some(day("2023-07-01")), ..Rules::default() };
    let analysis = tried(&lines(ledger), "2023-12-31", &rules).unwrap();
    let labels: Vec<String> = analysis.periods.iter().map(|figures| figures.period.label()).collect();
    assert_eq!(labels, ["2023Q3", "2023Q4"]);
    assert_eq!(analysis.history.len(), 2);
    assert_eq!(analysis.bridge.unwrap().n_returned, 1);
}

#[test]
fn a_short_first_period_is_marked_and_no_trend_point() {
    let ledger = "a,2023-03-20,9\na,2023-03-21,1\na,2023-04-01,2\na,2023-04-05,4\na,2023-07-01,8";
    let mut book = book(&lines(ledger), day("2023-09-30"));
    book.span.longest_gap = 20;
    let analysis = analyse(&Cube::new(&book, by(Grain::Quarter)).unwrap(), &Rules::default()).unwrap();
    assert_eq!(analysis.periods.iter().map(|figures| figures.short).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(analysis.history.iter().map(|bridge| bridge.short).collect::<Vec<_>>(), [true, false]);
    assert_eq!(analysis.trends.customers[0].series, [6, 8].map(units));
}

#[test]
fn the_largest_customer_is_replaced_by_average_new_ones() {
    // Window 2023: a 60, b 25, c 15 (new); a year before a and b only.
    let ledger = "a,2022-03-05,1\nb,2022-04-05,1\na,2023-02-05,60\nb,2023-06-05,25\nc,2023-11-05,15";
    let analysis = told(ledger, "2023-12-31", Grain::Quarter);
    let without = analysis.without_largest.unwrap();
    assert_eq!((without.customer, without.window, without.period), (0, units(40), units(15)));
    assert_eq!((without.cr1, without.average_new, without.replaced_by), (Some(25.0 / 40.0), Some(15.0), Some(4.0)));
    // Before c lie 85 %: class B, from none.
    assert_eq!(analysis.classes.migration[3][1].n, 1);
    assert_eq!(analysis.over_time.last().unwrap().cause.unwrap().customer, 2);
}

#[test]
fn years_stand_beside_quarters_and_weeks() {
    let ledger = "a,2022-01-01,10\na,2022-12-30,10\nb,2023-01-01,5\na,2023-12-31,1";
    for grain in [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half] {
        let years = told(ledger, "2024-01-07", grain).years;
        assert_eq!(years.len(), 1, "{grain:?}");
        assert_eq!(six(&years[0]), [20, 5, 0, 0, -19, 0, 0, 6].map(units), "{grain:?}");
    }
    assert!(told(ledger, "2024-01-07", Grain::Year).years.is_empty());
}

fn rules_of(choice: u8) -> Rules {
    let grain = [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year][usize::from(choice % 5)];
    let active = [Active::Purchase, Active::Any, Active::Net][usize::from(choice / 5 % 3)];
    let calendar = Calendar { grain, fiscal_start: 1 + choice / 15 % 12 };
    Rules { calendar, active, ..Rules::default() }
}

/// What does not change when rows are split: everything but the counts of rows.
fn without_rows(analysis: &Analysis) -> String {
    let mut analysis = analysis.clone();
    analysis.periods.iter_mut().for_each(|figures| figures.rows = 0);
    analysis.partial.iter_mut().for_each(|partial| partial.rows = 0);
    serde_json::to_string(&analysis).unwrap()
}

proptest! {
    /// Every identity is checked by `analyse` itself; here they meet books of both signs, and the totals of the rows.
    #[test]
    fn the_identities_hold_for_any_book(rows in any_lines(), choice in any::<u8>()) {
        let rules = rules_of(choice);
        let analysis = tried(&rows, "2025-03-15", &rules).unwrap();
        for bridge in analysis.history.iter().chain(&analysis.bridge).chain(&analysis.year_on_year) {
            let sum = |period: crate::model::Period| -> Money {
                let inside = |line: &&Line| period.calendar.period_of(line.day) == period;
                rows.iter().filter(inside).map(|line| Money::from_raw(line.amount)).sum()
            };
            prop_assert_eq!(bridge.opening, sum(bridge.period0));
            prop_assert_eq!(bridge.closing, sum(bridge.period1));
            let [new, lost, existing] = bridge.three_part();
            prop_assert_eq!(bridge.opening + new + lost + existing, bridge.closing);
            prop_assert_eq!(bridge.customers0 + bridge.n_new + bridge.n_returned, bridge.customers1 + bridge.n_lost);
        }
        let total: Money = rows.iter().map(|line| Money::from_raw(line.amount)).sum();
        let partial = analysis.partial.as_ref().map_or(Money::ZERO, |partial| partial.amount);
        prop_assert_eq!(analysis.periods.iter().map(|figures| figures.amount).sum::<Money>() + partial, total);
    }

    #[test]
    fn shuffled_rows_change_nothing(rows in any_lines(), seed in any::<u64>(), choice in any::<u8>()) {
        let mut shuffled = rows.clone();
        shuffled.sort_by_key(|line| (line.amount as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let rules = rules_of(choice);
        let json = |rows: &[Line]| serde_json::to_string(&tried(rows, "2025-03-15", &rules).unwrap()).unwrap();
        prop_assert_eq!(json(&rows), json(&shuffled));
    }

    #[test]
    fn split_lines_change_nothing(rows in any_lines(), choice in any::<u8>()) {
        let half = |line: &Line| {
            let part = line.amount / 3;
            [Line { amount: line.amount - part, ..line.clone() }, Line { amount: part, ..line.clone() }]
        };
        let split: Vec<Line> = rows.iter().flat_map(half).collect();
        let rules = rules_of(choice);
        let told = |rows: &[Line]| without_rows(&tried(rows, "2025-03-15", &rules).unwrap());
        prop_assert_eq!(told(&rows), told(&split));
    }

    #[test]
    fn renamed_customers_change_nothing(rows in any_lines(), choice in any::<u8>()) {
        let renamed = |line: &Line| Line { customer: line.customer.replace('c', "甲 "), ..line.clone() };
        let other: Vec<Line> = rows.iter().map(renamed).collect();
        let rules = rules_of(choice);
        let told = |rows: &[Line]| {
            let mut analysis = tried(rows, "2025-03-15", &rules).unwrap();
            analysis.products.clear();
            serde_json::to_string(&analysis).unwrap()
        };
        prop_assert_eq!(told(&rows), told(&other));
    }
}
