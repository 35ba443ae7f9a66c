//! 订单以外各表的用语。

use super::Zh;
use super::aside;
use super::clean::{list, number};
use super::spacing::{after, among, before};
use crate::model::Reason;
use crate::model::companion::{TableAudit, TableField, TableHolds, TableKind};
use crate::model::problem::CompanionProblem;
use crate::report::words::{AuditWords, CompanionWords, Message};
use crate::report::{Text, brief};

/// Gives what a table is called in a sentence.
pub fn table(table: TableKind) -> &'static str {
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

/// Gives what a column is called: the heading of a template.
pub fn field(table: TableKind, field: TableField) -> &'static str {
    use TableField as F;
    match (table, field) {
        (TableKind::FollowUps, F::Date) => "联系日期",
        (TableKind::Claims, F::Date) => "投诉日期",
        (TableKind::FollowUps, F::Channel) => "联系方式",
        (TableKind::Claims, F::Amount) => "索赔金额",
        (TableKind::Receivables, F::Amount) => "应收金额",
        (TableKind::Stock, F::Quantity) => "库存数量",
        (TableKind::Stock, F::Amount) => "库存金额",
        (TableKind::Targets, F::Amount) => "目标金额",
        (_, F::CustomerId) => "客户编号",
        (_, F::Customer) => "客户名称",
        (_, F::Owner) => "业务员",
        (_, F::Merchandiser) => "跟单员",
        (_, F::Country) => "国家",
        (_, F::Channel) => "客户来源",
        (_, F::Status) => "状态",
        (_, F::Registered) => "报备日期",
        (_, F::RegisteredBy) => "报备人",
        (_, F::Class) => "等级",
        (_, F::Potential) => "潜力",
        (_, F::Satisfaction) => "满意度",
        (_, F::Parent) => "母公司",
        (_, F::ReferredBy) => "介绍人",
        (_, F::Contact) => "联系人",
        (_, F::Phone) => "电话",
        (_, F::Email) => "邮箱",
        (_, F::Terms) => "付款条件",
        (_, F::FirstContact) => "首次联系日期",
        (_, F::Memo) => "备注",
        (_, F::Date) => "日期",
        (_, F::Who) => "跟进人",
        (_, F::Said) => "沟通内容",
        (_, F::Reason) => "原因",
        (_, F::Outcome) => "结果",
        (_, F::Next) => "下次联系日期",
        (_, F::Kind) => "类型",
        (_, F::Due) => "到期日",
        (_, F::Product) => "产品",
        (_, F::Quantity) => "数量",
        (_, F::Period) => "期间",
        (_, F::Amount) => "金额",
    }
}

fn rows_of(rows: u64) -> String {
    format!("{} 行", number(rows))
}

fn fields(of: TableKind, needs: &[TableField]) -> String {
    let names: Vec<String> = needs.iter().map(|one| field(of, *one).to_owned()).collect();
    names.join("或")
}

fn like(other: Option<TableKind>) -> String {
    other.map_or(String::new(), |other| format!("；看上去是{}", table(other)))
}

