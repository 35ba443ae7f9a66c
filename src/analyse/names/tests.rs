//! The suspects of small books, and what merging them does against the books that their rows would make.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Against, Effect, Evidence, Flows, Names, names};
use crate::analyse::analyse;
use crate::cube::Cube;
use crate::cube::fixture::{Line, any_lines, book, by, day, lines};
use crate::model::{Field, Grain, Money, Orders, Rules, Texts, Words};

fn units(amount: i64) -> Money {
    Money::from_raw(amount * 10_000)
}

/// Makes a book of lines `customer,day,amount` whose names are as written.
fn orders(text: &str) -> Orders {
    let mut orders = book(&lines(text), day("2024-06-30"));
    orders.clients.iter_mut().for_each(|client| client.name.clone_from(&client.key));
    // The fixture's products are its customers.
    orders.product = Texts::default();
    orders
}

/// Gives each row a text by its customer.
fn with(mut orders: Orders, field: Field, text: &dyn Fn(&str) -> String) -> Orders {
    let each: Vec<String> = orders.clients.iter().map(|client| text(&client.key)).collect();
    let values = Arc::new(each.iter().collect::<Words>());
    let texts = Texts { values, codes: shared(&orders.client, &each) };
    orders.texts.insert(field.name().to_owned(), texts);
    orders
}

/// Gives equal texts one code, and empty ones none.
fn shared(clients: &[u32], each: &[String]) -> Vec<u32> {
    let code = |client: &u32| match each[*client as usize].as_str() {
        "" => Texts::NONE,
        text => each.iter().position(|one| one == text).unwrap() as u32,
    };
    clients.iter().map(code).collect()
}

fn rules() -> Rules {
    Rules { calendar: by(Grain::Quarter), ..Rules::default() }
}

fn found(orders: &Orders) -> Names {
    let cube = Cube::new(orders, rules().calendar).unwrap();
    names(&cube, orders, &rules()).unwrap()
}

/// Gives the pairs by name, and the kinds of evidence.
fn told(orders: &Orders) -> Vec<(String, String, Vec<Evidence>)> {
    let name = |at: usize| orders.clients[at].name.clone();
    let pairs = found(orders).pairs.into_iter();
    pairs.map(|pair| (name(pair.first.customer), name(pair.second.customer), pair.evidence)).collect()
}

fn only(list: &str) -> Vec<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn each_kind_of_spelling_is_told_by_its_kind() {
    for (one, two, evidence) in [
        ("宁波（海川）贸易", "宁波海川贸易", Evidence::Signs),
        ("A/B Trading Ltd", "AB Trading Ltd.", Evidence::Signs),
        ("恒達電子廠", "恒达电子厂", Evidence::Spelling { accents: false, script: true, short_forms: false }),
        ("Müllers Wölle", "Mullers Wolle", Evidence::Spelling { accents: true, script: false, short_forms: false }),
        ("Maple & Rye", "Maple and Rye", Evidence::Spelling { accents: false, script: false, short_forms: true }),
        ("深圳市恒达电子有限公司", "深圳恒达电子", Evidence::Words { first: only("市 有限公司"), second: Vec::new() }),
        ("Acme Toys Inc", "Acme Toys Ltd", Evidence::Words { first: only("Inc"), second: only("Ltd") }),
        ("Acme Toys (HK) Ltd", "Acme Toys", Evidence::Words { first: only("(HK) Ltd"), second: Vec::new() }),
        ("新海川贸易有限公司", "新海川有限公司", Evidence::Words { first: only("贸易"), second: Vec::new() }),
        ("深圳恒达电子", "恒达电子有限公司", Evidence::Words { first: only("深圳"), second: only("有限公司") }),
        ("John Smithson", "Smithson John", Evidence::Order),
        ("Nordlicht Handels GmbH", "Nordlich Handels GmbH", Evidence::LetterMore { letter: 't' }),
    ] {
        let book = orders(&format!("{one},2024-01-10,50\n{two},2024-02-10,20"));
        assert_eq!(told(&book), [(one.to_owned(), two.to_owned(), vec![evidence])]);
        // The same the other way round: the one with more money comes first.
        let book = orders(&format!("{one},2024-01-10,20\n{two},2024-02-10,50"));
        assert_eq!(told(&book)[0].0, two);
    }
}

