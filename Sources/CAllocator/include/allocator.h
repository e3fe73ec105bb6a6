// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CALLOCATOR_H
#define CALLOCATOR_H
/// The allocator that malloc is here, with its version: `jemalloc 5.3.0-…`, or `the C library's`. Naming it links it.
const char *griffier_allocator(void);
#endif
