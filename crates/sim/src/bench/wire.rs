//! A small HTTP/1.1 client: one request at a time on a connection that stays open.
//!
//! Written for measuring: it spends as little as it can, so that on a machine
//! where client and server share the cores the server's share is measured and
//! not the client's. It takes bodies by length or in chunks, and refuses what it
//! does not understand instead of guessing.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// More than any page with its head.
const BUFFER: usize = 64 * 1024;

/// One connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// A whole answer.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'c> {
    /// The status.
    pub status: u16,
    /// Status line and header fields.
    pub head: &'c [u8],
    /// Everything behind the head, in chunks if it came so.
    raw_body: &'c [u8],
    chunked: bool,
}

impl Connection {
    /// Connects; small requests leave at once.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(BUFFER),
        })
    }

    /// Sends a request that was written out beforehand and waits for the whole answer.
    ///
    /// # Errors
    /// When the connection breaks, or the answer is not HTTP/1.1 of a known shape;
    /// the connection must not be used again.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            self.read_more().await?;
            if let Some(head) = Head::parse(&self.buffer)? {
                break head;
            }
        };
        while !head.is_whole(&self.buffer)? {
            self.read_more().await?;
        }
        Ok(Answer {
            status: head.status,
            head: &self.buffer[..head.length],
            raw_body: &self.buffer[head.length..],
            chunked: head.body == BodyShape::Chunks,
        })
    }

    async fn read_more(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

impl Answer<'_> {
    /// Bytes on the wire, head included.
    pub fn bytes(&self) -> usize {
        self.head.len() + self.raw_body.len()
    }

    /// Bytes of the body on the wire.
    pub fn body_bytes(&self) -> usize {
        self.raw_body.len()
    }

    /// The body, chunks joined.
    ///
    /// # Errors
    /// When the chunks are not what was announced.
    pub fn body(&self) -> Result<Vec<u8>> {
        if self.chunked {
            joined(self.raw_body)
        } else {
            Ok(self.raw_body.to_vec())
        }
    }

    /// The body as it came: whole when it was announced by length.
    pub fn raw_body(&self) -> &[u8] {
        self.raw_body
    }
}

/// How the end of a body is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BodyShape {
    Length(usize),
    Chunks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    status: u16,
    length: usize,
    body: BodyShape,
}

impl Head {
    /// `None` until the empty line behind the fields has come.
    fn parse(bytes: &[u8]) -> Result<Option<Self>> {
        let Some(end) = find(bytes, b"\r\n\r\n") else {
            return Ok(None);
        };
        let length = end + 4;
        let head = &bytes[..length];
        if !head.starts_with(b"HTTP/1.1 ") {
            return Err(strange("the answer is not HTTP/1.1"));
        }
        let digits = head
            .get(9..12)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let status: u16 = digits
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(|| strange("the answer has no status"))?;
        let body = match (
            field(head, "content-length"),
            field(head, "transfer-encoding"),
        ) {
            _ if status == 204 || status == 304 => BodyShape::Length(0),
            (Some(length), None) => BodyShape::Length(
                length
                    .parse()
                    .map_err(|_| strange("the length is no number"))?,
            ),
            (None, Some(coding)) if coding.eq_ignore_ascii_case("chunked") => BodyShape::Chunks,
            _ => return Err(strange("the answer does not say where it ends")),
        };
        Ok(Some(Self {
            status,
            length,
            body,
        }))
    }

    fn is_whole(&self, bytes: &[u8]) -> Result<bool> {
        let body = &bytes[self.length..];
        match self.body {
            BodyShape::Length(length) if body.len() > length => {
                Err(strange("more came than was announced"))
            }
            BodyShape::Length(length) => Ok(body.len() == length),
            BodyShape::Chunks => {
                let mut rest = body;
                loop {
                    match chunk(rest)? {
                        None => return Ok(false),
                        Some(([], after)) => return Ok(after.is_empty()),
                        Some((_, after)) => rest = after,
                    }
                }
            }
        }
    }
}

fn joined(mut raw: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::with_capacity(raw.len());
    loop {
        match chunk(raw)? {
            None => return Err(strange("a chunk is cut off")),
            Some(([], _)) => return Ok(body),
            Some((data, after)) => {
                body.extend_from_slice(data);
                raw = after;
            }
        }
    }
}

/// The first chunk and what stands behind it; `None` when it has not come whole.
fn chunk(bytes: &[u8]) -> Result<Option<(&[u8], &[u8])>> {
    let Some(line) = find(bytes, b"\r\n") else {
        return Ok(None);
    };
    let digits = bytes[..line]
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default();
    let size = std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| usize::from_str_radix(digits.trim(), 16).ok())
        .ok_or_else(|| strange("the size of a chunk is no number"))?;
    let data = &bytes[line + 2..];
    match data.get(size..size + 2) {
        None => Ok(None),
        Some(b"\r\n") => Ok(Some((&data[..size], &data[size + 2..]))),
        Some(_) => Err(strange("a chunk is longer than it says")),
    }
}

fn field<'h>(head: &'h [u8], name: &str) -> Option<&'h str> {
    let text = std::str::from_utf8(head).ok()?;
    text.split("\r\n").skip(1).find_map(|line| {
        let (known, value) = line.split_once(':')?;
        known.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn strange(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::bench::bare;

    fn whole(text: &[u8]) -> Option<(u16, Vec<u8>)> {
        let head = Head::parse(text).unwrap()?;
        let answer = Answer {
            status: head.status,
            head: &text[..head.length],
            raw_body: &text[head.length..],
            chunked: head.body == BodyShape::Chunks,
        };
        head.is_whole(text)
            .unwrap()
            .then(|| (answer.status, answer.body().unwrap()))
    }

    #[test]
    fn an_answer_is_whole_when_its_last_byte_has_come_and_not_before() {
        for text in [
            &b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello"[..],
            b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
        ] {
            for cut in 0..text.len() {
                assert_eq!(whole(&text[..cut]), None, "{cut} bytes");
            }
            assert_eq!(whole(text), Some((201, b"hello".to_vec())));
        }
        assert_eq!(
            whole(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
            Some((304, Vec::new()))
        );
    }

    #[test]
    fn what_does_not_say_where_it_ends_is_refused() {
        for text in [
            &b"HTTP/1.1 200 OK\r\n\r\n"[..],
            b"HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n",
            b"HTTP/1.1 2x0 OK\r\ncontent-length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\ncontent-length: five\r\n\r\n",
        ] {
            assert!(Head::parse(text).is_err());
        }
        let longer = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab";
        assert!(
            Head::parse(longer)
                .unwrap()
                .unwrap()
                .is_whole(longer)
                .is_err()
        );
        assert!(chunk(b"2\r\nabc\r\n").is_err());
        assert!(chunk(b"zz\r\n").is_err());
    }

    #[tokio::test]
    async fn one_connection_carries_many_answers_of_a_real_server() {
        let server = bare::listen(70_000).await.unwrap();
        let address = server.address();
        tokio::spawn(server.serve());
        let mut connection = Connection::open(address).await.unwrap();
        for _ in 0..50 {
            let answer = connection
                .ask(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
                .await
                .unwrap();
            assert_eq!((answer.status, answer.body_bytes()), (200, 70_000));
            assert_eq!(field(answer.head, "content-length"), Some("70000"));
            assert_eq!(answer.body().unwrap(), answer.raw_body());
        }
    }
}
