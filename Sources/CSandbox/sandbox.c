// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "sandbox.h"
#include "layers.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int griffier_enter_sandbox(void) {
  int layers = 0;
  if (griffier_enter_limits() == 0) layers |= GRIFFIER_LIMITS;
  if (griffier_enter_landlock() == 0) layers |= GRIFFIER_LANDLOCK;
  if (griffier_enter_seccomp() == 0) layers |= GRIFFIER_SECCOMP;
  return layers;
}

int griffier_try_deeds(void) {
  int denied = 0;
  int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  if (fd < 0) denied |= GRIFFIER_READ;
  if (fd >= 0) close(fd);
  // A name that cannot be there, in a folder where anybody may write.
  fd = open("/dev/shm/.griffier-worker-must-not-write", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) denied |= GRIFFIER_WRITE;
  if (fd >= 0) {
    close(fd);
    unlink("/dev/shm/.griffier-worker-must-not-write");
  }
  fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) denied |= GRIFFIER_CONNECT;
  if (fd >= 0) close(fd);
  char *const arguments[] = {"true", NULL};
  pid_t child = fork();
  if (child == 0) {
    execve("/bin/true", arguments, arguments + 1);
    _exit(42);
  }
  if (child > 0) {
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 42) denied |= GRIFFIER_EXECUTE;
  } else {
    denied |= GRIFFIER_FORK;
    // Whatever keeps a process from forking is meant to keep it from this; were it not, this worker would end here, unready.
    execve("/bin/true", arguments, arguments + 1);
    denied |= GRIFFIER_EXECUTE;
  }
  if (kill(getppid(), 0) != 0) denied |= GRIFFIER_SIGNAL;
  // Unlike PTRACE_ATTACH it does not stop the parent where it is allowed.
  if (ptrace(PTRACE_SEIZE, getppid(), 0, 0) != 0) denied |= GRIFFIER_TRACE;
  return denied;
}
