//! The programme and its changes in words, and the console's pages about it.

pub mod api;
mod changes;
mod draft_page;
mod movers;
mod outcome;
mod part_texts;
mod parts;
mod phases;
mod programme_page;
mod publish_page;
mod rules;
mod running;
mod versions_page;
mod what_if_page;
mod wrongs;

pub use changes::{change_text, faller_text};
pub use draft_page::DraftPage;
pub use movers::mover_text;
pub use part_texts::programme_parts;
pub use programme_page::ProgrammePage;
pub use publish_page::PublishPage;
pub use rules::{campaign_text, criteria_text, criterion_text, number_text, rule_sentence};
pub use versions_page::VersionsPage;
pub use what_if_page::WhatIfPage;
pub use wrongs::wrong_text;
