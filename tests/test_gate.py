"""Who may knock, see and enter: every address x everybody x the methods it declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from agendas.models import Slot
from agendas.releases import release
from documents.models import SignedMinutes, Wording
from documents.submission_actions import sign as sign_submission
from meetings import directing
from meetings.access_sheets import make_sheet
from meetings.models import SeatRule
from meetings.naming import add_assignment
from minutes.actions import add_block, propose, report_follow_up
from minutes.models import FollowUp, Outcome
from participants.gate import Actor
from participants.models import Person, Position, Rank, Role
from reports import asking
from reports.actions import attach_to_draft, send_paper
from reports.models import Obligation
from reports.petitions import ask as petition
from secretariat.postponing import postpone
from tests import canaries
from tests import cast as stage
from tests.access_register import GUEST_AT, GUEST_ENTERS, GUEST_KNOWS, PUBLIC, REGISTER, Entry

ABSENT = 999_999_999
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def patterns(resolver: Any = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


ALL = {pattern.name: pattern for pattern in patterns()}


class World:
    """One rakor with everything in it that an address can be about."""

    def __init__(self) -> None:
        cast = self.cast = stage.make_cast()
        self.banjar = cast.banjar
        self.rakor = stage.make_rakor(cast)
        self.session = stage.make_session(cast, self.rakor)
        self.edition = release(rakor=self.rakor, by=cast.secretariat, now=stage.NOW)
        self.invitation = stage.invite_both(cast, self.rakor)["KPU Kabupaten Banjar"]
        self.delegate = stage.name_delegate(cast, self.invitation)
        self.attendee = self.delegate.person
        self.kelas, self.room = self.session.kelas, self.session.room
        self.seat_rule = SeatRule.objects.create(kelas=self.session.kelas, rank=Rank.KETUA)
        self.requirement = stage.make_requirement(cast, self.rakor)
        self.dim = stage.make_requirement(cast, self.rakor, "dim")
        self.hibah = stage.make_requirement(cast, self.rakor, "hibah")
        self.submission = stage.send_report(cast, self.requirement, self.invitation)
        stage.send_report(cast, self.requirement, self.invitation, bidang="HUK")
        self.second_submission = stage.send_report(cast, self.requirement, self.invitation, bidang="HUK")
        self.petition = petition(
            obligation=self.second_submission.obligation,
            because="Banjir",
            until=stage.DUE,
            by=cast.operator,
            now=stage.NOW,
        )
        self.add_papers()
        person = Person.objects.create(name="Tanpa Akun Contoh")
        self.position = Position.objects.create(
            person=person, institution=cast.banjar, rank=Rank.STAF, title="Staf Pelaksana"
        )
        self.block, self.outcome, follow_up = stage.write_notes(cast, self.session)
        self.bare_outcome = Outcome(session=self.session, text="Tanpa tindak lanjut.")
        add_block(block=self.bare_outcome, by=cast.note_taker, now=stage.NOW)
        for step in ("", "proposed", "approved", "numbered", "signed", "sent"):
            setattr(self, step or "concept", stage.write_letter(cast, self.rakor, until=step))
        self.printed = stage.print_letter(self.sent)  # type: ignore[attr-defined]
        self.add_letter_matters()
        self.slot = Slot.objects.create(session=self.session, invitation=self.invitation, order=1)
        self.material = stage.hand_out(cast, self.session)
        self.signed_sheet = stage.sign_in(cast, self.session)
        self.add_guest()
        self.add_signed_minutes(follow_up)
        self.add_levels()
        self.planted = canaries.plant(self.rakor, self.delegate, person, self.submission)
        self.planted |= {"token": self.sheet.address.rstrip("/").rpartition("/")[2]}

    def add_papers(self) -> None:
        """A form of the host's own, a format to download, a set, a file in a draft."""
        by, now = self.cast.secretariat, stage.NOW
        self.figures = stage.make_requirement(self.cast, self.rakor, "angka")
        asking.change_requirement(
            requirement=self.requirement, template=SimpleUploadedFile("format.pdf", stage.PDF), by=by, now=now
        )
        self.kept_set = asking.keep_set(rakor=self.rakor, name="Rakor tahapan", by=by, now=now)
        attach_to_draft(
            obligation=self.submission.obligation,
            uploads=[SimpleUploadedFile("draf.pdf", stage.PDF)],
            began_at=now,
            by=self.cast.operator,
            now=now,
        )
        self.signed_submission = sign_submission(
            version=self.submission, upload=SimpleUploadedFile("ttd.pdf", stage.PDF), by=self.cast.operator, now=now
        )
        self.upload = stage.begin_upload(self.submission.obligation, self.cast.operator)

    def add_guest(self) -> None:
        """An access sheet of the same office, so that all of the invitation is within reach; a surat tugas."""
        by = self.cast.secretariat
        self.sheet = make_sheet(invitation=self.invitation, by=by, now=stage.NOW)
        self.access_link = self.sheet.link
        self.cast.actors["guest"] = stage.guest_of(self.access_link)
        self.add_guest_papers(self.cast.actors["guest"])
        upload = SimpleUploadedFile("surat-tugas.pdf", stage.PDF)
        self.assignment = add_assignment(
            invitation=self.invitation, upload=upload, by=self.cast.operator, now=stage.NOW
        )

    def add_guest_papers(self, guest: Actor) -> None:
        """A paper that an access sheet opens: a format, two versions, a file in the draft, one on its way."""
        self.open_paper = stage.make_requirement(self.cast, self.rakor, "berkas")
        self.open_paper.template = self.requirement.template
        self.open_paper.save()
        owed = Obligation(requirement=self.open_paper, invitation=self.invitation)
        for name in ("satu.pdf", "dua.pdf", "draf.pdf"):
            upload = SimpleUploadedFile(name, stage.PDF)
            attach_to_draft(obligation=owed, uploads=[upload], began_at=stage.NOW, by=guest, now=stage.NOW)
            if name != "draf.pdf":
                self.open_submission = send_paper(obligation=owed, content={}, key=uuid4(), by=guest, now=stage.NOW)
        self.guest_upload = stage.begin_upload(owed, guest)

    def add_letter_matters(self) -> None:
        """A letter on a paper for each institution, the series it was numbered in, models of the office and shipped."""
        office = self.cast.province
        self.papers = stage.write_letter(self.cast, self.rakor, until="numbered", is_per_institution=True)
        self.copy = self.papers.copies.get(invitation=self.invitation)
        self.sent_copy = stage.send_papers(self.cast, self.rakor).copies.get(invitation=self.invitation)
        self.series = self.papers.series
        self.wording = Wording.objects.create(institution=office, name="Model", subject="Hal", body="Isi")
        self.shipped = Wording.objects.create(institution=None, name="Program", subject="Hal", body="Isi")

    def add_signed_minutes(self, follow_up: FollowUp) -> None:
        """Of another rakor of the same offices, so that the notes of the first one stay open."""
        cast = self.cast
        other = stage.make_rakor(cast, title="Rakor sebelumnya")
        stage.invite_both(cast, other)
        session = stage.make_session(cast, other)
        _, outcome, self.follow_up = stage.write_notes(cast, session)
        self.reported_follow_up = FollowUp.objects.create(
            outcome=outcome, task="Kedua", assignee=cast.banjar, due_on=follow_up.due_on
        )
        approved = stage.approve_minutes(cast, other, signed=True)
        self.signed_minutes = SignedMinutes.objects.get(minutes=approved)
        report_follow_up(follow_up=self.reported_follow_up, text="Sudah", by=cast.operator, now=stage.NOW)
        third = stage.make_rakor(cast, title="Rakor ketiga")
        stage.write_notes(cast, stage.make_session(cast, third))
        self.proposed_minutes = propose(rakor=third, by=cast.secretariat, now=stage.NOW)

    def add_levels(self) -> None:
        """What stands above and below: arahan, an acuan, a turunan of each side, a rakor that was put off."""
        cast = self.cast
        by = cast.secretariat
        self.direction = directing.add_direction(rakor=self.rakor, text="Siapkan APD.", by=by, now=stage.NOW)
        self.reference = stage.make_reference(cast, self.rakor)
        banjar_host = stage.make_actor("banjar_host", cast.banjar, Role.SECRETARIAT, Rank.KASUBBAG)
        self.branch = stage.make_branch(banjar_host, self.rakor)
        self.turunan = stage.make_rakor(cast, title="Rakor turunan", parent=self.branch)
        self.postponed = stage.make_rakor(cast, title="Rakor yang ditunda")
        stage.make_session(cast, self.postponed)
        stage.invite_both(cast, self.postponed)
        postpone(rakor=self.postponed, because="Banjir", by=by, now=stage.NOW)

    def address(self, name: str, entry: Entry, pk: int | None = None) -> str:
        if not entry.target:
            return reverse(name, kwargs=entry.extra)
        extra = {
            key: getattr(self, str(value)).pk if key.endswith("_pk") else value for key, value in entry.extra.items()
        }
        own = getattr(self, entry.target).pk
        absent = UUID(int=pk) if pk and isinstance(own, UUID) else pk
        return reverse(name, kwargs={"pk": absent or own, **extra})


