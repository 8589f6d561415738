// Programs started by posix_spawn, which neither copies our memory nor runs our code in the child.
#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// A pipe filled and closed before anybody reads: whoever does not read holds nobody up.
static int filled_pipe(const void *input, size_t length) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    ssize_t written = length == 0 ? 0 : write(ends[1], input, length);
    int saved = written < 0 ? errno : E2BIG;
    close(ends[1]);
    // The reader waits as for any pipe.
    if (written == (ssize_t)length && fcntl(ends[0], F_SETFL, 0) == 0) return ends[0];
    close(ends[0]);
    errno = saved;
    return -1;
}

static int spawn(const struct cspawn_program *program, int input,
                 posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, pid_t *child) {
    sigset_t none, all;
    sigemptyset(&none);
    // sigfillset leaves out the two that libc keeps to itself, and they would be ignored then.
    memset(&all, 0xFF, sizeof all);
    int code = posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
#define DO(step) \
    if (code == 0) code = (step)
    DO(posix_spawnattr_setpgroup(attributes, 0));
    DO(posix_spawnattr_setsigmask(attributes, &none));
    DO(posix_spawnattr_setsigdefault(attributes, &all));
    DO(posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO));
    DO(posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0));
    DO(posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0));
    DO(posix_spawn_file_actions_addclosefrom_np(actions, 3));
    DO(posix_spawn_file_actions_addchdir_np(actions, "/"));
    DO(posix_spawn(child, program->path, actions, attributes, program->arguments,
                   program->environment));
    return code;
}

int cspawn_start(const struct cspawn_program *program, const void *input, size_t length,
                 pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int pipe = filled_pipe(input, length);
    if (pipe < 0) return errno;
    int code = posix_spawn_file_actions_init(&actions);
    if (code == 0) {
        code = posix_spawnattr_init(&attributes);
        if (code == 0) {
            code = spawn(program, pipe, &actions, &attributes, child);
            posix_spawnattr_destroy(&attributes);
        }
        posix_spawn_file_actions_destroy(&actions);
    }
    close(pipe);
    return code;
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

int cspawn_wait(pid_t child, int milliseconds, int stop) {
    long long deadline = now() + milliseconds;
    int descriptor = pidfd_open(child, 0);
    if (descriptor < 0) return 0;
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    struct pollfd watched[] = {{descriptor, POLLIN, 0}, {stop, POLLIN, 0}};
    int count = 0;
    for (;;) {
        long long left = deadline - now();
        count = poll(watched, 2, left > INT_MAX ? INT_MAX : left < 0 ? 0 : (int)left);
        if (count >= 0 || errno != EINTR) break;
    }
    close(descriptor);
    if (count <= 0) return 0;
    return watched[0].revents != 0 ? 1 : -1;
}

void cspawn_signal_group(pid_t child, int signal) { kill(-child, signal); }

int cspawn_reap(pid_t child) {
    // The leader's number is taken until it is reaped, so no other group can have it.
    kill(-child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -SIGKILL;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}
