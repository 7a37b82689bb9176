"""A level as text that is edited in place: nothing moves but what was changed."""

from __future__ import annotations

import copy
import difflib
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import resources
from game.editor.document import Document
from game.editor.edits import put
from game.editor.numerals import renumbered
from game.editor.splice import CannotSpliceError, patch
from game.story.problems import LevelError
from game.story.schema import ACTIONS, Beat

CHAPTERS = sorted(path.parent for path in resources.levels().glob("*/level.toml"))
KINDS = ("rock", "wall", "path", "region", "point", "decor", "zone", "beat", "retry", "line")


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_a_level_that_is_only_read_is_written_as_it_was():
    for folder in CHAPTERS:
        document = Document.open(folder)
        for name, text in document.texts().items():
            assert text.encode() == (folder / name).read_bytes()


def test_a_rock_moved_changes_two_numbers_of_its_line(hop):
    stone = hop.rows("rock")[0]
    before = hop.texts()["map.toml"]
    hop.put(stone.key, {**stone.data, "pos": [120, 650.5]})
    assert hop.texts()["map.toml"] == before.replace("pos = [0, 700]", "pos = [120, 650.5]")
    assert hop.row(stone.key).data["pos"] == [120, 650.5]


def test_a_new_key_stands_where_its_kind_declares_it(hop):
    beat = hop.find("beat", "pit")
    data = put(beat.data, ("after",), ["half"], Beat)
    data = put(data, ("then", 0, "at"), 0.5, ACTIONS["lose"])
    before = hop.texts()["level.toml"]
    hop.put(beat.key, data)
    assert hop.texts()["level.toml"] == before.replace('id = "pit"\n', 'id = "pit"\nafter = ["half"]\n').replace(
        '{ do = "lose", cause', '{ at = 0.5, do = "lose", cause'
    )


