//! Links by which customers open what was sent, and what the next proposal begins with.

use jiso::{
    deals::{CompanySize, CustomerCard, Deadlines, DealFacts, DealNumber, DealRegistration, Industry, Registering},
    id::ProposalId,
    lang::Lang,
    money::Money,
    proposals::{ProposalFacts, Way},
    time::Timestamp,
};
use jiso_store::{
    Store, Tx,
    proposals::{Linked, NewLink, Proposal, ReadLine, Version},
    testing::{self, company, id, user},
};

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn facts() -> ProposalFacts {
    ProposalFacts {
        customer: "北浜製作所".into(),
        contact: String::new(),
        industry: String::new(),
        employees: String::new(),
        product: String::new(),
        amount: String::new(),
        partner: String::new(),
        rep: String::new(),
        date: at(0).day(),
        own: Vec::new(),
    }
}

async fn deal(tx: &mut Tx) {
    let facts = DealFacts {
        customer: CustomerCard::new("北浜製作所".into(), None, None),
        industry: Industry::Construction,
        size: CompanySize::Large,
        territory: None,
        product: "lite".into(),
        amount: Money::yen(1_200_000),
        expected_close: at(0).day(),
        need: "図面の共有に困っている".into(),
        next_step: None,
    };
    let deadlines = Deadlines { respond_by: at(0), decide_by: at(0) };
    let new = Registering { id: id(1), number: DealNumber(1), company: id(1), owner: id(1), at: at(0), deadlines };
    assert!(tx.insert_deal(&DealRegistration::submit(new, facts).deal, "key-1").await.unwrap());
}

/// A proposal with two versions.
async fn proposal(store: &Store) -> ProposalId {
    let mut tx = store.write().await.unwrap();
    tx.insert_company(&company(1)).await.unwrap();
    tx.insert_user(&user(1, Some(id(1)))).await.unwrap();
    deal(&mut tx).await;
    let new = Proposal {
        id: id(21),
        deal: id(1),
        company: id(1),
        revision: id(11),
        template: "題".into(),
        lang: Lang::Ja,
        title: "題".into(),
        facts: facts(),
        regions: Vec::new(),
        made_by: id(1),
        made_at: at(0),
        changed_by: id(1),
        changed_by_name: String::new(),
        changed_at: at(0),
    };
    tx.insert_proposal(&new, "key-2").await.unwrap();
    for number in [1, 2] {
        let version = Version {
            number,
            title: "題".into(),
            facts: facts(),
            markdown: "本文".into(),
            logo: None,
            by_name: String::new(),
            at: at(0),
        };
        tx.insert_proposal_version(new.id, &version, testing::id(1)).await.unwrap();
    }
    tx.commit().await.unwrap();
    new.id
}

fn link(number: u32, secret: &str, until: i64) -> NewLink {
    NewLink { number, secret: secret.into(), by: id(1), at: at(1), until: at(until) }
}

#[tokio::test]
async fn a_link_leads_to_its_version_until_another_one_or_its_end() {
    for store in testing::stores().await {
        let proposal = proposal(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_proposal_link(proposal, &link(1, "first", 100)).await.unwrap();
        tx.put_proposal_link(proposal, &link(2, "other", 50)).await.unwrap();
        let linked = |number, until| Some(Linked { id: proposal, number, until: at(until) });
        assert_eq!(tx.proposal_by_secret("first", at(99)).await.unwrap(), linked(1, 100));
        assert_eq!(tx.proposal_by_secret("first", at(100)).await.unwrap(), None, "it has expired");
        assert_eq!(tx.proposal_by_secret("", at(1)).await.unwrap(), None);
        tx.put_proposal_link(proposal, &link(1, "second", 200)).await.unwrap();
        assert_eq!(tx.proposal_by_secret("first", at(1)).await.unwrap(), None, "another one voids it");
        let lines = tx.proposal_links(proposal, at(60)).await.unwrap();
        let lines: Vec<_> = lines.iter().map(|line| (line.number, line.secret.as_str(), line.by_name.as_str())).collect();
        assert_eq!(lines, [(1, "second", "人1")], "{}", store.kind());
        tx.withdraw_proposal_link(proposal, 1).await.unwrap();
        assert_eq!(tx.proposal_by_secret("second", at(1)).await.unwrap(), None);
        assert_eq!(tx.proposal_by_secret("other", at(1)).await.unwrap(), linked(2, 50), "the other version's stays");
    }
}

#[tokio::test]
async fn what_the_last_proposal_said_is_asked_for_by_language() {
    for store in testing::stores().await {
        proposal(&store).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.last_proposal_facts(id(1), Lang::Ja).await.unwrap(), Some(facts()), "{}", store.kind());
        assert_eq!(tx.last_proposal_facts(id(1), Lang::En).await.unwrap(), None, "{}", store.kind());
    }
}

#[tokio::test]
async fn what_is_written_later_was_made_when_it_was() {
    for store in testing::stores().await {
        let id = proposal(&store).await;
        let mut tx = store.write().await.unwrap();
        let new = tx.proposal(id).await.unwrap().unwrap();
        assert_eq!((new.made_at, new.changed_at), (at(0), at(0)), "{}", store.kind());
        tx.write_proposal(&Proposal { changed_at: at(5), ..new }).await.unwrap();
        let written = tx.proposals_of_deal(testing::id(1), 1).await.unwrap().remove(0);
        assert_eq!((written.made_at, written.changed_at), (at(0), at(5)), "{}", store.kind());
    }
}

#[tokio::test]
async fn openings_by_a_link_are_listed_the_last_first() {
    for store in testing::stores().await {
        let proposal = proposal(&store).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.last_read(proposal, 1, Way::Page).await.unwrap(), None);
        for (number, way, moment) in
            [(1, Way::Page, 5), (1, Way::Page, 5), (1, Way::Page, 9), (1, Way::Pdf, 7), (2, Way::Page, 8)]
        {
            tx.note_read(proposal, number, way, at(moment)).await.unwrap();
        }
        assert_eq!(tx.last_read(proposal, 1, Way::Page).await.unwrap(), Some(at(9)));
        assert_eq!(tx.last_read(proposal, 1, Way::Pdf).await.unwrap(), Some(at(7)));
        let line = |number, way, moment| ReadLine { number, way, at: at(moment) };
        let all = [line(1, Way::Page, 9), line(2, Way::Page, 8), line(1, Way::Pdf, 7), line(1, Way::Page, 5)];
        assert_eq!(tx.proposal_reads(proposal, 50).await.unwrap(), all, "{}", store.kind());
        assert_eq!(tx.proposal_reads(proposal, 2).await.unwrap(), all[..2]);
    }
}
