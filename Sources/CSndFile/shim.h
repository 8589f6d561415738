// The one door to libsndfile.
#include <sndfile.h>
