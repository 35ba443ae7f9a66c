//! calamine's values → [`Cell`]s.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};

use crate::read::Cell;

/// Days between the epochs of 1900 and 1904.
pub(super) const EPOCH_1904: f64 = 1462.0;

/// A value of a streamed cell.
pub(super) enum Value<'b> {
    Data(DataRef<'b>),
    /// A formula without a saved result.
    Unsaved(String),
}

impl Value<'_> {
    pub const EMPTY: Value<'static> = Value::Data(DataRef::Empty);

    pub fn is_empty(&self) -> bool {
        match self {
            Value::Data(DataRef::Empty) => true,
            Value::Data(DataRef::String(text)) => text.is_empty(),
            Value::Data(DataRef::SharedString(text)) => text.is_empty(),
            _ => false,
        }
    }

    /// Borrows the value as a cell; `epoch_1904` as the workbook has it.
    pub fn cell(&self, epoch_1904: bool) -> Cell<'_> {
        match self {
            Value::Unsaved(formula) => Cell::Unsaved(formula),
            Value::Data(data) => match data {
                DataRef::Int(number) => Cell::Number(*number as f64),
                DataRef::Float(number) => Cell::Number(*number),
                DataRef::String(text) => words(text),
                DataRef::SharedString(text) => words(text),
                DataRef::Bool(truth) => Cell::Bool(*truth),
                DataRef::DateTime(moment) => serial(*moment, epoch_1904),
                DataRef::DateTimeIso(text) => Cell::Iso(text),
                DataRef::DurationIso(text) => duration(text),
                DataRef::Error(error) => Cell::Error(error_name(error)),
                DataRef::Empty => Cell::Empty,
            },
        }
    }
}

/// Borrows a value of a sheet that was read whole.
pub(super) fn cell(data: &Data, epoch_1904: bool) -> Cell<'_> {
    match data {
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => words(text),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::DateTime(moment) => serial(*moment, epoch_1904),
        Data::DateTimeIso(text) => Cell::Iso(text),
        Data::DurationIso(text) => duration(text),
        Data::Error(error) => Cell::Error(error_name(error)),
        Data::Empty => Cell::Empty,
    }
}

fn words(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

fn serial(moment: ExcelDateTime, epoch_1904: bool) -> Cell<'static> {
    match moment.is_duration() {
        true => Cell::Duration(moment.as_f64()),
        false => Cell::Serial(moment.as_f64() + if epoch_1904 { EPOCH_1904 } else { 0.0 }),
    }
}

/// Reads an ISO 8601 duration of hours, minutes and seconds, as ods holds it; anything else stays text.
fn duration(text: &str) -> Cell<'_> {
    let days = || {
        let mut days = 0.0;
        let mut rest = text.strip_prefix("PT")?;
        while let Some(end) = rest.find(['H', 'M', 'S']) {
            let seconds = match rest.as_bytes()[end] {
                b'H' => 3600.0,
                b'M' => 60.0,
                _ => 1.0,
            };
            days += rest[..end].parse::<f64>().ok()? * seconds / 86_400.0;
            rest = &rest[end + 1..];
        }
        rest.is_empty().then_some(days)
    };
    days().map_or_else(|| words(text), Cell::Duration)
}

/// The errors that a cell can hold.
pub(super) const ERRORS: [&str; 8] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!"];

fn error_name(error: &CellErrorType) -> &'static str {
    ERRORS[match error {
        CellErrorType::Div0 => 0,
        CellErrorType::NA => 1,
        CellErrorType::Name => 2,
        CellErrorType::Null => 3,
        CellErrorType::Num => 4,
        CellErrorType::Ref => 5,
        CellErrorType::Value => 6,
        CellErrorType::GettingData => 7,
    }]
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn dates_of_1904_workbooks_are_counted_from_1900() {
        // 1 January 2021 is 44197 from 1900 and 42735 from 1904.
        let day = |value, epoch| Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, epoch));
        assert_eq!(cell(&day(44197.0, false), false), Cell::Serial(44197.0));
        assert_eq!(cell(&day(42735.0, true), true), Cell::Serial(44197.0));
    }

    #[test]
    fn durations_are_days() {
        assert_eq!(cell(&Data::DurationIso("PT36H00M00S".into()), false), Cell::Duration(1.5));
        assert_eq!(cell(&Data::DurationIso("soon".into()), false), Cell::Text("soon"));
    }
}
