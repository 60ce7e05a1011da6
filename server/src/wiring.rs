//! Which capability is done by whom. Everything is done by the office.

use std::sync::Arc;

use jiso::{demo::Demo, portal::Portal};

use crate::{config::Settings, demo::DemoDesk, office::Office};

/// The portal as the screens see it.
pub fn portal(office: &Office, settings: &Settings) -> Portal {
    let office = Arc::new(office.clone());
    Portal {
        accounts: office.clone(),
        boards: office.clone(),
        deal_files: office.clone(),
        deals: office.clone(),
        demo: demo(&office, settings),
        goals: office.clone(),
        homes: office.clone(),
        key_persons: office.clone(),
        kits: office.clone(),
        leaderboards: office.clone(),
        leads: office.clone(),
        learning: office.clone(),
        news: office.clone(),
        notifications: office.clone(),
        partners: office.clone(),
        plays: office.clone(),
        programmes: office.clone(),
        progress: office.clone(),
        proposals: office.clone(),
        publishing: office.clone(),
        questions: office.clone(),
        recognition: office.clone(),
        scripts: office.clone(),
        search: office.clone(),
        targets: office.clone(),
        trace: office.clone(),
        visits: office,
    }
}

fn demo(office: &Office, settings: &Settings) -> Option<Arc<dyn Demo>> {
    let desk = || -> Arc<dyn Demo> { Arc::new(DemoDesk { office: office.clone(), mail: settings.data.join("mail") }) };
    settings.demo.then(desk)
}
