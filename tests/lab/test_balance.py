"""Balance: what is gathered of a flight, the figures by hand, who may carry the flights, and the report."""

from __future__ import annotations

import errno
import json
import os
import pickle
import shlex
import shutil
import struct
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.cli import build_parser, main
from game.lab import balance_figures as figures
from game.lab import balance_style as style
from game.lab import flights as air
from game.lab import pilots
from game.lab.balance import balance, plan
from game.lab.flights import Death, Flight, FlightError, FlightPlan, Hit, Logbook
from game.lab.map_panels import Rectangle, laid_out, pieces, strips
from game.lab.map_picture import draw_map
from game.lab.run import Result, run
from game.sim import placing, roster, spawning
from game.sim.command import IDLE, Command, Press
from game.sim.damage import Blow, apply
from game.story import library
from game.story.episode import Episode
from game.story.level import Map
from game.story.schema import Zone

RING = Path(__file__).parent / "data" / "ring-of-stones"


@pytest.fixture(scope="module")
def level():
    return library.load(RING)


@pytest.fixture(scope="module")
def report():
    """Two pilots, two seeds, flown to the end."""
    return balance(RING, 2, bots=["pilot", "clumsy"], difficulties=["outlaw"])


def flight(
    seed=1, outcome="won", seconds=40.0, bot="pilot", retries=0, deaths=(), hits=(), beats=(), back=(), track=None
) -> Flight:
    """A record as if it had been flown, of whatever a test is about."""
    damage = sum(hit.amount for hit in hits)
    stats = {"damage_taken": damage, "shots_fired": 10, "hits": 4, "kills": 2, "distance": 900.0, "retries": retries}
    result = Result(
        "ring-of-stones", seed, bot, outcome, "", round(seconds * 60), seconds, 1.0, seconds, f"d{seed}", stats=stats
    )
    if track is None:
        track = np.tile(np.array([300, 1000, 100, 75, 0], np.float32), (round(seconds * air.TRACK_HZ), 1))
    return Flight(
        FlightPlan(seed, bot), result, list(deaths), list(hits), list(beats), list(back), [], track, "here-x86"
    )


# -- what is gathered ------------------------------------------------------------------------------------


def test_a_logbook_tells_where_and_why_a_run_was_lost_and_goes_on_after_the_retry(level):
    episode, book = Episode(level, 1), Logbook()

    def fly(ticks, command=IDLE):
        for _ in range(ticks):
            book.note(episode, command, episode.step(command))

    fly(60)
    world = episode.world
    hound = spawning.spawn(world, "hound", 900.0, 1000.0, order="hold")
    spawning.spawn(world, "newcomer", 2800.0, 1800.0, order="hold")
    fly(1)
    placing.place_player(world, 500.0, 900.0, 0.0)
    apply(world, [Blow(world.player, hound, 500.0, 500.0, 900.0, "shot")])
    roster.remove(world, hound)  # whoever did it may be gone when it is told
    fly(1)
    assert book.deaths == [Death(500.0, 900.0, 1.033, "shot", "hound")]
    assert [(hit.amount, hit.by) for hit in book.hits] == [(75.0, "hound"), (100.0, "hound")]
    fly(40)
    fly(1, Command.of(pressed=Press.RETRY))
    assert book.back == [(1.717, "begin")]
    fly(17)
    assert len(book.track) == 120 // air.EVERY
    hull = book.track[:, air.TRACK.index("hull")]
    assert hull[:4].tolist() == [100.0] * 4  # a sample each quarter second
    assert set(hull[4:6].tolist()) == {0.0}  # destroyed: shown where it was last seen
    assert tuple(book.track[5, :2]) == (500.0, 900.0)
    assert hull[-1] == 100.0


def test_harm_that_nobody_does_is_told_apart(level):
    """First a rock, then the wall of a sweep that has passed the ship."""
    episode, book = Episode(level, 1), Logbook()
    world = episode.world
    apply(world, [Blow(world.player, 0, 5.0, 300.0, 1000.0, "solid")])
    book.note(episode, IDLE, episode.step(IDLE))
    world.sweep.start(world, 800.0, 1000.0, 0.0, 300.0, 2800.0)
    for _ in range(6):
        book.note(episode, IDLE, episode.step(IDLE))
    assert book.hits[0].by == "terrain"
    assert {hit.by for hit in book.hits[1:]} == {"sweep"}
    assert book.sweeps == [(800.0, 1000.0)]


