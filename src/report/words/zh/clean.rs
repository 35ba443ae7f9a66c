//! Problems of the room `clean`.

use super::aside::{self, Aside};
use super::{choice, credit, crosstab, feature, join, no_sale, rates, strict};
use crate::model::problem::CleanProblem;
use crate::model::{Day, Field, Holds, Money, Place};
use crate::report::words::Message;
use crate::report::words::audit::typed;
use crate::report::words::figures::{Minus, beginnings, count, money};

/// Words a problem.
pub fn message(kind: &CleanProblem, place: &Place) -> Message {
    use CleanProblem as P;
    match kind {
        P::NoColumn { field, likely, others } => no_column(*field, likely.as_ref(), others),
        P::NoHeader { row } => Message::new(format!("没有一行写着列名；最上面的第 {row} 行看来已经是订单"))
            .hint("用 `--header-row` 写明标题行；没有标题行则用 `--no-header`，并按列号指定，例如 `--map customer=1 --map date=2 --map amount=3`"),
        P::NoSuchRow { wanted, first } => {
            Message::new(format!("第 {wanted} 行不能作标题行：它是空的，或离第一行（第 {first} 行）太远"))
                .hint("`--header-row` 的行号与表格软件里的一致；不写则自动寻找")
        }
        P::TwoHeaders { rows: (one, two), fields } => {
            Message::new(format!("第 {one} 行和第 {two} 行都可以是标题行；两行都有{}", needed(fields)))
                .hint(format!("`--header-row {one}` 或 `--header-row {two}`"))
        }
        P::TwoColumns { field, headers: (one, two), .. } if one != two => {
            let (name, text) = (field.name(), format!("「{one}」和「{two}」都可以是{}", word(*field)));
            Message::new(text).hint(format!("`--map {name}={}` 或 `--map {name}={}`", typed(one), typed(two)))
        }
        P::TwoColumns { field, headers: (header, _), columns: (one, two) } => {
            let (one, two) = (letters(*one), letters(*two));
            Message::new(format!("{one} 列和 {two} 列都叫「{header}」，都可以是{}", word(*field)))
                .hint(format!("`--map {}={one}` 或 `--map {}={two}`", field.name(), field.name()))
        }
        P::Tie { choice, columns } => choice::tie(choice, *columns),
        P::Chosen(choice) => choice::chosen(choice),
        P::ExportWithout { system } => Message::new(format!("这看起来是 {} 的报告，其中没有客户", system.name()))
            .hint("请改下载 Order Report（订单报告），其中有 buyer-name 和 buyer-email；或用 `--map customer=ship-state` 按地区看"),
        P::RepeatedTotal { orders, lines, beyond } => Message::new(format!(
            "{} 个订单的 {} 行金额逐行相同，可能是整单金额；如果是，就多计了 {}",
            number(*orders),
            number(*lines),
            amount_of(*beyond)
        ))
        .hint("用 `--map amount=…` 指定行金额，或改按每单一行导出；用 `--map amount=…` 写明就是该列，则不再提示"),
        P::OneColumnTwice { header, fields: (one, two) } => {
            Message::new(format!("「{header}」列不能既是{}又是{}", word(*one), word(*two)))
                .hint(format!("改 `--map {}=…` 或 `--map {}=…`", one.name(), two.name()))
        }
        P::UnknownColumn { option, wanted, similar, columns } => {
            let message = Message::new(format!("`{option}` 指的「{wanted}」列不存在"));
            match similar {
                Some(similar) => message.hint(format!("是不是「{similar}」？有这些列：{}", list(columns))),
                None if columns.is_empty() => message.hint("请用列的字母或序号"),
                None => message.hint(format!("有这些列：{}", list(columns))),
            }
        }
        P::NoAsked { option, wanted, similar, columns, field } => {
            let message = Message::new(format!("`{option}` 要的「{wanted}」没有对应的列"));
            let there = format!("有这些列：{}", list(columns));
            match (similar, field) {
                (_, true) => message.detail(there).hint(format!("请指明是哪一列：`--map {wanted}=列名`")),
                (Some(similar), _) => message.detail(there).hint(format!("是不是「{similar}」？")),
                (None, _) => message.detail(there).hint(
                    "请写列名、列的字母或序号，或字段名（customer、product、owner），或 day、week、month、quarter、half、year",
                ),
            }
        }
        P::AskedMissing { wanted } => Message::new(format!("没有「{wanted}」列，这里的行该项为空"))
            .hint("让各文件的列名一致，或单独读这个文件"),
        P::AskedUnread { option, holds, rows, of, text } => {
            let day = *holds == Holds::Day;
            let what = if day { "日期" } else { "数字" };
            let message = Message::new(format!("`{option}` 在这里需要{what}，「{}」读不成{what}", crate::report::brief(text)));
            match rows == of {
                true => message
                    .detail(format!("{} 个值没有一个能读", number(*of)))
                    .hint(if day { "请写一个日期列，例如 `month:ship_date`" } else { "请写一个金额列" }),
                false => message
                    .detail(format!("{} 个值中有 {} 个读不出；这些行该项为空", number(*of), number(*rows)))
                    .hint("改正这些单元格，或用 `--exclude` 去掉这些行"),
            }
        }
        P::UnknownValue { option, similar, values } => {
            let message = Message::new(format!("没有一行符合 `{option}`"));
            match similar {
                Some(similar) => message.hint(format!("是不是「{similar}」？")),
                None if values.is_empty() => message.hint("请照文件里的写法填写"),
                None => message.hint(format!("这一列有：{}", list(values))),
            }
        }
        P::OnlyHidden { sheets } => {
            let named: Vec<String> =
                sheets.iter().map(|(name, rows)| format!("「{name}」（{} 行）", number(*rows))).collect();
            let ways: Vec<String> = sheets.iter().map(|(name, _)| format!("`{}`", sheet(name))).collect();
            Message::new(format!("有内容的工作表都是隐藏的：{}", list(&named)))
                .hint(format!("要读：{}", ways.join(" 或 ")))
        }
        P::HiddenSheet { name, rows } => {
            Message::new(format!("工作表「{name}」（{} 行）是隐藏的，没有读", number(*rows)))
                .hint(format!("要读它：`{}`", sheet(name)))
        }
        P::OtherSheets { others, chosen } => other_sheets(others, chosen),
        P::AmbiguousDates { text, readings, values } => {
            let days: Vec<String> = readings.iter().map(|(order, day)| spelled(order, *day)).collect();
            let ways: Vec<String> =
                readings.iter().map(|(order, _)| format!("`--date-format {order}`（{}）", order_word(order))).collect();
            Message::new(format!(
                "「{text}」可以是 {}；全部 {} 个值{}",
                days.join("，也可以是 "),
                number(*values),
                if readings.len() == 2 { "两种读法都通" } else { "几种读法都通" }
            ))
            .hint(ways.join("或 "))
        }
        P::MixedDates { values, fits } => {
            let fits: Vec<String> =
                fits.iter().map(|(order, fits)| format!("按{}相符 {} 个", order_word(order), number(*fits))).collect();
            Message::new(format!("日期的次序不止一种；{} 个值中，{}", number(*values), fits.join("，")))
                .hint("在导出的系统里统一次序，或导出 2024-03-31 这样的日期")
        }
        P::AmbiguousNumbers { text, point, comma, values } => {
            let sign = if text.contains('.') { "点" } else { "逗号" };
            Message::new(format!("「{text}」可以是 {comma}，也可以是 {point}；全部 {} 个带{sign}的值都是这样", number(*values)))
                .hint(format!("`--decimal comma` 读作 {comma}，`--decimal point` 读作 {point}"))
        }
        P::MixedNumbers { point, comma } => Message::new(format!(
            "{} 个值用小数点，{} 个值用小数逗号，无法断定这一列用哪一种",
            number(*point),
            number(*comma)
        ))
        .hint("`--decimal point` 或 `--decimal comma`；另一种的值会搁置"),
        P::SetAside { reason, rows, amount, text, read_as, fits, of } => {
            aside::set_aside(&Aside { reason: *reason, rows: *rows, amount: *amount, text, read_as, fits: *fits, of: *of }, place)
        }
        P::TotalDisagrees { word, says, adds, across: true, .. } => crosstab::disagrees(word, *says, *adds),
        P::TotalDisagrees { word, says, adds, missing, cell, .. } => {
            aside::total(word, (*says, *adds), missing, cell.as_deref())
        }
        P::MixedCurrencies { totals, by_column } => {
            let named = |name: &str| if name.is_empty() { "（无币种）".to_string() } else { name.to_string() };
            let sums: Vec<String> = totals.iter().map(|(name, sum)| format!("{} {}", named(name), amount_of(*sum))).collect();
            let mut names = totals.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty());
            let first = names.clone().next().unwrap_or("USD");
            let base = names.find(|name| *name == "CNY").unwrap_or(first);
            Message::new(format!("币种不同，不能相加：{}", sums.join("、"))).hint(format!(
                "只留一种：`--currency {first}`；或折算成一种：`--rates 汇率.csv --base {base}`{}{}",
                if *by_column { "；如果金额其实都是同一币种，用 `--map currency=none` 不看币种列" } else { "" },
                if totals.iter().any(|(name, _)| name == "¥") { "；文件里有日元，单写的 ¥ 可能是人民币，也可能是日元" } else { "" },
            ))
        }
        P::RatesUnread { .. }
        | P::RatesEither { .. }
        | P::BadRate { .. }
        | P::BadRateDay { .. }
        | P::RateOfNone { .. }
        | P::RateTwice { .. }
        | P::NoBaseRate { .. }
        | P::NoRates { .. }
        | P::NoRate { .. }
        | P::RateDigits { .. }
        | P::NoCurrency { .. } => rates::message(kind),
        P::CostsCurrency { costs, orders } => {
            Message::new(format!("费用是 {costs}，订单是 {orders}，不能相抵")).hint(format!("把费用折成 {orders}"))
        }
        P::UnnamedCurrency { currency, amount } => {
            Message::new(format!("有些行（{}）没写币种，按其余各行的 {currency} 计", amount_of(*amount)))
                .hint(format!("在文件里补上币种，或用 `--currency {currency}` 把它们排除"))
        }
        P::NoSuchCurrency { wanted, there } => {
            Message::new(format!("没有一行的币种是 {wanted}")).hint(match there.is_empty() {
                true => "没有一行写着币种；不要用 `--currency`".to_string(),
                false => format!("各行的币种：{}", sums(there).join("、")),
            })
        }
        P::NoStatus { columns } => {
            Message::new("`--cancelled` 要看状态列，但没有找到状态列").hint(match columns.is_empty() {
                true => "用 `--map status=…` 指定".to_string(),
                false => format!("用 `--map status=…` 指定其中一列：{}", list(columns)),
            })
        }
        P::NoSuchStatus { wanted, similar, there } => {
            let near = similar.as_ref().map(|name| format!("是不是「{name}」？")).unwrap_or_default();
            let there: Vec<String> =
                there.iter().map(|(name, rows)| format!("{name}（{} 行）", number(*rows))).collect();
            Message::new(format!("没有一行的状态是「{wanted}」，`--cancelled {wanted}` 没有搁置任何一行")).hint(
                match there.is_empty() {
                    true => "没有一行写着状态".to_string(),
                    false => format!("{near}有这些状态：{}", list(&there)),
                },
            )
        }
        P::TooMuch { limit } => {
            Message::new(format!("金额的绝对值合计超过 {}", money(*limit, 0, Minus::Ascii)))
                .hint("金额列对不对？用 `--map amount=…` 指定另一列")
        }
        P::Unsaved { field, formula, .. } => {
            let expected = match field {
                Some(Field::Amount) => "金额",
                Some(Field::Date | Field::ShipDate | Field::PaidDate) => "日期",
                _ => "数字",
            };
            Message::new(format!("应为{expected}，却是没有保存结果的公式（{formula}）"))
                .hint("在 Excel 里打开并保存一次，再运行")
        }
        P::NamedTotal { name, field, rows, amount } => Message::new(format!(
            "客户叫“{name}”，像是合计，但有日期和单号，照样计入：共 {} 行，{}",
            number(*rows),
            amount_of(*amount)
        ))
        .hint(format!("如果是合计，用 `--exclude {}={}` 排除", field.name(), typed(name))),
        P::NamedNobody { name, field, rows, amount } => Message::new(format!(
            "客户写的是「{name}」，像是没有客户，却当作一家客户计入：共 {} 行，{}",
            number(*rows),
            amount_of(*amount)
        ))
        .hint(format!("补上客户；要排除就用 `--exclude {}`", typed(&format!("{}={name}", field.name())))),
        P::Overlong { columns, rows, amount } => Message::new(format!(
            "单元格比表头的 {columns} 列还多，连它在内 {} 行（{}），其中的值可能错位",
            number(*rows),
            amount_of(*amount)
        ))
        .hint("数字或名称里有分隔符（例如 3,245.27）却没有加引号；请给它们加上引号重新导出，或存为 xlsx"),
        P::DeepDiscounts { rows, of, first, amount } => Message::new(format!(
            "{} 个折扣中 {} 个超过一半，第一个是「{first}」，按减去这么多计算，这些行共 {}",
            number(*of),
            number(*rows),
            amount_of(*amount)
        ))
        .hint(format!(
            "如果 0.9 指九折（付九成），请在文件里改成 0.1 或 10%，或用 `--map amount=…` 指定折后金额；没有错就用 `--map {}` 写明",
            typed(&format!("discount={}", place.column.as_deref().unwrap_or_default()))
        )),
        P::NoSale { says, values, rows, amount } => no_sale::message(*says, values, (*rows, *amount), place),
        P::LongNumbers { field, rows, cell, first } => {
            let what = match first.contains('E') {
                true => format!("{} 个号码被写出该文件的表格软件截短", number(*rows)),
                false => format!("{} 个号码超过 15 位，Excel 只保留 15 位", number(*rows)),
            };
            Message::new(what).hint(format!(
                "只差最后几位的{}现在成了同一个（{cell}：{first}）；请改按文本或 CSV 导出",
                word(*field)
            ))
        }
        P::WholeIds { field, ids, first } => Message::new(format!(
            "{} 个{}以 .0 结尾（如 {first}），是程序按数字写出的；读取时去掉 .0",
            number(*ids),
            if *field == Field::Order { "订单号" } else { "客户编号" },
        )),
        P::LostZeros { one, other, ids } => Message::new(format!(
            "{one} 和 {other} 算作两家客户{}；表格软件会丢掉前导零",
            match ids {
                1 => String::new(),
                ids => format!("，另有 {} 对同样如此", number(ids - 1)),
            }
        ))
        .hint("如果是同一家，请按文本导出该列，或用 `--aliases` 合并"),
        P::Stray { day, others: (first, last) } => Message::new(format!(
            "{day} 与其他各行（{first} 至 {last}）相差 366 天以上；数据的起止不按它定"
        ))
        .hint("检查年份；该行照样计入"),
        P::EndsEarly { last, period, end, longest_gap } => {
            Message::new(format!("各行到 {last} 为止，离 {period} 结束还有 {} 天", end.since(*last)))
                .detail(format!("此前最长的空档是 {longest_gap} 天，所以报告截至 {last}，{period} 视为未结束"))
                .hint(format!("如果此后确实无人下单，请写明：`--as-of {end}`"))
        }
        P::Overlap { other, rows, amount } => {
            Message::new(format!("{} 行（{}）在{}里也有，各列全同，计了两次", number(*rows), amount_of(*amount), source(other)))
                .hint("用 `--map order=…` 指定订单号列，重复的行就能认出来；或两者只留其一")
        }
        P::SplitOrders { other, orders, rows, amount, status } => Message::new(format!(
            "{} 张订单在{}里也有，但明细不同；这里的 {} 行（{}）与那里的都计入",
            number(*orders),
            source(other),
            number(*rows),
            amount_of(*amount)
        ))
        .hint(match status {
            Some(status) => format!("如果只是{status}变了，`--map status=none` 就能认出是同一行；其他新旧版本请去掉旧文件；如果是不同的明细，可不必理会"),
            None => "如果是同一订单的新旧版本，请去掉旧文件；如果是不同的明细，可不必理会".to_owned(),
        }),
        P::Duplicates { other, rows, amount } => {
            Message::new(format!("{} 行（{}）在{}里也有，只计一次", number(*rows), amount_of(*amount), source(other)))
        }
        P::Computed { quantity, price, discount } => {
            let discount = discount.as_ref().map(|discount| format!(" x (1 - {discount})")).unwrap_or_default();
            Message::new(format!("没有金额列；金额 = {quantity} x {price}{discount}"))
        }
        P::ReadAs { read_as, fits, of } => {
            Message::new(format!("按{}读，{} 个值中 {} 个相符", reading(read_as), number(*of), number(*fits)))
        }
        P::SettledBy { read_as, other } => Message::new(format!("不止一种读法；与{}一样，按{}读", source(other), reading(read_as))),
        P::Unclear(why) => crosstab::unclear(why),
        P::PartsSums { option, day, first, last, before } => crosstab::parts(option, *day, (*first, *last), *before),
        P::FinerThanSums { asked, sums } => crosstab::finer(*asked, *sums),
        P::NoOrders { option, sums } => crosstab::no_orders(option, *sums),
        P::NotThatLayout { wanted } => feature::not_that(*wanted),
        P::Shape(feature) => feature::message(feature),
        P::NoRows { read, reasons, first } => aside::no_rows(*read, reasons, first.as_deref(), place),
        P::BeforeAll { option, day, first } => {
            Message::new(format!("`{option} {day}` 早于第一行（{first}），没有一行可用"))
                .hint(format!("写 {first} 或更晚的一天，或去掉 `{option}`"))
        }
        P::BadAliases => Message::new("应有两列：写法（名称或编号），和所指的客户")
            .hint("第一列是订单里的写法，第二列是要归到的客户"),
        P::AliasTwice { name, first, second } => {
            Message::new(format!("「{name}」既指「{first}」又指「{second}」")).hint("两行只留一行")
        }
        P::Join(kind) => join::message(kind),
        P::AliasCircle { names } => Message::new(format!("这些行绕成一圈：{}", names.join(" -> ")))
            .hint("删去其中一行，留下大家所指的那个名称"),
        P::AliasesUnmatched { lines, of, first } => {
            let names: Vec<String> = first.iter().map(|name| format!("「{name}」")).collect();
            let more = if *lines > first.len() { "……" } else { "" };
            Message::new(format!("{of} 行中有 {lines} 行在订单里没有对应的客户：{}{more}", names.concat()))
                .hint("名称或编号要与订单里的写法一致，或删去这些行；-q 不再提示")
        }
        P::Credit(kind) => credit::message(kind),
        P::Strict { sheets, faults } => strict::message(sheets.as_ref(), faults, place),
    }
}

