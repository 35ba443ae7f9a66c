//! Rows that count although a column says that they are no sales: a status (交易关闭), a mark (作废标志: Y), a kind of document that
//! gives goods back and yet has amounts above zero, an amount that was refunded.
//!
//! Nothing is set aside for it, since words mean different things in different houses; but no figure stands without a word on it.

use std::collections::BTreeMap;

use super::filter::fold_value;
use super::header::fold;
use super::layout::Layout;
use super::rows::{Counts, Rows};
use super::sheet::Folded;
use super::sink::Key;
use super::text_column::TextColumn;
use super::view::View;
use crate::model::problem::{CleanProblem, SaysNoSale};
use crate::model::{Field, InputOptions, Money, Place, Problem, Tally};

/// Statuses of orders that are none, folded; a part between commas or brackets is enough (`未发货，退款成功`).
const STATUSES: [&str; 45] = [
    "cancelled",
    "canceled",
    "order cancelled",
    "order canceled",
    "void",
    "voided",
    "deleted",
    "refunded",
    "fully refunded",
    "returned",
    "closed (cancelled)",
    "取消",
    "已取消",
    "订单取消",
    "订单已取消",
    "交易取消",
    "买家取消",
    "卖家取消",
    "客户取消",
    "作废",
    "已作废",
    "已关闭",
    "交易关闭",
    "订单关闭",
    "关闭的订单",
    "已退款",
    "退款成功",
    "全额退款",
    "已全额退款",
    "退款完成",
    "退货退款",
    "已退货",
    "等待买家付款",
    "已删除",
    "訂單取消",
    "訂單已取消",
    "交易關閉",
    "訂單關閉",
    "已關閉",
    "作廢",
    "已作廢",
    "全額退款",
    "退貨退款",
    "已退貨",
    "已刪除",
];
/// Headers of columns that mark rows as none, folded.
const MARKS: [&str; 24] = [
    "作废",
    "作废标志",
    "作废标记",
    "作废状态",
    "是否作废",
    "已作废",
    "是否取消",
    "取消标志",
    "已取消",
    "是否删除",
    "删除标志",
    "作廢",
    "是否作廢",
    "是否取消訂單",
    "cancelled",
    "canceled",
    "iscancelled",
    "iscanceled",
    "void",
    "voided",
    "isvoid",
    "isvoided",
    "deleted",
    "isdeleted",
];
/// What such a mark is, folded.
const YES: [&str; 17] = [
    "y",
    "yes",
    "true",
    "t",
    "1",
    "x",
    "√",
    "✓",
    "✔",
    "是",
    "已",
    "作废",
    "已作废",
    "已取消",
    "取消",
    "作廢",
    "已作廢",
];
/// Headers of columns that say what kind of document a row is of, folded.
const KINDS: [&str; 22] = [
    "红蓝标志",
    "红蓝字",
    "红字标志",
    "单据类型",
    "单据类别",
    "单据名称",
    "单据种类",
    "订单类型",
    "业务类型",
    "交易类型",
    "出库类型",
    "销售类型",
    "退货标志",
    "是否退货",
    "單據類型",
    "單據類別",
    "訂單類型",
    "documenttype",
    "doctype",
    "transactiontype",
    "ordertype",
    "invoicetype",
];
/// What kinds of documents that give something back are called.
const BACK: [&str; 10] =
    ["退货", "退貨", "退款", "红字", "紅字", "credit note", "credit memo", "creditmemo", "refund", "return"];
/// Headers of columns of what was paid back, folded.
const REFUNDS: [&str; 18] = [
    "退款金额",
    "退款额",
    "退货金额",
    "已退款金额",
    "已退金额",
    "退款总额",
    "实际退款金额",
    "买家退款金额",
    "卖家退款金额",
    "退款金額",
    "退貨金額",
    "refund",
    "refunds",
    "refundamount",
    "refundedamount",
    "amountrefunded",
    "totalrefund",
    "refundtotal",
];

/// Says whether a status is one of an order that is none.
pub fn is_status(text: &str) -> bool {
    let folded = fold_value(text);
    let parts = || folded.split([',', ';', '、', '/', '|', '(', ')', '。']).map(str::trim);
    STATUSES.contains(&folded.as_str()) || parts().any(|part| STATUSES.contains(&part))
}

