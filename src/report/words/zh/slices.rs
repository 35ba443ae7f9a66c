//! 分片的客户账。

use super::Zh;
use super::spacing::after;
use crate::analyse::{Bridge, Slice, Slices};
use crate::report::words::{SliceWords, Terms};
use crate::report::{Text, tell};

impl SliceWords for Zh {
    fn slices_nav(&self, by: &str) -> String {
        format!("按{by}")
    }

    fn no_slice(&self) -> &'static str {
        "（空白）"
    }

    fn slices_none(&self, by: &str) -> String {
        format!("不能分开：没有一列是{by}")
    }

    fn slices_finding(&self, _: &str, found: &Slices, most: Option<(&str, &Slice)>) -> String {
        let Some((name, slice)) = most else { return "都没有变化".to_owned() };
        let moved = found.whole.transfers_in;
        let first = format!("变化最大的是{}，{}", after(name), self.0.signed(slice.lines.change()));
        if moved.is_zero() { first } else { format!("{first}；{} 换了归属", self.0.amount(moved)) }
    }

    fn slices_verdict(&self, by: &str, bridge: &Bridge, found: &Slices, most: Option<(&str, &Slice)>) -> Text {
        let end = most.map_or_else(String::new, |(name, slice)| {
            format!("变化最大的是{}，{}。", after(name), self.0.signed(slice.lines.change()))
        });
        tell![
            format!("{} → {} 变化 ", bridge.period0, bridge.period1),
            self.0.delta(bridge.change()),
            format!("，按{by}分成 {} 份。{end}", found.slices.len())
        ]
    }

    fn slices_share_verdict(&self, by: &str, found: &Slices, most: Option<(&str, &Slice)>) -> Text {
        let end = most.map_or_else(String::new, |(name, slice)| {
            let share = slice.share.share.map_or_else(String::new, |share| format!("，占 {}", self.0.share(share)));
            format!("，最大的是{}，{}{share}", after(name), self.0.amount(slice.share.amount))
        });
        Text::plain(format!("按{by}分成 {} 份{end}。", found.slices.len()))
    }

    fn slices_chart(&self, found: &Slices) -> String {
        let rose = found.slices.iter().filter(|slice| slice.lines.change().is_positive()).count();
        let fell = found.slices.iter().filter(|slice| slice.lines.change().is_negative()).count();
        format!("{rose} 份增加，{fell} 份减少")
    }

    fn slice_most(&self) -> &'static str {
        "变化最大的客户"
    }

    fn slices_chart_subtitle(&self, by: &str, found: &Slices, currency: Option<&str>) -> String {
        format!("各{by}的变化{}，{} → {}；旁边是变化率", self.unit(currency), found.period0, found.period1)
    }

    fn slices_lines_finding(&self, by: &str, number: usize) -> String {
        if number == 1 {
            format!("只有一个{by}，就是全部")
        } else {
            format!("{number} 本账相加就是全部")
        }
    }

    fn slices_lines_subtitle(&self, found: &Slices, currency: Option<&str>) -> String {
        format!(
            "客户按它在全部里的类别算，金额按它在这一份里的行{}，{} → {}",
            self.unit(currency),
            found.period0,
            found.period1
        )
    }

    fn slices_share_finding(&self, by: &str) -> String {
        format!("各{by}靠哪些客户")
    }

    fn slices_share_subtitle(&self, months: i32, currency: Option<&str>) -> String {
        format!("近 {months} 个月{}；CR 和 HHI 只算这一份里净额为正的客户", self.unit(currency))
    }

    fn slices_top_finding(&self, by: &str) -> String {
        format!("各{by}里变化最大的客户")
    }

    fn slices_changed_finding(&self, _: &str, number: usize) -> String {
        format!("{}换了归属", self.customers(number))
    }

    fn slices_changed_subtitle(&self, by: &str) -> String {
        format!("两期都活跃，但没有同一个{by}")
    }

    fn other_slices(&self, number: usize) -> String {
        format!("其余 {} 份", self.0.count(number))
    }

    fn transfers_in(&self) -> &'static str {
        "转入"
    }

    fn transfers_out(&self) -> &'static str {
        "转出"
    }

    fn slice_from(&self) -> &'static str {
        "原来"
    }

    fn slice_to(&self) -> &'static str {
        "现在"
    }

    fn slice_largest(&self) -> &'static str {
        "最大客户"
    }

    fn slice_largest_change(&self) -> &'static str {
        "其变化"
    }

    fn slices_note(&self, found: &Slices) -> Text {
        if found.whole.transfers_in.is_zero() {
            return Text::default();
        }
        Text::plain(format!(
            "转入转出：两期都活跃的客户在一份里少买、在另一份里多买的 {}；合计为零。",
            self.0.amount(found.whole.transfers_in)
        ))
    }
}
