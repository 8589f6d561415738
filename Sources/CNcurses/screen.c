// The screen: opening, drawing, giving back.
#include "internal.h"

#include <curses.h>

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *input_stream;
static FILE *output_stream;
// Copies: what Swift hands over lives only as long as the call.
static char *mode_extras;
static char *mode_undo;
static int shown_cursor = -1;

bool cn_use_locale(const char *fallback) {
    const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    bool named = false;
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') named = true;
    }
    // A locale that is named but not installed leaves plain C; the fallback is meant then too.
    if (!named || setlocale(LC_CTYPE, "") == NULL) setlocale(LC_CTYPE, fallback);
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool cn_window_size(int fd, int *columns, int *rows) {
    struct winsize window;
    if (ioctl(fd, TIOCGWINSZ, &window) != 0 || window.ws_col == 0 || window.ws_row == 0)
        return false;
    *columns = window.ws_col;
    *rows = window.ws_row;
    return true;
}

static void release_streams(void) {
    if (input_stream != NULL) fclose(input_stream);
    if (output_stream != NULL) fclose(output_stream);
    input_stream = NULL;
    output_stream = NULL;
}

static bool open_streams(int input, int output) {
    int in = dup(input);
    int out = dup(output);
    input_stream = in < 0 ? NULL : fdopen(in, "r");
    output_stream = out < 0 ? NULL : fdopen(out, "w");
    if (input_stream == NULL && in >= 0) close(in);
    if (output_stream == NULL && out >= 0) close(out);
    return input_stream != NULL && output_stream != NULL;
}

bool cn_open(const char *term, int input, int output, const char *extras, const char *undo) {
    if (screen != NULL) return false;
    cn_arm_crash_handler(input, output, undo);
    if (!open_streams(input, output)
        || (screen = newterm(term, output_stream, input_stream)) == NULL) {
        release_streams();
        cn_disarm_crash_handler();
        return false;
    }
    cn_set_crash_leave(cn_leave_sequence());
    mode_extras = strdup(extras);
    mode_undo = strdup(undo);
    raw();
    noecho();
    nonl();
    // A frame is never cut short because a key is waiting.
    typeahead(-1);
    intrflush(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    shown_cursor = -1;
    wrefresh(stdscr);
    cn_write_all(output, extras);
    return true;
}

// The last frame is wiped first: some terminals keep the second screen for who looks at it later,
// and those without one would leave the clip in front of the shell.
static void leave(void) {
    werase(stdscr);
    wrefresh(stdscr);
    cn_write_all(fileno(output_stream), mode_undo);
    curs_set(1);
    endwin();
    shown_cursor = -1;
}

void cn_close(void) {
    if (screen == NULL) return;
    if (!isendwin()) leave();
    delscreen(screen);
    screen = NULL;
    free(mode_extras);
    free(mode_undo);
    mode_extras = NULL;
    mode_undo = NULL;
    release_streams();
    cn_disarm_crash_handler();
}

void cn_suspend(void) {
    if (screen == NULL || isendwin()) return;
    def_prog_mode();
    leave();
}

void cn_resume(void) {
    if (screen == NULL || !isendwin()) return;
    reset_prog_mode();
    clearok(curscr, TRUE);
    wrefresh(stdscr);
    cn_write_all(fileno(output_stream), mode_extras);
}

int cn_pair_limit(void) { return screen != NULL && has_colors() ? COLOR_PAIRS : 0; }

void cn_make_pair(int pair, int foreground, int background) {
    init_extended_pair(pair, foreground, background);
}

void cn_put(int x, int y, const uint32_t *scalars, int count, unsigned attributes, int pair) {
    if (screen == NULL) return;
    wchar_t text[CCHARW_MAX + 1];
    if (count > CCHARW_MAX) count = CCHARW_MAX;
    for (int i = 0; i < count; i++) text[i] = (wchar_t)scalars[i];
    text[count] = L'\0';
    attr_t look = WA_NORMAL;
    if (attributes & 1) look |= WA_BOLD;
    if (attributes & 2) look |= WA_DIM;
    if (attributes & 4) look |= WA_ITALIC;
    if (attributes & 8) look |= WA_UNDERLINE;
    if (attributes & 16) look |= WA_REVERSE;
    cchar_t cell;
    if (setcchar(&cell, text, look, 0, &pair) == OK) mvwadd_wch(stdscr, y, x, &cell);
}

void cn_forget(void) {
    if (screen != NULL) clearok(curscr, TRUE);
}

void cn_resize(int columns, int rows) {
    if (screen == NULL) return;
    resizeterm(rows, columns);
    werase(stdscr);
    clearok(curscr, TRUE);
}

void cn_show(int cursor_x, int cursor_y, const char *begin, const char *end) {
    if (screen == NULL || isendwin()) return;
    int output = fileno(output_stream);
    bool visible = cursor_x >= 0 && cursor_y >= 0;
    if (begin != NULL) cn_write_all(output, begin);
    if (visible) wmove(stdscr, cursor_y, cursor_x);
    wnoutrefresh(stdscr);
    doupdate();
    if (shown_cursor != visible) {
        curs_set(visible ? 1 : 0);
        shown_cursor = visible;
        fflush(output_stream);
    }
    if (end != NULL) cn_write_all(output, end);
}
