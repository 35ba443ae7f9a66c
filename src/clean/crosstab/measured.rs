//! What a cross-tab measures in each period, and what says that its figures are no amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::band::{Column, Head};
use super::heading;
use crate::clean::header::fold;
use crate::clean::layout::{Layout, synonym, words};
use crate::clean::{total, unit};
use crate::model::problem::Unclear;
use crate::model::{Field, InputOptions, Period};
use crate::read::OwnedCell;

/// What may be measured in a period.
const MEASURES: [Field; 4] = [Field::Amount, Field::Quantity, Field::Profit, Field::Cost];

impl Head<'_> {
    /// Gives what is measured by the labels below or above the periods; nothing for what is no amount and no quantity.
    pub fn measures(
        &self,
        columns: &[(&Column, Period)],
        input: &InputOptions,
    ) -> Result<BTreeMap<String, Option<Field>>, Unclear> {
        let labels: BTreeSet<&str> = columns.iter().map(|(column, _)| column.label.as_str()).collect();
        let given = |label: &str| {
            let same = |mapping: &&crate::model::Mapping| {
                MEASURES.contains(&mapping.field) && fold(&mapping.column).name == fold(label).name
            };
            input.map.iter().find(same).map(|mapping| mapping.field)
        };
        let any_given = labels.iter().any(|label| given(label) == Some(Field::Amount));
        let known = |label: &str| match given(label) {
            Some(field) => Some(field),
            None => measure(label).filter(|field| !any_given || *field != Field::Amount),
        };
        let mut measures: BTreeMap<String, Option<Field>> =
            labels.iter().map(|label| ((*label).to_owned(), known(label))).collect();
        let of =
            |field| measures.iter().filter(move |(_, found)| **found == Some(field)).map(|(label, _)| label.clone());
        let amounts: Vec<String> = of(Field::Amount).collect();
        if let [_, _, ..] = amounts.as_slice() {
            return Err(Unclear::Amounts { labels: amounts });
        }
        if amounts.is_empty() {
            match labels.iter().collect::<Vec<_>>().as_slice() {
                [only] if known(only).is_none() => drop(measures.insert((**only).to_owned(), Some(Field::Amount))),
                _ => return Err(Unclear::Amounts { labels: labels.iter().map(|label| (*label).to_owned()).collect() }),
            }
        }
        // Two columns of one other measure say which is which no better.
        for field in [Field::Quantity, Field::Profit, Field::Cost] {
            let twice: Vec<String> =
                measures.iter().filter(|(_, found)| **found == Some(field)).map(|(label, _)| label.clone()).collect();
            if twice.len() > 1 {
                measures.extend(twice.into_iter().map(|label| (label, None)));
            }
        }
        Ok(measures)
    }

    /// Gives what says that the figures are quantities, or ten thousands, where no label says that they are amounts.
    pub fn quantities(&self, measures: &BTreeMap<String, Option<Field>>) -> Option<String> {
        const QUANTITIES: [&str; 12] =
            ["数量", "數量", "销量", "銷量", "件数", "件數", "台数", "吨", "quantity", "qty", "units", "pieces"];
        const AMOUNTS: [&str; 9] = ["金额", "金額", "销售额", "銷售額", "額", "额", "amount", "revenue", "turnover"];
        const COUNTS: [&str; 6] = ["次数", "单数", "筆數", "笔数", "count of", "计数"];
        let label = |label: &str| measure(label) == Some(Field::Amount);
        let above =
            self.rows[..self.at].iter().flat_map(|(_, cells)| cells).chain(self.row().1.iter().take(self.first));
        let texts: Vec<String> = above.map(words).map(|text| text.to_lowercase()).collect();
        let says = |words: &[&str]| texts.iter().find(|text| words.iter().any(|word| text.contains(word))).cloned();
        if measures.keys().any(|name| label(name)) {
            return None;
        }
        let quantities = || {
            measures
                .keys()
                .find(|name| QUANTITIES.iter().chain(&COUNTS).any(|word| name.to_lowercase().contains(word)))
                .cloned()
        };
        quantities().or_else(|| says(&QUANTITIES).or_else(|| says(&COUNTS)).filter(|_| says(&AMOUNTS).is_none()))
    }

    /// Gives a column beside the periods that says of each row what it holds, and what it says, where no filter keeps one of them.
    pub fn kinds(&self, layout: &Layout, input: &InputOptions) -> Option<(String, Vec<String>)> {
        let rows = || self.rows.iter().filter(|(row, _)| *row > self.header());
        let values = |at: usize| -> BTreeSet<String> {
            rows().filter_map(|(_, cells)| cells.get(at)).map(words).filter(|text| !text.is_empty()).collect()
        };
        self.beside_periods(layout, input).into_iter().find_map(|(at, name)| {
            let all: Vec<String> = values(at).into_iter().filter(|text| !total::says_total(text, true)).collect();
            let cell = |text: &String| heading::named(&OwnedCell::Text(text.clone()));
            let years = !all.is_empty() && all.iter().all(|text| cell(text).is_some());
            let kinds = all.len() > 1 && all.iter().any(|text| is_kind(text));
            (years || kinds).then(|| (name, all.into_iter().take(KINDS).collect()))
        })
    }

    /// Gives the columns left of the periods, with their names, that could say of each row what it holds: none that names the
    /// customer, and none by which a filter chooses.
    pub fn beside_periods(&self, layout: &Layout, input: &InputOptions) -> Vec<(usize, String)> {
        let names_customer = |at: usize| {
            layout.mapped.iter().any(|one| one.index == at && matches!(one.field, Field::Customer | Field::CustomerId))
        };
        let filtered = |at: usize| input.filters.iter().any(|filter| layout.column(&filter.column) == Some(at));
        let free = (0..self.first).filter(|at| !names_customer(*at) && !filtered(*at));
        free.map(|at| (at, self.name(at))).collect()
    }

    /// Says whether the unit is one that figures are multiplied by: of a note above, or of what is measured.
    pub fn unit_is_known(&self, measures: &BTreeMap<String, Option<Field>>) -> bool {
        let above = self.rows.iter().filter(|(row, _)| *row < self.header()).map(|(_, cells)| cells);
        let label = |(label, field): (&String, &Option<Field>)| *field == Some(Field::Amount) && fold(label).power > 0;
        unit::above(above).is_some() || measures.iter().any(label)
    }

    /// Gives what says that the figures are in thousands or more.
    pub fn unit(&self) -> Option<String> {
        const UNITS: [&str; 12] = [
            "万元",
            "萬元",
            "千元",
            "百万",
            "亿元",
            "单位：万",
            "单位:万",
            "in thousands",
            "'000",
            "(000",
            "in millions",
            "000s",
        ];
        let rows = self.rows[..=self.at].iter().chain(self.beside(1).filter(|_| self.lower));
        let texts = rows.flat_map(|(_, cells)| cells).map(words);
        texts.into_iter().find(|text| UNITS.iter().any(|unit| text.to_lowercase().contains(unit)))
    }
}

/// The most kinds that are told.
pub const KINDS: usize = 12;

/// Says whether a text names a kind of figures: what is measured, or whether it is planned.
pub fn is_kind(text: &str) -> bool {
    const PLANS: [&str; 26] = [
        "预算",
        "計劃",
        "计划",
        "目标",
        "目標",
        "实际",
        "實際",
        "实绩",
        "完成",
        "同期",
        "去年同期",
        "上年同期",
        "去年",
        "上年",
        "本年",
        "今年",
        "预测",
        "毛利率",
        "占比",
        "budget",
        "plan",
        "target",
        "actual",
        "forecast",
        "last year",
        "this year",
    ];
    let known = synonym(&fold(text).name).is_some_and(|field| MEASURES.contains(&field) || field == Field::Price);
    known || PLANS.contains(&text.to_lowercase().trim())
}

/// Gives what a label says is measured.
pub fn measure(label: &str) -> Option<Field> {
    let label = label.split_once([':', '：']).map_or(label, |(_, label)| label);
    let label = label.trim();
    let label = label.strip_prefix("Sum of ").or_else(|| label.strip_prefix("sum of ")).unwrap_or(label);
    synonym(&fold(label).name).filter(|field| MEASURES.contains(field))
}
