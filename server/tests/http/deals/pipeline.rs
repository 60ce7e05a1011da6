//! `/deals`: list, board, forecast and file of a company's pipeline, and who works on a deal.

use axum::http::{StatusCode, header};
use jiso::{
    accounts::access::Action,
    caller::{Caller, Role},
    deals::{DealNumber, DealRegistration, DealSheet, DealStage, Happening, Pipeline, StatusKey},
    failure::{Conflict, Failure},
    time::Day,
};
use jiso_server::testing::{Answered, TestPortal, person, portal, portals};

use super::{approve, decide, form, register, status, with};

async fn pipeline(portal: &TestPortal, who: &Caller, query: &str) -> Pipeline {
    portal.call_get(Some(who), &format!("/api/deal_pipeline?{query}")).await.read()
}

async fn sheet(portal: &TestPortal, who: &Caller, id: &str) -> DealSheet {
    portal.call_get(Some(who), &format!("/api/deal?id={id}")).await.read()
}

async fn card(portal: &TestPortal, who: &Caller, id: &str, stage: &str) -> Answered {
    decide(portal, who, "move_card", id, &[("stage", stage), ("owner", "mine")]).await
}

/// Another rep of the company.
async fn colleague(portal: &TestPortal) -> Caller {
    person(&portal.office, "中村 蓮", "ren@aoba.example", Role::PartnerRep, Some(portal.aoba)).await
}

#[tokio::test]
async fn a_card_is_moved_with_its_stage_alone_and_the_board_says_so() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let moved = card(&portal, &portal.rep, &id, "proposal").await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.body);
        assert_eq!(moved.location(), format!("/deals?view=board&owner=mine&done=moved&after={id}.2"));
        let board = portal.get(Some(&portal.rep), moved.location()).await;
        assert!(board.body.contains("北浜製作所を「提案」に移しました。"), "{}", board.body);
        let now = pipeline(&portal, &portal.rep, "filter[view]=board").await;
        let line = &now.groups[0].lines[0];
        assert_eq!(
            (line.stage, line.may_move, line.next_step.as_ref().unwrap().text.as_str()),
            (DealStage::Proposal, true, "工場長に電話")
        );
        assert_eq!((now.groups[0].totals.weighted, now.totals.amount), (1_200_000, 2_400_000));

        // Without a script, and then from a board that is not what it was.
        let fields = [("deal", id.as_str()), ("version", "3"), ("stage", "quote"), ("owner", "all")];
        let plain = portal.post(Some(&portal.rep), "/deals?view=board&owner=all", "move_card", &fields).await;
        assert_eq!(
            (plain.status, plain.location()),
            (StatusCode::SEE_OTHER, format!("/deals?view=board&owner=all&done=moved&after={id}.3").as_str())
        );
        let late = portal.post(Some(&portal.rep), "/deals?view=board&owner=all", "move_card", &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("class=\"lanes deals board\""), "the board is shown again: {}", late.body);
        let wrong = portal
            .post(Some(&portal.rep), "/deals?view=board", "move_card", &[("deal", &id), ("version", "4"), ("stage", "won")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(status(&portal, &id).await, (StatusKey::Approved, 4));
    }
}

