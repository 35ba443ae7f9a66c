//! What was found in the files, as values of options: those that shall stay so, and those that a person should look at.

use crate::clean::{Cleaned, Remark, Understood, Why};
use crate::cli::given::Options;
use crate::model::{Feature, Field, Lang, LayoutKind, Reason};
use crate::report::words::{en, zh, zh_hant};

/// A value that was found for an option or a field of `[columns]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// The key in the settings file.
    pub key: String,
    /// The field of `[columns]`, where it is one: a field and an option may have one name.
    pub field: Option<Field>,
    /// The values; none where the note alone is of use.
    pub values: Vec<String>,
    /// Whether it stands as a line, not as a comment.
    line: bool,
    /// What is said of it behind the value.
    pub note: String,
    /// Whether a person should look at it.
    pub check: bool,
}

impl Pin {
    /// Says whether it stands as a line.
    pub fn is_line(&self) -> bool {
        self.line
    }

    /// Makes a comment of it.
    pub fn comment(&mut self) {
        self.line = false;
    }

    fn line(key: impl Into<String>, value: impl Into<String>) -> Pin {
        let values = vec![value.into()];
        Pin { key: key.into(), field: None, values, line: true, note: String::new(), check: false }
    }

    fn found(key: impl Into<String>, value: impl Into<String>) -> Pin {
        Pin { line: false, ..Pin::line(key, value) }
    }

    fn of(self, field: Field) -> Pin {
        Pin { field: Some(field), ..self }
    }

    fn note(self, note: impl Into<String>) -> Pin {
        Pin { note: note.into(), ..self }
    }

    fn check(self) -> Pin {
        Pin { check: true, ..self }
    }
}

/// Gives what the files show, for options that are not given.
pub fn pins(cleaned: &Cleaned, options: &Options, lang: Lang) -> Vec<Pin> {
    let sheets = &cleaned.understood;
    let found = [sheet(sheets, lang), header(sheets), layout(sheets), encoding(sheets)];
    let found = found.into_iter().chain([date_format(sheets), decimal(sheets), status(sheets, cleaned, lang)]);
    let found = found.chain([blank(cleaned, lang), currency(cleaned), as_of(cleaned, lang)]).flatten();
    let is_given = |pin: &Pin| options.texts_of_key(&pin.key).is_some();
    let mut pins: Vec<Pin> = found.filter(|pin| !is_given(pin)).collect();
    let mapped: Vec<&str> =
        options.texts("map").iter().filter_map(|one| one.split('=').next()).map(str::trim).collect();
    let fields = Field::ALL.into_iter().filter(|field| !mapped.contains(&field.name()));
    pins.extend(fields.filter_map(|field| column(sheets, field, lang)));
    pins
}

