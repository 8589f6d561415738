// The terminfo database: what a terminal can do. Its header's macros (columns, lines, …) are kept
// to this file.
#include "internal.h"

#include <curses.h>
#include <term.h>

static bool has_string(const char *name) {
    const char *value = tigetstr(name);
    return value != NULL && value != (const char *)-1 && value[0] != '\0';
}

cn_facts cn_look_up(const char *term) {
    cn_facts facts = {false, false, 0, false};
    TERMINAL *before = cur_term;
    int status = 0;
    // Descriptor 1 is only asked for its speed.
    if (setupterm(term, 1, &status) != OK) {
        // A generic or hardcopy entry exists but is refused: -1 would be a missing database.
        facts.known = status == 1;
        if (before != NULL) set_curterm(before);
        return facts;
    }
    facts.known = true;
    facts.full_screen = has_string("cup") && has_string("clear") && tigetflag("hc") <= 0
        && tigetflag("gn") <= 0;
    int colors = tigetnum("colors");
    facts.colors = colors > 0 ? colors : 0;
    facts.direct_color = tigetflag("RGB") > 0 || tigetnum("RGB") > 0;
    TERMINAL *mine = cur_term;
    set_curterm(before);
    del_curterm(mine);
    return facts;
}

const char *cn_leave_sequence(void) { return exit_ca_mode; }
