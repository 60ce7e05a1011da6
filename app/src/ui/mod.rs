//! Widgets without business words: every text a reader sees is handed in.
//!
//! Invariant: a widget renders the same on the server and in the browser. It reads no clock, makes up
//! no id, and sets no `style` attribute: places and lengths are SVG attributes, `progress` or classes.

mod asset;
mod button;
mod changing;
mod chart;
mod choices;
mod company;
mod dialog;
mod diff;
mod facts;
mod field;
mod icon;
mod journey;
mod links;
mod notice;
mod pair_chart;
mod share_chart;
mod sheet;
mod tag;
mod take;

pub use asset::asset;
pub use button::{Button, ButtonLink, Look};
pub use changing::changing;
use chart::share;
pub use chart::{BarChart, LineChart, Point};
pub use choices::{Check, Choice, Choices};
pub use company::company_name;
pub use dialog::Dialog;
pub use diff::{Diff, DiffLine};
pub use facts::{Avatar, Facts};
pub(crate) use field::escaped;
pub use field::{Field, FileField, Select, TextArea, field_id};
pub use icon::Icon;
pub use journey::{Clock, PathLine, PathStep, Ring, StepState, Steps, Track, TrackStop};
pub use links::{Crumbs, Facets, LinkItem, Pager, TabsLine};
pub use notice::{Empty, Notice, Problems, Reward, Skeleton};
pub use pair_chart::{PairChart, PairPoint};
pub use share_chart::{ShareChart, ShareLine};
pub use sheet::{Explain, More, NextAction, PageHead, Sheet};
pub use tag::{Tag, Tone};
pub use take::{CopyButton, PlainText, PrintButton};
