//! Raw cells → [`Orders`] + [`Audit`].
//!
//! Finds the header, maps the columns, decides dates and numbers per column on all values, and sets rows aside with reasons.
//!
//! ```text
//! sheet heads ─▶ sheet, layout      which sheet, where its header is, what its columns mean
//! rows        ─▶ sink               typed columns that still carry every reading, block by block, in parallel
//! columns     ─▶ decide             which reading each column has, on all values of all files
//! blocks      ─▶ lines, ledger      per row its day, its money, the reason why it does not count; the account
//!             ─▶ orders             as-of, duplicates, customers: what only all rows together show
//! ```

mod aliases;
mod amount;
mod asked;
mod band;
mod band_names;
mod beside;
mod choices;
mod column;
mod companion;
mod convert;
mod counted;
mod credit;
mod crosstab;
mod currency;
mod customer;
mod date;
mod date_column;
mod decide;
mod dictionary;
mod discounts;
mod duplicate;
mod ends;
mod even;
mod export;
mod fill;
mod filter;
mod footer;
mod gather;
mod glimpse;
mod grouped;
mod han_date;
mod header;
mod header_row;
mod id;
mod id_names;
mod join;
mod layout;
mod ledger;
mod likely;
mod lines;
mod mapping;
mod month_names;
mod named_currency;
mod named_total;
mod no_sale;
mod nobody;
mod nothing;
mod number;
mod number_column;
mod one_currency;
mod orders;
mod overlong;
mod packed;
mod plan;
mod preferred;
mod product;
#[cfg(any(test, fuzzing))]
pub mod properties;
mod qualified;
mod rates;
mod repeats;
mod rows;
mod said;
mod seen;
mod seen_sheets;
mod sheet;
mod sink;
mod span;
mod stacked;
mod straight;
mod table;
mod text_column;
mod total;
mod totals;
mod understood;
mod uniform;
mod unit;
mod view;
mod withdraw;
mod wrapped;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

pub use self::companion::{Beside, Costs, companions, path_of};
pub use self::customer::{BLANK, normalise};
pub use self::date::{NoDay, no_day};
pub use self::join::file as join_file;
pub use self::no_sale::is_status as is_no_sale;
pub use self::seen_sheets::{SeenSheet, Why};
pub use self::understood::alike;
pub use self::unit::names_unit;

use self::sheet::{Chosen, Folded};
use self::straight::Straight;
use self::table::Table;
use crate::model::{
    Audit, Calendar, Choice, Day, Failure, Feature, Field, InputOptions, LineFold, Money, Orders, Parts, Problem,
    Progress, Wants,
};
use crate::read::Book;

/// What cleaning gives: the lines that count, the account of all others, how each sheet was understood, and what to say.
#[derive(Clone, Debug)]
pub struct Cleaned {
    pub orders: Orders,
    pub audit: Audit,
    /// One entry per sheet that was read.
    pub understood: Vec<Understood>,
    /// Warnings and notes, in the order in which they were found.
    pub problems: Vec<Problem>,
    /// Why nothing may be told but the account, which is what shows the rows to mend: no row counts, or with `--strict`, the
    /// first row that is set aside for what is wrong with it.
    pub refused: Option<Failure>,
    /// The lines of the alias file, as they stand.
    pub aliases: Vec<(String, String)>,
    /// The day from which on it makes no difference which day is today; nothing where no row is dated.
    pub settled: Option<Day>,
}

/// How one sheet was understood, for `check`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Understood {
    pub file: String,
    pub sheet: Option<String>,
    /// Such as `csv`, `tsv`, `aligned`, `xlsx`, `xls`, `ods`.
    pub format: String,
    /// The separator of a text file.
    pub separator: Option<char>,
    pub encoding: Option<String>,
    pub header_row: Option<u32>,
    pub rows: u64,
    pub columns: Vec<UnderstoodColumn>,
    /// Headers of the columns that are not used.
    pub unused: Vec<String>,
    /// The same columns with their letters and values of the first rows.
    pub unused_columns: Vec<UnusedColumn>,
    /// Other sheets of the file: name, rows, and whether they are hidden.
    pub other_sheets: Vec<(String, u64, bool)>,
    /// All sheets of a workbook, in its order, and why each is read or not.
    pub sheets: Vec<SeenSheet>,
    /// What a person should look at; filled only where detail is wanted.
    pub remarks: Vec<Remark>,
    /// What is unusual about the sheet's shape.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    /// Which of several columns a field took.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

