//! Whether a difference between win rates says anything.

use super::Funnel;

/// A normal variable is within 1.96 of its mean in 95 cases of 100; this is the square of it.
const SURE: f64 = 3.841_459;

impl Funnel {
    /// Whether chance alone would hardly make its win rate so different from that of all deals: the rate of all lies outside the
    /// 95 % score interval of its own (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    /// Journal of the American Statistical Association 22, 1927, pp. 209–212). That holds for few deals too, and where nearly all
    /// of them were won. Its deals are among all, which makes the rule stricter, not looser. Where either rate is not said,
    /// neither is this.
    pub fn stands_out(&self, all: &Self) -> bool {
        if self.win_percent().is_none() || all.win_percent().is_none() {
            return false;
        }
        let rate = |funnel: &Self| f64::from(funnel.won) / f64::from(funnel.decided());
        let (own, of_all) = (rate(self), rate(all));
        // Solved for the ends of the interval, this is Wilson's formula.
        f64::from(self.decided()) * (own - of_all).powi(2) > SURE * of_all * (1.0 - of_all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_chance_explains_does_not_stand_out() {
        let funnel = |won, decided| Funnel { deals: 999, won, lost: decided - won, ..Funnel::default() };
        let all = funnel(197, 309);
        for (won, decided, expected) in [
            // 83 percent of a dozen, whose interval goes down to 55.
            (10, 12, false),
            // 83 percent of thirty, from 66 upwards.
            (25, 30, true),
            // As far below: from 24 to 58, and from 28 to 47.
            (12, 30, true),
            (4, 10, false),
            (37, 100, true),
            // Three points apart, as many lessons are.
            (159, 240, false),
            // All or none of the least sample.
            (10, 10, true),
            (0, 10, true),
            (9, 9, false),
        ] {
            assert_eq!(funnel(won, decided).stands_out(&all), expected, "{won} of {decided}");
        }
        assert!(!all.stands_out(&all));
        assert!(!funnel(40, 40).stands_out(&funnel(40, 40)), "where all is won, nothing is better");
        assert!(!funnel(10, 10).stands_out(&funnel(5, 9)), "where all have no rate");
    }
}
