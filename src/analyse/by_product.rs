//! The rows of each customer by product and day, laid together once for all that looks at products inside customers.

use std::sync::Arc;

use crate::model::{Orders, Texts, Words};

use super::products;

/// A row of one product of one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductRow {
    /// The code in the column of products.
    pub product: u32,
    /// The day number, see [`Day::number`](crate::model::Day::number).
    pub day: i32,
    /// In ten-thousandths.
    pub amount: i64,
}

/// The rows that name a product, by customer, then product, then day.
#[derive(Clone, Debug)]
pub struct ByProduct {
    /// The products by code.
    pub names: Arc<Words>,
    /// Whether categories stand for products, where no product column is there.
    pub by_category: bool,
    rows: Vec<ProductRow>,
    /// Where each customer's rows begin, and the number of all rows at the end.
    starts: Vec<usize>,
}

impl ByProduct {
    /// Lays the rows of so many customers together; nothing without products. On one thread, so that it can be done while others wait.
    pub fn of(orders: &Orders, customers: usize) -> Option<ByProduct> {
        let (texts, by_category) = products(orders)?;
        let named = || orders.client.iter().zip(&texts.codes).filter(|(_, code)| **code != Texts::NONE);
        let mut next = vec![0_usize; customers + 1];
        named().for_each(|(client, _)| next[*client as usize + 1] += 1);
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let starts = next.clone();
        let mut rows = vec![ProductRow { product: 0, day: 0, amount: 0 }; starts[customers]];
        let columns = orders.client.iter().zip(&texts.codes).zip(orders.day.iter().zip(&orders.amount));
        for ((&client, &product), (&day, &amount)) in columns {
            if product != Texts::NONE {
                let at = &mut next[client as usize];
                rows[*at] = ProductRow { product, day, amount };
                *at += 1;
            }
        }
        // A day's sign moved out of the way, product and day are one number.
        let order = |row: &ProductRow| u64::from(row.product) << 32 | u64::from(row.day.cast_unsigned() ^ 1 << 31);
        starts.windows(2).for_each(|ends| rows[ends[0]..ends[1]].sort_unstable_by_key(order));
        Some(ByProduct { names: texts.values.clone(), by_category, rows, starts })
    }

    /// Gives how many customers there are.
    pub fn customers(&self) -> usize {
        self.starts.len() - 1
    }

    /// Gives the rows of each product of a customer up to a day, by product, each by day; products without rows until then are left out.
    pub fn of_customer(&self, customer: usize, to: i32) -> impl Iterator<Item = &[ProductRow]> + '_ {
        let rows = &self.rows[self.starts[customer]..self.starts[customer + 1]];
        let by_product = rows.chunk_by(|a, b| a.product == b.product);
        let until = by_product.map(move |rows| match rows.last() {
            Some(last) if last.day > to => &rows[..rows.partition_point(|row| row.day <= to)],
            _ => rows,
        });
        until.filter(|rows| !rows.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, day, lines};

    #[test]
    fn rows_lie_by_customer_product_and_day_up_to_a_day() {
        let text =
            "a,1969-12-30,5,pump\nb,1970-01-02,7,pump\na,1970-01-02,1,hose\na,1970-01-01,2,pump\na,1969-12-29,3,hose";
        let mut orders = book(&lines(text), day("1970-01-31"));
        orders.product = std::mem::take(&mut orders.order);
        orders.product.codes[1] = Texts::NONE;
        let all = ByProduct::of(&orders, 3).unwrap();
        let told = |customer: usize, to: i32| -> Vec<Vec<(&str, i32, i64)>> {
            let row = |row: &ProductRow| (orders.product.values.get(row.product), row.day, row.amount / 10_000);
            let mut found: Vec<Vec<_>> =
                all.of_customer(customer, to).map(|rows| rows.iter().map(row).collect()).collect();
            found.sort();
            found
        };
        assert_eq!(told(0, 9), [vec![("hose", -3, 3), ("hose", 1, 1)], vec![("pump", -2, 5), ("pump", 0, 2)]]);
        assert_eq!(told(0, -3), [vec![("hose", -3, 3)]]);
        assert_eq!((told(1, 9).len(), told(2, 9).len(), all.customers()), (0, 0, 3));
    }
}
