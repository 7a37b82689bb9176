"""The reference of the level vocabulary, written from the verbs themselves."""

from __future__ import annotations

import inspect
import math

import msgspec

from game.sim import rules
from game.sim.kinds import KINDS
from game.sim.sandbox import THINGS

from . import catalog, hub, road
from . import interlude_schema as talk
from .actions_hiding import CallCarrier, Leg
from .actions_talk import ChoiceOption, Offer
from .combinations import AllOf, AnyOf, Not
from .conditions import Condition
from .fields import fields
from .names import UNSPAWNED
from .schema import (
    ABILITIES,
    ACTIONS,
    CAST,
    COUNTERS,
    LINE_KINDS,
    MAP_LISTS,
    TRIGGERS,
    Beat,
    Drift,
    Header,
    LineText,
    Loading,
    Retry,
    Slide,
    Spin,
    Wall,
)

SCREEN = 1280.0  # pictures that are no larger are not flown before [u]
BEGIN = "<!-- reference: written by `callister schema`, proved by a test -->"


def markdown() -> str:
    """Every table and verb with its keys: type, default and one example each."""
    parts = [BEGIN, "", "## level.toml", "", *_table("At the top", Header), *_table("`[[beat]]`", Beat)]
    parts += [*_table("`[[retry]]`", Retry), *_table("`if`", Condition)]
    parts += ["## Triggers: `when = { on = … }`", ""]
    for combination in (AllOf, AnyOf, Not):
        parts += [f"- {_doc(combination)}"]
    parts += [""]
    for name, trigger in TRIGGERS.items():
        parts += _verb(name, trigger, trigger.example)
    parts += [
        "## Actions: `then = [{ do = … }]`",
        "",
        "Every action also takes `at` (seconds after the beat fires) and",
    ]
    parts += ["`if` (a list of conditions, asked when its time has come).", ""]
    for name, action in ACTIONS.items():
        parts += _verb(name, action, action.example)
        if action is Offer:
            parts += _keys(ChoiceOption, "Each of its `options` is a table of these:")
        elif action is CallCarrier:
            parts += _keys(Leg, "Each leg of its `plan` is a table of one of these:")
    parts += ["## map.toml", "", "`bounds = [left, top, right, bottom]`, and lists of:", ""]
    for name, struct in MAP_LISTS.items():
        parts += _table(f"`{name}`", struct)
        if struct is Wall:
            parts += _table("`drift = { … }` of a rock", Drift)
            parts += _table("`slide = { … }` of a rock or wall", Slide)
            parts += _table("`spin = { … }` of a rock or wall", Spin)
    parts += _table("`loading = { … }`, beside `bounds`", Loading)
    parts += ["## lines.toml", "", *_table('`"line.id" = { … }`', LineText)]
    parts += [f"Cast: {', '.join(CAST)}, or `@gamertag`. Other texts: {', '.join(LINE_KINDS)}.", ""]
    parts += [f"Counters that count by themselves: {', '.join(COUNTERS)}.", ""]
    parts += _campaign()
    parts += ["## Names that the game brings along", "", *_kinds()]
    parts += ['Rules of an open world (`{ do = "grant", ability = "console" }`):', "", rules.markdown(), ""]
    parts += [f"What its console can place: {', '.join(f'`{thing.name}`' for thing in THINGS)}.", ""]
    parts += [f"Music cues: {', '.join(sorted(catalog.names()['cue']))}. Abilities: {', '.join(ABILITIES)}.", ""]
    parts += ["Sounds stand in `assets/sound/sounds.toml`; pictures are files of `assets/art`, backdrops folders of"]
    parts += [
        "`assets/backdrops`; a portrait for a mood is a file `WHO_MOOD.svg` of `assets/people`.",
        "",
        *_backdrops(),
    ]
    return "\n".join(parts)


def _doc(struct: type[msgspec.Struct]) -> str:
    return inspect.cleandoc(struct.__doc__ or "")


