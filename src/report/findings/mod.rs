//! What the opening page says: at most seven sentences, drawn from what the sections and parts offer.
//!
//! Each offers what it would say first, as a [`Candidate`]: the sentence, the section where its numbers stand, what it is about, and
//! its weight: the money it speaks of, times how little one would have expected it. The heaviest are told, none that is about the same
//! as a heavier one, and none that weighs next to nothing. So a part offers freely, and the page stays short.
//!
//! The sentence is kept as what it says, not as words, so that the page (short amounts), the workbook and the terminal (amounts
//! in full) say the same ones.

mod own;

pub(crate) use own::usual;
pub use own::{Directions, Group, Hangs, Moved, Overdue, Season};

use serde_json::{Value as Json, json};

use super::telling::Telling;
use super::words::Words;
use super::{Report, Text};
use crate::model::Money;

/// What a sentence is about; two about the same are one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// One customer, by its place in the cube.
    Customer(usize),
    /// A line of the bridge, or a measure, by a stable name.
    Measure(&'static str),
}

/// A sentence that a section or a part offers.
pub(crate) struct Candidate {
    /// Stable English name, for the JSON.
    pub id: &'static str,
    /// The section where its numbers stand.
    pub section: &'static str,
    /// In currency units.
    pub weight: f64,
    pub about: Vec<About>,
    pub say: Box<dyn Fn(&dyn Words) -> Text + Send>,
}

impl Candidate {
    /// Offers a sentence of so much money, `surprise` being how little one would have expected it, from 0 to 1.
    pub fn new(
        (id, section): (&'static str, &'static str),
        money: Money,
        surprise: f64,
        say: impl Fn(&dyn Words) -> Text + Send + 'static,
    ) -> Candidate {
        let weight = money.abs().units() * surprise.clamp(0.0, 1.0);
        Candidate { id, section, weight, about: vec![About::Measure(id)], say: Box::new(say) }
    }

    /// Says what else it is about.
    #[must_use]
    pub fn about(mut self, about: impl IntoIterator<Item = About>) -> Candidate {
        self.about.extend(about);
        self
    }
}

/// How many sentences there are at most beside the verdict's two.
const MOST: usize = 5;
/// Below this part of the revenue of the periods nothing is worth a sentence.
const FLOOR: f64 = 0.01;

/// The sentences that were chosen, the heaviest first.
#[derive(Default)]
pub struct Findings(Vec<Candidate>);

impl Findings {
    /// Chooses among what is offered.
    pub(crate) fn choose(t: &Telling<'_>, offered: Vec<Candidate>) -> Findings {
        let revenue = |money: Option<Money>| money.map_or(0.0, |money| money.abs().units());
        let bridge = t.subject.analysis.bridge.as_ref();
        let now = revenue(t.figures(t.period()).map(|figures| figures.amount));
        let floor = FLOOR * now.max(revenue(bridge.map(|bridge| bridge.opening)));
        let mut offered: Vec<Candidate> = own::offered(t).into_iter().chain(offered).collect();
        offered.retain(|one| one.weight.is_finite() && one.weight >= floor && one.weight > 0.0);
        offered.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(b.id)));
        let mut chosen: Vec<Candidate> = Vec::new();
        for one in offered {
            let told = chosen.iter().flat_map(|other| &other.about).any(|about| one.about.contains(about));
            if !told && chosen.len() < MOST {
                chosen.push(one);
            }
        }
        Findings(chosen)
    }

    /// Puts them into a report, in its own words, each with its section.
    pub(crate) fn tell(&self, t: &Telling<'_>, report: &mut Report) {
        report.findings = self.0.iter().map(|one| (one.say)(t.words.as_ref())).collect();
        report.drawn_from = self.0.iter().map(|one| one.section).collect();
    }

    /// Gives them as data, after what the verdict says.
    pub(crate) fn json(&self, t: &Telling<'_>, verdict: &Text) -> Json {
        let one = |one: &Candidate| {
            let text = (one.say)(t.words.as_ref()).to_string();
            json!({ "id": one.id, "section": one.section, "text": text })
        };
        let verdict = json!({ "id": "verdict", "section": "bridge", "text": verdict.to_string() });
        std::iter::once(verdict).chain(self.0.iter().map(one)).collect()
    }
}
