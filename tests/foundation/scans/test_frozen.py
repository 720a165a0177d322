"""The frozen set, a part of it: what make scans prints in full."""

import pytest

from school.foundation.scans.layout import Mark
from tests.foundation.scans.degraded import FROZEN, scans
from tests.foundation.scans.table import Score, added, read_all


@pytest.fixture(scope="module")
def score() -> Score:
    return added(read_all(list(scans(FROZEN, each=1))))


def test_every_sheet_is_identified_and_none_wrongly(score: Score) -> None:
    assert score.misread == 0
    assert score.identified >= 0.95 * score.sheets  # the harsher kinds are among them
    assert (score.phantoms, score.lost) == (0, 0)


def test_ink_is_told_from_empty_boxes(score: Score) -> None:
    assert score.share("signature", Mark.BLANK, Mark.INK) <= 0.01
    assert score.share("signature", Mark.INK, Mark.BLANK) <= 0.04  # one of some thirty
    assert score.look("signature") <= 0.2  # eight of some forty-six; 0.15 is for the whole set
    assert score.share("ticks", Mark.BLANK, Mark.INK) <= 0.02
