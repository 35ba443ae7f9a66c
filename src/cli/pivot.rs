//! What `mingxi pivot` is asked for: axes, figures, order and the columns that they need, from the options as typed.
//!
//! A name is a period (`month`, `quarter:ship_date`), the customer, or a column: a field, a header, a letter or a number. The
//! words of both languages are known.

use super::config::NamedPivot;
use super::given::Options;
use super::options::{OPTIONS, Section};
use super::periods::{Periods, periods};
use crate::model::problem::{Expected, SettingsProblem};
use crate::model::{
    Asked, Axis, Base, By, DatePart, Dated, Every, Failure, Field, Grain, Heat, Holds, Measure, Pivot, Place, Rules,
    Sorting, Whole, Within,
};

const PERIODS: [(Every, &[&str]); 6] = [
    (Every::Day, &["day", "日", "天"]),
    (Every::Period(Grain::Week), &["week", "周"]),
    (Every::Period(Grain::Month), &["month", "月", "月份"]),
    (Every::Period(Grain::Quarter), &["quarter", "季", "季度"]),
    (Every::Period(Grain::Half), &["half", "半年"]),
    (Every::Period(Grain::Year), &["year", "年", "年份", "年度"]),
];

const PARTS: [(DatePart, &[&str]); 3] = [
    (DatePart::MonthOfYear, &["month-of-year", "年内月份"]),
    (DatePart::QuarterOfYear, &["quarter-of-year", "年内季度"]),
    (DatePart::Weekday, &["weekday", "星期"]),
];

/// How the customer is called; any other name of the column is a column's.
const CUSTOMER: [&str; 5] = ["customer", "customer_name", "客户", "客户名称", "客戶"];

const DATES: [(Option<Field>, &[&str]); 3] = [
    (None, &["ordered", "date", "order_date", "下单", "下单日期"]),
    (Some(Field::ShipDate), &["shipped", "ship_date", "发货", "出货"]),
    (Some(Field::PaidDate), &["paid", "paid_date", "收款", "付款"]),
];

const MEASURES: [(Measure, &[&str]); 18] = [
    (Measure::Amount, &["amount", "金额", "销售额"]),
    (Measure::Quantity, &["quantity", "qty", "数量"]),
    (Measure::Orders, &["orders", "订单", "订单数", "单数"]),
    (Measure::Customers, &["customers", "客户", "客户数"]),
    (Measure::Products, &["products", "产品", "产品数"]),
    (Measure::Lines, &["lines", "行数"]),
    (Measure::Average, &["average", "每单平均", "均单"]),
    (Measure::Price, &["price", "单价", "均价"]),
    (Measure::Profit, &["profit", "利润", "毛利"]),
    (Measure::Margin, &["margin", "利润率", "毛利率"]),
    (Measure::Share(Whole::All), &["share", "占比"]),
    (Measure::Share(Whole::Row), &["share:row", "占比:行"]),
    (Measure::Share(Whole::Column), &["share:col", "share:column", "占比:列"]),
    (Measure::Share(Whole::Parent), &["share:parent", "占比:组"]),
    (Measure::Change(Base::Before), &["change", "环比增减"]),
    (Measure::Rate(Base::Before), &["change%", "change-rate", "环比"]),
    (Measure::Change(Base::YearBefore), &["yoy", "同比增减"]),
    (Measure::Rate(Base::YearBefore), &["yoy%", "yoy-rate", "同比"]),
];

/// What stands before the column that is summed.
const SUM: [&str; 2] = ["sum", "合计"];

