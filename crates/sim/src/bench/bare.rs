//! The bare server beside which pages are measured: hyper, one answer, nothing else.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use http::{HeaderValue, Response, header};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// A server that is bound but not yet serving.
pub struct BareServer {
    listener: TcpListener,
    address: SocketAddr,
    body: Bytes,
}

/// Binds a free port of this machine; every request will be answered with `bytes` bytes.
///
/// # Errors
/// When no port can be bound.
pub async fn listen(bytes: usize) -> std::io::Result<BareServer> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    // Not all the same byte, and not text: nothing on the way may shorten it.
    let body = (0..bytes).map(|at| (at % 251) as u8).collect();
    Ok(BareServer {
        listener,
        address,
        body,
    })
}

impl BareServer {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the process ends.
    ///
    /// # Errors
    /// A failure of the listener.
    pub async fn serve(self) -> std::io::Result<Infallible> {
        loop {
            let (stream, _) = self.listener.accept().await?;
            stream.set_nodelay(true)?;
            let body = self.body.clone();
            tokio::spawn(async move {
                let service = service_fn(move |_| {
                    let mut response = Response::new(Full::new(body.clone()));
                    let html = HeaderValue::from_static("text/html; charset=utf-8");
                    response.headers_mut().insert(header::CONTENT_TYPE, html);
                    async move { Ok::<_, Infallible>(response) }
                });
                // A client that leaves is no failure of the server.
                drop(
                    http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await,
                );
            });
        }
    }
}
