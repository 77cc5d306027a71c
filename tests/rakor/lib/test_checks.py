"""A machine that cannot print says so at once, with the line that cures it."""

from pathlib import Path

import pytest
from django.core.checks import Error, Warning

from rakor.lib import checks


def test_check_libraries_is_silent_where_all_three_load() -> None:
    assert list(checks.check_libraries()) == []


def test_check_libraries_names_what_is_missing_and_the_apt_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "loads", lambda library: library != "libharfbuzz-subset.so.0")

    assert list(checks.check_libraries()) == [
        Error(
            "Papers cannot be printed without libharfbuzz-subset.so.0.",
            hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="lib.E001",
        )
    ]


def test_loads_is_false_for_a_library_that_is_not_there() -> None:
    assert not checks.loads("libnothing-of-this-name.so.0")


def test_check_built_parts_names_what_the_build_has_not_made(tmp_path: Path, settings) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "static" / "dist").mkdir(parents=True)
    (tmp_path / "static" / "dist" / "paper-fonts.css").touch()

    assert list(checks.check_built_parts()) == [
        Warning("static/dist/ has no paper.css.", hint="Build the assets first.", id="lib.W001")
    ]
