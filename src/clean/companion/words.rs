//! Words whose meaning is known: statuses, grades, what costs are for.

use unicode_normalization::UnicodeNormalization;

use crate::clean::amount::ten_thousandths;
use crate::clean::number::{Readings, read};
use crate::model::Money;
use crate::model::companion::{CostOf, Grade, Rating, Status};

const STATUSES: &[(Status, &[&str])] = &[
    (Status::Won, &["成交", "已成交", "成交客户", "成交客戶", "won", "customer", "ordered", "closed won"]),
    (
        Status::Engaged,
        &[
            "紧密",
            "紧密跟进",
            "紧密客户",
            "重点跟进",
            "緊密",
            "緊密跟進",
            "緊密客戶",
            "engaged",
            "close",
            "in progress",
        ],
    ),
    (Status::Shared, &["普通", "普通客户", "公海", "共享", "公共", "普通客戶", "shared", "open", "pool", "common"]),
];

const GRADES: &[(Grade, &[&str])] = &[
    (
        Grade::High,
        &[
            "高",
            "大",
            "好",
            "很高",
            "很好",
            "满意",
            "很满意",
            "非常满意",
            "滿意",
            "很滿意",
            "非常滿意",
            "high",
            "large",
            "good",
            "very good",
            "satisfied",
            "very satisfied",
        ],
    ),
    (Grade::Middle, &["中", "一般", "普通", "中等", "medium", "middle", "mid", "average", "fair", "neutral"]),
    (
        Grade::Low,
        &[
            "低",
            "小",
            "差",
            "很低",
            "很差",
            "不满意",
            "很不满意",
            "非常不满意",
            "不滿意",
            "很不滿意",
            "low",
            "small",
            "poor",
            "bad",
            "dissatisfied",
            "unsatisfied",
            "very dissatisfied",
        ],
    ),
];

/// What kinds of costs are called that were made to win a customer.
const WINNING: [&str; 22] = [
    "展会",
    "参展",
    "展览",
    "广告",
    "推广",
    "开发",
    "获客",
    "拓展",
    "打样",
    "样品",
    "展會",
    "參展",
    "廣告",
    "推廣",
    "開發",
    "樣品",
    "exhibition",
    "fair",
    "advert",
    "marketing",
    "acquisition",
    "sample",
];

fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives the status that a word is.
pub fn status(text: &str) -> Option<Status> {
    let text = plain(text);
    STATUSES.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(status, _)| *status)
}

/// Gives what a rating says.
pub fn rating(text: &str) -> Rating {
    let word = plain(text);
    let grade = GRADES.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(grade, _)| *grade);
    let number = match read(text).readings {
        Readings::Same(exact) | Readings::Point(exact) => {
            ten_thousandths(exact).map(|rounded| Money::from_raw(rounded.raw))
        }
        _ => None,
    };
    Rating { text: text.to_owned(), grade, number: number.filter(|_| grade.is_none()) }
}

/// Gives what a cost of some kind is for.
pub fn cost_of(kind: Option<&str>) -> CostOf {
    let kind = kind.map(plain).unwrap_or_default();
    if WINNING.iter().any(|word| kind.contains(word)) { CostOf::Win } else { CostOf::Serve }
}
