"""The figures of a balance report: from the records of flights to plain numbers, and nothing else.

Everything here is a pure function of the records and the level, so that the same flights give the same figures to the
last digit, whoever flew them. Figures are dicts, lists, numbers and text: JSON as it stands.
"""

from __future__ import annotations

import math
import shlex
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.lab.flights import TRACK, TRACK_HZ, Flight
from game.sim.heat import HIGHEST
from game.story.actions_plot import Checkpoint, Lose, Win
from game.story.actions_talk import SetObjective
from game.story.level import Level, region_extent, region_holds

Figures = dict[str, Any]
Rows = NDArray[np.float64]
Marks = dict[str, bool]  # beat that begins a stage -> whether it sets a checkpoint

NORMAL_95 = 1.959963984540054  # standard normal quantile of a two-sided 95 % interval
DIGITS = 3  # after the point, in every figure
OUTCOMES = ("won", "lost", "timeout")
MOMENTS = 120  # at most, of figures over time
ENOUGH = 0.5  # of the flights must still fly for a figure over time to mean something
START = "start"  # the stage before the first milestone
AT_ONCE = 1.0  # a milestone within this begins at 0: there is no stage before it [s]
MILESTONES = (Checkpoint, SetObjective, Win, Lose)  # a beat with one of these begins a stage
WORST = 5  # flights named
PLACES = 5  # named at most
NEAR = 350.0  # what happens this near to a place's middle belongs to it: half a screen's height [u]
SQUARE = 100.0  # side of the squares in which events are added up before places are sought [u]
DEATH = 100.0  # damage that a death counts for when places are sought: a whole hull


# -- small statistics ------------------------------------------------------------------------------------


