//! The C side: SQLite's file and VFS objects, which pass on to the system's.

use crate::{Op, Ruling, state};
use rusqlite::ffi::{
    SQLITE_FULL, SQLITE_IOERR, SQLITE_IOERR_FSYNC, SQLITE_IOERR_READ, SQLITE_IOERR_WRITE, SQLITE_OK,
    sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};
use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::OnceLock;

/// A file as SQLite sees it. The system's own stands right behind it, in the room that [`install`] asks for.
#[repr(C)]
struct Shim {
    base: sqlite3_file,
    /// Its name in the watched folder; null when it is not in it.
    name: *mut String,
}

/// The system's VFS, by which everything is done.
struct Real(*mut sqlite3_vfs);

// SAFETY: a registered VFS is never freed, and SQLite calls it from any thread itself.
unsafe impl Send for Real {}
// SAFETY: as above; it is only read here.
unsafe impl Sync for Real {}

static REAL: OnceLock<Real> = OnceLock::new();

thread_local! {
    static PAUSED: Cell<bool> = const { Cell::new(false) };
}

/// Does something on this thread that is neither noted nor refused.
pub fn pause<T>(work: impl FnOnce() -> T) -> T {
    let before = PAUSED.replace(true);
    let done = work();
    PAUSED.set(before);
    done
}

/// Puts the shim in front of every file that SQLite opens from now on. Once a process.
pub fn install() {
    REAL.get_or_init(|| {
        // SAFETY: plain calls of SQLite; the copy is leaked, since SQLite keeps a pointer to it for ever.
        unsafe {
            rusqlite::ffi::sqlite3_initialize();
            let real = sqlite3_vfs_find(ptr::null());
            let mut shim = Box::new(*real);
            shim.zName = c"vizitas-shim".as_ptr();
            shim.pNext = ptr::null_mut();
            shim.szOsFile = (*real).szOsFile + ROOM as c_int;
            shim.xOpen = Some(open);
            shim.xDelete = Some(delete);
            let registered = Real(real);
            sqlite3_vfs_register(Box::leak(shim), 1);
            registered
        }
    });
}

fn real() -> *mut sqlite3_vfs {
    REAL.get().map_or(ptr::null_mut(), |real| real.0)
}

/// What a shim takes, rounded up so that what follows is aligned.
const ROOM: usize = size_of::<Shim>().next_multiple_of(16);

/// SAFETY of all below: SQLite hands over files that [`open`] made, and pointers that its interface promises to be good.
unsafe fn behind(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: szOsFile asked for ROOM and the system's own behind it.
    unsafe { file.cast::<u8>().add(ROOM).cast() }
}

/// The system's method table of a file.
unsafe fn methods(file: *mut sqlite3_file) -> Option<&'static sqlite3_io_methods> {
    // SAFETY: the system's file was opened, so its table is set.
    unsafe { (*behind(file)).pMethods.as_ref() }
}

unsafe fn name(file: *mut sqlite3_file) -> Option<String> {
    if PAUSED.get() {
        return None;
    }
    // SAFETY: null or a box that `close` takes back.
    unsafe { (*file.cast::<Shim>()).name.as_ref().cloned() }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    path: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as SQLite promises; a path is null for a temporary file.
    unsafe {
        let real = real();
        (*file).pMethods = ptr::null();
        let Some(open) = (*real).xOpen else { return SQLITE_IOERR };
        let said = open(real, path, behind(file), flags, out);
        if said != SQLITE_OK {
            return said;
        }
        let name = if path.is_null() { None } else { state().name(&CStr::from_ptr(path).to_string_lossy()) };
        (*file.cast::<Shim>()).name = name.map_or(ptr::null_mut(), |name| Box::into_raw(Box::new(name)));
        (*file).pMethods = &raw const METHODS;
        SQLITE_OK
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, path: *const c_char, sync: c_int) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe {
        let real = real();
        let named = if PAUSED.get() { None } else { state().name(&CStr::from_ptr(path).to_string_lossy()) };
        if named.is_some() && state().rule(0) != Ruling::Pass {
            return SQLITE_IOERR;
        }
        let Some(delete) = (*real).xDelete else { return SQLITE_IOERR };
        let said = delete(real, path, sync);
        if let (Some(file), SQLITE_OK) = (named, said) {
            state().ops.push(Op::Delete { file, durable: sync != 0 });
        }
        said
    }
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // Without the third version's memory maps every read and write comes by here.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: as SQLite promises; the name is taken back once.
    unsafe {
        let shim = file.cast::<Shim>();
        if !(*shim).name.is_null() {
            drop(Box::from_raw((*shim).name));
            (*shim).name = ptr::null_mut();
        }
        pass(file, |table| table.xClose, |close| close(behind(file)))
    }
}

