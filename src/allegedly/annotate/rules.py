"""spaCy's rules for parts of speech, features and lemmas, each answer kept: what they say of a word seen before is not worked out anew.

Both components of the model go through every token in Python or match two hundred patterns on it; together they take a quarter of a parse.
Their answers depend on little: those of the attribute ruler on tag, dependency and, for some words, the word; those of the lemmatizer on
word, part of speech and features. The components themselves are asked once for each of these, so that the annotation is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

READ = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What a pattern may ask of a token: with anything else in its patterns a ruler stays as it is."""
MOST = 1 << 16
"""Answers kept; then all are forgotten, so that memory stays flat over any number of reports."""


class Answer(NamedTuple):
    """What the patterns of one token say of it: attributes to set, and the patterns of several whose first or second token it may be, a
    bit each."""

    attributes: dict[int, Any]
    first: int
    second: int


class KeptRuler:
    """An attribute ruler that is asked once for each kind of token."""

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self._ruler = ruler
        self._vocab = ruler.vocab
        self._words, self._forms = _words_asked_for(ruler)
        self._probes = Matcher(ruler.vocab)
        several = [pattern for rule in ruler.patterns for pattern in rule["patterns"] if len(pattern) > 1]
        for k, pattern in enumerate(several):
            self._probes.add(f"first {k}", [pattern[:1]])
            self._probes.add(f"second {k}", [pattern[1:2]])
        self._kinds: dict[int, int] = {}
        self._answers: dict[tuple[int, int, int], Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of the tokens; the ruler itself does where a pattern of several tokens may fit."""
        from spacy.attrs import DEP, LOWER, TAG
        from spacy.tokens._retokenize import set_token_attrs

        answers = [self._answer(tag, lower, dep) for tag, lower, dep in doc.to_array([TAG, LOWER, DEP]).tolist()]
        if any(a.first & b.second for a, b in pairwise(answers)):
            ruled: Doc = self._ruler(doc)
            return ruled
        for token, answer in zip(doc, answers, strict=True):
            if answer.attributes:
                set_token_attrs(token, answer.attributes)
        return doc

    def _answer(self, tag: int, lower: int, dep: int) -> Answer:
        kind = self._kinds.get(lower)
        if kind is None:
            if len(self._kinds) >= MOST:
                self._kinds.clear()
                self._answers.clear()
            kind = self._kinds[lower] = lower if self._is_asked_for(self._vocab.strings[lower]) else 0
        found = self._answers.get((tag, kind, dep))
        if found is None:
            found = self._answers[tag, kind, dep] = self._ask(tag, self._vocab.strings[kind or lower], dep)
        return found

    def _is_asked_for(self, word: str) -> bool:
        return word in self._words or word.isspace() or any(form.search(word) for form in self._forms)

    def _ask(self, tag: int, word: str, dep: int) -> Answer:
        """The answer of the ruler to a text of this one token."""
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[word], spaces=[False])
        doc[0].tag, doc[0].dep = tag, dep
        attributes: dict[int, Any] = {}
        for number, *_ in self._ruler.match(doc):
            attributes.update(self._ruler.attrs[number])
        fits = [self._vocab.strings[match].split() for match, *_ in self._probes(doc, allow_missing=True)]
        first, second = (sum(1 << int(number) for place, number in fits if place == wanted) for wanted in ("first", "second"))
        return Answer(attributes, first, second)


class KeptLemmatizer:
    """A lemmatizer that is asked once for each word, part of speech and features."""

    def __init__(self, lemmatizer: Any) -> None:
        self._lemmatizer = lemmatizer
        # The model lists the words of a part of speech, and a new word is looked for in all of the list.
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for pos, words in list(index.items()):
            index[pos] = frozenset(words)
        self._lemmas: dict[tuple[int, int, int], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas that no rule has set before."""
        from spacy.attrs import LEMMA, MORPH, ORTH, POS

        rows, add = doc.to_array([ORTH, POS, MORPH, LEMMA]), doc.vocab.strings.add
        for i, (orth, pos, morph, lemma) in enumerate(rows.tolist()):
            if not lemma:
                # The text and not its number: the store forgets the words of a text when the text is done.
                rows[i, 3] = add(self._lemmas.get((orth, pos, morph)) or self._ask(doc, i, (orth, pos, morph)))
        lemmatized: Doc = doc.from_array([LEMMA], rows[:, 3:])  # type: ignore[arg-type]
        return lemmatized

    def _ask(self, doc: Doc, i: int, key: tuple[int, int, int]) -> str:
        if len(self._lemmas) >= MOST:
            self._lemmas.clear()
            self._lemmatizer.cache.clear()
        lemma: str = self._lemmatizer.lemmatize(doc[i])[0]
        self._lemmas[key] = lemma
        return lemma


def keep_rules(nlp: Language) -> None:
    """Let the pipeline keep the answers of its ruler and lemmatizer, where it has those of the models we know."""
    from spacy.pipeline import AttributeRuler, Lemmatizer

    _register()
    for name, component in list(nlp.pipeline):
        if isinstance(component, AttributeRuler) and all(map(_is_plain, _tokens_of(component))):
            kept = "allegedly_kept_ruler"
        elif isinstance(component, Lemmatizer) and component.mode == "rule" and not component.overwrite:
            kept = "allegedly_kept_lemmatizer"
        else:
            continue
        nlp.add_pipe(kept, f"allegedly_{name}", before=name, config={"of": name})
        nlp.disable_pipe(name)


@lru_cache(maxsize=1)
def _register() -> None:
    from spacy.language import Language

    Language.factory("allegedly_kept_ruler", default_config={"of": "attribute_ruler"}, func=_make_ruler)
    Language.factory("allegedly_kept_lemmatizer", default_config={"of": "lemmatizer"}, func=_make_lemmatizer)


def _make_ruler(nlp: Language, name: str, of: str) -> KeptRuler:
    return KeptRuler(nlp.get_pipe(of))


def _make_lemmatizer(nlp: Language, name: str, of: str) -> KeptLemmatizer:
    return KeptLemmatizer(nlp.get_pipe(of))


def _tokens_of(ruler: Any) -> Iterator[Mapping[str, Any]]:
    """What the patterns of a ruler ask of one token each."""
    return (token for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern)


def _is_plain(token: Mapping[str, Any]) -> bool:
    """Whether nothing is asked but what `READ` says, of the word only what it is, is among, or looks like."""
    word = token.get("LOWER", "")
    return token.keys() <= READ and (isinstance(word, str) or word.keys() <= {"IN", "REGEX"})


def _words_asked_for(ruler: Any) -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The words that patterns name, and the forms of others that they ask for."""
    words: set[str] = set()
    forms = []
    for token in _tokens_of(ruler):
        word = token.get("LOWER", {})
        words |= {word} if isinstance(word, str) else set(word.get("IN", ()))
        forms += [re.compile(word["REGEX"])] if isinstance(word, dict) and "REGEX" in word else []
    return frozenset(words), forms
