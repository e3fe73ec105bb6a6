// SPDX-License-Identifier: GPL-3.0-or-later
// The parent uses GLib for one thing: SHA-256 (GChecksum), so that no cryptography is written or built here.
#ifndef CGLIB_SHIM_H
#define CGLIB_SHIM_H
#include <glib.h>
#endif
