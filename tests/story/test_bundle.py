"""One file to send: what is packed comes out the same, and what strangers pack is refused before a byte is written."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import tracemalloc
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.story import bundle, campaign_folder, template
from game.story.bundle import BundleError
from game.story.loader import FILES

SMALL = Path(__file__).parent / "data" / "small"
MISTAKES = int(os.environ.get("CALLISTER_MISTAKES", "0")) or 40


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    template.make(tmp_path / "work" / "mine", "Mine")
    return tmp_path / "work" / "mine"


@pytest.fixture
def levels(tmp_path: Path) -> Path:
    return tmp_path / "user" / "levels"


def wrapped(path: Path, *members: tuple[str, bytes], **flags: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = flags.get("mode", 0) << 16
            file.writestr(info, data)
    return path


def whole(folder: Path, top: str = "mine") -> list[tuple[str, bytes]]:
    return [(f"{top}/{name}", (folder / name).read_bytes()) for name in FILES]


def test_a_level_comes_out_as_it_went_in(mine: Path, levels: Path, tmp_path: Path) -> None:
    (mine / "notes.txt").write_text("my bank's number")
    bundle.pack(mine, tmp_path / "mine.callister")
    there = bundle.install(tmp_path / "mine.callister", levels)
    assert there == levels / "mine"
    assert sorted(path.name for path in there.iterdir()) == sorted(FILES), "nothing else travels along"
    assert all((there / name).read_bytes() == (mine / name).read_bytes() for name in FILES)
    assert [path.name for path in levels.iterdir()] == ["mine"], "nothing is left lying about"


def test_the_same_level_makes_the_same_file(mine: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        bundle.pack(mine, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_is_installed_is_replaced_only_when_asked(mine: Path, levels: Path, tmp_path: Path) -> None:
    bundle.pack(mine, tmp_path / "mine.callister")
    there = bundle.install(tmp_path / "mine.callister", levels)
    (there / "lines.toml").write_text("# changed\n")
    with pytest.raises(BundleError, match="--replace"):
        bundle.install(tmp_path / "mine.callister", levels)
    assert (there / "lines.toml").read_text() == "# changed\n"
    bundle.install(tmp_path / "mine.callister", levels, replace=True)
    assert (there / "lines.toml").read_bytes() == (mine / "lines.toml").read_bytes()


def test_a_level_with_mistakes_is_neither_packed_nor_installed(mine: Path, levels: Path, tmp_path: Path) -> None:
    bad = (mine / "level.toml").read_text().replace('region = "lane"', 'region = "lnae"', 1)
    (mine / "level.toml").write_text(bad)
    with pytest.raises(BundleError, match=r"mine/level.toml:\d+:\d+: .*'lane'"):
        bundle.pack(mine, tmp_path / "mine.callister")
    with pytest.raises(BundleError, match=r"mine/level.toml:\d+:\d+: .*'lane'"):
        bundle.install(wrapped(tmp_path / "b", *whole(mine)), levels)
    assert not list(levels.iterdir())


ESCAPES = (
    "../evil.toml", "mine/../../evil.toml", "/etc/level.toml", "mine\\..\\level.toml", "C:/level.toml",
    "mine//level.toml", "mine/./level.toml", "mine/level.toml\0.png", "mine/LEVEL.TOML", "mine/sub/dir/level.toml",
    "mine/con/level.toml", "mine/.hidden/level.toml", "mine/läger/level.toml", "mine/关卡/level.toml", "mine/run.py",
    "other/level.toml",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ESCAPES)
def test_nothing_leaves_its_folder(name: str, mine: Path, levels: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    file = wrapped(tmp_path / "b", *whole(mine), (name, b"x = 1\n"))
    with pytest.raises(BundleError):
        bundle.install(file, levels)
    assert sorted(path for path in tmp_path.rglob("*") if path != file) == before


@pytest.mark.parametrize("top", ["..", ".", "con", "a b", "Ω", "レベル", "-mine", "x" * 300, "", "C:"])
def test_the_folder_has_a_name_for_every_system(top: str, levels: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleError):
        bundle.install(wrapped(tmp_path / "b", *whole(SMALL, top)), levels)
    assert not levels.exists()


def test_links_are_refused(mine: Path, levels: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="link"):
        bundle.install(wrapped(tmp_path / "b", ("mine/level.toml", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), levels)
    (mine / "lines.toml").unlink()
    (mine / "lines.toml").symlink_to("/etc/hostname")
    with pytest.raises(BundleError, match="link"):
        bundle.pack(mine, tmp_path / "out")


def bomb(size: int) -> bytes:
    return b"#" * size


def test_bombs_cost_nothing(levels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "WHOLE_LIMIT", 4 << 20)
    bombs = [
        wrapped(tmp_path / "ratio", ("mine/level.toml", bomb(900_000))),
        wrapped(tmp_path / "size", ("mine/proof.rec", bomb(3 << 20))),
        wrapped(tmp_path / "sum", *((f"mine/l{i}/proof.rec", bomb(1 << 20)) for i in range(6))),
        wrapped(tmp_path / "count", *((f"mine/l{i}/level.toml", b"") for i in range(500))),
    ]
    tracemalloc.start()
    for file in bombs:
        with pytest.raises(BundleError, match=r"times smaller|larger than|unpack to|the most"):
            bundle.install(file, levels)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20
    assert not levels.exists()


def test_a_size_that_lies_is_found_out(mine: Path, levels: Path, tmp_path: Path) -> None:
    """The directory says 100 bytes where a megabyte comes out."""
    file = wrapped(tmp_path / "b", ("mine/level.toml", bomb(900_000)))
    data = bytearray(file.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    file.write_bytes(data)
    with pytest.raises(BundleError):
        bundle.install(file, levels)
    assert not levels.exists()


def test_only_plain_packing_is_let_in(mine: Path, levels: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b", "w", zipfile.ZIP_LZMA) as file:
        for name, data in whole(mine):
            file.writestr(name, data)
    with pytest.raises(BundleError, match="another way than by deflate"):
        bundle.install(tmp_path / "b", levels)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 100, bytes(range(256)) * 64])
def test_what_is_no_bundle_is_said_to_be_none(data: bytes, levels: Path, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(data)
    with pytest.raises(BundleError, match=r"no bundle|empty"):
        bundle.install(tmp_path / "b", levels)


def test_damage_anywhere_ends_in_a_message(mine: Path, levels: Path, tmp_path: Path) -> None:
    bundle.pack(mine, tmp_path / "whole")
    data = (tmp_path / "whole").read_bytes()
    for at in range(0, len(data), max(1, len(data) // 60)):
        broken = bytearray(data)
        broken[at] ^= 0x55
        (tmp_path / "b").write_bytes(broken)
        with contextlib.suppress(BundleError):
            shutil.rmtree(bundle.install(tmp_path / "b", levels))


slips = st.tuples(
    st.sampled_from(["set", "cut", "put", "double", "swap"]), st.floats(0, 1), st.integers(1, 64), st.binary(max_size=6)
)


def slipped(data: bytes, slips: list[tuple[str, float, int, bytes]]) -> bytes:
    """With bytes written over, cut out, put in, doubled, or two stretches exchanged."""
    for kind, share, count, new in slips:
        at = int(share * len(data))
        before, here, after = data[:at], data[at : at + count], data[at + count :]
        data = {
            "set": before + new + data[at + len(new) :],
            "cut": before + after,
            "put": before + new + here + after,
            "double": before + here + here + after,
            "swap": after[:count] + here + before + after[count:],
        }[kind]
    return data


@cache
def packed_small() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        bundle.pack(SMALL, Path(folder) / "one")
        return (Path(folder) / "one").read_bytes()


@settings(max_examples=MISTAKES, deadline=None, suppress_health_check=list(HealthCheck))
@given(slip=st.lists(slips, min_size=1, max_size=4), packed=st.booleans())
def test_no_slip_in_a_bundle_ends_in_a_traceback(slip: list, packed: bool, tmp_path_factory) -> None:
    """In the file as it is sent, or in a level's file before somebody packs it with a tool of theirs."""
    folder = tmp_path_factory.mktemp("slip")
    if packed:
        (folder / "one").write_bytes(slipped(packed_small(), slip))
    else:
        files = [(f"mine/{name}", (SMALL / name).read_bytes()) for name in FILES]
        which = len(slip[0][3]) % len(files)
        files[which] = files[which][0], slipped(files[which][1], slip)
        wrapped(folder / "one", *files)
    with contextlib.suppress(BundleError):
        there = bundle.install(folder / "one", folder / "levels")
        assert {path.name for path in there.iterdir()} <= {*FILES, "proof.rec"}
    assert {path.name for path in folder.iterdir()} <= {"one", "levels"}
    shutil.rmtree(folder)


