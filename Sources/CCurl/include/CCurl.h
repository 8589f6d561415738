// What the notices need of libcurl. Its own options are set by a variadic call, which Swift cannot
// make.
#ifndef EARSHOT_CCURL_H
#define EARSHOT_CCURL_H

#include <stddef.h>

/// How a transfer ended, in the few ways that make a difference to whoever reads of it.
enum ccurl_end {
    /// The other side answered; `status` says what.
    CCURL_ANSWERED,
    CCURL_UNREACHABLE,
    CCURL_TIMED_OUT,
    /// No encryption, or with somebody who could not show who they are.
    CCURL_NOT_TRUSTED,
    CCURL_NOT_SENT
};

struct ccurl_answer {
    enum ccurl_end end;
    /// The last HTTP or SMTP status; 0 where none came.
    long status;
};

/// What is sent where.
struct ccurl_parcel {
    const char *url;
    const char *body;
    size_t length;
    /// Certificates to believe besides, NULL for the system's alone.
    const char *authorities;
    /// Past every proxy: what stays on the machine goes nowhere else first.
    int direct;
    long connect_milliseconds;
    long whole_milliseconds;
};

struct ccurl_envelope {
    /// Between angle brackets, as SMTP has them.
    const char *from;
    const char *to;
    /// NULL where the server asks for none.
    const char *user;
    const char *password;
    /// Nothing is said before the line is encrypted.
    int encrypted;
};

/// Makes libcurl ready, once in a process and before anything else here. Returns 0 where it is not.
int ccurl_ready(void);

/// Posts the parcel by HTTP. Follows no redirection, and reads no more than a little of the answer.
struct ccurl_answer ccurl_post(const struct ccurl_parcel *parcel, const char *const *headers,
                               int header_count);

/// Hands the parcel, a mail with its headers, to an SMTP server.
struct ccurl_answer ccurl_mail(const struct ccurl_parcel *parcel,
                               const struct ccurl_envelope *envelope);

/// The parts of an address that decide where it leads, as libcurl itself reads it.
struct ccurl_place {
    char scheme[16];
    char host[256];
    int has_login;
};

/// Returns 0 where `url` is no address.
int ccurl_read_address(const char *url, struct ccurl_place *place);

#endif
