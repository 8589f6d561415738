// Starts a program that shares nothing with the process that starts it, and waits for it in
// bounded time.
#ifndef EARSHOT_CSPAWN_H
#define EARSHOT_CSPAWN_H

#include <sys/types.h>

struct cspawn_program {
    const char *path;
    char *const *arguments;
    char *const *environment;
};

/// Starts `program` in `/` as the leader of a process group of its own, with `input` (at most what
/// a pipe holds) to read and nowhere to write to; signals are as the system has them, and no
/// descriptor of ours is open in it. Returns 0 or an errno.
int cspawn_start(const struct cspawn_program *program, const void *input, size_t length,
                 pid_t *child);

/// Waits for the end of `child`, which stays there to be reaped. Returns 1 when it has ended, 0
/// when the time was over before, -1 when the descriptor `stop` was readable or closed at its other
/// end before; -1 for `stop` is none.
int cspawn_wait(pid_t child, int milliseconds, int stop);

/// Sends `signal` to everything in the group of `child`, which was not reaped.
void cspawn_signal_group(pid_t child, int signal);

/// Kills what is left of the group and takes the child's status: its exit code, or minus the
/// signal that ended it.
int cspawn_reap(pid_t child);

#endif
