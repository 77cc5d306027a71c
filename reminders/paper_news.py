"""What happened to an office's papers: received, accepted, given more time, answered. Never what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from meetings.models import Rakor
from rakor.lib import dates
from reminders.models import Delivery, Rule
from reminders.notices import Named, Notice, letter, link
from reminders.readers import host_readers_of, reading, secretariat_of
from reports import matrix
from reports.models import Comment, DeadlineMove, Obligation, Petition, Submission

FRESH = timedelta(days=7)  # older events are not told any more, as after a long stop


def all_due(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    yield from received(rakor, now=now)
    yield from accepted(rakor, now=now)
    yield from extended(rakor, now=now)
    yield from answered(rakor, now=now)
    yield from asked(rakor, now=now)
    yield from moved(rakor, now=now)
    yield from commented(rakor, now=now)


def untold(rule: Rule, versions: QuerySet[Submission], *, on: date) -> QuerySet[Submission]:
    """Without those that somebody of the office was told of, or that nobody there can be told of by mail: thousands of
    papers come in a week.
    """
    moment = Concat(Value("versi-"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    told = Delivery.objects.filter(rule=rule, invitation=OuterRef("obligation__invitation"), moment=moment)
    reached = reading(on=on).values("institution")
    return versions.filter(~Exists(told), obligation__invitation__institution__in=reached).defer("content")


def versions_of(rakor: Rakor) -> QuerySet[Submission]:
    found = Submission.objects.filter(obligation__invitation__rakor=rakor)
    return found.select_related("obligation__requirement", "obligation__invitation__rakor__organiser")


def received(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    for version in untold(Rule.RECEIVED, versions_of(rakor).filter(sent_at__gt=now - FRESH), on=now.date()):
        label, sent = version.obligation.column.label, dates.moment(version.sent_at, rakor.timezone)
        late = " Tenggat sudah lewat; pengumpulan dicatat terlambat." if version.is_late else ""
        text = f"{label} versi {version.number} diterima server {sent}, {sender_of(version)}.{late}\n\n"
        text += f"Tanda terima No. {version.receipt_number}\nsha256 {version.sha256}"
        body = letter(text, "Tanda terima lengkap:", link("submission_show", version.pk))
        invitation, subject = version.obligation.invitation, f"Tanda terima No. {version.receipt_number}: {label}"
        yield Notice(Rule.RECEIVED, invitation, f"versi-{version.pk}", subject, body)


def sender_of(version: Submission) -> str:
    if not version.is_on_behalf:
        return f"dikirim oleh {version.sent_by_name}"
    invitation = version.obligation.invitation
    told = f"disampaikan oleh {version.sent_by_name}, sekretariat {invitation.rakor.organiser}, atas nama {invitation}"
    return f"{told}, yang menerimanya melalui {version.received_via}"


def accepted(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    for version in untold(Rule.ACCEPTED, versions_of(rakor).filter(accepted_at__gt=now - FRESH), on=now.date()):
        label = version.obligation.column.label
        text = f"{label} versi {version.number} untuk {rakor.title} diterima oleh {rakor.organiser}."
        body = letter(text, "Berkasnya:", link("submission_show", version.pk))
        yield Notice(Rule.ACCEPTED, version.obligation.invitation, f"versi-{version.pk}", f"Diterima: {label}", body)


def extended(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """By the host's own will; an extension that was asked for is told as the answer."""
    answers = Petition.objects.filter(obligation=OuterRef("pk"), answered_at=OuterRef("extended_at"), is_granted=True)
    rows = Obligation.objects.filter(~Exists(answers), invitation__rakor=rakor, extended_at__gt=now - FRESH)
    for row in rows.select_related("requirement__rakor", "invitation__rakor"):
        assert row.extended_at
        assert row.extended_until
        until, label = dates.moment(row.extended_until, rakor.timezone), row.column.label
        text = f"Tenggat {label} untuk {rakor.title} diperpanjang sampai {until}.\n\nAlasan: {row.extended_because}"
        body = letter(text, "Berkas dikirim di:", link("matrix_show", rakor.pk))
        moment = f"{row.pk}-{row.extended_at.isoformat()}"
        yield Notice(Rule.EXTENDED, row.invitation, moment, f"Diperpanjang sampai {until}: {label}", body)


