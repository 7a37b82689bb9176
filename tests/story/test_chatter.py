"""Who says what when something happens: the most particular row, once, into silence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from game.sim import damage, roster, spawning
from game.sim.command import Command, Held, Press
from game.sim.events import EVENTS, Event
from game.story import words
from game.story.chatter import CHAT_GAP, IDLE, LOOK, NOTICE_GAP
from game.story.dialogue import BARK_GAP, CHAT_TURN, LINE_START
from game.story.state import SmallTalk, pack, unpack

HELLO = '{ do = "say", line = "hello" }'
BUSY = Command.of(held=Held.BRAKE)  # whoever does nothing is asked why
NEVER = '[[beat]]\nid = "never"\nwhen = { on = "timer", after = 99 }\nthen = [{ do = "flag", set = "never" }]\n'
QUIET = '{ do = "flag", set = "seen" }'


@pytest.fixture
def hears(does):
    """`hears("barks", …)`: a level with those words. The first tick is over, so that the arrival is no news."""

    def build(
        *families: str, then: str = QUIET, chapter: int = 0, more: str = "", flags=(), seed=None, lines: str = ""
    ):
        asks = ", ".join(f'"{family}"' for family in families)
        header = f"words = [{asks}]\n" + (f"chapter = {chapter}\n" if chapter else "")
        return does(then, more, header=header, flags=flags, seed=seed, lines=lines)

    return build


def said(play, beginning: str = "") -> list[str]:
    return [line for _, line in play.director.log if line.startswith(beginning)]


def tell(play, kind: str, who: int | None = None, other: int = 0, value: float = 0.0, name: str = "", x=0.0, y=0.0):
    """Something happens with the next tick, to the player's ship unless it is said to whom."""
    play.world.emit(Event(kind, play.world.player if who is None else who, other, x, y, value, name))
    play.tick()
    return play


def rows(family: str, on: str) -> dict[str, words.Row]:
    return {row.id: row for row in words.of_level([family]) if row.on == on}


# -- a level without words -----------------------------------------------------------------------------


def test_a_level_that_asks_for_none_remembers_nothing_and_says_nothing(does):
    play = does(QUIET)
    tell(play, "shield.broken").run(1)
    assert said(play) == []
    assert b"small_talk" not in pack(play.director.state)
    assert b"said_by" not in pack(
        does('{ do = "chat", line = "chat" }, { do = "chat", line = "dibs" }').run(0.1).director.state
    )


# -- which row -----------------------------------------------------------------------------------------


def test_something_happens_and_somebody_has_a_word_for_it(hears):
    play = tell(hears("barks"), "shield.broken").run(0.1)
    (line,) = said(play)
    assert line in ("bark.shield-down.1", "bark.shield-down.2")
    assert play.director.line.who in ("karl", "elena")


@pytest.mark.parametrize(
    ("flags", "chapter", "heat", "line"),
    [
        (["scarred"], 2, 0, "bark.shield-down.3"),
        ([], 1, 0, "bark.shield-down.4"),
        ([], 6, 0, "bark.shield-down.5"),
        ([], 2, 4, "bark.shield-down.6"),
    ],
)
def test_the_most_particular_row_wins(hears, flags, chapter, heat, line):
    play = hears("barks", chapter=chapter, flags=flags)
    play.world.heat.level = heat
    assert said(tell(play, "shield.broken").run(0.1)) == [line]


def test_two_conditions_beat_one(hears):
    play = hears("barks", chapter=4, flags=["bea-key"])
    newcomer = play.spawn("newcomer", 300)
    damage.hurt(play.world, newcomer, 1.0)
    tell(play, "destroyed", newcomer, play.world.player, play.world.ships.kind[play.world.ships.row_of(newcomer)]).run(
        0.1
    )
    assert said(play) == ["bark.kill.4"]


def test_between_equals_the_seed_decides_and_nothing_else(hears):
    lines = [said(tell(hears("barks", seed=seed), "shield.broken").run(0.1)) for seed in range(8)]
    again = [said(tell(hears("barks", seed=seed), "shield.broken").run(0.1)) for seed in range(8)]
    assert lines == again
    assert {line for (line,) in lines} == {"bark.shield-down.1", "bark.shield-down.2"}


