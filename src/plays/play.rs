use super::{PlayAction, PlayState, PlayText};
use crate::{
    goals::{Said, Side},
    id::{CompanyId, DealId, DocumentId, PlayId, VisitId},
    lang::Lang,
};

/// A play as the two sides of a visit make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    pub id: PlayId,
    /// Where it comes from: the visit, its deal and the partner.
    pub visit: VisitId,
    pub deal: DealId,
    pub company: CompanyId,
    /// Grows with every move, so that a consent is to the text that was seen.
    pub version: i64,
    pub state: PlayState,
    /// Which side proposed it first.
    pub from: Side,
    /// Which side made the last move.
    pub side: Side,
    pub lang: Lang,
    pub text: PlayText,
    /// The partner is named beside it. Until the partner has consented it is a wish.
    pub named: bool,
    pub proposed: Said,
    pub moved: Said,
    /// What was said with the last move.
    pub note: Option<String>,
    /// Who of each side consents to this very text, and since when.
    pub partner_consent: Option<Said>,
    pub vendor_consent: Option<Said>,
    /// What it became among the vendor's texts, once both have consented.
    pub document: Option<DocumentId>,
}

/// A move, kept for ever: what was done, by whom, and the text it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayMove {
    pub version: i64,
    pub action: PlayAction,
    pub side: Side,
    pub said: Said,
    pub note: Option<String>,
    pub named: bool,
    pub text: PlayText,
}

/// Why something may not be done about a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayRefusal {
    /// The table does not have it in this state, or the text is not the one that was seen.
    NotNow,
}

impl Play {
    pub fn allows(&self, action: PlayAction, by: Side) -> bool {
        self.state.allows(action, self.side, by)
    }

    pub fn waits_for(&self) -> Option<Side> {
        self.state.waits_for(self.side)
    }

    pub const fn consent(&self, side: Side) -> Option<Said> {
        match side {
            Side::Partner => self.partner_consent,
            Side::Vendor => self.vendor_consent,
        }
    }

    /// The name may stand beside it: the partner alone may say so, and has.
    pub const fn is_credited(&self) -> bool {
        self.named && self.partner_consent.is_some()
    }

    /// Another text: whoever writes it consents to it, and the other side is asked anew.
    ///
    /// # Errors
    /// [`PlayRefusal`]
    pub fn change(&mut self, seen: i64, by: Side, said: Said, text: PlayText, named: bool) -> Result<(), PlayRefusal> {
        self.check(PlayAction::Change, seen, by)?;
        (self.text, self.named) = (text, named);
        (self.partner_consent, self.vendor_consent) = (None, None);
        self.give(by, said);
        self.moved(PlayState::Proposed, by, said, None);
        Ok(())
    }

    /// To the text that was seen. `named`: what a partner says of its name; the vendor has no say in that.
    ///
    /// # Errors
    /// [`PlayRefusal`]
    pub fn agree(&mut self, seen: i64, by: Side, said: Said, named: Option<bool>) -> Result<(), PlayRefusal> {
        self.check(PlayAction::Consent, seen, by)?;
        if by == Side::Partner {
            self.named = named.unwrap_or(false);
        }
        self.give(by, said);
        self.moved(PlayState::Agreed, by, said, None);
        Ok(())
    }

    /// # Errors
    /// [`PlayRefusal`]
    pub fn ask_change(&mut self, seen: i64, by: Side, said: Said, why: String) -> Result<(), PlayRefusal> {
        self.check(PlayAction::AskChange, seen, by)?;
        self.moved(PlayState::ChangeAsked, by, said, Some(why));
        Ok(())
    }

    /// # Errors
    /// [`PlayRefusal`]
    pub fn decline(&mut self, seen: i64, by: Side, said: Said, why: Option<String>) -> Result<(), PlayRefusal> {
        self.check(PlayAction::Decline, seen, by)?;
        (self.partner_consent, self.vendor_consent) = (None, None);
        self.moved(PlayState::Declined, by, said, why);
        Ok(())
    }

    /// # Errors
    /// [`PlayRefusal`]
    pub fn publish(&mut self, seen: i64, by: Side, said: Said) -> Result<(), PlayRefusal> {
        self.check(PlayAction::Publish, seen, by)?;
        self.moved(PlayState::Published, by, said, None);
        Ok(())
    }

