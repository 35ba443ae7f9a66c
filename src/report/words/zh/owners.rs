//! 业务员、客户状态与名额。

use super::Zh;
use super::spacing::{after, before};
use crate::follow::{AfterTransfer, HandedOver, HowClaimed, OwnerBook, OwnerSource, Owners, Quotas};
use crate::model::{Day, Tally};
use crate::report::words::help::CommandWords;
use crate::report::words::owners::OwnerHead;
use crate::report::words::{OwnerWords, Terms};
use crate::report::{Piece, Text, tell};

/// 命令的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "owners",
    about: "看每位业务员的客户：收入、目标、风险、名额、重复认领",
    examples: &[
        ("mingxi owners orders.xlsx", "上一完整季"),
        ("mingxi owners orders.xlsx --customers c.xlsx --engaged-quota 9", "名额"),
        ("mingxi owners orders.xlsx --customers c.xlsx -o 交接.xlsx", "写成工作簿"),
        ("mingxi report orders.xlsx --each owner", "每人一份报告"),
    ],
    explanation: "收入按订单行上的业务员算；没有这一列，就按客户表。现在归谁：客户表写的，\n\
                  没写就是最近一行订单的业务员。\n\
                  独自  窗口内只有一人卖过、没有跟单、也没有别人联系过的客户\n\
                  转手  某天之前都是别人的订单，之后都是他的\n\
                  交接建议只是建议：写成表，由人批准",
};

impl Zh {
    fn owner_name<'n>(&self, book: &'n OwnerBook) -> &'n str {
        if book.name.is_empty() { self.nobodys() } else { &book.name }
    }
}

