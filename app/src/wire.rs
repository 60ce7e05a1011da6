//! How answers travel between server and browser: packed by postcard, in a page and over the API alike.
//!
//! Reading JSON took the browser 600 kB of code for the home page alone, since every type is read by name, and once for pages
//! and once for the API. What is packed is read by position, so a type that travels has no serde attribute that needs names:
//! no `tag`, `untagged`, `flatten`, `skip_serializing_if`.

use codee::{Decoder, Encoder, binary::PostcardCodec};
use jiso::failure::Failure;
pub use leptos::server_fn::codec::{GetUrl, Postcard as Packed};
use leptos::server_fn::{
    codec::PostcardEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The error of every server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fault(pub Failure);

pub type Reply<T> = Result<T, Fault>;

/// Reads an answer.
///
/// # Errors
/// [`Failure::Malformed`]
pub fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Reply<T> {
    PostcardCodec::decode(packed).map_err(|_| Fault(Failure::Malformed))
}

/// Packs a part of an answer that another chunk reads.
///
/// # Errors
/// [`Failure::Malformed`], when it cannot be packed.
pub fn pack<T: Serialize>(part: &T) -> Reply<Vec<u8>> {
    PostcardCodec::encode(part).map_err(|_| Fault(Failure::Malformed))
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl FromServerFnError for Fault {
    type Encoder = PostcardEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self(match error {
            ServerFnErrorErr::Request(_) => Failure::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Failure::Malformed
            }
            _ => Failure::Unavailable { reference: String::new() },
        })
    }
}
