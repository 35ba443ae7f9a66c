//! One customer's account.

use super::En;
use crate::analyse::{Alive, CadenceClass, Concentration, Holder, Ledger, LedgerNamed, Trend};
use crate::model::{Money, Period, Reason, Tally};
use crate::report::Text;
use crate::report::words::help::CommandWords;
use crate::report::words::ledger::LedgerFact;
use crate::report::words::{LedgerWords, Terms};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "ledger",
    about: "List every order of one customer, down to the rows",
    examples: &[
        ("mingxi ledger orders.xlsx Nordlicht", "the whole account"),
        ("mingxi ledger orders.xlsx Nordlicht --period 2025Q3", "one quarter"),
        ("mingxi ledger orders.xlsx Nordlicht -o account.xlsx", "a workbook of it"),
    ],
    explanation: "The customer comes last: its id, its name in any spelling, or a part of it that\n\
                  no other has. What it is, then periods with their place in each bridge,\n\
                  products, orders and credits with a running total; with --lines every row. The\n\
                  sums are checked against the book: what does not add up is not printed",
};

impl LedgerWords for En {
    fn ledger_other_products(&self, number: usize) -> String {
        self.many(number, "other", "others")
    }

    fn ledger_nav(&self) -> &'static str {
        "Account"
    }

    fn ledger_verdict(&self, name: &str, ledger: &Ledger) -> Text {
        let rows = self.rows(ledger.lines.len());
        let since = ledger.periods.first().map_or_else(String::new, |first| format!(" since {}", first.period));
        Text::plain(format!("{name}: {} in {rows}{since}.", self.0.exact(ledger.amount)))
    }

    fn ledger_period_verdict(&self, name: &str, ledger: &Ledger, period: Period, before: Option<Money>) -> Text {
        let before = before
            .map_or_else(String::new, |before| format!("; {} had {}", self.before_period(), self.0.exact(before)));
        Text::plain(format!(
            "{name}: {} in {period}, {} to {}{before}.",
            self.0.exact(ledger.amount),
            period.first_day(),
            period.last_day()
        ))
    }

    fn ledger_fact(&self, fact: LedgerFact) -> &'static str {
        match fact {
            LedgerFact::Id => "Id",
            LedgerFact::All => "In all",
            LedgerFact::FirstOrder => "First order",
            LedgerFact::LastOrder => "Last order",
            LedgerFact::Pace => "Cadence",
            LedgerFact::Alive => "Still buys",
            LedgerFact::Place => "Class",
            LedgerFact::Direction => "Trend",
            LedgerFact::Owner => "Salesperson",
            LedgerFact::Country => "Country",
            LedgerFact::SetAside => "Set aside",
            LedgerFact::Target => "Target",
        }
    }

    fn ledger_all(&self, amount: Money, rows: usize, share: Option<f64>) -> String {
        let share = share.map_or_else(String::new, |share| format!(", {} of the book", self.0.share(share)));
        format!("{} in {}{share}", self.0.exact(amount), self.rows(rows))
    }

    fn ledger_pace(&self, trend: &Trend) -> String {
        let cadence = &trend.cadence;
        let silent = cadence.silence.map_or_else(String::new, |silence| {
            format!(", silent for {}", self.many(silence.max(0) as usize, "day", "days"))
        });
        match (cadence.class, cadence.median_interval) {
            (CadenceClass::TooFew, _) | (_, None) => {
                let days = cadence.order_days.unwrap_or_default();
                format!("too few orders to tell: {}{silent}", self.many(days, "order day", "order days"))
            }
            (class, Some(interval)) => format!(
                "{}: usually an order every {} days{silent}{}",
                self.cadence(class).to_lowercase(),
                self.0.days(interval),
                if cadence.seasonal { " (seasonal)" } else { "" }
            ),
        }
    }

    fn ledger_alive(&self, one: &Alive) -> String {
        let orders = one
            .expected_orders
            .map_or_else(String::new, |orders| format!("; {} order days to be expected", self.0.number(orders, 1)));
        format!("with a probability of {}{orders}", self.0.share(one.p_alive))
    }

    fn ledger_units(&self, units: &[String]) -> String {
        let names: Vec<String> =
            units.iter().map(|unit| if unit.is_empty() { "none".to_owned() } else { unit.clone() }).collect();
        format!("Quantities are in several units ({}): they are not added up.", names.join(", "))
    }

    fn ledger_place(
        &self,
        class: Option<char>,
        holder: Option<&Holder>,
        rank: Option<usize>,
        window: &Concentration,
    ) -> String {
        let span = format!("{} to {}", window.from, window.to);
        match (class, holder, rank) {
            (Some(class), Some(holder), Some(rank)) => format!(
                "{class}: {} of the revenue of {span}, {}, number {rank} of {}",
                self.0.share(holder.share),
                self.0.exact(holder.amount),
                self.0.count(window.customers)
            ),
            (Some(class), ..) => format!("{class}: nothing above zero in {span}"),
            _ => format!("none: no row in {span}"),
        }
    }

    fn ledger_named(&self, named: &LedgerNamed, several: bool) -> String {
        if several {
            format!("{} ({} to {}, {})", named.name, named.first, named.last, self.0.exact(named.amount))
        } else {
            named.name.clone()
        }
    }

    fn ledger_set_aside(&self, reason: Reason, tally: Tally) -> String {
        format!("{} {} ({})", self.rows(tally.n as usize), super::aside::reason(reason), self.0.exact(tally.amount))
    }

    fn ledger_earlier(&self, periods: usize) -> String {
        format!("{} before", self.periods(periods))
    }

    fn ledger_products(&self, ledger: &Ledger) -> String {
        let many = self.many(ledger.products.len(), "product", "products");
        match ledger.products.first().filter(|first| first.amount.is_positive() && !first.name.is_empty()) {
            Some(first) => match first.amount.share_of(ledger.amount) {
                Some(share) => format!("{many}; {} makes {}", first.name, self.0.share(share)),
                None => many,
            },
            None => many,
        }
    }

    fn ledger_no_product(&self) -> &'static str {
        "(none named)"
    }

    fn ledger_orders(&self, orders: usize, credits: usize) -> String {
        let orders = self.many(orders, "order", "orders");
        match credits {
            0 => orders,
            n => format!("{orders} and {}", self.many(n, "credit", "credits")),
        }
    }

    fn ledger_lines(&self, ledger: &Ledger) -> String {
        format!("Every row, {}", self.rows(ledger.lines.len()))
    }

    fn ledger_credit(&self) -> &'static str {
        "credit"
    }

    fn ledger_running(&self) -> &'static str {
        "Running total"
    }

    fn ledger_place_heading(&self) -> &'static str {
        "Rows in the file"
    }

    fn ledger_last_heading(&self) -> &'static str {
        "Last bought"
    }

    fn ledger_rows(&self, rows: &[String], more: bool) -> String {
        format!("{}{}", rows.join(", "), if more { " .." } else { "" })
    }

    fn ledger_adds_up(&self, ledger: &Ledger, orders: usize, credits: usize) -> Text {
        let entries = match (orders, credits) {
            (0, 0) => String::new(),
            (orders, credits) => format!(", {}", self.ledger_orders(orders, credits)),
        };
        Text::plain(format!(
            "Checked: {}{entries} add up to {}, period by period, as in the bridge.",
            self.rows(ledger.lines.len()),
            self.0.exact(ledger.amount)
        ))
    }
}
