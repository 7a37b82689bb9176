"""Arenas: a level from a line."""

from __future__ import annotations

import math

import pytest

from game.lab.arena import ArenaError, arena
from game.sim import ground, roster
from game.sim.command import IDLE
from game.story.check import check
from game.story.episode import Episode


def test_an_arena_is_as_it_is_written():
    made = arena("callister@10,20,90 griefer*3@400,0,180:hold hound@-200,50 rock@0,300,60 wall@-300,-200,300,-200")
    episode = Episode(made.names.level, 1)
    episode.step(IDLE)
    world = episode.world
    ships = world.ships
    at = [
        (roster.kind_of(world, int(w)), round(x), round(y)) for w, x, y in zip(ships.id, ships.x, ships.y, strict=True)
    ]
    assert at[0] == ("callister", 10, 20)
    assert ships.angle[0] == pytest.approx(math.pi / 2)
    assert sorted(at[1:4]) == [("griefer", 400, -110), ("griefer", 400, 0), ("griefer", 400, 110)]
    assert at[4] == ("hound", -200, 50)
    assert world.terrain.solid(ships.x[:1] - 10, ships.y[:1] + 280).all()
    assert len(roster.group(world, "griefer")) == 3
    assert world.abilities >= {"thrust", "fire", "boost"}


def test_it_can_be_written_down_and_is_then_the_same_level(tmp_path):
    made = arena("callister@0,0 hound@300,0:attack")
    folder = made.write(tmp_path / "place")
    from game.story import library

    assert library.load(folder).hash == made.names.level.hash
    wrong = {problem.message.split(":")[0] for problem in check(folder)}
    assert not any("unknown" in message for message in wrong)


def test_rafts_and_doors_move():
    made = arena("callister@0,0 raft@0,400,600,400,60,80 door@-300,-100,-300,100,0,-220,4 door@500,0,600,0,90,0,0")
    episode = Episode(made.names.level, 1)
    assert made.names.level.terrain.walls == ()
    for _ in range(60):
        episode.step(IDLE)
    movers = episode.world.movers
    assert movers.names == ["raft-0", "door-0", "door-1"]
    assert movers.place.tolist() == [pytest.approx(80 + 400j, abs=1), pytest.approx(-300 - 220j), 550]
    assert ground.slide(episode.world, "door-1", 1.0, 1.0)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("callister@0,0 hund@1,2", "no kind of ship is called 'hund'; did you mean 'hound'"),
        ("callister@0,0 hound@1,2:atack", "no order is called 'atack'; did you mean 'attack'"),
        ("hound@0,0", "has one callister@x,y, this one has 0"),
        ("callister@0,0 callister@1,1", "this one has 2"),
        ("callister@0,0 hound", "is written KIND@X,Y"),
        ("callister@0,0 rock@1,2", "has 2 numbers; write rock@x,y,radius"),
        ("callister@0,0 raft@1,2,3,4", "has 4 numbers; write raft@x,y,x,y,radius,speed"),
        ("callister@0,0 hound@1,2,3,4", "stands at x,y or x,y,heading"),
        ("callister@0,0 hound@1.2.3,4", "are not numbers"),
        ("callister@0,0 rock*3@300,0,40", "how many and what order are for ships"),
        ("callister@0,0 wall@300,0,400,0:attack", "how many and what order are for ships"),
        ("callister@0,0:attack", "nobody gives orders to callister"),
        ("callister@0,0 hound*0@1,2", "the arena cannot be"),
        ("callister@0,0 hound@999999,0", "the arena cannot be"),
        ("callister@0,0 rock@9,0,-5", r'found -5.0, in { id = "rock-0", pos = \[9.0, 0.0\], radius = -5.0 }'),
        ("callister@0,0 rock@400,9,90 rock@9,0,40", "callister stands in rock-1"),
        ("callister@9,0 raft@0,0,600,0,60,80", "callister stands in raft-0"),
    ],
)
def test_what_is_no_arena_is_said(line, said):
    with pytest.raises(ArenaError, match=said):
        arena(line)
