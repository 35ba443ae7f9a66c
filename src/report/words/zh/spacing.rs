//! 句中名称两旁的空格：中文与西文、数字之间空一格，中文之间不空，全角标点旁不空。

/// Gives a name inside a sentence, with the spaces that its ends ask for between Chinese words.
pub fn among(name: &str) -> String {
    format!("{}{name}{}", gap(name.chars().next()), gap(name.chars().next_back()))
}

/// Gives a name after Chinese words and before punctuation.
pub fn after(name: &str) -> String {
    format!("{}{name}", gap(name.chars().next()))
}

/// Gives a name after punctuation and before Chinese words.
pub fn before(name: &str) -> String {
    format!("{name}{}", gap(name.chars().next_back()))
}

/// A space beside everything but Chinese, Japanese and Korean characters and full-width punctuation.
fn gap(end: Option<char>) -> &'static str {
    if end.is_some_and(|c| c >= '\u{2e80}') { "" } else { " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_names_stand_apart_and_chinese_ones_do_not() {
        assert_eq!(format!("最大客户{}占", among("Euro Shopping Channel")), "最大客户 Euro Shopping Channel 占");
        assert_eq!(format!("最大客户{}占", among("甲公司")), "最大客户甲公司占");
        assert_eq!(format!("最大客户{}占", among("A 公司")), "最大客户 A 公司占");
        assert_eq!(format!("最大的是{}，", after("Reims Co.")), "最大的是 Reims Co.，");
        assert_eq!(format!("：{}占", before("云帆（上海）")), "：云帆（上海）占");
    }
}
