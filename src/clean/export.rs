//! Exports of common systems: the headers by which each is known, what its columns mean beyond what headers say in general, and
//! which of its rows are no sales.
//!
//! All of it comes from documentation or public samples, which `docs/formats.md` names. What an option says comes before.

use super::header::Folded;
use super::sink::is_blank;
use crate::model::{Field, System};
use crate::read::Cell;

/// What is known of a system's export.
#[derive(Debug, PartialEq, Eq)]
pub struct Export {
    pub system: System,
    /// Headers, folded, one of each list of which must be there.
    needs: &'static [&'static [&'static str]],
    /// Headers of fields, best first, that are known nowhere else or mean something else there.
    fields: &'static [(Field, &'static [&'static str])],
    /// Fields that its columns do not give, whatever their headers say.
    without: &'static [Field],
    /// Statuses of rows that are no sales, folded as values are.
    pub no_sales: &'static [&'static str],
    /// A column in which whatever stands says that the row is no sale.
    cancelled_at: Option<&'static str>,
    /// The money and the day of an order stand in its first line alone.
    first_line: bool,
}

const EXPORTS: &[Export] = &[
    Export {
        system: System::Shopify,
        needs: &[
            &["name"],
            &["email"],
            &["financialstatus"],
            &["createdat"],
            &["subtotal"],
            &["lineitemquantity"],
            &["lineitemprice"],
        ],
        fields: &[
            (Field::Customer, &["billingname", "shippingname"]),
            (Field::CustomerId, &["email"]),
            (Field::Date, &["createdat"]),
            (Field::Order, &["name"]),
            (Field::Amount, &["subtotal"]),
            (Field::Status, &["financialstatus"]),
            (Field::Country, &["billingcountry", "shippingcountry"]),
        ],
        without: &[Field::Product, Field::Quantity, Field::Price, Field::Discount, Field::PaidDate, Field::Owner],
        no_sales: &["voided", "refunded"],
        cancelled_at: Some("cancelledat"),
        first_line: true,
    },
    Export {
        system: System::Xero,
        needs: &[&["contactname"], &["invoicenumber"], &["invoicedate"], &["unitamount"], &["lineamount"]],
        fields: &[
            (Field::Customer, &["contactname"]),
            (Field::Order, &["invoicenumber"]),
            (Field::Date, &["invoicedate"]),
            (Field::Amount, &["lineamount"]),
            (Field::Product, &["inventoryitemcode", "description"]),
            (Field::Price, &["unitamount"]),
        ],
        without: &[Field::Discount],
        no_sales: &["draft", "submitted", "awaiting approval", "voided", "deleted"],
        cancelled_at: None,
        first_line: false,
    },
    Export {
        system: System::Odoo,
        needs: &[
            &["orderreference"],
            &["orderdate", "creationdate"],
            &["customer"],
            &["untaxedamount", "total", "orderlines/subtotal"],
            &["salesperson", "invoicestatus", "untaxedamount", "orderlines/subtotal"],
        ],
        fields: &[
            (Field::Order, &["orderreference"]),
            (Field::Date, &["orderdate", "creationdate"]),
            (Field::Customer, &["customer"]),
            (Field::Amount, &["orderlines/subtotal", "untaxedamount", "total"]),
            (Field::Product, &["orderlines/product"]),
            (Field::Quantity, &["orderlines/quantity"]),
            (Field::Status, &["status"]),
        ],
        without: &[Field::ShipDate],
        no_sales: &["quotation", "quotation sent", "cancelled"],
        cancelled_at: None,
        first_line: false,
    },
    Export {
        system: System::Amazon,
        needs: &[&["orderid"], &["orderitemid"], &["purchasedate"], &["buyeremail", "buyername"], &["itemprice"]],
        fields: &[
            (Field::Order, &["orderid"]),
            (Field::Date, &["purchasedate"]),
            (Field::Customer, &["buyername"]),
            (Field::CustomerId, &["buyeremail"]),
            (Field::Amount, &["itemprice"]),
            (Field::Product, &["sku"]),
            (Field::Quantity, &["quantitypurchased"]),
            (Field::Status, &["orderstatus"]),
        ],
        without: &[Field::PaidDate],
        no_sales: &["cancelled", "canceled"],
        cancelled_at: None,
        first_line: false,
    },
    Export {
        system: System::AmazonAllOrders,
        needs: &[&["amazonorderid"], &["purchasedate"], &["itemprice"]],
        fields: &[
            (Field::Order, &["amazonorderid"]),
            (Field::Date, &["purchasedate"]),
            (Field::Amount, &["itemprice"]),
            (Field::Product, &["sku"]),
            (Field::Quantity, &["quantity", "quantitypurchased"]),
            (Field::Status, &["orderstatus"]),
        ],
        without: &[],
        no_sales: &["cancelled", "canceled"],
        cancelled_at: None,
        first_line: false,
    },
    Export {
        system: System::QuickBooksTransactions,
        needs: &[&["date"], &["transactiontype"], &["num"], &["posting"], &["amount"]],
        fields: &[(Field::Customer, &["customer", "name"]), (Field::Status, &["transactiontype"])],
        without: &[],
        no_sales: &[
            "payment",
            "estimate",
            "deposit",
            "check",
            "bill",
            "bill payment",
            "expense",
            "journal entry",
            "purchase order",
            "transfer",
        ],
        cancelled_at: None,
        first_line: false,
    },
    Export {
        system: System::QuickBooks,
        needs: &[&["date"], &["type", "transactiontype"], &["num"], &["qty"], &["salesprice"], &["amount"]],
        fields: &[
            (Field::Product, &["item", "product/service"]),
            (Field::Price, &["salesprice"]),
            (Field::Order, &["num"]),
        ],
        without: &[],
        no_sales: &[],
        cancelled_at: None,
        first_line: false,
    },
    Export {
        system: System::Kingdee,
        needs: &[
            &["单据编号"],
            &["日期"],
            &["客户"],
            &["物料编码"],
            &["销售数量", "实发数量"],
            &["销售组织", "发货组织", "库存组织"],
        ],
        fields: &[
            (Field::Quantity, &["实发数量", "销售数量"]),
            (Field::Product, &["物料编码"]),
            (Field::Status, &["作废状态", "单据状态"]),
            (Field::Owner, &["销售员"]),
        ],
        without: &[],
        no_sales: &["作废", "已作废"],
        cancelled_at: None,
        first_line: false,
    },
];

impl Export {
    /// Gives the export that has these headers.
    pub fn known(headers: &[Folded]) -> Option<&'static Export> {
        let has = |name: &&str| headers.iter().any(|header| header.name == **name);
        EXPORTS.iter().find(|export| export.needs.iter().all(|names| names.iter().any(&has)))
    }