def test_a_flag_that_words_ask_for_comes_in_without_being_brought(hears):
    assert hears("barks", flags=["scarred", "kevin-spared", "nobody-knows"]).director.flags >= {
        "scarred",
        "kevin-spared",
    }
    assert "nobody-knows" not in hears("barks", flags=["nobody-knows"]).director.flags
    assert "scarred" not in hears("notices", flags=["scarred"]).director.flags


def test_the_time_in_the_chapter_counts(hears):
    play = hears("barks")
    for _ in range(3):
        tell(play, "identified", 99, play.world.player).run(BARK_GAP / 60 + 6, BUSY)
    assert said(play)[-1] == "bark.identified.5"  # the third time
    assert len(set(said(play))) == 3


@pytest.mark.parametrize(("at", "first"), [(2.0, "hello"), (9.0, "bark")])
def test_nobody_remarks_on_anything_a_moment_before_the_story_speaks(hears, at, first):
    play = hears("barks", then=f'{{ at = {at}, do = "say", line = "hello" }}').run(0.5, BUSY)
    tell(play, "shield.broken").run(at, BUSY)
    assert said(play)[0].startswith(first)
    assert "hello" in said(play)


def test_what_the_story_will_not_say_keeps_nobody_silent(hears):
    play = hears("barks", then='{ at = 2, if = [{ flag = "never" }], do = "say", line = "hello" }', more=NEVER)
    assert said(tell(play.run(0.5, BUSY), "shield.broken").run(0.1, BUSY), "bark.")


def test_an_occasion_counts_though_nobody_speaks_of_it(hears):
    play = hears("barks")
    for _ in range(3):  # in one breath: the talk has room for one of them
        tell(play, "identified", 99, play.world.player)
    assert play.director.state.small_talk.counts["identified"] == 3


def test_whom_it_befell_is_counted_by_itself(hears):
    play = hears("barks")
    kinds = ("newcomer", "griefer", "newcomer")
    for kind in kinds:
        ship = play.spawn(kind, 300)
        damage.hurt(play.world, ship, 1e4)
        play.tick()
    counts = play.director.state.small_talk.counts
    assert "kill" not in counts  # not by the player
    for kind in kinds:
        ship = play.spawn(kind, 300)
        tell(play, "destroyed", ship, play.world.player, play.world.ships.kind[play.world.ships.row_of(ship)])
        roster.remove(play.world, ship)
    assert (counts["kill"], counts["kill newcomer"], counts["kill griefer"]) == (3, 2, 1)


def test_somebody_with_a_name_has_a_row_of_his_own(hears):
    play = hears(
        "barks",
        flags=["kevin-spared"],
        then='{ do = "spawn", what = "griefer", name = "kevin", place = "north", order = "hold" }',
    )
    play.tick()
    (kevin,) = play.director.stage.ships("kevin")
    kind = play.world.ships.kind[play.world.ships.row_of(kevin)]
    line = said(tell(play, "destroyed", kevin, play.world.player, kind).run(0.1), "bark.")
    assert line == ["bark.kill.9"]  # not "Not the toast one? Good.", though that has more conditions


def test_a_vault_is_opened_and_not_talked_to(hears):
    play = hears("barks")
    vault = play.spawn("vault", 300)
    assert said(tell(play, "hacked", vault, play.world.player, 60.0).run(0.1))[0].startswith("bark.vault-open")


# -- nothing twice -------------------------------------------------------------------------------------


def test_nothing_is_said_twice_in_a_chapter(hears):
    play = hears("barks")
    for _ in range(5):
        tell(play, "shield.broken").run(BARK_GAP / 60 + 1, BUSY)
    assert sorted(said(play)) == ["bark.shield-down.1", "bark.shield-down.2"]


