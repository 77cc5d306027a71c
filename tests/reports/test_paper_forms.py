"""What an office may type as a number."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from reports.paper_forms import number_field


@pytest.mark.parametrize(("typed", "read"), [("1250", 1250), ("1.250", 1250), (" 1.234.567 ", 1234567), ("0", 0)])
def test_a_number_is_read_as_people_write_it(typed: str, read: int) -> None:
    assert number_field().clean(typed) == read


@pytest.mark.parametrize("typed", ["12.50", "1.2500", "1,5", "1250.0", "-3", "dua", "1 250"])
def test_what_may_mean_something_else_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        number_field().clean(typed)
