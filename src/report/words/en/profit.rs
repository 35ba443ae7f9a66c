//! Profit.

use super::En;
use crate::analyse::{CustomerProfit, NoProfit, ProfitBridge, ProfitSource, Profits};
use crate::model::{Money, Period, Tally};
use crate::report::words::help::CommandWords;
use crate::report::words::{ProfitWords, Terms};
use crate::report::{Text, tell};

/// The help of `profit`.
pub const HELP: CommandWords = CommandWords {
    name: "profit",
    about: "Show margins, the bridge on profit, and customers that lose money",
    examples: &[
        ("mingxi profit orders.xlsx", "by a column of profit or cost"),
        ("mingxi profit orders.xlsx --map cost=COGS", "profit = amount - cost"),
        ("mingxi profit orders.xlsx --costs service.csv", "with what serving them costs"),
    ],
    explanation: "What it shows:\n\
                  \x20 Gross profit  the column of profit, else amount less cost; on the lines of the\n\
                  \x20               bridge, up and down being what each customer's profit grew, fell\n\
                  \x20 Margin        gross profit over the revenue of the rows whose profit is known\n\
                  \x20 To serve      from the file of --costs: customer, date, amount, kind\n\
                  \x20 Contribution  gross profit less the cost to serve\n\
                  \x20 Thin          the cost to serve grew faster than revenue, and less than half\n\
                  \x20               of the book's contribution margin is left",
};

fn column(source: ProfitSource) -> &'static str {
    if source == ProfitSource::Profit { "profit" } else { "cost" }
}

impl En {
    /// Says how far an amount went from another, as a share where there is one.
    fn went(&self, before: Money, now: Money) -> String {
        match (now - before).share_of(before) {
            Some(rate) => self.0.percent(rate),
            None => self.0.signed(now - before),
        }
    }

    fn margin_of(&self, margin: Option<f64>) -> String {
        margin.map_or_else(|| "n/a".to_owned(), |margin| self.0.share(margin))
    }
}