def test_a_bark_that_found_no_silence_may_come_another_time(hears):
    play = hears("barks", then=f"{HELLO}, {HELLO}, {HELLO}")
    tell(play.run(0.2), "boost.full").run(20, BUSY)
    assert said(play, "bark.") == []
    play.director.state.small_talk.rests.clear()
    tell(play, "boost.full").run(0.1)
    assert said(play, "bark.") == ["bark.boost-full.1"]


def test_a_run_that_is_taken_up_again_unsays_nothing(hears):
    play = tell(hears("barks"), "boost.full").run(4)
    assert said(play) == ["bark.boost-full.1"]
    damage.hurt(play.world, play.world.player, 1e4)
    play.run(1)
    play.tick(Command.of(pressed=Press.RETRY))
    assert said(play) == []  # the story is back at its checkpoint
    play.run(8, BUSY)
    tell(play, "boost.full").run(1, BUSY)
    assert said(play) == []


# -- silence is kept -----------------------------------------------------------------------------------


def test_a_bark_never_speaks_over_the_story(hears):
    play = hears("barks", then=HELLO).run(0.2)
    tell(play, "shield.broken").run(8)
    assert said(play) == ["hello"]


def test_a_silence_is_kept(hears):
    play = hears("barks", "chat", "notices", then='{ do = "silence", seconds = 6 }').run(0.1)
    ship = play.spawn("griefer", 200)
    tell(play, "shield.broken", other=ship)
    tell(play, "hit", ship, play.world.player, name="shield", x=200.0)
    tell(play, "hit.solid", 0, play.world.player).run(5)
    assert said(play) == []


@pytest.mark.parametrize("shown", ['{ do = "letterbox", on = true }', '{ do = "fade", to = 1.0, seconds = 0 }'])
def test_a_scene_that_is_watched_has_the_floor(hears, shown):
    play = hears("barks", "chat", "notices", then=shown).run(0.1)
    ship = play.spawn("griefer", 200)
    tell(play, "boost.full")
    tell(play, "hit", ship, play.world.player, 5.0, "hull").run(8, BUSY)
    assert said(play) == []


def test_quiet_drops_what_waits_here_as_well(hears):
    silenced = f'{HELLO}, {{ at = 1.0, do = "quiet", cut = true }}'
    play = tell(hears("barks", "notices", then=silenced), "retreating").run(0.3, BUSY)
    play.director.state.small_talk.notice = "mod.0.arrive"
    tell(play, "hull.fell", name="25")  # a bark that would wait for seven seconds
    assert play.director.state.small_talk.bark
    play.run(8, BUSY)
    assert said(play) == ["hello"]


@pytest.mark.parametrize("when", ["before", "within"])
def test_a_question_drops_what_waits_but_not_what_comes_while_it_is_open(hears, when):
    asks = '{ at = 0.5, do = "choice", ask = "hello", options = [{ line = "chat" }, { line = "dibs" }] }'
    play = hears("barks", then=f'{{ do = "silence", seconds = 0.7 }}, {asks}')
    play.run(0.2 if when == "before" else 0.8, BUSY)
    tell(play, "hull.fell", name="25")  # a bark that may wait for seven seconds
    assert play.director.state.small_talk.bark
    play.run(1, BUSY)
    play.director.choose(0)
    play.run(3, BUSY)
    assert bool(said(play, "bark.")) == (when == "within")


def test_many_retries_are_spoken_of(hears):
    play = hears("barks", then='{ do = "checkpoint" }', more='[[retry]]\nlines = ["again1", "again2"]\n')
    for _ in range(6):
        damage.hurt(play.world, play.world.player, 1e4)
        play.run(1)
        play.tick(Command.of(pressed=Press.RETRY))
    play.run(10, BUSY)
    assert said(play, "bark.retry") == ["bark.retry-over-5.1"]


def test_two_barks_have_six_seconds_between_them(hears):
    play = tell(hears("barks"), "shield.broken").run(3)
    tell(play, "boost.full").run(2)
    tell(play, "shield.restored").run(4)
    ticks = [tick for tick, line in play.director.log]
    assert len(ticks) >= 1
    assert all(b - a >= BARK_GAP for a, b in pairwise(ticks))


