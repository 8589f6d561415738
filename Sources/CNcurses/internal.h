// What the parts of this target share.
#ifndef EARSHOT_CNCURSES_INTERNAL_H
#define EARSHOT_CNCURSES_INTERNAL_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#define _GNU_SOURCE 1

#include "CNcurses.h"

/// Writes all of `text`, also where the terminal takes it in parts. Safe in a signal handler.
void cn_write_all(int fd, const char *text);

/// From now on a crash gives the terminal back as it is at this moment, after sending `undo`.
void cn_arm_crash_handler(int input, int output, const char *undo);

/// What leaves the alternate screen; known once terminfo is read.
void cn_set_crash_leave(const char *leave);
void cn_disarm_crash_handler(void);

/// What leaves the alternate screen of the open terminal; may be null.
const char *cn_leave_sequence(void);

/// Lets a crash's own messages reach the person; -1 when standard error is not redirected.
void cn_set_crash_stderr(int fd);

#endif
