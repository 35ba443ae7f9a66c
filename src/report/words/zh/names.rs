//! 可能是同一家的客户。

use super::Zh;
use super::spacing::after;
use crate::analyse::{Against, Claims, Effect, Evidence, Followed};
use crate::model::{Day, Money, Period};
use crate::report::Text;
use crate::report::words::labels::Label;
use crate::report::words::names::pieces;
use crate::report::words::{NamesWords, Terms};

/// Gives a line's name, which stands beside the stable one in machine-readable output.
fn line(id: &str) -> Label {
    match id {
        "new" => Label::New,
        "returned" => Label::Returned,
        "up" => Label::Up,
        "down" => Label::Down,
        "lost" => Label::Lost,
        "fx" => Label::Fx,
        _ => Label::Adjustments,
    }
}

impl Zh {
    fn followed(&self, followed: &Followed) -> String {
        let mut parts = vec![format!("一家 {} 起停了，另一家 {} 起下单", followed.stopped, followed.began)];
        if followed.of > 0 {
            parts.push(match (followed.products, followed.of) {
                (0, _) => "买的产品都不同".to_owned(),
                (all, of) if all == of => format!("买的 {} 种产品都相同", self.0.count(of)),
                (some, of) => format!("{} 种产品中 {} 种相同", self.0.count(of), self.0.count(some)),
            });
        }
        parts.extend(followed.word.as_ref().map(|word| format!("名称都有「{word}」")));
        parts.extend(followed.owner.as_ref().map(|owner| format!("业务员都是{}", after(owner))));
        parts.extend(followed.country.as_ref().map(|country| format!("都在{}", after(country))));
        parts.join("，")
    }
}

impl NamesWords for Zh {
    fn nav_names(&self) -> String {
        "名称".to_owned()
    }

    fn names_verdict(&self, pairs: usize, stake: Money, customers: usize) -> Text {
        Text::plain(match pairs {
            0 => format!("{}之中，没有看起来是同一家的。", self.customers(customers)),
            many => format!(
                "有 {} 对名称可能是同一家客户，合并后 {} 会换一个客户来算。没有您的确认，不会合并。",
                self.0.count(many),
                self.0.exact(stake)
            ),
        })
    }

    fn names_heading(&self) -> &'static str {
        "名称"
    }

    fn why_heading(&self) -> &'static str {
        "为什么可能是同一家"
    }

    fn id_heading(&self) -> &'static str {
        "编号"
    }

    fn names_first(&self) -> &'static str {
        "最早"
    }

    fn names_last(&self) -> &'static str {
        "最近"
    }

    fn salesperson_heading(&self) -> &'static str {
        "业务员"
    }

    fn merged_heading(&self) -> &'static str {
        "合并后"
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::SameName => "同一名称，两个编号".to_owned(),
            Evidence::Signs => "只差标点、括号或空格".to_owned(),
            Evidence::Spelling { script: true, .. } => "繁简写法不同".to_owned(),
            Evidence::Spelling { accents: true, .. } => "重音符号不同".to_owned(),
            Evidence::Spelling { .. } => "一个用缩写".to_owned(),
            Evidence::Words { first, second } => {
                let words: Vec<String> = pieces(first).into_iter().chain(pieces(second)).collect();
                let words: Vec<String> = words.iter().map(|word| format!("「{word}」")).collect();
                format!("只差{}", words.concat())
            }
            Evidence::Order => "用词相同，次序不同".to_owned(),
            Evidence::LetterMore { letter } => format!("多一个字「{letter}」"),
            Evidence::LetterOther { first, second } => format!("一个字不同：「{first}」「{second}」"),
            Evidence::LettersSwapped { first, second } => format!("「{first}」「{second}」两字颠倒"),
            Evidence::Phone { number } => format!("电话相同：..{number}"),
            Evidence::TaxNumber { number } => format!("税号相同：{number}"),
            Evidence::Followed(followed) => self.followed(followed),
        }
    }

    fn speaks_against(&self, against: &Against) -> String {
        match against {
            Against::Countries { first, second } => format!("但国家不同：{first}、{second}"),
            Against::TaxNumbers { first, second } => format!("但税号不同：{first}、{second}"),
        }
    }

    fn salespeople_differ(&self, first: &str, second: &str) -> String {
        format!("业务员不同：{first}、{second}")
    }

    fn reasons(&self, reasons: &[String]) -> String {
        reasons.join("；")
    }

    fn merged_in(&self, period: Period) -> String {
        format!("合并后，{period}")
    }

    fn merged_lines(&self, effect: &Effect) -> String {
        let changes = effect.changes().into_iter().filter(|(_, change)| !change.is_zero());
        let lines: Vec<String> =
            changes.map(|(id, change)| format!("{} {}", self.label(line(id)), self.0.exact_change(change))).collect();
        if lines.is_empty() { "不变".to_owned() } else { lines.join("，") }
    }

    fn merged_finding(&self, pairs: usize, period: Period) -> String {
        let all = if pairs == 1 { String::new() } else { format!("全部 {} 对", self.0.count(pairs)) };
        format!("{all}合并后，{period} 的收入桥：")
    }

    fn merged_customers(&self, period: Period, before: usize, after: usize) -> String {
        if before == after {
            return format!("{period} 的客户仍是 {} 家。", self.0.count(after));
        }
        format!("{period} 的客户由 {} 家变为 {} 家。", self.0.count(before), self.0.count(after))
    }

    fn merging_changes_nothing(&self, period: Period) -> String {
        format!("合并不会改变 {period} 收入桥的任何一行。")
    }

    fn how_to_merge(&self) -> String {
        "要合并：--write-aliases 文件.csv，删去不是同一家的行，再用 --aliases 文件.csv。".to_owned()
    }

    fn wrote_aliases(&self, file: &str, lines: usize) -> String {
        format!("已写出 {file}：{} 行；删去不是同一家的行，再用 --aliases", self.0.count(lines))
    }

    fn more_pairs(&self, more: usize) -> String {
        format!("还有 {} 对没有列出：--top 可多列，--format csv 列出全部。", self.0.count(more))
    }

    fn many_names_finding(&self, ids: usize) -> String {
        format!("{} 个编号有几个名称，各处显示最近的一个：", self.0.count(ids))
    }

    fn claims_finding(&self, customers: usize, since: Day) -> String {
        format!("{}同时有几个业务员，自 {since} 起：", self.customers(customers))
    }

    fn claims_by_order(&self, claims: &Claims) -> String {
        format!(
            "{}中有 {} 家同时有几个业务员：这一列说的是谁接的单，所以不列出。",
            self.customers(claims.of),
            self.0.count(claims.several)
        )
    }

    fn suspects(&self, pairs: usize, stake: Money) -> Text {
        Text::plain(format!(
            "有 {} 对名称可能是同一家客户（{}）：`mingxi names` 列出每一对和依据。",
            self.0.count(pairs),
            self.0.exact(stake)
        ))
    }
}
