//! 客户表和订单对照、转介绍、集团。

use super::Zh;
use super::clean::list;
use super::spacing::{after, before};
use crate::follow::{Bringer, ByCompany, Group, MasterCheck, Referrals, Twice};
use crate::model::companion::Status;
use crate::model::{Day, Money, Period, div_half_even};
use crate::report::Text;
use crate::report::words::help::CommandWords;
use crate::report::words::{MasterLabels, MasterWords};

/// The help of `master`.
pub const HELP: CommandWords = CommandWords {
    name: "master",
    about: "拿客户表和订单对照，列出线索",
    examples: &[
        ("mingxi master orders.xlsx --customers 客户.xlsx", "有哪些要改"),
        ("mingxi master o.csv --customers 客户.csv --follow-ups 跟进.csv", "带联系次数"),
    ],
    explanation: "客户表里没有的客户，线索和它们的天数、联系次数，联系几次成为客户，一个电话或\n\
        邮箱挂在几家名下，没有业务员的，状态和订单矛盾的，一家客户两位业务员的",
};

/// The help of `referrals`.
pub const REFERRALS: CommandWords = CommandWords {
    name: "referrals",
    about: "看客户带来多少、自己买多少，按集团怎么算",
    examples: &[
        ("mingxi referrals orders.xlsx --customers 客户.xlsx", "近 12 个月"),
        ("mingxi referrals o.csv --customers 客户.csv --costs 费用.csv", "争取一家花多少"),
    ],
    explanation: "客户表写明谁介绍来的（介绍人）、属于哪家公司（母公司）。连同下级：它介绍的客户、\n\
        这些客户再介绍的客户，依此类推。按集团：一个集团算一家客户的收入桥",
};

const LABELS: MasterLabels = MasterLabels {
    missing: "客户表里没有",
    leads: "还没有下单",
    owner: "业务员",
    status: "状态",
    since: "始于",
    age: "天数",
    contacts: "联系次数",
    last_contact: "上次联系",
    became: "由线索成为客户",
    first_contact: "首次联系",
    days: "天数",
    faults: "要改的地方",
    what: "什么问题",
    no_owner: "无人",
    bringer: "介绍人",
    own: "自己买",
    direct: "直接带来",
    tree: "连同下级",
    brought: "直接",
    below: "全部",
    small: "说明",
    tree_title: "带来的客户",
    by: "介绍人",
    group: "集团",
    members: "客户",
    ungrouped: "其余客户",
    by_customer: "按客户",
    by_group: "按集团",
    companies: "集团和其余",
};

