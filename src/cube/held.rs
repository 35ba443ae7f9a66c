//! What the rows of each customer hold in a column of texts: which salespeople, countries, names beside the id.
//!
//! Kept apart from the [`Cube`](super::Cube), since only few questions need it and a large book's would take much room.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{Day, Money, Orders, Texts, Words};

/// One text that rows of one customer hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The place in the column's texts.
    pub code: u32,
    pub rows: u32,
    pub net: Money,
    /// The days of its first and last row.
    pub first: Day,
    pub last: Day,
}

impl Held {
    fn join(&mut self, row: &Held) {
        self.rows += row.rows;
        self.net += row.net;
        self.first = self.first.min(row.first);
        self.last = self.last.max(row.last);
    }
}

/// A column's texts by customer.
#[derive(Clone, Debug, Default)]
pub struct HeldTexts {
    texts: Arc<Words>,
    /// Where each customer's begin, and the end.
    starts: Vec<usize>,
    /// By customer, then by text.
    held: Vec<Held>,
}

impl HeldTexts {
    /// Gathers a column over the rows of the customers that are wanted, and of the days that are; nothing for a column that is not there.
    pub fn new(
        orders: &Orders,
        texts: &Texts,
        customer: impl Fn(usize) -> bool,
        day: impl Fn(Day) -> bool,
    ) -> HeldTexts {
        let mut found: FxHashMap<(u32, u32), Held> = FxHashMap::default();
        for (row, (&client, &code)) in orders.client.iter().zip(&texts.codes).enumerate() {
            let on = Day::from_number(orders.day[row]);
            if code == Texts::NONE || !day(on) || !customer(client as usize) {
                continue;
            }
            let held = Held { code, rows: 1, net: Money::from_raw(orders.amount[row]), first: on, last: on };
            found.entry((client, code)).and_modify(|before| before.join(&held)).or_insert(held);
        }
        let mut all: Vec<(u32, Held)> = found.into_iter().map(|((client, _), held)| (client, held)).collect();
        all.sort_unstable_by(|(one, a), (two, b)| {
            one.cmp(two).then_with(|| texts.values.get(a.code).cmp(texts.values.get(b.code)))
        });
        let mut starts = vec![0; orders.clients.len() + 1];
        all.iter().for_each(|(client, _)| starts[*client as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        HeldTexts { texts: texts.values.clone(), starts, held: all.into_iter().map(|(_, held)| held).collect() }
    }

    /// Gives what a customer's rows hold, by text.
    pub fn of(&self, customer: usize) -> &[Held] {
        match (self.starts.get(customer), self.starts.get(customer + 1)) {
            (Some(&start), Some(&end)) => &self.held[start..end],
            _ => &[],
        }
    }

    /// Gives the text of one of them.
    pub fn text(&self, held: &Held) -> &str {
        self.texts.get(held.code)
    }

    /// Gives a customer's texts, the one with the most money first, ties by text.
    pub fn by_money(&self, customer: usize) -> Vec<&Held> {
        let mut held: Vec<&Held> = self.of(customer).iter().collect();
        held.sort_by(|a, b| b.net.cmp(&a.net).then_with(|| self.text(a).cmp(self.text(b))));
        held
    }

    /// Says whether no row holds any.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, day, lines};

    #[test]
    fn texts_are_gathered_by_customer_with_their_rows_money_and_days() {
        let mut orders =
            book(&lines("a,2024-01-10,5\nb,2024-01-11,7\na,2024-02-10,3\na,2024-03-10,9"), day("2024-03-31"));
        let values = Arc::new(["Wang", "Li"].into_iter().collect::<Words>());
        orders.names = Texts { values, codes: vec![0, 1, 1, 0] };
        let held = HeldTexts::new(&orders, &orders.names, |_| true, |_| true);
        let told = |customer: usize| -> Vec<(&str, u32, String, String)> {
            let each = held.by_money(customer).into_iter();
            each.map(|one| (held.text(one), one.rows, one.net.plain(0), format!("{} {}", one.first, one.last)))
                .collect()
        };
        let span = |text: &str| text.to_owned();
        assert_eq!(
            told(0),
            [
                ("Wang", 2, span("14"), span("2024-01-10 2024-03-10")),
                ("Li", 1, span("3"), span("2024-02-10 2024-02-10"))
            ]
        );
        assert_eq!(told(1).len(), 1);
        let late = HeldTexts::new(&orders, &orders.names, |at| at == 0, |on| on >= day("2024-02-01"));
        assert_eq!((late.of(0).len(), late.of(1).len(), late.of(9).len()), (2, 0, 0));
    }
}
