// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CPOPPLER_SHIM_H
#define CPOPPLER_SHIM_H
#include <poppler.h>
#endif
