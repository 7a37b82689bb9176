"""The software back end's surfaces: keys hold what matters, memory and time are bounded."""

from __future__ import annotations

import itertools
import math
import time

import numpy as np
import pygame
import pytest

from game.render import software, spritecache, spritekeys, spritemaker
from game.render.atlas import Atlas
from game.render.drawlist import LIT, DrawList
from game.render.frame import Frame, Light, Post
from game.render.software import SoftwareRenderer
from game.render.spritecache import NOTHING, SpriteCache
from game.render.spritekeys import squeeze, unpack, unsqueeze
from game.render.workshop import Workshop


def rows_of(atlas: Atlas, **changes: float) -> np.ndarray:
    names = ("id", "x", "y", "w", "h", "turn", "r", "g", "b", "a")
    row = dict.fromkeys("rgb", 1.0) | {"id": atlas.id("callister"), "x": 0.0, "y": 0.0, "w": 118.0, "h": 84.0}
    row |= {"turn": 0.0, "a": 1 + LIT}
    return np.array([[{**row, **changes}[name] for name in names]], dtype=np.float32)


def test_a_key_tells_what_to_make(atlas: Atlas) -> None:
    cache = SpriteCache(atlas)
    key = int(cache.keys.pack(rows_of(atlas, turn=math.pi / 2))[0])
    look = unpack(key)
    assert (look.sprite, look.lit) == (atlas.id("callister"), True)
    assert (look.width, look.height) == (118, 84)
    assert look.turn == spritekeys.ROTATIONS // 4
    assert look.colour == (1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize("change", [{"w": 140.0}, {"turn": 0.5}, {"r": 0.5}, {"a": 1.0}, {"id": 3.0}])
def test_what_looks_different_has_another_key(atlas: Atlas, change: dict[str, float]) -> None:
    cache = SpriteCache(atlas)
    assert cache.keys.pack(rows_of(atlas))[0] != cache.keys.pack(rows_of(atlas, **change))[0]


def test_a_key_is_the_same_for_what_nobody_could_tell_apart(atlas: Atlas) -> None:
    cache = SpriteCache(atlas)
    assert cache.keys.pack(rows_of(atlas))[0] == cache.keys.pack(rows_of(atlas, turn=0.02, r=0.99, w=118.3))[0]


def test_sizes_come_back_from_a_key_nearly_as_they_were() -> None:
    sizes = np.arange(1, 2000)
    back = np.array([unsqueeze(code) for code in squeeze(sizes).tolist()])
    assert np.array_equal(back[:32], sizes[:32])
    assert np.abs(back - sizes).max() <= 3


def test_a_box_keeps_its_exact_size(atlas: Atlas) -> None:
    rows = DrawList(atlas)
    rows.box(10, 10, 333, 77, (0.1, 0.2, 0.3, 0.9))
    cache = SpriteCache(atlas, budget=0.0)
    cache.begin(Light())
    slot = cache.find(int(cache.keys.pack(rows.rows)[0]))
    assert cache.surfaces[slot].get_size() == (333, 77)


def test_the_dark_behind_a_menu_has_its_own_size_at_once(atlas: Atlas) -> None:
    """Another's would end in the middle of the picture; and a ship that nothing stands in for is there at once too."""
    cache = SpriteCache(atlas, budget=0.0)
    cache.begin(Light())
    for width in (900.0, 1200.0):
        ramp = rows_of(atlas, id=atlas.id("ramp"), w=width, h=300.0, r=0.0, g=0.0, b=0.0, a=0.8)
        slot = int(cache.find_all(ramp)[0])
        assert cache.surfaces[slot].get_width() == pytest.approx(width, rel=0.06)  # with its soft edge
    assert cache.find_all(rows_of(atlas, a=1.0))[0] != NOTHING


def test_a_ship_does_not_stand_in_for_its_sign_in_a_menu(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = SpriteCache(atlas, budget=0.001)
    cache.begin(Light())
    cache.find_all(rows_of(atlas))
    clock = itertools.count()
    monkeypatch.setattr(spritecache.time, "perf_counter", lambda: float(next(clock)))  # no time at all
    cache.begin(Light())
    (large,) = cache.find_all(rows_of(atlas, w=100.0, h=71.0))
    assert cache.surfaces[large].get_width() > 110, "it may stand for one nearly as large"
    (sign,) = cache.find_all(rows_of(atlas, w=24.0, h=17.0))
    assert cache.surfaces[sign].get_width() < 30


def test_over_its_budget_a_neighbour_stands_in(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = SpriteCache(atlas, budget=0.01)
    now = [0.0]
    monkeypatch.setattr(spritecache.time, "perf_counter", lambda: now[0])
    cache.begin(Light())
    made = cache.find(int(cache.keys.pack(rows_of(atlas))[0]))
    now[0] = 1.0  # the frame's time is spent
    other = int(cache.keys.pack(rows_of(atlas, turn=1.0))[0])
    assert cache.find(other) == made
    cache.begin(Light())
    assert cache.find(other) not in (made, NOTHING), "the next frame makes it"


@pytest.mark.parametrize("wide", [20.0, 80.0])  # looked for as it is small, and as it is large
def test_the_glow_of_a_lamp_at_hand_stands_in_for_none_far_off(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, wide: float
) -> None:
    """As when a map is seen as a whole after a flight: hundreds of lamps would blind."""
    cache = SpriteCache(atlas, budget=0.01)
    now = [0.0]
    monkeypatch.setattr(spritecache.time, "perf_counter", lambda: now[0])
    lamp = {"id": float(atlas.id("glow")), "a": 0.0}
    cache.begin(Light())
    near = int(cache.find_all(rows_of(atlas, **lamp, w=330.0, h=330.0))[0])
    cache.begin(Light())
    now[0] += 1.0  # the frame's time is spent
    assert cache.find_all(rows_of(atlas, **lamp, w=250.0, h=250.0))[0] == near
    assert cache.find_all(rows_of(atlas, **lamp, w=wide, h=wide))[0] == NOTHING
    cache.begin(Light())
    assert cache.find_all(rows_of(atlas, **lamp, w=wide, h=wide))[0] not in (near, NOTHING), "the next frame makes it"


def test_who_owns_the_room_is_seen_however_late_a_frame_is(atlas: Atlas) -> None:
    """He is larger than any ship, and nothing can stand in for him when he comes."""
    cache = SpriteCache(atlas, budget=0.0)
    cache.begin(Light())
    wide = 290.0 * 0.66
    key = int(cache.keys.pack(rows_of(atlas, id=float(atlas.id("daly_clone")), w=wide, h=wide))[0])
    assert cache.find(key) != NOTHING


def test_a_new_light_relights_what_was_lit(atlas: Atlas) -> None:
    cache = SpriteCache(atlas, budget=None)
    key = int(cache.keys.pack(rows_of(atlas))[0])
    cache.begin(Light())
    before = cache.surfaces[cache.find(key)]
    cache.begin(Light(direction=(0.9, 0.1, 0.2)))
    assert cache.surfaces[cache.find(key)] is not before


def test_memory_is_bounded(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spritecache, "LIMIT", 2_000_000)
    cache = SpriteCache(atlas, budget=None)
    for step in range(120):
        cache.begin(Light())
        cache.find(int(cache.keys.pack(rows_of(atlas, w=60.0 + 4 * step, h=60.0, a=1.0))[0]))
    assert cache.bytes < 4_000_000
    kept = [surface for surface in cache.surfaces[1:] if surface is not cache.surfaces[NOTHING]]
    assert cache.bytes == sum(4 * surface.get_width() * surface.get_height() for surface in kept)
    assert len(cache) == len(kept)


def test_ships_warmed_ahead_cost_nothing_in_play(atlas: Atlas) -> None:
    cache = SpriteCache(atlas, budget=None)
    cache.warm(atlas.id("callister"), 118.0, Light())
    made = cache.makes
    cache.begin(Light())
    for angle in np.linspace(-4, 4, 90):
        rows = DrawList(atlas)
        rows.sprite("callister", 100, 100, 118, float(angle))
        cache.find(int(cache.keys.pack(rows.rows)[0]))
    assert cache.makes == made


def test_every_picture_of_one_light_is_close_to_the_exact_one(atlas: Atlas) -> None:
    """The light of a large sprite is worked out small; that must not show."""
    cache = SpriteCache(atlas, budget=None)
    cache.begin(Light())
    small = cache.find(int(cache.keys.pack(rows_of(atlas, id=atlas.id("rock_a"), w=196.0, h=196.0))[0]))
    large = cache.find(int(cache.keys.pack(rows_of(atlas, id=atlas.id("rock_a"), w=208.0, h=208.0))[0]))
    exact = cache.surfaces[small]
    shrunk = pygame.transform.smoothscale(cache.surfaces[large], exact.get_size())
    difference = np.abs(pygame.surfarray.array3d(shrunk).astype(int) - pygame.surfarray.array3d(exact).astype(int))
    assert difference.mean() < 4


def test_ships_to_come_are_made_in_spare_time(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(software, "TURNING", 60.0)
    renderer = SoftwareRenderer(atlas, pygame.Surface((64, 64), depth=32))
    renderer.prewarm_later([("drone_hound", 62.0), ("nobody", 10.0)])
    frame = Frame.of(atlas)
    frame.post = Post(bloom=0.0)
    renderer.draw(frame)
    renderer.present()
    made = renderer.cache.makes
    for angle in np.linspace(0, math.tau, 40):
        frame.clear_lists()
        frame.world.sprite("drone_hound", 32, 32, 62, float(angle))
        renderer.draw(frame)
    assert renderer.cache.makes == made > 0


def test_a_panel_that_fades_stays_where_it_is_in_memory(atlas: Atlas) -> None:
    cache = SpriteCache(atlas)
    shades: list[tuple[pygame.Surface, pygame.Color]] = []
    for alpha in (0.25, 0.5, 1.0):
        cache.begin(Light())
        rows = rows_of(atlas, id=atlas.id("white"), w=740.0, h=128.0, r=0.0, g=0.0, b=0.0, a=alpha)
        surface = cache.surfaces[cache.find_all(rows)[0]]
        shades.append((surface, surface.get_at((0, 0))))
    assert len({id(surface) for surface, _ in shades}) == len(cache) == 1
    assert shades[0][1].a < shades[1][1].a < shades[2][1].a == 255
    cache.begin(Light())
    both = np.concatenate([rows, rows_of(atlas, id=atlas.id("white"), w=740.0, h=128.0, a=0.5)])
    assert len(set(cache.find_all(both).tolist())) == 2, "two at once are two"


def test_a_panel_that_comes_out_of_nothing_is_no_darker_than_it_shall_be(atlas: Atlas) -> None:
    """The first of its shades shows nothing, and has no alpha: the next one is not painted over it."""
    cache = SpriteCache(atlas)
    for alpha in (0.0, 0.5):
        cache.begin(Light())
        rows = rows_of(atlas, id=atlas.id("white"), w=740.0, h=128.0, r=0.0, g=0.0, b=0.0, a=alpha)
        surface = cache.surfaces[cache.find_all(rows)[0]]
    assert surface.get_flags() & pygame.SRCALPHA
    assert 100 < surface.get_at((0, 0)).a < 150


def test_what_is_large_is_made_bit_by_bit_before_it_is_seen(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(atlas, id=atlas.id("rock_a"), w=400.0, h=360.0, turn=0.5, a=1.0 + LIT)
    exact, cache = SpriteCache(atlas), SpriteCache(atlas)
    exact.begin(Light())
    cache.begin(Light())
    key = int(cache.keys.pack(rows)[0])
    whole = exact.surfaces[exact.find(key)]
    ticking = iter(range(1_000_000))
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticking))
    bits = 0
    while len(cache) == 0:
        cache.make_ahead(rows, next(ticking) + 3)  # time for one bit of it
        bits += 1
    assert 3 < bits < 30
    assert cache.makes == 1
    assert np.array_equal(*(pygame.surfarray.array3d(one) for one in (cache.surfaces[cache.find(key)], whole)))
    assert cache.makes == 1


def test_what_was_begun_is_finished_when_it_is_seen(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(atlas, id=atlas.id("rock_a"), w=400.0, h=360.0, turn=0.5, a=1.0 + LIT)
    cache = SpriteCache(atlas)
    cache.begin(Light())
    ticking = iter(range(1_000_000))
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticking))
    cache.make_ahead(rows, next(ticking) + 3)
    assert (len(cache), cache.makes) == (0, 1)
    cache.find(int(cache.keys.pack(rows)[0]))
    assert (len(cache), cache.makes) == (1, 1)


def test_what_is_large_is_made_bit_by_bit_while_another_turn_stands_in(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, next_one = (rows_of(atlas, id=atlas.id("rock_a"), w=400.0, h=360.0, turn=t, a=1.0 + LIT) for t in (0.5, 0.7))
    cache = SpriteCache(atlas, budget=2.0)
    ticking = iter(range(1_000_000))
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticking))
    cache.begin(Light())
    (stands_in,) = cache.find_all(first)  # there is nothing else: at once
    frames = 0
    while cache.makes < 2 or len(cache) < 2:
        cache.begin(Light())
        (shown,) = cache.find_all(next_one)
        frames += 1
        assert frames < 60
        assert shown == stands_in or len(cache) == 2
    assert frames > 3
    exact = SpriteCache(atlas)
    exact.begin(Light())
    expected = exact.surfaces[exact.find_all(next_one)[0]]
    assert np.array_equal(*(pygame.surfarray.array3d(one) for one in (cache.surfaces[shown], expected)))


def test_what_nobody_asks_for_any_more_is_not_finished(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    first, next_one = (rows_of(atlas, id=atlas.id("rock_a"), w=400.0, h=360.0, turn=t, a=1.0 + LIT) for t in (0.5, 0.7))
    cache = SpriteCache(atlas, budget=2.0)
    ticking = iter(range(1_000_000))
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticking))
    cache.begin(Light())
    cache.find_all(first)
    for _ in range(4):
        for rows in (next_one, first, first):
            cache.begin(Light())
            cache.find_all(rows)
    assert cache.makes == 5  # begun anew each time, as it was given up in between
    assert len(cache) == 1


