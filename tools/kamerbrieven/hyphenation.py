# SPDX-License-Identifier: GPL-3.0-or-later
"""Places where a Dutch word may be broken, by its syllables. Good enough to typeset a corpus, not a dictionary."""
import re

VOWELS = "aeiouyàáâäèéêëìíîïòóôöùúûü"
# Vowels that stand together in one syllable, the longest first.
NUCLEUS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[" + VOWELS + "]")
# Consonants that begin a syllable together.
ONSETS = {"bl", "br", "ch", "chr", "cl", "cr", "dr", "dw", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "kw", "pl", "pr", "sch", "schr",
          "spr", "str", "tr", "vl", "vr", "wr", "zw", "th"}
WORD = re.compile(r"[a-zà-ÿ]{7,}")


def syllable_starts(word):
    nuclei = [m.span() for m in NUCLEUS.finditer(word)]
    for (_, end), (start, _) in zip(nuclei, nuclei[1:]):
        between = word[end:start]
        if len(between) <= 1:
            at = end
        else:
            onset = next((k for k in (4, 3, 2) if (k < len(between) or between == "sch") and between[-k:] in ONSETS), 1)
            at = end if len(between) == 2 and between in {"bl", "br", "ch", "dr", "gl", "gr", "kl", "kr", "pl", "pr", "tr", "vr"} else start - onset
        if start > end or at == end:
            yield at


def softened(text, hyphen="\u00ad"):
    """The text with soft hyphens in its long lower-case words; two letters stay before one and three after."""
    def soften(m):
        word, out, last = m.group(), [], 0
        for at in syllable_starts(word):
            if 2 <= at <= len(word) - 3 and at - last >= 2 and word[at - 1:at + 1] != "ij":
                out.append(word[last:at])
                last = at
        return hyphen.join(out + [word[last:]])
    # a compound is broken at its own hyphen; addresses of web pages are left alone
    return " ".join(w if "/" in w or "www." in w or "-" in w.strip("-") or hyphen in w else WORD.sub(soften, w) for w in text.split(" "))
