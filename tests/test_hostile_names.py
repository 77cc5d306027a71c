"""S07, S08, S09, S11: whatever stands in a name, title or text is read as it was written, on every page and file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client

from agendas.releases import release
from documents import letter_paper
from documents.models import Letter
from rakor.lib.pdf import render_pdf
from reminders.actions import deliver_due
from reminders.models import Delivery
from tests import cast as stage
from tests import hostile
from tests.access_register import REGISTER
from tests.canaries import words_of
from tests.test_gate import World, clients

pytestmark = pytest.mark.django_db
HARMLESS = "Kata biasa saja untuk nama, jabatan, dan judul yang panjangnya sama."
READERS = ("secretariat", "operator")


class Seen:
    """Every page, sheet and calendar of the program while one text stands in all of its fields, or several in turn.

    An office reads what the secretariat does not, and the rest as well when the whole is asked for.
    """

    def __init__(self, world: World, *texts: str, names: Iterable[str] = REGISTER, is_whole: bool = False) -> None:
        self.is_whole = is_whole
        self.pages: dict[tuple[str, str], hostile.Page] = {}
        self.sheets: dict[tuple[str, str], int] = {}
        self.calendars: dict[tuple[str, str], Counter[str]] = {}
        with transaction.atomic():
            self.fields = hostile.plant(*texts)
            release(rakor=world.rakor, by=world.cast.secretariat, now=stage.NOW)
            everybody = clients(world)
            for who in READERS:
                self.read(world, who, everybody[who], names)
            transaction.set_rollback(True)

    def read(self, world: World, who: str, client: Client, names: Iterable[str]) -> None:
        for name in names:
            entry = REGISTER[name]
            is_new = self.is_whole or who == READERS[0] or READERS[0] not in entry.enters
            if is_new and who in entry.enters and "GET" in entry.methods:
                answer = client.get(world.address(name, entry))
                content = b"".join(answer)  # type: ignore[arg-type]
                assert answer.status_code in (200, 302, 422), name
                assert all("\n" not in value and "\r" not in value for value in answer.headers.values()), name
                self.keep((name, who), answer["Content-Type"], content)

    def keep(self, key: tuple[str, str], kind: str, content: bytes) -> None:
        if kind.startswith("text/html"):
            self.pages[key] = hostile.Page(content)
        elif kind.startswith("text/calendar"):
            self.calendars[key] = hostile.properties_of(content)
        elif b"xl/worksheets" in content:
            self.sheets[key] = hostile.formulas_of(content)


@pytest.fixture
def world(time_machine: Any) -> World:
    world = World()
    time_machine.move_to(world.session.starts_at, tick=False)
    return world


def changed(harmless: Seen, seen: Seen, *texts: str) -> Iterator[str]:
    """What is more or other than with harmless words; nothing, when all is well."""
    for key, page in seen.pages.items():
        if (page.shape, page.schemes) != (harmless.pages[key].shape, harmless.pages[key].schemes):
            yield f"{key} with {texts}: {page.shape - harmless.pages[key].shape}, {page.schemes}"
    for key, formulas in seen.sheets.items():
        if formulas:
            yield f"{key} with {texts}: {formulas} formulas"
    for key, properties in seen.calendars.items():
        if properties != harmless.calendars[key]:
            yield f"{key} with {texts}: {properties - harmless.calendars[key]}"
    for text in texts:
        if not any(" ".join(text.split()) in page.words for page in seen.pages.values()):
            yield f"{text} is on no page"


@pytest.mark.dealt_to("sqlite")
def test_three_hostile_names_stay_text_on_every_page_sheet_and_calendar(world: World) -> None:
    harmless = Seen(world, HARMLESS)

    assert list(changed(harmless, Seen(world, *hostile.NAMES), *hostile.NAMES)) == []
    assert harmless.fields > 40
    assert len(harmless.pages) > 100 and len(harmless.sheets) >= 5 and len(harmless.calendars) >= 2


@pytest.mark.ordeal
def test_sixty_hostile_texts_stay_text_on_every_page_sheet_and_calendar(world: World) -> None:
    harmless = Seen(world, HARMLESS, is_whole=True)

    assert len(hostile.PAYLOADS) == 60
    found = (changed(harmless, Seen(world, text, is_whole=True), text) for text in hostile.PAYLOADS)
    assert [words for each in found for words in each] == []


def test_a_page_that_does_not_escape_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: with the escape off the walk is red."""
    harmless = Seen(world, HARMLESS, names=["rakor_show"])
    monkeypatch.setattr("django.template.base.conditional_escape", str)

    found = "".join(changed(harmless, Seen(world, hostile.NAMES[0], names=["rakor_show"]), hostile.NAMES[0]))

    assert "('script',)" in found


@pytest.mark.parametrize("name", hostile.NAMES)
def test_in_a_pdf_the_name_is_read_as_it_was_written(world: World, name: str) -> None:
    name = name.replace("\u2028", "")  # reading the words back from a PDF loses it and its neighbours
    hostile.plant(name)
    letter = Letter.objects.select_related("rakor__organiser", "signer", "corrects").get(pk=world.concept.pk)  # type: ignore[attr-defined]
    context = letter_paper.context_of(letter, code="AAAA-AAAA", printed_by="Contoh", now=stage.NOW)

    words = words_of(render_pdf(render_to_string("papers/letter.html", context)))

    assert "".join(name.split()) in "".join(words.split())


def test_a_mail_has_no_header_more_and_keeps_the_name_in_one_line(world: World) -> None:
    for place, name in enumerate([*hostile.NAMES, *hostile.LINES]):
        hostile.plant(name)
        Delivery.objects.all().delete()
        assert deliver_due(now=stage.NOW) > 0, place

        for row in Delivery.objects.all():
            mail = EmailMessage(row.subject, row.body, to=[row.address], headers={"Message-ID": row.message_id})
            parsed = message_from_bytes(mail.message().as_bytes())
            assert set(parsed.keys()) == {
                *("Content-Type", "MIME-Version", "Content-Transfer-Encoding"),
                *("Subject", "From", "To", "Date", "Message-ID"),
            }
            assert parsed["To"] == row.address


def test_a_file_name_is_one_line_of_the_answer(world: World) -> None:
    client = clients(world)["operator"]
    for text in [*hostile.NAMES, *hostile.TEMPLATES, *hostile.FORMULAS, *hostile.LINES]:
        world.material.file.name = f"{text}.pdf"
        world.material.file.save()

        answer = client.get(world.address("material_file", REGISTER["material_file"]))

        assert (answer.status_code, b"".join(answer)) == (200, stage.PDF)  # type: ignore[arg-type]
        assert answer["Content-Disposition"].startswith("attachment")
        assert not {"\n", "\r"} & set(answer["Content-Disposition"])
