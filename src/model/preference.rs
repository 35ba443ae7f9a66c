//! Which column a field takes where several could be it: the headers of each field in the order in which they are preferred.
//!
//! The order is that of an accountant. One report has one currency, so what is in the currency of the books comes before what is
//! in that of the document; a line before its order, since an order's amount may stand beside each of its lines; revenue is
//! net of tax; and an order counts when it was placed, not when it was shipped or paid.

use std::sync::LazyLock;

use super::Field;

/// What a column says that could be a field: the part of its meaning by which it is preferred to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// In the currency of the books.
    LocalNet,
    Local,
    LocalGross,
    /// Net of tax, or of discounts and returns.
    Net,
    /// The amount of a line.
    Line,
    /// Nothing more is said.
    Plain,
    /// Before tax and freight.
    Subtotal,
    /// May hold tax and freight.
    Total,
    /// With tax, or before discounts and returns.
    Gross,
    /// In the currency of the document.
    ForeignNet,
    Foreign,
    ForeignGross,
    /// Of a whole order.
    Order,
    Ordered,
    Document,
    Created,
    Invoiced,
    Shipped,
    Paid,
    /// A name in full.
    Name,
    FullName,
    ShortName,
    SoldTo,
    BillTo,
    Buyer,
    Party,
}

impl Sense {
    /// Says whether it is in the currency of the books, whatever that of the document is.
    pub fn is_local(self) -> bool {
        matches!(self, Sense::LocalNet | Sense::Local | Sense::LocalGross)
    }

    /// Says whether it is in the currency of the document.
    pub fn is_foreign(self) -> bool {
        matches!(self, Sense::ForeignNet | Sense::Foreign | Sense::ForeignGross)
    }

    /// Says whether two columns tell the same event in the same currency, or the same party, so that either could be meant.
    pub fn is_near(self, other: Sense) -> bool {
        let kind = |sense: Sense| match sense {
            sense if sense.is_local() => 1,
            sense if sense.is_foreign() => 2,
            Sense::SoldTo | Sense::BillTo | Sense::Buyer | Sense::Party => 3,
            Sense::Order | Sense::Invoiced | Sense::Shipped | Sense::Paid => 4 + sense as u8,
            _ => 0,
        };
        kind(self) == kind(other)
    }
}

/// Headers that mean the same, in the form of [`Field::headers`].
type Tier = (Sense, &'static [&'static str]);

/// Says whether a folded header of amounts in the currency of the books may as well mean that of each order: what is local in
/// English is so to the books or to the place where the order was made.
pub fn may_be_each_orders(header: &str) -> bool {
    header.contains("local") || header.ends_with("lc")
}

impl Field {
    /// Gives the headers by which the field is known, those preferred first; nothing where the order has no meaning.
    ///
    /// A date may at last be one of the fields of shipping and payment, whose headers come with it.
    pub fn tiers(self) -> &'static [Tier] {
        match self {
            Field::Amount => AMOUNT,
            Field::Date => DATE,
            Field::Customer => CUSTOMER,
            Field::Quantity => QUANTITY,
            Field::Price => PRICE,
            _ => &[],
        }
    }

    /// Gives the headers of all tiers that are the field's own.
    pub(super) fn ranked(self) -> &'static [&'static str] {
        static RANKED: LazyLock<Vec<(Field, Vec<&'static str>)>> = LazyLock::new(|| {
            let fields = [Field::Amount, Field::Date, Field::Customer, Field::Quantity, Field::Price];
            let all = |field: Field| field.tiers().iter().filter(move |(sense, _)| !field.borrows(*sense));
            fields.map(|field| (field, all(field).flat_map(|(_, headers)| headers.iter().copied()).collect())).into()
        });
        RANKED.iter().find(|(field, _)| *field == self).map_or(&[], |(_, headers)| headers)
    }

    /// Says whether the headers of that sense are another field's.
    pub fn borrows(self, sense: Sense) -> bool {
        self == Field::Date && matches!(sense, Sense::Shipped | Sense::Paid)
    }
}

