//! Tables beside the orders as people write them.

use std::collections::BTreeMap;

use super::*;
use crate::model::companion::{Grade, Status, TableField};
use crate::model::{Client, Day, Grain, NoProgress, Span, TableMapping};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// Orders of some customers, by key and name.
fn orders(clients: &[(&str, &str)]) -> Orders {
    let (first_day, last_day) = (day("2025-01-02"), day("2025-09-30"));
    let (as_of_given, ends_early, longest_gap) = (false, false, 3);
    let span = Span { first_day, last_day, as_of: last_day, as_of_given, ends_early, longest_gap, sums: Vec::new() };
    let client = |(key, name): &(&str, &str)| Client { key: (*key).into(), name: (*name).into() };
    Orders { clients: clients.iter().map(client).collect(), ..Orders::none(span) }
}

struct Case {
    folder: tempfile::TempDir,
    input: InputOptions,
    orders: Orders,
}

impl Case {
    fn new(clients: &[(&str, &str)]) -> Case {
        Case { folder: tempfile::tempdir().unwrap(), input: InputOptions::default(), orders: orders(clients) }
    }

    fn table(mut self, table: TableKind, text: &str) -> Case {
        let path = self.folder.path().join(format!("{}.csv", table.name()));
        std::fs::write(&path, text).unwrap();
        self.input.tables.insert(table, path.to_string_lossy().into_owned());
        self
    }

    fn map(mut self, table: TableKind, field: TableField, column: &str) -> Case {
        self.input.table_map.push(TableMapping { table, field, column: column.into() });
        self
    }

    fn read(&self) -> Beside {
        let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
        companions(&self.input, calendar, &self.orders, &NoProgress).unwrap()
    }
}

fn kinds(beside: &Beside) -> Vec<&CompanionProblem> {
    beside
        .problems
        .iter()
        .filter_map(|problem| if let Kind::Companion(kind) = &problem.kind { Some(kind) } else { None })
        .collect()
}

const TWO: &[(&str, &str)] = &[("acme ltd", "Acme Ltd"), ("宁波海川五金", "宁波海川五金")];

#[test]
fn ids_that_were_taken_for_numbers_are_those_of_the_orders_and_no_number_is_nearly_another() {
    let text = "Customer,Owner\n12346.0,Li\n12347.0,Wu\n";
    let beside = Case::new(&[("12346", "12346"), ("12340", "12340")]).table(TableKind::Customers, text).read();
    let master = beside.companions.customers.as_ref().unwrap();
    let clients: Vec<_> = master.rows.iter().map(|row| row.customer.client).collect();
    assert_eq!(clients, [Some(0), None]);
    let unknown = &master.audit.unknown;
    assert_eq!((unknown.len(), &unknown[0].similar), (1, &None), "{unknown:?}");
}

#[test]
fn a_table_that_names_no_customer_of_the_orders_is_said_to_be_of_another_book() {
    let log = |rows: &str| format!("Contacted on,Customer,What was said\n{rows}");
    let of = |rows: &str| {
        let beside = Case::new(TWO).table(TableKind::FollowUps, &log(rows)).read();
        let other = |kind: &&CompanionProblem| matches!(kind, CompanionProblem::OtherBook { customers: 3, .. });
        (kinds(&beside).len(), kinds(&beside).iter().filter(|kind| other(kind)).count())
    };
    let strange = "2025-01-02,Alpha,x\n2025-01-03,Beta,y\n2025-01-04,Gamma,z\n2025-01-05,Gamma,z\n";
    assert_eq!(of(strange), (1, 1));
    // One row that names a customer of the orders is enough, and two strangers are no book.
    assert_eq!(of(&format!("{strange}2025-01-06,Acme Ltd,w\n")), (1, 0));
    assert_eq!(of("2025-01-02,Alpha,x\n2025-01-03,Beta,y\n"), (1, 0));
}

