// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "layers.h"
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// Written out: the headers of Debian 12 are older than the kernels this may run on.
#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define READ_FILE (1ull << 2)
#define READ_DIR (1ull << 3)

struct ruleset {
  uint64_t handled_fs;
  uint64_t handled_net;
  uint64_t scoped;
};

struct __attribute__((packed)) path_rule {
  uint64_t allowed;
  int32_t parent;
};

// What poppler, fontconfig and the C library open while they read: their own data, never the user's.
static const char *const readable[] = {
    "/usr/share/poppler", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/etc/fonts",
    "/var/cache/fontconfig", "/usr/lib", "/lib", NULL,
};

int griffier_enter_landlock(void) {
  long abi = syscall(CREATE_RULESET, NULL, 0, 1);
  if (abi < 1) return -1;
  // Version 1 knows 13 rights on files, 2 linking across folders, 3 truncation, 5 device control; 4 ports; 6 signals and sockets.
  struct ruleset rules = {.handled_fs = (1ull << 13) - 1};
  if (abi >= 2) rules.handled_fs |= 1ull << 13;
  if (abi >= 3) rules.handled_fs |= 1ull << 14;
  if (abi >= 5) rules.handled_fs |= 1ull << 15;
  if (abi >= 4) rules.handled_net = 3;
  if (abi >= 6) rules.scoped = 3;
  size_t size = abi >= 6 ? sizeof rules : abi >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, handled_net);
  int fd = (int)syscall(CREATE_RULESET, &rules, size, 0);
  if (fd < 0) return -1;
  for (const char *const *path = readable; *path != NULL; path++) {
    struct path_rule rule = {.allowed = READ_FILE | READ_DIR};
    rule.parent = open(*path, O_PATH | O_CLOEXEC);
    if (rule.parent < 0) continue;
    syscall(ADD_RULE, fd, 1, &rule, 0);
    close(rule.parent);
  }
  long result = syscall(RESTRICT_SELF, fd, 0);
  close(fd);
  return result == 0 ? 0 : -1;
}
