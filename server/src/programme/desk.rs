//! Use cases: the programme read, drafted and published in the console.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure, Problem},
    id::WhatIfId,
    lang::Lang,
    programme::{
        Change, Checked, Draft, DraftForm, DraftSheet, Flaw, Meanwhile, Misfit, Number, NumberField, Programme, ProgrammeSheet,
        Programmes, ReleaseForm, ReleaseSheet, RunForm, RunLine, VersionDiff, VersionLine, WhatIfSheet, changed_numbers, diff,
        next_after, numbers, state_of,
    },
    time::{Day, Timestamp},
};
use jiso_app::programme::{change_text, faller_text, number_text, programme_parts, wrong_text};
use jiso_store::{
    Tx,
    programmes::{ProgrammeDraft, ProgrammeVersion},
};

use super::{
    examine, fallers_among,
    stamp::{put, stamped},
};
use crate::{content::digest, office::Office};

/// A line of a draft is quoted up to here.
const QUOTED: usize = 100;

#[async_trait]
impl Programmes for Office {
    async fn sheet(&self, caller: &Caller, lang: Lang) -> Answer<ProgrammeSheet> {
        caller.may(Action::StudyProgramme)?;
        let now = self.now();
        let mut tx = self.store.read().await?;
        let history = History::of(&mut tx, now).await?;
        let (number, programme) = (history.in_force()?, self.programme_at(&mut tx, now).await?);
        let next = match history.next() {
            Some(next) => {
                let then = self.programme_numbered(&mut tx, next.number).await?;
                Some((next, sentences(lang, &programme, &then)))
            }
            None => None,
        };
        Ok(ProgrammeSheet {
            now: history.line(number)?,
            parts: programme_parts(lang, &programme, now.day()),
            next,
            drafted: tx.programme_draft(caller.user).await?.map(|draft| draft.saved_at),
            history: history.newest_first(),
        })
    }

    async fn compare(&self, caller: &Caller, lang: Lang, from: Option<i64>, to: Option<i64>) -> Answer<VersionDiff> {
        caller.may(Action::StudyProgramme)?;
        let mut tx = self.store.read().await?;
        let history = History::of(&mut tx, self.now()).await?;
        let to = to.map_or_else(|| history.newest(), |number| history.line(number))?;
        let from = history.line(from.unwrap_or_else(|| history.before(to.number)))?;
        let before = self.programme_numbered(&mut tx, from.number).await?;
        let after = self.programme_numbered(&mut tx, to.number).await?;
        Ok(VersionDiff { changes: sentences(lang, &before, &after), from, to, history: history.newest_first() })
    }

    async fn draft(&self, caller: &Caller, lang: Lang) -> Answer<DraftSheet> {
        caller.may(Action::StudyProgramme)?;
        let mut tx = self.store.read().await?;
        Ok(self.draft_sheet(&mut tx, caller, lang).await?.0)
    }

    async fn save_draft(&self, caller: &Caller, lang: Lang, form: DraftForm) -> Answer<Checked> {
        caller.may(Action::StudyProgramme)?;
        let draft = form.read()?;
        let mut tx = self.store.write().await?;
        let newest = newest(&mut tx).await?;
        let before = self.programme_numbered(&mut tx, newest.number).await?;
        let saved = ProgrammeDraft { text: draft.text, base: draft.base.min(newest.number), saved_at: self.now() };
        tx.save_programme_draft(caller.user, &saved).await?;
        tx.commit().await?;
        Ok(looked_at(lang, &before, &saved.text).0)
    }

    async fn set_numbers(&self, caller: &Caller, form: DraftForm) -> Answer<()> {
        caller.may(Action::StudyProgramme)?;
        let (draft, typed) = (form.read()?, changed_numbers(&form.number)?);
        let programme = examine(&draft.text).map_err(|found| refused(caller.lang, &found))?;
        let known = numbers(&programme);
        let meant = typed.iter().filter(|(path, _)| known.iter().any(|number| number.path == *path));
        let text = meant.fold(draft.text, |text, (path, value)| put(&text, &[path], &value.to_string()));
        let mut tx = self.store.write().await?;
        let base = draft.base.min(newest(&mut tx).await?.number);
        tx.save_programme_draft(caller.user, &ProgrammeDraft { text, base, saved_at: self.now() }).await?;
        Ok(tx.commit().await?)
    }

    async fn drop_draft(&self, caller: &Caller) -> Answer<()> {
        caller.may(Action::StudyProgramme)?;
        let mut tx = self.store.write().await?;
        tx.drop_programme_draft(caller.user).await?;
        Ok(tx.commit().await?)
    }

