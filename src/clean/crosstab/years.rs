//! The years that titles and the names of sheets give to months without one.

use std::collections::BTreeSet;

use crate::clean::footer;

/// Words beside the day on which a sheet was made, which says nothing of what is in it.
const MADE: [&str; 10] = ["打印", "列印", "制表", "製表", "导出", "導出", "生成", "print", "export", "run date"];

/// Gives the one year in a total's heading, such as `2023合计`.
pub fn heading_year(text: &str) -> Option<i32> {
    let years: BTreeSet<i32> = years_of(text);
    if years.len() == 1 { years.first().copied() } else { None }
}

/// Gives the years that a title names; a single day in it gives none, a span of days does.
pub fn years_of(text: &str) -> BTreeSet<i32> {
    let lower = text.to_lowercase();
    if MADE.iter().any(|word| lower.contains(word)) || (footer::is_phrase(text) && !lower.contains(['期', '年'])) {
        return BTreeSet::new();
    }
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut years = Vec::new();
    for at in 0..chars.len() {
        let word: String = chars.iter().skip(at).take(4).collect();
        let alone = (at == 0 || !digit(at - 1)) && !digit(at + 4);
        let year = word.parse::<i32>().ok().filter(|year| alone && (1980..2100).contains(year));
        years.extend(year.map(|year| (year, is_day(&chars[at + 4..]))));
    }
    let days = years.iter().filter(|(_, day)| *day).count();
    years.into_iter().filter(|(_, day)| !day || days >= 2).map(|(year, _)| year).collect()
}

/// Says whether what follows a year makes it a day: `-01-31`, `年1月31日`.
fn is_day(rest: &[char]) -> bool {
    let mut rest = rest.iter().copied().peekable();
    let digits = |rest: &mut std::iter::Peekable<std::iter::Copied<std::slice::Iter<'_, char>>>| {
        let mut many = 0;
        while rest.next_if(char::is_ascii_digit).is_some() {
            many += 1;
        }
        (1..=2).contains(&many)
    };
    rest.next_if(|c| matches!(c, '-' | '/' | '.' | '年')).is_some()
        && digits(&mut rest)
        && rest.next_if(|c| matches!(c, '-' | '/' | '.' | '月')).is_some()
        && digits(&mut rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_a_year_and_the_day_of_printing_does_not() {
        for (text, years) in [
            ("2024年客户销售统计表", vec![2024]),
            ("Sales by customer 2024", vec![2024]),
            ("2024年1月-12月", vec![2024]),
            ("期间：2024-01-01 至 2024-12-31", vec![2024]),
            ("2023-07-01 至 2024-06-30", vec![2023, 2024]),
            ("打印日期：2025-01-15", vec![]),
            ("Printed on 2025-01-15", vec![]),
            ("2025-01-15", vec![]),
            ("2025年1月15日", vec![]),
            ("订单 20240115", vec![]),
            ("客户 1234", vec![]),
        ] {
            assert_eq!(years_of(text).into_iter().collect::<Vec<_>>(), years, "{text}");
        }
    }
}
