//! 版面上的特别之处。

use super::clean::{list, number};
use super::crosstab;
use crate::model::{Feature, LayoutKind, Sense, System};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words a feature as a note or a warning.
pub fn message(feature: &Feature) -> Message {
    let message = Message::new(sentence(feature));
    match feature {
        Feature::HeaderRows { .. } | Feature::Export { .. } | Feature::OwnUnits { .. } | Feature::HiddenRows { .. } => {
            message
        }
        Feature::Unit { .. } => message.hint("`--amounts-in 1` 按原样读取"),
        Feature::NamesOfIds { .. } => message.hint("`--map customer=none` 改为显示编号"),
        Feature::NotNames { column, .. } => {
            message.hint(format!("`--map customer={}` 把它当作客户名称", typed(column)))
        }
        Feature::OnlyDate { .. } => message.hint("如有下单日期，请用 `--map date=…` 指定该列"),
        Feature::BooksCurrency { currency, .. } => message.hint(format!(
            "`--map currency={}` 表示金额就是该列的币种；用 `--rates` 或 `--currency` 则取原币金额",
            typed(currency)
        )),
        Feature::NamedCurrency { documents: Some(documents), .. } => message.hint(format!(
            "`--map amount={}` 改取单据原来的金额；用 `--rates` 或 `--currency` 也取它",
            typed(documents)
        )),
        Feature::NamedCurrency { .. } => message,
        Feature::Months { .. } => message.hint("如有写到日的列，请用 `--map date=…` 指定"),
        Feature::EachOrdersCurrency { .. } => message.hint("`--map currency=none` 表示金额都是同一币种，即本位币"),
        Feature::SideTable { .. } => message.hint("如果这些列也是订单的内容，请删掉中间的空列"),
        Feature::SecondTable { row, title: Some(_), .. } => {
            message.hint(format!("`--header-row {row}` 改读那张表；`--layout table` 把两张当作一张读"))
        }
        Feature::SecondTable { row, .. } => {
            message.hint(format!("`--header-row {row}` 改读那张表；两张都要读，请把它移到单独的工作表"))
        }
        Feature::Crosstab { .. } => message.hint("`--layout table` 按每行原样读取；`mingxi check` 列出各列怎么理解"),
        Feature::Grouped { .. } | Feature::Filled { .. } => message.hint("`--layout table` 按每行原样读取"),
    }
}

/// Words the error of a layout that a sheet has not.
pub fn not_that(wanted: LayoutKind) -> Message {
    let what = match wanted {
        LayoutKind::Grouped => "没有单独写着客户的行，其下是没有客户的明细",
        LayoutKind::Crosstab => "没有哪一行横排着两个以上的月份、季度、半年或年份",
        LayoutKind::Table => "工作表里没有表格",
    };
    Message::new(format!("`--layout {}` 不合用：{what}", wanted.name()))
        .hint("不写 `--layout` 就自动识别；也可以用 `--header-row` 指定表头")
}