/// Reads what a pivot shows, and the columns that are kept for it.
pub fn pivot(name: Option<String>, options: &Options, rules: &Rules) -> Result<(Pivot, Vec<Asked>), Failure> {
    let (mut rows, mut cols) = (axes(options, "rows"), axes(options, "cols"));
    let usual_axes = rows.is_empty() && cols.is_empty();
    if usual_axes {
        rows = vec![axis("customer")];
        cols = vec![axis("month")];
    }
    let mut values = values(options)?;
    if values.is_empty() {
        values.push(Measure::Amount);
    }
    let (within, last) = (within(options, rules), last(options)?);
    let pivot = Pivot {
        name,
        usual_axes,
        sort: sort(options, &values)?,
        top: top(options)?,
        heat: options.word("heat", &HEAT)?.unwrap_or_default(),
        tidy: options.on("tidy")?,
        rows,
        cols,
        values,
        last,
        within,
    };
    check(&pivot, options)?;
    let asked = asked(&pivot);
    Ok((pivot, asked))
}

/// Reads the pivots that the settings file marks for the report, and the columns that they need. Each has its own options and those
/// of all pivots; those of the report's command are not its.
///
/// # Errors
/// An option of its own that the whole report would have to follow, such as a filter.
pub fn saved(pivots: &[NamedPivot], options: &Options, rules: &Rules) -> Result<(Vec<Pivot>, Vec<Asked>), Failure> {
    let (mut all, mut columns): (Vec<Pivot>, Vec<Asked>) = (Vec::new(), Vec::new());
    for named in pivots.iter().filter(|named| named.report) {
        let mut own = Options::default();
        for (option, values, origin) in &named.options {
            own.add(option, values.clone(), origin.clone());
            let apart =
                matches!(option.section, Section::Pivot | Section::Output) || ["period", "by"].contains(&option.name);
            if !apart {
                let (place, _) = own.named(option.name);
                let kind = SettingsProblem::NotInReport { pivot: named.name.clone(), key: option.key() };
                return Err(Failure::new(place, kind));
            }
        }
        for option in OPTIONS.iter().filter(|option| option.section == Section::Pivot) {
            if let Some(given) = options.given(option.name) {
                own.add(option, given.values.clone(), given.origin.clone());
            }
        }
        let Periods { calendar, period, current } = periods(&own, rules.calendar.fiscal_start)?;
        let set = ["by", "period"].iter().any(|name| own.given(name).is_some());
        let calendar = if set { calendar } else { rules.calendar };
        let rules = Rules { calendar, period, current, ..rules.clone() };
        let (asked, wanted) = pivot(Some(named.name.clone()), &own, &rules)?;
        all.push(asked);
        let known =
            |one: &Asked| columns.iter().any(|other: &Asked| other.name == one.name && other.holds == one.holds);
        let new: Vec<Asked> = wanted.into_iter().filter(|one| !known(one)).collect();
        columns.extend(new);
    }
    Ok((all, columns))
}

const HEAT: [(&str, Heat); 4] =
    [("all", Heat::All), ("rows", Heat::Rows), ("columns", Heat::Columns), ("none", Heat::None)];

/// Gives the names of an option: between commas, or each a text of a list in the settings file, where a header may hold a comma.
fn names(options: &Options, name: &'static str) -> Vec<String> {
    let texts = options.texts(name);
    let listed = texts.len() > 1 && options.from_file(name);
    let split = |text: &'_ String| -> Vec<String> {
        match listed {
            true => vec![text.clone()],
            false => text.split([',', '，', '、']).map(str::to_owned).collect(),
        }
    };
    let parts = texts.iter().flat_map(split).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

fn axes(options: &Options, name: &'static str) -> Vec<Axis> {
    names(options, name).iter().map(|name| axis(name)).collect()
}

fn known<T: Clone>(words: &[(T, &[&str])], name: &str) -> Option<T> {
    let folded = name.trim().to_lowercase();
    words.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(found, _)| found.clone())
}

