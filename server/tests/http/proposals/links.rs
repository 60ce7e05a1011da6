//! What was sent is opened at `/letters/:secret` by customers without an account, and the partner sees that it was.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiso::{
    caller::Caller,
    failure::Failure,
    proposals::{CustomerLetter, Way},
    time::Timestamp,
};
use jiso_server::testing::{Answered, TestPortal, person, portal, portals};

use super::{KEY, made, png, put_logo, send, sheet, text_of};

/// A proposal whose first version was sent.
async fn sent(portal: &TestPortal) -> String {
    let (_, id) = made(portal).await;
    assert_eq!(send(portal, &portal.rep, &id, "2026-11-16", KEY).await.status, StatusCode::OK);
    id
}

async fn act(portal: &TestPortal, who: &Caller, action: &str, id: &str, version: &str) -> StatusCode {
    portal.call(Some(who), action, &[("id", id), ("version", version)]).await.status
}

/// Makes a link to the first version, and says where it leads.
async fn shared(portal: &TestPortal, id: &str) -> String {
    assert_eq!(act(portal, &portal.rep, "share_proposal", id, "1").await, StatusCode::OK);
    let link = sheet(portal, &portal.rep, id).await.versions.remove(0).link.expect("shared");
    let address = link.address.expect("for who may write");
    address.strip_prefix("http://portal.test").unwrap().to_owned()
}

/// How often a link was opened, the last first.
async fn opened(portal: &TestPortal, id: &str) -> Vec<(Option<u32>, Way, Timestamp)> {
    let openings = sheet(portal, &portal.rep, id).await.openings.into_iter();
    openings.filter(|one| one.who.is_none()).map(|one| (one.version, one.way, one.at)).collect()
}

async fn head(portal: &TestPortal, path: &str) -> Answered {
    let request = Request::head(path).header(header::HOST, "portal.test").body(Body::empty()).unwrap();
    portal.ask(request).await
}

