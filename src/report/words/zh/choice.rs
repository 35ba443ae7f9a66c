//! 几列都可以是同一字段时，取了哪一列。

use super::clean::{amount_of, letters, number, word};
use crate::model::{Choice, Money, Sense};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words what was chosen; the columns may be named by `--map`, which makes it no question.
pub fn chosen(choice: &Choice) -> Message {
    let Choice { field, chosen, other, .. } = choice;
    let name = field.name();
    Message::new(sentence(choice)).hint(format!(
        "`--map {name}={}` 改用后一列；`--map {name}={}` 写明就用这一列，不再提示",
        typed(other),
        typed(chosen)
    ))
}

/// Says what was chosen in one sentence without its full stop.
pub fn sentence(choice: &Choice) -> String {
    let Choice { field, chosen, chosen_is, other, other_is, .. } = choice;
    format!(
        "{}取「{chosen}」{}，未取「{other}」{}：{}",
        word(*field),
        said(*chosen_is),
        said(*other_is),
        difference(choice)
    )
}

/// Words the error of two columns that say the same and differ.
pub fn tie(choice: &Choice, (one, two): (usize, usize)) -> Message {
    let Choice { field, chosen, other, .. } = choice;
    let map = |header: &str, at: usize| {
        let column = if chosen == other { letters(at) } else { typed(header) };
        format!("`--map {}={column}`", field.name())
    };
    let text = match chosen == other {
        true => {
            format!("{} 列和 {} 列都叫「{chosen}」，都可以是{}", letters(one), letters(two), word(*field))
        }
        false => format!("「{chosen}」和「{other}」都可以是{}", word(*field)),
    };
    Message::new(format!("{text}：{}", difference(choice))).hint(format!("{} 或 {}", map(chosen, one), map(other, two)))
}

/// Says how far apart the two columns are.
fn difference(choice: &Choice) -> String {
    let Choice { rows, differ, missing, .. } = *choice;
    let blank = match missing {
        0 => String::new(),
        missing => format!("（其中 {} 行空白或读不出）", number(missing)),
    };
    let rows = match differ {
        0 => format!("{} 行全部相同", number(rows)),
        _ => format!("{} 行中有 {} 行不同{blank}", number(rows), number(differ)),
    };
    let named = |currency: &Option<String>, sum: Money| match currency {
        Some(currency) => format!("{currency} {}", amount_of(sum)),
        None => amount_of(sum),
    };
    match (choice.totals, choice.spans) {
        (Some((one, two)), _) if choice.chosen_in != choice.other_in => {
            let (one, two) = (named(&choice.chosen_in, one), named(&choice.other_in, two));
            format!("合计 {one} 对 {two}；{rows}")
        }
        (Some((one, two)), _) if one == two => format!("合计都是 {}；{rows}", amount_of(one)),
        (Some((one, two)), _) => format!("合计 {} 对 {}；{rows}", amount_of(one), amount_of(two)),
        (None, Some(((first, last), (other_first, other_last)))) => {
            format!("{first} 至 {last} 对 {other_first} 至 {other_last}；{rows}")
        }
        (None, None) => rows,
    }
}

/// Says in brackets what a column says of its field.
fn said(sense: Sense) -> String {
    let words = match sense {
        Sense::Plain => return String::new(),
        Sense::LocalNet => "本币、不含税",
        Sense::Local => "本币",
        Sense::LocalGross => "本币、含税",
        Sense::Net => "不含税或净额",
        Sense::Line => "行金额",
        Sense::Subtotal => "税、运费前",
        Sense::Total => "可能含税、运费",
        Sense::Gross => "含税或毛额",
        Sense::ForeignNet => "原币、不含税",
        Sense::Foreign => "原币",
        Sense::ForeignGross => "原币、含税",
        Sense::Order => "整单",
        Sense::Ordered => "下单",
        Sense::Document => "单据",
        Sense::Created => "录入",
        Sense::Invoiced => "开票",
        Sense::Shipped => "发货",
        Sense::Paid => "收付款",
        Sense::Name => "名称",
        Sense::FullName => "全称",
        Sense::ShortName => "简称",
        Sense::SoldTo => "售达方",
        Sense::BillTo => "付款方",
        Sense::Buyer => "买方",
        Sense::Party => "往来单位",
    };
    format!("（{words}）")
}
