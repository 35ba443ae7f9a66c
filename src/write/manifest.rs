//! `manifest.json`: what a pack was made from, so that it can be made again and checked.
//!
//! No time and no machine stands in it: the same files, options and version give the same bytes.

use serde_json::{Value, json};

use crate::model::companion::TableAudit;
use crate::model::{Conversion, Converted, Grain, InputOptions, Join, Rules, SampleRule};
use crate::report::{Report, Subject};

/// Writes the manifest.
pub fn manifest(report: &Report, subject: &Subject) -> String {
    let (read, used, aside) = (subject.audit.read(), subject.audit.used(), subject.audit.set_aside());
    let reasons: serde_json::Map<String, Value> =
        subject.audit.by_reason().into_iter().map(|(reason, tally)| (reason.name().to_owned(), json!(tally))).collect();
    let manifest = json!({
        "schema": "manifest",
        "schema_version": 1,
        "mingxi": env!("CARGO_PKG_VERSION"),
        "period": report.period,
        "as_of": report.as_of,
        "currency": report.currency,
        "language": report.lang,
        "company": report.company,
        "settings": subject.settings,
        "inputs": subject.audit.sources.iter().map(input).collect::<Vec<Value>>(),
        "conversion": subject.audit.conversion.as_ref().map(conversion),
        "tables": subject.companions.audits().into_iter().map(table).collect::<Vec<Value>>(),
        "lookups": subject.audit.lookups,
        "credits": subject.audit.credits,
        "options": options(subject.input),
        "rules": rules(subject.rules),
        "counts": {
            "read": read,
            "used": used,
            "set_aside": aside,
            "set_aside_by_reason": reasons,
            "customers": subject.cube.customers.len(),
            "periods": subject.cube.periods.len(),
        },
    });
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}

fn input(source: &crate::model::SourceAudit) -> Value {
    let mapping: serde_json::Map<String, Value> =
        source.mapping.iter().map(|(field, header)| (field.name().to_owned(), json!(header))).collect();
    json!({
        "file": source.source.file,
        "sheet": source.source.sheet,
        "sha256": source.hash,
        "encoding": source.encoding,
        "header_row": source.header_row,
        "columns": mapping,
        "read": source.read,
        "used": source.used,
    })
}

/// Gives a table beside the orders as the input that it is.
fn table(audit: &TableAudit) -> Value {
    let columns = audit.columns.iter().map(|one| (one.field.name().to_owned(), json!(one.header)));
    json!({
        "table": audit.table,
        "file": audit.file,
        "sheet": audit.sheet,
        "sha256": audit.sha256,
        "encoding": audit.encoding,
        "header_row": audit.header_row,
        "columns": columns.collect::<serde_json::Map<String, Value>>(),
        "rows": { "read": audit.read, "taken": audit.taken, "set_aside": audit.set_aside.len() },
    })
}

/// Gives the rates file as the input that it is, and what it made of each currency; every rate is in `data/rates.csv`.
fn conversion(conversion: &Conversion) -> Value {
    let currency = |one: &Converted| {
        json!({
            "currency": one.currency,
            "rows": one.rows,
            "amount": one.amount,
            "converted": one.converted,
            "rows_at_earlier_rate": one.rows_at_earlier_rate,
            "rates": one.rates.len(),
        })
    };
    json!({
        "file": conversion.file,
        "sha256": conversion.sha256,
        "rates_are": conversion.rates_are,
        "base": conversion.base,
        "currencies": conversion.currencies.iter().map(currency).collect::<Vec<Value>>(),
        "rounded": { "rows": conversion.rounded.rows, "moved": conversion.rounded.moved() },
    })
}

fn options(input: &InputOptions) -> Value {
    let map: Vec<String> = input.map.iter().map(|one| format!("{}={}", one.field.name(), one.column)).collect();
    let filters = |keep: bool| -> Vec<String> {
        let kept = input.filters.iter().filter(|filter| filter.keep == keep);
        kept.flat_map(|filter| filter.values.iter().map(|value| format!("{}={value}", filter.column))).collect()
    };
    let synonyms: serde_json::Map<String, Value> =
        input.synonyms.iter().map(|(field, names)| (field.name().to_owned(), json!(names))).collect();
    let table_map: Vec<String> =
        input.table_map.iter().map(|one| format!("{}.{}={}", one.table.name(), one.field.name(), one.column)).collect();
    json!({
        "files": input.files,
        "sheet": input.sheets,
        "encoding": input.encoding,
        "header_row": input.header_row,
        "no_header": input.no_header,
        "layout": input.layout,
        "map": map,
        "join": input.joins.iter().map(Join::typed).collect::<Vec<String>>(),
        "date_format": input.date_format,
        "decimal": input.decimal,
        "amounts_in": input.unit.map(|power| 10_u64.pow(power)),
        "aliases": input.aliases.as_ref().map(|path| path.display().to_string()),
        "cancelled": input.cancelled,
        "credits": input.credits,
        "currency": input.currency,
        "rates": input.rates.as_ref().map(|path| path.display().to_string()),
        "rates_are": input.rates_are,
        "tables": input.tables,
        "table_columns": table_map,
        "base": input.base,
        "only": filters(true),
        "exclude": filters(false),
        "as_of": input.as_of,
        "until": input.until,
        "blank_customer": if input.keep_blank_customers { "keep" } else { "drop" },
        "strict": input.strict,
        "synonyms": synonyms,
    })
}

fn rules(rules: &Rules) -> Value {
    let limits = &rules.limits;
    json!({
        "by": rules.calendar.grain,
        "fiscal_start": rules.calendar.fiscal_start,
        "active": rules.active,
        "basis": rules.basis,
        "period": rules.period,
        "current": rules.current,
        "since": rules.since,
        "samples": rules.samples.iter().map(SampleRule::typed).collect::<Vec<String>>(),
        "floor": rules.floor.map(crate::model::Money::from_raw),
        "limits": {
            "floor_share": limits.floor_share,
            "broad_breadth": limits.broad_breadth,
            "broad_top1": limits.broad_top1,
            "concentrated_top1": limits.concentrated_top1,
            "concentrated_top3": limits.concentrated_top3,
            "watch_top1": limits.top1_watch,
            "high_top1": limits.top1_high,
            "watch_top5": limits.top5,
            "named": limits.named,
            "class_a": limits.class_a,
            "class_b": limits.class_b,
            "window": limits.window_months,
            "quiet_after": limits.quiet_days,
        },
        "weeks": (rules.calendar.grain == Grain::Week).then_some("ISO 8601"),
    })
}
