"""What moves, to those who fly without a window: charts, pilots, rays and invariants."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.lab.arena import arena
from game.lab.invariants import Invariants
from game.lab.layout import RAY_LENGTH, RAY_STEP, RAYS
from game.lab.pilots import GOOD, make_pilot
from game.lab.pilots.chart import Chart
from game.lab.pilots.hands import Hands
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Senses, Sight
from game.lab.rays import Rays
from game.sim import flock, ground
from game.sim.command import IDLE, Command, Held
from game.story.episode import Episode

ALL = (-1500.0, -1500.0, 1500.0, 1500.0)
PICTURE = (-640.0, -360.0, 640.0, 360.0)
DOOR = "wall@300,-1400,300,-100 wall@300,100,300,1400 door@300,-90,300,90,0,-200,{every}"


class Still:
    """Hands that do not tremble."""

    def gauss(self, mean, spread):
        return 0.0


def flight(drawing: str, seconds: float = 0.0) -> Episode:
    episode = Episode(arena(drawing).names.level, 1)
    for _ in range(round(seconds * 60)):
        episode.step(IDLE)
    return episode


def look(chart: Chart, episode: Episode, picture=PICTURE) -> Chart:
    chart.reveal(episode.world.terrain, *picture)
    return chart


def charted(episode: Episode, picture=PICTURE) -> Chart:
    return look(Chart(episode.level.terrain.bounds), episode, picture)


def test_a_chart_has_a_drifting_rock_where_it_is_and_soon_will_be_and_nowhere_else():
    episode = flight("callister@0,0 raft@-400,200,400,200,60,100", 2.0)
    chart = charted(episode)
    assert not chart.clear(-200, 0, -200, 400, bare=True)
    assert not chart.passable(0, 0, [(-130.0, 200.0)]), "it drifts that way"
    assert chart.passable(0, 0, [(-400.0, 200.0), (100.0, 200.0)])
    for _ in range(240):
        episode.step(IDLE)
    look(chart, episode)
    assert chart.clear(-200, 0, -200, 400, bare=True), "it has gone on"
    assert not chart.clear(200, 0, 200, 400, bare=True)


def test_a_chart_knows_what_moves_only_while_it_is_in_the_picture():
    episode = flight("callister@0,0 raft@-400,200,400,200,60,100", 2.0)
    chart = charted(episode)
    look(chart, episode, (900.0, -360.0, 2000.0, 360.0))
    assert chart.clear(-200, 0, -200, 400, bare=True)


def test_a_way_leads_through_a_slide_that_opens_by_itself_and_not_through_one_that_waits():
    by_itself = charted(flight("callister@0,0 " + DOOR.format(every=5), 3.0), ALL)
    assert not by_itself.clear(0, 0, 600, 0)
    assert by_itself.shut(300, 0)
    assert by_itself.route(0, 0, 600, 0)
    waiting = charted(flight("callister@0,0 " + DOOR.format(every=0), 3.0), ALL)
    assert not waiting.shut(300, 0)
    assert not waiting.route(0, 0, 600, 0)
    look(waiting, flight("callister@0,0 " + DOOR.format(every=0)), (-1400.0, -360.0, -700.0, 360.0))
    assert not waiting.route(0, 0, 600, 0), "it has been seen shut"


def fly_to(episode: Episode, x: float, y: float, seconds: float) -> tuple[float, float, int]:
    """The navigator flies there: how near it got, after how long, and how often it touched what moves."""
    world, chart = episode.world, Chart(episode.level.terrain.bounds)
    navigator, hands = Navigator(chart, GOOD.reaction), Hands(GOOD, Still())
    nearest, touched = math.inf, 0
    for tick in range(round(seconds * 60)):
        at_x, at_y, _, vx, vy, _ = world.ships.motion[world.player_row].tolist()
        nearest = min(nearest, math.dist((at_x, at_y), (x, y)))
        if nearest < 50:
            return nearest, tick / 60, touched
        if tick % 6 == 0:
            sight = Sight(tick=tick, alive=True, x=at_x, y=at_y, vx=vx, vy=vy, able=frozenset(world.abilities))
            chart.reveal(world.terrain, at_x - 640, at_y - 360, at_x + 640, at_y + 360)
            hands.mean(tick, navigator.go(sight, x, y))
        touched += sum(event.kind in ("collided", "crushed") for event in episode.step(hands.at(tick)))
    return nearest, seconds, touched


@pytest.mark.parametrize("wait", [0.0, 0.7, 1.3, 2.2, 3.1])
def test_a_pilot_waits_for_a_slide_and_flies_through_unhurt(wait: float):
    episode = flight("callister@-300,0 " + DOOR.format(every=4), wait)
    near, after, touched = fly_to(episode, 900, 0, 14.0)
    assert near < 50
    assert after < 11
    assert touched == 0


def test_a_pilot_flies_among_drifting_rocks_unhurt():
    rafts = " ".join(f"raft@{x},{-350 * s},{x},{350 * s},90,{60 + 8 * i}" for i, (x, s) in enumerate(SWARM))
    near, _, touched = fly_to(flight("callister@-300,0 " + rafts), 2200, 0, 20.0)
    assert near < 50
    assert touched == 0


SWARM = [(200, 1), (500, -1), (800, 1), (1100, -1), (1400, 1), (1700, -1)]


def test_rays_end_at_what_moves():
    episode = flight("callister@0,0 door@200,-150,200,150,0,-400,0")
    far = Rays().look(episode.world.terrain, 0.0, 0.0, PICTURE)
    assert far[0] == math.ceil((200 - 8) / RAY_STEP) * RAY_STEP
    assert far[RAYS // 2] == RAY_LENGTH
    ground.slide(episode.world, "door-0", 1.0, 0.5)
    for _ in range(90):
        episode.step(IDLE)
    assert Rays().look(episode.world.terrain, 0.0, 0.0, PICTURE)[0] == RAY_LENGTH


def test_rays_do_not_look_out_of_the_picture():
    episode = flight("callister@0,0 door@200,-150,200,150,0,-400,0")
    assert Rays().look(episode.world.terrain, 0.0, 0.0, (-640.0, -360.0, 150.0, 360.0))[0] == RAY_LENGTH


CROWD = (
    "callister@0,0 hound*3@500,300:attack raft@-300,-200,300,-200,80,120 raft@300,250,-300,250,120,60"
    " door@150,-100,150,100,-220,0,2 rock@-120,0,60 door@-400,200,-200,200,0,90,3 wall@-420,330,-180,330"
)


@pytest.mark.parametrize("bot", ["pilot", "idle", "chaos"])
def test_a_flight_among_what_moves_breaks_no_rule(bot: str):
    """Whoever is crushed dies; nobody is ever found in rock, at infinity or off the map."""
    for seed in range(3):
        episode = Episode(arena(CROWD).names.level, seed)
        invariants, rng = Invariants(episode), np.random.default_rng(seed)
        pilot = make_pilot("pilot" if bot == "chaos" else bot, episode)
        command = IDLE
        for tick in range(60 * 25):
            if bot != "chaos":
                command = pilot.command()
            elif tick % 20 == 0:
                command = Command.of(
                    thrust=rng.uniform(-1, 1), turn=rng.uniform(-1, 1), held=Held.BOOST * (tick % 3 == 0)
                )
            events = episode.step(command)
            pilot.hear(events)
            invariants.note(episode, command, events)


# -- what goes round -----------------------------------------------------------------------------------

RING = "wheel@400,0,330,{start},{end},{rate}"


def test_a_chart_has_a_ring_where_it_is_and_its_gap_where_it_has_come_to():
    episode = flight("callister@0,0 " + RING.format(start=215, end=505, rate=0.4))
    chart = charted(episode)
    west = (400 - 330, 0)
    assert chart.clear(0, 0, 300, 0), "the gap is before the ship"
    assert not chart.passable(0, 0, [(400.0, -330.0)])
    assert chart.passable(0, 0, [(400.0, 0.0)]), "and a ring is hollow"
    for _ in range(60 * 4):
        episode.step(IDLE)
    look(chart, episode)
    assert not chart.passable(0, 0, [west]), "it has gone round"
    then = 4.0 + 530 / 380  # when one would be there
    gap = math.radians(180) + 0.4 * then
    assert chart.passable(0, 0, [(400 + 330 * math.cos(gap), 330 * math.sin(gap))])


@pytest.mark.parametrize("start", [40, 130, 250])
def test_a_pilot_finds_the_gap_of_a_ring_that_turns(start: int):
    drawing = "callister@-200,0 " + RING.format(start=start, end=start + 290, rate=0.35)
    near, _, touched = fly_to(flight(drawing), 400, 0, 25.0)
    assert near < 50
    assert touched <= 1


def test_rays_end_at_a_ring_and_pass_through_its_gap():
    episode = flight("callister@400,0 " + RING.format(start=20, end=340, rate=0.2))
    free = Rays().look(episode.world.terrain, 400.0, 0.0, (-240.0, -360.0, 1040.0, 360.0))
    assert free[0] > 400.0, "the gap"
    assert free[RAYS // 2] == pytest.approx(320.0, abs=2 * RAY_STEP)


def test_a_pilot_sees_a_flock_as_one_and_nobody_of_it():
    episode = flight("callister@0,0 hound@300,0:hold")
    places = np.array([-200.0 + 30.0j * i for i in range(-5, 5)])
    flock.come(episode.world, places, np.zeros(10), "flock", group="swarm")
    for _ in range(30):
        episode.step(IDLE)
    sight = Senses(episode).look()
    assert [ship.kind for ship in sight.ships] == ["hound"]
    assert sight.swarm_x.size == 10
    assert sight.swarm_x.mean() < 0.0
