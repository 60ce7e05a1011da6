//! Words that mean the same: read, written by the vendor, and handed to this node's index.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Conflict, Failure, FieldErrors, Problem, Reading},
    lang::Lang,
    search::{
        GROUP_MAX, GROUPS_MAX, OthersLine, SynonymMistake, SynonymText, SynonymsForm, SynonymsSheet, WORD_MAX, WantedWord, Wrong,
        read_synonyms,
    },
};
use jiso_app::{format::number, text::search as t};
use jiso_search::{SearchIndex, Synonyms, word_key};
use jiso_store::{StoreError, Tx};

use crate::office::Office;

/// Mistakes that are named at once.
const NAMED: usize = 10;
/// Signs of all lines together.
const TEXT_MAX: u32 = 60_000;

impl Office {
    pub(super) async fn synonyms_sheet(&self, caller: &Caller, wanted: &str) -> Answer<SynonymsSheet> {
        caller.may(Action::TendSearch)?;
        let now = self.store.read().await?.synonym_text().await?;
        let groups = read_synonyms(&now.text, word_key).unwrap_or_default();
        let wanted = WantedWord::among(&now.text, wanted, word_key);
        let text = match &wanted {
            Some(wanted) => wanted.added_to(&now.text),
            None => now.text,
        };
        Ok(SynonymsSheet {
            version: now.version,
            groups: u32::try_from(groups.len()).unwrap_or(u32::MAX),
            last: (!now.by.is_empty()).then_some((now.by, now.at)),
            text,
            wanted,
        })
    }

    pub(super) async fn take_synonyms(&self, caller: &Caller, form: SynonymsForm) -> Answer<i64> {
        caller.may(Action::TendSearch)?;
        let base = form.base()?;
        let text = form.text.replace("\r\n", "\n").trim().to_owned();
        let mut reading = Reading::default();
        reading.keepable("text", &text, TEXT_MAX);
        reading.errors.or(Some(()))?;
        read_synonyms(&text, word_key).map_err(|mistakes| refused(caller.lang, &mistakes))?;
        let mut tx = self.store.write().await?;
        let before = tx.synonym_text().await?;
        if before.text == text {
            return Ok(before.version);
        }
        let new = SynonymText { version: base + 1, text, by: caller.name.clone(), at: self.now() };
        if before.version != base || !tx.insert_synonyms(&new).await? {
            return Err(meanwhile(&mut tx, base, &new.text).await?);
        }
        tx.commit().await?;
        // This node does not wait for its follower.
        if let Some(index) = &self.index {
            index.set_synonyms(of(&new.text));
        }
        Ok(new.version)
    }
}

/// What somebody is told who wrote on top of an older version: whose is the newest, and what it changed.
async fn meanwhile(tx: &mut Tx, base: i64, mine: &str) -> Result<Failure, StoreError> {
    let (from, now) = (tx.synonym_text_of(base).await?, tx.synonym_text().await?);
    let theirs = OthersLine::pack(&OthersLine::between(&from.text, &now.text, mine));
    let newest = Some(now.version.to_string());
    Ok(Failure::Conflict { conflict: Conflict::EditedMeanwhile { by: now.by, at: now.at, theirs, newest } })
}

/// Hands the synonyms in force to an index.
pub(crate) async fn load(tx: &mut Tx, index: &SearchIndex) -> Result<(), StoreError> {
    index.set_synonyms(of(&tx.synonym_text().await?.text));
    Ok(())
}

fn of(text: &str) -> Synonyms {
    Synonyms::of(read_synonyms(text, word_key).unwrap_or_default())
}

fn refused(l: Lang, mistakes: &[SynonymMistake]) -> Failure {
    let mut errors = FieldErrors::default();
    // A field has one message; it names the lines one below the other.
    let mut lines = mistakes.iter().take(NAMED).map(|mistake| (mistake.line, worded(l, &mistake.wrong)));
    if let Some((line, mut expected)) = lines.next() {
        for (line, wrong) in lines {
            expected.push('\n');
            expected.push_str(&jiso_app::text::problem::text(l, line, wrong));
        }
        errors.add("text", Problem::Text { line, expected });
    }
    Failure::Invalid { errors }
}

/// What a line should have been.
pub(crate) fn worded(l: Lang, wrong: &Wrong) -> String {
    let many = |count: usize| number(i64::try_from(count).unwrap_or(i64::MAX));
    match wrong {
        Wrong::Alone => t::wrong_alone(l).to_owned(),
        Wrong::TooManyWords => t::wrong_words(l, many(GROUP_MAX)),
        Wrong::WordTooLong => t::wrong_long(l, many(WORD_MAX)),
        Wrong::OneSign { word } => t::wrong_sign(l, word),
        Wrong::NoWord { word } => t::wrong_no_word(l, word),
        Wrong::Twice { word, line } => t::wrong_twice(l, word, line),
        Wrong::TooManyGroups => t::wrong_groups(l, many(GROUPS_MAX)),
    }
}
