//! How often somebody may try.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use jiso::{
    failure::{Answer, Failure},
    id::UserId,
};

/// Rate limits of this node. They protect passwords and other people's mailboxes, so each node counts for itself.
pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<String>,
    sign_in_from: DefaultKeyedRateLimiter<String>,
    password: DefaultKeyedRateLimiter<String>,
    reset: DefaultKeyedRateLimiter<String>,
    reset_from: DefaultKeyedRateLimiter<String>,
    link_from: DefaultKeyedRateLimiter<String>,
    letter_from: DefaultKeyedRateLimiter<String>,
    letter_file: DefaultKeyedRateLimiter<String>,
    invite: DefaultKeyedRateLimiter<String>,
    verdict: DefaultKeyedRateLimiter<String>,
    ask: DefaultKeyedRateLimiter<String>,
    file: DefaultKeyedRateLimiter<String>,
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
            // An office behind one address begins its day within a minute; somebody who guesses needs far more.
            sign_in_from: RateLimiter::keyed(Quota::per_minute(times(60))),
            password: RateLimiter::keyed(Quota::per_minute(times(10))),
            reset: RateLimiter::keyed(Quota::per_hour(times(6))),
            reset_from: RateLimiter::keyed(Quota::per_hour(times(60))),
            // A class in one room takes up its invitations within a minute.
            link_from: RateLimiter::keyed(Quota::per_minute(times(60))),
            // A customer's whole office behind one address reads a proposal in a meeting.
            letter_from: RateLimiter::keyed(Quota::per_minute(times(60))),
            letter_file: RateLimiter::keyed(Quota::per_minute(times(10))),
            invite: RateLimiter::keyed(Quota::per_hour(times(60))),
            verdict: RateLimiter::keyed(Quota::per_minute(times(60))),
            ask: RateLimiter::keyed(Quota::per_hour(times(20))),
            file: RateLimiter::keyed(Quota::per_hour(times(60))),
        }
    }
}

impl Limits {
    /// `from` is a network address, known to be the client's or a proxy's word for it.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn sign_in(&self, from: &str, email: &str) -> Answer<()> {
        check(&self.sign_in_from, from)?;
        check(&self.sign_in, &format!("{from} {email}"))
    }

    /// Guesses at one's present password.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn password(&self, user: UserId) -> Answer<()> {
        check(&self.password, &user.to_string())
    }

    /// # Errors
    /// [`Failure::TooMany`]
    pub fn reset(&self, from: &str, email: &str) -> Answer<()> {
        check(&self.reset_from, from)?;
        check(&self.reset, &format!("{from} {email}"))
    }

    /// Passwords set by one-time links: each costs a hash, for which those who sign in wait.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn link(&self, from: &str) -> Answer<()> {
        check(&self.link_from, from)
    }

    /// Proposals opened by links: guesses at secrets, and everything that reads a page again and again.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn letter(&self, from: &str) -> Answer<()> {
        check(&self.letter_from, from)
    }

    /// Files made for one link: papers are made one at a time, and the people of the portal wait for theirs.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn letter_file(&self, secret: &str) -> Answer<()> {
        check(&self.letter_file, secret)
    }

    /// Invitations a person may send: each is a mail to an address of their choice.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn invite(&self, user: UserId) -> Answer<()> {
        check(&self.invite, &user.to_string())
    }

    /// Conflict verdicts a person may ask for, so that they cannot be used to list other partners' customers.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn verdict(&self, key: &str) -> Answer<()> {
        check(&self.verdict, key)
    }

    /// Questions a person may ask: each takes somebody's time.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn ask(&self, user: UserId) -> Answer<()> {
        check(&self.ask, &user.to_string())
    }

    /// Files a person may send: each takes room.
    ///
    /// # Errors
    /// [`Failure::TooMany`]
    pub fn file(&self, user: UserId) -> Answer<()> {
        check(&self.file, &user.to_string())
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
            assert_eq!(limits.sign_in("192.0.2.1", "a@a.example"), Ok(()));
        }
        let waits = limits.sign_in("192.0.2.1", "a@a.example");
        assert!(matches!(waits, Err(Failure::TooMany { retry_after_seconds: 1..=60 })));
        assert_eq!(limits.sign_in("192.0.2.1", "b@a.example"), Ok(()));
    }

    #[test]
    fn one_network_address_tries_no_endless_list_of_people() {
        let limits = Limits::default();
        let refused =
            |try_one: &dyn Fn(String) -> Answer<()>| (0..200).filter(|n| try_one(format!("{n}@a.example")).is_err()).count();
        assert!(refused(&|email| limits.sign_in("192.0.2.1", &email)) > 100);
        assert!(refused(&|email| limits.reset("192.0.2.1", &email)) > 100);
        assert!(refused(&|_| limits.link("192.0.2.1")) > 100);
        assert_eq!(limits.sign_in("192.0.2.2", "a@a.example"), Ok(()), "another office");
        assert_eq!(limits.link("192.0.2.2"), Ok(()), "another office");
        assert!(refused(&|_| limits.letter("192.0.2.1")) > 100);
        assert_eq!(limits.letter("192.0.2.2"), Ok(()), "another customer");
        assert!(refused(&|_| limits.letter_file("one")) > 150);
        assert_eq!(limits.letter_file("other"), Ok(()), "another link");
    }
}
