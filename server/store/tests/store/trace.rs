//! What is read for `/console/trace` comes packed; it means the same on both databases.

use jiso::time::Timestamp;
use jiso_store::testing;

#[tokio::test]
async fn where_nothing_happened_nothing_is_read() {
    for store in testing::stores().await {
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.traced_deals(Timestamp::EPOCH).await.unwrap(), []);
        assert!(tx.colleagues_on_deals().await.unwrap().is_empty());
        assert_eq!(tx.lessons_finished().await.unwrap(), []);
        assert_eq!(tx.versions_used().await.unwrap(), []);
        assert_eq!(tx.newest_talks(10).await.unwrap(), []);
    }
}
