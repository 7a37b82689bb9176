"""Mistakes seeded one at a time into a good level: each is found where it stands, and nothing else is.

In the replacement `‸` marks where the message must point; it is taken out before the file is written. Where the message
points elsewhere, `at` names the file and the text at whose beginning it points.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from game.story.check import check

SMALL = Path(__file__).parent / "data" / "small"


class Mistake(NamedTuple):
    name: str
    file: str
    old: str  # stands once in the good file
    new: str
    says: tuple[str, ...]
    at: tuple[str, str] | None = None


LEVEL, MAP, LINES = "level.toml", "map.toml", "lines.toml"
MISTAKES = [
    # the file
    Mistake("no equals sign", LEVEL, "seed = 7", "seed ‸7", ("not TOML", "'='")),
    Mistake("open string", LINES, 'text = "dibs" }', 'text = "dibs }‸', ("not TOML",)),
    Mistake("a key twice", MAP, "6000, 1600]\n", "6000, 1600]\n‸bounds = [1, 2, 3, 4]\n", ("not TOML",)),
    Mistake("infinite number", LEVEL, "speed = 300", "speed = ‸inf", ("inf is no place and no time",)),
    Mistake("not a number", MAP, "pos = [1300, -180]", "pos = [‸nan, -180]", ("nan is no place",)),
    Mistake(
        "single bracket", LEVEL, '[[beat]]\nid = "close"', '‸[beat]\nid = "close"', ("in line 11 already", "[[beat]]")
    ),
    Mistake("the same key again", LEVEL, "seed = 7", "seed = 7\n‸seed = 8", ("'seed' in line 4 already",)),
    Mistake("line ends of long ago", LEVEL, "seed = 7\n", "seed = 7‸\r", ("a carriage return alone ends no line",)),
    Mistake("missing comma", MAP, "radius = 210 },", "radius = 210 }", ("expected a comma",), (MAP, '{ id = "parked"')),
    Mistake("missing brace", MAP, "radius = 210 },", "radius = 210 ,‸", ("stands on one line",)),
    Mistake("no closing quote", LINES, '"dibs" }', '"dibs }‸', ("no quote at its end",)),
    Mistake("curly quotes", LINES, '"dibs"', "‸“dibs”", ("straight quotes",)),
    Mistake("a colon", MAP, "radius = 210", "radius‸: 210", ("expected '='",)),
    Mistake("Python's truth", LEVEL, "off = true", "off = ‸True", ("small letters",)),
    Mistake("a date", LEVEL, "seed = 7", "seed = ‸1979-05-27", ("a date or time",)),
    Mistake("control character", LINES, '"dibs"', '‸"di\\u0007bs"', ("control characters",)),
    Mistake("huge number", LEVEL, "seed = 7", "seed = ‸99999999999999999999", ("too large",)),
    # keys and types
    Mistake("misspelt key at the top", LEVEL, 'title = "The', '‸titel = "x"\ntitle = "The', ("'titel'", "'title'")),
    Mistake("missing title", LEVEL, 'title = "The Small One"\n', "", ("'title' is missing",), (LEVEL, "#:schema")),
    Mistake("misspelt key of a beat", LEVEL, 'until = ["end"]', '‸untill = ["end"]', ("'untill'", "'until'")),
    Mistake("misspelt key of an action", LEVEL, "hold = 1.5", "‸hodl = 1.5", ("'hodl'", "'hold'")),
    Mistake("text for a number", LEVEL, "seconds = 1.0", 'seconds = ‸"1.0"', ("expected a number, found text",)),
    Mistake("number out of range", LEVEL, "below = 0.5", "below = ‸50", ("<= 1", "found 50")),
    Mistake("no such fact", LEVEL, 'id = "close"\n', 'id = "close"\nfact = [‸"S99"]\n', ("S01 to S24",)),
    Mistake("negative time", LEVEL, "{ at = 1.0,", "{ at = ‸-1.0,", (">= 0", "found -1.0")),
    Mistake("missing line", LEVEL, '{ do = "say", line = "gate.kabir" }', '‸{ do = "say" }', ("'line' is missing",)),
    Mistake("no verb", LEVEL, '{ do = "checkpoint" }', '‸{ done = "checkpoint" }', ("'do' is missing",)),
    Mistake("misspelt action", LEVEL, '"checkpoint"', '‸"chekpoint"', ("'chekpoint'", "'checkpoint'")),
    Mistake("misspelt trigger", LEVEL, 'on = "touched"', 'on = ‸"tuched"', ("'tuched'", "'touched'")),
    Mistake("misspelt order", LEVEL, 'order = "drift"', 'order = ‸"drfit"', ("'drfit'", "'drift'")),
    Mistake("two coordinates missing one", MAP, "pos = [2250, 0]", "pos = ‸[2250]", ("at least 2", "found 1")),
    Mistake("space in a name", MAP, 'id = "parked"', 'id = ‸"par ked"', ("letters, digits, dots and dashes",)),
    Mistake("a name twice", MAP, 'id = "parked"', 'id = ‸"moon"', ("a rock called 'moon' already",)),
    Mistake("nothing to do", LEVEL, 'then = [{ do = "win" }]', "then = ‸[]", ("the list is empty",)),
    Mistake(
        "five options",
        LEVEL,
        '    { line = "ask.stand", set = "stood" },\n',
        '    { line = "ask.stand", set = "stood" },\n' * 4,
        ("two to four",),
        (LEVEL, '[\n    { line = "ask.drop"'),
    ),
    Mistake(
        "key of the top further down",
        LEVEL,
        "[[retry]]\ncause",
        "[[retry]]\n‸minutes = 3\ncause",
        ("belongs at the top",),
    ),
    Mistake("misspelt list", LEVEL, '[[beat]]\nid = "close"', '‸[[beats]]\nid = "close"', ("'beats'", "'beat'")),
    Mistake("misspelt list of the map", MAP, "region = [", "‸regions = [", ("'regions'", "'region'")),
    Mistake("count in words", LEVEL, "count = 2 }", 'count = ‸"2" }', ("expected a whole number, found text",)),
    Mistake("an action to wait for", LEVEL, 'on = "touched"', 'on = ‸"say"', ("'say' is an action",)),
    Mistake("a trigger to do", LEVEL, '{ do = "win" }', '{ do = ‸"enter", region = "far" }', ("'enter' is a trigger",)),
    Mistake("three coordinates", MAP, "pos = [2250, 0]", "pos = ‸[2250, 0, 5]", ("[x, y]",)),
    Mistake("nothing said", LINES, '"dibs"', '‸""', ("the text is empty",)),
    Mistake("an id without quotes", LINES, '"three.kevin" =', "‸three.kevin =", ('"three.kevin" = { … }',)),
    Mistake("misspelt key of an option", LEVEL, 'stand", set', 'stand", ‸sets', ("'sets'", "'set'")),
    Mistake(
        "one condition without its list",
        LEVEL,
        'if = [{ flag = "kevin-spared" }]',
        'if = ‸{ flag = "kevin-spared" }',
        ("a list [ … ]",),
    ),
    # combinations of keys
    Mistake("timer of nothing", LEVEL, '{ on = "timer", after = 90 }', '‸{ on = "timer" }', ("'after'", "'name'")),
    Mistake(
        "counter without bounds",
        LEVEL,
        '{ on = "counter", counter = "lessons", at-least = 1 }',
        '‸{ on = "counter", counter = "lessons" }',
        ("'at-least' or 'at-most'",),
    ),
    Mistake(
        "an option closed for no reason",
        LEVEL,
        '{ line = "ask.stand", set = "stood" }',
        '‸{ line = "ask.stand", set = "stood", needs = "toast" }',
        ("'closed'", "go together"),
    ),
    Mistake(
        "no option open",
        LEVEL,
        """{ do = "choice", choice = "hold", ask = "ask.ask", options = [
    { line = "ask.drop", note = "ask.drop.note", set = "dropped" },
    { line = "ask.stand", set = "stood" },""",
        """‸{ do = "choice", choice = "hold", ask = "ask.ask", options = [
    { line = "ask.drop", needs = "toast", closed = "ask.drop.note", set = "dropped" },
    { line = "ask.stand", needs = "toast", closed = "ask.drop.note", set = "stood" },""",
        ("one must always be open",),
    ),
    Mistake(
        "name for two",
        LEVEL,
        '{ do = "spawn", what = "griefer", count = 2,',
        '‸{ do = "spawn", what = "griefer", name = "x", count = 2,',
        ("one ship",),
    ),
    Mistake(
        "a goal for a drone",
        LEVEL,
        '{ do = "spawn", what = "griefer", count = 2,',
        '‸{ do = "spawn", what = "hound", goal = "roam", count = 2,',
        ("a hound has no 'goal'", "griefer"),
    ),
    Mistake(
        "a goal that nobody has",
        LEVEL,
        'what = "griefer", count = 2,',
        'what = "griefer", goal = ‸"dance", count = 2,',
        ("'dance'", "mine, trade, fight, roam"),
    ),
    Mistake(
        "logging out of nothing",
        LEVEL,
        '{ do = "spawn", what = "griefer", count = 2,',
        '‸{ do = "spawn", what = "griefer", logs-out = true, count = 2,',
        ("'logs-out'", "give it a 'goal'"),
    ),
    Mistake(
        "a goal and an order",
        LEVEL,
        '{ do = "spawn", what = "griefer", count = 2,',
        '‸{ do = "spawn", what = "griefer", goal = "fight", order = "attack", count = 2,',
        ("leave 'order' out",),
    ),
    Mistake(
        "a shut gate without a lock",
        LEVEL,
        '{ do = "gate", name = "out", place',
        '‸{ do = "gate", shut = true, name = "out", place',
        ("needs a 'lock'", "gate-lock"),
    ),
    Mistake(
        "a lock that is no ship",
        LEVEL,
        '{ do = "gate", name = "out", place',
        '{ do = "gate", lock = ‸"kevn", name = "out", place',
        ("no ship is called 'kevn'", "'kevin'"),
    ),
    # names
    Mistake("misspelt line", LEVEL, 'line = "wake.time"', 'line = ‸"wake.tmie"', ("'wake.tmie'", "'wake.time'")),
    Mistake("misspelt region", LEVEL, 'region = "far"', 'region = ‸"fra"', ("no region", "'far'")),
    Mistake("misspelt place", LEVEL, 'place = "roof-field"', 'place = ‸"roof-feld"', ("'roof-field'",)),
    Mistake("misspelt path", LEVEL, 'path = "lane"', 'path = ‸"lnae"', ("no path", "'lane'")),
    Mistake("misspelt terrain", LEVEL, 'terrain = "moon"', 'terrain = ‸"mon"', ("rock or wall", "'moon'")),
    Mistake("misspelt start", LEVEL, 'start = "start"', 'start = ‸"strat"', ("no point", "'start'")),
    Mistake("misspelt group", LEVEL, 'do = "remove", group = "three"', 'do = "remove", group = ‸"tree"', ("'three'",)),
    Mistake("misspelt ship", LEVEL, 'who = "kevin", order', 'who = ‸"kevn", order', ("'kevin'",)),
    *(
        Mistake(
            f"conditions of which one rules the other out: {together}",
            LEVEL,
            'line = "three.spared", if = [{ flag = "kevin-spared" }]',
            f'line = "three.spared", if = ‸[{together}]',
            ("this never holds", *says),
        )
        for together, says in (
            ('{ flag = "kevin-spared" }, { not = "kevin-spared" }', ("'flag' and 'not' of 'kevin-spared'",)),
            ('{ flag = "kevin-spared", fired = "moon" }, { unfired = "moon" }', ("'fired' and 'unfired' of 'moon'",)),
            ('{ flag = "kevin-spared", alive = "kevin", gone = "kevin" }', ("'alive' and 'gone' of 'kevin'",)),
            ('{ flag = "kevin-spared" }, { hull-below = 0.5, hull-at-least = 0.5 }', ("'hull-below' = 0.5",)),
            ('{ flag = "kevin-spared", heat-at-least = 4 }, { heat-below = 2 }', ("'heat-at-least' = 4",)),
            (
                '{ flag = "kevin-spared", counter = "retries", at-least = 3 }, { counter = "retries", at-most = 2 }',
                ("the counter 'retries' at least 3 and at most 2",),
            ),
        )
    ),
    Mistake(
        "chat of another than the ship",
        LEVEL,
        'tags = ["kevin_destroyer"]',
        'tags = ["kevin"]',
        ("line 'three.kevin' is chat of @kevin_destroyer, and the ship 'kevin' is @kevin",),
        (LEVEL, '"three.kevin" }'),
    ),
    Mistake(
        "a ship that is sent after itself",
        LEVEL,
        'tags = ["kevin_destroyer"], order',
        'tags = ["kevin_destroyer"], target = "three", order',
        ("the 'target' of an order is somebody else",),
        (LEVEL, '{ do = "spawn", what = "griefer", name = "kevin"'),
    ),
    Mistake(
        "an order about oneself",
        LEVEL,
        '{ do = "order", who = "kevin", order = "drift"',
        '‸{ do = "order", who = "kevin", target = "kevin", order = "follow"',
        ("the 'target' of an order is somebody else",),
    ),
    Mistake(
        "a key that is no slip of the one that it looks like",
        LEVEL,
        '{ do = "order", who = "kevin", order = "drift"',
        '{ do = "order", who = "kevin", ‸route = "lane", order = "drift"',
        ("unknown key 'route'",),
    ),
    Mistake(
        "a gate that nobody can talk open",
        LEVEL,
        '{ do = "gate", name = "out",',
        '{ do = "spawn", what = "gate-lock", name = "bolt", place = "roof" },\n'
        '  { do = "gate", shut = ‸true, lock = "bolt", name = "out",',
        ("nobody can talk the gate 'out' open", "grants the ability 'hack'"),
    ),
    Mistake("a mood of nobody", LINES, 'who = "order", text', 'who = "order", mood = ‸"wry", text', ("a person's",)),
    Mistake("a key at the top of the lines", LINES, '"wake.time"', 'title = ‸"Words"\n"wake.time"', ("found text",)),
    Mistake("lines under a heading", LINES, '"wake.time"', '‸[lines]\n"wake.time"', ("at the top of the file",)),
    Mistake(
        "a group, called like a beat, for a ship",
        LEVEL,
        'group = "three", place = "roof-field"',
        'group = "toast", place = "roof-field" }, { do = "cry", who = ‸"toast", lines = ["three.kevin"] }, '
        '{ do = "spawn", what = "griefer", count = 2, place = "roof-field"',
        ("no ship is called 'toast' ('toast' is a beat and a flag and a group)",),
    ),
    Mistake("an objective for a point", LEVEL, 'start = "start"', 'start = ‸"wake"', ("is a beat and an objective)",)),
    Mistake("a group for a ship", LEVEL, 'who = "kevin", line', 'who = ‸"three", line', ("'three' is a group",)),
    Mistake(
        "a region for a point", LEVEL, 'start = "start"', 'start = ‸"far"', ("no point", "'far' is a region")
    ),  # and not that the point 'start' is unused
    Mistake(
        "a line that has another name now",
        LINES,
        '"gate.kabir" =',
        '"door.opens" =',
        ("no line is called 'gate.kabir'",),
        (LEVEL, '"gate.kabir"'),
    ),
    Mistake(
        "a copied line whose id was not changed",
        MAP,
        'id = "roof-field"',
        'id = ‸"far"',
        ("a region called 'far' already",),
    ),
    Mistake(
        "a name that is wrong where it is given",
        MAP,
        '{ id = "lane"',
        '{ id = "laen"',
        ("no path is called 'lane'; did you mean 'laen'?",),
        (LEVEL, '"lane"'),
    ),
    Mistake("misspelt beat", LEVEL, 'after = ["infinity"]', 'after = [‸"infinty"]', ("no beat", "'infinity'")),
    Mistake("misspelt kind", LEVEL, 'what = "griefer", name', 'what = ‸"grifer", name', ("kind of ship", "'griefer'")),
    Mistake("misspelt cue", LEVEL, 'cue = "infinity"', 'cue = ‸"infinty"', ("music cue", "'infinity'")),
    Mistake("misspelt ability", LEVEL, 'ability = "thrust"', 'ability = ‸"trust"', ("no ability", "'thrust'")),
    Mistake("misspelt timer", LEVEL, 'on = "timer", name = "fight"', 'on = "timer", name = ‸"figth"', ("'fight'",)),
    Mistake("misspelt gate", LEVEL, 'on = "gate", name = "out"', 'on = "gate", name = ‸"ot"', ("'out'",)),
    Mistake("misspelt choice", LEVEL, 'on = "choice", choice = "hold"', 'on = "choice", choice = ‸"hodl"', ("'hold'",)),
    Mistake("misspelt objective", LEVEL, 'done = "wake"', 'done = ‸"wak"', ("no objective", "'wake'")),
    Mistake(
        "misspelt counter",
        LEVEL,
        '"counter", counter = "lessons", at',
        '"counter", counter = ‸"lesons", at',
        ("'lessons'",),
    ),
    Mistake("misspelt picture", MAP, "radius = 210", 'radius = 210, art = ‸"moooon"', ("no picture", "'moon'")),
    Mistake("unused point", MAP, "point = [\n", 'point = [\n  { id = ‸"spare", pos = [0, 700] },\n', ("never used",)),
    Mistake(
        "unused region", MAP, "region = [\n", 'region = [\n  { id = ‸"r", circle = [0, 700, 9] },\n', ("never used",)
    ),
    Mistake(
        "unused path", MAP, "path = [\n", 'path = [\n  { id = ‸"p", points = [[0, 700], [9, 700]] },\n', ("never used",)
    ),
    Mistake(
        "unused line", LINES, '"wake.order"', '‸"spare" = { who = "nate", text = "Oh." }\n"wake.order"', ("never said",)
    ),
    Mistake(
        "group called like a place",
        LEVEL,
        '  { do = "checkpoint" },',
        '  { do = "spawn", what = "newcomer", name = ‸"roof", place = "roof" },',
        ("name of a point already",),
    ),
    # lines
    Mistake("line too long", LINES, '"dibs"', '‸"' + "dibs " * 20 + '"', ("at most 90", "found 100")),
    Mistake("unknown speaker", LINES, 'who = "karl"', 'who = ‸"carl"', ("nobody is called 'carl'", "'karl'")),
    Mistake("unknown mood", LINES, 'mood = "worried"', 'mood = ‸"worred"', ("'worred'", "'worried'")),
    Mistake("no such portrait", LINES, 'mood = "worried"', 'mood = ‸"god"', ("no portrait for 'god'",)),
    Mistake(
        "chat that is said",
        LEVEL,
        '{ at = 1.0, do = "chat", who = "kevin", line',
        '{ at = 1.0, do = "say", line',
        ("use chat",),
        (LEVEL, '"three.kevin" },\n  { at = 1.5'),
    ),
    Mistake(
        "speech as an objective", LINES, 'who = "order"', 'who = "nate"', ('who = "order"',), (LEVEL, '"wake.order"')
    ),
    Mistake(
        "said by another", LEVEL, 'line = "gate.kabir"', 'line = "gate.kabir", who = ‸"karl"', ("line of 'kabir'",)
    ),
    # the plot
    Mistake(
        "flag nobody sets",
        LEVEL,
        'set = "toast" }',
        'set = "tost" }',
        ("no flag is called 'toast'", "'tost'"),
        (LEVEL, '"toast" }, { on = "destroyed"'),
    ),
    Mistake(
        "flag nobody reads",
        LEVEL,
        'carries = ["statue-down"]',
        "carries = []",
        ("set but never read",),
        (LEVEL, '"statue-down", if'),
    ),
    Mistake("carried but not set", LEVEL, '["statue-down"]', '["statue-down", ‸"statu-up"]', ("never set",)),
    Mistake("brought but not read", LEVEL, '["kevin-spared"]', '["kevin-spared", ‸"scarred"]', ("never read",)),
    Mistake("nobody wins", LEVEL, '{ do = "win" }', '{ do = "shake" }', ("no beat wins",), (LEVEL, "#:schema")),
    Mistake(
        "waits for itself",
        LEVEL,
        'after = ["sweep"]',
        'after = ["close"]',
        ("can never fire",),
        (LEVEL, '"close"\nafter'),
    ),
    Mistake(
        "beats that wait for each other",
        LEVEL,
        'id = "infinity"\nwhen = { on = "gate", name = "out" }',
        'id = "infinity"\nafter = ["end"]\nwhen = { on = "gate", name = "out" }',
        ("'infinity' can never fire: it and 'end' wait for each other",),
        (LEVEL, '"infinity"\nafter'),
    ),
    Mistake(
        "stops before it listens",
        LEVEL,
        'until = ["end"]',
        'until = ["sweep"]',
        ("'close' can never fire: it listens only when 'sweep' has fired, and not then",),
        (LEVEL, '"close"\nafter'),
    ),
    Mistake(
        "forbids what it waits for",
        LEVEL,
        'after = ["infinity"]',
        'after = ["thrust", "infinity"]\nif = [{ unfired = "wake" }]',
        ("'end' can never fire: it listens only when 'wake' has fired, and not then",),
        (LEVEL, '"end"\nafter'),
    ),
    Mistake(
        "waits for what has not fired and has",
        LEVEL,
        'when = { on = "enter", region = "far" }',
        'when = { all = [{ on = "enter", region = "far" }, { not = { on = "beat", beat = "infinity" } }] }',
        ("'end' can never fire: it listens only when 'infinity' has fired, and not then",),
        (LEVEL, '"end"\nafter'),
    ),
    Mistake(
        "waits for a key that the ship never has",
        LEVEL,
        'action = "thrust", hold = 0.25',
        'action = "hack", hold = 0.25',
        ("'thrust' can never fire", "grants the ability 'hack'"),
        (LEVEL, '"thrust"\nafter'),
    ),
    *(
        Mistake(
            f"waits for somebody whom only it brings in: {asks}",
            LEVEL,
            'id = "infinity"\nwhen = { on = "gate", name = "out" }',
            f'id = "infinity"\n{asks}',
            ("'infinity' can never fire: it waits for itself",),
            (LEVEL, f'"infinity"\n{asks}'),
        )
        for asks in (
            'if = [{ alive = "three" }]\nwhen = { on = "gate", name = "out" }',
            'when = { on = "enter", region = "far", by = "kevin" }',
            'when = { on = "leave", region = "far", by = "three" }',
            'when = { on = "destroyed", who = "callister", by = "kevin" }',
        )
    ),
    Mistake("a sweep that goes nowhere", LEVEL, "to = 5600", "to = ‸2010", ("travels to the right", "x = 2010")),
    *(
        Mistake(
            f"waits for what only a {ability} could do: {when}",
            LEVEL,
            'when = { on = "touched", terrain = "moon", count = 2 }',
            f"when = {{ on = {when} }}",
            ("'moon' can never fire", f"grants the ability '{ability}'"),
            (LEVEL, '"moon"\nwhen'),
        )
        for ability, when in (
            ("hack", '"hacked", who = "kevin"'),
            ("hack", '"hack-failed"'),
            ("hack", '"tether", group = "three"'),
            ("hack", '"rig", what = "hack-refused"'),
            ("tractor", '"rig", what = "beam-broken"'),
            ("spoof", '"spoof", part = "caught"'),
            ("spoof", '"wears"'),
            ("decoy", '"decoy", part = "lost"'),
            ("karl", '"crew", who = "karl"'),
        )
    ),
    *(
        Mistake(
            f"{verb} for nobody",
            LEVEL,
            'then = [{ do = "remove", group = "three" }]',
            f'then = [‸{{ do = "{verb}", {keys} }}]',
            (f"this {verb} does nothing", why),
        )
        for verb, keys, why in (
            ("decoys", "count = 2", "'decoy'"),
            ("torpedoes", "count = 2", "'torpedo'"),
            ("spoof", 'name = "lord_biscuit"', "'spoof'"),
            ("loop", 'who = "kevin", open = true', "no loop is ever closed"),
        )
    ),
    *(
        Mistake(
            f"{verb} said to the player's ship",
            LEVEL,
            'then = [{ do = "remove", group = "three" }]',
            f'then = [‸{{ do = "{verb}", {key} = "callister"{more} }}]',
            ("the player's ship",),
        )
        for verb, key, more in (
            ("remove", "who", ""),
            ("order", "group", ', order = "leave"'),
            ("disable", "who", ", seconds = 2"),
            ("trust", "who", ""),
            ("ban", "who", ""),
        )
    ),
    Mistake(
        "a place called like the ship",
        MAP,
        'id = "roof-field"',
        'id = ‸"callister"',
        ("a ship called 'callister' already",),
    ),
    Mistake(
        "waits until it has not begun",
        LEVEL,
        'when = { on = "touched", terrain = "moon", count = 2 }',
        'when = { all = [{ on = "touched", terrain = "moon" }, { not = { on = "start" } }] }',
        ("'moon' can never fire: it waits for what has not begun",),
        (LEVEL, '"moon"\nwhen'),
    ),
    Mistake("a defeat nobody knows", LEVEL, 'cause = ["sweep"]', 'cause = [‸"sweap"]', ("'sweap'", "'sweep'")),
    # geometry
    Mistake(
        "a map with a hole",
        MAP,
        ", closed = true }",
        " }",
        ("fly out of the map",),
        (MAP, "[-1600, -1600, 6000, 1600]"),
    ),
    Mistake(
        "wound the wrong way",
        MAP,
        "[[0, 0], [60, 12], [48, 70], [-8, 40]]",
        "‸[[0, 0], [-8, 40], [48, 70], [60, 12]]",
        ("clockwise",),
    ),
    Mistake(
        "crosses itself",
        MAP,
        "[[0, 0], [60, 12], [48, 70], [-8, 40]]",
        "‸[[0, 0], [48, 70], [60, 12], [-8, 40]]",
        ("crosses itself",),
    ),
    Mistake("ring closed by hand", MAP, "[-8, 40]]", "[-8, 40], [0, 0]]", ("closes itself",), (MAP, "[[0, 0], [60")),
    Mistake("no inside", MAP, "[[0, 0], [60, 12], [48, 70], [-8, 40]]", "‸[[0, 0], [10, 0], [5, 0]]", ("no inside",)),
    Mistake("out of bounds", MAP, "pos = [1300, -180]", "pos = ‸[9300, -180]", ("outside the bounds",)),
    Mistake(
        "rect upside down",
        MAP,
        '{ id = "far", rect = [5500, -500, 5900, 500] }',
        '‸{ id = "far", rect = [5500, 500, 5900, -500] }',
        ("top < bottom",),
    ),
    Mistake("bounds upside down", MAP, "[-1600, -1600, 6000, 1600]", "‸[1600, -1600, -6000, 1600]", ("left < right",)),
    Mistake(
        "a rock without a shape",
        MAP,
        '{ id = "moon", pos = [0, 0], radius = 210 }',
        '‸{ id = "moon", pos = [0, 0] }',
        ("needs 'art' and 'size'",),
    ),
    Mistake(
        "starts in rock",
        MAP,
        "pos = [-380, -330]",
        "pos = [-100, -100]",
        ("the ship would appear inside rock",),
        (LEVEL, '"start"\nmusic'),
    ),
    Mistake(
        "walled in",
        MAP,
        "circle = [0, 0, 1500]",
        "circle = [0, 0, 800]",
        ("cannot get to the gate 'out'",),
        (LEVEL, '"gate", to'),
    ),
    Mistake(
        "spawned in rock",
        MAP,
        "pos = [3100, -350]",
        "pos = [3620, 430]",
        ("griefer would appear",),
        (LEVEL, '"roof", tags'),
    ),
    # what moves
    Mistake(
        "a path nobody drew", MAP, 'path = "current"', 'path = ‸"curent"', ("no path is called 'curent'", "'current'")
    ),
    Mistake("drifts at no speed", MAP, "speed = 40", "speed = ‸0", ("> 0",)),
    Mistake("drifts too fast", MAP, "speed = 40", "speed = ‸4000", ("<= 600",)),
    Mistake("slides nowhere", MAP, "by = [0, 400]", "by = [0, 0]", ("moves it nowhere",), (MAP, "{ by = [0, 0]")),
    Mistake("slides who knows where", MAP, "{ by = [0, -300], every", "‸{ every", ("'by' is missing",)),
    Mistake(
        "never shuts", MAP, "{ by = [0, -300], every = 6", "‸{ by = [0, -300], open = 6, every = 6", ("never shuts",)
    ),
    Mistake("open when", MAP, "{ by = [0, 400] }", "‸{ by = [0, 400], open = 2 }", ("need 'every'",)),
    Mistake("faster than a bolt", MAP, "{ by = [0, -300],", "‸{ by = [0, -300], moves = 0.1,", ("moves = 0.34",)),
    Mistake("misspelt key of a slide", MAP, "every = 6", "‸evry = 6", ("'evry'", "'every'")),
    Mistake(
        "drifts and slides",
        MAP,
        '{ id = "raft", pos = [3000, 1200],',
        '‸{ id = "raft", slide = { by = [0, 99], every = 3 }, pos = [3000, 1200],',
        ("either drifts, slides or spins",),
    ),
    Mistake("turns at no rate", MAP, "spin = { rate = 0.5 }", "spin = ‸{ rate = 0.0 }", ("turns nothing",)),
    Mistake("turns too fast", MAP, "rate = 0.5", "rate = ‸2.9", ("480 at most",)),
    Mistake(
        "turns out of the map",
        MAP,
        "[5000, -1000, 200, 0, 5]",
        "[5000, -1500, 150, 0, 3]",
        ("leaves the map",),
        (MAP, "{ rate"),
    ),
    Mistake(
        "an arc the wrong way",
        MAP,
        '{ id = "wheel", arc = [5000, -1000, 200, 0, 5]',
        '‸{ id = "wheel", arc = [5000, -1000, 200, 5, 0]',
        ("'to' more than 'from'",),
    ),
    Mistake(
        "a line that turns about nothing",
        MAP,
        '{ id = "wheel", arc = [5000, -1000, 200, 0, 5]',
        '‸{ id = "wheel", line = [[4900, -900], [5000, -900]]',
        ("needs the place 'about'",),
    ),
    Mistake(
        "slides and spins",
        MAP,
        '{ id = "wheel", arc',
        '‸{ id = "wheel", slide = { by = [9, 9], every = 3 }, arc',
        ("either slides or spins",),
    ),
    Mistake(
        "counts too fast", MAP, "every = 6", "every = 6, counts = 5", ("counts every 1 s",), (MAP, "{ by = [0, -300]")
    ),
    Mistake(
        "spawned where a wall goes round",
        MAP,
        "pos = [3100, -350]",
        "pos = [4800, -1000]",
        ("griefer would appear where 'wheel' moves",),
        (LEVEL, '"roof", tags'),
    ),
    Mistake("drifts off the map", MAP, "[5000, 1200]", "[5960, 1200]", ("leaves the map",), (MAP, "{ path = ")),
    Mistake(
        "slides too fast, and counts too fast",
        MAP,
        "{ by = [0, -300], every = 6 }",
        "‸{ by = [0, -1299], every = 6, counts = 3, open = 2 }",
        ("too fast: give it moves = 1.",),
    ),
    Mistake(
        "counts too fast",
        MAP,
        "{ by = [0, -300], every = 6 }",
        "‸{ by = [0, -300], every = 6, counts = 3, open = 2 }",
        ("give it every = 10.8 or more, or fewer counts",),
    ),
    Mistake(
        "slides off the map", MAP, "{ by = [0, 400]", "‸{ by = [0, 900]", ("leaves the map, at (2", "'by'", "'bounds'")
    ),
    Mistake("told, and does not slide", LEVEL, '"shutter"', '‸"moon"', ("'moon' does not slide",)),
    Mistake("told, and slides by itself", LEVEL, '"shutter"', '‸"door"', ("slides by itself, every 6 s",)),
    Mistake(
        "a slide that nobody tells",
        LEVEL,
        '  { do = "slide", what = "shutter", seconds = 2.5 },\n',
        "",
        ("no action slides 'shutter'",),
        (MAP, "{ by = [0, 400]"),
    ),
    Mistake(
        "spawned where a rock drifts by",
        MAP,
        "pos = [3100, -350]",
        "pos = [4000, 1150]",
        ("griefer would appear where 'raft' moves",),
        (LEVEL, '"roof", tags'),
    ),
    Mistake(
        "spawned where a wall slides",
        MAP,
        "pos = [3100, -350]",
        "pos = [2600, 1250]",
        ("griefer would appear where 'door' moves",),
        (LEVEL, '"roof", tags'),
    ),
    Mistake(
        "a group nobody spawns",
        LEVEL,
        'after = ["sweep"]',
        'after = ["sweep"]\nif = [{ alive = ‸"four" }]',
        ("ship or group", "'four'"),
    ),
    Mistake(
        "a timer nobody starts",
        LEVEL,
        '  { do = "timer", name = "fight", seconds = 70 },\n',
        "",
        ("no timer is called 'fight'",),
        (LEVEL, '"fight" }, { on = "choice"'),
    ),
    Mistake(
        "an option that leads nowhere",
        LEVEL,
        '"enter", region = "far" }',
        '"enter", region = "far" }\nif = [{ flag = "stood" }]',
        ("does not return",),
        (LEVEL, '{ line = "ask.drop"'),
    ),
    Mistake(
        "a timer nobody waits for",
        LEVEL,
        '  { do = "checkpoint" },',
        '  { do = "timer", name = ‸"idle", seconds = 3 },',
        ("no beat waits for the timer 'idle'",),
    ),
    Mistake(
        "an option that is not offered",
        LEVEL,
        '[[beat]]\nid = "close"',
        '[[beat]]\nid = "x"\nwhen = { on = "choice", choice = "hold", option = ‸3 }\nthen = [{ do = "shake" }]\n'
        '[[beat]]\nid = "close"',
        ("has 2 options",),
    ),
    # the rules of an open world
    Mistake(
        "misspelt rule", LEVEL, '{ do = "checkpoint" }', '{ do = "rule", rule = ‸"gravty", to = 1 }', ("'gravity'",)
    ),
    Mistake(
        "a rule out of its bounds",
        LEVEL,
        '{ do = "checkpoint" }',
        '‸{ do = "rule", rule = "gravity", to = 900 }',
        ("between -600 and 600",),
    ),
    Mistake(
        "an amount for a word",
        LEVEL,
        '{ do = "checkpoint" }',
        '‸{ do = "rule", rule = "sky", to = 3 }',
        ("sky has words",),
    ),
    Mistake(
        "a word that the rule has not",
        LEVEL,
        '{ do = "checkpoint" }',
        '‸{ do = "rule", rule = "sky", to = "noon" }',
        ("never 'noon'", "sunset"),
    ),
    Mistake(
        "a thing that nobody can place", LEVEL, '{ do = "checkpoint" }', '{ do = "thing", what = ‸"dor" }', ("'door'",)
    ),
    Mistake(
        "a thing in two places",
        LEVEL,
        '{ do = "checkpoint" }',
        '‸{ do = "thing", what = "door", point = "gate", beside = [0, 90] }',
        ("comes in at one place",),
    ),
    # what belongs elsewhere, or is meant otherwise
    Mistake(
        "one more under a heading, of a list that is written out",
        MAP,
        "pos = [2010, 0] },\n]",
        'pos = [2010, 0] },\n]\n\n‸[[region]]\nid = "more"',
        ("there is a 'region' in line 21 already", "between the brackets", "[[region]]"),
    ),
    Mistake(
        "a heading for one",
        LEVEL,
        '[[retry]]\ncause = ["sweep"]\nlines = ["fail.sweep1", "fail.sweep2"]\n\n[[retry]]\nlines = ["fail.any"]',
        '‸[retry]\nlines = ["fail.sweep1", "fail.sweep2", "fail.any"]',
        ("each has the heading [[retry]]",),
    ),
    Mistake("a map's key in the script", LEVEL, "seed = 7", "‸bounds = [0, 0, 9, 9]", ("it belongs in map.toml",)),
    Mistake("the script's list in the map", MAP, "path = [\n", "‸beat = []\npath = [\n", ("it belongs in level.toml",)),
    Mistake(
        "a trigger's word in a condition",
        LEVEL,
        '[{ flag = "stood" }]',
        '[{ ‸on = "flag", flag = "stood" }]',
        ("'on': it names a trigger, for when",),
    ),
    Mistake(
        "an action for a trigger",
        LEVEL,
        'when = { on = "flag", flag = "dropped" }',
        'when = ‸{ do = "win" }',
        ("'on' is missing", "'do' is for actions"),
    ),
    Mistake(
        "two actions in one",
        LEVEL,
        '{ do = "checkpoint" }',
        '{ do = ‸["checkpoint", "stow"] }',
        ("expected the name of one action, found a list",),
    ),
    Mistake(
        "a speaker without the sign of a player",
        LINES,
        'who = "@kevin_destroyer"',
        'who = ‸"kevin_destroyer"',
        ("nobody is called",),
    ),
    Mistake("a line of nobody", LINES, '"fail.any" = { who = "nate", ', '"fail.any" = ‸{ ', ("or a kind of text)",)),
    Mistake("a letter that cannot be drawn", LINES, '"dibs"', '‸"dibs ☃"', ("no letter '☃'", "question mark")),
    Mistake(
        "a borrowed name in other letters",
        LEVEL,
        '{ do = "checkpoint" }',
        '{ do = "grant", ability = "spoof" }, { do = "spoof", name = ‸"данк" }',
        ("no letter 'д'",),
    ),
    Mistake("a tag in other letters", LEVEL, '"dunk_tank"', '‸"данк"', ("no letter 'д'",)),
    Mistake(
        "a drone that comes back",
        LEVEL,
        '{ do = "checkpoint" }',
        '‸{ do = "spawn", what = "hound", place = "roof", respawn = true }',
        ("a hound never comes back",),
    ),
    Mistake("degrees", MAP, "angle = 1.57", "angle = ‸90", ("radians", "180 degrees are 3.14")),
    Mistake("letters of another alphabet", MAP, 'id = "parked"', 'id = ‸"geparktär"', ("(letters are a to z)",)),
    Mistake(
        "a range the wrong way round",
        LEVEL,
        "at-least = 1 }",
        "at-least = 3, at-most = 2 }",
        ("nothing is both",),
        (LEVEL, '{ on = "counter"'),
    ),
    Mistake(
        "a condition the wrong way round",
        LEVEL,
        '[{ flag = "stood" }]',
        '[‸{ counter = "lessons", at-least = 3, at-most = 2 }]',
        ("nothing is both",),
    ),
    Mistake("a hull below nothing", LEVEL, "below = 0.5", "below = ‸0", ("> 0", "found 0")),
    Mistake("a hull below nothing, asked", LEVEL, '[{ flag = "stood" }]', "[{ hull-below = ‸0 }]", ("> 0", "found 0")),
    Mistake("a heat below none", LEVEL, '[{ flag = "stood" }]', "[{ heat-below = ‸0 }]", (">= 1", "found 0")),
    Mistake("short of nothing", LEVEL, '[{ flag = "stood" }]', "[{ short-of = ‸0 }]", (">= 1", "found 0")),
    Mistake(
        "a gate to itself",
        LEVEL,
        'to = "arrival", radius = 110 }',
        'to = "arrival", radius = 110 }, { do = "gate", name = "x", place = "roof", to = ‸"roof" }',
        ("'x' leads to itself",),
    ),
    Mistake(
        "a picture without its other",
        LEVEL,
        '{ do = "say", line = "gate.kabir" }',
        '{ do = "say", line = "gate.kabir" }, { do = "picture", pair = ‸3, art = "moon", place = "gate" }',
        ("only one picture of pair 3 ever comes",),
    ),
    Mistake(
        "more pairs than come",
        LEVEL,
        'when = { on = "touched", terrain = "moon", count = 2 }\nthen = [',
        'when = { any = [{ on = "touched", terrain = "moon" }, { on = "picture", count = ‸2 }] }\nthen = [\n'
        '{ do = "picture", pair = 3, art = "moon", place = "gate" }, '
        '{ do = "picture", pair = 3, art = "moon", place = "roof" }, ',
        ("1 pair comes",),
    ),
    Mistake(
        "it waits for itself",
        LEVEL,
        'after = ["infinity"]',
        'after = ["end"]',
        ("it waits for itself",),
        (LEVEL, '"end"\nafter'),
    ),
    Mistake(
        "a backdrop that is painted elsewhere",
        MAP,
        "path = [\n",
        'zone = [{ id = "all", rect = [2000, -1600, 6000, 1600], backdrop = ‸"pocket" }]\npath = [\n',
        ("painted from x -1800 to 1800",),
    ),
    # what speaks to nobody
    Mistake(
        "a sweep that was never started",
        LEVEL,
        '{ do = "say", line = "gate.kabir" }',
        '{ do = "say", line = "gate.kabir" }, ‸{ do = "unload", stop = true }',
        ("nothing ever unloads",),
    ),
    Mistake(
        "a power of nobody",
        LEVEL,
        '{ do = "say", line = "gate.kabir" }',
        '{ do = "say", line = "gate.kabir" }, ‸{ do = "power", power = "freeze" }',
        ("no ship of the kind daly",),
    ),
    Mistake(
        "pictures of another pair",
        LEVEL,
        '{ do = "say", line = "gate.kabir" }',
        '{ do = "say", line = "gate.kabir" }, { do = "picture", pair = 1, art = "moon", place = "gate" }, '
        '{ do = "picture", pair = 1, art = "moon", place = "roof" }, '
        '‸{ do = "pictures", pair = 2, join = true }',
        ("no picture of this pair",),
    ),
    Mistake(
        "players are told to wake",
        LEVEL,
        '{ do = "say", line = "gate.kabir" }',
        '{ do = "say", line = "gate.kabir" }, ‸{ do = "order", group = "three", order = "wake" }',
        ("no mites called 'three'",),
    ),
    *(
        Mistake(
            f"one of a flock is waited for: {waits}",
            LEVEL,
            'when = { on = "touched", terrain = "moon", count = 2 }\nthen = [',
            f"when = {{ any = [{{ {waits} }}, "
            '{ on = "touched", terrain = "moon" }] }\nthen = ['
            '{ do = "spawn", what = "mite", count = 9, group = "wall", place = "roof-field", goal = "sleep" }, ',
            ("the mites 'wall' are one flock",),
        )
        for waits in (
            'on = "destroyed", group = ‸"wall", count = "all"',
            'on = "hit", who = "callister", by = ‸"wall"',
        )
    ),
    Mistake(
        "a lock that is none",
        LEVEL,
        'to = "arrival", radius = 110 }',
        'to = "arrival", radius = 110 }, ‸{ do = "gate", name = "x", place = "gate", to = "arrival", lock = "kevin" }',
        ("no ship of the kind gate-lock called 'kevin'",),
    ),
    Mistake(
        "a lesson in what is not granted",
        LEVEL,
        '{ do = "say", line = "gate.kabir" }',
        '{ do = "say", line = "gate.kabir" }, ‸{ do = "prompt", action = "hack" }',
        ("grants the ability 'hack'",),
    ),
    Mistake(
        "terminals of another group",
        LEVEL,
        'when = { on = "gate", name = "out" }',
        'when = { all = [{ on = "gate", name = "out" }, { on = "terminals", group = "three" }] }',
        ("no terminal", "'three'"),
        (LEVEL, '"infinity"\nwhen'),
    ),
    Mistake(
        "a retry at no checkpoint",
        LEVEL,
        "[[retry]]\ncause",
        '[[retry]]\nbeat = ‸"toast"\ncause',
        ("beat 'toast' has no checkpoint",),
    ),
    Mistake("misspelt slide", LEVEL, 'what = "shutter"', 'what = ‸"shuter"', ("'shuter'", "'shutter'")),
    Mistake(
        "misspelt picture of a rock",
        MAP,
        '{ id = "parked", pos = [3600, 400], poly = [[0, 0], [60, 12], [48, 70], [-8, 40]] }',
        '{ id = "parked", pos = [3600, 400], art = ‸"rock-a", size = 60 }',
        ("no picture", "'rock_a'"),
    ),
    Mistake("misspelt credits", LINES, '"dibs"', '‸"{credit}"', ("{credit} is shown as it stands", "{credits}")),
    Mistake("credits where nothing is closed", LINES, '"dibs"', '‸"{credits}"', ("where an option is 'closed'",)),
]


def seeded(folder: Path, mistake: Mistake) -> tuple[str, int, int]:
    """Write the level with its mistake; where the message must point: file name, line, column."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    path = folder / mistake.file
    good = path.read_text(encoding="utf-8")
    assert good.count(mistake.old) == 1, "the good level has changed: the seed does not fit any more"
    bad = good.replace(mistake.old, mistake.new)
    path.write_text(bad.replace("‸", ""), encoding="utf-8")
    file, offset = mistake.file, bad.find("‸")
    if mistake.at is not None:
        file, mark = mistake.at
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(mark) == 1
        bad, offset = text, text.index(mark)
    assert offset >= 0
    before = bad[:offset]
    return file, before.count("\n") + 1, offset - before.rfind("\n")


def test_the_good_level_is_whole():
    assert check(SMALL) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name.replace(" ", "-"))
def test_a_seeded_mistake_is_found_where_it_stands(mistake: Mistake, tmp_path: Path):
    file, line, column = seeded(tmp_path, mistake)
    problems = check(tmp_path)
    assert [(Path(p.file).name, p.line, p.column) for p in problems] == [(file, line, column)], "\n".join(
        map(str, problems)
    )
    for words in mistake.says:
        assert words in problems[0].message


def test_a_name_that_is_wrong_in_several_places_is_named_once_with_all_of_them(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    text = (SMALL / MAP).read_text(encoding="utf-8")
    (tmp_path / MAP).write_text(text.replace('id = "gate"', 'id = "gaet"'), encoding="utf-8")
    (problem,) = check(tmp_path)
    rows = (SMALL / LEVEL).read_text(encoding="utf-8").splitlines()
    first, *others = [i for i, row in enumerate(rows, 1) if re.search(r'(point|place|look) = "gate"', row)]
    assert problem.line == first
    assert f"(here and in lines {', '.join(map(str, others))})" in problem.message


def test_all_mistakes_are_reported_at_once(tmp_path: Path):
    some = [m for m in MISTAKES if m.name.startswith("misspelt") and m.at is None and m.file == LEVEL]
    some = [
        m for m in some if m.name not in ("misspelt trigger", "misspelt action", "misspelt list")
    ]  # their keys are not read
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    text = (SMALL / LEVEL).read_text(encoding="utf-8")
    for mistake in some:
        text = text.replace(mistake.old, mistake.new.replace("‸", ""))
    (tmp_path / LEVEL).write_text(text, encoding="utf-8")
    problems = check(tmp_path)
    for mistake in some:
        assert any(mistake.says[0] in problem.message for problem in problems), mistake.name
    assert problems == sorted(problems, key=lambda p: p.line)


def test_nobody_waits_for_more_destroyed_than_there_are(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    script = (SMALL / LEVEL).read_text(encoding="utf-8")
    waits = script.replace('"destroyed", group = "three"', '"destroyed", group = "three", count = 4')
    (tmp_path / LEVEL).write_text(waits, encoding="utf-8")
    assert check(tmp_path) == []  # players come back, and count again
    (tmp_path / LEVEL).write_text(waits.replace('what = "griefer"', 'what = "hound"'), encoding="utf-8")
    said = [problem.message for problem in check(tmp_path)]
    assert said == ["the group 'three' has 3 of them, and none comes back"]


def test_nobody_waits_for_more_hacked_than_there_are(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    script = (
        (SMALL / LEVEL)
        .read_text(encoding="utf-8")
        .replace("respawn", "# respawn")
        .replace('"fire"]', '"fire", "hack"]')
    )
    waits = script.replace('"destroyed", group = "three"', '"hacked", group = "three", count = 4')
    assert waits != script

    def said(what: str) -> list[str]:
        (tmp_path / LEVEL).write_text(waits.replace('what = "griefer"', f'what = "{what}"'), encoding="utf-8")
        return [problem.message for problem in check(tmp_path)]

    assert said("griefer") == said("hound") == [], "players come back; drones remember whose they are"
    assert said("gate-lock") == [], "and a lock forgets"
    assert said("vault") == ["the group 'three' has 3 of them, and none can be hacked again"]


def test_nobody_waits_for_more_terminals_than_there_are(tmp_path: Path):
    posts = Path(__file__).parents[1] / "lab" / "data" / "three-posts"
    script = (posts / LEVEL).read_text(encoding="utf-8")
    assert 'on = "terminals"' in script
    shutil.copytree(posts, tmp_path, dirs_exist_ok=True)
    said = []
    for count in (3, 4):
        waits = re.sub(
            r'on = "terminals", group = "(\w+)"', rf'on = "terminals", group = "\1", count = {count}', script
        )
        (tmp_path / LEVEL).write_text(waits, encoding="utf-8")
        said.append([problem.message for problem in check(tmp_path)])
    assert said[0] == []
    assert "has 3 of them, and each is held once at a time" in said[1][0]


def test_a_beat_may_ask_whether_a_later_one_has_fired(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    script = (SMALL / LEVEL).read_text(encoding="utf-8")
    asks = script.replace('id = "infinity"\n', 'id = "infinity"\nif = [{ unfired = "end" }]\n')
    assert asks != script
    (tmp_path / LEVEL).write_text(asks, encoding="utf-8")
    assert check(tmp_path) == []


@pytest.mark.parametrize(("lies", "fires"), [("at-most = 2", True), ("at-least = 0", True), ("at-least = 1", False)])
@pytest.mark.parametrize("asked", ["if", "when"])
def test_a_counter_stands_at_nothing_before_anything_changes_it(asked: str, lies: str, fires: bool, tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    script = (SMALL / LEVEL).read_text(encoding="utf-8")
    gate, range_ = '{ on = "gate", name = "out" }', f'counter = "rounds", {lies}'
    old = f'id = "infinity"\nwhen = {gate}\nthen = ['
    when = {
        "if": f"if = [{{ {range_} }}]\nwhen = {gate}",
        "when": f'when = {{ all = [{gate}, {{ on = "counter", {range_} }}] }}',
    }[asked]
    assert script.count(old) == 1
    new = script.replace(old, f'id = "infinity"\n{when}\nthen = [\n  {{ do = "counter", counter = "rounds" }},')
    (tmp_path / LEVEL).write_text(new, encoding="utf-8")
    said = [problem.message for problem in check(tmp_path)]
    assert said == ([] if fires else ["beat 'infinity' can never fire: it waits for itself"])


def test_no_thing_comes_in_inside_rock(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    script = (SMALL / LEVEL).read_text(encoding="utf-8")
    first = script.index("then = [") + len("then = [")
    for what in ("letter", "motes"):
        (tmp_path / LEVEL).write_text(
            script[:first] + f'\n  {{ do = "thing", what = "{what}", point = "roof" }},' + script[first:],
            encoding="utf-8",
        )
        (tmp_path / MAP).write_text((SMALL / MAP).read_text(encoding="utf-8"), encoding="utf-8")
        assert check(tmp_path) == []
        moved = (SMALL / MAP).read_text(encoding="utf-8").replace("pos = [3100, -350]", "pos = [3640, 430]")
        (tmp_path / MAP).write_text(moved, encoding="utf-8")
        said = [problem.message for problem in check(tmp_path)]
        assert any(f"the {what} would appear inside rock" in one for one in said), said


def test_what_is_never_used_hides_nothing_else(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    text = (SMALL / MAP).read_text(encoding="utf-8").replace("pos = [3100, -350]", "pos = [3640, 430]")  # in rock
    text = text.replace("path = [", 'path = [\n  { id = "idle", points = [[0, 500], [9, 500]] },')
    (tmp_path / MAP).write_text(text, encoding="utf-8")
    said = sorted(problem.message for problem in check(tmp_path))
    assert said == ["a griefer would appear inside rock or wall, at (3640, 430)", "path 'idle' is never used"]


def test_what_is_never_said_does_not_hide_that_a_ship_can_fly_out(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    text = (SMALL / MAP).read_text(encoding="utf-8")
    assert text.count(", closed = true") == 1
    (tmp_path / MAP).write_text(text.replace(", closed = true", ""), encoding="utf-8")
    script = (SMALL / LEVEL).read_text(encoding="utf-8")
    script = script.replace('{ do = "win" }', '{ do = "win" }, { do = "counter", counter = "idle" }')
    (tmp_path / LEVEL).write_text(script, encoding="utf-8")
    said = sorted(problem.message for problem in check(tmp_path))
    assert len(said) == 2
    assert said[0] == "nothing reads the counter 'idle'"
    assert "the ship can fly out of the map" in said[1]


def test_a_script_without_a_beat_does_not_win(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / LEVEL).write_text('title = "Nothing"\nstart = "start"\n', encoding="utf-8")
    said = [problem.message for problem in check(tmp_path)]
    assert 'no beat wins: some beat needs the action { do = "win" }' in said


@pytest.mark.parametrize("name", [LEVEL, MAP, LINES])
def test_a_missing_file_is_named(name: str, tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).unlink()
    first = next(p for p in check(tmp_path) if Path(p.file).name == name)
    assert "missing" in first.message


def test_a_file_without_lines_is_one_mistake(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / LINES).write_text("# nothing yet\n", encoding="utf-8")
    assert ["no line stands here" in problem.message for problem in check(tmp_path)] == [True]


def test_bytes_that_are_no_text_are_found_where_they_stand(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    good = (SMALL / LINES).read_bytes()
    (tmp_path / LINES).write_bytes(good.replace(b'"dibs"', b'"d\xefbs"'))
    (problem,) = check(tmp_path)
    row = next(row for row in good.decode().splitlines() if '"dibs"' in row)
    assert problem.column == row.index("ibs") + 1
    assert "UTF-8" in problem.message
