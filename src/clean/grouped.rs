//! Grouped reports: the customer stands in a row of its own above its lines, and subtotals below them.
//!
//! A heading is a row with one text and nothing else (`Acme Ltd`), or a label with the name (`客户：东莞商行`). Every line takes the
//! heading above it as its customer; of headings in several columns, as of a customer and its projects, the leftmost counts.
//! A row that may be a heading but cannot be told from other things ends the group, so that its lines are told of and no one
//! else gets them. A label above the header (`客户：全部`) is a heading only where those below carry the same.

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::header::{self, fold};
use super::layout::{Layout, Mapped, is_value};
use super::sink::{Mark, Sink, is_blank, is_figure};
use super::{footer, month_names, total};
use crate::model::{Feature, Field};
use crate::read::{Cell, OwnedCell, SheetHead};

/// Where the headings stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    header: u32,
    /// The column of headings.
    pub column: usize,
    /// Whether each is a label with a name.
    labelled: bool,
    /// The column, behind all others, that lines get their customer in.
    customer: usize,
    date: usize,
    order: Option<usize>,
    figures: Vec<usize>,
    /// The columns of customers that lines may have all the same.
    own: Vec<usize>,
    /// The labels that count above the header.
    above: Vec<String>,
}

/// The group at hand, while rows are read.
#[derive(Default)]
pub struct Group {
    name: String,
    /// Whether no line has followed yet.
    new: bool,
    seen: FxHashSet<String>,
    /// Groups with lines, and the first.
    pub groups: u64,
    pub first: String,
}

/// A row that names a customer alone.
struct Heading {
    column: usize,
    name: String,
    label: Option<String>,
}

impl Heading {
    /// Says whether a heading counts that stands above the header, where filters and the seller's own name stand too.
    fn counts_above(&self, labels: &[String]) -> bool {
        self.label.as_ref().is_some_and(|label| labels.contains(label))
    }
}

/// Says whether a name stands for all customers, as in what a list was filtered by.
fn is_all(name: &str) -> bool {
    let name = name.nfkc().flat_map(char::to_lowercase).collect::<String>();
    matches!(
        name.trim(),
        "全部" | "所有" | "全部客户" | "所有客户" | "不限" | "all" | "all customers" | "all clients" | "any" | "*"
    )
}

/// Says whether a label above a header names whose list it is.
fn is_seller(label: &str) -> bool {
    ["company", "account", "公司", "单位", "單位"].iter().any(|word| label.contains(word))
}

fn known(label: &str) -> bool {
    let name = fold(label).name;
    Field::Customer.headers().contains(&&*name) || Field::CustomerId.headers().contains(&&*name)
}

fn is_labelled(text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(label, _)| known(label))
}

