//! The few words that charts write themselves.

use crate::model::Lang;

/// Puts a relative change in brackets behind an amount.
pub fn with_relative(amount: &str, relative: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{amount}（{relative}）"),
        Lang::En => format!("{amount} ({relative})"),
    }
}

/// Gives one letter for a step of a bridge, where there is no room for its name.
pub fn step_letter(id: &str, label: &str, lang: Lang) -> String {
    let letter = match (id, lang) {
        ("opening", Lang::Zh) => "初",
        ("new", Lang::Zh) => "新",
        ("returned", Lang::Zh) => "回",
        ("up", Lang::Zh) => "增",
        ("down", Lang::Zh) => "减",
        ("lost", Lang::Zh) => "流",
        ("adjustments", Lang::Zh) => "调",
        ("fx", Lang::Zh) => "汇",
        ("closing", Lang::Zh) => "末",
        ("opening", Lang::En) => "O",
        ("fx", Lang::En) => "X",
        _ => return label.chars().take(1).collect(),
    };
    letter.to_owned()
}

/// Says in place of a figure that there is none.
pub fn no_value(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "无",
        Lang::En => "n/a",
    }
}

/// Names the largest customers in the middle of a doughnut.
pub fn top(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("前 {count} 大"),
        Lang::En => format!("top {count}"),
    }
}

/// Names a point of a cumulative line.
pub fn first(count: usize, share: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("前 {count} 家 {share}"),
        Lang::En => format!("top {count} {share}"),
    }
}

/// Names a class with its number of customers.
pub fn class_span(class: char, count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{class} 类 {count} 家"),
        Lang::En => format!("{class}: {count}"),
    }
}

/// Says which part of the revenue a class makes.
pub fn class_part(class: char, lang: Lang) -> &'static str {
    match (class, lang) {
        ('A', Lang::Zh) => "累计到 80%",
        ('A', Lang::En) => "to 80%",
        ('B', _) => "80–95%",
        _ => "95–100%",
    }
}

/// Says in the corner of a matrix which way to read it.
pub fn from_to(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "由↓ 到→",
        Lang::En => "from↓ to→",
    }
}