@pytest.fixture
def world(db: None) -> World:
    return World()


def clients(world: World) -> dict[str, Client]:
    found = {}
    for name, actor in world.cast.actors.items():
        found[name] = Client()
        found[name].force_login(actor.user)
    return found


def ask(client: Client, method: str, address: str) -> int:
    """The status; whatever the request changed is undone, a logout too."""
    session = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        b"".join(response)  # to the end, so that a file is closed
        transaction.set_rollback(True)
    client.cookies = session
    return response.status_code


def test_every_address_is_in_the_register() -> None:
    assert set(ALL) == set(REGISTER) | set(PUBLIC)


def test_every_view_declares_the_methods_of_the_register() -> None:
    declared = {name: " ".join(pattern.callback.access.methods) for name, pattern in ALL.items()}

    assert declared == PUBLIC | {name: entry.methods for name, entry in REGISTER.items()}


@pytest.mark.parametrize(
    "half",
    [
        pytest.param(0, marks=pytest.mark.dealt_to("sqlite")),
        pytest.param(1, marks=pytest.mark.dealt_to("postgresql")),
    ],
)
def test_everybody_enters_where_the_register_says_and_nowhere_else(world: World, time_machine: Any, half: int) -> None:
    """S01: foreign and absent objects are the same 404; an own object without the right for the verb is 403.

    S04: and the same rows stand there after every page was asked for by everybody. Telephone numbers, NIP, links and
    secrets are met where tests/canaries.py says why, in pages and files. The session is on, so that its link is open.
    Every other person walks on this database today, the rest on the other one.
    """
    time_machine.move_to(world.session.starts_at, tick=False)
    people = dict(list(clients(world).items())[half::2])
    before, wrong, met = fingerprint(), [], set()
    for who, client in people.items():
        for name, entry in entries_for(who):
            for method in entry.methods.split():
                if method == "GET":
                    status, content = read(client, world.address(name, entry))
                    met |= {(kind, name, who) for kind in canaries.met(world.planted, content)}
                else:
                    status = ask(client, method, world.address(name, entry))
                if not is_as_expected(status, who, name, entry):
                    wrong.append((name, method, who, status))

    assert wrong == []
    assert met == {(kind, name, who) for kind, name, who in canaries.entitled() if who in people}
    assert fingerprint() == before


