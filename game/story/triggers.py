"""The table of all triggers: a verb is added by adding its class to one of these lists."""

from __future__ import annotations

from .television import TELEVISION_TRIGGERS
from .triggers_core import CORE_TRIGGERS
from .triggers_deep import DEEP_TRIGGERS
from .triggers_flock import FLOCK_TRIGGERS
from .triggers_hiding import HIDING_TRIGGERS
from .triggers_loop import LOOP_TRIGGERS
from .triggers_people import PEOPLE_TRIGGERS
from .triggers_pictures import PICTURE_TRIGGERS
from .triggers_place import PLACE_TRIGGERS
from .triggers_plot import PLOT_TRIGGERS
from .triggers_rules import RULES_TRIGGERS
from .triggers_ship import SHIP_TRIGGERS
from .triggers_theft import THEFT_TRIGGERS
from .verbs import Trigger

TRIGGERS: dict[str, type[Trigger]] = {
    str(verb.__struct_config__.tag): verb
    for verb in (
        *PLOT_TRIGGERS, *PLACE_TRIGGERS, *SHIP_TRIGGERS, *THEFT_TRIGGERS, *HIDING_TRIGGERS, *PEOPLE_TRIGGERS,
        *LOOP_TRIGGERS, *CORE_TRIGGERS, *DEEP_TRIGGERS, *FLOCK_TRIGGERS, *PICTURE_TRIGGERS, *RULES_TRIGGERS,
        *TELEVISION_TRIGGERS,
    )
}  # fmt: skip