/// Words a problem.
pub fn message(kind: &CompanionProblem) -> Message {
    use CompanionProblem as P;
    match kind {
        P::Reason { text, rows, near } => {
            let near = near.unwrap_or("price");
            Message::new(format!("原因「{text}」（{} 行）不在表上", super::clean::number(*rows)))
                .detail("按它自己的写法计，这样的客户能不能挽回无从说起")
                .hint(format!(
                    "`--reasons \"{text}={near}\"` 当作表上的一种（{}），`--reasons \"{text}\"` 当作自定的原因",
                    crate::model::Cause::ALL.map(crate::model::Cause::name).join("、")
                ))
        }
        P::LeftOut { table: of, column, why } => {
            let inner = crate::report::words::message(why, crate::model::Lang::Zh);
            let what = match column {
                true => format!("{}的这一列不用", table(*of)),
                false => format!("{}不用，订单照常分析", table(*of)),
            };
            Message { text: format!("{}；{what}", inner.text), ..inner }
        }
        P::NoHeader { table: of, headers, like: other } => Message::new(format!(
            "没有一行像{}的表头：应有{}{}",
            table(*of),
            of.needs().iter().map(|any| fields(*of, any)).collect::<Vec<_>>().join("、"),
            like(*other)
        ))
        .hint(match headers.is_empty() {
            true => "`mingxi init --templates` 写出带表头的空表".to_owned(),
            false => format!(
                "第一行是{}；用 `--map {}.{}=列名` 指定列，`mingxi init --templates` 写出空表",
                list(headers),
                of.name(),
                of.needs()[0][0].name()
            ),
        }),
        P::NoColumn { table: of, needs, headers, like: other } => {
            Message::new(format!("不知道{}的哪一列是{}{}", table(*of), fields(*of, needs), like(*other))).hint(
                match other {
                    Some(other) => format!(
                        "用 `--{}` 指定这张表，或指定列：`--map {}.{}=列名`；各列是{}",
                        other.option(),
                        of.name(),
                        needs[0].name(),
                        list(headers)
                    ),
                    None => format!("用 `--map {}.{}=列名` 指定；各列是{}", of.name(), needs[0].name(), list(headers)),
                },
            )
        }
        P::NoSheet { wanted, sheets } if sheets.is_empty() => {
            Message::new(format!("没有「{wanted}」这张表，文件不分工作表")).hint("只写文件名")
        }
        P::NoSheet { wanted, sheets } => {
            Message::new(format!("没有「{wanted}」这张表")).hint(format!("工作表有{}", list(sheets)))
        }
        P::ManyFiles { table: of, files } => Message::new(format!(
            "{}应是一个文件，现在{}",
            table(*of),
            if files.is_empty() { "一个也没有".to_owned() } else { format!("有{}", list(files)) }
        ))
        .hint("只指定一个文件"),
        P::OtherCurrency { table: of, theirs, ours } => {
            Message::new(format!("{}的金额是 {theirs}，订单是 {ours}", table(*of)))
                .hint(format!("把金额换成 {ours}，或用 `--rates 文件 --base {theirs}` 折算订单"))
        }
        P::Aside { table: of, reason, field: named, rows, of: all, text } => {
            let what = named.map_or("", |one| field(*of, one));
            let rest = match rows {
                1 => "这一行搁置".to_owned(),
                _ => format!("共 {} 中这样的 {} 行搁置", rows_of(*all), rows),
            };
            let message = Message::new(match reason {
                Reason::BadDate if *named == Some(TableField::Period) => {
                    format!("「{}」读不成期间；{rest}", brief(text))
                }
                Reason::BadDate => format!("「{}」读不成日期（{what}）；{rest}", brief(text)),
                Reason::BadAmount => format!("「{}」读不成金额；{rest}", brief(text)),
                Reason::NoDate => format!("{}有一行没有{what}；{rest}", table(*of)),
                Reason::NoAmount => format!("{}有一行没有金额；{rest}", table(*of)),
                Reason::NoCustomer => format!("{}有一行没有客户；{rest}", table(*of)),
                other => format!("{}；{rest}", aside::reason(*other)),
            });
            message.hint(match reason {
                Reason::BadDate if *named == Some(TableField::Period) => "写成 2025Q3、2025-09 或 2025",
                Reason::BadDate => "写成 2025-09-30；「下周」这样的说法不是日期",
                _ => "补上这一格；`mingxi check` 列出所有这样的行",
            })
        }
        P::Unread { table: of, field: named, cells, text } => {
            let more = match cells {
                1 => "这一格不算，行照算".to_owned(),
                _ => format!("这样的格共 {cells} 个，格不算，行照算"),
            };
            let what = field(*of, *named);
            match named.holds() {
                TableHolds::Day => Message::new(format!("「{}」读不成日期（{what}）；{more}", brief(text)))
                    .hint("写成 2025-09-30；「下周」这样的说法不是日期"),
                TableHolds::Text => Message::new(format!("不认识「{}」这个{what}；{more}", brief(text)))
                    .hint("状态有成交（won）、紧密（engaged）、普通（shared）"),
                _ => Message::new(format!("「{}」读不成数字（{what}）；{more}", brief(text))).hint("写成数字"),
            }
        }
        P::OtherBook { table: of, names, customers } => {
            let more = if *customers > names.len() as u64 { " 等" } else { "" };
            Message::new(format!("像是另一本账的表：它的 {customers} 家客户（{}{more}）订单里一家也没有", list(names)))
                .hint(format!("给出这份订单的{}；若只是写法不同，用 `--aliases 文件` 说明哪个是哪个", table(*of)))
        }
        P::Unknown { table: of, names, customers, rows, near, several } => {
            let more = if *customers > names.len() as u64 { format!(" 等 {customers} 家") } else { String::new() };
            let message = match of {
                TableKind::Customers => Message::new(format!(
                    "{}没有订单，名称和有订单的客户只差一点",
                    before(&format!("{}{more}", list(names)))
                )),
                _ => Message::new(format!("订单里没有客户{}{more}（{}）", after(&list(names)), rows_of(*rows))),
            };
            message.hint(match (near, several) {
                (_, Some(name)) => format!("有几家客户都叫{}；加上客户编号", after(name)),
                (Some((name, other)), _) => {
                    format!("{name} 是不是 {other}？照订单的写法改，或在 `--aliases` 的文件里加一行 `{name},{other}`")
                }
                _ => "名称或编号照订单的写法写，或在 `--aliases` 的文件里加一行".to_owned(),
            })
        }
        P::Orders { table: of } => {
            Message::new(format!("这是订单明细，不是{}", table(*of))).hint("`mingxi init --templates` 写出带表头的空表")
        }
        P::Twice { names: (one, other), rows, owners, more } => {
            let more = match more {
                0 => String::new(),
                n => format!("；这样的还有 {n} 行"),
            };
            let who = if one == other { one.clone() } else { format!("{one} 和 {other} 是同一家，") };
            let message = match owners {
                Some((first, second)) => Message::new(format!(
                    "{}在第 {} 行和第 {} 行，挂在{}和{}两人名下；算前一行{more}",
                    before(&who),
                    rows.0,
                    rows.1,
                    among(first),
                    among(second)
                )),
                None => Message::new(format!("{}在第 {} 行和第 {} 行；算前一行{more}", before(&who), rows.0, rows.1)),
            };
            message.hint("一家客户只留一行")
        }
    }
}

