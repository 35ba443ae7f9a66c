//! Where each customer stands (rule 8): its class and the one that the data give it, its deal cycle, its RFM scores, and two
//! flags that say what a class is losing: class B shrinking, and class C left without contact.
//!
//! Classes look at the window; deal cycle and RFM at the whole history to as-of.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cadence::cadence;
use super::{Analysis, Cadence, Concentration};
use crate::cube::Cube;
use crate::model::{Day, Money, Orders, Rules, Tally, Texts};

/// How many months lie between two deals of a customer, by the median interval between its order days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Cycle {
    /// Up to 31, 62 and 93 days.
    #[serde(rename = "1")]
    One,
    #[serde(rename = "2")]
    Two,
    #[serde(rename = "3")]
    Three,
    #[serde(rename = "slow")]
    Slow,
    /// Fewer than three order days.
    #[serde(rename = "none")]
    NotYet,
}

impl Cycle {
    /// All cycles, the shortest first.
    pub const ALL: [Cycle; 5] = [Cycle::One, Cycle::Two, Cycle::Three, Cycle::Slow, Cycle::NotYet];

    /// Gives the stable name.
    pub fn id(self) -> &'static str {
        match self {
            Cycle::One => "1",
            Cycle::Two => "2",
            Cycle::Three => "3",
            Cycle::Slow => "slow",
            Cycle::NotYet => "none",
        }
    }

    fn of(cadence: &Cadence) -> Cycle {
        match cadence.median_interval {
            None => Cycle::NotYet,
            Some(days) if days <= 31.0 => Cycle::One,
            Some(days) if days <= 62.0 => Cycle::Two,
            Some(days) if days <= 93.0 => Cycle::Three,
            Some(_) => Cycle::Slow,
        }
    }
}

/// Recency, frequency and money of a customer with an order, each scored 5 (best) to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rfm {
    pub r: u8,
    pub f: u8,
    pub m: u8,
    /// Days from the last order day to as-of.
    pub recency: i32,
    pub orders: u64,
    /// Net of credits.
    pub money: Money,
}

impl Rfm {
    /// Says whether a customer that orders often and for much has not ordered for long, as the others go.
    pub fn cools(&self) -> bool {
        self.r <= 2 && self.f >= 4 && self.m >= 4
    }
}

/// Where one customer stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    #[serde(skip)]
    pub customer: usize,
    /// By its money in the window, `None` without rows in it.
    pub class: Option<char>,
    /// What the data call it, by its latest row.
    pub given: Option<String>,
    /// The given class where it is A, B or C, else that by money.
    pub in_force: Option<char>,
    pub class_before: Option<char>,
    pub window: Option<Money>,
    pub window_before: Option<Money>,
    /// Nothing where the rows are sums of periods.
    pub cycle: Option<Cycle>,
    pub median_interval: Option<f64>,
    pub rfm: Option<Rfm>,
    pub last_order: Option<Day>,
    pub silence: Option<i32>,
    /// Whether an overdue silence is that of a season.
    pub seasonal: bool,
    /// It was in B a year before and is in C or has nothing.
    pub fell_from_b: bool,
    /// In C and without an order for longer than the limit.
    pub quiet: bool,
}

/// One deal cycle: how many customers, with their money in the window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CycleTally {
    pub cycle: Cycle,
    #[serde(flatten)]
    pub tally: Tally,
}

/// Where all customers stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standings {
    /// By class in force, money in the window and key.
    #[serde(skip)]
    pub customers: Vec<Standing>,
    pub cycles: Vec<CycleTally>,
    /// Customers by score, 1 to 5, of recency, frequency and money.
    pub scores: [[usize; 5]; 3],
    /// How many customers have scores.
    pub scored: usize,
    /// Those that order often and for much, and not lately, with all their money.
    pub cooling: Tally,
    /// Customers in B now and in the window a year before, where there is one.
    pub b: u64,
    pub b_before: Option<u64>,
    /// Whether there are at least a tenth fewer.
    pub b_shrinks: bool,
    /// Fallen from B, with the change of their window money.
    pub fell_from_b: Tally,
    /// In C without an order for longer than the limit, with their window money; the seasonal ones among them.
    pub quiet: Tally,
    pub quiet_seasonal: u64,
    pub quiet_days: i32,
    /// Customers whose class the data give, where they differ from that by money, and where the word is none of A, B and C.
    pub given: usize,
    pub given_otherwise: usize,
    pub given_other_words: usize,
}

/// The column of the class among the texts of the rows.
pub const CLASS: &str = "class";

