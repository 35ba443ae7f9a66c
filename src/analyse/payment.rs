//! The bridge on the payment basis, the rule of thumb of trading companies: a new customer counts with its first order, a lost
//! one with its last. The rest makes it equal the period basis, so that the two can be compared.

use crate::model::Money;

use super::Payment;

impl Payment {
    /// Adds up the parts, beside the change on the period basis.
    pub(super) fn with_rest(self, change: Money) -> Payment {
        let total = self.new + self.lost + self.existing;
        Payment { total, rest: change - total, ..self }
    }
}
