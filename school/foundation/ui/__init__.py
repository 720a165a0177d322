"""What every page shares: base form, scoped row selects, menu, lists, filters, error pages, headers.

A feature uses these by name and needs nothing else from here:
``forms.BaseForm``, ``forms.RowSelect``, ``forms.EnumSelect`` · ``menu.add(MenuItem(…))`` · ``listing.Table`` with
``listing.render`` and ``listing.export`` · ``states.State`` · ``charts.Chart`` · ``frame.of(app)``.
Macros are in templates/_ui; ``/_components`` shows them all while debugging or testing.
"""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from school.foundation.ui import assets, components, errors, filters, frame, headers, i18n, listing, pager


def init_app(app: Flask) -> None:
    """Wire the parts. Headers come first: Flask calls after_request in reverse, so they have the last word."""
    headers.init_app(app)
    assets.init_app(app)
    i18n.init_app(app)
    frame.init_app(app)
    CSRFProtect(app)
    filters.init_app(app)
    pager.init_app(app)
    listing.init_app(app)
    errors.init_app(app)
    components.init_app(app)
