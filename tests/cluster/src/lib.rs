//! A PostgreSQL of one's own, for tests and benchmarks: a new cluster in a temporary folder, on a socket in it and on no
//! port. It never speaks to a cluster that it did not make, and ends its own by the pid it was given.

use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Why there is no cluster.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Where Debian and Ubuntu put the versions.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The version that the product is tested with; where it is not, the newest that is there.
const TESTED: &str = "15";

/// Starts the server and ends it, quickly and in order, when nobody holds the other end of standard input any more: so it
/// outlives no test, not even one that was killed. What it held goes with it.
const WATCHED: &str = r#"
trap '' INT TERM
"$@" </dev/null & server=$!
cat >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf data
rmdir "$PWD"
"#;

/// A running cluster.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    /// What watches the server, which ends with this one's standard input.
    watch: Child,
    databases: AtomicU32,
}

impl Cluster {
    /// The cluster of this process, made when it is first asked for.
    ///
    /// # Panics
    /// When PostgreSQL is not there or does not start.
    #[expect(clippy::expect_used, reason = "a test that needs it can do nothing else")]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&[]).expect("a PostgreSQL of one's own"))
    }

    /// Makes and starts one with these settings.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, or does not start.
    pub fn start(settings: &[&str]) -> Result<Self, Failure> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("vizitas-pg").tempdir()?;
        let owner = owner()?;
        if let Some((user, group)) = owner {
            chown(folder.path(), Some(user), Some(group))?;
        }
        let data = folder.path().join("data");
        let mut initdb = as_owner(owner, &programs.join("initdb"));
        initdb
            .args(["--auth=trust", "--username=vizitas", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"])
            .arg(&data);
        let made = initdb.current_dir(folder.path()).output()?;
        if !made.status.success() {
            return Err(format!("initdb: {}", String::from_utf8_lossy(&made.stderr)).into());
        }
        let mut server = as_owner(owner, Path::new("/bin/sh"));
        server
            .args(["-c", WATCHED, "sh"])
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path());
        server.args(["-c", "listen_addresses=", "-c", "max_connections=300"]);
        for setting in settings {
            server.args(["-c", setting]);
        }
        server.current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut watch = server.spawn()?;
        ready(BufReader::new(watch.stderr.take().ok_or("no pipe")?))?;
        Ok(Self { folder, programs, watch, databases: AtomicU32::new(0) })
    }

    /// A new empty database in it, as an address to connect to.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn database(&self) -> Result<String, Failure> {
        let name = format!("d{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let made = Command::new(self.programs.join("createdb"))
            .args(["--username=vizitas", "--host"])
            .arg(self.folder.path())
            .arg(&name)
            .output()?;
        if !made.status.success() {
            return Err(format!("createdb: {}", String::from_utf8_lossy(&made.stderr)).into());
        }
        Ok(format!("postgres://vizitas@/{name}?host={}", self.folder.path().display()))
    }

    /// Everything that a database of it holds, as whoever copies it would have it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn dump(&self, address: &str) -> Result<String, Failure> {
        let dumped = Command::new(self.programs.join("pg_dump")).arg(address).output()?;
        if !dumped.status.success() {
            return Err(format!("pg_dump: {}", String::from_utf8_lossy(&dumped.stderr)).into());
        }
        Ok(String::from_utf8(dumped.stdout)?)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        let _ = self.watch.wait();
    }
}

/// Reads what the server says until it takes connections, and goes on reading, so that it never waits for a reader.
fn ready(mut said: BufReader<std::process::ChildStderr>) -> Result<(), Failure> {
    let mut so_far = String::new();
    while !so_far.contains("ready to accept connections") {
        if said.read_line(&mut so_far)? == 0 {
            return Err(format!("PostgreSQL did not start: {so_far}").into());
        }
    }
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
    Ok(())
}

fn programs() -> Result<PathBuf, Failure> {
    let mut versions: Vec<String> = fs::read_dir(VERSIONS)
        .map_err(|_| "PostgreSQL is not installed: run `cargo xtask setup` first")?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    versions.sort_by_key(|version| (version == TESTED, version.parse::<u32>().unwrap_or(0)));
    let version = versions.pop().ok_or("PostgreSQL is not installed: run `cargo xtask setup` first")?;
    Ok(Path::new(VERSIONS).join(version).join("bin"))
}

/// Root may not run a PostgreSQL: Debian's own user for it does. Anybody else runs it as herself.
fn owner() -> Result<Option<(u32, u32)>, Failure> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let line = users.lines().find(|line| line.starts_with("postgres:")).ok_or("there is no user postgres")?;
    let mut ids = line.split(':').skip(2).map(str::parse::<u32>);
    match (ids.next(), ids.next()) {
        (Some(Ok(user)), Some(Ok(group))) => Ok(Some((user, group))),
        _ => Err("the user postgres has no number".into()),
    }
}

fn as_owner(owner: Option<(u32, u32)>, program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = owner {
        command.gid(group).uid(user);
    }
    command
}