#[test]
fn a_master_is_read_below_its_notes_with_its_customers_matched_by_the_names_key() {
    let text = "# 一行一家客户,,,,,,\n客户名称,业务员,状态,潜力,报备日期,介绍人,爱好\n\
                宁波海川五金。,王芳,成交,高,2025-01-05,ACME LTD,茶\n 新客户 ,李强,紧密,5000,2025/3/1,,\n合计,,,,,,\n";
    let beside = Case::new(TWO).table(TableKind::Customers, text).read();
    let master = beside.companions.customers.as_ref().unwrap();
    let [first, lead] = master.rows.as_slice() else { panic!("{master:?}") };
    assert_eq!((first.customer.client, first.customer.key.as_str()), (Some(1), "宁波海川五金"));
    assert_eq!((first.status, first.registered), (Some(Status::Won), Some(day("2025-01-05"))));
    assert_eq!(first.referred_by.as_ref().unwrap().client, Some(0));
    assert_eq!(first.potential.as_ref().unwrap().grade, Some(Grade::High));
    assert_eq!(first.other, [("爱好".to_owned(), "茶".to_owned())]);
    assert_eq!((lead.customer.client, lead.customer.key.as_str(), lead.at.row), (None, "新客户", 4));
    assert_eq!(lead.potential.as_ref().unwrap().number.unwrap().plain(0), "5000");
    let audit = &master.audit;
    assert_eq!((audit.header_row, audit.read, audit.taken, audit.set_aside.len()), (2, 3, 2, 1));
    assert_eq!(audit.unknown.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["新客户"]);
    assert!(beside.problems.is_empty(), "{:?}", beside.problems);
}

#[test]
fn two_owners_and_two_spellings_of_one_customer_are_told() {
    let text = "Customer,Owner\nAcme Ltd,Li\nACME Ltd.,Wang\nAcme Limited,Li\n";
    let beside = Case::new(TWO).table(TableKind::Customers, text).read();
    let twice = CompanionProblem::Twice {
        names: ("Acme Ltd".into(), "ACME Ltd.".into()),
        rows: (2, 3),
        owners: Some(("Li".into(), "Wang".into())),
        more: 0,
    };
    let kinds = kinds(&beside);
    assert!(kinds.contains(&&twice), "{kinds:?}");
    let near = kinds.iter().find_map(|kind| match kind {
        CompanionProblem::Unknown { near, .. } => near.clone(),
        _ => None,
    });
    assert_eq!(near, Some(("Acme Limited".into(), "Acme Ltd".into())));
}

#[test]
fn a_word_for_a_day_sets_a_talk_aside_and_leaves_a_next_day_open() {
    let text = "联系日期,客户,下次联系日期,备注\n2025-09-01,Acme Ltd,下周三,问价\n昨天,Acme Ltd,,\n2025-09-03,Bolt,2025-10-01,\n,Acme Ltd,,\n2025-09-04,,,\n";
    let beside = Case::new(TWO).table(TableKind::FollowUps, text).read();
    let log = beside.companions.follow_ups.as_ref().unwrap();
    assert_eq!(log.rows.iter().map(|row| row.next).collect::<Vec<_>>(), [None, Some(day("2025-10-01"))]);
    let others: Vec<(&str, &str)> = log.rows[0].other.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(others, [("备注", "问价"), ("下次联系日期", "下周三")]);
    let asides: Vec<(u32, &str)> = log.audit.set_aside.iter().map(|row| (row.at.row, row.reason.name())).collect();
    assert_eq!(asides, [(3, "bad-date"), (5, "no-date"), (6, "no-customer")]);
    assert_eq!(
        log.audit.set_aside[0].texts,
        [("联系日期".to_owned(), "昨天".to_owned()), ("客户".to_owned(), "Acme Ltd".to_owned())]
    );
    assert_eq!((log.audit.read, log.audit.taken), (5, 2));
    // Bad and missing day, no customer, the word for a next day, and Bolt, which the orders do not have.
    assert_eq!(kinds(&beside).len(), 5, "{:?}", kinds(&beside));
    let place = &beside
        .problems
        .iter()
        .find(|one| matches!(&one.kind, Kind::Companion(CompanionProblem::Unread { .. })))
        .unwrap()
        .place;
    assert_eq!(place.cell.as_deref(), Some("C2"));
}

