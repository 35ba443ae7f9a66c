//! 文件的读法。

use super::Zh;
use crate::clean::{Misfit, SeenSheet, Why};
use crate::model::{Feature, Field, Tally};
use crate::report::words::{AuditWords, CheckWords, Terms};
use crate::report::{Decided, Decision, Values};

impl CheckWords for Zh {
    fn why_label(&self) -> &'static str {
        "读不读"
    }

    fn examples_label(&self) -> &'static str {
        "例如"
    }

    fn unused_label(&self) -> &'static str {
        "没有用到的列"
    }

    fn decided_label(&self) -> &'static str {
        "判断"
    }

    fn first_label(&self) -> &'static str {
        "最前面的几处"
    }

    fn change_label(&self) -> &'static str {
        "要改就写"
    }

    fn why(&self, sheet: &SeenSheet) -> String {
        let why = match sheet.why {
            Why::Asked => "读，按要求".to_owned(),
            Why::NotAsked => "没有要求读".to_owned(),
            Why::Only => "读：只有它的表头写着客户、日期和金额".to_owned(),
            Why::MostRows => "读：能读的几张中行数最多".to_owned(),
            Why::FewerRows => "也能读，没有读".to_owned(),
            Why::Incomplete => match self.names(&sheet.names).as_str() {
                "" => "不读：表头没有客户、日期和金额".to_owned(),
                names => format!("不读：表头只有{names}"),
            },
            Why::Hidden => "没有读".to_owned(),
            Why::Empty => "空的".to_owned(),
        };
        if sheet.hidden { format!("隐藏；{why}") } else { why }
    }

    fn decided(&self, decision: &Decision) -> (String, String) {
        let (what, decided) = match &decision.decided {
            Decided::Sheets { read, of, .. } => {
                ("工作表", format!("「{}」，共 {} 张", read.join("」「"), self.0.count(*of)))
            }
            Decided::Header(None) => ("表头", "没有；第一行就是数据".to_owned()),
            Decided::Header(Some((first, last))) if first == last => ("表头", format!("第 {first} 行")),
            Decided::Header(Some((first, last))) => ("表头", format!("第 {first} 至 {last} 行")),
            Decided::Layout(None) => ("版式", "表格，一行一条".to_owned()),
            Decided::Layout(Some(feature)) => ("版式", super::feature::sentence(feature)),
            Decided::Shape(feature) => {
                let what = match feature {
                    Feature::Unit { .. } => "单位",
                    Feature::NamesOfIds { .. } | Feature::NotNames { .. } => "名称",
                    Feature::OnlyDate { .. } => "日期",
                    _ => "金额",
                };
                (what, super::feature::sentence(feature))
            }
            Decided::Encoding(name) => ("编码", name.clone()),
            Decided::Columns { given: 0, .. } => ("列", "按表头".to_owned()),
            Decided::Columns { given, of } => ("列", format!("{of} 列中 {given} 列按设置，其余按表头")),
            Decided::Values(values) => (values.field.name(), self.values(values)),
            Decided::Computed(formula) => ("amount", format!("逐行算：{formula}")),
            Decided::Currency(None) => ("币种", "没有写明".to_owned()),
            Decided::Currency(Some(code)) => ("币种", code.clone()),
            Decided::BlankCustomers { kept: true, .. } => ("没有客户", "这些行归为一个客户 (blank)".to_owned()),
            Decided::BlankCustomers { rows: Tally { n, amount }, .. } => {
                ("没有客户", format!("{}（{}）搁置", self.rows(*n as usize), self.0.amount(*amount)))
            }
            Decided::AsOf(span) => {
                let why = match (decision.given, span.ends_early) {
                    (true, _) => String::new(),
                    (false, true) => "，最后一行的日期，数据到此为止".to_owned(),
                    (false, false) => format!("，按最后一行（{}）和今天", span.last_day),
                };
                ("截至", format!("{}{why}", span.as_of))
            }
        };
        let set =
            if decision.given && !matches!(decision.decided, Decided::Columns { .. }) { "（按设置）" } else { "" };
        (what.to_owned(), format!("{decided}{set}"))
    }

    fn row(&self, row: u32) -> String {
        format!("第 {row} 行")
    }

    fn examples(&self, examples: &[String]) -> String {
        examples.join("、")
    }

    fn quoted(&self, text: &str) -> String {
        format!("「{text}」")
    }

    fn without_options(&self, options: &[String]) -> String {
        format!("不写 {}", self.list(options))
    }

    fn all_set_aside(&self, wrong: bool) -> String {
        let strict = if wrong { "；加 `--strict`，有问题的行就报错" } else { "" };
        format!("全部列出：`--rejects rejects.csv`{strict}。")
    }

    fn first_of(&self, shown: usize, all: usize) -> String {
        format!("共 {} 个，这里是前 {} 个；`--format json` 列出全部。", self.0.count(all), self.0.count(shown))
    }
}

impl Zh {
    fn names(&self, fields: &[Field]) -> String {
        self.list(&fields.iter().map(|field| self.field(*field)).collect::<Vec<_>>())
    }

    fn values(&self, values: &Values) -> String {
        let Values { header, read_as, fits, of, misfits, other, .. } = values;
        let read = match read_as.as_str() {
            "date.iso" => "每个值都只能是一天".to_owned(),
            "date.month" => "每个值都只能是一个月".to_owned(),
            "number" => "普通数字".to_owned(),
            read_as => format!("按{}读", self.read_as(read_as).replace("数字，", "")),
        };
        let other = other.as_ref().filter(|other| other.read_as.starts_with("number"));
        let other = other.map(|other| {
            let name = self.read_as(&other.read_as).replace("数字，", "");
            format!("；按{name}则 {} 个相符", self.0.count(other.fits as usize))
        });
        let (all, bad) = (self.0.count(*of as usize), of - fits);
        let fit = match misfits.first().filter(|_| bad > 0) {
            None if bad == 0 => format!("{all} 个值都相符"),
            None => format!("{all} 个值中 {} 个相符", self.0.count(*fits as usize)),
            Some(Misfit { cell, text }) => {
                let first = if bad == 1 { "" } else { "，第一个" };
                format!(
                    "{all} 个值中 {} 个相符，{} 个不符{first}：{cell}「{}」",
                    self.0.count(*fits as usize),
                    self.0.count(bad as usize),
                    crate::report::brief(text)
                )
            }
        };
        format!("{header}：{read}；{fit}{}", other.unwrap_or_default())
    }
}
