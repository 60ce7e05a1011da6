use serde::{Deserialize, Serialize};

use super::{
    completion::{Completion, LessonState, ModuleState},
    grading::{Given, Grade, Graded},
    part::Part,
    video::VideoView,
};
use crate::{
    id::RevisionId,
    lang::{Bilingual, Lang},
    publishing::{Question, QuestionKind},
    time::Timestamp,
};

/// `/learn`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearnSheet {
    /// In their order.
    pub modules: Vec<ModuleCard>,
    /// None when everything is finished.
    pub carry_on: Option<CarryOn>,
    /// Whether learning counts; the vendor's people only look.
    pub counted: bool,
}

/// The lesson to go on with: of those begun and not finished the one last looked at, else the first that is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarryOn {
    pub lesson: LessonLink,
    pub module_title: String,
    pub summary: String,
    pub minutes: u32,
    pub state: LessonState,
    /// For finishing it, when it is offered.
    pub points: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleCard {
    pub slug: String,
    /// Of the text shown, here and in every view below.
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub badge: String,
    pub lessons_done: u32,
    pub lessons_total: u32,
    pub minutes: u32,
    pub state: ModuleState,
}

/// `/learn/:module`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleSheet {
    pub card: ModuleCard,
    pub html: String,
    /// In their order.
    pub lessons: Vec<LessonLine>,
    /// For finishing the module; `None` when earned already or not offered.
    pub points: Option<i64>,
    /// For finishing one of its lessons, when it is offered.
    pub lesson_points: Option<i64>,
    pub completed_at: Option<Timestamp>,
    pub counted: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLine {
    pub slug: String,
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub minutes: u32,
    pub has_video: bool,
    pub has_quiz: bool,
    pub state: LessonState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLink {
    pub module: String,
    pub lesson: String,
    pub title: String,
}

impl LessonLink {
    /// Where to go from `lesson`: on, and from the last one back to the first that is unfinished.
    pub fn after(lesson: &str, module: &str, lessons: &[LessonLine]) -> Option<Self> {
        let here = lessons.iter().position(|line| line.slug == lesson)?;
        let unfinished = || lessons.iter().find(|line| line.slug != lesson && line.state != LessonState::Completed);
        let next = lessons.get(here + 1).or_else(unfinished)?;
        Some(Self { module: module.to_owned(), lesson: next.slug.clone(), title: next.title.clone() })
    }
}

/// `/learn/:module/:lesson`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonSheet {
    pub module: String,
    pub module_title: String,
    pub slug: String,
    /// To be sent back with the answers.
    pub revision: RevisionId,
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub html: String,
    pub minutes: u32,
    /// From 1, of `lessons_total`.
    pub number: u32,
    pub lessons_total: u32,
    pub video: Option<VideoView>,
    pub quiz: Vec<QuestionView>,
    /// In percent.
    pub pass_mark: u8,
    pub best_score: Option<u8>,
    /// Where the reader was last, on whatever device.
    pub position_percent: u8,
    pub completion: Completion,
    pub completed_at: Option<Timestamp>,
    /// Whether reading counts; the vendor's people only look.
    pub counted: bool,
    /// For finishing the lesson; `None` when earned already or not offered.
    pub points: Option<i64>,
    /// What finishing it has brought, and the module with it.
    pub earned: Vec<Earned>,
    /// The module's badge, when it was finished with this lesson.
    pub badge: Option<String>,
    /// The whole module, in order.
    pub lessons: Vec<LessonLine>,
    pub next: Option<LessonLink>,
}

/// Points and the rule that granted them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earned {
    pub points: i64,
    pub rule: Bilingual,
}

/// A question without its answer, until it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionView {
    pub kind: QuestionKind,
    pub ask: String,
    pub options: Vec<OptionView>,
    pub graded: Option<Graded>,
    /// Where the lesson answers it.
    pub part: Option<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionView {
    pub text: String,
    /// As given before: chosen, or for an order question its place from 1.
    pub chosen: bool,
    pub place: Option<usize>,
}

impl QuestionView {
    /// Invariant: what is right reaches the browser only when it was given, or once the quiz is `passed`.
    pub fn of(question: &Question, given: Option<&Given>, passed: bool, part: Option<Part>) -> Self {
        let option = |(i, text): (usize, &String)| {
            let index = given.and_then(|given| given.iter().position(|option| *option == i));
            let place = index.filter(|_| question.kind == QuestionKind::Order).map(|index| index + 1);
            OptionView { text: text.clone(), chosen: index.is_some(), place }
        };
        Self {
            kind: question.kind,
            ask: question.ask.clone(),
            options: question.options.iter().enumerate().map(option).collect(),
            graded: given.map(|given| Graded::of(question, given, passed)),
            part,
        }
    }
}

/// What reading or answering brought about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonOutcome {
    pub completion: Completion,
    /// Now, by this very step.
    pub lesson_completed: bool,
    /// The badge of the module, when this was its last lesson.
    pub badge_earned: Option<String>,
    /// By this step.
    pub earned: Vec<Earned>,
    pub next: Option<LessonLink>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizResult {
    pub grade: Grade,
    /// In percent.
    pub pass_mark: u8,
    pub outcome: LessonOutcome,
}

#[cfg(test)]
mod tests {
    use super::super::grading::tests::question;
    use super::*;

    #[test]
    fn an_unanswered_question_tells_nothing() {
        let asked = question(QuestionKind::Order, &[2, 0, 1, 3]);
        let json = serde_json::to_string(&QuestionView::of(&asked, None, true, None)).unwrap();
        assert!(!json.contains("correct") && !json.contains("because"), "{json}");
        let wrong = QuestionView::of(&asked, Some(&vec![0, 1, 2, 3]), false, None);
        assert!(wrong.graded.is_some_and(|graded| !graded.right && graded.key.is_none()));
        let view = QuestionView::of(&asked, Some(&vec![2, 0, 1, 3]), false, None);
        assert!(view.graded.is_some_and(|graded| graded.right));
        let places: Vec<_> = view.options.iter().map(|option| option.place).collect();
        assert_eq!(places, [Some(2), Some(3), Some(1), Some(4)]);
    }

    #[test]
    fn the_way_goes_on_and_back_to_what_was_left_out() {
        let line = |slug: &str, state| LessonLine {
            slug: slug.into(),
            lang: Lang::Ja,
            title: slug.to_uppercase(),
            summary: String::new(),
            minutes: 5,
            has_video: false,
            has_quiz: false,
            state,
        };
        let lessons = [line("a", LessonState::Completed), line("b", LessonState::New), line("c", LessonState::Completed)];
        let cases = [("a", Some("b")), ("b", Some("c")), ("c", Some("b")), ("x", None)];
        for (lesson, next) in cases {
            assert_eq!(LessonLink::after(lesson, "m", &lessons).map(|link| link.lesson).as_deref(), next, "{lesson}");
        }
        assert_eq!(LessonLink::after("b", "m", &lessons[..2]), None);
    }
}
