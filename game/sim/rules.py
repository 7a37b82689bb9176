"""The rules of a world that is open: named values that whoever is at the console may change while it runs.

`RULES` declares each once: its bounds, its default, what it does. A rule at its default changes nothing, and a world
that nobody opened (`World.sandbox` is None) has none of them. A rule is kept as a whole number of steps from its lower
bound: so dials, files, recordings and replays mean the same number to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass

GRAVITY_MOST = 600.0  # [u/s2]
CROWD_MOST = 300
UNDO_MOST = 99
UNBREAKABLE = 8.0  # of the rule `hull`: from here on nothing hurts


@dataclass(frozen=True, slots=True)
class Rule:
    """One value of the world.

    low, high, step, default   in `unit`; of a rule with `words` the number of the word
    words                      what it may be, where it is one of several things and no amount
    """

    name: str
    title: str  # as the console says it
    does: str  # one sentence
    low: float = 0.0
    high: float = 1.0
    step: float = 1.0
    default: float = 0.0
    unit: str = ""
    words: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """The number of steps from `low` to `high`."""
        return round((self.high - self.low) / self.step)

    @property
    def at_rest(self) -> int:
        """The default, in steps."""
        return self.steps(self.default)

    def value(self, steps: int) -> float:
        return self.low + steps * self.step

    def steps(self, value: float) -> int:
        """The step next to a value, within the bounds."""
        return max(0, min(self.most, round((value - self.low) / self.step)))

    def word(self, steps: int) -> str:
        """What a value is called: its word, or its number."""
        return self.words[steps] if self.words else f"{self.value(steps):g}"

    def shown(self, steps: int) -> str:
        """The same with its unit, as a dial shows it."""
        if self.name == "hull" and self.value(steps) >= UNBREAKABLE:
            return "unbreakable"
        return self.word(steps) + (f" {self.unit}" if self.unit else "")


def _words(name: str, title: str, does: str, *words: str) -> Rule:
    return Rule(name, title, does, 0.0, len(words) - 1.0, words=words)


# The order of rules is part of every recording: new ones come last.
RULES: tuple[Rule, ...] = (
    Rule(
        "gravity", "GRAVITY", "How hard everything that is not nailed down falls; upwards below zero.",
        -GRAVITY_MOST, GRAVITY_MOST, 10.0, unit="u/s²",
    ),
    Rule(
        "gravity-across", "SIDEWAYS", "The same to the right; to the left below zero.",
        -GRAVITY_MOST, GRAVITY_MOST, 10.0, unit="u/s²",
    ),
    Rule(
        "drag", "DRAG", "How soon what moves comes to rest: 0 never, 1 as everywhere else, more is jam.",
        0.0, 8.0, 0.25, 1.0,
    ),
    Rule("bounce", "BOUNCE", "How much of its speed what strikes something keeps.", 0.0, 0.95, 0.05, 0.35),
    Rule("time", "TIME", "How fast the clock of this world goes.", 0.25, 2.5, 0.05, 1.0, "×"),
    Rule(
        "weapons", "WEAPONS", "What a shot of anybody does, as a share of what it does elsewhere; at 0 nothing fires.",
        0.0, 5.0, 0.25, 1.0, "×",
    ),
    Rule("hull", "HULL", "What everybody can bear; at the top nothing hurts.", 0.25, UNBREAKABLE, 0.25, 1.0, "×"),
    _words(
        "visitors", "WHO APPEARS", "Who comes by, if the crowd leaves room for anybody.",
        "nobody", "newcomer", "grinder", "trader", "streamer", "griefer", "duelist", "watcher", "hound", "warden",
        "mite",
    ),
    Rule("crowd", "HOW MANY", "How many of them there are at once.", 0.0, CROWD_MOST, 5.0),
    _words("temper", "TEMPER", "What they think of the ship: it is left alone, or they come for it.", "calm", "cross"),
    Rule("scale", "SIZE", "How large every ship is, ours as well.", 0.4, 2.4, 0.1, 1.0, "×"),
    _words(
        "sky", "SKY", "What is behind everything.",
        "white", "black", "stars", "sunset", "morning", "sea",
    ),
    _words("colours", "COLOURS", "What the light does to everything.", "own", "neon", "grey", "sepia", "blueprint"),
    Rule("undo", "UNDO", "How many steps can be taken back, by anybody, whatever they were.", 0.0, UNDO_MOST, 1.0),
)  # fmt: skip

RULE: dict[str, Rule] = {rule.name: rule for rule in RULES}
INDEX: dict[str, int] = {rule.name: i for i, rule in enumerate(RULES)}


class Rules:
    """The values of all rules, as steps: one whole number each, in the order of RULES."""

    __slots__ = ("steps",)

    def __init__(self, steps: list[int] | None = None) -> None:
        self.steps = list(steps) if steps is not None else [rule.at_rest for rule in RULES]

    def get(self, name: str) -> float:
        """KeyError names an unknown rule."""
        return RULE[name].value(self.steps[INDEX[name]])

    def word(self, name: str) -> str:
        return RULE[name].word(self.steps[INDEX[name]])

    def shown(self, name: str) -> str:
        return RULE[name].shown(self.steps[INDEX[name]])

    def changed(self) -> dict[str, str | float]:
        """Those that are not at their defaults, by name: a word or a number."""
        found: dict[str, str | float] = {}
        for rule, steps in zip(RULES, self.steps, strict=True):
            if steps != rule.at_rest:
                found[rule.name] = rule.word(steps) if rule.words else rule.value(steps)
        return found


def markdown() -> str:
    """The table of rules, for the page of level makers."""
    rows = ["| rule | what it does | from | to | default |", "|---|---|---|---|---|"]
    for rule in RULES:
        if rule.words:
            span = ", ".join(f"`{word}`" for word in rule.words)
            rows.append(f"| `{rule.name}` | {rule.does} | {span} | | `{rule.word(rule.at_rest)}` |")
        else:
            unit = f" {rule.unit}" if rule.unit else ""
            low, high, rest = (f"{value:g}{unit}" for value in (rule.low, rule.high, rule.default))
            rows.append(f"| `{rule.name}` | {rule.does} | {low} | {high} | {rest} |")
    return "\n".join(rows)
