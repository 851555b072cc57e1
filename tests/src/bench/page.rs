//! The figures as docs/benchmarks.md. What the page says of each figure stands here, beside nothing else, so that it
//! cannot speak of another run.

use super::figure::Figure;
use std::fmt::Write;

const HEAD: &str = "# Benchmarks

Each command writes its own section; do not edit. The program is `tests/src/bench.rs`; what it says about a figure is
in `tests/src/bench/page.rs`. Built as `[profile.bench]`: the release profile without link-time optimisation.
";

/// The page with one suite's section in place of the one that it had.
#[must_use]
pub fn with(page: &str, suite: &str, section: &str) -> String {
    let own = title(suite);
    let others = page.split("\n# ").skip(1).map(|text| format!("\n# {}", text.trim_end()));
    let others = others.filter(|other| !other.trim_start().starts_with(&own));
    let mut sections: Vec<String> = others.chain([format!("\n{}", section.trim_end())]).collect();
    // Always in one order, so that a new run changes its own section alone.
    sections.sort();
    format!("{HEAD}{}\n", sections.join("\n"))
}

fn title(suite: &str) -> String {
    format!("# `cargo xtask bench {suite}`\n")
}

/// A suite's section.
#[must_use]
pub fn section(suite: &str, figures: &[Figure], seed: u64) -> String {
    let mut page = format!("{}\n{}, seed {seed}.\n\n", title(suite), machine());
    page.push_str("| figure | value | floor | times the floor | goal | met |\n|---|---|---|---|---|---|\n");
    for figure in figures {
        let number = |number: Option<f64>| number.map_or_else(|| "–".to_owned(), |number| number.to_string());
        let met = match figure.met {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "–",
        };
        let goal = figure.goal.as_deref().unwrap_or("–");
        let (floor, ratio) = (number(figure.floor), number(figure.ratio));
        let (name, value, unit) = (figure.name, figure.value, figure.unit);
        let _ = writeln!(page, "| `{name}` | {value} {unit} | {floor} | {ratio} | {goal} | {met} |");
    }
    for figure in figures {
        let _ = writeln!(page, "\n## `{}`\n\n{}", figure.name, about(figure.name));
        if !figure.beside.is_empty() {
            let _ = writeln!(page, "\nThis run: {}.", figure.beside);
        }
    }
    page
}

/// Processor and number of cores, as the system names them.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("a processor without a name", |(_, name)| name);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').nth(1).unwrap_or("?").to_owned();
    format!("{model}, {cores} cores, load of the last five minutes {load}")
}

fn about(name: &str) -> &'static str {
    match name {
        "slots_60x10" => SLOTS,
        "slots_10x10_p50" | "slots_60x30_p50" => "As `slots_60x10_p50`.",
        "slots_60x10_p50" => SLOTS_WHOLE,
        "repair_10" => "As `repair_60`.",
        "repair_60" => REPAIR,
        "repair_60_kept" => KEPT,
        "repair_10_kept" => "As `repair_60_kept`.",
        "repair_60_piece" => "As `repair_60`, on days whose rest is in one piece.",
        "repair_60_piece_kept" => PIECE,
        "repair_60_book" => "As `repair_60`, on days as the product itself fills them.",
        "repair_60_book_kept" => BOOK,
        "repair_10_piece" | "repair_10_book" => "The same with ten workers.",
        "repair_10_piece_kept" | "repair_10_book_kept" => "The same with ten workers.",
        "page_p99" => PAGE,
        "reminders_10k" => REMINDERS,
        "reminders_10k_in_window" => IN_WINDOW,
        "board_drag_p95" => DRAG,
        "today_p50" => "As `today_p99`.",
        "today_p99" => TODAY,
        "visit_p99" => VISIT,
        "search_p99" => SEARCH,
        "save_outbox" => SAVE_OUTBOX,
        "save_note" => SAVE_NOTE,
        "push_10k" => PUSH,
        "pull_10k" => PULL,
        "wire_bytes" => WIRE,
        "first_sync" => FIRST,
        "rebuild" => REBUILD,
        _ => "",
    }
}