/// Reads one axis; what is no period and not the customer is the name of a column.
fn axis(name: &str) -> Axis {
    let (time, of) = name.split_once([':', '：']).unwrap_or((name, ""));
    let dated = || match (of.trim(), known(&DATES, of)) {
        ("", _) | (_, Some(None)) => Dated::Ordered,
        (_, Some(Some(field))) => Dated::Column(field.name().to_owned()),
        (column, None) => Dated::Column(column.to_owned()),
    };
    let by = match (known(&PERIODS, time), known(&PARTS, time)) {
        (Some(every), _) => By::Every(every, dated()),
        (None, Some(part)) => By::Part(part, dated()),
        (None, None) if CUSTOMER.contains(&name.to_lowercase().as_str()) => By::Customer,
        (None, None) => By::Column(name.to_owned()),
    };
    Axis { name: name.to_owned(), by }
}

fn values(options: &Options) -> Result<Vec<Measure>, Failure> {
    let read = |text: &String| {
        let text = text.replace('：', ":");
        let sum = text.split_once(':').filter(|(head, _)| SUM.contains(&head.trim().to_lowercase().as_str()));
        match sum.map(|(_, column)| column.trim()).filter(|column| !column.is_empty()) {
            Some(column) => Some(Measure::Sum(column.to_owned())),
            None => known(&MEASURES, &text),
        }
    };
    let expected = || {
        let names = MEASURES.iter().map(|(_, names)| names[0]);
        Expected::OneOf(names.chain(["sum:COLUMN"]).collect())
    };
    let mut values = Vec::new();
    for text in names(options, "values") {
        let value = read(&text).ok_or_else(|| options.bad("values", expected(), Some(&text)))?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(values)
}

/// Reads `amount`, `orders:asc`, `name:desc`; figures run from the largest, names from the first, where nothing is said.
fn sort(options: &Options, values: &[Measure]) -> Result<Sorting, Failure> {
    let Some(text) = options.text("sort").map(|text| text.replace('：', ":")) else {
        return Ok(Sorting::Value { at: 0, ascending: false });
    };
    let (by, ascending) = match text.trim().rsplit_once(':') {
        Some((by, "asc")) => (by, Some(true)),
        Some((by, "desc")) => (by, Some(false)),
        _ => (text.trim(), None),
    };
    if ["name", "名称"].contains(&by) {
        return Ok(Sorting::Name { ascending: ascending.unwrap_or(true) });
    }
    let named = |measure: &Measure| measure.name() == by || known(&MEASURES, by).as_ref() == Some(measure);
    match values.iter().position(named) {
        Some(at) => Ok(Sorting::Value { at, ascending: ascending.unwrap_or(false) }),
        None => {
            let names = values.iter().map(Measure::name).chain(["name".to_owned()]).collect();
            let (place, _) = options.named("sort");
            Err(Failure::new(place, SettingsProblem::NoSuchValue { wanted: by.to_owned(), values: names }))
        }
    }
}

/// Reads `10`, or `10,3` with a number for each level down.
fn top(options: &Options) -> Result<Vec<usize>, Failure> {
    let number = |text: &String| {
        let number = text.parse::<usize>().ok().filter(|number| (1..=1_000_000).contains(number));
        number.ok_or_else(|| options.bad("top", Expected::Whole(1, 1_000_000), Some(text)))
    };
    names(options, "top").iter().map(number).collect()
}

fn last(options: &Options) -> Result<Option<usize>, Failure> {
    options.read("last", Expected::Whole(1, 1_000), |text| text.parse().ok().filter(|n| (1..=1_000).contains(n)))
}

fn within(options: &Options, rules: &Rules) -> Option<Within> {
    let asked = options.text("period").is_some();
    let relative = if rules.current { Within::Current } else { Within::Last };
    asked.then(|| rules.period.map_or(relative(rules.calendar), Within::Period))
}

/// Refuses what says nothing: an axis twice, a change without periods, the last periods of none.
fn check(pivot: &Pivot, options: &Options) -> Result<(), Failure> {
    let axes: Vec<(&str, &Axis)> =
        pivot.rows.iter().map(|axis| ("--rows", axis)).chain(pivot.cols.iter().map(|axis| ("--cols", axis))).collect();
    for (at, (option, axis)) in axes.iter().enumerate() {
        if let Some((other, first)) = axes[..at].iter().find(|(_, other)| other.by == axis.by) {
            let (one, other) = (format!("{other} {}", first.name), format!("{option} {}", axis.name));
            return Err(Failure::new(Place::default(), SettingsProblem::AxisTwice { one, other }));
        }
    }
    for (option, given) in [("rows", pivot.rows.len()), ("cols", pivot.cols.len())] {
        if given > Pivot::MOST_AXES {
            let (place, _) = options.named(option);
            let problem = SettingsProblem::TooManyAxes { option, given, most: Pivot::MOST_AXES };
            return Err(Failure::new(place, problem));
        }
    }
    let change = pivot.values.iter().find(|value| value.base().is_some());
    if let (Some(change), Some((week, longer))) = (change, weeks_across(pivot)) {
        let (place, _) = options.named("values");
        let (change, week, longer) = (change.name(), week.name.clone(), longer.name.clone());
        return Err(Failure::new(place, SettingsProblem::WeeksAcross { change, week, longer }));
    }
    let periods = pivot.axes().any(|axis| matches!(axis.by, By::Every(..)));
    let fail = |option: &'static str, what: String| {
        let (place, _) = options.named(option);
        Err(Failure::new(place, SettingsProblem::NoPeriods { what }))
    };
    if let Some(change) = pivot.values.iter().find(|value| value.base().is_some())
        && !periods
        && pivot.within.is_none()
    {
        return fail("values", format!("--values {}", change.name()));
    }
    match pivot.last {
        Some(last) if !periods => fail("last", format!("--last {last}")),
        _ => Ok(()),
    }
}

