//! A file of what it costs to serve customers (`--costs`): read and cleaned as orders are, customer, date, amount and kind a row.

use std::path::Path;

use super::{Cleaned, clean};
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Audit, Calendar, Failure, Field, InputOptions, Orders, Place, Problem, Progress, Wants};
use crate::read;

/// The rows of a file of costs, and their account.
#[derive(Debug)]
pub struct Costs {
    /// Amounts are costs; the category is their kind.
    pub rows: Orders,
    pub audit: Audit,
    /// As it was given.
    pub file: String,
}

/// Headers of the column that says what a cost is for; the others are those of orders.
const KINDS: [&str; 14] = [
    "kind",
    "type",
    "cost type",
    "cost kind",
    "expense type",
    "expense",
    "类型",
    "费用类型",
    "费用",
    "费用项目",
    "费用科目",
    "项目",
    "科目",
    "費用類型",
];

/// Opens a file of costs beside orders that speak from `orders.span.as_of`; costs after that day are set aside.
///
/// # Errors
/// What keeps a file of orders from being understood; costs in another currency than the orders.
pub fn costs(
    path: &Path,
    (input, calendar): (&InputOptions, Calendar),
    orders: &Orders,
    progress: &dyn Progress,
) -> Result<(Costs, Vec<Problem>), Failure> {
    let file = path.to_string_lossy().into_owned();
    let mut synonyms = input.synonyms.clone();
    synonyms.entry(Field::Category).or_default().extend(KINDS.map(str::to_owned));
    let options = InputOptions {
        files: vec![file.clone()],
        aliases: input.aliases.clone(),
        as_of: Some(orders.span.as_of),
        today: input.today,
        strict: input.strict,
        synonyms,
        ..InputOptions::default()
    };
    let (books, mut problems) = read::open(&options, progress)?;
    let wants = Wants { products: true, customers: true, rows: true, detail: true, ..Wants::NONE };
    let Cleaned { orders: rows, audit, problems: said, refused, .. } =
        clean(&books, &options, calendar, wants, progress)?;
    if let Some(refused) = refused {
        return Err(refused);
    }
    // An alias that has no costs is none to wonder at.
    let idle = |problem: &Problem| matches!(problem.kind, Kind::Clean(CleanProblem::AliasesUnmatched { .. }));
    problems.extend(said.into_iter().filter(|problem| !idle(problem)));
    if let (Some(costs), Some(orders)) = (&rows.currency, &orders.currency)
        && costs != orders
    {
        let kind = CleanProblem::CostsCurrency { costs: costs.clone(), orders: orders.clone() };
        return Err(Failure::new(Place::file(&file), kind));
    }
    Ok((Costs { rows, audit, file }, problems))
}