@pytest.mark.parametrize(
    ("chapter", "heard"), [(2, True), (5, False), (7, False), (10, False), (11, False), (8, False)]
)
def test_some_chapters_keep_to_rows_that_name_them(hears, chapter, heard):
    play = tell(hears("barks", chapter=chapter), "boost.full").run(0.1)
    assert bool(said(play)) == heard


@pytest.mark.parametrize(("chapter", "line"), [(5, ["bark.mote.6"]), (8, [])])
def test_a_row_that_names_the_chapter_is_said_there(hears, chapter, line):
    assert said(tell(hears("barks", chapter=chapter), "collected", value=3.0).run(0.1)) == line


# -- barks of what the chatter sees for itself ---------------------------------------------------------


def test_the_hull_is_spoken_of_at_its_marks_once(hears):
    play = hears("barks")
    play.world.ships.shield_max[play.world.player_row] = 0.0
    play.world.ships.shield[play.world.player_row] = 0.0
    damage.hurt(play.world, play.world.player, 30)
    play.run(8, BUSY)
    damage.hurt(play.world, play.world.player, 5)
    play.run(8, BUSY)
    assert [line.rpartition(".")[0] for line in said(play, "bark.hull")] == ["bark.hull-under-75"]
    damage.hurt(play.world, play.world.player, 45)  # past two marks: the lower one counts
    play.run(1)
    assert said(play, "bark.hull")[-1].startswith("bark.hull-under-25")
    damage.heal(play.world, play.world.player)
    play.run(9, BUSY)
    assert said(play)[-1] == "bark.hull-mended.1"


def test_who_does_nothing_is_asked_why(hears):
    play = hears("barks").run(IDLE / 60 + 1)
    assert [line.rpartition(".")[0] for line in said(play)] == ["bark.idle"]


def test_whoever_was_at_their_mercy_and_is_left_whole_was_spared(hears):
    play = hears("barks")
    ship = play.spawn("griefer", 300)
    tell(play, "spiked", ship, play.world.player, 9.0).run(7)
    tell(play, "woke", ship).run(1)
    assert said(play)[-1] == "bark.spared.2"
    other = play.spawn("griefer", 300, 80)
    tell(play, "spiked", other, play.world.player, 9.0)
    tell(play, "hit", other, play.world.player, 5.0, "hull")
    tell(play, "woke", other)
    assert play.director.state.small_talk.counts["spared"] == 1


def test_a_perfect_handshake_is_told_from_another(hears):
    for slips, row in ((0, "bark.hack-done.3"), (1, None)):
        play = hears("barks")
        ship = play.spawn("griefer", 200)
        tell(play, "hack.began", ship, play.world.player, 6.0).run(8)
        for _ in range(slips):
            tell(play, "hack.missed", ship, play.world.player)
        tell(play, "hacked", ship, play.world.player, 60.0).run(0.5)
        done = said(play, "bark.hack-done")
        assert done == [row] if row else done[0] in ("bark.hack-done.1", "bark.hack-done.2")


# -- chat ----------------------------------------------------------------------------------------------


def test_a_player_says_what_was_done_to_it_above_its_ship(hears):
    play = hears("chat")
    ship = spawning.spawn(play.world, "grinder", 300.0, 40.0, tag="gravel_dave", order="hold")
    tell(play, "hit", ship, play.world.player, 5.0, "hull").run(0.1)
    (caption,) = play.director.captions
    assert caption.id in rows("chat", "hit")
    assert caption.id.startswith("chat.grinder.hit")
    assert (caption.ship, caption.who) == (ship, "gravel_dave")
    (event,) = play.told("chat")
    assert event.who == "gravel_dave"
    assert (event.x, event.y) == pytest.approx((300, 40), abs=5)
    assert play.director.who_said(caption.id) == "@gravel_dave"  # in the log of what was said, too


