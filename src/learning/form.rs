//! What a learner's page sends, with and without JavaScript.

use serde::{Deserialize, Serialize};

use super::grading::Given;
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::RevisionId,
    publishing::{OPTIONS_MAX, Question, QuestionKind, is_slug},
};

/// A lesson, in whatever language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LessonKey {
    pub module: String,
    pub lesson: String,
}

impl LessonKey {
    /// # Errors
    /// [`Failure::NotFound`]: what is no slug names no lesson.
    pub fn read(module: &str, lesson: &str) -> Answer<Self> {
        if is_slug(module) && is_slug(lesson) {
            Ok(Self { module: module.into(), lesson: lesson.into() })
        } else {
            Err(Failure::NotFound)
        }
    }
}

/// Answers as plain HTML inputs send them: `0:2` chooses the third option of the first question, `1:0:3` puts the first option
/// of the second question, an order question, in third place. Empty texts and places are nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuizForm {
    pub module: String,
    pub lesson: String,
    /// The revision on the screen, so that what is graded is what was asked.
    pub revision: String,
    /// How the learner came here; see [`crate::activity::Origin::of_link`].
    pub from: String,
    pub answers: Vec<String>,
}

/// The index an input of the quiz gets in `answers[…]`: the radio buttons of a question share one, every check box and every
/// select of an order question has its own.
pub const fn answer_slot(kind: QuestionKind, question: usize, option: usize) -> usize {
    match kind {
        QuestionKind::Single => question * OPTIONS_MAX,
        QuestionKind::Multiple | QuestionKind::Order => question * OPTIONS_MAX + option,
    }
}

impl QuizForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`]
    pub fn target(&self) -> Answer<(LessonKey, RevisionId)> {
        let revision = self.revision.parse().map_err(|_| Failure::Malformed)?;
        Ok((LessonKey::read(&self.module, &self.lesson)?, revision))
    }

    /// What was given to each question.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with `answers.<question>` for what is not answered or not in order; [`Failure::Malformed`] for what
    /// no page of ours sends.
    pub fn read(&self, quiz: &[Question]) -> Answer<Vec<Given>> {
        let mut picks: Vec<Vec<Pick>> = vec![Vec::new(); quiz.len()];
        for text in self.answers.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            let (question, pick) = pick(text).ok_or(Failure::Malformed)?;
            let options = quiz.get(question).ok_or(Failure::Malformed)?.options.len();
            if pick.option >= options || pick.place.is_some_and(|place| !(1..=options).contains(&place)) {
                return Err(Failure::Malformed);
            }
            picks[question].push(pick);
        }
        let mut reading = Reading::default();
        let mut given = Vec::with_capacity(quiz.len());
        for (i, (question, picks)) in quiz.iter().zip(picks).enumerate() {
            match answer(question, picks) {
                Ok(answer) => given.push(answer),
                Err(problem) => reading.errors.add(&format!("answers.{i}"), problem),
            }
        }
        reading.errors.or(Some(given))
    }
}

#[derive(Clone, Copy)]
struct Pick {
    option: usize,
    place: Option<usize>,
}

/// The question and what was picked there.
fn pick(text: &str) -> Option<(usize, Pick)> {
    let mut parts = text.split(':');
    let question = parts.next()?.parse().ok()?;
    let option = parts.next()?.parse().ok()?;
    let place = match parts.next() {
        None | Some("") => None,
        Some(place) => Some(place.parse().ok()?),
    };
    parts.next().is_none().then_some((question, Pick { option, place }))
}

fn answer(question: &Question, mut picks: Vec<Pick>) -> Result<Given, Problem> {
    if question.kind == QuestionKind::Order {
        picks.retain(|pick| pick.place.is_some());
        if picks.len() < question.options.len() {
            return Err(Problem::Required);
        }
        picks.sort_by_key(|pick| pick.place);
        let in_order = picks.iter().zip(1..).all(|(pick, place)| pick.place == Some(place));
        let mut options: Vec<usize> = picks.iter().map(|pick| pick.option).collect();
        let given = options.clone();
        options.sort_unstable();
        options.dedup();
        return if in_order && options.len() == given.len() { Ok(given) } else { Err(Problem::AlreadyTaken) };
    }
    let mut given: Given = picks.iter().map(|pick| pick.option).collect();
    given.sort_unstable();
    given.dedup();
    match (question.kind, given.len()) {
        (_, 0) => Err(Problem::Required),
        (QuestionKind::Single, 2..) => Err(Problem::NotOffered),
        _ => Ok(given),
    }
}

/// How far the page was scrolled or the video watched; sent now and then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PositionForm {
    pub module: String,
    pub lesson: String,
    pub percent: String,
    pub from: String,
}

impl PositionForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`]
    pub fn read(&self) -> Answer<(LessonKey, u8)> {
        let percent = self.percent.trim().parse::<u8>().ok().filter(|percent| *percent <= 100).ok_or(Failure::Malformed)?;
        Ok((LessonKey::read(&self.module, &self.lesson)?, percent))
    }
}

