"""Scenes painted through the real API: what tests compare across back ends, and what `gallery.py` shows to people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pygame

from game.render.atlas import Atlas
from game.render.drawlist import LIT, DrawList
from game.render.frame import Camera, Cone, Frame, Light, SweepWall
from game.render.palette import ink, light, rgb

W, H = 1280, 720
Point = tuple[float, float]


def curve(points: list[tuple[float, float]], count: int = 60) -> np.ndarray:
    """A cubic Bezier through four control points, (count, 2)."""
    p = np.array(points, dtype=float)
    t = np.linspace(0, 1, count)[:, None]
    return (1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * p[1] + 3 * (1 - t) * t * t * p[2] + t**3 * p[3]


def stars(into: DrawList, rng: np.random.Generator, count: int = 420, gain: float = 0.7) -> None:
    tints = np.array([[0.75, 0.85, 1.0], [1.0, 0.92, 0.8], [0.8, 1.0, 0.98]])
    size = 3 + 9 * rng.random(count) ** 6
    colour = np.zeros((count, 4))
    colour[:, :3] = tints[rng.integers(0, 3, count)] * gain
    into.add("star", rng.random(count) * W, rng.random(count) * H, size, size, 0.0, colour)


def nebula(folder: Path, name: str = "nebula") -> Path:
    """A small painted sky as a backdrop of four tiles, for scenes that need ground."""
    rng = np.random.default_rng(5)
    w, h, tile = 640, 360, 320
    layers = []
    for _ in range(2):
        noise = np.zeros((w, h))
        for cells in (3, 6, 12, 24):
            coarse = pygame.surfarray.make_surface((rng.random((cells, cells, 3)) * 255).astype(np.uint8))
            noise += pygame.surfarray.array3d(pygame.transform.smoothscale(coarse, (w, h)))[..., 0] / 255 / cells * 3
        layers.append((noise - noise.min()) / np.ptp(noise))
    x = np.linspace(0, 1, w)[:, None, None]
    tint = (1 - x) * np.array([0.03, 0.30, 0.40]) + x * np.array([0.46, 0.05, 0.24])
    colour = np.array([0.012, 0.016, 0.036]) + tint * (layers[0] * layers[1])[..., None] * 0.9
    picture = pygame.surfarray.make_surface((np.clip(colour, 0, 1) * 255).astype(np.uint8))
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    for column in range(w // tile):
        for row in range(math.ceil(h / tile)):
            area = pygame.Rect(column * tile, row * tile, tile, min(tile, h - row * tile))
            pygame.image.save(picture.subsurface(area), target / f"{column}-{row}.png")
    (target / "index.toml").write_text(
        f'size = [{w}, {h}]\ntile = {tile}\nscale = 0.5\norigin = [-640, -360]\nparallax = 0.5\nrepeat = "xy"\n'
    )
    return target


def roofs(folder: Path, name: str = "roofs") -> Path:
    """A crude city from above, to see the sweep over."""
    rng = np.random.default_rng(3)
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    picture = pygame.Surface((1280, 900), depth=32)
    picture.fill("#15121f")
    for row in range(8):
        y = 8 + row * 110 + (130 if row > 3 else 0)
        x = -20
        while x < 1280:
            w = int(rng.integers(60, 190))
            box = pygame.Rect(x, y, w, 92)
            pygame.draw.rect(picture, pygame.Color("#000000").lerp("#2b2645", 0.4), box.move(-6, 8))
            pygame.draw.rect(picture, pygame.Color("#2b2645").lerp("#4a3c66", float(rng.random())), box)
            neon = ["#ff3fa4", "#36e0ff", "#9a6bff", "#ffb13d"][int(rng.integers(4))]
            pygame.draw.rect(picture, neon, box, 1)
            if rng.random() < 0.4:
                pygame.draw.rect(picture, neon, box.inflate(-w * 0.6, -70))
            x += w + 18
    pygame.draw.rect(picture, "#06050c", (0, 450, 1280, 118))
    pygame.draw.line(picture, "#57e6ff", (0, 450), (1280, 450), 3)
    pygame.draw.line(picture, "#ff5fb4", (0, 568), (1280, 568), 3)
    (target / "index.toml").write_text('size = [1280, 900]\ntile = 640\norigin = [0, -90]\nrepeat = "x"\n')
    for column in range(2):
        for row, tall in ((0, 640), (1, 260)):
            pygame.image.save(picture.subsurface((column * 640, row * 640, 640, tall)), target / f"{column}-{row}.png")
    return target


def flame(
    frame: Frame, x: float, y: float, width: float, angle: float, colour: tuple[float, float, float], length: float
) -> None:
    """A drive's light behind a ship."""
    back = width * 0.36 + length / 2
    frame.fx.add(
        "flare", x - math.cos(angle) * back, y - math.sin(angle) * back, length, width * 0.5, angle, (*colour, 0.0)
    )


