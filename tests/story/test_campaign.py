"""Progress as rules: what is carried forward, what comes next, and what flying a chapter again does not do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from game.story import campaign, library, road
from game.story.campaign import Flown, Outcome, Progress
from game.story.level import Level
from game.story.problems import LevelError
from game.story.road import Ending, Road, Step

WAY = Road(
    "A Way",
    (
        Step(chapter="one"), Step(hub="b01"), Step(chapter="two"), Step(interlude="talk"), Step(hub="b02"),
        Step(chapter="three"), Step(hub="b03", resumed=True), Step(chapter="four"),
    ),
    (Ending(id="freedom", chapter="four"),),
)  # fmt: skip


def level(id: str, carries: list[str]) -> Level:
    some = library.load("01")
    return replace(some, id=id, header=msgspec.structs.replace(some.header, carries=carries))


def outcome(*flags: str, credits: int = 0, ending: str = "", **counters: int) -> Outcome:
    return Outcome(frozenset(flags), {n.replace("_", "-"): v for n, v in counters.items()}, credits, ending)


def through_two() -> Progress:
    progress = campaign.start(WAY)
    progress = campaign.after(progress, WAY, level("one", ["rain"]), outcome("rain", "private", players_hurt=2))
    progress = campaign.passed(progress, WAY)
    progress = campaign.after(progress, WAY, level("two", ["wind"]), outcome("wind", credits=80, players_hurt=5))
    return campaign.answered(progress, WAY, "talk", ["asked"])


def test_only_what_a_level_carries_goes_on() -> None:
    came = campaign.brought(through_two(), WAY, "three")
    assert came.flags == {"rain", "wind", "asked"}
    assert came.counters == {"players-hurt": 5, "players-spared": 0}


def test_a_chapter_knows_nothing_of_what_comes_after_it() -> None:
    assert campaign.brought(through_two(), WAY, "two").flags == {"rain"}
    assert campaign.brought(through_two(), WAY, "one").flags == set()


def test_a_carried_flag_can_be_taken_back() -> None:
    progress = msgspec.structs.replace(through_two(), at="three")
    progress = campaign.after(progress, WAY, level("three", ["rain"]), outcome("wind"))
    assert campaign.brought(progress, WAY, "four").flags == {"wind", "asked"}


def test_steps_come_in_the_order_of_the_road() -> None:
    progress, seen = campaign.start(WAY), []
    while (step := WAY.step(progress.at)) is not None:
        seen.append(step.id)
        progress = campaign.passed(progress, WAY)
    assert seen == [step.id for step in WAY.steps]
    assert campaign.stands_at(progress, WAY).id == "one", "what was never flown is still to be flown"


def test_flying_a_chapter_again_changes_nothing() -> None:
    progress = through_two()
    again = campaign.after(progress, WAY, level("one", ["rain"]), outcome(credits=9999, players_hurt=90))
    assert again == progress


def test_the_purse_is_what_the_flight_left_in_it() -> None:
    assert through_two().credits == 80


def test_an_ending_is_the_end() -> None:
    progress = msgspec.structs.replace(through_two(), at="three")
    ended = campaign.after(progress, WAY, level("three", []), outcome(ending="companion"))
    assert (ended.ending, ended.at) == ("companion", "")
    assert campaign.stands_at(ended, WAY) is None


def test_progress_survives_chapters_that_come_later_or_go() -> None:
    short = Road("short", WAY.steps[:2])
    waiting = campaign.passed(Progress(at="b01", flown=[Flown("one")]), short)
    assert campaign.stands_at(waiting, short) is None
    assert campaign.stands_at(waiting, WAY).id == "two", "a new version brought the next chapter"


def test_joining_at_a_chapter_leaves_those_before_it_behind() -> None:
    progress = campaign.joined(WAY, "three")
    assert [flown.level for flown in progress.flown] == ["one", "two"]
    assert campaign.brought(progress, WAY, "three").flags == set()


def test_progress_is_plain_data() -> None:
    progress = through_two()
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(progress), type=Progress) == progress


# --- the road's file ---


def test_what_is_not_there_is_passed_by_with_all_that_follows_it(tmp_path: Path) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text(
        'title = "T"\n[[step]]\nchapter = "01-no-gamertag"\n[[step]]\nhub = "b01"\n'
        '[[step]]\nchapter = "99-nowhere"\n[[step]]\nhub = "b02"\n'
    )
    assert [step.id for step in road.load(path=path).steps] == ["01-no-gamertag", "b01"]


def test_the_campaigns_own_file_begins_at_the_beginning() -> None:
    steps = road.load().steps
    assert [step.id for step in steps[:2]] == ["01-no-gamertag", "b01"]
    assert all(ending.chapter for ending in road.load().endings)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('title = "T"\n[[step]]\nchapter = "a"\nhub = "b"\n', "2:1", "names chapter and hub"),
        ('title = "T"\n[[step]]\nchapter = "a"\n[[step]]\nhub = "a"\n', "5:7", "stands on the road already"),
        ('title = "T"\n[[step]]\nchaptr = "a"\n', "3:1", "did you mean 'chapter'"),
        ('title = "T"\n[[step]]\nchapter = "a"\n[[ending]]\nid = "e"\nchapter = "z"\n', "6:11", "no chapter of this"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, text: str, place: str, says: str) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text(text)
    with pytest.raises(LevelError) as caught:
        road.load(path=path)
    problems = [str(problem) for problem in caught.value.problems]
    assert any(f"{path}:{place}:" in problem and says in problem for problem in problems), problems
