//! What the page and the charts say of their own accord, in English.

use crate::report::words::page::PageWords;

/// The words.
pub const WORDS: PageWords = PageWords {
    tag: "en",
    brand: "mingxi",
    kind: "Customer report",
    overview: "Overview",
    contents: "Contents",
    notice: "Data notice",
    data: "Data table",
    filter: "Filter",
    all: "All",
    low: "low",
    high: "high",
    total: "Total",
    footer: "Made by mingxi: bridge and reconciliation agree to the cent",
    account: "Every row is accounted for",
    from_to: "from↓ to→",
    no_value: "n/a",
    more: |n| format!("{n} more"),
    rows: |n| format!("All {n} rows"),
    others: |n| format!("{n} more"),
    in_workbook: |n| format!("{n} more in the workbook"),
    columns_in_workbook: |n| format!("{n} more columns in the workbook and the csv file"),
    on_paper: ", in the workbook and the csv file",
    with_relative: |amount, relative| format!("{amount} ({relative})"),
    letters: &[
        ("opening", "O"),
        ("new", "N"),
        ("returned", "R"),
        ("up", "U"),
        ("down", "D"),
        ("lost", "L"),
        ("adjustments", "A"),
        ("fx", "X"),
        ("closing", "C"),
    ],
    top: |n| format!("top {n}"),
    first: |n, share| format!("top {n} {share}"),
    class_span: |class, n| match (class, n) {
        ('A', 2..) => format!("A: {n} customers"),
        (class, n) => format!("{class}: {n}"),
    },
    to_80: "to 80%",
};
