"""The school's own words in every Chinese text: where the catalogue says 辅导员, a school may say 班主任.

Translations stand in the catalogue once, in the field's standard words; a school that uses others has them
put in here, on the way out, before names and numbers are filled in: what people are called never changes.
A feature hands in where the words come from: ``own_words.of(app).source = settings.own_words``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from flask import Flask, current_app, g
from flask_babel import Domain, get_locale

Words = Mapping[str, str]  # the catalogue's word: the school's
# Templates take a translation for markup and fill in its %: what a school typed stays text in full-width forms.
_STAYS_TEXT = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in "<>&\"'%"})


@dataclass
class OwnWords:
    """One application's source of words, asked once per request."""

    source: Callable[[], Words] = dict


def of(app: Flask) -> OwnWords:
    """The source of an application."""
    made: OwnWords = app.extensions["own_words"]
    return made


def standard_words() -> None:
    """Keep to the catalogue for the rest of this request, for a page that must not ask the database."""
    forget_last_request()
    g.own_words = ()


def forget_last_request() -> None:
    """Tests keep one application context over several requests; what was kept in it is per request."""
    g.pop("own_words", None)
    g.pop("own_texts", None)


class WordedTranslations:
    """A catalogue whose texts are in a school's own words. The same calls as babel's Translations."""

    def __init__(self, catalogue: Any, words: tuple[tuple[str, str], ...]) -> None:
        self._catalogue = catalogue
        known = dict(words)
        pattern = re.compile("|".join(re.escape(word) for word in known))
        self._worded = lru_cache(maxsize=4096)(lambda text: pattern.sub(lambda found: known[found[0]], text))

    def ugettext(self, message: str) -> str:
        """One text."""
        return self._worded(self._catalogue.ugettext(message))

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        """One text that counts something."""
        return self._worded(self._catalogue.ungettext(singular, plural, number))

    def upgettext(self, context: str, message: str) -> str:
        """One text in a context."""
        return self._worded(self._catalogue.upgettext(context, message))

    def unpgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        """One text in a context that counts something."""
        return self._worded(self._catalogue.unpgettext(context, singular, plural, number))


class OwnWordsDomain(Domain):
    """Flask-Babel's catalogue, in the words of the school when the page is Chinese."""

    def get_translations(self) -> Any:
        """The catalogue of this request's language, kept while the language stays: each text asks for it."""
        locale = get_locale()
        kept = g.get("own_texts") if locale is not None else None
        if kept is None or kept[0] is not locale:
            kept = (locale, self._found(locale))
            if locale is not None:
                g.own_texts = kept
        return kept[1]

    def _found(self, locale: Locale | None) -> Any:
        catalogue = super().get_translations()
        words = _of_this_request() if locale is not None and locale.language == "zh" else ()
        return _worded(catalogue, words) if words else catalogue


@lru_cache(maxsize=8)
def _worded(catalogue: Any, words: tuple[tuple[str, str], ...]) -> WordedTranslations:
    return WordedTranslations(catalogue, words)


def _of_this_request() -> tuple[tuple[str, str], ...]:
    if "own_words" not in g:
        found = of(current_app).source()
        g.own_words = tuple((word, own.translate(_STAYS_TEXT)) for word, own in found.items() if own and own != word)
    words: tuple[tuple[str, str], ...] = g.own_words
    return words


def init_app(app: Flask) -> None:
    """Give the application its source; until a feature sets one, every text is the catalogue's."""
    app.extensions["own_words"] = OwnWords()
    app.before_request(forget_last_request)