def encounter(atlas: Atlas, backdrop: str = "nebula") -> Frame:
    """The everyday of flight: the hero, a threat from one side, a way out on the other."""
    frame = Frame.of(atlas)
    rng = np.random.default_rng(11)
    frame.backdrop, frame.time = backdrop, 14.0
    floor, world, fx, hud = frame.floor, frame.world, frame.fx, frame.hud
    ship, angle, width = (452.0, 352.0), -0.30, 190.0
    stars(floor, rng)
    floor.add("soft/drone_carrier", 1110, 70, 1160, 1160 * 0.19 + 90, math.pi - 0.16, (0.10, 0.06, 0.11, 0.6))
    for _ in range(26):
        x, y = rng.random(2) * (W, H)
        floor.sprite(
            ("rock_b", "rock_c")[int(rng.integers(2))], x, y, rng.uniform(8, 20), rng.random() * 6, (0.34, 0.36, 0.46)
        )
    rocks = [
        ("rock_a", 866, 534, 150, 0.4),
        ("rock_b", 936, 238, 110, -0.5),
        ("rock_c", 748, 296, 40, 1.2),
        ("rock_c", 1010, 505, 34, 0.2),
        ("rock_b", 180, 470, 96, 0.9),
        ("rock_c", 255, 420, 30, 2.0),
        ("rock_c", 585, 640, 40, 2.6),
        ("rock_a", 1262, 214, 150, 1.4),
    ]
    for name, x, y, w, turn in rocks:
        world.sprite(name, x, y, w, turn, (0.95, 0.95, 0.95))
    frame.occluders = np.array([(x, y, w * 0.43) for _, x, y, w, _ in rocks], dtype=np.float32)
    world.sprite("wreck_hull", 286, 592, 104, -0.5)
    world.sprite("wreck_plate", 372, 640, 58, 0.7)
    world.sprite("wreck_wing", 214, 640, 52, 2.2)
    ring = np.array(ship) + np.array([math.cos(angle), math.sin(angle)]) * (-64 / 280 * width)
    path = curve([(300, 575), (250, 500), (300, 420), tuple(ring)], 80)
    fx.polyline(path, 1.6, light("data", 0.22))
    at = path[(np.linspace(0.02, 0.93, 17) * 79).astype(int)]
    fx.glow(at[:, 0], at[:, 1], 34.0, [rgb("data")] * np.full((17, 1), 0.4))
    world.add("mote_data", at[:, 0], at[:, 1], 12.0, 12.0, np.arange(17.0), (1.25, 1.25, 1.25, 1.0))
    world.sprite("jump_gate", 58, 84, 150, -2.62, (0.62, 0.66, 0.80))
    fx.add("glow", 58, 84, 60, 150, -2.62, (0.30, 0.42, 0.80, 0.0))
    for name, x, y, w, turn, tone in (
        ("player_streamer", 192, 178, 66, -2.52, "violet"),
        ("player_duelist", 318, 100, 70, -2.95, "cobalt"),
        ("player_griefer#1", 116, 306, 58, -2.25, "hot"),
    ):
        world.sprite(name, x, y, w, turn)
        flame(frame, x, y, w, turn, tuple(v * 0.9 for v in rgb(tone)), 150)
    world.sprite("player_newcomer", 738, 512, 54, -2.85)
    tether = curve([(488, 355), (560, 420), (600, 520), (714, 508)], 64)
    fx.dashes(tether, 9, 7, 2.2, light("ring"))
    for x, y, at_x, at_y, half, reach in (
        (905, 118, *ship, 0.150, 640),
        (1046, 352, 472, 352, 0.135, 720),
        (1108, 578, 880, 540, 0.20, 520),
    ):
        turn = math.atan2(at_y - y, at_x - x)
        frame.cones.append(Cone(x, y, turn, half, reach))
        world.sprite("drone_watcher", x, y, 66, turn, (1.12, 1.12, 1.12))
        fx.glow(x + math.cos(turn) * 30, y + math.sin(turn) * 30, 36, (0.5, 0.25, 0.33))
    fx.glow(*ring, 230, np.array(rgb("ring")) * 0.09)
    world.shadow("callister", ship[0] + 16, ship[1] + 20, width, angle, 0.45)
    world.sprite("callister", *ship, width, angle, (0.95, 0.95, 0.95))
    fx.glow(*ring, 26, np.array(rgb("ring")) * 0.9)
    fx.blurred("rock_a", 70, 716, 430, 0.3, (0.03, 0.035, 0.06, 1.0))
    fx.blurred("rock_b", 1236, 724, 330, -0.3, (0.03, 0.02, 0.05, 1.0))
    hud.text(10, "ROUTINE CHECK.  PLEASE REMAIN VISIBLE.", 640, 28, ink("blush", 0.95), "center")
    hud.hexagon(*ship, 132, 2, ink("brand", 0.30))
    hud.hexagon(*ship, 132, 5, ink("brand"), 0.68)
    hud.hexagon(*ship, 132, 2, ink("blush"), 0.68)
    hud.text(10, "SCAN 68", ship[0], ship[1] - 154, ink("blush"), "center")
    hud.arc(738, 512, 34, -math.pi / 2, -math.pi / 2 + math.tau * 0.62, 2.4, ink("ring"))
    hud.text(8, "BORROWING TAG 62", 738, 558, ink("ring", 0.95), "center")
    for k, (name, share, tone) in enumerate((("HULL", 0.87, "pearl"), ("SHIELD", 0.64, "data"))):
        hud.text(8, name, 40, 658 + k * 20, ink("dim"))
        hud.bar(100, 660 + k * 20, 140, 4, share, ink(tone), ink("line", 0.8))
    hud.panel(276, 560, 816, 128, ink("panel", 0.9), accent=ink("mustard"))
    hud.add("people/nanette_wry", 276 + 64 + 6, 624, 128, 128)
    hud.text(12, "NANETTE", 458, 580, ink("mustard"))
    hud.text(18, "Nobody's dying for fuel. Not today.", 458, 612, ink("text"))
    hud.text(18, "Karl, is that noise the good noise?", 458, 648, ink("text"))
    hud.arc(1204, 644, 48, 0, math.tau, 1.4, ink("dim", 0.8))
    return frame