def petitions_of(rakor: Rakor) -> QuerySet[Petition]:
    found = Petition.objects.filter(obligation__invitation__rakor=rakor)
    return found.select_related("obligation__requirement__rakor", "obligation__invitation__rakor")


def answered(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """A paper that was opened again goes out as a returned one, with the reason."""
    answers = petitions_of(rakor).filter(answered_at__gt=now - FRESH)
    for petition in answers.exclude(is_reopening=True, is_granted=True):
        label = petition.obligation.column.label
        until = f" sampai {dates.moment(petition.granted_until, rakor.timezone)}" if petition.granted_until else ""
        word = f"dikabulkan{until}" if petition.is_granted else "tidak dikabulkan"
        text = f"{petition.words} untuk {label} {word}."
        text += f"\n\n{petition.answer}" if petition.answer else ""
        body = letter(text, "Berkas dan permohonan dibaca di:", link("matrix_show", rakor.pk))
        subject = f"{petition.words} {word}: {label}"
        yield Notice(Rule.ANSWERED, petition.obligation.invitation, f"permohonan-{petition.pk}", subject, body)


def asked(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """To the host's secretariat, while it waits."""
    for petition in petitions_of(rakor).filter(answered_at=None, asked_at__gt=now - FRESH):
        office, label = petition.obligation.invitation, petition.obligation.column.label
        text = f"{office} meminta: {petition.words} untuk {label}.\n\nAlasan: {petition.because}"
        body = letter(text, "Dijawab di:", link("matrix_show", rakor.pk))
        for person in secretariat_of(rakor, on=now.date()):
            moment = f"permohonan-{petition.pk}"
            yield Notice(Rule.ASKED, Named(rakor, person), moment, f"{petition.words}: {office}", body)


def commented(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """To the other side of the thread, with the words that both may read."""
    found = Comment.objects.filter(obligation__invitation__rakor=rakor, written_at__gt=now - FRESH)
    for comment in found.select_related("obligation__requirement", "obligation__invitation__rakor__organiser"):
        row, moment = comment.obligation, f"pesan-{comment.pk}"
        text = f"{comment.written_by_name}, {comment.written_for}, tentang {row.column.label} {row.invitation}:"
        body = letter(f"{text}\n\n{comment.text}", "Dibalas di:", thread_link(row))
        subject = f"Pesan tentang {row.column.label}: {row.invitation}"
        if comment.is_by_host:
            yield Notice(Rule.COMMENTED, row.invitation, moment, subject, body)
            continue
        for person in host_readers_of(comment, on=now.date()):
            yield Notice(Rule.COMMENTED, Named(rakor, person), moment, subject, body)


def thread_link(row: Obligation) -> str:
    place = [row.invitation.pk, row.requirement.pk, row.column.path_bidang]
    return settings.SITE_URL + reverse("comment_list", args=place)


def moved(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """To the offices that still owe the paper by that deadline; of several moves only the last is told."""
    moves = DeadlineMove.objects.filter(requirement__rakor=rakor, requirement__due_at=F("due_after"))
    fresh = {row.requirement.pk: row for row in moves.filter(moved_at__gt=now - FRESH).select_related("requirement")}
    if not fresh:
        return
    sent = rakor.invitations.asked().filter(sent_at__isnull=False).select_related("institution")  # type: ignore[attr-defined]
    for row in matrix.build(rakor=rakor, invitations=sent, now=now).rows:
        owed = [cell for cell in row.cells if cell and cell.waits_for_office]
        for pk in {cell.column.requirement.pk for cell in owed if cell.due_at == cell.column.requirement.due_at}:
            if pk in fresh:
                yield moved_notice(fresh[pk], row, rakor)


def moved_notice(move: DeadlineMove, row: matrix.Row, rakor: Rakor) -> Notice:
    before, after = (dates.moment(due, rakor.timezone) for due in (move.due_before, move.due_after))
    text = f"Tenggat {move.requirement} untuk {rakor.title} berubah menjadi {after}, semula {before}."
    body = letter(text, "Berkas dikirim di:", link("matrix_show", rakor.pk))
    subject = f"Tenggat baru {after}: {move.requirement}"
    return Notice(Rule.MOVED, row.invitation, f"pindah-{move.pk}", subject, body)
