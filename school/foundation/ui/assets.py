"""Names of built files: ``asset("office.css")`` and ``icon("check")`` in templates.

``npm run build`` writes hashed files and a manifest into the static folder (static/dist). A hashed
file never changes, so browsers may keep it for a year; everything else is never kept.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for
from markupsafe import Markup

HASHED = re.compile(r"-[0-9A-Za-z]{8,10}\.(?:css|js|svg)$")


class FrontEndNotBuilt(RuntimeError):
    """The front end was not built, or an asset or icon is not part of it."""


def asset(name: str) -> str:
    """The address of a built file by its plain name; raises FrontEndNotBuilt with the way to mend it."""
    built = _read(*_newest("manifest.json"))
    if name not in built:
        raise FrontEndNotBuilt(f"{name} is not in static/dist: run `npm run build` (known: {', '.join(built)})")
    return url_for("static", filename=built[name])


def icon(name: str, extra: str = "") -> Markup:
    """An icon from the sprite, hidden from screen readers: the words beside it carry the meaning.

    ``extra`` adds a class. The name must stand in static/src/icons/names.txt.
    """
    if name not in _read(*_newest("icons.json")):
        raise FrontEndNotBuilt(f'No icon "{name}": add it to static/src/icons/names.txt and run `npm run build`')
    css = f"icon {extra}".strip()
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(css, asset("icons.svg"), name)


def inline_icon(name: str) -> Markup:
    """The same icon drawn in place: phone pages need no second file, and iOS 12 knows no href on <use>."""
    shapes = _read(*_newest("icons.json"))
    if name not in shapes:
        raise FrontEndNotBuilt(f'No icon "{name}": add it to static/src/icons/names.txt and run `npm run build`')
    drawing = Markup(shapes[name])  # noqa: S704 (our own build wrote it)
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(drawing)


def is_immutable(path: str) -> bool:
    """Whether a static path carries the hash of its content."""
    return HASHED.search(path) is not None


def init_app(app: Flask) -> None:
    """Offer ``asset``, ``icon`` and ``inline_icon`` to templates."""
    app.jinja_env.globals.update(asset=asset, icon=icon, inline_icon=inline_icon)


def _newest(name: str) -> tuple[Path, int]:
    """A built list and when it was written, so that a new build is seen without a restart."""
    path = _list(current_app.static_folder or "static/dist", name)
    try:
        return path, path.stat().st_mtime_ns
    except FileNotFoundError:
        raise FrontEndNotBuilt("The front end is not built: run `npm ci && npm run build`") from None


@lru_cache(maxsize=8)
def _list(folder: str, name: str) -> Path:
    return Path(folder) / name


@lru_cache(maxsize=8)
def _read(path: Path, _built_at: int) -> dict[str, str]:
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names
