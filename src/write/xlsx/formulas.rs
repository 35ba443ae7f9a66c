//! Formulas that can be followed: found in the figures themselves, and written only where they give the report's figure in
//! every row of the table, exactly for money.
//!
//! So a table needs no word about how its columns hang together, and a new one gets its formulas without a line here. A
//! formula refers only to columns at its left or rows above it, so that none can go round in a circle.

use crate::model::Money;
use crate::report::{Kind, RowRole, Table, Value};

/// How a column follows from the columns at its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The sum of neighbouring columns, from and to.
    Sum(usize, usize),
    /// One column less another.
    Less(usize, usize),
    /// One column divided by another.
    Per(usize, usize),
    /// A column divided by its sum over all rows.
    Share(usize),
    /// The same, added up from the first row on.
    Together(usize),
}

/// Where the table's first body row and first column stand, zero-based.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub row: u32,
    pub column: u16,
}

impl Origin {
    /// Gives a cell's name, such as `D5`.
    pub fn cell(self, row: usize, column: usize) -> String {
        format!("{}{}", self.letter(column), self.number(row))
    }

    fn letter(self, column: usize) -> String {
        rust_xlsxwriter::utility::column_number_to_name(self.column + column as u16)
    }

    fn number(self, row: usize) -> u32 {
        self.row + row as u32 + 1
    }
}

/// Gives the money of a cell.
fn money(value: &Value) -> Option<Money> {
    match value {
        Value::Money(money) | Value::Change(money) => Some(*money),
        _ => None,
    }
}

/// Gives money or a count as an integer, for sums.
fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Money(money) | Value::Change(money) => Some(i128::from(money.raw())),
        Value::Count(count) | Value::CountChange(count) => Some(i128::from(*count)),
        Value::Empty => Some(0),
        _ => None,
    }
}

fn is_amount(kind: Kind) -> bool {
    matches!(kind, Kind::Money | Kind::Change)
}

/// Says whether a row takes part in sums.
fn counts(role: RowRole) -> bool {
    matches!(role, RowRole::Body | RowRole::Rest)
}

/// Says whether two ratios are the same number, but for the last bits.
fn same(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1e-6)
}

/// Gives the rule of each column, where one holds in every row.
pub fn rules(table: &Table) -> Vec<Option<Rule>> {
    (0..table.columns.len()).map(|column| rule(table, column)).collect()
}

fn rule(table: &Table, column: usize) -> Option<Rule> {
    let money_columns: Vec<usize> = (0..column).filter(|&at| is_amount(table.columns[at].kind)).collect();
    match table.columns[column].kind {
        Kind::Money | Kind::Change => {
            let holds = |test: &dyn Fn(&[Value]) -> Option<Money>| holds(table, column, test);
            // A period that has not ended may stand between the periods and their sum.
            let ends = (column.saturating_sub(2)..column).rev();
            let sums = ends.flat_map(|to| (0..to).map(move |from| Rule::Sum(from, to)));
            let pairs = money_columns.iter().rev().flat_map(|&left| {
                money_columns
                    .iter()
                    .rev()
                    .filter(move |&&right| right != left)
                    .map(move |&right| Rule::Less(left, right))
            });
            // A change is first of all a difference, an amount a sum.
            let (sums, pairs): (Vec<Rule>, Vec<Rule>) = (sums.collect(), pairs.collect());
            let tried = match table.columns[column].kind {
                Kind::Change => [pairs, sums],
                _ => [sums, pairs],
            };
            tried.into_iter().flatten().find(|rule| match *rule {
                Rule::Sum(from, to) => {
                    table.columns[from..=to].iter().all(|column| is_amount(column.kind))
                        && holds(&|cells| cells[from..=to].iter().map(money).sum())
                }
                Rule::Less(left, right) => holds(&|cells| Some(money(&cells[left])? - money(&cells[right])?)),
                _ => false,
            })
        }
        Kind::Percent | Kind::Share => {
            let pairs = money_columns.iter().rev().flat_map(|&above| {
                money_columns
                    .iter()
                    .rev()
                    .filter(move |&&below| below != above)
                    .map(move |&below| Rule::Per(above, below))
            });
            pairs
                .chain(money_columns.iter().map(|&of| Rule::Share(of)))
                .chain(money_columns.iter().map(|&of| Rule::Together(of)))
                .find(|&rule| ratio_holds(table, column, rule))
        }
        _ => None,
    }
}

