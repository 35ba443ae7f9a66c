//! Small books, told of on several days.

use super::*;
use crate::analyse::{Aspects, analyse_for};
use crate::cube::fixture::{book, by, day, lines};
use crate::model::{Grain, Limits};

/// A book as of a day, with what it is looked at by.
struct Night {
    orders: Orders,
    cube: Cube,
    analysis: Analysis,
    audit: Audit,
    rules: Rules,
    today: Day,
}

impl Night {
    fn new(text: &str, as_of: &str) -> Night {
        let limits = Limits { late_after: Some(365), ..Limits::default() };
        let rules = Rules { floor: Some(1_000_000), limits, ..Rules::default() };
        Night::of(book(&lines(text), day(as_of)), rules, as_of)
    }

    fn of(orders: Orders, rules: Rules, as_of: &str) -> Night {
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let analysis = analyse_for(&cube, &rules, Aspects::ALL).unwrap();
        Night { orders, cube, analysis, audit: Audit::default(), rules, today: day(as_of) }
    }

    fn told(&self, before: Option<&Memory>) -> (Watch, Option<Memory>) {
        let scene = Scene {
            cube: &self.cube,
            analysis: &self.analysis,
            names: None,
            orders: &self.orders,
            audit: &self.audit,
            problems: &[],
            rules: &self.rules,
            today: self.today,
            remembers: true,
            also: &[],
        };
        watch(&scene, before).unwrap()
    }
}

fn kinds(watch: &Watch) -> Vec<(&'static str, String, Option<Status>)> {
    let key = |alert: &Alert| alert.who.as_ref().map(|who| who.key.clone()).unwrap_or_default();
    watch.alerts.iter().map(|(alert, status)| (alert.fact.kind(), key(alert), *status)).collect()
}

/// Two quarters: a and c stay, b is lost for 500.
const FIRST: &str = "a,2023-01-05,900\nb,2023-02-05,500\nc,2023-01-06,700\na,2023-04-05,900\nc,2023-05-01,700";

#[test]
fn a_lost_customer_is_told_once_and_then_when_it_is_back() {
    let first = Night::new(FIRST, "2023-06-30");
    let (told, memory) = first.told(None);
    assert!(kinds(&told).contains(&("lost", "b".into(), None)), "{:?}", kinds(&told));
    let memory = memory.unwrap();
    assert!(memory.adds_up());
    // The same night again: nothing new.
    let (told, memory) = first.told(Some(&memory));
    assert!(!told.speaks(true) && told.speaks(false));
    // A quarter later without b: a loss of an earlier period is not told again, and not forgotten either.
    let later = format!("{FIRST}\na,2023-08-05,900\nc,2023-08-01,700");
    let (told, memory) = Night::new(&later, "2023-09-30").told(memory.as_ref());
    assert!(told.since.as_ref().unwrap().over.is_empty(), "{told:?}");
    let back = format!("{later}\nb,2023-10-02,300");
    let (told, _) = Night::new(&back, "2023-10-03").told(memory.as_ref());
    let over = &told.since.unwrap().over;
    assert_eq!(over.len(), 1);
    let amount = Money::from_raw(3_000_000);
    assert_eq!(over[0].became, Became::Ordered { on: day("2023-10-02"), amount });
    assert_eq!((over[0].told.name.as_str(), over[0].told.period.as_str()), ("B", "2023Q2"));
}

#[test]
fn rows_that_come_late_move_the_opening_and_undo_the_loss() {
    let (_, memory) = Night::new(FIRST, "2023-06-30").told(None);
    let late = format!("{FIRST}\nb,2023-06-20,450");
    let (told, _) = Night::new(&late, "2023-07-02").told(memory.as_ref());
    let since = told.since.unwrap();
    let units = |units: i64| Money::from_raw(units * Money::PER_UNIT);
    // By hand: 2023Q2 was 900 + 700; b's row adds 450.
    let [restated] = since.restated.as_slice() else { panic!("{:?}", since.restated) };
    assert_eq!((restated.before, restated.now, restated.closing), (units(1600), units(2050), true));
    assert_eq!((restated.added.len(), restated.removed.len(), restated.by_rows), (1, 0, true));
    assert_eq!(restated.added[0].amount, units(450));
    let became =
        Became::Restated { movement: crate::analyse::Movement::Down, amount_before: units(500), amount: units(450) };
    assert_eq!(since.over.iter().map(|over| over.became.clone()).collect::<Vec<_>>(), [became]);
}

