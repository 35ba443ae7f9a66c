//! Options as typed → how the files are read: columns, tables beside the orders, filters.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::asked::asked;
use super::config::Synonyms;
use super::given::Options;
use super::options::{Command, Opt};
use super::together::rates_together;
use super::typed::{self, day, fiscal_start, within};
use crate::model::companion::TableKind;
use crate::model::problem::Expected;
use crate::model::{
    Credits, Day, Failure, Field, Filter, InputOptions, Join, LayoutKind, Mapping, Quote, TableMapping,
};

/// Reads how the files are to be read.
pub fn input(
    command: Command,
    files: Vec<String>,
    options: &Options,
    synonyms: Synonyms,
    today: Day,
) -> Result<InputOptions, Failure> {
    let (map, table_map) = mappings(options)?;
    rates_together(options)?;
    let quotes = Quote::ALL.map(|quote| (quote.name(), quote));
    let keep = options.word("blank-customer", &[("keep", true), ("drop", false)])?;
    Ok(InputOptions {
        files,
        sheets: options.texts("sheet").to_vec(),
        encoding: options.text("encoding").map(str::to_owned),
        header_row: options.read("header-row", Expected::Whole(1, 1_048_576), |text| {
            within(text, 1, 1_048_576).and_then(|row| u32::try_from(row).ok())
        })?,
        no_header: options.on("no-header")?,
        layout: options.word("layout", &LayoutKind::ALL.map(|kind| (kind.name(), kind)))?,
        year: options
            .read("year", Expected::Whole(1980, 2099), |text| within(text, 1980, 2099))?
            .and_then(|year| i32::try_from(year).ok()),
        fiscal_start: fiscal_start(options)?,
        map,
        table_map,
        tables: tables(command, options),
        joins: joins(options)?,
        date_format: options.text("date-format").map(str::to_owned),
        decimal: options.word("decimal", &[("point", '.'), ("comma", ',')])?,
        unit: options.word("amounts-in", &typed::UNITS)?,
        aliases: options.text("aliases").map(PathBuf::from),
        cancelled: split(options.texts("cancelled")),
        credits: options
            .word("credits", &[("period", Credits::Period), ("origin", Credits::Origin)])?
            .unwrap_or_default(),
        currency: options.text("currency").map(str::to_owned),
        rates: options.text("rates").map(PathBuf::from),
        rates_are: options.word("rates-are", &quotes)?,
        base: options.text("base").map(|base| base.trim().to_owned()),
        filters: filters(options)?,
        columns: asked(command, options)?,
        as_of: day(options, "as-of")?,
        until: day(options, "until")?,
        keep_blank_customers: keep.unwrap_or(false),
        strict: options.on("strict")?,
        rejects: options.text("rejects").map(PathBuf::from),
        today: Some(today),
        synonyms,
    })
}

/// Takes `已取消,样品` for two values, as if the option were given twice.
fn split(texts: &[String]) -> Vec<String> {
    let parts = texts.iter().flat_map(|text| text.split([',', '，'])).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(String::from).collect()
}

/// Gives the columns of orders, and with `customers.owner=…` those of the tables beside them.
fn mappings(options: &Options) -> Result<(Vec<Mapping>, Vec<TableMapping>), Failure> {
    let (mut of_orders, mut of_tables) = (Vec::new(), Vec::new());
    for text in options.texts("map") {
        let (field, column) = text.split_once('=').map_or(("", ""), |(field, column)| (field.trim(), column.trim()));
        let table = field.split_once('.').map(|(table, field)| (TableKind::named(table.trim()), field.trim()));
        let bad = || {
            let fields = match table {
                Some((Some(table), _)) => table.fields().iter().map(|field| field.name()).collect(),
                _ => Field::ALL.iter().map(|field| field.name()).collect(),
            };
            options.bad("map", Expected::FieldColumn(fields), Some(text))
        };
        if column.is_empty() {
            return Err(bad());
        }
        let column = column.to_owned();
        match table {
            Some((Some(table), name)) => {
                let field = table.fields().iter().copied().find(|field| field.name() == name).ok_or_else(bad)?;
                of_tables.push(TableMapping { table, field, column });
            }
            Some((None, _)) => return Err(bad()),
            None => of_orders.push(Mapping { field: Field::named(field).ok_or_else(bad)?, column }),
        }
    }
    Ok((of_orders, of_tables))
}

/// Gives the tables beside the orders that the command reads.
fn tables(command: Command, options: &Options) -> BTreeMap<TableKind, String> {
    let takes = |table: &TableKind| Opt::named(table.option()).is_some_and(|option| option.commands.contains(&command));
    let given = |table: TableKind| Some((table, options.text(table.option())?.trim().to_owned()));
    TableKind::ALL.into_iter().filter(takes).filter_map(given).filter(|(_, file)| !file.is_empty()).collect()
}

fn joins(options: &Options) -> Result<Vec<Join>, Failure> {
    let read = |text: &String| Join::parse(text).ok_or_else(|| options.bad("join", Expected::Join, Some(text)));
    options.texts("join").iter().map(read).collect()
}

/// Gathers `--only` and `--exclude`: several values of one column are alternatives.
fn filters(options: &Options) -> Result<Vec<Filter>, Failure> {
    let mut filters: Vec<Filter> = Vec::new();
    for (name, keep) in [("only", true), ("exclude", false)] {
        for text in options.texts(name) {
            let parts = text.split_once('=').map(|(column, value)| (column.trim(), value.trim()));
            let Some((column, value)) = parts.filter(|(column, _)| !column.is_empty()) else {
                return Err(options.bad(name, Expected::ColumnValue, Some(text)));
            };
            match filters.iter_mut().find(|filter| filter.column == column && filter.keep == keep) {
                Some(filter) => filter.values.push(value.to_owned()),
                None => filters.push(Filter { column: column.to_owned(), values: vec![value.to_owned()], keep }),
            }
        }
    }
    Ok(filters)
}
