//! 命令行、环境变量、设置文件的问题。

use crate::model::Place;
use crate::model::problem::{Expected, SettingsProblem, Taken};
use crate::report::words::Message;
use crate::report::words::figures::{Minus, count};

/// Words a problem.
pub fn message(kind: &SettingsProblem, place: &Place) -> Message {
    use SettingsProblem as P;
    let meant = |message: Message, similar: &Option<String>| match similar {
        Some(similar) => message.hint(format!("是不是 `{similar}`？")),
        None => message,
    };
    match kind {
        P::UnknownKey { key, expected, similar } => {
            let message = Message::new(format!("没有 `{key}` 这个设置；可用的有 {}", listed(expected)));
            match similar {
                Some(_) => meant(message, similar),
                None => message.hint("各是什么意思，见 `mingxi help options`"),
            }
        }
        P::WrongTable { key, table } => {
            Message::new(format!("`{key}` 不该写在这里")).hint(format!("写到 [{table}] 下面"))
        }
        P::NotToml { why } if why.contains("unquoted key") => {
            Message::new(format!("不是设置文件：{why}")).hint("中文的名称要加引号：[pivot.\"月报\"]")
        }
        P::NotToml { why } => Message::new(format!("不是设置文件：{why}"))
            .hint("一行是一个表，如 [rules]，或一项设置，如 active = \"net\""),
        P::NoConfig { why: None } => Message::new("这里没有这个设置文件")
            .hint("检查文件名；不写 `--config` 时读当前文件夹里的 mingxi.toml（若有）"),
        P::NoConfig { why: Some(why) } => {
            Message::new(format!("无法读取：{why}")).hint("检查它是不是文本文件、有没有读取权限")
        }
        P::BadValue { option, value, expected, similar } => {
            let message = Message::new(format!("{option} 不能是「{value}」；应为{}", words(expected)));
            let message = meant(message, similar);
            match expected {
                Expected::Period { fiscal: false } if value.to_uppercase().starts_with("FY") => {
                    message.hint("FY 期次需要 `--fiscal-start`，即财年的第一个月")
                }
                Expected::Texts if place.file.is_some() => message.hint("文字要加引号"),
                _ if similar.is_some() => message,
                Expected::OneOf(_) => message.hint("各是什么意思，见 `mingxi help options`"),
                expected => message.hint(format!("这样写：`{}`", expected.example(option, place.file.is_some()))),
            }
        }
        P::UnknownFlag { flag, command, similar } => {
            let who = command.map_or("mingxi".to_owned(), |command| format!("mingxi {command}"));
            let message = Message::new(format!("{who} 没有 {flag} 这个选项"));
            match similar {
                Some(similar) => message.hint(format!("是不是 `{similar}`？")),
                None => message.hint(format!("`{who} --help` 和 `mingxi help options` 列出全部选项")),
            }
        }
        P::OtherCommand { flag, command, commands } => {
            let others: Vec<String> = commands.iter().map(|name| format!("`mingxi {name}`")).collect();
            Message::new(format!("mingxi {command} 没有 {flag} 这个选项")).hint(format!("{} 才有", listed(&others)))
        }
        P::UnknownCommand { name, similar } => {
            let message = Message::new(format!("没有 {name} 这个命令"));
            match similar {
                Some(similar) => message.hint(format!("是不是 `mingxi {similar}`？")),
                None if name.contains(['.', '/', '*']) => message.hint(format!("命令写在前面：`mingxi report {name}`")),
                None => message.hint("`mingxi --help` 列出全部命令"),
            }
        }
        P::UnknownShell { name, known } => Message::new(format!("没有 {name} 的补全脚本"))
            .hint(format!("有 {} 的：`mingxi completions bash`", known.join("、"))),
        P::NoValue { flag, value } => {
            Message::new(format!("{flag} 后面要有值 {value}")).hint("见 `mingxi help options`")
        }
        P::NeedlessValue { flag } => Message::new(format!("{flag} 不带值")).hint("去掉 `=` 和它后面的"),
        P::Misplaced { flag } => Message::new(format!("{flag} 不能用在这里")).hint("`mingxi --help` 说明怎样开始"),
        P::NoFiles { command } => {
            Message::new("没有给出文件").hint(format!("`mingxi {command} orders.xlsx`；- 表示从标准输入读"))
        }
        P::UnknownVariable { name, similar } => {
            let message = Message::new(format!("环境变量 {name} 不对应任何选项，已忽略"));
            match similar {
                Some(_) => meant(message, similar),
                None => message.hint("变量名是 MINGXI_ 加选项名，如 MINGXI_FISCAL_START"),
            }
        }
        P::Needs { option: "--since-last", .. } => Message::new("`--since-last` 要和 `--state 文件` 一起用")
            .hint("`--state watch.json --since-last`：第一次运行新建这个文件，以后与它比较"),
        P::Needs { option, other } if !["--rates", "--base", "--rates-are"].contains(option) => {
            Message::new(format!("`{option}` 要和 `{other}` 一起用")).hint(format!(
                "加上它：`mingxi bridge orders.xlsx --explain{}`",
                if *other == "--explain" { "" } else { " --customer 名称" }
            ))
        }
        P::Needs { option, other } => Message::new(format!("`{option}` 要和 `{other}` 一起用"))
            .hint("例如 `--rates 汇率.csv --rates-are base-per-unit --base CNY`；说明见 `mingxi help options`"),
        P::NoneOfEach { column } => Message::new(format!("没有一行写明 {column}，不知道给谁出报告"))
            .hint("若业务员写在客户表里，先并到订单行上：`--join \"客户.xlsx:客户=客户\"`"),
        P::Conflict { one, other } => Message::new(format!("{one} 和 {other} 互相矛盾")).hint("去掉其中一个"),
        P::NoCustomer { name, similar } => {
            let message = Message::new(format!("没有名称或编号为「{name}」的客户"));
            if similar.is_empty() {
                return message.hint("`mingxi top` 列出全部客户");
            }
            let quoted: Vec<String> = similar.iter().map(|name| format!("「{name}」")).collect();
            message.hint(format!("是不是{}？", quoted.join("或")))
        }
        P::PartOfMany { part, names, of } => {
            let more = of - names.len();
            let names = crate::report::words::figures::beginnings(names);
            let listed = match more {
                0 => names.join("、"),
                more => format!("{}，还有 {more} 家", names.join("、")),
            };
            Message::new(format!("有 {of} 家客户的名称含有「{part}」")).detail(listed).hint("写出全名，或再多写几个字")
        }
        P::NobodyNamed { file } => Message::new("没有指定客户")
            .hint(format!("客户写在最后：`mingxi ledger {file} 客户名称`；名称、名称的一部分或编号都可以")),
        P::ManyCustomers { name, keys } => {
            Message::new(format!("有 {} 家客户都叫「{name}」", keys.len())).hint(format!("请用编号：{}", listed(keys)))
        }
        P::SinceAfter { since, last, as_of } if since > as_of => {
            Message::new(format!("`--since {since}` 晚于最后一行（{last}），也晚于报告的截止日 {as_of}"))
                .hint("这样什么也不会显示；请写更早的一天")
        }
        P::SinceAfter { since, last, .. } => Message::new(format!("`--since {since}` 晚于最后一行（{last}）"))
            .hint("没有这么新的行；请写更早的一天，或加上更新的导出文件"),
        P::FarAhead { option, day, last, held, empty: (first, end), longest_gap } => {
            let empty = if first == end { first.label() } else { format!("{first} 至 {end}") };
            Message::new(format!(
                "`{option} {day}` 比最后一行（{last}）晚 {} 天；{empty} 没有一行",
                count(i64::from(day.since(*last)), Minus::Ascii)
            ))
            .detail(format!("此前最长的空档是 {longest_gap} 天；{held} 的客户在 {first} 全部算流失"))
            .hint(format!("补上这段时间的导出文件，或去掉 `{option}`，截至数据末尾"))
        }
        P::OutputTaken { option, by } => {
            let what = match by {
                Taken::Input => "这是读入的订单文件",
                Taken::Aliases => "这是 --aliases 的文件",
                Taken::Join => "这是 --join 的文件",
                Taken::Table(table) => &format!("这是 --{} 的文件", table.option()),
                Taken::Rates => "这是 --rates 的文件",
                Taken::Settings => "这是设置文件",
                Taken::Output => "这是 --output 的文件",
                Taken::State => "这是 --state 的文件",
            };
            Message::new(format!("{what}，{option} 会把它替换掉；什么都没有写"))
                .hint(format!("用 `{option}` 另指定一个文件"))
        }
        P::FileThere => Message::new("已经有这个文件，没有改动")
            .hint("加 `--force` 就替换，其中的设置照旧（再加 `--no-config` 就不要）；用 `-o 文件` 写到别处"),
        P::UnknownEnding { file } => Message::new(format!("从 {file} 看不出格式；能写 txt、md、csv、json、html、xlsx"))
            .hint("用 `--format` 指定"),
        P::AxisTwice { one, other } => Message::new(format!("`{one}` 和 `{other}` 是同一项")).hint("去掉一个"),
        P::NoPeriods { what } => Message::new(format!("`{what}` 说的是期间，而这张透视表没有期间"))
            .hint("`--cols month`、`--rows quarter`；或只看一期：`--period 2025-09`"),
        P::TooManyAxes { option, given, most } => {
            Message::new(format!("`--{option}` 写了 {given} 列，透视表一边最多 {most} 列"))
                .hint("去掉与别的列说法相同的")
        }
        P::WeeksAcross { change, week, longer } => Message::new(format!(
            "{week} 与 {longer} 并列时没法算 `--values {change}`：一周可能跨两期，在哪期都没有基数"
        ))
        .hint(format!("去掉 {week} 或 {longer}，或按日看：`--cols day`")),
        P::NoSuchValue { wanted, values } => {
            Message::new(format!("不能按 {wanted} 排序；可用的有 {}", values.join("、")))
                .hint(format!("把它也列出来：`--values {wanted}`"))
        }
        P::NoSuchPivot { name, similar, pivots, file } => {
            let message = Message::new(format!("{name} 既不是文件，也不是设置里的透视表"));
            match (similar, pivots.as_slice(), file) {
                (Some(similar), ..) => message.hint(format!("是不是 `mingxi pivot {similar}`？")),
                (None, [], None) => {
                    message.hint(format!("这里没有设置文件；透视表写在 mingxi.toml 里：[pivot.{name}]"))
                }
                (None, [], Some(file)) => message.hint(format!("{file} 里没有透视表；可写一张：[pivot.{name}]")),
                (None, pivots, _) => message.hint(format!("已有的透视表：{}", pivots.join("、"))),
            }
        }
        P::PivotOverFile { name, file } => Message::new(format!("{name} 取 {file} 里的透视表，不是同名的文件"))
            .hint(format!("要读那个文件，写 `./{name}`")),
        P::NotInReport { pivot, key } => {
            Message::new(format!("透视表 {pivot} 放在报告里，不能单有自己的 `{key}`：报告的各部分用的是同一些行"))
                .hint(format!("去掉 `{key}`，或去掉 `report = true`；`mingxi pivot {pivot}` 两者都行"))
        }
        P::NotForScreens => Message::new("工作簿不能显示在屏幕上").hint("写到文件：`-o report.xlsx`"),
    }
}

