//! Why customers leave or shrink: the list of reasons as data, and what the user adds to it.
//!
//! What people write into a log is one of these in either language, or a text that `--reasons` takes for one of them
//! (`太远=delivery`), or a reason of the user's own (`tariff`, and with `tariff:no` one that cannot be made good).

/// A reason of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Price,
    Service,
    Delivery,
    Quality,
    ProductFit,
    Capacity,
    Market,
    Strategy,
    Competitor,
    Salesperson,
    Credit,
    NaturalEnd,
    Unknown,
}

/// Whether a customer that left for a reason may be won back by mending it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recoverable {
    Yes,
    No,
    Unknown,
}

impl Cause {
    /// All of them, in the order of the list.
    pub const ALL: [Cause; 13] = [
        Cause::Price,
        Cause::Service,
        Cause::Delivery,
        Cause::Quality,
        Cause::ProductFit,
        Cause::Capacity,
        Cause::Market,
        Cause::Strategy,
        Cause::Competitor,
        Cause::Salesperson,
        Cause::Credit,
        Cause::NaturalEnd,
        Cause::Unknown,
    ];

    /// Gives the code.
    pub fn name(self) -> &'static str {
        self.texts()[0]
    }

    /// Gives the texts that mean it: the code, then what people write in English and Chinese, in small letters.
    pub fn texts(self) -> &'static [&'static str] {
        match self {
            Cause::Price => {
                &["price", "prices", "too expensive", "pricing", "价格", "价格高", "太贵", "价高", "價格", "價錢"]
            }
            Cause::Service => &["service", "communication", "服务", "服务差", "沟通", "服務", "溝通"],
            Cause::Delivery => &[
                "delivery",
                "late delivery",
                "lead time",
                "logistics",
                "交期",
                "交期长",
                "交货",
                "延期",
                "物流",
                "交貨",
            ],
            Cause::Quality => &["quality", "defects", "质量", "质量问题", "品质", "質量", "品質"],
            Cause::ProductFit => {
                &["product_fit", "product fit", "product", "产品不合", "产品", "产品不合适", "款式", "產品不合", "產品"]
            }
            Cause::Capacity => &["capacity", "our capacity", "产能", "产能不足", "產能"],
            Cause::Market => {
                &["market", "their market", "demand", "客户市场", "市场", "市场不好", "需求下降", "客戶市場", "市場"]
            }
            Cause::Strategy => &[
                "strategy",
                "their strategy",
                "change of business",
                "客户战略",
                "战略",
                "转型",
                "客戶戰略",
                "戰略",
                "轉型",
            ],
            Cause::Competitor => &[
                "competitor",
                "competition",
                "bought elsewhere",
                "竞争对手",
                "竞争",
                "被抢走",
                "同行",
                "競爭對手",
                "競爭",
            ],
            Cause::Salesperson => &[
                "salesperson",
                "salesperson left",
                "contact changed",
                "业务员离职",
                "业务员",
                "換人",
                "换人",
                "業務員離職",
            ],
            Cause::Credit => &[
                "credit",
                "credit and promises",
                "promise broken",
                "promises broken",
                "payment",
                "信用与承诺",
                "信用",
                "承诺",
                "失信",
                "账期",
                "信用與承諾",
                "承諾",
            ],
            Cause::NaturalEnd => &[
                "natural_end",
                "natural end",
                "project ended",
                "closed down",
                "自然结束",
                "项目结束",
                "倒闭",
                "自然結束",
                "項目結束",
            ],
            Cause::Unknown => {
                &["unknown", "not known", "no reason", "?", "不明", "未知", "原因不明", "不清楚", "不詳", "不详"]
            }
        }
    }

    /// Says whether it can be mended, where the user says nothing else.
    pub fn recoverable(self) -> Recoverable {
        match self {
            Cause::Market | Cause::Strategy | Cause::NaturalEnd => Recoverable::No,
            Cause::Unknown => Recoverable::Unknown,
            _ => Recoverable::Yes,
        }
    }

    /// Gives the reason of that code or text.
    pub fn named(text: &str) -> Option<Cause> {
        let folded = fold(text);
        Cause::ALL.into_iter().find(|cause| cause.texts().contains(&folded.as_str()))
    }
}

/// What `--reasons` says of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseRule {
    /// As typed.
    pub text: String,
    /// The reason of the list that it means; nothing for one of its own.
    pub means: Option<Cause>,
    pub recoverable: Option<Recoverable>,
}

impl CauseRule {
    /// Reads `太远=delivery`, `tariff` or `tariff:no`; a reason of the list may be given another fate, `price:no`.
    pub fn parse(text: &str) -> Option<CauseRule> {
        let text = text.replace('：', ":");
        let (rest, recoverable) = match text.rsplit_once(':') {
            Some((rest, "yes" | "是")) => (rest, Some(Recoverable::Yes)),
            Some((rest, "no" | "否")) => (rest, Some(Recoverable::No)),
            Some(_) => return None,
            None => (text.as_str(), None),
        };
        let (own, means) = match rest.split_once('=') {
            Some((own, means)) => (own, Some(Cause::named(means)?)),
            None => (rest, None),
        };
        let own = own.trim();
        (!own.is_empty()).then(|| CauseRule { text: own.to_owned(), means, recoverable })
    }