/// Says where each customer stands.
pub fn classify(cube: &Cube, orders: &Orders, analysis: &Analysis, rules: &Rules) -> Standings {
    let windows = (nets(cube, Some(&analysis.concentration)), nets(cube, analysis.concentration_year_before.as_ref()));
    let given = given(orders, cube.customers.len());
    let (has_orders, compared) = (cube.span.has_orders(), analysis.classes.before.is_some());
    let rfm = if has_orders { scores(cube) } else { vec![None; cube.customers.len()] };
    let mut customers: Vec<Standing> = Vec::with_capacity(cube.customers.len());
    for (at, (given, rfm)) in given.into_iter().zip(rfm).enumerate() {
        let cadence = match has_orders {
            true => cadence(&cube.customers[at], cube.span.first_day, cube.span.as_of),
            false => Cadence::unknown(),
        };
        let (class, class_before) = (analysis.classes.class[at], analysis.classes.class_before[at]);
        let in_force = given.as_deref().and_then(letter).or(class);
        let fell = compared && class_before == Some('B') && matches!(class, Some('C') | None);
        let quiet = in_force == Some('C') && cadence.silence.is_some_and(|days| days > rules.limits.quiet_days);
        customers.push(Standing {
            customer: at,
            class,
            in_force,
            given,
            class_before,
            window: windows.0[at],
            window_before: windows.1[at],
            cycle: has_orders.then(|| Cycle::of(&cadence)),
            median_interval: cadence.median_interval,
            rfm,
            last_order: cadence.last_order,
            silence: cadence.silence,
            seasonal: cadence.seasonal,
            fell_from_b: fell,
            quiet,
        });
    }
    let mut standings = summed(&customers, analysis, rules.limits.quiet_days);
    let class = |standing: &Standing| standing.in_force.unwrap_or('Z');
    customers.sort_by_key(|one| (class(one), std::cmp::Reverse(one.window), one.customer));
    standings.customers = customers;
    standings
}

fn summed(customers: &[Standing], analysis: &Analysis, quiet_days: i32) -> Standings {
    let window = |one: &Standing| one.window.unwrap_or(Money::ZERO);
    let tally = |of: &dyn Fn(&Standing) -> bool, money: &dyn Fn(&Standing) -> Money| {
        let mut tally = Tally::default();
        customers.iter().filter(|one| of(one)).for_each(|one| tally.add(money(one)));
        tally
    };
    let mut scores = [[0; 5]; 3];
    for rfm in customers.iter().filter_map(|one| one.rfm) {
        for (counts, score) in scores.iter_mut().zip([rfm.r, rfm.f, rfm.m]) {
            counts[usize::from(score) - 1] += 1;
        }
    }
    let cycles = Cycle::ALL
        .map(|cycle| CycleTally { cycle, tally: tally(&|one| one.cycle == Some(cycle), &window) })
        .into_iter()
        .filter(|_| customers.iter().any(|one| one.cycle.is_some()));
    let classes = &analysis.classes;
    let b_before = classes.before.map(|_| classes.migration[1].iter().map(|tally| tally.n).sum::<u64>());
    let counted = |of: &dyn Fn(&Standing) -> bool| customers.iter().filter(|one| of(one)).count();
    Standings {
        cycles: cycles.collect(),
        scores,
        scored: counted(&|one| one.rfm.is_some()),
        cooling: tally(&|one| one.rfm.is_some_and(|rfm| rfm.cools()), &|one| {
            one.rfm.map_or(Money::ZERO, |rfm| rfm.money)
        }),
        b: classes.b.n,
        b_before,
        b_shrinks: b_before.is_some_and(|before| classes.b.n * 10 <= before * 9 && before > 0),
        fell_from_b: tally(&|one| one.fell_from_b, &|one| window(one) - one.window_before.unwrap_or(Money::ZERO)),
        quiet: tally(&|one| one.quiet, &window),
        quiet_seasonal: counted(&|one| one.quiet && one.seasonal) as u64,
        quiet_days,
        given: counted(&|one| one.given.is_some()),
        given_otherwise: counted(&|one| {
            one.given.as_deref().and_then(letter).is_some_and(|_| one.in_force != one.class)
        }),
        given_other_words: counted(&|one| one.given.as_deref().is_some_and(|text| letter(text).is_none())),
        customers: Vec::new(),
    }
}

/// Gives each customer's money in a window, `None` without rows in it.
fn nets(cube: &Cube, window: Option<&Concentration>) -> Vec<Option<Money>> {
    let mut nets = vec![None; cube.customers.len()];
    if let Some(window) = window {
        window.holders.iter().for_each(|holder| nets[holder.customer] = Some(holder.amount));
        window.others.iter().for_each(|(customer, amount)| nets[*customer] = Some(*amount));
    }
    nets
}

