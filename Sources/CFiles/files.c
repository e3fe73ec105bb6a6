// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "files.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/statfs.h>

int griffier_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int griffier_volume(const char *path, unsigned long *kind, unsigned long *free) {
  struct statfs status;
  if (statfs(path, &status) != 0) return -1;
  // The kernel's numbers of kinds have 32 bits.
  *kind = (unsigned long)status.f_type & 0xFFFFFFFFul;
  if (__builtin_mul_overflow((unsigned long)status.f_bavail, (unsigned long)status.f_bsize, free)) *free = ~0ul;
  return 0;
}
