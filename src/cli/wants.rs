//! What a command needs of the rows: the columns beyond customer, day and amount, and whether facts of an earlier run serve.

use super::options::Command;
use super::settings::{Format, Settings};
use crate::model::companion::TableKind;
use crate::model::{Measure, Wants};
use crate::report;

impl Settings {
    /// Says whether facts are all that the command tells, so that those of an earlier run serve.
    pub fn tells_facts(&self) -> bool {
        let known = matches!(self.command, Command::Bridge | Command::Top | Command::Trend | Command::Share);
        let Wants { rows, detail, customers, .. } = self.wants();
        known && !rows && !detail && !customers
    }

    /// Says whether the command tells the same of a book that was folded as it was read, whose order lines are not known.
    pub fn tells_folded(&self, wants: Wants) -> bool {
        let known = matches!(self.command, Command::Bridge | Command::Share) && self.format != Format::Json;
        known && self.rules.sums_periods() && wants == Wants { orders: wants.orders, ..Wants::NONE }
    }

    /// Gives the columns that the command needs beyond customer, day and amount.
    pub fn wants(&self) -> Wants {
        // A table may name a customer as an earlier row of the orders did.
        let rows = self.input.tables.contains_key(&TableKind::Targets);
        // The columns of a second salesperson and of shares are none of the known ones.
        let detail = self.rules.co_owner.is_some();
        let beside = Wants { customers: !self.input.tables.is_empty(), rows, detail, ..Wants::NONE };
        self.command_wants().and(beside)
    }

    /// Gives the columns that it would look at, too, where the rows are few: what to ask a customer that fell follows from its
    /// products, prices and shipments as well.
    pub fn would_like(&self) -> Wants {
        let one = self.command == Command::Trend && self.customer.is_some();
        let asks = one || (self.command == Command::Top && self.rules.slice.is_none());
        if asks { self.wants().and(report::QUESTIONS) } else { self.wants() }
    }

    fn command_wants(&self) -> Wants {
        match self.command {
            Command::Report => Wants::ALL.and(report::wants()),
            // Values are counted only where every column is kept.
            Command::Check | Command::Init => Wants::ALL,
            Command::Pivot => {
                let values = || self.pivot.iter().flat_map(|pivot| &pivot.values);
                let any = |wanted: &[Measure]| values().any(|value| wanted.contains(value));
                Wants {
                    orders: any(&[Measure::Orders, Measure::Average]),
                    quantities: any(&[Measure::Quantity, Measure::Price]),
                    ..Wants::NONE
                }
            }
            Command::Names => Wants { orders: true, products: true, customers: true, ..Wants::NONE },
            Command::Bridge if self.explain => {
                let explained = report::part_named("price_volume").map_or(Wants::NONE, |part| part.wants);
                explained.and(Wants { detail: self.lines, ..Wants::NONE })
            }
            Command::Ledger => Wants { customers: false, ..Wants::ALL },
            // The rows that moved a reported period are told by file and row.
            Command::Watch => {
                Wants { orders: true, products: true, customers: true, places: true, rows: true, ..Wants::NONE }
            }
            Command::Bridge if self.compare_rules => {
                report::part_named("rules_compared").map_or(Wants::NONE, |part| part.wants)
            }
            Command::Bridge | Command::Top | Command::Share if self.rules.slice.is_some() => {
                report::part_named("slices").map_or(Wants::NONE, |part| part.wants)
            }
            Command::Cache => Wants::NONE,
            Command::Trend => {
                let one = self.customer.is_some();
                Wants { orders: true, quantities: true, products: one, rows: one, ..Wants::NONE }
            }
            command => match report::part_named(command.name()) {
                // An analysis may ask for any fact of the rows.
                Some(part) => Wants { orders: true, rows: true, ..part.wants },
                None => Wants { orders: true, ..Wants::NONE },
            },
        }
    }
}
