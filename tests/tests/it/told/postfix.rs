//! Debian's Postfix, started by a test for itself: own folders, a free port on loopback, a certificate of its own; ended by
//! its own process. Nothing of a mail server that the machine may run is touched.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command as Once;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::interval;
use vizitas_server::tls;

/// How often what is awaited is looked for.
const POLL: Duration = Duration::from_millis(20);
const PROGRAMS: &str = "/usr/lib/postfix/sbin";
const QUEUES: [&str; 14] = [
    "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved",
    "trace", "pid", "public", "maildrop",
];

/// A running mail server. What is for `post.example` lands in a Maildir, what comes back to `office.example` in another or in
/// an mbox file; it takes mail for `gone.example`, where nobody lives.
pub(crate) struct Postfix {
    pub(crate) port: u16,
    /// Where TLS comes first (RFC 8314).
    pub(crate) sealed_port: u16,
    pub(crate) certificate: String,
    folder: TempDir,
    master: Child,
}

/// A number of the machine's books of users and groups.
fn number(book: &str, name: &str) -> u32 {
    let said = Once::new("getent").args([book, name]).output().unwrap();
    let line = String::from_utf8(said.stdout).unwrap();
    line.split(':')
        .nth(2)
        .unwrap_or_else(|| panic!("no {name}: `cargo xtask setup` installs postfix"))
        .parse()
        .unwrap()
}

fn run(folder: &Path, owner: u32) {
    fs::create_dir(folder).unwrap();
    chown(folder, Some(owner), None).unwrap();
}

impl Postfix {
    pub(crate) async fn open() -> Self {
        // A name that ends so is a Maildir's.
        Self::with_back("back/").await
    }

    /// What comes back lands in an mbox file.
    pub(crate) async fn with_mbox() -> Self {
        Self::with_back("back").await
    }

    async fn with_back(back: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        // Its own people must be able to walk in.
        fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
        let (postfix, nobody) = (number("passwd", "postfix"), number("passwd", "nobody"));
        let postdrop = number("group", "postdrop");
        fs::create_dir(at.join("etc")).unwrap();
        fs::create_dir(at.join("queue")).unwrap();
        run(&at.join("data"), postfix);
        run(&at.join("mail"), nobody);
        for queue in QUEUES {
            run(&at.join("queue").join(queue), if queue == "pid" { 0 } else { postfix });
        }
        for queue in ["public", "maildrop"] {
            chown(at.join("queue").join(queue), None, Some(postdrop)).unwrap();
        }
        let (certificate, key) = (at.join("etc/cert.pem"), at.join("etc/key.pem"));
        tls::make("localhost:0", &certificate, &key).unwrap();
        let ports = [(), ()].map(|()| std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap());
        let [port, sealed_port] = ports.map(|port| port.local_addr().unwrap().port());
        write(at, port, sealed_port, nobody, back);
        let mut master = Command::new(Path::new(PROGRAMS).join("master"));
        master.arg("-c").arg(at.join("etc")).arg("-d").kill_on_drop(true);
        let master = master.spawn().expect("`cargo xtask setup` installs postfix");
        let mut made =
            Self { port, sealed_port, certificate: fs::read_to_string(certificate).unwrap(), folder, master };
        let mut again = interval(POLL);
        for port in [port, sealed_port] {
            while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                assert!(made.master.try_wait().unwrap().is_none(), "{}", made.log());
                again.tick().await;
            }
        }
        made
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("data/log")).unwrap_or_default()
    }

    /// The mailbox of what comes back.
    pub(crate) fn back(&self) -> PathBuf {
        self.folder.path().join("mail/back")
    }

    /// A program while which nobody delivers into the mailbox of what comes back, by the locks of one kind that Postfix takes.
    pub(crate) fn while_locked(&self, kind: &str, program: &str) -> Command {
        let mut locked = Command::new("postlock");
        locked.arg("-c").arg(self.folder.path().join("etc")).args(["-l", kind]);
        locked.arg(self.back()).args(["sh", "-c", program, "sh"]).arg(self.back()).kill_on_drop(true);
        locked
    }

    /// The mails that have come to a Maildir, once there are so many.
    pub(crate) async fn mails(&self, domain: &str, count: usize) -> Vec<PathBuf> {
        let new = self.folder.path().join("mail").join(domain).join("new");
        let mut again = interval(POLL);
        loop {
            again.tick().await;
            let entries = fs::read_dir(&new).into_iter().flatten();
            let mails: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
            if mails.len() >= count {
                return mails;
            }
        }
    }
}

fn write(at: &Path, port: u16, sealed_port: u16, nobody: u32, back: &str) {
    let home = at.display();
    let main = format!(
        "compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
command_directory = /usr/sbin
daemon_directory = {PROGRAMS}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {home}/data/log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.office.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
smtpd_tls_security_level = may
smtpd_tls_cert_file = {home}/etc/cert.pem
smtpd_tls_key_file = {home}/etc/key.pem
virtual_mailbox_domains = post.example, office.example
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = texthash:{home}/etc/boxes
virtual_uid_maps = static:{nobody}
virtual_gid_maps = static:{nobody}
virtual_minimum_uid = 1
relay_domains = gone.example
transport_maps = texthash:{home}/etc/ways
"
    );
    let services = format!(
        "127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{sealed_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
nobody unix - n n - - pipe user=nobody argv={home}/etc/nobody
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"
    );
    fs::write(at.join("etc/main.cf"), main).unwrap();
    fs::write(at.join("etc/master.cf"), services).unwrap();
    fs::write(at.join("etc/boxes"), format!("@post.example post/\n@office.example {back}\n")).unwrap();
    fs::write(at.join("etc/ways"), "gone.example nobody:\n").unwrap();
    // EX_NOUSER of sysexits.h: the mail comes back.
    fs::write(at.join("etc/nobody"), "#!/bin/sh\nexit 67\n").unwrap();
    fs::set_permissions(at.join("etc/nobody"), fs::Permissions::from_mode(0o755)).unwrap();
}
