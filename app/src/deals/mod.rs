//! Deals: the partner's pipeline and forms, and the vendor's review desk.

pub mod api;
