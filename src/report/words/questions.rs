//! What to ask a customer that buys less.

use crate::analyse::{Question, Sign, Topic};
use crate::model::Money;
use crate::report::Text;

/// Words the questions about a falling customer: what its figures show, and what to ask about it.
pub trait QuestionWords {
    fn topic(&self, topic: Topic) -> &'static str;
    /// What the figures show, as a clause.
    fn sign(&self, sign: &Sign) -> String;
    /// The question, as a sentence.
    fn ask(&self, question: &Question) -> &'static str;
    /// Joins what the figures show and the questions about it.
    fn asked(&self, sign: &str, asks: &[&'static str]) -> String;
    /// Begins the questions about one customer, with what it took off revenue.
    fn questions_about(&self, name: &str, change: Option<Money>) -> Text;
    /// Says that of a book whose rows were not kept only orders and credits could be asked about.
    fn asked_without_rows(&self) -> &'static str;
    /// The title of the table.
    fn questions_title(&self) -> &'static str;
    fn questions_subtitle(&self) -> String;
    fn sign_heading(&self) -> &'static str;
    fn ask_heading(&self) -> &'static str;
}
