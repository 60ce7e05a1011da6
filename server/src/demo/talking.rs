//! How people go through talk scripts in the demo world.

use jiso::{
    caller::Caller,
    failure::{Answer, Failure},
    id::{Id, of},
    scripts::{PlaySheet, Scripts, TapsForm},
};

use super::{dice::Dice, play::Play};

/// Of a hundred talks that meet a question, so many end without an answer, and in so many the customer says something else.
const LEAVES: u64 = 9;
const SAYS_ELSE: u64 = 1;
/// The customer answers what the script hopes for, which is its first answer.
const AS_HOPED: u64 = 48;

impl Play<'_> {
    /// Somebody goes through a script that branches, as `seed` has it; other texts are only read.
    pub(super) async fn talk(&self, reader: &Caller, slug: &str, seed: u64) -> Answer<()> {
        let sheet = match Scripts::play(&self.office, reader, slug, "").await {
            Ok(sheet) => sheet,
            Err(Failure::NotFound) => return Ok(()),
            Err(failure) => return Err(failure),
        };
        let mut dice = Dice::from_seed(seed);
        let talks = 1 + dice.below(3);
        let lines: Vec<String> = (0..talks).flat_map(|_| self.lines(&sheet, &mut dice)).collect();
        self.office.keep(reader, TapsForm { lines: lines.join("\n") }).await.map(drop)
    }

    /// The taps of one talk, as a browser sends them.
    fn lines(&self, sheet: &PlaySheet, dice: &mut Dice) -> Vec<String> {
        let talk: Id<of::Talk> = self.office.new_id();
        let PlaySheet { slug, lang, version, steps, .. } = sheet;
        let (mut lines, mut here) = (Vec::new(), steps.first());
        while let Some(step) = here.filter(|step| !step.answers.is_empty() && lines.len() < 12) {
            let (place, key, lang) = (lines.len(), &step.key, lang.as_str());
            if dice.percent(SAYS_ELSE) {
                let said = dice.pick(&self.words.said).cloned().unwrap_or_default();
                lines.push(format!("{talk}\t{place}\t{slug}\t{lang}\t{version}\t{key}\t\t\t\t{said}"));
                break;
            }
            if dice.percent(LEAVES) {
                break;
            }
            let answer = if dice.percent(AS_HOPED) { step.answers.first() } else { dice.pick(&step.answers) };
            let Some(to) = answer.map(|answer| &answer.to) else { break };
            lines.push(format!("{talk}\t{place}\t{slug}\t{lang}\t{version}\t{key}\t{to}\t\t\t"));
            here = steps.iter().find(|step| step.key == *to);
        }
        lines
    }
}