/// Says whether a rule gives the money of a column in each row that has one, and in one that is not zero.
fn holds(table: &Table, column: usize, test: &dyn Fn(&[Value]) -> Option<Money>) -> bool {
    let mut seen = false;
    for row in table.rows.iter().filter(|row| row.role != RowRole::Group) {
        let Some(value) = row.cells.get(column).and_then(money) else { continue };
        if test(&row.cells) != Some(value) {
            return false;
        }
        seen |= !value.is_zero();
    }
    seen
}

fn ratio_holds(table: &Table, column: usize, rule: Rule) -> bool {
    let total = |of: usize| -> Option<f64> {
        let rows = table.rows.iter().filter(|row| counts(row.role));
        let sum: Option<Money> = rows.map(|row| money(&row.cells[of])).sum();
        sum.filter(|sum| sum.is_positive()).map(Money::units)
    };
    let sum = match rule {
        Rule::Share(of) | Rule::Together(of) => total(of),
        _ => Some(1.0),
    };
    let Some(sum) = sum else { return false };
    let (mut seen, mut running) = (false, Money::ZERO);
    for row in table.rows.iter().filter(|row| row.role != RowRole::Group) {
        if let (Rule::Together(of), true) = (rule, counts(row.role)) {
            running += money(&row.cells[of]).unwrap_or_default();
        }
        let Some(Value::Ratio(value)) = row.cells.get(column) else { continue };
        let expected = match rule {
            Rule::Per(above, below) => match (money(&row.cells[above]), money(&row.cells[below])) {
                (Some(above), Some(below)) if !below.is_zero() => above.units() / below.units(),
                _ => return false,
            },
            Rule::Share(of) => match money(&row.cells[of]) {
                Some(amount) => amount.units() / sum,
                None => return false,
            },
            Rule::Together(_) if counts(row.role) => running.units() / sum,
            _ => continue,
        };
        if !same(*value, expected) {
            return false;
        }
        seen |= *value != 0.0;
    }
    seen
}

/// Gives the formula of a cell by its column's rule; `rows` are the first and last row of the sums.
pub fn in_row(rule: Rule, origin: Origin, row: usize, rows: (usize, usize)) -> String {
    let (number, first, last) = (origin.number(row), origin.number(rows.0), origin.number(rows.1));
    let letter = |column| origin.letter(column);
    match rule {
        Rule::Sum(from, to) => format!("=SUM({}{number}:{}{number})", letter(from), letter(to)),
        Rule::Less(left, right) => format!("={}{number}-{}{number}", letter(left), letter(right)),
        Rule::Per(above, below) => format!("={}{number}/{}{number}", letter(above), letter(below)),
        Rule::Share(of) => format!("={0}{number}/SUM({0}${first}:{0}${last})", letter(of)),
        Rule::Together(of) => format!("=SUM({0}${first}:{0}{number})/SUM({0}${first}:{0}${last})", letter(of)),
    }
}

