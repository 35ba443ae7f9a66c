//! Sentences broken into lines: at spaces, and between Han characters by the rules of Chinese print.
//!
//! No line begins with closing punctuation or ends with opening punctuation, and no number is torn from its Chinese unit. Near
//! a line's end a break after punctuation or a particle (的, 了) is preferred, so that words of two characters stay whole.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Words of the field that no line break tears apart.
const WORDS: [&str; 46] = [
    "客户",
    "季度",
    "收入",
    "订单",
    "增加",
    "减少",
    "流失",
    "回流",
    "新增",
    "增长",
    "下滑",
    "期初",
    "期末",
    "占比",
    "全部",
    "其余",
    "其中",
    "没有",
    "之前",
    "之后",
    "上年",
    "上季",
    "同季",
    "合计",
    "平常",
    "上升",
    "下降",
    "突增",
    "骤降",
    "复购",
    "周期",
    "准时",
    "逾期",
    "结束",
    "数据",
    "文件",
    "单元格",
    "平均",
    "家数",
    "最大",
    "变化",
    "连续",
    "集中",
    "普遍",
    "可能",
    "偶然",
];

/// How many columns before a line's end a better break is looked for.
const BACK: usize = 8;

/// Breaks a text into lines of at most so many columns; a word that is longer stands alone.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim_end();
    while rest.width() > width {
        let at = break_at(rest, width);
        lines.push(rest[..at].trim_end().to_owned());
        rest = rest[at..].trim_start();
    }
    if !rest.is_empty() || lines.is_empty() {
        lines.push(rest.to_owned());
    }
    lines
}

/// Gives the byte at which the first line ends.
fn break_at(text: &str, width: usize) -> usize {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut column = 0;
    let mut last = None;
    let mut better = None;
    for (place, &(at, c)) in chars.iter().enumerate() {
        if place > 0 && may_break(&chars, place) && !tears(text, at) {
            let before = chars[place - 1].1;
            let end = if before == ' ' { column - 1 } else { column };
            if end <= width {
                last = Some(at);
                if is_han(before)
                    && width - end.min(width) <= BACK
                    && matches!(before, '，' | '。' | '；' | '：' | '、' | '的' | '了')
                {
                    better = Some((at, end));
                }
            } else if last.is_some() {
                break;
            } else {
                return at;
            }
        }
        column += c.width().unwrap_or(0);
    }
    let torn = last.is_some_and(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at..].chars().next();
        before.is_some_and(is_letter) && after.is_some_and(is_letter)
    });
    match (better, last) {
        (Some((at, _)), Some(_)) if torn => at,
        (_, Some(at)) => at,
        (_, None) => text.len(),
    }
}

/// Says whether a line may end before the character at this place.
fn may_break(chars: &[(usize, char)], place: usize) -> bool {
    let (before, after) = (chars[place - 1].1, chars[place].1);
    if after == ' ' {
        return false;
    }
    if before == ' ' {
        let word_before = chars[..place - 1].iter().rev().map(|&(_, c)| c).find(|c| *c != ' ');
        let number = word_before.is_some_and(|c| c.is_ascii_digit());
        return !(is_closing(after) || number && is_letter(after));
    }
    let han = is_han(before) || is_han(after);
    han && !is_closing(after) && !is_opening(before)
}

/// Says whether a break at this byte would tear a word apart.
fn tears(text: &str, at: usize) -> bool {
    WORDS.iter().any(|word| {
        word.char_indices().skip(1).any(|(inside, _)| {
            let start = at.checked_sub(inside);
            start.is_some_and(|start| text.get(start..).is_some_and(|rest| rest.starts_with(word)))
        })
    })
}

/// Says whether a character is Han or full-width, around which no space is needed for a break.
fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// Says whether a character is a Han letter, not punctuation.
fn is_letter(c: char) -> bool {
    is_han(c) && !is_closing(c) && !is_opening(c)
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | '）'
            | '」'
            | '』'
            | '》'
            | '？'
            | '！'
            | '％'
            | '%'
            | ','
            | '.'
            | ')'
            | ';'
            | ':'
    )
}

fn is_opening(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '《' | '(')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_breaks_at_spaces_within_the_width() {
        let text = "No direction is certain: 1 of 80 tested customers rises (Euro Shopping Channel), and about 4 of 80 \
                    would seem to rise or fall by chance alone.";
        let lines = wrap(text, 80);
        assert_eq!(
            lines,
            [
                "No direction is certain: 1 of 80 tested customers rises (Euro Shopping Channel),",
                "and about 4 of 80 would seem to rise or fall by chance alone."
            ]
        );
    }

    #[test]
    fn chinese_breaks_between_characters_and_keeps_words_and_units() {
        let text = "2004Q4 比 2004Q3 多 905,378.65。增加是普遍的：收入的 94.1% 来自比上季买得多的客户，其中最大一家只占全部增加额的 8.9%。";
        assert_eq!(
            wrap(text, 80),
            [
                "2004Q4 比 2004Q3 多 905,378.65。增加是普遍的：收入的 94.1% 来自比上季买得多的",
                "客户，其中最大一家只占全部增加额的 8.9%。"
            ]
        );
        assert_eq!(wrap("共有客户 46 家", 13), ["共有客户", "46 家"]);
        assert_eq!(wrap("新增零，流失（全部）", 12), ["新增零，流失", "（全部）"]);
        assert_eq!(wrap("很久没有新客户。", 14), ["很久没有新", "客户。"]);
        assert_eq!(wrap("一二三四五。", 10), ["一二三四", "五。"]);
    }

    #[test]
    fn a_word_longer_than_the_line_stands_alone() {
        assert_eq!(wrap("a verylongwordindeed b", 6), ["a", "verylongwordindeed", "b"]);
    }
}
