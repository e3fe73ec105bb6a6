#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs griffier under what goes wrong in years of nights, and prints a line a test: figure, target, verdict.

    python3 tools/soak [--bin .build/release] [--hostile FOLDER] [--quick] [R5 R6 ...]

Needs griffier, griffier-worker, fault-worker, workbench and libfault-shim.so in one folder (make soak builds them). Exits with 1 when
a target is missed. A row that cannot run on this machine says so and counts as missed.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import time

# Nothing is left beside the sources.
sys.dont_write_bytecode = True

from disks import Disks
from folders import Folders
from hostile import Hostile
from interruptions import Interruptions
from stand import ROOT, Missed
from workers import Workers


class Soak(Hostile, Workers, Interruptions, Disks, Folders):
    """All rows."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", default=os.path.join(ROOT, ".build/release"))
    parser.add_argument("--hostile", default=os.path.join(os.path.dirname(ROOT), "shared/corpora/hostile"))
    parser.add_argument("--quick", action="store_true", help="a sample of each test; says so in its figure")
    parser.add_argument("--expect", action="store_true", help="write tools/hostile.tsv anew")
    parser.add_argument("rows", nargs="*", help="R1 to R21; all by default")
    options = parser.parse_args()
    # Stopped, it still takes away what it has made.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    soak, missed, begun = Soak(options), 0, time.monotonic()
    try:
        if options.expect:
            return soak.expectations()
        print("| row | test | target | figure | verdict | time |\n| --- | --- | --- | --- | --- | --- |", flush=True)
        # R20 looks at the accounts of all the others.
        order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 20]
        for row in options.rows or [f"R{number}" for number in order]:
            test = getattr(soak, row)
            what, target = (part.strip() for part in test.__doc__.split("Target:"))
            begin = time.monotonic()
            try:
                figure, verdict = test(), "holds" if not options.quick else "holds (sample)"
            except (Missed, subprocess.SubprocessError, OSError, ValueError, IndexError, KeyError) as error:
                figure, verdict = str(error) or repr(error), "MISSED"
                missed += 1
            cells = [row, what, target, figure, verdict, f"{time.monotonic() - begin:.0f} s"]
            print("| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |", flush=True)
    finally:
        for folder in (soak.scratch, soak.memory_scratch):
            shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{missed} missed; {time.monotonic() - begun:.0f} s")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