/// How one mapped column was understood.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct UnderstoodColumn {
    pub field: Field,
    pub header: String,
    /// The column's letters, as `--map` takes them too; none where the amount is computed.
    pub letter: Option<String>,
    /// How values are read, machine-readable: `text`, `number.point`, `number.comma`, `date.iso`, `date.month/day/year`, `product.quantity×price` …
    pub read_as: String,
    /// How many of the values that alone leave it open fit each reading; empty where none leaves it open.
    pub readings: Vec<Reading>,
    /// Distinct texts, where it is a text column; counted only where detail is wanted.
    pub distinct: Option<u64>,
    /// Distinct texts in all sheets that were understood alike, where there are several.
    pub together: Option<u64>,
    /// First and last value, where it is a date column.
    pub range: Option<(String, String)>,
    /// Values that fit, of those that are not blank.
    pub fits: u64,
    pub of: u64,
    /// The first values that do not fit.
    pub misfits: Vec<Misfit>,
    /// The column was named by `--map` or the settings file.
    pub given: bool,
    /// Up to three values as they stand.
    pub examples: Vec<String>,
}

/// A column that no field took.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct UnusedColumn {
    pub header: String,
    pub letter: String,
    /// Up to three values as they stand.
    pub examples: Vec<String>,
}

/// How many values fit one way to read a column.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    pub read_as: String,
    pub fits: u64,
}

/// A value that does not fit how its column is read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Misfit {
    pub cell: String,
    pub text: String,
}

/// Something in a sheet that a person should look at.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remark {
    /// A status says that orders are cancelled, and no option says so: they count as revenue.
    Cancelled { column: String, value: String, rows: u64, amount: Money },
    /// The amount is not quantity × price [× (1 − discount)] in some rows; the amount is used.
    NotProduct { amount: String, quantity: String, price: String, discount: Option<String>, rows: u64, of: u64 },
    /// Columns that other files have and this one has not.
    Lacks { fields: Vec<Field> },
    /// The dates can only be in one order; how many of them fit the next best.
    Dates { column: String, order: String, other: String, fits: u64, of: u64 },
}

impl Remark {
    /// Adds the rows of the same remark on another sheet; says whether it is the same.
    pub fn absorb(&mut self, other: &Remark) -> bool {
        use Remark as R;
        match (self, other) {
            (
                R::Cancelled { column, value, rows, amount },
                R::Cancelled { column: column2, value: value2, rows: more, amount: money },
            ) if column == column2 && value == value2 => {
                *rows += more;
                *amount += *money;
            }
            (
                R::NotProduct { amount, quantity, price, discount, rows, of },
                R::NotProduct { amount: a, quantity: q, price: p, discount: d, rows: more, of: of_more },
            ) if (&*amount, &*quantity, &*price, &*discount) == (a, q, p, d) => {
                *rows += more;
                *of += of_more;
            }
            (
                R::Dates { column, order, other, fits, of },
                R::Dates { column: c, order: o, other: next, fits: more, of: of_more },
            ) if (&*column, &*order, &*other) == (c, o, next) => {
                *fits += more;
                *of += of_more;
            }
            (R::Lacks { fields }, R::Lacks { fields: others }) if fields == others => {}
            _ => return false,
        }
        true
    }
}

/// Understands all rows of all books.
///
/// With [`Wants::detail`] every mapped column, the place of every row and the hashes of the files are given, and values are
/// counted for `check`; without it [`Orders::row`] and [`Orders::source`] are empty, as are the hashes.
///
/// # Errors
/// What cannot be understood in one way only.
pub fn clean(
    books: &[Book],
    input: &InputOptions,
    calendar: Calendar,
    wants: Wants,
    progress: &dyn Progress,
) -> Result<Cleaned, Failure> {
    Cleaning::new(input, calendar, wants, progress)?.run(books, progress)
}