def fight(
    atlas: Atlas, ships: int = 60, shots: int = 500, sparks: int = 3000, backdrop: str = "nebula", beat: int = 0
) -> Frame:
    """The stress scene: everything at once."""
    frame = Frame.of(atlas)
    rng = np.random.default_rng(7)
    frame.backdrop, frame.time, frame.camera = backdrop, beat / 60, Camera(x=beat * 3.0, y=beat * 1.0)
    stars(frame.floor, rng)
    names = [
        n
        for n in (
            "drone_hound",
            "drone_watcher",
            "player_griefer",
            "player_griefer#1",
            "player_newcomer",
            "drone_warden",
            "rock_b",
        )
        if n in atlas
    ]
    for i in range(ships):
        name = names[i % len(names)]
        x, y = rng.random(2) * (W, H)
        frame.world.sprite(name, (x + beat * 2) % W, y, 60.0, rng.random() * 6.28 + beat * 0.03)
    frame.world.sprite("callister", 640, 360, 118, -0.4 + beat * 0.02)
    x, y, turn = rng.random(shots) * W, rng.random(shots) * H, rng.random(shots) * 6.28
    colour = np.zeros((shots, 4))
    colour[:, :3] = np.where(rng.random(shots)[:, None] < 0.5, rgb("hot"), rgb("ring"))
    frame.fx.add("bolt", (x + beat * 17) % W, y, 26.0, 10.0, turn, colour * 1.2)
    x, y, size = rng.random(sparks) * W, rng.random(sparks) * H, rng.choice([4.0, 6.0, 9.0], sparks)
    fade = (rng.random(sparks) + beat * 0.02) % 1.0
    colour = np.zeros((sparks, 4))
    colour[:, :3] = np.array(rgb("hot")) * (1 - fade)[:, None] ** 2
    frame.fx.add("dot", (x + beat) % W, y, size, size, 0.0, colour)
    hud_lines(frame)
    return frame


