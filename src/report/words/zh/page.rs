//! What the page and the charts say of their own accord, in Chinese.

use crate::report::words::page::PageWords;

/// The words.
pub const WORDS: PageWords = PageWords {
    tag: "zh-CN",
    brand: "明细",
    kind: "客户报告",
    overview: "总览",
    contents: "目录",
    notice: "数据提示",
    data: "数据表",
    filter: "筛选",
    all: "全部",
    low: "低",
    high: "高",
    total: "合计",
    footer: "由 mingxi（明细）生成；收入桥与对账逐分核对",
    account: "每一行都有去处",
    from_to: "由↓ 到→",
    no_value: "无",
    more: |n| format!("其余 {n} 行"),
    rows: |n| format!("全部 {n} 行"),
    others: |n| format!("其余 {n} 家"),
    in_workbook: |n| format!("另有 {n} 行，见工作簿"),
    with_relative: |amount, relative| format!("{amount}（{relative}）"),
    letters: &[
        ("opening", "初"),
        ("new", "新"),
        ("returned", "回"),
        ("up", "增"),
        ("down", "滑"),
        ("lost", "流"),
        ("adjustments", "调"),
        ("fx", "汇"),
        ("closing", "末"),
    ],
    top: |n| format!("前 {n} 大"),
    first: |n, share| format!("前 {n} 家 {share}"),
    class_span: |class, n| format!("{class} 类 {n} 家"),
    to_80: "累计到 80%",
};