def _verb(name: str, struct: type[msgspec.Struct], example: str) -> list[str]:
    return [*_table(f"`{name}`", struct, skip=("at", "if")), "```toml", example, "```", ""]


def _table(title: str, struct: type[msgspec.Struct], skip: tuple[str, ...] = ()) -> list[str]:
    summary, _, rest = _doc(struct).partition("\n\n")
    rows = [f"### {title}", "", summary.replace("\n", " "), ""]
    if rest:
        rows += ["```text", rest, "```", ""]
    return rows + _keys(struct, skip=skip)


def _keys(struct: type[msgspec.Struct], heading: str = "", skip: tuple[str, ...] = ()) -> list[str]:
    shown = [field for key, field in fields(struct).items() if key not in skip]
    if not shown:
        return []
    rows = [heading, ""] if heading else []
    rows += ["| key | what | default |", "|---|---|---|"]
    for field in shown:
        rows.append(
            f"| `{field.key}` | {field.says} | {'**required**' if field.required else _default(field.default)} |"
        )
    return [*rows, ""]


def _campaign() -> list[str]:
    """The files of a campaign beside its levels."""
    rows = ["## campaign.toml", "", *_table("At the top of a campaign", road.CampaignFile, skip=("step", "ending"))]
    rows += [*_table("`[[step]]`", road.Step), *_table("`[[ending]]`", road.Ending)]
    rows += ["## bridge/NAME.toml", "", *_table("At the top of a bridge", hub.Hub, skip=("row", "dearer"))]
    rows += [*_table("`[[row]]`", hub.Row), *_table("`{ … }` in the `lines` of a row", hub.Line)]
    rows += [*_table("`if` of a bridge", hub.Held), *_table("`[[dearer]]`", hub.Dearer)]
    rows += ["## interludes/NAME.toml", "", *_table("At the top of an interlude", talk.Header)]
    rows += [
        *_table("`asker = { … }`", talk.Person),
        *_table("`[[open]]`, `[[close]]`, and what is answered", talk.Passage),
    ]
    rows += [*_table("`[[card]]`", talk.Card), *_table("`[[question]]`", talk.Question)]
    rows += [*_table("`[[decision]]`", talk.Decision), *_table("`if` of an interlude", talk.Condition)]
    return [*rows, *_table('`"line.id" = { … }` in `[lines]`', talk.Line)]


def _backdrops() -> list[str]:
    """Where each backdrop that a level is flown before is painted."""
    rows = ["Beyond where a backdrop is painted there is one dark colour, with an edge:", ""]
    rows += ["| backdrop | painted from | to |", "|---|---|---|"]
    for name, (left, top, right, bottom) in catalog.painted().items():
        if right - left <= SCREEN:
            continue  # one picture of a bridge, a room or a title
        across, down = (abs(side) == math.inf for side in (left, top))
        if across and down:
            rows.append(f"| `{name}` | everywhere | |")
        else:
            rows.append(f"| `{name}` | {_spot(left, top)} | {_spot(right, bottom)} |")
    return [*rows, ""]


def _spot(x: float, y: float) -> str:
    """A corner, in which what goes on for ever is left open."""
    return f"[{', '.join('…' if abs(side) == math.inf else f'{side:.0f}' for side in (x, y))}]"


def _kinds() -> list[str]:
    """The kinds of ship that a level may spawn."""
    rows = ["| kind of ship | side | shoots | comes back after |", "|---|---|---|---|"]
    for kind in KINDS.values():
        if kind.name not in UNSPAWNED:
            back = f"{kind.respawn:g} s" if kind.respawn else "-"
            rows.append(f"| `{kind.name}` | {kind.team.name.lower()} | {'yes' if kind.damage else 'no'} | {back} |")
    return [*rows, ""]


def _default(value: object) -> str:
    if value is None or value == () or value == []:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def renew(page: str) -> str:
    """The page with its reference written anew; what stands before the mark is kept."""
    return page.partition(BEGIN)[0] + markdown()
