// What a poll(2) loop needs of Linux.
#define _GNU_SOURCE
#include "CEventLoop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

// The pipe each signal goes to: the one opened for it last.
static int write_ends[NSIG];

// Nothing but one byte: whatever else must happen, happens in the loop that reads it.
static void forward(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(write_ends[number], &byte, 1);
    (void)written;
    errno = saved;
}

static int route(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = forward;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL);
}

int earshot_signals_open(const int *signals, int count) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    for (int i = 0; i < count; i++) {
        if (signals[i] <= 0 || signals[i] >= NSIG) {
            errno = EINVAL;
            return -1;
        }
        write_ends[signals[i]] = ends[1];
        if (route(signals[i]) != 0) return -1;
    }
    return ends[0];
}

void earshot_signals_default_and_raise(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
    raise(number);
    route(number);
}

int earshot_wake_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void earshot_wake(int descriptor) { eventfd_write(descriptor, 1); }

void earshot_wake_clear(int descriptor) {
    eventfd_t count;
    eventfd_read(descriptor, &count);
}

int earshot_watch_open(const char *path) {
    int descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (descriptor < 0) return -1;
    if (inotify_add_watch(descriptor, path, IN_MODIFY) < 0) {
        int saved = errno;
        close(descriptor);
        errno = saved;
        return -1;
    }
    return descriptor;
}

void earshot_watch_clear(int descriptor) {
    char events[4096];
    while (read(descriptor, events, sizeof events) > 0) continue;
}

int earshot_process_seal(void) {
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
