"""The loop in level files: what beats hear of it, and what they do with it."""

import math

import pytest

from game.sim import damage, placing
from game.sim.command import IDLE, Command, Held, Press
from game.story import check, loader
from game.story.episode import Episode
from tests.story.conftest import HEADER, LINES, MAP, write

LOOP = Command.of(pressed=Press.LOOP)
GRANT = '{ do = "grant", ability = "loop" }'
POSTS = (
    '{ do = "spawn", what = "terminal", group = "posts", name = "one", place = "north" },'
    '{ do = "spawn", what = "terminal", group = "posts", place = "south" }'
)
KEVIN = '{ do = "spawn", what = "griefer", name = "kevin", place = "south", order = "patrol", path = "lane" }'
EAST, WEST = (Command.of(move=(x, 0.0), held=Held.DIRECT) for x in (1.0, -1.0))


def record(play, seconds=1.0, command=EAST):
    play.tick(LOOP)
    play.run(seconds, command)
    play.tick(LOOP)
    return play


@pytest.mark.parametrize(
    ("when", "flies", "fires"),
    [
        ('part = "began"', lambda play: play.tick(LOOP), True),
        ('part = "began", past = 2', lambda play: play.tick(LOOP), False),
        ('part = "closed"', record, True),
        ('part = "closed", past = 1', record, True),
        ('part = "closed", past = 2', record, False),
        ('part = "closed", past = 2', lambda play: record(record(play)), True),
        ('part = "closed", shorter = 2', record, True),
        ('part = "closed", shorter = 0.9', record, False),
        ('part = "flew"', record, True),
        ('part = "rest"', lambda play: record(play).run(0.8), False),
        ('part = "rest"', lambda play: record(play).run(1.2), True),
        ('part = "dropped"', lambda play: (record(play), play.tick(LOOP), play.tick(), play.tick(LOOP)), True),
        ('part = "touched"', lambda play: record(play, 3.0).run(3.0, WEST), True),
    ],
)
def test_a_beat_hears_of_the_player_s_loop(waits, when, flies, fires):
    play = waits(f'{{ on = "loop", {when} }}', setup=GRANT)
    play.run(0.1)
    flies(play)
    play.run(0.1)
    assert bool(play.fired()) == fires


@pytest.mark.parametrize("past", [1, 2])
@pytest.mark.parametrize(("part", "harm"), [("hit", 5.0), ("broken", 500.0)])
def test_a_beat_hears_that_a_past_self_was_struck_or_lost(waits, part, harm, past):
    play = waits(f'{{ on = "loop", part = "{part}", past = {past} }}', setup=GRANT)
    play.run(0.1)
    record(record(play, 6.0, IDLE))
    one, other = play.world.loops.pasts if past == 1 else reversed(play.world.loops.pasts)
    damage.hurt(play.world, other.who, harm)
    play.run(0.2)
    assert not play.fired(), "that was the other one"
    damage.hurt(play.world, one.who, harm)
    play.run(0.2)
    assert play.fired()


def test_terminals_are_heard_one_by_one_and_together(waits):
    play = waits('{ on = "terminals", group = "posts", seconds = 0.5 }', setup=f"{GRANT}, {POSTS}")
    play.run(0.1)
    placing.place_player(play.world, 0.0, -510.0, 0.0)
    record(play, 8.0, IDLE)
    placing.place_player(play.world, 0.0, 510.0, 0.0)
    play.run(1.2)
    assert not play.fired()
    play.run(1.5)
    assert play.fired()


@pytest.mark.parametrize(
    ("when", "fires"),
    [
        ('on = "terminal", part = "began"', True),
        ('on = "terminal", part = "held", who = "one"', True),
        ('on = "terminal", group = "posts"', True),
        ('on = "terminal", part = "lost"', False),
        ('on = "terminals", count = 1', True),
        ('on = "terminals", count = 2', False),
        ('on = "terminals", count = 1, seconds = 3', False),
    ],
)
def test_a_beat_hears_of_a_terminal(waits, when, fires):
    play = waits(f"{{ {when} }}", setup=f"{GRANT}, {POSTS}")
    play.run(0.1)
    placing.place_player(play.world, 0.0, -510.0, 0.0)
    play.run(2.2)
    assert bool(play.fired()) == fires


