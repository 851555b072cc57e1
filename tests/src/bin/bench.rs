//! Measures the product and says what it found: a table, or JSON, and docs/benchmarks.md when the run is a full one.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on its terminal")]

use clap::Parser;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;
use vizitas_tests::bench::{Part, Size, measure, page};

/// What to measure, and where.
#[derive(Parser)]
struct Arguments {
    /// Folder for the files that are measured; it should lie on a disk, not in memory
    folder: PathBuf,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
    /// A quick look: this many events instead of 100,000
    #[arg(long)]
    events: Option<usize>,
    /// Which suite: replica, planning, clients
    #[arg(long, default_value = "replica")]
    suite: String,
    /// Only these parts of it: slots, tablet, first, rebuild
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Where chance begins
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where a full run writes its page
    #[arg(long)]
    page: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let named =
        |part: &Part| arguments.only.is_empty() || arguments.only.iter().any(|name| name == part.name());
    let suite = Part::SUITES.into_iter().find(|(name, _)| *name == arguments.suite);
    let (suite, all) = suite.ok_or("there is no such suite")?;
    let parts: Vec<Part> = all.iter().copied().filter(named).collect();
    let size = arguments.events.map_or(Size::FULL, Size::of);
    fs::create_dir_all(&arguments.folder)?;
    let begun = Instant::now();
    let say = |what: &str| eprintln!("{:6.0} s  {what}", begun.elapsed().as_secs_f64());
    eprintln!("seed {}, {} events", arguments.seed, size.events);
    let figures = measure(&parts, size, arguments.seed, &arguments.folder, &say).await?;
    say("done");
    let full = arguments.events.is_none() && parts.len() == all.len();
    if let Some(path) = arguments.page.filter(|_| full) {
        let section = page::section(suite, &figures, arguments.seed);
        fs::write(&path, page::with(&fs::read_to_string(&path).unwrap_or_default(), suite, &section))?;
    }
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&figures)?);
    } else {
        for figure in &figures {
            let number =
                |number: Option<f64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
            let met = figure.met.map_or("", |met| if met { "met" } else { "MISSED" });
            println!(
                "{:12} {:>11} {:9} floor {:>11}  ×{:<7} {:16} {met:7} {}",
                figure.name,
                figure.value,
                figure.unit,
                number(figure.floor),
                number(figure.ratio),
                figure.goal.as_deref().unwrap_or(""),
                figure.beside
            );
        }
    }
    Ok(())
}
