from __future__ import annotations

import pytest

from meetings.models import Invitation
from reports.models import Obligation, Requirement
from tests import cast as stage
from tests.cast import Cast


@pytest.fixture
def hibah(cast: Cast) -> Requirement:
    """The grant report of August 2020."""
    return stage.make_requirement(cast, cast.rakor, "hibah")


@pytest.fixture
def owed_hibah(hibah: Requirement, banjar: Invitation) -> Obligation:
    return Obligation(requirement=hibah, invitation=banjar)
