//! Use cases: files on deals. The bytes are written first, then the row that names them; what no row names is swept.

use async_trait::async_trait;
use axum::body::Bytes;
use futures::stream::BoxStream;
use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    deal_files::{Arrived, Arriving, AttachForm, DealFiles, FileLine, FileSheet, RemoveForm, room_for_one},
    deals::{DealPart, DealRegistration, DealWork, Happening, TimelineEntry},
    failure::{Answer, Failure},
    id::{DealFileId, DealId},
    time::Timestamp,
};
use jiso_store::{
    Tx,
    deal_files::{DealFile, NewFile},
};

use crate::{objects::Writing, office::Office};

/// An object that no file names by then never will be: uploads are cut off long before.
const LOOSE_HOURS: i64 = 1;
/// Objects swept at one look.
const SWEPT_AT_ONCE: i64 = 50;
/// Files a history tells of, removed ones among them.
const FILES_TOLD: i64 = 200;

/// A file on its way into the storage.
pub struct Upload {
    id: DealFileId,
    arriving: Arriving,
    writing: Writing,
}

/// A file that may be read.
pub struct Opened {
    pub file: FileLine,
    pub bytes: BoxStream<'static, object_store::Result<Bytes>>,
}

#[async_trait]
impl DealFiles for Office {
    async fn attach(&self, caller: &Caller, form: AttachForm, arrived: Option<Arrived>) -> Answer<DealId> {
        let (id, key) = form.read()?;
        let mut tx = self.store.write().await?;
        let deal = self.deal_for(&mut tx, caller, id, DealWork::Note).await?;
        let arrived = arrived.ok_or_else(Arrived::missing)?;
        let mut key = key.to_owned();
        if let Some(before) = tx.file_by_key(deal.id, &key).await? {
            if before.removed.is_none() && (&before.line.name, before.line.bytes) == (&arrived.name, arrived.bytes) {
                return Ok(deal.id);
            }
            // Gone back to a form that was sent, to attach something else with it.
            key = self.new_id::<()>().to_string();
        }
        room_for_one(tx.count_files(deal.id).await?)?;
        if !tx.claim_object(arrived.id).await? {
            return Err(Failure::Unavailable { reference: "objects".into() });
        }
        let file =
            NewFile { deal: deal.id, arrived: &arrived, shared: form.shared, by: caller.user, at: self.now(), once_key: &key };
        if tx.attach_file(file).await? {
            let activity = self.activity(caller, &deal, ActivityKind::DealFiled, self.now());
            self.record_about(&mut tx, activity, Some(&deal.facts.product)).await?;
            tx.commit().await?;
        }
        Ok(deal.id)
    }

    async fn remove(&self, caller: &Caller, form: RemoveForm) -> Answer<DealId> {
        let (id, file) = form.read()?;
        let mut tx = self.store.write().await?;
        let deal = self.deal_for(&mut tx, caller, id, DealWork::Note).await?;
        tx.file(deal.id, file).await?.ok_or(Failure::NotFound)?;
        if tx.remove_file(deal.id, file, caller.user, self.now()).await? {
            tx.note_loose_object(file, self.now()).await?;
            let activity = self.activity(caller, &deal, ActivityKind::DealUnfiled, self.now());
            self.record_about(&mut tx, activity, Some(&deal.facts.product)).await?;
            tx.commit().await?;
        }
        Ok(deal.id)
    }
}

impl Office {
    /// Makes room for a file, before the first of its bytes is taken; `name` as it was sent.
    ///
    /// # Errors
    /// As [`DealFiles::attach`], and [`Failure::TooMany`].
    pub async fn expect_file(&self, caller: &Caller, deal: &str, name: &str) -> Answer<Upload> {
        let deal = deal.parse().map_err(|_| Failure::Malformed)?;
        let id = self.new_id();
        let mut tx = self.store.write().await?;
        let deal = self.deal_for(&mut tx, caller, deal, DealWork::Note).await?;
        let arriving = Arriving::named(name)?;
        room_for_one(tx.count_files(deal.id).await?)?;
        self.limits.file(caller.user)?;
        tx.note_loose_object(id, self.now()).await?;
        tx.commit().await?;
        Ok(Upload { id, arriving, writing: self.objects.write(id) })
    }

