// SPDX-License-Identifier: GPL-3.0-or-later
// The language packs and the schemas of the outputs, embedded in the binary: no resource bundle has to lie beside the executable.
#ifndef CPACKS_H
#define CPACKS_H
#include <stddef.h>

/// One embedded file. `name` is its path below the pack folder ("nl/citations.yaml"), or "schemas/…".
struct griffier_embedded_file {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

/// All embedded files; the array ends with an entry whose `name` is NULL.
const struct griffier_embedded_file *griffier_embedded_files(void);
#endif