    async fn release(&self, caller: &Caller, lang: Lang) -> Answer<ReleaseSheet> {
        caller.may(Action::PublishProgramme)?;
        let today = self.now().day();
        let mut tx = self.store.read().await?;
        let (draft, programme) = self.draft_sheet(&mut tx, caller, lang).await?;
        let before = self.programme_numbered(&mut tx, draft.newest.number).await?;
        drop(tx);
        let (fallers, companies) = match &programme {
            Some(new) => fallers_among(self, new, &unchanged(&before, new)).await?,
            None => (Vec::new(), 0),
        };
        let told = fallers.iter().map(|one| faller_text(lang, &one.company, (&one.from, &one.to), &one.criteria)).collect();
        let earliest = today.max(draft.newest.valid_from.day());
        Ok(ReleaseSheet {
            number: draft.newest.number + 1,
            earliest,
            fallers: told,
            companies: u32::try_from(companies).unwrap_or(u32::MAX),
            spared_until: programme.map_or(earliest, |new| new.tier_review.grace_from(earliest)),
            draft,
        })
    }

    async fn publish(&self, caller: &Caller, form: ReleaseForm) -> Answer<i64> {
        caller.may(Action::PublishProgramme)?;
        let now = self.now();
        let mut tx = self.store.write().await?;
        let newest = newest(&mut tx).await?;
        // Who rests on an older version is told of the newer one before anything else.
        let rests_on_newest = form.base.trim() == newest.number.to_string();
        let earliest = if rests_on_newest { newest.valid_from.max(now) } else { now };
        let release = form.read(now.day(), earliest.day())?;
        let number = release.draft.base + 1;
        let text = stamped(&release.draft.text, number, release.day);
        if newest.number == number && newest.text == text {
            return Ok(number);
        }
        if newest.number != release.draft.base {
            drop(tx);
            return self.overtaken(caller, release.draft).await;
        }
        let programme = examine(&text).map_err(|found| refused(caller.lang, &found))?;
        let valid_from = begins(release.day, now).max(newest.valid_from);
        let version = ProgrammeVersion {
            id: self.new_id::<()>().uuid(),
            number,
            digest: digest(&text),
            text,
            valid_from,
            loaded_at: now,
            by: Some(caller.name.clone()),
            note: release.note,
        };
        match tx.insert_programme(&version).await {
            Err(error) if error.is_taken() => {
                drop(tx);
                return self.overtaken(caller, release.draft).await;
            }
            inserted => inserted?,
        }
        tx.drop_programme_draft(caller.user).await?;
        tx.commit().await?;
        tracing::info!(version = number, by = %caller.user, valid_from = %valid_from.iso(), "the programme is published");
        if valid_from <= now {
            self.programme.store(Arc::new(programme));
        }
        Ok(number)
    }

    async fn what_if(&self, caller: &Caller, lang: Lang, run: Option<WhatIfId>) -> Answer<WhatIfSheet> {
        caller.may(Action::StudyProgramme)?;
        self.what_if_sheet(caller, lang, run).await
    }

    async fn begin_what_if(&self, caller: &Caller) -> Answer<WhatIfId> {
        caller.may(Action::StudyProgramme)?;
        self.ask_what_if(caller).await
    }

    async fn what_if_line(&self, caller: &Caller, run: WhatIfId) -> Answer<RunLine> {
        caller.may(Action::StudyProgramme)?;
        self.store.read().await?.what_if_line(run).await?.ok_or(Failure::NotFound)
    }

    async fn cancel_what_if(&self, caller: &Caller, form: RunForm) -> Answer<WhatIfId> {
        caller.may(Action::StudyProgramme)?;
        let run = form.read()?;
        self.stop_what_if(caller, run).await?;
        Ok(run)
    }
}

impl Office {
    /// Somebody else was faster: what they published is told, and the caller's text is kept.
    async fn overtaken(&self, caller: &Caller, draft: Draft) -> Answer<i64> {
        let mut tx = self.store.write().await?;
        let newest = newest(&mut tx).await?;
        let kept = ProgrammeDraft { text: draft.text, base: draft.base, saved_at: self.now() };
        tx.save_programme_draft(caller.user, &kept).await?;
        tx.commit().await?;
        let by = newest.by.unwrap_or_default();
        Err(Failure::invalid("base", Problem::PublishedMeanwhile { version: newest.number, by }))
    }

    /// The caller's draft with what was found in it, and the programme it would make when it is sound.
    async fn draft_sheet(&self, tx: &mut Tx, caller: &Caller, lang: Lang) -> Answer<(DraftSheet, Option<Programme>)> {
        let history = History::of(tx, self.now()).await?;
        let newest = history.newest()?;
        let before = self.programme_numbered(tx, newest.number).await?;
        let draft = tx.programme_draft(caller.user).await?;
        let (text, base) = match &draft {
            Some(draft) => (draft.text.clone(), draft.base),
            None => (self::newest(tx).await?.text, newest.number),
        };
        let meanwhile = if base < newest.number {
            let rested_on = self.programme_numbered(tx, base).await?;
            Some(Meanwhile { base, newest: newest.clone(), changes: sentences(lang, &rested_on, &before) })
        } else {
            None
        };
        let (checked, programme) = looked_at(lang, &before, &text);
        let numbers = programme.iter().flat_map(|programme| number_fields(lang, programme)).collect();
        let saved_at = draft.map(|draft| draft.saved_at);
        Ok((DraftSheet { text, saved_at, newest, meanwhile, checked, numbers }, programme))
    }
}