#[test]
fn stems_in_two_scripts_are_told_as_that_too() {
    let book = orders("深圳市恒达电子有限公司,2024-01-10,50\n深圳恒達電子,2024-02-10,20");
    let script = Evidence::Spelling { accents: false, script: true, short_forms: false };
    let words = Evidence::Words { first: only("市 有限公司"), second: Vec::new() };
    assert_eq!(told(&book)[0].2, [words, script]);
}

#[test]
fn one_that_stops_and_one_that_begins_with_its_rare_word_are_a_pair_unless_numbers_differ() {
    let text =
        "恒达超市1店,2024-01-10,50\n恒达超市2店,2024-05-10,20\n恒达电子,2024-01-10,50\n新恒达电子行,2024-05-10,20
                Wolfram Interiors,2024-01-10,40\nWolfram and Sons,2024-05-10,20\nWolfberg Home,2024-05-10,20";
    let same = with(with(orders(text), Field::Owner, &|_| "王芳".into()), Field::Country, &|_| "中国".into());
    let pairs = told(&same);
    let names: Vec<(&str, &str)> = pairs.iter().map(|(one, two, _)| (one.as_str(), two.as_str())).collect();
    assert_eq!(names, [("Wolfram Interiors", "Wolfram and Sons"), ("恒达电子", "新恒达电子行")]);
    let Evidence::Followed(followed) = &pairs[1].2[0] else { panic!("{pairs:?}") };
    assert_eq!((followed.word.as_deref(), followed.first_stopped), (Some("恒达电子"), true));
    // The word alone is not enough.
    assert_eq!(told(&orders(text)), []);
}

#[test]
fn what_differs_by_intent_is_no_suspect() {
    for names in [
        ["客户00071", "客户00072"],
        ["恒达超市1店", "恒达超市2店"],
        ["Harbour Foods II", "Harbour Foods III"],
        ["Acme", "Acme 2"],
        ["宁波海川贸易", "杭州海川贸易"],
        ["恒达贸易", "恒达实业"],
        ["17850", "17851"],
        ["海川上海分公司", "海川北京分公司"],
        ["张伟", "张炜"],
    ] {
        let book = orders(&format!("{},2024-01-10,50\n{},2024-02-10,20", names[0], names[1]));
        assert_eq!(told(&book), [], "{names:?}");
    }
}

#[test]
fn one_name_with_several_ids_is_a_pair_with_the_largest() {
    let mut book = orders("7,2024-01-10,50\n8,2024-02-10,20\n9,2024-03-10,70");
    let names = ["Acme", "ACME.", "Acme"];
    book.clients.iter_mut().zip(names).for_each(|(client, name)| client.name = name.into());
    let pairs = found(&book).pairs;
    let keys: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.first.customer, pair.second.customer)).collect();
    assert_eq!(keys, [(2, 0), (2, 1)]);
    assert!(pairs.iter().all(|pair| pair.evidence == [Evidence::SameName]));
    assert_eq!((pairs[0].stake, pairs[1].stake), (units(50), units(20)));
}

#[test]
fn one_number_is_evidence_and_another_country_speaks_against_what_is_only_alike() {
    let text = "Alpha Stores,2024-01-10,50\nBeta Works,2024-02-10,20\nGamma House,2024-03-10,5";
    let phone = |name: &str| match name {
        "Alpha Stores" => "+86 138 1234 5678".to_owned(),
        "Beta Works" => "13812345678".into(),
        _ => String::new(),
    };
    let book = with(orders(text), Field::Phone, &phone);
    assert_eq!(
        told(&book),
        [("Alpha Stores".into(), "Beta Works".into(), vec![Evidence::Phone { number: "812345678".into() }])]
    );
    let country = |name: &str| if name.contains("Inc") { "USA" } else { "China" }.to_owned();
    let alike = orders("Acme Toys Inc,2024-01-10,50\nAcme Toys Ltd,2024-02-10,20");
    assert_eq!(told(&with(alike, Field::Country, &country)), []);
    let signs = with(orders("Acme-Toys Inc,2024-01-10,50\nAcme Toys,2024-02-10,20"), Field::Country, &country);
    assert_eq!(told(&signs), []);
    let same = orders("A/B Toys Inc,2024-01-10,50\nAB Toys Inc,2024-02-10,20");
    let same = with(same, Field::Country, &|name| name.len().to_string());
    let against = Against::Countries { first: "12".into(), second: "11".into() };
    assert_eq!(found(&same).pairs[0].against, [against]);
}