impl CompanionWords for Zh {
    fn companion(&self, kind: TableKind) -> &'static str {
        table(kind)
    }

    fn companion_field(&self, table: TableKind, one: TableField) -> &'static str {
        field(table, one)
    }

    fn companion_read(&self, audit: &TableAudit) -> String {
        let place = audit.sheet.as_ref().map_or(audit.file.clone(), |sheet| format!("{}「{sheet}」", audit.file));
        let aside = match audit.set_aside.len() {
            0 => String::new(),
            n => format!("，搁置 {} 行", self.0.count(n)),
        };
        let unknown = match (audit.unknown.len(), audit.table) {
            (0, _) => String::new(),
            (n, TableKind::Customers) => format!("，{} 家没有订单", self.0.count(n)),
            (n, _) => format!("，{} 家不在订单里", self.0.count(n)),
        };
        format!(
            "{place}：{}，表头在第 {} 行，读 {} 行，采用 {} 行{aside}{unknown}。",
            table(audit.table),
            audit.header_row,
            self.0.count(audit.read as usize),
            self.0.count(audit.taken as usize)
        )
    }

    fn companion_others(&self, headers: &[String]) -> String {
        format!("照原样保留的列：{}。", list(headers))
    }

    fn companion_label(&self) -> &'static str {
        "表"
    }

    fn companion_taken(&self) -> &'static str {
        "采用"
    }

    fn companion_unknown(&self) -> &'static str {
        "不在订单里"
    }

    fn companion_filled(&self) -> &'static str {
        "有值"
    }

    fn companions_finding(&self, tables: usize) -> String {
        format!("订单以外的 {} 张表", self.0.count(tables))
    }

    fn companions_absent(&self, tables: &[TableKind]) -> Text {
        let told = |table: &TableKind| match table {
            TableKind::Customers => "线索、归属、转介绍和集团（`--customers`）",
            TableKind::FollowUps => "跟进和流失原因（`--follow-ups`）",
            TableKind::Costs => "服务和争取客户的费用（`--costs`）",
            TableKind::Receivables => "逾期应收（`--receivables`）",
            TableKind::Claims => "投诉索赔（`--claims`）",
            TableKind::Stock => "为客户备的库存（`--stock`）",
            TableKind::Targets => "目标完成（`--targets`）",
        };
        let told: Vec<String> = tables.iter().map(|table| told(table).to_owned()).collect();
        Text::plain(format!(
            "没有给相应的表，所以不讲：{}。`mingxi init --templates` 写出空表，填好就有。",
            list(&told)
        ))
    }

    fn companion_read_as(&self, read_as: &str) -> String {
        self.read_as(read_as)
    }
}
