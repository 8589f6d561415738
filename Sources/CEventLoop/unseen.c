// A line typed without being shown; the terminal shows again on every way out, signals included.
#define _GNU_SOURCE
#include "CEventLoop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int leaving[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
enum { leaving_count = sizeof leaving / sizeof leaving[0] };

static volatile sig_atomic_t arrived;

static void note(int number) { arrived = number; }

int earshot_unseen_was_stopped(void) { return arrived == SIGTSTP; }

// The signals stay blocked but for the wait itself, so that none falls between a look and a read.
static int read_line(int tty, unsigned char *line, int capacity, const sigset_t *waiting) {
    int length = 0;
    for (;;) {
        struct pollfd input = {tty, POLLIN, 0};
        int ready = ppoll(&input, 1, NULL, waiting);
        if (arrived != 0) {
            errno = EINTR;
            return -1;
        }
        if (ready < 0 && errno != EINTR) return -1;
        if (ready <= 0) continue;
        unsigned char byte;
        ssize_t count = read(tty, &byte, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return -1;
        if (count == 0) return -2;
        if (byte == '\n' || byte == '\r') return length > capacity ? 0 : length;
        if (length < capacity) line[length] = byte;
        if (length <= capacity) length++;
    }
}

int earshot_read_unseen(int tty, const char *question, unsigned char *line, int capacity) {
    struct termios shown;
    if (tcgetattr(tty, &shown) != 0) return -1;
    sigset_t blocked, before;
    sigemptyset(&blocked);
    for (int i = 0; i < leaving_count; i++) sigaddset(&blocked, leaving[i]);
    if (pthread_sigmask(SIG_BLOCK, &blocked, &before) != 0) return -1;
    arrived = 0;
    struct sigaction action, earlier[leaving_count];
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < leaving_count; i++) {
        sigaction(leaving[i], NULL, &earlier[i]);
        // What somebody ignores for us, as nohup does, stays ignored.
        if (earlier[i].sa_handler != SIG_IGN) sigaction(leaving[i], &action, NULL);
    }

    struct termios unseen = shown;
    unseen.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
    unseen.c_lflag |= ICANON | ISIG;
    int length = -1;
    // What was typed ahead was typed before anybody was asked.
    if (tcsetattr(tty, TCSAFLUSH, &unseen) == 0) {
        // Asked only now: what is typed the moment it shows must not show.
        ssize_t asked = write(tty, question, strlen(question));
        (void)asked;
        sigset_t waiting = before;
        for (int i = 0; i < leaving_count; i++) sigdelset(&waiting, leaving[i]);
        length = read_line(tty, line, capacity, &waiting);
    }
    int saved = errno;
    // Flushed, so that what was typed of it does not reach the shell.
    tcsetattr(tty, TCSAFLUSH, &shown);
    ssize_t put = write(tty, "\n", 1);
    (void)put;

    for (int i = 0; i < leaving_count; i++) sigaction(leaving[i], &earlier[i], NULL);
    int again = arrived;
    // Swift's backtracer would take this one, and show memory in which a clip may stand.
    if (again == SIGQUIT) signal(SIGQUIT, SIG_DFL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (again != 0) raise(again);
    errno = saved;
    return length;
}
