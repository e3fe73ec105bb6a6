// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t watched = -1;

static void look(int signal) {
  (void)signal;
  int saved = errno;
  struct pollfd entry = {.fd = watched, .events = POLLRDHUP};
  if (poll(&entry, 1, 0) > 0 && (entry.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL))) _exit(0);
  errno = saved;
}

int griffier_exit_on_hangup(int fd) {
  watched = fd;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = look;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGIO, &action, NULL) != 0) return -1;
  if (fcntl(fd, F_SETOWN, getpid()) != 0) return -1;
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags | O_ASYNC) != 0) return -1;
  // The other end may have gone before the signal was asked for.
  look(SIGIO);
  return 0;
}