def test_a_defeat_that_the_story_decides_is_a_death_where_the_ship_is(level):
    episode, book = Episode(level, 1), Logbook()
    book.note(episode, IDLE, episode.step(IDLE))
    episode.director.stage.begin(IDLE, [])
    episode.director.stage.fail("too-late")
    episode.director.stage.close()
    book.note(episode, IDLE, list(episode.director.stage.told))
    assert [(death.cause, death.by, death.x, death.y) for death in book.deaths] == [("too-late", "", 300.0, 1000.0)]


def test_what_is_gathered_agrees_with_the_result_of_the_flight(report):
    for one in report.flights:
        assert sum(hit.amount for hit in one.hits) == pytest.approx(one.damage)
        assert len(one.back) == one.retries
        assert len(one.track) == one.result.ticks // air.EVERY
        left, top, right, bottom = report.level.map.bounds
        assert all(left <= x <= right and top <= y <= bottom for x, y in one.track[:, :2])
    assert {beat for one in report.flights for _, beat in one.beats} >= {"begin", "fight", "won"}


def test_watching_changes_nothing(report, level):
    one = report.flights[0]
    again = run(level, one.plan.seed, one.plan.bot, difficulty="outlaw")
    assert again.digest == one.result.digest


# -- parcels ---------------------------------------------------------------------------------------------


def test_a_flight_needs_nothing_but_its_arguments(tmp_path):
    shutil.copytree(RING, tmp_path / "somewhere-else")
    level = library.load(tmp_path / "somewhere-else")
    parcel = air.pack(level)
    shutil.rmtree(tmp_path / "somewhere-else")
    parcel, one = pickle.loads(pickle.dumps((parcel, FlightPlan(3, limit=4.0))))
    flown = pickle.loads(pickle.dumps(air.fly(parcel, one)))
    assert flown.result.level == "somewhere-else"
    assert flown.result.digest == run(level, 3, limit=4.0).digest


def test_a_worker_unpacks_a_level_once(level):
    assert air.unpack(air.pack(level)) is air.unpack(air.pack(level))


def test_a_parcel_leaves_behind_what_workers_work_out_themselves(level):
    assert level.terrain  # worked out here, three bytes a square
    assert len(air.pack(level).body) < 50_000


def test_a_worker_of_another_version_refuses(level):
    parcel = replace(air.pack(level), version="0.0.7")
    with pytest.raises(FlightError, match=r"the flight is for 0\.0\.7; install the same version"):
        air.fly(parcel, FlightPlan(1))


class Sleeper:
    """A pilot with a mistake in it."""

    def __init__(self, episode, answers):
        self.left = 30

    def command(self):
        self.left -= 1
        if not self.left:
            raise RuntimeError("no hands")
        return IDLE

    def hear(self, events):
        pass


def test_a_flight_that_raises_names_itself(level, monkeypatch):
    monkeypatch.setitem(pilots.PILOTS, "sleeper", Sleeper)
    with pytest.raises(FlightError) as caught:
        balance(level, 1, bots=["sleeper"], first_seed=9)
    assert str(caught.value) == "ring-of-stones, seed 9, bot sleeper, standard: RuntimeError: no hands"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # errors travel too


# -- what is flown ---------------------------------------------------------------------------------------


