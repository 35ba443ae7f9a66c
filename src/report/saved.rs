//! The pivots that the settings file marks for the report: each as its command shows it, under its name.

use super::Block;
use super::part::{Part, Told};
use super::pivot::{PivotSubject, shown};
use super::telling::Telling;
use super::words::pivot::pivot as words_of;
use crate::model::{Failure, Wants};

/// The part of the report.
pub(crate) const PART: Part = Part::new("pivots", Wants::NONE, tell).after("matrix").only_where(any);

fn any(t: &Telling<'_>) -> bool {
    !t.subject.pivots.is_empty()
}

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let words = words_of(t.subject.lang);
    let names: Vec<String> = t.subject.pivots.iter().filter_map(|(asked, _)| asked.name.clone()).collect();
    let mut told = Told::begin("pivots", words.nav, (words.saved)(&names));
    let mut data = Vec::new();
    for (asked, pivoted) in t.subject.pivots {
        let subject = PivotSubject {
            pivoted,
            asked,
            orders: t.subject.orders,
            audit: t.subject.audit,
            company: None,
            settings: None,
            lang: t.subject.lang,
        };
        let (table, json) = shown(&subject, t.speech.minus);
        told.section.blocks.push(Block::Table(table));
        data.push(json);
    }
    told.data = serde_json::json!({ "tables": data });
    Ok(told)
}
