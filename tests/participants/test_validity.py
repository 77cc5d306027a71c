"""The rule of a period stands in SQL for lists and in Python for what every request asks; held together here."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from participants.models import Right, Role
from tests import cast as stage

pytestmark = pytest.mark.django_db
DAY = date(2020, 9, 14)
BEFORE, AFTER = date(2020, 9, 13), date(2020, 9, 15)


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [ends for ends in product((None, BEFORE, DAY, AFTER), repeat=2) if None in ends or ends[0] <= ends[1]],
)
def test_a_period_holds_alike_in_python_and_in_sql(valid_from: date | None, valid_to: date | None) -> None:
    right = stage.make_cast().operator.right
    assert right
    Right.objects.filter(pk=right.pk).update(valid_from=valid_from, valid_to=valid_to)

    in_sql = Right.objects.valid_on(DAY).filter(pk=right.pk).exists()

    expected = (valid_from is None or valid_from <= DAY) and (valid_to is None or valid_to >= DAY)
    assert (Right.objects.get(pk=right.pk).is_valid_on(DAY), in_sql) == (expected, expected)


def test_with_an_office_its_accounts_end() -> None:
    actor = stage.make_cast().operator
    assert actor.institution
    assert [right.role for right in actor.user.rights_on(DAY)] == [Role.OPERATOR]

    actor.institution.valid_to = BEFORE
    actor.institution.save()
    del actor.user.own_rights

    assert actor.user.rights_on(DAY) == []
    assert [right.role for right in actor.user.rights_on(BEFORE)] == [Role.OPERATOR]