def test_every_pilot_flies_every_seed_at_every_difficulty():
    plans = plan(2, ["clumsy", "pilot", "clumsy"], ["story", "outlaw"], 7, 12.5)
    assert [(one.bot, one.difficulty, one.seed) for one in plans] == [
        (bot, difficulty, seed)
        for bot in ("clumsy", "pilot")
        for difficulty in ("story", "outlaw")
        for seed in (7, 8)
    ]  # fmt: skip
    assert {one.limit for one in plans} == {12.5}
    assert {one.bot for one in plan(1)} == {"pilot", "clumsy"}


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"runs": 0}, "0 runs: from 1 to"),
        ({"runs": 1, "bots": ["pilto"]}, "no pilot is called 'pilto'; did you mean 'pilot'?"),
        ({"runs": 1, "bots": []}, "name at least one pilot: there are"),
        ({"runs": 1, "difficulties": ["hard"]}, "no difficulty is called 'hard'; there are outlaw, standard, story"),
        ({"runs": 1, "first_seed": -1}, "first seed -1"),
        ({"runs": 1, "limit": -1.0}, "limit=-1.0: seconds from 0 to a day"),
    ],
)
def test_what_cannot_be_flown_is_refused_by_name(wish, says):
    with pytest.raises(ValueError, match=says.replace("?", r"\?")):
        plan(**wish)


# -- who carries it --------------------------------------------------------------------------------------

SHORT = {"runs": 3, "bots": ["pilot", "clumsy"], "limit": 9.0}


@pytest.fixture(scope="module")
def short():
    return balance(RING, **SHORT)


def test_two_processes_find_the_same(short):
    told = []
    other = balance(RING, **SHORT, jobs=2, progress=lambda done, whole: told.append((done, whole)))
    assert other.figures == short.figures
    assert [one.result.digest for one in other.flights] == [one.result.digest for one in short.flights]
    assert told[0] == (0, 6)
    assert told[-1] == (6, 6)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_dask_cluster_finds_the_same(short):
    import joblib
    from dask.distributed import Client, LocalCluster, get_task_stream

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Client(cluster) as client,
        get_task_stream(client) as carried,
        joblib.parallel_config(backend="dask"),
    ):
        other = balance(RING, **SHORT)
    assert len({task["worker"] for task in carried.data}) == 2  # it was the cluster that flew, both workers of it
    assert other.figures == short.figures


def test_the_surrounding_configuration_decides(short):
    import joblib
    from joblib._parallel_backends import ThreadingBackend

    asked = []

    class Noted(ThreadingBackend):
        def configure(self, n_jobs=1, **rest):
            asked.append(n_jobs)
            return super().configure(n_jobs, **rest)

    joblib.register_parallel_backend("noted", Noted)
    with joblib.parallel_config(backend="noted", n_jobs=2):
        other = balance(RING, **SHORT)
        balance(RING, 2, bots=["pilot"], limit=0.5, jobs=3)
    assert asked == [2, 3]  # as configured; as asked for
    assert other.figures == short.figures


# -- figures by hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (64, 64, 0.9434, 1.0), (0, 0, 0.0, 1.0)],
)
def test_wilson_intervals_as_in_the_books(count, whole, low, high):
    assert figures.wilson(count, whole) == pytest.approx((low, high), abs=5e-5)


def test_a_spread_is_quartiles_and_mean():
    assert figures.spread([4, 1, 3, 2, 10]) == {
        "n": 5, "least": 1.0, "q1": 2.0, "median": 3.0, "q3": 4.0, "most": 10.0, "mean": 4.0,
    }  # fmt: skip
    assert figures.spread([]) is None


def test_where_nothing_happens_is_told_by_the_beat_before_it_the_longest_first():
    def quiet(*stretches):
        one = flight()
        one.result.pace.update(
            longest=max(seconds for _, seconds, _ in stretches),
            quiet=[{"from": begin, "seconds": seconds, "after": after} for begin, seconds, after in stretches],
        )
        return one

    pace = figures.pace_figures([quiet((10.0, 12.0, "dusk"), (50.0, 31.0, "")), quiet((14.0, 16.0, "dusk"))])
    assert [(one["after"], one["count"]) for one in pace["quiet"]] == [("", 1), ("dusk", 2)]
    assert pace["quiet"][1]["seconds"]["median"] == 14.0
    assert pace["quiet"][1]["at"]["most"] == 14.0
    assert pace["longest"]["most"] == 31.0


