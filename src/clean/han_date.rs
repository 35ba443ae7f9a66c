//! Dates written with 年: `2024年3月5日`, `二〇二四年三月五日`, and with years of the Republic, `民國113年3月5日`, `民國113/3/5`.
//!
//! Years of the Republic count from 1912 and are known by their mark alone: `113/03/05` could be anything.

/// A year, a month, and a day where one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Han {
    pub year: u16,
    pub month: u16,
    pub day: Option<u16>,
}

const REPUBLIC: [&str; 4] = ["中華民國", "中华民国", "民國", "民国"];

/// The year before the first of the Republic.
pub const BEFORE: u16 = 1911;

/// Gives what a text says that is written so.
pub fn read(text: &str) -> Option<Han> {
    let marked = REPUBLIC.iter().find_map(|mark| text.strip_prefix(mark));
    if marked.is_none() && !text.contains('年') {
        return None;
    }
    let squeezed: String = marked.unwrap_or(text).chars().filter(|c| !c.is_whitespace()).collect();
    let (head, rest) = match squeezed.split_once('年') {
        Some(parts) => parts,
        None => squeezed.split_once(['/', '-', '.'])?,
    };
    let year = match (number(head)?, marked) {
        (count, Some(_)) => count.checked_add(BEFORE)?,
        (year, None) if head.chars().count() == 4 => year,
        (year, None) if head.chars().count() == 2 && year < 100 => super::date::full_year(year, false),
        _ => return None,
    };
    let (month, rest) = match rest.split_once(['月', '/', '-', '.']) {
        Some(parts) => parts,
        None => (rest, ""),
    };
    // 10月 and 10月份 name no day; 10 alone nothing.
    let day = match rest.trim_end_matches(['日', '号', '號']) {
        "" | "份" if squeezed.contains('月') => None,
        day if rest.len() - day.len() <= '日'.len_utf8() => Some(number(day)?),
        _ => return None,
    };
    Some(Han { year, month: number(month)?, day })
}

/// Reads a number in digits, in Han digits (二〇二四), or with tens and hundreds (二十五, 一百一十三); the first year is 元.
fn number(text: &str) -> Option<u16> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|_| text.len() <= 4);
    }
    if text == "元" {
        return Some(1);
    }
    if !text.contains(['十', '百', '廿', '卅']) {
        let digits: Option<Vec<u16>> = text.chars().map(digit).collect();
        return digits
            .filter(|digits| digits.len() <= 4)?
            .into_iter()
            .try_fold(0_u16, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
    }
    let (mut sum, mut open, mut least) = (0_u16, None, 1000);
    for c in text.chars() {
        let unit = match c {
            '百' => 100,
            '十' => 10,
            '廿' | '卅' => {
                open = open.is_none().then_some(if c == '廿' { 2 } else { 3 });
                open?;
                10
            }
            _ => {
                let found = digit(c)?;
                // 一百零五
                open = match open {
                    None if found == 0 => None,
                    None => Some(found),
                    Some(_) => return None,
                };
                continue;
            }
        };
        if unit >= least {
            return None;
        }
        least = unit;
        sum += unit * open.take().unwrap_or(1);
    }
    Some(sum + open.unwrap_or(0))
}

fn digit(c: char) -> Option<u16> {
    match c {
        '〇' | '零' | '○' | 'O' | 'o' => Some(0),
        '元' => None,
        _ => match "一二三四五六七八九".chars().position(|han| han == c) {
            Some(at) => Some(at as u16 + 1),
            None => c.to_digit(10).map(|digit| digit as u16),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str) -> Option<(u16, u16, Option<u16>)> {
        read(text).map(|han| (han.year, han.month, han.day))
    }

    #[test]
    fn years_months_and_days_are_read_in_either_digits() {
        for text in [
            "2024年3月5日",
            "2024年03月05号",
            "2024 年 3 月 5 日",
            "二〇二四年三月五日",
            "二零二四年三月五號",
            "二○二四年三月5",
            "民國113年3月5日",
            "中華民國一一三年三月五日",
            "民国一百一十三年三月五日",
            "民國113/3/5",
            "民國 113.03.05",
            "24年3月5日",
        ] {
            assert_eq!(is(text), Some((2024, 3, Some(5))), "{text}");
        }
        assert_eq!(is("二〇二四年十二月三十一日"), Some((2024, 12, Some(31))));
        assert_eq!(is("二〇二四年十月廿五日"), Some((2024, 10, Some(25))));
        assert_eq!(is("民國元年十月十日"), Some((1912, 10, Some(10))));
        assert_eq!(is("民國一百零二年一月二十日"), Some((2013, 1, Some(20))));
    }

    #[test]
    fn a_month_without_a_day_is_one() {
        for text in ["2024年10月", "2024年10月份", "二〇二四年十月", "民國113年10月"] {
            assert_eq!(is(text), Some((2024, 10, None)), "{text}");
        }
    }

    #[test]
    fn what_names_no_year_is_none() {
        for text in [
            "113年3月5日",
            "113/03/05",
            "2024年",
            "年3月5日",
            "2024年10",
            "民國",
            "民國113",
            "2024年3月5日日",
            "二十十年三月五日",
            "二〇二四年三月五六日x",
            "2024年三五十月1日",
            "民國65535年1月1日",
            "2024年99999月1日",
        ] {
            assert_eq!(is(text), None, "{text}");
        }
    }
}
