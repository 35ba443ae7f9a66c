//! 查找表方面的文字。

use super::clean::{amount_of, list, number, word};
use crate::model::problem::JoinProblem;
use crate::model::{Field, Lookup};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words a problem with a table.
pub fn message(kind: &JoinProblem) -> Message {
    use JoinProblem as P;
    match kind {
        P::NoSheet { wanted, sheets } if sheets.is_empty() => {
            Message::new(format!("没有可查找的工作表{wanted}")).hint("写明有表格的工作表：`--join 文件#工作表:键=键`")
        }
        P::NoSheet { wanted, sheets } => {
            Message::new(format!("没有工作表{wanted}可查找")).hint(format!("工作表有：{}", list(sheets)))
        }
        P::ManyFiles { files } => {
            let found = if files.is_empty() { "没有找到".to_owned() } else { list(files) };
            Message::new(format!("应是一张查找表，实际是：{found}")).hint("只写一个文件；每张表各用一个 `--join`")
        }
        P::ManySheets { key, sheets, example } => {
            Message::new(format!("{key} 在这几张工作表里都有：{}，不知该查哪一张", list(sheets)))
                .hint(format!("写明工作表：`--join {}`", typed(example)))
        }
        P::NoKey { option, wanted, ours, similar, columns, turned } => {
            let what = if *ours { "订单里没有这一列" } else { "查找表里没有这一列" };
            let message = Message::new(format!("`--join {}` 以 {wanted} 为键，{what}", typed(option)));
            message.hint(match similar {
                _ if *turned => "先写订单的列，再写查找表的列：`--join 文件:订单列=表列`；请对调".to_owned(),
                Some(similar) => format!("是不是 {similar}？列有：{}", list(columns)),
                None => format!("列有：{}", list(columns)),
            })
        }
        P::TwoKeys { key, columns: (one, two) } => {
            Message::new(format!("{one} 列和 {two} 列都叫 {key}，不知哪一列是键"))
                .hint(format!("用列号写键：{one} 或 {two}"))
        }
        P::KeyTwice { key, rows: (one, two), column, values: (first, second) } => {
            let said = |text: &str| if text.is_empty() { "空".to_owned() } else { format!("「{text}」") };
            Message::new(format!(
                "键 {key} 在第 {one} 行和第 {two} 行都有，{column} 分别是{}和{}；照此查找，明细会翻倍",
                said(first),
                said(second)
            ))
            .hint(format!(
                "每个键只留一行，或加一列把两行区分开：`--join 文件:键=键,另一列=另一列`；`--map …=none` 不取 {column}"
            ))
        }
        P::CountedTwice { field, column, key, lines, keys } => {
            let also = match keys {
                1 => String::new(),
                _ => format!("，另有 {} 个键也是这样", number(keys - 1)),
            };
            let what = word(*field);
            Message::new(format!("{key} 的{what}（{column} 列）会在它的 {} 行明细里各算一次{also}", number(*lines)))
                .hint(match field {
                    Field::Amount => "请用明细自己的金额，或数量与单价；`--map amount=none` 不取查来的金额。如果查找表本身就是完整的订单，直接读它".to_owned(),
                    _ => format!("`--map {}=none` 不取它，或写明明细自己的列", field.name()),
                })
        }
        P::Missing { table, lines, keys, first, near, aside, of } => {
            let more = if *keys > first.len() as u64 { format!(" 等 {} 个", number(*keys)) } else { String::new() };
            let rest = match (*aside, lines.n) {
                (0, _) => "仍然计入，只是没有表里的内容".to_owned(),
                (aside, all) if aside == all => "因此缺了内容，不计入".to_owned(),
                (aside, _) => format!("其中 {} 行因此缺了内容，不计入，其余计入", number(aside)),
            };
            let table = table.as_deref().unwrap_or("查找表");
            Message::new(format!(
                "{} 行中有 {} 行（{}）的键在 {table} 里没有：{}{more}；{rest}",
                number(*of),
                number(lines.n),
                amount_of(lines.amount),
                list(first)
            ))
            .hint(match near {
                Some(near) => format!("{table} 里有 {near}；请把两边的键写成一样，或补上缺的键"),
                None if *aside > 0 => format!("在 {table} 里补上，或重新导出；`--rejects rejects.csv` 列出这些行"),
                None => format!("在 {table} 里补上，或重新导出"),
            })
        }
        P::Unused { column, rows, key } => {
            Message::new(format!("{column} 有 {} 行没有计入，因为没有明细写着它们的键，第一个是 {key}", number(*rows)))
                .hint("请导出同一段日期的明细和订单")
        }
        P::Ends { row } => {
            Message::new(format!("第 {row} 行起是另一张表，从那里起不再查找")).hint("每张表各放一张工作表")
        }
        P::Taken { keys, columns, own, rows } => {
            let taken = match columns.len() {
                0 => "键".to_owned(),
                _ => list(
                    &columns.iter().map(|(field, column)| format!("{}（{column}）", word(*field))).collect::<Vec<_>>(),
                ),
            };
            Message::new(format!("按 {} 在 {} 行里查找{taken}{}", by(keys), number(*rows), kept(own)))
        }
        P::NothingTaken { own, columns } => Message::new(format!("没有从这张表取任何内容{}", kept(own)))
            .hint(format!("`--map 字段=列` 可取其中一列：{}", list(columns))),
        P::NotOrders => Message::new("是查找表，不当作订单读").hint("请另外写明订单的文件"),
    }
}

fn by(keys: &[(String, String)]) -> String {
    let key =
        |(ours, theirs): &(String, String)| if ours == theirs { ours.clone() } else { format!("{ours}={theirs}") };
    list(&keys.iter().map(key).collect::<Vec<_>>())
}

fn kept(own: &[(Field, String)]) -> String {
    match own.len() {
        0 => String::new(),
        _ => {
            let own: Vec<String> = own.iter().map(|(field, column)| format!("{}（{column}）", word(*field))).collect();
            format!("；以订单自己的{}为准", list(&own))
        }
    }
}

/// Says what was looked up, as a sentence of `check` and a rule of the report.
pub fn told(lookup: &Lookup) -> String {
    let columns: Vec<String> =
        lookup.columns.iter().map(|(field, column)| format!("{}（{column}）", word(*field))).collect();
    let missing = match lookup.missing.n {
        0 => String::new(),
        n => format!(
            "；{} 行中有 {} 行（{}）的键没有找到",
            number(lookup.lines),
            number(n),
            amount_of(lookup.missing.amount)
        ),
    };
    format!(
        "按 {} 在 {} 行里查找{}{}{missing}",
        by(&lookup.keys),
        number(lookup.rows),
        list(&columns),
        kept(&lookup.own)
    )
}
