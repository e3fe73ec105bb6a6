// SPDX-License-Identifier: GPL-3.0-or-later
// Goes before the C library (LD_PRELOAD) and lets the n-th call that changes a file go wrong, or the n-th that reads one.
//
// GRIFFIER_FAULT=KIND:N with KIND kill (the process dies before the call), eio or eintr (that call fails), short (that write
// takes half), enospc (from that call on nothing can be written); and for calls that read, read-eio, read-eintr, read-short.
// GRIFFIER_FAULT_COUNT=FILE gets a byte for each call counted.
// GRIFFIER_FAULT_CLOCK=SECONDS lets the machine's clock jump ahead by so much and back, ten times a second.
// GRIFFIER_FAULT_LOG=FILE gets every call with its data, from which a loss of power can be replayed.
// Sockets, pipes and terminals do not count: nothing of them outlives the process.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum kind { none, die, eio, eintr, half, enospc, read_eio, read_eintr, read_half };

static enum kind kind = none;
static long nth = -1;
static atomic_long calls;
static int counter = -1;
static int logger = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *fault = getenv("GRIFFIER_FAULT");
  const char *count = getenv("GRIFFIER_FAULT_COUNT");
  const char *log = getenv("GRIFFIER_FAULT_LOG");
  if (fault) {
    static const char *names[] = {"",        "kill:",     "eio:",        "eintr:",     "short:",
                                  "enospc:", "read-eio:", "read-eintr:", "read-short:"};
    for (int i = 1; i < 9; i++)
      if (strncmp(fault, names[i], strlen(names[i])) == 0) {
        kind = (enum kind)i;
        nth = atol(fault + strlen(names[i]));
      }
  }
  if (count) counter = REAL(open)(count, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (log) logger = REAL(open)(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

// Seconds by which the machine's clock is off just now. The monotonic clock is the one that nobody sets.
static time_t jump(void) {
  static long seconds = -1;
  if (seconds < 0) seconds = getenv("GRIFFIER_FAULT_CLOCK") ? atol(getenv("GRIFFIER_FAULT_CLOCK")) : 0;
  if (seconds == 0) return 0;
  struct timespec now;
  REAL(clock_gettime)(CLOCK_MONOTONIC, &now);
  long phase = now.tv_nsec / 100000000 % 3;
  return phase == 0 ? 0 : phase == 1 ? seconds : -seconds;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = REAL(clock_gettime)(clock, time);
  if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += jump();
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  int result = REAL(gettimeofday)(time, zone);
  if (result == 0) time->tv_sec += jump();
  return result;
}

static int outlives(int fd) {
  struct stat status;
  if (fd == counter || fd == logger || fd < 3 || fstat(fd, &status) != 0) return 0;
  return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
}

// What this call, which changes a file, is to suffer.
static enum kind turn(int grows) {
  if (kind >= read_eio) return none;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (counter >= 0) REAL(write)(counter, ".", 1);
  if (kind == enospc) return grows && number >= nth ? enospc : none;
  if (number != nth) return none;
  if (kind == die) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  return kind;
}

// A line of the log: what, path, a number, the length of the data that follow.
static void note(const char *what, int fd, const char *path, int64_t number, const void *data, size_t length) {
  if (logger < 0) return;
  char link[64], name[PATH_MAX], head[PATH_MAX + 64];
  if (!path) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, name, sizeof name - 1);
    name[got < 0 ? 0 : got] = 0;
    path = name;
  }
  int size = snprintf(head, sizeof head, "%s\t%s\t%lld\t%zu\n", what, path, (long long)number, length);
  pthread_mutex_lock(&lock);
  REAL(write)(logger, head, (size_t)size);
  if (length) REAL(write)(logger, data, length);
  pthread_mutex_unlock(&lock);
}

static int fails(enum kind fault) {
  if (fault == none || fault == half) return 0;
  errno = fault == eio ? EIO : fault == eintr ? EINTR : ENOSPC;
  return 1;
}

// What this call, which reads a file, is to suffer.
static enum kind reading(int fd) {
  if (kind < read_eio || !outlives(fd)) return none;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (counter >= 0) REAL(write)(counter, ".", 1);
  if (number != nth) return none;
  return kind == read_eio ? eio : kind == read_eintr ? eintr : half;
}

