//! That no reader steps over a position: transactions are held open and let go in every order, while somebody reads with a
//! cursor. The same is asked of positions by a sequence, which must be found out.

use super::conformance::Maker;
use super::{Log, PostgresLog, StreamKind};
use crate::database::RawKey;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, Config, NoTls};
use uuid::Uuid;
use vizitas_domain::id::StreamId;

/// How many write at once.
const WRITERS: usize = 3;

/// Something that gives positions, to several writers who are slow.
trait Positions {
    /// A writer who holds its transaction open.
    type Held;
    /// Adds something, in a transaction that is held.
    fn begin(&self, writer: usize) -> Self::Held;
    /// Lets it go; it may wait for others yet.
    fn release(&self, held: &mut Self::Held);
    /// Waits until it is committed.
    fn end(&self, held: Self::Held);
    /// The positions after a cursor, in their order.
    fn after(&self, cursor: u64) -> Vec<u64>;
}

/// Begins and lets go in the given orders; how many positions the reader stepped over.
fn stepped_over<P: Positions>(positions: &P, begun: &[usize], released: &[usize]) -> usize {
    let mut cursor = positions.after(0).last().copied().unwrap_or(0);
    let before = positions.after(0).len();
    let mut held: Vec<Option<P::Held>> = (0..WRITERS).map(|_| None).collect();
    for writer in begun {
        held[*writer] = Some(positions.begin(*writer));
    }
    let mut seen = 0;
    let mut read = || {
        let news = positions.after(cursor);
        cursor = news.last().copied().unwrap_or(cursor);
        seen += news.len();
    };
    for writer in released {
        positions.release(held[*writer].as_mut().unwrap());
        read();
    }
    held.into_iter().flatten().for_each(|held| positions.end(held));
    read();
    positions.after(0).len() - before - seen
}

/// All the orders of so many.
fn orders(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![Vec::new()];
    }
    let with = |order: &Vec<usize>, place: usize| [&order[..place], &[of - 1], &order[place..]].concat();
    let shorter = orders(of - 1);
    shorter.iter().flat_map(|order| (0..of).map(move |place| with(order, place))).collect()
}

/// In how many of the orders something was stepped over, and in how many there are.
fn tried(positions: &impl Positions) -> (usize, usize) {
    let orders = orders(WRITERS);
    let pairs = orders.iter().flat_map(|begun| orders.iter().map(move |released| (begun, released)));
    let lost: Vec<usize> = pairs.map(|(begun, released)| stepped_over(positions, begun, released)).collect();
    (lost.iter().filter(|lost| **lost > 0).count(), lost.len())
}

/// The log, written by as many nodes as there are writers.
struct Nodes {
    logs: Vec<Arc<PostgresLog>>,
    watch: Watch,
}

impl Nodes {
    /// How many hold the log's lock or wait for it.
    fn at_the_lock(&self) -> i64 {
        let sql = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        self.watch.runtime.block_on(self.watch.clients[0].query_one(sql, &[])).unwrap().get(0)
    }
}

struct Writing {
    go: Sender<()>,
    thread: JoinHandle<()>,
}

impl Positions for Nodes {
    type Held = Writing;

    fn begin(&self, writer: usize) -> Writing {
        let (go, may_go) = channel();
        let (node, before) = (Arc::clone(&self.logs[writer]), self.at_the_lock());
        let thread = std::thread::spawn(move || {
            let event = Maker::new(u8::try_from(writer).unwrap()).event(StreamId(Uuid::now_v7()));
            let placed = (&*node as &dyn Log).write(move |log| {
                let position = log.append(&event, StreamKind::Client)?;
                may_go.recv().unwrap();
                Ok(position)
            });
            placed.unwrap();
        });
        while self.at_the_lock() == before {
            std::thread::yield_now();
        }
        Writing { go, thread }
    }

    fn release(&self, held: &mut Writing) {
        held.go.send(()).unwrap();
    }

    fn end(&self, held: Writing) {
        held.thread.join().unwrap();
    }

    fn after(&self, cursor: u64) -> Vec<u64> {
        let entries = (&*self.logs[0] as &dyn Log).read(|log| log.after(cursor, 1000)).unwrap();
        entries.iter().map(|entry| entry.position).collect()
    }
}

/// Connections of one's own to a database.
struct Watch {
    runtime: Runtime,
    clients: Vec<Client>,
}

impl Watch {
    fn new(address: &str, connections: usize) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let config: Config = address.parse().unwrap();
        let connect = |_| {
            let (client, connection) = runtime.block_on(config.connect(NoTls)).unwrap();
            runtime.spawn(connection);
            client
        };
        let clients = (0..connections).map(connect).collect();
        Self { runtime, clients }
    }

    fn tell(&self, client: usize, sql: &str) {
        self.runtime.block_on(self.clients[client].batch_execute(sql)).unwrap();
    }
}

/// Positions as a sequence gives them, to as many connections as there are writers, and one that reads.
struct Sequence(Watch);

impl Positions for Sequence {
    type Held = usize;

    fn begin(&self, writer: usize) -> usize {
        self.0.tell(writer, "BEGIN; INSERT INTO naive (writer) VALUES (1)");
        writer
    }

    fn release(&self, held: &mut usize) {
        self.0.tell(*held, "COMMIT");
    }

    fn end(&self, _: usize) {}

    fn after(&self, cursor: u64) -> Vec<u64> {
        let cursor = i64::try_from(cursor).unwrap();
        let sql = "SELECT position FROM naive WHERE position > $1 ORDER BY position";
        let rows = self.0.runtime.block_on(self.0.clients[WRITERS].query(sql, &[&cursor])).unwrap();
        rows.iter().map(|row| u64::try_from(row.get::<_, i64>(0)).unwrap()).collect()
    }
}

/// That nothing is stepped over by who reads the log.
pub(super) fn nodes_are_sound(address: &str, key: &RawKey) {
    let open = |_| Arc::new(PostgresLog::open(address, "alytus", key).unwrap());
    let nodes = Nodes { logs: (0..WRITERS).map(open).collect(), watch: Watch::new(address, 1) };
    assert_eq!(tried(&nodes), (0, 36), "orders in which a position of the log was stepped over");
}

/// That the same finds out what is not sound.
pub(super) fn a_sequence_is_found_out(address: &str) {
    let naive = Sequence(Watch::new(address, WRITERS + 1));
    naive.0.tell(0, "CREATE TABLE naive (position BIGSERIAL PRIMARY KEY, writer INTEGER)");
    // All but those where they commit in the order in which they began.
    assert_eq!(tried(&naive), (30, 36), "orders in which a sequence lost something");
}

/// So that the orders are all of them.
#[test]
fn there_are_six_orders_of_three() {
    let mut all = orders(3);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6);
}