def test_what_is_large_in_another_light_is_shown_in_it_until_it_is_lit_anew(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of(atlas, id=atlas.id("rock_a"), w=400.0, h=360.0, turn=0.5, a=1.0 + LIT)
    cache, dusk = SpriteCache(atlas, budget=2.0), Light(colour=(0.1, 0.1, 0.1))
    ticking = iter(range(1_000_000))
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticking))
    cache.begin(Light())
    bright = pygame.surfarray.array3d(cache.surfaces[cache.find_all(rows)[0]]).mean()
    means = []
    while not means or means[-1] == pytest.approx(bright):
        cache.begin(dusk)
        means.append(pygame.surfarray.array3d(cache.surfaces[cache.find_all(rows)[0]]).mean())
        assert len(means) < 60
    assert len(means) > 3
    assert means[-1] < 0.8 * bright
    assert len(cache) == 1


def test_a_large_picture_is_the_same_with_a_thread_at_it(atlas: Atlas) -> None:
    rows = rows_of(atlas, id=atlas.id("rock_a"), w=400.0, h=360.0, turn=0.5, a=1.0 + LIT)
    workshop = Workshop(live=True)
    found = []
    for cache in (SpriteCache(atlas), SpriteCache(atlas, workshop=workshop)):
        cache.begin(Light())
        slot = cache.find_all(rows)[0]
        found.append((pygame.surfarray.array3d(cache.surfaces[slot]), cache.dx[slot], cache.dy[slot]))
    workshop.close()
    assert np.array_equal(found[0][0], found[1][0])
    assert found[0][1:] == found[1][1:]


