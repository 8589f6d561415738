// One call of Linux that Swift's C library leaves out.
#ifndef CDISK_H
#define CDISK_H

/// Brings everything written to the file system behind `descriptor` to its disk. Returns 0 or -1
/// with errno; a write that failed since the descriptor was opened is reported (Linux 5.8).
int cdisk_sync(int descriptor);

#endif
