//! The help: imperative, no full stop, the default named, examples that run.

use crate::report::words::HelpWords;

/// All words of the help.
pub const HELP: HelpWords = HelpWords {
    about: "Tell from order exports which customers came, came back, grew, shrank and left",
    examples: "Examples:",
    usage: "Usage:",
    usage_all: "mingxi <COMMAND> [OPTIONS] FILES...",
    commands: "Commands:",
    options: "Options:",
    more_all: "More: mingxi COMMAND --help; mingxi help options (files, columns, rules, output)",
    more: "More: mingxi help options (files, columns, rules, output)",
    all_examples: &[
        ("mingxi check orders.xlsx", "how the file is understood: start here"),
        ("mingxi report orders.xlsx", "the whole report, last full quarter"),
        ("mingxi top *.csv --period 2025Q3", "the 10 customers that moved revenue most"),
    ],
    flag_help: "Print help",
    flag_version: "Print the version",
    about_help: "Print the help of a command, or of the options that commands share",
    options_title: "Options that the commands share. Each is a key of mingxi.toml too, under the\n\
                    table named here, and a variable of the environment: --fiscal-start is\n\
                    fiscal_start and MINGXI_FISCAL_START. A flag beats a variable, and a variable\n\
                    beats the file",
    sections: &[
        ("files", "Files [files]: xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt; folders, globs, -"),
        ("columns", "Columns [columns]: which column holds what"),
        ("tables", "Tables beside the orders [tables]: FILE, or FILE#SHEET of a workbook"),
        ("rules", "Rules [rules]: what counts, and when"),
        ("limits", "Limits [limits]: from where on something is said"),
        ("pivot", "Pivot [pivot]: what by what; [pivot.NAME] is one with a name"),
        ("output", "Output [output]: what is printed, and where"),
    ],
    // The words of a part's command lie beside those of the part: `&super::X::HELP`.
    parts: &[
        &super::ledger::HELP,
        &super::watch::HELP,
        &super::classify::HELP,
        &super::profit::HELP,
        &super::orders::HELP,
        &super::cache::HELP,
        &super::shell::COMPLETIONS,
        &super::shell::MAN,
        &super::retention::HELP,
        &super::stopped::HELP,
        &super::follow::HELP,
        &super::owners::HELP,
        &super::reasons::HELP,
        &super::newcomers::HELP,
        &super::candidates::HELP,
        &super::master::HELP,
        &super::master::REFERRALS,
    ],
    command: |name| match name {
        "report" => "Write the page, the workbook, the charts and the data",
        "check" => "Show how the files are read, and what looks wrong",
        "init" => "Write mingxi.toml, the settings, from what the files show",
        "bridge" => "Add up new, returned, up, down and lost, per period",
        "top" => "List the customers that moved revenue most, and what happened",
        "trend" => "Show rising, falling, surging and overdue customers",
        "pivot" => "Show any column or period by any other: amounts, orders, shares",
        "share" => "Show how much of revenue hangs on few customers",
        _ => "List customer names that may be one customer",
    },
    command_examples: |name| match name {
        "report" => &[
            ("mingxi report orders.xlsx", "the last full quarter"),
            ("mingxi report *.csv --by month -o /srv/www", "last month, for a server"),
        ],
        "check" => &[
            ("mingxi check orders.xlsx", "columns, dates, numbers, suspects"),
            ("mingxi check old.csv --encoding gbk -v", "every decision, one a line"),
        ],
        "init" => &[
            ("mingxi init orders.xlsx", "what was found becomes settings"),
            ("mingxi init old.csv --encoding cp850", "with an option, which is kept"),
            ("mingxi init", "a template: every option"),
        ],
        "bridge" => &[
            ("mingxi bridge orders.xlsx", "the last full quarter"),
            ("mingxi bridge orders.xlsx --by month --last 12", "twelve months, one a row"),
            ("mingxi bridge orders.xlsx --explain", "price, volume, by whom"),
            ("mingxi bridge orders.xlsx --slice owner", "one bridge a salesperson"),
        ],
        "top" => &[
            ("mingxi top orders.xlsx", "10, the last full quarter"),
            ("mingxi top orders.xlsx --period 2025 --top 30", "30, the whole year"),
        ],
        "trend" => &[
            ("mingxi trend orders.xlsx", "who rises, falls, is overdue"),
            ("mingxi trend orders.xlsx --customer Nordlicht", "one customer, by period"),
        ],
        "pivot" => &[
            ("mingxi pivot orders.xlsx --rows product --cols quarter", "amounts"),
            ("mingxi pivot orders.xlsx --values amount,yoy% --last 6", "6 months"),
            ("mingxi pivot monthly orders.xlsx", "[pivot.monthly]"),
        ],
        "names" => &[
            ("mingxi names orders.xlsx", "pairs with their evidence"),
            ("mingxi names orders.xlsx --write-aliases a.csv", "and a draft to edit"),
        ],
        _ => &[
            ("mingxi share orders.xlsx", "the 10 largest of 12 months"),
            ("mingxi share orders.xlsx --window 24 --top 20", "the 20 largest of 24"),
        ],
    },
    explanation: |name| match name {
        "report" => {
            "Into mingxi-report/2025Q3/, whole or not at all; a failure leaves the old one:\n\
             \x20 report.html   the page: one file, for screen and paper, without network\n\
             \x20 report.xlsx   the workbook: tables, native charts, every row that counts\n\
             \x20 charts        every chart as svg and png\n\
             \x20 data          every table as csv, and everything as report.json\n\
             \x20 manifest.json the files read with their hashes, the options, the counts"
        }
        "check" => {
            "Changes nothing. Reads every row, and decides each column on all its values:\n\
             \x20 Read as    how dates and numbers are written, or how many texts there are\n\
             \x20 Fits       how many values can be read so\n\
             \x20 Decided    sheet, header, dates, numbers, and what to type to change it\n\
             \x20 Set aside  rows that do not count, by reason, with the first of them\n\
             Shows as much where a file cannot be understood, with the reason"
        }
        "init" => {
            "Every option stands in the file with its meaning. As lines: what you give here,\n\
             and what was found and shall stay so: columns, dates, decimal sign, encoding,\n\
             the sheet where others could be read. As comments: all that needs no line.\n\
             What you should look at is marked `check`. The file is tried before it is\n\
             written: the orders must read the same with it. An older one is kept unless you\n\
             say --force"
        }
        "bridge" => {
            "Opening + new + returned + up + down + lost = closing:\n\
             \x20 new       the first order in the data lies in this period\n\
             \x20 returned  no order in the period before, but one earlier\n\
             \x20 up, down  orders in both periods, for more or for less\n\
             \x20 lost      an order in the period before, none in this one"
        }
        "top" => {
            "Each customer's change from the period before, the largest first, and what\n\
             happened: more or fewer orders, larger or smaller ones, since when silent"
        }
        "trend" => {
            "For each customer, over all full periods:\n\
             \x20 direction  rising or falling: Mann-Kendall, at least 5 periods, p up to 5%\n\
             \x20 surge      the last period is outside the usual limits of those before\n\
             \x20 cadence    the silence since the last order against the usual gap:\n\
             \x20            up to 1 on time, up to 2 late, above 2 overdue"
        }
        "pivot" => {
            "By what: customer, product, category, owner, country, status, order …; any\n\
             column by its header, letter or number; day, week, month, quarter, half, year,\n\
             of any date (month:ship_date, quarter:paid); month-of-year, quarter-of-year,\n\
             weekday.\n\
             Figures: amount, quantity, orders, customers, products, lines, average (order),\n\
             price, profit, margin, sum:COLUMN; share, share:row, share:col, share:parent;\n\
             change, change% (on the period before), yoy, yoy% (on the year).\n\
             Subtotals and totals are exact: what counts once is counted anew in each"
        }
        "names" => {
            "Merges nothing. Suspects are names that differ in signs, accents, characters,\n\
             legal forms, word order or one letter; that share a phone or tax number; and\n\
             a lost and a new customer that bought alike. Then ids with several names, and\n\
             customers with several salespeople at a time.\n\
             \x20 Merged  what the bridge would be if all pairs were one customer each"
        }
        _ => {
            "Shares of the 12 months to the last full period, of customers above zero:\n\
             \x20 together  the share of this customer and all larger ones\n\
             \x20 flags     the largest above 20% watch, above 35% high; five above 50%"
        }
    },
    option: |command, name| match (command, name) {
        ("pivot", "top") => "Lines of each group listed, the others one line: 10, or 10,3 for two levels",
        ("pivot", "last") => "Number of periods shown, the last ones [default: all]",
        ("pivot", "period") => "One period only: 2025-09, last-month, this-month [default: all]",
        ("report", "output") => "Folder above the periods [default: mingxi-report]",
        ("report", "period") => "Period to report, such as 2025Q3 [default: last full one]",
        ("bridge" | "top", "period") => "Period to explain, such as 2025Q3 [default: last full one]",
        (
            "trend" | "share" | "classify" | "profit" | "orders" | "retention" | "owners" | "reasons" | "candidates"
            | "master" | "referrals",
            "period",
        ) => "Last period to look at [default: last full one]",
        ("init", "output") => "Settings file to write [default: mingxi.toml]",
        ("init", "lang") => "Language of its comments [default: MINGXI_LANG, the system's]",
        ("", "period") => {
            "2025, 2025H1, 2025Q3, 2025-09, 2025-W36, FY2026Q1; last-week, -month, -quarter, -half, -year: the last that ended by as-of; this-month and so on: the one that holds it [default: last]"
        }
        (_, "by") => "week, month, quarter, half, year [default: quarter]",
        (_, "last") => "Number of periods, one a row [default: 1]",
        (_, "basis") => "period (all orders), payment (first, last) [default: period]",
        ("names", "period") => "Period whose bridge is merged, such as 2025Q3 [default: last full one]",
        ("follow", "top") => "Number of customers listed [default: 20]",
        (_, "every") => {
            "How often a class or status is contacted: A=1,B=3,C=7-10,engaged=14; repeatable [default: A=1,B=3,C=7-10]"
        }
        (_, "ahead") => "Days ahead that a coming day is listed [default: 3]",
        (_, "log") => "Read a filled-in sheet back into --follow-ups; repeatable",
        (_, "calendar") => "Write the coming days to this file, for a calendar program",
        ("stopped", "top") => "Number of products listed [default: 10]",
        ("reasons", "top") => "Number of customers listed [default: 10]",
        ("newcomers", "top") => "Number of new customers listed [default: 10]",
        ("candidates", "top") => "Number of customers in each list [default: 5]",
        ("master", "top") => "Number of lines in each list [default: 10]",
        ("referrals", "top") => "Number of customers listed [default: 10]",
        ("names", "top") => "Number of pairs listed [default: 20]",
        ("watch", "floor") => "Smallest amount at stake that is told [default: 1% of a period]",
        ("watch", "quiet") => "Print nothing where nothing needs attention, and no warnings",
        (_, "watch-aside") => "watch: rows or money with a fault are above [default: 0.1%]",
        (_, "late-after") => "watch: no row came for more days [default: the longest gap so far]",
        (_, "state") => "watch: what was told, kept for the next run; made if it is not there",
        (_, "since-last") => "watch: only what is new, worse or over since the run before",
        (_, "rows") => "What goes down, from the outermost group in: customer,product [default: customer]",
        (_, "cols") => "What goes across: month, quarter:ship_date, country [default: month, without --rows]",
        (_, "values") => "Figures, side by side: amount,orders,share [default: amount]",
        (_, "sort") => "Figure to sort by, or name; amount:asc turns it round [default: the first figure]",
        (_, "heat") => "Colour of page and workbook: all, rows (each by itself), columns, none [default: all]",
        (_, "tidy") => "csv with one line a cell, without totals",
        (_, "write-aliases") => "Write a draft for --aliases to this file: strike out what is not one",
        ("bridge", "top") => "Number of customers listed below each effect [default: 3]",
        (_, "top") => "Number of customers listed; the others are one line [default: 10]",
        ("bridge", "customer") => "Explain the change of one customer, by name or id: its products",
        (_, "slice") => "Slice by a column: owner, country, category, any header",
        (_, "compare-rules") => "Set the bridge beside what rules of other systems would say",
        (_, "new-after") => {
            "Periods away after which --compare-rules counts a returned customer as new [default: a year]"
        }
        (_, "explain") => "Go down to price, volume, mix, products and the customers behind each",
        (_, "lines") => "List the rows too, with file, sheet and row number",
        ("ledger", "period") => "One period alone, such as 2025Q3 [default: all]",
        (_, "customer") => "One customer, by name or id",
        (_, "sheet") => "Sheet to read, by name or number; repeatable [default: the one that fits best]",
        (_, "header-row") => "Row of the column names, as the spreadsheet counts [default: found]",
        (_, "no-header") => "The first row is data; --map names columns by letter or number",
        (_, "layout") => {
            "table, grouped (customers in rows above their lines) or crosstab (periods across) [default: found]"
        }
        (_, "year") => "Year of the first heading of a cross-tab that names none, such as Jan or Q1",
        (_, "encoding") => "Encoding of text files: utf-8, gbk, big5, cp850 [default: found]",
        (_, "max-memory") => "Memory that reading may take [default: 1G, or 16 times the files]",
        (_, "max-cells") => "Cells that a sheet may have [default: 200000000]",
        (_, "max-time") => "Wait for a workbook's rows [default: 5, and 2 a megabyte]",
        (_, "cache") => {
            "Keep the facts of files read, for the next run on the same: yes from 1 MB on, no, all [default: yes]"
        }
        (_, "no-cache") => "Neither use kept facts nor keep any",
        (_, "cache-size") => "What kept facts may take; the oldest go first [default: 512M]",
        (_, "config") => "Settings file [default: mingxi.toml in this folder, if it is there]",
        (_, "no-config") => "Read no settings file",
        (_, "units") => "Whether quantities of all products share a unit [default: as the unit column says; one]",
        (_, "join") => {
            "Look up columns in another table by a key: customers.xlsx:cust=id, customers.xlsx#SHEET:cust=id, #SHEET:cust=id; repeatable"
        }
        (_, "map") => {
            "Column of a field, by name, letter or number: customer=B; fields: customer, customer_id, date, ship_date, paid_date, order, origin, product, category, quantity, unit, price, discount, amount, profit, cost, currency, status, owner, country, phone, tax_number, class; of a table beside the orders: customers.owner=B"
        }
        (_, "date-format") => "Such as day/month/year or year-month-day [default: found]",
        (_, "decimal") => "The decimal sign of numbers written as text [default: found]",
        (_, "amounts-in") => "What amounts and prices count in: 1, k, 万, million, 亿 [default: found]",
        (_, "aliases") => "Table of two columns: a customer's other name, the name to use",
        (_, "blank-customer") => {
            "Rows without a customer: keep gathers them as (blank), drop sets them aside [default: drop]"
        }
        (_, "fiscal-start") => "First month of the fiscal year, 1 to 12 [default: 1]",
        (_, "as-of") => "Day the report speaks from [default: end of the last row's period]",
        (_, "since") => "First day shown; who is new is still decided on all rows",
        (_, "until") => "Last day read; implies --as-of",
        (_, "only") => "Keep rows where the column says so: owner=Li; repeat for more",
        (_, "exclude") => "Leave such rows out",
        (_, "cancelled") => "Status that cancels an order; needs a column status",
        (_, "currency") => "Keep the rows in one currency, such as USD",
        (_, "samples") => {
            "Orders that are samples: COLUMN=TEXT (a star stands for anything at its ends) or amount<NUMBER; repeatable"
        }
        (_, "reasons") => {
            "A reason of the log: TEXT=CODE takes it for one of the list, TEXT for one of your own, TEXT:no for a lasting one; repeatable"
        }
        (_, "watch-target") => "watch: behind what is due of a target by more than [default: 10%]",
        (_, "costs") => {
            "What customers cost to serve: customer, date, amount, kind; for contribution and thin customers"
        }
        (_, "templates") => {
            "Write empty tables instead: customers, follow-ups and more; -o names the folder, --format csv for csv"
        }
        (_, "customers") => "The customer master: id, name, owner, status, parent, referred by, phone and more",
        (_, "follow-ups") => "The follow-up log: date, customer, who, channel, what was said, reason, next date",
        (_, "receivables") => "What customers owe: customer, due date, amount",
        (_, "claims") => "Complaints and claims: date, customer, product, kind, amount",
        (_, "stock") => "Goods held for customers: customer, product, quantity, amount",
        (_, "targets") => "Targets: period, owner or customer, amount; or a column for each period",
        (_, "rates") => "Convert amounts by this table: date, currency, rate, or a column for each currency",
        (_, "rates-are") => {
            "What a rate is: base-per-unit (7.1 for USD in CNY) or units-per-base (0.14); needed unless all are 1"
        }
        (_, "base") => "The currency to convert to with --rates, such as CNY",
        (_, "active") => {
            "Who counts as active: purchase (a row above zero), any (a row), net (above zero in sum) [default: purchase]"
        }
        (_, "credits") => {
            "Count rows below zero in the period of their own date (period) or of the order they name (origin) [default: period]"
        }
        (_, "horizon") => "Months ahead for which orders are expected [default: 3]",
        (_, "activity-model") => "Who still buys, told by mbgnbd or bgnbd [default: mbgnbd]",
        (_, "what-if") => "Points more retention to ask about [default: 5]",
        (_, "strict") => "Make an error of rows that cannot be used",
        (_, "floor") => "Smallest amount that is a surge or plunge [default: 1% of a period]",
        (_, "floor-share") => "The same as a share of an average period [default: 1%]",
        (_, "broad-breadth") => "Broad: customers who moved this way hold at least [default: 60%]",
        (_, "broad-top1") => "Broad: the largest change is less than [default: 30%]",
        (_, "concentrated-top1") => "Concentrated: the largest change is at least [default: 50%]",
        (_, "concentrated-top3") => "Concentrated: the three largest are at least [default: 75%]",
        (_, "watch-top1") => "Watch: the largest customer is above [default: 20%]",
        (_, "high-top1") => "High: the largest customer is above [default: 35%]",
        (_, "watch-top5") => "Watch: the five largest are above [default: 50%]",
        (_, "named") => "Name every customer above [default: 10%]",
        (_, "class-a") => "Class A: while those before hold less than [default: 80%]",
        (_, "class-b") => "Class B: while those before hold less than [default: 95%]",
        (_, "co-owner") => "Column of a second salesperson that a row is shared with",
        (_, "owner-share") => "Column of the first one's share: 60%, 0.6 or 60/40 [default: half]",
        (_, "engaged-quota") => "Engaged customers an owner may have [default: not checked]",
        (_, "engaged-after") => "Days without contact after which an engaged customer is to be released [default: 30]",
        (_, "shared-quota") => "Shared customers an owner may sit on [default: not checked]",
        (_, "each") => "A report for each value of a column (owner), each in a folder of its own",
        (_, "quiet-after") => "Days without an order after which class C is left without contact [default: 180]",
        (_, "window") => "Months that shares and classes look at [default: 12]",
        (_, "format") => "text, md, csv, json, html, xlsx [default: text, or by the ending of -o]",
        (_, "output") => "File to write; for report the folder above the periods",
        (_, "force") => "init: replace the settings file that is there",
        (_, "rejects") => "File to write every row set aside to, with its reason",
        (_, "company") => "Name of the business, for the head of the report",
        (_, "lang") => "Language [default: MINGXI_LANG, mingxi.toml, the system's]",
        (_, "color") => "auto, always, never [default: auto]",
        (_, "ascii") => "Draw bars with ASCII characters",
        (_, "quiet") => "Print errors only, no warnings",
        (_, "verbose") => "Print a line per decision",
        _ => "",
    },
};
