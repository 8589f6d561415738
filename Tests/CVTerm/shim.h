// libvterm, the screen behind the pseudo-terminal of the tests.
#include <vterm.h>