/// Calls the system's own method, if it has one.
unsafe fn pass<F>(
    file: *mut sqlite3_file,
    which: impl Fn(&sqlite3_io_methods) -> Option<F>,
    call: impl FnOnce(F) -> c_int,
) -> c_int {
    // SAFETY: the file is open.
    unsafe { methods(file) }.and_then(which).map_or(SQLITE_IOERR, call)
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe {
        if name(file).is_some() && state().rule(0) != Ruling::Pass {
            return SQLITE_IOERR_READ;
        }
        pass(file, |table| table.xRead, |read| read(behind(file), to, count, at))
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: as SQLite promises: `count` bytes can be read at `from`.
    unsafe {
        let named = name(file);
        if named.is_some() {
            let mut size = 0;
            file_size(file, &raw mut size);
            let grows = (at + sqlite3_int64::from(count) - size).max(0) as u64;
            match state().rule(grows) {
                Ruling::Pass => {}
                Ruling::Broken => return SQLITE_IOERR_WRITE,
                Ruling::Full => return SQLITE_FULL,
            }
        }
        let said = pass(file, |table| table.xWrite, |write| write(behind(file), from, count, at));
        if let (Some(file), SQLITE_OK) = (named, said) {
            let bytes = std::slice::from_raw_parts(from.cast::<u8>(), count as usize).to_vec();
            state().ops.push(Op::Write { file, offset: at as u64, bytes });
        }
        said
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe {
        let named = name(file);
        if named.is_some() && state().rule(0) != Ruling::Pass {
            return SQLITE_IOERR;
        }
        let said = pass(file, |table| table.xTruncate, |truncate| truncate(behind(file), size));
        if let (Some(file), SQLITE_OK) = (named, said) {
            state().ops.push(Op::Truncate { file, size: size as u64 });
        }
        said
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe {
        let named = name(file);
        if named.is_some() && state().rule(0) != Ruling::Pass {
            return SQLITE_IOERR_FSYNC;
        }
        let said = pass(file, |table| table.xSync, |sync| sync(behind(file), flags));
        if let (Some(file), SQLITE_OK) = (named, said) {
            state().ops.push(Op::Sync { file });
        }
        said
    }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xFileSize, |ask| ask(behind(file), size)) }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, kind: c_int) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xLock, |lock| lock(behind(file), kind)) }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, kind: c_int) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xUnlock, |unlock| unlock(behind(file), kind)) }
}

unsafe extern "C" fn check_reserved(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xCheckReservedLock, |check| check(behind(file), out)) }
}

unsafe extern "C" fn control(file: *mut sqlite3_file, what: c_int, with: *mut c_void) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xFileControl, |control| control(behind(file), what, with)) }
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xSectorSize, |ask| ask(behind(file))) }
}

unsafe extern "C" fn characteristics(file: *mut sqlite3_file) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xDeviceCharacteristics, |ask| ask(behind(file))) }
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xShmMap, |map| map(behind(file), region, size, extend, out)) }
}

unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xShmLock, |lock| lock(behind(file), offset, count, flags)) }
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: as SQLite promises.
    unsafe {
        if let Some(barrier) = methods(file).and_then(|table| table.xShmBarrier) {
            barrier(behind(file));
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, delete: c_int) -> c_int {
    // SAFETY: as SQLite promises.
    unsafe { pass(file, |table| table.xShmUnmap, |unmap| unmap(behind(file), delete)) }
}
