// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CCOLOUR_H
#define CCOLOUR_H
/// Names this module's code to the linker; does nothing.
void griffier_no_colour(void);
#endif
