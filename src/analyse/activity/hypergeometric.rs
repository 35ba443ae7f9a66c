//! Gauss's hypergeometric function ₂F₁, as the expected orders of the models need it: no well-kept small library has it.

/// How many terms are added at most; a z of 0.999 needs some thousand.
const TERMS: usize = 200_000;

/// Gives ₂F₁(a, b; c; z) for z from 0 to below 1 and c not zero or a negative whole number, by its series (Abramowitz, Stegun
/// 1964, 15.1.1). Nothing where that does not converge.
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    let (mut sum, mut term) = (1.0_f64, 1.0_f64);
    for n in 0..TERMS {
        let n = n as f64;
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        if !sum.is_finite() {
            return None;
        }
        // Terms fall for good once their ratio is below one for all that follow: beyond the largest of the parameters.
        if term.abs() <= f64::EPSILON * 0.125 * sum.abs() && n > a.abs().max(b.abs()) * z {
            return Some(sum);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Closed forms of Abramowitz and Stegun, 15.1.3, 15.1.4, 15.1.6, 15.1.8.
    #[test]
    fn the_closed_forms_come_out() {
        let near = |found: Option<f64>, is: f64| {
            let found = found.unwrap();
            assert!((found - is).abs() <= 1e-13 * is.abs(), "{found} is not {is}");
        };
        for z in [0.0, 0.1, 0.5, 0.9, 0.99] {
            if z > 0.0 {
                near(hypergeometric(1.0, 1.0, 2.0, z), -(1.0_f64 - z).ln() / z);
                let root = z.sqrt();
                near(hypergeometric(0.5, 1.0, 1.5, z), 0.5 * ((1.0 + root) / (1.0 - root)).ln() / root);
                near(hypergeometric(0.5, 0.5, 1.5, z), root.asin() / root);
            }
            near(hypergeometric(2.25, 7.5, 7.5, z), (1.0 - z).powf(-2.25));
        }
    }

    /// scipy.special.hyp2f1 (1.17.1).
    #[test]
    fn values_agree_with_scipy() {
        for (a, b, c, z, is) in [
            (2.2426, 4.4258, 5.2188, 0.95, 167.72061545766618),
            (0.5321, -0.2071, 3.2188, 0.8, 0.9683286059584688),
            (1.8, -0.446, 10.5, 0.6, 0.9520649408201721),
            (-1.25, 0.75, 0.4, 0.97, -0.6854698543990764),
        ] {
            let found = hypergeometric(a, b, c, z).unwrap();
            assert!((found - is).abs() <= 1e-11 * is.abs(), "2F1({a}, {b}; {c}; {z}) = {found}, not {is}");
        }
    }

    #[test]
    fn what_does_not_converge_is_nothing() {
        assert_eq!(hypergeometric(1.0, 1.0, 1.0, 1.0), None);
        assert_eq!(hypergeometric(1e5, 1e5, 1.0, 0.9), None);
    }
}
