// syncfs is a GNU extension, so it is declared here and not where Swift imports C.
#define _GNU_SOURCE
#include "CDisk.h"

#include <unistd.h>

int cdisk_sync(int descriptor) { return syncfs(descriptor); }
