//! What is found about names, as plain values. `customer` is the place in [`Cube::customers`](crate::cube::Cube::customers).

use serde::Serialize;

use crate::analyse::Bridge;
use crate::model::{Day, Money, Period};

/// Why two customers may be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// Two ids, one name.
    SameName,
    /// Only dots, slashes, spaces, brackets or other signs differ.
    Signs,
    /// Accents differ, traditional and simplified characters, or long and short forms of a word (& and and).
    Spelling {
        accents: bool,
        script: bool,
        short_forms: bool,
    },
    /// Only words differ that do not tell firms apart: legal forms, a place, brackets, the trade. What each has alone.
    Words {
        first: Vec<String>,
        second: Vec<String>,
    },
    /// The same words in another order.
    Order,
    /// One has a letter more.
    LetterMore {
        letter: char,
    },
    /// One letter is another.
    LetterOther {
        first: char,
        second: char,
    },
    /// Two letters changed places.
    LettersSwapped {
        first: char,
        second: char,
    },
    /// One telephone number.
    Phone {
        number: String,
    },
    TaxNumber {
        number: String,
    },
    /// In the period, the one is lost and the other new; what they share.
    Followed(Followed),
}

impl Evidence {
    /// Gives the stable name, that of JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Evidence::SameName => "same_name",
            Evidence::Signs => "signs",
            Evidence::Spelling { .. } => "spelling",
            Evidence::Words { .. } => "words",
            Evidence::Order => "order",
            Evidence::LetterMore { .. } => "letter_more",
            Evidence::LetterOther { .. } => "letter_other",
            Evidence::LettersSwapped { .. } => "letters_swapped",
            Evidence::Phone { .. } => "phone",
            Evidence::TaxNumber { .. } => "tax_number",
            Evidence::Followed(_) => "followed",
        }
    }
}

/// One customer stopped, another began and bought alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Followed {
    /// Whether the first of the pair is the one that stopped.
    pub first_stopped: bool,
    pub stopped: Day,
    pub began: Day,
    /// Products that both bought, of those that either did.
    pub products: usize,
    pub of: usize,
    pub owner: Option<String>,
    pub country: Option<String>,
    /// The word that both names have and hardly any other.
    pub word: Option<String>,
}

/// What speaks against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Against {
    Countries { first: String, second: String },
    TaxNumbers { first: String, second: String },
}

/// One of two customers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Party {
    #[serde(skip)]
    pub customer: usize,
    /// Net amount of all rows.
    pub amount: Money,
    pub orders: u32,
    /// First and last order day; of a customer without an order, of any row.
    pub first: Day,
    pub last: Day,
    /// The salespeople of the last months, the one with the most money first.
    pub owners: Vec<String>,
}

/// Two customers that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The one with more money, whose name would be kept.
    pub first: Party,
    pub second: Party,
    /// The strongest first.
    pub evidence: Vec<Evidence>,
    pub against: Vec<Against>,
    /// What would change hands: the smaller of the two net amounts, without its sign.
    pub stake: Money,
    /// Whether no salesperson of the one is one of the other.
    pub claimed: bool,
    /// What merging these two alone would do to the bridge; nothing where there is none.
    pub effect: Option<Effect>,
}

/// The lines of a bridge and its customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Flows {
    pub new: Money,
    pub returned: Money,
    pub up: Money,
    pub down: Money,
    pub lost: Money,
    pub adjustments: Money,
    pub fx: Money,
    pub customers0: usize,
    pub customers1: usize,
    pub n_new: usize,
    pub n_returned: usize,
    pub n_up: usize,
    pub n_down: usize,
    pub n_level: usize,
    pub n_lost: usize,
}

impl Flows {
    /// Takes the lines of a bridge.
    pub fn of(bridge: &Bridge) -> Flows {
        Flows {
            new: bridge.new,
            returned: bridge.returned,
            up: bridge.up,
            down: bridge.down,
            lost: bridge.lost,
            adjustments: bridge.adjustments,
            fx: bridge.fx,
            customers0: bridge.customers0,
            customers1: bridge.customers1,
            n_new: bridge.n_new,
            n_returned: bridge.n_returned,
            n_up: bridge.n_up,
            n_down: bridge.n_down,
            n_level: bridge.n_level,
            n_lost: bridge.n_lost,
        }
    }

    /// Gives the lines in the order of the bridge, by their stable names.
    pub fn lines(&self) -> [(&'static str, Money); 7] {
        let all = self;
        named!(all: new, returned, up, down, lost, adjustments, fx)
    }
}

/// A bridge before and after merging; its change is the same, since merging moves no money.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Effect {
    pub before: Flows,
    pub after: Flows,
}

impl Effect {
    /// Gives the change of each line, in the order of the bridge.
    pub fn changes(&self) -> [(&'static str, Money); 7] {
        let (before, after) = (self.before.lines(), self.after.lines());
        std::array::from_fn(|at| (before[at].0, after[at].1 - before[at].1))
    }
}

/// One id with several names that are no spellings of one.
#[derive(Clone, Debug, PartialEq)]
pub struct ManyNames {
    pub customer: usize,
    /// The latest first, as the last is the one shown.
    pub names: Vec<Named>,
    pub amount: Money,
}

/// A name or a salesperson on some rows of a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    pub name: String,
    pub rows: u32,
    pub amount: Money,
    pub first: Day,
    pub last: Day,
}

/// A customer that several salespeople sell to at the same time.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub customer: usize,
    /// Those with the most money first.
    pub owners: Vec<Named>,
    /// The money of all but the first.
    pub stake: Money,
}

/// The customers with several salespeople at the same time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// Empty where the column says who took an order, and not whose the customer is.
    pub list: Vec<Claim>,
    /// How many customers have several, of those that have any and more than one order.
    pub several: usize,
    pub of: usize,
    /// The first day that was looked at.
    pub since: Option<Day>,
}

impl Claims {
    /// Says whether so many customers have several salespeople that the column tells who took an order.
    pub fn by_order(&self) -> bool {
        self.several >= 5 && self.several * 3 > self.of
    }
}

/// One line of an alias file: a customer, the one it would be merged into, and the pair that says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias {
    pub customer: usize,
    pub meant: usize,
    pub pair: usize,
}

/// Everything that is found about names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// How many customers were compared.
    pub customers: usize,
    /// The periods of the bridge; nothing where there is none.
    pub periods: Option<(Period, Period)>,
    /// By money at stake, ties by key.
    pub pairs: Vec<Pair>,
    /// The fewest merges that make one customer of all pairs that hang together.
    pub aliases: Vec<Alias>,
    /// What would change hands if all were merged.
    pub stake: Money,
    /// What merging all would do to the bridge.
    pub effect: Option<Effect>,
    /// By money, ties by key.
    pub many_names: Vec<ManyNames>,
    pub claims: Claims,
}
