//! Who holds each customer now: the salesperson that the customer table names, else the one of the customer's latest row.
//!
//! The one rule for every list that says whose a customer is. Of several rows of the customer table the first that names somebody
//! counts; of the orders' rows of one day the one with the larger amount, then the first by name.

use std::collections::{BTreeMap, BTreeSet};

use super::credit::Credited;
use crate::model::companion::{Companions, Master, MasterRow};
use crate::model::{Money, Orders, Rules};

/// Gives who holds each customer of the orders, by place.
pub fn holders(orders: &Orders, companions: &Companions, rules: &Rules) -> Vec<Option<String>> {
    let customers = orders.clients.len();
    let Some(credited) = Credited::of(orders, companions, rules) else { return vec![None; customers] };
    Holders::of(&credited, companions, customers).of.into_iter().map(|held| held.map(str::to_owned)).collect()
}

/// The salesperson of each customer.
pub struct Holders<'a> {
    /// By customer; none where nobody holds it.
    of: Vec<Option<&'a str>>,
    /// Customers whose latest row names somebody else than the customer table does.
    pub otherwise: Vec<(usize, &'a str)>,
    master: BTreeMap<u32, &'a MasterRow>,
}

impl<'a> Holders<'a> {
    /// Finds the holder of each of so many customers.
    pub fn of(credited: &'a Credited<'_>, companions: &'a Companions, customers: usize) -> Holders<'a> {
        let rows = credited.rows();
        let names: Vec<&str> = rows.slice.values.iter().map(str::trim).collect();
        // Nobody yet: a day before all.
        let mut latest: Vec<(i32, Money, &str)> = vec![(i32::MIN, Money::ZERO, ""); customers];
        for (at, (&client, &day)) in rows.client.iter().zip(rows.day).enumerate() {
            let last = &mut latest[client as usize];
            if day < last.0 {
                continue;
            }
            let name = rows.slice.codes.get(at).and_then(|code| names.get(*code as usize)).copied().unwrap_or_default();
            let amount = Money::from_raw(rows.amount[at]);
            // Of one day and amount the first by name.
            let later = (day, amount) > (last.0, last.1) || ((day, amount) == (last.0, last.1) && name < last.2);
            if !name.is_empty() && (last.2.is_empty() || later) {
                *last = (day, amount, name);
            }
        }
        let master = companions.customers.as_ref().map(|master| master.by_client()).unwrap_or_default();
        let named = companions.customers.as_ref().map(by_key).unwrap_or_default();
        let mut of: Vec<Option<&str>> =
            latest.into_iter().map(|(.., name)| Some(name).filter(|name| !name.is_empty())).collect();
        let mut otherwise = Vec::new();
        for (&client, row) in &master {
            let named = named.get(row.customer.key.as_str()).copied();
            let (Some(named), Some(held)) = (named, of.get_mut(client as usize)) else { continue };
            if let Some(seller) = held.filter(|seller| *seller != named) {
                otherwise.push((client as usize, seller));
            }
            *held = Some(named);
        }
        Holders { of, otherwise, master }
    }

    /// Gives who holds a customer.
    pub fn holder(&self, customer: usize) -> Option<&'a str> {
        self.of.get(customer).copied().flatten()
    }

    /// Gives a customer's row of the customer table.
    pub fn row(&self, customer: usize) -> Option<&'a MasterRow> {
        self.master.get(&(customer as u32)).copied()
    }

    /// Gives the names of all that hold a customer.
    pub fn names(&self) -> BTreeSet<&'a str> {
        self.of.iter().flatten().copied().collect()
    }
}

/// Gives whom the customer table names for each customer, leads among them, by key.
pub fn by_key(master: &Master) -> BTreeMap<&str, &str> {
    let mut named = BTreeMap::new();
    for row in &master.rows {
        if let Some(owner) = owner(row) {
            named.entry(row.customer.key.as_str()).or_insert(owner);
        }
    }
    named
}

