//! A column's words in a header of several rows → the join of some of them that is known.
//!
//! Titles over titles say more than a name needs: `客户 | 基本信息 | 编号` is the customer's number, `金额 | 本币 | 含税` the amount in
//! the books' currency with tax. Two columns are never given the same name so.

use super::header::fold;

/// What a title ends with that says nothing of the column below it.
const IDLE: [&str; 9] = ["基本信息", "信息", "资料", "資料", "数据", "明细", " information", " details", " data"];

/// Gives per column the join of some of its words that is known, where all of them joined are not.
pub fn known(columns: &[Vec<&str>], is_known: impl Fn(&str) -> bool) -> Vec<Option<String>> {
    let known = |name: &str| is_known(&fold(name).name);
    let joins: Vec<Vec<String>> = columns
        .iter()
        .map(|words| match words.as_slice() {
            [] | [_] => Vec::new(),
            _ if known(&words.join(" ")) => Vec::new(),
            _ => joins(words).into_iter().filter(|join| known(join)).collect(),
        })
        .collect();
    let named = joins.iter().enumerate().map(|(column, joins_of_this)| {
        let shared = |join: &str| {
            let mut others = joins.iter().enumerate().filter(|(other, _)| *other != column);
            others.any(|(_, theirs)| theirs.iter().any(|their| letters(their) == letters(join)))
        };
        joins_of_this.iter().find(|join| !shared(join)).cloned()
    });
    named.collect()
}

/// Gives the letters of a name in an order of their own, since the order of words tells no two columns apart.
fn letters(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = fold(name).name.chars().collect();
    letters.sort_unstable();
    letters
}

/// Gives the words of a column in all orders, the lowest among them, more words before fewer.
fn joins(words: &[&str]) -> Vec<String> {
    let (lowest, above) = match words.split_last() {
        Some((lowest, above)) => (*lowest, above),
        None => return Vec::new(),
    };
    let above: Vec<&str> = above.iter().map(|word| plain(word)).filter(|word| !word.is_empty()).collect();
    let mut joins = Vec::new();
    if let [top, middle] = above[..] {
        let orders = [
            [top, middle, lowest],
            [middle, top, lowest],
            [middle, lowest, top],
            [top, lowest, middle],
            [lowest, middle, top],
            [lowest, top, middle],
        ];
        joins.extend(orders.map(|words| words.join(" ")));
    }
    for word in above.iter().rev() {
        joins.push(format!("{word} {lowest}"));
        joins.push(format!("{lowest} {word}"));
    }
    joins
}

/// Drops what a title ends with in vain.
fn plain(title: &str) -> &str {
    IDLE.iter().find_map(|idle| title.strip_suffix(idle)).unwrap_or(title).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::layout::synonym;

    fn named(columns: &[&[&str]]) -> Vec<Option<String>> {
        let columns: Vec<Vec<&str>> = columns.iter().map(|words| words.to_vec()).collect();
        known(&columns, |name| synonym(name).is_some())
    }

    #[test]
    fn titles_over_titles_give_a_known_name() {
        let found = named(&[
            &["客户", "基本信息", "编号"],
            &["客户", "基本信息", "名称"],
            &["单据", "编号"],
            &["金额", "本币", "含税"],
            &["金额", "本币", "不含税"],
            &["金额", "外币", "含税"],
            &["日期"],
            &["天气", "备注"],
        ]);
        let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
        assert_eq!(
            found,
            [
                Some("客户 编号"),
                Some("客户 名称"),
                None,
                Some("本币 金额 含税"),
                Some("本币 金额 不含税"),
                Some("外币 含税 金额"),
                None,
                None
            ]
        );
    }

    #[test]
    fn no_two_columns_are_called_the_same() {
        let found = named(&[&["本年", "金额", "含税"], &["上年", "金额", "含税"]]);
        assert_eq!(found, [None, None]);
    }
}
