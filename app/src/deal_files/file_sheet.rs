use jiso::{
    deal_files::{BYTES_MAX, FILES_MAX, FileKind, FileLine, FileSheet},
    lang::Lang,
};
use leptos::prelude::*;

use super::api::{AttachDealFile, RemoveDealFile};
use crate::{
    format::{bytes, dot, moment},
    forms::{Checkbox, FileField, FormProblems, FormState, HiddenField, PostForm, Submit, use_form},
    frame::lang,
    text::deal_files as t,
    ui::{Icon, More, Sheet, Tag, Tone},
};

/// A deal's files, for those who work on it.
#[component]
pub fn FilesSheet(deal: String, sheet: FileSheet) -> impl IntoView {
    let l = lang();
    let (attach, remove) = (use_form::<AttachDealFile>(), use_form::<RemoveDealFile>());
    let FileSheet { files, key } = sheet;
    let none = files.is_empty();
    let full = files.len() >= FILES_MAX as usize;
    let of = deal.clone();
    let rows = files
        .into_iter()
        .map(|file| {
            let taken_off = view! { <Remove form=remove deal=of.clone() id=file.id.to_string() name=file.name.to_string()/> };
            row(l, &of, file, true, Some(taken_off.into_any()))
        })
        .collect_view();
    // Whoever was refused because it is full sees why.
    let refused = attach.failure().get_untracked().is_some();
    let form = key.filter(|_| !full || refused).map(|key| {
        view! { <More summary=t::send(l) open=refused><Attach form=attach deal key/></More> }
    });
    view! {
        <Sheet title=t::title(l) id="files">
            {if none { view! { <p class="quiet">{t::none(l)}</p> }.into_any() } else { view! { <ul class="rows">{rows}</ul> }.into_any() }}
            <FormProblems failure=remove.failure()/>
            {full.then(|| view! { <p class="quiet">{t::full(l, FILES_MAX)}</p> })}
            {form}
        </Sheet>
    }
}

/// What the partner shows the vendor; nothing where there is none.
#[component]
pub fn FilesForVendor(deal: String, sheet: FileSheet) -> impl IntoView {
    let l = lang();
    (!sheet.files.is_empty()).then(|| {
        let rows = sheet.files.into_iter().map(|file| row(l, &deal, file, false, None)).collect_view();
        view! {
            <Sheet title=t::title(l) id="files">
                <p class="quiet">{t::for_vendor(l)}</p>
                <ul class="rows">{rows}</ul>
            </Sheet>
        }
    })
}

fn row(l: Lang, deal: &str, file: FileLine, to_partner: bool, act: Option<AnyView>) -> AnyView {
    let href = format!("/deals/{deal}/files/{}", file.id);
    let facts = [bytes(file.bytes), t::by(l, file.by), moment(l, file.at)].join(dot(l));
    let shared = (to_partner && file.shared).then(|| view! { <p class="tags"><Tag tone=Tone::Plain>{t::shared(l)}</Tag></p> });
    view! {
        <li class="file">
            <div>
                <h3><a href=href rel="external" download=""><Icon name="paperclip"/>" "{file.name.to_string()}</a></h3>
                <p class="quiet">{facts}</p>
                {shared}
            </div>
            {act}
        </li>
    }
    .into_any()
}

/// Takes a file off, after a second thought.
#[component]
fn Remove(form: FormState<RemoveDealFile>, deal: String, id: String, name: String) -> impl IntoView {
    let l = lang();
    view! {
        <More summary=t::remove(l)>
            <PostForm form anchor="files">
                <p class="quiet">{t::remove_text(l, &name)}</p>
                <HiddenField name="deal" value=deal/>
                <HiddenField name="file" value=id/>
                <Submit class="btn small" pending=form.pending() label=t::remove_send(l, name)/>
            </PostForm>
        </More>
    }
}

#[component]
fn Attach(form: FormState<AttachDealFile>, deal: String, key: String) -> impl IntoView {
    let l = lang();
    let accept: Vec<String> =
        FileKind::ALL.iter().map(|kind| format!(".{}", kind.as_str())).chain([".jpeg".to_owned()]).collect();
    let megabytes = BYTES_MAX / 1024 / 1024;
    // What says for which deal a file is comes before it: it is asked before the file is taken.
    view! {
        <PostForm form class="form" files=true anchor="files">
            <FormProblems failure=form.failure()/>
            <HiddenField name="deal" value=deal/>
            <HiddenField name="key" value=form.value("key", key)/>
            <FileField name="file" label=t::choose(l) hint=t::hint(l, megabytes, FILES_MAX) accept=accept.join(",") problem=form.problem("file")/>
            <Checkbox name="shared" label=t::share(l) note=t::share_note(l) checked=form.checked("shared", "true", false)/>
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::send(l)/></div>
        </PostForm>
    }
}
