//! The tables that stand beside the orders: the customer master, the follow-up log, costs, receivables, claims, stock, targets.
//!
//! Each is optional and holds plain rows in the order of its file, with the account of what was read. A row names a customer as it
//! was typed, and the customer of the orders that it means, where there is one.

mod audit;
mod field;
mod headers;
mod rows;

pub use audit::{AsideRow, TableAudit, TableColumn, UnknownCustomer, Unread};
pub use field::{Holds as TableHolds, TableField, TableKind};
pub use rows::{
    Claim, Cost, CostOf, FollowUp, Grade, MasterRow, Rating, Receivable, RowPlace, Status, Stock, Target, Who,
};

use std::collections::BTreeMap;

/// A table beside the orders: its rows in the order of the file, and their account.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Companion<R> {
    pub rows: Vec<R>,
    pub audit: TableAudit,
}

/// The customers that the company knows, leads without orders among them.
pub type Master = Companion<MasterRow>;
/// What was said to customers, and when to speak to them next.
pub type FollowUps = Companion<FollowUp>;
/// What it costs to serve customers and to win them.
pub type Costs = Companion<Cost>;
/// What customers owe, and when it is due.
pub type Receivables = Companion<Receivable>;
/// Complaints and claims.
pub type Claims = Companion<Claim>;
/// Goods that are held for a customer.
pub type Stocks = Companion<Stock>;
/// What was to be reached in a period, by an owner, with a customer, or in all.
pub type Targets = Companion<Target>;

/// All tables beside the orders; the default is none.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Companions {
    pub customers: Option<Master>,
    pub follow_ups: Option<FollowUps>,
    pub costs: Option<Costs>,
    pub receivables: Option<Receivables>,
    pub claims: Option<Claims>,
    pub stock: Option<Stocks>,
    pub targets: Option<Targets>,
}

impl Companions {
    /// Gives the accounts of the tables that are there, in the order of [`TableKind::ALL`].
    pub fn audits(&self) -> Vec<&TableAudit> {
        let all = [
            self.customers.as_ref().map(|table| &table.audit),
            self.follow_ups.as_ref().map(|table| &table.audit),
            self.costs.as_ref().map(|table| &table.audit),
            self.receivables.as_ref().map(|table| &table.audit),
            self.claims.as_ref().map(|table| &table.audit),
            self.stock.as_ref().map(|table| &table.audit),
            self.targets.as_ref().map(|table| &table.audit),
        ];
        all.into_iter().flatten().collect()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.audits().is_empty()
    }
}

impl Master {
    /// Gives the row of each customer of the orders, by its place among them; the first where there are several.
    pub fn by_client(&self) -> BTreeMap<u32, &MasterRow> {
        let mut rows = BTreeMap::new();
        for row in &self.rows {
            if let Some(client) = row.customer.client {
                rows.entry(client).or_insert(row);
            }
        }
        rows
    }
}
