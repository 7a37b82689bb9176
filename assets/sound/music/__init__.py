"""Music: loops in layers of exactly equal length, and pieces that end.

Slots, so that layers add instead of cover: sub 35-110 Hz danger (or calm when alone), bass 110-250, pads 250-2000,
melody 300-1500 with its overtones, Moderation 400-900 pure, snare and consonants 2-6 kHz, metal 7-14 kHz.
The band from 1 to 4 kHz is left thin on purpose: effects and voices live there.

`LOOPS` and `ENDING` hold every composed piece by name. The game ships those that `sounds.toml` lists under [pieces].
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from dsp import band
from loudness import loud

from game.audio.sounds import Piece
from music import (
    bodies,
    bridge,
    checkpoint,
    core,
    door,
    garage,
    heart,
    infinity,
    pirates,
    pocket,
    room,
    server,
    strata,
    television,
    themes,
    title,
)

LOOPS: dict[str, Callable[[], np.ndarray]] = {
    "title": title.title,
    "pocket_hum": pocket.pocket_hum,
    "room_tone": room.room_tone,
    "infinity_1_calm": infinity.infinity_calm,
    "infinity_2_tension": infinity.infinity_tension,
    "infinity_3_danger": infinity.infinity_danger,
    "infinity_4_chase": infinity.infinity_chase,
    "bridge": bridge.bridge,
    "pirates_1_calm": pirates.pirates_calm,
    "pirates_2_tension": pirates.pirates_tension,
    "pirates_3_danger": pirates.pirates_danger,
    "pirates_4_chase": pirates.pirates_chase,
    "sweep_1_calm": checkpoint.checkpoint_calm,
    "sweep_2_tension": checkpoint.checkpoint_tension,
    "sweep_3_danger": checkpoint.checkpoint_danger,
    "sweep_4_chase": checkpoint.checkpoint_chase,
    "door_1_calm": door.door_calm,
    "door_2_tension": door.door_tension,
    "door_3_danger": door.door_danger,
    "door_4_chase": door.door_chase,
    "strata": strata.strata,
    "heart_1_calm": heart.heart_calm,
    "heart_2_tension": heart.heart_tension,
    "heart_3_danger": heart.heart_danger,
    "heart_4_chase": heart.heart_chase,
    "core_1_rules": core.core_rules,
    "core_2_backups": core.core_backups,
    "core_3_loop": core.core_loop,
    "core_4_collapse": core.core_collapse,
    "garage_ambience": garage.garage_ambience,
    "garage_box": garage.garage_box,
    "companion": garage.companion,
    "bodies": bodies.bodies,
    "server": server.server,
    "television": television.television_set,
}
ENDING: dict[str, Callable[[], np.ndarray]] = {
    "theme_vibraphone": themes.theme_vibraphone,
    "theme_music_box": themes.theme_music_box,
    "theme_ensemble": themes.theme_ensemble,
    "television": television.television,
}


def render(piece: Piece) -> np.ndarray:
    """The finished loop: no DC, at its loudness, under its ceiling. Stereo."""
    x = band(LOOPS[piece.name](), 24, wrap=True)
    return loud(x - x.mean(axis=0), piece.lufs, piece.ceiling, loop=True, whole=True)
