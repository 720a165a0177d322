"""Every character comes from the first face that has it, and can be copied out again."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import FontChain, Fonts, FontsMissing, load_fonts
from school.foundation.press.subset import Subset

ORDINARY = "林语嫣䶮㛃𬭎𫍯鿍㑇堃喆珺·A9"
RARE = "𠮷"


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


def test_names_are_printable(fonts: Fonts) -> None:
    assert [chain.problem(ORDINARY) for chain in fonts.all] == [None] * 4


def test_a_rare_character_comes_from_the_next_face_or_holds_the_text_back(fonts: Fonts) -> None:
    if fonts.has_rare_characters:
        assert fonts.serif.problem(RARE) is None
        assert [index for index, _ in FontSet("V").cut(fonts.serif, f"陈{RARE}生")] == [0, 1, 0]
    else:
        assert fonts.serif.problem(RARE).characters == (RARE,)  # type: ignore[union-attr]


def test_a_character_no_face_has_is_named(fonts: Fonts) -> None:
    alone = FontChain("alone", fonts.serif.faces[:1])
    problem = alone.problem(f"陈{RARE}生")
    assert problem is not None
    assert (problem.reason, problem.characters, problem.code_points) == ("missing_glyph", (RARE,), ("U+20BB7",))


@pytest.mark.parametrize("name", ["ئۇيغۇر", "བོད་སྐད", "ᠮᠣᠩᠭᠣᠯ", "ไทย", "e\u0301"])
def test_writing_that_needs_shaping_is_held_back_with_that_reason(fonts: Fonts, name: str) -> None:
    problem = fonts.sans.problem(name)
    assert problem is not None
    assert problem.reason == "needs_shaping"


def test_missing_fonts_are_named_with_the_way_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="make setup"):
        load_fonts(tmp_path)


def test_a_subset_has_the_outlines_of_its_face(fonts: Fonts) -> None:
    """Judged by fontTools, which also checks that the file is well formed."""
    for face in fonts.serif.faces:
        subset = Subset(face)
        characters = [each for each in "林语嫣Åé½𠮷" if ord(each) in face.glyphs]
        codes = [subset.code(character) for character in characters]
        cut = TTFont(io.BytesIO(subset.truetype()), checkChecksums=2)
        for character, code in zip(characters, codes, strict=True):
            assert _outline(cut, cut.getGlyphName(code)) == _outline(face.font, face.font.getBestCmap()[ord(character)])
            assert cut["hmtx"].metrics[cut.getGlyphName(code)] == face.metrics(face.glyphs[ord(character)])


def test_characters_have_the_glyphs_that_fonttools_finds(fonts: Fonts) -> None:
    for face in {face for chain in fonts.all for face in chain.faces}:
        names = face.font.getReverseGlyphMap()
        assert face.glyphs == {code: names[name] for code, name in face.font.getBestCmap().items()}


def _outline(font: TTFont, glyph: str) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    return pen.value


def test_copied_text_is_right_beyond_the_basic_plane() -> None:
    face = SimpleNamespace(glyphs={ord(RARE): 1, ord("A"): 2})
    subset = Subset(face)  # type: ignore[arg-type]
    subset.code(RARE)
    subset.code("A")
    assert b"<0001><0002>[<d842dfb7><0041>]" in subset.to_unicode()


def test_the_same_character_keeps_its_code(fonts: Fonts) -> None:
    subset = Subset(fonts.sans.faces[0])
    assert [subset.code(character) for character in "天地天"] == [1, 2, 1]
