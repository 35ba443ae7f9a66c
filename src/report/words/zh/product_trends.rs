//! 客户的哪些产品越买越多、越买越少。

use super::Zh;
use super::spacing::{among, before};
use crate::analyse::ProductTrends;
use crate::report::product_trends::ProductMove;
use crate::report::words::speech::rounded;
use crate::report::words::{ProductTrendWords, Terms};
use crate::report::{Piece, Text, tell};

impl ProductTrendWords for Zh {
    fn product_trends_nav(&self) -> &'static str {
        "产品走势"
    }

    fn product_trends_unknown(&self) -> &'static str {
        "看不出客户的哪些产品越买越多或越买越少：没有产品列"
    }

    fn product_trends_finding(&self, found: &ProductTrends) -> String {
        match (found.certain, found.list.len()) {
            (0, 0) => "没有一家客户的哪项产品越买越多或越买越少".into(),
            (0, n) => format!("客户有 {} 项产品越买越多或越买越少，都可能是偶然", self.0.count(n)),
            (n, _) => format!("客户有 {} 项产品的升降不大可能是偶然", self.0.count(n)),
        }
    }

    fn product_trends_verdict(&self, found: &ProductTrends) -> Text {
        if found.tested == 0 {
            return Text::plain(format!("没有一家客户在 5 个以上的日子、5 个以上的{}买过同一产品。", self.noun()));
        }
        let of = format!(
            "{}在 5 个以上的日子买过的 {} 项产品中",
            before(&self.customers(found.customers)),
            self.0.count(found.tested)
        );
        if found.list.is_empty() {
            return Text::plain(format!("{of}，没有一项上升或下降。"));
        }
        let first = format!(
            "{of}，{} 项上升、{} 项下降；单凭偶然也会有约 {} 项看似如此。",
            self.0.count(found.rising),
            self.0.count(found.falling),
            self.0.number(found.tested as f64 / 20.0, 0)
        );
        match found.certain {
            0 => Text::plain(format!("{first}没有一项是确定的。")),
            n => tell![
                first,
                Piece::strong(format!("{} 项是确定的", self.0.count(n))),
                "（错误发现率 10%）：其中至多一成可能是偶然。"
            ],
        }
    }

    fn product_trends_subtitle(&self, currency: Option<&str>) -> String {
        format!("各产品在一家客户每{}的收入{}，确定的在前；旁边是这家客户整体的走势", self.noun(), self.unit(currency))
    }

    fn product_trends_own(&self) -> &'static str {
        "客户整体"
    }

    fn product_trends_heading(&self, number: usize) -> String {
        format!("升降的产品 {} 项", self.0.count(number))
    }

    fn said_product_trends(&self, certain: usize, tested: usize, first: &ProductMove) -> Text {
        let more = if certain > 1 { "变化最大的是" } else { "" };
        tell![
            Piece::strong(format!("客户有 {} 项产品的升降不大可能是偶然", self.0.count(certain))),
            format!(
                "（检验了 {} 项）：{more}{}买的{}，{}来每{}{} {}。",
                self.0.count(tested),
                if more.is_empty() { before(&first.customer) } else { among(&first.customer) },
                super::spacing::after(&first.product),
                self.periods(first.periods),
                self.noun(),
                if first.rises { "多" } else { "少" },
                self.0.amount(rounded(first.slope.abs()))
            ),
        ]
    }
}