const AMOUNT: &[Tier] = &[
    (
        Sense::LocalNet,
        &[
            "本币无税金额",
            "本币不含税金额",
            "本币未税金额",
            "本币净额",
            "无税金额本币",
            "不含税金额本币",
            "本位币无税金额",
            "本位币不含税金额",
            "无税本币金额",
            "不含税本币金额",
            "本币无税额",
            "本币金额不含税",
            "本幣未稅金額",
            "本幣不含稅金額",
            "netamountlocal",
            "localnetamount",
            "netamountinlocalcurrency",
            "amountuntaxedcompany",
        ],
    ),
    (
        Sense::Local,
        &[
            "本币金额",
            "本位币金额",
            "金额本位币",
            "本币销售额",
            "本币销售金额",
            "本币总金额",
            "本幣金額",
            "本位幣金額",
            "localamount",
            "amountlocal",
            "localcurrencyamount",
            "amountinlocalcurrency",
            "amountlc",
            "baseamount",
            "basecurrencyamount",
            "amountinbasecurrency",
            "homecurrencyamount",
            "amountinhomecurrency",
            "functionalamount",
        ],
    ),
    (
        Sense::LocalGross,
        &[
            "本币价税合计",
            "价税合计本位币",
            "本位币价税合计",
            "本币含税金额",
            "含税本币金额",
            "本位币含税金额",
            "本币金额含税",
            "本幣價稅合計",
            "本幣含稅金額",
            "localgrossamount",
            "grossamountlocal",
        ],
    ),
    (
        Sense::Net,
        &[
            "netamount",
            "netsales",
            "netrevenue",
            "nettotal",
            "netvalue",
            "netsalesamount",
            "amountnet",
            "amountexcltax",
            "amountexclvat",
            "amountexcludingtax",
            "amountexcludingvat",
            "amountbeforetax",
            "amountwithouttax",
            "amountexvat",
            "amountextax",
            "amountexgst",
            "untaxedamount",
            "amountuntaxed",
            "totalexcltax",
            "totalexclvat",
            "totalexcludingtax",
            "totalexvat",
            "totalbeforetax",
            "salesexcltax",
            "taxexclusiveamount",
            "不含税金额",
            "无税金额",
            "未税金额",
            "税前金额",
            "不含税销售额",
            "无税销售额",
            "未税销售额",
            "不含税销售金额",
            "不含税总额",
            "不含税总金额",
            "金额不含税",
            "不含税价款",
            "净额",
            "净销售额",
            "销售净额",
            "净金额",
            "不含稅金額",
            "未稅金額",
            "無稅金額",
            "不含稅銷售額",
            "未稅銷售額",
            "淨額",
            "銷售淨額",
        ],
    ),
    (
        Sense::Line,
        &[
            "lineamount",
            "linetotal",
            "extendedprice",
            "extendedamount",
            "itemtotal",
            "itemamount",
            "linevalue",
            "行金额",
            "明细金额",
            "商品金额",
            "行金額",
            "明細金額",
            "商品金額",
        ],
    ),
    (
        Sense::Plain,
        &[
            "amount",
            "sales",
            "revenue",
            "salesamount",
            "value",
            "salesvalue",
            "salesrevenue",
            "turnover",
            "金额",
            "销售额",
            "销售金额",
            "成交金额",
            "货款",
            "销售收入",
            "金額",
            "銷售額",
            "銷售金額",
            "成交金額",
            "貨款",
            "銷售收入",
        ],
    ),
    (Sense::Subtotal, &["subtotal", "小计金额", "小计", "小計"]),
    (
        Sense::Total,
        &[
            "total",
            "totalamount",
            "totalprice",
            "totalvalue",
            "totalsales",
            "grandtotal",
            "总金额",
            "合计金额",
            "总价",
            "总额",
            "總金額",
            "合計金額",
            "總價",
            "總額",
        ],
    ),
    (
        Sense::Gross,
        &[
            "grossamount",
            "grosssales",
            "grosstotal",
            "grossvalue",
            "amountgross",
            "amountincltax",
            "amountinclvat",
            "amountincludingtax",
            "amountincludingvat",
            "amountwithtax",
            "amountincgst",
            "totalincltax",
            "totalinclvat",
            "totalincludingtax",
            "totalincludingvat",
            "totalwithtax",
            "taxinclusiveamount",
            "价税合计",
            "含税金额",
            "含税销售额",
            "含税销售金额",
            "含税总额",
            "含税总金额",
            "含税价款",
            "金额含税",
            "價稅合計",
            "含稅金額",
            "含稅銷售額",
            "含稅總額",
        ],
    ),
    (
        Sense::ForeignNet,
        &["原币无税金额", "原币不含税金额", "原币未税金额", "外币不含税金额", "原幣未稅金額", "netamountforeign"],
    ),
    (
        Sense::Foreign,
        &[
            "原币金额",
            "外币金额",
            "原幣金額",
            "外幣金額",
            "foreignamount",
            "amountforeign",
            "foreigncurrencyamount",
            "amountinforeigncurrency",
            "originalamount",
            "transactionamount",
            "amountintransactioncurrency",
            "documentamount",
            "amountindocumentcurrency",
            "amountfc",
        ],
    ),
    (
        Sense::ForeignGross,
        &["原币价税合计", "原币含税金额", "外币价税合计", "外币含税金额", "原幣價稅合計", "原幣含稅金額"],
    ),
    (
        Sense::Order,
        &[
            "orderamount",
            "ordertotal",
            "ordervalue",
            "totalorderamount",
            "orderedamount",
            "amountordered",
            "订单金额",
            "订单总额",
            "订单总金额",
            "订单总价",
            "订购金额",
            "下单金额",
            "合同金额",
            "整单金额",
            "訂單金額",
            "訂單總額",
            "下單金額",
        ],
    ),
    (
        Sense::Invoiced,
        &[
            "invoiceamount",
            "invoicetotal",
            "invoicedamount",
            "amountinvoiced",
            "billedamount",
            "开票金额",
            "发票金额",
            "应收金额",
            "应收款金额",
            "開票金額",
            "發票金額",
        ],
    ),
    (
        Sense::Shipped,
        &[
            "shippedamount",
            "amountshipped",
            "deliveredamount",
            "shippedvalue",
            "发货金额",
            "出货金额",
            "出库金额",
            "送货金额",
            "發貨金額",
            "出貨金額",
        ],
    ),
    (
        Sense::Paid,
        &[
            "paidamount",
            "amountpaid",
            "paymentamount",
            "receivedamount",
            "amountreceived",
            "已付金额",
            "实付金额",
            "付款金额",
            "收款金额",
            "已收金额",
            "实收金额",
            "回款金额",
            "已付金額",
            "實付金額",
            "收款金額",
            "實收金額",
            "回款金額",
        ],
    ),
];

