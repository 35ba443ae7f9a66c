//! The tables that the company keeps beside its orders, with the ordinary mess of tables kept by hand.
//!
//! Two customers are missing from the master and one stands in it twice with two owners; two of one group share a telephone;
//! dates are words, an owner is missing, a lead never ordered; one customer is written in a short form that the orders do not have.

use std::collections::BTreeMap;

use mingxi::model::Day;

use super::book::{Line, Status};
use super::names::{CAST, CROWD, Name, OWNERS};

/// A text in both books.
pub type Pair = (&'static str, &'static str);

/// What stands in a cell.
#[derive(Clone)]
pub enum Cell {
    Blank,
    Text(Pair),
    Own(String),
    Day(Day),
    /// In cents.
    Money(i64),
    Number(i64),
}

/// A table: the sheet's name, what stands above the header, its headings and rows.
pub struct Table {
    pub name: Pair,
    pub title: Option<Pair>,
    pub headings: Vec<Pair>,
    pub rows: Vec<Vec<Cell>>,
}

fn day(year: i32, month: i32, day: i32) -> Day {
    Day::from_ymd(year, month, day).unwrap_or(Day::from_number(0))
}

fn named(name: &Name) -> Cell {
    Cell::Text((name.zh, name.en))
}

fn owner(at: usize) -> Cell {
    Cell::Text(OWNERS[at])
}

fn maybe(pair: Option<Pair>) -> Cell {
    pair.map_or(Cell::Blank, Cell::Text)
}

const WON: Pair = ("成交", "won");
const ENGAGED: Pair = ("紧密", "engaged");
const SHARED: Pair = ("普通", "shared");

/// What the orders say of a customer: the first day, and who looks after it now.
struct Known {
    first: Day,
    owner: Pair,
}

fn known(lines: &[Line]) -> BTreeMap<&'static str, Known> {
    let mut known: BTreeMap<&'static str, Known> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.status != Status::Credit) {
        let one = known.entry(line.customer.zh).or_insert(Known { first: line.day, owner: line.owner });
        one.owner = line.owner;
    }
    known
}

/// Who brought whom.
const BROUGHT: [(&Name, &[&Name]); 3] = [
    (&CAST[0], &[&CROWD[0], &CROWD[1]]),
    (&CROWD[1], &[&CROWD[2], &CROWD[3]]),
    (&CAST[4], &[&CROWD[65], &CROWD[67], &CAST[13]]),
];

/// Customers of one group.
const GROUPS: [(Pair, &[&Name]); 2] = [
    (("利丰达集团", "Lee Fung Tat Group"), &[&CROWD[50], &CROWD[51]]),
    (("北极光控股", "Nordlicht Holding AG"), &[&CAST[10], &CROWD[15]]),
];

/// Leads: the name, who works on it, its status, the first talk.
const LEADS: [(Pair, Option<usize>, Pair, (i32, i32, i32)); 5] = [
    (("绿洲礼品有限公司", "Oasis Gifts Ltd"), Some(0), ENGAGED, (2025, 7, 15)),
    (("Skagen Hus ApS", "Skagen Hus ApS"), Some(3), ENGAGED, (2025, 2, 10)),
    (("Bodega Norte S.L.", "Bodega Norte S.L."), Some(0), SHARED, (2024, 11, 4)),
    (("嘉兴南湖文具有限公司", "Jiaxing Nanhu Stationery Co., Ltd."), None, ENGAGED, (2025, 8, 20)),
    // Won on paper: the orders say nothing of it.
    (("Tatra Dom s.r.o.", "Tatra Dom s.r.o."), Some(3), WON, (2025, 5, 6)),
];

