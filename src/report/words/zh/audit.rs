//! 数据与口径，check，明细。

use std::collections::BTreeMap;

use super::Zh;
use crate::analyse::Concentration;
use crate::clean::{Remark, Understood, UnderstoodColumn};
use crate::model::{
    Active, Basis, Choice, Conversion, Credits, CreditsMoved, Day, Feature, Field, InputOptions, Lookup, Place, Quote,
    Reason, Rules, Tally,
};
use crate::report::words::{AuditWords, OverviewWords, Terms, typed};

impl AuditWords for Zh {
    fn audit_finding(&self, read: Tally, used: Tally, reasons: &BTreeMap<Reason, Tally>) -> String {
        let aside = read.n - used.n;
        let main = reasons.iter().filter(|(_, tally)| tally.n > 0).max_by_key(|(_, tally)| tally.n);
        let why = match main {
            Some((reason, tally)) if tally.n == aside => format!("（{}）", self.reason(*reason)),
            Some((reason, tally)) => format!("（其中 {} 行{}）", self.0.count(tally.n as usize), self.reason(*reason)),
            None => String::new(),
        };
        let aside = if aside == 0 {
            "没有搁置".to_owned()
        } else {
            format!("{} 行搁置{why}", self.0.count(aside as usize))
        };
        format!("{}都有去处：{} 行采用，{aside}", self.rows(read.n as usize), self.0.count(used.n as usize))
    }

    fn reconciliation_finding(&self) -> String {
        "对账：行数与金额都平".to_owned()
    }

    fn reconciliation_subtitle(&self, sources: usize, currency: Option<&str>) -> String {
        format!("{} 个工作表或文件{}", self.0.count(sources), self.unit(currency))
    }

    fn earlier(&self) -> String {
        "更早".to_owned()
    }

    fn later(&self) -> String {
        "本期之后".to_owned()
    }

    fn from_day(&self, day: Day) -> String {
        format!("{day} 起")
    }

    fn to_day(&self, day: Day) -> String {
        format!("至 {day}")
    }

    fn reason_name(&self, reason: Reason) -> String {
        format!("{} {}", reason.name(), self.reason(reason))
    }

    fn example(&self, row: u32, raw: Option<&str>) -> String {
        match raw.filter(|raw| !raw.is_empty()) {
            Some(raw) => format!("第 {row} 行起，原文 {raw}"),
            None => format!("第 {row} 行起"),
        }
    }

    fn other_reasons(&self, number: usize) -> String {
        if number == Reason::ALL.len() {
            format!("全部 {number} 种原因")
        } else {
            format!("其他 {number} 种原因")
        }
    }

    fn adds_up(&self) -> String {
        "读入 = 采用 + 搁置，逐分相等".to_owned()
    }

    fn rounded(&self, rows: usize, moved: &str) -> String {
        format!("{} 行的金额超过 4 位小数；按四舍六入五成双取舍，合计 {moved}。", self.0.count(rows))
    }

    fn sources_finding(&self, number: usize) -> String {
        if number == 1 { "输入".to_owned() } else { format!("{} 个工作表或文件", self.0.count(number)) }
    }

    fn rows_of(&self, what: &str) -> String {
        format!("{what}行数")
    }

    fn mapping_finding(&self) -> String {
        "列的对应".to_owned()
    }

    fn mapping_subtitle(&self) -> String {
        "文件中的列 → 报告的字段".to_owned()
    }

    fn choice(&self, choice: &Choice) -> String {
        super::choice::sentence(choice)
    }

    fn of_values(&self) -> String {
        "共有值".to_owned()
    }

    fn field(&self, field: Field) -> String {
        match field {
            Field::Customer => "客户",
            Field::CustomerId => "客户编号",
            Field::Date => "日期",
            Field::ShipDate => "发货日期",
            Field::PaidDate => "付款日期",
            Field::Order => "订单",
            Field::Origin => "原订单号",
            Field::Product => "产品",
            Field::Category => "类别",
            Field::Quantity => "数量",
            Field::Unit => "单位",
            Field::Price => "单价",
            Field::Discount => "折扣",
            Field::Amount => "金额",
            Field::Profit => "利润",
            Field::Cost => "成本",
            Field::Currency => "币种",
            Field::Status => "状态",
            Field::Owner => "业务员",
            Field::Country => "国家",
            Field::Phone => "电话",
            Field::TaxNumber => "税号",
            Field::Class => "客户等级",
        }
        .to_owned()
    }

