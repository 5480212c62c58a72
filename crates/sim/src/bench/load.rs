//! Many people at once: each on a connection of their own, the next question
//! when the last is answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures::future::try_join_all;

use super::statistics::Latencies;
use super::wire::{Answer, Connection};

/// A client in a row after which the server is taken for gone.
const BROKEN_IN_A_ROW: u32 = 20;

/// What one client asks, and what it makes of the answers.
pub trait Client: Send {
    /// Writes the next request into `request`, which is empty; `false` when there is none.
    fn next(&mut self, request: &mut Vec<u8>) -> bool;

    /// Looks at the answer.
    fn answered(&mut self, answer: &Answer<'_>);

    /// The connection broke before an answer came.
    fn broke(&mut self, error: &std::io::Error);
}

/// What came of it.
#[derive(Debug)]
pub struct Load<C> {
    /// From the sending of each request to the last byte of its answer.
    pub latencies: Latencies,
    /// From the first request to the last answer.
    pub took: Duration,
    /// The clients with what they gathered.
    pub clients: Vec<C>,
}

impl<C> Load<C> {
    /// Answers a second.
    pub fn per_second(&self) -> f64 {
        self.latencies.count() as f64 / self.took.as_secs_f64()
    }
}

/// Lets the clients ask until `until`, or until they have nothing to ask.
///
/// # Errors
/// When the server cannot be reached, or breaks every connection.
pub async fn run<C: Client>(
    address: SocketAddr,
    clients: Vec<C>,
    until: Option<Duration>,
) -> std::io::Result<Load<C>> {
    let connections = try_join_all(clients.iter().map(|_| Connection::open(address))).await?;
    let began = Instant::now();
    let deadline = until.map(|length| began + length);
    let at_work = clients
        .into_iter()
        .zip(connections)
        .map(|(client, connection)| work(address, client, connection, deadline));
    let done = try_join_all(at_work).await?;
    let mut load = Load {
        latencies: Latencies::default(),
        took: began.elapsed(),
        clients: Vec::with_capacity(done.len()),
    };
    for (client, latencies) in done {
        load.latencies.merge(&latencies);
        load.clients.push(client);
    }
    Ok(load)
}

async fn work<C: Client>(
    address: SocketAddr,
    mut client: C,
    mut connection: Connection,
    deadline: Option<Instant>,
) -> std::io::Result<(C, Latencies)> {
    let mut latencies = Latencies::default();
    let mut request = Vec::with_capacity(2048);
    let mut broken = 0;
    while deadline.is_none_or(|deadline| Instant::now() < deadline) {
        request.clear();
        if !client.next(&mut request) {
            break;
        }
        let sent = Instant::now();
        match connection.ask(&request).await {
            Ok(answer) => {
                latencies.push(sent.elapsed());
                client.answered(&answer);
                broken = 0;
            }
            Err(error) => {
                client.broke(&error);
                broken += 1;
                if broken == BROKEN_IN_A_ROW {
                    return Err(error);
                }
                connection = Connection::open(address).await?;
            }
        }
    }
    Ok((client, latencies))
}

/// A client that asks for one page again and again.
#[derive(Debug, Clone)]
pub struct Reader {
    request: Vec<u8>,
    /// Answers that were not 200, and broken connections.
    pub errors: u64,
}

impl Reader {
    /// A reader of `path`, with a browser's wish for compression.
    pub fn of(path: &str) -> Self {
        Self {
            request: get(path),
            errors: 0,
        }
    }
}

/// A request for a page, as a browser on a kept connection sends it.
pub fn get(path: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n\
         accept-encoding: gzip\r\nuser-agent: okno-bench\r\n\r\n"
    )
    .into_bytes()
}

impl Client for Reader {
    fn next(&mut self, request: &mut Vec<u8>) -> bool {
        request.extend_from_slice(&self.request);
        true
    }

    fn answered(&mut self, answer: &Answer<'_>) {
        self.errors += u64::from(answer.status != 200);
    }

    fn broke(&mut self, _: &std::io::Error) {
        self.errors += 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::bench::bare;

    #[tokio::test]
    async fn every_answer_is_counted_and_the_load_ends_in_time() {
        let server = bare::listen(500).await.unwrap();
        let address = server.address();
        tokio::spawn(server.serve());
        let readers = vec![Reader::of("/"); 8];
        let load = run(address, readers, Some(Duration::from_millis(200)))
            .await
            .unwrap();
        assert_eq!(load.clients.iter().map(|c| c.errors).sum::<u64>(), 0);
        assert!(load.latencies.count() >= 8);
        assert!(load.took >= Duration::from_millis(200) && load.took < Duration::from_secs(5));
        assert!(load.per_second() > 0.0 && load.latencies.p99_ms() >= load.latencies.p50_ms());
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_an_error_and_not_a_rate() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        assert!(run(address, vec![Reader::of("/")], None).await.is_err());
    }
}
