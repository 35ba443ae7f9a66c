//! `master` and `referrals` as they are typed: what is said in both languages, and what where their table is not given.

use super::reasons::{case, seen};

#[test]
fn the_master_is_checked_in_both_languages() {
    let shop = case("master-checks");
    let all = [
        seen(&shop, "master input.csv --as-of 2025-09-30 --customers customers.csv --follow-ups log.csv -q --lang en"),
        seen(&shop, "master input.csv --as-of 2025-09-30 --customers customers.csv --top 1 -q --lang zh"),
        seen(&shop, "master input.csv --as-of 2025-09-30 --customers customers.csv --format csv -q --lang en"),
        seen(&shop, "master input.csv --as-of 2025-09-30 --lang en"),
        seen(&shop, "master input.csv --as-of 2025-09-30 -q --lang zh"),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn referrals_and_groups_are_told_in_both_languages() {
    let shop = case("referrals-and-groups");
    let tables = "--customers customers.csv --costs costs.csv";
    let all = [
        seen(&shop, &format!("referrals input.csv --as-of 2025-09-30 {tables} -q --lang en")),
        seen(&shop, &format!("referrals input.csv --as-of 2025-09-30 {tables} --top 1 -q --lang zh")),
        seen(&shop, &format!("referrals input.csv --as-of 2025-09-30 {tables} --format csv -q --lang zh")),
        seen(&shop, "referrals input.csv --as-of 2025-09-30 --lang en"),
        seen(&shop, "referrals input.csv --as-of 2025-09-30 -q --lang zh"),
    ];
    insta::assert_snapshot!(all.join("\n"));
}
