"""Each institution gets the signed scan of its own paper: cut out of a pile, or uploaded for it alone."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from documents import actions, signing
from documents.codes import new_code
from documents.models import Letter, LetterCopy, PrintedDocument, PrintedKind
from meetings import actions as meetings
from meetings.access_sheets import make_sheet
from participants.models import Rank, Role
from rakor.audit.models import AuditRow
from rakor.files.actions import store_bytes
from rakor.files.kinds import KINDS
from rakor.files.models import StoredFile
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
PAGES = (2, 3)  # of the paper for Banjar and of that for Tapin


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    meetings.invite(rakor=cast.rakor, institutions=[cast.banjar, cast.tapin], by=cast.secretariat, now=NOW)
    return cast


@pytest.fixture
def letter(cast: Cast) -> Letter:
    """Numbered and printed: two pages for the first institution, three for the second."""
    letter = stage.write_letter(cast, cast.rakor, until="numbered", is_per_institution=True)
    for copy, count in zip(letter.copies.all(), PAGES, strict=True):
        with transaction.atomic():
            stored = store_bytes(content=pdf(count), name="s.pdf", kind=KINDS["pdf"], now=NOW, by_id=None)
        PrintedDocument.objects.create(
            rakor=cast.rakor,
            kind=PrintedKind.LETTER,
            letter=letter,
            copy=copy,
            file=stored,
            code=new_code(),
            made_at=NOW,
        )
    return letter


def pdf(pages: int, *, password: str = "") -> bytes:
    """Its pages are told apart by their widths: 101, 102, 103 ..."""
    writer, content = PdfWriter(), BytesIO()
    for number in range(1, pages + 1):
        writer.add_blank_page(100 + number, 200)
    if password:
        writer.encrypt(password)
    writer.write(content)
    return content.getvalue()


def scan(pages: int, **options: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("tumpukan.pdf", pdf(pages, **options))


def client_of(cast: Cast, who: str = "secretariat") -> Client:
    client = Client()
    client.force_login(getattr(cast, who).user)
    return client


def send_pile(cast: Cast, letter: Letter, upload: SimpleUploadedFile, first: int = 1, last: int = 2) -> Any:
    typed = {"upload": upload, "first": first, "last": last}
    return client_of(cast).post(reverse("copies_sign", args=[letter.pk]), typed)


def widths(content: bytes) -> list[int]:
    return [int(page.mediabox.width) for page in PdfReader(BytesIO(content)).pages]


def signed_widths(letter: Letter) -> list[list[int]]:
    return [
        widths(copy.signed_file.full_path.read_bytes()) if copy.signed_file else []
        for copy in letter.copies.select_related("signed_file")
    ]


def test_a_pile_is_cut_by_the_pages_that_were_printed(cast: Cast, letter: Letter) -> None:
    answer = send_pile(cast, letter, scan(5))

    letter.refresh_from_db()
    assert answer["Location"] == reverse("letter_batch", args=[letter.pk])
    assert signed_widths(letter) == [[101, 102], [103, 104, 105]]
    assert (letter.state, letter.signed_file) == ("ditandatangani", None)
    assert AuditRow.objects.filter(verb="copy.signed").count() == 2


@pytest.mark.parametrize("pages", [4, 6])
def test_a_page_missing_or_too_many_is_refused_and_nothing_is_kept(cast: Cast, letter: Letter, pages: int) -> None:
    before = StoredFile.objects.count()

    answer = send_pile(cast, letter, scan(pages))

    letter.refresh_from_db()
    assert answer.status_code == 422
    sentence = f"Berkas berisi {pages} halaman, sedangkan naskah 1 sampai 2 dicetak 5 halaman."
    assert sentence in answer.content.decode()
    assert signed_widths(letter) == [[], []]
    assert (letter.state, StoredFile.objects.count()) == ("bernomor", before)


def test_a_part_of_the_pile_signs_those_papers_and_the_rest_waits(cast: Cast, letter: Letter) -> None:
    send_pile(cast, letter, scan(3), first=2, last=2)

    letter.refresh_from_db()
    assert (signed_widths(letter), letter.state) == ([[], [101, 102, 103]], "bernomor")
    page = client_of(cast).get(reverse("letter_batch", args=[letter.pk])).content.decode()
    assert "1 dari 2 naskah" in page and 'name="first" value="1"' in page and 'name="last" value="1"' in page

    send_pile(cast, letter, scan(2), first=1, last=1)

    letter.refresh_from_db()
    assert letter.state == "ditandatangani"


@pytest.mark.parametrize(
    ("upload", "first", "last", "sentence"),
    [
        (SimpleUploadedFile("a.pdf", stage.PDF), 1, 2, "Berkas PDF ini rusak; pindai ulang, lalu unggah lagi."),
        (scan(5, password="x"), 1, 2, "Berkas ini dilindungi kata sandi; pindai ulang tanpa kata sandi."),
        (scan(5), 2, 1, "Tulis nomor antara 2 dan 2."),
        (scan(5), 1, 3, "Tulis nomor antara 1 dan 2."),
        (scan(5), 9, 9, "Naskah nomor 9 tidak ada."),
        (SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n"), 1, 2, "Jenis berkas ini tidak diterima."),
    ],
)
def test_what_cannot_be_cut_is_refused_in_words(
    cast: Cast, letter: Letter, upload: SimpleUploadedFile, first: int, last: int, sentence: str
) -> None:
    upload.seek(0)

    answer = send_pile(cast, letter, upload, first, last)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert signed_widths(letter) == [[], []]


def test_before_all_is_printed_nobody_knows_the_pages(cast: Cast, letter: Letter) -> None:
    PrintedDocument.objects.filter(copy__order=2).delete()

    answer = send_pile(cast, letter, scan(5))

    assert answer.status_code == 422
    assert "Naskah yang dipilih belum selesai dicetak" in answer.content.decode()


def test_one_file_for_one_office_is_kept_byte_by_byte_and_can_be_replaced(cast: Cast, letter: Letter) -> None:
    first, second = letter.copies.all()
    client = client_of(cast)
    for copy, content in ((first, pdf(1)), (second, pdf(2)), (second, pdf(3))):
        upload = SimpleUploadedFile("satu.pdf", content)
        client.post(reverse("copy_sign", args=[copy.pk]), {"upload": upload})

    letter.refresh_from_db()
    second.refresh_from_db()
    assert (letter.state, signed_widths(letter)) == ("ditandatangani", [[101], [101, 102, 103]])
    assert second.signed_file and second.signed_file.full_path.read_bytes() == pdf(3)
    assert AuditRow.objects.filter(verb="letter.signed").count() == 1


def test_a_letter_that_was_sent_takes_no_other_scan(cast: Cast, letter: Letter) -> None:
    send_pile(cast, letter, scan(5))
    letter.refresh_from_db()
    actions.send(letter=letter, by=cast.secretariat, now=NOW)
    copy = letter.copies.select_related("letter__rakor")[0]

    with pytest.raises(signing.AlreadySent):
        signing.sign_copy(copy=copy, upload=scan(1), by=cast.secretariat, now=NOW)
    assert send_pile(cast, letter, scan(5)).status_code == 403
    assert signed_widths(letter) == [[101, 102], [103, 104, 105]]


def test_every_office_reads_the_file_that_was_signed_for_it_and_no_other(cast: Cast, letter: Letter) -> None:
    send_pile(cast, letter, scan(5))
    letter.refresh_from_db()
    banjar, tapin = letter.copies.select_related("invitation__rakor")
    assert client_of(cast, "operator").get(reverse("copy_file", args=[banjar.pk])).status_code == 404  # not sent yet
    actions.send(letter=letter, by=cast.secretariat, now=NOW)
    guest = Client()
    guest.force_login(make_sheet(invitation=tapin.invitation, by=cast.secretariat, now=NOW).link.user)

    for client, own, foreign in ((client_of(cast, "operator"), banjar, tapin), (guest, tapin, banjar)):
        listed = client.get(reverse("letter_sent_list", args=[cast.rakor.pk])).content.decode()
        answer = client.get(reverse("letter_file", args=[letter.pk]), follow=True)
        assert reverse("copy_file", args=[own.pk]) in listed
        assert widths(b"".join(answer)) == signed_widths(letter)[own.order - 1]  # type: ignore[arg-type]
        assert client.get(reverse("copy_file", args=[foreign.pk])).status_code == 404


def test_who_was_invited_after_the_numbering_sees_nothing_of_the_papers(cast: Cast, letter: Letter) -> None:
    region = stage.make_region("Kabupaten Baru", "kabupaten", "63.99", None)
    late = stage.make_office("KPU Kabupaten Baru", cast.banjar.kind, region, "6399")  # type: ignore[arg-type]
    cast.actors["late"] = stage.make_actor("late", late, Role.OPERATOR, Rank.STAF)
    send_pile(cast, letter, scan(5))
    letter.refresh_from_db()
    meetings.invite(rakor=cast.rakor, institutions=[late], by=cast.secretariat, now=NOW)
    actions.send(letter=letter, by=cast.secretariat, now=NOW)

    client = client_of(cast, "late")

    assert client.get(reverse("letter_file", args=[letter.pk])).status_code == 404
    assert "Belum ada surat." in client.get(reverse("letter_sent_list", args=[cast.rakor.pk])).content.decode()


def test_the_zip_holds_the_signed_file_of_every_institution(cast: Cast, letter: Letter) -> None:
    send_pile(cast, letter, scan(5))

    response = client_of(cast).get(reverse("bundle_zip", args=[cast.rakor.pk]))

    content = b"".join(response)  # type: ignore[arg-type]
    for order in (1, 2):
        assert f"surat-1-PL.02-Und-63-2020-{order:03d}-bertanda-tangan.pdf".encode() in content


def test_an_unsigned_paper_has_no_file_yet(cast: Cast, letter: Letter) -> None:
    copy = LetterCopy.objects.get(letter=letter, order=1)

    answer = client_of(cast).get(reverse("copy_file", args=[copy.pk]), follow=True)

    assert "Naskah untuk Sdr. Ketua KPU Kabupaten Banjar belum ditandatangani." in answer.content.decode()


def test_the_one_scan_of_a_plain_letter_is_not_taken_for_all(cast: Cast, letter: Letter) -> None:
    """What one institution gets is never what was signed for the others."""
    answer = client_of(cast).post(reverse("letter_sign", args=[letter.pk]), {"upload": scan(5)})

    letter.refresh_from_db()
    assert (answer.status_code, letter.state) == (403, "bernomor")