fn no_column(field: Field, likely: Option<&(String, u64, u64)>, others: &[String]) -> Message {
    let what = match field {
        Field::Amount => "金额列，也没有数量和单价".to_string(),
        field => format!("{}列", word(field)),
    };
    match likely {
        Some((header, distinct, rows)) => {
            let values = match field {
                Field::Date => "日期",
                Field::Amount => "数",
                _ => "名称",
            };
            let text = format!(
                "找不到{what}；最像的是「{header}」，{} 行中有 {} 个{values}",
                number(*rows),
                number(*distinct)
            );
            let others = if others.is_empty() { String::new() } else { format!("，或另一列：{}", list(others)) };
            Message::new(text).hint(format!("`--map {}`{others}", typed(&format!("{}={header}", field.name()))))
        }
        None if others.is_empty() => {
            Message::new(format!("找不到{what}")).hint(format!("用 `--map {}=…` 指定", field.name()))
        }
        None => Message::new(format!("找不到{what}")).hint(format!(
            "用 `--map {}=…` 指定其中一列：{}",
            field.name(),
            list(others)
        )),
    }
}

fn other_sheets(others: &[(String, u64)], chosen: &str) -> Message {
    let named: Vec<String> = others.iter().map(|(name, rows)| format!("「{name}」（{} 行）", number(*rows))).collect();
    let all: Vec<String> =
        std::iter::once(chosen).chain(others.iter().map(|(name, _)| name.as_str())).map(sheet).collect();
    let ways = match others.len() {
        1 => format!("写明要哪一张：`{}` 或 `{}`；两张都要", all[0], all[1]),
        _ => "写明要哪一张，或全都要".into(),
    };
    Message::new(format!("读的是工作表「{chosen}」；{}也能读，但没有读", list(&named)))
        .hint(format!("{ways}：`{}`", all.join(" ")))
}

