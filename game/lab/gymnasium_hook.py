"""Makes `gymnasium.make("callister/Level-v0")` work as soon as the package is installed, without an import of ours.

Gymnasium has looked for no plugins since 1.0, so Python itself is asked: a line in `gymnasium_hook.pth`, which lies
beside this file and is installed with it as `callister_gymnasium`, runs this when Python starts. It waits for Gymnasium
to be loaded, registers the environment by name, and is gone. It loads nothing of the game, nor anything else before.
(PYTEST_DONT_REWRITE: it is there before pytest is, which would warn that it comes too late.)
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself would take longer than all of this, at every start of Python
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

WAITED_FOR = "gymnasium.envs"
ID = "callister/Level-v0"
CLASS = "game.lab.environment:LevelEnv"


class Registrar:
    """A finder of modules that finds none, but for Gymnasium's environments: to those it adds ours."""

    @classmethod
    def find_spec(cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> Any:
        if name != WAITED_FOR:
            return None
        from importlib.util import find_spec

        sys.meta_path.remove(cls)
        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def load_and_register(module: ModuleType) -> None:
                load(module)
                register()

            spec.loader.exec_module = load_and_register  # type: ignore[method-assign]
        return spec


def register() -> None:
    """Once is enough; a Gymnasium that is too old or too new to be told is left alone."""
    try:
        from gymnasium.envs.registration import register, registry

        if ID not in registry:
            register(ID, entry_point=CLASS)
    except (ImportError, TypeError):
        return


def wait() -> None:
    if Registrar not in sys.meta_path and WAITED_FOR not in sys.modules:
        sys.meta_path.insert(0, Registrar)


if __name__ == "callister_gymnasium":  # as it is installed, and run by the line beside it
    wait()