/// Words what a value should have been.
fn words(expected: &Expected) -> String {
    match expected {
        Expected::OneOf(words) => format!(" {} 之一", listed(words)),
        Expected::Day => "日期，如 2025-09-30".into(),
        Expected::Period { fiscal: false } => {
            "期次，如 2025、2025H1、2025Q3、2025-09、2025-W36，或 last、last-month、上月、本季".into()
        }
        Expected::Period { fiscal: true } => {
            "期次，如 FY2026、FY2026H1、FY2026Q1、2025-09、2025-W36，或 last、last-month、上月、本季".into()
        }
        Expected::Whole(least, most) => format!(" {least} 到 {most} 的整数"),
        Expected::Size => "内存大小，如 2G 或 512M".into(),
        Expected::Share => "比例，如 20% 或 0.2，在 0 与 1 之间".into(),
        Expected::Amount => "金额，如 10000 或 9999.99".into(),
        Expected::FieldColumn(fields) => format!("「字段=列」，如 customer=B；字段有 {}", listed(fields)),
        Expected::Every => "「类=天数」或「状态=天数」，如 A=1,B=3,C=7-10,engaged=14".into(),
        Expected::Join => "「表:键=键」：查找表，冒号，相等的两列，先订单的，后表的".into(),
        Expected::Causes => format!(
            "「文字=代码」「文字」或「文字:no」（无法挽回）；代码有 {}",
            listed(&crate::model::Cause::ALL.map(crate::model::Cause::name))
        ),
        Expected::Samples => "「列=文字」或「amount<数」，如 类型=样品、amount<500".into(),
        Expected::ColumnValue => "「列=值」，如 owner=王芳".into(),
        Expected::Truth => " true 或 false".into(),
        Expected::Texts => "文字".into(),
        Expected::Table => "一个表，如 [rules]".into(),
    }
}

fn listed(words: &[impl AsRef<str>]) -> String {
    words.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("、")
}