fn heading(cells: &[Cell<'_>]) -> Option<Heading> {
    let mut filled = cells.iter().copied().enumerate().filter(|(_, cell)| !is_blank(*cell));
    let (column, Cell::Text(first)) = filled.next()? else { return None };
    let first = first.trim();
    let second = filled.next();
    if let Some((label, name)) = first.split_once([':', '：'])
        && known(label)
    {
        // 客户：甲公司    电话：…
        let name = name.trim().split("  ").next().unwrap_or_default().trim();
        let name = match (name, second) {
            ("", Some((_, Cell::Text(name)))) => name.trim().to_owned(),
            (name, _) => name.to_owned(),
        };
        let label = Some(fold(label).name);
        return (!name.is_empty() && !is_all(&name)).then_some(Heading { column, name, label });
    }
    let alone = second.is_none() && !is_value(&OwnedCell::Text(first.into())) && !total::says_total(first, true);
    (alone && !footer::is_phrase(first) && !is_period(first)).then(|| Heading {
        column,
        name: first.into(),
        label: None,
    })
}

/// Says whether a row that is no heading may have been meant as one: a lone number, a month, a masked or a missing name.
fn may_be_heading(cells: &[Cell<'_>], groups: &Groups) -> bool {
    let mut filled = cells.iter().copied().enumerate().filter(|(_, cell)| !is_blank(*cell));
    let (Some((at, cell)), None) = (filled.next(), filled.next()) else { return false };
    if at > groups.column || groups.figures.contains(&at) {
        return false;
    }
    let Cell::Text(text) = cell else { return true };
    let text = text.trim();
    let label = text.split_once([':', '：']).filter(|(label, _)| known(label));
    match label {
        Some((_, name)) => !is_all(name),
        None => !total::says_total(text, true) && (!footer::is_phrase(text) || text.contains(['*', '＊'])),
    }
}

/// Says whether a text names a month, a quarter or a year, which parts a list by time and not by customer.
pub(super) fn is_period(text: &str) -> bool {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    let letters = folded.trim_matches(|c: char| c.is_ascii_digit());
    let han =
        |text: &str| text.chars().all(|c| c.is_ascii_digit() || "第一二三四五六七八九十上下年月份季度半".contains(c));
    let month = month_names::month_of(letters).is_some();
    let year = folded.len() == 4 && letters.is_empty();
    year || month
        || matches!(letters, "q" | "h" | "fy")
        || (folded.ends_with(['年', '月', '份', '季', '度']) && han(&folded))
}

/// Says whether a column that no field took looks as if it held the customers of lines, by its header.
fn may_be_customers(layout: &Layout, lines: &[&[OwnedCell]]) -> bool {
    const HINTS: [&str; 13] =
        ["customer", "client", "buyer", "company", "payer", "客", "往来", "單位", "单位", "公司", "买", "買", "户"];
    let free = |at: usize| layout.mapped.iter().all(|mapped| mapped.index != at);
    layout.headers.iter().enumerate().filter(|(at, _)| free(*at)).any(|(at, name)| {
        let name = name.to_lowercase();
        let filled = lines.iter().filter(|cells| matches!(cells.get(at), Some(OwnedCell::Text(_)))).count();
        HINTS.iter().any(|hint| name.contains(hint)) && filled * 2 > lines.len()
    })
}

/// Finds the headings of a sheet that has no customers beside its lines.
pub fn detect(head: &SheetHead, layout: &Layout, forced: bool) -> Option<(Groups, Feature)> {
    let header = layout.header_row?;
    let date = layout.of(Field::Date)?.index;
    let figures = [Field::Amount, Field::Quantity, Field::Price];
    let figures: Vec<usize> = figures.into_iter().filter_map(|field| layout.of(field)).map(|at| at.index).collect();
    let own: Vec<usize> = [Field::Customer, Field::CustomerId]
        .into_iter()
        .filter_map(|field| layout.of(field))
        .map(|at| at.index)
        .collect();
    let labels = head.rows.iter().filter(|(row, _)| *row > header).filter_map(|(_, cells)| {
        let all: Vec<Cell<'_>> = cells.iter().map(OwnedCell::as_cell).collect();
        heading(&all)?.label
    });
    let above: Vec<String> = labels.filter(|label| !is_seller(label)).collect();
    let (mut columns, mut groups, mut labelled, mut pending) = (Vec::new(), 0, 0, false);
    let mut lines: Vec<&[OwnedCell]> = Vec::new();
    for (row, cells) in &head.rows {
        let all: Vec<Cell<'_>> = cells.iter().map(OwnedCell::as_cell).collect();
        let found = heading(&all).filter(|found| *row > header || found.counts_above(&above));
        if let Some(found) = found {
            (pending, labelled) = (true, labelled + usize::from(found.label.is_some()));
            columns.push((found.column, found.label.is_some()));
            continue;
        }
        let filled = |at: &usize| cells.get(*at).is_some_and(is_value);
        if *row <= header || !filled(&date) || !figures.iter().any(filled) {
            continue;
        }
        if columns.is_empty() || own.iter().any(|at| all.get(*at).is_some_and(|cell| !is_blank(*cell))) {
            return None;
        }
        groups += usize::from(std::mem::take(&mut pending));
        lines.push(cells);
    }
    if !forced && labelled == 0 && may_be_customers(layout, &lines) {
        return None;
    }
    columns.retain(|(_, is_labelled)| *is_labelled || labelled == 0);
    let column = columns.iter().map(|(column, _)| *column).min()?;
    let sure = forced || labelled > 0 || own.contains(&column);
    if groups == 0 || (groups < 2 && !sure) || (labelled == 0 && figures.contains(&column)) {
        return None;
    }
    let customer = layout.headers.len().max(head.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0));
    let order = layout.of(Field::Order).map(|mapped| mapped.index);
    let groups = Groups { header, column, labelled: labelled > 0, customer, date, order, figures, own, above };
    let feature = Feature::Grouped { column: header::letters(column), groups: 0, first: String::new() };
    Some((groups, feature))
}

impl Groups {
    /// Gives the layout in which the headings are the customers.
    pub fn apply(self, layout: Layout, feature: Feature) -> Layout {
        let mut layout = layout;
        let taken = |field: Field| !matches!(field, Field::Customer | Field::CustomerId);
        let taken = layout.mapped.iter().any(|mapped| mapped.index == self.column && taken(mapped.field));
        let name = layout.headers.get(self.column).filter(|name| !name.is_empty() && !taken).cloned();
        let header = name.unwrap_or_else(|| header::letters(self.column));
        layout.mapped.retain(|mapped| !matches!(mapped.field, Field::Customer | Field::CustomerId));
        let mapped = Mapped { field: Field::Customer, index: self.customer, header, given: false };
        layout.mapped.insert(0, mapped);
        layout.elsewhere = Some((self.customer, self.column));
        layout.features.push(feature);
        layout.groups = Some(self);
        layout
    }
}

impl Sink {
    /// Takes a row of a grouped report.
    pub(super) fn group_row(&mut self, groups: &Groups, row: u32, cells: &[Cell<'_>]) {
        let found = heading(cells).filter(|found| found.label.is_some() || !groups.labelled);
        let below = row + 1 > groups.header;
        if let Some(found) = found
            && (below || found.counts_above(&groups.above))
            && !self.group.is_total(&found.name)
        {
            if found.column <= groups.column {
                self.group.begin(found.name);
            }
            return self.take(row, cells, Some(Mark::Header));
        }
        if !below {
            return self.take(row, cells, None);
        }
        let dated = cells.get(groups.date).is_some_and(|cell| !is_blank(*cell));
        let word = cells.iter().enumerate().find_map(|(at, cell)| match cell {
            Cell::Text(text) if total::says_total(text, true) || self.group.is_total(text) => Some((at, text.trim())),
            _ => None,
        });
        if let Some((at, word)) = word.filter(|_| !dated) {
            let mark = Mark::Total(at, word.into());
            return self.take(row, cells, Some(mark));
        }
        let labelled = || cells.iter().any(|cell| matches!(cell, Cell::Text(text) if is_labelled(text)));
        if may_be_heading(cells, groups) && (!groups.labelled || labelled()) {
            self.group.end();
            return self.take(row, cells, None);
        }
        let line = dated || groups.figures.iter().any(|at| cells.get(*at).is_some_and(|cell| !is_blank(*cell)));
        if !line || self.is_header(cells) {
            return self.take(row, cells, None);
        }
        // A total without a word is known by naming nothing, so nothing is given to it.
        let ordered = groups.order.and_then(|at| cells.get(at)).is_some_and(|cell| !is_blank(*cell));
        if !dated && !ordered && cells.iter().all(|cell| is_blank(*cell) || is_figure(*cell)) {
            return self.take(row, cells, None);
        }
        let own = groups.own.iter().filter_map(|at| cells.get(*at)).find(|cell| !is_blank(**cell));
        if let Some(own) = own {
            self.group.end();
            let mut all = cells.to_vec();
            all.resize(groups.customer, Cell::Empty);
            all.push(*own);
            return self.take(row, &all, None);
        }
        let group = std::mem::take(&mut self.group);
        let mut all = cells.to_vec();
        all.resize(groups.customer, Cell::Empty);
        all.push(if group.name.is_empty() { Cell::Empty } else { Cell::Text(&group.name) });
        self.take(row, &all, None);
        self.group = group;
        self.group.line();
    }
}

impl Group {
    fn begin(&mut self, name: String) {
        self.seen.insert(name.to_lowercase());
        (self.name, self.new) = (name, true);
    }

    fn end(&mut self) {
        self.name.clear();
        self.new = false;
    }

    fn line(&mut self) {
        if std::mem::take(&mut self.new) {
            self.groups += 1;
            if self.first.is_empty() {
                self.first.clone_from(&self.name);
            }
        }
    }

    /// Says whether a text is a total of a group, as QuickBooks writes it: `Total Acme Ltd`.
    fn is_total(&self, text: &str) -> bool {
        let lower = text.trim().to_lowercase();
        let rest = lower.strip_prefix("total for ").or_else(|| lower.strip_prefix("total "));
        rest.or_else(|| lower.strip_prefix("合计"))
            .is_some_and(|rest| self.seen.contains(rest.trim_start_matches([':', '：']).trim()))
    }
}