/// Gives what the data call each customer: the class in its latest row that has one, ties by text.
fn given(orders: &Orders, customers: usize) -> Vec<Option<String>> {
    let mut latest: BTreeMap<u32, (i32, u32)> = BTreeMap::new();
    let Some(texts) = orders.texts.get(CLASS) else { return vec![None; customers] };
    let text = |code: u32| texts.values.get(code);
    for (row, (&client, &code)) in orders.client.iter().zip(&texts.codes).enumerate() {
        let day = orders.day[row];
        if code == Texts::NONE || text(code).trim().is_empty() {
            continue;
        }
        let held = latest.entry(client).or_insert((day, code));
        if day > held.0 || (day == held.0 && text(code) < text(held.1)) {
            *held = (day, code);
        }
    }
    let mut given = vec![None; customers];
    for (client, (_, code)) in latest {
        if let Some(given) = given.get_mut(client as usize) {
            *given = Some(text(code).trim().to_owned());
        }
    }
    given
}

/// Gives A, B or C of a word for a class: `A`, `a级`, `B类客户`, `Class C`; nothing of `VIP`, `B2B`.
pub fn letter(text: &str) -> Option<char> {
    let mut rest = text.trim();
    for word in ["class", "grade", "客户等级", "等级"] {
        if rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            rest = rest[word.len()..].trim_start_matches([' ', ':', '：', '-']);
        }
    }
    let mut chars = rest.chars();
    let letter = match chars.next()? {
        'A' | 'a' | 'Ａ' => 'A',
        'B' | 'b' | 'Ｂ' => 'B',
        'C' | 'c' | 'Ｃ' => 'C',
        _ => return None,
    };
    chars.next().is_none_or(|next| !next.is_ascii_alphanumeric()).then_some(letter)
}

/// Scores each customer with an order against the others.
fn scores(cube: &Cube) -> Vec<Option<Rfm>> {
    let facts = |customer: &crate::cube::Customer| {
        let orders: u64 = customer.cells.iter().map(|(_, cell)| u64::from(cell.orders)).sum();
        let last = customer.order_days(cube.span.as_of).last()?;
        let money: Money = customer.cells.iter().map(|(_, cell)| cell.net).sum();
        (orders > 0).then(|| (cube.span.as_of.since(last), orders, money))
    };
    let facts: Vec<Option<(i32, u64, Money)>> = cube.customers.iter().map(facts).collect();
    let known = || facts.iter().flatten();
    let recency = Scale::of(known().map(|one| -one.0).collect());
    let frequency = Scale::of(known().map(|one| one.1).collect());
    let money = Scale::of(known().map(|one| one.2).collect());
    let each = facts.iter().map(|one| {
        one.map(|(days, orders, net)| Rfm {
            r: recency.score(-days),
            f: frequency.score(orders),
            m: money.score(net),
            recency: days,
            orders,
            money: net,
        })
    });
    each.collect()
}

/// All values of one measure, ascending; a larger one is better.
struct Scale<T>(Vec<T>);

impl<T: Ord> Scale<T> {
    fn of(mut values: Vec<T>) -> Scale<T> {
        values.sort_unstable();
        Scale(values)
    }

