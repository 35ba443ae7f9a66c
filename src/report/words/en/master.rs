//! The customer master against the orders, referrals and groups.

use super::En;
use super::clean::list;
use crate::follow::{Bringer, ByCompany, Group, MasterCheck, Referrals, Twice};
use crate::model::companion::Status;
use crate::model::{Day, Money, Period, div_half_even};
use crate::report::Text;
use crate::report::words::help::CommandWords;
use crate::report::words::{MasterLabels, MasterWords};

/// The help of `master`.
pub const HELP: CommandWords = CommandWords {
    name: "master",
    about: "Check the customer master against the orders, and list leads",
    examples: &[
        ("mingxi master orders.xlsx --customers c.xlsx", "what to mend"),
        ("mingxi master o.csv --customers c.csv --follow-ups f.csv", "with contacts"),
    ],
    explanation: "Customers that the master lacks, leads with their days and contacts, after how\n\
        many contacts leads became customers, one telephone or e-mail on many, missing\n\
        owners, statuses that the orders contradict, customers with two owners",
};

/// The help of `referrals`.
pub const REFERRALS: CommandWords = CommandWords {
    name: "referrals",
    about: "Show what customers bring beside what they buy, and groups",
    examples: &[
        ("mingxi referrals orders.xlsx --customers c.xlsx", "the last 12 months"),
        ("mingxi referrals o.csv --customers c.csv --costs w.csv", "what winning costs"),
    ],
    explanation: "The customer table names who brought a customer (referred by) and the company\n\
        it belongs to (parent). Tree: what a customer brought, what those brought, and\n\
        so on. By group: the bridge in which each group is one customer",
};

const LABELS: MasterLabels = MasterLabels {
    missing: "Not in the master",
    leads: "No order yet",
    owner: "Owner",
    status: "Status",
    since: "Since",
    age: "Days",
    contacts: "Contacts",
    last_contact: "Last contact",
    became: "Became customers",
    first_contact: "First contact",
    days: "Days",
    faults: "To be mended",
    what: "What",
    no_owner: "nobody",
    bringer: "Brought others",
    own: "Buys itself",
    direct: "Brought directly",
    tree: "Through the tree",
    brought: "Directly",
    below: "In all",
    small: "Note",
    tree_title: "Brought customer",
    by: "By",
    group: "Group",
    members: "Customers",
    ungrouped: "All others",
    by_customer: "By customer",
    by_group: "By group",
    companies: "Groups and others",
};