def test_comments_and_layout_within_a_changed_beat_stay(tmp_path):
    (tmp_path / "level.toml").write_text(
        '# by hand\ntitle   =   "T"  # short\nstart = "a"\n\n# first of all\n[[beat]]\nid = "one"   # the first\n'
        'when = { on = "start" }\nthen = [\n  # greet\n  { do = "say",   line = "hi" },  # hello\n'
        '  { do = "win" },\n]\n\n# ---- the end\n'
    )
    document = Document.open(tmp_path)
    before = document.texts()["level.toml"]
    beat = document.rows("beat")[0]
    data = copy.deepcopy(beat.data)
    data["then"][0]["line"] = "bye"
    data["then"].insert(1, {"do": "checkpoint"})
    data["repeat"] = True
    document.put(beat.key, data)
    after = document.texts()["level.toml"]
    assert after == before.replace('"hi" },  # hello\n', '"bye" },  # hello\n  { do = "checkpoint" },\n').replace(
        '{ do = "win" },\n]\n', '{ do = "win" },\n]\nrepeat = true\n'
    )


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("x = [1, 2, 3]", [1, 2, 3], [1, 3], "x = [1, 3]"),
        ("x = [1, 2, 3]", [1, 2, 3], [1], "x = [1]"),
        ("x = [ 1, 2 ]", [1, 2], [], "x = []"),
        ("x = [1]  # one", [1], [0, 1, 2], "x = [0, 1, 2]  # one"),
        ("x = [\n  1,  # a\n  2,\n]", [1, 2], [1, 5, 2], "x = [\n  1,  # a\n  5,\n  2,\n]"),
        ("x = [\n  1,  # a\n  2  # b\n]", [1, 2], [1, 2, 3], "x = [\n  1,  # a\n  2,  # b\n  3\n]"),
        ("x = [\n  1,  # a\n  2,\n]", [1, 2], [2], "x = [\n  2,\n]"),
        ("x = { a = 1,  b = 2 }", {"a": 1, "b": 2}, {"b": 2}, "x = { b = 2 }"),
        ("x = { a = 1,  b = 2 }", {"a": 1, "b": 2}, {"a": 1, "c": "é"}, 'x = { a = 1, c = "é" }'),
        ("x = { a = [0.50, 1] }", {"a": [0.5, 1]}, {"a": [0.5, 2]}, "x = { a = [0.50, 2] }"),
        ("x = true", True, 1, "x = 1"),
        ("[x]\na = 1\n# c\nb = 2\n", {"a": 1, "b": 2}, {"b": 3, "d": [1]}, "[x]\n# c\nb = 3\nd = [1]\n"),
    ],
)  # fmt: skip
def test_a_value_is_changed_where_it_stands(text, old, new, expected):
    assert patch(text, old, new, ("x",)) == (expected, new)


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("{ a = 1, b = 1.50 } # 1", {"a": 1, "b": 1.5}, {"a": 2, "b": 1.5}, "{ a = 2, b = 1.50 } # 1"),
        ('{ id = "3", "4" = -1 }', {"id": "3", "4": -1}, {"id": "3", "4": 3}, '{ id = "3", "4" = 3 }'),
        ("a = [ # 1\n  [1, 1_000],\n]", {"a": [[1, 1000]]}, {"a": [[1, 0.5]]}, "a = [ # 1\n  [1, 0.5],\n]"),
        ("{ a.b = 1, c = 1 }", {"a": {"b": 1}, "c": 1}, {"a": {"b": 2}, "c": 1}, None),  # text and table may differ
        ("{ a = 1, b = [2, 2] } # 3", {"a": 1, "b": [2, 2]}, {"a": 1, "b": [2, 3]}, "{ a = 1, b = [2, 3] } # 3"),
        ("{ a = 1, b = 1 }", {"b": 1, "a": 1}, {"a": 2, "b": 1}, None),
        ("{ a = 0x10 }", {"a": 16}, {"a": 17}, None),
        ("{ 1 = 1 }", {"1": 1}, {"1": 2}, None),
        ('{ a = """1""", b = 1 }', {"a": "1", "b": 1}, {"a": "1", "b": 2}, None),
        ("{ a = 1 }", {"a": 1}, {"a": True}, None),
    ],
)
def test_numbers_are_changed_where_they_stand_or_left_to_whoever_reads_all(text, old, new, expected):
    assert renumbered(text, old, new) == expected


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("x = [\n  { a = 1 }, # 1\n  { a = 2 },  # 2\n  { a = 3 }\n]", (2, 0, 1),
         "x = [\n  { a = 3 },\n  { a = 1 }, # 1\n  { a = 2 },  # 2\n]"),
        ("x = [\n  # of all\n  { a = 1 }, # 1\n\n  { a =  1 }, # one\n  { a = 3 }, # 3\n]", (2, 1, 0),
         "x = [\n  # of all\n  { a = 3 }, # 3\n\n  { a =  1 }, # one\n  { a = 1 }, # 1\n]"),
        ("x = [{ a = 1 }, { a = 2 }]", (1, 0), "x = [{ a = 2 }, { a = 1 }]"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_item_that_is_moved_takes_its_comment_along(text, order, expected, newline):
    old = tomllib.loads(text)["x"]
    made, new = patch(text.replace("\n", newline), old, [old[i] for i in order], ("x",))
    assert new == [old[i] for i in order]
    assert made == expected.replace("\n", newline)


def test_a_line_under_a_heading_keeps_its_comments_when_it_is_renamed(hop):
    text = '["a.b"] # why\nwho = "nate" # he\ntext = """Go\\\n  on."""\n[c]\nwho = "karl"\ntext = "C"\n'
    hop.replace_texts({"lines.toml": text}, "under headings")
    hop.put(hop.find("line", "a.b").key, {**hop.find("line", "a.b").data, "id": "d"})
    assert hop.texts()["lines.toml"] == text.replace('["a.b"]', "[d]")
    hop.put(hop.find("line", "c").key, {**hop.find("line", "c").data, "id": "e.f"})
    assert hop.texts()["lines.toml"] == text.replace('["a.b"]', "[d]").replace("[c]", '["e.f"]')


def test_values_that_are_alike_are_not_taken_for_one_another(hop):
    key = hop.rows("rock")[0].key
    hop.put(key, {"id": "stone", "radius": 7, "angle": 7, "pos": [7, 7]})  # in another order than the file's
    hop.put(key, {"id": "stone", "pos": [7, 7], "radius": 7, "angle": 2})
    hop.put_all({key: {**hop.row(key).data, "radius": 9}})
    assert Document(hop.folder, hop.texts()).rows("rock")[0].data == {
        "id": "stone", "pos": [7, 7], "radius": 9, "angle": 2
    }  # fmt: skip


DOTTED = """\
[[beat]]
id = "a" # the name
when.on = "timer" # every
# of five
when.after = 5 # seconds
then = [{ do = "win" }] # at once"""
HEADED = """\
[[beat]]
id = "a" # the name
[beat.when] # when
on = "start"
# asked first
[[beat.then]] # 1
do = "choice"
ask = "q" # the question
[[beat.then.options]]
line = "yes" # of course
[[beat.then.options]]
line = "no"
# and then
[[beat.then]]
do = "win" # at last"""
INDENTED = """\
[[beat]]
    id = "b" # it
    [beat.when]
        on = "start"
    [[beat.then]]
    do = "win" # last"""
WIN, SHAKE = {"do": "win"}, {"do": "shake"}
ASKED = {"do": "choice", "ask": "q", "options": [{"line": "yes"}, {"line": "no"}]}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "change", "old", "new"),
    [
        (DOTTED, {"when": {"on": "timer", "after": 6}}, "= 5", "= 6"),
        (DOTTED, {"when": {"on": "timer", "after": 5, "beat": "b"}}, "# seconds\n", '# seconds\nwhen.beat = "b"\n'),
        (DOTTED, {"when": {"on": "timer"}}, "when.after = 5 # seconds\n", ""),
        (
            DOTTED,
            {"when": {"any": [{"on": "start"}, {"on": "timer", "after": 5}]}},
            'when.on = "timer" # every\n# of five\nwhen.after = 5 # seconds',
            'when.any = [{ on = "start" }, { on = "timer", after = 5 }] # every\n# of five',
        ),
        (DOTTED, {"repeat": True}, "# at once", "# at once\nrepeat = true"),
        (HEADED, {"repeat": True}, "# the name\n", "# the name\nrepeat = true\n"),
        (HEADED, {"when": {"on": "flag", "flag": "f"}}, '"start"', '"flag"\nflag = "f"'),
        (HEADED, {"then": [ASKED, WIN, SHAKE]}, "# at last", '# at last\n[[beat.then]]\ndo = "shake"'),
        (HEADED, {"then": [SHAKE, ASKED, WIN]}, "[[beat.then]] # 1", '[[beat.then]]\ndo = "shake"\n[[beat.then]] # 1'),
        (HEADED, {"then": [ASKED]}, '\n[[beat.then]]\ndo = "win" # at last', ""),
        (HEADED, {"then": [ASKED, WIN | {"at": 2}]}, "# at last", "# at last\nat = 2"),
        (
            HEADED,
            {"then": [ASKED | {"options": [{"line": "yes"}, {"line": "no", "set": "f"}]}, WIN]},
            'line = "no"',
            'line = "no"\nset = "f"',
        ),
        (
            INDENTED,
            {"when": {"on": "flag", "flag": "f"}, "repeat": True},
            '    id = "b" # it\n    [beat.when]\n        on = "start"',
            '    id = "b" # it\n    repeat = true\n    [beat.when]\n        on = "flag"\n        flag = "f"',
        ),
        (INDENTED, {"then": [WIN, SHAKE]}, "# last", '# last\n    [[beat.then]]\n    do = "shake"'),
        (
            INDENTED + '\n    [[beat.then]]\n    do = "shake" # well',
            {"then": [SHAKE, WIN]},
            '    do = "win" # last\n    [[beat.then]]\n    do = "shake" # well',
            '    do = "shake" # well\n    [[beat.then]]\n    do = "win" # last',
        ),
        (
            HEADED,
            {"then": [ASKED | {"options": [{"line": "no"}]}, WIN]},
            '[[beat.then.options]]\nline = "yes" # of course\n',
            "",
        ),
    ],
)  # fmt: skip
def test_tables_with_dots_or_under_headings_keep_their_comments(text, change, old, new, newline, tmp_path):
    assert text.count(old) == 1
    script = f"# a level\n{text}\n# its end\n"
    document = Document(tmp_path, {"level.toml": script.replace("\n", newline)})
    beat = document.rows("beat")[0]
    document.put(beat.key, beat.data | change)
    assert document.texts()["level.toml"] == script.replace(old, new).replace("\n", newline)
    assert document.rows("beat")[0].data == beat.data | change


