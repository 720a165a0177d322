"""Long names on covers: parted where they have parts, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from school.letters.cover_list import CLASS_LIST, HEAD_HEIGHT, LIST_HEIGHT, MOST_ROWS, UNIT_LIST, parted_name


def test_names_are_cut_where_they_have_parts() -> None:
    assert parted_name("阿依努尔·买买提", 2) == ["阿依努尔·", "买买提"]
    assert parted_name("Christopher Montgomery", 2) == ["Christopher", "Montgomery"]
    assert parted_name("阿卜杜热西提·艾合麦提江·吾买尔江", 3) == ["阿卜杜热西提·", "艾合麦提江·", "吾买尔江"]


@given(st.text("阿卜杜·吾买 尔江ab", max_size=40), st.integers(2, 3))
def test_nothing_is_lost(name: str, lines: int) -> None:
    parts = parted_name(name, lines)
    assert len(parts) == lines
    assert "".join(parts).replace(" ", "") == name.replace(" ", "")


def test_there_is_room_to_sign() -> None:
    """25 mm and more between the column's lines, 7 mm between rows, and fifty names on two pages."""
    assert LIST_HEIGHT / MOST_ROWS >= 7
    assert 4 * MOST_ROWS >= 50
    assert HEAD_HEIGHT > 0
    for kind in (CLASS_LIST, UNIT_LIST):
        assert kind.columns[kind.headings.index("领取签名")] >= 25
        assert kind.width == 81, "two lists and the gap between them are as wide as the page's text"
