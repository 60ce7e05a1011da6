use jiso::targets::{
    OverlapForm, PassForm, TargetDesk, TargetForm, TargetKit, TargetListForm, TargetListSheet, TargetPick, TargetsSheet,
    UploadForm,
};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "targets", input = GetUrl, output = Packed)]
pub async fn targets() -> Reply<TargetsSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.targets.mine(&caller).await?)
}

#[server(prefix = "/api", endpoint = "target_kit", input = GetUrl, output = Packed)]
pub async fn kit_for_target(id: String) -> Reply<TargetKit> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.targets.kit(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "pass_target", output = Packed)]
pub async fn pass_target(form: PassForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.target);
    portal.targets.pass(&caller, form).await?;
    tell(Instruction::Redirect(format!("/targets?done=passed&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "bring_back_target", output = Packed)]
pub async fn bring_back_target(form: TargetPick) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.target);
    portal.targets.bring_back(&caller, form).await?;
    tell(Instruction::Redirect(format!("/targets?done=back&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "keep_overlap", output = Packed)]
pub async fn keep_overlap(form: OverlapForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let kept = portal.targets.keep_overlap(&caller, form).await?;
    tell(Instruction::Redirect(format!("/targets?done=kept&after={kept}#overlap")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "forget_overlap", output = Packed)]
pub async fn forget_overlap() -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    portal.targets.forget_overlap(&caller).await?;
    tell(Instruction::Redirect("/targets?done=forgotten#overlap".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "target_lists", input = GetUrl, output = Packed)]
pub async fn target_lists() -> Reply<TargetDesk> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.targets.desk(&caller).await?)
}

#[server(prefix = "/api", endpoint = "target_list", input = GetUrl, output = Packed)]
pub async fn target_list(id: String) -> Reply<TargetListSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.targets.list(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "make_target_list", output = Packed)]
pub async fn make_target_list(form: TargetListForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.targets.make_list(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/targets/{id}?done=made")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "save_target", output = Packed)]
pub async fn save_target(form: TargetForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let (id, target) = portal.targets.save(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/targets/{id}?done=saved&after={target}")));
    Ok(())
}

/// Posted with a file, so without a script only.
#[server(prefix = "/api", endpoint = "upload_targets", output = Packed)]
pub async fn upload_targets(form: UploadForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let done = portal.targets.upload(&caller, form).await?;
    let (list, new, changed, left) = (done.list, done.new, done.changed, done.left_out);
    tell(Instruction::Redirect(format!("/console/targets/{list}?done=uploaded&new={new}&changed={changed}&left={left}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "take_off_target", output = Packed)]
pub async fn take_off_target(form: TargetPick) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.target);
    let list = portal.targets.take_off(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/targets/{list}?done=off&after={after}")));
    Ok(())
}

/// The same done to another target is another address, so that the page is read anew.
fn plain(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect()
}