def test_thousands_of_rows_get_the_slots_they_would_get_alone(atlas: Atlas) -> None:
    """The table of quick answers, its collisions and the dictionary agree, whatever was there before."""
    cache, chance = SpriteCache(atlas, budget=None), np.random.default_rng(3)
    names = [atlas.id(name) for name in ("dot", "bolt", "glow", "line", "white", "drone_hound")]
    for _ in range(4):
        rows = np.ones((3000, 10), dtype=np.float32)
        rows[:, 0] = chance.choice(names, 3000)
        rows[:, 1:3] = chance.uniform(-20, 1300, (3000, 2))
        rows[:, 3:5] = chance.uniform(1, 30, (3000, 2))
        rows[:, 5] = chance.uniform(-7, 7, 3000)
        rows[:, 6:10] = chance.uniform(0, 1, (3000, 4))
        cache.begin(Light())
        slots = cache.find_all(rows)
        alone = [cache.find(int(key)) for key in cache.keys.pack(rows)]
        assert slots.tolist() == alone
        assert NOTHING not in alone


def test_what_a_frame_uses_is_never_given_up_in_it(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spritecache, "LIMIT", 1_000_000)
    cache = SpriteCache(atlas, budget=None)
    sizes = np.linspace(100, 700, 80)
    rows = np.concatenate([rows_of(atlas, id=atlas.id("rock_a"), w=w, h=w, a=1.0) for w in sizes])
    for _ in range(3):
        cache.begin(Light())
        slots = cache.find_all(rows)
        shown = np.array([cache.surfaces[slot].get_width() for slot in slots.tolist()])
        assert (np.diff(shown) >= 0).all()
        assert ((0.9 * sizes < shown) & (shown < sizes + 4)).all(), "trimmed, and nobody else's"


