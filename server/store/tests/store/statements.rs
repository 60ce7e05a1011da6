//! Every statement is understood by both databases, and both have the same migrations.

use jiso_store::testing;

#[tokio::test]
async fn every_statement_is_prepared_on_both_databases() {
    for store in testing::stores().await {
        for (name, statement) in store.statements() {
            if let Err(error) = store.prepare(statement).await {
                panic!("{} does not understand {name}: {error}", store.kind());
            }
        }
    }
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |kind: &str| {
        let mut names: Vec<_> = std::fs::read_dir(format!("{}/migrations/{kind}", env!("CARGO_MANIFEST_DIR")))
            .unwrap()
            .map(|f| f.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
