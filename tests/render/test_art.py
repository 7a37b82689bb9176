"""Every drawing parses, can be told from its neighbours where it is small, and has an outline one can fly round."""

from __future__ import annotations

import io
import itertools
import json
import tomllib
from pathlib import Path

import numpy as np
import pygame
import pytest

from game import resources
from game.render import palette
from game.sim import kinds

ART = resources.assets() / "art"
PEOPLE = resources.assets() / "people"
DRAWINGS = sorted([*ART.glob("*.svg"), *PEOPLE.glob("*.svg")])

SMALL = 32  # the size at which a kind must still be one of a kind [px]
MOST_OVERLAP = 0.74  # intersection over union of two silhouettes, best of small shifts
TOLD_APART = (
    "callister", "drone_watcher", "drone_hound", "drone_warden", "drone_banhammer", "player_newcomer",
    "player_grinder", "player_streamer", "player_griefer", "player_trader", "player_duelist", "walt_pod",
    "daly_toyship", "sausage", "courier", "torpedo", "spike_bolt", "tether_hook", "mote_data",
)  # fmt: skip

# Linear RGB as people without one kind of cone see it (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHT = {
    "most eyes": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
SIGNAL_PAIRS = {
    "crew hull / drone": ("#F4EFE2", "#FF2E63"), "crew hull / newcomer": ("#F4EFE2", "#AEB5C6"),
    "newcomer / rock": ("#AEB5C6", "#7E88A2"), "newcomer / drone": ("#AEB5C6", "#FF2E63"),
    "drone / rock": ("#FF2E63", "#7E88A2"), "drone / its bullet": ("#FF2E63", "#FF8F2E"),
    "tether / scan cone": ("#86F7DE", "#FF2E63"), "tether / data": ("#86F7DE", "#4FB4FF"),
    "data / credit": ("#4FB4FF", "#FFD65C"), "bullet / credit": ("#FF8F2E", "#FFD65C"),
    "bullet / crew hull": ("#FF8F2E", "#F4EFE2"), "blush / newcomer": ("#FFD6E0", "#AEB5C6"),
}  # fmt: skip
CLEARLY_APART = 10.0  # OKLab times 100


def drawn(path: Path, longest: int) -> pygame.Surface:
    source = path.read_bytes()
    width, height = pygame.image.load(io.BytesIO(source), path.name).get_size()
    k = longest / max(width, height)
    return pygame.image.load_sized_svg(io.BytesIO(source), (max(1, round(width * k)), max(1, round(height * k))))


def silhouette(name: str) -> np.ndarray:
    square = pygame.Surface((SMALL, SMALL), pygame.SRCALPHA)
    picture = drawn(ART / f"{name}.svg", SMALL)
    square.blit(picture, picture.get_rect(center=(SMALL // 2, SMALL // 2)))
    return pygame.surfarray.array_alpha(square) > 110


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda p: p.stem)
def test_a_drawing_shows_something(path: Path) -> None:
    alpha = pygame.surfarray.array_alpha(drawn(path, 96))
    assert (alpha > 40).mean() > 0.03, "nearly empty: nanosvg may not know something in it"
    assert (alpha > 40).any(axis=1).mean() > 0.25, "fills less than a quarter of its view box: crop the view box"


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda p: p.stem)
def test_a_drawing_uses_only_what_nanosvg_knows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for tag in ("<use", "<clipPath", "<mask", "<filter", "<text", "<pattern", "rgba(", "hsl("):
        assert tag not in text, f"{path.name}: {tag} is ignored by the rasteriser"


def test_every_kind_has_its_picture_and_every_skin_its_colours() -> None:
    for kind in kinds.KINDS.values() if isinstance(kinds.KINDS, dict) else kinds.KINDS:
        assert (ART / f"{kind.art}.svg").exists(), f"kind {kind.name!r} wants assets/art/{kind.art}.svg"
    for name, skins in json.loads((ART / "skins.json").read_text()).items():
        text = (ART / f"{name}.svg").read_text().lower()
        assert len(skins) == 3
        for colour in skins[0]:
            assert colour in text, f"{name}: its first skin names {colour}, which is not drawn"


def test_kinds_are_told_apart_at_a_glance() -> None:
    masks = {name: silhouette(name) for name in TOLD_APART}
    for a, b in itertools.combinations(TOLD_APART, 2):
        overlap = max(
            (masks[a] & shifted).sum() / (masks[a] | shifted).sum()
            for shifted in (np.roll(masks[b], step, (0, 1)) for step in itertools.product(range(-3, 4), (-1, 0, 1)))
        )
        assert overlap < MOST_OVERLAP, f"{a} and {b} look alike at {SMALL} px: {overlap:.2f} of their area is shared"


def test_the_ring_of_the_callister_is_never_filled() -> None:
    for name in ("callister", "decoy"):
        picture = drawn(ART / f"{name}.svg", 280)
        alpha = pygame.surfarray.array_alpha(picture)
        gap = alpha[140 - 64 - 47 : 140 - 64 - 42, 100 - 3 : 100 + 3]  # between the wings and the ring, astern
        assert gap.mean() < 60, f"{name}: the open space round the ring is its signature"


@pytest.mark.parametrize("sight", SIGHT)
def test_signal_colours_stay_apart(sight: str) -> None:
    for pair, (a, b) in SIGNAL_PAIRS.items():
        distance = 100 * np.linalg.norm(oklab(seen(a, sight)) - oklab(seen(b, sight)))
        assert distance >= CLEARLY_APART, f"{pair}: only {distance:.1f} apart ({sight})"


def seen(colour: str, sight: str) -> np.ndarray:
    """Linear RGB of a colour, as it arrives with this kind of sight."""
    c = np.array(palette.from_hex(colour))[:3]
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return np.clip(SIGHT[sight] @ linear, 0, 1)


def oklab(linear: np.ndarray) -> np.ndarray:
    lms = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                    [0.0883024619, 0.2817188376, 0.6299787005]]) @ linear  # fmt: skip
    return np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                     [0.0259040371, 0.7827717662, -0.8086757660]]) @ np.cbrt(lms)  # fmt: skip


