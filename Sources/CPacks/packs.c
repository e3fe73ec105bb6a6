// SPDX-License-Identifier: GPL-3.0-or-later
#include "packs.h"

// #embed is C23; the toolchain's clang has it in every mode, with a remark.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char nl_lexicon[] = {
#embed "nl/lexicon.yaml"
};
static const unsigned char nl_letterhead[] = {
#embed "nl/letterhead.yaml"
};
static const unsigned char nl_citations[] = {
#embed "nl/citations.yaml"
};
static const unsigned char nl_calendar[] = {
#embed "nl/calendar.yaml"
};
static const unsigned char nl_deadlines[] = {
#embed "nl/deadlines.yaml"
};
static const unsigned char nl_offices[] = {
#embed "nl/offices.yaml"
};
static const unsigned char nl_commitments[] = {
#embed "nl/commitments.yaml"
};
static const unsigned char nl_register[] = {
#embed "nl/register.yaml"
};
static const unsigned char nl_report_head[] = {
#embed "nl/report-head.mustache"
};
static const unsigned char nl_report_office[] = {
#embed "nl/report-office.mustache"
};
static const unsigned char nl_report_foot[] = {
#embed "nl/report-foot.mustache"
};
static const unsigned char nl_report_style[] = {
#embed "nl/report.css"
};

static const unsigned char schema_letter[] = {
#embed "../../schemas/letter.schema.json"
};
static const unsigned char schema_sections[] = {
#embed "../../schemas/sections.schema.json"
};
static const unsigned char schema_footnotes[] = {
#embed "../../schemas/footnotes.schema.json"
};
static const unsigned char schema_citations[] = {
#embed "../../schemas/citations.schema.json"
};
static const unsigned char schema_commitments[] = {
#embed "../../schemas/commitments.schema.json"
};
static const unsigned char schema_failed[] = {
#embed "../../schemas/failed.schema.json"
};
static const unsigned char schema_register[] = {
#embed "../../schemas/register.schema.json"
};

#define FILE_ENTRY(path, array) {path, array, sizeof array}
static const struct griffier_embedded_file files[] = {
    FILE_ENTRY("nl/lexicon.yaml", nl_lexicon),
    FILE_ENTRY("nl/letterhead.yaml", nl_letterhead),
    FILE_ENTRY("nl/citations.yaml", nl_citations),
    FILE_ENTRY("nl/calendar.yaml", nl_calendar),
    FILE_ENTRY("nl/deadlines.yaml", nl_deadlines),
    FILE_ENTRY("nl/offices.yaml", nl_offices),
    FILE_ENTRY("nl/commitments.yaml", nl_commitments),
    FILE_ENTRY("nl/register.yaml", nl_register),
    FILE_ENTRY("nl/report-head.mustache", nl_report_head),
    FILE_ENTRY("nl/report-office.mustache", nl_report_office),
    FILE_ENTRY("nl/report-foot.mustache", nl_report_foot),
    FILE_ENTRY("nl/report.css", nl_report_style),
    FILE_ENTRY("schemas/letter.schema.json", schema_letter),
    FILE_ENTRY("schemas/sections.schema.json", schema_sections),
    FILE_ENTRY("schemas/footnotes.schema.json", schema_footnotes),
    FILE_ENTRY("schemas/citations.schema.json", schema_citations),
    FILE_ENTRY("schemas/commitments.schema.json", schema_commitments),
    FILE_ENTRY("schemas/failed.schema.json", schema_failed),
    FILE_ENTRY("schemas/register.schema.json", schema_register),
    {NULL, NULL, 0},
};

const struct griffier_embedded_file *griffier_embedded_files(void) { return files; }
