mod approval;
mod conflict;
mod fixtures;
mod form;
mod keys;
mod path;
mod transitions;
mod view;
