//! All modules and lessons as one reader may read them, beside what the reader has done.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    completion::{LessonState, Tally},
    form::LessonKey,
    progress::ProgressRecord,
    view::{LessonLine, LessonLink, ModuleCard},
};
use crate::{id::DocumentId, lang::Lang, time::Timestamp};

/// In their order; a module without lessons is not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    pub modules: Vec<ModuleText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleText {
    /// The same in both languages; what activities are about.
    pub document: DocumentId,
    pub slug: String,
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub badge: String,
    /// In their order.
    pub lessons: Vec<LessonText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonText {
    /// The same in both languages; what activities are about.
    pub document: DocumentId,
    pub slug: String,
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub minutes: u32,
    pub has_video: bool,
    pub has_quiz: bool,
}

/// Everything one person has begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress(BTreeMap<LessonKey, ProgressRecord>);

impl Progress {
    pub fn record(&self, module: &str, lesson: &str) -> Option<&ProgressRecord> {
        self.0.get(&LessonKey { module: module.to_owned(), lesson: lesson.to_owned() })
    }

    pub fn state(&self, module: &str, lesson: &str) -> LessonState {
        self.record(module, lesson).map_or(LessonState::New, ProgressRecord::state)
    }

    pub fn note(&mut self, record: ProgressRecord) {
        self.0.insert(record.lesson.clone(), record);
    }
}

impl FromIterator<ProgressRecord> for Progress {
    fn from_iter<I: IntoIterator<Item = ProgressRecord>>(records: I) -> Self {
        Self(records.into_iter().map(|record| (record.lesson.clone(), record)).collect())
    }
}

impl Catalogue {
    pub fn module(&self, slug: &str) -> Option<&ModuleText> {
        self.modules.iter().find(|module| module.slug == slug)
    }

    /// The lesson to go on with: of those begun and not finished the one last looked at, else the first that is not finished.
    pub fn carry_on(&self, progress: &Progress) -> Option<(&ModuleText, &LessonText)> {
        let open = || {
            let lessons = self.modules.iter().flat_map(|module| module.lessons.iter().map(move |lesson| (module, lesson)));
            lessons.filter(|(module, lesson)| progress.state(&module.slug, &lesson.slug) != LessonState::Completed)
        };
        let seen_at = |(module, lesson): &(&ModuleText, &LessonText)| {
            progress.record(&module.slug, &lesson.slug).map(|record| record.seen_at)
        };
        open().filter(|lesson| seen_at(lesson).is_some()).min_by_key(|lesson| Reverse(seen_at(lesson))).or_else(|| open().next())
    }

    /// The first lesson nobody of this progress has looked at.
    pub fn first_new(&self, progress: &Progress) -> Option<(&ModuleText, &LessonText)> {
        let lessons = self.modules.iter().flat_map(|module| module.lessons.iter().map(move |lesson| (module, lesson)));
        lessons.into_iter().find(|(module, lesson)| progress.record(&module.slug, &lesson.slug).is_none())
    }
}

impl ModuleText {
    pub fn lesson(&self, slug: &str) -> Option<&LessonText> {
        self.lessons.iter().find(|lesson| lesson.slug == slug)
    }

    pub fn link(&self, lesson: &LessonText) -> LessonLink {
        LessonLink { module: self.slug.clone(), lesson: lesson.slug.clone(), title: lesson.title.clone() }
    }

    pub fn tally(&self, progress: &Progress) -> Tally {
        Tally::of(self.lessons.iter().map(|lesson| progress.state(&self.slug, &lesson.slug)))
    }

    /// When the last of its lessons was finished; `None` while one is not.
    pub fn completed_at(&self, progress: &Progress) -> Option<Timestamp> {
        let done = |lesson: &LessonText| progress.record(&self.slug, &lesson.slug)?.completed_at;
        let moments: Option<Vec<Timestamp>> = self.lessons.iter().map(done).collect();
        moments?.into_iter().max()
    }