def test_whoever_was_destroyed_has_the_last_word_where_it_was(hears):
    play = hears("chat")
    ship = spawning.spawn(play.world, "griefer", 300.0, 40.0, tag="wet_cement", order="hold")
    play.tick()
    damage.hurt(play.world, ship, 1e4)
    play.run(0.1)
    (caption,) = play.director.captions
    assert caption.id.startswith("chat.griefer.destroyed")
    assert (caption.ship, caption.x, caption.y) == (0, pytest.approx(300, abs=5), pytest.approx(40, abs=5))


def test_nobody_speaks_whom_one_cannot_see(hears):
    play = hears("chat")
    ship = spawning.spawn(play.world, "grinder", 1500.0, 40.0, order="hold")
    tell(play, "hit", ship, play.world.player, 5.0, "hull", 1500.0, 40.0).run(0.5)
    assert said(play) == []


def test_one_says_something_at_a_time(hears):
    play = hears("chat")
    for i in range(4):
        ship = spawning.spawn(play.world, "griefer", 250.0, 60.0 * i, order="hold")
        tell(play, "hit", ship, play.world.player, 5.0, "hull")
        tell(play, "hit", ship, play.world.player, 5.0, "hull").run(1.2)
    ticks = [tick for tick, _ in play.director.log]
    assert len(ticks) >= 2
    assert all(b - a >= CHAT_TURN for a, b in pairwise(ticks))
    assert ticks[1] - ticks[0] >= CHAT_GAP


def test_a_remark_waits_until_a_line_has_begun(hears):
    play = hears("chat", then=HELLO).run(0.1)
    ship = play.spawn("grinder", 300)
    tell(play, "hit", ship, play.world.player, 5.0, "hull").run(2)
    begun = play.director.state.talk.begun
    (remark,) = said(play, "chat.grinder")
    assert begun[remark] - begun["hello"] >= LINE_START


def test_an_audience_answers_its_streamer(hears):
    play = hears("chat")
    ship = spawning.spawn(play.world, "streamer", 300.0, 0.0, tag="glitterbomb_tv", order="hold")
    tell(play, "spiked", ship, play.world.player, 9.0).run(3)
    log = said(play, "chat.")
    assert [line.rpartition(".")[0] for line in log[:2]] == ["chat.streamer.spiked", "chat.chat.spiked"]
    assert [event.who for event in play.told("chat")[:2]] == ["glitterbomb_tv", words.AUDIENCE]


def test_whoever_has_lines_of_their_own_keeps_to_them(hears):
    """Somebody of the story does not fall out of character; struck, they cry out as anybody does."""
    play = hears("chat")
    ship = spawning.spawn(
        play.world, "newcomer", 300.0, 0.0, tag="moonpie", order="hold"
    )  # who has a line in lines.toml
    play.run(20, BUSY)
    tell(play, "hacked", ship, play.world.player, 11.0).run(1, BUSY)
    assert said(play) == []
    tell(play, "hit", ship, play.world.player, 5.0, "hull").run(1, BUSY)
    assert [line.rpartition(".")[0] for line in said(play)] == ["chat.newcomer.hit"]


def test_whoever_brings_no_name_goes_by_one_of_its_kind(hears):
    play = hears("chat")
    ship = play.spawn("griefer", 300)
    names = set()
    for _ in range(3):
        tell(play, "hit", ship, play.world.player, 5.0, "hull").run(5, BUSY)
        names |= {caption.who for caption in play.director.captions if caption.ship == ship}
    (name,) = names or {event.who for event in play.told("chat")}
    free = {tag.tag for tag in words.of_level(["chat"]).tags if tag.who == "griefer" and not tag.story}
    assert name in free


def test_somebody_of_the_story_who_never_speaks_does_not(hears):
    play = hears("chat")
    ship = spawning.spawn(play.world, "newcomer", 300.0, 0.0, tag="wisp", order="hold")
    tell(play, "hit", ship, play.world.player, 5.0, "hull").run(3, BUSY)
    assert said(play) == []