const DATE: &[Tier] = &[
    (
        Sense::Ordered,
        &[
            "orderdate",
            "orderedon",
            "ordereddate",
            "dateordered",
            "ordertime",
            "orderdatetime",
            "purchasedate",
            "dateoforder",
            "orderplaced",
            "订单日期",
            "下单日期",
            "下单时间",
            "订单时间",
            "订购日期",
            "订单成交时间",
            "成交日期",
            "成交时间",
            "訂單日期",
            "下單日期",
            "下單時間",
            "訂單時間",
        ],
    ),
    (
        Sense::Plain,
        &[
            "date",
            "transactiondate",
            "trandate",
            "salesdate",
            "saledate",
            "dateofsale",
            "日期",
            "业务日期",
            "销售日期",
            "業務日期",
            "銷售日期",
        ],
    ),
    (
        Sense::Document,
        &["docdate", "documentdate", "postingdate", "单据日期", "单据时间", "开单日期", "單據日期", "開單日期"],
    ),
    (
        Sense::Created,
        &[
            "createdat",
            "created",
            "createddate",
            "datecreated",
            "creationdate",
            "createdon",
            "制单日期",
            "录单日期",
            "创建时间",
            "创建日期",
            "订单创建时间",
            "建立日期",
            "創建日期",
        ],
    ),
    (Sense::Invoiced, &["invoicedate", "dateinvoiced", "billdate", "billingdate", "开票日期", "发票日期", "開票日期"]),
    (Sense::Shipped, super::headers::SHIP_DATE),
    (Sense::Paid, super::headers::PAID_DATE),
];

