//! Serves the public pages with sample offices on `127.0.0.1`, to be looked at by hand:
//! `cargo run -p okno-web --features preview --example preview -- [PORT] [DAY]`.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::sync::Arc;

use jiff::Timestamp;
use okno_web::health::Health;
use okno_web::public::site::PublicSite;
use okno_web::router::{Parts, router};
use okno_web::sample;
use okno_web::security::Transport;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let port: u16 = words.next().as_deref().unwrap_or("8080").parse()?;
    let day = words.next().unwrap_or_else(|| "2018-12-24".to_owned());
    let now: Timestamp = format!("{day}T08:32:00Z").parse()?;
    let transport = Transport::default();
    let site = PublicSite::new(sample::published()?, Arc::new(move || now), transport)?;
    site.measure(sample::waiting(day.parse()?));
    let parts = Parts {
        site: Arc::new(site),
        health: Health::always(),
        transport,
    };
    let pages = router(parts, [okno_web::dev::router()]);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, pages).await?;
    Ok(())
}
