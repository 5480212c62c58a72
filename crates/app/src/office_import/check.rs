//! What rows must agree about with each other and with what is stored.

use std::collections::{BTreeMap, BTreeSet};

use okno_domain::id::{OfficeId, RegionId};
use okno_domain::office::lay_over;

use super::file::{OfficeFile, OfficeRow, PlanRow, Row};
use super::nearest;
use super::problem::Problems;
use crate::directory::Listing;
use crate::rules::Rules;

/// Steps up the tree of offices; a longer way is a circle (REQ-1: centre,
/// region, district, sub-office).
const DEEPEST: usize = 16;

/// Everything that rows are checked against.
pub(super) struct Checker<'a> {
    pub(super) text: &'a str,
    pub(super) problems: &'a Problems<'a>,
    /// What is stored already.
    pub(super) stored: &'a Listing,
    pub(super) rules: &'a Rules,
}

impl Checker<'_> {
    pub(super) fn check(&self, file: &OfficeFile) {
        self.twice(&file.regions, "region", |region| {
            region.region_id.to_string()
        });
        self.twice(&file.offices, "office", |office| {
            office.office_id.to_string()
        });
        self.regions_and_parents(file);
        for office in &file.offices {
            self.office(&office.content);
            self.own_days(office);
        }
        let agreements = file.offices.iter().flat_map(|office| {
            let region = office.content.office_id.region();
            office
                .content
                .agreements
                .iter()
                .map(move |row| (region.clone(), row))
        });
        self.agreements_of_one_number(agreements);
    }

    fn report<T>(&self, row: &Row<T>, what: impl Into<String>, advice: impl Into<String>) {
        self.problems.report(row.start, &row.table, what, advice);
    }

    fn line_of<T>(&self, row: &Row<T>) -> usize {
        1 + self.text.as_bytes()[..row.start.min(self.text.len())]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
    }

    /// Reports every row whose name an earlier row has.
    fn twice<T>(&self, rows: &[Row<T>], what: &str, name: impl Fn(&T) -> String) {
        let mut seen: BTreeMap<String, &Row<T>> = BTreeMap::new();
        for row in rows {
            let name = name(&row.content);
            match seen.get(&name) {
                None => drop(seen.insert(name, row)),
                Some(first) => self.report(
                    row,
                    format!("{what} {name} stands here for the second time"),
                    format!(
                        "the first is in line {}: remove one of them",
                        self.line_of(first)
                    ),
                ),
            }
        }
    }

    fn regions_and_parents(&self, file: &OfficeFile) {
        let in_file = file.named_regions.iter();
        let regions: BTreeSet<&RegionId> = in_file.chain(self.stored.regions.keys()).collect();
        let stored = self.stored.offices.values();
        let stored = stored.map(|office| (office.office_id.clone(), office.parent_id.clone()));
        let named = file
            .named_offices
            .iter()
            .map(|office| (office.clone(), None));
        let mut parents: BTreeMap<OfficeId, Option<OfficeId>> = named.chain(stored).collect();
        let rows = file.offices.iter().map(|row| &row.content);
        parents.extend(rows.map(|office| (office.office_id.clone(), office.parent.clone())));
        for row in &file.offices {
            let office = &row.content;
            let region = office.office_id.region();
            if !regions.contains(&region) {
                let advice = nearest::advice(
                    region.as_str(),
                    regions.iter().map(|region| region.as_str()),
                );
                let what = format!(
                    "office {} names unknown region '{region}'",
                    office.office_id
                );
                self.report(
                    row,
                    what,
                    format!("add a [[region]] with this code, or {advice}"),
                );
            }
            self.parent(row, &parents);
        }
    }

    fn parent(&self, row: &Row<OfficeRow>, parents: &BTreeMap<OfficeId, Option<OfficeId>>) {
        let Some(parent) = &row.content.parent else {
            return;
        };
        if !parents.contains_key(parent) {
            let known = parents.keys().map(OfficeId::as_str);
            let advice = nearest::advice(parent.as_str(), known);
            self.report(row, format!("unknown parent '{parent}'"), advice);
            return;
        }
        let mut above = Some(parent);
        for _ in 0..DEEPEST {
            let Some(office) = above else { return };
            above = parents.get(office).and_then(Option::as_ref);
        }
        let advice = "name in 'parent' the office above it, up to one that has none";
        self.report(row, "the offices above it go round in a circle", advice);
    }

    fn office(&self, office: &OfficeRow) {
        self.twice(&office.windows, "window", |window| {
            window.number.to_string()
        });
        self.twice(&office.officers, "log-in name", |officer| {
            officer.login_name.clone()
        });
        self.twice(&office.services, "service", |service| {
            service.service_id.to_string()
        });
        self.twice(&office.plans, "plan", |plan| plan.name.clone());
        let known: Vec<&str> = self
            .rules
            .packs()
            .iter()
            .flat_map(|pack| pack.services.iter().map(|service| service.id.as_str()))
            .collect();
        for row in &office.services {
            let service = row.content.service_id.as_str();
            if !known.contains(&service) {
                let advice = nearest::advice(service, known.iter().copied());
                self.report(row, format!("unknown service '{service}'"), advice);
            }
        }
        self.services_of_plans(office);
        self.overlaps(&office.plans);
    }

    fn services_of_plans(&self, office: &OfficeRow) {
        let here: Vec<&str> = office
            .services
            .iter()
            .map(|row| row.content.service_id.as_str())
            .collect();
        for row in &office.plans {
            let service = row.content.pattern.reception.service.as_str();
            if !here.contains(&service) {
                let advice = nearest::advice(service, here.iter().copied());
                let what = format!("the plan is for service '{service}', not given here");
                self.report(row, what, format!("add an [[office.service]], or {advice}"));
            }
        }
    }

    /// Two plans that would publish the same time twice.
    fn overlaps(&self, plans: &[Row<PlanRow>]) {
        for (index, row) in plans.iter().enumerate() {
            let clash = plans[..index]
                .iter()
                .find(|other| clash(&other.content, &row.content));
            if let Some(other) = clash {
                let what = format!("overlaps plan {}", other.content.name);
                let advice = format!(
                    "that one is in line {}: change the days, the times, the share or the dates",
                    self.line_of(other)
                );
                self.report(row, what, advice);
            }
        }
    }

    /// Own days are checked against the calendar of each service of the office.
    fn own_days(&self, row: &Row<OfficeRow>) {
        let profile = &row.content.profile;
        if profile.own_days.is_empty() {
            return;
        }
        let services = row.content.services.iter();
        let calendars =
            services.filter_map(|service| self.rules.calendar_of(&service.content.service_id).ok());
        for calendar in calendars.take(1) {
            if let Err(error) = lay_over(calendar, &profile.title, &profile.own_days) {
                let advice = "mend 'own_days'; each needs a name, a source and a day to change";
                self.report(row, format!("own days: {}", error.problem), advice);
            }
        }
    }

    fn agreements_of_one_number<'r>(
        &self,
        rows: impl Iterator<Item = (RegionId, &'r Row<okno_storage::office::Agreement>)>,
    ) {
        let mut seen: BTreeMap<(RegionId, &str), &OfficeId> = BTreeMap::new();
        for (region, row) in rows {
            let agreement = &row.content;
            let first = seen.insert((region, &agreement.agreement_id), &agreement.office_id);
            if let Some(office) = first {
                let what = format!("agreement {} is used twice", agreement.agreement_id);
                let advice = format!("office {office} has it: a number is given once in a region");
                self.report(row, what, advice);
            }
        }
    }
}

fn clash(one: &PlanRow, other: &PlanRow) -> bool {
    let (a, b) = (&one.pattern.reception, &other.pattern.reception);
    let classes = match (&one.pattern.day_classes, &other.pattern.day_classes) {
        (Some(one), Some(other)) => !one.is_disjoint(other),
        _ => true,
    };
    let dates = other.until_on.is_none_or(|until| one.from_on < until)
        && one.until_on.is_none_or(|until| other.from_on < until);
    a.service == b.service
        && a.share == b.share
        && classes
        && dates
        && !a.weekdays.is_disjoint(&b.weekdays)
        && a.hours.shared_with(&b.hours).is_some()
}