const REMINDERS: &str = "Ten thousand visits of one day, imported as an office imports them; half of their clients are told by
SMS through an HTTP gateway, half by mail over SMTP, both on this machine, taking everything at once. The server's own code
judges the plans, derives reminder, question and call of each visit, and hands the reminders over one after the other:
for each the plan is looked at once more, a link is drawn, the words are made, that it is being sent is written down durably before
its carrier hears of it, and what came of it after. Floor: as many messages of the same length handed to the same
gateway and mail server by one loop that keeps nothing. A running server hands over through both at the same time; here they
take turns.";

const IN_WINDOW: &str = "The same for another day, with carriers that take eight messages a minute each, the clock in hand: the
share that was handed over after its not-before, before its not-after, within the hours in which homes are written to (8:00 to 20:00),
and not faster than the pace; were it faster in any minute, the share would be nothing. At this pace the day of the reminder is too short: the rest goes on the
next morning, before the question falls due at nine.";

const DRAG: &str = "From the pointer's move to the frame that shows it, on the Board with 60 workers, 8 visits each on each of 5 days, in
Debian's Chromium. Floor: the calendar component alone with as many.";

const SLOTS: &str = "`Search::offers` over sixty workers and ten office days, each day full with gaps: the three to
offer out of every possible start. The middle of 1,000 searches for different places and lengths. There is no floor: it
is computation alone.

A day on which no start can cost as little as the three in hand is not looked at, for each day that the client waits has
its price. `whole` is the same search with all ten days looked at, as when the first of them are full.

What bounds it: in a profile half of the time goes into the ways, three to each gap that is long enough: a straight line
between two points with the cosine of the latitude and a square root.";

const SLOTS_WHOLE: &str = "`Search::times` over so many workers and office days: every quarter-hour of every gap of
every worker with its cost, the two best workers of each start, and the best start of each half-day. Languages, a skill
now and then, good and bad times, a usual worker and one who is known are asked for. The middle of 1,000 searches for
different places and lengths. Floor: one pass over the same gaps that sees how long each is, without ways and costs.

`offers` is what a coordinator waits for on the phone: `Search::offers`, which stops at the day from which on no start
can cost as little as the three in hand.";

const REPAIR: &str = "`Repair::mend`: one of so many workers is ill at eight, and all her visits of the day are placed:
at the same time with somebody else, up to an hour away, or offered new times within ten days. The middle of 1,000 days.
Floor: for each of her visits one pass over everybody's day that sees who is free just then, without ways and costs.";

const KEPT: &str = "The share of the visits of `repair_…` that stay at their promised time. Floor: the most that anybody could
keep, by trying every way to give the visits to others who could take each of them alone. On a few days a visit taken makes the next
one possible, and the repair stands a hair above it.

On these days the bound is low, not the repair: visits lie where chance put them, many of them over the pause, past the end of
the day, or at eight o'clock sharp, where nobody but the one who is ill was ever going to be; what a client needs is drawn without
asking who was to come; and a rest between two visits is at most an hour and a half, into which an hour with two ways hardly goes.";

const PIECE: &str = "The same on days of the kind on which, as far as is known, a prototype kept 99 % with 60 workers and 67 % with 10. Assumed: visits
of 30, 45 or 60 minutes one behind the other at quarters of an hour, until at most two hours of the day are left; these lie in one
piece, between two visits that chance chose; a client needs Russian or a skill only of a worker who has it, one in three of hers.";

const BOOK: &str = "The same on days that are filled as an office fills them: each visit of 30, 45 or 60 minutes is promised at one of the
times that `Search::offers` gives for it on that day, picked by chance, until there are 353 for sixty workers, as many as the
prototype had; one client in ten speaks Russian and one in ten needs a skill, as one worker in three and one in four do. What is left of such days
lies in many rests, each long enough for a way and a breath and too short for a visit with two ways. How full the days were, and what is kept on emptier and
fuller ones, is said below.";

