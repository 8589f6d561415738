// openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS; the C library has no wrapper for it.
#define _GNU_SOURCE
#include "CBeneath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

// The kernel's struct open_how and its flags, for headers older than Linux 5.6.
struct how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

enum { NO_MAGICLINKS = 0x02, NO_SYMLINKS = 0x04, BENEATH = 0x08 };

int earshot_open_beneath(int directory, const char *path, int flags) {
    struct how how = {
        .flags = (uint64_t)flags,
        .resolve = BENEATH | NO_SYMLINKS | NO_MAGICLINKS,
    };
    // EAGAIN: a rename elsewhere made the kernel unsure about "..". It asks to be asked again.
    for (int tries = 0; tries < 100; tries++) {
        long opened = syscall(SYS_openat2, directory, path, &how, sizeof how);
        if (opened >= 0 || (errno != EAGAIN && errno != EINTR)) return (int)opened;
    }
    return -1;
}

int earshot_path_only(void) { return O_PATH; }