pub(super) fn sheet(name: &str) -> String {
    format!("--sheet {}", typed(name))
}

/// Names another file, or another sheet of the same file.
fn source(place: &Place) -> String {
    match &place.sheet {
        Some(sheet) => format!("工作表「{sheet}」"),
        None => format!(" {} ", place.file.as_deref().unwrap_or_default()),
    }
}

fn needed(fields: &[Field]) -> String {
    fields.iter().take(6).map(|field| word(*field)).collect::<Vec<_>>().join("、")
}

fn order_word(order: &str) -> &'static str {
    match order {
        "day/month/year" => "日/月/年",
        "month/day/year" => "月/日/年",
        _ => "年/月/日",
    }
}

fn spelled(order: &str, day: Day) -> String {
    let (year, month, date) = day.ymd();
    match order {
        "year/month/day" => format!("{year} 年 {month} 月 {date} 日"),
        _ => format!("{month} 月 {date} 日"),
    }
}

/// Gives how a column is read, in words.
pub(super) fn reading(read_as: &str) -> String {
    match read_as.split_once('.') {
        Some(("number", "point")) => "小数点数字".into(),
        Some(("number", "comma")) => "小数逗号数字".into(),
        Some(("date", "iso")) => "年/月/日".into(),
        Some(("date", "month")) => "月份".into(),
        Some((_, orders)) => orders.split('+').map(order_word).collect::<Vec<_>>().join("和"),
        None if read_as == "number" => "数字".into(),
        None if read_as == "text" => "文本".into(),
        None => read_as.into(),
    }
}

