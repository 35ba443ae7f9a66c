//! 待填的空表。

use crate::model::companion::{TableField, TableKind};
use crate::report::template::TemplateWords;

/// The sheet that explains the columns.
pub const HELP: (&str, [&str; 3]) = ("说明", ["列名", "填什么", "例如"]);

/// Gives the name of a table's file and sheet.
pub fn name(table: TableKind) -> &'static str {
    match table {
        TableKind::Customers => "客户表",
        TableKind::FollowUps => "跟进记录",
        TableKind::Costs => "费用表",
        TableKind::Receivables => "应收表",
        TableKind::Claims => "投诉索赔表",
        TableKind::Stock => "库存表",
        TableKind::Targets => "目标表",
    }
}

/// Gives what stands above the headings.
pub fn note(table: TableKind) -> &'static str {
    match table {
        TableKind::Customers => {
            "# 一行一家客户，还没有订单的也写。编号和名称至少填一个，其余可空；可以自己加列，照原样保留。"
        }
        TableKind::FollowUps => "# 一行一次联系：哪天、和谁。日期写成 2025-09-30；可以自己加列，照原样保留。",
        TableKind::Costs => "# 一行一笔费用：为服务或争取客户花的钱，货币和订单相同。",
        TableKind::Receivables => "# 一行一笔未收款，写明到期日。",
        TableKind::Claims => "# 一行一件投诉或索赔；金额可空。",
        TableKind::Stock => "# 为客户备的货：数量、金额填一个或都填。",
        TableKind::Targets => {
            "# 一行一个目标；业务员和客户都空着就是全公司的。期间写成 2025、2025H1、2025Q3 或 2025-09。"
        }
    }
}

/// Says what belongs into a column.
pub fn column(table: TableKind, field: TableField) -> TemplateWords {
    use TableField as F;
    let of = |meaning, example| TemplateWords { meaning, example, choices: &[] };
    let choose = |meaning, example, choices| TemplateWords { meaning, example, choices };
    match (table, field) {
        (_, F::CustomerId) => of("订单里有编号的，照订单写", "C0017"),
        (_, F::Customer) => of("照订单的写法；末尾的标点和空格不要紧", "宁波海川五金制品有限公司"),
        (TableKind::Targets, F::Owner) => of("业务员", "王芳"),
        (_, F::Owner) => of("客户归谁，只写一人", "王芳"),
        (_, F::Merchandiser) => of("谁跟单", "陈静"),
        (_, F::Country) => of("", "德国"),
        (TableKind::FollowUps, F::Channel) => {
            choose("怎样联系", "电话", &["电话", "微信", "邮件", "WhatsApp", "拜访", "展会"])
        }
        (_, F::Channel) => of("客户从哪里来", "广交会"),
        (_, F::Status) => choose("成交：下过单；紧密：由一人跟进；普通：谁都可以跟", "成交", &["成交", "紧密", "普通"]),
        (_, F::Registered) => of("报备的日期", "2025-03-01"),
        (_, F::RegisteredBy) => of("谁报备", "王芳"),
        (_, F::Class) => choose("只在不想按收入分级时填", "A", &["A", "B", "C"]),
        (_, F::Potential) => choose("能做到多大，也可以写一年的金额", "高", &["高", "中", "低"]),
        (_, F::Satisfaction) => choose("", "满意", &["满意", "一般", "不满意"]),
        (_, F::Parent) => of("所属的公司或集团", "海川集团"),
        (_, F::ReferredBy) => of("介绍它来的客户，照本表的写法", "温州永泰鞋材有限公司"),
        (_, F::Contact) => of("", "周经理"),
        (_, F::Phone) => of("", "0574-8888 1234"),
        (_, F::Email) => of("", "zhou@example.com"),
        (_, F::Terms) => of("", "月结 30 天"),
        (_, F::FirstContact) => of("第一次联系的日期", "2025-02-14"),
        (_, F::Memo) => of("", ""),
        (_, F::Date) => of("哪一天", "2025-09-12"),
        (_, F::Who) => of("谁联系的", "王芳"),
        (_, F::Said) => of("说了什么", "等新报价"),
        (_, F::Reason) => of("为什么少买或不买：价格、服务、交期、质量……", "价格"),
        (_, F::Outcome) => of("有什么结果", "已寄样"),
        (_, F::Next) => of("下次哪天联系；写日期，不写「下周」", "2025-09-26"),
        (TableKind::Claims, F::Kind) => of("", "色差"),
        (_, F::Kind) => of("运费、差旅、样品、展会……；按名称认出哪些是争取客户花的", "运费"),
        (_, F::Due) => of("哪天到期", "2025-10-15"),
        (_, F::Product) => of("", "不锈钢饭盒"),
        (_, F::Quantity) => of("", "600"),
        (_, F::Period) => of("2025、2025H1、2025Q3 或 2025-09", "2025Q4"),
        (_, F::Amount) => of("货币和订单相同", "1250.00"),
    }
}

/// Says what was written, and what to put into the settings file.
pub fn wrote(written: &[String], kept: &[String], lines: &[String]) -> String {
    let mut text = match written {
        [] => "什么都没有写。".to_owned(),
        files => format!("写出 {}。", files.join("、")),
    };
    if !kept.is_empty() {
        text.push_str(&format!("\n原来就有，没有动：{}。", kept.join("、")));
    }
    format!("{text}\n\n有什么填什么，用不着的删掉，再写进 mingxi.toml：\n\n[tables]\n{}", lines.join("\n"))
}
