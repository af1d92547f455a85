"""`Annotated` → `Attribution`s: who said what, in the text's own words, nested and continued."""

from __future__ import annotations

from allegedly.attribute.assemble import build_rows
from allegedly.attribute.patterns import Candidate
from allegedly.records import Annotated, Attribution

__all__ = ["attribute_document"]


def attribute_document(annotated: Annotated) -> tuple[Attribution, ...]:
    """The attributions of one document in text order; speakers and dates are not yet resolved (see `resolve`)."""
    from allegedly.attribute.tagger import Tagger

    tagged = Tagger.load().tag(annotated.text, annotated.sentences)
    return build_rows(
        annotated,
        [Candidate(source=t.source, cue=t.cue, content=t.content, rule="tagger", score=round(t.score, 3)) for t in tagged],
    )
