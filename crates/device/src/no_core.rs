//! A crash leaves no picture of the memory behind: what is open then would lie on the disk in plain. It is the first thing
//! that the program does, and holds for every process that it starts, as far as the limit of a file goes.

/// From now on this process leaves no core file, and nobody but the system's administrator can look into its memory: the
/// limit of core files is nought (setrlimit(2)), for good; and it is not to be dumped (PR_SET_DUMPABLE), which also binds
/// programs that the system pipes such pictures to.
///
/// # Errors
/// When the system refuses.
pub fn leave_none() -> std::io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    }
    Ok(())
}