/// Says a feature in one sentence without its full stop.
pub fn sentence(feature: &Feature) -> String {
    match feature {
        Feature::HeaderRows { first, last } => {
            format!("表头有 {} 行（第 {first} 至 {last} 行），合在一起读", last - first + 1)
        }
        Feature::SideTable { columns: (first, last), headers } => {
            let headers = if headers.is_empty() { String::new() } else { format!("（{}）", list(headers)) };
            format!("{first} 至 {last} 列{headers}隔着空列，是另一张表，没有读取")
        }
        Feature::SecondTable { row, rows, title: Some(title), .. } => {
            format!("「{title}」是另一张表，表头相同（第 {row} 行），其下 {} 行没有读取", number(*rows))
        }
        Feature::SecondTable { row, headers, rows, .. } => {
            format!("第 {row} 行起是另一张表（{}），其下 {} 行没有读取", list(headers), number(*rows))
        }
        Feature::Unit { columns, power, above } => {
            let by = above.as_ref().map(|text| format!("（表上注明「{text}」）")).unwrap_or_default();
            format!("{}乘以 {}{by}", list(columns), number(10_u64.pow(*power)))
        }
        Feature::OwnUnits { column, units, cell, text } => {
            let by = |(power, values): &(u32, u64)| {
                format!("{} 个乘以 {}", number(*values), number(10_u64.saturating_pow(*power)))
            };
            let units: Vec<String> = units.iter().map(by).collect();
            format!("「{column}」的值自带单位（{cell}「{text}」），已换算：{}", list(&units))
        }
        Feature::NamesOfIds { id, column, ids, shared } => {
            let shared = match shared {
                0 => "互不相同".to_owned(),
                shared => format!("其中 {} 个与别的编号同名，仍分开计", number(*shared)),
            };
            format!("「{column}」是客户名称，编号在「{id}」：{} 个编号各有一个名称，{shared}", number(*ids))
        }
        Feature::NotNames { id, column, ids, several, shared, example } => match example {
            Some((one, first, second)) => format!(
                "「{column}」没有当作客户名称：「{id}」的 {} 个编号中有 {} 个对应几个名称（{one}：{first}、{second}）",
                number(*ids),
                number(*several),
            ),
            None if *shared > 0 => format!(
                "「{column}」没有当作客户名称：「{id}」的 {} 个编号中有 {} 个与别的编号同名",
                number(*ids),
                number(*shared),
            ),
            None => format!("「{column}」没有当作客户名称：「{id}」有几行的编号太少，看不出是不是"),
        },
        Feature::HiddenRows { rows } => format!("工作表中隐藏的 {} 行照常读入", number(*rows)),
        Feature::Export { system } => export(*system).to_owned(),
        Feature::OnlyDate { column, is: Sense::Paid } => {
            format!("没有下单日期的列；订单按「{column}」即收付款日期计")
        }
        Feature::OnlyDate { column, .. } => format!("没有下单日期的列；订单按「{column}」即发货日期计"),
        Feature::BooksCurrency { amount, currency } => {
            format!("「{amount}」是本位币金额；「{currency}」是单据的币种，未用")
        }
        Feature::NamedCurrency { amount, is, currency, .. } => {
            format!("「{amount}」的表头写明是 {is}；「{currency}」是单据的币种，未用")
        }
        Feature::Months { column, short } => {
            let short = short.as_ref().map(|short| format!("（{short} 的数字是年份）")).unwrap_or_default();
            format!("「{column}」只有月份、没有日{short}；每行按整月计，没有单数和复购周期，也不能按周看")
        }
        Feature::EachOrdersCurrency { amount, currency } => {
            format!("「{amount}」按每行「{currency}」所写的币种计")
        }
        Feature::Grouped { column, groups, first } => {
            format!("分组报表：客户在 {column} 列单独成行，明细列在其下，共 {} 组，第一组是 {first}", number(*groups))
        }
        Feature::Crosstab { .. } => crosstab::sentence(feature),
        Feature::Filled { columns, rows, merged } => format!(
            "{}只写在{}的第一行，其余 {} 行沿用上一行",
            list(columns),
            if *merged { "合并单元格" } else { "每张订单" },
            number(*rows),
        ),
    }
}

/// Says what is known of a system's export.
fn export(system: System) -> &'static str {
    match system {
        System::Shopify => {
            "看起来是 Shopify 订单导出：金额取每单首行的 Subtotal（折扣后，不含运费和另加的税），同一单的后续行按空行计；已取消、作废或全额退款的订单不计；部分退款没有日期，未扣除"
        }
        System::QuickBooks => "看起来是 QuickBooks 的 Sales by Customer Detail",
        System::QuickBooksTransactions => {
            "看起来是 QuickBooks 的 Transaction List：只计销售和贷项；付款、估价、存款、账单等按已取消剔除"
        }
        System::Xero => {
            "看起来是 Xero 发票导出：金额取 LineAmount，因为 Total 在每行重复；草稿、待审批、作废、删除的发票按已取消剔除"
        }
        System::Odoo => "看起来是 Odoo 销售订单导出：有未税金额时取未税金额；报价单和已取消的订单按已取消剔除",
        System::Amazon => "看起来是 Amazon 订单报告：金额取 item-price，它已是整行数量的金额；已取消的订单不计",
        System::AmazonAllOrders => {
            "看起来是 Amazon 的全部订单报告：金额取 item-price，它已是整行数量的金额；已取消的订单不计"
        }
        System::Kingdee => "看起来是金蝶云星空的销售单据列表",
    }
}
