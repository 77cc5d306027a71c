"""Every change leaves a row in the ledger, in the same transaction, and the rows get one order."""

from datetime import UTC, datetime
from threading import Thread
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from rakor.audit import actions, anchors
from rakor.audit.authors import SYSTEM, Author
from rakor.audit.models import FIRST_HASH, AuditRow, ChainHead
from rakor.audit.transactions import OutsideTransaction
from rakor.audit.verification import verify

from .writing import NOW, as_chair, write_rows


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.mark.django_db
def test_record_keeps_who_did_what_as_plain_values() -> None:
    target = ChainHead.objects.create(pk=1)

    row = actions.record(
        by=as_chair(), verb="rakor.opened", target=target, now=NOW, rakor_id=7, details={"hari": 2, "zona": "WITA"}
    )

    row.refresh_from_db()
    assert (row.at, row.user_id, row.name, row.position) == (NOW, 12, "Sarmuji CONTOH", "Ketua")
    assert row.institution_name == "KPU Provinsi Kalimantan Selatan"
    assert (row.verb, row.target_type, row.target_id) == ("rakor.opened", "audit.chainhead", "1")
    assert row.target_label == f"0 {FIRST_HASH}"
    assert (row.rakor_id, row.details) == (7, {"hari": 2, "zona": "WITA"})
    assert (row.sequence, row.previous_hash, row.hash) == (None, None, None)


@pytest.mark.django_db
def test_record_names_the_program_when_nobody_acted() -> None:
    [row] = write_rows(1, by=SYSTEM)

    assert (row.user_id, row.name, row.position, row.institution_name) == (None, "Sistem", "", "")


@pytest.mark.django_db
def test_record_shortens_a_label_that_is_too_long() -> None:
    by: Author = SimpleNamespace(user_id=1, name="n" * 300, position="p" * 300, institution_name="i" * 300)

    [row] = write_rows(1, by=by)

    assert (row.name, row.position, row.institution_name) == ("n" * 200, "p" * 200, "i" * 200)


@pytest.mark.django_db(transaction=True)
def test_record_refuses_to_write_outside_a_transaction() -> None:
    with pytest.raises(OutsideTransaction):
        actions.record(by=SYSTEM, verb="rakor.opened", target=ChainHead(pk=1), now=NOW)

    assert AuditRow.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_record_is_gone_when_the_change_is_rolled_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.record(by=SYSTEM, verb="rakor.opened", target=ChainHead(pk=1), now=NOW)
        raise ZeroDivisionError

    assert AuditRow.objects.count() == 0


@pytest.mark.django_db
def test_seal_chains_every_row_once() -> None:
    write_rows(3)

    assert actions.seal(now=NOW) == 3
    assert actions.seal(now=NOW) == 0
    rows = list(AuditRow.objects.sealed())
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows] == [FIRST_HASH, rows[0].hash, rows[1].hash]
    assert verify(anchors=anchors.read()) == []


def test_seal_gives_this_hash_to_this_row() -> None:
    """The form of the hashed text must never change, or every chain that exists is broken."""
    row = AuditRow(
        pk=1,
        at=datetime(2020, 9, 17, 1, 30, tzinfo=UTC),
        name="Sistem",
        verb="rakor.opened",
        target_type="meetings.rakor",
        target_id="7",
        target_label="Rakor “Kalsel”",
        details={"b": 1, "a": ["x"]},
    )

    assert row.hash_after(FIRST_HASH, 1) == "eee2bc49b36ee3d7158e7f9dd8fb8045ba32627429b43c02e7b5a2a9b220d815"


@pytest.mark.django_db
def test_seal_gives_a_row_that_appears_late_a_later_place() -> None:
    """On PostgreSQL a transaction that began earlier may commit later."""
    early, late = write_rows(2)
    early.delete()
    actions.seal(now=NOW)
    early.save(force_insert=True)

    actions.seal(now=NOW)

    assert list(AuditRow.objects.sealed().values_list("target_label", "sequence")) == [
        (late.target_label, 1),
        (early.target_label, 2),
    ]
    assert verify(anchors=anchors.read()) == []


@pytest.mark.django_db
def test_seal_takes_more_rows_than_one_portion(monkeypatch) -> None:
    monkeypatch.setattr(actions, "ROWS_PER_SEAL", 2)
    write_rows(5)

    assert actions.seal(now=NOW) == 5
    assert [anchor.sequence for anchor in anchors.read()] == [2, 4, 5]


@pytest.mark.django_db
def test_seal_writes_an_anchor_outside_the_database() -> None:
    write_rows(2)

    actions.seal(now=NOW)

    head = ChainHead.objects.get()
    assert anchors.path().read_text() == f"2 {head.hash} 2020-09-17T02:00:00+00:00\n"
    assert anchors.read() == [anchors.Anchor(2, head.hash)]


def test_anchors_pass_over_a_line_that_a_full_disk_has_torn() -> None:
    anchors.path().write_text(f"2 {'a' * 64} 2020-09-17T02:00:00+00:00\n4 {'b' * 30}")

    assert anchors.read() == [anchors.Anchor(2, "a" * 64)]


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(monkeypatch) -> None:
    monkeypatch.setattr(actions, "ROWS_PER_SEAL", 3)
    with transaction.atomic():
        write_rows(40)
    counts: list[int] = []

    def seal() -> None:
        counts.append(actions.seal(now=NOW))
        connection.close()

    sealers = [Thread(target=seal) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()

    assert sum(counts) == 40
    assert list(AuditRow.objects.sealed().values_list("sequence", flat=True)) == list(range(1, 41))
    assert verify(anchors=anchors.read()) == []
