// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "layers.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

// What reading, memory, time and an orderly or disorderly end need. Everything else is refused with EPERM.
static const int allowed[] = {
    __NR_read, __NR_write, __NR_readv, __NR_writev, __NR_pread64, __NR_recvfrom, __NR_sendto, __NR_recvmsg, __NR_sendmsg,
    __NR_ppoll, __NR_close, __NR_lseek, __NR_fstat, __NR_newfstatat, __NR_statfs, __NR_fstatfs, __NR_faccessat,
    __NR_readlinkat, __NR_getdents64, __NR_getcwd, __NR_mmap, __NR_mprotect, __NR_munmap, __NR_mremap, __NR_madvise, __NR_brk,
    __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_rt_sigreturn, __NR_sigaltstack, __NR_futex, __NR_set_robust_list,
    __NR_getpid, __NR_gettid, __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid, __NR_getrandom, __NR_clock_gettime,
    __NR_clock_getres, __NR_clock_nanosleep, __NR_nanosleep, __NR_gettimeofday, __NR_sysinfo, __NR_uname, __NR_sched_yield,
    __NR_sched_getaffinity, __NR_getrusage, __NR_prlimit64, __NR_getrlimit, __NR_setrlimit, __NR_restart_syscall, __NR_exit,
    __NR_exit_group,
#ifdef __NR_statx
    __NR_statx,
#endif
#ifdef __NR_faccessat2
    __NR_faccessat2,
#endif
#ifdef __NR_rseq
    __NR_rseq,
#endif
#ifdef __NR_membarrier
    __NR_membarrier,
#endif
#ifdef __NR_poll
    __NR_poll,
#endif
#ifdef __NR_stat
    __NR_stat, __NR_lstat,
#endif
#ifdef __NR_access
    __NR_access,
#endif
#ifdef __NR_readlink
    __NR_readlink,
#endif
#ifdef __NR_time
    __NR_time,
#endif
};
enum { COUNT = sizeof allowed / sizeof allowed[0] };

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSE(error) ANSWER(SECCOMP_RET_ERRNO | (error))
#define UNLESS_EQUAL(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))

int griffier_enter_seccomp(void) {
  struct sock_filter program[COUNT + 32];
  unsigned short n = 0;
  program[n++] = (struct sock_filter)LOAD(arch);
  program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
  program[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_KILL_PROCESS);
  program[n++] = (struct sock_filter)LOAD(nr);
  // glibc falls back on clone, which is refused below, only when clone3 does not exist.
  program[n++] = (struct sock_filter)UNLESS_EQUAL(__NR_clone3, 1);
  program[n++] = (struct sock_filter)REFUSE(ENOSYS);
  // Files for reading only.
  program[n++] = (struct sock_filter)UNLESS_EQUAL(__NR_openat, 4);
  program[n++] = (struct sock_filter)LOAD(args[2]);
  program[n++] =
      (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0, 1);
  program[n++] = (struct sock_filter)REFUSE(EACCES);
  program[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
#ifdef __NR_open
  program[n++] = (struct sock_filter)UNLESS_EQUAL(__NR_open, 4);
  program[n++] = (struct sock_filter)LOAD(args[1]);
  program[n++] =
      (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0, 1);
  program[n++] = (struct sock_filter)REFUSE(EACCES);
  program[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
#endif
  // abort() signals its own process, and no other.
  program[n++] = (struct sock_filter)UNLESS_EQUAL(__NR_tgkill, 4);
  program[n++] = (struct sock_filter)LOAD(args[0]);
  program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 1, 0);
  program[n++] = (struct sock_filter)REFUSE(EPERM);
  program[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
  for (int i = 0; i < COUNT; i++) {
    program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)allowed[i], (uint8_t)(COUNT - i), 0);
  }
  program[n++] = (struct sock_filter)REFUSE(EPERM);
  program[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {.len = n, .filter = program};
  // No thread runs yet, so the filter holds for the whole process.
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0 ? 0 : -1;
}

#else
int griffier_enter_seccomp(void) { return -1; }
#endif
