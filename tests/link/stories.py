"""Reports made by hand, one claim a line, for the rules across reports: no reading stage takes part."""

from __future__ import annotations

from typing import Any

from allegedly.records import (
    Attribution,
    Citation,
    Claim,
    CopyEdge,
    Document,
    Event,
    Link,
    Passage,
    Relation,
    Report,
    Said,
    Span,
    Speaker,
    Status,
    make_id,
)


class Maker:
    """Makes reports whose ids are their names and whose claims are `name.1`, `name.2` ..."""

    def report(
        self, name: str, *lines: dict[str, Any], published: str | None = "2024-07-01", publisher: str | None = None, cites: str = ""
    ) -> Report:
        """A report of `lines`, each made by `line`."""
        text, claims, rows, events, statuses, relations = "", [], [], [], [], []
        for k, fields in enumerate(lines, 1):
            words = fields["words"]
            span = Span(len(text), len(text) + len(words))
            text += f"{words}, it was said{fields.get('tail', '')}.\n"
            ids = (f"{name}.{k}", f"{name}.a{k}", f"{name}.e{k}")
            claims.append(Claim(id=ids[0], attribution=ids[1], spans=(span,), **fields.get("claim", {})))
            rows.append(Attribution(**({"id": ids[1], "source": (), "cue": (), "content": (span,)} | fields.get("row", {}))))
            if "event" in fields:
                trigger = fields["event"]["trigger"]
                at = span.start + words.index(trigger)
                known = {key: value for key, value in fields["event"].items() if key != "trigger"}
                events.append(Event(id=ids[2], trigger=(Span(at, at + len(trigger)),), claims=(ids[0],), **known))
                statuses.append(Status(of=ids[2], modality="asserted", support="", response="", inputs=(ids[0],)))
            relations += [Relation(source=ids[0], type=kind, target=to, evidence=(span,)) for kind, to in fields.get("answers", ())]
        citations = [Citation(outlet=cites, span=Span(m, m + len(cites)), kind="reported") for m in _all(text, cites) if cites]
        document = Document(id=name, source_id=name, text=text, sha256="", published=published, publisher=publisher or name.title())
        return Report(
            document=document, attributions=tuple(rows), claims=tuple(claims), events=tuple(events), statuses=tuple(statuses),
            relations=tuple(relations), citations=tuple(citations),
        )  # fmt: skip


def line(
    words: str, name: str | None, origin: str | None = None, said: str | None = None, tail: str = "", answers: tuple[tuple[str, str], ...] = (),
    event: dict[str, Any] | None = None, claim: dict[str, Any] | None = None, **row: Any,
) -> dict[str, Any]:  # fmt: skip
    """One claim: its words, who says so and of which origin, when it was said, what it answers, the event it tells of."""
    speaker = Speaker(name=name, origin=origin or (name.lower().replace(" ", "-") if name else None)) if name or origin else None
    when = Said(edtf=said) if said else None
    made = {"words": words, "row": {"speaker": speaker, "said": when, **row}, "tail": tail, "answers": answers, "claim": claim or {}}
    return made | ({"event": event} if event else {})


def copied(a: Report, b: Report) -> CopyEdge:
    """An edge that says the whole of both texts is one."""
    first, second = sorted((a, b), key=lambda r: r.document.id)
    whole = [Span(0, len(r.document.text)) for r in (first, second)]
    return CopyEdge(a=first.document.id, b=second.document.id, containment=1.0, passages=(Passage(a=whole[0], b=whole[1]),))


def same(kind: str, a: str, b: str, polarity: str = "same") -> Any:
    """A sameness link between two rows named `document.k`."""
    first, second = sorted((a, b))
    return Link(
        id=make_id(first, kind, second), source=first, source_document=first.split(".")[0], type=kind, target=second,
        target_document=second.split(".")[0], polarity=polarity,
    )  # fmt: skip


def _all(text: str, words: str) -> list[int]:
    return [i for i in range(len(text)) if words and text.startswith(words, i)]
