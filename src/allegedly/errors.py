"""What can go wrong, as a tree.

Two kinds of failure. A `DocumentError` concerns one report: the run goes on and a failure row is written. A `SetupError` concerns
the installation or the command: stop and say what to do. Every message is one line that tells the user what to do next.
"""

from __future__ import annotations


class AllegedlyError(Exception):
    """Base of everything this package raises on purpose."""

    exit_code = 1


class SetupError(AllegedlyError):
    """The installation or the command is wrong; nothing can be done until it is put right."""

    exit_code = 2


class DocumentError(AllegedlyError):
    """One report cannot be read or analysed; others go on. `source` names it as the user gave it."""

    exit_code = 3

    def __init__(self, reason: str, source: str | None = None) -> None:
        super().__init__(f"{source}: {reason}" if source else reason)
        self.reason = reason
        self.source = source


class EmptyDocument(DocumentError):
    """There is no text in it."""


class NotText(DocumentError):
    """The bytes are not text in an encoding we read."""


class TooLarge(DocumentError):
    """Longer than a news report can be."""


class NotEnglish(DocumentError):
    """The text is in a language that is not analysed."""


class BadRecord(DocumentError):
    """A line of JSON is not a document."""


class BadDate(DocumentError):
    """A date given for a document cannot be read."""


class BrokenFile(DocumentError):
    """An archive, a feed or a table is damaged, cut off, or not what its name says."""


class NotFetched(DocumentError):
    """An address did not answer, or not with a report."""


class NotAllowed(DocumentError):
    """An address that we do not read: robots.txt forbids it, it is private, or it wants a login."""


class Paywalled(DocumentError):
    """The page says that its text is for subscribers."""
