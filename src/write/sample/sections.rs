//! The sections of the sample report.

use super::charts::*;
use super::tables::*;
use super::*;
use crate::report::{Block, Section};

fn section(id: &'static str, nav: String, finding: String, blocks: Vec<Block>) -> Section {
    Section { id, nav, finding, lead: Vec::new(), blocks }
}

/// Gives all sections.
pub fn all(lang: Lang) -> Vec<Section> {
    let t = |zh, en| either(lang, zh, en);
    let (one, two) = (Block::Chart, Block::Table);
    vec![
        Section {
            lead: vec![Text::plain(t(
                "第四季度是旺季：上年同季环比 +186.4%。",
                "The fourth quarter is the season: a year ago it rose +186.4%.",
            ))],
            ..section(
                "bridge",
                t("收入桥", "Bridge"),
                t("33 家回流客户盖过 17 家流失，同比只增 8.3%", "33 returning customers outweigh 17 lost"),
                vec![
                    one(waterfall(lang, &BRIDGES[0], Size::TwoThirds)),
                    one(waterfall(lang, &BRIDGES[1], Size::Third)),
                    two(bridge_lines(lang)),
                    one(history(lang)),
                ],
            )
        },
        section(
            "drivers",
            t("变化原因", "What explains it"),
            t("涨幅不靠某一家，也不是普遍上涨", "The rise hangs on no single customer"),
            vec![
                one(drivers(lang)),
                one(evidence(lang)),
                one(lines_of_products(lang)),
                Block::Note(Text::plain(t("退货记在其本身日期。", "Credits stand on their own date."))),
            ],
        ),
        section(
            "top",
            t("前十客户", "Top 10"),
            t("前十名占 42.3%", "The top ten make 42.3% of revenue"),
            vec![two(top(lang))],
        ),
        section(
            "concentration",
            t("集中度", "Concentration"),
            t("收入分散", "Revenue is spread"),
            vec![one(pareto(lang)), one(doughnut(lang)), one(shares(lang))],
        ),
        section(
            "trend",
            t("趋势与提醒", "Trends and alerts"),
            t("13 家突增，2 家逾期", "13 surges, 2 overdue"),
            vec![one(multiples(lang)), two(alerts(lang))],
        ),
        section(
            "movements",
            t("流失", "Movements"),
            t("流失的 17 家带走 65.6万", "17 lost customers took 656.1k"),
            vec![two(lost(lang)), one(new_customers(lang)), one(classes(lang))],
        ),
        section(
            "matrix",
            t("客户 × 季度", "Customer by quarter"),
            t("92 家客户", "92 customers"),
            vec![two(pivot(lang))],
        ),
        section(
            "rules",
            t("数据与口径", "Data and rules"),
            t("2,823 行都有去处", "All 2,823 rows are accounted for"),
            vec![two(rules(lang))],
        ),
    ]
}
