"""The reference part of RESEARCH.md, written from the tables of the code: `python -m game.lab.research` renews it."""

from __future__ import annotations

import inspect
from dataclasses import fields
from pathlib import Path

from game.lab.controls import KINDS
from game.lab.environment import INFO, LevelEnv
from game.lab.layout import LAYOUT, SIZE, SLICES, Column
from game.lab.rewards import Rewards
from game.lab.training import TRAINING
from game.story import library

PAGE = Path(__file__).with_name("RESEARCH.md")
BEGIN = "<!-- reference: written by `python -m game.lab.research`, proved by a test -->"


def markdown() -> str:
    """Arguments, observation, actions, rewards and infos as tables."""
    return "\n".join([BEGIN, "", *_arguments(), *_levels(), *_observation(), *_actions(), *_rewards(), *_infos()])


def _arguments() -> list[str]:
    _, _, text = inspect.cleandoc(LevelEnv.__doc__ or "").partition("\n\n")
    return ["## Arguments", "", "```text", text, "```", ""]


def _levels() -> list[str]:
    rows = ["## Training levels", "", "Besides the chapters, and any folder with a level of your own:", ""]
    for name, folder in TRAINING.items():
        first = (folder / "level.toml").read_text(encoding="utf-8").splitlines()[1]
        level = library.load(folder)
        text = first.lstrip("# ").partition(": ")[2]
        rows.append(f"- `{name}`: {text} About {level.header.minutes * 60:g} s.")
    return [*rows, ""]


def _observation() -> list[str]:
    rows = [
        "## Observation",
        "",
        f"`Box`, float32, shape ({SIZE},). Each number is what it says, in its unit, divided by *1 is*, and kept",
        "within its range; x points right, y down, angles grow clockwise. `game.lab.layout.named(observation)` gives",
        "the sections by name, as views; `game.lab.layout.NAMES` names each number.",
        "",
    ]
    for section in LAYOUT:
        where = SLICES[section.name]
        shape = " x ".join(map(str, section.shape))
        rows += [f"### `{section.name}`: {where.start} to {where.stop - 1}, {shape}", "", section.says, ""]
        rows += ["| number | what | 1 is | range |", "|---|---|---|---|"]
        rows += [f"| `{c.name}` | {c.says} | {_full(c)} | {'-1..1' if c.signed else '0..1'} |" for c in section.columns]
        rows += [""]
    return rows


def _full(column: Column) -> str:
    return f"{column.full:g} {column.unit}" if column.unit not in ("", "share") else f"{column.full:g}"


def _actions() -> list[str]:
    rows = ["## Actions", ""]
    for kind, controls in KINDS.items():
        space = f"MultiDiscrete([{', '.join(str(control.choices) for control in controls)}])"
        if kind == "continuous":
            space = f"Box(-1, 1, ({len(controls)},), float32)"
        rows += [f'### `action="{kind}"`: `{space}`', "", "| entry | what |", "|---|---|"]
        rows += [f"| `{control.name}` | {control.says} |" for control in controls]
        rows += [""]
    return [
        *rows,
        "What is further out than the box is brought back to it, and what is not a number (NaN) counts as 0.",
        "",
    ]


def _rewards() -> list[str]:
    rows = ["## Rewards", "", "| part | weight | counted whenever |", "|---|---|---|"]
    for part in fields(Rewards):
        rows.append(f"| `{part.name}` | {part.default:g} | {part.metadata['says']} |")
    return [*rows, ""]


def _infos() -> list[str]:
    return ["## Infos", "", "| key | what |", "|---|---|", *[f"| `{key}` | {says} |" for key, says in INFO.items()], ""]


def renew(page: str) -> str:
    """The page with its reference written anew; what stands before the mark is kept."""
    return page.partition(BEGIN)[0] + markdown()


if __name__ == "__main__":
    PAGE.write_text(renew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
