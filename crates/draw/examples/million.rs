//! Measures a draw of a million entries for 100,000 places with ten preferences each.
//!
//! `cargo run --release -p okno-draw --example million [ENTRIES]` prints one JSON object:
//! seconds of each step, sizes in bytes, and the peak memory of the process in MiB.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a program of its own that measures the draw from outside; the draw stays pure"
)]

use std::time::Instant;

use okno_draw::{
    Announcement, Beacon, BeaconError, Claims, Extract, Hash, Inventory, Nonce, PROTOCOL, Receipt,
    SeedInputs, Terms, Transcript, batch_nonce, check_extract, commit, draw, seed, verify,
};

const BUCKETS: u32 = 2_000;
const CAPACITY: u32 = 50;
const PREFERENCES: usize = 10;
const SIGNATURE: &str = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125\
                         e342b73a8dd2bacbe47e4b6b63ed5e39";
const RANDOMNESS: &str = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd";

/// Numbers that look arbitrary and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn wishes(numbers: &mut Numbers) -> Vec<u32> {
    let mut wishes = Vec::with_capacity(PREFERENCES);
    while wishes.len() < PREFERENCES {
        let bucket = numbers.below(BUCKETS.into()) as u32;
        if !wishes.contains(&bucket) {
            wishes.push(bucket);
        }
    }
    wishes
}

fn terms(numbers: &mut Numbers) -> Terms {
    let size = if numbers.below(10) == 0 {
        2 + numbers.below(4) as u8
    } else {
        1
    };
    let stratum = u8::from(numbers.below(20) != 0);
    Terms {
        stratum,
        age: numbers.below(7) as u8,
        size,
    }
}

fn nonce(number: u64) -> Nonce {
    batch_nonce(&Nonce::new([7; 32]), &number.to_string())
}

fn collect(count: u64, inventory: &Inventory) -> Result<Claims, Box<dyn std::error::Error>> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut claims = Claims::with_capacity(inventory, count as usize, count as usize * PREFERENCES);
    for number in 0..count {
        let commitment = commit("million", &nonce(number), number.to_string().as_bytes());
        claims.push(commitment, terms(&mut numbers), &wishes(&mut numbers))?;
    }
    Ok(claims)
}

/// Peak resident memory in MiB, where the system tells it.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn seconds(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 1e4).round() / 1e4
}

fn quicknet() -> Result<Beacon, Box<dyn std::error::Error>> {
    Ok(Beacon::Quicknet {
        round: 1000,
        signature: SIGNATURE.parse()?,
        randomness: RANDOMNESS.parse()?,
    })
}

fn announcement(inventory: Inventory) -> Announcement {
    Announcement {
        protocol: PROTOCOL.to_owned(),
        batch: "million".to_owned(),
        rules: "rules v1".to_owned(),
        inventory,
        closes_at: None,
        beacon: "drand/quicknet".to_owned(),
        round: 1000,
    }
}

/// A receipt of somebody in the middle of the list of claims.
fn receipt(claim: u64, inventory: &Inventory) -> Receipt {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..claim {
        terms(&mut numbers);
        wishes(&mut numbers);
    }
    let own_terms = terms(&mut numbers);
    let own = wishes(&mut numbers);
    let names = own
        .iter()
        .filter_map(|bucket| inventory.name(*bucket))
        .map(str::to_owned);
    Receipt::new(
        "million",
        nonce(claim),
        &claim.to_string(),
        own_terms,
        names.collect(),
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: u64 = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |text| text.parse())?;
    let inventory = Inventory::new((0..BUCKETS).map(|b| (format!("b{b:05}"), CAPACITY)))?;
    let claims = collect(count, &inventory)?;
    let peak_input = peak_mib();

    let start = Instant::now();
    let frozen = claims.freeze()?;
    let freeze = seconds(start);
    let root_start = Instant::now();
    let root = frozen.root();
    let root_seconds = seconds(root_start);
    let rest = Instant::now();
    let drawn_seed = seed(&SeedInputs {
        batch: "million",
        root,
        count,
        inventory: inventory.hash(),
        rules: Hash::new([0; 32]),
        beacon: "drand/quicknet",
        round: 1000,
        randomness: RANDOMNESS.parse()?,
    });
    let outcome = draw(&frozen, &inventory, &drawn_seed);
    let order_and_allocate = seconds(rest);
    let draw_seconds = seconds(start);
    let peak_draw = peak_mib();
    let served = outcome.allocation.served();
    drop(outcome);

    let start = Instant::now();
    let (transcript, _) = Transcript::of(announcement(inventory.clone()), quicknet()?, &frozen)
        .map_err(|error: BeaconError| error.to_string())?;
    let publish = seconds(start);
    drop(frozen);

    let start = Instant::now();
    let verification = verify(&transcript);
    let verify_seconds = seconds(start);

    let bytes = transcript.canonical_bytes()?;
    let start = Instant::now();
    let read = Transcript::read(&bytes)?;
    let parse = seconds(start);

    let own = receipt(count / 2, &inventory);
    let extract = Extract::of(&read, &own)?;
    let extract_bytes = serde_json::to_vec(&extract)?.len();
    let start = Instant::now();
    let finding = check_extract(&own, &extract)?;
    let check_seconds = seconds(start);

    let figures = serde_json::json!({
        "entries": count,
        "places": inventory.places(),
        "preferences": PREFERENCES,
        "served_entries": served,
        "draw_seconds": draw_seconds,
        "freeze_seconds": freeze,
        "root_seconds": root_seconds,
        "order_and_allocate_seconds": order_and_allocate,
        "publish_seconds": publish,
        "verify_seconds": verify_seconds,
        "verification_holds": verification.holds(),
        "transcript_bytes": bytes.len(),
        "transcript_parse_seconds": parse,
        "extract_bytes": extract_bytes,
        "check_seconds": check_seconds,
        "checked_rank": finding.rank,
        "peak_mib_input": peak_input,
        "peak_mib_draw": peak_draw,
        "peak_mib_all": peak_mib(),
    });
    println!("{figures}");
    Ok(())
}