def test_a_group_of_four_flights(level):
    shot = Death(2000.0, 900.0, 20.0, "shot", "griefer")
    some = [
        flight(
            1, seconds=30.0, hits=[Hit(2000.0, 900.0, 12.0, 40.0, "griefer"), Hit(100.0, 100.0, 13.0, 8.0, "terrain")]
        ),
        flight(2, seconds=50.0, retries=2, deaths=[shot, shot], hits=[Hit(2010.0, 910.0, 20.0, 60.0, "griefer")]),
        flight(3, "timeout", 80.0, retries=1, deaths=[shot]),
        flight(4, seconds=40.0),
    ]
    found = figures.group_figures(level, "ring", ["start"], some)
    assert {name: part["count"] for name, part in found["outcomes"].items()} == {"won": 3, "lost": 0, "timeout": 1}
    assert found["outcomes"]["won"]["share"] == 0.75
    assert (found["outcomes"]["won"]["low"], found["outcomes"]["won"]["high"]) == (0.301, 0.954)
    assert found["won_at_first"]["count"] == 2
    assert found["time_to_win"]["median"] == 40.0
    assert found["damage"]["mean"] == 27.0
    assert found["accuracy"] == 0.4
    assert found["damage_by"] == {"griefer": 25.0, "terrain": 2.0}
    assert found["deaths"]["count"] == 3
    assert found["deaths"]["flights"]["count"] == 2
    assert found["deaths"]["causes"] == [{"cause": "shot", "by": "griefer", "count": 3}]
    assert [one["seed"] for one in found["worst"]] == [3, 2, 1, 4]
    assert found["worst"][0]["watch"] == "callister play ring --bot pilot --seed 3 --difficulty standard"
    json.dumps(found)


def test_places_gather_what_lies_together_and_have_names(level):
    hits = [Hit(2480.0 + i, 1010.0, 1.0, 10.0, "griefer") for i in range(3)]
    deaths = [Death(330.0, 1000.0, 2.0, "solid", "")]
    places = figures.hot_places(level, [flight(hits=hits, deaths=deaths), flight(2, hits=[Hit(900, 150, 1, 5, "")])])
    assert places == [
        {"x": 330, "y": 1000, "near": "dock", "deaths": 1, "damage": 0.0},
        {"x": 2481, "y": 1010, "near": "den", "deaths": 0, "damage": 15.0},
        {"x": 900, "y": 150, "near": "", "deaths": 0, "damage": 2.5},
    ]
    assert figures.name_of_place(level, 1400.0, 1100.0) == "arena"


def test_stages_are_the_milestones_of_the_level_and_a_retry_leads_back(level):
    marks = figures.milestones(level)
    assert marks == {"begin": True, "fight": True, "won": False}
    one = flight(
        seconds=100.0,
        beats=[(0.017, "begin"), (10.0, "fight"), (30.0, "won"), (70.0, "won")],
        back=[(40.0, "fight"), (50.0, "begin"), (55.0, "")],
        deaths=[Death(0.0, 0.0, 39.0, "shot", ""), Death(0.0, 0.0, 49.0, "shot", "")],
        hits=[Hit(0.0, 0.0, 20.0, 7.0, ""), Hit(0.0, 0.0, 52.0, 2.0, "")],
    )
    assert figures.timeline(one, marks) == [
        (0.0, "begin"), (10.0, "fight"), (30.0, "won"), (40.0, "fight"), (50.0, "begin"), (55.0, "start"),
        (70.0, "won"),
    ]  # fmt: skip
    order = figures.stages(marks, [one])
    assert order == ["start", "begin", "fight", "won"]
    found = {row["stage"]: row for row in figures.stage_figures(order, marks, [one, flight(2, seconds=5.0)])}
    assert {name: row["seconds"]["most"] for name, row in found.items()} == {
        "start": 15.0, "begin": 15.0, "fight": 30.0, "won": 40.0,
    }  # fmt: skip
    assert {name: row["deaths"] for name, row in found.items()} == {"start": 0, "begin": 0, "fight": 1, "won": 1}
    assert {name: row["damage"]["most"] for name, row in found.items()} == {
        "start": 0.0, "begin": 2.0, "fight": 7.0, "won": 0.0,
    }  # fmt: skip
    assert found["fight"]["reached"]["count"] == 1


def test_of_milestones_in_one_tick_the_checkpoint_counts():
    marks = {"first": False, "saved": True, "then": False}
    one = flight(beats=[(5.0, "first"), (5.0, "saved"), (5.0, "then")])
    assert figures.timeline(one, marks) == [(0.0, "start"), (5.0, "saved")]


