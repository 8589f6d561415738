// Posts and mails by libcurl, with all that must hold for each of them set in one place.
#include "CCurl.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

/// What an answer's text may measure; nobody reads it.
enum { longest_answer = 64 * 1024 };

int ccurl_ready(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

struct reading {
    const struct ccurl_parcel *parcel;
    size_t read;
};

static size_t give(char *target, size_t size, size_t count, void *context) {
    struct reading *reading = context;
    size_t left = reading->parcel->length - reading->read;
    size_t part = size * count < left ? size * count : left;
    memcpy(target, reading->parcel->body + reading->read, part);
    reading->read += part;
    return part;
}

/// Counts and forgets; past the bound the transfer ends.
static size_t forget(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    size_t *seen = context;
    *seen += size * count;
    return *seen > longest_answer ? 0 : size * count;
}

static enum ccurl_end ending(CURLcode code, long status) {
    switch (code) {
    case CURLE_OK: return CCURL_ANSWERED;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR: return CCURL_NOT_TRUSTED;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT: return CCURL_UNREACHABLE;
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT: return CCURL_NOT_SENT;
    default:
        // Cut off, by us or by them: what was answered before counts.
        return status > 0 ? CCURL_ANSWERED : CCURL_UNREACHABLE;
    }
}

/// What holds for everything that is sent. 0 where memory is out.
static int prepare(CURL *curl, const struct ccurl_parcel *parcel, const char *protocols,
                   size_t *seen) {
    CURLcode code = CURLE_OK;
#define SET(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt(curl, option, value)
    SET(CURLOPT_URL, parcel->url);
    SET(CURLOPT_PROTOCOLS_STR, protocols);
    // Time-outs without signals: there are other threads.
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, parcel->connect_milliseconds);
    SET(CURLOPT_TIMEOUT_MS, parcel->whole_milliseconds);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_WRITEFUNCTION, forget);
    SET(CURLOPT_WRITEDATA, seen);
    if (parcel->direct) SET(CURLOPT_NOPROXY, "*");
    if (parcel->authorities) SET(CURLOPT_CAINFO, parcel->authorities);
    return code == CURLE_OK;
}

static struct ccurl_answer perform(CURL *curl) {
    struct ccurl_answer answer = {CCURL_NOT_SENT, 0};
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    answer.end = ending(code, answer.status);
    return answer;
}

struct ccurl_answer ccurl_post(const struct ccurl_parcel *parcel, const char *const *headers,
                               int header_count) {
    struct ccurl_answer answer = {CCURL_NOT_SENT, 0};
    struct curl_slist *list = NULL;
    size_t seen = 0;
    CURL *curl = curl_easy_init();
    if (curl == NULL) return answer;
    CURLcode code = prepare(curl, parcel, "http,https", &seen) ? CURLE_OK : CURLE_FAILED_INIT;
    for (int i = 0; i < header_count && code == CURLE_OK; i++) {
        struct curl_slist *longer = curl_slist_append(list, headers[i]);
        if (longer == NULL)
            code = CURLE_OUT_OF_MEMORY;
        else
            list = longer;
    }
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)parcel->length);
    SET(CURLOPT_POSTFIELDS, parcel->body);
    SET(CURLOPT_HTTPHEADER, list);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    if (code == CURLE_OK) answer = perform(curl);
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
    return answer;
}

struct ccurl_answer ccurl_mail(const struct ccurl_parcel *parcel,
                               const struct ccurl_envelope *envelope) {
    struct ccurl_answer answer = {CCURL_NOT_SENT, 0};
    struct reading reading = {parcel, 0};
    size_t seen = 0;
    CURL *curl = curl_easy_init();
    if (curl == NULL) return answer;
    struct curl_slist *to = curl_slist_append(NULL, envelope->to);
    CURLcode code =
        to != NULL && prepare(curl, parcel, "smtp,smtps", &seen) ? CURLE_OK : CURLE_FAILED_INIT;
    SET(CURLOPT_MAIL_FROM, envelope->from);
    SET(CURLOPT_MAIL_RCPT, to);
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, give);
    SET(CURLOPT_READDATA, &reading);
    SET(CURLOPT_USE_SSL, envelope->encrypted ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
    if (envelope->user) SET(CURLOPT_USERNAME, envelope->user);
    if (envelope->password) SET(CURLOPT_PASSWORD, envelope->password);
    if (code == CURLE_OK) answer = perform(curl);
    curl_slist_free_all(to);
    curl_easy_cleanup(curl);
    return answer;
}

static int copy_part(CURLU *address, CURLUPart part, char *target, size_t room) {
    char *text = NULL;
    if (curl_url_get(address, part, &text, 0) != CURLUE_OK) return 0;
    int length = snprintf(target, room, "%s", text);
    curl_free(text);
    return length > 0 && (size_t)length < room;
}

int ccurl_read_address(const char *url, struct ccurl_place *place) {
    CURLU *address = curl_url();
    if (address == NULL) return 0;
    char *login = NULL;
    int good = curl_url_set(address, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK
        && copy_part(address, CURLUPART_SCHEME, place->scheme, sizeof place->scheme)
        && copy_part(address, CURLUPART_HOST, place->host, sizeof place->host);
    place->has_login = good
        && (curl_url_get(address, CURLUPART_USER, &login, 0) == CURLUE_OK
            || curl_url_get(address, CURLUPART_PASSWORD, &login, 0) == CURLUE_OK);
    curl_free(login);
    curl_url_cleanup(address);
    return good;
}
