//! The head of the report.

use super::En;
use crate::analyse::{Bridge, Concentration, Partial, Swing, Verdict};
use crate::model::{Day, Grain, Money, Period, Reason, Tally};
use crate::report::words::{FindingWords, OverviewWords, Terms};
use crate::report::{Piece, Text, relative, tell};

impl En {
    /// Gives “Q4 2004”, “September 2025”, “FY2026Q1”.
    pub(super) fn period_name(&self, period: Period) -> String {
        let label = period.label();
        let year = label.get(..4).unwrap_or_default();
        match period.calendar.grain {
            _ if label.starts_with("FY") => label,
            Grain::Quarter | Grain::Half => format!("{} {year}", label.get(4..).unwrap_or_default()),
            Grain::Month => {
                let month = usize::from(period.first_day().ymd().1);
                format!("{} {year}", MONTHS[(month - 1).min(11)])
            }
            Grain::Week => format!("week {} of {year}", label.get(6..).unwrap_or_default()),
            Grain::Year => label,
        }
    }

    /// Gives a signed amount with its rate in brackets.
    pub(super) fn change_with_rate(&self, bridge: &Bridge) -> Vec<Piece> {
        let mut pieces = vec![self.0.delta(bridge.change())];
        if let Some(rate) = relative(bridge.closing, bridge.opening) {
            pieces.extend([Piece::from(" ("), self.0.rate(rate), Piece::from(")")]);
        }
        pieces
    }

    /// Says where a change comes from that no order made, before its amount; nothing where revenue did not change.
    pub(super) fn only_adjusted(&self, bridge: &Bridge) -> Option<String> {
        let (change, adjusted) = (bridge.change().raw().signum(), bridge.adjustments.raw().signum());
        if change != 0 && bridge.fx.raw().signum() == change && adjusted != change {
            let move_ = if change < 0 { "fall" } else { "rise" };
            return Some(format!("The {move_} comes from rates of exchange: "));
        }
        let from = match (change, adjusted) {
            (0, _) => return None,
            (-1, -1) => "The fall comes from credits of customers that bought nothing",
            (-1, _) => "The fall comes from customers whose credits exceed what they bought",
            (_, 1) => "The rise comes from credits that customers without orders no longer had",
            _ => "The rise comes from no customer that bought more",
        };
        Some(format!("{from}: "))
    }