#[test]
fn ids_come_before_names_and_aliases_lead_to_the_customer() {
    let case = Case::new(&[("7", "Acme"), ("8", "Bolt")]);
    let aliases = case.folder.path().join("aliases.csv");
    std::fs::write(&aliases, "Akme,Acme\n").unwrap();
    let mut case = case.table(TableKind::Receivables, "Customer ID,Customer,Due date,Amount\n8,Acme,2025-08-01,100\n,Akme,2025-08-01,\"1,250.50\"\n9,Bolt,2025-08-01,3\n");
    case.input.aliases = Some(aliases);
    let beside = case.read();
    let owed = beside.companions.receivables.as_ref().unwrap();
    let found: Vec<(Option<u32>, String)> =
        owed.rows.iter().map(|row| (row.customer.client, row.amount.plain(2))).collect();
    assert_eq!(found, [(Some(1), "100.00".into()), (Some(0), "1250.50".into()), (Some(1), "3.00".into())]);
}

#[test]
fn a_column_by_another_name_is_mapped_by_the_table_and_field() {
    let text = "往来,到期日,应收\nAcme Ltd,2025-08-01,5\n";
    let case = Case::new(TWO).table(TableKind::Receivables, text);
    let beside = case.read();
    let [CompanionProblem::LeftOut { why, .. }] = kinds(&beside)[..] else { panic!("{:?}", beside.problems) };
    let Kind::Companion(CompanionProblem::NoColumn { needs, headers, .. }) = &why.kind else { panic!("{why:?}") };
    assert_eq!((needs[0], headers.len()), (TableField::Customer, 3));
    let beside = case.map(TableKind::Receivables, TableField::Customer, "往来").read();
    assert_eq!(beside.companions.receivables.unwrap().rows[0].customer.client, Some(0));
}

#[test]
fn what_is_no_such_table_is_left_out_and_told_what_it_seems_to_be() {
    let text = "Customer,Due date,Outstanding\nAcme Ltd,2025-08-01,5\n";
    let beside = Case::new(TWO).table(TableKind::FollowUps, text).read();
    let [CompanionProblem::LeftOut { table: TableKind::FollowUps, column: false, why }] = kinds(&beside)[..] else {
        panic!("{:?}", beside.problems)
    };
    let Kind::Companion(CompanionProblem::NoColumn { needs, like, .. }) = &why.kind else { panic!("{why:?}") };
    assert_eq!((needs[0], *like), (TableField::Date, Some(TableKind::Receivables)));
    assert!(beside.companions.is_empty());
}

#[test]
fn orders_are_no_table_beside_them_and_many_doubles_are_told_once() {
    let text = "Order,Date,Customer,Quantity,Unit Price,Amount\n1,2025-08-01,Acme Ltd,2,3,6\n";
    let beside = Case::new(TWO).table(TableKind::Customers, text).read();
    let [CompanionProblem::LeftOut { why, .. }] = kinds(&beside)[..] else { panic!("{:?}", beside.problems) };
    assert!(matches!(why.kind, Kind::Companion(CompanionProblem::Orders { table: TableKind::Customers })));
    let text = "Customer,Owner\nA,x\nA,y\nA,z\nB,x\nB,x\n";
    let beside = Case::new(TWO).table(TableKind::Customers, text).read();
    let more: Vec<u64> = kinds(&beside)
        .into_iter()
        .filter_map(|kind| if let CompanionProblem::Twice { more, .. } = kind { Some(*more) } else { None })
        .collect();
    assert_eq!(more, [0, 1]);
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let mut case = Case::new(TWO);
    case.input.tables.insert(TableKind::Claims, "no-such-file.csv".into());
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    let failure = companions(&case.input, calendar, &case.orders, &NoProgress).unwrap_err();
    assert!(matches!(failure.0.kind, Kind::Read(ReadProblem::NotFound { .. })));
}

#[test]
fn dates_that_are_open_are_settled_by_another_column_or_leave_the_column_out() {
    let open = "Customer,Registered on,First contact\nAcme Ltd,03/04/2025,05/06/2025\n";
    let beside = Case::new(TWO).table(TableKind::Customers, open).read();
    let row = &beside.companions.customers.as_ref().unwrap().rows[0];
    assert_eq!((row.registered, row.other.len()), (None, 2));
    let left_out = |kind: &&CompanionProblem| matches!(kind, CompanionProblem::LeftOut { column: true, .. });
    assert_eq!(kinds(&beside).into_iter().filter(left_out).count(), 2);
    let settled = "Customer,Registered on,First contact\nAcme Ltd,03/04/2025,25/06/2025\n";
    let beside = Case::new(TWO).table(TableKind::Customers, settled).read();
    assert_eq!(beside.companions.customers.unwrap().rows[0].registered, Some(day("2025-04-03")));
    let mut given = Case::new(TWO).table(TableKind::Customers, open);
    given.input.date_format = Some("month/day/year".into());
    assert_eq!(given.read().companions.customers.unwrap().rows[0].registered, Some(day("2025-03-04")));
}

