from __future__ import annotations

import pytest

from meetings.models import Invitation
from reports.models import Obligation, Requirement
from tests import cast as stage
from tests.cast import Cast


@pytest.fixture
def dim(cast: Cast) -> Requirement:
    return stage.make_requirement(cast, cast.rakor, "dim")


@pytest.fixture
def owed_dim(dim: Requirement, banjar: Invitation) -> Obligation:
    """Banjar's DIM, of which nothing is typed yet."""
    return Obligation(requirement=dim, invitation=banjar)