    /// A consent may be taken back at any time, whatever was seen.
    ///
    /// # Errors
    /// [`PlayRefusal`]
    pub fn withdraw(&mut self, by: Side, said: Said, why: Option<String>) -> Result<(), PlayRefusal> {
        self.check(PlayAction::Withdraw, self.version, by)?;
        (self.partner_consent, self.vendor_consent) = (None, None);
        self.moved(PlayState::Withdrawn, by, said, why);
        Ok(())
    }

    fn check(&self, action: PlayAction, seen: i64, by: Side) -> Result<(), PlayRefusal> {
        if self.version == seen && self.allows(action, by) { Ok(()) } else { Err(PlayRefusal::NotNow) }
    }

    const fn give(&mut self, by: Side, said: Said) {
        match by {
            Side::Partner => self.partner_consent = Some(said),
            Side::Vendor => self.vendor_consent = Some(said),
        }
    }

    fn moved(&mut self, state: PlayState, by: Side, said: Said, note: Option<String>) {
        (self.state, self.side, self.moved, self.note) = (state, by, said, note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, time::Timestamp};

    fn said(n: u8) -> Said {
        Said { by: Id::new(Timestamp::EPOCH, [n; 10]), at: Timestamp::EPOCH.plus_hours(n.into()) }
    }

    fn play(from: Side, named: bool) -> Play {
        let mut play = Play {
            id: Id::new(Timestamp::EPOCH, [1; 10]),
            visit: Id::new(Timestamp::EPOCH, [2; 10]),
            deal: Id::new(Timestamp::EPOCH, [3; 10]),
            company: Id::new(Timestamp::EPOCH, [4; 10]),
            version: 1,
            state: PlayState::Proposed,
            from,
            side: from,
            lang: Lang::Ja,
            text: PlayText::default(),
            named,
            proposed: said(1),
            moved: said(1),
            note: None,
            partner_consent: None,
            vendor_consent: None,
            document: None,
        };
        play.give(from, said(1));
        play
    }

    #[test]
    fn a_consent_is_to_the_text_that_was_seen_and_ends_with_it() {
        let mut play = play(Side::Partner, true);
        assert_eq!(play.agree(0, Side::Vendor, said(2), None), Err(PlayRefusal::NotNow), "another text was seen");
        play.agree(1, Side::Vendor, said(2), None).expect("seen");
        assert!(play.state.has_both() && play.is_credited(), "the partner wished to be named");
        let text = PlayText { title: "別の型".into(), ..PlayText::default() };
        play.change(1, Side::Vendor, said(3), text, true).expect("until it is published");
        assert_eq!((play.partner_consent, play.vendor_consent), (None, Some(said(3))));
        assert!(!play.state.has_both() && !play.is_credited(), "asked anew");
    }

    #[test]
    fn only_the_partner_may_say_that_it_is_named() {
        for (says, named) in [(Some(true), true), (Some(false), false), (None, false)] {
            let mut wished = play(Side::Vendor, true);
            assert!(!wished.is_credited(), "a wish of the vendor");
            wished.agree(1, Side::Partner, said(2), says).expect("seen");
            assert_eq!(wished.is_credited(), named);
        }
        let mut unnamed = play(Side::Partner, false);
        unnamed.agree(1, Side::Vendor, said(2), Some(true)).expect("seen");
        assert!(!unnamed.is_credited(), "the vendor has no say in it");
    }

    #[test]
    fn what_was_published_is_taken_back_by_either_side() {
        for by in [Side::Partner, Side::Vendor] {
            let mut play = play(Side::Partner, false);
            play.agree(1, Side::Vendor, said(2), None).expect("seen");
            assert_eq!(play.publish(1, Side::Partner, said(3)), Err(PlayRefusal::NotNow), "the vendor publishes");
            play.publish(1, Side::Vendor, said(3)).expect("both consent");
            assert_eq!(play.publish(1, Side::Vendor, said(3)), Err(PlayRefusal::NotNow));
            play.withdraw(by, said(4), Some("別件".into())).expect("at any time");
            assert_eq!((play.state, play.consent(Side::Partner), play.consent(Side::Vendor)), (PlayState::Withdrawn, None, None));
            let other = if by == Side::Partner { Side::Vendor } else { Side::Partner };
            assert!(play.clone().change(1, other, said(5), PlayText::default(), false).is_err(), "nobody is pressed");
            assert!(play.change(1, by, said(5), PlayText::default(), false).is_ok());
        }
    }
}
