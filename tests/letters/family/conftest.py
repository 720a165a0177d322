"""A family that has opened its letter."""

from __future__ import annotations

import pytest

from school.foundation.access import Gate
from tests.letters.posted import Family, Posted


@pytest.fixture
def family(app: Gate, letter: Posted) -> Family:
    """The phone behind the door."""
    family = Family(app, letter)
    family.open()
    return family
