use std::collections::HashMap;

use jiso::{
    id::DocumentId,
    lang::Lang,
    learning::{Catalogue, LessonText, ModuleText},
    publishing::{Details, each_in_language},
};
use jiso_store::published::Published;

/// Modules and lessons as a reader of `lang` sees them. Their ids are those of the Japanese texts, so that reading both
/// languages of a lesson is one thing done.
pub(crate) fn catalogue(versions: Vec<Published>, lang: Lang) -> Catalogue {
    let name = |text: &Published| (text.path.kind, text.path.module.clone(), text.path.slug.clone());
    let canonical: HashMap<_, DocumentId> = each_in_language(Lang::Ja, versions.clone(), |text| text.path.lang, name)
        .iter()
        .map(|text| (name(text), text.id))
        .collect();
    let shown = each_in_language(lang, versions, |text| text.path.lang, name);
    let document = |text: &Published| canonical.get(&name(text)).copied().unwrap_or(text.id);
    let mut modules: Vec<(u32, ModuleText)> = shown.iter().filter_map(|text| module_text(text, document(text))).collect();
    modules.sort_by(|a, b| (a.0, &a.1.slug).cmp(&(b.0, &b.1.slug)));
    let mut modules: Vec<ModuleText> = modules.into_iter().map(|(_, module)| module).collect();
    for module in &mut modules {
        let own = shown.iter().filter(|text| text.path.module.as_ref() == Some(&module.slug));
        let mut lessons: Vec<_> = own.filter_map(|text| Some((text.path.position, lesson_text(text, document(text))?))).collect();
        lessons.sort_by(|a, b| (a.0, &a.1.slug).cmp(&(b.0, &b.1.slug)));
        module.lessons = lessons.into_iter().map(|(_, lesson)| lesson).collect();
    }
    modules.retain(|module| !module.lessons.is_empty());
    Catalogue { modules }
}

fn module_text(text: &Published, document: DocumentId) -> Option<(u32, ModuleText)> {
    let Details::Module { position, badge } = &text.meta.details else { return None };
    let module = ModuleText {
        document,
        slug: text.path.slug.clone(),
        lang: text.path.lang,
        title: text.meta.title.clone(),
        summary: text.meta.summary.clone(),
        badge: badge.clone(),
        lessons: Vec::new(),
    };
    Some((*position, module))
}

fn lesson_text(text: &Published, document: DocumentId) -> Option<LessonText> {
    let Details::Lesson { minutes, video, quiz } = &text.meta.details else { return None };
    Some(LessonText {
        document,
        slug: text.path.slug.clone(),
        lang: text.path.lang,
        title: text.meta.title.clone(),
        summary: text.meta.summary.clone(),
        minutes: *minutes,
        has_video: video.is_some(),
        has_quiz: !quiz.is_empty(),
    })
}
