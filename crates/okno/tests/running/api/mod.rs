//! The promises of the interface for programs, over HTTP.

mod booking;
mod crowds;
mod limits;
mod mistakes;

use crate::house::{Engine, House};
use crate::http::Client;
use crate::people::{self, Slot};
use crate::server::Server;

const BOOK: &str = "/api/v1/appointments";

/// A running office with what a test asks it.
struct Office {
    // Held for its Drop: the server goes before the installation.
    _server: Server,
    house: House,
    client: Client,
    roomy: Vec<Slot>,
    small: Vec<Slot>,
}

impl Office {
    async fn without_limits(engine: Engine) -> Self {
        let house = House::founded(engine).await;
        let server = house.serve_without_limits();
        let client = server.client();
        let roomy = people::free(&client, "passport-5").await;
        let small = people::free(&client, "passport-10").await;
        Self {
            _server: server,
            house,
            client,
            roomy,
            small,
        }
    }
}
