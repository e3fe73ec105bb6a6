# SPDX-License-Identifier: GPL-3.0-or-later
"""From the sources of the corpus to letters (PDF, official XML) and the gold they imply."""