impl MasterWords for En {
    fn master_labels(&self) -> &'static MasterLabels {
        &LABELS
    }

    fn some_of(&self, what: &str, shown: usize, of: usize) -> String {
        format!("{what}, {} of {}", self.0.count(shown), self.0.count(of))
    }

    fn master_none(&self) -> String {
        "The customer master is not given: `--customers FILE` names it, and `mingxi init --templates` writes one to fill in"
            .to_owned()
    }

    fn referrals_none(&self) -> String {
        "Who brought whom and who belongs together is not known: columns `referred by` and `parent company` of \
         `--customers FILE` tell it"
            .to_owned()
    }

    fn master_nav(&self) -> &'static str {
        "Customer master"
    }

    fn master_finding(&self, check: &MasterCheck) -> String {
        match (check.faults(), check.leads.len()) {
            (0, 0) => "The customer master and the orders agree".to_owned(),
            (0, n) => format!(
                "The customer master and the orders agree; {}",
                self.many(n, "lead has not ordered", "leads have not ordered")
            ),
            (n, 0) => format!("{} in the customer master", self.many(n, "thing wants mending", "things want mending")),
            (n, leads) => format!(
                "{} in the customer master; {}",
                self.many(n, "thing wants mending", "things want mending"),
                self.many(leads, "lead has not ordered", "leads have not ordered")
            ),
        }
    }

    fn master_verdict(&self, check: &MasterCheck) -> Text {
        let mut said = vec![format!(
            "{} of {} with orders are in the master.",
            self.0.count(check.known),
            self.many(check.customers, "customer", "customers")
        )];
        if let (Some(contacts), Some(days)) = (check.median_contacts(), check.median_days()) {
            let unlogged = match check.unlogged {
                0 => String::new(),
                n => format!("; {} came without a logged one", self.0.count(n)),
            };
            said.push(format!(
                "{} a customer with contacts in the log: half of them after at most {} and {} days{unlogged}.",
                self.many(check.became.len(), "lead became", "leads became"),
                contacts_of(contacts),
                self.0.number(days, 0)
            ));
        }
        let unowned = check.leads.iter().filter(|lead| lead.owner.is_none()).count();
        if unowned > 0 {
            said.push(format!("{} without an owner.", self.many(unowned, "lead is", "leads are")));
        }
        Text::plain(said.join(" "))
    }

    fn master_rule(&self) -> Text {
        Text::plain(
            "A lead is an entry without an order; its days count from the first contact, the registration or the first talk in the log, \
             whichever comes first. It became a customer where a talk was logged on or before the day of the first order; contacts are \
             the talks up to that day. A telephone is the same where its digits are.",
        )
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Won => "won",
            Status::Engaged => "engaged",
            Status::Shared => "shared",
        }
    }

    fn no_owner(&self, lead: bool) -> String {
        if lead { "has no owner, and no order yet".to_owned() } else { "has no owner".to_owned() }
    }

    fn contradicted(&self, status: Status, last: Option<Day>) -> String {
        match last {
            Some(last) => format!("is called {}, and last ordered on {last}", self.status(status)),
            None => format!("is called {}, and has no order", self.status(status)),
        }
    }

    fn twice(&self, twice: &Twice) -> String {
        let rows: Vec<String> = twice.rows.iter().map(u32::to_string).collect();
        let owners = match twice.owners.as_slice() {
            [] | [_] => String::new(),
            owners => format!(", claimed by {}", list(owners)),
        };
        let first = match &twice.first {
            Some((Some(who), day)) if twice.owners.len() > 1 => format!("; {who} registered it first, on {day}"),
            _ => String::new(),
        };
        format!("stands in rows {}{owners}{first}", rows.join(" and "))
    }

    fn shared(&self, text: &str, email: bool, one_group: bool) -> String {
        let what = if email { "the e-mail" } else { "the telephone" };
        format!("share {what} {text}{}", if one_group { "; they are of one group" } else { "" })
    }

    fn referrals_nav(&self) -> &'static str {
        "Referrals, groups"
    }

    fn referrals_finding(&self, told: &Referrals) -> String {
        let small: Vec<&Bringer> = told.bringers.iter().filter(|one| one.more_than_it_buys).collect();
        match (small.as_slice(), told.bringers.first()) {
            ([one, ..], _) if one.own.is_zero() => {
                format!("{} bought nothing in the year and brought {}", one.name, self.0.amount(one.tree))
            }
            ([one, ..], _) => {
                format!("{} buys for {} and brought {}", one.name, self.0.amount(one.own), self.0.amount(one.tree))
            }
            ([], Some(one)) => format!(
                "{} brought others, who bought for {}; {} brought most, {}",
                self.many(told.bringers.len(), "customer", "customers"),
                self.0.amount(told.bringers.iter().map(|one| one.direct).sum()),
                one.name,
                self.0.amount(one.tree)
            ),
            ([], None) => match told.groups.first() {
                Some(group) => format!("{} is the largest group: {}", group.name, self.0.amount(group.window)),
                None => "Nobody is named as having brought another customer of the orders".to_owned(),
            },
        }
    }

    fn referrals_verdict(&self, told: &Referrals, period: Period) -> Text {
        let mut said = Vec::new();
        for (share, when) in
            [(&told.period, format!("in {}", period.label())), (&told.window, "in the 12 months".to_owned())]
        {
            let brought = match share.brought.n {
                0 => "none was brought by another".to_owned(),
                n => format!(
                    "{} brought by another ({})",
                    self.many(n as usize, "was", "were"),
                    self.0.amount(share.brought.amount)
                ),
            };
            if share.new.n > 0 {
                let new = self.many(share.new.n as usize, "new customer", "new customers");
                said.push(format!("Of {new} {when} ({}), {brought}.", self.0.amount(share.new.amount)));
            }
        }
        if let Some(costs) = &told.costs {
            let each = |sum: Money, n: usize| Money::from_raw(div_half_even(i128::from(sum.raw()), n as i128) as i64);
            if costs.won > 0 && costs.kept > 0 {
                said.push(format!(
                    "Winning a customer cost {} ({} over {} new ones), keeping one {} ({} over {} that ordered).",
                    self.0.amount(each(costs.win, costs.won)),
                    self.0.amount(costs.win),
                    self.0.count(costs.won),
                    self.0.amount(each(costs.serve, costs.kept)),
                    self.0.amount(costs.serve),
                    self.0.count(costs.kept)
                ));
            }
        }
        Text::plain(said.join(" "))
    }

    fn referrals_rule(&self) -> Text {
        Text::plain(
            "Money of the 12 months of the classes, net. Through the tree: of all that a customer brought, that those brought, and so on. New: \
             the first order lies in the period, and the data begin before it.",
        )
    }

    fn small_brings_much(&self, one: &Bringer) -> String {
        match one.customer {
            Some(_) => "looks small, brings more than it buys".to_owned(),
            None => "not in the orders".to_owned(),
        }
    }

    fn circle(&self, names: &[String]) -> Text {
        Text::plain(format!("{} are named as having brought each other; none of them counts.", list(names)))
    }

    fn groups_finding(&self, groups: &[Group]) -> String {
        format!("{} of several customers", self.many(groups.len(), "group", "groups"))
    }

    fn groups_bridge_finding(&self, both: &ByCompany) -> String {
        let (own, one) = (&both.customers.lines, &both.groups.lines);
        if (own.lost, own.new + own.returned) == (one.lost, one.new + one.returned) {
            return "By group as much is lost and won as by customer".to_owned();
        }
        format!(
            "By group {} is lost and {} won, by customer {} and {}",
            self.0.amount(-one.lost),
            self.0.amount(one.new + one.returned),
            self.0.amount(-own.lost),
            self.0.amount(own.new + own.returned)
        )
    }
}

fn contacts_of(median: f64) -> String {
    if median == 1.0 { "1 contact".to_owned() } else { format!("{} contacts", median) }
}
