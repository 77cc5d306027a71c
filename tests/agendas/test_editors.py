"""F26: secretaries who move cards at the same moment, each in a thread with a connection of its own."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from itertools import combinations
from threading import Barrier, Thread

import pytest
from django.db import connection

from agendas import actions, moves
from agendas.conflicts import overlap
from agendas.models import Session
from agendas.moves import Place
from tests import cast as stage
from tests.agendas.planning import moment, plan
from tests.cast import NOW, Cast

EDITORS = 8


class Editor(Thread):
    """Moves one card after another to chance places of one room, as it sees them."""

    def __init__(self, cast: Cast, seed: int, steps: int, together: Barrier) -> None:
        super().__init__()
        self.cast, self.chance, self.steps, self.together = cast, random.Random(seed), steps, together
        self.outcomes: Counter[str] = Counter()

    def run(self) -> None:
        try:
            self.together.wait()
            for _ in range(self.steps):
                self.outcomes[self.move()] += 1
        finally:
            connection.close()

    def move(self) -> str:
        session = self.chance.choice(list(Session.objects.select_related("rakor", "kelas", "room")))
        starts = moment(18, "08.00") + timedelta(minutes=15 * self.chance.randrange(16))
        to = Place(starts, starts + timedelta(minutes=45))
        try:
            by = self.cast.secretariat
            moves.move_session(session=session, to=to, seen_version=session.version, by=by, now=NOW)
        except (actions.Clash, actions.StaleSession) as refusal:
            return type(refusal).__name__
        return "taken"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("steps", [pytest.param(50, marks=pytest.mark.ordeal), 8])
def test_no_step_is_lost_and_no_room_is_given_twice(steps: int) -> None:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    for n in range(5):
        plan(cast, f"Sesi {n}", f"17 {8 + n:02}.00-{8 + n:02}.45", room="Aula")
    together = Barrier(EDITORS)
    editors = [Editor(cast, seed, steps, together) for seed in range(EDITORS)]

    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()

    outcomes = sum((editor.outcomes for editor in editors), Counter())
    assert sum(outcomes.values()) == EDITORS * steps
    assert sum(Session.objects.values_list("version", flat=True)) == 5 + outcomes["taken"]
    assert [pair for pair in combinations(Session.objects.all(), 2) if overlap(*pair)] == []
    assert outcomes["taken"] > 0
    assert outcomes["Clash"] > 0
