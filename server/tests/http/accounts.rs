mod ended;
mod setup;

use axum::http::StatusCode;
use jiso::{
    accounts::{Accounts, FirstAdministratorForm},
    caller::Role,
    failure::{Conflict, Failure},
    lang::Lang,
};
use jiso_server::testing::{empty_offices, person, portal, portals};
use jiso_store::accounts::TokenPurpose;

#[tokio::test]
async fn signing_in_needs_the_right_password() {
    for portal in portals().await {
        let page = portal.get(None, "/").await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/sign-in"));

        let wrong = portal.post(None, "/sign-in", "sign_in", &[("email", "rep@aoba.example"), ("password", "no")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("メールアドレスまたはパスワードが違います"), "{}", wrong.body);
        assert!(wrong.body.contains("value=\"rep@aoba.example\""), "what was typed is kept");
        assert!(!wrong.body.contains("value=\"no\""), "but not the password");

        let unknown = portal.post(None, "/sign-in", "sign_in", &[("email", "nobody@aoba.example"), ("password", "no")]).await;
        assert_eq!(unknown.status, wrong.status, "an unknown address cannot be told from a wrong password");

        let fields = [("email", "rep@aoba.example"), ("password", "rep@aoba.example"), ("next", "/me")];
        let right = portal.post(None, "/sign-in", "sign_in", &fields).await;
        assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/me"));
        let cookie = right.headers.get("set-cookie").unwrap().to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
}

#[tokio::test]
async fn an_invitation_lets_one_person_in_once() {
    for portal in portals().await {
        let fields = [("email", "neu@aoba.example"), ("role", "partner_rep"), ("lang", "ja")];
        let invited = portal.call(Some(&portal.lead), "invite", &fields).await;
        assert_eq!(invited.status, StatusCode::OK, "{}", invited.body);
        let mails = portal.mails().await;
        assert_eq!(mails.len(), 1);
        let secret = mails[0].text.split("/invite/").nth(1).unwrap().split('?').next().unwrap().to_owned();

        let page = portal.get(None, &format!("/invite/{secret}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("青葉商会") && page.body.contains("neu@aoba.example"));

        let fields = [
            ("token", secret.as_str()),
            ("name", "新人"),
            ("password", "長いことばは安全です"),
            ("password_again", "長いことばは安全です"),
        ];
        let joined = portal.post(None, &format!("/invite/{secret}"), "accept_invitation", &fields).await;
        assert_eq!((joined.status, joined.location()), (StatusCode::SEE_OTHER, "/"));
        for (lang, word) in [("ja", "使用済み"), ("en", "It has been used or has expired")] {
            let page = format!("/invite/{secret}?lang={lang}");
            let again = portal.post(None, &page, "accept_invitation", &fields).await;
            assert_eq!(again.status, StatusCode::CONFLICT);
            assert!(again.body.contains(word), "{}", again.body);
        }
    }
}

#[tokio::test]
async fn an_invitation_that_ran_out_lets_nobody_in() {
    for portal in portals().await {
        let fields = [("email", "neu@aoba.example"), ("role", "partner_rep"), ("lang", "ja")];
        portal.call(Some(&portal.lead), "invite", &fields).await;
        let mails = portal.mails().await;
        let secret = mails[0].text.split("/invite/").nth(1).unwrap().split('?').next().unwrap().to_owned();
        portal.at(portal.office.now().plus_days(60));
        let password = "長いことばは安全です";
        let fields = [("token", secret.as_str()), ("name", "新人"), ("password", password), ("password_again", password)];
        for (lang, word) in [("ja", "有効期限"), ("en", "It has been used or has expired")] {
            let page = format!("/invite/{secret}?lang={lang}");
            for answer in [portal.get(None, &page).await, portal.post(None, &page, "accept_invitation", &fields).await] {
                assert_eq!(answer.status, StatusCode::CONFLICT, "{lang}");
                assert!(answer.body.contains(word), "{lang}: {}", answer.body);
            }
        }
        let mut tx = portal.office.store.read().await.unwrap();
        assert!(tx.user_by_email("neu@aoba.example").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_rep_invites_nobody_and_a_lead_no_administrator() {
    let portal = portal().await;
    let fields = [("email", "x@aoba.example"), ("role", "partner_rep"), ("lang", "ja")];
    assert_eq!(portal.call(Some(&portal.rep), "invite", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("email", "x@aoba.example"), ("role", "administrator"), ("lang", "ja")];
    assert_eq!(portal.call(Some(&portal.lead), "invite", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(portal.call(None, "invite", &fields).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_once_and_ends_other_sessions() {
    for portal in portals().await {
        for email in ["rep@aoba.example", "nobody@aoba.example"] {
            let sent = portal.post(None, "/forgot", "forgot_password", &[("email", email)]).await;
            assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/forgot?sent=1"));
        }
        let mails = portal.mails().await;
        assert_eq!(mails.len(), 1, "nobody gets a mail for an unknown address");
        let secret = mails[0].text.split("/reset/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        let fields = [("token", secret.as_str()), ("password", "another long one"), ("password_again", "another long one")];
        let page = format!("/reset/{secret}");
        assert_eq!(portal.post(None, &page, "reset_password", &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(portal.post(None, &page, "reset_password", &fields).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_used_up_or_old_invitation_says_so() {
    let portal = portal().await;
    let page = portal.get(None, "/invite/nonsense").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("有効期限"), "{}", page.body);
}

#[tokio::test]
async fn one_network_address_does_not_guess_at_everybody() {
    let portal = portal().await;
    let mut refused = None;
    for n in 0..70 {
        let email = format!("guess{n}@aoba.example");
        let answered = portal.post(None, "/sign-in", "sign_in", &[("email", &email), ("password", "no")]).await;
        if answered.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(n);
            break;
        }
    }
    assert!(refused.is_some_and(|n| n >= 60), "an office may sign in at nine: {refused:?}");
}

#[tokio::test]
async fn a_forgotten_address_is_looked_up_after_the_answer() {
    let portal = portal().await;
    for email in ["rep@aoba.example", "nobody@aoba.example"] {
        portal.post(None, "/forgot", "forgot_password", &[("email", email)]).await;
    }
    let (waiting, _) = portal.office.store.read().await.unwrap().count_jobs().await.unwrap();
    assert_eq!(waiting, 2, "a known address and an unknown one make the same work");
    assert_eq!(portal.mails().await.len(), 1);
}

#[tokio::test]
async fn a_spent_link_says_so_before_a_password_is_thought_up() {
    let portal = portal().await;
    portal.post(None, "/forgot", "forgot_password", &[("email", "rep@aoba.example")]).await;
    let mails = portal.mails().await;
    let page = format!("/reset/{}", mails[0].text.split("/reset/").nth(1).unwrap().split_whitespace().next().unwrap());
    assert_eq!(portal.get(None, &page).await.status, StatusCode::OK);
    portal.at(portal.office.now().plus_hours(3));
    let expired = portal.get(None, &page).await;
    assert_eq!(expired.status, StatusCode::CONFLICT);
    assert!(expired.body.contains("有効期限") && expired.body.contains("href=\"/forgot\""), "{}", expired.body);
    for (path, way_on) in [("/reset/nonsense", "/forgot"), ("/setup/nonsense", "/sign-in"), ("/invite/nonsense", "/sign-in")] {
        let page = portal.get(None, path).await;
        let (heading, way_on) = ("<h1>このリンクは使えません", format!("href=\"{way_on}\""));
        assert_eq!(page.status, StatusCode::CONFLICT, "{path}");
        assert!(page.body.contains(heading) && page.body.contains(&way_on), "{path}: {}", page.body);
    }
}

fn first(link: &str) -> FirstAdministratorForm {
    FirstAdministratorForm {
        token: link.rsplit('/').next().unwrap().to_owned(),
        name: "Ada Admin".into(),
        email: "ada@vendor.example".into(),
        password: "a long password".into(),
        password_again: "a long password".into(),
    }
}

#[tokio::test]
async fn the_first_administrator_keeps_the_language_of_the_page() {
    for office in empty_offices().await {
        let link = office.first_administrator_link().await.unwrap().unwrap();
        let entered = office.create_first_administrator(first(&link), Lang::En, "").await.unwrap();
        let user = office.store.read().await.unwrap().user(entered.user).await.unwrap().unwrap();
        assert_eq!(user.lang, Lang::En);
    }
}

#[tokio::test]
async fn the_first_link_makes_nobody_once_there_is_somebody() {
    let spent = Failure::Conflict { conflict: Conflict::LinkSpent };
    for office in empty_offices().await {
        let link = office.first_administrator_link().await.unwrap().unwrap();
        let secret = link.rsplit('/').next().unwrap();
        assert_eq!(office.still_open(secret, TokenPurpose::Setup).await, Ok(()));
        let made = office.create_administrator("first@vendor.example", "First", Lang::En, Some("a long password".into())).await;
        assert_eq!(made, Ok(None));
        assert_eq!(office.create_first_administrator(first(&link), Lang::En, "").await, Err(spent.clone()));
        assert_eq!(office.still_open(secret, TokenPurpose::Setup).await, Err(spent.clone()));
    }
    // Somebody who came in by another way than an administrator's creation.
    for office in empty_offices().await {
        let link = office.first_administrator_link().await.unwrap().unwrap();
        person(&office, "誰か", "some@body.example", Role::ContentEditor, None).await;
        assert_eq!(office.create_first_administrator(first(&link), Lang::En, "").await, Err(spent.clone()));
    }
}

#[tokio::test]
async fn a_lead_does_not_learn_who_has_an_account_elsewhere() {
    for portal in portals().await {
        let invite = async |who, email: &str, company: &str| {
            let fields = [("email", email), ("role", "partner_rep"), ("lang", "ja"), ("company", company)];
            portal.call(Some(who), "invite", &fields).await.status
        };
        for email in ["rep@minato.example", "manager@vendor.example", "nobody@minato.example"] {
            assert_eq!(invite(&portal.lead, email, "").await, StatusCode::OK, "{email}");
        }
        let page = portal.get(Some(&portal.lead), "/company").await;
        for email in ["rep@minato.example", "manager@vendor.example", "nobody@minato.example"] {
            assert!(page.body.contains(email), "{email} looks like any invitation");
        }
        let mails = portal.mails().await;
        for mail in &mails {
            assert_eq!(mail.text.contains("/invite/"), mail.to == "nobody@minato.example", "{}", mail.text);
        }
        assert_eq!(mails.len(), 3, "the owner of the address is told");
        assert_eq!(invite(&portal.lead, "rep@aoba.example", "").await, StatusCode::UNPROCESSABLE_ENTITY, "a colleague");
        let aoba = portal.aoba.to_string();
        assert_eq!(invite(&portal.manager, "rep@minato.example", &aoba).await, StatusCode::UNPROCESSABLE_ENTITY, "the vendor");
    }
}

#[tokio::test]
async fn an_administrator_invites_the_vendors_own_people() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.admin), "/console/team").await;
        assert_eq!(page.status, StatusCode::OK);
        for expected in
            ["manager@vendor.example", "value=\"partner_manager\"", "value=\"content_editor\"", "value=\"administrator\""]
        {
            assert!(page.body.contains(expected), "{expected}: {}", page.body);
        }
        assert!(!page.body.contains("rep@aoba.example"), "partners' people are on their companies' pages");
        assert!(portal.get(Some(&portal.admin), "/me").await.body.contains("href=\"/console/team\""));

        let fields = [("email", "neu@vendor.example"), ("role", "content_editor"), ("lang", "en"), ("company", "")];
        let invited = portal.post(Some(&portal.admin), "/console/team", "invite", &fields).await;
        assert_eq!((invited.status, invited.location()), (StatusCode::SEE_OTHER, "/console/team?invited=1"), "{}", invited.body);
        let page = portal.get(Some(&portal.admin), invited.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("neu@vendor.example") && page.body.contains("招待メールを送りました"), "{}", page.body);
        let mails = portal.mails().await;
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "neu@vendor.example"));
        let secret = mails[0].text.split("/invite/").nth(1).unwrap().split('?').next().unwrap().to_owned();
        let password = "long words are safe";
        let fields = [("token", secret.as_str()), ("name", "New"), ("password", password), ("password_again", password)];
        let joined = portal.post(None, &format!("/invite/{secret}"), "accept_invitation", &fields).await;
        assert_eq!(joined.status, StatusCode::SEE_OTHER);
        let mut tx = portal.office.store.read().await.unwrap();
        let user = tx.user_by_email("neu@vendor.example").await.unwrap().unwrap();
        assert_eq!((user.role, user.company), (Role::ContentEditor, None));
    }
}

#[tokio::test]
async fn invitations_are_rationed() {
    let portal = portal().await;
    let mut last = StatusCode::OK;
    for n in 0..61 {
        let email = format!("victim{n}@elsewhere.example");
        let fields = [("email", email.as_str()), ("role", "partner_rep"), ("lang", "ja")];
        last = portal.call(Some(&portal.lead), "invite", &fields).await.status;
        assert!(n == 60 || last == StatusCode::OK, "{n}: {last}");
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_vendors_people_are_the_administrators_business_alone() {
    let portal = portal().await;
    let fields = [("email", "x@vendor.example"), ("role", "content_editor"), ("lang", "ja"), ("company", "")];
    for who in [&portal.rep, &portal.lead, &portal.manager, &portal.editor] {
        let page = portal.get(Some(who), "/console/team").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{:?}", who.role);
        assert!(!page.body.contains("manager@vendor.example"));
        assert_ne!(portal.call(Some(who), "invite", &fields).await.status, StatusCode::OK, "{:?}", who.role);
    }
    assert!(portal.mails().await.is_empty());
}

/// What each form that takes up a link sends along.
const TAKING_UP: [(&str, &[(&str, &str)]); 3] = [
    ("reset_password", &[("password", "a long password"), ("password_again", "a long password")]),
    ("accept_invitation", &[("name", "New"), ("password", "a long password"), ("password_again", "a long password")]),
    (
        "create_first_administrator",
        &[
            ("name", "New"),
            ("email", "new@vendor.example"),
            ("password", "a long password"),
            ("password_again", "a long password"),
        ],
    ),
];

#[tokio::test]
async fn a_link_that_nobody_sent_costs_no_hash() {
    // Both draw the same by chance as long as both do the same, and each hash draws its salt.
    let (asked, quiet) = (portal().await, portal().await);
    for (action, fields) in TAKING_UP {
        let refused = asked.call(None, action, &[&[("token", "x")][..], fields].concat()).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{action}");
        assert_eq!(refused.failure(), Failure::Conflict { conflict: Conflict::LinkSpent }, "{action}");
    }
    assert_eq!(asked.office.chance.secret(), quiet.office.chance.secret());
}

#[tokio::test]
async fn one_network_address_tries_no_endless_list_of_links() {
    let portal = portal().await;
    let tries = async |(action, fields): (&str, &[(&str, &str)])| {
        for n in 0..200 {
            let answered = portal.call(None, action, &[&[("token", "x")][..], fields].concat()).await;
            if answered.status == StatusCode::TOO_MANY_REQUESTS {
                return n;
            }
            assert_eq!(answered.status, StatusCode::CONFLICT, "{action}");
        }
        200
    };
    let [reset, accept, setup] = TAKING_UP;
    let refused = tries(reset).await;
    assert!((60..200).contains(&refused), "a class may take up its invitations at once: {refused}");
    for other in [accept, setup] {
        assert!(tries(other).await < 60, "{}: one count for all three", other.0);
    }
}

#[tokio::test]
async fn a_company_ends_its_own_invitations_only() {
    for portal in portals().await {
        let email = "neu@freelance.example";
        let (aoba, minato) = (portal.aoba.to_string(), portal.minato.to_string());
        let invite = async |who, role: &str, company: &str| {
            let fields = [("email", email), ("role", role), ("lang", "ja"), ("company", company)];
            let invited = portal.call(Some(who), "invite", &fields).await;
            assert_eq!(invited.status, StatusCode::OK, "{role} {company}: {}", invited.body);
            let mails = portal.mails().await;
            mails
                .iter()
                .map(|mail| mail.text.split("/invite/").nth(1).unwrap().split('?').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let (mut known, mut secrets) = (Vec::new(), Vec::new());
        for (who, role, company) in [
            (&portal.lead, "partner_rep", ""),
            (&portal.manager, "partner_rep", minato.as_str()),
            (&portal.admin, "content_editor", ""),
            (&portal.manager, "partner_rep", aoba.as_str()),
        ] {
            let all = invite(who, role, company).await;
            secrets.push(all.iter().find(|secret| !known.contains(*secret)).unwrap().clone());
            known = all;
        }
        let status = async |secret: &str| portal.get(None, &format!("/invite/{secret}")).await.status;
        assert_eq!(status(secrets[0].as_str()).await, StatusCode::CONFLICT, "a newer one into the same company");
        for secret in &secrets[1..] {
            assert_eq!(status(secret.as_str()).await, StatusCode::OK);
        }
        let again = invite(&portal.admin, "content_editor", "").await;
        let newest = again.iter().find(|secret| !known.contains(*secret)).unwrap().as_str();
        assert_eq!(status(secrets[2].as_str()).await, StatusCode::CONFLICT, "a newer one of the vendor");
        assert_eq!(status(newest).await, StatusCode::OK);

        let accept = async |secret: &str| {
            let password = "長いことばは安全です";
            let fields = [("token", secret), ("name", "新人"), ("password", password), ("password_again", password)];
            portal.post(None, &format!("/invite/{secret}"), "accept_invitation", &fields).await
        };
        assert_eq!(accept(secrets[1].as_str()).await.status, StatusCode::SEE_OTHER);
        let user = portal.office.store.read().await.unwrap().user_by_email(email).await.unwrap().unwrap();
        assert_eq!(user.company, Some(portal.minato));
        for late in [secrets[3].as_str(), newest] {
            for answered in [portal.get(None, &format!("/invite/{late}")).await, accept(late).await] {
                assert_eq!(answered.status, StatusCode::CONFLICT);
                assert!(answered.body.contains("使用済み"), "{}", answered.body);
            }
        }
    }
}