def hud_lines(frame: Frame) -> None:
    frame.hud.panel(20, 20, 260, 70, ink("panel", 0.8))
    for k, label in enumerate(("HULL 87/100", "SHIELD 64/75", "HEAT 3")):
        frame.hud.text(9, label, 32, 30 + k * 18, ink("text"))
        frame.hud.bar(150, 32 + k * 18, 110, 4, 0.3 + 0.2 * k, ink("pearl"), ink("line"))
    frame.hud.text(
        14, "Captain, the moderation drones have tagged us: 42 contacts, 1.7 km.", 640, 672, ink("text"), "center"
    )


def sweep(
    atlas: Atlas, backdrop: str = "roofs", at: float = 392.0, time: float = 2.0, camera: Camera | None = None
) -> Frame:
    """A wall of light crosses a city: everyone with a tag lights up green."""
    frame = Frame.of(atlas)
    rng = np.random.default_rng(11)
    lean = math.radians(10)
    wall = SweepWall(at, H / 2, math.cos(lean), math.sin(lean), scroll=(0.0, 0.0))
    frame.backdrop, frame.time, frame.sweep = backdrop, time, wall
    frame.camera = camera or Camera(640, 360)
    frame.post.vignette = 0.42
    kinds = [n for n in ("npc_0", "npc_1", "npc_2", "npc_3", "npc_4", "player_newcomer") if n in atlas]
    names = (
        "xX_Zorg_Xx",
        "moonpie",
        "DUCHESS",
        "SirLootALot",
        "n00dle",
        "tia",
        "Axolotl",
        "PIXELDAD",
        "w0mbat",
        "queenB",
    )
    tones = ("gum", "data", "violet", "amber", "hot")
    frame.world.patch(846, 366, 460, 170, 0.34)
    labels: list[tuple[float, float]] = []
    for i in range(70):
        x, y = rng.uniform(-10, 1290), rng.uniform(318, 412) if i % 2 else rng.uniform(10, 690)
        size, turn = float(rng.choice([22, 28, 36])), float(rng.choice([0, math.pi])) + rng.normal(0, 0.1)
        if abs(x - 846) < 110 and abs(y - 366) < 70:
            continue
        ahead = float(wall.ahead(x, y))
        if ahead < 0:
            frame.fx.glow(x, y, size * 3, (0.03, 0.30, 0.12))
            frame.world.sprite(kinds[i % len(kinds)], x, y, size, turn, (0.5, 1.0, 0.66))
            frame.fx.brackets(x, y, size * 0.62, size * 0.62, 6, 1.2, light("tagged", 0.8))
            if x > 40 and all(abs(x - a) > 90 or abs(y - b) > 16 for a, b in labels):
                labels.append((x, y))
                frame.hud.text(9, names[i % len(names)], x, y - size * 0.62 - 15, ink("tagged"), "center")
        else:
            tone = tuple(v * 0.8 for v in rgb(tones[i % 5]))
            frame.world.sprite(kinds[i % len(kinds)], x, y, size, turn)
            flame(frame, x, y, size, turn, tone, size * 1.7)
    frame.world.sprite("callister", 846, 366, 118, -0.02)
    flame(frame, 846, 366, 90, -0.02, (0.25, 1.0, 1.1), 330)
    e = rng.exponential(46, 200)
    v = rng.uniform(-420, 420, 200)
    fade = np.exp(-e / 70)
    colour = np.stack([1.4 * fade, 1.3 * fade, 0.9 * fade, 0 * fade], axis=1)
    frame.fx.add(
        "white",
        at + wall.nx * e - wall.ny * v,
        H / 2 + wall.ny * e + wall.nx * v,
        np.round(2 + 4 * fade),
        2.0,
        0.0,
        colour,
    )
    frame.hud.brackets(846, 366, 76, 56, 13, 1.4, ink("text"))
    frame.hud.text(10, "NO TAG", 930, 400, ink("text"), spacing=2)
    frame.hud.text(14, "STAY AHEAD OF THE SWEEP", W - 28, 46, ink("text"), "right")
    frame.hud.text(10, "SWEEP 310 m", W - 28, 74, ink("select"), "right")
    return frame


