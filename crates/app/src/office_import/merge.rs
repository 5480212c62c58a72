//! Storing a checked file: what is new is added, what differs is changed, what
//! is the same is left alone.

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_domain::id::{OfficeId, RegionId};
use okno_domain::office::Region;
use okno_storage::office::{Agreement, Office, OfficeService, Window};
use okno_storage::officer::Officer;
use okno_storage::reception::Plan;
use okno_storage::{StorageError, Tx, office, officer, reception, region};

use super::file::{OfficeFile, OfficeRow, OfficerRow, PlanRow, Row};
use super::{Counts, Hashes, Imported};
use crate::App;
use crate::reception_plan::plan_id;

/// What stands where a password hash would be for an officer without one: no
/// password verifies against it.
const NO_HASH: &str = "none";

/// A file on its way into the database.
pub(super) struct Merge {
    pub(super) app: App,
    pub(super) now: Timestamp,
    pub(super) file: OfficeFile,
    /// Hashes of initial passwords.
    pub(super) hashes: Hashes,
}

/// What is stored before the import.
struct Stored {
    regions: Vec<Region>,
    offices: BTreeMap<OfficeId, Office>,
    services: Vec<OfficeService>,
    agreements: Vec<Agreement>,
}

impl Counts {
    /// Counts a row; `true` when it must be written.
    fn count<T: PartialEq>(&mut self, stored: Option<&T>, wanted: &T) -> bool {
        match stored {
            None => self.added += 1,
            Some(known) if known != wanted => self.changed += 1,
            Some(_) => self.same += 1,
        }
        stored != Some(wanted)
    }
}

impl Merge {
    pub(super) async fn run(&self, tx: &mut Tx) -> Result<Imported, StorageError> {
        let stored = Stored {
            regions: region::all(tx).await?,
            offices: office::all(tx)
                .await?
                .into_iter()
                .map(|o| (o.office_id.clone(), o))
                .collect(),
            services: office::services(tx).await?,
            agreements: office::agreements(tx).await?,
        };
        let mut imported = Imported::default();
        for row in &self.file.regions {
            let known = stored
                .regions
                .iter()
                .find(|r| r.region_id == row.content.region_id);
            if imported.regions.count(known, &row.content) {
                region::put(tx, &row.content).await?;
            }
        }
        for row in &self.file.offices {
            self.office(tx, &row.content, &stored, &mut imported)
                .await?;
        }
        Ok(imported)
    }

    async fn office(
        &self,
        tx: &mut Tx,
        row: &OfficeRow,
        stored: &Stored,
        imported: &mut Imported,
    ) -> Result<(), StorageError> {
        let wanted = self.office_row(row, &stored.regions)?;
        if imported
            .offices
            .count(stored.offices.get(&row.office_id), &wanted)
        {
            office::put(tx, &wanted).await?;
        }
        for Row { content, .. } in &row.services {
            let known = stored.services.iter().find(|known| {
                known.office_id == content.office_id && known.service_id == content.service_id
            });
            if imported.services.count(known, content) {
                office::put_service(tx, content).await?;
            }
        }
        let region = row.office_id.region();
        for Row { content, .. } in &row.agreements {
            let known = stored.agreements.iter().find(|known| {
                known.agreement_id == content.agreement_id && known.office_id.region() == region
            });
            if imported.agreements.count(known, content) {
                office::put_agreement(tx, content).await?;
            }
        }
        self.windows(tx, row, &mut imported.windows).await?;
        self.officers(tx, row, &mut imported.officers).await?;
        self.plans(tx, row, imported).await
    }

    fn office_row(&self, row: &OfficeRow, stored: &[Region]) -> Result<Office, StorageError> {
        let content = |why: String| StorageError::Content {
            what: "office",
            why,
        };
        let profile = serde_json::to_value(&row.profile).map_err(|e| content(e.to_string()))?;
        let zone = row
            .zone
            .clone()
            .or_else(|| self.zone_of(&row.office_id.region(), stored));
        let zone = zone.ok_or_else(|| content(format!("{}: no region", row.office_id)))?;
        Ok(Office {
            office_id: row.office_id.clone(),
            kind: row.kind,
            parent_id: row.parent.clone(),
            zone,
            step_free: row.profile.premises.step_free,
            open_to_public: row.open_to_public,
            profile,
        })
    }

    fn zone_of(&self, region: &RegionId, stored: &[Region]) -> Option<String> {
        let in_file = self.file.regions.iter().map(|row| &row.content);
        let mut known = in_file.chain(stored);
        known
            .find(|known| known.region_id == *region)
            .map(|known| known.zone.clone())
    }