def wilson(count: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score, 0..1; (0, 1) when nothing was tried.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if whole == 0:
        return 0.0, 1.0
    z2 = NORMAL_95**2
    share = count / whole
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = NORMAL_95 * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def portion(count: int, whole: int) -> Figures:
    """A count as a share, with its interval."""
    low, high = wilson(count, whole)
    share = count / whole if whole else 0.0
    return {"count": count, "share": _short(share), "low": _short(low), "high": _short(high)}


def spread(values: Iterable[float]) -> Figures | None:
    """Least, quartiles, most and mean; None of nothing."""
    row = np.asarray(list(values), np.float64)
    if row.size == 0:
        return None
    least, q1, median, q3, most = np.quantile(row, (0.0, 0.25, 0.5, 0.75, 1.0)).tolist()
    return {
        "n": row.size,
        "least": _short(least),
        "q1": _short(q1),
        "median": _short(median),
        "q3": _short(q3),
        "most": _short(most),
        "mean": _short(float(row.mean())),
    }


def _short(value: float) -> float:
    return round(float(value), DIGITS)


# -- stages ----------------------------------------------------------------------------------------------


def milestones(level: Level) -> Marks:
    """The beats that begin a stage: they set a checkpoint (True), or change an objective or end the level (False)."""
    marks = {beat.id: [act for act in beat.then if isinstance(act, MILESTONES)] for beat in level.beats.values()}
    return {id: any(isinstance(act, Checkpoint) for act in acts) for id, acts in marks.items() if acts}


def stages(marks: Marks, flights: Sequence[Flight]) -> list[str]:
    """The milestones that were reached, in the order of the median moment at which flights first reached them."""
    first: dict[str, list[float]] = {}
    for flight in flights:
        seen: dict[str, float] = {}
        for second, stage in timeline(flight, marks):
            seen.setdefault(stage, second)
        for stage, second in seen.items():
            first.setdefault(stage, []).append(second)
    return sorted(first, key=lambda stage: (stage != START, float(np.median(first[stage])), stage))


def timeline(flight: Flight, marks: Marks) -> list[tuple[float, str]]:
    """(second, stage that begins) of one flight, in order; a retry leads back to the stage of its checkpoint.

    Of milestones in one tick the last counts, or the last that sets a checkpoint: that is where retries lead to.
    """
    turns = [(second, 1, beat) for second, beat in flight.beats if beat in marks]
    turns += [(second, 0, beat or START) for second, beat in flight.back]
    turns.sort(key=lambda turn: turn[:2])  # stable: beats of one tick stay in order
    begun = [(0.0, START)]
    for second, _, stage in turns:
        second = second if second >= AT_ONCE else 0.0
        if second > begun[-1][0]:
            begun.append((second, stage))
        elif marks.get(stage, False) or not marks.get(begun[-1][1], False):
            begun[-1] = (second, stage)
    return begun


def stage_figures(order: Sequence[str], marks: Marks, flights: Sequence[Flight]) -> list[Figures]:
    """Per stage: who reached it and when, and the time, damage and deaths that it cost (retries of it included)."""
    seconds: dict[str, list[float]] = {stage: [] for stage in order}
    damage: dict[str, list[float]] = {stage: [] for stage in order}
    first: dict[str, list[float]] = {stage: [] for stage in order}
    deaths: Counter[str] = Counter()
    for flight in flights:
        turns = timeline(flight, marks)
        begins = [second for second, _ in turns]
        spent = dict.fromkeys(order, 0.0)
        hurt = dict.fromkeys(order, 0.0)
        reached: dict[str, float] = {}
        for (begin, stage), end in zip(turns, [*begins[1:], flight.seconds], strict=True):
            spent[stage] += end - begin
            reached.setdefault(stage, begin)
        for hit in flight.hits:
            hurt[turns[bisect_right(begins, hit.second) - 1][1]] += hit.amount
        for death in flight.deaths:
            deaths[turns[bisect_right(begins, death.second) - 1][1]] += 1
        for stage, begin in reached.items():
            first[stage].append(begin)
            seconds[stage].append(spent[stage])
            damage[stage].append(hurt[stage])
    return [
        {
            "stage": stage,
            "reached": portion(len(first[stage]), len(flights)),
            "at": spread(first[stage]),
            "seconds": spread(seconds[stage]),
            "damage": spread(damage[stage]),
            "deaths": deaths[stage],
        }
        for stage in order
    ]


# -- over time -------------------------------------------------------------------------------------------


def over_time(flights: Sequence[Flight], value: Callable[[Rows], Rows]) -> Figures:
    """Quartiles of what `value` (track (k, 5) -> (k,)) says of the flights that still fly, moment by moment.

    It ends where fewer than ENOUGH of them do. {seconds, flying, q1, median, q3, mean}, lists of one length.
    """
    rows = [np.asarray(value(flight.track.astype(np.float64)), np.float64) for flight in flights]
    lasts = sorted((len(row) // TRACK_HZ for row in rows), reverse=True)
    until = lasts[max(0, math.ceil(len(lasts) * ENOUGH) - 1)] if lasts else 0
    step = max(1, math.ceil(until / MOMENTS))
    out: Figures = {name: [] for name in ("seconds", "flying", "q1", "median", "q3", "mean")}
    for second in range(step, until + 1, step):
        now = [row[second * TRACK_HZ - 1] for row in rows if len(row) >= second * TRACK_HZ]
        quartiles = np.quantile(now, (0.25, 0.5, 0.75)).tolist()
        out["seconds"].append(second)
        out["flying"].append(len(now))
        for name, value_now in zip(("q1", "median", "q3", "mean"), (*quartiles, np.mean(now)), strict=True):
            out[name].append(_short(value_now))
    return out


def column(name: str) -> Callable[[Rows], Rows]:
    """A column of a track, for `over_time`."""
    place = TRACK.index(name)
    return lambda track: track[:, place]


def strength(track: Rows) -> Rows:
    """Hull and shield together [points]."""
    both: Rows = track[:, TRACK.index("hull")] + track[:, TRACK.index("shield")]
    return both


def heat_shares(flights: Sequence[Flight]) -> dict[str, float]:
    """Level of heat -> share of all the time flown."""
    levels = np.concatenate([flight.track[:, TRACK.index("heat")].astype(np.int64) for flight in flights])
    counts = np.bincount(levels, minlength=HIGHEST + 1)
    return {str(level): _short(count / max(1, levels.size)) for level, count in enumerate(counts.tolist())}


# -- where and by whom -----------------------------------------------------------------------------------


def deaths_by_cause(flights: Sequence[Flight]) -> list[Figures]:
    """How often runs were lost, by cause and culprit, the most frequent first."""
    counts = Counter((death.cause, death.by) for flight in flights for death in flight.deaths)
    return [
        {"cause": cause, "by": by, "count": count}
        for (cause, by), count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def damage_by_kind(flights: Sequence[Flight]) -> dict[str, float]:
    """Kind of ship, terrain or sweep -> damage a flight, the most first."""
    sums: dict[str, float] = {}
    for flight in flights:
        for hit in flight.hits:
            sums[hit.by] = sums.get(hit.by, 0.0) + hit.amount
    return {by: _short(sums[by] / len(flights)) for by in sorted(sums, key=lambda by: (-sums[by], by))}


def hot_places(level: Level, flights: Sequence[Flight]) -> list[Figures]:
    """The places where most of it happens: middle, the nearest name of the map, deaths, damage a flight.

    Greedy: the circle of radius NEAR that holds the most damage (a death counts for DEATH), then the next of the rest.
    """
    hits = [(hit.x, hit.y, hit.amount, 0.0) for flight in flights for hit in flight.hits]
    deaths = [(death.x, death.y, 0.0, 1.0) for flight in flights for death in flight.deaths]
    if not hits and not deaths:
        return []
    rows = _squares(np.array([*hits, *deaths], np.float64))
    places: list[Figures] = []
    while len(rows) and len(places) < PLACES:
        weight = rows[:, 2] + rows[:, 3] * DEATH
        near = np.hypot(rows[:, None, 0] - rows[None, :, 0], rows[:, None, 1] - rows[None, :, 1]) <= NEAR
        here = near[int((near * weight[None, :]).sum(axis=1).argmax())]
        mine, mass = rows[here], weight[here]
        x, y = ((mine[:, :2] * mass[:, None]).sum(axis=0) / mass.sum()).tolist()
        places.append(
            {
                "x": round(x),
                "y": round(y),
                "near": name_of_place(level, x, y),
                "deaths": round(float(mine[:, 3].sum())),
                "damage": _short(float(mine[:, 2].sum()) / len(flights)),
            }
        )
        rows = rows[~here]
    return places


def _squares(rows: Rows) -> Rows:
    """Rows (x, y, damage, deaths) added up square by square; x and y become means by weight."""
    weight = rows[:, 2] + rows[:, 3] * DEATH
    rows, weight = rows[weight > 0], weight[weight > 0]
    keys = np.floor(rows[:, :2] / SQUARE).astype(np.int64)
    _, group = np.unique(keys, axis=0, return_inverse=True)
    group = group.reshape(-1)
    mass = np.bincount(group, weight)
    sums = [np.bincount(group, rows[:, i] * weight) / mass for i in (0, 1)]
    return np.stack([*sums, np.bincount(group, rows[:, 2]), np.bincount(group, rows[:, 3])], axis=1)


def name_of_place(level: Level, x: float, y: float) -> str:
    """The point of the map that is near, else the smallest region round it, else a point not far; '' in the open."""
    holding = {id: region_extent(region) for id, region in level.map.regions.items() if region_holds(region, x, y)}
    points = {id: math.dist((x, y), point.pos) for id, point in level.map.points.items()}
    nearest = min(points, key=lambda id: (points[id], id), default="")
    if nearest and points[nearest] <= (NEAR if holding else 2 * NEAR):
        return nearest
    return min(holding, key=lambda id: (_area(holding[id]), id), default="")


def _area(rectangle: tuple[float, float, float, float]) -> float:
    left, top, right, bottom = rectangle
    return (right - left) * (bottom - top)


# -- a group of flights ----------------------------------------------------------------------------------


def rank(flight: Flight) -> tuple[object, ...]:
    """Sorts the worst first: not won, then retries, damage and time."""
    return flight.won, -flight.retries, -flight.damage, -flight.seconds, flight.plan.seed


def watch_command(level: str, flight: Flight) -> str:
    """What a person types to see this flight."""
    plan = flight.plan
    return f"callister play {shlex.quote(level)} --bot {plan.bot} --seed {plan.seed} --difficulty {plan.difficulty}"


def group_figures(level: Level, reference: str, order: Sequence[str], flights: Sequence[Flight]) -> Figures:
    """Everything about the flights of one pilot at one difficulty."""
    runs, won = len(flights), [flight for flight in flights if flight.won]
    outcomes = Counter(flight.result.outcome for flight in flights)
    died = [flight for flight in flights if flight.deaths]
    return {
        "bot": flights[0].plan.bot,
        "difficulty": flights[0].plan.difficulty,
        "runs": runs,
        "outcomes": {outcome: portion(outcomes[outcome], runs) for outcome in OUTCOMES},
        "won_at_first": portion(sum(not flight.retries for flight in won), runs),
        "time_to_win": spread(flight.seconds for flight in won),
        "damage": spread(flight.damage for flight in flights),
        "retries": spread(flight.retries for flight in flights),
        "accuracy": _accuracy(flights),
        "kills": spread(flight.result.stats["kills"] for flight in flights),
        "deaths": {
            "count": sum(len(flight.deaths) for flight in flights),
            "flights": portion(len(died), runs),
            "causes": deaths_by_cause(flights),
        },
        "damage_by": damage_by_kind(flights),
        "places": hot_places(level, flights),
        "heat": {"shares": heat_shares(flights), "over_time": over_time(flights, column("heat"))},
        "strength": {
            "hull": over_time(flights, column("hull")),
            "hull_and_shield": over_time(flights, strength),
        },
        "stages": stage_figures(order, milestones(level), flights),
        "pace": pace_figures(flights),
        "worst": [
            {
                "seed": flight.plan.seed,
                "outcome": flight.result.outcome,
                "seconds": flight.seconds,
                "damage": _short(flight.damage),
                "retries": flight.retries,
                "digest": flight.result.digest,
                "watch": watch_command(reference, flight),
            }
            for flight in sorted(flights, key=rank)[:WORST]
        ],
    }


def pace_figures(flights: Sequence[Flight]) -> Figures:
    """How long it takes until something happens, and after which beats nothing does: see `game.lab.pacing`."""
    quiet: dict[str, list[dict[str, float]]] = {}
    for flight in flights:
        for one in flight.result.pace["quiet"]:
            quiet.setdefault(one["after"], []).append(one)
    return {
        "between": spread(flight.result.pace["median"] for flight in flights),
        "longest": spread(flight.result.pace["longest"] for flight in flights),
        "quiet": [
            {
                "after": after,
                "count": len(ones),
                "at": spread(one["from"] for one in ones),
                "seconds": spread(one["seconds"] for one in ones),
            }
            for after, ones in sorted(quiet.items(), key=_longest_first)
        ],
    }


def _longest_first(stretches: tuple[str, list[dict[str, float]]]) -> tuple[float, str]:
    after, ones = stretches
    return -max(one["seconds"] for one in ones), after


def _accuracy(flights: Sequence[Flight]) -> float | None:
    """Share of all shots that struck somebody; None when none was fired."""
    fired = sum(flight.result.stats["shots_fired"] for flight in flights)
    return _short(sum(flight.result.stats["hits"] for flight in flights) / fired) if fired else None