def lettering(atlas: Atlas) -> Frame:
    """Sizes of text and every letter."""
    frame = Frame.of(atlas)
    hud = frame.hud
    y = 24.0
    for px, tone in (
        (40, "brand"),
        (26, "ring"),
        (18, "text"),
        (14, "text"),
        (12, "select"),
        (10, "text"),
        (9, "good"),
        (8, "dim"),
    ):
        hud.text(px, "Captain, 42 contacts, 1.7 km. HULL 87%  {E} hack"[: int(1500 / px)], 24, y, ink(tone))
        y += px * 1.9 + 6
    from game.render import strokefont

    every = "".join([*strokefont.STROKES, *strokefont.COMPOSED])
    for i in range(0, len(every), 48):
        hud.text(16, " ".join(every[i : i + 48]), 24, y, ink("text"))
        y += 38
    return frame


def turned(atlas: Atlas, turns: int = 8, name: str = "rock_a") -> Frame:
    """One sprite at several rotations, to see that its light stays put."""
    frame = Frame.of(atlas)
    frame.post.bloom = frame.post.scan = frame.post.grain = frame.post.vignette = frame.post.aberration = 0.0
    for i in range(turns):
        index = atlas.id(name)
        frame.world.add(
            index, 90 + 150 * (i % 8), 100 + 150 * (i // 8), 120, 120, i * math.tau / turns, (1, 1, 1, 1 + LIT)
        )
    return frame


SHELF = (  # what chapter 02 brought, with the width it is drawn at in play
    ("wreck_a", 300), ("wreck_b", 230), ("wreck_c", 230), ("wreck_d", 320), ("wreck_e", 260), ("wreck_f", 280),
    ("hulk_bow", 300), ("hulk_side", 260), ("wreck_gravy", 260), ("wreck_bedtime", 210), ("wreck_untagged", 280),
    ("ore_rock", 210), ("vault", 96), ("vault_open", 96), ("fuel_pump", 120), ("rock_banner", 150), ("crate_a", 54),
    ("crate_b", 54), ("courier", 300), ("player_streamer", 84), ("player_trader", 84), ("player_duelist", 90),
    ("player_grinder", 90), ("decoy", 118), ("tether_hook", 40), ("spike_bolt", 40), ("torpedo", 52), ("sandwich", 40),
    ("mote_data", 16), ("mote_credit", 16),
)  # fmt: skip
CHECKPOINT_SHELF = (  # chapter 03's
    ("booth", 400), ("office_a", 300), ("office_b", 300), ("hoarding_c", 300), ("hoarding_d", 300), ("mooring", 280),
    ("rock_tagged", 220), ("cargo_stack", 290), ("post_light", 84), ("greg_note", 78), ("month_frame", 80),
)  # fmt: skip
CONVOY_SHELF = (  # chapter 04's
    ("broker_stall", 360), ("stall", 124), ("lamp_brass", 60), ("lamp_lantern", 60), ("lamp_globe", 60),
    ("lamp_dad", 84), ("junk_heap", 300), ("junk_radio", 140), ("moon_bea", 480), ("bridge_pier", 220),
    ("trench_ram", 430), ("tunnel_portal", 210), ("lane_lamp", 76), ("vault_post", 66), ("gate_lock", 60),
    ("bridge_span", 650), *((f"courier_{load}", 216) for load in range(1, 6)),
)  # fmt: skip
SHELF_GAP = 14.0  # px


def shelf(
    atlas: Atlas,
    backdrop: str = "nebula",
    camera: Camera | None = None,
    things: Sequence[tuple[str, int]] = SHELF,
) -> tuple[Frame, dict[str, Point]]:
    """All of it side by side under a low warm light; and where each thing lies [px]."""
    frame = Frame.of(atlas)
    frame.backdrop, frame.camera = backdrop, camera or frame.camera
    frame.backdrop_gain = 0.6
    frame.light = Light((-0.77, -0.39, 0.50), (1.24, 0.92, 0.68), (0.40, 0.38, 0.46))
    places: dict[str, Point] = {}
    left, top, tallest = SHELF_GAP, SHELF_GAP, 0.0
    for name, full in things:
        width = full * 0.62
        high = width * atlas.aspect(name)
        if left + width > W - SHELF_GAP:
            left, top, tallest = SHELF_GAP, top + tallest + SHELF_GAP, 0.0
        places[name] = left + width / 2, top + high / 2
        frame.world.sprite(name, *places[name], width)
        left, tallest = left + width + SHELF_GAP, max(tallest, high)
    return frame, places
