//! Every option once: its flag, its key in `mingxi.toml`, its variable, its place in the help.
//!
//! Flags, the settings file and the environment are read from this one table, so none can know an option that the others do
//! not. Words lie in [`crate::report::words`].

/// Makes the commands of one list, in the order in which the help lists them, each with the name that is typed.
macro_rules! commands {
    ($($command:ident $name:literal),* $(,)?) => {
        /// A command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Command {
            $($command),*
        }

        impl Command {
            /// All commands, in the order in which the help lists them.
            pub const ALL: [Command; [$($name),*].len()] = [$(Command::$command),*];

            /// Gives the name that is typed.
            pub fn name(self) -> &'static str {
                match self {
                    $(Command::$command => $name),*
                }
            }
        }
    };
}

// A command whose name is that of a part of the report (`report::PARTS`) tells that part; nothing else is needed here. The last
// reads no files.
commands! {
    Report "report",
    Check "check",
    Init "init",
    Bridge "bridge",
    Top "top",
    Trend "trend",
    Share "share",
    Names "names",
    Ledger "ledger",
    Watch "watch",
    Classify "classify",
    Profit "profit",
    Orders "orders",
    Retention "retention",
    Stopped "stopped",
    Follow "follow",
    Owners "owners",
    Reasons "reasons",
    Newcomers "newcomers",
    Candidates "candidates",
    Master "master",
    Referrals "referrals",
    Pivot "pivot",
    Cache "cache",
}

impl Command {
    /// Gives the command of that name.
    pub fn named(name: &str) -> Option<Command> {
        Command::ALL.into_iter().find(|command| command.name() == name)
    }
}

/// A table of `mingxi.toml`, and a heading of `mingxi help options`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Files,
    Columns,
    Tables,
    Rules,
    Limits,
    Pivot,
    Output,
}

impl Section {
    /// All sections, in the order in which the help lists them.
    pub const ALL: [Section; 7] = [
        Section::Files,
        Section::Columns,
        Section::Tables,
        Section::Rules,
        Section::Limits,
        Section::Pivot,
        Section::Output,
    ];

    /// Gives the name in the settings file.
    pub fn name(self) -> &'static str {
        match self {
            Section::Files => "files",
            Section::Columns => "columns",
            Section::Tables => "tables",
            Section::Rules => "rules",
            Section::Limits => "limits",
            Section::Pivot => "pivot",
            Section::Output => "output",
        }
    }
}

/// How an option takes values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: it is on or off.
    Nothing,
    One,
    /// Once each time it is given.
    Many,
}

/// One option.
#[derive(Clone, Copy, Debug)]
pub struct Opt {
    /// The flag without its dashes.
    pub name: &'static str,
    pub short: Option<char>,
    pub takes: Takes,
    /// How the help names its value.
    pub value: &'static str,
    pub section: Section,
    /// The commands that take it.
    pub commands: &'static [Command],
    /// The commands whose own help explains it; all others point to `mingxi help options`.
    pub own: &'static [Command],
    /// Whether the settings file may set it, and the environment; which file is read, the environment alone may say.
    pub settable: bool,
}

impl Opt {
    /// Gives the key in the settings file: `fiscal_start`.
    pub fn key(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Says whether a variable of the environment sets it.
    pub fn has_variable(&self) -> bool {
        self.settable || matches!(self.name, "config" | "no-config" | "no-cache")
    }

    /// Gives the variable of the environment: `MINGXI_FISCAL_START`.
    pub fn variable(&self) -> String {
        format!("MINGXI_{}", self.key().to_uppercase())
    }

    /// Gives the option of that name.
    pub fn named(name: &str) -> Option<&'static Opt> {
        OPTIONS.iter().find(|option| option.name == name)
    }
}

use Command::{
    Bridge, Candidates, Check, Classify, Follow, Init, Ledger, Master, Names, Newcomers, Orders, Owners, Pivot, Profit,
    Reasons, Referrals, Report, Retention, Share, Stopped, Top, Trend, Watch,
};
use Section::{Columns, Files, Limits, Output, Rules};

/// All commands that read files: all but the last.
const ALL: &[Command] = Command::ALL.split_at(Command::ALL.len() - 1).0;

const fn one(name: &'static str, value: &'static str, section: Section, own: &'static [Command]) -> Opt {
    Opt { name, short: None, takes: Takes::One, value, section, commands: ALL, own, settable: true }
}

const fn many(name: &'static str, value: &'static str, section: Section, own: &'static [Command]) -> Opt {
    Opt { takes: Takes::Many, ..one(name, value, section, own) }
}

const fn switch(name: &'static str, section: Section, own: &'static [Command]) -> Opt {
    Opt { takes: Takes::Nothing, ..one(name, "", section, own) }
}

/// A table beside the orders; the commands that take it read it.
const fn beside(name: &'static str, commands: &'static [Command], own: &'static [Command]) -> Opt {
    Opt { commands, ..one(name, "FILE", Section::Tables, own) }
}