/// What a column with that header tells of its rows.
fn told_by(header: &str) -> Option<SaysNoSale> {
    let name = fold(header).name;
    [(&MARKS[..], SaysNoSale::Mark), (&KINDS[..], SaysNoSale::Back), (&REFUNDS[..], SaysNoSale::Refund)]
        .into_iter()
        .find_map(|(headers, says)| headers.contains(&name.as_str()).then_some(says))
}

/// Says whether a value tells that of its row.
fn tells(says: SaysNoSale, header: &str, text: &str) -> bool {
    match says {
        SaysNoSale::Status => is_status(text),
        SaysNoSale::Mark => YES.contains(&fold_value(text).as_str()),
        SaysNoSale::Back if fold(header).name.contains('退') => YES.contains(&fold_value(text).as_str()),
        SaysNoSale::Back => {
            let folded = fold_value(text);
            BACK.iter().any(|word| folded.contains(word)) && !["非", "不", "无"].iter().any(|no| folded.starts_with(no))
        }
        SaysNoSale::Refund => text.chars().any(|c| c.is_numeric() && !matches!(c, '0' | '０')),
    }
}

/// Gives the columns that may say so beside that of the status; none where the user has said that no status counts, and none of
/// exports of which it is known what their columns say.
pub fn columns(layout: &Layout, input: &InputOptions) -> Vec<usize> {
    if layout.header_row.is_none() || layout.crosstab.is_some() || layout.export.is_some() || no_status(input) {
        return Vec::new();
    }
    let own = layout.joined.as_ref().map_or(layout.headers.len(), |joined| joined.own).min(layout.headers.len());
    let (first, behind) = layout.window.unwrap_or((0, own));
    let free = |index: &usize| !layout.mapped.iter().any(|mapped| mapped.index == *index);
    (first..behind.min(own)).filter(free).filter(|&index| told_by(&layout.headers[index]).is_some()).collect()
}

/// Says whether rows may tell such a thing, so that it must be seen on all of them.
pub fn may_tell(layout: &Layout, input: &InputOptions) -> bool {
    (layout.of(Field::Status).is_some() && input.cancelled.is_empty()) || !columns(layout, input).is_empty()
}

fn no_status(input: &InputOptions) -> bool {
    input.map.iter().any(|mapping| mapping.field == Field::Status && super::mapping::is_none(mapping))
}

/// What was told of rows: which column of which source, and the value.
type Tale = (u16, usize, SaysNoSale, String);

/// What columns tell of the rows that count.
#[derive(Default)]
pub struct Told {
    tales: Vec<Tale>,
    /// Per row and column that tells something, in the order of rows: the row's place and the tale's.
    rows: Vec<(u32, u32)>,
}

impl Told {
    /// Takes the rows of a block that count, the first of which gets the place `before`.
    pub fn add(&mut self, view: &View<'_>, counts: &Counts, source: u16, before: usize) {
        let layout = view.layout();
        if layout.export.is_some() {
            return;
        }
        let first = self.rows.len();
        for (key, index, _) in &view.chosen.plan.columns {
            let (Some(header), Some(column)) = (layout.headers.get(*index), view.texts(*key)) else { continue };
            let says = match key {
                Key::Field(Field::Status) => Some(SaysNoSale::Status),
                Key::Says(_) => told_by(header),
                _ => None,
            };
            let Some(says) = says else { continue };
            let tale = |text: &str| tells(says, header, text).then(|| (source, *index, says, text.trim().to_owned()));
            let tales: Vec<Option<u32>> =
                column.texts.iter().map(|text| tale(text).map(|tale| self.place_of(tale))).collect();
            if tales.iter().all(Option::is_none) {
                continue;
            }
            for (at, row) in counts.places().enumerate() {
                let code = column.code(view.skip + row);
                if code != TextColumn::BLANK
                    && let Some(tale) = tales[code as usize]
                {
                    self.rows.push(((before + at) as u32, tale));
                }
            }
        }
        self.rows[first..].sort_unstable();
    }

