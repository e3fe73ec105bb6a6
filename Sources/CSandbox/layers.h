// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LAYERS_H
#define LAYERS_H

/// Each returns 0 when its layer holds, -1 when the system does not go along.
int griffier_enter_limits(void);
int griffier_enter_landlock(void);
int griffier_enter_seccomp(void);
#endif