/// Gives the salesperson of a row of the customer table.
pub fn owner(row: &MasterRow) -> Option<&str> {
    row.owner.as_deref().map(str::trim).filter(|owner| !owner.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, day, lines};
    use crate::model::companion::{Companion, TableAudit, TableKind, Who};
    use crate::model::{Texts, Words};

    /// Makes a customer table of lines `customer,owner`.
    fn master(text: &str, orders: &Orders) -> Companions {
        let row = |line: &str| {
            let (key, owner) = line.trim().split_once(',').unwrap();
            let client = orders.clients.iter().position(|client| client.key == key).map(|at| at as u32);
            let customer = Who { text: key.into(), id: None, key: key.into(), client };
            MasterRow { customer, owner: Some(owner.into()).filter(|_| !owner.is_empty()), ..MasterRow::default() }
        };
        let rows = text.lines().map(row).collect();
        let audit = TableAudit::empty(TableKind::Customers);
        Companions { customers: Some(Companion { rows, audit }), ..Companions::default() }
    }

    fn named(orders: &mut Orders, column: &str, texts: &[&str]) {
        let values: Words = texts.iter().copied().collect();
        let codes =
            (0..texts.len() as u32).map(|code| if texts[code as usize].is_empty() { Texts::NONE } else { code });
        orders.texts.insert(column.into(), Texts { codes: codes.collect(), values: values.into() });
    }

    /// By hand. a: the later day, though smaller. b: of one day the larger amount. c: of one day and amount the first by name. d: the
    /// table's second row is the first that names somebody. e: nobody. f: the latest row that names somebody.
    #[test]
    fn the_table_says_whose_a_customer_is_then_the_latest_row_the_larger_amount_and_the_name() {
        let text = "a,2025-01-05,900\na,2025-02-05,1\nb,2025-03-01,70\nb,2025-03-01,80\nb,2025-03-01,20\n\
            c,2025-03-01,5\nc,2025-03-01,5\nd,2025-03-01,5\ne,2025-03-01,5\nf,2025-03-01,5\nf,2025-03-02,5";
        let mut orders = book(&lines(text), day("2025-03-31"));
        named(&mut orders, "owner", &["Old", " New ", "Less", "More", "Last", "Zoe", "Amy", "Seller", "", "Fay", ""]);
        let table = master("d,\nd,Wang\nd,Li\ne,", &orders);
        let rules = Rules::default();
        let held = |table: &Companions| holders(&orders, table, &rules);
        let expected = [Some("New"), Some("More"), Some("Amy"), Some("Wang"), None, Some("Fay")];
        assert_eq!(held(&table), expected.map(|name| name.map(str::to_owned)));
        assert_eq!(held(&Companions::default())[3].as_deref(), Some("Seller"));
    }

    /// By hand: of 100 in thirds, 33.33 is the first one's and 66.67 the second's.
    #[test]
    fn a_customer_that_two_share_is_held_by_whom_the_larger_part_is_credited_to() {
        let mut orders = book(&lines("a,2025-01-05,100\nb,2025-01-05,100"), day("2025-03-31"));
        named(&mut orders, "owner", &["Amy", "Amy"]);
        named(&mut orders, "second", &["Zoe", "Zoe"]);
        named(&mut orders, "share", &["33.33%", "60"]);
        let [co_owner, owner_share] = ["second", "share"].map(|name| Some(name.to_owned()));
        let rules = Rules { co_owner, owner_share, ..Rules::default() };
        let held = holders(&orders, &Companions::default(), &rules);
        assert_eq!(held, [Some("Zoe".to_owned()), Some("Amy".to_owned())]);
        assert_eq!(holders(&orders, &Companions::default(), &Rules::default()), vec![Some("Amy".to_owned()); 2]);
    }

    #[test]
    fn without_a_column_of_the_orders_the_table_alone_says_it() {
        let orders = book(&lines("a,2025-01-05,100\nb,2025-01-05,100"), day("2025-03-31"));
        let held = holders(&orders, &master("a,\na,Li\nlead,Wang", &orders), &Rules::default());
        assert_eq!(held, [Some("Li".to_owned()), None]);
    }
}