#[test]
fn rows_without_a_customer_are_no_suspect() {
    let text = "(blank),2024-01-10,50\nAcme,2024-05-10,20";
    let phone = with(orders(text), Field::Phone, &|_| "0755-88881234".into());
    assert_eq!(told(&phone), []);
    let named = with(orders(&text.replace("(blank)", "Blank Works")), Field::Phone, &|_| "0755-88881234".into());
    assert_eq!(told(&named).len(), 1);
}

/// By hand: in 2024Q2 Nordlicht is lost with 100 and Nordlich new with 120; as one, it is up by 20.
#[test]
fn merging_moves_money_between_lines_and_none_into_the_book() {
    let text =
        "Nordlicht Handels,2024-01-10,100\nOther,2024-02-10,50\nNordlich Handels,2024-04-10,120\nOther,2024-05-10,50";
    let names = found(&orders(text));
    let effect = names.pairs[0].effect.unwrap();
    assert_eq!((effect.before.new, effect.before.lost, effect.before.up), (units(120), units(-100), units(0)));
    assert_eq!((effect.after.new, effect.after.lost, effect.after.up), (units(0), units(0), units(20)));
    assert_eq!((effect.before.n_new, effect.before.n_lost, effect.after.n_up), (1, 1, 1));
    let all = names.effect.unwrap();
    assert_eq!((all.before.customers0, all.before.n_level, all.after.n_level), (2, 1, 1));
    assert_eq!(all.changes(), effect.changes());
    assert_eq!(all.changes().iter().map(|(_, change)| *change).sum::<Money>(), units(0));
    assert_eq!((names.stake, names.aliases.len()), (units(100), 1));
    // The one stopped before the other began: that is told with the letter.
    assert!(matches!(names.pairs[0].evidence[..], [Evidence::LetterMore { .. }, Evidence::Followed(_)]));
}

#[test]
fn one_that_stops_and_one_that_begins_with_its_rare_products_are_a_pair() {
    // Forty customers come and forty go; each buys two bestsellers, and these two the same four products besides.
    let mut text = String::new();
    for at in 0..40_u8 {
        let letters = [b'a' + at / 8, b'q' + at % 8].map(char::from).iter().collect::<String>();
        let day = at % 28 + 1;
        text.push_str(&format!("gone{letters}x,2024-01-{day:02},10\ncame{letters}y,2024-05-{day:02},10\n"));
    }
    let mut book = orders(&text);
    let special: Vec<u32> = ["cameaxy", "gonedxx"]
        .iter()
        .map(|key| book.clients.iter().position(|client| client.key == *key).unwrap() as u32)
        .collect();
    // Four more rows for each customer: its own products, or those that the two share.
    let (clients, days) = (book.client.clone(), book.day.clone());
    let mut products = vec!["bestseller".to_owned(); clients.len()];
    for nth in 0..4 {
        for (client, day) in clients.iter().zip(&days) {
            let own = if special.contains(client) { format!("rare{nth}") } else { format!("p{client}-{nth}") };
            products.push(own);
            book.client.push(*client);
            book.day.push(*day);
            book.amount.push(10_000);
            book.quantity.push(10_000);
        }
    }
    let mut distinct = products.clone();
    distinct.sort();
    distinct.dedup();
    let codes = products.iter().map(|product| distinct.binary_search(product).unwrap() as u32).collect();
    book.product = Texts { values: Arc::new(distinct.iter().collect::<Words>()), codes };
    let pairs = told(&book);
    let [(_, _, evidence)] = &pairs[..] else { panic!("{pairs:?}") };
    let [Evidence::Followed(followed)] = &evidence[..] else { panic!("{evidence:?}") };
    assert_eq!((followed.products, followed.of), (5, 5));
    assert_eq!((followed.stopped, followed.began), (day("2024-01-04"), day("2024-05-08")));
    // With other salespeople it is no case.
    let book = with(book, Field::Owner, &|name| if name.starts_with("gone") { "王芳" } else { "李强" }.into());
    assert_eq!(told(&book), []);
}