ssize_t read(int fd, void *data, size_t size) {
  enum kind fault = reading(fd);
  if (fails(fault)) return -1;
  return REAL(read)(fd, data, fault == half && size > 1 ? size / 2 : size);
}

ssize_t pread64(int fd, void *data, size_t size, off64_t offset) {
  enum kind fault = reading(fd);
  if (fails(fault)) return -1;
  return REAL(pread64)(fd, data, fault == half && size > 1 ? size / 2 : size, offset);
}

ssize_t pread(int fd, void *data, size_t size, off_t offset) { return pread64(fd, data, size, offset); }

// A file that is made or emptied by being opened.
static int begins(int flags) {
  return (flags & O_ACCMODE) != O_RDONLY && (flags & (O_CREAT | O_TRUNC)) && (flags & O_TMPFILE) != O_TMPFILE;
}

static void opened(int fd, int flags) {
  struct stat status;
  if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) note("open", fd, 0, flags & O_TRUNC ? 1 : 0, 0, 0);
}

#define OPEN(name)                                       \
  int name(const char *path, int flags, ...) {           \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    mode_t mode = va_arg(rest, mode_t);                  \
    va_end(rest);                                        \
    if (!begins(flags)) return REAL(name)(path, flags, mode); \
    if (fails(turn(1))) return -1;                       \
    int fd = REAL(name)(path, flags, mode);              \
    opened(fd, flags);                                   \
    return fd;                                           \
  }

#define OPENAT(name)                                            \
  int name(int folder, const char *path, int flags, ...) {      \
    va_list rest;                                               \
    va_start(rest, flags);                                      \
    mode_t mode = va_arg(rest, mode_t);                         \
    va_end(rest);                                               \
    if (!begins(flags)) return REAL(name)(folder, path, flags, mode); \
    if (fails(turn(1))) return -1;                              \
    int fd = REAL(name)(folder, path, flags, mode);             \
    opened(fd, flags);                                          \
    return fd;                                                  \
  }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t size) {
  if (!outlives(fd)) return REAL(write)(fd, data, size);
  enum kind fault = turn(1);
  if (fails(fault)) return -1;
  if (fault == half && size > 1) size /= 2;
  ssize_t done = REAL(write)(fd, data, size);
  if (done > 0) note("write", fd, 0, lseek(fd, 0, SEEK_CUR) - done, data, (size_t)done);
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  if (!outlives(fd)) return REAL(pwrite64)(fd, data, size, offset);
  enum kind fault = turn(1);
  if (fails(fault)) return -1;
  if (fault == half && size > 1) size /= 2;
  ssize_t done = REAL(pwrite64)(fd, data, size, offset);
  if (done > 0) note("write", fd, 0, offset, data, (size_t)done);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

#define SYNC(name)                                     \
  int name(int fd) {                                   \
    if (!outlives(fd)) return REAL(name)(fd);          \
    if (fails(turn(0))) return -1;                     \
    int result = REAL(name)(fd);                       \
    if (result == 0) note("sync", fd, 0, 0, 0, 0);     \
    return result;                                     \
  }

SYNC(fsync)
SYNC(fdatasync)

int ftruncate64(int fd, off64_t size) {
  if (!outlives(fd)) return REAL(ftruncate64)(fd, size);
  if (fails(turn(0))) return -1;
  int result = REAL(ftruncate64)(fd, size);
  if (result == 0) note("truncate", fd, 0, size, 0, 0);
  return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int rename(const char *from, const char *to) {
  if (fails(turn(0))) return -1;
  int result = REAL(rename)(from, to);
  if (result == 0) note("rename", -1, from, 0, to, strlen(to));
  return result;
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags) {
  if (fails(turn(0))) return -1;
  return REAL(renameat2)(from_folder, from, to_folder, to, flags);
}

int unlink(const char *path) {
  if (fails(turn(0))) return -1;
  int result = REAL(unlink)(path);
  if (result == 0) note("unlink", -1, path, 0, 0, 0);
  return result;
}

int mkdir(const char *path, mode_t mode) {
  if (fails(turn(1))) return -1;
  int result = REAL(mkdir)(path, mode);
  if (result == 0) note("mkdir", -1, path, 0, 0, 0);
  return result;
}