def test_over_time_tells_of_those_who_still_fly():
    def heat(seconds, level):
        rows = np.zeros((seconds * air.TRACK_HZ, len(air.TRACK)), np.float32)
        rows[:, air.TRACK.index("heat")] = level
        return flight(seconds=seconds, track=rows)

    some = [heat(2, 0), heat(4, 1), heat(4, 3), heat(9, 5)]
    found = figures.over_time(some, figures.column("heat"))
    assert found["seconds"] == [1, 2, 3, 4]  # from then on fewer than half of them
    assert found["flying"] == [4, 4, 3, 3]
    assert found["median"] == [2.0, 2.0, 3.0, 3.0]
    assert found["mean"] == [2.25, 2.25, 3.0, 3.0]
    assert figures.heat_shares(some) == {
        "0": round(2 / 19, 3), "1": round(4 / 19, 3), "2": 0.0, "3": round(4 / 19, 3), "4": 0.0, "5": round(9 / 19, 3),
    }  # fmt: skip


# -- the map ---------------------------------------------------------------------------------------------


def zone(id, *rect):
    return Zone(id=id, rect=list(rect), backdrop="avenue")


def test_pieces_that_touch_are_one_and_far_ones_are_drawn_apart():
    zones = {"home": zone("home", -900, -900, 900, 900), "a": zone("a", 5000, -500, 9000, 500),
             "b": zone("b", 9000, -500, 20000, 500), "c": zone("c", 30000, 0, 31000, 1000)}  # fmt: skip
    where = Map((-1000, -1000, 40000, 1000), zones=zones)
    flown = np.array([(0, 0), (6000, -100), (15000, 100)], np.float64)
    assert pieces(where, flown) == [Rectangle(-260, -260, 260, 260), Rectangle(5740, -360, 15260, 360)]
    assert pieces(where, np.array([(3000.0, 0.0)])) == [Rectangle(2740, -260, 3260, 260)]  # outside of all zones


def test_a_long_piece_is_read_in_strips_and_a_tall_one_in_columns():
    assert strips(Rectangle(0, 0, 8000, 1000)) == [Rectangle(0, 0, 4000, 1000), Rectangle(4000, 0, 8000, 1000)]
    assert strips(Rectangle(0, 0, 1000, 2800)) == [Rectangle(0, 0, 1000, 1400), Rectangle(0, 1400, 1000, 2800)]
    assert strips(Rectangle(0, 0, 3000, 2000)) == [Rectangle(0, 0, 3000, 2000)]


def test_panels_lie_within_the_picture_and_never_on_each_other():
    parts = [*strips(Rectangle(0, 0, 9000, 1000)), Rectangle(0, 0, 3000, 3000), *strips(Rectangle(0, 0, 700, 3000))]
    panels, height = laid_out(parts)
    boxes = [(p.x, p.y, p.x + p.width, p.y + p.height) for p in panels]
    assert all(x0 >= 0 and y0 >= 0 and x1 <= style.WIDTH + 1e-6 and y1 <= height for x0, y0, x1, y1 in boxes)
    for i, (ax0, ay0, ax1, ay1) in enumerate(boxes):
        for bx0, by0, bx1, by1 in boxes[i + 1 :]:
            assert ax1 <= bx0 or bx1 <= ax0 or ay1 <= by0 or by1 <= ay0


def test_the_map_stands_the_right_way_up(level):
    """A death by the sweep far up and right, one in the story far down and left: so they are drawn."""
    deaths = [Death(2700.0, 150.0, 1.0, "sweep", ""), Death(200.0, 1850.0, 1.0, "story", "")]
    track = np.array([[60, 60, 100, 75, 0], [2940, 1940, 100, 75, 0]], np.float32)
    some = [flight(deaths=deaths, track=track)]
    picture = draw_map(level, some, figures.group_figures(level, "ring", ["start"], some), "test")
    below_the_legend = picture[round(74 * style.SHARP) :]
    up, right = middle(below_the_legend, style.TAGGED)
    down, left = middle(below_the_legend, style.DATA)
    panels, _ = laid_out([Rectangle(0, 0, 3000, 2000)])
    scale = panels[0].scale * style.SHARP
    assert (right - left) / scale == pytest.approx(2500.0, abs=8)
    assert (down - up) / scale == pytest.approx(1700.0, abs=8)