/// Every version there is, seen from a moment.
struct History {
    now: Timestamp,
    /// In the order of their numbers.
    versions: Vec<ProgrammeVersion>,
    moments: Vec<(i64, Timestamp)>,
}

impl History {
    async fn of(tx: &mut Tx, now: Timestamp) -> Answer<Self> {
        let versions = tx.programmes().await?;
        let moments = versions.iter().map(|version| (version.number, version.valid_from)).collect();
        Ok(Self { now, versions, moments })
    }

    fn in_force(&self) -> Answer<i64> {
        jiso::programme::in_force(&self.moments, self.now).ok_or(Failure::NotFound)
    }

    fn next(&self) -> Option<VersionLine> {
        next_after(&self.moments, self.now).and_then(|(number, _)| self.line(number).ok())
    }

    fn newest(&self) -> Answer<VersionLine> {
        self.versions.last().map(|version| self.told(version)).ok_or(Failure::NotFound)
    }

    fn line(&self, number: i64) -> Answer<VersionLine> {
        self.versions.iter().find(|version| version.number == number).map(|version| self.told(version)).ok_or(Failure::NotFound)
    }

    /// The number before another; itself for the first.
    fn before(&self, number: i64) -> i64 {
        self.moments.iter().rev().map(|(one, _)| *one).find(|one| *one < number).unwrap_or(number)
    }

    fn newest_first(&self) -> Vec<VersionLine> {
        self.versions.iter().rev().map(|version| self.told(version)).collect()
    }

    fn told(&self, version: &ProgrammeVersion) -> VersionLine {
        VersionLine {
            number: version.number,
            state: state_of(&self.moments, version.number, version.valid_from, self.now),
            valid_from: version.valid_from,
            taken_at: version.loaded_at,
            by: version.by.clone(),
            note: version.note.clone(),
        }
    }
}

pub(super) async fn newest(tx: &mut Tx) -> Answer<ProgrammeVersion> {
    tx.newest_programme().await?.ok_or(Failure::NotFound)
}

pub(super) fn sentences(lang: Lang, from: &Programme, to: &Programme) -> Vec<String> {
    diff(from, to).iter().map(|change: &Change| change_text(lang, from, to, change)).collect()
}

fn looked_at(lang: Lang, before: &Programme, text: &str) -> (Checked, Option<Programme>) {
    match examine(text) {
        Ok(programme) => {
            let changes = sentences(lang, before, &programme);
            (Checked { flaws: Vec::new(), changes }, Some(programme))
        }
        Err(found) => {
            let lines: Vec<&str> = text.lines().collect();
            let flaw = |one: &Misfit| Flaw {
                line: u32::try_from(one.line).unwrap_or(u32::MAX),
                quoted: lines.get(one.line.saturating_sub(1)).map(|line| quoted(line)).unwrap_or_default(),
                text: wrong_text(lang, &one.wrong),
            };
            (Checked { flaws: found.iter().map(flaw).collect(), changes: Vec::new() }, None)
        }
    }
}

fn number_fields(lang: Lang, programme: &Programme) -> Vec<NumberField> {
    let field = |number: Number<'_>| {
        let label = number_text(lang, programme, &number);
        NumberField { path: number.path, label, value: number.value }
    };
    numbers(programme).into_iter().map(field).collect()
}

fn quoted(line: &str) -> String {
    line.trim().chars().take(QUOTED).collect()
}

/// Keys of the tiers that ask for the same as before.
fn unchanged(before: &Programme, new: &Programme) -> BTreeSet<String> {
    let same = new.tiers.iter().filter(|tier| before.tier(&tier.key).is_some_and(|old| old.criteria == tier.criteria));
    same.map(|tier| tier.key.clone()).collect()
}

/// A version that holds from today on holds at once.
fn begins(day: Day, now: Timestamp) -> Timestamp {
    if day == now.day() { now } else { day.start() }
}

/// Nobody publishes a text with mistakes from a page of the portal; the first of them says enough to whoever does.
fn refused(lang: Lang, found: &[Misfit]) -> Failure {
    let Some(first) = found.first() else { return Failure::Malformed };
    let line = u32::try_from(first.line).unwrap_or(u32::MAX);
    Failure::invalid("text", Problem::Text { line, expected: wrong_text(lang, &first.wrong) })
}