impl ProfitWords for En {
    fn profit_nav(&self) -> &'static str {
        "Profit"
    }

    fn no_profit_finding(&self) -> String {
        "Profit is not known".to_owned()
    }

    fn no_profit(&self, why: &NoProfit) -> String {
        match why {
            NoProfit::NoColumn => {
                "Profit needs a column of profit (利润, profit) or cost (成本, cost): name it with --map \
                                   profit=COLUMN or --map cost=COLUMN."
                    .to_owned()
            }
            NoProfit::Empty(source) => {
                format!("The column of {0} is empty: name another one with --map {0}=COLUMN.", column(*source))
            }
            NoProfit::Shares(source) => format!(
                "The column of {0} holds shares and no money: name a column of amounts with --map {0}=COLUMN.",
                column(*source)
            ),
            NoProfit::TooMuch(source) => format!(
                "The column of {0} adds up to more than can be counted: name another one with --map {0}=COLUMN.",
                column(*source)
            ),
        }
    }

    fn profit_finding(&self, found: &Profits) -> String {
        let Some(bridge) = &found.bridge else {
            return format!("The margin is {}", self.margin_of(found.window.margin));
        };
        let went = self.went(bridge.opening, bridge.closing);
        let went = match bridge.closing.cmp(&bridge.opening) {
            std::cmp::Ordering::Less => format!("fell {went}"),
            std::cmp::Ordering::Equal => "stayed the same".to_owned(),
            std::cmp::Ordering::Greater => format!("rose {went}"),
        };
        let now = found.periods.last().and_then(|one| one.sums.margin);
        format!("Gross profit {went}; the margin is {}", self.margin_of(now))
    }

    fn profit_verdict(&self, found: &Profits) -> Text {
        let Some(now) = found.periods.last() else {
            return tell![
                format!("Gross profit from {} to {} is ", found.from, found.to),
                self.0.amount(found.window.profit),
                format!(", a margin of {}.", self.margin_of(found.window.margin)),
            ];
        };
        let before =
            found.bridge.as_ref().and_then(|bridge| found.periods.iter().find(|one| one.period == bridge.period0));
        let first = tell![format!(
            "Gross profit of {} is {}, a margin of {}",
            now.period,
            self.0.amount(now.sums.profit),
            self.margin_of(now.sums.margin)
        )];
        let then = before.map_or_else(
            || tell!["."],
            |before| {
                tell![
                    "; ",
                    self.0.delta(now.sums.profit - before.sums.profit),
                    format!(
                        " on {} ({}), with revenue {}.",
                        before.period,
                        self.margin_of(before.sums.margin),
                        self.went(before.sums.revenue, now.sums.revenue)
                    ),
                ]
            },
        );
        let left = now.sums.contribution.map_or_else(Text::default, |left| {
            tell![format!(
                " After {} to serve, {} is left, {}.",
                self.0.amount(now.sums.cost_to_serve.unwrap_or_default()),
                self.0.amount(left),
                self.margin_of(now.sums.contribution_margin)
            )]
        });
        Text::join([first, then, left], "")
    }

    fn profit_notes(&self, found: &Profits) -> Vec<Text> {
        let mut notes: Vec<Text> = Vec::new();
        notes.extend(found.bridge.as_ref().map(|bridge| self.profit_effects(bridge)));
        if found.squeezed.n > 0 {
            notes.push(tell![
                format!(
                    "{} more and earned us less, ",
                    self.many(found.squeezed.n as usize, "customer bought", "customers bought")
                ),
                self.0.delta(found.squeezed.amount),
                " of profit.",
            ]);
        }
        if found.loses.n > 0 {
            let what = if found.costs.is_some() { "after the costs of serving" } else { "of gross profit" };
            notes.push(tell![
                format!(
                    "{} more than {} over the window, ",
                    self.many(found.loses.n as usize, "customer cost", "customers cost"),
                    if found.loses.n == 1 { "it brought" } else { "they brought" }
                ),
                self.0.delta(found.loses.amount),
                format!(" {what}."),
            ]);
        }
        if found.uncertain > 0 {
            notes.push(Text::plain(format!(
                "Of {} it cannot be told whether they cost more than they bring or earn us less: some of their rows have no {}.",
                self.customers(found.uncertain),
                column(found.source)
            )));
        }
        match (found.thin, &found.costs) {
            (Some(thin), _) if thin.n > 0 => notes.push(Text::plain(format!(
                "{} thin: the cost to serve grew faster than revenue, and less than half of the usual margin is left.",
                self.many(thin.n as usize, "customer is", "customers are")
            ))),
            (Some(_), _) => notes.push(Text::plain("No customer is thin.")),
            (None, None) => notes.push(Text::plain(
                "Thin customers need what serving costs: --costs FILE (customer, date, amount, kind).",
            )),
            (None, Some(_)) => notes.push(Text::plain(
                "Thin customers cannot be told: there is no period before, or nothing is left over all.",
            )),
        }
        if let Some(costs) = &found.costs {
            if costs.unmatched.n > 0 {
                let names: Vec<String> = costs
                    .unmatched_names
                    .iter()
                    .take(3)
                    .map(|one| {
                        let several = if one.several { " (several have that name)" } else { "" };
                        format!("{} {}{several}", crate::report::text::told(&one.name), self.0.amount(one.amount))
                    })
                    .collect();
                notes.push(Text::plain(format!(
                    "Costs that name no customer of the orders are not counted, {} ({}): {}{}.",
                    self.many(costs.unmatched.n as usize, "row", "rows"),
                    self.0.amount(costs.unmatched.amount),
                    names.join(", "),
                    if costs.unmatched_names.len() > 3 { " and more" } else { "" }
                )));
            }
            if costs.outside.n > 0 {
                notes.push(Text::plain(format!(
                    "Costs outside of the orders' periods: {} ({}).",
                    self.many(costs.outside.n as usize, "row", "rows"),
                    self.0.amount(costs.outside.amount)
                )));
            }
        }
        notes.extend(self.rows_without_profit(found.source, &found.unknown).map(Text::plain));
        if found.source == ProfitSource::Cost {
            notes.push(Text::plain(
                "Gross profit is amount less the column of cost, which is taken for that of the whole line.",
            ));
        }
        notes
    }

    fn rows_without_profit(&self, source: ProfitSource, rows: &Tally) -> Option<String> {
        (rows.n > 0).then(|| {
            let (have, are) = if rows.n == 1 { ("has", "it is") } else { ("have", "they are") };
            format!(
                "{} ({}) {have} no {}: {are} in no profit and in no margin.",
                self.many(rows.n as usize, "row", "rows"),
                self.0.amount(rows.amount),
                column(source)
            )
        })
    }

    fn profit_bridge_finding(&self, bridge: &ProfitBridge) -> String {
        let (opening, closing) = (self.0.amount(bridge.opening), self.0.amount(bridge.closing));
        match bridge.closing.cmp(&bridge.opening) {
            std::cmp::Ordering::Less => format!("Gross profit fell from {opening} to {closing}"),
            std::cmp::Ordering::Equal => format!("Gross profit stayed at {closing}"),
            std::cmp::Ordering::Greater => format!("Gross profit rose from {opening} to {closing}"),
        }
    }

    fn profit_bridge_subtitle(&self, bridge: &ProfitBridge, currency: Option<&str>) -> String {
        format!(
            "Gross profit by what became of the customers, {} → {}{}",
            bridge.period0,
            bridge.period1,
            self.unit(currency)
        )
    }

    fn profit_effects(&self, bridge: &ProfitBridge) -> Text {
        let mut told = tell![
            "Of customers in both periods, revenue moved profit by ",
            self.0.delta(bridge.by_revenue),
            " at the margins before, and the margins themselves by ",
            self.0.delta(bridge.by_margin),
        ];
        if !bridge.fx.is_zero() {
            told = Text::join([told, tell!["rates of exchange by ", self.0.delta(bridge.fx)]], "; ");
        }
        Text::join([told, Text::plain(".")], "")
    }

    fn gross_profit(&self) -> &'static str {
        "Gross profit"
    }

    fn margin(&self) -> &'static str {
        "Margin"
    }

    fn cost_to_serve(&self) -> &'static str {
        "To serve"
    }

    fn contribution(&self) -> &'static str {
        "Contribution"
    }

    fn contribution_margin(&self) -> &'static str {
        "Left"
    }

    fn share_of_profit(&self) -> &'static str {
        "of profit"
    }

    fn profit_change(&self) -> &'static str {
        "Profit change"
    }

    fn profit_of(&self, period: Period) -> String {
        format!("Profit {period}")
    }

    fn class_in(&self, window: &str) -> String {
        format!("Class, {window}")
    }

    fn bands_finding(&self, found: &Profits) -> String {
        let margins: Vec<String> = found
            .bands
            .iter()
            .filter_map(|band| Some(format!("{} {}", band.class, self.0.share(band.sums.margin?))))
            .collect();
        format!("Margin by class: {}", if margins.is_empty() { "none".to_owned() } else { margins.join(", ") })
    }

    fn bands_subtitle(&self, found: &Profits, currency: Option<&str>) -> String {
        format!("{} to {}{}", found.from, found.to, self.unit(currency))
    }

    fn profit_periods_finding(&self, found: &Profits) -> String {
        let margins =
            || found.periods.iter().filter(|one| !one.short).filter_map(|one| Some((one.period, one.sums.margin?)));
        let least = margins().min_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let most = margins().max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        match (least, most) {
            (Some(least), Some(most)) if least.0 != most.0 => format!(
                "The margin was least in {} ({}) and most in {} ({})",
                least.0,
                self.0.share(least.1),
                most.0,
                self.0.share(most.1)
            ),
            _ => "Profit by period".to_owned(),
        }
    }

    fn profit_periods_subtitle(&self, currency: Option<&str>) -> String {
        format!("Margin = gross profit ÷ revenue{}", self.unit(currency))
    }

    fn profit_list(&self, id: &str, number: usize, _found: &Profits) -> String {
        match id {
            "profit_squeezed" => format!("{} with more revenue and less profit", self.customers(number)),
            "profit_losing" => format!("{} that cost more than they bring", self.customers(number)),
            _ => format!("{}: dear to serve, little left", self.many(number, "thin customer", "thin customers")),
        }
    }

    fn profit_list_subtitle(&self, id: &str, found: &Profits, currency: Option<&str>) -> String {
        match (id, &found.bridge) {
            ("profit_losing", _) | (_, None) => self.bands_subtitle(found, currency),
            (_, Some(bridge)) => format!("{} → {}{}", bridge.period0, bridge.period1, self.unit(currency)),
        }
    }

    fn profit_list_head(&self, id: &str, shown: usize, of: usize, window: &str) -> String {
        let what = match id {
            "profit_squeezed" => "Earn less on more".to_owned(),
            "profit_losing" => format!("Lose money, {window}"),
            _ => "Thin".to_owned(),
        };
        if shown == of { what } else { format!("{what}, {shown} of {of}") }
    }

    fn profit_customers(&self, number: usize) -> String {
        format!("All {} by what they leave, the least first", self.customers(number))
    }

    fn profit_customers_subtitle(&self, found: &Profits, currency: Option<&str>) -> String {
        format!("Revenue and profit {} to {}{}", found.from, found.to, self.unit(currency))
    }

    fn profit_marks(&self, one: &CustomerProfit) -> Option<String> {
        let all =
            [(one.loses, "costs more than it brings"), (one.squeezed, "more revenue, less profit"), (one.thin, "thin")];
        let marks: Vec<&str> = all.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
        (!marks.is_empty()).then(|| marks.join("; "))
    }
}