#[tokio::test]
async fn a_locked_or_foreign_card_stays_where_it_is() {
    let portal = portal().await;
    let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    decide(&portal, &portal.manager, "take_up_deal", &id, &[]).await;
    let locked = card(&portal, &portal.rep, &id, "quote").await;
    assert_eq!(locked.failure(), Failure::Conflict { conflict: Conflict::NotInThisStatus { status: "in_review".into() } });
    assert!(!pipeline(&portal, &portal.rep, "filter[owner]=").await.groups[0].lines[0].may_move);
    let board = portal.get(Some(&portal.rep), "/deals?view=board").await;
    assert!(board.body.contains("審査のあいだは動かせません") && !board.body.contains("draggable=\"true\""), "{}", board.body);
    let other = colleague(&portal).await;
    for (who, expected) in [
        (&other, StatusCode::FORBIDDEN),
        (&portal.rival, StatusCode::NOT_FOUND),
        (&portal.manager, StatusCode::FORBIDDEN),
        (&portal.lead, StatusCode::CONFLICT),
    ] {
        assert_eq!(card(&portal, who, &id, "quote").await.status, expected, "{}", who.name);
    }
    let nowhere = [("deal", "00000000-0000-7000-8000-000000000000"), ("version", "1"), ("stage", "quote")];
    assert_eq!(portal.call(Some(&portal.rep), "move_card", &nowhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_forecast_and_the_sums_are_of_everything_and_the_rows_come_in_pages() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000000", "北浜製作所").await;
        let mut tx = portal.office.store.write().await.unwrap();
        let model = tx.deal(id.parse().unwrap()).await.unwrap().unwrap().deal;
        // More than the tier allows at once; each in its own month, so that some are later than the forecast looks.
        for number in 1..33_u8 {
            let mut deal = DealRegistration {
                id: portal.office.new_id(),
                number: DealNumber(model.number.0 + i64::from(number)),
                ..model.clone()
            };
            deal.facts.expected_close = Day::from_ymd(2027, 1 + number % 12, 15).unwrap();
            tx.insert_deal(&deal, &format!("key-0000000000{number:02}")).await.unwrap();
        }
        tx.commit().await.unwrap();
        let all = pipeline(&portal, &portal.rep, "filter[owner]=").await;
        assert_eq!((all.totals.count, all.groups.len(), all.groups[0].lines.len(), all.mine), (33, 1, 20, true));
        let forecast = all.forecast.unwrap();
        assert_eq!(forecast.months.iter().map(|one| one.totals.count).collect::<Vec<_>>(), [0, 0, 3, 3, 3, 3]);
        assert_eq!((forecast.overdue.count, forecast.later.count), (0, 21));
        assert_eq!(forecast.months[2].totals.weighted, 3 * 240_000);
        let first = pipeline(&portal, &portal.rep, "filter[stage]=registered").await;
        assert_eq!((first.groups[0].lines.len(), first.has_more, first.page), (30, true, 1));
        let second = pipeline(&portal, &portal.rep, "filter[stage]=registered&filter[page]=2").await;
        assert_eq!((second.groups[0].lines.len(), second.has_more, second.page), (3, false, 2));
        assert_eq!(pipeline(&portal, &portal.rep, "filter[stage]=quote").await.totals.count, 0);
        let page = portal.get(Some(&portal.rep), "/deals").await;
        assert!(page.body.contains("33件をすべて見る") && page.body.contains("受注の見通し"), "{}", page.body);
        let plain = page.body.replace("<!>", "");
        assert!(plain.contains("¥7,200,000（3件）"), "an amount, then of how many: {plain}");
        let english = portal.get(Some(&portal.rep), "/deals?lang=en").await.body.replace("<!>", "");
        assert!(english.contains("¥7,200,000 (3)"), "{english}");
        let stage = portal.get(Some(&portal.rep), "/deals?owner=mine&stage=registered&page=2").await;
        assert!(stage.body.contains("すべてのフェーズを見る") && stage.body.contains("page=1"), "{}", stage.body);
        let file = portal.get(Some(&portal.rep), "/deals/export?owner=mine").await;
        assert_eq!(file.body.lines().count(), 34, "a head, and all of it");
    }
}

#[tokio::test]
async fn the_file_opens_in_a_spreadsheet_and_holds_no_formula() {
    let portal = portal().await;
    portal
        .call(
            Some(&portal.rep),
            "register_deal",
            &with(form("key-000000000001", "=HYPERLINK(\"http://evil.example\")"), "next_step", "+81に電話, \"至急\""),
        )
        .await;
    let file = portal.get(Some(&portal.rep), "/deals/export").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(file.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"deals-2026-11-16.csv\"");
    assert_eq!(file.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let text = file.body.strip_prefix('\u{feff}').expect("Excel knows UTF-8 by its mark");
    let mut lines = text.lines();
    assert!(
        lines.next().unwrap().starts_with("案件番号,お客様名,商談フェーズ,状態,金額（円）,確度（%）,見込み（円）,受注予定日")
    );
    let row = lines.next().unwrap();
    assert!(row.contains(",\"'=HYPERLINK(\"\"http://evil.example\"\")\",登録,申請済,2400000,10,240000,2027-01-29,\"'+81に電話, \"\"至急\"\"\",2026-11-20,佐藤 健,"), "{row}");
    let english = portal.get(Some(&portal.rep), "/deals/export?lang=en").await;
    assert!(english.body.contains("Deal number"), "{}", english.body);
    assert_eq!(portal.get(Some(&portal.rep), "/deals/export?show=closed").await.body.lines().count(), 1);
    assert_eq!(
        portal.get(Some(&portal.rival), "/deals/export?owner=all").await.body.lines().count(),
        1,
        "another company's is not in it"
    );
    assert_eq!(portal.get(Some(&portal.manager), "/deals/export").await.status, StatusCode::FORBIDDEN);
    assert_eq!(portal.get(None, "/deals/export").await.location(), "/sign-in?next=%2Fdeals");
}

#[tokio::test]
async fn who_works_on_a_deal_does_what_their_part_is() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        approve(&portal, &id).await;
        let (other, third) = (
            colleague(&portal).await,
            person(&portal.office, "原 凪", "nagi@aoba.example", Role::PartnerRep, Some(portal.aoba)).await,
        );
        let seen = sheet(&portal, &other, &id).await;
        assert!(seen.actions.is_empty() && seen.team.note_key.is_none() && !seen.team.may_choose, "the company sees its deals");
        let on = [("deal", id.as_str()), ("colleague", &other.user.to_string())];
        let before = portal.mails().await.len();
        assert_eq!(portal.call(Some(&other), "add_colleague", &on).await.status, StatusCode::FORBIDDEN);
        let added = portal.call(Some(&portal.rep), "add_colleague", &on).await;
        assert_eq!(
            (added.status, added.location()),
            (StatusCode::OK, format!("/deals/{id}?done=colleague_added&after={}", other.user).as_str())
        );
        portal.call(Some(&portal.lead), "add_colleague", &on).await;
        let told = portal.mails().await.split_off(before);
        assert_eq!((told.len(), told[0].to.as_str()), (1, "ren@aoba.example"), "added twice, told once");
        for nobody in [portal.rival.user, portal.rep.user, portal.manager.user] {
            let fields = [("deal", id.as_str()), ("colleague", &nobody.to_string())];
            assert_eq!(portal.call(Some(&portal.rep), "add_colleague", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }

        let note = |text: &'static str| [("deal", id.clone()), ("key", format!("key-{text:0>16}")), ("text", text.to_owned())];
        let stage = [("stage", "meeting"), ("next_step", "訪問"), ("next_step_on", ""), ("amount", ""), ("expected_close", "")];
        //                          note         move         colleagues   extension
        let table: [(&Caller, [StatusCode; 4]); 6] = [
            (&other, [StatusCode::OK, StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN]),
            (&third, [StatusCode::FORBIDDEN; 4]),
            (&portal.rep, [StatusCode::OK, StatusCode::OK, StatusCode::OK, StatusCode::CONFLICT]),
            (&portal.lead, [StatusCode::OK, StatusCode::OK, StatusCode::OK, StatusCode::CONFLICT]),
            (&portal.rival, [StatusCode::NOT_FOUND; 4]),
            (&portal.manager, [StatusCode::FORBIDDEN; 4]),
        ];
        let third_on = [("deal", id.as_str()), ("colleague", &third.user.to_string())];
        for (place, (who, expected)) in table.into_iter().enumerate() {
            let fields = note(["1", "2", "3", "4", "5", "6"][place]);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let found = [
                portal.call(Some(who), "note_on_deal", &fields).await.status,
                decide(&portal, who, "move_deal", &id, &stage).await.status,
                portal.call(Some(who), "add_colleague", &third_on).await.status,
                decide(&portal, who, "extend_deal", &id, &[]).await.status,
            ];
            assert_eq!(found, expected, "{}", who.name);
            portal.call(Some(&portal.lead), "remove_colleague", &third_on).await;
        }
        let notes = |sheet: DealSheet| {
            sheet
                .timeline
                .into_iter()
                .filter_map(|one| match one.what {
                    Happening::Note(text) => Some(text),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(notes(sheet(&portal, &portal.lead, &id).await).len(), 3);
        assert_eq!(notes(sheet(&portal, &other, &id).await).len(), 3);
        assert_eq!(notes(sheet(&portal, &third, &id).await).len(), 0, "notes are between those who work on it");
        assert!(pipeline(&portal, &other, "filter[owner]=").await.mine, "a colleague's pipeline begins with it");

        // A colleague steps back, and then the deal is no more theirs.
        assert_eq!(portal.call(Some(&other), "remove_colleague", &on).await.status, StatusCode::OK);
        assert_eq!(decide(&portal, &other, "move_deal", &id, &stage).await.status, StatusCode::FORBIDDEN);
        assert!(other.may(Action::WorkDeals).is_ok());
    }
}

#[tokio::test]
async fn a_note_is_taken_once_and_kept_as_written() {
    for portal in portals().await {
        let id = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let page = format!("/deals/{id}");
        let shown = portal.get(Some(&portal.rep), &page).await;
        assert!(shown.body.contains("name=\"form[text]\"") && shown.body.contains("この案件を進める人"), "{}", shown.body);
        let empty = portal
            .post(Some(&portal.rep), &page, "note_on_deal", &[("deal", &id), ("key", "key-000000000009"), ("text", " ")])
            .await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [("deal", id.as_str()), ("key", "key-000000000009"), ("text", "部長は<b>慎重</b>\n来週もう一度")];
        for _ in 0..2 {
            let taken = portal.post(Some(&portal.rep), &page, "note_on_deal", &fields).await;
            assert_eq!(
                (taken.status, taken.location()),
                (StatusCode::SEE_OTHER, format!("{page}?done=noted&after=key-000000000009").as_str())
            );
        }
        let told = portal.get(Some(&portal.lead), &format!("{page}?done=noted")).await;
        assert!(told.body.contains("メモを残しました。"), "{}", told.body);
        assert_eq!(told.body.matches("部長は&lt;b&gt;慎重&lt;/b&gt;\n来週もう一度").count(), 1, "{}", told.body);
        let review = portal.get(Some(&portal.manager), &format!("/console/deals/{id}")).await;
        assert!(!review.body.contains("慎重"), "not the vendor's");
    }
}
