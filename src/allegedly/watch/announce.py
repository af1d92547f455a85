"""Tell of new matches: an Atom file, a webhook, a command. Only what the user has set up is told, and only claims, never whole texts.

A webhook or command that fails is tried again next round with the same claims: every match is delivered at least once.
"""

from __future__ import annotations

import io
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from allegedly.errors import NotFetched, SetupError
from allegedly.export import Item, Options
from allegedly.export.atom import write_feed
from allegedly.export.rows import ClaimRow, claim_rows, cut
from allegedly.store import ClaimLine, Store
from allegedly.watch.queries import Query

_ENTRIES = 300
_TIMEOUT = 30.0


def message(query: Query, lines: Sequence[ClaimLine], options: Options) -> dict[str, Any]:
    """What webhooks and commands get, as JSON: the query and each claim with its speaker and where it stands."""
    return {"query": query.name, "note": options.note, "claims": [_claim(line, options) for line in lines]}


def _claim(line: ClaimLine, options: Options) -> dict[str, Any]:
    words, left_out = cut(" ".join(line.text.split()), options)
    return {
        "id": line.id, "speaker": line.speaker, "cue": line.cue_text, "words": words, "left_out": left_out, "act": line.act,
        "modality": line.modality, "status": line.status, "outlet": line.outlet, "day": line.day, "title": line.title, "url": line.url,
        "document": line.document, "spans": [[s.start, s.end] for s in line.spans],
    }  # fmt: skip


def deliver(query: Query, content: dict[str, Any]) -> None:
    """Post to the webhook and run the command, where there are any. Raises `NotFetched` where one of them fails."""
    data = msgspec.json.encode(content)
    if query.webhook:
        _post(query.webhook, data)
    if query.command:
        _run(query.command, data)


def _post(url: str, data: bytes) -> None:
    """The user has named this address, so it may be a private one; redirects are not followed."""
    import httpx

    headers = {"Content-Type": "application/json"}
    try:
        response = httpx.post(url, content=data, headers=headers, timeout=_TIMEOUT, follow_redirects=False, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotFetched(f"the webhook did not answer ({error or type(error).__name__}); tried again next round", url) from None
    if not response.is_success:
        raise NotFetched(f"the webhook answered with status {response.status_code}; tried again next round", url)


def _run(command: str, data: bytes) -> None:
    try:
        done = subprocess.run(shlex.split(command), input=data, timeout=_TIMEOUT, stdout=subprocess.DEVNULL, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NotFetched(f"the command could not be run ({error}); tried again next round", command) from None
    if done.returncode:
        raise NotFetched(f"the command ended with code {done.returncode}; tried again next round", command)


def write_matches(store: Store, announced: Iterable[tuple[str, str]], path: str | Path, options: Options) -> None:
    """The Atom file of matches: (claim, time found), newest first. Raises `SetupError` where it cannot be written."""
    out = io.BytesIO()
    rows = ((row, found) for claim, found in list(announced)[:_ENTRIES] if (row := _row(store, claim, options)))
    write_feed(rows, out, options, "urn:allegedly:feed:matches")
    target = Path(path)
    try:
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(out.getvalue())
        part.replace(target)
    except OSError as error:
        raise SetupError(f"{path}: the feed of matches cannot be written ({error.strerror}): check the path") from None


def _row(store: Store, claim: str, options: Options) -> ClaimRow | None:
    """The row of a claim; `None` where the store does not hold it (any more)."""
    found = store.connection.execute("SELECT document FROM claim WHERE id = ?", (claim,)).fetchone()
    if found is None:
        return None
    return next(claim_rows(Item(report=store.report(found["document"]), only=frozenset({claim})), options), None)
