// The one door to libpulse.
#include <pulse/pulseaudio.h>
