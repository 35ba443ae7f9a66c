//! 帮助：祈使句，句末不加句号，写明默认值，例子可以直接运行。

use crate::report::words::HelpWords;

/// All words of the help.
pub const HELP: HelpWords = HelpWords {
    about: "从订单表看清哪些客户新来、回流、增长、下滑、流失",
    examples: "例子：",
    usage: "用法：",
    usage_all: "mingxi <命令> [选项] 文件...",
    commands: "命令：",
    options: "选项：",
    more_all: "更多：mingxi 命令 --help；mingxi help options（文件、列、规则、输出）",
    more: "更多：mingxi help options（文件、列、规则、输出）",
    all_examples: &[
        ("mingxi check orders.xlsx", "看文件是怎样读懂的：从这里开始"),
        ("mingxi report orders.xlsx", "整份报告，最近一个完整的季度"),
        ("mingxi top *.csv --period 2025Q3", "对收入影响最大的 10 家客户"),
    ],
    flag_help: "显示帮助",
    flag_version: "显示版本",
    about_help: "显示某个命令的帮助，或各命令共用的选项",
    options_title: "各命令共用的选项；每个选项也是 mingxi.toml 中所注表里的一项，也是一个环境变量：\n\
                    --fiscal-start 即 fiscal_start 和 MINGXI_FISCAL_START。\n\
                    命令行优先于环境变量，环境变量优先于设置文件",
    sections: &[
        ("files", "文件 [files]：xlsx、xlsm、xlsb、xls、ods、csv、tsv、txt、文件夹、通配符、-"),
        ("columns", "列 [columns]：哪一列是什么"),
        ("tables", "订单以外的表 [tables]：文件，或工作簿的一张表 文件#表名"),
        ("rules", "规则 [rules]：什么算数，从何时起"),
        ("limits", "界限 [limits]：到什么程度才说"),
        ("pivot", "透视表 [pivot]：什么对什么；[pivot.名称] 是有名称的一张"),
        ("output", "输出 [output]：写什么，写到哪里"),
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
        "report" => "写出网页、工作簿、图和数据",
        "check" => "看文件是怎样读懂的，哪里可疑",
        "init" => "按文件所见写出设置文件 mingxi.toml",
        "bridge" => "按期列出新增、回流、增长、下滑、流失",
        "top" => "列出对收入影响最大的客户，以及发生了什么",
        "trend" => "列出上升、下降、突增、逾期的客户",
        "pivot" => "任意一列或期间对任意一列：金额、订单、占比……",
        "share" => "看收入有多依赖少数客户",
        _ => "列出可能是同一家客户的名称",
    },
    command_examples: |name| match name {
        "report" => &[
            ("mingxi report orders.xlsx", "最近一个完整的季度"),
            ("mingxi report *.csv --by month -o /srv/www", "上个月，写到网站的文件夹"),
        ],
        "check" => &[
            ("mingxi check orders.xlsx", "各列、日期、数字、可疑之处"),
            ("mingxi check old.csv --encoding gbk -v", "每个判断一行"),
        ],
        "init" => &[
            ("mingxi init orders.xlsx", "把读法写成设置"),
            ("mingxi init old.csv --encoding gbk", "加上选项，一并写进去"),
            ("mingxi init", "模板：全部选项"),
        ],
        "bridge" => &[
            ("mingxi bridge orders.xlsx", "最近一个完整的季度"),
            ("mingxi bridge orders.xlsx --by month --last 12", "十二个月，一月一行"),
            ("mingxi bridge orders.xlsx --explain", "价格、销量、产品，各由谁造成"),
            ("mingxi bridge orders.xlsx --slice owner", "每个业务员一本账"),
        ],
        "pivot" => &[
            ("mingxi pivot orders.xlsx --rows 产品 --cols 季", "各产品各季的金额"),
            ("mingxi pivot orders.xlsx --values 金额,同比 --last 6", "六个月"),
            ("mingxi pivot monthly orders.xlsx", "[pivot.monthly]"),
        ],
        "top" => &[
            ("mingxi top orders.xlsx", "最近一个完整季度的 10 家"),
            ("mingxi top orders.xlsx --period 2025 --top 30", "全年的 30 家"),
        ],
        "trend" => &[
            ("mingxi trend orders.xlsx", "谁上升、下降、突增、逾期"),
            ("mingxi trend orders.xlsx --customer 恒达电子", "一家客户，逐期列出"),
        ],
        "names" => &[
            ("mingxi names orders.xlsx", "成对列出，附依据"),
            ("mingxi names orders.xlsx --write-aliases a.csv", "并写出可删改的草稿"),
        ],
        _ => &[
            ("mingxi share orders.xlsx", "最近 12 个月最大的 10 家"),
            ("mingxi share orders.xlsx --window 24 --top 20", "最近两年最大的 20 家"),
        ],
    },
    explanation: |name| match name {
        "report" => {
            "写到 mingxi-report/2025Q3/，要么完整，要么没有；失败时旧报告不动：\n\
             \x20 report.html   网页：一个文件，可看可印，不用联网\n\
             \x20 report.xlsx   工作簿：表、原生图表、每一行明细\n\
             \x20 charts        每张图的 svg 和 png\n\
             \x20 data          每张表的 csv，以及全部数据 report.json\n\
             \x20 manifest.json 读入的文件及其哈希、选项、行数"
        }
        "check" => {
            "什么都不改。读完每一行，每列按全部的值来判断：\n\
             \x20 读法  日期和数字怎样写，或有多少种文字\n\
             \x20 相符  有多少个值可以这样读\n\
             \x20 判断  工作表、表头、日期、数字怎样判断，要改该写什么\n\
             \x20 搁置  没有计入的行，按原因列出，并举最前面的几处\n\
             读不懂的文件也照样显示所见，并说明原因"
        }
        "init" => {
            "每个选项和它的含义都在文件里。写成设置行的：这里给出的选项，以及看出来、\n\
             以后不该变的：各列、日期次序、小数点、编码；几张工作表都能读时，还有工作表。\n\
             其余写成注释。需要人看一眼的标着「核对」。写之前先试读：用它读出来必须一样。\n\
             已有的文件不会动，除非加 --force"
        }
        "bridge" => {
            "期初 + 新增 + 回流 + 增长 + 下滑 + 流失 = 期末：\n\
             \x20 新增        数据中的第一单在本期\n\
             \x20 回流        上期没有下单，更早下过\n\
             \x20 增长、下滑  两期都下单，多了或少了\n\
             \x20 流失        上期下过单，本期没有"
        }
        "top" => "每家客户比上期的变化，大的在前，以及发生了什么：\n单数多了少了，单子大了小了，从何时起没有下单",
        "trend" => {
            "对每家客户，看所有完整的期：\n\
             \x20 方向      上升或下降：Mann-Kendall，至少 5 期，p 不超过 5%\n\
             \x20 突增突减  最近一期超出以前各期的平常界限\n\
             \x20 复购周期  多久没下单，比平常间隔：1 倍以内准时，2 倍以内偏晚，以上逾期"
        }
        "pivot" => {
            "按什么：customer 客户、product 产品、category 品类、owner 业务员、country 国家、\n\
             status 状态、order 订单……；任意一列，写列名、字母或序号；day 日、week 周、\n\
             month 月、quarter 季、half 半年、year 年，可指明日期（month:ship_date、\n\
             季:收款）；month-of-year、quarter-of-year、weekday 星期。\n\
             数字：amount 金额、quantity 数量、orders 订单、customers 客户数、\n\
             products 产品数、lines 行数、average 每单平均、price 均价、profit 利润、\n\
             margin 利润率、sum:列 合计；\n\
             share 占比、share:row 占本行、share:col 占本列、share:parent 占本组；\n\
             change、change% 环比，yoy、yoy% 同比。\n\
             小计和合计都准确：要去重的，每一层重新数"
        }
        "names" => {
            "什么都不合并。名称只差标点、重音、繁简、公司形式、词序或一个字的，电话或税号\n\
             相同的，一家停了、另一家开始买同样产品的，都会列出；还列出一个编号有几个名称\n\
             的，和同时有几个业务员的客户。\n\
             \x20 合并后  每一对都当作一家时，收入桥是怎样"
        }
        _ => {
            "到最近一个完整的期为止 12 个月的占比，只算净额为正的客户：\n\
             \x20 累计  这家与所有更大的客户合计的占比\n\
             \x20 提示  最大一家超过 20% 留意，超过 35% 偏高；前五大超过 50%"
        }
    },
    option: |command, name| match (command, name) {
        ("pivot", "top") => "每组列几行，其余合为一行：10；两层可写 10,3",
        ("pivot", "last") => "只看最近几期 [默认：全部]",
        ("pivot", "period") => "只看一期，如 2025-09、上月、本月 [默认：全部]",
        ("report", "output") => "各期上一级的文件夹 [默认：mingxi-report]",
        ("report", "period") => "报告哪一期，如 2025Q3 [默认：最近一个完整的期]",
        ("bridge" | "top", "period") => "说明哪一期，如 2025Q3 [默认：最近一个完整的期]",
        (
            "trend" | "share" | "classify" | "profit" | "orders" | "retention" | "owners" | "reasons" | "candidates"
            | "master" | "referrals",
            "period",
        ) => "看到哪一期为止 [默认：最近一个完整的期]",
        ("init", "output") => "要写的设置文件 [默认：mingxi.toml]",
        ("init", "lang") => "注释的语言 [默认：MINGXI_LANG、系统语言]",
        ("", "period") => {
            "2025、2025H1、2025Q3、2025-09、2025-W36、FY2026Q1；last-week、-month、-quarter、-half、-year（上周、上月、上季、上个半年、去年）为截至日之前已结束的；this-month（本月）等为截至日所在的 [默认：last]"
        }
        (_, "by") => "week 周、month 月、quarter 季、half 半年、year 年 [默认：quarter]",
        (_, "last") => "列几期，一期一行 [默认：1]",
        (_, "basis") => "period（全部订单）、payment（首单、末单）[默认：period]",
        ("names", "period") => "看合并对哪一期收入桥的影响，如 2025Q3 [默认：最近一个完整的期]",
        ("follow", "top") => "列出的客户数 [默认：20]",
        (_, "every") => "各类、各状态多久联系一次：A=1,B=3,C=7-10,engaged=14；可重复 [默认：A=1,B=3,C=7-10]",
        (_, "ahead") => "提前几天列出快到的 [默认：3]",
        (_, "log") => "把填好的表读回 --follow-ups；可重复",
        (_, "calendar") => "把要联系的日期写成日历文件",
        ("stopped", "top") => "列出几项产品 [默认：10]",
        ("reasons", "top") => "列几家客户 [默认：10]",
        ("newcomers", "top") => "列出几家新客户 [默认：10]",
        ("candidates", "top") => "每份名单列出几家 [默认：5]",
        ("master", "top") => "每份名单列出几行 [默认：10]",
        ("referrals", "top") => "列出几家客户 [默认：10]",
        ("names", "top") => "列多少对 [默认：20]",
        ("watch", "floor") => "涉及金额至少多少才报 [默认：一期平均的 1%]",
        ("watch", "quiet") => "没有要留意的事就什么也不写，也不写警告",
        (_, "watch-aside") => "watch：有问题的行或金额超过多少才报 [默认：0.1%]",
        (_, "late-after") => "watch：多少天没有新行才报 [默认：此前最长的间隔]",
        (_, "state") => "watch：记下报过什么，供下次比较；没有就新建",
        (_, "since-last") => "watch：只报上次以来新出现、加重、已解除的",
        (_, "rows") => "竖排什么，从外层到内层：customer,product 或 客户,产品 [默认：customer]",
        (_, "cols") => "横排什么：month、quarter:ship_date、country [默认：没有 --rows 时 month]",
        (_, "values") => "并排哪些数字：amount,orders,share [默认：amount]",
        (_, "sort") => "按哪个数字排序，或 name 名称；amount:asc 反过来 [默认：第一个数字]",
        (_, "heat") => "网页和工作簿的底色：all 全表、rows 每行、columns 每列、none 不要 [默认：all]",
        (_, "tidy") => "csv 一个单元格一行，不含合计",
        (_, "write-aliases") => "写出 --aliases 用的草稿，删去不是同一家的行即可",
        ("bridge", "top") => "每个影响下列出的客户数 [默认：3]",
        (_, "top") => "列多少家客户，其余合为一行 [默认：10]",
        ("bridge", "customer") => "只讲一家客户（名称或编号）的变化：它的产品",
        (_, "slice") => "按一列分开：owner、country、category 或任何表头",
        (_, "compare-rules") => "和其他系统的口径并排比较",
        (_, "new-after") => "隔多少期回来算新客（只用于 --compare-rules）[默认：一年]",
        (_, "explain") => "往下讲到价格、销量、结构、产品，以及各自背后的客户",
        (_, "lines") => "再列出每一行，带文件、工作表和行号",
        ("ledger", "period") => "只看一期，如 2025Q3 [默认：全部]",
        (_, "customer") => "只看一家客户，按名称或编号",
        (_, "sheet") => "读哪张工作表，名称或序号，可多次给出 [默认：最合适的一张]",
        (_, "header-row") => "列名在第几行，按表格软件的行号 [默认：自动找]",
        (_, "no-header") => "第一行就是数据；用 --map 按字母或序号指定列",
        (_, "layout") => "版面：table 普通表、grouped 客户单独成行、crosstab 各期横排 [默认：自动认]",
        (_, "year") => "交叉表第一个没写年份的列（如 1月、Q1）是哪一年",
        (_, "encoding") => "文本文件的编码：utf-8、gbk、big5、cp850 [默认：自动认]",
        (_, "max-memory") => "读文件最多用多少内存 [默认：1G，或文件的 16 倍]",
        (_, "max-cells") => "一个工作表最多多少单元格 [默认：200000000]",
        (_, "max-time") => "等工作簿的行最多几秒 [默认：5，每兆字节再加 2]",
        (_, "cache") => "读过的文件留下事实，下次直接用：yes 1 MB 以上、no 不留、all 全部 [默认：yes]",
        (_, "no-cache") => "不用也不留缓存",
        (_, "cache-size") => "缓存的上限，先清最旧的 [默认：512M]",
        (_, "config") => "设置文件 [默认：当前文件夹里的 mingxi.toml，若有]",
        (_, "no-config") => "不读设置文件",
        (_, "units") => "各产品的数量是否同一单位：one 是，several 否 [默认：看单位列；没有该列视为 one]",
        (_, "join") => {
            "按键到另一张表查找：客户.xlsx:客户编号=编号、客户.xlsx#工作表:客户编号=编号、#工作表:客户编号=编号；可重复"
        }
        (_, "map") => {
            "字段在哪一列，用列名、字母或序号：customer=B；字段：customer、customer_id、date、ship_date、paid_date、order、origin、product、category、quantity、unit、price、discount、amount、profit、cost、currency、status、owner、country、phone、tax_number、class；订单以外的表写 customers.owner=B"
        }
        (_, "date-format") => "如 day/month/year、year-month-day [默认：自动认]",
        (_, "decimal") => "写成文字的数字用哪种小数点 [默认：自动认]",
        (_, "amounts-in") => "金额和单价的单位：1、k、千、万、百万、million、亿 [默认：自动认]",
        (_, "aliases") => "两列的表：客户的别名、要用的名称",
        (_, "blank-customer") => "没有客户的行：keep 归到 (blank) 名下，drop 搁置 [默认：drop]",
        (_, "fiscal-start") => "财年从几月开始，1 到 12 [默认：1]",
        (_, "as-of") => "报告截至哪一天 [默认：最后一行所在期的末日]",
        (_, "since") => "从哪一天起显示；是否新客户仍看全部的行",
        (_, "until") => "读到哪一天；也就是 --as-of",
        (_, "only") => "只留该列为此值的行：owner=王芳；可重复",
        (_, "exclude") => "去掉这样的行",
        (_, "cancelled") => "表示订单取消的状态；需要 status 列",
        (_, "currency") => "只留一种货币的行，如 USD",
        (_, "samples") => "哪些订单是样品单：列=文字（首尾可用 * 代替任意文字）或 amount<数；可重复",
        (_, "reasons") => "记录里的原因：文字=代码 当作表上的一种，文字 是自定的一种，文字:no 是无法挽回的；可重复",
        (_, "watch-target") => "watch：比目标应完成的少多少才报 [默认：10%]",
        (_, "costs") => "服务客户的费用：客户、日期、金额、类型；用来算贡献和瘦狗",
        (_, "templates") => "改为写出空表：客户表、跟进记录等；-o 指定文件夹，--format csv 写成 csv",
        (_, "customers") => "客户表：编号、名称、业务员、状态、母公司、介绍人、电话等",
        (_, "follow-ups") => "跟进记录：日期、客户、跟进人、方式、内容、原因、下次日期",
        (_, "receivables") => "应收款：客户、到期日、金额",
        (_, "claims") => "投诉索赔：日期、客户、产品、类型、金额",
        (_, "stock") => "为客户备的库存：客户、产品、数量、金额",
        (_, "targets") => "目标：期间、业务员或客户、金额；也可一期一列",
        (_, "rates") => "按这张汇率表折算：日期、币种、汇率三列，或每种货币一列",
        (_, "rates-are") => {
            "汇率怎样读：base-per-unit（如 1 美元合 7.1 元）或 units-per-base（如 1 元合 0.14 美元）；全为 1 时不必写"
        }
        (_, "base") => "用 --rates 折成哪种货币，如 CNY",
        (_, "active") => "怎样算活跃：purchase（有正数行）、any（有行）、net（净额为正）[默认：purchase]",
        (_, "credits") => "负数行记在其本身日期的期间（period），或所退订单的期间（origin）[默认：period]",
        (_, "horizon") => "预计今后几个月的订单 [默认：3]",
        (_, "activity-model") => "判断谁还会下单的模型：mbgnbd 或 bgnbd [默认：mbgnbd]",
        (_, "what-if") => "问多留住几个点 [默认：5]",
        (_, "strict") => "有行不能用就报错",
        (_, "floor") => "突增突减的最小金额 [默认：每期平均收入的 1%]",
        (_, "floor-share") => "同上，写成占每期平均收入的比例 [默认：1%]",
        (_, "broad-breadth") => "普遍：同向变动的客户至少占 [默认：60%]",
        (_, "broad-top1") => "普遍：最大一家的变动低于 [默认：30%]",
        (_, "concentrated-top1") => "集中：最大一家的变动至少占 [默认：50%]",
        (_, "concentrated-top3") => "集中：最大三家的变动至少占 [默认：75%]",
        (_, "watch-top1") => "留意：最大客户超过 [默认：20%]",
        (_, "high-top1") => "偏高：最大客户超过 [默认：35%]",
        (_, "watch-top5") => "留意：前五大超过 [默认：50%]",
        (_, "named") => "点名超过此占比的客户 [默认：10%]",
        (_, "class-a") => "A 类：排在前面的合计低于 [默认：80%]",
        (_, "class-b") => "B 类：排在前面的合计低于 [默认：95%]",
        (_, "co-owner") => "第二位业务员在哪一列",
        (_, "owner-share") => "第一位的比例在哪一列：60%、0.6 或 60/40 [默认：对半]",
        (_, "engaged-quota") => "每位业务员最多几家紧密客户 [默认：不查]",
        (_, "engaged-after") => "紧密客户多少天没有联系就该放出来 [默认：30]",
        (_, "shared-quota") => "每位业务员最多占几家普通客户 [默认：不查]",
        (_, "each") => "一列里的每个值（如 owner）各出一份报告，各在一个文件夹",
        (_, "quiet-after") => "C 类多少天没有下单算久未联系 [默认：180]",
        (_, "window") => "占比和分类看几个月 [默认：12]",
        (_, "format") => "text、md、csv、json、html、xlsx [默认：text，或看 -o 的后缀]",
        (_, "output") => "写到哪个文件；report 则为各期上一级的文件夹",
        (_, "force") => "init：替换已有的设置文件",
        (_, "rejects") => "把搁置的行连同原因写到这个文件",
        (_, "company") => "企业名称，印在报告开头",
        (_, "lang") => "语言 [默认：MINGXI_LANG、mingxi.toml、系统语言]",
        (_, "color") => "auto、always、never [默认：auto]",
        (_, "ascii") => "用 ASCII 字符画条形",
        (_, "quiet") => "只打印错误，不打印警告",
        (_, "verbose") => "每个判断打印一行",
        _ => "",
    },
};