    /// Gives the columns that it knows of fields, best first of each, and the fields that it has not.
    pub fn columns(&self, headers: &[Folded]) -> Vec<(Field, usize)> {
        let at = |name: &str| headers.iter().position(|header| header.name == name);
        let fields = self.fields.iter();
        fields.filter_map(|(field, names)| Some((*field, names.iter().find_map(|name| at(name))?))).collect()
    }

    /// Says whether no column gives a field.
    pub fn lacks(&self, field: Field) -> bool {
        self.without.contains(&field)
    }

    /// Gives where it says that a row is no sale, and where a first line has its order, day and money.
    pub fn rows(&self, headers: &[Folded]) -> Option<Rows> {
        let at = |name: &str| headers.iter().position(|header| header.name == name);
        let of =
            |wanted: Field| self.columns(headers).into_iter().find(|(field, _)| *field == wanted).map(|(_, at)| at);
        let first_line = || Some((of(Field::Order)?, of(Field::Date)?, of(Field::Amount)?));
        let rows = Rows {
            cancelled: self.cancelled_at.and_then(at),
            first_line: if self.first_line { first_line() } else { None },
        };
        (rows != Rows::default()).then_some(rows)
    }
}

/// What the rows of an export are by where something stands in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    cancelled: Option<usize>,
    first_line: Option<(usize, usize, usize)>,
}

impl Rows {
    /// Says whether a row goes on with the order of one above, and has no money of its own.
    pub fn goes_on(&self, cells: &[Cell<'_>]) -> bool {
        let blank = |at: usize| cells.get(at).is_none_or(|cell| is_blank(*cell));
        self.first_line.is_some_and(|(order, day, amount)| !blank(order) && blank(day) && blank(amount))
    }

    /// Says whether a row is cancelled.
    pub fn is_cancelled(&self, cells: &[Cell<'_>]) -> bool {
        self.cancelled.is_some_and(|at| cells.get(at).is_some_and(|cell| !is_blank(*cell)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::header::fold;

    fn known(headers: &str) -> Option<System> {
        let headers: Vec<Folded> = headers.split(',').map(fold).collect();
        Export::known(&headers).map(|export| export.system)
    }

    #[test]
    fn knows_exports_by_their_headers_in_any_order_and_no_others() {
        let shopify =
            "Name,Email,Financial Status,Subtotal,Total,Created at,Lineitem quantity,Lineitem price,Cancelled at";
        for (headers, system) in [
            (shopify, Some(System::Shopify)),
            ("*ContactName,*InvoiceNumber,*InvoiceDate,Total,*Quantity,*UnitAmount,LineAmount", Some(System::Xero)),
            ("Order Reference,Creation Date,Customer,Salesperson,Total,Status", Some(System::Odoo)),
            ("order-id,order-item-id,purchase-date,buyer-email,item-price", Some(System::Amazon)),
            ("amazon-order-id,purchase-date,order-status,item-price", Some(System::AmazonAllOrders)),
            ("Type,Date,Num,Memo,Name,Item,Qty,Sales Price,Amount,Balance", Some(System::QuickBooks)),
            ("Date,Transaction Type,Num,Posting,Name,Amount", Some(System::QuickBooksTransactions)),
            ("单据编号,日期,客户,销售组织,物料编码,实发数量,价税合计", Some(System::Kingdee)),
            ("Name,Email,Total", None),
            ("Customer,Order Date,Total", None),
            ("Order Reference,Order Date,Customer,Total,Status", None),
            ("单据编号,日期,客户,金额", None),
        ] {
            assert_eq!(known(headers), system, "{headers}");
        }
    }

    #[test]
    fn a_further_line_of_an_order_has_neither_day_nor_money() {
        let headers: Vec<Folded> = [
            "Name",
            "Email",
            "Financial Status",
            "Created at",
            "Subtotal",
            "Lineitem quantity",
            "Lineitem price",
            "Cancelled at",
        ]
        .map(fold)
        .into();
        let rows = Export::known(&headers).unwrap().rows(&headers).unwrap();
        let row = |name, day, amount, cancelled| [name, "a@b.c", "", day, amount, "1", "5", cancelled].map(Cell::Text);
        assert!(rows.goes_on(&row("#1", "", "", "")));
        assert!(!rows.goes_on(&row("#1", "2024-01-05", "", "")) && !rows.goes_on(&row("#1", "", "5", "")));
        assert!(!rows.goes_on(&row("", "", "", "")));
        assert!(
            rows.is_cancelled(&row("#1", "2024-01-05", "5", "2024-01-06"))
                && !rows.is_cancelled(&row("#1", "", "", ""))
        );
    }
}