def test_a_terminal_that_is_left_is_lost(waits):
    play = waits('{ on = "terminal", part = "lost", who = "one" }', setup=f"{GRANT}, {POSTS}")
    play.run(0.1)
    placing.place_player(play.world, 0.0, -510.0, 0.0)
    play.run(2.2)
    placing.place_player(play.world, 0.0, 0.0, 0.0)
    play.run(0.8)
    assert play.fired()


def test_what_it_takes_to_hold_one_is_the_level_s_to_say(does):
    play = does(f'{{ do = "terminals", ring = 900, fills = 0.5 }}, {POSTS}').run(0.8)
    assert len(play.world.terminals.held()) == 1, "not two by one ship"


def test_a_loop_is_closed_round_somebody_whose_seconds_were_kept(scene):
    play = scene(
        f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{KEVIN}]\n'
        '[[beat]]\nid = "shut"\nafter = ["begin"]\nwhen = { on = "timer", after = 4 }\n'
        'then = [{ do = "loop", who = "kevin", seconds = 2 }, { at = 5, do = "loop", who = "kevin", open = true }]\n'
        '[[beat]]\nid = "b"\nrepeat = true\nwhen = { on = "loop", part = "round", who = "kevin" }\n'
        'then = [{ do = "counter", counter = "rounds", add = 1 }]\n'
        '[[beat]]\nid = "free"\nwhen = { on = "loop", part = "opened" }\nthen = [{ do = "win" }]\n'
        '[[beat]]\nid = "read"\nwhen = { on = "counter", counter = "rounds", at-least = 3 }\n'
        'then = [{ do = "flag", set = "seen" }]\n'
    ).run(4.1)
    kevin = play.director.stage.ships("kevin")[0]
    ships = play.world.ships
    places = []
    for _ in range(240):
        play.tick()
        places.append(complex(ships.place[ships.row_of(kevin)]))
    assert max(abs(one - two) for one, two in zip(places[:118], places[120:238], strict=True)) < 1.0
    assert max(abs(place - places[0]) for place in places) > 100.0
    play.run(1.5)
    assert "seen" in play.director.flags
    assert play.episode.outcome == "won"
    assert not play.director.reports


def test_what_cannot_be_closed_or_opened_is_reported(does):
    play = does(f'{KEVIN}, {{ do = "loop", who = "kevin" }}, {{ do = "loop", who = "kevin", open = true }}').run(0.2)
    assert len(play.director.reports) == 2


def test_past_selves_are_let_go_by_the_script(does):
    play = does(f'{GRANT}, {{ at = 3, do = "loop", let-go = true }}').run(0.1)
    record(play)
    assert play.world.loops.pasts
    play.run(3)
    assert play.world.loops.pasts == []


def test_a_retry_takes_the_loop_up_as_it_was(does):
    play = does(f'{GRANT}, {{ at = 2, do = "checkpoint" }}').run(0.1)
    record(play, 1.2)
    play.run(1.0, Command.of(move=(0.0, 1.0), aim=math.pi / 2, held=Held.DIRECT))
    kept = play.episode.checkpoint_snapshot["world"]["loops"]["pasts"]
    play.world.loops.let_go(play.world)
    damage.hurt(play.world, play.world.player, 1e6)
    play.run(1.0)
    play.tick(Command.of(pressed=Press.RETRY))
    assert [past.snapshot() for past in play.world.loops.pasts] == kept
    play.run(0.5)
    assert play.world.ships.row_of(play.world.loops.pasts[0].who) >= 0


