// A crash wipes the screen and gives the terminal back: tcsetattr, write and dup2 only.
#include "internal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { leave_capacity = 128, undo_capacity = 256, stack_capacity = 64 * 1024 };

// Swift's traps arrive as SIGILL or SIGTRAP.
static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
enum { crash_count = sizeof crashes / sizeof crashes[0] };

static struct sigaction earlier[crash_count];
static struct termios sane;
static bool has_sane;
static volatile sig_atomic_t armed;
static int terminal_input = -1;
static int terminal_output = -1;
static volatile int true_stderr = -1;
static char undo_text[undo_capacity];
static char leave_text[leave_capacity];
static char *stack;

void cn_write_all(int fd, const char *text) {
    size_t left = text == NULL ? 0 : strlen(text);
    while (left > 0) {
        ssize_t written = write(fd, text, left);
        if (written > 0) {
            text += written;
            left -= (size_t)written;
        } else if (written < 0 && errno == EAGAIN) {
            struct pollfd wait = {fd, POLLOUT, 0};
            if (poll(&wait, 1, 1000) <= 0) return;
        } else if (written == 0 || errno != EINTR) {
            return;
        }
    }
}

static void on_crash(int number) {
    if (armed) {
        armed = 0;
        cn_write_all(terminal_output, "\033[H\033[2J");
        cn_write_all(terminal_output, undo_text);
        cn_write_all(terminal_output, "\033[0m\033[?25h");
        cn_write_all(terminal_output, leave_text);
        cn_write_all(terminal_output, "\r\n");
        if (has_sane) tcsetattr(terminal_input, TCSANOW, &sane);
        if (true_stderr >= 0) dup2(true_stderr, 2);
    }
    // The system's default ends it. Not whoever handled the signal before: Swift's backtracer
    // would show memory in which a clip's text may stand, and wait for a key.
    signal(number, SIG_DFL);
    raise(number);
}

static void copy(char *place, size_t capacity, const char *text) {
    place[0] = '\0';
    if (text != NULL && strlen(text) < capacity) strcpy(place, text);
}

void cn_arm_crash_handler(int input, int output, const char *undo) {
    terminal_input = input;
    terminal_output = output;
    has_sane = tcgetattr(input, &sane) == 0;
    copy(undo_text, sizeof undo_text, undo);
    leave_text[0] = '\0';
    // A stack of its own, so that running out of stack is told as well.
    if (stack == NULL) stack = malloc(stack_capacity);
    stack_t own = {.ss_sp = stack, .ss_size = stack_capacity, .ss_flags = 0};
    if (stack != NULL) sigaltstack(&own, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_crash;
    action.sa_flags = SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, &earlier[i]);
    armed = 1;
}

void cn_set_crash_leave(const char *leave) { copy(leave_text, sizeof leave_text, leave); }

void cn_set_crash_stderr(int fd) { true_stderr = fd; }

void cn_disarm_crash_handler(void) {
    if (!armed) return;
    armed = 0;
    for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &earlier[i], NULL);
}