#[tokio::test]
async fn a_customer_without_an_account_opens_what_was_sent_and_the_partner_sees_it() {
    for portal in portals().await {
        let id = sent(&portal).await;
        let letter = shared(&portal, &id).await;
        let pdf = format!("{letter}/pdf");
        for path in [&letter, &pdf] {
            assert_eq!(head(&portal, path).await.status, StatusCode::OK, "{path}");
            for who in [&portal.rep, &portal.manager, &portal.rival] {
                assert_eq!(portal.get(Some(who), path).await.status, StatusCode::OK, "{path}");
            }
        }
        let known = portal.get(Some(&portal.rep), &letter).await.body;
        assert!(known.contains("サインイン中の方が開いても記録されません。") && !known.contains("送り主に伝わります"), "{known}");
        assert!(opened(&portal, &id).await.is_empty(), "who looks whether it is there, or is known, is no customer");

        let first = portal.office.now();
        let page = portal.get(None, &letter).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        for said in
            ["北浜製作所 御中", "お客様対応の改善のご提案", "青葉商会", "このページが開かれた日時は、送り主に伝わります。"]
        {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        assert!(!page.body.contains(&id), "nothing of the portal is named: {}", page.body);
        let title = page.body.split("<title").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(title.contains("ご提案書") && !title.contains("北浜製作所"), "{title}");
        portal.get(None, &letter).await;
        assert_eq!(opened(&portal, &id).await, [(Some(1), Way::Page, first)], "looked at again at once, it is one opening");

        let later = first + Duration::from_mins(11);
        portal.at(later);
        portal.get(None, &letter).await;
        assert_eq!(opened(&portal, &id).await, [(Some(1), Way::Page, later), (Some(1), Way::Page, first)]);
        let paper = portal.get(None, &pdf).await;
        assert_eq!(paper.headers[header::CONTENT_TYPE], "application/pdf");
        assert!(text_of(&paper.bytes).contains("北浜製作所御中"));
        let ways: Vec<Way> = opened(&portal, &id).await.into_iter().map(|(_, way, _)| way).collect();
        assert_eq!(ways.iter().filter(|way| **way == Way::Pdf).count(), 1, "{ways:?}");
        for answer in [page, paper] {
            for (name, value) in [
                ("x-robots-tag", "noindex, nofollow, noarchive"),
                ("referrer-policy", "no-referrer"),
                ("cache-control", "no-store"),
            ] {
                assert_eq!(answer.headers[name], value, "{name}");
            }
        }
        for who in [&portal.rep, &portal.manager] {
            let page = portal.get(Some(who), &format!("/proposals/{id}")).await;
            assert!(page.body.contains("お客様用リンクが開かれました"), "{}", page.body);
        }

        let secret = letter.strip_prefix("/letters/").unwrap();
        let read: CustomerLetter = portal.call_get(None, &format!("/api/customer_letter?secret={secret}")).await.read();
        assert_eq!((read.lang.as_str(), read.until), ("ja", first.plus_days(60).day()));
    }
}

#[tokio::test]
async fn a_link_is_of_what_was_sent_and_works_until_another_one_or_its_end() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        portal.call(Some(&portal.rep), "keep_proposal", &[("id", &id)]).await;
        for version in ["1", "2", "", "x"] {
            let status = act(&portal, &portal.rep, "share_proposal", &id, version).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{version}: what was only kept is for nobody outside");
        }
        put_logo(&portal, &portal.rep, &format!("/proposals/{id}"), "image/png", &png(80)).await;
        portal.call(Some(&portal.rep), "keep_proposal", &[("id", &id)]).await;
        assert_eq!(send(&portal, &portal.rep, &id, "2026-11-16", KEY).await.status, StatusCode::OK);

        // Without a script the page itself shows the link.
        let page = format!("/proposals/{id}");
        let made = portal.post(Some(&portal.rep), &page, "share_proposal", &[("id", &id), ("version", "2")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let shown = portal.get(Some(&portal.rep), made.location().split('#').next().unwrap()).await;
        assert!(shown.body.contains("お客様用リンクを作りました"), "{}", shown.body);
        assert!(shown.body.contains("作り直すと、前のリンクは開けなくなります。"), "{}", shown.body);
        let links = async || {
            let newest = sheet(&portal, &portal.rep, &id).await.versions.remove(0);
            newest.link.and_then(|link| link.address).map(|address| address.replace("http://portal.test", ""))
        };
        let first = links().await.unwrap();
        assert!(shown.body.contains(&format!("value=\"http://portal.test{first}\"")), "{}", shown.body);
        let logo = portal.get(None, &format!("{first}/logo")).await;
        assert_eq!((logo.status, logo.bytes), (StatusCode::OK, png(80)));

        let gone = async |letter: &str, why: &str| {
            for path in [letter.to_owned(), format!("{letter}/pdf"), format!("{letter}/logo")] {
                let answer = portal.get(None, &path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{why}: {path}");
                let says = answer.body.contains("このリンクは期限切れか、取り消されています。");
                assert!(path.ends_with("/logo") || says && !answer.body.contains("ホームへ戻る"), "{path}: {}", answer.body);
            }
        };
        gone(&format!("{first}x"), "guessed").await;
        assert_eq!(act(&portal, &portal.rep, "share_proposal", &id, "2").await, StatusCode::OK);
        gone(&first, "another one").await;
        let second = links().await.unwrap();
        assert_eq!(act(&portal, &portal.lead, "withdraw_letter", &id, "2").await, StatusCode::OK);
        gone(&second, "withdrawn").await;
        let known = portal.get(Some(&portal.rep), &second).await;
        assert!(known.status == StatusCode::NOT_FOUND && known.body.contains("ホームへ戻る"), "{}", known.body);
        let english = portal.get(None, &format!("{second}?lang=en")).await.body;
        assert!(english.contains("This link has expired or was withdrawn.") && !english.contains("home page"), "{english}");
        assert_eq!(links().await, None);
        assert_eq!(act(&portal, &portal.rep, "share_proposal", &id, "2").await, StatusCode::OK);
        let third = links().await.unwrap();
        assert_eq!(portal.get(None, &third).await.status, StatusCode::OK);
        portal.at(portal.office.now().plus_days(61));
        gone(&third, "expired").await;
        assert_eq!(links().await, None);
    }
}

#[tokio::test]
async fn the_address_is_for_those_who_hand_it_over() {
    for portal in portals().await {
        let id = sent(&portal).await;
        let other = person(&portal.office, "別の 担当", "other@aoba.example", portal.rep.role, portal.rep.company).await;
        for action in ["share_proposal", "withdraw_letter"] {
            for (who, status) in [
                (&portal.rival, StatusCode::NOT_FOUND),
                (&portal.manager, StatusCode::FORBIDDEN),
                (&portal.editor, StatusCode::FORBIDDEN),
                (&other, StatusCode::FORBIDDEN),
            ] {
                assert_eq!(act(&portal, who, action, &id, "1").await, status, "{action}: {}", who.name);
            }
            let nobody = portal.call(None, action, &[("id", &id), ("version", "1")]).await;
            assert_eq!(nobody.failure(), Failure::SignedOut, "{action}");
        }
        let letter = shared(&portal, &id).await;
        for who in [&portal.manager, &other] {
            let link = sheet(&portal, who, &id).await.versions.remove(0).link.expect("that there is one is seen");
            assert_eq!((link.address, link.by.as_str()), (None, portal.rep.name.as_str()));
            let page = portal.get(Some(who), &format!("/proposals/{id}")).await;
            assert!(page.body.contains("お客様用リンクあり・"), "{}", page.body);
            assert!(!page.body.contains(&letter) && !page.body.contains("share_proposal"), "{}", page.body);
        }
    }
}

#[tokio::test]
async fn nobody_tries_secrets_for_ever() {
    let portal = portal().await;
    let mut refused = None;
    for n in 0..200 {
        let answer = portal.call_get(None, &format!("/api/customer_letter?secret=guess-{n}")).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer.failure());
            break;
        }
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    assert!(matches!(refused, Some(Failure::TooMany { .. })), "{refused:?}");
}
