//! Systems whose exports are known by their headers.

/// A kind of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum System {
    /// Orders of a Shopify shop, their money on the first line of each.
    Shopify,
    /// Sales by Customer Detail of QuickBooks.
    QuickBooks,
    /// Transaction List of QuickBooks, which holds payments too.
    QuickBooksTransactions,
    /// Sales invoices of Xero.
    Xero,
    /// Sales orders of Odoo.
    Odoo,
    /// The order report of Amazon Seller Central.
    Amazon,
    /// Amazon's report of all orders, which names no customers.
    AmazonAllOrders,
    /// Sales orders and deliveries of 金蝶云星空.
    Kingdee,
}

impl System {
    /// Gives its name.
    pub fn name(self) -> &'static str {
        match self {
            System::Shopify => "Shopify",
            System::QuickBooks | System::QuickBooksTransactions => "QuickBooks",
            System::Xero => "Xero",
            System::Odoo => "Odoo",
            System::Amazon | System::AmazonAllOrders => "Amazon",
            System::Kingdee => "金蝶云星空",
        }
    }
}
