//! One entry: the facts, the account and what was said, as bytes.
//!
//! A line that says what it is, the hash of all that follows, then a head as JSON, which begins with the contents of the files,
//! and the cube. What is not whole is no entry.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Asked;
use crate::clean::{Cleaned, Understood};
use crate::cube::Cube;
use crate::model::{Audit, CreditsMoved, Day, Money, Orders, Problem, Source, SourceAudit, Span, Tally};
use crate::read::Sealed;

/// The first line of an entry.
const FIRST: &[u8] = b"mingxi: facts of files read before\n";

/// What is known of files that need not be read.
#[derive(Clone, Debug)]
pub struct Known {
    /// As reading gives it, but for the rows: those that count, and those set aside.
    pub cleaned: Cleaned,
    /// What reading and cleaning had to say.
    pub problems: Vec<Problem>,
    pub cube: Cube,
}

#[derive(Serialize, Deserialize)]
struct Head {
    /// Size and hash of each file.
    inputs: Vec<(u64, String)>,
    today: Option<Day>,
    settled: Option<Day>,
    span: Span,
    currency: Option<String>,
    decimals: u8,
    sources: Vec<Source>,
    accounts: Vec<SourceAudit>,
    wrong: Option<Tally>,
    faults: Tally,
    absolute: Money,
    credits: Option<CreditsMoved>,
    understood: Vec<Understood>,
    aliases: Vec<(String, String)>,
    problems: Vec<Problem>,
}

impl Head {
    /// Says whether it can speak of these files, by their sizes, and of this day.
    fn may_answer(&self, asked: &Asked) -> bool {
        let settled = |today: Option<Day>| self.settled.zip(today).is_some_and(|(settled, today)| settled <= today);
        let day = self.today == asked.today || (settled(self.today) && settled(asked.today));
        day && asked.inputs.iter().map(|input| input.bytes).eq(self.inputs.iter().map(|(bytes, _)| *bytes))
    }

    /// Says whether it speaks of these files, by all their bytes.
    fn is_of(&self, inputs: &[Sealed]) -> bool {
        inputs.par_iter().zip(&self.inputs).all(|(input, (_, hash))| input.hash().as_ref() == Some(hash))
    }
}

/// Gives an entry's bytes; nothing where what is known cannot be kept, or the files are no longer what was read.
pub fn write(asked: &Asked, cleaned: &Cleaned, problems: &[Problem], cube: &Cube) -> Option<Vec<u8>> {
    let Cleaned { orders, audit, understood, problems: _, refused, aliases, settled } = cleaned;
    let Audit { sources, rows: _, wrong, faults, absolute, conversion, lookups, credits } = audit;
    if refused.is_some() || conversion.is_some() || orders.local.is_some() || !lookups.is_empty() {
        return None;
    }
    let cube = cube.to_bytes()?;
    let inputs: Option<_> = asked.inputs.iter().map(|input| Some((input.bytes, input.hash()?))).collect();
    let head = Head {
        inputs: inputs?,
        today: asked.today,
        settled: *settled,
        span: orders.span.clone(),
        currency: orders.currency.clone(),
        decimals: orders.decimals,
        sources: orders.sources.clone(),
        accounts: sources.clone(),
        wrong: *wrong,
        faults: *faults,
        absolute: *absolute,
        credits: credits.clone(),
        understood: understood.clone(),
        aliases: aliases.clone(),
        problems: problems.to_vec(),
    };
    let head = serde_json::to_vec(&head).ok()?;
    let mut body = (head.len() as u64).to_le_bytes().to_vec();
    body.extend(head);
    body.extend(cube);
    let sum = blake3::hash(&body);
    asked.inputs.iter().all(|input| input.stands()).then(|| [FIRST, sum.as_bytes(), &body].concat())
}

/// Takes an entry from its bytes; nothing where it is damaged, or answers another question.
pub fn read(bytes: &[u8], asked: &Asked) -> Option<Known> {
    let (sum, body) = bytes.strip_prefix(FIRST)?.split_first_chunk::<32>()?;
    let (length, rest) = body.split_first_chunk()?;
    let (head, cube) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let head: Head = serde_json::from_slice(head).ok()?;
    head.may_answer(asked).then_some(())?;
    let whole = || blake3::hash(body) == blake3::Hash::from_bytes(*sum);
    // The files are hashed while the facts are taken from their bytes.
    let (same, cube) =
        rayon::join(|| head.is_of(&asked.inputs), || whole().then(|| Cube::of_bytes(cube, &head.span)).flatten());
    let cube = cube.filter(|_| same)?;
    let Head {
        span, currency, decimals, sources, accounts, wrong, faults, absolute, credits, understood, aliases, ..
    } = head;
    let cleaned = Cleaned {
        orders: Orders { currency, decimals, sources, ..Orders::none(span) },
        audit: Audit { sources: accounts, wrong, faults, absolute, credits, ..Audit::default() },
        understood,
        problems: Vec::new(),
        refused: None,
        aliases,
        settled: head.settled,
    };
    Some(Known { cleaned, problems: head.problems, cube })
}
