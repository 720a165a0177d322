"""Chinese by default, English on request; the choice is a cookie that holds nothing else.

No Accept-Language: a phone bought abroad must not turn a family's letter into English.
"""

from __future__ import annotations

import click
from babel import Locale
from flask import Blueprint, Flask, has_request_context, redirect, request
from flask.cli import AppGroup
from flask_babel import Babel, get_locale
from werkzeug import Response

from school.foundation.access import public
from school.foundation.ui import catalogue, own_words

LANGUAGES = {"zh_CN": "中文", "en": "English"}
LOCALES = {language: Locale.parse(language) for language in LANGUAGES}
DEFAULT_LANGUAGE = "zh_CN"
COOKIE = "language"
YEAR = 365 * 24 * 3600

blueprint = Blueprint("language", __name__)
cli = AppGroup("translations", help="The Chinese translation, kept in a zh_CN.po of each feature.")


def chosen_language() -> str:
    """The language of this request, or Chinese in commands and jobs."""
    chosen = request.cookies.get(COOKIE, "") if has_request_context() else ""
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def language_tag() -> str:
    """The value of <html lang>."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh-CN"


@blueprint.post("/language")
@public(audited=False)
def choose() -> Response:
    """Remember the language and go back to where the person was."""
    response = redirect(own_path(request.form.get("next", "")))
    language = request.form.get("language", "")
    if language in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def own_path(target: str) -> str:
    """``target`` if it is a path on this host, else the start page: no open redirect."""
    # Browsers drop tabs and line ends from addresses: "/<tab>/host" would leave.
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if inside else "/"


@cli.command("compile")
def compile_command() -> None:
    """Merge every zh_CN.po into the one catalogue the application reads."""
    count = catalogue.compile_catalogue()
    click.echo(f"{count} messages compiled.")


@cli.command("missing")
def missing_command() -> None:
    """List the texts of templates and code that have no Chinese yet; exit 1 if there are any."""
    missing = catalogue.missing_translations()
    for text, place in missing:
        click.echo(f"{place}: {text}")
    click.echo(f"{len(missing)} texts without translation.")
    raise SystemExit(1 if missing else 0)


def init_app(app: Flask) -> None:
    """Set up Babel, the choice of language, and the two commands."""
    catalogue.compile_if_stale()
    own_words.init_app(app)
    babel = Babel(
        app,
        default_locale=DEFAULT_LANGUAGE,
        default_timezone=app.config.get("TIMEZONE", "Asia/Shanghai"),
        default_translation_directories=str(catalogue.COMPILED.parents[2]),
        locale_selector=lambda: LOCALES[chosen_language()],
    )
    babel.domain_instance = own_words.OwnWordsDomain()
    app.jinja_env.globals.update(language_tag=language_tag, languages=LANGUAGES)
    app.register_blueprint(blueprint)
    app.cli.add_command(cli)
