//! How often somebody may try.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use jiso::failure::{Answer, Failure};

/// Rate limits of this node. They protect passwords, not the machine, so each node counts for itself.
pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<String>,
    reset: DefaultKeyedRateLimiter<String>,
    verdict: DefaultKeyedRateLimiter<String>,
}

const fn times(n: u32) -> NonZeroU32 {
    match NonZeroU32::new(n) {
        Some(n) => n,
        None => NonZeroU32::MIN,
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_in: RateLimiter::keyed(Quota::per_minute(times(10))),
            reset: RateLimiter::keyed(Quota::per_hour(times(6)).allow_burst(times(6))),
            verdict: RateLimiter::keyed(Quota::per_minute(times(60))),
        }
    }
}

impl Limits {
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn sign_in(&self, key: &str) -> Answer<()> {
        check(&self.sign_in, key)
    }

    /// # Errors
    /// [`Failure::TooMany`]
    pub fn reset(&self, key: &str) -> Answer<()> {
        check(&self.reset, key)
    }

    /// Conflict verdicts a person may ask for, so that they cannot be used to list other partners' customers.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn verdict(&self, key: &str) -> Answer<()> {
        check(&self.verdict, key)
    }
}

fn check(limiter: &DefaultKeyedRateLimiter<String>, key: &str) -> Answer<()> {
    limiter.check_key(&key.to_owned()).map_err(|not_until| {
        let wait = not_until.wait_time_from(limiter.clock().now());
        Failure::TooMany { retry_after_seconds: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_sign_in_of_a_minute_waits() {
        let limits = Limits::default();
        for _ in 0..10 {
            assert_eq!(limits.sign_in("a"), Ok(()));
        }
        assert!(matches!(limits.sign_in("a"), Err(Failure::TooMany { retry_after_seconds: 1..=60 })));
        assert_eq!(limits.sign_in("b"), Ok(()));
    }
}
