"""Chapter 01 as it is flown: each lesson waits for its action, everyone is asked, the wall is outrun."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.lab.pilots import make_pilot
from game.sim import roster
from game.sim.command import IDLE, Command, Held
from game.story import library
from game.story.episode import Episode
from tests.story.chapter01 import Sitting, along, at, drift, finish, hunt, learn, level, near, round_the_fence, to

FACTS = {"wake": "S01", "gate": "S02", "infinity": "S02", "three": "S03", "back": "S03", "sweep": "S03", "dark": "S07"}


# -- the pocket world --------------------------------------------------------------------------------------


def test_nothing_is_taught_to_someone_who_only_listens():
    sitting = Sitting(listen=True).wait(60)
    assert sitting.abilities == {"thrust"}
    assert "turn" not in sitting.fired
    assert sitting.episode.director.prompt.action == "thrust"
    assert sitting.heard[:7] == [
        "wake.time", "wake.days", "wake.him", "wake.copied", "wake.captain", "thrust.karl", "thrust.idle",
    ]  # fmt: skip


def test_the_first_key_is_answered_while_nate_still_speaks():
    sitting = Sitting(listen=True).wait(1)
    assert sitting.abilities == set()
    sitting.wait(0.1, Command.of(thrust=1))
    assert sitting.abilities == {"thrust"}
    assert sitting.episode.director.line.id == "wake.time"
    sitting.wait(5)
    assert "thrust.first" in sitting.heard
    assert "thrust.karl" not in sitting.wait(30).heard  # she has had her push


def test_controls_come_one_at_a_time_and_each_lesson_waits_for_its_action():
    sitting = Sitting()
    sitting.until("thrust", drift).wait(5)
    assert sitting.abilities == {"thrust"}
    sitting.until("turn", lambda _: Command.of(thrust=1)).wait(5)
    assert sitting.abilities == {"thrust", "turn"}
    sitting.until("ringed", lambda s: to(430, 330)(s) if s.place[0] > 330 or s.place[1] > -250 else to(430, -340)(s))
    sitting.until("brake", drift).wait(6)
    assert sitting.abilities == {"thrust", "turn", "brake"}, "nobody goes on before the brake has been used"
    sitting.tick(Command.of(held=Held.BRAKE))
    assert "brake-good" in sitting.fired
    sitting.wait(6)
    assert sitting.abilities == {"thrust", "turn", "brake", "boost", "assist"}
    assert "boost-did" not in sitting.fired
    sitting.tick(Command.of(held=Held.BOOST))
    assert "boost-did" in sitting.fired
    assert "fire" not in sitting.abilities, "shooting is learnt when there is something to shoot at"


def test_who_never_learns_is_let_out_after_ninety_seconds():
    sitting = Sitting().wait(89)
    assert "gate" not in sitting.fired
    sitting.wait(2)
    assert {"thrust", "turn", "brake", "boost", "assist"} == sitting.abilities


def test_the_moon_is_paint_and_the_sky_is_canvas():
    sitting = at("learnt", listen=True)
    sitting.until("turn-touched", to(0, 0))
    sitting.wait(2, Command.of(thrust=-1, held=0)).until("turn-paint", to(0, 0))
    sitting.wait(14)
    assert "turn.touched" in sitting.heard
    assert "turn.paint" in sitting.heard
    sitting.until("brake-hit", to(0, -2000))
    sitting.wait(6)
    assert "brake.hit" in sitting.heard
    assert "brake.hit.karl" in sitting.heard


def test_the_statue_shot_down():
    sitting = at("learnt", listen=True)
    sitting.until("statue", to(-820, 760))
    assert "fire" in sitting.abilities
    sitting.wait(9, Command.of(held=Held.BRAKE)).until("statue-shot", finish("statue"), 20)
    sitting.wait(4).until("statue-down", finish("statue"), 20).wait(14)
    assert "statue-down" in sitting.flags
    assert "statue-stands" not in sitting.flags
    assert {"statue.see", "statue.shot", "statue.down", "statue.plaque"} <= set(sitting.heard)
    assert sitting.ship("statue-inside") is not None


def test_the_statue_left_standing():
    sitting = at("learnt", listen=True)
    sitting.until("statue", to(-820, 760)).until("statue-left", to(400, -300)).wait(14)
    assert sitting.flags == {"statue-stands"}
    assert "statue.left" in sitting.heard
    assert "statue.shot" not in sitting.heard


def test_the_page_behind_the_moon():
    sitting = at("learnt", listen=True).until("find-script", to(620, 1250)).wait(12)
    assert {"find.script", "find.script.elena"} <= set(sitting.heard)


def test_everyone_is_asked_before_the_gate_opens():
    sitting = at("learnt", listen=True)
    sitting.until("gate", near(1340, -180, 60), 10)
    while "gate-yes" not in sitting.fired:
        sitting.tick(near(1340, -180, 60)(sitting))
        assert "infinity" not in sitting.fired, "they went through before the last of them had said yes"
    answers = [line for line in sitting.heard if line.startswith("gate.")]
    assert answers == [
        "gate.kabir", "gate.dim", "gate.karl.her", "gate.ask", "gate.karl", "gate.elena", "gate.kabir.yes",
        "gate.nate.what", "gate.people", "gate.nate.real", "gate.weekends", "gate.nate.yes",
    ]  # fmt: skip
    sitting.until("infinity", near(1340, -180, 20), 20)
    assert [line for line in sitting.heard if line.startswith("gate.chair")] == ["gate.chair", "gate.chair.no"]


# -- infinity ----------------------------------------------------------------------------------------------


def test_infinity_is_full_of_people_and_of_those_who_watch_them():
    sitting = at("infinity")
    world = sitting.episode.world
    kinds = {roster.kind_of(world, int(who)) for who in world.ships.id}
    assert {"newcomer", "grinder", "watcher", "hound", "warden"} <= kinds
    assert 300 <= world.traffic.rows.n <= 400
    sitting = at("armed")
    assert sitting.ship("kevin"), "and the third kind of player comes down from the roofs"


def test_the_arrival_is_heard_in_order():
    sitting = at("infinity", listen=True).wait(32)
    crew = [
        line for line in sitting.heard if line in ("infinity.hello", "infinity.shut", "infinity.nate", "infinity.karl")
    ]
    assert crew == ["infinity.hello", "infinity.shut", "infinity.nate", "infinity.karl"]
    assert {"infinity.chat1", "infinity.chat2"} <= set(sitting.heard)
    assert sitting.episode.director.title is None, "the title has gone by now"


def test_the_fence_stops_who_has_no_name_until_somebody_is_kind():
    sitting = at("infinity")
    straight = to(9400, 0)
    sitting.wait(0.5)
    for _ in range(20 * 60):
        if "infinity-way-round" in sitting.fired:
            break
        sitting.tick(straight(sitting))
        assert sitting.place[0] < 9000
    assert "infinity.tag3" in sitting.heard
    sitting.until("three", round_the_fence, 20)


def test_greg_on_the_lamp_post():
    sitting = at("infinity", listen=True).until("find-buoy", near(7620, -420), 40).wait(20)
    assert "saw-greg" in sitting.flags
    assert {"find.buoy", "find.buoy.karl"} <= set(sitting.heard)


# -- three, and back ---------------------------------------------------------------------------------------


def test_shooting_is_granted_when_ordinary_has_been_tried():
    sitting = at("three", listen=True)
    assert "fire" not in sitting.abilities
    sitting.until("three-fire", near(10000, 0, 200), 30).wait(12, IDLE)
    assert "fire" in sitting.abilities
    assert [line for line in sitting.heard if line.startswith("three.")][:5] == [
        "three.dunk", "three.kevin", "three.sorry", "three.dunk2", "three.elena",
    ]  # fmt: skip
    assert "three.fire" in sitting.heard


def test_a_man_at_toast_is_spared():
    sitting = at("toast")
    sitting.until("toast-over", lambda _: Command.of(held=Held.BRAKE), 20)
    assert "kevin-spared" in sitting.flags
    assert "kevin-dunked" not in sitting.flags
    assert "three.toast.spare" in sitting.wait(3).heard


def test_a_man_at_toast_is_shot():
    sitting = at("toast").until("toast-hit", finish("kevin"), 10).wait(4)
    assert "kevin-dunked" in sitting.flags
    assert "three.toast.hit" in sitting.heard
    sitting.wait(12)
    assert "kevin-spared" not in sitting.flags


def test_the_dead_come_back_and_nobody_answers():
    sitting = at("back", listen=True)
    died = sitting.fired["back"]
    sitting.until("back-again", near(10200, 0, 300), 10)
    assert sitting.fired["back-again"] - died == pytest.approx(5 * 60, abs=6)
    sitting.until("back-done", near(10200, 0, 300), 40)
    assert [line for line in sitting.heard if line.startswith("back.")] == [
        "back.nate", "back.dunk", "back.kabir", "back.ask", "back.silence", "back.karl",
    ]  # fmt: skip


def test_nobody_speaks_into_the_silence():
    sitting = at("back", listen=True)
    sitting.until("back-again", near(10200, 0, 300), 10)
    spoken = []
    while "back-done" not in sitting.fired:
        spoken.append(sitting.episode.director.line.id if sitting.episode.director.line else "")
        sitting.tick(near(10200, 0, 300)(sitting))
    after = spoken[spoken.index("back.ask") :]
    assert {line for line in after if line} == {"back.ask", "back.silence", "back.karl"}


def test_the_sweep_comes_without_a_shot_fired():
    sitting = at("armed")
    while "sweep" not in sitting.fired:
        ships = sitting.episode.world.ships
        ships.hull[sitting.episode.world.player_row] = 100.0  # their patience is asked, not our hull
        sitting.tick(near(10000, 0, 300)(sitting))
        assert not sitting.episode.waiting_retry
    assert "back" not in sitting.fired
    assert sitting.fired["sweep"] - sitting.fired["three"] == pytest.approx(70 * 60, abs=60)


# -- sweep, and dark ---------------------------------------------------------------------------------------


def test_the_music_stops_and_the_three_leave():
    sitting = at("sweep", listen=True)
    director = sitting.episode.director
    assert director.music_hush_until > sitting.episode.world.tick
    assert sitting.episode.world.sweep.active
    sitting.wait(8, Command.of(held=Held.BRAKE))
    assert not director.stage.ships("the-three")


def test_whoever_looks_on_is_told_to_run_in_time():
    sitting = at("sweep", listen=True)
    sitting.until("sweep-run", drift, 40)
    assert sitting.sweep_distance() > 250
    said = [line for line in sitting.heard if line.startswith("sweep.")]
    assert said == [
        "sweep.quiet", "sweep.notice", "sweep.elena", "sweep.kabir", "sweep.ask", "sweep.rock", "sweep.run",
    ]  # fmt: skip
    assert "nobodys-rock" in sitting.episode.world.terrain.gone, "nobody had named it"


def test_a_clean_flight_without_boost_is_enough():
    sitting = at("run", listen=True).until("dark", along("lane-out"), 60)
    hull = sitting.episode.world.ships.hull[sitting.episode.world.player_row]
    assert hull > 0
    assert {"sweep.nate2", "sweep.tooth"} <= set(sitting.heard)


def test_the_wall_keeps_at_their_heels():
    sitting = at("run")
    distances = []
    for _ in range(60 * 60):
        if "dark" in sitting.fired:
            break
        sitting.tick(along("lane-out", boost_within=320)(sitting))
        if "sweep-350" in sitting.fired:
            distances.append(sitting.sweep_distance())
    assert "dark" in sitting.fired
    assert min(distances) > 0
    assert max(distances) < 700


def test_standing_still_is_not():
    assert at("run").until_lost(drift, 30).episode.director.state.cause == "sweep"


@pytest.mark.parametrize(("hull", "line"), [(90.0, "dark.hull.ok"), (40.0, "dark.hull")])
def test_sound_off_leaves_one_out(hull, line):
    sitting = at("tooth", listen=True)
    world = sitting.episode.world
    world.ships.hull[world.player_row] = hull
    sitting.until("dark", along("lane-out"), 20)
    assert sitting.episode.director.music_hush_until - sitting.episode.world.tick == pytest.approx(6 * 60, abs=3)
    for _ in range(50 * 60):
        if sitting.episode.outcome:
            break
        sitting.tick()
    assert sitting.episode.outcome == "won"
    assert [said for said in sitting.heard if said.startswith("dark.")] == [
        "dark.off", "dark.nate", "dark.elena", "dark.karl", "dark.kabir", "dark.five", line, "dark.notice", "dark.end",
    ]  # fmt: skip


def test_the_beats_of_the_facts_fire_in_their_order():
    sitting = at("toast").until("back", hunt("dunk", "sorry"), 60).until("sweep", hunt("sorry", "dunk"), 70)
    order = sitting.order_of("wake", "gate", "infinity", "three", "toast", "back", "sweep")
    assert order == sorted(order)
    order = at("tooth").until("dark", along("lane-out"), 20).until("home", drift).order_of("sweep", "dark", "home")
    assert order == sorted(order)
    for beat, fact in FACTS.items():
        assert fact in level().beats[beat].fact


def test_no_action_is_left_undone():
    assert at("back").until("sweep", hunt("kevin", "sorry", "dunk"), 70).episode.director.reports == []
    assert at("tooth").until("dark", along("lane-out"), 20).episode.director.reports == []


def test_learning_takes_no_longer_than_it_should():
    assert learn(Sitting()).episode.world.tick < 60 * 60


def test_the_first_order_ends_with_the_place_it_belongs_to():
    """Whoever skips the lessons of brake and boost is not sent back to them from another world."""
    episode = Episode(library.load("01"), 1)
    pilot = make_pilot("pilot", episode)
    skipped = ~(int(Held.BRAKE) | int(Held.BOOST))
    passed = False
    while not passed and episode.frame < 14_000:
        command = pilot.command()
        events = episode.step(replace(command, held=command.held & skipped))
        pilot.hear(events)
        passed = any(getattr(event, "kind", "") == "gate.passed" for event in events)
    assert passed
    assert [order for order in episode.director.objectives if order.state == "add"] == []
