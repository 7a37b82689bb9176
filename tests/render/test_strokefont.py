"""The lettering can say everything that the script says, and fits where it is measured to fit."""

from __future__ import annotations

import string
import tomllib

import pytest

from game import resources
from game.render import strokefont
from game.sim.rules import RULES
from game.story.letters import LETTERS, unwritten


def spoken() -> set[str]:
    """Every character of every line in every level."""
    said: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, str):
            said.update(value)
        elif isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    for path in resources.levels().glob("*/lines.toml"):
        walk(tomllib.loads(path.read_text(encoding="utf-8")))
    return said - {"\n"}


def test_every_printable_character_has_a_letter() -> None:
    assert [c for c in string.printable if c.isprintable() and not strokefont.has(c)] == []


def test_a_dial_has_the_units_that_a_hand_would_write() -> None:
    units = {rule.unit for rule in RULES}
    assert units == {"", "u/s²", "×"}
    small, two = strokefont.glyph("²"), strokefont.glyph("2")
    assert small.bottom <= two.bottom / 2
    assert small.width < two.width


def test_the_check_of_levels_knows_the_letters() -> None:
    assert {c for c in map(chr, range(32, 0x3000)) if strokefont.has(c)} == LETTERS


def test_what_is_written_small_can_be_written_in_capitals() -> None:
    assert sorted(c for c in LETTERS if unwritten(c.upper())) == []


def test_every_character_of_the_script_has_a_letter() -> None:
    said = spoken()
    assert len(said) > 40, "the levels' lines were found"
    assert sorted(c for c in said if not strokefont.has(c)) == []


@pytest.mark.parametrize("char", ["’", "“", "”", "…", "–", "—", "·", "×", "−", "é", "ü", "ñ", "É", "ß", "œ", "ł", "ğ"])
def test_typographic_characters_have_letters(char: str) -> None:
    assert strokefont.has(char)


def test_an_unknown_character_is_a_question_mark() -> None:
    assert strokefont.glyph("漢") == strokefont.glyph("?")


def test_the_strokes_of_an_asterisk_cross_in_one_point() -> None:
    strokes = [[int(digit) for digit in stroke] for stroke in strokefont.STROKES["*"].split()]
    assert len(strokes) == 3
    assert {((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in strokes} == {(2.0, 3.0)}


def test_different_characters_look_different() -> None:
    seen: dict[object, str] = {}
    for char in [*strokefont.STROKES, *strokefont.COMPOSED]:
        strokes = strokefont.glyph(char).strokes
        same = char + seen.get(strokes, "")
        assert strokes not in seen or same in ("−–", "șş", "ȘŞ", "țţ", "ȚŢ"), f"{char!r} is drawn like {same[1:]!r}"
        seen[strokes] = char


@pytest.mark.parametrize("cap", [7, 8, 10, 13, 18, 40])
def test_a_letter_is_drawn_inside_its_box(cap: int) -> None:
    for char in "gjyÉ|@W.,":
        picture = strokefont.raster(char, cap)
        wide, tall, _ = strokefont.box(char, cap)
        assert picture.get_size() == (wide, tall)
        ink = picture.get_bounding_rect(min_alpha=110)
        assert ink.left > 0, char
        assert ink.right < wide, char
        assert ink.top > 0, char
        assert ink.bottom < tall, char


@pytest.mark.parametrize("cap", [8, 10, 12, 16, 24])
def test_stems_are_sharp(cap: int) -> None:
    """Both stems of an H are dark in their middle: no grey double columns."""
    picture = strokefont.raster("H", cap)
    row = [picture.get_at((x, picture.get_height() * 2 // 7))[3] for x in range(picture.get_width())]
    peaks = sorted(row)[-2:]
    assert min(peaks) > 200


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One vessel could not be found. It is no longer being looked for.", 2),
        ("Will you come with us? You can say no. I'd hate it.", 2),
        ("Somewhere there's the five we were copied from. They'll have had lunch. Or there is no somewhere.", 3),
        ("Morning.", 1),
    ],
)
def test_even_lines_are_as_many_and_none_is_left_alone(text: str, lines: int) -> None:
    """`for.` stood by itself under a line as wide as the notice."""
    room = strokefont.measure(text, 14.0) / lines * 1.3 + 1.0
    plain, even = strokefont.wrap(text, 14.0, room), strokefont.wrap_even(text, 14.0, room)
    assert len(plain) == len(even) == lines
    assert " ".join(even) == text
    wide = [strokefont.measure(line, 14.0) for line in even]
    assert max(wide) <= room
    assert min(wide) > 0.4 * max(wide)


def test_two_lines_break_where_a_sentence_ends() -> None:
    text = "Will you come with us? You can say no. I'd hate it."
    room = strokefont.measure("Will you come with us? You can say no. I'd hate", 14.0) + 1.0
    assert strokefont.wrap(text, 14.0, room)[1] == "it."
    assert strokefont.wrap_even(text, 14.0, room) == ["Will you come with us?", "You can say no. I'd hate it."]


def test_wrapping_keeps_every_word_and_the_width() -> None:
    text = "It isn't angry. It just can't find our names, and it has been asked to look for them."
    lines = strokefont.wrap(text, 14, 300)
    assert " ".join(lines) == text
    assert all(strokefont.measure(line, 14) <= 300 for line in lines)
    assert len(lines) > 2


def test_a_word_wider_than_the_line_stands_alone() -> None:
    assert strokefont.wrap("a Donaudampfschiff b", 14, 60) == ["a", "Donaudampfschiff", "b"]