    fn read_as(&self, machine: &str) -> String {
        match machine.split_once('.') {
            None if machine == "text" => "文本".to_owned(),
            None if machine == "number" => "数字".to_owned(),
            None => machine.to_owned(),
            Some(("number", "point")) => "数字，小数点".to_owned(),
            Some(("number", "comma")) => "数字，小数逗号".to_owned(),
            Some(("date", "iso")) => "日期".to_owned(),
            Some(("date", "month")) => "月份".to_owned(),
            Some(("date", format)) => format.replace("day", "日").replace("month", "月").replace("year", "年"),
            Some(("product", formula)) => formula
                .replace("quantity", "数量")
                .replace("price", "单价")
                .replace("discount", "折扣")
                .replace('×', " x ")
                .replace('−', " - "),
            Some((_, rest)) => rest.to_owned(),
        }
    }

    fn examples_finding(&self, rows: usize, each: usize) -> String {
        format!("搁置 {}；每种原因列前 {each} 行", self.rows(rows))
    }

    fn examples_subtitle(&self) -> String {
        "`--rejects FILE.csv` 列出全部".to_owned()
    }

    fn conversion_finding(&self, conversion: &Conversion) -> String {
        let rows = self.0.count(conversion.converted().n as usize);
        format!("{rows} 行折成 {}，各按当天的汇率", conversion.base)
    }

    fn conversion_subtitle(&self, conversion: &Conversion) -> String {
        let what = match conversion.rates_are {
            Some(Quote::BasePerUnit) => "每单位外币合多少基准货币",
            Some(Quote::UnitsPerBase) => "每单位基准货币合多少外币",
            None => "全为 1",
        };
        format!("汇率来自 {}（{what}）；表中为一单位合多少 {}", conversion.file_name(), conversion.base)
    }

    fn conversion_note(&self, conversion: &Conversion) -> String {
        let rounded = conversion.rounded;
        if rounded.rows == 0 {
            return "读入和采用的金额是折算后的；搁置的行照原样。".to_owned();
        }
        let rows = self.0.count(rounded.rows as usize);
        format!(
            "{rows} 个折算金额取到 4 位小数（五成双），合计加了 {}。读入和采用的金额是折算后的；搁置的行照原样。",
            rounded.moved()
        )
    }

    fn conversion_rule(&self, conversion: &Conversion) -> (String, String) {
        let setting = format!(
            "折成 {}，按 {} 中当天的汇率；当天没有就用之前最近的，最多早 7 天",
            conversion.base,
            conversion.file_name()
        );
        ("币种".to_owned(), setting)
    }

    fn credits_rule(&self, credits: &CreditsMoved) -> (String, String) {
        let sum = |tally: Tally| format!("{} 行（{}）", self.0.count(tally.n as usize), self.0.amount(tally.amount));
        let mut setting = format!("{} 移到更早的期间", sum(credits.moved));
        if credits.not_found.n > 0 {
            setting.push_str(&format!("；{} 所写的订单找不到，不移", sum(credits.not_found)));
        }
        if credits.unnamed.n > 0 {
            setting.push_str(&format!("；{} 没有写订单，不移", sum(credits.unnamed)));
        }
        ("退货移期".to_owned(), setting)
    }

    fn lookup_rule(&self, lookup: &Lookup) -> (String, String) {
        (format!("查找 {}", super::cli::named(&lookup.table)), super::join::told(lookup))
    }

    fn said_of(&self, what: &str, how: &str) -> String {
        format!("{what}：{how}。")
    }

    fn rules_finding(&self) -> String {
        "本报告的口径".to_owned()
    }

    fn rules_subtitle(&self) -> String {
        "每条都是选项，可以更改".to_owned()
    }

