//! A name → the forms in which it is compared: spelt alike, without its legal form, shorter still.

use unicode_normalization::UnicodeNormalization;

use super::script::simplified;
use super::words::{
    BEFORE_LEGAL, BRANCH_HAN, LEGAL, LEGAL_FIRST, LEGAL_HAN, NO_TOWN, NOBODY, PLACES, SHORT, TRADE, TRADE_HAN,
};

/// Numbers written in Chinese; 一 and its like are part of many names, and so are compared with the rest.
const NUMERALS: &str = "一二三四五六七八九十百";

/// Longer names are no names, and cost time.
const LONGEST: usize = 200;

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, simplified, without accents, in its short form.
    pub text: String,
    /// As it stands.
    pub shown: String,
    /// Whether it stands in brackets.
    pub bracket: bool,
}

/// What a name says beyond another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    Brackets,
    Place,
    Trade,
}

/// A name without what another may leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shorter {
    pub stem: String,
    pub extra: Extra,
    /// What was left out, as it stands.
    pub shown: String,
}

/// A name in the forms in which it is compared. All are empty for a name that names nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Letters and digits in lower case: what is left without signs and spaces.
    pub bare: String,
    /// The same with accents, traditional characters and long forms of words folded too.
    pub plain: String,
    /// The same without legal forms and 市 or 省.
    pub stem: String,
    /// The words of the stem.
    pub words: Vec<Word>,
    /// What was cut for the stem, as it stands.
    pub cut: Vec<String>,
    pub shorter: Vec<Shorter>,
}

impl Folded {
    /// Folds a name.
    pub fn of(name: &str) -> Folded {
        if name.chars().count() > LONGEST {
            return Folded::default();
        }
        let words = words(name);
        let plain = joined(&words);
        let (stem_words, cut) = stem(words.clone());
        let stem_text = joined(&stem_words);
        if !plain.chars().any(char::is_alphabetic) || NOBODY.contains(&&*plain) || NOBODY.contains(&&*stem_text) {
            return Folded::default();
        }
        let bare = words.iter().flat_map(|word| word.shown.chars()).flat_map(char::to_lowercase);
        let bare = bare.filter(|c| c.is_alphanumeric()).collect();
        let shorter = shorter(&words, &stem_words, &stem_text);
        Folded { bare, plain, stem: stem_text, words: stem_words, cut, shorter }
    }

    /// Gives the numbers in the name: names that differ in them differ by intent.
    pub fn numbers(&self) -> String {
        self.plain.chars().filter(|c| c.is_numeric() || NUMERALS.contains(*c)).collect()
    }

    /// Gives how many Han characters of the stem are its own: neither the town before it nor its trade.
    pub fn own(&self) -> usize {
        let place = PLACES.iter().filter(|place| self.stem.starts_with(**place)).map(|place| place.len()).max();
        let rest = &self.stem[place.unwrap_or(0)..];
        let rest = TRADE_HAN.iter().find_map(|trade| rest.strip_suffix(trade)).unwrap_or(rest);
        rest.chars().filter(|c| is_han(*c)).count()
    }

    /// Gives the letters of the stem as they stand, in lower case.
    pub fn spelt(&self) -> String {
        let letters = self.words.iter().flat_map(|word| word.shown.chars()).flat_map(char::to_lowercase);
        letters.filter(|c| c.is_alphanumeric()).collect()
    }

    /// Gives the words in the order of the alphabet, where there are several.
    pub fn sorted(&self) -> Option<String> {
        let mut words: Vec<&str> =
            self.words.iter().map(|word| word.text.as_str()).filter(|word| *word != "and").collect();
        let many = words.len() > 1 && words.iter().any(|word| word.len() > 1);
        words.sort_unstable();
        many.then(|| words.join(" "))
    }
}

