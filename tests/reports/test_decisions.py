"""What was accepted is neither extended nor exempted any more."""

import pytest

from reports import actions
from tests import cast as stage
from tests.cast import DUE, NOW

pytestmark = pytest.mark.django_db


def test_an_accepted_paper_is_neither_extended_nor_exempted() -> None:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    invitation = stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"]
    version = stage.send_report(cast, stage.make_requirement(cast, rakor), invitation)
    actions.accept(version=version, by=cast.secretariat, now=NOW)
    by = {"obligation": version.obligation, "because": "Banjir", "by": cast.chair, "now": NOW}

    with pytest.raises(actions.AlreadyAccepted):
        actions.extend(until=DUE, **by)
    with pytest.raises(actions.AlreadyAccepted):
        actions.exempt(**by)
