use jiso::learning::{VideoPlace, VideoView};
use leptos::prelude::*;

use crate::{
    frame::lang,
    text::learning as t,
    ui::{ButtonLink, More},
};

/// A lesson's video: our own with captions, a framed player, or a link; and its words.
#[component]
pub fn LessonVideo(video: VideoView, lesson: String) -> impl IntoView {
    let l = lang();
    let label = t::video_label(l, lesson);
    let place = match video.place {
        VideoPlace::File(url) => {
            let tracks = video
                .captions
                .into_iter()
                .map(|captions| {
                    let own = captions.lang == l;
                    let name = t::captions(l, captions.lang.as_str());
                    view! { <track kind="captions" src=captions.url srclang=captions.lang.as_str() label=name default=own/> }
                })
                .collect_view();
            view! { <video controls preload="metadata" playsinline src=url aria-label=label>{tracks}</video> }.into_any()
        }
        VideoPlace::Embed(url) => view! {
            <iframe src=url title=label allow="fullscreen; picture-in-picture" referrerpolicy="strict-origin-when-cross-origin"></iframe>
        }
        .into_any(),
        VideoPlace::Link(url) => {
            view! { <p><ButtonLink href=url icon="external-link">{t::video_elsewhere(l)}</ButtonLink></p> }.into_any()
        }
    };
    let transcript = video.transcript.map(|text| {
        let lines =
            text.lines().filter(|line| !line.trim().is_empty()).map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <More summary=t::transcript(l)><div class="stack tight">{lines}</div></More> }
    });
    view! { <div class="film">{place} {transcript}</div> }
}