def entries_for(who: str) -> Iterator[tuple[str, Entry]]:
    yield from REGISTER.items()
    if who == "guest":
        for name, (target, extra) in GUEST_AT.items():
            yield name, REGISTER[name]._replace(target=target, extra=extra)


def read(client: Client, address: str) -> tuple[int, bytes]:
    """Status and content; whatever the request changed stays to be found."""
    response = client.get(address)
    return response.status_code, b"".join(response)  # type: ignore[arg-type]


def is_as_expected(status: int, who: str, name: str, entry: Entry) -> bool:
    if who == "guest":
        return guest_is_as_expected(status, name, entry)
    if name == "right_choose" or who not in entry.sees:
        return status == 404
    if who not in entry.enters:
        return status == 403
    return status in (200, 302, 409, 412, 422)


def guest_is_as_expected(status: int, name: str, entry: Entry) -> bool:
    if name in GUEST_ENTERS:
        return status in (200, 302, 422)
    if name in GUEST_AT:
        spoken = (412,) if name == "upload_begin" else ()  # of the protocol, before anything is looked for
        return status in ((404, *spoken) if entry == REGISTER[name] else (200, 302, 409, 412, 422))
    return status == (403 if entry.target in GUEST_KNOWS else 404)


def test_an_absent_object_is_a_404(world: World) -> None:
    """As a foreign one is, in the test above; whoever asks."""
    everybody = clients(world)
    found = {
        ask(client, method, world.address(name, entry, pk=ABSENT))
        for client in (everybody["secretariat"], everybody["operator"], everybody["guest"])
        for name, entry in REGISTER.items()
        if entry.target
        for method in entry.methods.split()
    }

    assert found == {404}