def test_a_table_with_dots_goes_with_all_its_lines(tmp_path):
    text = (
        '[[rock]]\nid = "r" # it\nradius = 5\ndrift.path = "lane" # there\ndrift.speed = 5\n\n'
        '# more\n[[rock]]\nid = "z"\n'
    )
    document = Document(tmp_path, {"map.toml": text})
    rock = document.rows("rock")[0]
    document.put(rock.key, {name: value for name, value in rock.data.items() if name != "drift"})
    assert document.texts()["map.toml"] == text.replace('drift.path = "lane" # there\ndrift.speed = 5\n', "")


def test_what_no_small_change_serves_is_refused():
    with pytest.raises(CannotSpliceError):
        patch("x = { a.b = 1 }\n", {"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, ("x",))


def test_rows_come_where_they_belong_and_go_without_a_trace(hop):
    before = hop.texts()
    stone = hop.rows("rock")[0]
    with hop.change("Some things"):
        keys = [
            hop.add("rock", {"id": "two", "pos": [5, 5], "radius": 9.0}, after=stone.key),
            hop.add("wall", {"id": "first", "line": [[0, 0], [9, 9]]}),
            hop.add("beat", {"id": "more", "when": {"on": "start"}, "then": [{"do": "win"}]}),
            hop.add("line", {"id": "new.line", "who": "nate", "text": "Well."}),
        ]
    assert [row.id for row in hop.rows("rock")] == ["stone", "two"]
    assert [row.id for row in hop.rows("beat")][-1] == "more"
    assert hop.texts()["lines.toml"].endswith('"new.line" = { who = "nate", text = "Well." }\n')
    assert Document(hop.folder, hop.texts()).rows("wall")[0].data == {"id": "first", "line": [[0, 0], [9, 9]]}
    hop.remove(keys[:1] + keys[2:])
    assert hop.texts()["level.toml"] == before["level.toml"]
    assert hop.texts()["lines.toml"] == before["lines.toml"]
    assert "two" not in hop.texts()["map.toml"]
    while hop.undo():
        pass
    assert hop.texts() == before


def test_the_comment_of_a_row_that_goes_goes_and_all_others_stay():
    document = Document.open(next(folder for folder in CHAPTERS if folder.name.startswith("05")))
    before = document.texts()["map.toml"]
    row = document.find("rock", "row-1-a")
    document.remove([row.key])
    gone = changed_lines(before, document.texts()["map.toml"])
    assert len(gone) == 1
    assert gone[0].startswith('-  { id = "row-1-a"')


def test_undo_takes_a_whole_step_back_and_redo_does_it_again(hop):
    start = hop.texts()
    stone = hop.rows("rock")[0]
    with hop.change("Move and name"):
        hop.put(stone.key, {**stone.data, "pos": [1, 1]})
        hop.put_header("title", "Another Hop")
        hop.put_header("bounds", [-10, -10, 10, 10], "map.toml")
    done = hop.texts()
    version = hop.version
    assert hop.undo() == "Move and name"
    assert hop.texts() == start
    assert hop.version > version
    assert hop.redo() == "Move and name"
    assert hop.texts() == done
    assert hop.redo() is None
    assert hop.header()["title"] == "Another Hop"


def test_a_change_that_fails_leaves_nothing_behind(hop):
    before, stone = hop.texts(), hop.rows("rock")[0]
    with pytest.raises(TypeError), hop.change("Half"):  # noqa: PT012
        hop.remove([stone.key])
        hop.put_header("seed", object())
    assert hop.texts() == before
    assert hop.undo() is None
    assert stone.key in hop


def test_two_lines_never_have_one_name(hop):
    first, second = hop.rows("line")[:2]
    hop.put(second.key, {**second.data, "id": first.id})
    assert hop.row(second.key).id == f"{first.id}-2"
    key = hop.add("line", {"id": first.id, "who": "nate", "text": "Again."})
    assert hop.row(key).id == f"{first.id}-3"
    assert len(Document(hop.folder, hop.texts()).rows("line")) == len(hop.rows("line"))


def test_problems_are_those_of_the_texts_as_they_stand(hop):
    before = hop.problems()
    goal = hop.find("point", "goal")
    hop.put(goal.key, {**goal.data, "id": "gaol"})
    said = [str(problem) for problem in hop.problems()]
    assert any("gaol" in words and "level.toml" in words for words in said)
    with pytest.raises(LevelError):
        hop.level()
    hop.undo()
    assert hop.problems() == before
    assert hop.level().map.points["goal"].pos == [1100, 0]


def test_a_file_that_is_no_toml_is_refused_with_its_place(tmp_path):
    (tmp_path / "level.toml").write_text("title = \n")
    with pytest.raises(LevelError) as caught:
        Document.open(tmp_path)
    assert (caught.value.problems[0].line, caught.value.problems[0].file) == (1, str(tmp_path / "level.toml"))


def test_what_stands_in_the_place_of_a_file_is_not_taken_for_an_empty_one(tmp_path):
    (tmp_path / "level.toml").write_text('title = "Here"\nstart = "begin"\n')
    (tmp_path / "map.toml").mkdir()
    with pytest.raises(LevelError) as caught:
        Document.open(tmp_path)
    assert "map.toml" in str(caught.value)
    assert "cannot be read" in str(caught.value)


def test_windows_line_ends_and_the_mark_at_the_beginning_survive(tmp_path):
    data = b'\xef\xbb\xbf# map\r\nbounds = [0, 0, 9, 9]\r\npoint = [\r\n  { id = "a", pos = [1, 1] },\r\n]\r\n'
    (tmp_path / "map.toml").write_bytes(data)
    document = Document.open(tmp_path)
    document.add("point", {"id": "b", "pos": [2, 2]})
    document.save()
    assert (tmp_path / "map.toml").read_bytes() == data.replace(
        b"[1, 1] },\r\n", b'[1, 1] },\r\n  { id = "b", pos = [2, 2] },\r\n'
    )


def test_saving_keeps_what_was_there_and_no_more_than_some_of_it(hop):
    first = (hop.folder / "map.toml").read_text()
    for x in range(1, 13):
        stone = hop.rows("rock")[0]
        hop.put(stone.key, {**stone.data, "pos": [x, 0]})
        assert hop.dirty
        hop.save()
        assert not hop.dirty
    states = hop.keeping.states()
    assert len(states) == 10
    assert "pos = [11, 0]" in (states[0] / "map.toml").read_text()
    assert "pos = [12, 0]" in (hop.folder / "map.toml").read_text()
    assert first != (hop.folder / "map.toml").read_text()
    hop.undo()
    assert hop.dirty


def test_work_that_was_not_saved_is_found_after_a_crash(hop, tmp_path):
    stone = hop.rows("rock")[0]
    hop.put(stone.key, {**stone.data, "radius": 61})
    hop.keep_unsaved()
    again = Document.open(hop.folder, tmp_path / "backups")
    assert again.recover()
    assert again.texts() == hop.texts()
    assert again.undo() == "Recover unsaved work"
    again.redo()
    again.save()
    assert not Document.open(hop.folder, tmp_path / "backups").recover()


def test_what_could_not_be_opened_again_is_not_saved(hop):
    before = (hop.folder / "map.toml").read_text()
    hop.add_all([("rock", {"id": f"r-{n}", "pos": [n, 0], "radius": 5}) for n in range(5_001)])
    with pytest.raises(OSError, match=r"map.toml could not be opened again: more than 5,?000 "):
        hop.save()
    assert (hop.folder / "map.toml").read_text() == before
    assert hop.dirty
    hop.undo()
    hop.save()
    assert Document.open(hop.folder).texts() == hop.texts()


@st.composite
def edits(draw):
    """A level of ours and some changes: (row of all rows, what happens to it, a number)."""
    folder = draw(st.sampled_from(CHAPTERS))
    many = st.tuples(
        st.integers(0, 10_000), st.sampled_from(("move", "name", "drop", "add", "cut")), st.integers(-99, 99)
    )
    return folder, draw(st.lists(many, min_size=1, max_size=5))


def shaken(data: dict, what: str, number: int) -> dict:
    """Other data for a row: a changed number or name, something more, something less."""
    data = copy.deepcopy(data)
    lists = [value for value in data.values() if isinstance(value, list) and value]
    if what == "move" and lists:
        inner = lists[number % len(lists)]
        inner[number % len(inner)] = copy.deepcopy(inner[0]) if isinstance(inner[0], dict) else number
    elif what == "add" and lists:
        inner = lists[number % len(lists)]
        inner.insert(number % (len(inner) + 1), copy.deepcopy(inner[-1]))
    elif what == "cut" and lists:
        inner = lists[number % len(lists)]
        inner.pop(number % len(inner))
    elif what == "name":
        data["id"] = f"no-{number}"
    return data


@settings(max_examples=8, deadline=None)
@given(edits())
def test_whatever_is_edited_all_other_text_stays_byte_for_byte(case):
    folder, steps = case
    document = Document.open(folder)
    start = document.texts()
    for index, what, number in steps:
        rows = [row for kind in KINDS for row in document.rows(kind)]
        row = rows[index % len(rows)]
        others = [(each.key, each.text, each.data) for each in rows if each is not row]
        comments = [line for line in document.texts()[row.file].splitlines() if line.lstrip().startswith("#")]
        if what == "drop":
            document.remove([row.key])
        else:
            wanted = shaken(row.data, what, number)
            document.put(row.key, wanted)
            assert document.row(row.key).data in (wanted, wanted | {"id": f"{wanted.get('id')}-2"})
        for key, text, data in others:
            assert (document.row(key).text, document.row(key).data) == (text, data)
        if what != "drop" and row.text.count("#") == 0:
            left = [line for line in document.texts()[row.file].splitlines() if line.lstrip().startswith("#")]
            assert left == comments
    again = Document(folder, document.texts())  # what is written is what is meant
    for kind in KINDS:
        assert [each.data for each in again.rows(kind)] == [each.data for each in document.rows(kind)]
    while document.undo():
        pass
    assert document.texts() == start