/// "I have read this", which also works where no script counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadForm {
    pub module: String,
    pub lesson: String,
    pub from: String,
}

impl ReadForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<LessonKey> {
        LessonKey::read(&self.module, &self.lesson)
    }
}

#[cfg(test)]
mod tests {
    use super::super::grading::tests::question;
    use super::*;

    fn quiz() -> Vec<Question> {
        use QuestionKind::{Multiple, Order, Single};
        vec![question(Single, &[0]), question(Multiple, &[0, 1]), question(Order, &[3, 2, 1, 0])]
    }

    fn read(answers: &[&str]) -> Result<Vec<Given>, Vec<(String, Problem)>> {
        let form = QuizForm { answers: answers.iter().map(ToString::to_string).collect(), ..QuizForm::default() };
        form.read(&quiz()).map_err(|failure| match failure {
            Failure::Invalid { errors } => errors.0.into_iter().map(|e| (e.field, e.problem)).collect(),
            other => vec![(format!("{other:?}"), Problem::NotOffered)],
        })
    }

    #[test]
    fn answers_are_read_from_plain_inputs() {
        let ordered = ["2:0:4", "2:1:3", "2:2:2", "2:3:1"];
        let all = [&["0:2", "1:3", "1:0"], &ordered[..]].concat();
        assert_eq!(read(&all), Ok(vec![vec![2], vec![0, 3], vec![3, 2, 1, 0]]));
    }

    #[test]
    fn what_is_missing_stands_at_its_question() {
        let missing = |i: usize| (format!("answers.{i}"), Problem::Required);
        assert_eq!(read(&[]), Err(vec![missing(0), missing(1), missing(2)]));
        assert_eq!(read(&["0:1", "1:1", "2:0:1", "2:1:", ""]), Err(vec![missing(2)]));
        let twice = ["0:1", "1:1", "2:0:1", "2:1:1", "2:2:3", "2:3:4"];
        assert_eq!(read(&twice), Err(vec![("answers.2".into(), Problem::AlreadyTaken)]));
    }

    #[test]
    fn what_no_page_sends_is_malformed() {
        for bad in ["x", "0", "9:0", "0:4", "2:0:5", "2:0:0", "0:0:1:1", "-1:0", "2:0:x"] {
            assert_eq!(read(&[bad]), Err(vec![("Malformed".into(), Problem::NotOffered)]), "{bad}");
        }
    }

    #[test]
    fn inputs_share_a_slot_only_within_a_radio_group() {
        let mut slots = Vec::new();
        for (i, question) in quiz().iter().enumerate() {
            let mut own: Vec<usize> = (0..4).map(|option| answer_slot(question.kind, i, option)).collect();
            own.dedup();
            slots.extend(own);
        }
        assert_eq!(slots, [0, 10, 11, 12, 13, 20, 21, 22, 23]);
    }

    #[test]
    fn positions_are_percents_of_lessons() {
        let form = |lesson: &str, percent: &str| PositionForm {
            module: "demo".into(),
            lesson: lesson.into(),
            percent: percent.into(),
            ..PositionForm::default()
        };
        assert!(matches!(form("fifteen", " 40 ").read(), Ok((_, 40))));
        assert_eq!(form("fifteen", "101").read(), Err(Failure::Malformed));
        assert_eq!(form("../x", "1").read(), Err(Failure::NotFound));
    }
}