#[test]
fn a_row_that_is_changed_is_one_that_went_and_one_that_came() {
    let (_, memory) = Night::new(FIRST, "2023-06-30").told(None);
    let changed = FIRST.replace("a,2023-04-05,900", "a,2023-04-05,950");
    let (told, _) = Night::new(&changed, "2023-06-30").told(memory.as_ref());
    let restated = &told.since.unwrap().restated[0];
    let amounts = |lines: &[LineAt]| lines.iter().map(|line| line.amount.raw() / Money::PER_UNIT).collect::<Vec<_>>();
    assert_eq!((amounts(&restated.added), amounts(&restated.removed)), (vec![950], vec![900]));
    assert_eq!(restated.change(), Money::from_raw(50 * Money::PER_UNIT));
}

#[test]
fn rows_that_cannot_be_told_apart_are_counted() {
    let double = FIRST.replace("a,2023-04-05,900", "a,2023-04-05,450\na,2023-04-05,450");
    let (_, memory) = Night::new(&double, "2023-06-30").told(None);
    let (told, _) = Night::new(&double.replacen("a,2023-04-05,450\n", "", 1), "2023-06-30").told(memory.as_ref());
    let restated = &told.since.unwrap().restated[0];
    assert_eq!((restated.added.len(), restated.removed.len()), (0, 1));
}

#[test]
fn data_that_lost_their_end_tell_only_that_and_leave_the_memory_alone() {
    let (_, memory) = Night::new(FIRST, "2023-06-30").told(None);
    let cut = "a,2023-01-05,900\nb,2023-02-05,500\nc,2023-01-06,700";
    let (told, next) = Night::new(cut, "2023-03-31").told(memory.as_ref());
    assert!(next.is_none());
    assert_eq!(kinds(&told), [("shrunk", String::new(), Some(Status::New))]);
    // By hand: the second quarter's 900 + 700 are gone.
    assert_eq!(told.alerts[0].0.stake, Money::from_raw(1600 * Money::PER_UNIT));
    let since = told.since.unwrap();
    assert!(since.over.is_empty());
    assert_eq!(since.restated[0].change(), Money::from_raw(-1600 * Money::PER_UNIT));
}

#[test]
fn a_memory_that_was_changed_by_another_hand_does_not_add_up() {
    let (_, memory) = Night::new(FIRST, "2023-06-30").told(None);
    let memory = memory.unwrap();
    let text = serde_json::to_string(&memory).unwrap();
    assert_eq!(serde_json::from_str::<Memory>(&text).unwrap(), memory);
    for (was, is) in [("\"900.0000\",1", "\"901.0000\",1"), ("null,\"900.0000\"", "null,\"900.0001\"")] {
        assert!(text.contains(was), "{text}");
        let changed: Memory = serde_json::from_str(&text.replacen(was, is, 1)).unwrap();
        assert!(!changed.adds_up(), "{was}");
    }
}

#[test]
fn silence_is_worse_when_it_has_doubled_and_a_share_by_a_whole_point() {
    let silent = |ratio: f64| Fact::Overdue { class: 'A', last_order: None, silence: 0, usual_gap: 1.0, ratio };
    let degree = |ratio: f64| silent(ratio).degree(Money::ZERO);
    assert_eq!([2.1, 3.9, 4.0, 7.9, 8.0].map(degree), [1, 1, 2, 2, 3]);
    let share = |share: f64| Fact::Five { share, before: None, limit: 0.5, crossed: false };
    let worse = |now: f64, then: f64| {
        let degree = |of: f64| share(of).degree(Money::ZERO);
        share(now).is_worse(degree(now), degree(then), Money::ZERO)
    };
    assert!(worse(0.52, 0.51) && !worse(0.5199, 0.51) && !worse(0.51, 0.52));
    let high =
        |flag, share: f64| Fact::Largest { share, before: None, limit: 0.2, flag, crossed: false }.degree(Money::ZERO);
    use crate::analyse::Flag;
    assert!(high(Flag::High, 0.351) - high(Flag::Watch, 0.349) > 100);
}

