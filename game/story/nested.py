"""A reader for files whose tables hold lists of tables: every mistake in them has its place, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from . import letters
from .document import Document
from .fields import Field, plain
from .positions import KeyPath
from .problems import LevelError
from .schema import Strict
from .tables import Reader

T = TypeVar("T", bound=Strict)


class NestedReader(Reader):
    """Builds `tuple[Struct, ...]` fields one table at a time."""

    @classmethod
    def _holds_tables(cls, field: Field) -> bool:
        inner = _inner(field)
        return isinstance(inner, type) and issubclass(inner, Strict)

    def _tables(self, field: Field, raw: Any, path: KeyPath) -> tuple[Any, bool]:
        inner = _inner(field)
        if get_origin(plain(field.type)) is not tuple:
            built = self.build(inner, raw, path)
            return built, built is not None
        if not isinstance(raw, list):
            self.document.wrong(path, f"{field.key!r} is a list of tables: [[{field.key}]] or [{{ … }}]")
            return (), False
        each = [self.build(inner, one, (*path, i)) for i, one in enumerate(raw)]
        return tuple(one for one in each if one is not None), None not in each


def _inner(field: Field) -> Any:
    """What a field holds, or holds several of."""
    kind = plain(field.type)
    return get_args(kind)[0] if get_origin(kind) is tuple else kind


def whole_file(path: Path, struct: type[T]) -> tuple[T, Document]:
    """A file of one struct, and its document for checks that go on. LevelError lists every mistake of its shape."""
    document = Document(path)
    made = NestedReader(document).build(struct, document.tables, ()) if document.readable else None
    letters.refuse_all(document)
    if document.problems or made is None:
        raise LevelError(document.problems or f"{path}: the file is empty")
    return made, document
