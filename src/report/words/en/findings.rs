//! The sentences of the opening page.

use super::En;
use crate::analyse::{Movement, Signal, Split, Sums, Swing, Times};
use crate::model::{Money, Period};
use crate::report::findings::{Directions, Group, Hangs, Moved, Overdue, Season};
use crate::report::happened::Happened;
use crate::report::words::speech::rounded;
use crate::report::words::{FindingWords, Terms};
use crate::report::{Piece, Text, relative, tell};

impl En {
    /// Gives a customer of a group, with its amount unless it is the only one, and what is to be known of it.
    fn one_of(&self, moved: &Moved, only: bool) -> String {
        let name = match only {
            true => moved.name.clone(),
            false => format!("{} ({})", moved.name, self.0.signed(moved.amount)),
        };
        match &moved.happened {
            Happened::Back { after, .. } if moved.same_season => {
                format!("{name} after {} days, as in the year before", self.0.count(*after as usize))
            }
            Happened::Back { after, .. } => format!("{name} after {} days", self.0.count(*after as usize)),
            _ => name,
        }
    }

    fn first_of(&self, group: &Group) -> String {
        let named: Vec<String> = group.named.iter().map(|moved| self.one_of(moved, group.customers == 1)).collect();
        // A name with more to it is kept apart from the next.
        let named = match named.as_slice() {
            [one, two] if group.named[0].same_season => format!("{one}; {two}"),
            all => self.list(all),
        };
        match (group.named.len(), group.customers) {
            (0, _) => String::new(),
            (n, all) if n == all => format!(": {named}"),
            _ if group.led => format!(", led by {named}"),
            _ => format!(", among them {named}"),
        }
    }
}

impl FindingWords for En {
    fn said_swing(&self, swing: &Swing) -> String {
        let noun = self.noun();
        match (swing.mean, swing.usual) {
            (Some(mean), Some(usual)) => format!(
                "; a {noun} differs from the one before by {} on average, so that is {} the usual swing",
                self.0.units(mean),
                if usual { "within" } else { "beyond" }
            ),
            _ => match swing.changes {
                0 => format!("; no earlier {noun} tells whether that is usual"),
                n => format!(
                    "; {} before it, too few to tell whether that is usual",
                    self.many(n, "change comes", "changes come")
                ),
            },
        }
    }

    fn said_largest(&self, moved: &Moved, periods: [Period; 2]) -> Text {
        let fell = moved.mover.change.is_negative();
        let why = match &moved.happened {
            Happened::Both(pair) => {
                let average = pair.average1.zip(pair.average0).map_or_else(String::new, |(now, before)| {
                    format!(", each {} on average after {}", self.0.units(now), self.0.units(before))
                });
                format!(": {} after {}{average}", self.many(pair.orders1 as usize, "order", "orders"), pair.orders0)
            }
            _ => String::new(),
        };
        let sure = match moved.signal {
            Signal::Plunge | Signal::Surge => "; that is outside its usual range".to_owned(),
            Signal::None => "; that is within its usual range".to_owned(),
            Signal::TooFew => format!("; with {}, too few to tell whether that is usual", self.periods(moved.periods)),
        };
        tell![
            Piece::strong(moved.name.clone()),
            format!(
                " {} by {} from {} to {}{why}{sure}.",
                if fell { "fell" } else { "rose" },
                self.0.amount(moved.mover.change.abs()),
                periods[0],
                periods[1]
            ),
        ]
    }

    fn said_group(&self, group: &Group) -> Text {
        let n = group.customers;
        let who = match group.movement {
            Movement::Lost => format!("{} of {} did not order again", self.customers(n), group.period0),
            Movement::Returned => format!("{} came back", self.customers(n)),
            _ => self.many(n, "customer is new", "customers are new"),
        };
        let mut rest = self.first_of(group);
        let of = |n: u64| format!("{} of them", self.0.count(n as usize));
        let (due, season) = (group.not_yet_due, group.seasonal);
        if due.n > 0 {
            let are = if due.n == 1 { "is" } else { "are" };
            rest.push_str(&format!("; {} ({}) {are} not yet due", of(due.n), self.0.signed(due.amount)));
        }
        if season.n > 0 {
            let are = if season.n == 1 { "is" } else { "are" };
            rest.push_str(&format!(
                "; {} ({}) {are} silent in these months of other years too",
                of(season.n),
                self.0.signed(season.amount)
            ));
        }
        if group.unverified > 0 {
            rest.push_str(&format!(
                "; {} may be new to the data only, which begin on {}",
                if group.unverified == n { "all".to_owned() } else { of(group.unverified as u64) },
                group.begins
            ));
        }
        if let Some((periods, usual)) = group.usual {
            let brought =
                if usual.is_zero() { "none".to_owned() } else { format!("{} each on average", self.0.amount(usual)) };
            rest.push_str(&format!("; the {} before brought {brought}", self.periods(periods)));
        }
        if let Some((one, other)) = &group.alias {
            rest.push_str(&format!("; {one} may be the same customer as {other}"));
        }
        tell![Piece::strong(who), " (", self.0.delta(group.amount), ")", rest, "."]
    }

    fn said_season(&self, season: &Season) -> Text {
        let thing = if season.rises { "rise" } else { "fall" };
        let years = match (season.alike, season.years) {
            (_, 1) => "no other year is there to compare with".to_owned(),
            (alike, years) if alike == years => format!("it was a {thing} in each of the {years} years before"),
            (alike, years) => format!("it was a {thing} in {alike} of the {years} years before"),
        };
        tell![
            format!("The same step a year before, {} to {}, was ", season.periods[0], season.periods[1]),
            Piece::strong(self.0.percent(season.rate)),
            format!(": much of the {thing} may be season; {years}."),
        ]
    }

