# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold every line of JSON Lines files against a JSON Schema (2020-12).

    python3 tools/validate_lines.py schemas/letter.schema.json out/kamerbrieven/letters.jsonl

Prints the number of lines that fit; each that does not gives a line on standard error, and the exit code is 1.
Needs python3-jsonschema (Debian's, 4.10 or later).
"""

import json
import sys

from jsonschema import Draft202012Validator


def main(schema_path, *paths):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    good = bad = 0
    for path in paths:
        with open(path, encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                errors = list(validator.iter_errors(json.loads(line)))
                for error in errors[:5]:
                    place = "/".join(map(str, error.absolute_path))
                    print(f"{path}:{number}: {place}: {error.message[:300]}", file=sys.stderr)
                if errors:
                    bad += 1
                else:
                    good += 1
    print(good)
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: validate_lines.py SCHEMA FILE...")
    sys.exit(main(*sys.argv[1:]))