    pub fn card(&self, progress: &Progress) -> ModuleCard {
        let tally = self.tally(progress);
        ModuleCard {
            slug: self.slug.clone(),
            lang: self.lang,
            title: self.title.clone(),
            summary: self.summary.clone(),
            badge: self.badge.clone(),
            lessons_done: tally.done,
            lessons_total: tally.total,
            minutes: self.lessons.iter().map(|lesson| lesson.minutes).sum(),
            state: tally.state(),
        }
    }

    pub fn lines(&self, progress: &Progress) -> Vec<LessonLine> {
        let line = |lesson: &LessonText| LessonLine {
            slug: lesson.slug.clone(),
            lang: lesson.lang,
            title: lesson.title.clone(),
            summary: lesson.summary.clone(),
            minutes: lesson.minutes,
            has_video: lesson.has_video,
            has_quiz: lesson.has_quiz,
            state: progress.state(&self.slug, &lesson.slug),
        };
        self.lessons.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::{Id, UserId},
        learning::ModuleState,
    };

    fn catalogue() -> Catalogue {
        let lesson = |slug: &str| LessonText {
            document: Id::new(Timestamp::EPOCH, [1; 10]),
            slug: slug.into(),
            lang: Lang::Ja,
            title: slug.to_uppercase(),
            summary: String::new(),
            minutes: 6,
            has_video: false,
            has_quiz: false,
        };
        let module = |slug: &str, lessons: &[&str]| ModuleText {
            document: Id::new(Timestamp::EPOCH, [2; 10]),
            slug: slug.into(),
            lang: Lang::Ja,
            title: slug.into(),
            summary: String::new(),
            badge: slug.into(),
            lessons: lessons.iter().map(|slug| lesson(slug)).collect(),
        };
        Catalogue { modules: vec![module("one", &["a", "b"]), module("two", &["c", "d"])] }
    }

    fn record(module: &str, lesson: &str, seen: i64, done: bool) -> ProgressRecord {
        let user: UserId = Id::new(Timestamp::EPOCH, [3; 10]);
        let at = Timestamp::from_seconds(seen);
        let mut record = ProgressRecord::new(user, LessonKey { module: module.into(), lesson: lesson.into() }, at);
        if done {
            record.read(at);
            record.settle(false, at);
        }
        record
    }

    #[test]
    fn one_goes_on_where_one_was_last() {
        let catalogue = catalogue();
        let all =
            [record("one", "a", 1, true), record("one", "b", 2, true), record("two", "c", 3, true), record("two", "d", 4, true)];
        let cases: [(&[ProgressRecord], Option<&str>); 5] = [
            (&[], Some("a")),
            (&[record("one", "a", 1, true)], Some("b")),
            (&[record("one", "a", 1, false), record("two", "d", 2, false)], Some("d")),
            (&[record("one", "a", 5, false), record("two", "d", 2, false), record("two", "c", 9, true)], Some("a")),
            (&all, None),
        ];
        for (records, expected) in cases {
            let progress: Progress = records.iter().cloned().collect();
            let found = catalogue.carry_on(&progress).map(|(_, lesson)| lesson.slug.as_str());
            assert_eq!(found, expected, "{records:?}");
        }
        let progress: Progress = [record("one", "a", 1, false)].into_iter().collect();
        assert_eq!(catalogue.first_new(&progress).map(|(_, lesson)| lesson.slug.as_str()), Some("b"));
    }

    #[test]
    fn a_module_is_finished_with_its_last_lesson() {
        let catalogue = catalogue();
        let one = catalogue.module("one").unwrap();
        let mut progress: Progress = [record("one", "a", 7, true)].into_iter().collect();
        assert_eq!((one.completed_at(&progress), one.card(&progress).state), (None, ModuleState::Started));
        progress.note(record("one", "b", 5, true));
        assert_eq!(one.completed_at(&progress), Some(Timestamp::from_seconds(7)));
        let card = one.card(&progress);
        assert_eq!((card.state, card.lessons_done, card.minutes), (ModuleState::Completed, 2, 12));
    }
}
