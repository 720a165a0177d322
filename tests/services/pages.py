"""Pages as tests compare them."""

import re

_TOKEN = re.compile(r'name="csrf(_|-)token" (value|content)="[^"]+"')


def without_token(page: str) -> str:
    """A page without its CSRF token, which is another one in each second."""
    return _TOKEN.sub("", page)
