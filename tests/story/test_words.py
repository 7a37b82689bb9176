"""The words that all levels share: all of them are there, each can be said, and a mistake says where it is."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from game import cli, resources
from game.sim.events import EVENTS
from game.sim.kinds import KINDS, Team
from game.story import library, words
from game.story.flags import FLAGS
from game.story.occasions import ARCHETYPES, AWAITED, CASES, OCCASIONS, OWN_EVENTS, WORDS
from game.story.problems import LevelError
from game.story.state import STORY_EVENTS

from .conftest import HEADER, LINES, MAP, write

FOLDER = resources.levels() / words.FOLDER
ALL = words.read(FOLDER)

# Events that the simulation is still to tell of: what they bring about is in the table already.
EVENTS_TO_COME: set[str] = set()
# Occasions that nothing brings about yet -> how many rows wait for each. Whoever gives one its source, strikes it out.
STILL_TO_COME = {
    "bark": {
        "ability-walt": 3, "assist-on": 1, "back-in-01": 1, "back-in-02": 2, "back-in-03": 1, "back-in-05": 1,
        "fuel-low": 2, "no-damage": 2, "no-kill": 1, "sandbox": 6, "sound-off": 4,
    },
    "chat": {},
    "notice": {
        "chalk-line": 1, "death": 1, "firewall": 1, "heart-near": 1, "no-answer": 1, "restricted": 1, "safe-zone": 1,
        "sweep-soon": 1, "wrong-lane": 1,
    },
}  # fmt: skip
# Rows of occasions that do come about, but not in the way that these ask for.
ROWS_TO_COME = {
    "bark.spoof-on.4": "a second borrowed name",
    "chat.griefer.wins.1": "words after the ship is lost",
    "chat.griefer.wins.2": "words after the ship is lost",
    "chat.griefer.wins.3": "words after the ship is lost",
    "chat.griefer.wins.4": "words after the ship is lost",
}


def family(row: words.Row) -> str:
    return {words.Bark: "bark", words.Remark: "chat", words.Notice: "notice"}[type(row)]


# -- what is there -------------------------------------------------------------------------------------


def test_every_line_of_the_script_is_there():
    assert Counter(family(row) for row in ALL) == {"bark": 213, "chat": 244, "notice": 68}
    chat = Counter(row.who for row in ALL if isinstance(row, words.Remark))
    assert sum(chat.values()) == 244
    assert set(chat) == {*ARCHETYPES, words.AUDIENCE, words.ANYONE}
    heat = Counter(row.heat for row in ALL if isinstance(row, words.Notice))
    assert set(heat) == {0, 1, 2, 3, 4, 5, None}


@pytest.mark.parametrize(
    ("id", "who", "text"),
    [
        ("bark.shield-down.1", "karl", "Shields are off. From here it's paint."),
        ("bark.sandbox.6", "karl", "First thing I'd change isn't in here."),
        ("chat.newcomer.leaves.1", "@newcomer", "got to go, pasta"),
        ("chat.griefer.spared.2", "@griefer", "you ok? you're meant to finish me"),
        ("mod.5.death", "moderation", "You are thanked. You were no trouble at all."),
        ("mod.any.chalk-line", "moderation", "This is as far as we were told."),
    ],
)
def test_they_are_lines_like_any_other(id, who, text):
    assert (ALL.lines[id].who, ALL.lines[id].text) == (who, text)


def test_every_gamertag_is_there():
    assert len(ALL.tags) == len({tag.tag for tag in ALL.tags}) == 61
    free = Counter(tag.who for tag in ALL.tags if not tag.story and not tag.silent)
    assert set(free) == {*ARCHETYPES, words.ANYONE}
    assert [tag.tag for tag in ALL.tags if tag.silent] == ["wisp"]
    assert "bea_on_break" in {tag.tag for tag in ALL.tags if tag.story}


def test_there_is_nothing_wrong_with_them():
    assert words.check() == []


def test_they_are_one_row_a_line():
    for shelf in words.SHELVES:
        text = (FOLDER / shelf.file).read_text(encoding="utf-8")
        assert sum(line.startswith("  { id = ") for line in text.splitlines()) == len(tomllib.loads(text)[shelf.list])


def test_the_folder_is_no_level_and_ships_with_the_levels():
    assert words.FOLDER not in library.folders()
    with pytest.raises(LevelError, match=r"no level\.toml"):
        library.find(str(FOLDER))
    project = tomllib.loads((resources.root() / "pyproject.toml").read_text(encoding="utf-8"))
    assert "levels" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert FOLDER.is_relative_to(resources.levels())


def test_callister_check_reads_them_too(monkeypatch, capsys, tmp_path):
    for shelf in words.SHELVES:
        (tmp_path / shelf.file).write_text(f"{shelf.list} = [\n", encoding="utf-8")
    broken = words.check(tmp_path)
    monkeypatch.setattr(words, "check", lambda: broken)
    monkeypatch.setattr(library, "folders", lambda *_: {})  # the levels have tests of their own
    assert cli.main(["check", "--user-dir", str(tmp_path)]) == 1
    assert f"{tmp_path / 'barks.toml'}:2:1: not TOML" in capsys.readouterr().out


# -- nothing is silently dead --------------------------------------------------------------------------


def test_every_row_has_an_occasion_or_is_still_to_come():
    come = {(occasion.family, occasion.word) for occasion in OCCASIONS}
    waiting: dict[str, Counter[str]] = {name: Counter() for name in STILL_TO_COME}
    for row in ALL:
        if (family(row), row.on) not in come:
            waiting[family(row)][row.on] += 1
    assert waiting == STILL_TO_COME
    assert {name: set(table) for name, table in AWAITED.items()} == {n: set(t) for n, t in STILL_TO_COME.items()}


def test_every_occasion_has_a_row():
    answered = {(family(row), row.on) for row in ALL}
    assert {(name, word) for name, known in WORDS.items() for word in known} == answered


def test_every_occasion_hears_an_event_that_is_told():
    told = {*EVENTS, *STORY_EVENTS, *OWN_EVENTS}
    assert {occasion.hears for occasion in OCCASIONS} - told <= EVENTS_TO_COME
    assert set(OWN_EVENTS) == {occasion.hears for occasion in OCCASIONS} & set(OWN_EVENTS)


def test_rows_that_are_still_to_come_are_rows():
    assert set(ROWS_TO_COME) <= set(ALL.lines)
    assert not {row.id for row in ALL if row.on in AWAITED[family(row)]} & set(ROWS_TO_COME)


def test_every_case_is_asked_for_and_every_flag_is_one_of_the_campaign():
    assert {row.case for row in ALL if isinstance(row, words.Bark) and row.case} == set(CASES)
    assert ALL.flags <= set(FLAGS)


def test_every_kind_of_player_has_its_chat():
    players = {kind.name for kind in KINDS.values() if kind.team == Team.PLAYERS and kind.mind}  # a stall says nothing
    assert players <= set(ARCHETYPES)


def test_flags_that_chapters_carry_are_those_of_the_campaign():
    for folder in library.folders().values():
        header = tomllib.loads((folder / "level.toml").read_text(encoding="utf-8"))
        assert set(header.get("carries", [])) <= set(FLAGS), folder.name


# -- a level asks for them -----------------------------------------------------------------------------

WIN = '[[beat]]\nid = "b"\nwhen = { on = "start" }\nthen = [{ do = "win" }]\n'


def level(folder: Path, header: str = "", lines: str = ""):
    folder.mkdir(exist_ok=True)
    return library.load(write(folder, HEADER + header + WIN, MAP, LINES + lines))


def test_a_level_has_those_that_it_asks_for(tmp_path):
    assert not level(tmp_path).words
    some = level(tmp_path, 'words = ["notices"]\n')
    assert len(list(some.words)) == 68
    assert some.lines["mod.0.arrive"].text == "You are welcome here. Most people are."
    assert len(list(level(tmp_path, 'words = ["barks", "chat", "notices"]\n').words)) == 525


def test_a_header_that_asks_for_other_words_is_told_which_there_are(tmp_path):
    with pytest.raises(LevelError, match='"barks" or "chat" or "notices", found \'bark\''):
        level(tmp_path, 'words = ["bark"]\n')


def test_a_level_that_has_a_row_as_its_own_line_says_it_itself(tmp_path):
    mine = level(tmp_path, 'words = ["notices"]\n', '"mod.0.arrive" = { who = "moderation", text = "Oh. You." }\n')
    assert mine.lines["mod.0.arrive"].text == "Oh. You."
    assert "mod.0.arrive" not in {row.id for row in mine.words}


def test_other_words_make_another_level(tmp_path):
    """A recording goes stale when its words change, and only then."""
    plain, worded = level(tmp_path), level(tmp_path, 'words = ["notices"]\n')
    assert plain.hash != worded.hash
    (tmp_path / "words").mkdir()
    text = (FOLDER / "notices.toml").read_text(encoding="utf-8")
    (tmp_path / "words" / "notices.toml").write_text("# once more\n" + text, encoding="utf-8")
    same = words.read(tmp_path / "words", ["notice"])
    (tmp_path / "words" / "notices.toml").write_text(
        text.replace("Most people are", "All people are"), encoding="utf-8"
    )
    other = words.read(tmp_path / "words", ["notice"])
    assert same.hash == worded.words.hash != other.hash


def test_a_flag_that_words_ask_for_is_read(tmp_path):
    from game.story.check import check

    sets = WIN.replace('{ do = "win" }', '{ do = "flag", set = "scarred" }, { do = "win" }')

    def complaints(header: str) -> list[str]:
        write(tmp_path, HEADER + header + sets, MAP, LINES)
        return [problem.message for problem in check(tmp_path) if "scarred" in problem.message]

    assert complaints('words = ["barks"]\n') == []
    assert complaints('words = ["notices"]\n') != []


# -- mistakes ------------------------------------------------------------------------------------------

GOOD = {
    "barks": '{ id = "bark.idle.1", on = "idle", who = "elena", text = "Are we posing?" }',
    "chat": '{ id = "chat.grinder.idle.1", who = "grinder", on = "idle", text = "4,112" }',
    "notices": '{ id = "mod.2.idle", heat = 2, on = "idle", text = "Nothing has been noticed." }',
}
WHO, TEXT = 'who = "elena"', 'text = "Are we posing?"'
# file, what is changed into what, where that is found, and what is said
MISTAKES = [
    ("barks", f", {WHO}", "", "{ id", "'who' is missing"),
    ("barks", "text", "texts", "texts", "did you mean 'text'"),
    ("barks", '"Are we posing?"', "5", "5 }", "expected text, found a whole number"),
    ("barks", "Are we posing?", "", '"" }', "the text is empty"),
    ("barks", "Are we posing?", "x" * 91, '"xxx', "at most 90 characters, found 91"),
    ("barks", 'on = "idle"', 'on = "idel"', '"idel"', "did you mean 'idle'"),
    ("barks", "bark.idle.1", "bark.mote.1", '"bark.mote', "expected bark.idle.1, bark.idle.2"),
    ("barks", "elena", "elana", '"elana"', "did you mean 'elena'"),
    ("barks", WHO, f'of = "hownd", {WHO}', '"hownd"', "did you mean 'hound'"),
    ("barks", WHO, f'case = "perfekt", {WHO}', '"perfekt"', "did you mean 'perfect'"),
    ("barks", WHO, f"time = 0, {WHO}", "0, who", ">= 1"),
    ("barks", WHO, f"chapter = 2, chapter-at-least = 2, {WHO}", "{ id", "a row names one chapter"),
    ("barks", WHO, f'if = [{{ flag = "skarred" }}], {WHO}', '"skarred"', "did you mean 'scarred'"),
    ("barks", WHO, f'if = [{{ counter = "tries", at-least = 2 }}], {WHO}', '"tries"', "did you mean 'retries'"),
    ("barks", WHO, f'if = [{{ ability = "spikes" }}], {WHO}', '"spikes"', "did you mean 'spike'"),
    ("barks", WHO, f'if = [{{ fired = "wake" }}], {WHO}', '"wake"', "words belong to no level"),
    ("barks", WHO, f"if = [{{}}], {WHO}", "{}]", "an empty condition"),
    ("barks", "posing", "in a game", '"Are', "to elena it is no game: say it without 'game'"),
    ("chat", "grinder", "gamer", '"gamer"', "no players are called 'gamer'"),
    ("chat", "4,112", "a b c d e f g h i j", '"a b', "players say 9 words at most, found 10"),
    ("chat", 'on = "idle"', 'heat = 2, on = "idle"', "heat", "unknown key 'heat'"),
    ("notices", "heat = 2", "heat = 3", '"mod.2', "expected mod.3.idle"),
    ("notices", "heat = 2", "heat = 6", "6, on", "<= 5"),
    ("notices", "Nothing has been noticed", "You are banned", '"You', "Moderation never says 'ban'"),
]


@pytest.mark.parametrize(("file", "good", "bad", "at", "said"), MISTAKES)
def test_a_mistake_says_where_it_is_and_what_would_be_right(tmp_path, file, good, bad, at, said):
    shelf = next(shelf for shelf in words.SHELVES if shelf.file == f"{file}.toml")
    row = "  " + GOOD[file].replace(good, bad) + ","
    (tmp_path / shelf.file).write_text(f"{shelf.list} = [\n{row}\n]\n", encoding="utf-8")
    with pytest.raises(LevelError) as error:
        words.read(tmp_path, [shelf.family])
    (problem,) = error.value.problems
    place = str(tmp_path / shelf.file), 2, row.index(at) + 1
    assert (problem.file, problem.line, problem.column) == place, str(problem)
    assert said in problem.message


@pytest.mark.parametrize("file", GOOD)
def test_without_a_mistake_nothing_is_said(tmp_path, file):
    shelf = next(shelf for shelf in words.SHELVES if shelf.file == f"{file}.toml")
    (tmp_path / shelf.file).write_text(f"{shelf.list} = [\n  {GOOD[file]},\n]\n", encoding="utf-8")
    assert len(list(words.read(tmp_path, [shelf.family]))) == 1


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (f"bark = [\n  {GOOD['barks']},\n  {GOOD['barks']},\n]", 3, "already, in line 2: ids are unique"),
        (f"bark = [\n  {GOOD['barks']},\n  {GOOD['barks'].replace('.1', '.2')},\n]", 3, "says the same"),
        (f"barks = [\n  {GOOD['barks']},\n]", 1, "did you mean 'bark'"),
        (f"bark = [\n  {GOOD['barks']}\n  {GOOD['barks']},\n]", 3, "expected a comma"),
        ("bark = 5", 1, "the rows stand in a list"),
    ],
)
def test_a_mistake_of_the_whole_file(tmp_path, text, line, said):
    (tmp_path / "barks.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LevelError) as error:
        words.read(tmp_path, ["bark"])
    assert any(problem.line == line and said in problem.message for problem in error.value.problems), str(error.value)


@pytest.mark.parametrize(
    ("tags", "column", "said"),
    [
        ('{ tag = "yeti_2", who = "anyon", feel = "so" }', 34, "did you mean 'anyone'"),
        ('{ tag = "", who = "anyone", feel = "so" }', 18, "the text is empty"),
        ('{ tag = "yeti_2", who = "anyone" }', 10, "'feel' is missing"),
        ('{ tag = "y", who = "anyone", feel = "a" }, { tag = "y", who = "anyone", feel = "b" }', 61, "'y' already"),
        ('"yeti_2"', 10, "expected a table"),
    ],
)
def test_a_mistake_in_a_gamertag(tmp_path, tags, column, said):
    (tmp_path / "chat.toml").write_text(f"chat = [\n  {GOOD['chat']},\n]\n  tag = [{tags}]\n", encoding="utf-8")
    with pytest.raises(LevelError) as error:
        words.read(tmp_path, ["chat"])
    (problem,) = error.value.problems
    assert (problem.line, problem.column) == (4, column), str(problem)
    assert said in problem.message


def test_a_missing_file_is_named(tmp_path):
    assert [Path(problem.file).name for problem in words.check(tmp_path)] == ["barks.toml", "chat.toml", "notices.toml"]