    async fn windows(
        &self,
        tx: &mut Tx,
        row: &OfficeRow,
        counts: &mut Counts,
    ) -> Result<(), StorageError> {
        let stored = office::windows(tx, &row.office_id).await?;
        for Row { content, .. } in &row.windows {
            let known = stored.iter().find(|known| known.number == content.number);
            if !counts.count(known.map(|known| &known.purposes), &content.purposes) {
                continue;
            }
            if let Some(known) = known {
                let region = row.office_id.region();
                office::set_purposes(tx, &region, known.window_id, &content.purposes).await?;
                continue;
            }
            let window = Window {
                window_id: self.app.new_id(self.now),
                office_id: row.office_id.clone(),
                number: content.number,
                purposes: content.purposes.clone(),
                officer_id: None,
                state: "closed".into(),
                state_since: self.now,
            };
            office::put_window(tx, &window).await?;
        }
        Ok(())
    }

    async fn officers(
        &self,
        tx: &mut Tx,
        row: &OfficeRow,
        counts: &mut Counts,
    ) -> Result<(), StorageError> {
        let stored = officer::of_office(tx, &row.office_id).await?;
        for Row { content, .. } in &row.officers {
            let known = stored
                .iter()
                .find(|known| known.login_name == content.login_name);
            let wanted = self.officer_row(&row.office_id, content, known);
            if !counts.count(known, &wanted) {
                continue;
            }
            match known {
                Some(_) => drop(officer::change(tx, &wanted).await?),
                None => officer::insert(tx, &wanted).await?,
            }
        }
        Ok(())
    }

    /// The officer as stored afterwards. A password is only ever given once: the
    /// one an officer has chosen is not taken away by the file.
    fn officer_row(
        &self,
        office: &OfficeId,
        wanted: &OfficerRow,
        known: Option<&Officer>,
    ) -> Officer {
        let given = wanted
            .password
            .as_ref()
            .and_then(|password| self.hashes.get(password));
        let given = given.map_or(NO_HASH, String::as_str);
        let kept = known
            .map(|known| known.password_hash.as_str())
            .filter(|hash| *hash != NO_HASH);
        Officer {
            officer_id: known.map_or_else(|| self.app.new_id(self.now), |known| known.officer_id),
            office_id: office.clone(),
            login_name: wanted.login_name.clone(),
            surname: wanted.surname.clone(),
            position: wanted.position.clone(),
            roles: wanted
                .roles
                .iter()
                .map(|role| role.code().to_owned())
                .collect(),
            password_hash: kept.unwrap_or(given).to_owned(),
            active: wanted.active,
            failed_logins: known.map_or(0, |known| known.failed_logins),
            locked_until: known.and_then(|known| known.locked_until),
        }
    }

    async fn plans(
        &self,
        tx: &mut Tx,
        row: &OfficeRow,
        imported: &mut Imported,
    ) -> Result<(), StorageError> {
        let stored = reception::plans_of(tx, &row.office_id).await?;
        let mut named = Vec::new();
        for Row { content, .. } in &row.plans {
            let wanted = plan_row(&row.office_id, content)?;
            let known = stored.iter().find(|known| known.plan_id == wanted.plan_id);
            if imported.plans.count(known, &wanted) {
                reception::put_plan(tx, &wanted).await?;
            }
            named.push(wanted.plan_id);
        }
        let today = self.now.to_zoned(zone(tx, &row.office_id).await?).date();
        let left_out = stored
            .iter()
            .filter(|known| !named.contains(&known.plan_id));
        for known in left_out.filter(|known| known.until_on.is_none_or(|until| until > today)) {
            let ended = Plan {
                until_on: Some(today.max(known.from_on)),
                ..known.clone()
            };
            if ended != *known {
                reception::put_plan(tx, &ended).await?;
                imported.plans_ended += 1;
            }
        }
        Ok(())
    }
}

async fn zone(tx: &mut Tx, id: &OfficeId) -> Result<jiff::tz::TimeZone, StorageError> {
    let stored = office::find(tx, id).await?;
    let name = stored.map(|office| office.zone).unwrap_or_default();
    jiff::tz::TimeZone::get(&name).map_err(|error| StorageError::Content {
        what: "office.zone",
        why: error.to_string(),
    })
}

fn plan_row(office: &OfficeId, plan: &PlanRow) -> Result<Plan, StorageError> {
    let pattern = serde_json::to_value(&plan.pattern).map_err(|error| StorageError::Content {
        what: "plan",
        why: error.to_string(),
    })?;
    Ok(Plan {
        plan_id: plan_id(office, &plan.name),
        office_id: office.clone(),
        service_id: plan.pattern.reception.service.clone(),
        from_on: plan.from_on,
        until_on: plan.until_on,
        plan: pattern,
    })
}