# ---- outlines --------------------------------------------------------------------------------------------------------

OUTLINES = {n: np.array(p) for n, p in tomllib.loads((ART / "outlines.toml").read_text()).items()}


def crosses(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> bool:
    def side(p: np.ndarray, q: np.ndarray, r: np.ndarray) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@pytest.mark.parametrize("name", sorted(OUTLINES))
def test_an_outline_is_simple_wound_and_lies_on_its_picture(name: str) -> None:
    ring = OUTLINES[name]
    assert 3 <= len(ring) <= 16
    x, y = ring.T
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)
    assert area > 0, "points must run clockwise on screen"
    edges = list(zip(ring, np.roll(ring, -1, 0), strict=True))
    assert min(np.hypot(*(b - a)) for a, b in edges) > 1e-3
    for (a, b), (c, d) in itertools.combinations(edges, 2):
        assert not crosses(a, b, c, d), f"{name}: two edges cross"
    picture = drawn(ART / f"{name}.svg", 160)
    width, height = picture.get_size()
    assert np.abs(x).max() <= 0.51
    assert np.abs(y).max() <= 0.51 * height / width
    solid = (pygame.surfarray.array_alpha(picture) > 140).sum() / width**2
    assert area == pytest.approx(solid, rel=0.4), "the outline and the silhouette cover different areas"


@pytest.mark.parametrize(
    "name",
    ["rock_a", "rock_b", "rock_c", "moon", "tower_a", "tower_b", "tower_c", "hoarding_a", "arch_leg", "statue", "vault",
     "wreck_a", "wreck_b", "wreck_c", "wreck_d", "wreck_e", "wreck_f", "hulk_bow", "hulk_side", "fuel_pump",
     "ore_rock"],
)  # fmt: skip
def test_what_levels_stand_in_the_way_has_an_outline(name: str) -> None:
    assert name in OUTLINES


def test_what_stands_open_fits_where_it_stood_shut() -> None:
    shut, opened = (drawn(ART / f"{name}.svg", 180) for name in ("vault", "vault_open"))
    assert shut.get_size() == opened.get_size()
    changed = np.abs(pygame.surfarray.array3d(shut).astype(int) - pygame.surfarray.array3d(opened)).max(axis=2) > 48
    assert changed.mean() > 0.15, "one sees at a glance that it is empty"
    frames = [pygame.surfarray.array_alpha(picture) > 140 for picture in (shut, opened)]
    assert (frames[0] ^ frames[1]).mean() < 0.05, "what one flies into does not change"


def test_couriers_are_one_family_and_each_shows_its_load() -> None:
    plain, loads = silhouette("courier"), [f"courier_{n}" for n in range(1, 6)]
    for name in loads:
        mask = silhouette(name)
        assert (mask & plain).sum() > 0.85 * (mask | plain).sum(), f"{name}: another ship"
    pictures = {name: pygame.surfarray.array3d(drawn(ART / f"{name}.svg", 128)).astype(int) for name in loads}
    for a, b in itertools.combinations(loads, 2):
        differs = np.abs(pictures[a] - pictures[b]).max(axis=2) > 48
        assert differs.mean() > 0.12, f"{a} and {b} carry the same"


@pytest.mark.parametrize("name", ["mote_data", "mote_credit"])
def test_a_mote_is_seen_on_every_ground(name: str) -> None:
    """Light inside, dark at its edge: it stands out on rust as on the void."""
    picture = drawn(ART / f"{name}.svg", 32)
    solid = pygame.surfarray.array_alpha(picture) > 140
    luma = pygame.surfarray.array3d(picture) @ np.array([0.2126, 0.7152, 0.0722]) / 255
    inner = solid & np.roll(solid, 2, 0) & np.roll(solid, -2, 0) & np.roll(solid, 2, 1) & np.roll(solid, -2, 1)
    assert luma[inner].mean() > 0.45
    assert luma[solid & ~inner].mean() < luma[inner].mean() - 0.15


# ---- people ----------------------------------------------------------------------------------------------------------

HEAD = 96  # how large a head is drawn beside its words [px]
PEOPLE_WITH_MOODS = ("nanette", "nate", "elena", "karl", "kabir", "walt", "walton", "osei")
MOODS = ("neutral", "worried", "wry", "angry")


def head(who: str, mood: str) -> np.ndarray:
    """The face as the dialogue shows it, cropped; RGB 0..255."""
    source = io.BytesIO((PEOPLE / f"{who}_{mood}.svg").read_bytes())
    picture = pygame.image.load_sized_svg(source, (round(HEAD * 300 / 236),) * 2)
    ground = pygame.Surface((HEAD, HEAD))
    ground.fill((32, 32, 48))
    ground.blit(picture, (-HEAD * 32 // 236, -HEAD * 22 // 236))
    return pygame.surfarray.array3d(ground)[20:80, 20:80].astype(float)


@pytest.mark.parametrize("who", PEOPLE_WITH_MOODS)
def test_moods_are_told_apart_beside_their_words(who: str) -> None:
    for a, b in itertools.combinations(MOODS, 2):
        changed = (np.abs(head(who, a) - head(who, b)).max(axis=2) > 48).mean()
        assert changed > 0.10, f"{who}: {a} and {b} differ in only {changed:.1%} of the face"