/// Says whether a character is of the Han script.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Gives all words end to end.
fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// Parts a name into words: at spaces and signs, where Han meets other letters, and not at points and apostrophes inside.
fn words(name: &str) -> Vec<Word> {
    let chars: Vec<char> = name.nfkc().collect();
    let mut words: Vec<Word> = Vec::new();
    let (mut run, mut depth) = (String::new(), 0_usize);
    let letters = |chars: &[char]| chars.iter().take_while(|c| c.is_alphanumeric()).count();
    for (at, &c) in chars.iter().enumerate() {
        let meets = run.chars().last().is_some_and(|last| is_han(last) != is_han(c));
        match c {
            _ if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => {
                if meets && c.is_alphanumeric() {
                    push(&mut words, &mut run, depth > 0);
                }
                run.push(c);
            }
            '\'' | '’' | '`' | '‘' => {}
            '.' => {
                // S.A. is one word, toys.co are two.
                let before = run.chars().count();
                if before != 1 && letters(&chars[at + 1..]) > 1 {
                    push(&mut words, &mut run, depth > 0);
                }
            }
            '&' | '+' => {
                push(&mut words, &mut run, depth > 0);
                words.push(Word { text: "and".into(), shown: c.to_string(), bracket: depth > 0 });
            }
            _ => {
                push(&mut words, &mut run, depth > 0);
                match c {
                    '(' | '[' | '{' | '【' | '〔' | '〈' | '《' => depth += 1,
                    ')' | ']' | '}' | '】' | '〕' | '〉' | '》' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }
    push(&mut words, &mut run, depth > 0);
    initials(words)
}

fn push(words: &mut Vec<Word>, run: &mut String, bracket: bool) {
    if !run.is_empty() {
        let shown = std::mem::take(run);
        words.push(Word { text: folded(&shown), shown, bracket });
    }
}

/// Joins initials that stand apart: S. p. A.
fn initials(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut open = false;
    for word in words {
        let single = word.text.len() == 1 && word.text.chars().all(char::is_alphabetic);
        match joined.last_mut() {
            Some(last) if single && open && last.bracket == word.bracket => {
                last.text.push_str(&word.text);
                last.shown.push_str(&word.shown);
            }
            _ => joined.push(word),
        }
        open = single;
    }
    joined
}

/// Folds a word: lower case, without accents, simplified, in its short form.
fn folded(word: &str) -> String {
    let lower = word.to_lowercase();
    let mut text = String::with_capacity(lower.len());
    let accent = |c: &char| !('\u{300}'..='\u{36f}').contains(c);
    for c in lower.nfd().filter(accent).nfc() {
        match c {
            'ß' => text.push_str("ss"),
            'æ' => text.push_str("ae"),
            'œ' => text.push_str("oe"),
            'ø' => text.push('o'),
            'ł' => text.push('l'),
            'đ' | 'ð' => text.push('d'),
            'þ' => text.push_str("th"),
            'ı' => text.push('i'),
            c => text.push(simplified(c)),
        }
    }
    SHORT.iter().find(|(long, _)| *long == text).map_or(text, |(_, short)| (*short).to_owned())
}

/// Says whether what is left of a name still names somebody.
fn names(words: &[Word]) -> bool {
    let letters = |c: char| if is_han(c) { 3 } else { usize::from(c.is_alphanumeric()) * 2 };
    let own = words.iter().filter(|word| word.text != "and");
    own.flat_map(|word| word.text.chars()).map(letters).sum::<usize>() >= 6
}

/// Cuts legal forms, and 市 or 省 behind a place; gives what was cut, as it stands.
fn stem(mut words: Vec<Word>) -> (Vec<Word>, Vec<String>) {
    let mut cut: Vec<String> = Vec::new();
    let mut behind = String::new();
    while let Some(last) = words.last() {
        let (text, one) = (last.text.clone(), &words[..words.len() - 1]);
        let belongs = BEFORE_LEGAL.contains(&(&*text, &*behind));
        let legal = LEGAL.contains(&&*text) || belongs || matches!(&*text, "株" | "有") && last.bracket;
        if legal && names(one) {
            cut.insert(0, last.shown.clone());
            behind = text;
            words.pop();
            continue;
        }
        match without_form(last) {
            Some((shorter, form)) if shorter.text.is_empty() && names(one) => {
                cut.insert(0, form);
                words.pop();
            }
            Some((shorter, form)) if names(&[one, std::slice::from_ref(&shorter)].concat()) => {
                cut.insert(0, form);
                words.pop();
                words.push(shorter);
                break;
            }
            _ => break,
        }
    }
    if let Some(first) = words.first() {
        let form = LEGAL_HAN.iter().find(|form| first.text.starts_with(**form) && form.ends_with("会社"));
        if LEGAL_FIRST.contains(&&*first.text) && names(&words[1..]) {
            cut.insert(0, words.remove(0).shown);
        } else if let Some(form) = form {
            let rest = Word { text: first.text[form.len()..].to_owned(), ..first.clone() };
            let rest = Word { shown: after(&first.shown, form.chars().count()), ..rest };
            if names(&[std::slice::from_ref(&rest), &words[1..]].concat()) {
                cut.insert(0, (*form).to_owned());
                words[0] = rest;
                words.retain(|word| !word.text.is_empty());
            }
        }
    }
    if let Some(first) = words.first_mut() {
        cut_town(first, &mut cut);
    }
    (words, cut)
}

/// Gives a word without the Chinese legal form at its end, and the form as it stands.
fn without_form(word: &Word) -> Option<(Word, String)> {
    if BRANCH_HAN.iter().any(|branch| word.text.ends_with(branch)) {
        return None;
    }
    let form = LEGAL_HAN.iter().find(|form| word.text.ends_with(**form))?;
    let left = word.text.chars().count() - form.chars().count();
    let text: String = word.text.chars().take(left).collect();
    let shown: String = word.shown.chars().take(left).collect();
    Some((Word { text, shown, bracket: word.bracket }, after(&word.shown, left)))
}

fn after(text: &str, chars: usize) -> String {
    text.chars().skip(chars).collect()
}

/// Cuts 省 and 市 behind the two or three characters of a place.
fn cut_town(word: &mut Word, cut: &mut Vec<String>) {
    let mut start = 0;
    loop {
        let chars: Vec<char> = word.text.chars().collect();
        let mark = |at: &usize| matches!(chars.get(*at), Some('市' | '省')) && !NO_TOWN.contains(chars[at - 1]);
        let Some(at) = [start + 2, start + 3].iter().find(|at| mark(at)).copied() else { return };
        if chars.len() < at + 3 {
            return;
        }
        cut.insert(0, chars[at].to_string());
        let without = |text: &str| text.chars().enumerate().filter(|(place, _)| *place != at).map(|(_, c)| c).collect();
        (word.text, word.shown) = (without(&word.text), without(&word.shown));
        start = at;
    }
}

/// Gives the name without brackets, without the place before it, without its trade.
fn shorter(words: &[Word], stem_words: &[Word], stem_text: &str) -> Vec<Shorter> {
    let mut found: Vec<Shorter> = Vec::new();
    let (inside, outside): (Vec<Word>, Vec<Word>) = words.iter().cloned().partition(|word| word.bracket);
    let numbered = inside.iter().any(|word| word.text.chars().any(char::is_numeric));
    if !inside.is_empty() && !numbered && names(&outside) {
        let shown: Vec<&str> = inside.iter().map(|word| word.shown.as_str()).collect();
        let gap = if shown.iter().all(|word| word.chars().all(is_han)) { "" } else { " " };
        let stem = joined(&stem(outside).0);
        found.push(Shorter { stem, extra: Extra::Brackets, shown: format!("({})", shown.join(gap)) });
    }
    let long = |text: &str, han: usize, other: usize| {
        let count = text.chars().filter(|c| is_han(*c)).count();
        if count > 0 { count >= han } else { text.chars().count() >= other }
    };
    if let Some(first) = stem_words.first() {
        let place = PLACES.iter().filter(|place| first.text.starts_with(**place)).max_by_key(|place| place.len());
        if let Some(place) = place {
            let rest = stem_text[place.len()..].to_owned();
            if long(&rest, 4, usize::MAX) {
                found.push(Shorter { stem: rest, extra: Extra::Place, shown: (*place).to_owned() });
            }
        }
    }
    if let Some(last) = stem_words.last() {
        if let Some(trade) = TRADE_HAN.iter().find(|trade| last.text.ends_with(**trade)) {
            let rest = stem_text[..stem_text.len() - trade.len()].to_owned();
            let left = last.shown.chars().count() - trade.chars().count();
            if long(&rest, 3, 4) {
                found.push(Shorter { stem: rest, extra: Extra::Trade, shown: after(&last.shown, left) });
            }
        }
        let mut kept = stem_words.to_vec();
        let mut left_out: Vec<String> = Vec::new();
        while kept.last().is_some_and(|last| TRADE.contains(&&*last.text) || !left_out.is_empty() && last.text == "and")
        {
            left_out.extend(kept.pop().map(|word| word.shown));
        }
        left_out.reverse();
        let rest = joined(&kept);
        if !left_out.is_empty() && long(&rest, 3, 5) {
            found.push(Shorter { stem: rest, extra: Extra::Trade, shown: left_out.join(" ") });
        }
    }
    found.retain(|one| one.stem != stem_text && !one.stem.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem_of(name: &str) -> String {
        Folded::of(name).stem
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for [one, other] in [
            ["Anna's Decorations, Ltd", "ANNAS DECORATIONS LTD."],
            ["Acme (HK) Ltd", "Acme-HK Limited"],
            ["Müller & Söhne GmbH", "Muller und Sohne GmbH"],
            ["恒達電子有限公司", "恒达电子有限公司"],
            ["ＡＢＣ／貿易", "ABC 贸易"],
            ["宁波（海川）贸易", "宁波海川贸易"],
            ["Toys4GrownUps.com", "toys4grownups com"],
            ["Smørrebrød A/S", "Smorrebrod AS"],
        ] {
            assert_eq!(Folded::of(one).plain, Folded::of(other).plain, "{one}, {other}");
        }
        for [one, other] in [["客户00071", "客户00072"], ["1店", "2店"], ["Store II", "Store III"], ["Acme", "Acme 2"]]
        {
            assert_ne!(Folded::of(one).stem, Folded::of(other).stem, "{one}, {other}");
        }
    }

    #[test]
    fn legal_forms_and_the_mark_of_a_town_are_cut() {
        for (name, stem) in [
            ("深圳市恒达电子有限公司", "深圳恒达电子"),
            ("深圳恒达电子", "深圳恒达电子"),
            ("广东省深圳市恒达电子股份有限公司", "广东深圳恒达电子"),
            ("恒达貿易（上海）有限公司", "恒达贸易上海"),
            ("Distribuidora Sonora S.A. de C.V.", "distribuidorasonora"),
            ("Wisla Dom Sp. z o.o.", "wisladom"),
            ("Isartal Werkzeug GmbH & Co. KG", "isartalwerkzeug"),
            ("Saveley & Henriot, Co.", "saveleyandhenriot"),
            ("Bluegum Trading Pty Ltd", "bluegumtrading"),
            ("株式会社青叶商会", "青叶商会"),
            ("青叶商会㈱", "青叶商会"),
            ("Boards & Toys.Co", "boardsandtoys"),
            // Of these nothing would be left, or another firm.
            ("AG", "ag"),
            ("Co & Co", "coandco"),
            ("海川上海分公司", "海川上海分公司"),
            ("华联超市", "华联超市"),
            ("好超市商行", "好超市商行"),
        ] {
            assert_eq!(stem_of(name), stem, "{name}");
        }
        let cut = Folded::of("深圳市恒達電子有限公司").cut;
        assert_eq!(cut, ["市", "有限公司"]);
        assert_eq!(Folded::of("Isartal Werkzeug GmbH & Co. KG").cut, ["GmbH", "&", "Co", "KG"]);
    }

    #[test]
    fn shorter_forms_leave_out_brackets_place_and_trade() {
        let told = |name: &str| -> Vec<(String, Extra, String)> {
            Folded::of(name).shorter.into_iter().map(|one| (one.stem, one.extra, one.shown)).collect()
        };
        assert_eq!(told("Acme Toys (HK) Ltd"), [("acmetoys".into(), Extra::Brackets, "(HK)".into())]);
        assert_eq!(told("深圳市恒达电子有限公司"), [("恒达电子".into(), Extra::Place, "深圳".into())]);
        assert_eq!(told("新海川贸易有限公司"), [("新海川".into(), Extra::Trade, "贸易".into())]);
        assert_eq!(told("Bluegum Import & Export Ltd"), [("bluegum".into(), Extra::Trade, "Import & Export".into())]);
        assert_eq!(told("Acme (2)"), []);
        assert_eq!(told("宁波海川"), []);
    }

    #[test]
    fn what_names_nobody_is_compared_with_nothing() {
        let long = "x".repeat(1_000_000);
        for name in ["17850", "散客", "Walk-in customer", "N/A", "", "—", "(blank)", &long] {
            assert_eq!(Folded::of(name), Folded::default(), "{}", name.len());
        }
    }

    #[test]
    fn the_order_of_words_is_known() {
        assert_eq!(Folded::of("Smith, John").sorted(), Folded::of("John Smith").sorted());
        assert_eq!(Folded::of("Smith").sorted(), None);
    }
}