const fn of_owners(option: Opt) -> Opt {
    Opt { commands: &[Report, Owners], ..option }
}

/// What divides orders between salespeople, for all that say whose a customer is or set targets against what they reached.
const fn of_credit(option: Opt) -> Opt {
    Opt { commands: &[Report, Owners, Follow, Reasons, Newcomers, Watch], ..option }
}

const fn of_pivot(option: Opt) -> Opt {
    Opt { commands: &[Pivot], ..option }
}

/// All options, in the order in which the help lists them.
pub const OPTIONS: &[Opt] = &[
    many("sheet", "NAME", Files, &[Check]),
    one("header-row", "N", Files, &[Check]),
    switch("no-header", Files, &[]),
    one("layout", "KIND", Files, &[Check]),
    one("year", "YEAR", Files, &[]),
    one("encoding", "NAME", Files, &[Check]),
    one("max-memory", "SIZE", Files, &[]),
    one("max-cells", "N", Files, &[]),
    one("max-time", "SECONDS", Files, &[]),
    one("cache", "yes|no|all", Files, &[]),
    Opt { settable: false, ..switch("no-cache", Files, &[]) },
    Opt { commands: &Command::ALL, ..one("cache-size", "SIZE", Files, &[Command::Cache]) },
    Opt { settable: false, ..one("config", "FILE", Files, &[]) },
    Opt { settable: false, ..switch("no-config", Files, &[]) },
    many("map", "FIELD=COLUMN", Columns, &[Check]),
    many("join", "TABLE:KEY=KEY", Columns, &[Check]),
    one("date-format", "FORMAT", Columns, &[Check]),
    one("decimal", "point|comma", Columns, &[]),
    one("amounts-in", "UNIT", Columns, &[]),
    one("aliases", "FILE", Columns, &[Names]),
    one("blank-customer", "keep|drop", Columns, &[]),
    beside(
        "customers",
        &[
            Report, Check, Init, Bridge, Ledger, Watch, Follow, Owners, Reasons, Newcomers, Candidates, Master,
            Referrals,
        ],
        &[Owners, Newcomers, Candidates, Master, Referrals],
    ),
    beside(
        "follow-ups",
        &[Report, Check, Init, Follow, Owners, Reasons, Candidates, Master],
        &[Follow, Owners, Reasons, Candidates, Master],
    ),
    beside("costs", &[Report, Check, Init, Profit, Candidates, Referrals], &[Profit, Candidates, Referrals]),
    beside("receivables", &[Report, Check, Init, Follow, Reasons], &[]),
    beside("claims", &[Report, Check, Init, Owners, Reasons], &[Owners]),
    beside("stock", &[Report, Check, Init, Reasons], &[]),
    beside("targets", &[Report, Check, Init, Bridge, Ledger, Watch, Owners], &[Owners]),
    one("by", "UNIT", Rules, &[Report, Bridge, Top, Trend, Ledger, Watch, Retention]),
    one(
        "period",
        "P",
        Rules,
        &[
            Report, Bridge, Top, Trend, Share, Names, Ledger, Classify, Profit, Orders, Retention, Owners, Reasons,
            Candidates, Master, Referrals, Pivot,
        ],
    ),
    Opt { commands: &[Bridge, Pivot], ..one("last", "N", Output, &[Bridge, Pivot]) },
    one("fiscal-start", "MONTH", Rules, &[]),
    one("as-of", "DAY", Rules, &[]),
    one("since", "DAY", Rules, &[]),
    one("until", "DAY", Rules, &[]),
    many("only", "COLUMN=VALUE", Rules, &[]),
    many("exclude", "COLUMN=VALUE", Rules, &[]),
    many("cancelled", "STATUS", Rules, &[]),
    one("credits", "PERIOD", Rules, &[]),
    one("currency", "CODE", Rules, &[]),
    Opt { commands: &[Report, Orders], ..many("samples", "RULE", Rules, &[Orders]) },
    Opt { commands: &[Report, Reasons, Follow], ..many("reasons", "RULE", Rules, &[Reasons]) },
    one("rates", "FILE", Rules, &[]),
    one("rates-are", "KIND", Rules, &[]),
    one("base", "CODE", Rules, &[]),
    one("active", "RULE", Rules, &[]),
    one("basis", "BASIS", Rules, &[Bridge]),
    one("units", "one|several", Rules, &[]),
    one("new-after", "N", Rules, &[]),
    Opt { commands: &[Report, Bridge, Top, Share], ..one("slice", "COLUMN", Rules, &[Report, Bridge, Top, Share]) },
    of_credit(one("co-owner", "COLUMN", Rules, &[Owners])),
    of_credit(one("owner-share", "COLUMN", Rules, &[Owners])),
    one("horizon", "MONTHS", Rules, &[Trend]),
    one("activity-model", "MODEL", Rules, &[Trend]),
    Opt { commands: &[Report, Retention], ..one("what-if", "POINTS", Rules, &[Retention]) },
    Opt { commands: &[Report, Follow], ..many("every", "CLASS=DAYS,…", Rules, &[Follow]) },
    Opt { commands: &[Report, Follow], ..one("ahead", "DAYS", Rules, &[Follow]) },
    switch("strict", Rules, &[]),
    one("floor", "AMOUNT", Limits, &[Trend, Watch]),
    one("floor-share", "SHARE", Limits, &[]),
    one("broad-breadth", "SHARE", Limits, &[]),
    one("broad-top1", "SHARE", Limits, &[]),
    one("concentrated-top1", "SHARE", Limits, &[]),
    one("concentrated-top3", "SHARE", Limits, &[]),
    one("watch-top1", "SHARE", Limits, &[]),
    one("high-top1", "SHARE", Limits, &[]),
    one("watch-top5", "SHARE", Limits, &[]),
    Opt { commands: &[Watch], ..one("watch-aside", "SHARE", Limits, &[Watch]) },
    Opt { commands: &[Watch], ..one("watch-target", "SHARE", Limits, &[Watch]) },
    Opt { commands: &[Watch], ..one("late-after", "DAYS", Limits, &[Watch]) },
    one("named", "SHARE", Limits, &[Share]),
    one("class-a", "SHARE", Limits, &[Classify]),
    one("class-b", "SHARE", Limits, &[Classify]),
    one("window", "MONTHS", Limits, &[Share, Classify]),
    one("quiet-after", "DAYS", Limits, &[Classify, Candidates]),
    of_owners(one("engaged-quota", "N", Limits, &[Owners])),
    of_owners(one("engaged-after", "DAYS", Limits, &[Owners])),
    of_owners(one("shared-quota", "N", Limits, &[Owners])),
    of_pivot(many("rows", "COLUMN,…", Section::Pivot, &[Pivot])),
    of_pivot(many("cols", "COLUMN,…", Section::Pivot, &[Pivot])),
    of_pivot(many("values", "FIGURE,…", Section::Pivot, &[Pivot])),
    of_pivot(one("sort", "FIGURE", Section::Pivot, &[Pivot])),
    of_pivot(one("heat", "HOW", Section::Pivot, &[Pivot])),
    of_pivot(switch("tidy", Section::Pivot, &[Pivot])),
    Opt { commands: &[Report], settable: false, ..one("each", "COLUMN", Output, &[Report]) },
    Opt { commands: &[Bridge], settable: false, ..switch("explain", Output, &[Bridge]) },
    Opt { commands: &[Bridge], settable: false, ..switch("compare-rules", Output, &[Bridge]) },
    Opt { commands: &[Bridge, Ledger], settable: false, ..switch("lines", Output, &[Bridge, Ledger]) },
    Opt {
        commands: &[
            Report, Bridge, Top, Trend, Share, Names, Classify, Profit, Orders, Stopped, Follow, Owners, Reasons,
            Newcomers, Candidates, Master, Referrals, Pivot,
        ],
        ..one(
            "top",
            "N",
            Output,
            &[
                Top, Trend, Share, Names, Classify, Profit, Orders, Stopped, Follow, Owners, Reasons, Newcomers,
                Candidates, Master, Referrals, Pivot,
            ],
        )
    },
    Opt { commands: &[Bridge, Trend, Ledger], settable: false, ..one("customer", "NAME", Output, &[Bridge, Trend]) },
    Opt { commands: &[Names], settable: false, ..one("write-aliases", "FILE.csv", Output, &[Names]) },
    Opt { commands: &[Follow], settable: false, ..one("calendar", "FILE.ics", Output, &[Follow]) },
    Opt { commands: &[Follow], settable: false, ..many("log", "FILLED.xlsx", Output, &[Follow]) },
    Opt { commands: &[Watch], ..one("state", "FILE.json", Output, &[Watch]) },
    Opt { commands: &[Watch], ..switch("since-last", Output, &[Watch]) },
    one("format", "FORMAT", Output, &[]),
    Opt { short: Some('o'), ..one("output", "FILE", Output, &[Report, Init]) },
    Opt { commands: &[Init], settable: false, ..switch("force", Output, &[Init]) },
    Opt { commands: &[Init], settable: false, ..switch("templates", Output, &[Init]) },
    one("rejects", "FILE.csv", Output, &[]),
    one("company", "NAME", Output, &[]),
    one("lang", "zh|zh-Hant|en", Output, &[Report, Init]),
    one("color", "WHEN", Output, &[]),
    switch("ascii", Output, &[]),
    Opt { short: Some('q'), ..switch("quiet", Output, &[Watch]) },
    Opt { short: Some('v'), ..switch("verbose", Output, &[Check]) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_a_command_explains_only_what_it_takes() {
        let mut names: Vec<_> = OPTIONS.iter().map(|option| option.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OPTIONS.len());
        assert!(!ALL.contains(&Command::Cache));
        for option in OPTIONS {
            assert!(option.own.iter().all(|command| option.commands.contains(command)), "{}", option.name);
        }
    }
}
