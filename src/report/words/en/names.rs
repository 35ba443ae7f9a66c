//! Customers that may be one.

use super::En;
use crate::analyse::{Against, Claims, Effect, Evidence, Followed};
use crate::model::{Day, Money, Period};
use crate::report::Text;
use crate::report::words::labels::Label;
use crate::report::words::names::pieces;
use crate::report::words::{NamesWords, Terms};

impl En {
    fn followed(&self, followed: &Followed) -> String {
        let mut parts = vec![format!("one stopped on {}, the other began on {}", followed.stopped, followed.began)];
        if followed.of > 0 {
            let bought = self.many(followed.of, "product", "products");
            parts.push(match (followed.products, followed.of) {
                (0, _) => "no product in common".to_owned(),
                (all, of) if all == of => format!("both bought the same {bought}"),
                (some, _) => format!("both bought {} of {bought}", self.0.count(some)),
            });
        }
        parts.extend(followed.word.as_ref().map(|word| format!("both are named {word}")));
        parts.extend(followed.owner.as_ref().map(|owner| format!("both are {owner}'s")));
        parts.extend(followed.country.as_ref().map(|country| format!("both in {country}")));
        parts.join(", ")
    }
}

impl NamesWords for En {
    fn nav_names(&self) -> String {
        "Names".to_owned()
    }

    fn names_verdict(&self, pairs: usize, stake: Money, customers: usize) -> Text {
        Text::plain(match pairs {
            0 => format!("No two of {} look like one.", self.customers(customers)),
            1 => format!(
                "1 pair of names may be one customer; {} would change hands. Nothing is merged until you say so.",
                self.0.exact(stake)
            ),
            many => format!(
                "{} pairs of names may each be one customer; {} would change hands. Nothing is merged until you say so.",
                self.0.count(many),
                self.0.exact(stake)
            ),
        })
    }

    fn names_heading(&self) -> &'static str {
        "Names"
    }

    fn why_heading(&self) -> &'static str {
        "Why they may be one"
    }

    fn id_heading(&self) -> &'static str {
        "Id"
    }

    fn names_first(&self) -> &'static str {
        "First"
    }

    fn names_last(&self) -> &'static str {
        "Last"
    }

    fn salesperson_heading(&self) -> &'static str {
        "Salesperson"
    }

    fn merged_heading(&self) -> &'static str {
        "Merged"
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::SameName => "one name, two ids".to_owned(),
            Evidence::Signs => "the same but for signs or spaces".to_owned(),
            Evidence::Spelling { script: true, .. } => "traditional and simplified characters".to_owned(),
            Evidence::Spelling { accents: true, .. } => "the same but for accents".to_owned(),
            Evidence::Spelling { .. } => "the same but for a short form".to_owned(),
            Evidence::Words { first, second } => {
                let words: Vec<String> = pieces(first).into_iter().chain(pieces(second)).collect();
                format!("the same but for {}", self.list(&words))
            }
            Evidence::Order => "the same words in another order".to_owned(),
            Evidence::LetterMore { letter } => format!("one letter more: {letter}"),
            Evidence::LetterOther { first, second } => format!("one letter differs: {first}, {second}"),
            Evidence::LettersSwapped { first, second } => format!("two letters changed places: {first}, {second}"),
            Evidence::Phone { number } => format!("one phone number, ..{number}"),
            Evidence::TaxNumber { number } => format!("one tax number, {number}"),
            Evidence::Followed(followed) => self.followed(followed),
        }
    }

    fn speaks_against(&self, against: &Against) -> String {
        match against {
            Against::Countries { first, second } => format!("but in {first} and {second}"),
            Against::TaxNumbers { first, second } => format!("but tax numbers {first} and {second}"),
        }
    }

    fn salespeople_differ(&self, first: &str, second: &str) -> String {
        format!("claimed by {first} and by {second}")
    }

    fn reasons(&self, reasons: &[String]) -> String {
        reasons.join("; ")
    }

    fn merged_in(&self, period: Period) -> String {
        format!("Merged, in {period}")
    }

    fn merged_lines(&self, effect: &Effect) -> String {
        let changes = effect.changes().into_iter().filter(|(_, change)| !change.is_zero());
        let lines: Vec<String> =
            changes.map(|(line, change)| format!("{line} {}", self.0.exact_change(change))).collect();
        if lines.is_empty() { "no change".to_owned() } else { lines.join(", ") }
    }

    fn merged_finding(&self, pairs: usize, period: Period) -> String {
        let all = if pairs == 1 { "them".to_owned() } else { format!("all {}", self.0.count(pairs)) };
        format!("What merging {all} would do to {period}:")
    }

    fn merged_customers(&self, period: Period, before: usize, after: usize) -> String {
        if before == after {
            return format!("{period} has {} either way.", self.customers(after));
        }
        format!("{period} would have {}, and has {}.", self.customers(after), self.0.count(before))
    }

    fn merging_changes_nothing(&self, period: Period) -> String {
        format!("Merging would change no line of the bridge to {period}.")
    }

    fn how_to_merge(&self) -> String {
        "To merge: --write-aliases FILE.csv, strike out the lines of those that are two, then --aliases FILE.csv."
            .to_owned()
    }

    fn wrote_aliases(&self, file: &str, lines: usize) -> String {
        format!(
            "Wrote {file}: {}; strike out those that are two, then use --aliases",
            self.many(lines, "line", "lines")
        )
    }

    fn more_pairs(&self, more: usize) -> String {
        format!("{} not shown: --top shows more, --format csv all.", self.many(more, "more pair is", "more pairs are"))
    }

    fn many_names_finding(&self, ids: usize) -> String {
        let verb = if ids == 1 { "stands" } else { "stand" };
        format!("{} {verb} for several names; the latest is shown everywhere:", self.many(ids, "id", "ids"))
    }

    fn claims_finding(&self, customers: usize, since: Day) -> String {
        let verb = if customers == 1 { "is" } else { "are" };
        format!("{} {verb} sold to by several salespeople at a time, since {since}:", self.customers(customers))
    }

    fn claims_by_order(&self, claims: &Claims) -> String {
        let label = self.label(Label::Customers).to_lowercase();
        format!(
            "{} of {} {label} have several salespeople at a time: the column says who took an order, so none is listed.",
            self.0.count(claims.several),
            self.0.count(claims.of)
        )
    }

    fn suspects(&self, pairs: usize, stake: Money) -> Text {
        let what = match pairs {
            1 => "1 pair of names may be one customer".to_owned(),
            many => format!("{} pairs of names may each be one customer", self.0.count(many)),
        };
        Text::plain(format!("{what} ({}): `mingxi names` lists them with the evidence.", self.0.exact(stake)))
    }
}
