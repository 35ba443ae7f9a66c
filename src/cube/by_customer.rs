//! The rows of each customer, laid together by counting: no row is compared with another.

/// The rows of each customer, in the order of the book.
pub struct ByCustomer {
    /// Where each customer's rows begin, and the number of all rows at the end.
    pub(super) starts: Vec<usize>,
    pub(super) rows: Vec<u32>,
}

impl ByCustomer {
    /// Lays rows together by the places of their customers.
    pub fn new(clients: &[u32], customers: usize) -> ByCustomer {
        let mut next = vec![0_usize; customers + 1];
        for &client in clients {
            next[client as usize + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let starts = next.clone();
        let mut rows = vec![0_u32; clients.len()];
        for (row, &client) in clients.iter().enumerate() {
            let at = &mut next[client as usize];
            rows[*at] = row as u32;
            *at += 1;
        }
        ByCustomer { starts, rows }
    }

    /// Gives the rows of a customer.
    pub fn of(&self, customer: usize) -> &[u32] {
        match (self.starts.get(customer), self.starts.get(customer + 1)) {
            (Some(&start), Some(&end)) => &self.rows[start..end],
            _ => &[],
        }
    }

    /// Gives where pieces of at least so many rows begin and end, by customer.
    pub(super) fn borders(&self, rows: usize) -> Vec<usize> {
        let mut borders = vec![0];
        let mut start = 0;
        for (customer, &end) in self.starts.iter().enumerate().skip(1) {
            if end - start >= rows || customer + 1 == self.starts.len() {
                borders.push(customer);
                start = end;
            }
        }
        borders
    }
}