def test_methods_that_a_view_does_not_declare_are_refused(world: World) -> None:
    client = clients(world)["secretariat"]
    wrong = [
        (name, method)
        for name, entry in REGISTER.items()
        for method in METHODS
        if method not in entry.methods.split() and ask(client, method, world.address(name, entry)) != 405
    ]

    assert wrong == []


def test_without_a_login_every_private_address_asks_for_one(world: World) -> None:
    client = Client()
    for name, entry in REGISTER.items():
        for method in entry.methods.split():
            assert ask(client, method, world.address(name, entry)) == (302 if method == "GET" else 401), name


def test_a_deactivated_user_and_an_ended_right_open_nothing(world: World) -> None:
    deactivated, expired = clients(world)["secretariat"], clients(world)["chair"]
    world.cast.secretariat.user.is_active = False
    world.cast.secretariat.user.save()
    assert world.cast.chair.right
    world.cast.chair.right.valid_to = stage.NOW.date()
    world.cast.chair.right.save()

    assert ask(deactivated, "GET", reverse("rakor_show", args=[world.rakor.pk])) == 302
    assert ask(expired, "GET", reverse("rakor_show", args=[world.rakor.pk])) == 403
    assert ask(expired, "GET", reverse("rakor_show", args=[world.rakor.pk + 99])) == 403  # whatever was asked for


def test_every_unsafe_address_refuses_a_missing_token(world: World) -> None:
    """S04: none is exempt."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.secretariat.user)
    unsafe = {name: world.address(name, entry) for name, entry in REGISTER.items() if "POST" in entry.methods}
    parts = {"access_enter": ["token"]}
    unsafe |= {name: reverse(name, args=parts.get(name)) for name, methods in PUBLIC.items() if "POST" in methods}

    refused = {name: ask(client, "POST", address) for name, address in unsafe.items()}

    assert {name: status for name, status in refused.items() if status != 403} == {}
    assert [name for name, pattern in ALL.items() if getattr(pattern.callback, "csrf_exempt", False)] == []


def fingerprint() -> dict[str, list[Any]]:
    models = [model for model in apps.get_models() if model._meta.app_label != "sessions"]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


def test_every_response_carries_the_headers(world: World) -> None:
    """S10: on pages, files and refusals alike."""
    client = clients(world)["secretariat"]
    for address in (
        reverse("home"),
        reverse("submission_file", args=[world.submission.pk, 1]),
        reverse("rakor_show", args=[ABSENT]),
        reverse("login"),
    ):
        response = client.get(address)
        b"".join(response)

        assert "'unsafe-inline'" not in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]


def test_a_view_without_a_mark_is_never_entered(world: World, settings: Any) -> None:
    """The twin of the register: with the mark gone, the gate fails closed."""
    view = ALL["home"].callback
    mark = view.access
    del view.access
    try:
        with pytest.raises(ImproperlyConfigured):
            clients(world)["secretariat"].get(reverse("home"))
    finally:
        view.access = mark