    fn place_of(&mut self, tale: Tale) -> u32 {
        let known = self.tales.iter().position(|known| match tale.2 {
            // Each amount is another text, and none is named.
            SaysNoSale::Refund => known.0 == tale.0 && known.1 == tale.1,
            _ => *known == tale,
        });
        known.unwrap_or_else(|| {
            self.tales.push(tale);
            self.tales.len() - 1
        }) as u32
    }

    /// Drops the rows that are marked.
    pub fn drop_rows(&mut self, dropped: &[bool]) {
        let mut gone = 0;
        let mut next = 0;
        self.rows.retain_mut(|(row, _)| {
            gone += dropped[next..*row as usize].iter().filter(|out| **out).count() as u32;
            next = *row as usize;
            let stays = !dropped[next];
            *row -= gone;
            stays
        });
    }
}

/// Warns of rows above zero that count and are told to be no sales, once for each column; not of statuses where the user named those
/// that cancel.
pub fn problems(rows: &Rows, sheets: &[Folded], input: &InputOptions) -> Vec<Problem> {
    let mut found: BTreeMap<(String, SaysNoSale), (Tally, Vec<String>, Vec<u16>)> = BTreeMap::new();
    // A mark tells more than the kind, which tells more than what was paid back: no row is told twice.
    let mut best: BTreeMap<u32, &Tale> = BTreeMap::new();
    for (row, tale) in &rows.told.rows {
        let tale = &rows.told.tales[*tale as usize];
        let heeded = tale.2 != SaysNoSale::Status || input.cancelled.is_empty();
        if heeded && rows.money[*row as usize] > 0 && best.get(row).is_none_or(|other| tale.2 < other.2) {
            best.insert(*row, tale);
        }
    }
    for (row, (source, index, says, text)) in best {
        let header = sheets[usize::from(*source)].chosen.layout.headers[*index].clone();
        let (tally, values, sources) = found.entry((header, *says)).or_default();
        tally.add(Money::from_raw(rows.money[row as usize]));
        if *says != SaysNoSale::Refund && !values.contains(text) {
            values.push(text.clone());
        }
        if !sources.contains(source) {
            sources.push(*source);
        }
    }
    let told = found.into_iter().map(|((column, says), (tally, values, sources))| {
        let place = match sources[..] {
            [source] => sheets[usize::from(source)].chosen.place.clone(),
            _ => Place::default(),
        };
        let kind = CleanProblem::NoSale { says, values, rows: tally.n, amount: tally.amount };
        Problem::warning(Place { column: Some(column), ..place }, kind)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_statuses_of_orders_that_are_none() {
        for text in ["交易关闭", "Cancelled", "未发货，退款成功", "已退款", " 已取消 ", "已取消（买家）", "VOID"]
        {
            assert!(is_status(text), "{text}");
        }
        for text in
            ["交易成功", "已发货", "未取消", "部分退款", "无售后", "退款中", "Shipped", "Completed", "", "已完成"]
        {
            assert!(!is_status(text), "{text}");
        }
    }

    #[test]
    fn knows_marks_kinds_and_refunds_by_their_headers() {
        let told = |header: &str, text: &str| told_by(header).is_some_and(|says| tells(says, header, text));
        for (header, text) in [
            ("作废标志", "Y"),
            ("是否作废", "是"),
            ("单据类型", "销售退货单"),
            ("单据类型", "红字销售出库单"),
            ("是否退货", "是"),
            ("Transaction Type", "Credit Memo"),
            ("退款金额（元）", "12.50"),
            ("Refund Amount", "3"),
        ] {
            assert!(told(header, text), "{header}: {text}");
        }
        for (header, text) in [
            ("作废标志", "N"),
            ("作废标志", "否"),
            ("单据类型", "销售出库单"),
            ("单据类型", "非退货"),
            ("是否退货", "否"),
            ("退款金额", "0.00"),
            ("退款金额", "-"),
            ("金额", "12"),
            ("备注", "退货"),
        ] {
            assert!(!told(header, text), "{header}: {text}");
        }
    }

    #[test]
    fn follows_rows_that_are_dropped() {
        let mut told = Told { tales: Vec::new(), rows: vec![(0, 0), (2, 0), (2, 1), (4, 0), (5, 0)] };
        told.drop_rows(&[false, true, false, true, true, false]);
        assert_eq!(told.rows, [(0, 0), (1, 0), (1, 1), (2, 0)]);
    }
}
