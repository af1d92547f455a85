"""The folder a run writes: what lies where, what is done, and how it is read again.

    DIR/run.json              the parts of the run and the version that made it
    DIR/reports/00000.parquet one shard: reports and failures of a part, in order
    DIR/reports/00000.json    its manifest, written last: where it stands, the shard is done
    DIR/links/00000.parquet   links between a report of this shard and others, with a manifest of its own
    DIR/copies/00000.parquet  text shared between a report of this shard and others

A file appears under its name only when it is whole, so a run that was killed at any point can go on.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from allegedly.bulk.shard import Shard, read_rows
from allegedly.errors import SetupError
from allegedly.read.parts import Part
from allegedly.records import CopyEdge, Failure, Link, Report


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder was begun with. Another version or other parts are another run."""

    version: str
    parts: tuple[Part, ...]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard holds, without the time it took, so that equal shards have equal manifests. `files` → SHA-256."""

    number: int
    files: dict[str, str]
    part: Part | None = None
    documents: int = 0
    failures: int = 0
    words: int = 0
    claims: int = 0
    links: int = 0
    copies: int = 0


class Folder:
    """The output folder of one run."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def begin(self, run: Run) -> None:
        """Make the folder, or go on in one that was begun with the same parts. Raises `SetupError`."""
        known = self.run() if (self.path / "run.json").exists() else None
        if known is not None and known != run:
            raise SetupError(f"{self.path}: begun with other input, another shard size or another version: name a new folder")
        if known is None and self.path.exists() and any(self.path.iterdir()):
            raise SetupError(f"{self.path}: this folder holds other things: name a new one")
        for name in ("reports", "links", "copies"):
            (self.path / name).mkdir(parents=True, exist_ok=True)
            for unfinished in (self.path / name).glob(".*"):
                unfinished.unlink()
        if known is None:
            self._put("run.json", msgspec.json.format(msgspec.json.encode(run)))

    def run(self) -> Run:
        """What the folder was begun with. Raises `SetupError` where it is no output of a run."""
        try:
            return msgspec.json.decode((self.path / "run.json").read_bytes(), type=Run)
        except (OSError, msgspec.MsgspecError):
            raise SetupError(f"{self.path}: this is no output of `allegedly bulk`") from None

    def put_shard(self, shard: Shard) -> Manifest:
        """Keep a shard, its manifest last."""
        name = f"reports/{shard.number:05}.parquet"
        self._put(name, shard.table)
        facts = {f: getattr(shard, f) for f in ("number", "part", "documents", "failures", "words", "claims")}
        manifest = Manifest(files={name: shard.sha256}, **facts)
        self._put(f"reports/{shard.number:05}.json", msgspec.json.encode(manifest))
        return manifest

    def put_across(self, number: int, links: bytes, copies: bytes, counts: tuple[int, int]) -> None:
        """Keep what links the reports of a shard to others, the manifest last."""
        files = {f"links/{number:05}.parquet": links, f"copies/{number:05}.parquet": copies}
        for name, data in files.items():
            self._put(name, data)
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        manifest = Manifest(number=number, files=digests, links=counts[0], copies=counts[1])
        self._put(f"links/{number:05}.json", msgspec.json.encode(manifest))

    def manifest(self, number: int, kind: str = "reports") -> Manifest | None:
        """What is said of a shard (`kind`: `reports` or `links`); `None` where it is not done or its files are not whole."""
        try:
            manifest = msgspec.json.decode((self.path / kind / f"{number:05}.json").read_bytes(), type=Manifest)
            whole = all(hashlib.sha256((self.path / name).read_bytes()).hexdigest() == sha for name, sha in manifest.files.items())
        except (OSError, msgspec.MsgspecError):
            return None
        return manifest if whole else None

    def shard_path(self, number: int) -> Path:
        """Where the reports of a shard lie."""
        return self.path / "reports" / f"{number:05}.parquet"

    def _put(self, name: str, data: bytes) -> None:
        target = self.path / name
        part = target.with_name(f".{target.name}.{os.getpid()}")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)


def is_output(path: str | Path) -> bool:
    """True for a folder that a run has written."""
    return (Path(path) / "run.json").is_file() and (Path(path) / "reports").is_dir()


def read_output(path: str | Path) -> Iterator[Report | Failure]:
    """The reports and failures of a finished run, in the order of its input; a report that came twice is given once. Raises `SetupError`
    where the folder is no output or a shard is missing."""
    folder = Folder(path)
    seen: set[str] = set()
    for number in range(len(folder.run().parts)):
        if folder.manifest(number) is None:
            raise SetupError(f"{path}: shard {number} is missing or damaged: run `allegedly bulk` again with the same input to finish it")
        for item in read_rows(str(folder.shard_path(number))):
            if isinstance(item, Report):
                if item.document.id in seen:
                    continue
                seen.add(item.document.id)
            yield item


def read_links(path: str | Path) -> Iterator[Link]:
    """The links between the reports of a finished run."""
    return (msgspec.convert(row, Link) for row in _rows(path, "links"))


def read_edges(path: str | Path) -> Iterator[CopyEdge]:
    """The copy edges between the reports of a finished run."""
    return (msgspec.convert(row, CopyEdge) for row in _rows(path, "copies"))


def _rows(path: str | Path, kind: str) -> Iterator[Any]:
    import pyarrow.parquet as pq

    for file in sorted((Path(path) / kind).glob("*.parquet")):
        for line in pq.read_table(file, columns=["line"]).column("line").to_pylist():
            yield msgspec.json.decode(line)


def pack(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """A small table of text and number columns as Parquet bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), sink, compression="zstd")
    return sink.getvalue()
