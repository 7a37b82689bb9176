"""The table of all actions: a verb is added by adding its class to one of these lists."""

from __future__ import annotations

from .actions_core import CORE_ACTIONS
from .actions_deep import DEEP_ACTIONS
from .actions_hiding import HIDING_ACTIONS
from .actions_loop import LOOP_ACTIONS
from .actions_people import PEOPLE_ACTIONS
from .actions_pictures import PICTURE_ACTIONS
from .actions_plot import PLOT_ACTIONS
from .actions_presence import PRESENCE_ACTIONS
from .actions_rules import RULES_ACTIONS
from .actions_show import SHOW_ACTIONS
from .actions_talk import TALK_ACTIONS
from .actions_theft import THEFT_ACTIONS
from .actions_world import WORLD_ACTIONS
from .television import TELEVISION_ACTIONS
from .verbs import Action

ACTIONS: dict[str, type[Action]] = {
    str(verb.__struct_config__.tag): verb
    for verb in (
        *TALK_ACTIONS, *WORLD_ACTIONS, *THEFT_ACTIONS, *HIDING_ACTIONS, *PEOPLE_ACTIONS, *LOOP_ACTIONS, *SHOW_ACTIONS,
        *PLOT_ACTIONS, *CORE_ACTIONS, *DEEP_ACTIONS, *PICTURE_ACTIONS, *RULES_ACTIONS,
        *PRESENCE_ACTIONS,
        *TELEVISION_ACTIONS,
    )
}  # fmt: skip