#[test]
fn salespeople_claim_a_customer_only_where_their_days_overlap() {
    let text = "A,2024-01-10,50\nA,2024-02-10,20\nA,2024-03-10,10\nB,2024-01-10,5\nB,2024-04-10,7\nC,2024-01-10,1\nC,2024-01-11,1
                D,2024-01-10,1\nD,2024-01-11,1";
    let mut book = orders(text);
    let values = Arc::new(["王芳", "李强"].into_iter().collect::<Words>());
    // Of A, 李强 has the one between; B goes over from one to the other.
    book.texts.insert("owner".into(), Texts { values, codes: vec![0, 1, 0, 0, 1, 0, 0, 0, 0] });
    let claims = found(&book).claims;
    assert_eq!((claims.several, claims.of, claims.list.len()), (1, 4, 1));
    assert_eq!(claims.list[0].stake, units(20));
    let names: Vec<&str> = claims.list[0].owners.iter().map(|owner| owner.name.as_str()).collect();
    assert_eq!(names, ["王芳", "李强"]);
}

#[test]
fn one_id_with_several_names_is_told_unless_they_are_spellings_of_one() {
    let mut book = orders("7,2024-01-10,50\n7,2024-02-10,20\n8,2024-03-10,70\n8,2024-04-10,5");
    let values = ["Acme Ltd", "Bolt AG", "Corn (UK)", "Corn UK Ltd"].into_iter().collect::<Words>();
    book.names = Texts { values: Arc::new(values), codes: vec![0, 1, 2, 3] };
    let several = found(&book).many_names;
    assert_eq!(several.len(), 1);
    let names: Vec<&str> = several[0].names.iter().map(|name| name.name.as_str()).collect();
    assert_eq!((several[0].customer, names), (0, vec!["Bolt AG", "Acme Ltd"]));
}

#[test]
fn pairs_that_hang_together_are_merged_by_the_fewest_lines() {
    let text = "Acme Gadgets,2024-01-10,50\nAcme Gadgets Ltd,2024-02-10,20\nAcme Gadgets Inc,2024-03-10,70\nAcme Gadget Inc,2024-03-10,7";
    let book = orders(text);
    let names = found(&book);
    let name = |at: usize| book.clients[at].name.as_str();
    let lines: Vec<(&str, &str)> =
        names.aliases.iter().map(|alias| (name(alias.customer), name(alias.meant))).collect();
    assert_eq!(
        lines,
        [
            ("Acme Gadgets", "Acme Gadgets Inc"),
            ("Acme Gadgets Ltd", "Acme Gadgets Inc"),
            ("Acme Gadget Inc", "Acme Gadgets Inc")
        ]
    );
    assert_eq!(names.stake, units(77));
}

#[test]
fn a_book_of_one_period_has_suspects_and_no_effect() {
    let names = found(&orders("Acme Toys,2024-04-10,50\nAcme Toys Ltd,2024-05-10,20"));
    assert_eq!((names.pairs.len(), names.periods, names.effect), (1, None, None));
}

proptest! {
    /// The effect that is told is the one that the rows would make.
    #[test]
    fn the_effect_of_merging_is_that_of_an_alias_file(lines in any_lines()) {
        const NAMES: [&str; 6] = ["Acme Toys", "Acme Toys Ltd", "Acme Toys (HK)", "Bolt Works", "Bolt-Works", "Corn"];
        let named = |lines: &[Line], names: &[&str]| {
            let mut orders = book(lines, day("2025-06-30"));
            for client in &mut orders.clients {
                client.name = names[client.key[1..].parse::<usize>().unwrap()].into();
            }
            orders
        };
        let flows = |orders: &Orders| {
            let cube = Cube::new(orders, rules().calendar).unwrap();
            analyse(&cube, &rules()).unwrap().bridge.map(|bridge| Flows::of(&bridge))
        };
        let orders = named(&lines, &NAMES);
        let cube = Cube::new(&orders, rules().calendar).unwrap();
        let told = names(&cube, &orders, &rules()).unwrap();
        let key = |at: usize| cube.customers[at].key.clone();
        let mut merged = lines.clone();
        for line in &mut merged {
            while let Some(alias) = told.aliases.iter().find(|alias| key(alias.customer) == line.customer) {
                line.customer = key(alias.meant);
            }
        }
        prop_assert_eq!(told.effect.map(|effect| effect.before), flows(&orders));
        prop_assert_eq!(told.effect.map(|effect| effect.after), flows(&named(&merged, &NAMES)));
        for pair in &told.pairs {
            let Some(Effect { before, after }) = pair.effect else { continue };
            let change = |flows: &Flows| flows.lines().iter().map(|(_, line)| *line).sum::<Money>();
            prop_assert_eq!(change(&before), change(&after));
        }
    }
}