def test_half_a_level_is_none(levels: Path, tmp_path: Path) -> None:
    for members in ([("mine/map.toml", b"")], [("mine/campaign.toml", b'title = "x"')], whole(SMALL)[:2]):
        with pytest.raises(BundleError):
            bundle.install(wrapped(tmp_path / "b", *members), levels)


def test_a_campaign_travels_whole(tmp_path: Path, levels: Path) -> None:
    """Two levels and the bridge between them."""
    folder = campaign(tmp_path / "work" / "my-road")
    names = bundle.pack(folder, tmp_path / "c")
    assert "my-road/bridge/between.toml" in names
    there = bundle.install(tmp_path / "c", levels)
    assert (there / "02-second" / "map.toml").read_bytes() == (folder / "02-second" / "map.toml").read_bytes()
    (folder / "bridge" / "between.toml").unlink()
    with pytest.raises(BundleError, match="'between' is not there"):
        bundle.pack(folder, tmp_path / "d")


def test_a_step_that_is_not_there_is_named_where_it_stands(tmp_path: Path) -> None:
    folder = campaign(tmp_path / "my-road")
    road = folder / "campaign.toml"
    text = road.read_text(encoding="utf-8")
    road.write_text(text.replace('"02-second"', '"02-secnd"').replace('"between"', '"betwixt"'), encoding="utf-8")
    rows = road.read_text(encoding="utf-8").splitlines()
    problems = campaign_folder.check(folder)
    assert [rows[p.line - 1][p.column - 1 :] for p in problems] == ['"betwixt"', '"02-secnd"']
    assert "between" in problems[0].message
    assert problems[1].message.endswith("02-secnd/level.toml is missing; did you mean '02-second'?")


