//! What became of talks: which branches people take, where talks end, and which branches are weak.

use serde::{Deserialize, Serialize};

use super::{Ending, Script};
use crate::{activity::closed_set, percent::percent};

/// Of fewer talks nothing is said in percent, and nothing is called weak.
pub const SAMPLE_MIN: u32 = 10;

/// What somebody tapped at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tap {
    pub step: String,
    pub told: Told,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// One of the script's answers: the step it leads to, and how the talk ends there.
    Answer { to: String, ending: Option<Ending> },
    /// Something else, in the words of whoever was there.
    Else,
}

/// One conversation, tap by tap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    pub taps: Vec<Tap>,
}

/// What came of talks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkCount {
    pub talks: u32,
    pub goal: u32,
    pub later: u32,
    pub no: u32,
    /// Nobody came to an end of the script.
    pub left: u32,
}

impl TalkCount {
    fn note(&mut self, ending: Option<Ending>) {
        self.talks += 1;
        *match ending {
            Some(Ending::Goal) => &mut self.goal,
            Some(Ending::Later) => &mut self.later,
            Some(Ending::No) => &mut self.no,
            None => &mut self.left,
        } += 1;
    }

    /// Of a hundred talks, how many came to the goal; nothing where there are too few to say so.
    pub fn goal_percent(&self) -> Option<u32> {
        if self.talks < SAMPLE_MIN { None } else { percent(self.goal, self.talks) }
    }
}

/// How talks went on that took a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchCount {
    pub from: String,
    pub to: String,
    pub count: TalkCount,
}

/// How often a step was seen, and how many talks stopped there without an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepCount {
    pub step: String,
    pub seen: u32,
    pub stopped: u32,
    /// The customer said something that the script does not know.
    pub other: u32,
}

/// Why a branch is weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weakness {
    /// Its talks come to the goal less than half as often as those of the whole script.
    FewGoals,
    /// Half of its talks or more end with a no or nowhere, more than those of the whole script.
    ManyExits,
}

closed_set!(Weakness { FewGoals = "few_goals", ManyExits = "many_exits" });

/// The branches that a talk took in the end: whoever goes back and taps something else takes the first tap back.
pub fn path(talk: &Talk) -> Vec<(&str, &str, Option<Ending>)> {
    let mut path: Vec<(&str, &str, Option<Ending>)> = Vec::new();
    for tap in &talk.taps {
        while path.last().is_some_and(|(_, to, _)| *to != tap.step) {
            path.pop();
        }
        if let Told::Answer { to, ending } = &tap.told {
            path.push((&tap.step, to, *ending));
        }
    }
    path
}

fn ending(path: &[(&str, &str, Option<Ending>)]) -> Option<Ending> {
    path.last().and_then(|(_, _, ending)| *ending)
}

/// What came of all talks together.
pub fn outcomes(talks: &[Talk]) -> TalkCount {
    let mut count = TalkCount::default();
    for talk in talks {
        count.note(ending(&path(talk)));
    }
    count
}

/// Every branch and every step of a script, in its order, with what became of the talks that went that way.
pub fn branches(script: &Script, talks: &[Talk]) -> (Vec<StepCount>, Vec<BranchCount>) {
    let mut steps: Vec<StepCount> = Vec::new();
    let mut branches: Vec<BranchCount> = Vec::new();
    for step in &script.steps {
        steps.push(StepCount { step: step.key.clone(), seen: 0, stopped: 0, other: 0 });
        for answer in &step.answers {
            branches.push(BranchCount { from: step.key.clone(), to: answer.to.clone(), count: TalkCount::default() });
        }
    }
    for talk in talks.iter().filter(|talk| !talk.taps.is_empty()) {
        let path = path(talk);
        let end = ending(&path);
        for branch in &mut branches {
            if path.iter().any(|(from, to, _)| *from == branch.from && *to == branch.to) {
                branch.count.note(end);
            }
        }
        let first = talk.taps.first().map(|tap| tap.step.as_str());
        let last = path.last().map(|(_, to, _)| *to).or(first);
        for step in &mut steps {
            let seen = first == Some(&step.step) || path.iter().any(|(_, to, _)| *to == step.step);
            step.seen += u32::from(seen);
            step.stopped += u32::from(end.is_none() && last == Some(&step.step));
            step.other += u32::from(talk.taps.iter().any(|tap| tap.step == step.step && tap.told == Told::Else));
        }
    }
    (steps, branches)
}