    fn said_hangs(&self, hangs: &Hangs) -> Text {
        let window = if hangs.partial {
            format!("revenue in the {} months, as far as the data reach", hangs.months)
        } else {
            format!("{} months' revenue", hangs.months)
        };
        let before = hangs.before.map_or_else(String::new, |before| match before {
            0.0 => ", nothing a year before".to_owned(),
            before => format!(", {} a year before", self.0.share(before)),
        });
        let without = hangs.without.map_or_else(String::new, |(change, base)| {
            let rate =
                relative(base + change, base).map_or_else(String::new, |rate| format!(" ({})", self.0.percent(rate)));
            format!("; without it the {} would be {}{rate} on the one before", self.noun(), self.0.signed(change))
        });
        tell![
            Piece::strong(format!("{} makes {}", hangs.name, self.0.share(hangs.share))),
            format!(" of {window}{before}, above the line of {}{without}.", self.0.about(hangs.limit)),
        ]
    }

    fn said_overdue(&self, overdue: &Overdue) -> Text {
        let named: Vec<String> = overdue
            .named
            .iter()
            .map(|(name, silence, usual)| format!("{name} ({silence} days, usually {})", self.0.days(*usual)))
            .collect();
        let first = if named.len() == overdue.customers { ", " } else { ", led by " };
        let (who, are) = match overdue.customers {
            1 => ("1 further customer".to_owned(), "has been silent for more than twice its usual gap"),
            n => (
                format!("{} further customers", self.0.count(n)),
                "have been silent for more than twice their usual gap",
            ),
        };
        tell![
            Piece::strong(who),
            format!(
                " ({} in the {} months) {are} on {}{first}{}: a sign, no loss yet.",
                self.0.amount(overdue.window),
                overdue.months,
                overdue.as_of,
                self.list(&named)
            ),
        ]
    }

    fn said_directions(&self, told: &Directions) -> Text {
        let named: Vec<String> = told
            .named
            .iter()
            .map(|(name, rises, slope, periods)| {
                let verb = if *rises { "rises" } else { "falls" };
                format!(
                    "{name} {verb} by {} a {} over {}",
                    self.0.amount(rounded(slope.abs())),
                    self.noun(),
                    self.periods(*periods)
                )
            })
            .collect();
        let first = if named.len() == told.certain { "" } else { "above all, " };
        tell![
            Piece::strong(self.many(
                told.certain,
                "customer's trend is hardly chance",
                "customers' trends are hardly chance"
            )),
            format!(" (of {} tested): {first}{}.", self.0.count(told.tested), self.list(&named)),
        ]
    }

    fn said_too_few_periods(&self, periods: usize) -> Text {
        Text::plain(format!(
            "With {} nothing can be called a trend: five are needed of one customer.",
            self.many(periods, &format!("full {}", self.noun()), &format!("full {}s", self.noun()))
        ))
    }

    fn said_few(&self, customers: usize) -> Text {
        Text::plain(format!("Only {} ordered: single orders decide every share and change.", self.customers(customers)))
    }

    fn said_price_volume(&self, split: &Split, customers: usize) -> Text {
        let range = split.cross_sold + split.dropped;
        let effects = [("quantities", split.volume), ("prices", split.price), ("products added and dropped", range)];
        let made =
            effects.into_iter().filter(|(_, amount)| !amount.is_zero()).enumerate().map(|(at, (what, amount))| {
                format!("{what}{} {}", if at == 0 { " made" } else { "" }, self.0.signed(amount))
            });
        let made: Vec<String> = made.collect();
        let none: Vec<String> = effects
            .into_iter()
            .take(2)
            .filter(|(_, amount)| amount.is_zero())
            .map(|(what, _)| what.to_owned())
            .collect();
        let mut parts: Vec<String> = (!made.is_empty()).then(|| self.list(&made)).into_iter().collect();
        if !none.is_empty() {
            parts.push(format!("{} made no difference", self.list(&none)));
        }
        if !split.unallocated.is_zero() {
            parts.push(format!("{} cannot be split", self.0.signed(split.unallocated)));
        }
        tell![
            format!("Among the {} who bought in both {}s (", self.customers(customers), self.noun()),
            self.0.delta(split.sum()),
            format!("), {}.", parts.join("; ")),
        ]
    }

    fn said_stopped(&self, certain: usize, amount: Money, by_category: bool) -> Text {
        let (one, many) = match by_category {
            true => ("category was", "categories were"),
            false => ("regular product was", "regular products were"),
        };
        tell![
            Piece::strong(format!("{} stopped for certain", self.many(certain, one, many))),
            format!(" by customers who still buy, {} a year; up to one in ten may be chance.", self.0.amount(amount)),
        ]
    }

    fn said_profit(&self, sums: &[Sums; 2], change: Money) -> Text {
        let margins = sums[0].margin.zip(sums[1].margin).map_or_else(String::new, |(before, now)| {
            format!(": the margin is {} after {}", self.0.share(now), self.0.share(before))
        });
        tell![
            "Gross profit was ",
            Piece::strong(self.0.amount(sums[1].profit)),
            ", ",
            self.0.delta(sums[1].profit - sums[0].profit),
            ", on revenue of ",
            self.0.delta(change),
            format!("{margins}."),
        ]
    }

    fn said_slower(&self, before: &Times, now: &Times) -> Text {
        let days = |times: &Times| times.median.map_or_else(String::new, |median| self.0.days(median));
        tell![
            "Orders took ",
            Piece::strong(format!("{} days to ship", days(now))),
            format!(
                ", {} {}: the medians of {} and {} shipped orders.",
                days(before),
                self.the_before(),
                self.0.count(now.shipped),
                self.0.count(before.shipped)
            ),
        ]
    }
}
