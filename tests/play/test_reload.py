"""A level of one's own, edited while it is flown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pygame
import pytest

from game.lab import proof
from game.play import rereading
from game.play.scenes import chapters, reload
from game.sim.command import Command
from game.story import library
from game.story.episode import Episode
from tests.play.hands import key_down, key_up, tap
from tests.play.stage import Stage, short_level


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "user")
    short_level(tmp_path / "mine")
    chapters.begin(stage.app, str(tmp_path / "mine"))
    stage.play(events=[key_down(pygame.K_RIGHT)])
    stage.play(50)
    return stage


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


def there(flight) -> tuple[float, float, float]:
    ships, row = flight.episode.world.ships, flight.episode.world.player_row
    return ships.x.item(row), ships.y.item(row), ships.vx.item(row)


def test_what_is_saved_flies_at_once_from_where_the_ship_is(stage: Stage, tmp_path: Path) -> None:
    flight = stage.scene
    edit(tmp_path / "mine", "lines.toml", "Half of it.", "Half, and a word.")
    stage.until(lambda: stage.scene is not flight, limit=60)
    x, y, vx = there(flight)
    assert there(stage.scene) == (x, y, vx)
    assert vx > 100.0
    stage.play(events=[key_up(pygame.K_RIGHT)])
    assert stage.scene.episode.level.lines["half"].text == "Half, and a word."
    stage.look()


def test_where_the_script_has_changed_the_ship_is_where_it_was(stage: Stage, tmp_path: Path) -> None:
    flight = stage.scene
    edit(tmp_path / "mine", "level.toml", 'id = "begin"', 'id = "beginning"')
    stage.until(lambda: stage.scene is not flight, limit=60)
    assert there(stage.scene) == there(flight)
    assert "beginning" in stage.scene.episode.level.beats
    stage.play(30)


def test_where_there_is_rock_by_now_it_begins_elsewhere(stage: Stage, tmp_path: Path) -> None:
    flight = stage.scene
    rock = f'rock = [{{ id = "new", pos = [{there(flight)[0]:.0f}, 0], radius = 400 }}, '
    edit(tmp_path / "mine", "map.toml", "rock = [", rock)
    edit(tmp_path / "mine", "map.toml", 'id = "start", pos = [0, 0]', 'id = "start", pos = [-800, -400]')
    stage.until(lambda: stage.scene is not flight, limit=60)
    assert there(stage.scene)[:2] == (-800.0, -400.0)


def test_mistakes_stand_in_the_picture_while_the_last_good_version_goes_on(stage: Stage, tmp_path: Path) -> None:
    flight, good = stage.scene, (tmp_path / "mine" / "level.toml").read_text()
    edit(tmp_path / "mine", "level.toml", 'region = "half"', 'region = "hlaf"')
    stage.until(lambda: bool(flight.reload.mistakes), limit=60)
    assert flight.reload.mistakes[0].startswith("level.toml:")
    assert "did you mean 'half'?" in flight.reload.mistakes[0]
    before = flight.episode.frame
    stage.look()
    stage.play(10)
    assert stage.scene is flight
    assert flight.episode.frame == before + 10
    (tmp_path / "mine" / "level.toml").write_text(good + "# mended\n")
    stage.until(lambda: not flight.reload.mistakes, limit=60)
    assert stage.scene is flight, "what it says is what is flown"


def test_it_is_read_again_behind_the_pause(stage: Stage, tmp_path: Path) -> None:
    flight = stage.scene
    stage.play(events=[key_up(pygame.K_RIGHT), *tap(pygame.K_ESCAPE)])
    stage.until(lambda: stage.name == "pause", limit=5)
    edit(tmp_path / "mine", "lines.toml", "Half of it.", "Half, and a word.")
    stage.until(lambda: stage.scene.flight is not flight, limit=60)
    fresh = stage.scene.flight
    stage.play(events=tap(pygame.K_ESCAPE))
    assert stage.scene is fresh


def test_whoever_finishes_it_has_proved_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "user")
    folder = short_level(tmp_path / "mine")
    chapters.begin(stage.app, str(folder))
    stage.play(events=[key_down(pygame.K_RIGHT)])
    flight = stage.scene
    stage.until(lambda: flight.episode.outcome == "won", limit=900)
    assert proof.look(folder).state == proof.FRESH
    assert proof.note(folder) == ""
    assert proof.fly(flight.episode.level).won
    edit(folder, "map.toml", "radius = 60", "radius = 61")
    assert "stale" in proof.note(folder)
    (folder / "proof.rec").write_bytes(b"nothing")
    assert "cannot be read" in proof.note(folder)


def test_what_flies_on_is_what_would_be_built_afresh(stage: Stage, tmp_path: Path) -> None:
    """Whatever of the old flight is taken over: the world itself, only its terrain, or neither."""
    edits = (
        ("lines.toml", "Half of it.", "Half, and a word."),
        ("level.toml", 'allow = ["thrust",', 'minutes = 2\nallow = ["thrust",'),
        ("map.toml", "pos = [0, 700], radius = 60", "pos = [0, 700], radius = 61"),
    )
    for name, old, new in edits:
        flown, before = stage.scene.episode, stage.scene.episode.level
        edit(tmp_path / "mine", name, old, new)
        fresh = library.load(tmp_path / "mine")
        afresh = Episode(fresh, flown.seed, difficulty=flown.world.difficulty, loadout=flown.loadout)
        afresh.restore(flown.snapshot())
        fresh.keep_of(before)
        carried = reload.carried(flown, fresh)
        assert (carried.world is flown.world) == (name != "map.toml")
        for _ in range(60):
            assert carried.digest() == afresh.digest()
            carried.step(Command.of(thrust=1.0, turn=0.4))
            afresh.step(Command.of(thrust=1.0, turn=0.4))
        stage.until(lambda then=before: stage.scene.episode.level is not then, limit=60)


def test_what_the_bench_saves_in_the_largest_level_can_be_flown(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(library.find(rereading.LEVEL), mine)
    seen = {library.load(mine).hash}
    for name, (pattern, words) in rereading.EDITS.items():
        for number in (1, 2):
            text = (mine / name).read_text(encoding="utf-8")
            (mine / name).write_text(pattern.sub(words.format(number), text, count=1), encoding="utf-8")
        seen.add(library.load(mine).hash)
    assert len(seen) == 1 + len(rereading.EDITS)