/// Gives what all sheets agree on.
fn agreed<T: PartialEq>(sheets: &[Understood], of: impl Fn(&Understood) -> Option<T>) -> Option<T> {
    let mut all = sheets.iter().map(of);
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

fn sheet(sheets: &[Understood], lang: Lang) -> Option<Pin> {
    let name = agreed(sheets, |sheet| sheet.sheet.clone())?;
    // One that could be read as well may have more rows next time.
    let others: Vec<String> =
        sheets[0].sheets.iter().filter(|other| !other.read).map(|other| other.name.clone()).collect();
    let rivals = sheets.iter().flat_map(|sheet| &sheet.sheets).any(|other| other.why == Why::FewerRows);
    let pin = if rivals { Pin::line("sheet", name).check() } else { Pin::found("sheet", name) };
    Some(match (others.is_empty(), lang) {
        (true, _) => pin,
        (false, Lang::En) => pin.note(en::init::other_sheets(&others)),
        (false, Lang::Zh) => pin.note(zh::init::other_sheets(&others)),
        (false, Lang::ZhHant) => pin.note(zh_hant::init::other_sheets(&others)),
    })
}

fn header(sheets: &[Understood]) -> Option<Pin> {
    let row = agreed(sheets, |sheet| sheet.header_row)?;
    let several = |feature: &Feature| matches!(feature, Feature::HeaderRows { .. });
    let plain = sheets.iter().all(|sheet| !sheet.features.iter().any(several));
    plain.then(|| Pin::found("header_row", row.to_string()))
}

fn layout(sheets: &[Understood]) -> Option<Pin> {
    let grouped = |feature: &Feature| matches!(feature, Feature::Grouped { .. });
    let all = sheets.iter().all(|sheet| sheet.features.iter().any(grouped));
    all.then(|| Pin::line("layout", LayoutKind::Grouped.name()))
}

fn encoding(sheets: &[Understood]) -> Option<Pin> {
    let name = agreed(sheets, |sheet| sheet.encoding.clone())?;
    // A Unicode encoding is known for certain; all others are guessed from the text.
    Some(if name.starts_with("UTF") { Pin::found("encoding", name) } else { Pin::line("encoding", name) })
}

fn date_format(sheets: &[Understood]) -> Option<Pin> {
    let read = sheets.iter().flat_map(|sheet| &sheet.columns).filter_map(|column| column.read_as.strip_prefix("date."));
    let mut orders: Vec<&str> = read.filter(|order| !matches!(*order, "iso" | "month")).collect();
    orders.sort_unstable();
    orders.dedup();
    match orders.as_slice() {
        [order] if !order.contains('+') => Some(Pin::line("date_format", *order)),
        _ => None,
    }
}

fn decimal(sheets: &[Understood]) -> Option<Pin> {
    let read =
        sheets.iter().flat_map(|sheet| &sheet.columns).filter_map(|column| column.read_as.strip_prefix("number."));
    let mut signs: Vec<&str> = read.collect();
    signs.sort_unstable();
    signs.dedup();
    match signs.as_slice() {
        [sign] => Some(Pin::line("decimal", *sign)),
        _ => None,
    }
}

/// Gives the statuses that look as if they cancelled orders, and count.
fn status(sheets: &[Understood], cleaned: &Cleaned, lang: Lang) -> Option<Pin> {
    let mut sums: Vec<Remark> = Vec::new();
    for remark in sheets.iter().flat_map(|sheet| &sheet.remarks) {
        if matches!(remark, Remark::Cancelled { .. }) && !sums.iter_mut().any(|sum| sum.absorb(remark)) {
            sums.push(remark.clone());
        }
    }
    let mut values: Vec<String> = Vec::new();
    let (mut notes, decimals) = (Vec::new(), cleaned.orders.decimals);
    for remark in &sums {
        if let Remark::Cancelled { column, value, rows, amount } = remark {
            if !values.contains(value) {
                values.push(value.clone());
            }
            notes.push(match lang {
                Lang::En => en::init::counted(column, *rows, *amount, decimals),
                Lang::Zh => zh::init::counted(column, *rows, *amount, decimals),
                Lang::ZhHant => zh_hant::init::counted(column, *rows, *amount, decimals),
            });
        }
    }
    let pin = Pin { values, ..Pin::found("cancelled", "") };
    (!pin.values.is_empty()).then(|| pin.note(notes.join("; ")).check())
}

fn blank(cleaned: &Cleaned, lang: Lang) -> Option<Pin> {
    let rows = cleaned.audit.by_reason().get(&Reason::NoCustomer).copied().filter(|rows| rows.n > 0)?;
    let decimals = cleaned.orders.decimals;
    Some(Pin::found("blank_customer", "keep").check().note(match lang {
        Lang::En => en::init::blank(rows, decimals),
        Lang::Zh => zh::init::blank(rows, decimals),
        Lang::ZhHant => zh_hant::init::blank(rows, decimals),
    }))
}

fn currency(cleaned: &Cleaned) -> Option<Pin> {
    Some(Pin::found("currency", cleaned.orders.currency.clone()?))
}

/// Tells the day that reports speak from, which is left open: it moves with the data.
fn as_of(cleaned: &Cleaned, lang: Lang) -> Option<Pin> {
    let day = cleaned.orders.span.as_of.to_string();
    Some(Pin::found("as_of", day).note(match lang {
        Lang::En => en::init::AS_OF,
        Lang::Zh => zh::init::AS_OF,
        Lang::ZhHant => zh_hant::init::AS_OF,
    }))
}

fn column(sheets: &[Understood], field: Field, lang: Lang) -> Option<Pin> {
    let of = |sheet: &Understood| sheet.columns.iter().find(|column| column.field == field).cloned();
    let mut headers: Vec<String> = Vec::new();
    for column in sheets.iter().filter_map(of).filter(|column| column.letter.is_some()) {
        if !headers.contains(&column.header) {
            headers.push(column.header);
        }
    }
    let column = sheets.iter().find_map(of)?;
    let distinct = column.together.or(column.distinct);
    let note = match lang {
        Lang::En => en::init::column(field, distinct, &column.examples),
        Lang::Zh => zh::init::column(field, distinct, &column.examples),
        Lang::ZhHant => zh_hant::init::column(field, distinct, &column.examples),
    };
    let grouped = |feature: &Feature| matches!(feature, Feature::Grouped { .. });
    let grouped = field == Field::Customer && sheets.iter().any(|sheet| sheet.features.iter().any(grouped));
    // Which of two columns was taken is for a person to confirm.
    let other = sheets.iter().flat_map(|sheet| &sheet.choices).find(|choice| choice.field == field);
    let note = match (other, lang) {
        (None, _) => note,
        (Some(choice), Lang::En) => en::init::or(&note, &choice.other),
        (Some(choice), Lang::Zh) => zh::init::or(&note, &choice.other),
        (Some(choice), Lang::ZhHant) => zh_hant::init::or(&note, &choice.other),
    };
    let pin = match headers.as_slice() {
        [] => None,
        // Headings of groups are no column that an option could name.
        [header] if grouped => Some(Pin::found(field.name(), header.as_str()).note(note)),
        [header] => Some(Pin::line(field.name(), header.as_str()).note(note)),
        // Each file's own header serves; one named here would have to be in all of them.
        [first, ..] => Some(Pin::found(field.name(), first.as_str()).note(match lang {
            Lang::En => en::init::headers(&headers),
            Lang::Zh => zh::init::headers(&headers),
            Lang::ZhHant => zh_hant::init::headers(&headers),
        })),
    };
    pin.map(|pin| Pin { check: other.is_some(), ..pin.of(field) })
}