impl MasterWords for Zh {
    fn master_labels(&self) -> &'static MasterLabels {
        &LABELS
    }

    fn some_of(&self, what: &str, shown: usize, of: usize) -> String {
        format!("{what}（{} 条中的 {} 条）", self.0.count(of), self.0.count(shown))
    }

    fn master_none(&self) -> String {
        "没有客户表：用 `--customers 文件` 指定，`mingxi init --templates` 写一份空表".to_owned()
    }

    fn referrals_none(&self) -> String {
        "不知道谁介绍了谁、谁属于哪个集团：`--customers 文件` 里加“介绍人”和“母公司”两列".to_owned()
    }

    fn master_nav(&self) -> &'static str {
        "客户表"
    }

    fn master_finding(&self, check: &MasterCheck) -> String {
        let leads = match check.leads.len() {
            0 => String::new(),
            n => format!("；{} 条线索还没有下单", self.0.count(n)),
        };
        match check.faults() {
            0 => format!("客户表和订单一致{leads}"),
            n => format!("客户表有 {} 处要改{leads}", self.0.count(n)),
        }
    }

    fn master_verdict(&self, check: &MasterCheck) -> Text {
        let mut said = vec![format!(
            "有订单的 {} 家客户中，{} 家在客户表里。",
            self.0.count(check.customers),
            self.0.count(check.known)
        )];
        if let (Some(contacts), Some(days)) = (check.median_contacts(), check.median_days()) {
            let unlogged = match check.unlogged {
                0 => String::new(),
                n => format!("；另有 {} 家首单前没有跟进记录", self.0.count(n)),
            };
            said.push(format!(
                "{} 条线索经跟进成为客户，中位数 {contacts} 次联系、{} 天{unlogged}。",
                self.0.count(check.became.len()),
                self.0.number(days, 0)
            ));
        }
        let unowned = check.leads.iter().filter(|lead| lead.owner.is_none()).count();
        if unowned > 0 {
            said.push(format!("{} 条线索没有业务员。", self.0.count(unowned)));
        }
        Text::plain(said.concat())
    }

    fn master_rule(&self) -> Text {
        Text::plain(
            "线索是还没有订单的客户；天数从首次联系、报备日、第一次跟进中最早的一天算起。首单当天或之前有跟进记录的，\
             算由线索成为客户，联系次数是到首单当天的跟进次数。电话按数字比较，写法不同也算同一个。",
        )
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Won => "成交",
            Status::Engaged => "紧密",
            Status::Shared => "普通",
        }
    }

    fn no_owner(&self, lead: bool) -> String {
        if lead { "没有业务员，也还没有下单".to_owned() } else { "没有业务员".to_owned() }
    }

    fn contradicted(&self, status: Status, last: Option<Day>) -> String {
        match last {
            Some(last) => format!("写的是{}，{last} 还下过单", self.status(status)),
            None => format!("写的是{}，没有订单", self.status(status)),
        }
    }

    fn twice(&self, twice: &Twice) -> String {
        let rows: Vec<String> = twice.rows.iter().map(|row| format!("第 {row} 行")).collect();
        let owners = match twice.owners.as_slice() {
            [] | [_] => String::new(),
            owners => format!("，挂在{}名下", owners.join("、")),
        };
        let first = match &twice.first {
            Some((Some(who), day)) if twice.owners.len() > 1 => format!("；{}最先报备，{day}", before(who)),
            _ => String::new(),
        };
        format!("重复登记：{}{owners}{first}", rows.join("、"))
    }

    fn shared(&self, text: &str, email: bool, one_group: bool) -> String {
        let what = if email { "邮箱" } else { "电话" };
        format!("{what}相同：{text}{}", if one_group { "；同属一个集团" } else { "" })
    }

    fn referrals_nav(&self) -> &'static str {
        "转介绍、集团"
    }

    fn referrals_finding(&self, told: &Referrals) -> String {
        let small = told.bringers.iter().find(|one| one.more_than_it_buys);
        match (small, told.bringers.first()) {
            (Some(one), _) if one.own.is_zero() => {
                format!("{}近一年没有买，带来 {}", before(&one.name), self.0.amount(one.tree))
            }
            (Some(one), _) => {
                format!("{}自己买 {}，带来 {}", before(&one.name), self.0.amount(one.own), self.0.amount(one.tree))
            }
            (None, Some(one)) => format!(
                "{} 家客户介绍了别人，介绍来的买了 {}，{}带来最多：{}",
                self.0.count(told.bringers.len()),
                self.0.amount(told.bringers.iter().map(|one| one.direct).sum()),
                before(&one.name),
                self.0.amount(one.tree)
            ),
            (None, None) => match told.groups.first() {
                Some(group) => format!("最大的集团是{}：{}", after(&group.name), self.0.amount(group.window)),
                None => "没有写明哪家客户是别人介绍来的".to_owned(),
            },
        }
    }

    fn referrals_verdict(&self, told: &Referrals, period: Period) -> Text {
        let mut said = Vec::new();
        for (share, when) in [(&told.period, format!("{} ", period.label())), (&told.window, "近 12 个月".to_owned())]
        {
            let brought = match share.brought.n {
                0 => "没有一家是介绍来的".to_owned(),
                n => {
                    format!("其中 {} 家是介绍来的（{}）", self.0.count(n as usize), self.0.amount(share.brought.amount))
                }
            };
            if share.new.n > 0 {
                let (n, amount) = (self.0.count(share.new.n as usize), self.0.amount(share.new.amount));
                said.push(format!("{when}新客户 {n} 家（{amount}），{brought}。"));
            }
        }
        if let Some(costs) = told.costs.filter(|costs| costs.won > 0 && costs.kept > 0) {
            let each = |sum: Money, n: usize| Money::from_raw(div_half_even(i128::from(sum.raw()), n as i128) as i64);
            said.push(format!(
                "争取一家客户花 {}（{} ÷ 新客户 {} 家），留住一家花 {}（{} ÷ 下单的 {} 家）。",
                self.0.amount(each(costs.win, costs.won)),
                self.0.amount(costs.win),
                self.0.count(costs.won),
                self.0.amount(each(costs.serve, costs.kept)),
                self.0.amount(costs.serve),
                self.0.count(costs.kept)
            ));
        }
        Text::plain(said.concat())
    }

    fn referrals_rule(&self) -> Text {
        Text::plain(
            "金额是分级所用的 12 个月的净额。连同下级：它介绍的客户、这些客户再介绍的客户，依此类推。新客户：首单在这段时间，且数据在此之前开始。",
        )
    }

    fn small_brings_much(&self, one: &Bringer) -> String {
        match one.customer {
            Some(_) => "看着小，带来的比自己买的多".to_owned(),
            None => "不在订单里".to_owned(),
        }
    }

    fn circle(&self, names: &[String]) -> Text {
        Text::plain(format!("{}互相写成介绍人，都不算。", before(&list(names))))
    }

    fn groups_finding(&self, groups: &[Group]) -> String {
        format!("{} 个集团，各有几家客户", self.0.count(groups.len()))
    }

    fn groups_bridge_finding(&self, both: &ByCompany) -> String {
        let (own, one) = (&both.customers.lines, &both.groups.lines);
        if (own.lost, own.new + own.returned) == (one.lost, one.new + one.returned) {
            return "按集团和按客户算，流失和新增一样多".to_owned();
        }
        format!(
            "按集团算流失 {}、新增和回流 {}，按客户算流失 {}、新增和回流 {}",
            self.0.amount(-one.lost),
            self.0.amount(one.new + one.returned),
            self.0.amount(-own.lost),
            self.0.amount(own.new + own.returned)
        )
    }
}