def middle(picture, colour: str) -> tuple[float, float]:
    """Row and column of the middle of all that has exactly this colour."""
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    rows, columns = (picture == rgb).all(axis=2).nonzero()
    assert rows.size
    return rows.mean(), columns.mean()


# -- the report ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(report, tmp_path_factory) -> Path:
    (file,) = report.save(tmp_path_factory.mktemp("reports") / "deep" / "report.html")
    return file


def test_the_page_stands_alone_and_says_what_was_flown(report, saved):
    page = saved.read_text(encoding="utf-8")
    assert "<h1>Ring of Stones</h1>" in page
    assert report.level.hash in page
    assert page.count("<img ") == 5  # how it ends, two maps, on the way, stages
    assert page.count('src="data:image/png;base64,') == 5
    assert not any(foreign in page for foreign in ("<script", "http:", "https:", "@import", "url("))
    for group in report.figures["groups"]:
        assert f"{group['outcomes']['won']['count']} of 2" in page
        for one in group["worst"]:
            assert f"callister play {RING} --bot {one['watch'].split()[4]} --seed {one['seed']}" in page


def test_the_same_flights_give_the_same_bytes(level, tmp_path):
    """Flown again, by other clocks."""
    one, two = (balance(level, 2, bots=["pilot"], limit=15.0) for _ in range(2))
    assert [each.result.wall_seconds for each in one.flights] != [each.result.wall_seconds for each in two.flights]
    (first,), (second,) = one.save(tmp_path / "one.html"), two.save(tmp_path / "two.html")
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_holds_page_picture_figures_and_each_picture(level, tmp_path):
    report = balance(level, 1, bots=["clumsy"], limit=15.0)
    written = report.save(tmp_path / "all")
    assert sorted(path.name for path in written) == sorted(path.name for path in (tmp_path / "all").iterdir())
    assert json.loads((tmp_path / "all" / "figures.json").read_text(encoding="utf-8")) == report.figures
    sizes = {path.stem: size_of(path) for path in written if path.suffix == ".png"}
    assert {wide for wide, _ in sizes.values()} == {style.WIDTH * style.SHARP}
    parts = sum(tall for name, (_, tall) in sizes.items() if name != "report")
    assert sizes["report"][1] > parts  # all of them, a head and a foot


