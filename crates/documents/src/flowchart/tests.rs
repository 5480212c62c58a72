#![allow(clippy::unwrap_used, clippy::expect_used)]

use okno_domain::case::EDGES;
use proptest::prelude::*;

use super::grid::{Grid, Kind};
use super::*;

fn node(id: &str, title: &str, is_final: bool) -> Node {
    Node {
        id: id.into(),
        title: title.into(),
        is_final,
    }
}

const EVENTS: [(&str, &str); 33] = [
    ("book", "запись на приём"),
    ("submit_portal", "подаёт на портале"),
    ("register", "регистрирует"),
    ("refuse_reception_e", "отказывает в приёме"),
    ("invite", "приглашает"),
    ("rebook", "переносит запись"),
    ("attend_ok", "принимает документы"),
    ("attend_defect", "отказывает в приёме"),
    ("no_show_15d", "не пришёл за 15 дней"),
    ("six_months", "прошло шесть месяцев"),
    ("submit_window", "подаёт у окна"),
    ("submit_mfc", "подаёт в МФЦ"),
    ("mfc_accept", "принимает и передаёт"),
    ("mfc_refuse", "отказывает в приёме"),
    ("arrive", "доставляет в отделение"),
    ("accept", "принимает документы"),
    ("refuse_reception", "отказывает в приёме"),
    ("send_requests", "посылает запросы"),
    ("need_applicant", "нужен заявитель"),
    ("resume", "возобновляет"),
    ("reply_clear", "ответ: препятствий нет"),
    ("reply_restriction", "ответ: есть ограничение"),
    ("decide_issue", "решает выдать"),
    ("decide_refuse", "решает отказать"),
    ("send_refusal", "посылает уведомление"),
    ("qc_fail", "брак, печатают заново"),
    ("delivered", "паспорт доставлен"),
    ("handed_over", "выдаёт паспорт"),
    ("error_found", "найдена ошибка"),
    ("restriction_arrived", "пришло ограничение"),
    ("unclaimed", "не забрали вовремя"),
    ("destroy", "уничтожает"),
    ("withdraw", "отзывает заявление"),
];

/// The reference workflow of a passport: 22 states, 43 transitions.
fn passport() -> Chart {
    let titles = [
        ("draft", "Черновик"),
        ("submitted", "Заявление подано"),
        ("registered", "Заявление зарегистрировано"),
        ("invited", "Заявитель приглашён"),
        ("reception_refused", "Отказ в приёме"),
        ("accepted", "Документы приняты"),
        ("suspended", "Приостановлено: ждём заявителя"),
        ("terminated", "Рассмотрение прекращено"),
        ("at_window", "Заявитель у окна"),
        ("at_mfc", "Заявитель в МФЦ"),
        ("in_transit", "Документы в пути"),
        ("checking", "Проверки в ведомствах"),
        ("suspended_check", "Проверка приостановлена"),
        ("decision", "Решение руководителя"),
        ("production", "Паспорт изготавливают"),
        ("refusal_drafting", "Готовят уведомление об отказе"),
        ("refused", "Отказано"),
        ("ready", "Паспорт готов"),
        ("issued", "Паспорт выдан"),
        ("stored_unclaimed", "Паспорт на хранении"),
        ("destroyed", "Паспорт уничтожен"),
        ("withdrawn", "Отозвано заявителем"),
    ];
    let finals = [
        "reception_refused",
        "terminated",
        "refused",
        "issued",
        "destroyed",
        "withdrawn",
    ];
    let nodes = titles
        .iter()
        .map(|(id, title)| node(id, title, finals.contains(id)))
        .collect();
    let edges = EDGES.iter().map(|edge| Edge {
        id: format!("{}.{}", edge.from, edge.event),
        from: edge.from.to_string(),
        to: edge.to.to_string(),
        label: EVENTS
            .iter()
            .find(|(id, _)| *id == edge.event.name())
            .unwrap()
            .1
            .into(),
        actor: edge
            .actors
            .iter()
            .map(|actor| actor.to_string())
            .collect::<Vec<_>>()
            .join(", "),
    });
    Chart {
        prefix: "passport".into(),
        title: "Блок-схема".into(),
        description: "Состояния дела и переходы между ними.".into(),
        nodes,
        edges: edges.collect(),
    }
}

fn laid_out(chart: &Chart) -> (Grid, Vec<Vec<route::Point>>) {
    let mut grid = layers::grid(chart);
    order::untangle(&mut grid);
    place::put(&mut grid);
    let lines = route::lines(&mut grid);
    (grid, lines)
}

/// REQ-10.17: the picture has every state and every transition of the workflow.
#[test]
fn every_state_and_every_transition_is_in_the_picture() {
    let chart = passport();
    assert_eq!((chart.nodes.len(), chart.edges.len()), (22, 43));
    let svg = chart.draw().unwrap().svg;
    for node in &chart.nodes {
        assert!(
            svg.contains(&format!("data-state=\"{}\"", node.id)),
            "{}",
            node.id
        );
    }
    for edge in &chart.edges {
        let label = format!("data-edge=\"{}\"", edge.id);
        assert_eq!(svg.matches(&label).count(), 1, "{}", edge.id);
        let lines = svg.split("data-line=\"").skip(1);
        let drawn = lines.filter(|line| {
            line.split('"')
                .next()
                .unwrap()
                .split(' ')
                .any(|id| id == edge.id)
        });
        assert_eq!(drawn.count(), 1, "{}", edge.id);
    }
}

