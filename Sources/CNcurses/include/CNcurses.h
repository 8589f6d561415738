// What the program uses of ncurses, as functions: its macros and globals do not reach Swift.
// All of it belongs to one thread, except the crash handler, which the system calls.
#ifndef EARSHOT_CNCURSES_H
#define EARSHOT_CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

/// What terminfo says of a terminal.
typedef struct {
    /// Whether there is an entry of that name.
    bool known;
    /// Whether it can move the cursor and clear the screen, and is neither paper nor generic.
    bool full_screen;
    /// Colours it has; 0 when it has none.
    int colors;
    /// Whether colour numbers are red, green and blue themselves.
    bool direct_color;
} cn_facts;

/// Looks `term` up; changes no terminal.
cn_facts cn_look_up(const char *term);

/// Makes the locale's character set that of the environment, or `fallback` where the environment
/// names none. Returns whether it is UTF-8.
bool cn_use_locale(const char *fallback);

/// The window's size in cells; false when the terminal does not tell.
bool cn_window_size(int fd, int *columns, int *rows);

/// Takes the screen of the terminal on `input` and `output`: alternate screen, raw input,
/// `extras` (escape sequences for modes ncurses does not know) switched on, `undo` off again
/// when it is given back. Returns false when ncurses refuses.
bool cn_open(const char *term, int input, int output, const char *extras, const char *undo);

/// Gives the screen back for good. Safe when it is not open.
void cn_close(void);

/// Gives the screen back until `cn_resume`.
void cn_suspend(void);
void cn_resume(void);

/// Colour pairs that may be made, and one made of two colour numbers; -1 is the default colour.
int cn_pair_limit(void);
void cn_make_pair(int pair, int foreground, int background);

/// Writes one cell: `count` scalars, at most five, the first a spacing one.
/// `attributes`: 1 bold, 2 dim, 4 italic, 8 underline, 16 reverse.
void cn_put(int x, int y, const uint32_t *scalars, int count, unsigned attributes, int pair);

/// Makes ncurses forget what it believes to be on the screen.
void cn_forget(void);

/// Tells ncurses the window's size.
void cn_resize(int columns, int rows);

/// Shows what was written, the cursor at a place or, with a negative one, hidden. `begin` and
/// `end` are sent around it when not null.
void cn_show(int cursor_x, int cursor_y, const char *begin, const char *end);

/// Bytes that have arrived, up to `capacity`, without waiting: 0 when there are none, -1 when the
/// terminal is gone.
long cn_read(int fd, uint8_t *bytes, long capacity);

/// The byte that erases a character on this line (stty's `erase`), or -1.
int cn_erase_byte(int fd);

/// Sends what is written to standard error to the file at `path` (made with mode 0600) until
/// `cn_restore_stderr`. Returns 0 or an errno.
int cn_redirect_stderr(const char *path);
void cn_restore_stderr(void);

#endif
