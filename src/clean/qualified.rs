//! Names that say where they come from: `orders.amount`, `销售订单行.价税合计`, `Order Lines/Subtotal` → what stands behind.
//!
//! Databases and ERP systems put the table before the column, with a point between. Points stand elsewhere too (`Order No.`, `A.B.C.
//! Ltd`, `2024.01`), and in other places they are blanks (`Tax.Amount`), where what stands before changes what is meant. So a name
//! is taken apart only where it is known to no field as a whole, and never where what stands before says that it is something else.

use super::grouped;
use super::header_row::synonym;

/// Words before a point that make another thing of what stands behind.
const ANOTHER: [&str; 61] = [
    "tax",
    "taxes",
    "vat",
    "gst",
    "duty",
    "discount",
    "discounts",
    "rebate",
    "coupon",
    "coupons",
    "freight",
    "shipping",
    "refund",
    "refunds",
    "refunded",
    "return",
    "returns",
    "returned",
    "credit",
    "credits",
    "cost",
    "costs",
    "profit",
    "margin",
    "commission",
    "fee",
    "fees",
    "deposit",
    "balance",
    "due",
    "unpaid",
    "outstanding",
    "overdue",
    "paid",
    "payment",
    "payments",
    "budget",
    "target",
    "plan",
    "planned",
    "forecast",
    "quota",
    "last",
    "previous",
    "prior",
    "min",
    "max",
    "avg",
    "average",
    "list",
    "stock",
    "inventory",
    "supplier",
    "vendor",
    "expected",
    "estimated",
    "birth",
    "exp",
    "expiry",
    "start",
    "end",
];

/// The same in Chinese, wherever they stand before the point.
const ANOTHER_HAN: [&str; 55] = [
    "税",
    "稅",
    "折扣",
    "优惠",
    "優惠",
    "返利",
    "运费",
    "運費",
    "退货",
    "退貨",
    "退款",
    "退回",
    "成本",
    "利润",
    "利潤",
    "毛利",
    "佣金",
    "提成",
    "费用",
    "費用",
    "定金",
    "订金",
    "訂金",
    "预付",
    "預付",
    "预收",
    "預收",
    "余额",
    "餘額",
    "未付",
    "未收",
    "欠款",
    "收款",
    "付款",
    "回款",
    "预算",
    "預算",
    "目标",
    "目標",
    "预测",
    "預測",
    "上年",
    "去年",
    "上月",
    "上期",
    "同期",
    "库存",
    "庫存",
    "供应商",
    "供應商",
    "采购",
    "採購",
    "报价",
    "報價",
    "赠品",
];

/// What says too little without what stands before it: `tax.rate`, `attribute.value`.
const TOO_LITTLE: [&str; 2] = ["rate", "value"];

/// What the lines of an order are called before a slash; elsewhere a slash stands between two names.
const LINES: [&str; 7] = ["line", "lines", "items", "行", "明细", "明細", "details"];

/// Gives what stands behind the last point of a name, or behind the slash after its lines, given in the form NFKC and lower case.
pub(super) fn behind(name: &str) -> Option<&str> {
    // Points inside brackets are those of abbreviations.
    let end = name.find(['(', '[', '【']).unwrap_or(name.len());
    let (before, own) = match name[..end].rfind('.') {
        Some(at) => (&name[..at], &name[at + 1..]),
        None => {
            let at = name[..end].rfind('/').filter(|at| LINES.iter().any(|line| name[..*at].ends_with(line)))?;
            (&name[..at], &name[at + 1..])
        }
    };
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '*' | '#' | '$' | '"' | '`');
    let stands = own.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '`'));
    let before = before.trim();
    (stands && !before.is_empty() && before.chars().all(is_path) && !is_another(before)).then_some(own)
}

/// Says whether what stands before a name makes another thing of it.
fn is_another(before: &str) -> bool {
    if grouped::is_period(before) {
        return true;
    }
    let mut words = before.split(|c: char| !c.is_alphanumeric());
    words.any(|word| ANOTHER.contains(&word)) || ANOTHER_HAN.iter().any(|word| before.contains(word))
}

/// Gives the name behind, folded as `fold` does, where the whole is known to no field.
pub(super) fn bare(name: &str, whole: &str, fold: impl Fn(&str) -> String) -> Option<String> {
    let own = behind(name).filter(|_| synonym(whole).is_none())?;
    let own = fold(own.trim_matches(['"', '`']));
    (!own.is_empty() && !TOO_LITTLE.contains(&own.as_str())).then_some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_behind_the_last_point_or_the_lines_of_an_order() {
        for (name, own) in [
            ("orders.amount", Some("amount")),
            ("dbo.orders.order_date", Some("order_date")),
            ("销售订单行.价税合计", Some("价税合计")),
            ("销售订单行_订单子行.供应类型", Some("供应类型")),
            ("o.amount (usd)", Some("amount (usd)")),
            ("order lines/subtotal", Some("subtotal")),
            ("订单行/小计", Some("小计")),
            ("order no.", None),
            ("a.b.c. ltd", None),
            ("no. of units", None),
            ("2024.01", None),
            ("2024.金额", None),
            ("1月.金额", None),
            ("1.客户", Some("客户")),
            ("amount.1", None),
            ("amount (excl. vat)", None),
            (".amount", None),
            ("price/unit", None),
            ("省/自治区", None),
            ("info@acme.company", None),
            ("https://acme.company", None),
            ("tax.amount", None),
            ("total_tax_set.amount", None),
            ("退货单.金额", None),
            ("taxable.amount", Some("amount")),
        ] {
            assert_eq!(behind(name), own, "{name}");
        }
    }

    #[test]
    fn words_before_a_point_stand_once() {
        for words in [&ANOTHER[..], &ANOTHER_HAN[..]] {
            let mut all = words.to_vec();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), words.len());
        }
    }
}