def test_whoever_comes_into_the_picture_remarks_on_the_ship_once(hears):
    play = hears("chat")
    spawning.spawn(play.world, "newcomer", 300.0, 0.0, order="hold")
    play.run(2.5 * LOOK / 60)
    assert [line.rpartition(".")[0] for line in said(play)] == ["chat.newcomer.sees-callister"]
    assert len(play.director.state.small_talk.met) == 1


def test_the_crew_answers_to_kindness(hears):
    play = hears("chat", "barks")
    ship = play.spawn("griefer", 300)
    state = play.director.state
    state.talk.begun |= dict.fromkeys(("chat.griefer.spared.1", "chat.griefer.spared.3"), 1)
    tell(play, "spiked", ship, play.world.player, 9.0)
    play.run(8)
    tell(play, "woke", ship).run(8)
    assert "chat.griefer.spared.2" in said(play)
    assert "bark.player-kind.2" in said(play) or "bark.spared.2" in said(play)


# -- notices -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heat", [1, 2, 3, 4, 5])
def test_a_notice_is_for_its_level_of_attention(hears, heat):
    play = hears("notices").run(0.1)
    play.director.state.small_talk.notice_after = 0
    play.run(4)
    play.director.state.small_talk.notice_after = 0
    play.world.heat.level = heat
    tell(play, "scan.lost", 99, play.world.player).run(0.5)
    assert said(play)[-1] == f"mod.{heat}.lost-sight"
    assert play.director.line.who == "moderation"


def test_a_notice_of_the_level_goes_before_one_of_any(hears):
    for heat, line in ((2, "mod.2.player-hurt"), (0, "mod.any.newcomer-hurt")):
        play = hears("notices").run(4)
        play.director.state.small_talk.notice_after = 0
        play.world.heat.level = heat
        ship = play.spawn("newcomer", 300)
        kind = play.world.ships.kind[play.world.ships.row_of(ship)]
        tell(play, "destroyed", ship, play.world.player, kind).run(0.5)
        assert said(play)[-1] == line


def test_notices_come_twelve_seconds_apart_and_never_twice(hears):
    play = hears("notices")
    play.world.heat.level = 3
    for second in range(60):
        tell(play, ("scan.began", "scan.lost", "lost", "identified")[second % 4], 99, play.world.player).run(59 / 60)
        play.world.heat.level = 3
    ticks = [tick for tick, line in play.director.log if line.startswith("mod.")]
    assert len(ticks) >= 3
    assert all(b - a >= NOTICE_GAP for a, b in pairwise(ticks))
    assert len(said(play)) == len(set(said(play)))


def test_a_notice_waits_for_the_crew_to_end_or_is_forgotten(hears):
    play = hears("notices", then=HELLO)
    play.run(0.1)
    line = play.director.line
    assert line.id == "hello"
    play.run(line.duration / 60 + 1)
    assert said(play) == ["hello", "mod.0.arrive"]
    begun, ended = play.director.state.talk.begun, play.director.state.talk.ended
    assert begun["mod.0.arrive"] >= ended["hello"]
    assert said(hears("notices", then=f"{HELLO}, {HELLO}, {HELLO}").run(20, BUSY)) == ["hello"] * 3


# -- determinism ---------------------------------------------------------------------------------------


def flown(play, script, ticks: range):
    for tick in ticks:
        for kind, who, other, value, name in script.get(tick, ()):
            player = play.world.player
            play.world.emit(Event(kind, player if who else 99, player if other else 0, 0.0, 0.0, value, name))
        play.tick(Command.of(thrust=1.0 if tick % 50 < 10 else 0.0, turn=0.3))
    return play


SCRIPT = {
    30: [("shield.broken", 1, 0, 0.0, "")],
    200: [("scan.began", 0, 1, 0.0, "")],
    430: [("identified", 0, 1, 0.0, "")],
    900: [("boost.empty", 1, 0, 0.0, ""), ("near-miss", 1, 0, 0.0, "")],
    1300: [("scan.lost", 0, 1, 0.0, ""), ("collected", 1, 0, 4.0, "")],
    1800: [("heat", 1, 0, 2.0, "up"), ("hold.full", 1, 0, 0.0, "")],
}
FAMILIES = ("barks", "chat", "notices")
CAST = (
    '{ do = "spawn", what = "newcomer", group = "some", place = "north", count = 3, order = "patrol" }, '
    '{ do = "spawn", what = "griefer", group = "squad", place = "south", count = 2, order = "attack" }'
)