/// The customer master.
fn master(lines: &[Line]) -> Table {
    let known = known(lines);
    let mut rows = Vec::new();
    let all = CAST.iter().chain(&CROWD);
    // The other spelling of one customer, and two that nobody entered.
    let entered = all.filter(|name| ![CAST[11].zh, CROWD[6].zh, CROWD[40].zh].contains(&name.zh));
    for (at, name) in entered.enumerate() {
        let Some(facts) = known.get(name.zh) else { continue };
        let brought_by = BROUGHT.iter().find(|(_, brought)| brought.iter().any(|one| one.zh == name.zh));
        let parent = GROUPS.iter().find(|(_, members)| members.iter().any(|one| one.zh == name.zh));
        let registered = match at {
            // Nobody remembered the day.
            20 => Cell::Text(("去年底", "end of last year")),
            _ => Cell::Day(facts.first.plus_days(-30 - (at as i32 * 7) % 60)),
        };
        let status = match at {
            5 => SHARED,
            _ => WON,
        };
        let phone = match name.zh {
            // Two of one group answer the same telephone.
            zh if zh == CROWD[50].zh || zh == CROWD[51].zh => "+852 2811 0042".to_owned(),
            _ => format!("+{} {:03} {:04}", 30 + at % 60, 100 + (at * 37) % 900, 1000 + (at * 613) % 9000),
        };
        rows.push(vec![
            named(name),
            if at == 33 { Cell::Blank } else { Cell::Text(facts.owner) },
            Cell::Text(name.land),
            Cell::Text(status),
            registered,
            maybe(match name.zh {
                zh if zh == CAST[3].zh => Some(("A", "A")),
                _ => None,
            }),
            maybe(match at % 9 {
                0 => Some(("高", "high")),
                4 => Some(("低", "low")),
                _ => None,
            }),
            maybe(match at % 11 {
                3 => Some(("不满意", "poor")),
                7 => Some(("满意", "good")),
                _ => None,
            }),
            maybe(parent.map(|(group, _)| *group)),
            brought_by.map_or(Cell::Blank, |(by, _)| named(by)),
            Cell::Own(phone),
            Cell::Text(("月结 30 天", "30 days")),
            Cell::Day(facts.first.plus_days(-45 - (at as i32 * 11) % 50)),
            Cell::Blank,
        ]);
        // One customer stands in two books.
        if name.zh == CAST[8].zh {
            let mut twice = rows[rows.len() - 1].clone();
            twice[1] = match facts.owner {
                owner if owner == OWNERS[1] => Cell::Text(OWNERS[2]),
                _ => Cell::Text(OWNERS[1]),
            };
            twice[4] = Cell::Day(day(2023, 6, 1));
            rows.push(twice);
        }
    }
    for (name, by, status, first) in LEADS {
        let first = day(first.0, first.1, first.2);
        let mut row = vec![Cell::Blank; 14];
        (row[0], row[1], row[3]) = (Cell::Text(name), by.map_or(Cell::Blank, owner), Cell::Text(status));
        (row[4], row[12]) = (Cell::Day(first.plus_days(1)), Cell::Day(first));
        rows.push(row);
    }
    Table {
        name: ("客户", "Customers"),
        title: Some(("客户档案（2025-09-30）", "Customer master, 2025-09-30")),
        headings: vec![
            ("客户名称", "Customer"),
            ("业务员", "Salesperson"),
            ("国家", "Country"),
            ("状态", "Status"),
            ("报备日期", "Registered on"),
            ("客户等级", "Class"),
            ("潜力", "Potential"),
            ("满意度", "Satisfaction"),
            ("母公司", "Parent company"),
            ("介绍人", "Referred by"),
            ("电话", "Phone"),
            ("付款条件", "Payment terms"),
            ("首次联系日期", "First contact"),
            ("备注", "Memo"),
        ],
        rows,
    }
}

