// Starting programs from a threaded test process: what must happen between fork and exec.
#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Everything from here to become() runs in the child: async-signal-safe calls only.

/// Straight to the kernel: libc keeps two signals to itself, which a parent may have ignored too.
/// A kernel sigaction of zeros is the default disposition with an empty mask.
static void reset_signals(void) {
    const unsigned long plain[8] = {0};
    sigset_t none;
    for (int number = 1; number < NSIG; number++)
        syscall(SYS_rt_sigaction, number, plain, NULL, 8UL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/// Closes all descriptors from 3 up but `kept`.
static void close_others(int kept) {
    if (kept > 3 && syscall(SYS_close_range, 3U, (unsigned)kept - 1, 0U) == 0
        && syscall(SYS_close_range, (unsigned)kept + 1, ~0U, 0U) == 0)
        return;
    if (kept == 3 && syscall(SYS_close_range, 4U, ~0U, 0U) == 0) return;
    long most = sysconf(_SC_OPEN_MAX);
    for (int descriptor = 3; descriptor < most; descriptor++)
        if (descriptor != kept) close(descriptor);
}

/// Becomes the program; on failure sends errno through `report`.
static void become(const struct cpt_program *program, int report) {
    reset_signals();
    close_others(report);
    if (program->directory == NULL || chdir(program->directory) == 0)
        execve(program->path, program->arguments, program->environment);
    int reason = errno;
    ssize_t sent = write(report, &reason, sizeof reason);
    _exit(sent == sizeof reason ? 127 : 126);
}

/// Reads what the child reported: nothing when the program runs.
static int outcome(int report, pid_t child) {
    int reason = 0;
    ssize_t got;
    do got = read(report, &reason, sizeof reason);
    while (got < 0 && errno == EINTR);
    close(report);
    if (got != sizeof reason) return 0;
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return reason;
}

int cpt_spawn_on_terminal(const struct cpt_program *program, unsigned short rows,
                          unsigned short columns, int *master, pid_t *child) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return errno;
    *child = forkpty(master, NULL, NULL, &size);
    if (*child == 0) become(program, report[1]);
    int reason = errno;
    close(report[1]);
    if (*child < 0) {
        close(report[0]);
        return reason;
    }
    fcntl(*master, F_SETFD, FD_CLOEXEC);
    fcntl(*master, F_SETFL, fcntl(*master, F_GETFL) | O_NONBLOCK);
    reason = outcome(report[0], *child);
    if (reason != 0) close(*master);
    return reason;
}

int cpt_spawn(const struct cpt_program *program, int output, int errors, pid_t *child) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return errno;
    *child = fork();
    if (*child == 0) {
        setsid();
        int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, 0);
        dup2(output, 1);
        dup2(errors, 2);
        become(program, report[1]);
    }
    int reason = errno;
    close(report[1]);
    if (*child < 0) {
        close(report[0]);
        return reason;
    }
    return outcome(report[0], *child);
}

int cpt_open_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int cpt_open_process(pid_t child) {
    return (int)syscall(SYS_pidfd_open, child, 0U);
}

int cpt_resize(int master, unsigned short rows, unsigned short columns) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(master, TIOCSWINSZ, &size);
}

int cpt_exited(int status) { return WIFEXITED(status); }
int cpt_exit_code(int status) { return WEXITSTATUS(status); }
int cpt_signal(int status) { return WTERMSIG(status); }
