//! A lesson's video as a page can show it.

use serde::{Deserialize, Serialize};

use crate::{
    lang::Lang,
    publishing::{Video, VideoSource},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoView {
    pub place: VideoPlace,
    pub captions: Vec<Captions>,
    /// Plain text, one line a line.
    pub transcript: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captions {
    pub lang: Lang,
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VideoPlace {
    /// Our own media folder.
    File(String),
    /// A player that may be framed. Its hosts are [`VideoPlace::FRAMED`].
    Embed(String),
    /// Anywhere else: a link to follow.
    Link(String),
}

impl VideoPlace {
    /// What the content security policy must allow as frames.
    pub const FRAMED: [&'static str; 2] = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"];

    fn of(source: &VideoSource, media: &str) -> Self {
        match source {
            VideoSource::File(name) => Self::File(format!("{media}/{name}")),
            VideoSource::Link(link) => embed(link).map_or_else(|| Self::Link(link.clone()), Self::Embed),
        }
    }
}

impl VideoView {
    /// `media` is the address of the media folder. Captions of every language that has some are offered, `versions` being the
    /// same video as each language's document names it.
    pub fn of<'a>(video: &Video, media: &str, versions: impl IntoIterator<Item = (Lang, &'a Video)>) -> Self {
        let captions = versions.into_iter().filter_map(|(lang, version)| {
            let same = version.source == video.source;
            let file = version.captions.as_ref().filter(|_| same)?;
            Some(Captions { lang, url: format!("{media}/{file}") })
        });
        Self { place: VideoPlace::of(&video.source, media), captions: captions.collect(), transcript: video.transcript.clone() }
    }
}

/// The player's address of a video on a known host, without its cookies.
fn embed(link: &str) -> Option<String> {
    let (host, rest) = link.strip_prefix("https://")?.split_once('/')?;
    let id = match host {
        "youtu.be" => rest,
        "www.youtube.com" | "youtube.com" => rest.strip_prefix("watch?")?.split('&').find_map(|pair| pair.strip_prefix("v="))?,
        "vimeo.com" => {
            let id = rest.split(['?', '#']).next()?;
            let number = !id.is_empty() && id.bytes().all(|c| c.is_ascii_digit());
            return number.then(|| format!("{}/video/{id}?dnt=1", VideoPlace::FRAMED[1]));
        }
        _ => return None,
    };
    let id = id.split(['?', '#']).next()?;
    let plain = !id.is_empty() && id.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'));
    plain.then(|| format!("{}/embed/{id}", VideoPlace::FRAMED[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_hosts_are_framed_others_linked() {
        let cases = [
            ("https://youtu.be/aB-_9?t=3", Some("https://www.youtube-nocookie.com/embed/aB-_9")),
            ("https://www.youtube.com/watch?t=1&v=aB9", Some("https://www.youtube-nocookie.com/embed/aB9")),
            ("https://www.youtube.com/watch?t=1", None),
            ("https://vimeo.com/123456#t=1", Some("https://player.vimeo.com/video/123456?dnt=1")),
            ("https://vimeo.com/about", None),
            ("https://youtu.be.evil.example/aB9", None),
            ("https://youtu.be/a\"><b", None),
            ("https://videos.example/1", None),
        ];
        for (link, expected) in cases {
            assert_eq!(embed(link).as_deref(), expected, "{link}");
        }
    }

    #[test]
    fn captions_come_in_both_languages() {
        let video = |captions: &str| Video {
            source: VideoSource::File("demo.webm".into()),
            captions: Some(captions.into()),
            transcript: None,
        };
        let (ja, en) = (video("demo.ja.vtt"), video("demo.en.vtt"));
        let view = VideoView::of(&ja, "/media", [(Lang::Ja, &ja), (Lang::En, &en)]);
        assert_eq!(view.place, VideoPlace::File("/media/demo.webm".into()));
        let urls: Vec<&str> = view.captions.iter().map(|c| c.url.as_str()).collect();
        assert_eq!(urls, ["/media/demo.ja.vtt", "/media/demo.en.vtt"]);
    }
}
