"""In which language a text is written.

Running English is known by its function words (a third of all words in news prose) without loading a model. All else goes to
py3langid, restricted to languages that news is written in; where it is not sure of a short text the answer is `None`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from allegedly.errors import NotEnglish
from allegedly.records import Document

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 10_000
# Words that are frequent in English and are not words of its neighbours: "in", "was", "is", "a", "had" are left out on purpose.
_ENGLISH = frozenset(
    str.split(
        "the of and that said with from were which by his their it for as be this has have they would after who been its are to "
        "not but he she on at an"
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_NEWS_LANGUAGES = frozenset(
    str.split(
        "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ku "
        "ky lo lt lv mk ml mn mr ms my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tl tr uk ur uz vi yo zh zu"
    )
)
_NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language `text` is written in; `None` where the text is too short or too mixed to tell."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    english = sum(word in _ENGLISH for word in words) / len(words)
    if len(words) >= 12 and english >= 0.22:
        return "en"
    return _ask_model(sample, len(words), english)


def _ask_model(sample: str, words: int, english: float) -> str | None:
    # Capitals mislead the model: names in headlines and datelines look foreign.
    ranked = _identifier().rank(sample.lower())
    best, score = str(ranked[0][0]), float(ranked[0][1])
    if best != "en" and words < 12 and english >= 0.15:
        return None
    return best if score >= (0.5 if words >= 12 else 0.9) or (not sample.isascii() and score >= 0.5) else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_NEWS_LANGUAGES)
    return identifier


def require_english(document: Document) -> None:
    """Raise `NotEnglish` if the document is in a language that is not analysed. A text too short to tell is let through."""
    code = document.language
    if code is not None and code != "en":
        raise NotEnglish(f"the text is in {_NAMES.get(code, f'the language {code!r}')}; only English is analysed", document.source_id)