/// Why a branch is weak beside the whole script's talks; too few talks say nothing. `to_goal`: the goal can be reached from there;
/// what ends with a next contact at best is not judged by goals.
pub fn weakness(branch: &TalkCount, all: &TalkCount, to_goal: bool) -> Option<Weakness> {
    if branch.talks < SAMPLE_MIN {
        return None;
    }
    let (goals, exits) = (u64::from(branch.goal), u64::from(branch.no + branch.left));
    let (talks, of_all) = (u64::from(branch.talks), u64::from(all.talks));
    if to_goal && 2 * goals * of_all < u64::from(all.goal) * talks {
        return Some(Weakness::FewGoals);
    }
    let many = 2 * exits >= talks && exits * of_all > u64::from(all.no + all.left) * talks;
    many.then_some(Weakness::ManyExits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tap(step: &str, to: &str) -> Tap {
        let ending = match to {
            "meeting" => Some(Ending::Goal),
            "bye" => Some(Ending::No),
            _ => None,
        };
        Tap { step: step.into(), told: Told::Answer { to: to.into(), ending } }
    }

    fn other(step: &str) -> Tap {
        Tap { step: step.into(), told: Told::Else }
    }

    fn talk(taps: &[Tap]) -> Talk {
        Talk { taps: taps.to_vec() }
    }

    fn script() -> Script {
        Script::read(
            "## A {#a}\n- [1](#b)\n- [2](#c)\n## B {#b}\n- [1](#meeting)\n- [2](#bye)\n## C {#c}\n- [1](#a)\n- [2](#bye)\n\
             ## M {#meeting .goal}\nx\n## Bye {#bye .no}\nx\n",
        )
    }

    #[test]
    fn going_back_takes_a_tap_back() {
        let talk = talk(&[tap("a", "c"), tap("c", "a"), tap("a", "b"), tap("b", "bye"), tap("b", "meeting")]);
        let went: Vec<_> = path(&talk).into_iter().map(|(from, to, _)| (from, to)).collect();
        assert_eq!(went, [("a", "c"), ("c", "a"), ("a", "b"), ("b", "meeting")], "a loop stays, a mistaken tap does not");
        assert_eq!(outcomes(&[talk]), TalkCount { talks: 1, goal: 1, ..TalkCount::default() });
    }

    #[test]
    fn branches_tell_how_their_talks_ended() {
        let talks = [
            talk(&[tap("a", "b"), tap("b", "meeting")]),
            talk(&[tap("a", "b"), other("b")]),
            talk(&[tap("a", "c"), tap("c", "bye")]),
            talk(&[other("a")]),
        ];
        let (steps, branches) = branches(&script(), &talks);
        let count = |from: &str, to: &str| branches.iter().find(|one| one.from == from && one.to == to).unwrap().count;
        assert_eq!(count("a", "b"), TalkCount { talks: 2, goal: 1, left: 1, ..TalkCount::default() });
        assert_eq!(count("c", "bye"), TalkCount { talks: 1, no: 1, ..TalkCount::default() });
        assert_eq!(count("c", "a").talks, 0);
        let step = |key: &str| steps.iter().find(|one| one.step == key).map(|one| (one.seen, one.stopped, one.other)).unwrap();
        assert_eq!(step("a"), (4, 1, 1));
        assert_eq!(step("b"), (2, 1, 1));
        assert_eq!(step("meeting"), (1, 0, 0));
    }

    #[test]
    fn a_branch_is_weak_only_when_enough_talks_say_so() {
        let count = |talks, goal, no| TalkCount { talks, goal, no, left: talks - goal - no, later: 0 };
        let all = count(100, 40, 30);
        assert_eq!(weakness(&count(9, 0, 9), &all, true), None, "nine are no sample");
        assert_eq!(weakness(&count(10, 1, 2), &all, true), Some(Weakness::FewGoals));
        assert_eq!(weakness(&count(10, 3, 7), &all, true), Some(Weakness::ManyExits));
        assert_eq!(weakness(&count(10, 5, 5), &count(100, 40, 60), true), None);
        let later = TalkCount { talks: 10, later: 10, ..TalkCount::default() };
        let told = [weakness(&later, &all, true), weakness(&later, &all, false)];
        assert_eq!(told, [Some(Weakness::FewGoals), None], "where no goal lies, none is missed");
        assert_eq!((count(9, 9, 0).goal_percent(), count(20, 5, 0).goal_percent()), (None, Some(25)));
        assert_eq!(count(11, 7, 0).goal_percent(), Some(64), "63.6 is nearer to it");
    }
}