/// Talks: the day, with whom, by whom, how, what was said, the reason, what came of it, when to talk next.
#[rustfmt::skip]
const TALKS: [((i32, i32, i32), &Name, usize, Pair, Pair, Option<Pair>, Pair, Option<(i32, i32, i32)>); 22] = [
    ((2025, 5, 12), &CAST[12], 0, VISIT, ("展会认识，要样品", "met at the fair, wants samples"), None, ("寄样", "samples"), Some((2025, 6, 15))),
    ((2025, 6, 15), &CAST[12], 0, MAIL, ("确认样品规格", "settled the samples"), None, ("下样品单", "sample order"), None),
    ((2025, 7, 22), &CAST[12], 0, PHONE, ("样品满意，谈首单", "likes the samples"), None, ("报价", "quoted"), Some((2025, 8, 1))),
    ((2025, 6, 30), &CAST[13], 2, PHONE, ("想看样品", "wants samples"), None, ("寄样", "samples"), None),
    ((2025, 8, 20), &CAST[13], 2, MAIL, ("价格可以接受", "accepts the price"), None, ("等订单", "order to come"), Some((2025, 9, 5))),
    ((2025, 6, 20), &CAST[14], 3, MAIL, ("展会后联系", "after the fair"), None, ("寄样", "samples"), None),
    ((2025, 7, 3), &CAST[4], 2, PHONE, ("同行报价低 8%", "another offers 8% less"), Some(PRICE), ("等新报价", "waits for a new price"), Some((2025, 8, 1))),
    ((2025, 8, 4), &CAST[4], 2, PHONE, ("还是嫌贵", "still too dear"), Some(PRICE), ("暂停", "on hold"), Some((2025, 9, 15))),
    ((2025, 7, 8), &CAST[5], 3, MAIL, ("两次晚交货", "late twice"), Some(DELIVERY), ("道歉", "apologised"), None),
    ((2025, 7, 18), &CAST[6], 2, VISIT, ("色差投诉没有处理完", "the colour claim is still open"), Some(QUALITY), ("答应补货", "promised goods for it"), Some((2025, 7, 25))),
    ((2025, 8, 12), &CAST[7], 3, PHONE, ("今年不做这类货了", "drops the range this year"), Some(STRATEGY), ("年底再问", "ask again in winter"), Some((2025, 11, 15))),
    ((2025, 9, 2), &CAST[8], 1, PHONE, ("不清楚，没有说", "would not say"), None, ("再约", "to call again"), Some((2025, 9, 20))),
    ((2025, 9, 8), &CAST[1], 0, VISIT, ("改向越南采购一部分", "buys a part in Vietnam"), Some(RIVAL), ("重新报价", "to be quoted anew"), Some((2025, 9, 29))),
    ((2025, 9, 24), &CAST[1], 0, MAIL, ("报价已发", "sent the quotation"), Some(RIVAL), ("等回复", "waits"), Some((2025, 10, 8))),
    ((2025, 9, 19), &CAST[0], 0, VISIT, ("明年订单计划", "plans for next year"), None, ("增加两个品种", "two more products"), Some((2025, 10, 20))),
    ((2024, 2, 20), &CAST[2], 0, MAIL, ("换了采购，停单", "a new buyer, no orders"), Some(SALESMAN), ("放一放", "let it rest"), None),
    ((2025, 6, 10), &CAST[2], 0, PHONE, ("换回原来的采购", "the old buyer is back"), None, ("寄新目录", "sent the catalogue"), Some((2025, 7, 10))),
    ((2025, 7, 30), &CAST[2], 0, MAIL, ("问新报价", "asked for prices"), None, ("报价", "quoted"), None),
    ((2025, 9, 12), &CAST[15], 2, PHONE, ("催发货", "asks when it ships"), None, ("已安排", "settled"), None),
    ((2025, 8, 1), &CROWD[0], 0, MAIL, ("季度问候", "the quarter's greeting"), None, ("无", "nothing"), None),
    ((2025, 3, 11), &CROWD[9], 0, PHONE, ("库存还多", "still has stock"), None, ("秋天再联系", "again in autumn"), Some((2025, 9, 10))),
    ((2025, 9, 25), &CAST[9], 3, MAIL, ("换了供应商", "another supplier"), Some(("价高", "too dear")), ("结束", "closed"), None),
];

const VISIT: Pair = ("拜访", "visit");
const PHONE: Pair = ("电话", "phone");
const MAIL: Pair = ("邮件", "e-mail");
const PRICE: Pair = ("价格", "price");
const DELIVERY: Pair = ("交期", "delivery");
const QUALITY: Pair = ("质量", "quality");
const STRATEGY: Pair = ("客户战略", "their strategy");
const RIVAL: Pair = ("竞争对手", "competitor");
const SALESMAN: Pair = ("业务员离职", "salesperson left");

