// Opening a path that may not leave a folder, in one step of the kernel's.
#ifndef CBENEATH_H
#define CBENEATH_H

/// Opens `path` below the folder `directory`, following no symlink and never leaving it.
/// A descriptor, or -1 with `errno`: EXDEV where the path leads out, ELOOP where it goes through
/// a link, ENOSYS where this kernel has no such call.
int earshot_open_beneath(int directory, const char *path, int flags);

/// O_PATH, which Swift's C library leaves out: opens the place, not the thing in it.
int earshot_path_only(void);

#endif
