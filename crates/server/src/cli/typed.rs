//! What is typed at the command line: asked for, kept no longer than it is needed, and never shown where it is secret.

use super::say_aside;
use std::io::{BufRead, IsTerminal, Read};
use vizitas_server::Error;
use zeroize::Zeroizing;

/// Bytes of what is typed, at most: the memory that is wiped afterwards is taken once.
const LONGEST: usize = 1024;

/// What is typed after a line that asks for it; not shown.
pub(super) fn typed(asks: &str) -> Result<Zeroizing<String>, Error> {
    say_aside(asks)?;
    secret()
}

/// The password of an account at the office.
pub(super) fn password_of(login: &str) -> Result<Zeroizing<String>, Error> {
    typed(&format!("Password of {login}, as at sign-in to the console:"))
}

/// One line of standard input, which may be shown.
pub(super) fn line() -> Result<Zeroizing<String>, Error> {
    let mut typed = Zeroizing::new(String::with_capacity(LONGEST));
    let read = std::io::stdin().lock().read_line(&mut typed)?;
    if read == 0 {
        return Err(Error::Invalid("nothing was typed; nothing was changed".to_owned()));
    }
    Ok(Zeroizing::new(typed.trim_end_matches(['\n', '\r']).to_owned()))
}

/// The same, not shown at a terminal.
fn secret() -> Result<Zeroizing<String>, Error> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        return line();
    }
    let hidden = Hidden::at(&input)?;
    let typed = unseen(input.lock().bytes());
    drop(hidden);
    say_aside("")?;
    typed
}

/// Reads keys up to the end of a line: the terminal takes none of them for itself, so that it is never left silent by one that
/// ends the program.
fn unseen(keys: impl Iterator<Item = std::io::Result<u8>>) -> Result<Zeroizing<String>, Error> {
    const INTERRUPT: u8 = 0x03;
    const END: u8 = 0x04;
    const BACK: [u8; 2] = [0x08, 0x7f];
    const ALL_BACK: u8 = 0x15;
    let mut typed = Zeroizing::new(Vec::with_capacity(LONGEST));
    for key in keys {
        match key? {
            b'\n' | b'\r' => {
                let text = std::str::from_utf8(&typed).map_err(|_| Error::Malformed("what was typed"))?;
                return Ok(Zeroizing::new(text.to_owned()));
            }
            INTERRUPT => return Err(Error::Invalid("stopped; nothing was changed".to_owned())),
            END if typed.is_empty() => break,
            END => {}
            ALL_BACK => typed.clear(),
            key if BACK.contains(&key) => {
                // A letter may be several bytes: those behind its first.
                while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
            }
            // It would be written elsewhere, and what was typed with it.
            _ if typed.len() >= LONGEST => return Err(Error::Invalid("that is too long".to_owned())),
            key => typed.push(key),
        }
    }
    Err(Error::Invalid("nothing was typed; nothing was changed".to_owned()))
}

/// The terminal does not show what is typed for as long as this lives, and gives every key on at once.
struct Hidden<'a>(&'a std::io::Stdin, rustix::termios::Termios);

impl<'a> Hidden<'a> {
    fn at(input: &'a std::io::Stdin) -> Result<Self, Error> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(input).map_err(std::io::Error::from)?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        tcsetattr(input, OptionalActions::Flush, &hidden).map_err(std::io::Error::from)?;
        Ok(Self(input, before))
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _ = rustix::termios::tcsetattr(self.0, rustix::termios::OptionalActions::Now, &self.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_a_terminal_would_and_ctrl_c_stops() {
        let read = |keys: &str| unseen(keys.bytes().map(Ok)).map(|typed| typed.to_string());
        assert_eq!(read("žalias\n").unwrap(), "žalias");
        assert_eq!(read("žaliaž\x7fs\r").unwrap(), "žalias");
        assert_eq!(read("wrong\x15right\n").unwrap(), "right");
        assert_eq!(read("\x7fa\n").unwrap(), "a");
        for stopped in ["abc\x03", "\x04", "", "abc", &"a".repeat(LONGEST + 1)] {
            assert!(matches!(read(stopped), Err(Error::Invalid(_))), "{stopped:?}");
        }
    }
}
