//! QR codes as SVG, for a page, a letter and a poster.

use std::fmt::Write;

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// Light modules around the code, which a reader needs.
const QUIET_ZONE: usize = 4;

/// Why no code was drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// There is nothing to say.
    #[error("a QR code of nothing")]
    Empty,
    /// More than the largest code takes.
    #[error("{bytes} bytes do not fit into a QR code")]
    TooLong {
        /// The size of what was to be drawn.
        bytes: usize,
    },
}

/// How a code is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print<'p> {
    /// What a screen reader says instead of the picture.
    pub title: &'p str,
    /// The width on paper, in millimetres, light border included.
    pub width_mm: u16,
}

/// A drawn code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// The picture.
    pub svg: String,
    /// Modules a side, without the light border.
    pub modules: usize,
    /// The smallest width on paper, in millimetres, at which a phone reads it well
    /// (0.4 mm a module).
    pub least_width_mm: u16,
}

/// Draws a code with 15 % of spare (level M).
///
/// The picture is drawn at the asked width, or at the least readable one when the
/// asked one is smaller. It has no inline style, so the strictest page policy shows it.
///
/// # Errors
/// [`QrError`] for nothing, or for more than fits.
pub fn draw(content: &[u8], print: &Print<'_>) -> Result<Qr, QrError> {
    if content.is_empty() {
        return Err(QrError::Empty);
    }
    let code = QRBuilder::new(content)
        .ecl(ECL::M)
        .build()
        .map_err(|_| QrError::TooLong {
            bytes: content.len(),
        })?;
    let side = code.size + 2 * QUIET_ZONE;
    let least_width_mm = u16::try_from((side * 2).div_ceil(5)).unwrap_or(u16::MAX);
    let width = print.width_mm.max(least_width_mm);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}mm\" \
         height=\"{width}mm\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">"
    );
    let title = escape(print.title);
    // Writing to a String cannot fail.
    let _ = write!(svg, "<title>{title}</title>");
    let _ = write!(
        svg,
        "<rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>"
    );
    let _ = write!(
        svg,
        "<path fill=\"#000\" d=\"{}\"/></svg>",
        dark_runs(&code)
    );
    Ok(Qr {
        svg,
        modules: code.size,
        least_width_mm,
    })
}

/// Draws a code of text.
///
/// # Errors
/// As [`draw`].
pub fn draw_text(text: &str, print: &Print<'_>) -> Result<Qr, QrError> {
    draw(text.as_bytes(), print)
}

/// One stroke for each run of dark modules of a row: a third of the size of single squares.
fn dark_runs(code: &QRCode) -> String {
    let mut path = String::new();
    for row in 0..code.size {
        let mut at = 0;
        while at < code.size {
            let run = code[row][at..]
                .iter()
                .take_while(|module| module.value())
                .count();
            if run > 0 {
                let (x, y) = (at + QUIET_ZONE, row + QUIET_ZONE);
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            at += run.max(1);
        }
    }
    path
}

pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Not allowed in XML at all.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn drawn(content: &str, width_mm: u16) -> Qr {
        draw_text(
            content,
            &Print {
                title: "Код записи",
                width_mm,
            },
        )
        .unwrap()
    }

    /// The picture read back into modules, from its path alone.
    fn dark_modules(svg: &str) -> std::collections::BTreeSet<(usize, usize)> {
        let path = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut dark = std::collections::BTreeSet::new();
        for run in path.split('M').skip(1) {
            let (at, rest) = run.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let length: usize = rest.split('v').next().unwrap().parse().unwrap();
            dark.extend((x..x + length).map(|x| (x - QUIET_ZONE, y - QUIET_ZONE)));
        }
        dark
    }

    #[test]
    fn the_picture_has_a_title_and_no_inline_style() {
        let qr = draw_text(
            "4821-0934",
            &Print {
                title: "Запись <5>",
                width_mm: 30,
            },
        )
        .unwrap();
        assert!(qr.svg.contains("<title>Запись &lt;5&gt;</title>"));
        assert!(!qr.svg.contains("style="));
        assert!(qr.svg.contains("width=\"30mm\""));
    }

    #[test]
    fn a_code_too_small_to_read_is_drawn_larger() {
        let qr = drawn(&"д".repeat(200), 10);
        assert!(qr.least_width_mm > 10);
        assert!(
            qr.svg
                .contains(&format!("width=\"{}mm\"", qr.least_width_mm))
        );
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        let print = Print {
            title: "",
            width_mm: 30,
        };
        assert_eq!(draw(b"", &print), Err(QrError::Empty));
        assert_eq!(
            draw(&[b'x'; 4000], &print),
            Err(QrError::TooLong { bytes: 4000 })
        );
    }

    proptest! {
        #[test]
        fn the_drawn_modules_are_the_modules_of_the_code(content in "\\PC{1,80}") {
            let code = QRBuilder::new(content.as_bytes()).ecl(ECL::M).build().unwrap();
            let dark = dark_modules(&drawn(&content, 30).svg);
            for row in 0..code.size {
                for column in 0..code.size {
                    let expected = code[row][column].value();
                    prop_assert_eq!(dark.contains(&(column, row)), expected);
                }
            }
        }
    }
}
