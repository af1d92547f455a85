"""Two reports: under which keys they meet, what links their rows, what text they share. For a store that grows and for archives alike."""

from __future__ import annotations

from allegedly.link.blocks import block_keys
from allegedly.link.copies import compare_all, sample
from allegedly.link.pairs import link_reports
from allegedly.records import Report
from allegedly.store.neighbours import key_number

__all__ = ["compare_all", "link_reports", "report_keys"]


def report_keys(report: Report) -> tuple[list[int], list[int]]:
    """The keys of the report's story and of its text, signed integers of 64 bits, ascending, each once."""
    return sorted({key_number(key) for key in block_keys(report)}), list(sample(report.document))