#[test]
fn targets_stand_in_rows_or_across() {
    let labels = |case: Case| -> BTreeMap<String, String> {
        let targets = case.read().companions.targets.unwrap();
        let each = targets.rows.iter().map(|row| {
            let who =
                row.owner.clone().or_else(|| row.customer.as_ref().map(|who| who.key.clone())).unwrap_or_default();
            (format!("{who} {}", row.period.label()), row.amount.plain(0))
        });
        each.collect()
    };
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let long = "期间,业务员,客户,目标金额\n2025Q3,王芳,,10000\n2025年9月,,Acme Ltd,500\n2025,,,90000\n下季,王芳,,1\n合计,,,1\n";
    let long = Case::new(TWO).table(TableKind::Targets, long);
    assert_eq!(labels(long), map(&[("王芳 2025Q3", "10000"), ("acme ltd 2025-09", "500"), (" 2025", "90000")]));
    let tens = Case::new(TWO).table(TableKind::Targets, "期间,业务员,目标(万元)\n2025Q3,王芳,1.5\n");
    assert_eq!(labels(tens), map(&[("王芳 2025Q3", "15000")]));
    let wide = "业务员,2025年1月,2025年2月\n王芳,1万,2000\n李强,,300\n";
    let wide = Case::new(TWO).table(TableKind::Targets, wide.replace("1万", "10000").as_str());
    assert_eq!(labels(wide), map(&[("王芳 2025-01", "10000"), ("王芳 2025-02", "2000"), ("李强 2025-02", "300")]));
}

#[test]
fn amounts_in_another_currency_leave_the_table_out() {
    let mut case =
        Case::new(TWO).table(TableKind::Claims, "Date,Customer,Amount,Currency\n2025-08-01,Acme Ltd,5,USD\n");
    assert_eq!(case.read().companions.claims.unwrap().rows[0].amount.unwrap().plain(0), "5");
    case.orders.currency = Some("CNY".into());
    let beside = case.read();
    let [CompanionProblem::LeftOut { why, .. }] = kinds(&beside)[..] else { panic!("{:?}", beside.problems) };
    assert!(matches!(why.kind, Kind::Companion(CompanionProblem::OtherCurrency { .. })));
}

#[test]
fn costs_are_rows_as_the_other_tables_are_and_keep_what_sums_need() {
    let text = "日期,客户,类型,金额\n2025-03-01,Acme Ltd,运费,100\n2025-03-02,Acme Ltd,展会费用,20.5\n2025-03-03,Nobody,运费,7\n2025-03-04,Acme Ltd,运费,many\n";
    let beside = Case::new(TWO).table(TableKind::Costs, text).read();
    let costs = beside.companions.costs.as_ref().unwrap();
    use crate::model::companion::CostOf;
    let rows: Vec<_> =
        costs.rows.iter().map(|row| (row.customer.client, row.amount.plain(1), row.of, row.at.row)).collect();
    let expected = [
        (Some(0), "100.0".into(), CostOf::Serve, 2),
        (Some(0), "20.5".into(), CostOf::Win, 3),
        (None, "7.0".into(), CostOf::Serve, 4),
    ];
    assert_eq!(rows, expected);
    assert_eq!((costs.audit.read, costs.audit.taken, costs.audit.set_aside.len()), (4, 3, 1));
    assert_eq!(costs.audit.unknown.len(), 1);
    assert_eq!(beside.costs.unwrap().rows.len(), 3);
}

#[test]
fn a_sheet_is_named_behind_a_hash_or_a_colon() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, "x").unwrap();
    let file = path.to_string_lossy().into_owned();
    for (named, sheet) in
        [(format!("{file}#客户"), Some("客户")), (format!("{file}:客户"), Some("客户")), (file.clone(), None)]
    {
        assert_eq!(path_of(&named), (file.clone(), sheet.map(str::to_owned)), "{named}");
    }
}
