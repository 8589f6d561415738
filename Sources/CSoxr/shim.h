// The one door to libsoxr.
#include <soxr.h>
