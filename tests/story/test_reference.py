"""The reference and the schemas say what the code does."""

from __future__ import annotations

import json
import math

import pytest

from game import resources
from game.story import campaign_folder, catalog, hub, jsonschema, library, reference, road, template
from game.story import interlude_schema as talk
from game.story.check import check
from game.story.fields import fields
from game.story.schema import ACTIONS, MAP_LISTS, TRIGGERS
from game.story.state import STORY_EVENTS


def test_the_reference_for_level_makers_is_the_one_that_the_code_writes():
    text = (resources.levels() / "README.md").read_text(encoding="utf-8")
    assert text.partition(reference.BEGIN)[2] == reference.markdown().removeprefix(reference.BEGIN)


@pytest.mark.parametrize("verb", [*TRIGGERS, *ACTIONS, *MAP_LISTS])
def test_the_reference_names_every_verb(verb):
    assert f"### `{verb}`" in (resources.levels() / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", [*TRIGGERS.values(), *ACTIONS.values()])
def test_every_verb_says_what_it_does_and_shows_an_example(verb):
    assert verb.__doc__
    assert verb.__struct_config__.tag in verb.example


@pytest.mark.parametrize("name", jsonschema.json_schema())
def test_the_schemas_beside_the_levels_are_the_ones_that_the_code_writes(name):
    written = json.loads((resources.levels() / name).read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(jsonschema.json_schema()[name]))


def test_the_schema_knows_every_verb_and_every_reference_resolves():
    text = json.dumps(jsonschema.json_schema()["level.schema.json"])
    schema = json.loads(text)
    tags = {
        definition["properties"][key]["enum"][0]
        for definition in schema["$defs"].values()
        for key in ("on", "do")
        if "enum" in definition.get("properties", {}).get(key, {})
    }
    assert {*TRIGGERS, *ACTIONS} <= tags
    used = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert used <= set(schema["$defs"])


def test_story_events_are_declared():
    assert {"say", "chat", "checkpoint", "won", "lost", "choice", "flag", "fade", "shake"} <= set(STORY_EVENTS)


def test_the_level_in_the_page_for_level_makers_is_whole(tmp_path):
    page = (resources.levels() / "README.md").read_text(encoding="utf-8")
    for name in ("level.toml", "map.toml", "lines.toml"):
        block = page.partition(f"```toml\n# {name}\n")[2].partition("```")[0]
        (tmp_path / name).write_text(block, encoding="utf-8")
    assert check(tmp_path) == []
    assert set(library.load(tmp_path).beats) == {"begin", "ambush", "clear", "answered", "home"}


def test_the_campaign_in_the_page_for_level_makers_is_whole(tmp_path):
    page = (resources.levels() / "README.md").read_text(encoding="utf-8")
    for name in ("campaign.toml", "bridge/between.toml", "interludes/asked.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        block = page.partition(f"```toml\n# {name}\n")[2].partition("```")[0]
        (tmp_path / name).write_text(block, encoding="utf-8")
    for name in ("01-first", "02-second"):
        template.make(tmp_path / name)
    assert campaign_folder.check(tmp_path) == []


@pytest.mark.parametrize("struct", [road.Step, road.Ending, hub.Hub, hub.Row, hub.Line, talk.Header, talk.Card])
def test_the_reference_names_the_keys_of_a_campaign(struct):
    page = reference.markdown()
    assert all(f"| `{key}` |" in page for key in fields(struct) if key not in ("row", "dearer"))


def test_the_reference_says_where_backdrops_are_painted():
    assert "| `pocket` | [-1800, -1800] | [1800, 1800] |" in reference.markdown()
    assert "| `avenue` | […, -900] | […, 900] |" in reference.markdown()
    assert {"stars", "sky-sea"} <= {name for name, sides in catalog.painted().items() if max(sides) == math.inf}