#[test]
fn what_creeps_up_is_compared_with_what_was_told() {
    // The last day moves on a day a night: silent 65 of 31 days, then 124.
    let text = "a,2023-01-01,900\na,2023-02-01,900\na,2023-03-01,900\nb,2023-01-02,100";
    let mut memory = None;
    let mut told = Vec::new();
    for (as_of, last) in [("2023-05-05", "2023-05-04"), ("2023-05-20", "2023-05-19"), ("2023-07-05", "2023-07-04")] {
        let night = Night::new(&format!("{text}\nb,{last},100"), as_of);
        let (watch, next) = night.told(memory.as_ref());
        told.push(kinds(&watch).into_iter().filter(|(kind, ..)| *kind == "overdue").collect::<Vec<_>>());
        memory = next;
    }
    let overdue = |status| vec![("overdue", "a".to_owned(), status)];
    // On 2023-07-05 the second quarter has ended without a: it is lost, and told so.
    assert_eq!(told, [overdue(None), overdue(Some(Status::Standing)), Vec::new()]);
}

/// By hand: a is 2,700 against the usual 900, c 1,500 against 700: 1,800 and 800 above, by the plain rule on four quarters.
#[test]
fn surges_are_told_as_one_with_the_largest() {
    let quarters = ["2023-01-05", "2023-04-05", "2023-07-05", "2023-10-05"];
    let mut text = String::new();
    for (at, day) in quarters.iter().enumerate() {
        let (a, c) = if at == 3 { (2_700, 1_500) } else { (900, 700) };
        text += &format!("a,{day},{a}\nb,{day},400\nc,{day},{c}\n");
    }
    let (told, memory) = Night::new(&text, "2023-12-31").told(None);
    let surge = told.alerts.iter().find(|(alert, _)| alert.fact.kind() == "surge").map(|(alert, _)| alert.clone());
    let surge = surge.unwrap();
    assert_eq!(surge.stake, Money::from_raw(2_600 * Money::PER_UNIT));
    let Fact::Surge { customers, largest, amount, usual, .. } = surge.fact else { panic!("{surge:?}") };
    assert_eq!((customers, largest.key.as_str(), amount.raw() / Money::PER_UNIT, usual), (2, "a", 2_700, 900.0));
    // Of another quarter it is not over, only past.
    let later = format!("{text}a,2024-01-05,2700\nb,2024-01-05,400\nc,2024-01-05,1500\n");
    let (told, _) = Night::new(&later, "2024-03-31").told(memory.as_ref());
    assert!(told.since.unwrap().over.is_empty());
}