    fn rules(&self, rules: &Rules, input: &InputOptions, floor: f64, window: &Concentration) -> Vec<(String, String)> {
        let limits = &rules.limits;
        let about = |ratio: f64| self.0.about(ratio);
        let mut list: Vec<(&str, String)> = vec![
            (
                "活跃",
                match rules.active {
                    Active::Purchase => "当期有大于零的行",
                    Active::Any => "当期有行",
                    Active::Net => "当期净额大于零",
                }
                .to_owned(),
            ),
            ("回流", "上期不活跃、更早活跃过".to_owned()),
            ("新增核实", "首单之前有 12 个月的数据".to_owned()),
            (
                "退货",
                match input.credits {
                    Credits::Period => "负数行，记在其本身日期的期间",
                    Credits::Origin => "负数行，记在所退订单的期间；没写订单或找不到的，记在本身日期的期间",
                }
                .to_owned(),
            ),
            ("未结束的期间", "单列，不作趋势点，不判流失".to_owned()),
            (
                "口径",
                match rules.basis {
                    Basis::Period => "期间内全部订单；首末单口径并列",
                    Basis::Payment => "首末单：新增算首单，流失算末单",
                }
                .to_owned(),
            ),
            ("普遍", format!("广度至少 {} 且第一名低于 {}", about(limits.broad_breadth), about(limits.broad_top1))),
            (
                "集中",
                format!(
                    "第一名至少 {}，或前三名至少 {}",
                    about(limits.concentrated_top1),
                    about(limits.concentrated_top3)
                ),
            ),
            ("走势", "Mann-Kendall 双侧 p 不超过 5%，至少 5 期".to_owned()),
            (
                "突增、骤降",
                format!("超出均值上下 2.66 倍平均波动，或达到平常的两倍、跌到一半，且相差至少 {}", self.0.units(floor)),
            ),
            ("逾期", "静默超过下单间隔中位数的两倍，至少 3 个下单日".to_owned()),
            (
                "占比与分级",
                format!(
                    "{} 至 {} 的 {} 个月；A 到 {}，B 到 {}",
                    window.from,
                    window.to,
                    limits.window_months,
                    about(limits.class_a),
                    about(limits.class_b)
                ),
            ),
            (
                "警戒",
                format!(
                    "第一名超过 {} 警戒、超过 {} 高危；前五大超过 {}；超过 {} 点名",
                    about(limits.top1_watch),
                    about(limits.top1_high),
                    about(limits.top5),
                    about(limits.named)
                ),
            ),
            (
                "已取消",
                if input.cancelled.is_empty() {
                    "没有排除任何状态".to_owned()
                } else {
                    self.list(&input.cancelled)
                },
            ),
            ("重复", "另一文件或工作表中相同的行只算一次；同一张表内不去重".to_owned()),
        ];
        for filter in &input.filters {
            let values = self.list(&filter.values);
            list.push((if filter.keep { "只看" } else { "不看" }, format!("{} = {values}", filter.column)));
        }
        if rules.calendar.fiscal_start != 1 {
            list.push(("财年", format!("从 {} 月开始", rules.calendar.fiscal_start)));
        }
        if let Some(since) = rules.since {
            list.push(("显示起自", since.to_string()));
        }
        list.into_iter().map(|(rule, setting)| (rule.to_owned(), setting)).collect()
    }

    fn detail_finding(&self, rows: usize) -> String {
        format!("{} 行订单明细，行行有去处", self.0.count(rows))
    }

    fn detail_subtitle(&self) -> String {
        "一张表，可直接做数据透视；行号与文件中所见相同".to_owned()
    }

    fn check_title(&self) -> String {
        "文件的读法".to_owned()
    }

    fn nothing_read(&self) -> String {
        "没有读到任何内容。".to_owned()
    }

    fn understood(&self, group: &[&Understood], all: bool, named: usize) -> String {
        let (sheet, sheets) = (group[0], group.len());
        let rows = group.iter().map(|sheet| sheet.rows as usize).sum();
        let one_file = group.iter().all(|other| other.file == sheet.file);
        let mut what = match (sheet.format.as_str(), sheet.separator) {
            ("csv" | "txt", Some(',')) => "逗号分隔的 CSV".to_owned(),
            ("csv" | "txt", Some(';')) => "分号分隔的 CSV".to_owned(),
            ("csv" | "txt" | "tsv", Some('\t')) | ("tsv", _) => "制表符分隔的文本".to_owned(),
            ("csv" | "txt", Some(separator)) => format!("以 {separator:?} 分隔的 CSV"),
            ("aligned", _) => "空格对齐的文本".to_owned(),
            ("html", _) => "HTML 表格".to_owned(),
            ("xml-2003", _) => "Excel 2003 的 XML 表格".to_owned(),
            (other, _) => other.to_owned(),
        };
        // Many systems name so what is no workbook; Excel warns of it too.
        let ending = [".xlsx", ".xls"].into_iter().find(|ending| sheet.file.to_lowercase().ends_with(ending));
        if let Some(ending) = ending.filter(|_| matches!(sheet.format.as_str(), "html" | "xml-2003")) {
            what = format!("{what}（文件名却是 {ending}）");
        }
        let names: Vec<&str> = group.iter().filter(|_| one_file).filter_map(|sheet| sheet.sheet.as_deref()).collect();
        match names.as_slice() {
            [] => {}
            [name] => what = format!("{what}，工作表「{name}」"),
            names => what = format!("{what}，工作表「{}」读法相同", names.join("」「")),
        }
        if let Some(encoding) = &sheet.encoding {
            what = format!("{what}，编码 {encoding}");
        }
        let several = sheet.features.iter().find_map(|feature| match feature {
            Feature::HeaderRows { first, last } => Some(format!("表头在第 {first} 至 {last} 行")),
            _ => None,
        });
        let header = several.or_else(|| sheet.header_row.map(|row| format!("表头在第 {row} 行")));
        let header = header.unwrap_or_else(|| "没有表头".to_owned());
        let name = if one_file {
            super::cli::named(&sheet.file).to_owned()
        } else {
            format!("{} 等 {sheets} 个，读法相同", sheet.file)
        };
        let mut text = format!("{name}：{what}，{header}，{}。", self.rows(rows));
        for feature in &sheet.features {
            if !matches!(feature, Feature::HeaderRows { .. } | Feature::SecondTable { .. }) {
                text.push_str(&format!("{}。", super::feature::sentence(feature)));
            }
        }
        if !sheet.unused.is_empty() {
            let number = sheet.unused.len();
            let shown = if all || number <= named + 1 { number } else { named };
            let rest = if shown < number {
                format!("，另有 {} 列（用 -v 列出）", number - shown)
            } else {
                String::new()
            };
            text.push_str(&format!("{number} 列没有用到：{}{rest}。", sheet.unused[..shown].join("、")));
        }
        text
    }

