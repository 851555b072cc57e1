//! A server that was brought back from a backup stands behind its tablets, whose outboxes a backup before had emptied. By seed: who writes, who syncs, when the backup is
//! made, who comes first afterwards and whose line is cut on the way. In the end every note that anybody saved is at the
//! office and on every tablet of its worker, once, and all hold the same.

use super::{in_step_with, note, notes};
use crate::line::Lost;
use crate::world::{Tablet, World};
use std::collections::BTreeMap;
use vizitas_device::view::VisitArgs;
use vizitas_sync::testing::seeded::Seeded;
use vizitas_tests::budget;

/// What happens before the backup and after it, at most.
const DEEDS: u64 = 12;
/// Whose tablets there are.
const WORKERS: [&str; 5] = ["D01", "D01", "D01", "D02", "D02"];

/// The seed of the first scenario, when one is to be had again.
fn first_seed() -> u64 {
    std::env::var("VIZITAS_FAULTS_FIRST_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_restored_behind_its_tablets_gets_all_of_it_back_once() {
    let first = first_seed();
    for seed in first..first + budget::count("faults_restore") {
        // What went wrong stands above; by the seed it is had again.
        assert!(tokio::spawn(scenario(seed)).await.is_ok(), "seed {seed}");
    }
}

struct Story {
    chance: Seeded,
    tablets: Vec<Tablet>,
    /// By tablet the visits that it can write at.
    visits: Vec<Vec<VisitArgs>>,
    /// By visit the notes that were saved.
    saved: BTreeMap<String, Vec<String>>,
}

async fn scenario(seed: u64) {
    let world = World::new().await;
    let mut tablets = Vec::new();
    for worker in WORKERS {
        tablets.push(world.tablet(worker).await);
    }
    let of = |worker: &str| match worker {
        "D01" => vec!["Žukauskienė", "Miškinis", "Ąžuolienė"],
        _ => vec!["Čepulis"],
    };
    let visits = WORKERS.iter().zip(&tablets);
    let visits =
        visits.map(|(worker, tablet)| of(worker).iter().map(|name| tablet.visit_with(name)).collect());
    let visits = visits.collect();
    let mut story = Story { chance: Seeded::new(seed), tablets, visits, saved: BTreeMap::new() };
    story.live(&world).await;
    story.empty_outboxes(&world).await;
    story.live(&world).await;
    let backup = world.backup();
    story.live(&world).await;
    let world = world.restored(&backup).await;
    story.come_back().await;
    story.live(&world).await;
    story.end(world).await;
}

impl Story {
    /// People write, tablets sync.
    async fn live(&mut self, world: &World) {
        for _ in 0..self.chance.below(DEEDS) {
            let who = self.chance.below(WORKERS.len() as u64) as usize;
            match self.chance.below(4) {
                0 | 1 => {
                    let visit = self.chance.pick(&self.visits[who]).clone();
                    let told = self.saved.entry(visit.visit.clone()).or_default();
                    let text = format!("užrašas {} prie {}", told.len(), &visit.visit[..8]);
                    note(&self.tablets[who], &visit, &text);
                    told.push(text);
                }
                2 => {
                    self.tablets[who].sync().await.unwrap();
                }
                _ => world.time.pass_minutes(1),
            }
        }
    }

    /// All of it reaches the office, a backup covers it, and no tablet holds what was sent any more: what a later backup is
    /// brought back from is the office's alone.
    async fn empty_outboxes(&mut self, world: &World) {
        let all: Vec<&Tablet> = self.tablets.iter().collect();
        in_step_with(world, &all).await;
        world.backup();
        in_step_with(world, &all).await;
        for tablet in all {
            let sync = tablet.open().sync_details().unwrap();
            assert_eq!((sync.line.waiting, sync.kept), (0, 0));
        }
    }

    /// Some come at once, in any order, and some are cut on the way.
    async fn come_back(&mut self) {
        for _ in 0..WORKERS.len() {
            let who = self.chance.below(WORKERS.len() as u64) as usize;
            let tablet = &self.tablets[who];
            if self.chance.below(2) == 0 {
                let lost = if self.chance.below(2) == 0 { Lost::Answer } else { Lost::Request };
                tablet.line.cut_at(self.chance.below(8) as u32, lost);
            }
            // A line that is cut is no fault of the tablet's.
            let _cut = tablet.sync().await;
            tablet.line.mend();
        }
    }

    async fn end(self, world: World) {
        let all: Vec<&Tablet> = self.tablets.iter().collect();
        in_step_with(&world, &all).await;
        in_step_with(&world, &all).await;
        for (tablet, visits) in self.tablets.iter().zip(&self.visits) {
            let line = tablet.open().status().unwrap().sync;
            assert_eq!((line.waiting, line.attention), (0, 0));
            for visit in visits {
                let mut there = notes(tablet, visit);
                let mut saved = self.saved.get(&visit.visit).cloned().unwrap_or_default();
                there.sort();
                saved.sort();
                assert_eq!(there, saved);
            }
        }
        world.same_everywhere(&all);
        world.end().await;
    }
}
