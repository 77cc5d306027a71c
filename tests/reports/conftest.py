"""A rakor with two invited offices, at 10.20 WITA of the day on which the papers are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from meetings.models import Invitation
from participants.gate import Actor
from reports.models import Obligation, Requirement
from tests import cast as stage
from tests.cast import NOW, Cast

BANJAR, TAPIN = "KPU Kabupaten Banjar", "KPU Kabupaten Tapin"
Enter = Callable[[Actor], Client]


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(db: None, clock: time_machine.Coordinates) -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


@pytest.fixture
def invitations(cast: Cast) -> dict[str, Invitation]:
    return stage.invite_both(cast, cast.rakor)


@pytest.fixture
def banjar(invitations: dict[str, Invitation]) -> Invitation:
    return invitations[BANJAR]


@pytest.fixture
def report(cast: Cast) -> Requirement:
    return stage.make_requirement(cast, cast.rakor)


@pytest.fixture
def owed(report: Requirement, banjar: Invitation) -> Obligation:
    """Banjar's report of the division for finance and logistics."""
    return Obligation(requirement=report, invitation=banjar, bidang="KUL")


@pytest.fixture
def enter() -> Enter:
    def entered(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user)
        return client

    return entered


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    """Files of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
