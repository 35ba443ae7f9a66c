//! Rows of a cross-tab that tell something about the rows above, and are nobody's: 月平均, 去年同期, 同比增长, 完成率.

use unicode_normalization::UnicodeNormalization;

/// What such rows are called as a whole, folded and without blanks.
const CALLED: [&str; 40] = [
    "平均",
    "月平均",
    "平均值",
    "平均数",
    "均值",
    "月均",
    "季均",
    "年均",
    "最大值",
    "最小值",
    "最高",
    "最低",
    "中位数",
    "同期",
    "去年",
    "上年",
    "去年同期",
    "上年同期",
    "上月",
    "上期",
    "同比",
    "环比",
    "同比增长",
    "环比增长",
    "同比增减",
    "环比增减",
    "增长",
    "增减",
    "增减额",
    "增长额",
    "增幅",
    "差异",
    "差额",
    "目标",
    "计划",
    "预算",
    "年度目标",
    "月度目标",
    "占比",
    "占總比",
];
/// How such names end.
const ENDS: [&str; 14] = [
    "同比%",
    "环比%",
    "占比%",
    "增长率",
    "增减率",
    "增長率",
    "完成率",
    "达成率",
    "達成率",
    "完成比",
    "完成度",
    "毛利率",
    "合计占比",
    "去年同期数",
];
/// What they are called in English, where a total stands above: before, it may be a customer, as Target is.
const BELOW: [&str; 24] = [
    "average",
    "avg",
    "mean",
    "median",
    "max",
    "min",
    "maximum",
    "minimum",
    "growth",
    "growth%",
    "yoy",
    "yoy%",
    "mom",
    "mom%",
    "target",
    "budget",
    "plan",
    "forecast",
    "lastyear",
    "prioryear",
    "previousyear",
    "variance",
    "difference",
    "share",
];

/// Says whether a row of that name tells something about others; `below` where a total stands above it.
pub fn is_about(name: &str, below: bool) -> bool {
    if name.len() > 60 {
        return false;
    }
    let folded: String = name.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
    let bare = folded.trim_end_matches([':', '(', ')', '%']);
    let named = |words: &[&str]| words.contains(&bare) || words.contains(&folded.as_str());
    named(&CALLED) || ENDS.iter().any(|end| folded.ends_with(end) || bare.ends_with(end)) || (below && named(&BELOW))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_rows_that_are_nobodys() {
        for name in ["月平均", "去年同期", "同比增长率", "同比 %", "完成率", "计划完成率：", "目标", "平均值"]
        {
            assert!(is_about(name, false), "{name}");
        }
        for name in ["Average", "YoY %", "Target", "Last year"] {
            assert!(is_about(name, true) && !is_about(name, false), "{name}");
        }
        for name in ["平均商贸", "目标科技有限公司", "去年", "Target Corp", "计划生育用品店", "Maxim"]
        {
            assert_eq!(is_about(name, true), name == "去年", "{name}");
        }
    }
}