    /// A file of a deal, for those who work on it, and for the vendor what they show it.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for another company's, a removed one, and what the vendor is not shown.
    pub async fn open_file(&self, caller: &Caller, deal: &str, file: &str) -> Answer<Opened> {
        let deal: DealId = deal.parse().map_err(|_| Failure::NotFound)?;
        let file = file.parse().map_err(|_| Failure::NotFound)?;
        let mut tx = self.store.read().await?;
        if caller.role.is_partner() {
            self.deal_for(&mut tx, caller, deal, DealWork::Note).await?;
        } else {
            caller.may(Action::ReviewDeals)?;
        }
        let found = tx.file(deal, file).await?.filter(|found| found.removed.is_none()).ok_or(Failure::NotFound)?;
        drop(tx);
        if !caller.role.is_partner() && !found.line.shared {
            return Err(Failure::NotFound);
        }
        Ok(Opened { bytes: self.objects.read(found.line.id).await?, file: found.line })
    }

    /// A deal's files and what its history tells of them, for a reader of the company with this `part`.
    pub(crate) async fn files_for_part(
        &self,
        tx: &mut Tx,
        deal: &DealRegistration,
        part: DealPart,
    ) -> Answer<(Option<FileSheet>, Vec<TimelineEntry>)> {
        if !part.may(DealWork::Note) {
            return Ok((None, Vec::new()));
        }
        let files = tx.files_of(deal.id, FILES_TOLD).await?;
        let told = files.iter().flat_map(told).collect();
        Ok((Some(FileSheet { files: there(files), key: Some(self.new_id::<()>().to_string()) }), told))
    }

    /// The same for the vendor: what it is shown.
    pub(crate) async fn files_for_vendor(&self, tx: &mut Tx, deal: &DealRegistration) -> Answer<(FileSheet, Vec<TimelineEntry>)> {
        let mut files = tx.files_of(deal.id, FILES_TOLD).await?;
        files.retain(|file| file.line.shared);
        let told = files.iter().flat_map(told).collect();
        Ok((FileSheet { files: there(files), key: None }, told))
    }

    /// Takes away the objects of uploads that came to nothing, and of files that were removed.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn sweep_objects(&self) -> Answer<()> {
        let until = self.now().plus_hours(-LOOSE_HOURS);
        let loose = self.store.read().await?.loose_objects(until, SWEPT_AT_ONCE).await?;
        for id in loose {
            self.objects.discard(id).await?;
            let mut tx = self.store.write().await?;
            tx.claim_object(id).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

impl Upload {
    /// The next bytes.
    ///
    /// # Errors
    /// [`Failure::Invalid`] as soon as it is known that the file is not taken, [`Failure::Unavailable`] when the storage fails.
    pub async fn take(&mut self, bytes: Bytes) -> Answer<()> {
        self.arriving.take(&bytes)?;
        self.writing.more(self.id, bytes).await
    }

    /// That was all.
    ///
    /// # Errors
    /// As [`Upload::take`].
    pub async fn end(self) -> Answer<Arrived> {
        let Self { id, arriving, writing } = self;
        match arriving.end(id) {
            Ok(arrived) => {
                writing.end(id).await?;
                Ok(arrived)
            }
            Err(refused) => {
                writing.give_up(id).await;
                Err(refused)
            }
        }
    }

    /// Nobody wants the rest of it.
    pub async fn give_up(self) {
        self.writing.give_up(self.id).await;
    }
}

fn there(files: Vec<DealFile>) -> Vec<FileLine> {
    files.into_iter().filter(|file| file.removed.is_none()).map(|file| file.line).collect()
}

/// That a file was removed, and that it was attached.
fn told(file: &DealFile) -> impl Iterator<Item = TimelineEntry> + use<> {
    let entry = |at: Timestamp, who: String, what| TimelineEntry { at, what, who: Some(who), amount: None, points: Vec::new() };
    let attached = entry(file.line.at, file.line.by.clone(), Happening::Filed(file.line.name.clone()));
    let removed = file.removed.clone().map(|(by, at)| entry(at, by, Happening::Unfiled(file.line.name.clone())));
    removed.into_iter().chain([attached])
}