/// Gives the formula of a total or subtotal, where rows above it give it exactly: the rows right above it, the subtotals and
/// the rest, or the last total less the first row.
pub fn of_total(table: &Table, origin: Origin, row: usize, column: usize) -> Option<String> {
    if !matches!(table.rows[row].role, RowRole::Total | RowRole::Subtotal) || row == 0 {
        return None;
    }
    let cell = |at: usize| table.rows[at].cells.get(column);
    let value = cell(row).filter(|value| **value != Value::Empty).and_then(integer)?;
    let letter = origin.letter(column);
    let (mut sum, mut from) = (0_i128, None);
    for at in (0..row).rev() {
        let Some(amount) = cell(at).and_then(integer).filter(|_| table.rows[at].role != RowRole::Group) else { break };
        sum += amount;
        if sum == value && row - at > 1 {
            from = Some(at);
        }
    }
    if let Some(from) = from {
        return Some(format!("=SUM({letter}{}:{letter}{})", origin.number(from), origin.number(row - 1)));
    }
    let parts: Vec<usize> =
        (0..row).filter(|&at| matches!(table.rows[at].role, RowRole::Subtotal | RowRole::Rest)).collect();
    if (2..=20).contains(&parts.len())
        && parts.iter().map(|&at| cell(at).and_then(integer)).sum::<Option<i128>>() == Some(value)
    {
        let parts: Vec<String> = parts.into_iter().map(|at| origin.cell(at, column)).collect();
        return Some(format!("={}", parts.join("+")));
    }
    let closing = (1..row).rev().find(|&at| table.rows[at].role == RowRole::Total)?;
    let (last, first) = (cell(closing).and_then(integer)?, cell(0).and_then(integer)?);
    (last - first == value).then(|| format!("={}-{}", origin.cell(closing, column), origin.cell(0, column)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Row, TableRole};

    fn amount(units: i64) -> Value {
        Value::Money(Money::from_raw(units * 10_000))
    }

    fn table(columns: &[(&'static str, Kind)], rows: Vec<Vec<Value>>) -> Table {
        Table {
            id: "test",
            finding: String::new(),
            subtitle: String::new(),
            columns: columns.iter().map(|&(id, kind)| Column { id, period: None, label: id.into(), kind }).collect(),
            rows: rows.into_iter().map(Row::body).collect(),
            notes: Vec::new(),
            role: TableRole::Primary,
            show: None,
            choices: Vec::new(),
        }
    }

    #[test]
    fn a_bridge_closes_as_a_sum_and_changes_as_a_difference() {
        let columns = [
            ("period", Kind::Text),
            ("opening", Kind::Money),
            ("new", Kind::Change),
            ("lost", Kind::Change),
            ("closing", Kind::Money),
            ("change", Kind::Change),
            ("change_rate", Kind::Percent),
        ];
        let row = |figures: [i64; 5]| {
            let [opening, new, lost, closing, change] = figures;
            let rate = Value::Ratio(change as f64 / opening as f64);
            vec![
                Value::Text("2025Q1".into()),
                amount(opening),
                amount(new),
                amount(lost),
                amount(closing),
                amount(change),
                rate,
            ]
        };
        let bridge = table(&columns, vec![row([100, 30, -20, 110, 10]), row([110, 0, -55, 55, -55])]);
        let found = rules(&bridge);
        assert_eq!(found[4], Some(Rule::Sum(1, 3)));
        assert_eq!(found[5], Some(Rule::Less(4, 1)));
        assert_eq!(found[6], Some(Rule::Per(5, 1)));
        let origin = Origin { row: 10, column: 1 };
        assert_eq!(in_row(Rule::Sum(1, 3), origin, 0, (0, 1)), "=SUM(C11:E11)");
        assert_eq!(in_row(Rule::Less(4, 1), origin, 1, (0, 1)), "=F12-C12");
    }

    #[test]
    fn a_rule_that_fails_in_one_row_is_no_rule() {
        let columns = [("a", Kind::Money), ("b", Kind::Money), ("change", Kind::Change)];
        let sound = table(&columns, vec![vec![amount(5), amount(3), amount(2)]]);
        assert_eq!(rules(&sound)[2], Some(Rule::Less(0, 1)));
        let broken =
            table(&columns, vec![vec![amount(5), amount(3), amount(2)], vec![amount(5), amount(3), amount(1)]]);
        assert_eq!(rules(&broken)[2], None);
    }

    #[test]
    fn shares_and_totals_follow_from_the_rows() {
        let columns = [("amount", Kind::Money), ("share", Kind::Share), ("together", Kind::Share)];
        let mut shares = table(
            &columns,
            vec![
                vec![amount(60), Value::Ratio(0.6), Value::Ratio(0.6)],
                vec![amount(40), Value::Ratio(0.4), Value::Ratio(1.0)],
            ],
        );
        assert_eq!(rules(&shares)[1..], [Some(Rule::Share(0)), Some(Rule::Together(0))]);
        let origin = Origin { row: 4, column: 3 };
        shares.rows.push(Row::of(RowRole::Total, vec![amount(100), Value::Ratio(1.0), Value::Empty]));
        assert_eq!(of_total(&shares, origin, 2, 0).as_deref(), Some("=SUM(D5:D6)"));
        shares.rows[2].cells[0] = amount(99);
        assert_eq!(of_total(&shares, origin, 2, 0), None);
    }

    #[test]
    fn a_bridge_that_stands_upright_closes_and_changes_by_formulas_too() {
        let mut bridge = table(&[("line", Kind::Name), ("amount", Kind::Money)], Vec::new());
        let lines = [
            (100, RowRole::Total),
            (30, RowRole::Body),
            (-20, RowRole::Body),
            (110, RowRole::Total),
            (10, RowRole::Subtotal),
        ];
        bridge.rows = lines.map(|(units, role)| Row::of(role, vec![Value::Empty, amount(units)])).to_vec();
        let origin = Origin { row: 1, column: 0 };
        assert_eq!(of_total(&bridge, origin, 3, 1).as_deref(), Some("=SUM(B2:B4)"));
        assert_eq!(of_total(&bridge, origin, 4, 1).as_deref(), Some("=B5-B2"));
    }
}
