//! "Did you mean": what is offered for a word that no text has.

use jiso::{caller::Audience, lang::Lang, search::SearchQuery};
use jiso_search::{SearchDocument, Synonyms};

use crate::shelf::{ask, document, found, index};

#[test]
fn what_was_meant_is_offered() {
    let root = tempfile::tempdir().unwrap();
    let secret = SearchDocument {
        audiences: vec![Audience::Vendor],
        ..document("secret", "Margins", "Margins of プレミアムパートナー")
    };
    let mut texts = vec![
        document("security", "セキュリティチェックシート", "セキュリティの質問。Security questions"),
        document("trial", "トライアルの始め方", "Start a trial subscription today."),
        document("server", "サーバーの場所", "国内のサーバーです。"),
        document("agreement", "秘密保持契約", "契約の前に。"),
        secret,
    ];
    texts.extend((0..6).map(|n| document(&format!("quote{n}"), "見積書の出し方", "Quotation steps")));
    let index = index(root.path(), texts);
    for (typed, meant) in [
        ("セキリティ", Some("セキュリティ")),
        ("トライヤル 始め方", Some("トライアル 始め方")),
        ("さーばー", Some("サーバー")),
        ("secuirty", Some("security")),
        ("Subscripton price", Some("subscription price")),
        ("秘密保待契約", Some("秘密保持契約")),
        ("セキュリティ", None),
        ("security", None),
        ("から", None),
        ("zzzzzz", None),
        ("margjns", None),
        ("プレミアムパトナー", None),
        ("😀", None),
        ("", None),
    ] {
        assert_eq!(ask(&index, typed).meant.as_deref(), meant, "{typed}");
        if let Some(meant) = meant {
            assert!(ask(&index, meant).total > 0, "{meant}");
        }
    }
    // Beside a word that has others in its place; the vendor's own words are no mistakes.
    index.set_synonyms(Synonyms::of(vec![vec!["見積".into(), "クォート".into()]]));
    for (typed, meant) in [("見積 セキリティ", Some("見積 セキュリティ")), ("クォート", None), ("見積", None)]
    {
        assert_eq!(ask(&index, typed).meant.as_deref(), meant, "{typed}");
    }
    let vendor = index.search(&Audience::Vendor, Lang::Ja, &SearchQuery::listed("margjns")).unwrap();
    assert_eq!(vendor.meant.as_deref(), Some("margins"), "only who may read it is told that it is there");
}

#[test]
fn a_word_that_is_right_is_never_replaced() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("referral", "Referral from a customer", "Ask for a referral after the first month."),
        document("reference", "Kept for reference", "Keep it for reference. Data is encrypted at rest."),
        document("rest", "The rest of the questions", "Where to ask for the rest at once."),
        document("stores", "Three stores", "Two stores tell their story."),
        document("annual", "Annual payment", "An annual payment is cheaper."),
    ];
    let index = index(root.path(), texts);
    for (typed, meant) in [
        // It begins as "reference" does, for the index.
        ("referal reward", Some("referral reward")),
        ("refferal", Some("referral")),
        ("anual payment", Some("annual payment")),
        ("encryptd", Some("encrypted")),
        ("reference", None),
        ("encrypting", None),
        ("reset password", None),
        ("where is data stored", None),
        ("storing", None),
        ("wher", None),
    ] {
        assert_eq!(ask(&index, typed).meant.as_deref(), meant, "{typed}");
    }
    for (typed, first) in [("referal reward", "referral"), ("refferal", "referral"), ("anual payment", "annual")] {
        assert_eq!(found(&ask(&index, typed)).first(), Some(&first), "{typed}");
    }
    assert!(found(&ask(&index, "reset")).is_empty());
}