def test_the_same_seed_says_the_same(hears):
    first = flown(hears(*FAMILIES, then=CAST, seed=5), SCRIPT, range(2400))
    again = flown(hears(*FAMILIES, then=CAST, seed=5), SCRIPT, range(2400))
    other = flown(hears(*FAMILIES, then=CAST, seed=6), SCRIPT, range(2400))
    assert len(said(first)) > 5
    assert first.director.log == again.director.log
    assert first.episode.digest() == again.episode.digest()
    assert first.director.log != other.director.log


def test_a_snapshot_in_the_middle_goes_on_alike(hears):
    play = flown(hears(*FAMILIES, then=CAST, seed=5), SCRIPT, range(1000))
    moment = play.episode.snapshot()
    assert unpack(play.director.snapshot()).small_talk == play.director.state.small_talk
    flown(play, SCRIPT, range(1000, 2400))
    log, digest = list(play.director.log), play.episode.digest()
    copy = hears(*FAMILIES, then=CAST, seed=77)
    copy.episode.restore(moment)
    flown(copy, SCRIPT, range(1000, 2400))
    assert copy.director.log == log
    assert copy.episode.digest() == digest


def test_a_story_saved_without_words_goes_on_with_them(hears, does):
    """The level was given its words since: a repaired level repairs a running story."""
    plain = does(QUIET).run(1)
    state = unpack(plain.director.snapshot())
    play = hears("barks")
    play.director.take_up(play.world, pack(state))
    assert said(tell(play, "boost.full").run(0.1)) == ["bark.boost-full.1"]
    assert isinstance(play.director.state.small_talk, SmallTalk)


def test_a_tick_in_which_nothing_happens_costs_no_look_at_any_row(hears, monkeypatch):
    play = hears(*FAMILIES).run(1.2)
    chatter = play.director._chatter
    monkeypatch.setattr(chatter, "_answer", lambda happened, memory: pytest.fail(f"answers {happened}"))
    while play.world.tick % LOOK != LOOK - 1:
        assert play.tick() == []


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_whatever_happens_to_whomever_breaks_nothing(hears, kind):
    play = hears(*FAMILIES)
    ships = (
        0,
        99,
        play.world.player,
        play.spawn("streamer", 300),
        play.spawn("hound", 0, 300),
        play.spawn("vault", -300),
    )
    for who in ships:
        for other in ships:
            if kind not in ("destroyed", "respawned") or who != play.world.player:
                tell(play, kind, who, other, 1.0, "up")
    play.run(1)
    assert play.director.reports == []


# -- players among themselves --------------------------------------------------------------------------


def said_of(play, word: str) -> list[str]:
    return [line for line in said(play) if line.rpartition(".")[0].endswith(word)]


@pytest.mark.parametrize(
    ("kind", "name", "word"),
    [
        ("bout.asked", "", "greet"),
        ("bout.accepted", "", "accepted"),
        ("bout.declined", "", "declined"),
        ("bout.ended", "won", "wins"),
        ("bout.ended", "lost", "spared"),
    ],
)
def test_a_duelist_has_manners_for_each_step_of_a_bout(hears, kind, name, word):
    play = hears("chat")
    ship = spawning.spawn(play.world, "duelist", 700.0, 40.0, order="hold")
    tell(play, kind, ship, play.world.player, name=name).run(0.1)
    assert said_of(play, word) == []  # too far off to be heard
    near = spawning.spawn(play.world, "duelist", 300.0, 40.0, order="hold")
    tell(play, kind, near, play.world.player, name=name).run(0.1)
    assert len(said_of(play, f"chat.duelist.{word}")) == 1


