"""Whoever changes the ledger behind the program's back is found out (case S30)."""

import random
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from rakor.audit import actions, anchors
from rakor.audit.models import AuditRow, ChainHead
from rakor.audit.verification import Finding, verify

from .writing import NOW, write_rows

FIELDS = {
    "at": NOW.replace(year=2019),
    "user_id": 99,
    "name": "Orang lain CONTOH",
    "position": "Anggota",
    "institution_name": "KPU Kota Banjarbaru",
    "verb": "rakor.closed",
    "target_type": "meetings.kelas",
    "target_id": "2",
    "target_label": "yang lain",
    "rakor_id": 3,
    "details": {"diubah": True},
    "previous_hash": "f" * 64,
    "hash": "f" * 64,
}
ROWS = 30


@pytest.fixture
def chain(settings, tmp_path, db) -> None:
    """Thirty sealed rows, anchored after the tenth, the twentieth and the last."""
    settings.VAR_DIR = tmp_path
    for _ in range(3):
        write_rows(ROWS // 3)
        actions.seal(now=NOW)


def update(chance: random.Random) -> None:
    field = chance.choice(list(FIELDS))
    assert AuditRow.objects.filter(sequence=chance.randint(1, ROWS)).update(**{field: FIELDS[field]}) == 1


def delete(chance: random.Random) -> None:
    AuditRow.objects.filter(sequence=chance.randint(1, ROWS)).delete()


def insert(chance: random.Random) -> None:
    """The forger makes room and computes a hash that fits."""
    place = chance.randint(1, ROWS)
    for later in AuditRow.objects.filter(sequence__gte=place).order_by("-sequence"):
        AuditRow.objects.filter(pk=later.pk).update(sequence=F("sequence") + 1)
    [row] = write_rows(1)
    before = AuditRow.objects.filter(sequence=place - 1).first() or ChainHead()
    row.sequence, row.previous_hash, row.hash = place, before.hash, row.hash_after(before.hash or "", place)
    row.save()


def reorder(chance: random.Random) -> None:
    one, other = AuditRow.objects.filter(sequence__in=chance.sample(range(1, ROWS + 1), 2))
    places = one.sequence, other.sequence
    AuditRow.objects.filter(pk__in=[one.pk, other.pk]).update(sequence=F("sequence") + 1000)
    AuditRow.objects.filter(pk=one.pk).update(sequence=places[1])
    AuditRow.objects.filter(pk=other.pk).update(sequence=places[0])


def cut_tail(chance: random.Random) -> None:
    """The forger sets the head back as well, so that only the file remembers."""
    AuditRow.objects.filter(sequence__gt=chance.randint(0, ROWS - 1)).delete()
    last = AuditRow.objects.sealed().last() or ChainHead()
    ChainHead.objects.update(sequence=last.sequence, hash=last.hash)


def rewrite(chance: random.Random) -> None:
    """The forger changes a row and computes every hash after it again."""
    update_one = AuditRow.objects.filter(sequence=chance.randint(1, ROWS))
    update_one.update(name="Orang lain CONTOH")
    head = ChainHead()
    for row in AuditRow.objects.sealed():
        head.sequence, previous_hash = row.sequence, head.hash
        head.hash = row.hash_after(previous_hash, row.sequence)
        AuditRow.objects.filter(pk=row.pk).update(previous_hash=previous_hash, hash=head.hash)
    ChainHead.objects.update(hash=head.hash)


FORGERIES = [update, delete, insert, reorder, cut_tail, rewrite]


@pytest.mark.parametrize("forge", FORGERIES)
@pytest.mark.parametrize("seed", range(2))
def test_verify_finds_the_forgery(chain: None, forge: Callable[[random.Random], None], seed: int) -> None:
    forge(random.Random(seed))

    assert verify(anchors=anchors.read()) != []


@pytest.mark.ordeal
@pytest.mark.parametrize("forge", FORGERIES)
@pytest.mark.parametrize("seed", range(100, 120))
def test_verify_finds_twenty_forgeries_of_each_kind(
    chain: None, forge: Callable[[random.Random], None], seed: int
) -> None:
    forge(random.Random(seed))

    assert verify(anchors=anchors.read()) != []


@pytest.mark.parametrize("forge", [cut_tail, rewrite])
def test_verify_without_the_file_misses_what_only_the_file_can_tell(
    chain: None, forge: Callable[[random.Random], None]
) -> None:
    """Twin: with the anchors off, these two pass."""
    forge(random.Random(0))

    assert verify() == []


def test_verify_finds_nothing_in_a_chain_that_holds(chain: None) -> None:
    assert verify(anchors=anchors.read()) == []


def test_verify_leaves_rows_alone_that_are_not_sealed_yet(chain: None) -> None:
    write_rows(2)

    assert verify(anchors=anchors.read()) == []


def test_verify_says_which_row_was_altered(chain: None) -> None:
    AuditRow.objects.filter(sequence=4).update(name="Orang lain CONTOH")

    [finding] = verify(anchors=anchors.read())

    assert finding == Finding("altered", 4)
    assert finding.words == "isi catatan nomor 4 berubah setelah disegel"


def test_verify_says_which_rows_are_gone(chain: None) -> None:
    AuditRow.objects.filter(sequence__in=[4, 5]).delete()

    assert verify(anchors=anchors.read()) == [Finding("missing", 4), Finding("missing", 5)]


def test_verify_says_how_far_a_cut_chain_once_reached(chain: None) -> None:
    AuditRow.objects.filter(sequence__gt=25).delete()

    assert verify(anchors=anchors.read()) == [Finding("cut", 30)]


def test_verify_says_where_an_inserted_row_does_not_fit(chain: None) -> None:
    AuditRow.objects.filter(sequence=4).update(previous_hash="f" * 64)

    assert verify(anchors=anchors.read()) == [Finding("unlinked", 4), Finding("altered", 4)]


def test_verify_ledger_command_says_that_all_is_well(chain: None, capsys) -> None:
    call_command("verify_ledger")

    assert capsys.readouterr().out == "Buku besar utuh.\n"


def test_verify_ledger_command_ends_with_an_error_and_the_findings(chain: None, capsys) -> None:
    AuditRow.objects.filter(sequence=4).delete()

    with pytest.raises(CommandError, match="Buku besar tidak utuh: 1 temuan."):
        call_command("verify_ledger")

    assert capsys.readouterr().out == "catatan nomor 4 tidak ada lagi\n"