/// Finds an axis of weeks with one of longer periods of the same date: a week that lies in two months is the base of neither.
fn weeks_across(pivot: &Pivot) -> Option<(&Axis, &Axis)> {
    let dated = |axis: &&Axis, week: bool| match &axis.by {
        By::Every(Every::Period(grain), dated) if (*grain == Grain::Week) == week => Some(dated.clone()),
        _ => None,
    };
    let weeks = pivot.axes().find(|axis| dated(axis, true).is_some())?;
    let longer = pivot.axes().find(|axis| dated(axis, false).is_some() && dated(axis, false) == dated(&weeks, true))?;
    Some((weeks, longer))
}

/// Gives the columns that a pivot needs.
fn asked(pivot: &Pivot) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    let mut add = |name: &str, option, holds, optional| {
        if !all.iter().any(|one| one.name == name && one.holds == holds) {
            all.push(Asked { name: name.to_owned(), option, holds, optional });
        }
    };
    let axes = pivot.rows.iter().map(|axis| ("--rows", axis)).chain(pivot.cols.iter().map(|axis| ("--cols", axis)));
    for (option, axis) in axes {
        match &axis.by {
            By::Column(name) => add(name, option, Holds::Text, false),
            By::Every(_, Dated::Column(name)) | By::Part(_, Dated::Column(name)) => {
                add(name, option, Holds::Day, false);
            }
            _ => {}
        }
    }
    for value in &pivot.values {
        match value {
            Measure::Products => add(Field::Product.name(), "--values", Holds::Text, false),
            Measure::Quantity | Measure::Price => add(Field::Unit.name(), "--values", Holds::Text, true),
            Measure::Profit | Measure::Margin => {
                add(Field::Profit.name(), "--values", Holds::Money, true);
                add(Field::Cost.name(), "--values", Holds::Money, true);
            }
            Measure::Sum(column) => add(column, "--values", Holds::Money, false),
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Asked as Typed, parse};
    use crate::cli::settings::settings;
    use crate::model::Day;
    use crate::model::problem::Kind;

    fn read(line: &str) -> Result<(Pivot, Vec<Asked>), Failure> {
        let words: Vec<String> = format!("mingxi pivot a.csv {line}").split(' ').map(str::to_owned).collect();
        let Typed::Run { command, files, options } = parse(&words).unwrap() else { panic!("no run") };
        let today = Day::from_ymd(2026, 1, 5).unwrap();
        let settings = settings(command, files, &options, Default::default(), None, today)?;
        Ok((settings.pivot.unwrap(), settings.input.columns))
    }

    fn problem(line: &str) -> SettingsProblem {
        match read(line).unwrap_err().0.kind {
            Kind::Settings(problem) => problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn axes_are_periods_the_customer_and_columns_in_both_languages() {
        let (pivot, asked) = read("--rows 客户,渠道 --cols quarter:发货,month:交期,weekday").unwrap();
        let by: Vec<By> = pivot.axes().map(|axis| axis.by.clone()).take(2).collect();
        assert_eq!(by, [By::Customer, By::Column("渠道".into())]);
        let cols: Vec<By> = pivot.cols.iter().map(|axis| axis.by.clone()).collect();
        let column = |name: &str| Dated::Column(name.into());
        assert_eq!(
            cols,
            [
                By::Every(Every::Period(Grain::Quarter), column("ship_date")),
                By::Every(Every::Period(Grain::Month), column("交期")),
                By::Part(DatePart::Weekday, Dated::Ordered),
            ]
        );
        let asked: Vec<(&str, Holds)> = asked.iter().map(|one| (one.name.as_str(), one.holds)).collect();
        assert_eq!(asked, [("渠道", Holds::Text), ("ship_date", Holds::Day), ("交期", Holds::Day)]);
    }

    #[test]
    fn values_are_read_in_both_languages_and_a_wrong_one_names_the_nearest() {
        let (pivot, _) = read("--values 金额,同比,share:col,sum:运费,change%").unwrap();
        let names: Vec<String> = pivot.values.iter().map(Measure::name).collect();
        assert_eq!(names, ["amount", "yoy%", "share:col", "sum:运费", "change%"]);
        let SettingsProblem::BadValue { similar, .. } = problem("--values amonut") else { panic!() };
        assert_eq!(similar.as_deref(), Some("amount"));
    }

    #[test]
    fn without_axes_it_is_the_customer_by_month() {
        let (pivot, _) = read("").unwrap();
        assert_eq!((pivot.rows[0].by.clone(), pivot.values), (By::Customer, vec![Measure::Amount]));
        assert_eq!(pivot.cols[0].by, By::Every(Every::Period(Grain::Month), Dated::Ordered));
        let (pivot, _) = read("--rows product --top 10,3 --sort name:desc").unwrap();
        assert_eq!((pivot.cols.len(), pivot.top, pivot.sort), (0, vec![10, 3], Sorting::Name { ascending: false }));
    }

    #[test]
    fn what_says_nothing_is_refused() {
        assert!(matches!(problem("--rows product --values change"), SettingsProblem::NoPeriods { .. }));
        assert!(matches!(problem("--rows product --last 3"), SettingsProblem::NoPeriods { .. }));
        assert!(matches!(problem("--rows month --cols 月"), SettingsProblem::AxisTwice { .. }));
        assert!(matches!(problem("--rows a,b,c,d,e,f,g,h,i"), SettingsProblem::TooManyAxes { given: 9, most: 8, .. }));
        assert!(read("--rows a,b,c,d,e,f,g,h --cols month").is_ok());
        assert!(matches!(problem("--rows month --cols week --values change"), SettingsProblem::WeeksAcross { .. }));
        assert!(
            read("--rows month --cols week").is_ok() && read("--rows month:发货 --cols week --values change").is_ok()
        );
        assert!(matches!(problem("--values amount --sort orders"), SettingsProblem::NoSuchValue { .. }));
        assert!(read("--rows product --values change --period 2025-09").is_ok());
    }
}