/// By hand: new customers brought 300 in the one quarter of the year before; two quarters without one are 600.
#[test]
fn a_lack_of_new_customers_is_told_when_it_is_longer_than_ever() {
    let quarters = ["2023-01-05", "2023-04-05", "2023-07-05", "2023-10-05", "2024-01-05", "2024-04-05", "2024-07-05"];
    let ends = ["2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30"];
    let night = |to: usize, new: &[(&str, usize)]| {
        let mut text = String::new();
        for (at, day) in quarters.iter().enumerate().take(to + 1) {
            text += &format!("a,{day},900\n");
            new.iter().filter(|(_, from)| at >= *from).for_each(|(key, _)| text += &format!("{key},{day},300\n"));
        }
        Night::new(&text, ends[to])
    };
    let lack = |told: &Watch| {
        told.alerts.iter().find(|(alert, _)| alert.fact.kind() == "no_new").map(|(alert, _)| alert.clone())
    };
    assert_eq!(lack(&night(2, &[("b", 1)]).told(None).0), None, "one quarter without is none");
    let (told, memory) = night(3, &[("b", 1)]).told(None);
    let alert = lack(&told).unwrap();
    assert_eq!(alert.stake, Money::from_raw(600 * Money::PER_UNIT));
    let Fact::NoNew { last, period, periods } = alert.fact else { panic!("{alert:?}") };
    assert_eq!((last.label(), period.label(), periods), ("2023Q2".into(), "2023Q4".into(), 2));
    let (told, _) = night(4, &[("b", 1), ("d", 4)]).told(memory.as_ref());
    let over = &told.since.unwrap().over;
    let expected = Became::New {
        period: crate::model::Period::parse("2024Q1", 1).unwrap(),
        customers: 1,
        amount: Money::from_raw(300 * Money::PER_UNIT),
    };
    assert_eq!(over.iter().map(|over| over.became.clone()).collect::<Vec<_>>(), [expected]);
    // Two quarters without a new customer have been before: nothing out of the ordinary.
    assert_eq!(lack(&night(6, &[("b", 1), ("d", 4)]).told(None).0), None);
    assert_eq!(lack(&night(6, &[]).told(None).0), None, "a book that never had a new one");
}

/// By hand: 24 customers of 40 and x of 30 make 990; then x buys for 300: 330 of 1,290 over both quarters, and 30 of 990 before.
#[test]
fn the_share_before_is_known_of_whoever_was_not_among_the_largest() {
    let mut text = "x,2023-01-06,30\nx,2023-04-06,300\n".to_owned();
    (0..24).for_each(|at| text += &format!("c{at},2023-01-05,40\n"));
    let (told, _) = Night::new(&text, "2023-06-30").told(None);
    let largest = told.alerts.iter().find_map(|(alert, _)| match &alert.fact {
        Fact::Largest { share, before, .. } => Some((*share, before.unwrap())),
        _ => None,
    });
    assert_eq!(largest, Some((330.0 / 1_290.0, 30.0 / 990.0)));
}

#[test]
fn a_state_of_another_hand_does_not_break_the_run_off() {
    let (_, memory) = Night::new(FIRST, "2023-06-30").told(None);
    let mut memory = memory.unwrap();
    assert!(memory.adds_up());
    let most = Money::from_raw(i64::MAX - 1);
    for key in ["a", "c"] {
        memory.customers.get_mut(key).unwrap().periods.insert("2023Q1".into(), (most, 1));
    }
    assert!(!memory.adds_up());
}

/// By hand: b bought for 100 dollars at 7, then for 90 at 8: 720 is more than 700, but by the rate alone, which made 90 of it.
#[test]
fn a_loss_that_is_none_is_told_without_what_rates_made() {
    let book = |text: &str, written: Vec<i64>| {
        let mut orders = book(&lines(text), day("2023-06-30"));
        let currency = written.iter().map(|amount| u16::from(*amount != 0)).collect();
        let amount = written.into_iter().map(|units| units * 10_000).collect();
        let currencies = vec!["CNY".into(), "USD".into()];
        orders.local = Some(crate::model::Local { currencies, currency, amount });
        let limits = Limits { late_after: Some(365), ..Limits::default() };
        Night::of(orders, Rules { floor: Some(1_000_000), limits, ..Rules::default() }, "2023-06-30")
    };
    let rows = "a,2023-01-05,900\nb,2023-02-05,700\na,2023-04-05,900";
    let (_, memory) = book(rows, vec![0, 100, 0]).told(None);
    let (told, _) = book(&format!("{rows}\nb,2023-05-05,720"), vec![0, 100, 0, 90]).told(memory.as_ref());
    let became: Vec<Became> = told.since.unwrap().over.iter().map(|over| over.became.clone()).collect();
    let units = |units: i64| Money::from_raw(units * 10_000);
    let restated =
        Became::Restated { movement: crate::analyse::Movement::Down, amount_before: units(700), amount: units(720) };
    assert_eq!(became, [restated]);
}
