"""The impact table: complete, within bounds, and without any way back into the world."""

from __future__ import annotations

import pytest

from game.render import impact
from game.render.atlas import Atlas
from game.render.impact import IMPACTS, impact_of, weight
from game.render.particle_styles import STYLES
from game.sim.command import Command, Held
from game.sim.events import EVENTS, Event
from tests.render import staged

ME, FOE = 7, 9


@pytest.mark.parametrize("key", IMPACTS)
def test_every_row_names_an_event_and_particles_that_exist(key: str):
    row = IMPACTS[key]
    assert any(key == kind or key.startswith(kind + ".") for kind in EVENTS)
    assert set(row.bursts) <= set(STYLES)
    assert 0 <= row.hold <= 6
    assert 0.0 <= row.trauma <= 0.9
    assert 0.0 <= row.flash <= 1.0
    assert all(0.0 <= motor <= 1.0 for motor in row.rumble)


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_can_be_looked_up(kind: str):
    assert impact_of(Event(kind, ME, FOE), ME) is not None


def test_the_most_particular_row_wins():
    assert impact_of(Event("hit", ME, FOE, name="hull"), ME) is IMPACTS["hit.hull.mine"]
    assert impact_of(Event("hit", FOE, ME, name="hull"), ME) is IMPACTS["hit.hull.dealt"]
    assert impact_of(Event("hit", FOE, 3, name="shield"), ME) is IMPACTS["hit.shield"]
    assert impact_of(Event("destroyed", ME, 0, name="sweep"), ME) is IMPACTS["destroyed.sweep.mine"]
    assert impact_of(Event("destroyed", FOE, ME, name="shot"), ME) is IMPACTS["destroyed.dealt"]
    assert impact_of(Event("collided", ME, name="sky"), ME) is IMPACTS["collided.mine.canvas"]
    assert impact_of(Event("collided", ME, name="course-01a"), ME) is IMPACTS["collided.mine"]
    assert impact_of(Event("hit.solid", 0, ME, name="moon"), ME) is IMPACTS["hit.solid.paint"]


def test_blows_grow_from_light_to_ones_own_death():
    light, heavy = IMPACTS["hit.shield.mine"], IMPACTS["collided.mine"]
    broken, death = IMPACTS["shield.broken.mine"], IMPACTS["destroyed.mine"]
    assert light.trauma < heavy.trauma < broken.trauma < death.trauma
    assert light.hold < heavy.hold < broken.hold < death.hold


def test_a_scrape_is_felt_less_than_a_crash_and_a_far_blow_not_at_all():
    crash = IMPACTS["collided.mine"]
    scrape = weight(crash, Event("collided", ME, value=40.0), 0.0, True)
    assert scrape < 0.3 < weight(crash, Event("collided", ME, value=420.0), 0.0, True)
    blast = IMPACTS["destroyed"]
    assert weight(blast, Event("destroyed", FOE), impact.HEARD_WITHIN + 1, False) == 0.0


def test_looking_at_a_fight_does_not_change_it():
    atlas = Atlas()
    command = Command.of(thrust=0.7, turn=0.2, held=Held.FIRE)

    def flown(seen: bool) -> dict[str, int]:
        stage = staged.three_hunters(atlas)
        for _ in range(240):
            events = stage.episode.step(command)
            if seen:
                stage.view.update(events, 1 / 60)
                stage.view.frame(0.5)
        return stage.episode.digest()

    assert flown(seen=True) == flown(seen=False)
