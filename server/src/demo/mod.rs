//! The demo: its door, and the world behind it.
//!
//! | to read first | holds |
//! |---|---|
//! | [`founding`] | when the world is made |
//! | [`world`] | how |
//! | `story` | what becomes of each company |
//! | `lives` | what its people do for that, as data |
//! | `play` | doing it, through the use cases of the portal |
//! | `together` | what both sides do about each other |
//! | `boards` | the steps of first orders |
//! | `visiting` | the visits they arrange |
//! | `asking` | what they ask |
//! | `talking` | how they go through talk scripts |
//! | `pacting` | the pact with a champion |
//! | `prospects` | the accounts that the vendor would like won, and leads |
//! | `searching` | what they look for in vain |
//! | `praise` | the word that is said about it |
//! | `desk` | the door |

mod asking;
mod boards;
pub(crate) mod cast;
mod dealing;
mod deed;
mod desk;
mod diary;
pub(crate) mod dice;
pub mod founding;
mod hours;
mod lives;
mod pacting;
mod pipeline;
mod play;
mod praise;
mod proposing;
mod prospects;
mod searching;
mod sharing;
mod story;
mod syllabus;
mod talking;
mod together;
mod trial;
mod visiting;
pub(crate) mod words;
pub mod world;

pub use desk::DemoDesk;
