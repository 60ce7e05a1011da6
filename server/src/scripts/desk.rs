//! What editors see of their scripts: which branches are taken, where talks end, and what no script answered.

use std::collections::{BTreeMap, HashMap};

use jiso::{
    caller::Caller,
    failure::{Answer, Failure},
    id::DocumentId,
    lang::Lang,
    publishing::{DocumentKind, each_in_language},
    scripts::{
        BranchView, Script, ScriptDesk, ScriptLine, ScriptReport, StepView, Talk, UnansweredView, branches, outcomes, weakness,
    },
};
use jiso_store::{
    Tx,
    published::PublishedText,
    scripts::{PastTalk, Unanswered},
};

use crate::{kits::canonical, office::Office};

/// What is older says little about the script of today.
const TALKS_DAYS: i64 = 180;
/// The older come up when the newer are settled.
const UNANSWERED_SHOWN: usize = 20;

/// A script with the talks that were had along it.
struct Played {
    document: DocumentId,
    text: PublishedText,
    script: Script,
    talks: Vec<PastTalk>,
}

impl Office {
    pub(super) async fn script_desk(&self, tx: &mut Tx, caller: &Caller, asked: &str, version: &str) -> Answer<ScriptDesk> {
        let texts = tx.published_texts(&[DocumentKind::Script]).await?;
        let texts = each_in_language(caller.lang, texts, |text| text.document.path.lang, |text| text.document.path.slug.clone());
        let mut talks: HashMap<DocumentId, Vec<PastTalk>> = HashMap::new();
        for talk in tx.talks_since(self.now().plus_days(-TALKS_DAYS)).await? {
            talks.entry(talk.document).or_default().push(talk);
        }
        let unanswered = tx.unanswered().await?;
        let mut all = Vec::with_capacity(texts.len());
        for text in texts {
            let script = Script::read(&text.body);
            if !script.steps.is_empty() {
                let document = canonical(tx, &text.document).await?;
                all.push(Played { document, text, script, talks: talks.remove(&document).unwrap_or_default() });
            }
        }
        let report = match asked.trim() {
            "" => None,
            slug => {
                let played = all.iter().find(|played| played.text.document.path.slug == slug).ok_or(Failure::NotFound)?;
                Some(played.report(version, &unanswered))
            }
        };
        let mut lines: Vec<ScriptLine> = all.iter().map(|played| played.line(&unanswered)).collect();
        lines.sort_by_key(|line| std::cmp::Reverse((line.unanswered, line.weak, line.count.talks)));
        Ok(ScriptDesk { lines, report })
    }
}

impl Played {
    fn line(&self, unanswered: &[Unanswered]) -> ScriptLine {
        let talks: Vec<Talk> = self.talks.iter().map(|past| past.talk.clone()).collect();
        let count = outcomes(&talks);
        let (_, branches) = branches(&self.script, &talks);
        let weak = branches
            .iter()
            .filter(|branch| weakness(&branch.count, &count, self.script.leads_to_goal(&branch.to)).is_some())
            .count();
        let waiting = unanswered.iter().filter(|one| one.document == self.document).count();
        ScriptLine {
            slug: self.text.document.path.slug.clone(),
            title: self.text.document.meta.title.clone(),
            lang: self.text.document.path.lang,
            count,
            weak: u32::try_from(weak).unwrap_or(u32::MAX),
            unanswered: u32::try_from(waiting).unwrap_or(u32::MAX),
        }
    }

    fn report(&self, version: &str, unanswered: &[Unanswered]) -> ScriptReport {
        let mut played: BTreeMap<(Lang, u32), u32> = BTreeMap::new();
        for talk in &self.talks {
            *played.entry((talk.lang, talk.version)).or_default() += 1;
        }
        let wanted = wanted(version);
        let of_version = |past: &&PastTalk| wanted.is_none_or(|(lang, number)| past.lang == lang && past.version == number);
        let talks: Vec<Talk> = self.talks.iter().filter(of_version).map(|past| past.talk.clone()).collect();
        let count = outcomes(&talks);
        let (steps, branches) = branches(&self.script, &talks);
        let title = |key: &str| self.script.step(key).map_or_else(|| key.to_owned(), |step| step.title.clone());
        let steps = self.script.steps.iter().zip(steps).map(|(step, seen)| StepView {
            title: step.title.clone(),
            ending: step.ending,
            seen: seen.seen,
            stopped: seen.stopped,
            other: seen.other,
            branches: step
                .answers
                .iter()
                .filter_map(|answer| {
                    let branch = branches.iter().find(|branch| branch.from == step.key && branch.to == answer.to)?;
                    Some(BranchView {
                        words: answer.words.clone(),
                        to: title(&answer.to),
                        count: branch.count,
                        weak: weakness(&branch.count, &count, self.script.leads_to_goal(&answer.to)),
                    })
                })
                .collect(),
        });
        let waiting = unanswered.iter().filter(|one| one.document == self.document).take(UNANSWERED_SHOWN);
        let waiting = waiting.map(|one| UnansweredView {
            id: one.id,
            said: one.said.clone(),
            step: title(&one.step),
            company: one.company.clone(),
            at: one.at,
        });
        ScriptReport {
            slug: self.text.document.path.slug.clone(),
            title: self.text.document.meta.title.clone(),
            lang: self.text.document.path.lang,
            version: wanted,
            versions: played.into_iter().rev().map(|((lang, number), talks)| (lang, number, talks)).collect(),
            count,
            steps: steps.collect(),
            unanswered: waiting.collect(),
        }
    }
}

/// As the address names a version: `ja.3`.
fn wanted(version: &str) -> Option<(Lang, u32)> {
    let (lang, number) = version.split_once('.')?;
    Some((Lang::parse(lang)?, number.parse().ok()?))
}
