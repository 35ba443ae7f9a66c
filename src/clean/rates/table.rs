//! Where the rates stand in a sheet: a column each of dates, currencies and rates, or of dates and one for each currency.

use unicode_normalization::UnicodeNormalization;

use crate::clean::header::fold;
use crate::clean::layout::{Layout, Mapped};
use crate::clean::number;
use crate::clean::sink::{Key, Kind};
use crate::model::Field;
use crate::read::{Cell, OwnedCell, SheetHead};

/// The headers that name each column, folded as all headers are.
const DATES: [&str; 15] = [
    "date",
    "day",
    "ratedate",
    "effectivedate",
    "validfrom",
    "time",
    "日期",
    "时间",
    "汇率日期",
    "生效日期",
    "公布日期",
    "发布日期",
    "牌价日期",
    "匯率日期",
    "生效日",
];
const CURRENCIES: [&str; 12] = [
    "code",
    "iso",
    "isocode",
    "from",
    "fromcurrency",
    "unit",
    "外币",
    "原币",
    "货币代码",
    "币种代码",
    "货币名称",
    "外幣",
];
const RATES: [&str; 17] = [
    "rate",
    "exchange",
    "exchangerate",
    "fxrate",
    "fx",
    "value",
    "close",
    "rateofexchange",
    "conversionrate",
    "汇率",
    "匯率",
    "中间价",
    "汇率中间价",
    "记账汇率",
    "折算率",
    "折算汇率",
    "期末汇率",
];

/// The columns of a table of rates, 0-based.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Columns {
    Long { date: usize, currency: usize, rate: usize },
    Wide { date: usize, rates: Vec<(usize, String)> },
}

/// Finds the row of headers among a sheet's first rows, and the columns that it names.
pub fn find(head: &SheetHead) -> Option<(Columns, Layout)> {
    head.rows.iter().find_map(|(row, cells)| {
        let headers: Vec<String> = cells.iter().map(words).collect();
        let columns = columns(&headers)?;
        let mapped = |field, index: usize| Mapped { field, index, header: headers[index].clone(), given: false };
        let mapped = match &columns {
            Columns::Long { date, currency, rate } => {
                vec![mapped(Field::Date, *date), mapped(Field::Price, *rate), mapped(Field::Currency, *currency)]
            }
            Columns::Wide { date, .. } => vec![mapped(Field::Date, *date)],
        };
        let layout = Layout { header_row: Some(*row), mapped, headers, ..Layout::default() };
        Some((columns, layout))
    })
}

/// Gives the headers of the first row that has any, for a table that holds no rates.
pub fn seen(head: &SheetHead) -> Vec<String> {
    let rows = head.rows.iter().map(|(_, cells)| cells.iter().map(words).filter(|text| !text.is_empty()).collect());
    rows.into_iter().find(|headers: &Vec<String>| !headers.is_empty()).unwrap_or_default()
}

fn words(cell: &OwnedCell) -> String {
    match cell.as_cell() {
        Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

fn columns(headers: &[String]) -> Option<Columns> {
    let folded: Vec<String> = headers.iter().map(|header| fold(header).name).collect();
    let named = |known: &[&str]| folded.iter().position(|name| known.contains(&name.as_str()));
    let date = named(&DATES).or_else(|| named(Field::Date.headers()))?;
    let currency = named(Field::Currency.headers()).or_else(|| named(&CURRENCIES));
    if let (Some(currency), Some(rate)) = (currency, named(&RATES)) {
        return Some(Columns::Long { date, currency, rate });
    }
    let rates = headers.iter().enumerate().filter(|(_, header)| is_currency(header));
    let rates: Vec<(usize, String)> = rates.map(|(index, header)| (index, header.clone())).collect();
    (!rates.is_empty()).then_some(Columns::Wide { date, rates })
}

/// Says whether a header is a currency: a name or sign that is known, or a code of three capitals.
fn is_currency(header: &str) -> bool {
    let plain: String = header.nfkc().collect();
    number::currency(&plain).is_some() || (plain.len() == 3 && plain.bytes().all(|byte| byte.is_ascii_uppercase()))
}

impl Columns {
    /// Gives what is kept of each row: the date first.
    pub fn kept(&self) -> Vec<(Key, usize, Kind)> {
        match self {
            Columns::Long { date, currency, rate } => vec![
                (Key::Field(Field::Date), *date, Kind::Date),
                (Key::Field(Field::Price), *rate, Kind::Factor),
                (Key::Field(Field::Currency), *currency, Kind::Text),
            ],
            Columns::Wide { date, rates } => {
                let rates = rates.iter().enumerate().map(|(at, (index, _))| (Key::Filter(at), *index, Kind::Factor));
                std::iter::once((Key::Field(Field::Date), *date, Kind::Date)).chain(rates).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headers: &str) -> Option<Columns> {
        columns(&headers.split('|').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn long_and_wide_tables_are_known_by_their_headers() {
        let long = Columns::Long { date: 0, currency: 1, rate: 2 };
        assert_eq!(found("Date|Currency|Exchange"), Some(long.clone()));
        assert_eq!(found("日期|币种|汇率"), Some(long));
        let wide = |rates: &[(usize, &str)]| {
            Some(Columns::Wide { date: 0, rates: rates.iter().map(|(at, name)| (*at, (*name).into())).collect() })
        };
        assert_eq!(found("Date|USD|note|EUR"), wide(&[(1, "USD"), (3, "EUR")]));
        assert_eq!(found("日期|美元|港币"), wide(&[(1, "美元"), (2, "港币")]));
        for none in ["Currency|Exchange", "Date|Rate", "Date|Currency", "Date|USD/CNY", ""] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