def test_a_no_is_remarked_on_and_so_is_a_bout_that_was_not_kept(hears):
    play = hears("barks")
    ship = spawning.spawn(play.world, "duelist", 300.0, 0.0, order="hold")
    tell(play, "bout.declined", ship, play.world.player).run(1)
    assert said(play) == ["bark.duel-declined.1"]
    play.run(BARK_GAP / 60 + 1, BUSY)
    play.world.lives.bouts.agreed = [ship]
    damage.hurt(play.world, ship, 1.0)
    tell(play, "destroyed", ship, play.world.player, play.world.ships.kind[play.world.ships.row_of(ship)]).run(1)
    assert said(play)[-1] == "bark.kill.12"


def test_a_ban_is_noticed_by_everybody(hears):
    for family, line in (("barks", "bark.player-banned.1"), ("notices", "mod.any.ban-other")):
        play = hears(family)
        play.world.heat.level = 1  # nobody is welcomed any more
        assert line in said(tell(play, "banned", 99, name="bea_on_break").run(1))
    play = hears("chat")
    spawning.spawn(play.world, "grinder", 300.0, 40.0, order="hold")
    tell(play, "banned", 99, name="bea_on_break").run(1)
    assert len(said_of(play, "chat.anyone.ban")) == 1


def test_a_stream_ends_with_a_word_to_nobody(hears):
    play = hears("chat")
    ship = spawning.spawn(play.world, "streamer", 300.0, 40.0, order="hold")
    tell(play, "logging.out", ship).run(3)
    assert len(said_of(play, "chat.streamer.offline")) == 1
    assert len(said_of(play, "chat.chat.offline")) == 1


def test_others_take_their_leave_and_come_back(hears):
    for kind, word in (("logging.out", "leaves"), ("logged.in", "back")):
        play = hears("chat")
        ship = spawning.spawn(play.world, "griefer", 300.0, 40.0, order="hold")
        tell(play, kind, ship).run(0.1)
        assert len(said_of(play, f"chat.griefer.{word}")) == 1


def swarm(play, count: int) -> None:
    for i in range(count):
        spawning.spawn(play.world, "mite", 200.0 + 20.0 * (i % 6), 20.0 * (i // 6), order="hold")


def test_a_swarm_is_met_once_and_talked_of(hears):
    play = hears("barks")
    swarm(play, 30)
    play.run(2.5, BUSY)
    assert said(play) == ["bark.enemy-mite.1"]
    assert len([ship for ship in play.director.state.small_talk.met if roster.kind_of(play.world, ship) == "mite"]) == 1
    play = hears("chat")
    swarm(play, 30)
    spawning.spawn(play.world, "grinder", 300.0, -100.0, order="hold")
    play.run(6, BUSY)
    assert len(said_of(play, "chat.grinder.swarm")) >= 1


def test_moderation_announces_its_small_friends_and_a_folded_way_out(hears):
    play = hears("notices")
    play.world.heat.level = 4
    assert said(tell(play, "sent", 99, play.world.player, name="mite").run(0.5)) == ["mod.4.swarm-near"]
    play = hears("notices")
    play.world.heat.level = 5
    assert "mod.5.gate-shut" in said(tell(play, "gate.closed", 0, 0, name="out").run(0.5))


def test_a_decoy_that_worked_is_enjoyed(hears):
    play = hears("barks")
    play.spawn("watcher", 400)
    assert said(tell(play, "decoy.believed", 99, play.world.player, 1.0).run(1)) == ["bark.decoy-worked.1"]


def test_whoever_cannot_pay_hears_it_from_karl(hears):
    ask = (
        '{ do = "choice", ask = "hello", options = [{ line = "chat" },'
        ' { line = "dibs", needs = "rich", closed = "poor" }] }'
    )
    play = hears(
        "barks",
        then=ask,
        more='[[beat]]\nid = "rich"\nwhen = { on = "enter", region = "east" }\n'
        'then = [{ do = "flag", set = "rich" }]\n',
        lines='"poor" = { who = "order", text = "You have {credits}." }\n',
    ).run(0.2)
    play.director.choose(0)
    play.run(4, BUSY)
    assert "bark.credits-poor.1" in said(play)