    /// Says who is in a line: “33 returning customers”.
    pub(super) fn who(&self, id: &str, customers: usize) -> String {
        match id {
            "new" => self.many(customers, "new customer", "new customers"),
            "returned" => self.many(customers, "returning customer", "returning customers"),
            "up" => self.many(customers, "customer who bought more", "customers who bought more"),
            "down" => self.many(customers, "customer who bought less", "customers who bought less"),
            _ => self.many(customers, "lost customer", "lost customers"),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl OverviewWords for En {
    fn title(&self, period: Period) -> String {
        format!("Customer revenue, {}", self.period_name(period))
    }

    fn compared_with(&self, before: Option<Period>, year: Option<Period>) -> String {
        match (before, year) {
            (None, _) => "nothing: it is the first period of the data".to_owned(),
            (Some(before), None) => before.label(),
            (Some(before), Some(year)) => format!("{before}; a year before, {year}"),
        }
    }

    fn currency_fact(&self, code: &str) -> String {
        code.to_owned()
    }

    fn files(&self, files: &[&str]) -> String {
        match files {
            [] => "none".to_owned(),
            [one] => (*one).to_owned(),
            [first, .., last] if files.len() > 3 => format!("{} files, {first} to {last}", files.len()),
            _ => files.join(", "),
        }
    }

    fn rows_fact(&self, read: usize, used: usize, aside: usize) -> String {
        format!("{} read, {} used, {} set aside", self.0.count(read), self.0.count(used), self.0.count(aside))
    }

    fn verdict_first(&self, period: Period, revenue: Money, customers: usize) -> Text {
        tell![
            format!("Revenue of {period} was "),
            Piece::strong(self.0.amount(revenue)),
            format!(
                " from {}. It is the first period of the data, so there is nothing to compare it with.",
                self.customers(customers)
            ),
        ]
    }

    fn verdict_so_far(&self, revenue: Money, customers: usize, to: Day) -> Text {
        tell![
            format!("No {} has ended yet: ", self.noun()),
            Piece::strong(self.0.amount(revenue)),
            format!(" from {} up to {to}.", self.customers(customers)),
        ]
    }

    fn so_far(&self, heading: &str) -> String {
        format!("{heading}, so far")
    }

    fn tiles_so_far(&self, period: Period, to: Day) -> String {
        format!("{period} has not ended: the figures are those up to {to}.")
    }

    fn credits_apart(&self, apart: Money) -> Text {
        tell!["The average order leaves out amounts without an order, such as credits: ", self.0.delta(apart), "."]
    }

    fn verdict_level(&self, bridge: &Bridge, year: Option<&Bridge>, swing: Option<&Swing>) -> Text {
        let mut pieces =
            vec![Piece::from(format!("{} revenue was ", bridge.period1)), Piece::strong(self.0.amount(bridge.closing))];
        if bridge.change().is_zero() {
            pieces.push(Piece::from(format!(", the same as {}", self.the_before())));
        } else {
            pieces.push(Piece::from(", "));
            pieces.extend(self.change_with_rate(bridge));
            pieces.push(Piece::from(format!(" on {}", self.the_before())));
        }
        if let Some(year) = year {
            pieces.push(Piece::from(" and "));
            pieces.extend(self.change_with_rate(year));
            pieces.push(Piece::from(" on the year"));
        }
        let swing = swing.filter(|_| !bridge.change().is_zero());
        pieces.extend(swing.map(|swing| Piece::from(self.said_swing(swing))));
        pieces.push(Piece::from("."));
        pieces.into_iter().map(|piece| (piece.0, piece.1)).collect::<Vec<_>>().into()
    }

    fn verdict_why(&self, bridge: &Bridge) -> Option<Text> {
        let Some(verdict) = bridge.explain.verdict else {
            let only = self.only_adjusted(bridge)?;
            return Some(tell![only, self.0.delta(bridge.change()), "."]);
        };
        let fall = bridge.change().is_negative();
        let side = if fall { &bridge.explain.decline } else { &bridge.explain.gain };
        let (thing, parts) = if fall { ("fall", "falls") } else { ("rise", "rises") };
        let largest = match side.customers {
            1 => format!("all {parts} are that one customer's"),
            _ => side.top1.map_or_else(String::new, |top1| {
                format!("the largest {thing} is {} of all {parts}", self.0.share(top1))
            }),
        };
        let many = if fall {
            format!("{} of {} fell", self.0.count(side.customers), self.customers(bridge.customers0))
        } else {
            format!("{} of {} rose", self.0.count(side.customers), self.customers(bridge.customers1))
        };
        let breadth = side.breadth.map_or_else(String::new, |breadth| {
            let of = if fall { "opening" } else { "closing" };
            format!(", with {} of {of} revenue", self.0.share(breadth))
        });
        let word = match verdict {
            Verdict::Broad => "broad",
            Verdict::Concentrated => "concentrated",
            Verdict::Mixed => "mixed",
        };
        let three = match verdict {
            // Of three or fewer it is all of them.
            Verdict::Concentrated if side.customers > 3 => {
                side.top3.map_or_else(String::new, |top3| format!(", the three largest {}", self.0.share(top3)))
            }
            _ => String::new(),
        };
        let customers = if fall { bridge.customers0 } else { bridge.customers1 };
        if (side.customers, customers) == (1, 1) {
            let moved = if fall { "fell" } else { "rose" };
            return Some(tell![
                format!("The {thing} is "),
                Piece::strong(word),
                format!(": the one customer {moved}.")
            ]);
        }
        Some(tell![format!("The {thing} is "), Piece::strong(word), format!(": {many}{breadth}; {largest}{three}.")])
    }

    fn no_new(&self, periods: usize, of: usize, earlier_too: bool) -> Text {
        let noun = self.noun();
        Text::plain(match periods {
            n if n == of && n > 1 => format!("No customer was new in any of the {}.", self.periods(n)),
            1 if of > 2 && !earlier_too => "No customer was new, for the first time on record.".to_owned(),
            0 | 1 => "No customer was new.".to_owned(),
            2 => format!("No customer was new, for the second {noun} in a row."),
            n => format!("No customer was new, for {n} {noun}s in a row."),
        })
    }

    fn cancelled_counted(&self, status: &str, rows: Tally) -> Text {
        tell![
            Piece::strong(self.rows(rows.n as usize)),
            format!(
                " with status {status} ({}) {} as revenue: no status rule is set.",
                self.0.amount(rows.amount),
                if rows.n == 1 { "counts" } else { "count" }
            ),
        ]
    }

    fn cr5_row(&self, months: i32) -> String {
        format!("Top-5, {months} months")
    }

    fn nrr_row(&self) -> String {
        "Net retention".to_owned()
    }

    fn customers_row(&self) -> String {
        "Customers".to_owned()
    }

    fn cr5_tile(&self, months: i32) -> String {
        format!("Top-5 share, {months} months")
    }

    fn tiles_note(&self, periods: &[Period], partial: Option<&Partial>) -> String {
        let shown = match periods {
            [] => "Small charts".to_owned(),
            [one] => format!("Small charts: {one}"),
            [first, .., last] => format!("Small charts: {}, {first} to {last}", self.periods(periods.len())),
        };
        let hatched = partial.map_or_else(String::new, |partial| {
            format!("; hatched: {}, not ended (to {})", partial.period, partial.to)
        });
        format!("{shown}, {} in strong tone{hatched}. Lines are ratios.", self.this_period())
    }

    fn set_aside_notice(&self, reasons: &[(Reason, Tally)], read: Tally) -> Text {
        let mut all = Tally::default();
        reasons.iter().for_each(|(_, tally)| all += *tally);
        let parts: Vec<String> = reasons
            .iter()
            .map(|(reason, tally)| {
                format!("{} {} ({})", self.0.count(tally.n as usize), self.reason(*reason), self.0.amount(tally.amount))
            })
            .collect();
        let part = all.n as f64 / (read.n.max(1)) as f64;
        let are = if all.n == 1 { "is" } else { "are" };
        let they = if all.n == 1 { "It enters" } else { "They enter" };
        tell![
            Piece::strong(format!("{} {are} set aside", self.rows(all.n as usize))),
            format!(", {} of the rows read: {}. {they} no figure.", self.0.share(part), self.list(&parts)),
        ]
    }

    fn future_notice(&self, later: Tally, read: Tally, as_of: Day) -> Text {
        let part = later
            .amount
            .share_of(read.amount)
            .map_or_else(String::new, |share| format!(", {} of the amount read", self.0.share(share)));
        tell![
            Piece::strong(self.rows(later.n as usize)),
            format!(
                " ({}{part}) {} no figure.",
                self.0.amount(later.amount),
                if later.n == 1 {
                    format!("is dated after the as-of day, {as_of}; it is set aside and enters")
                } else {
                    format!("are dated after the as-of day, {as_of}; they are set aside and enter")
                }
            ),
        ]
    }

    fn more_warnings(&self, number: usize) -> String {
        format!("{} more; `mingxi check` shows them.", self.many(number, "warning", "warnings"))
    }

    fn reason(&self, reason: Reason) -> &'static str {
        super::aside::reason(reason)
    }

    fn not_complete(&self, period: Period, as_of: Day) -> String {
        format!("{period} has not ended on {as_of}, and no period before it has: all figures are those so far.")
    }

    fn ends_early(&self, last: Day, partial: Period, gap: i32) -> String {
        format!(
            "The rows end on {last}, before {partial} does, and the longest silence before was {}: the report speaks from \
             {last}, and {partial} has not ended.",
            self.many(gap.max(0) as usize, "day", "days")
        )
    }

    fn short_first(&self, first: Period, begins: Day) -> String {
        format!("The first {}, {first}, is short: rows begin on {begins}. It is no trend point.", self.noun())
    }

    fn window_partial(&self, window: &Concentration, begins: Day) -> String {
        format!("The window of the shares begins on {}, the data only on {begins}.", window.from)
    }
}
