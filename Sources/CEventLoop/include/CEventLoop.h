// What a poll(2) loop needs of Linux: signals as bytes on a pipe, a descriptor to be woken by,
// and a process whose memory others cannot read.
#ifndef EARSHOT_CEVENTLOOP_H
#define EARSHOT_CEVENTLOOP_H

/// Opens the pipe and routes `count` signals to it, one byte (the signal's number) each.
/// Returns the end to read from, or -1 with errno set. A later call takes over its signals.
int earshot_signals_open(const int *signals, int count);

/// Gives a signal its default action back, raises it, and routes it to the pipe again when the
/// process goes on. For SIGTSTP: the process stops inside this call.
void earshot_signals_default_and_raise(int signal);

/// A descriptor that is readable once woken (an eventfd), or -1 with errno set.
int earshot_wake_open(void);
void earshot_wake(int descriptor);
/// Makes the descriptor unreadable again.
void earshot_wake_clear(int descriptor);

/// Asks `question` on the terminal `tty` and reads one line without showing it, into `line`, its end
/// left out. A line
/// longer than `capacity` is read to its end and counts as empty. Returns its length; -1 with errno
/// set, EINTR when a signal came, which was then raised again with the terminal as it was before;
/// -2 when the input ended.
int earshot_read_unseen(int tty, const char *question, unsigned char *line, int capacity);
/// Whether the signal that ended the last such line stopped the process for a while.
int earshot_unseen_was_stopped(void);

/// A descriptor that is readable once `path` was written to (inotify), or -1 with errno set.
int earshot_watch_open(const char *path);
/// Makes the descriptor unreadable until it is written to again.
void earshot_watch_clear(int descriptor);

/// Forbids core dumps and reading by debuggers of the same user. Returns 0, or -1 with errno set.
int earshot_process_seal(void);

#endif
