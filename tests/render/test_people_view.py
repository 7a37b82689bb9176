"""What goes on between players, and what befalls a place, as it is drawn."""

from __future__ import annotations

import math

import pytest

from game import resources
from game.render import people_view
from game.render.atlas import Atlas
from game.render.drawlist import LIT
from game.render.rects import overlap
from game.sim import bans, damage, orders, placing, spawning, turned

from .staged import Staged

HERE = (9900.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(resources.assets())


@pytest.fixture
def stage(atlas: Atlas) -> Staged:
    return Staged(atlas, at=HERE).grant().fly(0.1)


def lights(stage: Staged) -> int:
    """How many lights are in the picture now."""
    stage.view.update([], 0.0)
    return stage.view.frame(1.0, (1280, 720)).fx.n


def words(stage: Staged) -> int:
    stage.view.update([], 0.0)
    stage.view.repaint()
    return stage.view.frame(1.0, (1280, 720)).hud.n


def test_a_miner_s_tool_is_seen_at_work_and_only_then(stage: Staged) -> None:
    who = spawning.spawn(stage.world, "grinder", 10100.0, -100.0, order="hold")
    stage.fly(0.1)
    row = stage.world.ships.row_of(who)
    idle = lights(stage)
    stage.world.ships.works[row] = True
    stage.world.ships.site_x[row], stage.world.ships.site_y[row] = 10190.0, -100.0
    assert lights(stage) >= idle + 3 + people_view.TOOL_SPARKS


def test_who_is_banned_stands_in_light_under_a_sign(stage: Staged) -> None:
    who = spawning.spawn(stage.world, "newcomer", 10100.0, -100.0, tag="bea_on_break", order="hold")
    stage.fly(0.1)
    before, said = lights(stage), words(stage)
    bans.ban(stage.world, who)
    assert lights(stage) >= before + 5
    assert words(stage) > said + len("REMOVED")


def test_who_logs_out_fades(stage: Staged) -> None:
    who = spawning.spawn(stage.world, "newcomer", 10100.0, -100.0, tag="pasta", order="hold")
    stage.fly(0.1)
    ships, row = stage.world.ships, stage.world.ships.row_of(who)
    now = stage.world.time
    rows = ships.traits.rows
    assert people_view.fade(ships, rows, now).min() == 1.0
    ships.outing[row] = -(now + people_view.FADES)
    shares = [float(people_view.fade(ships, rows, now + people_view.FADES * k).min()) for k in (0.0, 0.5, 1.0)]
    assert shares == pytest.approx([1.0, 0.5, 0.0])
    ships.outing[row] = -(now + people_view.FADES / 2)
    stage.view.update([], 0.0)
    world = stage.view.frame(1.0, (1280, 720)).world
    cover = world.rows[: world.n, 9] - LIT
    assert ((cover > 0.4) & (cover < 0.6)).any(), "half of it is there still"


def test_a_duelist_that_asks_is_ringed(stage: Staged) -> None:
    spawning.spawn(stage.world, "duelist", 10150.0, 0.0, math.pi)
    stage.fly(2.5)
    assert stage.world.lives.bouts.now is not None
    asked = lights(stage)
    stage.world.lives.bouts.now = None
    assert lights(stage) == asked - 2


def test_a_hound_that_is_ours_is_ringed(stage: Staged) -> None:
    who = spawning.spawn(stage.world, "hound", 10100.0, 0.0, order="hold")
    stage.fly(0.1)
    before = lights(stage)
    turned.turn(stage.world, stage.world.ships.row_of(who))
    assert lights(stage) == before + 1


def test_a_lockdown_is_read_on_the_glass_and_its_edges_are_lit(stage: Staged) -> None:
    said = words(stage)
    stage.world.heat.set(stage.world, 5)
    stage.fly(0.1)
    assert words(stage) > said + len("LOCKDOWN: GATES SHUT") * 0.8
    left, top, _, _ = stage.world.terrain.bounds
    placing.place_player(stage.world, left + 250.0, top + 250.0, 0.0)
    stage.view.cut()
    stage.fly(0.1)
    lit = lights(stage)
    stage.world.lives.lockdown.on = False
    assert lights(stage) <= lit - 6


def swarmed(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=HERE).grant()
    for i in range(120):
        who = spawning.spawn(stage.world, "mite", 10250.0 + 24.0 * (i % 12), -120.0 + 24.0 * (i // 12), math.pi)
        orders.give(stage.world, who, "attack")
    return stage.fly(1.0)


def test_a_swarm_is_not_pointed_at_one_by_one(atlas: Atlas) -> None:
    stage = swarmed(atlas)
    assert stage.view.hunters.rows(stage.world, *HERE[:2]).size == 0
    assert stage.view.hunters.swarmed
    assert len(stage.view.trails._slot) < 10, "no ribbon each"
    assert words(stage) < 900


def test_a_swarm_s_dead_take_nobody_s_breath_away(atlas: Atlas) -> None:
    stage = swarmed(atlas)
    for who in stage.world.ships.id[stage.world.ships.traits.mites[:30]].tolist():
        damage.hurt(stage.world, who, 9.0)
    stage.fly(1 / 60)
    assert stage.view.hold == 0.0
    assert stage.view.effects.flashes.level < 0.1


def locked_down(stage: Staged, text: float, who: str, words: str) -> None:
    """A picture of a lockdown, in letters of that size, in which somebody speaks."""
    stage.view.comfort.text = text
    stage.say(who, words, age=200, duration=600)
    stage.world.heat.level = 5
    stage.world.lives.lockdown.on = True
    stage.view.update([], 0.5)
    stage.view.frame(1.0, (1280, 720))


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_the_bars_and_the_word_of_a_lockdown_leave_each_other_room(stage: Staged, text: float) -> None:
    locked_down(stage, text, "kabir", "It is at the middle. Where the rules are kept. All of them.")
    bars, *_, word = stage.view.glass._instruments[0].rects
    assert bars[2] > 200.0
    assert word[1] == people_view.UNDER_HEAT[1]
    assert not overlap(bars, word)


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_a_notice_covers_no_word_of_a_lockdown(stage: Staged, text: float) -> None:
    locked_down(stage, text, "moderation", "We find that we can wait.")
    notice = stage.view.glass._notice
    bars, *_, word = stage.view.glass._instruments[0].rects
    assert notice is not None
    assert word[1] == people_view.UNDER_HEAT[1]
    assert not overlap(notice, word)
    assert not overlap(notice, bars)