/// Does the same, and folds the order lines of a regular file as they are read: then [`Cleaned::orders`] holds no lines, and
/// the parts hold what they were folded to; `make` begins one, and hears whether order numbers are mapped and from
/// which day the nets of days are wanted.
///
/// # Errors
/// What cannot be understood in one way only.
pub fn fold<F: LineFold>(
    books: &[Book],
    input: &InputOptions,
    calendar: Calendar,
    wants: Wants,
    make: &(dyn Fn(bool, Day) -> F + Sync),
    progress: &dyn Progress,
) -> Result<(Cleaned, Option<Parts<F>>), Failure> {
    let cleaning = Cleaning::new(input, calendar, wants, progress)?;
    let (chosen, mut problems) = cleaning.choose(books)?;
    if let [chosen] = chosen.as_slice() {
        let Cleaning { aliases, rates, .. } = &cleaning;
        let straight = Straight { input, calendar, wants, aliases, rates: rates.as_ref() };
        if let Some((settled, parts)) = straight.fold(books, chosen, make, progress)? {
            problems.extend(settled.problems);
            let (orders, audit, refused) = (settled.orders, settled.audit, settled.nothing);
            let (understood, aliases) = (Vec::new(), Vec::new());
            let settled = settled.settled;
            return Ok((Cleaned { orders, audit, understood, problems, refused, aliases, settled }, Some(parts)));
        }
    }
    Ok((cleaning.long(books, chosen, problems, progress)?, None))
}

/// Tells what the first rows of files show, where something keeps them from being understood: for `check`.
pub fn glimpse(books: &[Book], input: &InputOptions, refused: Failure) -> Cleaned {
    glimpse::glimpse(books, input, refused)
}

/// What cleaning is asked for.
struct Cleaning<'a> {
    input: &'a InputOptions,
    calendar: Calendar,
    wants: Wants,
    aliases: aliases::Aliases,
    rates: Option<rates::Rates>,
    joins: join::Joins,
}

