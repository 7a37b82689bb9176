"""What stands where on the bench: one row a thing. World units; `FIXED` know their place themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from garage_bench import Bench
from garage_finds import (
    BOX,
    CHAIRS,
    CUPS,
    LIST,
    PHOTO,
    SCREEN,
    TAPES,
    draw_box,
    draw_chairs,
    draw_cups,
    draw_list,
    draw_photo,
    draw_screen,
    draw_tapes,
)  # fmt: skip
from garage_hoard import (
    draw_battery,
    draw_blueprint,
    draw_bulb,
    draw_cassette,
    draw_console,
    draw_drafts,
    draw_duck,
    draw_figure,
    draw_floppy,
    draw_glass,
    draw_globe,
    draw_jars,
    draw_joystick,
    draw_matches,
    draw_phones,
    draw_plant,
    draw_plate,
    draw_remote,
    draw_ruler,
    draw_scope,
    draw_spool,
    draw_sprue,
    draw_strip,
    draw_tape_roll,
    draw_toolbox,
)  # fmt: skip
from garage_things import (
    BOARD,
    FAN,
    FOOT,
    IRON,
    KEYBOARD,
    PIZZA,
    draw_board,
    draw_books,
    draw_can,
    draw_driver,
    draw_fan,
    draw_iron,
    draw_keyboard,
    draw_lamp_foot,
    draw_mug,
    draw_noodles,
    draw_pizza,
)  # fmt: skip

RIVER = (  # the thick cable: in from the west, round the chairs, to the city
    (-100, 800), (240, 760), (520, 860), (860, 940), (1180, 1010), (1560, 1000), (1880, 1060), (2060, 1180),
    (2040, 1350),
    (1880, 1400), (1800, 1300), (1900, 1170), (2060, 1230), (1960, 1420), (1880, 1620), (2040, 1800), (2500, 1880),
    (3200, 1800),
    (3560, 1700), (3880, 1740),
)  # fmt: skip

FIXED: tuple[tuple[Callable[[Bench], None], float], ...] = (  # what, and how far down the picture
    (draw_lamp_foot, FOOT[1]), (draw_fan, FAN[1]), (draw_box, BOX[1]), (draw_list, LIST[1]), (draw_cups, CUPS[1]),
    (draw_screen, SCREEN[1]), (draw_chairs, CHAIRS[1]), (draw_pizza, PIZZA[1]), (draw_board, BOARD[1]),
    (draw_iron, IRON[0][1]), (draw_keyboard, KEYBOARD[1]), (draw_photo, PHOTO[1]), (draw_tapes, TAPES[1]),
)  # fmt: skip

YELLOW, PINK, SKY = "#f4e06a", "#f49ac0", "#9fe0f0"
HOARD: tuple[tuple[Any, ...], ...] = (  # what, x, y, and the rest of what it asks for
    # under the tools, and round the fan
    (draw_toolbox, 320, 250, 3, "#8e2430"), (draw_spool, 1010, 240, "#b87333"), (draw_tape_roll, 1130, 330, "#c9a26b"),
    (draw_jars, 180, 560, ("#d8452f", "#25a6a6", "#e9b13b", "#4a66ff", "#f4efe2", "#8e2430")), (draw_books, 1350, 470),
    (draw_duck, 1090, 640, -12.0), (draw_battery, 560, 720, 20, "#d9a43a"), (draw_battery, 640, 770, -34, "#d9a43a"),
    (draw_cassette, 1500, 700, 14, "#7a9a5a", "MIX FOR HER"), (draw_cassette, 1610, 640, -20, "#c8553c", "SIDE C"),
    (draw_matches, 320, 950, 12), (draw_floppy, 1000, 860, 16, "#2b3a66", "BUILD/12"),
    (draw_floppy, 930, 800, -8, "#3a3b44", "BACKUP/OF ME"), (draw_mug, 1660, 480, 62, 110, "#c8a04a", "#1a120a"),
    # before the wall of monitors
    (Bench.note, 2080, 560, -8, YELLOW, "CALL/MUM"), (Bench.note, 2690, 620, 9, PINK, "NOT/A BUG"),
    (draw_floppy, 2640, 330, 12, "#23262e", "SMILES"), (draw_floppy, 2730, 380, -20, "#5a2a3a", "VOICES/1-5"),
    (draw_drafts, 4210, 400, -14), (draw_blueprint, 3330, 1190, -5, 520, 340, "HOW SHE WENT"),
    (draw_figure, 2960, 860, "#e9b13b", "#2a1a12", -120), (draw_figure, 3070, 830, "#25a6a6", "#6a3a1c", -120),
    (draw_figure, 3180, 815, "#d8452f", "#15161c", -120), (draw_figure, 3290, 830, "#4a66ff", "#3a2a20", -120),
    (draw_figure, 3400, 860, "#8e2430", "#caa25a", -120), (draw_mug, 3640, 940, 78, 124, "#7f9aa0", "#2c1608"),
    (draw_can, 3000, 1180, "#b8342c", "FIZZ"), (draw_phones, 3980, 930), (draw_console, 4380, 780, -4),
    (draw_joystick, 4420, 1130, 10), (draw_bulb, 3720, 1170, 30), (draw_scope, 4620, 330),
    # the far corner
    (draw_plant, 4890, 300), (draw_globe, 5110, 360), (draw_figure, 5260, 330, "#e9b13b", "#2a1a12", 200),
    (Bench.note, 4620, 560, 6, PINK, "SMILE"), (draw_cassette, 4770, 800, 32, "#4a66a0", "RAIN 8H"),
    (draw_blueprint, 5360, 1250, 8, 430, 300, "A QUIET PLACE"), (Bench.note, 4560, 1380, 7, SKY, "30 000/000"),
    (draw_remote, 5560, 1010, 24), (draw_battery, 5020, 1020, 40, "#25a6a6"), (draw_duck, 5130, 1640, 10.0),
    (draw_toolbox, 5450, 1800, -8, "#3b5a7a"), (draw_tape_roll, 5190, 1950, "#b9c4c8"),
    (draw_floppy, 5560, 1560, 8, "#2b3a66", "N.C./11?"),
    # the west
    (draw_plate, 330, 1760), (draw_can, 1020, 1600, "#2c6a8a", "POP"), (draw_drafts, 330, 2560, 18),
    (draw_remote, 1080, 2150, -18),
    (draw_battery, 1130, 1800, 64, "#d9a43a"), (draw_glass, 1480, 1800, 28),
    (draw_floppy, 1420, 2010, 10, "#23262e", "CLEAN/UP"),
    (draw_floppy, 1510, 2060, -14, "#2b3a66", "MOTHER"), (Bench.note, 640, 2640, 12, YELLOW, "BACK/IN 5"),
    (draw_cassette, 250, 2200, 76, "#c9a23a", "LAUGH TRACK"), (draw_cassette, 720, 2780, 8, "#7a9a5a", "XMAS 94"),
    (draw_bulb, 960, 2760, -30), (draw_matches, 1150, 1340, -30), (draw_spool, 1500, 2420, "#a33a26"),
    (draw_jars, 260, 2860, ("#25a6a6", "#e9b13b")),
    # before the keyboard, and round the iron
    (draw_driver, 1800, 2760, -14, "#c23b34", 150), (draw_mug, 2260, 2830, 70, 130, "#7a4fa0", "#150c20"),
    (draw_ruler, 2680, 2760, 4, 640), (draw_sprue, 3420, 2570, 8, "#8a96a2"),
    (draw_cassette, 3330, 2330, -16, "#c8553c", "THEIR VOICES"),
    (Bench.note, 3110, 2840, -6, SKY, "SHE TALKS/FIRST"), (draw_battery, 3260, 2060, 10, "#d9a43a"),
    (draw_figure, 1740, 1950, "#25a6a6", "#6a3a1c", -40),
    (draw_tape_roll, 3390, 1560, "#c9a26b"), (draw_floppy, 2960, 2030, 18, "#5a2a3a", "SORRY.TXT"),
    (draw_drafts, 1640, 1600, 30),
    # round the city
    (draw_strip, 3800, 1400, -6), (Bench.note, 3700, 2290, 11, YELLOW, "BE/NICE?"), (draw_spool, 3880, 2520, "#3a7a52"),
    (draw_glass, 4160, 2470, -24), (draw_matches, 4480, 2360, 40), (draw_driver, 4800, 2140, 24, "#d8a02c", 190),
    (draw_battery, 4700, 1640, -20, "#d9a43a"), (draw_cassette, 4880, 1800, 12, "#7a4fa0", "HER LAUGH"),
    (draw_noodles, 4640, 2680),
    (draw_plate, 5010, 2720), (draw_remote, 4330, 2740, 70), (draw_jars, 5440, 2720,
    ("#4a66ff", "#d8452f", "#f4efe2", "#25a6a6")),
    (draw_floppy, 4870, 2440, -10, "#23262e", "TAKE/8,412"), (draw_figure, 5570, 2140, "#d8452f", "#15161c", 160),
    (draw_bulb, 4520, 1640, 160),
)  # fmt: skip


def draw_all(b: Bench) -> None:
    """From the back to the front, so that what stands nearer covers what is behind it."""
    rows: list[tuple[float, Callable[..., None], tuple[Any, ...]]] = [(y, draw, ()) for draw, y in FIXED]
    rows += [(row[2], row[0], row[1:]) for row in HOARD]
    for _, draw, how in sorted(rows, key=lambda row: row[0]):
        draw(b, *how)