impl OwnerWords for Zh {
    fn owners_nav(&self) -> &'static str {
        "业务员"
    }

    fn owners_none(&self) -> String {
        "没有业务员：用 `--map owner=列名` 指明哪一列，或用 `--customers 文件` 给出客户表".into()
    }

    fn owners_head(&self, head: OwnerHead) -> &'static str {
        match head {
            OwnerHead::Owner => "业务员",
            OwnerHead::Held => "客户",
            OwnerHead::Leads => "未下单",
            OwnerHead::Repeat => "老客户占比",
            OwnerHead::Target => "目标",
            OwnerHead::OfTarget => "完成",
            OwnerHead::Overdue => "逾期",
            OwnerHead::Promises => "失约",
            OwnerHead::WithOthers => "与人重复",
            OwnerHead::Alone => "独自",
            OwnerHead::AloneMoney => "独自的收入",
            OwnerHead::AloneShare => "占全部",
            OwnerHead::Largest => "最大客户",
            OwnerHead::Margin => "毛利率",
            OwnerHead::New => "新客户",
            OwnerHead::First => "首期收入",
            OwnerHead::NowMoney => "本期收入",
            OwnerHead::Grown => "增长",
            OwnerHead::From => "原来",
            OwnerHead::To => "现在",
            OwnerHead::Since => "起",
            OwnerHead::Days => "比较天数",
            OwnerHead::Before => "之前",
            OwnerHead::After => "之后",
            OwnerHead::Became => "后来",
            OwnerHead::Satisfaction => "满意度",
            OwnerHead::Low => "不满意",
            OwnerHead::Claims => "投诉索赔",
            OwnerHead::Won => "成交",
            OwnerHead::Engaged => "紧密",
            OwnerHead::Shared => "普通",
            OwnerHead::NoStatus => "无状态",
            OwnerHead::Quiet => "久未联系",
            OwnerHead::Registered => "报备",
            OwnerHead::BecameWon => "已成交",
            OwnerHead::WonRate => "成交率",
            OwnerHead::WonDays => "天数中位",
            OwnerHead::LastContact => "最近联系",
            OwnerHead::How => "怎么重复",
            OwnerHead::Claimants => "认领的人",
            OwnerHead::FirstBy => "谁先报备",
            OwnerHead::Worth => "价值",
            OwnerHead::HeldBy => "现归",
            OwnerHead::HandTo => "建议给",
            OwnerHead::Why => "理由",
            OwnerHead::Approve => "同意（请填）",
        }
    }

    fn nobodys(&self) -> &'static str {
        "（无人）"
    }

    fn owners_finding(&self, found: &Owners) -> String {
        let Some(most) = found.books.iter().filter(|book| !book.name.is_empty()).max_by_key(|book| book.alone.amount)
        else {
            return "没有人名下有客户".into();
        };
        match most.alone_share {
            Some(share) if share > 0.0 => {
                format!("{}若离开，{} 的收入没有别人联系过", before(&most.name), self.0.share(share))
            }
            _ => format!("{} 位业务员，没有客户只靠一个人", self.0.count(found.books.len())),
        }
    }

    fn owners_verdict(&self, found: &Owners) -> Text {
        let named = || found.books.iter().filter(|book| !book.name.is_empty());
        let Some(first) = named().next() else { return Text::plain("没有一行写明业务员。") };
        let share = first.lines.closing.share_of(found.whole.closing);
        let share = share.map_or_else(String::new, |share| format!("，占 {}", self.0.share(share)));
        let moved = named().max_by_key(|book| book.lines.change().abs());
        let mut told = tell![Piece::strong(format!(
            "{}卖得最多：{}{share}。",
            before(&first.name),
            self.0.amount(first.lines.closing)
        )),];
        if let Some(book) = moved.filter(|book| !book.lines.change().is_zero()) {
            told = Text::join(
                [told, tell![format!("变化最大的是{}：", after(&book.name)), self.0.delta(book.lines.change()), "。"]],
                "",
            );
        }
        told
    }

    fn owners_findings(&self, found: &Owners, quotas: Option<&Quotas>) -> Vec<Text> {
        let mut told = Vec::new();
        let behind = found.books.iter().filter(|book| book.of_target.is_some_and(|of| of < 1.0));
        let behind: Vec<String> = behind
            .map(|book| format!("{} {}", self.owner_name(book), self.0.share(book.of_target.unwrap_or_default())))
            .collect();
        if !behind.is_empty() {
            told.push(Text::plain(format!("未达目标：{}。", self.list(&behind))));
        }
        let most = found.books.iter().filter(|book| !book.name.is_empty()).max_by_key(|book| book.alone.amount);
        if let Some(book) = most.filter(|book| book.alone.n > 0) {
            told.push(Text::plain(format!(
                "{}若离开，{}没有别人联系过：{}。",
                before(&book.name),
                self.customers(book.alone.n as usize),
                self.0.amount(book.alone.amount)
            )));
        }
        let stopped = found.transfers.iter().filter(|one| one.became == AfterTransfer::Stopped).count();
        if stopped > 0 {
            told.push(Text::plain(format!(
                "转手的 {} 家客户中 {} 家已停：转手之后没有按平常的间隔下单。",
                self.0.count(found.transfers.len()),
                self.0.count(stopped)
            )));
        }
        let Some(quotas) = quotas else { return told };
        let over: Vec<String> = quotas
            .owners
            .iter()
            .filter(|one| one.over.is_some_and(|over| over > 0))
            .map(|one| format!("{} {}", one.owner, self.quota_used(one.engaged, quotas.quota)))
            .collect();
        if !over.is_empty() {
            told.push(Text::plain(format!("超过紧密客户名额：{}。", self.list(&over))));
        }
        let crowded: Vec<String> = quotas
            .owners
            .iter()
            .filter(|one| one.crowded)
            .map(|one| format!("{} {} 家", one.owner, self.0.count(one.shared)))
            .collect();
        if !crowded.is_empty() {
            told.push(Text::plain(format!("普通客户占得太多：{}。", self.list(&crowded))));
        }
        if !quotas.quiet.is_empty() {
            told.push(Text::plain(format!(
                "{} 家紧密客户超过 {} 天没有联系，可以放出来。",
                self.0.count(quotas.quiet.len()),
                quotas.engaged_days
            )));
        }
        if !quotas.claimed.is_empty() {
            told.push(Text::plain(format!("{} 家客户被两个人认领。", self.0.count(quotas.claimed.len()))));
        }
        told
    }

    fn owners_notes(&self, found: &Owners, quotas: Option<&Quotas>) -> Vec<Text> {
        let mut notes = Vec::new();
        notes.push(Text::plain(match found.source {
            OwnerSource::Orders => "收入按订单行上的业务员算；客户归客户表写的业务员，没写就归最近一行订单的。",
            OwnerSource::Customers => "订单里没有业务员列：收入和客户都按客户表，转手看不出来。",
        }));
        if found.otherwise > 0 {
            notes.push(Text::plain(format!(
                "{} 家客户的最近一行订单和客户表写的业务员不同。",
                self.0.count(found.otherwise)
            )));
        }
        if found.shared_credit.n > 0 {
            notes.push(Text::plain(format!(
                "{}（{}）由两人按比例分。",
                self.rows(found.shared_credit.n as usize),
                self.0.amount(found.shared_credit.amount)
            )));
        }
        if found.unread_credit.n > 0 {
            notes.push(Text::plain(format!(
                "{}（{}）的比例读不出来，全算第一位的。",
                self.rows(found.unread_credit.n as usize),
                self.0.amount(found.unread_credit.amount)
            )));
        }
        if let Some(quotas) = quotas {
            let value = match quotas.handover.without_value {
                0 => String::new(),
                n => format!("；{} 家没有收入也没有潜力数字，不分", self.0.count(n)),
            };
            if !quotas.handover.list.is_empty() {
                notes.push(Text::plain(format!(
                    "交接建议：价值大的先分，每次给目前分到最少的人，只给手上不到中位数的；不会自动执行{value}。"
                )));
            }
        }
        notes
    }

    fn owners_title(&self, id: &str, lines: usize, quotas: Option<&Quotas>) -> String {
        let lines = self.0.count(lines);
        match id {
            "owners" => format!("{lines} 位业务员的账"),
            "owner_bridges" => "每位业务员的收入桥，加起来是全部".into(),
            "owner_risks" => "谁走了会带走什么".into(),
            "owner_new" => "一年来的新客户".into(),
            "owner_transfers" => format!("转手 {lines} 家"),
            "owner_status" => "客户状态与名额".into(),
            "engaged_quiet" => {
                format!("超过 {} 天没联系的紧密客户 {lines} 家", quotas.map_or(0, |quotas| quotas.engaged_days))
            }
            "won_stale" => {
                format!("超过 {} 天没下单的成交客户 {lines} 家", quotas.map_or(0, |quotas| quotas.won_days))
            }
            "claimed_twice" => format!("两个人认领 {lines} 家"),
            _ => format!("建议交接 {lines} 家"),
        }
    }

    fn owners_subtitle(&self, id: &str, found: &Owners, currency: Option<&str>) -> String {
        let unit = self.unit(currency);
        match id {
            "owners" | "owner_bridges" => format!("{} 与 {} 比{unit}", found.period, found.period_before),
            "owner_risks" => format!("{}{unit}", self.range(found.from, found.to)),
            "owner_new" => {
                format!("首单在 {} 之前 12 个月内的客户，首单那期的收入与 {} 的{unit}", found.period, found.period)
            }
            "owner_transfers" => format!("{} 转手的，转手前后同样天数的收入{unit}", self.range(found.from, found.to)),
            "handover" => format!("窗口收入，没有就用客户表的潜力{unit}；填好最后一列"),
            _ => String::new(),
        }
    }

    fn transfer_became(&self, became: AfterTransfer) -> &'static str {
        match became {
            AfterTransfer::Grew => "增长",
            AfterTransfer::Shrank => "下滑",
            AfterTransfer::Stopped => "停了",
            AfterTransfer::Early => "还早",
        }
    }

    fn how_claimed(&self, how: HowClaimed) -> &'static str {
        match how {
            HowClaimed::Same => "同一客户",
            HowClaimed::Spellings => "两种写法",
        }
    }

    fn handover_why(&self, one: &HandedOver) -> String {
        let kind = if one.by_potential { "按潜力；" } else { "" };
        format!("{kind}手上 {}，此前分到 {}", self.0.amount(one.holds), self.0.amount(one.given))
    }

    fn quota_used(&self, engaged: usize, quota: Option<usize>) -> String {
        quota.map_or_else(|| self.0.count(engaged), |quota| format!("{engaged}/{quota}"))
    }

    fn owner_claims(&self, claims: Tally) -> String {
        match claims.n {
            0 => "0".into(),
            n => format!("{} 次，{}", self.0.count(n as usize), self.0.amount(claims.amount)),
        }
    }

    fn owner_largest(&self, name: &str, share: Option<f64>) -> String {
        share.map_or_else(|| name.to_owned(), |share| format!("{name} {}", self.0.share(share)))
    }

    fn claimant(&self, owner: &str, name: &str, since: Option<Day>) -> String {
        let since = since.map_or_else(|| "未写日期".to_owned(), |since| since.to_string());
        format!("{owner}（{name}，{since}）")
    }

    fn first_unknown(&self) -> &'static str {
        "看不出"
    }
}