const CUSTOMER: &[Tier] = &[
    (
        Sense::Name,
        &["customername", "clientname", "accountname", "客户名称", "客户名", "客户姓名", "客戶名稱", "客戶名"],
    ),
    (Sense::Plain, &["customer", "client", "account", "客户", "客戶"]),
    (Sense::FullName, &["customerfullname", "客户全称", "客户全名", "客戶全稱"]),
    (Sense::ShortName, &["customershortname", "客户简称", "客戶簡稱"]),
    (Sense::SoldTo, &["soldtoname", "soldto", "soldtoparty"]),
    (Sense::BillTo, &["billtoname", "billto", "billtoparty"]),
    (
        Sense::Buyer,
        &[
            "buyer",
            "buyername",
            "购货单位",
            "购买方",
            "购方名称",
            "购买方名称",
            "购货方",
            "买方",
            "买家",
            "買家",
            "買方",
            "購貨單位",
        ],
    ),
    (
        Sense::Party,
        &["company", "companyname", "往来单位", "往来单位名称", "往来单位全名", "单位名称", "单位全名", "往來單位"],
    ),
];

const QUANTITY: &[Tier] = &[
    (
        Sense::Plain,
        &["quantity", "qty", "units", "pieces", "pcs", "数量", "销售数量", "件数", "數量", "銷售數量", "件數"],
    ),
    (
        Sense::Ordered,
        &[
            "quantityordered",
            "orderqty",
            "orderquantity",
            "orderedquantity",
            "orderedqty",
            "qtyordered",
            "订购数量",
            "订单数量",
            "訂購數量",
            "訂單數量",
        ],
    ),
    (
        Sense::Shipped,
        &[
            "quantityshipped",
            "shippedquantity",
            "shippedqty",
            "qtyshipped",
            "deliveredquantity",
            "实发数量",
            "发货数量",
            "出货数量",
            "出库数量",
            "發貨數量",
            "出貨數量",
        ],
    ),
];

const PRICE: &[Tier] = &[
    (
        Sense::Net,
        &[
            "netprice",
            "netunitprice",
            "unitpriceexcltax",
            "unitpriceexclvat",
            "priceexcltax",
            "priceexclvat",
            "不含税单价",
            "无税单价",
            "未税单价",
            "单价不含税",
            "不含稅單價",
            "未稅單價",
        ],
    ),
    (
        Sense::Plain,
        &[
            "unitprice",
            "price",
            "priceeach",
            "sellingprice",
            "salesprice",
            "rate",
            "单价",
            "价格",
            "销售单价",
            "成交单价",
            "單價",
            "價格",
            "銷售單價",
        ],
    ),
    (
        Sense::Gross,
        &[
            "grossprice",
            "unitpriceincltax",
            "unitpriceinclvat",
            "priceincltax",
            "priceinclvat",
            "含税单价",
            "单价含税",
            "含稅單價",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_header_stands_in_one_tier() {
        for field in [Field::Amount, Field::Date, Field::Customer, Field::Quantity, Field::Price] {
            let mut all: Vec<&str> = field.tiers().iter().flat_map(|(_, headers)| headers.iter().copied()).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{field:?}");
            assert!(!field.headers().is_empty());
        }
    }

    #[test]
    fn a_ship_date_is_known_as_one_though_it_may_be_the_date() {
        assert!(!Field::Date.headers().contains(&"shipdate"));
        assert!(Field::Date.tiers().iter().any(|(_, headers)| headers.contains(&"shipdate")));
    }

    #[test]
    fn what_is_local_in_english_may_be_each_orders_and_nothing_else() {
        let local =
            AMOUNT.iter().filter(|(sense, _)| sense.is_local()).flat_map(|(_, headers)| headers.iter().copied());
        let (either, books): (Vec<&str>, Vec<&str>) = local.partition(|name| may_be_each_orders(name));
        assert!(
            either.contains(&"amountlocal") && either.contains(&"localcurrencyamount") && either.contains(&"amountlc")
        );
        assert!(
            books.contains(&"本币金额")
                && books.contains(&"basecurrencyamount")
                && books.contains(&"homecurrencyamount")
        );
        assert!(either.iter().all(|name| name.is_ascii()) && either.len() == 10, "{either:?}");
    }

    #[test]
    fn a_line_and_its_order_are_no_two_names_for_one_thing() {
        assert!(Sense::Net.is_near(Sense::Gross) && Sense::LocalNet.is_near(Sense::LocalGross));
        assert!(!Sense::Plain.is_near(Sense::Order) && !Sense::Local.is_near(Sense::Foreign));
        assert!(!Sense::Shipped.is_near(Sense::Paid));
    }
}