const PAGE: &str = "A client's page at 500 requests a second over loopback sockets, plainly, as a proxy asks: the link
looked up, the replica brought up to the log's head, the visit, who comes, what was pressed, which times are free, the page
written. From the moment a request is due, whether the ones before were answered or not. Asking and answering share the
machine. Floor: an empty axum handler asked in the same way, in turns.";

const TODAY: &str = "`Device::day`, the use case behind Today, on a tablet that holds 100,000 events of 2,000 clients,
all of one worker. Floor: card and visit of each client of the day from a bare SQLCipher table of the same rows.";

const VISIT: &str =
    "`Device::visit` of visits picked at random: the screen before and during a visit, with promises,
notes, calls, the next visit and what can be undone. Floor: all rows of the client from the bare table.";

const SEARCH: &str = "`Device::search` with fourteen beginnings of names, streets and telephones. The town has 36 names
and five streets, so that a beginning fits hundreds of people: worse than life. Floor: two rows of everybody shown.";

const SAVE_OUTBOX: &str = "From a note's words until they are durable: encoded, packed, sealed, chained, signed,
appended to the outbox and synced to the disk. Middle of 1,000. Floor: one durable commit of the same bytes (SQLCipher,
WAL, `synchronous = FULL`).";

const SAVE_NOTE: &str =
    "The same, and the replica of 100,000 events brought up to it by a durable commit of its own:
two syncs to the disk where the floor has one.";

const PUSH: &str = "10,000 events made without signal, pushed by a tablet. The server's side of it, from request to
answer: proof, decoding, the chain's hashes, the signature, every body opened and every event authorised, positions, and
the commit of each message. Floor: one signature a message, each body unpacked, the same bytes inserted into a bare table
with one commit a message.

The verdicts on the times that were agreed are not in it: the answer does not wait for them (docs/adr/0008). They are given
behind the log, as in a running server: once the tablet has been silent for 100 ms, here while it pulls. How long after the
last answer all of them stood is said below.

What bounds it: of the 29 ms that a message of 2,000 events took on an idle machine 12 went into the commit, 8 into the
rows and 9 into decoding and opening on two cores. On a model of both tables the floor's commit seals 122 pages and ours 430
to 470: half of these belong to the index of streams, where the events of each visit fall on a page of their own.";

const PULL: &str = "10,000 events made by others, pulled by the tablet until it compares digests: finding them in the
log, signing, encoding; decoding, the log's signature, opening every body, keeping and folding. Floor: the same bytes read
from one bare table and inserted into another with one commit a message, one signature a message, each body unpacked.

What bounds it: in a profile of the tablet nearly half of its time went into the commits, which seal and write about a page
an event, since the events of each visit fall on pages of their own in every table they change; a fifth into keeping the
events, a sixth into folding the parts of clients that they touch. Opening an event costs both sides what the floor has
in all: the floor takes about 2 µs an event, of which nothing is hashed or deciphered.";

const WIRE: &str =
    "The year's events once up and once down in messages of a day's work (120 events), without HTTP and
TLS. Floor: each body by zstd with the dictionary. Goal: 1.2 times that, and 96 bytes an event.";

const FIRST: &str =
    "A new tablet for a worker with sixty clients and two years of a visit a fortnight: from the first
request after enrolment until both sides agree. Floor: as for a pull.";

const REBUILD: &str = "A server opens without its replica and makes it from the log of 1,000,000 events: each read, hashed,
the log's chain checked, its body opened, kept, and all streams folded. Floor: the same bytes read from one bare table,
hashed and chained, each body unpacked, and inserted into another table.

What bounds it: two threads, one that reads and opens, one that keeps; then one that folds. In a profile an event took
about as long to read and open (header, hashes, AES-GCM, zstd, CBOR) as to keep (a row with three indexes, its pages
sealed), so a second core that is free hides one of the two.";