TOGETHER = {
    "LEVELS_LIMIT": (1, "more than 1 levels"),
    "TEXT_LIMIT": (900, "larger than 900 bytes"),
    "TABLES_LIMIT": (20, "more than 20 tables"),
    "CORNERS_LIMIT": (9, "more than 9 corners"),
    "AREA_LIMIT": (99.0, "more than 99 square units"),
}


def test_levels_that_are_small_enough_may_be_too_many_together(
    tmp_path: Path, levels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = campaign(tmp_path / "work" / "my-road")
    files = [(f"my-road/{path.relative_to(folder)}", path.read_bytes()) for path in folder.rglob("*.toml")]
    file = wrapped(tmp_path / "c", *files)
    for limit, (most, says) in TOGETHER.items():
        with monkeypatch.context() as smaller:
            smaller.setattr(campaign_folder, limit, most)
            with pytest.raises(BundleError, match=says):
                bundle.install(file, levels)


def campaign(folder: Path) -> Path:
    """A campaign of two levels with a bridge."""
    for name in ("01-first", "02-second"):
        template.make(folder / name)
    (folder / "bridge").mkdir()
    (folder / "bridge" / "between.toml").write_text(BRIDGE)
    (folder / "campaign.toml").write_text(ROAD)
    return folder


ROAD = """
title = "My Road"
[[step]]
chapter = "01-first"
[[step]]
hub = "between"
[[step]]
chapter = "02-second"
"""
BRIDGE = """
title = "Between"
after = "01-first"
sky = "bridge-avenue"
crew = ["nate"]
[[row]]
with = "nate"
lines = [{ id = "between.nate", who = "nate", text = "One more, then." }]
"""
