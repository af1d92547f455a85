"""The order of work across reports: analyse → add → candidates → link → refresh what that touches.

    add_reports   documents, reports and failures into a store, one outcome each
    catch_up      compare and refresh what is in the store but was not looked at yet
    refresh       groups, standing, origins and conflicts of what was touched
    find_copies   reuse of text in a whole set of documents, without a store

Each report is one transaction: whatever happens, it is there with all its links or not at all. Order of arrival changes nothing that
is derived: which reports are compared, how they are linked and how a claim stands depend on the reports alone.
"""

from allegedly.corpus.add import Outcome, add_reports, catch_up
from allegedly.corpus.models import model_versions
from allegedly.corpus.refresh import rebuild_all, refresh
from allegedly.link.copies import find_copies

__all__ = ["Outcome", "add_reports", "catch_up", "find_copies", "model_versions", "rebuild_all", "refresh"]
