//! The columns: which field each is, how its values are read, how many fit, and some of them as they stand.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::clean::{Misfit, Reading, Understood, UnderstoodColumn};
use crate::report::telling::{count, plain_column, table, text};
use crate::report::words::Words;
use crate::report::words::labels::Label;
use crate::report::{Kind, Row, Table, TableRole, Value};

/// How wide the examples of a column are together.
const WIDTH: usize = 40;

/// One column of sheets that were understood alike, with the counts of all.
pub struct Summed<'a> {
    pub first: &'a UnderstoodColumn,
    pub fits: u64,
    pub of: u64,
    /// Distinct texts in all of the sheets.
    pub distinct: Option<u64>,
    pub range: Option<(&'a str, &'a str)>,
    pub misfits: Vec<Misfit>,
    pub readings: Vec<Reading>,
    pub examples: Vec<&'a str>,
}

impl<'a> Summed<'a> {
    /// Sums up the columns of sheets that were understood alike.
    pub fn of(group: &[&'a Understood]) -> Vec<Summed<'a>> {
        let columns = group[0].columns.iter().enumerate();
        columns.map(|(at, first)| Summed::column(first, group, at)).collect()
    }

    fn column(first: &'a UnderstoodColumn, group: &[&'a Understood], at: usize) -> Summed<'a> {
        let all = || group.iter().filter_map(move |sheet| Some((*sheet, sheet.columns.get(at)?)));
        let firsts = all().filter_map(|(_, column)| column.range.as_ref().map(|range| range.0.as_str()));
        let lasts = all().filter_map(|(_, column)| column.range.as_ref().map(|range| range.1.as_str()));
        // A cell says too which file it stands in, where there are several.
        let misfit = |(sheet, misfit): (&Understood, &Misfit)| Misfit {
            cell: if group.len() > 1 { format!("{} {}", sheet.file, misfit.cell) } else { misfit.cell.clone() },
            text: misfit.text.clone(),
        };
        let misfits = all().flat_map(|(sheet, column)| column.misfits.iter().map(move |one| (sheet, one)));
        let mut readings: Vec<Reading> = Vec::new();
        for reading in all().flat_map(|(_, column)| &column.readings) {
            match readings.iter_mut().find(|sum| sum.read_as == reading.read_as) {
                Some(sum) => sum.fits += reading.fits,
                None => readings.push(reading.clone()),
            }
        }
        let mut examples: Vec<&str> = Vec::new();
        for example in all().flat_map(|(_, column)| &column.examples) {
            if examples.len() < 3 && !examples.contains(&example.as_str()) {
                examples.push(example);
            }
        }
        Summed {
            first,
            fits: all().map(|(_, column)| column.fits).sum(),
            of: all().map(|(_, column)| column.of).sum(),
            distinct: if group.len() > 1 { first.together } else { first.distinct },
            range: firsts.min().zip(lasts.max()),
            misfits: misfits.map(misfit).take(3).collect(),
            readings,
            examples,
        }
    }
}

/// Gives the table of the columns that hold fields.
pub fn mapped(words: &dyn Words, group: &[&Understood], counted: bool) -> Table {
    let mut table = table("columns", TableRole::Secondary);
    let label = |label| words.label(label).to_owned();
    table.columns = vec![
        plain_column("field", label(Label::Field), Kind::Text),
        plain_column("column", label(Label::Column), Kind::Text),
    ];
    if counted {
        table.columns.push(plain_column("read_as", label(Label::ReadAs), Kind::Text));
        table.columns.push(plain_column("fits", label(Label::Fits), Kind::Count));
    }
    table.columns.push(plain_column("examples", words.examples_label(), Kind::Text));
    for column in Summed::of(group) {
        let Summed { first, fits, of, distinct, range, .. } = column;
        let mut cells = vec![text(first.field.name()), text(first.header.as_str())];
        if counted {
            cells.push(text(words.column_read(first, distinct, range)));
            cells.push(if fits == of {
                count(fits as usize)
            } else {
                Value::Word(words.fits_of(fits as usize, of as usize).into())
            });
        }
        cells.push(text(shown(&column.examples)));
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives the table of the columns that no field took.
pub fn unused(words: &dyn Words, sheet: &Understood) -> Table {
    let mut table = table("unused", TableRole::Secondary);
    table.columns = vec![
        plain_column("letter", "", Kind::Text),
        plain_column("column", words.unused_label(), Kind::Text),
        plain_column("examples", words.examples_label(), Kind::Text),
    ];
    for column in &sheet.unused_columns {
        let examples: Vec<&str> = column.examples.iter().map(String::as_str).collect();
        let cells = vec![text(column.letter.as_str()), text(column.header.as_str()), text(shown(&examples))];
        table.rows.push(Row::body(cells));
    }
    table
}

/// Joins examples, as many as there is room for; a long one is cut at its end.
fn shown(examples: &[&str]) -> String {
    let mut joined = String::new();
    for example in examples {
        let next = cut(example, WIDTH);
        if joined.is_empty() {
            joined = next;
        } else if joined.width() + 2 + next.width() <= WIDTH {
            joined.push_str("; ");
            joined.push_str(&next);
        } else {
            break;
        }
    }
    joined
}

/// Cuts a text at its end; a line break in it is a space.
pub fn cut(text: &str, width: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.width() <= width {
        return text;
    }
    let mut used = 0;
    let kept = text.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used + 2 <= width
    });
    kept.collect::<String>().trim_end().to_owned() + ".."
}
