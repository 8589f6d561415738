// Reading the keyboard, and keeping libraries' messages off the screen.
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

static int saved_stderr = -1;

long cn_read(int fd, uint8_t *bytes, long capacity) {
    struct pollfd state = {fd, POLLIN, 0};
    int ready = poll(&state, 1, 0);
    if (ready <= 0) return 0;
    if (!(state.revents & POLLIN)) return state.revents & (POLLHUP | POLLERR | POLLNVAL) ? -1 : 0;
    ssize_t count = read(fd, bytes, (size_t)capacity);
    if (count > 0) return count;
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
    return -1;
}

int cn_erase_byte(int fd) {
    struct termios line;
    return tcgetattr(fd, &line) == 0 ? line.c_cc[VERASE] : -1;
}

int cn_redirect_stderr(const char *path) {
    if (saved_stderr >= 0) return 0;
    int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0600);
    if (log < 0) return errno;
    int saved = fcntl(2, F_DUPFD_CLOEXEC, 3);
    if (saved < 0 || dup2(log, 2) < 0) {
        int why = errno;
        if (saved >= 0) close(saved);
        close(log);
        return why;
    }
    close(log);
    saved_stderr = saved;
    cn_set_crash_stderr(saved);
    return 0;
}

void cn_restore_stderr(void) {
    if (saved_stderr < 0) return;
    cn_set_crash_stderr(-1);
    dup2(saved_stderr, 2);
    close(saved_stderr);
    saved_stderr = -1;
}