impl<'a> Cleaning<'a> {
    fn new(
        input: &'a InputOptions,
        calendar: Calendar,
        wants: Wants,
        progress: &dyn Progress,
    ) -> Result<Cleaning<'a>, Failure> {
        let (aliases, rates) = (aliases::open(input, progress)?, rates::open(input, progress)?);
        let joins = join::Joins::open(input, progress)?;
        Ok(Cleaning { input, calendar, wants, aliases, rates, joins })
    }

    /// Chooses the sheets that are read.
    fn choose<T: Table>(&self, books: &[T]) -> Result<(Vec<Chosen>, Vec<Problem>), Failure> {
        let Cleaning { input, wants, joins, .. } = self;
        let mut problems = Vec::new();
        let chosen = (0..books.len()).map(|book| sheet::choose(books, book, (input, *wants), joins, &mut problems));
        let chosen: Vec<Result<Vec<Chosen>, Failure>> = chosen.collect();
        let chosen = sheet::without_texts(chosen, books, input, &mut problems)?;
        if let ([], Some(book)) = (chosen.as_slice(), books.first()) {
            let Problem { place, kind, .. } = join::not_orders(book.file());
            return Err(Failure::new(place, kind));
        }
        layout::check_all(&chosen, input)?;
        problems.extend(asked::check(&chosen, input)?);
        credit::check(&chosen, input)?;
        Ok((chosen, problems))
    }

    fn run<T: Table>(&self, books: &[T], progress: &dyn Progress) -> Result<Cleaned, Failure> {
        let (chosen, problems) = self.choose(books)?;
        self.long(books, chosen, problems, progress)
    }

    /// Takes all rows, decides the columns on all their values, and settles what all together show.
    fn long<T: Table>(
        &self,
        books: &[T],
        chosen: Vec<Chosen>,
        mut problems: Vec<Problem>,
        progress: &dyn Progress,
    ) -> Result<Cleaned, Failure> {
        let Cleaning { input, calendar, wants, aliases, rates, joins } = self;
        let tables = joins.load(&chosen, books, progress)?;
        // Files are folded side by side and come back in their order, so that a run is repeatable to the byte.
        let read = || {
            let folded = chosen.into_par_iter().map(|chosen| {
                let book = chosen.book;
                chosen.fold(&books[book], progress)
            });
            folded.collect::<Result<Vec<Folded>, Failure>>()
        };
        // The hash of a file waits for no row, nor does any wait for it.
        let hash = |book: &T| if wants.detail { book.hash() } else { Ok(String::new()) };
        let (sheets, hashes) = rayon::join(read, || books.par_iter().map(hash).collect::<Vec<_>>());
        let mut sheets = sheets?;
        problems.extend(books.iter().filter_map(Table::replaced));
        said::unsaved(&sheets)?;
        crosstab::check(&sheets)?;
        join::check(&sheets, &tables, joins, &mut problems)?;
        let decided = decide::decide(&mut sheets, input, &mut problems)?;
        let keep = wants.detail || input.rejects.is_some();
        problems.extend(said::long_numbers(&sheets));
        problems.extend(id::settle(&mut sheets));
        id_names::settle(&mut sheets, input)?;
        problems.extend(said::features(&sheets));
        let unmatched = filter::unmatched(&sheets, input);
        let mut gathered = gather::gather(&mut sheets, input, *wants, keep);
        problems.extend(gathered.looked_up.warnings(&sheets, &tables));
        let lookups = gathered.looked_up.lookups(&sheets, &tables, joins, (books, wants.detail))?;
        gathered.choices.check(&sheets)?;
        problems.extend(gathered.choices.problems(&sheets));
        problems.extend(gathered.repeats.problems(&sheets));
        problems.extend(std::mem::take(&mut gathered.overlong).problems(&sheets));
        problems.extend(std::mem::take(&mut gathered.discounts).problems(&sheets));
        let choices: Vec<Vec<Choice>> =
            sheets.iter().enumerate().map(|(at, sheet)| gathered.choices.of(at, sheet)).collect();
        let read_as = |source: usize, field: Field| said::read_as(&sheets[source], &decided[source], field);
        let mut warnings = gathered.ledger.warnings(&read_as);
        problems.extend(said::readings(&sheets, &decided, &gathered.ledger));
        let rows: Vec<u64> = gathered.ledger.accounts.iter().map(|account| account.read.rows).collect();
        let rates = rates.as_ref();
        let settling = orders::Settling {
            books,
            hashes,
            sheets: &sheets,
            input,
            calendar: *calendar,
            wants: *wants,
            aliases,
            rates,
        };
        let settled = settling.settle(gathered)?;
        let nothing = settled.nothing.map(|failure| filter::blamed(failure, &unmatched));
        problems.extend(unmatched);
        warnings.extend(settled.problems);
        let refused = if input.strict { said::refused(&problems, &warnings) } else { None };
        let refused = nothing.or(refused);
        warnings.retain(|warning| !problems.iter().any(|said| join::explains(said, warning)));
        problems.extend(warnings);
        let understood = sheets.iter().zip(&decided).zip(rows).map(|((sheet, decided), rows)| {
            let same = sheets.iter().filter(|other| other.chosen.book == sheet.chosen.book);
            let looked_up = sheet.chosen.layout.joined.iter().flat_map(|joined| joined.own_sheets());
            let read: Vec<usize> = same.map(|other| other.chosen.sheet).chain(looked_up).collect();
            understood::understood(&books[sheet.chosen.book], sheet, decided, rows, input, &read)
        });
        let mut understood: Vec<Understood> = understood.collect();
        understood.iter_mut().zip(choices).for_each(|(sheet, choices)| sheet.choices = choices);
        understood::counted(&mut understood);
        if wants.detail {
            understood::together(&sheets, &mut understood);
        }
        let audit = Audit { lookups, ..settled.audit };
        let (aliases, settled_from) = (aliases.lines.clone(), settled.settled);
        Ok(Cleaned { orders: settled.orders, audit, understood, problems, refused, aliases, settled: settled_from })
    }
}
