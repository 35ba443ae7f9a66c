//! Traditional Chinese: all that the program says is in traditional characters, and all that the data say stays as it is.

use std::collections::BTreeSet;
use std::path::Path;

use super::program::mingxi;

/// Two customers, a salesperson and a product in simplified characters, with lost, new and overdue customers among them.
fn orders() -> String {
    let mut text = "订单号,下单日期,客户名称,业务员,产品,数量,金额\n".to_owned();
    for month in 1..=9 {
        for (nth, name) in ["广东恒达电子", "宁波海川五金", "绍兴新纺进出口"].iter().enumerate() {
            if (nth != 1 || month < 5) && (nth != 2 || month > 6) {
                text.push_str(&format!(
                    "{month}{nth},2025-0{month}-1{nth},{name},张伟,螺丝刀,{month},{}\n",
                    1000 * month + nth
                ));
            }
        }
    }
    text.push_str("合计,,,,,,1\n99,2025-13-45,广东恒达电子,张伟,螺丝刀,1,5\n");
    text
}

/// The simplified characters that have another form, but for those that are a traditional form too.
fn simplified() -> BTreeSet<char> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/words/hant/characters.txt");
    let table = std::fs::read_to_string(table).unwrap();
    let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with(['#', '?'])).collect();
    let simple: BTreeSet<char> = lines.iter().step_by(2).flat_map(|line| line.chars()).collect();
    assert!(simple.len() > 2000);
    simple.into_iter().filter(|c| !BOTH.contains(c)).collect()
}

/// Forms that the wording has on purpose: 台帳, 采 and the like are written so too.
const BOTH: &[char] = &['台', '采', '并', '舍', '注'];

fn said(folder: &Path, line: &str) -> String {
    let mut command = mingxi();
    let output = command.args(line.split(' ')).current_dir(folder).env("MINGXI_TODAY", "2025-10-05").output().unwrap();
    assert!(output.status.code().is_some_and(|code| code <= 3), "{line}");
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
}

#[test]
fn nothing_that_is_said_is_in_simplified_characters_and_names_are_as_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("orders.csv"), orders()).unwrap();
    let (simple, data) = (simplified(), orders());
    for line in [
        "check orders.csv -v",
        "bridge orders.csv --last 2",
        "bridge orders.csv --explain",
        "top orders.csv",
        "trend orders.csv",
        "trend orders.csv --customer 海川",
        "share orders.csv",
        "classify orders.csv",
        "orders orders.csv",
        "retention orders.csv",
        "ledger orders.csv 海川",
        "names orders.csv",
        "watch orders.csv",
        "pivot orders.csv --rows owner --cols month",
        "report orders.csv --format html -o pack",
        "report orders.csv --format md -o pack",
        "init orders.csv -o /dev/stdout",
        "bridge missing.csv",
        "bridge orders.csv --map amount=没有",
        "help",
        "help options",
    ] {
        let told = said(folder.path(), &format!("{line} --lang zh-Hant"));
        let typed = |c: &char| data.contains(*c) || line.contains(*c);
        let left: BTreeSet<char> = told.chars().filter(|c| simple.contains(c) && !typed(c)).collect();
        assert!(left.is_empty(), "{line}: {left:?} in {told}");
        assert!(told.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c)), "{line}: {told}");
    }
    for command in ["report", "check", "bridge", "top", "trend", "share", "pivot", "classify", "watch", "init"] {
        let told = said(folder.path(), &format!("{command} --help --lang zh-Hant"));
        let left: BTreeSet<char> = told.chars().filter(|c| simple.contains(c)).collect();
        assert!(left.is_empty(), "{command} --help: {left:?}");
    }
    let top = said(folder.path(), "top orders.csv --lang zh-Hant");
    assert!(top.contains("宁波海川五金") && top.contains("广东恒达电子") && top.contains("客戶"), "{top}");
    let page = said(folder.path(), "report orders.csv --format html -o pack --lang zh-Hant");
    assert!(
        page.contains("<html lang=\"zh-Hant\">") && page.contains("PingFang TC") && page.contains("绍兴新纺进出口")
    );
}

#[test]
fn the_trade_says_its_words_in_its_own_form() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("orders.csv"), orders()).unwrap();
    let all: String =
        ["check orders.csv", "bridge orders.csv --last 2", "report orders.csv --format html -o pack", "help options"]
            .map(|line| said(folder.path(), &format!("{line} --lang zh-Hant")))
            .concat();
    for word in [
        "客戶",
        "業務員",
        "合計",
        "對帳",
        "匯率",
        "環比",
        "期初",
        "新增",
        "回流",
        "下滑",
        "儲存格",
        "檔案",
        "第 1 列",
        "欄",
        "萬",
    ] {
        assert!(all.contains(word), "{word}");
    }
    for word in ["對賬", "迴流", "視窗收入", "單元格"] {
        assert!(!all.contains(word), "{word}");
    }
}

#[test]
fn the_system_of_taiwan_and_hong_kong_is_answered_in_traditional_characters() {
    for (locale, word) in [("zh_TW.UTF-8", "檔案"), ("zh_HK.UTF-8", "檔案"), ("zh_CN.UTF-8", "文件")] {
        let output = mingxi().arg("help").env("LANG", locale).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.contains(word), "{locale}: {told}");
    }
}
