// Starting programs from a threaded test process: what must happen between fork and exec.
#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>
#include <termios.h>

/// What to start. Arrays end with NULL; `directory` may be NULL.
struct cpt_program {
    const char *path;
    char *const *arguments;
    char *const *environment;
    const char *directory;
};

/// Starts a program as leader of a session on a new pseudo-terminal. Its signal mask is empty,
/// its dispositions are the default ones, and only descriptors 0 to 2 are open. Gives the
/// non-blocking, close-on-exec master and the process id. Returns 0, else the errno of what
/// failed, execve included.
int cpt_spawn_on_terminal(const struct cpt_program *program, unsigned short rows,
                          unsigned short columns, int *master, pid_t *child);

/// The same without a terminal, with `output` and `errors` as descriptors 1 and 2 and nothing
/// to read.
int cpt_spawn(const struct cpt_program *program, int output, int errors, pid_t *child);

/// A pipe whose ends no other program inherits: ends[0] to read, ends[1] to write. Returns 0 or -1.
int cpt_open_pipe(int ends[2]);

/// A descriptor that polls readable when the process ends, or -1.
int cpt_open_process(pid_t child);

/// Sets the size of the terminal behind `master`. Returns 0 or -1.
int cpt_resize(int master, unsigned short rows, unsigned short columns);

/// Whether a status as of waitpid is a plain exit, and its code; else the signal's number.
int cpt_exited(int status);
int cpt_exit_code(int status);
int cpt_signal(int status);

#endif