    fn other_sheets(&self, group: &[&Understood]) -> String {
        let sheet = group[0];
        let mut text = String::new();
        let one_file = group.iter().all(|other| other.file == sheet.file);
        if !sheet.other_sheets.is_empty() && one_file {
            let others: Vec<String> = sheet
                .other_sheets
                .iter()
                .map(|(name, rows, hidden)| {
                    let hidden = if *hidden { "，隐藏" } else { "" };
                    format!("{name}（{} 行{hidden}）", self.0.count(*rows as usize))
                })
                .collect();
            text.push_str(&format!("其他工作表：{}。", others.join("、")));
        }
        text
    }

    fn file_sheet(&self, file: &str, sheet: &str) -> String {
        format!("{file}，工作表「{sheet}」")
    }

    fn column_read(&self, column: &UnderstoodColumn, distinct: Option<u64>, range: Option<(&str, &str)>) -> String {
        let mut text = self.read_as(&column.read_as);
        if let Some(distinct) = distinct {
            let unit = match column.field {
                Field::Customer | Field::CustomerId => "家客户",
                Field::Order => "单",
                Field::Product => "种产品",
                _ => "个值",
            };
            text = format!("{text}，{} {unit}", self.0.count(distinct as usize));
        }
        if let Some((first, last)) = range {
            text = format!("{text}，{first} 至 {last}");
        }
        if column.given { format!("{text}（按设置）") } else { text }
    }

    fn remark(&self, remark: &Remark) -> String {
        match remark {
            Remark::Cancelled { column, value, rows, amount } => format!(
                "「{column}」列有 {}写着「{value}」（{}），目前计入收入。\n要排除：--map {} --cancelled {}",
                self.rows(*rows as usize),
                self.0.amount(*amount),
                typed(&format!("status={column}")),
                typed(value)
            ),
            Remark::NotProduct { amount, quantity, price, discount, rows, .. } => {
                let less = discount.as_ref().map_or_else(String::new, |discount| format!(" x (1 - {discount})"));
                format!(
                    "{amount} 有 {}不等于 {quantity} x {price}{less}；以 {amount} 为准。",
                    self.rows(*rows as usize)
                )
            }
            Remark::Lacks { fields } => {
                let fields: Vec<String> = fields.iter().map(|field| self.field(*field)).collect();
                format!("这里没有{}列，而其他文件大多有；这些行此项为空。", self.list(&fields))
            }
            Remark::Dates { order, other, fits, of, .. } => format!(
                "日期只能按{}读：按{}，{} 个值中只有 {} 个相符。",
                self.read_as(&format!("date.{order}")),
                self.read_as(&format!("date.{other}")),
                self.0.count(*of as usize),
                self.0.count(*fits as usize)
            ),
        }
    }

    fn decision(&self, field: Field, header: &str, read: &str, fits: &str) -> String {
        format!("{} 是「{header}」列：{read}；{fits} 相符", field.name())
    }

    fn fits_of(&self, fits: usize, of: usize) -> String {
        format!("{} / {}", self.0.count(fits), self.0.count(of))
    }

    fn place(&self, place: &Place) -> String {
        let mut parts = Vec::new();
        parts.extend(place.file.as_deref().map(|file| super::cli::named(file).to_owned()));
        parts.extend(place.sheet.as_ref().map(|sheet| format!("工作表「{sheet}」")));
        parts.extend(place.column.as_ref().map(|column| format!("「{column}」列")));
        parts.extend(place.cell.as_ref().map(|cell| format!("单元格 {cell}")));
        if place.cell.is_none() {
            parts.extend(place.row.map(|row| format!("第 {row} 行")));
        }
        if parts.is_empty() { String::new() } else { format!("{}：", parts.join("，")) }
    }
}