WRONG = [
    ("then", '{ do = "loop" }', "let-go = true"),
    ("then", '{ do = "loop", who = "callister" }', "round others"),
    ("then", '{ do = "loop", who = "keven" }', "no ship is called 'keven'"),
    ("then", '{ do = "loop", who = "kevin", seconds = 60 }', "<= 20"),
    ("then", '{ do = "loop", who = "kevin", let-go = true }', "stands alone"),
    ("then", '{ do = "terminals" }', "'fills' or 'grace'"),
    ("then", '{ do = "terminals", ring = 5 }', ">= 60"),
    ("when", '{ on = "loop", part = "shut", past = 1 }', "past selves"),
    ("when", '{ on = "loop", part = "began", who = "kevin" }', "somebody in a loop"),
    ("when", '{ on = "loop", part = "began", shorter = 3 }', 'part = "closed"'),
    ("when", '{ on = "loop", part = "closd" }', "did you mean 'closed'"),
    ("when", '{ on = "loop", part = "began" }', "grants the ability 'loop'"),
    ("when", '{ on = "loop", part = "round" }', "no loop is ever closed round anybody"),
    ("when", '{ on = "terminal", who = "kevin" }', "no terminal called 'kevin' is ever spawned"),
    ("when", '{ on = "terminals", group = "three" }', "no terminal called 'three' is ever spawned"),
    ("when", '{ on = "terminal", who = "kevin", group = "three" }', "not both"),
]


@pytest.mark.parametrize(("where", "wrong", "says"), WRONG)
def test_a_mistake_with_loops_is_found_where_it_stands(tmp_path, where, wrong, says):
    spawn = KEVIN.replace('name = "kevin"', 'name = "kevin", group = "three"')
    when = wrong if where == "when" else '{ on = "start" }'
    then = wrong if where == "then" else '{ do = "win" }'
    beats = (
        f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{spawn}]\n'
        '[[beat]]\nid = "won"\nwhen = { on = "timer", after = 9 }\nthen = [{ do = "win" }]\n'
        f'[[beat]]\nid = "b"\nwhen = {when}\nthen = [{then}]\n'
    )
    write(tmp_path, HEADER + beats, MAP, LINES)
    problems = check.check(tmp_path)
    (found,) = [problem for problem in problems if says in problem.message]
    row = next(i for i, row in enumerate((HEADER + beats).splitlines(), 1) if wrong in row)
    assert found.line == (row - 1 if "can never fire" in found.message else row)


def test_a_level_with_loops_is_played_alike_twice(tmp_path):
    beats = (
        f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{GRANT}, {POSTS}, {KEVIN}]\n'
        '[[beat]]\nid = "shut"\nwhen = { on = "timer", after = 3 }\nthen = [{ do = "loop", who = "kevin" }]\n'
    )
    write(tmp_path, HEADER + beats, MAP, LINES)
    digests = []
    for _ in range(2):
        episode = Episode(loader.level_of(loader.read(tmp_path)), 5)
        for command in [IDLE] * 10 + [LOOP] + [EAST] * 90 + [LOOP] + [IDLE] * 200:
            episode.step(command)
        digests.append(episode.digest())
    assert digests[0] == digests[1]


def test_what_a_past_self_does_to_a_player_is_held_against_us(does):
    play = does(f'{GRANT}, {{ do = "grant", ability = "fire" }}').run(0.1)
    record(play, 2.0, Command.of(aim=0.0, held=Held.DIRECT | Held.FIRE))
    play.run(1.0)
    placing.place_player(play.world, 0.0, 900.0, 0.0)
    play.spawn("newcomer", 300.0)
    play.run(12.0)
    assert play.director.counters["players-hurt"] >= 1


def test_a_held_terminal_may_be_given_grace(does):
    play = does(f'{GRANT}, {{ do = "terminals", grace = 3 }}, {POSTS}').run(0.1)
    placing.place_player(play.world, 0.0, -510.0, 0.0)
    play.run(2.2)
    placing.place_player(play.world, 0.0, 0.0, 0.0)
    play.run(2.5)
    assert len(play.world.terminals.held()) == 1
    play.run(1.0)
    assert not play.world.terminals.held()
