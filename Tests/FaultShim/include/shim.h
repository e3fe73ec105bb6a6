// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing to call: what is here takes the place of functions of the C library.
