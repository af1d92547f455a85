"""Names by the model's own network, decided without its transition system.

spaCy reads names token by token, and in every step asks each of some seventy actions whether it may be taken; in the released builds each
question takes and gives back the interpreter's lock, which costs more than all of the network. Here the scores are the same numbers from the
same weights (a BILUO tagger over summed features, Honnibal 2016: *embed, encode, attend, predict*), but of the rules only what they
come to in a text without names set before: outside a name an action depends on the token alone, and the way through a name
on where it began. So all tokens are scored at once, then all names grow together, a token a round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

FEATURES = 3
"""Tokens that a decision looks at: this one, the first of the open name, the one before in it."""


class Names:
    """Sets the entities of texts that have none."""

    def __init__(self, recognizer: Any) -> None:
        self._model = recognizer.model
        moves = recognizer.moves
        actions = [moves.get_class_name(k) for k in range(moves.n_moves)]
        self._labels = [action.partition("-")[2] for action in actions]
        self._kinds = [action[0] if self._labels[k] or action == "O" else "" for k, action in enumerate(actions)]
        self._numbers = {action: k for k, action in enumerate(actions)}

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one text."""
        self._annotate([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The same for a stream, in the batches in which spaCy's own component works: those of like length together."""
        for batch in _batches(docs, batch_size):
            for alike in _batches(sorted(batch, key=len), max(batch_size // 4, 2)):
                self._annotate(alike)
            yield from batch

    def _annotate(self, docs: Sequence[Doc]) -> None:
        from spacy.tokens import Span

        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        at = 0
        ends = self._read(docs)
        for doc in docs:
            found, k = [], 0
            while k < len(doc):
                last, label = ends.get(at + k, (at + k, ""))
                if label:
                    found.append(Span(doc, k, last - at + 1, label=label))
                k = last - at + 1
            doc.set_ents(found)
            at += len(doc)

    def _read(self, docs: Sequence[Doc]) -> dict[int, tuple[int, str]]:
        """First token of a name, counted through the batch → its last and its label; where names overlap the earlier holds."""
        import numpy as np
        from spacy.attrs import IS_SPACE, SENT_START

        rows = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs])
        final = np.zeros(len(rows), dtype=bool)
        final[np.cumsum([len(doc) for doc in docs]) - 1] = True
        # A name goes on neither into the next text nor into the next sentence.
        closes = final | np.append(rows[1:, 1] == 1, True)
        features = self._features(docs)
        scores = self._scores(features, np.arange(len(rows)))
        kinds = np.array(self._kinds)
        barred = np.isin(kinds, ["I", "L", ""]) | ((kinds == "B") & closes[:, None]) | (np.isin(kinds, ["B", "U"]) & (rows[:, :1] == 1))
        best = np.where(barred, -np.inf, scores).argmax(-1)
        units, begins = (np.flatnonzero(kinds[best] == kind) for kind in "UB")
        found = {int(k): (int(k), self._labels[best[k]]) for k in units}
        return found | self._grow(features, begins, best[begins], closes)

    def _grow(self, features: NDArray[Any], begins: NDArray[Any], opened: NDArray[Any], closes: NDArray[Any]) -> dict[int, tuple[int, str]]:
        """The names that begin at these tokens by these actions, each to its end."""
        import numpy as np

        found: dict[int, tuple[int, str]] = {}
        inside, last = (np.array([self._numbers.get(f"{kind}-{label}", 0) for label in self._labels]) for kind in "IL")
        here = begins + 1
        while len(begins):
            scores, every = self._scores(features, here, begins), np.arange(len(begins))
            further, done = scores[every, inside[opened]], scores[every, last[opened]]
            goes_on = ~closes[here] & ((further > done) | ((further == done) & (inside < last)[opened]))
            for k in np.flatnonzero(~goes_on).tolist():
                found[int(begins[k])] = (int(here[k]), self._labels[opened[k]])
            begins, opened, here = begins[goes_on], opened[goes_on], here[goes_on] + 1
        return found

    def _features(self, docs: Sequence[Doc]) -> NDArray[Any]:
        """What each token adds to a decision in each of the places it may have there, `[1 + tokens, 3, hidden, pieces]`; first: no token."""
        vectors = self._model.get_ref("tok2vec").predict(docs)
        features: NDArray[Any] = self._model.get_ref("lower").predict(vectors)
        return features

    def _scores(self, features: NDArray[Any], here: NDArray[Any], begin: NDArray[Any] | None = None) -> NDArray[Any]:
        """The scores of all actions at tokens `here`, `[tokens, actions]`; within a name that began at `begin`. The sums are in the order
        of spaCy's, to the last bit."""
        lower, upper = self._model.get_ref("lower"), self._model.get_ref("upper")
        first, before = (features[:1, 1], features[:1, 2]) if begin is None else (features[1 + begin, 1], features[here, 2])
        summed = features[1 + here, 0] + first + before + lower.get_param("b")
        hidden = self._model.ops.as_contig(summed.max(-1))
        scores: NDArray[Any] = upper.ops.gemm(hidden, upper.get_param("W"), trans2=True) + upper.get_param("b")
        return scores


def _batches(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    iterator = iter(docs)
    while batch := list(islice(iterator, size)):
        yield batch


def decide_at_once(nlp: Language) -> None:
    """Let `Names` stand for the model's recognizer, where that is of the make described above."""
    from spacy.pipeline import EntityRecognizer

    _register()
    for name, component in list(nlp.pipeline):
        if isinstance(component, EntityRecognizer) and _is_known(component):
            nlp.add_pipe("allegedly_names", f"allegedly_{name}", before=name, config={"of": name})
            nlp.disable_pipe(name)


@lru_cache(maxsize=1)
def _register() -> None:
    from spacy.language import Language

    Language.factory("allegedly_names", default_config={"of": "ner"}, func=_make_names)


def _make_names(nlp: Language, name: str, of: str) -> Names:
    return Names(nlp.get_pipe(of))


def _is_known(recognizer: Any) -> bool:
    """Greedy, with the features, the maxout and the layers that `Names` computes, and every action taught."""
    model = recognizer.model
    return bool(
        recognizer.cfg.get("beam_width") == 1
        and model.attrs.get("has_upper")
        and not model.attrs.get("unseen_classes")
        and model.get_ref("lower").get_dim("nF") == FEATURES
        and model.get_ref("lower").get_dim("nP") > 1
    )
