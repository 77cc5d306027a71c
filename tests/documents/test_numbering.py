"""Numbers of an office: counted, from a block, typed; never twice, never skipped, never given back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from documents import actions, numbering
from documents.models import Letter, NumberSeries
from tests import cast as stage
from tests.cast import NOW, Cast


@pytest.fixture
def cast(db: None) -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


def series(cast: Cast, **values: Any) -> NumberSeries:
    return NumberSeries.objects.create(institution=cast.province, **{"year": 2020, "name": "keluar"} | values)


def approved(cast: Cast, **values: Any) -> Letter:
    return stage.write_letter(cast, cast.rakor, until="approved", **values)


def number(cast: Cast, **options: Any) -> str:
    letter = approved(cast)
    actions.number(letter=letter, by=cast.secretariat, now=NOW, **options)
    return letter.number


def test_a_counter_set_in_mid_year_goes_on_from_there(cast: Cast) -> None:
    row = series(cast)
    numbering.save_series(series=row, starts_at=412, by=cast.secretariat, now=NOW)

    assert [number(cast), number(cast)] == ["412/PL.02-Und/63/2020", "413/PL.02-Und/63/2020"]


def test_a_counter_is_never_set_below_the_last_number_given(cast: Cast) -> None:
    row = series(cast, last=411)
    number(cast)

    with pytest.raises(numbering.BelowTheLastGiven) as refused:
        numbering.save_series(series=row, starts_at=412, by=cast.secretariat, now=NOW)

    assert refused.value.smallest == 413
    assert NumberSeries.objects.get().last == 412


def test_the_pattern_of_the_series_stands_before_that_of_the_office(cast: Cast) -> None:
    series(cast, pattern="{urut}/{klasifikasi}-{jenis}/{kode}/Prov/{bulan_romawi}/{tahun}")

    assert number(cast) == "1/PL.02-Und/63/Prov/IX/2020"


def test_a_block_gives_its_numbers_and_then_none(cast: Cast) -> None:
    series(cast, source="blok", block_from=401, block_to=402, last=400)

    assert [number(cast), number(cast)] == ["401/PL.02-Und/63/2020", "402/PL.02-Und/63/2020"]
    letter = approved(cast)
    with pytest.raises(numbering.BlockUsedUp):
        actions.number(letter=letter, by=cast.secretariat, now=NOW)

    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("disetujui", "")


def test_the_database_knows_no_half_block(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        series(cast, source="blok", block_from=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        series(cast, block_from=10, block_to=20)


def test_a_number_from_the_book_is_kept_as_typed_and_never_twice(cast: Cast) -> None:
    row = series(cast, source="luar")
    assert number(cast, series=row, typed="  77/PL.02-Und/63/2020 ") == "77/PL.02-Und/63/2020"

    for again in ("77/pl.02-und/63/2020", "77/HM.03-SD/63/2020"):
        with pytest.raises(numbering.NumberTaken) as refused:
            number(cast, series=row, typed=again)
        assert refused.value.letter.number == "77/PL.02-Und/63/2020"

    assert number(cast, series=row, typed="B-12 khusus") == "B-12 khusus"


def test_a_cancelled_number_is_refused_as_any_other(cast: Cast) -> None:
    row = series(cast, source="luar")
    letter = approved(cast)
    actions.number(letter=letter, by=cast.secretariat, now=NOW, series=row, typed="5/PL.02-Und/63/2020")
    actions.cancel(letter=letter, because="Salah", by=cast.secretariat, now=NOW)

    with pytest.raises(numbering.NumberTaken):
        number(cast, series=row, typed="5/PL.02-Und/63/2020")


def test_a_new_year_keeps_pattern_and_source_and_begins_with_one(cast: Cast) -> None:
    series(cast, pattern="{urut}/{tahun}", last=900)

    assert numbering.series_of(cast.province, year=2021).pattern == "{urut}/{tahun}"
    assert numbering.next_number(numbering.series_of(cast.province, year=2021)) == 1


def test_two_clerks_at_one_letter_use_up_one_number(cast: Cast) -> None:
    letter = approved(cast)
    twin = Letter.objects.get(pk=letter.pk)
    actions.number(letter=letter, by=cast.secretariat, now=NOW)

    with pytest.raises(actions.AlreadyDone):
        actions.number(letter=twin, by=cast.secretariat, now=NOW)

    assert NumberSeries.objects.get().last == 1


# --- the pages


@pytest.fixture
def client(cast: Cast, time_machine: Any) -> Client:
    time_machine.move_to(NOW, tick=False)
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def test_the_page_refuses_a_duplicate_in_words_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    number(cast, series=series(cast, source="luar"), typed="77/PL.02-Und/63/2020")
    letter = approved(cast)
    address = reverse("letter_number", args=[letter.pk])

    refused = client.post(address, {"typed": "77/PL.02-Und/63/2020"})
    empty = client.post(address, {"typed": ""})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Nomor ini sudah dipakai: 77/PL.02-Und/63/2020, surat “Undangan”." in page
    assert 'value="77/PL.02-Und/63/2020"' in page
    assert "Tulis nomor yang sudah dicatat di buku agenda atau SRIKANDI." in empty.content.decode()
    letter.refresh_from_db()
    assert letter.number == ""


def test_a_typed_number_comes_with_the_date_in_the_book(cast: Cast, client: Client) -> None:
    series(cast, source="luar")
    first, second = approved(cast), approved(cast)

    page = client.get(reverse("letter_show", args=[first.pk])).content.decode()
    client.post(reverse("letter_number", args=[first.pk]), {"typed": "77/PL.02-Und/63/2020", "dated_on": "2020-09-08"})
    client.post(reverse("letter_number", args=[second.pk]), {"typed": "78/PL.02-Und/63/2020", "dated_on": ""})

    assert 'name="dated_on" value="2020-09-14"' in page
    assert [date(2020, 9, 8), date(2020, 9, 14)] == list(
        Letter.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk").values_list("dated_on", flat=True)
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2020-09-15", "Tanggal surat paling akhir hari ini, 14 September 2020."),
        ("2019-12-31", "Seri nomor ini untuk tahun 2020; tanggal suratnya juga."),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_kept(cast: Cast, client: Client, typed: str, sentence: str) -> None:
    series(cast, source="luar")
    letter = approved(cast)

    answer = client.post(reverse("letter_number", args=[letter.pk]), {"typed": "77/2020", "dated_on": typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and f'value="{typed}"' in page and 'value="77/2020"' in page
    letter.refresh_from_db()
    assert (letter.number, letter.dated_on) == ("", None)


def test_a_counted_number_is_of_the_day_of_its_issue(cast: Cast, client: Client) -> None:
    letter, counted = approved(cast), series(cast)
    series(cast, name="Buku", source="luar")

    client.post(reverse("letter_number", args=[letter.pk]), {"series": counted.pk, "dated_on": "2020-09-01"})

    letter.refresh_from_db()
    assert letter.dated_on == date(2020, 9, 14)


def test_the_page_says_that_the_block_is_used_up(cast: Cast, client: Client) -> None:
    series(cast, source="blok", block_from=401, block_to=401, last=401)

    page = client.post(reverse("letter_number", args=[approved(cast).pk])).content.decode()

    assert "Blok nomor sudah habis. Pesan blok baru di buku agenda, lalu catat di halaman seri nomor." in page


def test_with_several_series_the_clerk_chooses(cast: Cast, client: Client) -> None:
    series(cast)
    other = series(cast, name="Sekretariat", last=30)
    letter = approved(cast)

    client.post(reverse("letter_number", args=[letter.pk]), {"series": other.pk})

    letter.refresh_from_db()
    assert letter.number == "31/PL.02-Und/63/2020"


def test_a_series_is_opened_and_changed_on_its_page(cast: Cast, client: Client) -> None:
    typed = {"name": "keluar", "year": "2020", "source": "program", "pattern": "", "starts_at": "300"}
    client.post(reverse("series_add"), typed)
    row = NumberSeries.objects.get()
    assert (row.institution, row.last) == (cast.province, 299)

    twice = client.post(reverse("series_add"), typed)
    assert "Seri keluar untuk tahun 2020 sudah ada; ubah yang ada." in twice.content.decode()

    number(cast)
    address = reverse("series_change", args=[row.pk])
    low = client.post(address, {"source": "program", "starts_at": "300"})
    odd = client.post(address, {"source": "program", "pattern": "{urut}/{0.__class__}/{tahun}"})
    half = client.post(address, {"source": "blok", "block_from": "500", "block_to": "400"})
    assert "Nomor berikutnya paling kecil 301; sebelumnya sudah dipakai." in low.content.decode()
    assert "Pola nomor hanya mengenal isian" in odd.content.decode()
    assert "Tulis nomor pertama dan nomor terakhir blok, misalnya 401 dan 450." in half.content.decode()

    saved = client.post(address, {"source": "blok", "starts_at": "301", "block_from": "400", "block_to": "450"})
    row.refresh_from_db()
    assert (saved.status_code, row.source, row.last, row.left) == (302, "blok", 399, 51)


def test_the_register_shows_every_number_of_the_year_the_cancelled_too(cast: Cast, client: Client) -> None:
    number(cast)
    letter = approved(cast, subject="<script>alert(1)</script>")
    actions.number(letter=letter, by=cast.secretariat, now=NOW)
    actions.cancel(letter=letter, because="Salah alamat", by=cast.secretariat, now=NOW)
    approved(cast, subject="Konsep saja")

    page = client.get(reverse("letter_register")).content.decode()
    sheet = client.get(reverse("letter_register_sheet"))

    assert page.index("1/PL.02-Und/63/2020") < page.index("2/PL.02-Und/63/2020")
    assert "Dibatalkan" in page and "Salah alamat" in page
    assert "Konsep saja" not in page and "<script>alert" not in page
    assert sheet["Content-Disposition"] == 'attachment; filename="register-surat-2020.xlsx"'
    assert sheet.content.startswith(b"PK")
    for odd in ("²²²²", "x", "0000", "9999"):
        assert client.get(reverse("letter_register"), {"tahun": odd}).status_code == 200


# --- eight clerks at once


def give_numbers(letters: int) -> None:
    """Each writer has a connection of its own."""
    cast = stage.make_cast()
    stage.make_rakor(cast)
    waiting = [approved(cast).pk for _ in range(letters)]

    def give(pk: int) -> None:
        actions.number(
            letter=Letter.objects.select_related("rakor__organiser").get(pk=pk), by=cast.secretariat, now=NOW
        )

    def write(part: list[int]) -> None:
        try:
            for pk in part:
                give(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as writers:
        list(writers.map(write, [waiting[place::8] for place in range(8)]))

    found = Letter.objects.exclude(numbered_at=None).values_list("sequence", flat=True)
    assert sorted(found) == list(range(1, letters + 1))
    assert NumberSeries.objects.get().last == letters


def test_a_number_that_was_counted_and_not_taken_would_be_given_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: two clerks have read the same row; only the update that counts keeps their numbers apart."""
    row = series(cast)
    seen_by = [NumberSeries.objects.get(pk=row.pk) for _ in range(2)]
    assert [number(cast, series=seen).split("/")[0] for seen in seen_by] == ["1", "2"]

    monkeypatch.setattr(numbering, "count", lambda series: series.last + 1)
    seen_by = [NumberSeries.objects.get(pk=row.pk) for _ in range(2)]

    number(cast, series=seen_by[0])
    with pytest.raises(numbering.NumberTaken):
        number(cast, series=seen_by[1])


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_number_fifty_letters_without_a_gap() -> None:
    give_numbers(51)


@pytest.mark.ordeal
@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_number_514_letters_without_a_gap() -> None:
    give_numbers(514)