pub(super) fn word(field: Field) -> &'static str {
    match field {
        Field::Customer => "客户",
        Field::CustomerId => "客户编号",
        Field::Date => "日期",
        Field::ShipDate => "发货日期",
        Field::PaidDate => "收款日期",
        Field::Order => "订单",
        Field::Origin => "原订单号",
        Field::Product => "产品",
        Field::Category => "类别",
        Field::Quantity => "数量",
        Field::Unit => "单位",
        Field::Price => "单价",
        Field::Discount => "折扣",
        Field::Amount => "金额",
        Field::Profit => "利润",
        Field::Cost => "成本",
        Field::Currency => "币种",
        Field::Status => "状态",
        Field::Owner => "业务员",
        Field::Country => "国家",
        Field::Phone => "电话",
        Field::TaxNumber => "税号",
        Field::Class => "客户等级",
    }
}

pub fn letters(mut column: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => return text,
        }
    }
}

fn sums(totals: &[(String, Money)]) -> Vec<String> {
    totals.iter().map(|(name, sum)| format!("{name} {}", amount_of(*sum))).collect()
}

/// Lists names, not all of very many.
pub(super) fn list(names: &[String]) -> String {
    match names.len() {
        0..=12 => beginnings(names).join("、"),
        more => format!("{}等 {more} 个", beginnings(&names[..12]).join("、")),
    }
}

pub(super) fn number(figure: u64) -> String {
    count(i64::try_from(figure).unwrap_or(i64::MAX), Minus::Ascii)
}

pub(super) fn amount_of(amount: Money) -> String {
    money(amount, amount.decimals().max(2), Minus::Ascii)
}