def size_of(path: Path) -> tuple[int, int]:
    """Width and height of a PNG; its data must be whole."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[-4:])[0] == zlib.crc32(b"IEND")
    return struct.unpack(">II", data[16:24])


def test_a_stranger_s_level_may_be_called_anything(tmp_path):
    folder = tmp_path / "it's <b>mine</b> & more"
    shutil.copytree(RING, folder)
    script = folder / "level.toml"
    script.write_text(script.read_text().replace("Ring of Stones", "$x$ <script>alert(1)</script>"))
    report = balance(folder, 1, bots=["pilot"], limit=1.0)
    (file,) = report.save(tmp_path / "report.html")
    page = file.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>mine" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_flights_that_never_began_still_make_a_report(level, tmp_path):
    report = balance(level, 1, bots=["pilot"], limit=0.0)
    assert report.figures["groups"][0]["outcomes"]["timeout"]["count"] == 1
    report.save(tmp_path / "nothing.html")
    (picture,) = report.save(tmp_path / "nothing.png")
    assert size_of(picture)[0] == style.WIDTH * style.SHARP


# -- the command -----------------------------------------------------------------------------------------


def command(*words) -> int:
    return main(["balance", *map(str, words)])


def test_the_command_writes_a_report_and_says_what_came_of_it(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command(RING, "--runs", 2, "--jobs", 1, "--bots", "pilot", "--limit", 6) == 0
    out, err = capsys.readouterr()
    assert out.startswith("pilot, standard: won 0 of 2 (0%, 0% to 66%), damage ")
    assert out.splitlines()[-1] == "balance-ring-of-stones.html"
    assert (tmp_path / "balance-ring-of-stones.html").is_file()
    assert err == ""  # no bar in a pipe


def test_a_report_that_cannot_be_written_is_told_all_the_same(tmp_path, capsys, monkeypatch):
    def refuse(path, data):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    page = tmp_path / "page.html"
    assert command(RING, "--runs", 1, "--jobs", 1, "--bots", "idle", "--limit", 1, "-o", page) == 2
    out, err = capsys.readouterr()
    assert out.startswith("idle, standard: won 0 of 1")
    assert err == f"callister: {page}: cannot be written (Permission denied)\n"


def test_the_commands_of_the_report_lead_to_its_flights(report, capsys):
    for group in report.figures["groups"]:
        worst = group["worst"][0]
        words = shlex.split(worst["watch"])[1:]
        options = build_parser().parse_args(words)
        assert (options.level, options.seed, options.difficulty) == (str(RING), worst["seed"], "outlaw")
        main(["sim", *words[1:], "--json"])
        assert json.loads(capsys.readouterr().out)["digest"] == worst["digest"]


def test_the_commands_lead_to_a_level_in_a_folder_of_ones_own(tmp_path, capsys):
    shutil.copytree(RING, tmp_path / "levels" / "mine")
    words = ("--runs", 1, "--jobs", 1, "--bots", "idle", "--limit", 1, "--json", "--user-dir", tmp_path)
    assert command("mine", *words) == 0
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    options = build_parser().parse_args(shlex.split(group["worst"][0]["watch"])[1:])
    assert library.find(options.level) == tmp_path / "levels" / "mine"


def test_no_more_processes_are_begun_than_there_are_cores(capsys, monkeypatch):
    def told(*_, jobs, **__):
        raise ValueError(f"{jobs} processes")

    monkeypatch.setattr(sys.modules["game.lab.balance"], "balance", told)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert [command(RING, "--jobs", jobs) for jobs in (1, 9999)] == [2, 2]
    assert capsys.readouterr().err == "callister: 1 processes\ncallister: 2 processes\n"


def test_the_figures_as_json_are_those_of_the_library(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ("--runs", 2, "--jobs", 1, "--bots", "clumsy", "--difficulties", "story,outlaw", "--first-seed", 5)
    assert command(RING, *words, "--limit", 4, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    expected = balance(RING, 2, bots=["clumsy"], difficulties=["story", "outlaw"], first_seed=5, limit=4.0)
    assert found == expected.figures
    assert [group["difficulty"] for group in found["groups"]] == ["story", "outlaw"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere-at-all",), "no level is called 'nowhere-at-all'"),
        ((RING, "--runs", "0"), "'0' is not a number of them"),
        ((RING, "--limit", "0"), "--limit 0: nothing would be flown"),
        ((RING, "--jobs", "two"), "'two' is not a number of them"),
        ((RING, "--bots", "pilot,,clumsy"), "'pilot,,clumsy' is not a list of names"),
        ((RING, "--bots", "nobody"), "no pilot is called 'nobody'"),
        ((RING, "--difficulties", "standart"), "did you mean 'standard'?"),
        ((RING, "-o", "report.pdf"), "report.pdf: a report is a file .html or .png, or a folder"),
    ],
)
def test_bad_input_is_refused_before_anything_flies(words, says, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(air, "fly", None)
    assert command(*words) == 2
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_level_with_a_mistake_is_refused_with_its_place(tmp_path, capsys):
    shutil.copytree(RING, tmp_path / "torn")
    map_file = tmp_path / "torn" / "map.toml"
    map_file.write_text(map_file.read_text().replace("radius = 120", "radius = -1"))
    assert command(tmp_path / "torn", "--runs", 1) == 2
    assert f"{map_file}:5:" in capsys.readouterr().err


def test_a_flight_that_fails_ends_the_command_with_its_name(capsys, monkeypatch, tmp_path):
    monkeypatch.setitem(pilots.PILOTS, "sleeper", Sleeper)
    assert command(RING, "--runs", 1, "--jobs", 1, "--bots", "sleeper", "-o", tmp_path / "r.html") == 1
    assert "a flight failed: ring-of-stones, seed 1, bot sleeper, standard: RuntimeError" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()
