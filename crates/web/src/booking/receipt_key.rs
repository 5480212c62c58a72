//! The key to the page of an appointment: whoever has it is taken for the holder, as with the key
//! to a hold. It stands in an address that the person may bookmark.

use okno_app::App;
use okno_app::booking::{BookingError, Found};
use okno_domain::id::{AppointmentId, RegionId};

use super::door::Door;

/// Bytes of the authenticator: 128 bits cannot be guessed.
const TAG: usize = 16;

/// The key to an appointment, as text.
pub(super) fn of(app: &App, region: &RegionId, id: AppointmentId) -> String {
    format!("{}.{}", id.0.simple(), hex::encode(tag(app, region, id)))
}

/// The address of the receipt, with its key.
pub(super) fn address(app: &App, door: &Door, reference: &str, id: AppointmentId) -> String {
    below(app, door, reference, id, "")
}

/// An address below the receipt (`/move`), with the key.
pub(super) fn below(
    app: &App,
    door: &Door,
    reference: &str,
    id: AppointmentId,
    page: &str,
) -> String {
    let key = of(app, &region_of(reference), id);
    door.appointment(&format!("/{reference}{page}?key={key}"))
}

/// The region that a reference names (`77-KX4R-2HMC`).
pub(super) fn region_of(reference: &str) -> RegionId {
    RegionId::new(reference.split('-').next().unwrap_or_default())
}

/// The appointment that a key opens, if it is the one of that reference.
///
/// # Errors
/// [`BookingError::NotOurs`] for a key that this office did not make for it.
pub(super) async fn open(app: &App, reference: &str, key: &str) -> Result<Found, BookingError> {
    let region = region_of(reference);
    let (id, told) = key.split_once('.').ok_or(BookingError::NotOurs)?;
    let id: AppointmentId = id.parse().map_err(|_| BookingError::NotOurs)?;
    let told = hex::decode(told).map_err(|_| BookingError::NotOurs)?;
    // Compared through the keyed hash, so that timing tells nothing.
    let secret = app.secrets().session_key("compare");
    if secret.authenticate(&[&tag(app, &region, id)]) != secret.authenticate(&[&told]) {
        return Err(BookingError::NotOurs);
    }
    let found = app.appointment(&region, id).await?;
    if found.reference == reference {
        Ok(found)
    } else {
        Err(BookingError::NotOurs)
    }
}

fn tag(app: &App, region: &RegionId, id: AppointmentId) -> [u8; TAG] {
    let secret = app.secrets().session_key("receipt");
    let full = secret.authenticate(&[region.as_str().as_bytes(), id.0.as_bytes()]);
    let mut tag = [0; TAG];
    tag.copy_from_slice(&full[..TAG]);
    tag
}
