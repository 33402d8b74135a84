//! Is one ranking better than another, or is it chance? The paired t-test over queries.

use super::measures::sum;

/// The difference of two rankings over the same queries.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Difference {
    /// Mean of this minus the other.
    pub mean: f64,
    /// Two-sided probability that a difference as large comes by chance; 1 where nothing differs.
    pub p: f64,
    /// Queries that are better, worse and the same.
    pub counts: (usize, usize, usize),
}

/// Compares values of the same queries in the same order.
pub fn difference(ours: &[f64], theirs: &[f64]) -> Difference {
    let deltas: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| a - b).collect();
    let n = deltas.len() as f64;
    let mean = sum(deltas.iter().copied()) / n.max(1.0);
    let variance = deltas.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    let p = if deltas.len() < 2 || mean == 0.0 {
        1.0
    } else if variance == 0.0 {
        0.0
    } else {
        two_sided(mean / (variance / n).sqrt(), n - 1.0)
    };
    let count = |pick: fn(&f64) -> bool| deltas.iter().filter(|d| pick(d)).count();
    Difference {
        mean,
        p,
        counts: (
            count(|d| *d > 0.0),
            count(|d| *d < 0.0),
            count(|d| *d == 0.0),
        ),
    }
}

/// The two-sided tail of Student's distribution: the regularised incomplete beta function at `f / (f + t²)`.
fn two_sided(t: f64, freedom: f64) -> f64 {
    incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + t * t))
}

/// By its continued fraction (Lentz), which converges quickly on the side of the mean chosen here.
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let front =
        (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp() / a;
    let tiny = 1e-300;
    let (mut c, mut d) = (1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for m in 1..300 {
        let m = f64::from(m);
        for step in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / (1.0 + step * d).abs().max(tiny).copysign(1.0 + step * d);
            c = 1.0 + step / c;
            fraction *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-14 {
            break;
        }
    }
    front * fraction
}

/// Lanczos' approximation (g = 7, n = 9), to about fifteen digits.
fn ln_gamma(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let t = x + 7.5;
    let sum: f64 = COEFFICIENTS[0]
        + COEFFICIENTS[1..]
            .iter()
            .zip(1..)
            .map(|(c, i)| c / (x + f64::from(i)))
            .sum::<f64>();
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tails_are_those_of_the_tables() {
        // Student's table: t = 2.228, 10 degrees: .05; t = 12.706, 1 degree: .05; t = 2.0, 60 degrees: .05.
        for (t, freedom, p) in [
            (2.228, 10.0, 0.05),
            (12.706, 1.0, 0.05),
            (2.000, 60.0, 0.05),
            (3.169, 10.0, 0.01),
        ] {
            assert!(
                (two_sided(t, freedom) - p).abs() < 2e-4,
                "{t} {freedom}: {}",
                two_sided(t, freedom)
            );
        }
    }

    #[test]
    fn a_case_worked_by_hand() {
        // Deltas 1, 2, 3: mean 2, s = 1, t = 2·√3 = 3.4641 with 2 degrees: p = .0742.
        let found = difference(&[2.0, 4.0, 6.0], &[1.0, 2.0, 3.0]);
        assert_eq!(found.mean, 2.0);
        assert!((found.p - 0.0742).abs() < 1e-4);
        assert_eq!(found.counts, (3, 0, 0));
        assert_eq!(difference(&[1.0, 1.0], &[1.0, 1.0]).p, 1.0);
    }
}
