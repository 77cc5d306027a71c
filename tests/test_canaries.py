"""What the walk of tests/test_gate.py does not open: prints of a worker, feeds, mails; and the walk's own twin."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from documents import tasks
from documents.models import PrintedDocument, PrintedKind
from meetings.models import Rakor
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from rakor.lib.pdf import render_pdf
from reminders.actions import deliver_due, remind_by_hand, remind_unanswered
from reminders.models import Delivery
from secretariat.feeds import create_feed
from tests import cast as stage
from tests.access_register import HOST
from tests.canaries import NIP, PHONE, met
from tests.test_gate import World, clients

WORK = {
    tasks.RENDER_ROSTER: tasks.render_roster,
    tasks.RENDER_RUNDOWN: tasks.render_rundown,
    tasks.RENDER_LETTER: tasks.render_letter,
    tasks.RENDER_COPIES: tasks.render_copies,
}


def order_everything(world: World, client: Client) -> None:
    rakor = world.rakor
    day = f"hari:{rakor.starts_on}"
    for kind in (PrintedKind.ROSTER, PrintedKind.CARDS, PrintedKind.SIGNS):
        typed = {"kind": kind.value, "occasion": day, "group": "peserta", "boxes": "kosong", "sheet": "a4"}
        client.post(reverse("roster_print", args=[rakor.pk]), typed)
    client.post(reverse("travel_print", args=[rakor.pk]))
    for kind in (PrintedKind.RUNDOWN, PrintedKind.SCRIPT):
        client.post(reverse("rundown_print", args=[rakor.pk]), {"kind": kind.value, "sheet": "a4"})


@pytest.mark.django_db(transaction=True)
def test_prints_show_a_nip_to_the_host_alone_and_no_telephone_to_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page before it becomes a PDF: it holds at least what the PDF shows."""
    monkeypatch.setattr(tasks, "render_pdf", lambda html: html.encode())
    with transaction.atomic():
        world = World()
    order_everything(world, clients(world)["secretariat"])
    for job in Job.objects.open().filter(task__in=WORK):
        run_job(WORK[job.task], job.pk)

    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    kinds = set()
    for who, actor in world.cast.actors.items():
        for paper in PrintedDocument.objects.visible_to(actor).exclude(pk=world.printed.pk):
            kinds.add(paper.kind)
            for kind in met(world.planted, paper.file.full_path.read_bytes()):
                found[kind, paper.kind].add(who)

    assert kinds >= {"hadir", "kartu", "papan", "perjalanan", "acara", "naskah", "surat"}
    assert found == {("nip", "perjalanan"): set(HOST), ("code", "kartu"): HOST | {"note_taker"}}


def test_the_list_for_the_desk_holds_names_and_no_telephone(world: World) -> None:
    query = {"occasion": f"hari:{world.rakor.starts_on}", "group": "peserta", "boxes": "kosong"}

    sheet = clients(world)["note_taker"].get(reverse("roster_sheet", args=[world.rakor.pk]), query)

    assert sheet.content.startswith(b"PK")
    assert met(world.planted | {"name": world.delegate.name}, sheet.content) == {"name"}


def test_a_calendar_that_others_may_read_holds_no_link_and_no_number(world: World, time_machine: Any) -> None:
    time_machine.move_to(stage.NOW, tick=False)
    address = create_feed(by=world.cast.note_taker, now=stage.NOW)

    calendar = Client().get(address).content

    assert b"SUMMARY:" in calendar
    assert met(world.planted, calendar) == set()


def test_mails_hold_no_link_no_number_and_no_secret(world: World) -> None:
    Rakor.objects.filter(pk=world.rakor.pk).update(naming_due_at=stage.NOW)
    deliver_due(now=stage.NOW)
    world.rakor.refresh_from_db()
    for remind in (remind_by_hand, remind_unanswered):
        remind(rakor=world.rakor, by=world.cast.secretariat, now=stage.NOW)

    text = "\n".join(f"{mail.subject}\n{mail.body}" for mail in Delivery.objects.all())

    assert len(set(Delivery.objects.values_list("rule", flat=True))) >= 3
    assert met(world.planted, text.encode()) == set()


def test_a_code_of_verification_tells_no_contact(world: World) -> None:
    page = Client().get(reverse("printed_verify", args=[world.printed.code])).content  # type: ignore[attr-defined]

    assert met(world.planted, page) == set()


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_a_canary_is_found_in_every_kind_of_file() -> None:
    """The twin of the walk: it would be green as well if it looked into nothing."""
    sheet = BytesIO()
    with xlsxwriter.Workbook(sheet) as book:
        book.add_worksheet().write_string(0, 0, PHONE)
    folded = f"BEGIN:VCALENDAR\r\nDESCRIPTION:hubungi {PHONE[:6]}\r\n {PHONE[6:]}\r\n"
    page = render_to_string("404.html", {})

    for content in (sheet.getvalue(), render_pdf(f"<p>Telepon {PHONE}</p>"), folded.encode(), PHONE.encode()):
        assert met({"phone": PHONE, "nip": NIP}, content) == {"phone"}
    assert met({"phone": PHONE}, page.encode()) == set()
