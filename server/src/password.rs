//! Passwords are hashed with argon2id off the async threads, few at a time and in memory that is used again: two hundred people
//! who signed in at once took four gigabytes without.

use std::sync::OnceLock;

use argon2::{
    Algorithm, Argon2, Block, Params, PasswordHash, Version,
    password_hash::{Output, ParamsString, SaltString},
};
use jiso::failure::{Answer, Failure};
use parking_lot::Mutex;
use tokio::sync::Semaphore;

/// Hashes at a time; whoever comes meanwhile waits for their turn.
const AT_ONCE: usize = 2;
const DIGEST_BYTES: usize = 32;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);
/// What the hashes before have worked in.
static MEMORY: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

fn unavailable(what: &str) -> Failure {
    tracing::error!(reference = "password", what, "password hashing failed");
    Failure::Unavailable { reference: "password".into() }
}

/// Runs `work` when it is its turn. The turn ends with the work, even when nobody waits for the answer any more.
async fn in_turn<T: Send + 'static>(work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static) -> Answer<T> {
    let turn = TURNS.acquire().await.map_err(|_| unavailable("no more turns"))?;
    let done = tokio::task::spawn_blocking(move || {
        let mut memory = MEMORY.lock().pop().unwrap_or_default();
        let done = work(&mut memory);
        MEMORY.lock().push(memory);
        drop(turn);
        done
    });
    done.await.map_err(|_| unavailable("hashing was cancelled"))
}

/// `salt` is 16 bytes of chance.
///
/// # Errors
/// [`Failure::Unavailable`]
pub async fn hash(password: String, salt: [u8; 16]) -> Answer<String> {
    in_turn(move |memory| hash_in(memory, &password, salt)).await?.ok_or_else(|| unavailable("hash"))
}

fn hash_in(memory: &mut Vec<Block>, password: &str, salt: [u8; 16]) -> Option<String> {
    // OWASP's first recommendation: 19 MiB, two passes, one lane.
    let params = Params::new(19 * 1024, 2, 1, Some(DIGEST_BYTES)).ok()?;
    let text = ParamsString::try_from(&params).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let digest = digest(memory, &argon2, password, &salt)?;
    let salt = SaltString::encode_b64(&salt).ok()?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: text,
        salt: Some(salt.as_salt()),
        hash: Some(digest),
    };
    Some(hash.to_string())
}

fn digest(memory: &mut Vec<Block>, argon2: &Argon2, password: &str, salt: &[u8]) -> Option<Output> {
    let blocks = argon2.params().block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::default());
    }
    let mut digest = vec![0; argon2.params().output_len().unwrap_or(DIGEST_BYTES)];
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut digest, memory.as_mut_slice()).ok()?;
    Output::new(&digest).ok()
}

/// Whether `password` is the one behind `hash`. Without a hash it takes just as long and says no, so that an unknown address
/// cannot be told from a wrong password.
///
/// # Errors
/// [`Failure::Unavailable`]
pub async fn verify(password: String, hash: Option<String>) -> Answer<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    in_turn(move |memory| {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.get_or_init(|| hash_in(memory, "nobody", [7; 16]).unwrap_or_default()).clone());
        is_right(memory, &password, &hash).unwrap_or(false) && known
    })
    .await
}

/// `None` when `hash` cannot be read. It says itself how it was made.
fn is_right(memory: &mut Vec<Block>, password: &str, hash: &str) -> Option<bool> {
    let hash = PasswordHash::new(hash).ok()?;
    let algorithm = Algorithm::try_from(hash.algorithm).ok()?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
    let argon2 = Argon2::new(algorithm, version, Params::try_from(&hash).ok()?);
    let mut salt = [0; 64];
    let salt = hash.salt?.decode_b64(&mut salt).ok()?;
    // Comparing two `Output`s takes as long wherever they differ.
    Some(digest(memory, &argon2, password, salt)? == hash.hash?)
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher, PasswordVerifier};

    use super::*;

    #[tokio::test]
    async fn only_the_right_password_passes() {
        let hashed = hash("長いことばは安全です".into(), [1; 16]).await.unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert_eq!(verify("長いことばは安全です".into(), Some(hashed.clone())).await, Ok(true));
        assert_eq!(verify("wrong".into(), Some(hashed)).await, Ok(false));
        assert_eq!(verify("nobody".into(), None).await, Ok(false));
        assert_eq!(verify("nobody".into(), Some("no hash at all".into())).await, Ok(false));
    }

    #[tokio::test]
    async fn the_crate_reads_our_hashes_and_we_read_the_crates() {
        let ours = hash("password of a person".into(), [3; 16]).await.unwrap();
        assert!(Argon2::default().verify_password(b"password of a person", &PasswordHash::new(&ours).unwrap()).is_ok());
        let salt = SaltString::encode_b64(&[4; 16]).unwrap();
        let params = Params::new(64, 1, 1, None).unwrap();
        let theirs =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(b"another", &salt).unwrap().to_string();
        assert_eq!(verify("another".into(), Some(theirs.clone())).await, Ok(true));
        assert_eq!(verify("wrong".into(), Some(theirs)).await, Ok(false));
    }

    #[tokio::test]
    async fn many_at_once_share_little_memory() {
        let waiting: Vec<_> = (0..24).map(|n| tokio::spawn(verify(format!("guess {n}"), None))).collect();
        for one in waiting {
            assert_eq!(one.await.unwrap(), Ok(false));
        }
        assert!(MEMORY.lock().len() <= AT_ONCE);
    }
}
