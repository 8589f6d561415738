// The one door to libebur128.
#include <ebur128.h>
