"""Set-up is done once; a missing part of the machine is named with the line that installs it."""

from pathlib import Path

import pytest

from scripts import parts, stamps


def test_digest_changes_with_content_name_and_number_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "a").write_text("1")
    seen = [stamps.digest(folder)]
    (folder / "a").write_text("2")
    seen.append(stamps.digest(folder))
    (folder / "a").rename(folder / "b")
    seen.append(stamps.digest(folder))
    (folder / "c").touch()
    seen.append(stamps.digest(folder))

    assert len(set(seen)) == 4
    assert stamps.digest(folder) == seen[-1]


def test_stamp_is_current_only_for_what_was_written(tmp_path: Path) -> None:
    stamp = tmp_path / "new" / "stamp"
    assert not stamps.is_current(stamp, "one")

    stamps.write(stamp, "one")

    assert stamps.is_current(stamp, "one")
    assert not stamps.is_current(stamp, "two")


def test_missing_part_is_refused_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    with pytest.raises(parts.PartsMissing) as refusal:
        parts.ensure({"libnowhere0": lambda: False, "here": lambda: True, "poppler-nowhere": lambda: False})

    assert str(refusal.value) == (
        "Missing on this machine; install with: "
        "sudo apt-get install -y --no-install-recommends libnowhere0 poppler-nowhere"
    )
    assert refusal.value.code == str(refusal.value)  # what a shell sees: the sentence on stderr and exit code 1


def test_missing_part_is_installed_where_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(parts, "apt_install", installed.extend)

    parts.ensure({"libsomewhere0": lambda: bool(installed)})

    assert installed == ["libsomewhere0"]
