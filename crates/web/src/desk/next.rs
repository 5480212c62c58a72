//! Where somebody wanted to go before logging in.

/// The address to go on to: one of the desk, or the start of the desk.
///
/// Only addresses below `/desk` on this host are followed; a link that leads through our log-in
/// to another site would lend our name to it.
pub(super) fn or_start(wanted: &str) -> &str {
    let below = wanted.strip_prefix("/desk").unwrap_or_default();
    let ours = below.starts_with(['/', '?']) && !below.starts_with("/log-");
    let plain = wanted
        .bytes()
        .all(|sign| sign.is_ascii_graphic() && sign != b'\\');
    if ours && plain && !wanted.contains("//") {
        wanted
    } else {
        "/desk"
    }
}

/// An address as the value of a query.
pub(super) fn in_query(address: &str) -> String {
    let mut written = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.') {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_site_after_logging_in() {
        for address in ["/desk/window", "/desk/cases/018f?tab=log", "/desk?lang=en"] {
            assert_eq!(or_start(address), address);
        }
        let elsewhere = [
            "",
            "//evil.example",
            "https://evil.example",
            "/desk//evil.example",
            "/deskevil",
            "/desk/\\evil",
            "/desk/log-out",
            "/ru",
            "/desk/a b",
            "javascript:x",
        ];
        for address in elsewhere {
            assert_eq!(or_start(address), "/desk", "{address}");
        }
    }

    #[test]
    fn an_address_with_a_query_fits_into_a_query() {
        assert_eq!(
            in_query("/desk/arrivals?q=77-А"),
            "/desk/arrivals%3Fq%3D77-%D0%90"
        );
    }
}