    /// Gives 5 − ⌊5 × (rank − 1) ÷ n⌋, where rank − 1 is the number strictly better.
    fn score(&self, value: T) -> u8 {
        let better = self.0.len() - self.0.partition_point(|one| *one <= value);
        5 - (5 * better / self.0.len().max(1)) as u8
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::{Grain, Words};

    fn told(ledger: &str, as_of: &str, given: &[(&str, &[u32])]) -> Standings {
        let mut orders = book(&lines(ledger), day(as_of));
        if let Some((words, codes)) = given.first() {
            let values = Arc::new(words.split(',').collect::<Words>());
            orders.texts.insert(CLASS.into(), Texts { values, codes: codes.to_vec() });
        }
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let rules = Rules::default();
        let analysis = analyse(&cube, &rules).unwrap();
        let mut told = classify(&cube, &orders, &analysis, &rules);
        told.customers.sort_by_key(|one| one.customer);
        told
    }

    /// By hand: of five customers rank 1 scores 5, rank 2 scores 4, and so on; equal ones share the better rank.
    #[test]
    fn scores_count_those_that_are_strictly_better() {
        let ledger = "a,2024-01-10,50\na,2024-01-11,50\nb,2024-01-12,300\nb,2024-01-12,1
                      c,2024-01-12,70\nd,2024-01-02,5\ne,2024-01-03,100";
        let told = told(ledger, "2024-01-31", &[]);
        let scores: Vec<(u8, u8, u8)> =
            told.customers.iter().map(|one| one.rfm.unwrap()).map(|s| (s.r, s.f, s.m)).collect();
        // Days 11, 12, 12, 2, 3; orders 2, 1, 1, 1, 1; money 100, 301, 70, 5, 100.
        assert_eq!(scores, [(3, 5, 4), (5, 4, 5), (5, 4, 2), (1, 4, 1), (2, 4, 4)]);
        assert_eq!(told.scores, [[1, 1, 1, 0, 2], [0, 0, 0, 4, 1], [1, 1, 0, 2, 1]]);
    }

    #[test]
    fn a_customer_without_an_order_has_no_score() {
        let told = told("a,2024-01-10,50\nb,2024-01-12,-3", "2024-01-31", &[]);
        assert_eq!(told.customers[1].rfm, None);
        assert_eq!((told.scored, told.customers[1].cycle), (1, Some(Cycle::NotYet)));
    }

    #[test]
    fn the_deal_cycle_is_the_median_interval_in_months() {
        for (second, third, cycle) in [
            ("2024-02-01", "2024-03-03", Cycle::One),
            ("2024-02-02", "2024-03-05", Cycle::Two),
            ("2024-03-03", "2024-05-04", Cycle::Two),
            ("2024-03-04", "2024-05-06", Cycle::Three),
            ("2024-04-03", "2024-07-05", Cycle::Three),
            ("2024-04-04", "2024-07-07", Cycle::Slow),
        ] {
            let told = told(&format!("a,2024-01-01,1\na,{second},1\na,{third},1"), "2024-12-31", &[]);
            assert_eq!(told.customers[0].cycle, Some(cycle), "{second}");
        }
    }

    #[test]
    fn the_class_in_the_data_counts_where_it_is_one() {
        // By money a is in A, b in C; the latest row calls a “B类”, b “VIP”.
        let ledger = "a,2024-01-10,95\na,2024-03-10,1\nb,2024-02-10,4";
        let told = told(ledger, "2024-03-31", &[("A级,B类,VIP", &[0, 1, 2])]);
        let [a, b] = &told.customers[..] else { panic!("{told:?}") };
        assert_eq!((a.class, a.in_force, a.given.as_deref()), (Some('A'), Some('B'), Some("B类")));
        assert_eq!((b.class, b.in_force, b.given.as_deref()), (Some('C'), Some('C'), Some("VIP")));
        assert_eq!((told.given, told.given_otherwise, told.given_other_words), (2, 1, 1));
    }

    #[test]
    fn words_for_classes_are_read() {
        for (word, class) in [
            ("A", Some('A')),
            (" b级 ", Some('B')),
            ("Class C", Some('C')),
            ("Ａ类客户", Some('A')),
            ("等级：B", Some('B')),
            ("B2B", None),
            ("CN", None),
            ("VIP", None),
            ("", None),
            ("重点", None),
        ] {
            assert_eq!(letter(word), class, "{word}");
        }
    }

    #[test]
    fn flags_name_those_that_fell_from_b_and_those_of_c_without_an_order_for_long() {
        // 2023: a 80 is A, b 15 is B, c 5 is C. 2024: a 90 is A, d 6 is B, c 4 is C; b has nothing left.
        let ledger = "a,2023-02-01,80\nb,2023-03-01,15\nc,2023-03-01,5
                      a,2024-02-01,90\nd,2024-11-01,6\nc,2024-07-03,4";
        let standings = told(ledger, "2024-12-31", &[]);
        let flags: Vec<(bool, bool)> = standings.customers.iter().map(|one| (one.fell_from_b, one.quiet)).collect();
        // c is silent for 181 days.
        assert_eq!(flags, [(false, false), (true, false), (false, true), (false, false)]);
        assert_eq!((standings.b, standings.b_before, standings.b_shrinks), (1, Some(1), false));
        assert_eq!((standings.fell_from_b.n, standings.fell_from_b.amount.plain(0)), (1, "-15".to_owned()));
        assert_eq!((standings.quiet.n, standings.quiet.amount.plain(0)), (1, "4".to_owned()));
        let later = told(&ledger.replace("2024-07-03", "2024-07-04"), "2024-12-31", &[]);
        assert_eq!(later.quiet.n, 0);
    }
}
