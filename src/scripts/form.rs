use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure, Reading, is_untyped},
    id::{DealId, TalkId, UnansweredId},
    lang::Lang,
    publishing::is_slug,
    time::Timestamp,
};

/// So many taps a talk may have: whoever taps more plays with the buttons.
const TAPS_MAX: u32 = 400;
const SAID_MAX: u32 = 400;
/// Lines that arrive together; a browser sends the rest after them.
const LINES_MAX: usize = 500;

/// One tap, as a plain form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TapForm {
    /// The talk's id, made with the page, so that a tap that is sent twice is one.
    pub talk: String,
    /// Which tap of the talk it is.
    pub place: String,
    pub slug: String,
    pub lang: String,
    /// Number of the revision that was on the screen.
    pub version: String,
    pub step: String,
    /// The step that the answer leads to; empty when the customer said something else.
    pub to: String,
    pub said: String,
    pub deal: String,
    /// The steps seen before, for the page that follows.
    pub way: String,
}

/// What a tap means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TapFacts {
    pub talk: TalkId,
    pub place: u32,
    pub slug: String,
    pub lang: Lang,
    pub version: u32,
    pub step: String,
    /// `None` when the customer said something else, which is in `said`.
    pub to: Option<String>,
    pub said: Option<String>,
    pub deal: Option<DealId>,
    /// When it was, as the browser says of what it kept.
    pub at: Option<Timestamp>,
}

impl TapForm {
    /// # Errors
    /// [`Failure::Invalid`] for what was typed, [`Failure::Malformed`] for what comes with the page.
    pub fn read(&self) -> Answer<TapFacts> {
        let mut reading = Reading::default();
        let to = Some(self.to.trim()).filter(|to| !to.is_empty()).map(str::to_owned);
        let said = match to {
            Some(_) => None,
            None => Some(reading.required("said", &self.said, SAID_MAX)),
        };
        let deal = match self.deal.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| Failure::NotFound)?),
        };
        let facts = TapFacts {
            talk: part(&self.talk)?,
            place: part(&self.place)?,
            slug: self.slug.trim().to_owned(),
            lang: Lang::parse(self.lang.trim()).ok_or(Failure::Malformed)?,
            version: part(&self.version)?,
            step: self.step.trim().to_owned(),
            to,
            said,
            deal,
            at: None,
        };
        let keys = [Some(&facts.slug), Some(&facts.step), facts.to.as_ref()];
        if facts.place > TAPS_MAX || !keys.into_iter().flatten().all(|key| is_slug(key)) {
            return Err(Failure::Malformed);
        }
        reading.errors.or(Some(facts))
    }

    /// Where the talk goes on: the next step, or the same one after something else was said.
    pub fn onward(&self) -> String {
        let place = self.place.trim().parse::<u32>().unwrap_or_default().saturating_add(1);
        let (step, way) = match self.to.trim() {
            "" => (self.step.clone(), self.way.clone()),
            to if self.way.is_empty() => (to.to_owned(), self.step.clone()),
            to => (to.to_owned(), format!("{}.{}", self.way, self.step)),
        };
        let told = if self.to.trim().is_empty() { "&done=noted" } else { "" };
        let deal = if self.deal.is_empty() { String::new() } else { format!("&deal={}", plain(&self.deal)) };
        let parts = [self.slug.as_str(), &step, &way, &self.talk].map(plain);
        let [slug, step, way, talk] = parts;
        format!("/kits/{slug}/play?step={step}&way={way}&talk={talk}&n={place}{deal}{told}")
    }
}

/// Only what a key, an id or a way of them has.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).take(4_000).collect()
}

fn part<T: FromStr>(text: &str) -> Answer<T> {
    text.trim().parse().map_err(|_| Failure::Malformed)
}

/// Taps that a browser kept until it could send them: a line each, its parts between tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TapsForm {
    pub lines: String,
}

impl TapsForm {
    /// The taps that can be understood. The others would be no better when they came again.
    pub fn read(&self) -> Vec<TapFacts> {
        self.lines.lines().take(LINES_MAX).filter_map(line).collect()
    }
}

fn line(line: &str) -> Option<TapFacts> {
    let mut parts = line.split('\t').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    let form = TapForm {
        talk: part(),
        place: part(),
        slug: part(),
        lang: part(),
        version: part(),
        step: part(),
        to: part(),
        deal: part(),
        said: String::new(),
        way: String::new(),
    };
    let millis: Option<i64> = part().parse().ok();
    let said = part().chars().filter(|c| !is_untyped(*c)).take(SAID_MAX as usize).collect();
    let at = millis.and_then(|millis| millis.checked_mul(1_000)).map(Timestamp::from_micros);
    TapForm { said, ..form }.read().ok().map(|facts| TapFacts { at, ..facts })
}

/// Something that no script answered, which an editor has dealt with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettleForm {
    pub id: String,
    /// Where the editor is.
    pub script: String,
}

impl SettleForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<UnansweredId> {
        self.id.parse().map_err(|_| Failure::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Problem;

    fn form() -> TapForm {
        TapForm {
            talk: "019a0000-0000-7000-8000-000000000001".into(),
            place: "2".into(),
            slug: "first-call".into(),
            lang: "ja".into(),
            version: "3".into(),
            step: "why".into(),
            to: "meeting".into(),
            way: "reception".into(),
            ..TapForm::default()
        }
    }

    #[test]
    fn a_tap_is_read_and_goes_on() {
        let facts = form().read().unwrap();
        assert_eq!((facts.place, facts.version, facts.to.as_deref()), (2, 3, Some("meeting")));
        let talk = &form().talk;
        assert_eq!(form().onward(), format!("/kits/first-call/play?step=meeting&way=reception.why&talk={talk}&n=3"));
        let other = TapForm { to: String::new(), said: "社長が嫌い".into(), ..form() };
        assert_eq!(other.read().unwrap().said.as_deref(), Some("社長が嫌い"));
        assert_eq!(other.onward(), format!("/kits/first-call/play?step=why&way=reception&talk={talk}&n=3&done=noted"));
    }

    #[test]
    fn what_was_typed_is_told_and_what_the_page_sends_is_not() {
        let silent = TapForm { to: String::new(), ..form() };
        assert_eq!(silent.read(), Err(Failure::invalid("said", Problem::Required)));
        for broken in [
            TapForm { talk: "x".into(), ..form() },
            TapForm { place: "401".into(), ..form() },
            TapForm { to: "no step".into(), ..form() },
            TapForm { lang: "fr".into(), ..form() },
        ] {
            assert_eq!(broken.read(), Err(Failure::Malformed), "{broken:?}");
        }
        assert_eq!(TapForm { deal: "x".into(), ..form() }.read(), Err(Failure::NotFound));
    }

    #[test]
    fn lines_that_make_no_sense_are_left_out() {
        let good = "019a0000-0000-7000-8000-000000000001\t0\tfirst-call\tja\t3\twhy\tmeeting\t\t1790000000000\t";
        let said = "019a0000-0000-7000-8000-000000000001\t1\tfirst-call\tja\t3\twhy\t\t\t\t予算は来期";
        let read = TapsForm { lines: format!("{good}\nnonsense\n{said}\n") }.read();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].at, Some(Timestamp::from_micros(1_790_000_000_000_000)));
        assert_eq!((read[1].to.as_deref(), read[1].said.as_deref()), (None, Some("予算は来期")));
    }
}