/// REQ-10.17: whoever cannot see the picture reads the same in sentences.
#[test]
fn every_transition_is_told_in_a_sentence() {
    let wording = Wording::shipped().unwrap();
    let chart = passport();
    for lang in Lang::ALL {
        let sentences = chart.sentences(&wording, lang);
        assert_eq!(sentences.len(), chart.edges.len());
        let told = sentences.iter().zip(&chart.edges);
        assert!(
            told.into_iter()
                .all(|(said, edge)| said.contains(&crate::typography::polish(&edge.label)))
        );
    }
    assert!(chart.sentences(&wording, Lang::Ru)[1].contains("Заявление подано"));
    assert_eq!(wording.unsaid(), []);
}

#[test]
fn the_strictest_page_policy_shows_it() {
    let svg = passport().draw().unwrap().svg;
    for forbidden in [
        "style=", "<style", "<script", "href=", "onload=", "onclick=",
    ] {
        assert!(!svg.contains(forbidden), "{forbidden}");
    }
    assert!(svg.contains("<title id=\"passport-title\">") && svg.contains("<desc "));
}

#[test]
fn the_same_workflow_is_always_drawn_the_same() {
    assert_eq!(passport().draw(), passport().draw());
}

#[test]
fn a_chart_that_contradicts_itself_is_not_drawn() {
    let mut chart = passport();
    chart.edges[0].to = "nowhere".into();
    let error = chart.draw().unwrap_err();
    assert!(matches!(error, ChartError::UnknownNode { node, .. } if node == "nowhere"));
    let mut chart = passport();
    chart.nodes.push(node("draft", "Ещё раз", false));
    assert_eq!(chart.draw(), Err(ChartError::Twice("draft".into())));
    chart.nodes.clear();
    assert_eq!(chart.draw(), Err(ChartError::Empty));
}

#[test]
fn words_typed_by_an_office_stay_words() {
    let mut chart = passport();
    chart.nodes[0].title = "<script>alert(1)</script>".into();
    chart.edges[0].label = "a\" onload=\"b".into();
    let svg = chart.draw().unwrap().svg;
    assert!(!svg.contains("<script") && !svg.contains("onload=\""));
}

fn no_two_spots_overlap(grid: &Grid) {
    for row in &grid.rows {
        for pair in row.windows(2) {
            let [left, right] = [&grid.spots[pair[0]], &grid.spots[pair[1]]];
            let apart = (right.x - right.left()) - (left.x + left.right());
            assert!(apart > -0.01, "{left:?} {right:?}");
        }
    }
}

fn no_line_runs_through_a_box(grid: &Grid, lines: &[Vec<route::Point>]) {
    for points in lines {
        for pair in points.windows(2) {
            let [(x1, y1), (x2, y2)] = [pair[0], pair[1]];
            for spot in grid.spots.iter().filter(|spot| spot.is_box()) {
                let (left, right) = (spot.x - spot.left() + 1.0, spot.x + spot.left() - 1.0);
                let top = spot.y - spot.height / 2.0 + 1.0;
                let bottom = spot.y + spot.height / 2.0 - 1.0;
                let apart = x1.max(x2) < left
                    || x1.min(x2) > right
                    || y1.max(y2) < top
                    || y1.min(y2) > bottom;
                assert!(apart, "{:?} {pair:?}", spot.lines);
            }
        }
    }
}

#[test]
fn no_box_label_or_line_lies_on_another_box() {
    let (grid, lines) = laid_out(&passport());
    no_two_spots_overlap(&grid);
    no_line_runs_through_a_box(&grid, &lines);
}

#[test]
fn the_reference_workflow_is_tidy() {
    let (grid, _) = laid_out(&passport());
    let (_, below) = grid.neighbours();
    let crossings = order::crossings(&grid, &below);
    assert!(crossings <= 12, "{crossings} crossings");
    let drawing = passport().draw().unwrap();
    assert!(
        drawing.width < 1.5 * drawing.height,
        "{} x {}",
        drawing.width,
        drawing.height
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_workflow_is_drawn_whole(
        states in 1_usize..12,
        ways in proptest::collection::vec((0_usize..12, 0_usize..12), 0..24),
    ) {
        let nodes = (0..states).map(|n| node(&format!("s{n}"), &format!("State {n}"), n % 3 == 2));
        let edges = ways.iter().enumerate().map(|(at, (from, to))| Edge {
            id: format!("e{at}"),
            from: format!("s{}", from % states),
            to: format!("s{}", to % states),
            label: format!("event {at}"),
            actor: "officer".into(),
        });
        let chart = Chart {
            prefix: "p".into(),
            title: "t".into(),
            description: "d".into(),
            nodes: nodes.collect(),
            edges: edges.collect(),
        };
        let svg = chart.draw().unwrap().svg;
        for edge in &chart.edges {
            let mark = format!("data-edge=\"{}\"", edge.id);
            prop_assert_eq!(svg.matches(&mark).count(), 1);
        }
        let (grid, lines) = laid_out(&chart);
        no_two_spots_overlap(&grid);
        no_line_runs_through_a_box(&grid, &lines);
        prop_assert!(grid.spots.iter().all(|spot| spot.kind != Kind::Bend || spot.lines.is_empty()));
    }
}
