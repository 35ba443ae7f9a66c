//! What a sheet to fill in offers as reasons.

use super::super::words::Words;
use crate::model::{Cause, CauseRule, Stated};

/// Gives the reasons that a log can state, as a sheet to fill in offers them: those of the list, then what the user's rules add. Each is
/// read back as what it says.
pub(crate) fn offered(words: &dyn Words, rules: &[CauseRule]) -> Vec<String> {
    let listed = Cause::ALL.into_iter().map(|cause| (words.cause(cause), cause));
    // A text of the list may be given another meaning.
    let listed = listed.filter(|(text, cause)| Stated::of(text, rules) == Some(Stated::Listed(*cause)));
    let mut offered: Vec<String> = listed.map(|(text, _)| text.to_owned()).collect();
    for rule in rules.iter().filter(|rule| Cause::named(&rule.text).is_none()) {
        if !offered.iter().any(|known| known.to_lowercase() == rule.text.to_lowercase()) {
            offered.push(rule.text.clone());
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::super::super::words::figures::Minus;
    use super::super::super::words::{Speech, words};
    use super::*;
    use crate::model::{Grain, Lang};

    fn of(lang: Lang, rules: &[CauseRule]) -> Vec<String> {
        let speech = Speech { lang, minus: Minus::True, decimals: 2, grain: Grain::Quarter, full: false };
        offered(&*words(speech), rules)
    }

    #[test]
    fn what_a_sheet_offers_is_read_back_as_what_it_says() {
        let rules: Vec<CauseRule> = ["太远=delivery", "tariff", "Embargo, war:no", "price:no", "P1=price"]
            .map(|text| CauseRule::parse(text).unwrap())
            .into();
        for lang in Lang::ALL {
            let offered = of(lang, &rules);
            let read: Vec<Stated> = offered.iter().filter_map(|text| Stated::of(text, &rules)).collect();
            let mut expected: Vec<Stated> = Cause::ALL.into_iter().map(Stated::Listed).collect();
            expected.extend([
                Stated::Listed(Cause::Delivery),
                Stated::Own("tariff".into()),
                Stated::Own("Embargo, war".into()),
                Stated::Listed(Cause::Price),
            ]);
            assert_eq!(read, expected, "{offered:?}");
            let own = ["太远", "tariff", "Embargo, war", "P1"];
            assert_eq!(offered[offered.len() - 4..], own, "as the user wrote them");
            assert_eq!(of(lang, &[]).len(), Cause::ALL.len());
        }
    }

    #[test]
    fn a_text_of_the_list_that_means_something_else_is_not_offered_twice() {
        let rules = [CauseRule::parse("Service=price").unwrap()];
        let offered = of(Lang::En, &rules);
        assert_eq!((offered.len(), offered.contains(&"Service".to_owned())), (Cause::ALL.len() - 1, false));
    }
}
