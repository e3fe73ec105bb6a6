// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CXML2_SHIM_H
#define CXML2_SHIM_H
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#endif