/// The follow-up log.
pub fn follow_ups() -> Table {
    let on = |(year, month, of): (i32, i32, i32)| day(year, month, of);
    let mut rows: Vec<(Day, Vec<Cell>)> = Vec::new();
    for (when, whom, by, how, said, reason, outcome, next) in TALKS {
        rows.push((
            on(when),
            vec![
                Cell::Day(on(when)),
                named(whom),
                owner(by),
                Cell::Text(how),
                Cell::Text(said),
                maybe(reason),
                Cell::Text(outcome),
                next.map_or(Cell::Blank, |next| Cell::Day(on(next))),
            ],
        ));
    }
    for (name, by, _, first) in LEADS {
        let talk = |after: i32, said: Pair, next: Cell| {
            let when = on(first).plus_days(after);
            let by = by.map_or(Cell::Text(OWNERS[0]), owner);
            (
                when,
                vec![
                    Cell::Day(when),
                    Cell::Text(name),
                    by,
                    Cell::Text(MAIL),
                    Cell::Text(said),
                    Cell::Blank,
                    Cell::Blank,
                    next,
                ],
            )
        };
        rows.push(talk(0, ("首次联系", "first contact"), Cell::Blank));
        if by == Some(0) {
            rows.push(talk(
                30,
                ("发目录和报价", "sent catalogue and prices"),
                Cell::Text(("下周三", "next Wednesday")),
            ));
        }
    }
    let loose = |when: Cell, name: Pair, said: Pair| {
        vec![
            when,
            Cell::Text(name),
            owner(0),
            Cell::Text(PHONE),
            Cell::Text(said),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
        ]
    };
    // A short form of a customer's name, a day that is a word, and one that nobody knows.
    rows.push((
        day(2025, 9, 26),
        loose(
            Cell::Day(day(2025, 9, 26)),
            ("Brightwater Home Stores", "Brightwater Home Stores"),
            ("确认交期", "settled the delivery"),
        ),
    ));
    rows.push((
        day(2025, 9, 27),
        loose(Cell::Text(("昨天", "yesterday")), (CAST[0].zh, CAST[0].en), ("对账", "went through the account")),
    ));
    rows.push((
        day(2025, 9, 28),
        loose(Cell::Day(day(2025, 9, 28)), ("义乌老周", "Old Zhou, Yiwu"), ("打听价格", "asked about prices")),
    ));
    rows.sort_by_key(|(when, _)| *when);
    Table {
        name: ("跟进", "Follow-ups"),
        title: None,
        headings: vec![
            ("联系日期", "Contacted on"),
            ("客户名称", "Customer"),
            ("跟进人", "By"),
            ("联系方式", "Channel"),
            ("沟通内容", "What was said"),
            ("原因", "Reason"),
            ("结果", "Outcome"),
            ("下次联系日期", "Next contact"),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    }
}

/// What serving and winning customers cost.
fn costs() -> Table {
    let mut rows = Vec::new();
    let kinds: [Pair; 4] = [("运费", "freight"), ("差旅", "travel"), ("样品", "samples"), ("展会", "exhibition")];
    for (at, whom) in [&CAST[0], &CAST[1], &CAST[4], &CAST[10], &CROWD[3], &CROWD[20]].into_iter().enumerate() {
        for month in 1..=9 {
            let size = [96_000, 31_000, 5_200, 4_400, 7_900, 2_600][at];
            // Serving one of them costs more every month.
            let grows = if at == 4 { month * 1_350 } else { 0 };
            let when = day(2025, month as i32, 25);
            rows.push(vec![Cell::Day(when), named(whom), Cell::Text(kinds[at % 2]), Cell::Money(size + grows)]);
        }
    }
    for (whom, when, kind, cents) in [
        (&CAST[12], day(2025, 5, 14), 3, 180_000),
        (&CAST[12], day(2025, 6, 18), 2, 21_500),
        (&CAST[13], day(2025, 7, 2), 2, 14_000),
        (&CAST[14], day(2025, 6, 24), 2, 16_800),
    ] {
        rows.push(vec![Cell::Day(when), named(whom), Cell::Text(kinds[kind]), Cell::Money(cents)]);
    }
    Table {
        name: ("费用", "Costs"),
        title: None,
        headings: vec![
            ("日期", "Date"),
            ("客户名称", "Customer"),
            ("费用类型", "Cost type"),
            ("金额(USD)", "Amount (USD)"),
        ],
        rows,
    }
}

/// What customers owe.
fn receivables() -> Table {
    let owed = [
        (&CAST[0], (2025, 10, 29), 9_140_000),
        (&CAST[1], (2025, 8, 31), 1_486_000),
        (&CAST[4], (2025, 7, 15), 412_350),
        (&CAST[6], (2025, 7, 31), 268_900),
        (&CAST[9], (2025, 6, 30), 155_420),
        (&CROWD[4], (2025, 10, 15), 205_600),
        (&CROWD[11], (2025, 9, 30), 88_800),
    ];
    let rows =
        owed.into_iter().map(|(whom, (y, m, d), cents)| vec![named(whom), Cell::Day(day(y, m, d)), Cell::Money(cents)]);
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    rows.push(vec![named(&CROWD[12]), Cell::Text(("收到货后", "after delivery")), Cell::Money(64_000)]);
    let sum = owed.iter().map(|(_, _, cents)| cents).sum::<i64>() + 64_000;
    rows.push(vec![Cell::Text(("合计", "Total")), Cell::Blank, Cell::Money(sum)]);
    Table {
        name: ("应收", "Receivables"),
        title: None,
        headings: vec![("客户名称", "Customer"), ("到期日", "Due date"), ("应收金额", "Outstanding")],
        rows,
    }
}

/// Complaints and claims.
fn claims() -> Table {
    let of = |(y, m, d), whom: &Name, product: Pair, kind: Pair, cents: Option<i64>| {
        vec![
            Cell::Day(day(y, m, d)),
            named(whom),
            Cell::Text(product),
            Cell::Text(kind),
            cents.map_or(Cell::Blank, Cell::Money),
        ]
    };
    let mug = ("陶瓷马克杯", "Ceramic mug");
    Table {
        name: ("投诉", "Claims"),
        title: None,
        headings: vec![
            ("投诉日期", "Claim date"),
            ("客户名称", "Customer"),
            ("产品", "Product"),
            ("投诉类型", "Claim type"),
            ("索赔金额", "Claim amount"),
        ],
        rows: vec![
            of((2025, 2, 18), &CAST[1], mug, ("破损", "breakage"), Some(124_000)),
            of((2025, 4, 9), &CAST[5], ("棉质浴巾", "Cotton bath towel"), ("晚交货", "late delivery"), None),
            of((2025, 5, 21), &CAST[5], ("棉质浴巾", "Cotton bath towel"), ("晚交货", "late delivery"), Some(38_000)),
            of((2025, 6, 25), &CAST[6], ("香薰蜡烛", "Scented candle"), ("色差", "colour"), Some(86_500)),
            of((2025, 8, 14), &CROWD[9], mug, ("破损", "breakage"), Some(9_900)),
        ],
    }
}

/// Goods that are held for customers.
fn stock() -> Table {
    let of = |whom: &Name, product: Pair, pieces: i64, cents: i64| {
        vec![named(whom), Cell::Text(product), Cell::Number(pieces), Cell::Money(cents)]
    };
    Table {
        name: ("库存", "Stock"),
        title: None,
        headings: vec![
            ("客户名称", "Customer"),
            ("产品", "Product"),
            ("库存数量", "On hand"),
            ("库存金额", "Stock value"),
        ],
        rows: vec![
            of(&CAST[0], ("折叠收纳箱", "Folding storage box"), 2_400, 612_000),
            of(&CAST[4], ("螺丝刀套装", "Screwdriver set"), 600, 405_600),
            of(&CAST[7], ("礼品包装纸", "Gift wrapping paper"), 35, 54_900),
        ],
    }
}

/// Targets by owner, a column for each quarter.
fn targets() -> Table {
    let mut rows = Vec::new();
    for (at, quarters) in
        [[230, 240, 250, 260], [60, 60, 0, 0], [170, 180, 180, 200], [1_500, 1_450, 1_550, 1_700]].iter().enumerate()
    {
        let mut row = vec![owner(at)];
        row.extend(
            quarters
                .iter()
                .map(|thousands| if *thousands == 0 { Cell::Blank } else { Cell::Money(thousands * 100_000) }),
        );
        rows.push(row);
    }
    Table {
        name: ("目标", "Targets"),
        title: None,
        headings: vec![
            ("业务员", "Salesperson"),
            ("2025Q1", "2025Q1"),
            ("2025Q2", "2025Q2"),
            ("2025Q3", "2025Q3"),
            ("2025Q4", "2025Q4"),
        ],
        rows,
    }
}

/// Gives the tables of the workbook; the follow-up log is a file of its own, since it is written every day.
pub fn tables(lines: &[Line]) -> Vec<Table> {
    vec![master(lines), costs(), receivables(), claims(), stock(), targets()]
}
