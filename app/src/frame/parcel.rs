//! What a page asks for and what it gets, of any type: so that loading and waiting are compiled once, and not for each page anew.

use std::{any::Any, sync::Arc};

use codee::{Decoder, Encoder};
use jiso::failure::Failure;
use serde::{Serialize, de::DeserializeOwned};

use crate::wire::{Fault, Reply, pack, unpack};

/// What a page asks for.
#[derive(Clone)]
pub struct Asked(Arc<dyn Question>);

trait Question: Any + Send + Sync {
    fn is(&self, other: &dyn Any) -> bool;
}

impl<S: PartialEq + Send + Sync + 'static> Question for S {
    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<S>() == Some(self)
    }
}

impl Asked {
    pub fn of<S: PartialEq + Send + Sync + 'static>(question: S) -> Self {
        Self(Arc::new(question))
    }

    /// The question again, of the type it had.
    pub fn question<S: Clone + 'static>(&self) -> Option<S> {
        let question: &dyn Any = self.0.as_ref();
        question.downcast_ref().cloned()
    }
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.0.is(other.0.as_ref())
    }
}

/// What a page gets: as it was answered, or packed as it came within the document.
#[derive(Clone)]
pub enum Parcel {
    Open(Arc<dyn Content>),
    Packed(Arc<[u8]>),
}

pub trait Content: Any + Send + Sync {
    fn pack(&self) -> Reply<Vec<u8>>;
}

impl<T: Serialize + Send + Sync + 'static> Content for Reply<T> {
    // In the browser nothing is put into a document, and how to pack every page would come along for nothing.
    fn pack(&self) -> Reply<Vec<u8>> {
        if cfg!(target_arch = "wasm32") { Err(Fault(Failure::Malformed)) } else { pack(self) }
    }
}

impl Parcel {
    pub fn of<T: Serialize + Send + Sync + 'static>(reply: Reply<T>) -> Self {
        Self::Open(Arc::new(reply))
    }

    /// What is in it.
    ///
    /// # Errors
    /// Those of the answer, and [`Failure::Malformed`] when it is no answer of this type.
    pub fn open<T: Clone + DeserializeOwned + 'static>(&self) -> Reply<T> {
        match self {
            Self::Open(content) => {
                let content: &dyn Any = content.as_ref();
                content.downcast_ref::<Reply<T>>().cloned().unwrap_or(Err(Fault(Failure::Malformed)))
            }
            Self::Packed(packed) => unpack::<Reply<T>>(packed)?,
        }
    }
}

/// Puts parcels into the document and takes them out again, unopened.
pub struct ParcelCodec;

impl Encoder<Parcel> for ParcelCodec {
    type Error = Fault;
    type Encoded = Vec<u8>;

    fn encode(parcel: &Parcel) -> Result<Self::Encoded, Self::Error> {
        match parcel {
            Parcel::Open(content) => content.pack(),
            Parcel::Packed(packed) => Ok(packed.to_vec()),
        }
    }
}

impl Decoder<Parcel> for ParcelCodec {
    type Error = Fault;
    type Encoded = [u8];

    fn decode(packed: &Self::Encoded) -> Result<Parcel, Self::Error> {
        Ok(Parcel::Packed(packed.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_travels_unopened() {
        for reply in [Ok(vec!["見積".to_owned()]), Err(Fault(Failure::NotFound))] {
            let sent = Parcel::of(reply.clone());
            assert_eq!(sent.open::<Vec<String>>(), reply);
            let packed = ParcelCodec::encode(&sent).unwrap_or_default();
            let Ok(came) = ParcelCodec::decode(&packed) else { panic!("taken out") };
            assert_eq!(came.open::<Vec<String>>(), reply);
            assert_eq!(ParcelCodec::encode(&came).unwrap_or_default(), packed);
        }
        assert_eq!(Parcel::of(Ok(1_u8)).open::<String>(), Err(Fault(Failure::Malformed)), "nothing else is in it");
    }

    #[test]
    fn questions_are_compared_by_what_they_ask() {
        let asked = Asked::of(("deals".to_owned(), 2_u32));
        assert!(asked == Asked::of(("deals".to_owned(), 2_u32)));
        assert!(asked != Asked::of(("deals".to_owned(), 3_u32)));
        assert!(asked != Asked::of(2_u32));
        assert_eq!(asked.question(), Some(("deals".to_owned(), 2_u32)));
        assert_eq!(asked.question::<u32>(), None);
    }
}