def test_what_is_trimmed_lies_where_it_lay(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = []
    for trimmed in (24 * 24, 10**9):
        monkeypatch.setattr(spritemaker, "TRIMMED", trimmed)
        renderer = SoftwareRenderer(atlas, pygame.Surface((400, 300), depth=32), live=False)
        frame = Frame.of(atlas)
        frame.post = Post(bloom=0.0)
        frame.world.sprite("drone_hound", 120, 90, 90, 0.7)
        frame.world.shadow("callister", 260, 140, 130, 2.0)
        frame.fx.glow(150, 200, 80, (0.8, 0.3, 0.2))
        frame.fx.add("flare", 320, 240, 90, 40, 1.1, (0.2, 0.9, 0.6, 0.0))
        renderer.draw(frame)
        pictures.append(pygame.surfarray.array3d(renderer.canvas))
    assert pictures[0].max() > 100
    assert np.array_equal(*pictures)


def test_a_colossal_thing_is_made_once_for_a_whole_zoom(atlas: Atlas) -> None:
    cache = SpriteCache(atlas, budget=10.0)
    poster = atlas.id("poster_smile")

    def shown(width: float) -> pygame.Surface:
        cache.begin(Light())
        row = rows_of(atlas, id=poster, w=width, h=width * atlas.aspect(poster), a=1 + LIT)
        return cache.surfaces[int(cache.find_all(row)[0])]

    shown(1200.0)
    made = cache.makes
    for width in np.linspace(1216.0, 1400.0, 12):
        assert abs(shown(float(width)).get_width() - width) < 0.06 * width, "it grows with the picture"
    assert cache.makes == made
    for _ in range(spritecache.SETTLED + 1):
        last = shown(1400.0)
    assert cache.makes == made + 1
    assert shown(1400.0) is last


def test_sizes_lights_and_limits_in_any_order_leave_the_books_in_order(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each key has one slot and each slot one key, whatever colossal things do meanwhile."""
    monkeypatch.setattr(spritecache, "LIMIT", 12_000_000)
    monkeypatch.setattr(spritecache, "FRESH", ((0.0, 3),))
    cache, chance = SpriteCache(atlas, budget=10.0), np.random.default_rng(8)
    names = ["poster_smile", "rock_a", "statue", "callister", "dot"]
    for _ in range(120):
        cache.begin(Light(direction=(0.5, 0.5, float(chance.choice([0.3, 0.6])))))
        rows = []
        for name in chance.choice(names, 3):
            w = float(chance.choice([300, 900, 920, 940]))
            a = float(chance.choice([1.0, 0.6])) + LIT
            rows.append(rows_of(atlas, id=atlas.id(name), w=w, h=w * atlas.aspect(name), a=a)[0])
        slots = cache.find_all(np.array(rows))
        assert all(cache._slots[int(cache._key[slot])] == slot for slot in slots.tolist())
    held = np.flatnonzero(cache._key >= 0)
    assert sorted(cache._slots.values()) == held.tolist()
    assert cache.bytes == int(cache.sizes.sum())


def test_a_small_soft_shape_keeps_a_stand_in_of_its_own_turn_until_there_is_time(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked again within so many frames; until then it costs no look at the clock."""
    cache = SpriteCache(atlas, budget=0.01)
    now = [0.0]
    monkeypatch.setattr(spritecache.time, "perf_counter", lambda: now[0])
    shape = {"id": float(atlas.id("flare")), "w": 30.0, "h": 12.0, "turn": 1.0, "a": 0.0}
    cache.begin(Light())
    first = int(cache.find_all(rows_of(atlas, **shape))[0])
    red = rows_of(atlas, **shape, g=0.1, b=0.1)
    cache.begin(Light())
    now[0] += 1.0  # the frame's time is spent
    assert cache.find_all(red)[0] == first
    shown = []
    for _ in range(spritecache.LOAN):
        cache.begin(Light())
        shown.append(int(cache.find_all(red)[0]))
    assert shown[0] in (first, shown[-1])
    assert shown[-1] not in (first, NOTHING), "a frame with time has made it"
    assert sorted(cache._slots.values()) == sorted({first, shown[-1]})


@pytest.mark.parametrize("turn", [0.4, math.pi / 2])
def test_what_is_turned_small_looks_as_if_it_had_been_turned_large(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, turn: float
) -> None:
    pictures = []
    for large in (spritemaker.LARGE, 10**9):
        monkeypatch.setattr(spritemaker, "LARGE", large)
        renderer = SoftwareRenderer(atlas, pygame.Surface((900, 700), depth=32), live=False)
        frame = Frame.of(atlas)
        frame.post = Post(bloom=0.0)
        frame.fx.box(0, 0, 900, 700, (0.4, 0.4, 0.4, 1.0))
        frame.fx.add("soft/strut", 450, 350, 800, 300, turn, (0.0, 0.0, 0.0, 0.8))
        frame.fx.add("shaft", 450, 350, 600, 400, turn, (0.6, 0.5, 0.4, 0.0))
        renderer.draw(frame)
        pictures.append(pygame.surfarray.array3d(renderer.canvas).astype(int))
    difference = np.abs(pictures[0] - pictures[1])
    assert pictures[0].max() > 80
    assert difference.mean() < 1.0
    assert np.percentile(difference, 99.9) < 12