    /// Gives it as it is typed.
    pub fn typed(&self) -> String {
        let means = self.means.map(|cause| format!("={}", cause.name())).unwrap_or_default();
        let fate = match self.recoverable {
            Some(Recoverable::Yes) => ":yes",
            Some(Recoverable::No) => ":no",
            _ => "",
        };
        format!("{}{means}{fate}", self.text)
    }
}

/// What a text in a log means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(tag = "kind", content = "code", rename_all = "snake_case")]
pub enum Stated {
    Listed(Cause),
    /// One of the user's own, as it stands in `--reasons`.
    Own(String),
    /// None that is known, as typed.
    Unlisted(String),
}

/// Gives a text as texts are compared.
fn fold(text: &str) -> String {
    text.trim().trim_end_matches(['.', '。']).to_lowercase()
}

impl Stated {
    /// Reads a text of a log: the whole of it, else the first of several reasons that stand between commas or the like. Nothing of a
    /// blank one.
    pub fn of(text: &str, rules: &[CauseRule]) -> Option<Stated> {
        let known = |part: &str| {
            let folded = fold(part);
            if let Some(rule) = rules.iter().find(|rule| fold(&rule.text) == folded) {
                return Some(match rule.means.or_else(|| Cause::named(&rule.text)) {
                    Some(cause) => Stated::Listed(cause),
                    None => Stated::Own(rule.text.clone()),
                });
            }
            Cause::named(part).map(Stated::Listed)
        };
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let mut parts =
            text.split([',', '，', '、', ';', '；', '/', '+']).map(str::trim).filter(|part| !part.is_empty());
        known(text).or_else(|| parts.find_map(known)).or_else(|| Some(Stated::Unlisted(text.to_owned())))
    }

    /// Says whether it can be mended.
    pub fn recoverable(&self, rules: &[CauseRule]) -> Recoverable {
        let told = |text: &str| rules.iter().find(|rule| fold(&rule.text) == fold(text))?.recoverable;
        match self {
            Stated::Listed(cause) => {
                let own = rules.iter().find(|rule| Cause::named(&rule.text) == Some(*cause) && rule.means.is_none());
                own.and_then(|rule| rule.recoverable).unwrap_or_else(|| cause.recoverable())
            }
            Stated::Own(text) => told(text).unwrap_or(Recoverable::Unknown),
            Stated::Unlisted(_) => Recoverable::Unknown,
        }
    }

    /// Says whether it explains anything.
    pub fn explains(&self) -> bool {
        !matches!(self, Stated::Listed(Cause::Unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(texts: &[&str]) -> Vec<CauseRule> {
        texts.iter().map(|text| CauseRule::parse(text).unwrap()).collect()
    }

    #[test]
    fn each_text_means_one_reason_and_codes_are_found_in_both_languages() {
        let mut texts: Vec<&str> = Cause::ALL.iter().flat_map(|cause| cause.texts().iter().copied()).collect();
        let all = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), all);
        assert!(texts.iter().all(|text| fold(text) == *text));
        for (text, cause) in [("Price", Cause::Price), (" 交期 ", Cause::Delivery), ("Natural end.", Cause::NaturalEnd)]
        {
            assert_eq!(Stated::of(text, &[]), Some(Stated::Listed(cause)), "{text}");
        }
    }

    #[test]
    fn of_several_reasons_the_first_counts_and_what_is_none_stays_as_typed() {
        assert_eq!(Stated::of("价格、交期", &[]), Some(Stated::Listed(Cause::Price)));
        assert_eq!(Stated::of("moved, quality", &[]), Some(Stated::Listed(Cause::Quality)));
        assert_eq!(Stated::of("太远", &[]), Some(Stated::Unlisted("太远".into())));
        assert_eq!(Stated::of("  ", &[]), None);
    }

    #[test]
    fn texts_of_the_user_mean_what_the_user_says() {
        let rules = rules(&["太远=delivery", "tariff", "Embargo:no", "price:no"]);
        assert_eq!(Stated::of("太远", &rules), Some(Stated::Listed(Cause::Delivery)));
        assert_eq!(Stated::of("Tariff", &rules), Some(Stated::Own("tariff".into())));
        assert_eq!(Stated::Own("Embargo".into()).recoverable(&rules), Recoverable::No);
        assert_eq!(Stated::of("太贵", &rules).map(|one| one.recoverable(&rules)), Some(Recoverable::No));
        assert_eq!(Stated::of("tariff", &rules).map(|one| one.recoverable(&rules)), Some(Recoverable::Unknown));
        assert_eq!(rules[0].typed(), "太远=delivery");
        for wrong in ["", "=price", "x=nothing", "x:maybe"] {
            assert_eq!(CauseRule::parse(wrong), None, "{wrong}");
        }
    }
}
