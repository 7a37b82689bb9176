"""Playtests on the desk: one is flown, gone back to, and flown again by itself when the level has changed."""

from __future__ import annotations

from collections.abc import Callable

from game.lab import proof
from game.lab.recording import RecordingError
from game.sim.clock import TICK_HZ
from game.sim.loadout import UNASSISTED, Assists
from game.story import check, loader
from game.story.jump import Beginning
from game.story.level import Level
from game.story.problems import LevelError

from .aside import Aside
from .desk import Desk
from .playtest import Playtest, Rerun
from .track import Track

RESTS = 0.8  # so long after the last change the playtest is flown again [s]
SLICE = 0.008  # of each picture for that [s]
SETTLES = 0.12  # a place on the time line that is rested on so long is flown to [s]


class Playing:
    """What there is of playtests.

    test    the last one flown, or nothing
    before  the path of the one before the level was changed, or nothing
    rerun   while the changed level is flown by the same hands
    frame   where on its time line one is
    """

    def __init__(self, desk: Desk, fly: Callable[[Playing], None] | None = None, threads: bool = False) -> None:
        """`fly` takes hands to the playtest, as it stands."""
        self.desk, self.fly = desk, fly
        self.test: Playtest | None = None
        self.before: Track | None = None
        self.parted: int | None = None  # the frame at which both went apart
        self.rerun: Rerun | None = None
        self.frame = 0
        self.runs = False  # the time line runs by itself
        self.stale = False  # the level is not the one that was flown
        self.flags: frozenset[str] = frozenset()  # that the next beginning sets
        self.difficulty, self.assists = "standard", UNASSISTED
        self._owed = 0.0
        self._won = False  # what was flown could be the level's proof, once its files say what was flown
        self._changed = -1.0  # s since the level was changed; less than 0: it was not
        self._rested = 0.0
        self._read: Aside[Level | str] = Aside(threads)
        desk.listen("play", self._play)
        desk.listen(
            "play from", lambda beat: self.begin(Beginning(beat=beat, flags=self.flags, place=self._where(beat)))
        )
        desk.listen("play on", self.take_off)
        desk.listen("play again", self.again)
        desk.listen("document", self._touched)
        desk.listen("time", self.update)

    # -- beginnings

    def _play(self, place: tuple[float, float] | None) -> None:
        heading = self._heading()
        where = (place[0], place[1], heading) if place is not None else None
        self.begin(Beginning(place=where, flags=self.flags))

    def _play_from(self, beat: str) -> None:
        self.begin(Beginning(beat, self._where(beat), self.flags))

    def _heading(self) -> float:
        start = self.desk.document.find("point", str(self.desk.document.header().get("start", "")))
        angle = start.data.get("angle", 0.0) if start else 0.0
        return float(angle) if isinstance(angle, int | float) else 0.0

    def _where(self, beat: str) -> tuple[float, float, float] | None:
        """Where the ship was when a beat fired in the last playtest: better than any guess."""
        fired = self.test.track.fired().get(beat) if self.test else None
        if self.test is None or fired is None or fired <= self.test.first:
            return None
        return (*self.test.track.at(fired), self._heading())

    def begin(self, beginning: Beginning) -> bool:
        """Fly the level as it stands. False, with words on the desk, when it cannot be flown."""
        try:
            level = self.desk.document.level()
            self.test = Playtest(level, beginning, self.difficulty, self.assists)
        except LevelError as error:
            self.desk.say(f"It cannot be played yet: {error.problems[0].message if error.problems else error}")
            self.desk.tell("open", "Problems")
            return False
        self.before = self.parted = self.rerun = None
        self.stale = False
        self.runs, self.frame, self._changed = False, self.test.frame, -1.0
        if self.test.assumed:
            self.desk.say("; ".join(self.test.assumed))
        self.take_off()
        return True

    def take_off(self) -> None:
        """To the hands: from the moment at which one is."""
        if self.test is None:
            self.desk.say("Nothing was flown yet: F5 plays the level")
            return
        if self.rerun is not None or self._changed >= 0.0 or self._read.busy:
            self.desk.say("A moment: the same hands are flying the changed level")
            return
        self.runs = False
        self.test.go(self.frame)
        self.desk.keep_unsaved()  # whatever happens in flight
        if self.fly is not None:
            self.fly(self)

    def landed(self) -> None:
        """Back on the desk, after hands flew."""
        if self.test is None:
            return
        self.frame = self.test.frame
        self.before = None
        self._won = self.test.beginning.plain and self.test.episode.outcome == "won"
        self._tell()
        self.desk.tell("open", "Playtest")
        seconds = (self.test.last - self.test.first) / TICK_HZ
        end = {"won": ", won", "lost": ", lost"}.get(self.test.episode.outcome or "", "")
        self.desk.say(f"{seconds:.1f} s flown{end}")

    def _tell(self) -> None:
        """Let the lists know when beats fired."""
        if self.test is not None:
            fired = self.test.track.fired()
            first = self.test.first
            told = {
                beat: frame / TICK_HZ for beat, frame in fired.items() if frame > first or not self.test.track.before
            }
            self.desk.tell("fired", told)

    # -- along the time line

    def scrub(self, frame: int) -> None:
        """Be at a frame: what is known of it is seen at once, the rest when one rests there."""
        if self.test is not None:
            self.frame = max(self.test.first, min(frame, self.test.last))
            self._rested = 0.0

    @property
    def there(self) -> bool:
        """Whether the world itself is at the frame."""
        return self.test is not None and self.test.frame == self.frame and self.rerun is None

    def update(self, dt: float) -> None:
        """One turn of the loop."""
        if self.test is None:
            return
        if self._won and not self.stale and not self.desk.document.dirty:
            self._prove(self.test)
        if self.runs:
            self._run(dt)
        self._rested += dt
        if self.rerun is None and not self.there and self._rested >= SETTLES:
            self.test.go(self.frame)
        self._fly_again(dt)

    def _prove(self, test: Playtest) -> None:
        """Finishing one's own level as it stands in its files leaves a proof that it can be finished."""
        self._won = False
        try:
            if proof.is_own(test.level) and proof.keep(test.recording(), test.level):
                self.desk.say(f"Finished: {proof.FILE} says that this level can be won")
        except RecordingError as error:
            self.desk.say(f"The proof was not kept: {error}")

    def _run(self, dt: float) -> None:
        assert self.test is not None
        self._owed += dt * TICK_HZ
        ticks, self._owed = int(self._owed), self._owed % 1.0
        self.frame = min(self.test.last, self.frame + ticks)
        if self.rerun is None:
            self.test.go(self.frame)
        self.runs = self.frame < self.test.last

    # -- when the level changes

    def _touched(self) -> None:
        if self.test is not None:
            self._changed, self.stale = 0.0, True

    def again(self) -> None:
        """Fly the last playtest again in the level as it stands, now."""
        if self.test is not None:
            self._changed = RESTS

    def _fly_again(self, dt: float) -> None:
        if self.rerun is not None:
            self._go_on()
            return
        if self._changed >= 0.0 and not self._read.busy:
            self._changed += dt
            if self._changed >= RESTS:
                self._changed = -1.0
                self._read.ask(_reader(self.desk))
        level = self._read.take()
        if isinstance(level, str):
            self.desk.say(f"The playtest waits: {level}")
        elif level is not None and self.test is not None and level.hash == self.test.level.hash:
            self.stale = False
        elif level is not None and self.test is not None:
            try:
                self.rerun = Rerun(self.test, level)
            except KeyError:  # the beat from which it began has gone
                self.desk.say("The beat from which it was played has gone")

    def _go_on(self) -> None:
        """A slice of the same hands in the changed level."""
        rerun = self.rerun
        assert rerun is not None
        if self._changed >= 0.0:  # it has changed again meanwhile
            self.rerun, self._changed = None, 0.0
            return
        rerun.work(SLICE)
        if not rerun.done:
            return
        self.before, self.test, self.rerun = rerun.old.track, rerun.new, None
        self.stale = False
        self._won = self.test.beginning.plain and self.test.episode.outcome == "won"
        self.parted = rerun.parted()
        self.frame = min(self.frame, self.test.last)
        self._rested = 0.0
        self._tell()
        where = (
            "the same way as before" if self.parted is None else f"another way from {self.parted / TICK_HZ:.1f} s on"
        )
        self.desk.say(f"Flown again by the same hands: {where}")

    def sitting(self, difficulty: str, assists: Assists) -> None:
        """How the player wants to fly."""
        self.difficulty, self.assists = difficulty, assists


def _reader(desk: Desk) -> Callable[[], Level | str]:
    """Reads the level as it stands now, beside the window; a text says why it cannot be played."""
    folder = desk.document.folder
    texts = {name: text.replace("\r\n", "\n").removeprefix("\ufeff") for name, text in desk.document.texts().items()}

    def work() -> Level | str:
        draft = loader.read(folder, texts)
        try:
            check.playable(draft)
            return loader.level_of(draft)
        except LevelError as error:
            return error.problems[0].message if error.problems else str(error)

    return work
