//! The small Markdown of a pack's texts, as safe HTML with computed blocks between.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A piece of a text, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Ready HTML.
    Html(String),
    /// A block that the page computes from pack and office data: `{{fees}}` is `fees`.
    Block(String),
}

/// How a text is placed on its page.
pub struct Placement<'p> {
    /// The level a `##` of the text gets: 2 leaves it, 3 puts it below an `<h2>`.
    pub heading_level: u8,
    /// Rewrites an address of the text; `None` drops the link and keeps its words.
    pub link: &'p dyn Fn(&str) -> Option<String>,
}

/// Turns a text into pieces.
///
/// Raw HTML, images and scripts' addresses are dropped: a text is edited by an
/// office, and a page must not do what an office types.
pub fn render(text: &str, placement: &Placement<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut written = String::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        match block_name(line).filter(|_| !in_code) {
            None => {
                written.push_str(line);
                written.push('\n');
            }
            Some(name) => {
                close(&mut pieces, &mut written, placement);
                pieces.push(Piece::Block(name.to_owned()));
            }
        }
    }
    close(&mut pieces, &mut written, placement);
    pieces
}

/// The names of the computed blocks in a text, in order.
pub fn blocks(text: &str) -> Vec<String> {
    let placement = Placement {
        heading_level: 2,
        link: &|_| None,
    };
    let pieces = render(text, &placement).into_iter();
    pieces
        .filter_map(|piece| match piece {
            Piece::Block(name) => Some(name),
            Piece::Html(_) => None,
        })
        .collect()
}

/// `{{name}}` alone on its line; letters, digits, `.`, `_` and `-` make a name.
fn block_name(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let made_of_names =
        |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_' | '-');
    (!name.is_empty() && name.chars().all(made_of_names)).then_some(name)
}

fn close(pieces: &mut Vec<Piece>, written: &mut String, placement: &Placement<'_>) {
    let text = std::mem::take(written);
    if text.trim().is_empty() {
        return;
    }
    let html = to_html(&text, placement);
    if !html.trim().is_empty() {
        pieces.push(Piece::Html(html));
    }
}

fn to_html(text: &str, placement: &Placement<'_>) -> String {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    let mut out = String::new();
    // A dropped link leaves its end tag behind; links do not nest, so a flag is enough.
    let mut dropped_link = false;
    let events = Parser::new_ext(text, options).filter_map(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) => None,
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: shifted(level, placement.heading_level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(shifted(
            level,
            placement.heading_level,
        )))),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            id,
            ..
        }) => {
            let rewritten = (placement.link)(&dest_url).filter(|address| is_harmless(address));
            dropped_link = rewritten.is_none();
            rewritten.map(|address| {
                let dest_url = CowStr::from(address);
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title: CowStr::from(""),
                    id,
                })
            })
        }
        Event::End(TagEnd::Link) => {
            let keep = !std::mem::take(&mut dropped_link);
            keep.then_some(Event::End(TagEnd::Link))
        }
        Event::Text(words) => Some(Event::Text(crate::typography::polish(&words).into())),
        other => Some(other),
    });
    // The headings of `events` borrow nothing that outlives this call.
    html::push_html(&mut out, events);
    out
}

fn shifted(level: HeadingLevel, second: u8) -> HeadingLevel {
    let wanted = (level as usize + usize::from(second))
        .saturating_sub(2)
        .clamp(1, 6);
    HeadingLevel::try_from(wanted).unwrap_or(HeadingLevel::H6)
}

/// Only addresses that open a page, a mail or a call.
fn is_harmless(address: &str) -> bool {
    let address = address.trim();
    if address.chars().any(char::is_control) {
        return false;
    }
    match address.split_once(':') {
        None => true,
        Some((scheme, _)) if scheme.contains(['/', '#', '?']) => true,
        Some((scheme, _)) => {
            ["https", "http", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn html(text: &str, heading_level: u8) -> String {
        let pieces = render(
            text,
            &Placement {
                heading_level,
                link: &same,
            },
        )
        .into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Html(html) => html,
                Piece::Block(name) => format!("[{name}]"),
            })
            .collect()
    }

    #[test]
    fn computed_blocks_split_the_text() {
        let text = "Пошлина зависит от документа.\n\n{{fees}}\n\nОплатите заранее.\n";
        let pieces = render(
            text,
            &Placement {
                heading_level: 2,
                link: &same,
            },
        );
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[1], Piece::Block("fees".into()));
        assert_eq!(
            blocks("{{grounds.refusal}}\n{{offices}}"),
            ["grounds.refusal", "offices"]
        );
        assert_eq!(blocks("в строке {{fees}} — просто слова"), [""; 0]);
        assert_eq!(blocks("```\n{{fees}}\n```"), [""; 0]);
    }

    #[test]
    fn headings_fit_below_the_heading_of_the_page() {
        assert_eq!(
            html("## Сроки\n\n### Срочно", 3),
            "<h3>Сроки</h3>\n<h4>Срочно</h4>\n"
        );
        assert_eq!(html("## Сроки", 2), "<h2>Сроки</h2>\n");
        assert_eq!(html("###### Сроки", 4), "<h6>Сроки</h6>\n");
    }

    #[test]
    fn nothing_typed_by_an_office_runs() {
        let attempts = [
            "<script>alert(1)</script>",
            "Слово <img src=x onerror=alert(1)> слово",
            "[сюда](javascript:alert(1))",
            "[сюда](JaVaScRiPt:alert(1))",
            "[сюда](data:text/html;base64,PHNjcmlwdD4=)",
            "![картинка](https://elsewhere.example/pixel.png)",
            "<div\nonclick=alert(1)>",
            "## Заголовок {onclick=alert}",
        ];
        for text in attempts {
            let html = html(text, 2).to_lowercase();
            for danger in [
                "<script",
                "<img",
                "javascript:",
                "data:",
                "<div",
                " onclick=alert>",
            ] {
                assert!(!html.contains(danger), "{text}: {html}");
            }
        }
    }

    #[test]
    fn links_are_rewritten_or_dropped_but_their_words_stay() {
        let link = |address: &str| {
            address
                .strip_prefix("item:")
                .map(|item| format!("/ru/{item}"))
        };
        let placement = Placement {
            heading_level: 2,
            link: &link,
        };
        let text = "[пошлина](item:5.5 \"вид\") и [чужое](https://elsewhere.example) слово";
        let pieces = render(text, &placement);
        let Some(Piece::Html(html)) = pieces.first() else {
            panic!("no html: {pieces:?}")
        };
        assert_eq!(
            html,
            "<p><a href=\"/ru/5.5\">пошлина</a> и чужое слово</p>\n"
        );
    }

    #[test]
    fn spaces_are_bound_in_the_words() {
        assert_eq!(html("Ждать 5 минут", 2), "<p>Ждать 5\u{a0}минут</p>\n");
    }

    proptest! {
        #[test]
        fn no_text_opens_a_tag_of_its_own(text in "[<>a-z/!\\-\\[\\]()#*_`\"'= \n{}:&;]{0,80}") {
            let html = html(&text, 2);
            let allowed = ["p", "h2", "h3", "h4", "h5", "h6", "h1", "a", "ul", "ol", "li", "em",
                "strong", "code", "pre", "blockquote", "hr", "br", "table", "thead", "tbody", "tr",
                "th", "td"];
            for part in html.split('<').skip(1) {
                let name: String = part
                    .trim_start_matches('/')
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                prop_assert!(allowed.contains(&name.as_str()), "{html}");
            }
        }
    }
}
