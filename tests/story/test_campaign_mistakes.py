"""Mistakes seeded one at a time into somebody's own campaign: each is found where it stands, and nothing else is.

In the replacement `‸` marks where the message must point; where that is elsewhere, `at` names the file and the text.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from game.story import campaign_folder, template

ROAD, BRIDGE, TALK, SECOND = "campaign.toml", "bridge/between.toml", "interludes/asked.toml", "02-second/level.toml"
FILES = {
    ROAD: """
title = "My Road"
[[step]]
chapter = "01-first"
[[step]]
hub = "between"
[[step]]
interlude = "asked"
[[step]]
chapter = "02-second"

[[ending]]
id = "home"
chapter = "02-second"
choose = { cargo = "cargo.keep" }
""",
    BRIDGE: """
title = "Between"
after = "01-first"
sky = "bridge-avenue"
music = "bridge"
crew = ["nate"]
brings = ["paid"]
[[row]]
with = "nate"
if = [{ flag = "paid" }]
lines = [{ id = "between.nate", who = "nate", text = "One more, then." }]
""",
    TALK: """
title = "Asked"
chapter = "01-first"
room = "office"
asker = { who = "bell", name = "DS BELL" }
questions = 1
carries = ["asked-why"]
[[open]]
say = ["a.open"]
[[question]]
id = "why"
line = "a.q"
sets = ["asked-why"]
answer = [{ say = ["a.why"] }]
[[close]]
say = ["a.close"]
[lines]
"a.open" = { who = "walton", text = "Well?" }
"a.q" = { who = "bell", text = "Why?" }
"a.why" = { who = "walton", text = "Because." }
"a.close" = { who = "bell", text = "Thank you." }
""",
}


class Mistake(NamedTuple):
    name: str
    file: str
    old: str
    new: str
    says: tuple[str, ...]
    at: tuple[str, str] | None = None


MISTAKES = [
    # the road
    Mistake(
        "misspelt chapter that an ending names",
        ROAD,
        'chapter = "02-second"\n\n',
        'chapter = ‸"02-secnd"\n\n',
        ("is not there", "did you mean '02-second'?"),
    ),
    Mistake(
        "an ending of a chapter elsewhere", ROAD, 'chapter = "02-second"\nchoose', 'chapter = ‸"03"\nchoose', ("03",)
    ),
    Mistake("misspelt ending", ROAD, 'id = "home"', 'id = ‸"hoem"', ("no ending called 'hoem'", "'home'")),
    Mistake(
        "an ending that nothing names",
        SECOND,
        '{ do = "ending", ending = "home" }, ',
        "",
        ("no ending called 'home': say there", '{ do = "ending", ending = "home" }'),
        (ROAD, '"home"'),
    ),
    Mistake("misspelt choice", ROAD, "{ cargo =", "{ ‸cagro =", ("no choice 'cagro'", "'cargo'")),
    Mistake("misspelt answer", ROAD, '"cargo.keep"', '‸"cargo.kep"', ("no answer 'cargo.kep'", "'cargo.keep'")),
    Mistake("a number that is no answer", ROAD, '"cargo.keep"', "‸3", ("the choice 'cargo' has no answer 3",)),
    *(
        Mistake(
            f"{answer} for an answer",
            ROAD,
            '"cargo.keep"',
            f"‸{answer}",
            (f"expected a whole number or text, found {is_}",),
        )
        for answer, is_ in (("true", "true or false"), ("1.5", "a number"), ('["cargo.keep"]', "a list"))
    ),
    Mistake(
        "an ending twice",
        ROAD,
        "[[ending]]",
        '[[ending]]\nid = "home"\nchapter = "02-second"\n[[ending]]',
        ("'home' already",),
        (ROAD, '"home"\nchapter = "02-second"\nchoose'),
    ),
    # a bridge
    Mistake("misspelt sky", BRIDGE, '"bridge-avenue"', '‸"bridge-avenu"', ("no backdrop", "'bridge-avenue'")),
    Mistake("misspelt music", BRIDGE, 'music = "bridge"', 'music = ‸"brigde"', ("no music cue", "'bridge'")),
    Mistake("after another chapter", BRIDGE, '"01-first"', '‸"02-second"', ("before it is '01-first'",)),
    Mistake(
        "misspelt flag at the top",
        BRIDGE,
        '["paid"]',
        '["piad"]',
        ("'paid' is read here", "'brings'", "'piad' stands"),
        (BRIDGE, '{ flag = "paid" }'),
    ),
    Mistake("misspelt flag", BRIDGE, '{ flag = "paid" }', '‸{ flag = "piad" }', ("'piad' is read", "'paid' stands")),
    Mistake(
        "a counter that stays in its level",
        BRIDGE,
        '{ flag = "paid" }',
        '{ flag = "paid" }, ‸{ counter = "retries", at-least = 1 }',
        ("'retries' goes from chapter to chapter; there are players-hurt, players-spared",),
    ),
    Mistake(
        "a counter between turned bounds",
        BRIDGE,
        '{ flag = "paid" }',
        '{ flag = "paid" }, ‸{ counter = "players-hurt", at-least = 3, at-most = 1 }',
        ("more than 'at-most'",),
    ),
    # an interlude
    Mistake(
        "a question that waits for itself",
        TALK,
        'line = "a.q"\n',
        'line = "a.q"\nif = ‸[{ asked = "why" }]\n',
        ("'why' is never asked",),
    ),
    Mistake("misspelt room", TALK, '"office"', '‸"ofice"', ("no room", "'office'")),
    Mistake("behind another chapter", TALK, '"01-first"', '‸"02-second"', ("before it is '01-first'",)),
    Mistake("misspelt line", TALK, '["a.why"]', '[‸"a.wy"]', ("no line is called 'a.wy'", "'a.why'")),
    Mistake("misspelt speaker", TALK, 'who = "bell", text = "Why', 'who = ‸"bel", text = "Why', ("'bel'", "'bell'")),
    Mistake(
        "misspelt flag carried on", TALK, '["asked-why"]\n[[open', '[‸"asked-wy"]\n[[open', ("never set", "'asked-why'")
    ),
    Mistake("misspelt lines", TALK, "[lines]", "‸[line]", ("'line'", "'lines'")),
]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two levels with a bridge and an interlude between them; the second asks something, and comes to an ending."""
    folder = tmp_path_factory.mktemp("campaign") / "my-road"
    for name in ("01-first", "02-second"):
        template.make(folder / name)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    first, second = (folder / name / "level.toml" for name in ("01-first", "02-second"))
    _change(first, "\nminutes = 1", '\ncarries = ["paid"]\nminutes = 1')
    _change(first, '{ at = 1.0, do = "win" }', '{ do = "flag", set = "paid" }, { at = 1.0, do = "win" }')
    _change(second, '{ at = 1.0, do = "win" }', '{ do = "ending", ending = "home" }, { at = 1.0, do = "win" }')
    options = '[{ line = "cargo.keep" }, { line = "cargo.drop" }]'
    asks = f'{{ do = "choice", choice = "cargo", ask = "cargo.ask", options = {options} }},'
    _change(second, '{ do = "say", line = "clear.out" },', f'{{ do = "say", line = "clear.out" }},\n  {asks}')
    lines = second.with_name("lines.toml")
    said = '"cargo.ask" = { who = "elena", text = "Ours?" }\n'
    said += "".join(f'"cargo.{word}" = {{ who = "option", text = "We {word} it" }}\n' for word in ("keep", "drop"))
    lines.write_text(lines.read_text(encoding="utf-8") + said, encoding="utf-8")
    return folder


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_campaign_is_good(good: Path) -> None:
    assert campaign_folder.check(good) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_found_where_it_is_and_alone(mistake: Mistake, good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my-road"
    shutil.copytree(good, folder)
    _change(folder / mistake.file, mistake.old, mistake.new)
    text = (folder / mistake.file).read_text(encoding="utf-8")
    (folder / mistake.file).write_text(text.replace("‸", ""), encoding="utf-8")
    file = mistake.file if mistake.at is None else mistake.at[0]
    where = text.index("‸") if mistake.at is None else (folder / file).read_text(encoding="utf-8").index(mistake.at[1])
    before = (text if mistake.at is None else (folder / file).read_text(encoding="utf-8"))[:where]
    found = campaign_folder.check(folder)
    assert len(found) == 1, [str(problem) for problem in found]
    problem = found[0]
    assert problem.file.endswith(file)
    assert (problem.line, problem.column) == (before.count("\n") + 1, where - before.rfind("\n"))
    assert all(word in problem.message for word in mistake.says), problem.message


@pytest.mark.parametrize("answer", ['"cargo.drop"', '"drop"', '"2"', "2", '"never"'])
def test_an_answer_is_a_line_its_last_word_its_number_or_never(answer: str, good: Path, tmp_path: Path) -> None:
    shutil.copytree(good, tmp_path / "my-road")
    _change(tmp_path / "my-road" / ROAD, '"cargo.keep"', answer)
    assert campaign_folder.check(tmp_path / "my-road") == []
