// The one door to libsonic.
#include <sonic.h>
