//! Two people, or one on two devices, write one proposal: nobody writes over what they have not seen.

use axum::http::StatusCode;
use jiso::{
    caller::Caller,
    failure::{Conflict, Failure},
    proposals::{Autosaved, ProposalSheet},
    time::Timestamp,
};
use jiso_server::testing::{Answered, TestPortal, portals};

use super::{fields, made, save, sheet};

async fn autosave(portal: &TestPortal, who: &Caller, sheet: &ProposalSheet, changed: &[(&str, &str)]) -> Answered {
    let fields = fields(sheet, changed);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    portal.call(Some(who), "autosave_proposal", &fields).await
}

/// By whom, when and what was saved meanwhile.
fn meanwhile(answer: &Answered) -> (String, Timestamp, String) {
    let Failure::Conflict { conflict: Conflict::EditedMeanwhile { by, at, theirs, .. } } = answer.failure() else {
        panic!("what was not seen is not written over")
    };
    (by, at, theirs)
}

#[tokio::test]
async fn what_a_colleague_saved_is_shown_and_then_written_over_on_purpose() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let new = sheet(&portal, &portal.rep, &id).await;
        let theirs = [("contact", "総務部 課長"), ("own.0.name", "LAN工事"), ("regions.0", "返信漏れが週に5件。\n対応は2名。")];
        assert_eq!(save(&portal, &portal.lead, &new, &theirs).await.status, StatusCode::SEE_OTHER);

        let own = [("contact", ""), ("title", "改めてのご提案")];
        let refused = save(&portal, &portal.rep, &new, &own).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        for said in [
            "宛先（ご担当者）：総務部 課長",
            "商材1の名称：LAN工事",
            "返信漏れが週に5件。\n対応は2名。",
            "表題：お客様対応の改善のご提案",
            "value=\"改めてのご提案\"",
        ] {
            assert!(refused.body.contains(said), "{said}: {}", refused.body);
        }
        assert!(!refused.body.contains("宛先（会社名）："), "what both say is not shown: {}", refused.body);
        let (by, at, _) = meanwhile(&autosave(&portal, &portal.rep, &new, &own).await);
        assert_eq!(by, portal.lead.name);
        let seen = at.micros().to_string();
        assert!(refused.body.contains(&format!("name=\"form[seen]\" value=\"{seen}\"")), "{seen}: {}", refused.body);

        let meant = [own.as_slice(), &[("seen", seen.as_str())]].concat();
        assert_eq!(save(&portal, &portal.rep, &new, &meant).await.status, StatusCode::SEE_OTHER);
        let now = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((now.form.title.as_str(), now.form.contact.as_str()), ("改めてのご提案", ""));
    }
}

#[tokio::test]
async fn an_old_tab_writes_over_nothing_and_each_save_is_the_ground_of_the_next() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let old = sheet(&portal, &portal.rep, &id).await;
        let first: Autosaved = autosave(&portal, &portal.rep, &old, &[("contact", "課長")]).await.read();
        let again: Autosaved = autosave(&portal, &portal.rep, &old, &[("contact", "課長")]).await.read();
        assert_eq!(again.at, first.at, "whoever got no answer sends the same again");
        let seen = first.at.micros().to_string();
        let second: Autosaved = autosave(&portal, &portal.rep, &old, &[("contact", "部長"), ("seen", &seen)]).await.read();
        assert!(second.at > first.at, "also within one moment");

        for late in [old.form.seen.as_str(), seen.as_str(), ""] {
            let answer = autosave(&portal, &portal.rep, &old, &[("contact", "主任"), ("seen", late)]).await;
            let (by, at, theirs) = meanwhile(&answer);
            assert_eq!((by.as_str(), at, theirs.as_str()), (portal.rep.name.as_str(), second.at, "宛先（ご担当者）：部長"));
        }
        assert_eq!(sheet(&portal, &portal.rep, &id).await.form.contact, "部長");
    }
}
