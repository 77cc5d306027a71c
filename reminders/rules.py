"""Rules are questions about the state of things: who should be told what now. What was told is left out later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from agendas.differences import Row, ends, starts
from meetings.models import Invitation, Rakor
from rakor.lib import dates
from reminders import edition_changes, paper_news
from reminders.models import Rule
from reminders.notices import Named, Notice, letter, link
from reports import matrix
from reports.models import Submission
from reports.models.shapes import KPU_PAPERS

DAYS_BEFORE_NAMING = (3, 1, 0)  # of the day by which an office answers and names; again only the nearest one speaks
MORNING = time(8)
HOURS_BEFORE = (24, 3)  # of a deadline; when both have passed only the nearer one speaks
FRESH = timedelta(days=7)  # older events are not told any more, as after a long stop


def all_due(*, now: datetime) -> Iterator[Notice]:
    live = Rakor.objects.filter(opened_at__isnull=False, closed_at=None, cancelled_at=None).select_related("organiser")
    for rakor in live.filter(postponed_at=None, ends_on__gte=(now - FRESH).date()):
        yield from invited(rakor, now=now)
        yield from unanswered(rakor, now=now)
        yield from due_soon(rakor, now=now)
        yield from returned(rakor, now=now)
        yield from paper_news.all_due(rakor, now=now)
        yield from released(rakor, now=now)
        yield from rescheduled(rakor, now=now)
    for rakor in live.filter(postponed_at__isnull=False):  # deadlines are silent until there are new days
        yield from postponed(rakor, now=now)
        yield from returned(rakor, now=now)


def invited(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    fresh = Invitation.objects.filter(rakor=rakor, sent_at__gt=now - FRESH).select_related("institution")
    for invitation in fresh:
        text = f"{rakor.organiser} mengundang {invitation} dalam {rakor.title}, {rakor.days_text}, {rakor.place}."
        body = letter(text, "Jawaban dan nama delegasi disampaikan di:", link("invitation_show", invitation.pk))
        yield Notice(Rule.INVITED, invitation, "terkirim", f"Undangan: {rakor.title}", body)


def unanswered(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """In the morning three days before, the day before and of the day itself; not to whom was asked only after that."""
    due_at = rakor.naming_due_at
    if not due_at or now >= due_at:
        return
    last_day = dates.local(due_at, rakor.timezone).date()
    mornings = {n: dates.at(last_day - timedelta(days=n), MORNING, rakor.timezone) for n in DAYS_BEFORE_NAMING}
    passed = [n for n in DAYS_BEFORE_NAMING if mornings[n] <= now and mornings[n] < due_at]
    if passed:
        moment = f"{due_at.isoformat()}-{min(passed)}"
        for invitation in silent(rakor).filter(sent_at__lte=mornings[min(passed)]):
            yield unanswered_notice(Rule.UNANSWERED, invitation, moment, now)


def silent(rakor: Rakor) -> QuerySet[Invitation]:
    return Invitation.objects.unanswered().filter(rakor=rakor).select_related("institution", "rakor__organiser")


def unanswered_notice(rule: Rule, invitation: Invitation, moment: str, now: datetime) -> Notice:
    rakor, due_at = invitation.rakor, invitation.rakor.naming_due_at
    text = f"Undangan {rakor.organiser} kepada {invitation} untuk {rakor.title}, {rakor.days_text}, belum dijawab."
    subject = f"Undangan belum dijawab: {rakor.title}"
    if due_at and now < due_at:
        deadline = dates.moment(due_at, rakor.timezone)
        text += f"\n\nJawaban dan nama delegasi ditunggu sampai {deadline} ({dates.duration(due_at - now)} lagi)."
        subject = f"Jawaban undangan ditunggu sampai {deadline}"
    body = letter(text, "Jawaban disampaikan di:", link("invitation_show", invitation.pk))
    return Notice(rule, invitation, moment, subject, body)


def sent_invitations(rakor: Rakor) -> QuerySet[Invitation]:
    return Invitation.objects.filter(rakor=rakor, sent_at__isnull=False).select_related("institution", "rakor")


def postponed(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    if not rakor.postponed_at or rakor.postponed_at <= now - FRESH:
        return
    for invitation in sent_invitations(rakor):
        text = f"{rakor.organiser} menunda {rakor.title}, semula {rakor.days_text}.\n\n"
        text += (
            f"Alasan: {rakor.postponed_because}\n\nJadwal baru akan diberitahukan. Berkas yang terkirim tetap berlaku."
        )
        body = letter(text, "Keadaan rakor dibaca di:", link("rakor_show", rakor.pk))
        yield Notice(Rule.POSTPONED, invitation, rakor.postponed_at.isoformat(), f"Ditunda: {rakor.title}", body)


def rescheduled(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    if not rakor.rescheduled_at or rakor.rescheduled_at <= now - FRESH:
        return
    for invitation in sent_invitations(rakor):
        when = ", ".join(part for part in (rakor.days_text, rakor.place) if part)
        text = f"{rakor.title} dijadwalkan kembali oleh {rakor.organiser}: {when}.\n\n"
        text += "Jawaban untuk jadwal yang lama tidak berlaku lagi. Daftar delegasi dan berkas yang terkirim tetap."
        body = letter(text, "Kehadiran pada jadwal baru dijawab di:", link("invitation_show", invitation.pk))
        subject = f"Jadwal baru: {rakor.title}"
        yield Notice(Rule.RESCHEDULED, invitation, rakor.rescheduled_at.isoformat(), subject, body)


def due_soon(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """One notice for each office and deadline, naming only what this office still owes."""
    for invitation, due_at, names in outstanding(rakor, now=now):
        passed = [hours for hours in HOURS_BEFORE if due_at - timedelta(hours=hours) <= now < due_at]
        if passed:
            moment = f"{due_at.isoformat()}-{min(passed)}"
            yield due_notice(Rule.DUE, rakor, invitation, due_at, names, moment, now)


def outstanding(rakor: Rakor, *, now: datetime, paper: str = "") -> Iterator[tuple[Invitation, datetime, list[str]]]:
    """By office and deadline what is awaited; `paper` is the name of the only column that is asked about."""
    sent = Invitation.objects.asked().filter(rakor=rakor, sent_at__isnull=False).select_related("institution")
    for row in matrix.build(rakor=rakor, invitations=sent, now=now).rows:
        by_deadline: dict[datetime, list[str]] = {}
        for cell in row.cells:
            if cell and cell.waits_for_office and paper in ("", cell.column.name):
                by_deadline.setdefault(cell.due_at, []).append(cell.column.label)
        for due_at, names in sorted(by_deadline.items()):
            yield row.invitation, due_at, names


def due_notice(
    rule: Rule, rakor: Rakor, invitation: Invitation, due_at: datetime, names: list[str], moment: str, now: datetime
) -> Notice:
    deadline = dates.moment(due_at, rakor.timezone)
    left = f"{dates.duration(due_at - now)} lagi" if due_at > now else f"lewat {dates.duration(now - due_at)}"
    lines = "\n".join(f"- {name}" for name in names)
    owed = f"{invitation} belum mengirim {len(names)} berkas untuk {rakor.title}:\n\n{lines}"
    text = f"{owed}\n\nTenggat {deadline} ({left})."
    body = letter(text, "Berkas dikirim di:", link("matrix_show", rakor.pk))
    return Notice(rule, invitation, moment, f"{len(names)} berkas ditunggu sampai {deadline}", body)


def messages_for(rakor: Rakor, *, now: datetime, paper: str = "") -> list[tuple[Invitation, str]]:
    """What each office still owes, in the few lines that a messenger shows."""
    texts: dict[int, tuple[Invitation, list[str]]] = {}
    for invitation, due_at, names in outstanding(rakor, now=now, paper=paper):
        left = f"{dates.duration(due_at - now)} lagi" if due_at > now else f"lewat {dates.duration(now - due_at)}"
        head = f"Tenggat {dates.moment(due_at, rakor.timezone)} ({left}):"
        texts.setdefault(invitation.pk, (invitation, []))[1].append("\n".join([head, *(f"- {name}" for name in names)]))
    lead = f"untuk {rakor.title} masih ditunggu:"
    address = f"Dikirim di {link('matrix_show', rakor.pk)}"
    return [(office, "\n\n".join([f"Yth. {office}, {lead}", *parts, address])) for office, parts in texts.values()]


def returned(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    back = Submission.objects.filter(obligation__invitation__rakor=rakor, returned_at__gt=now - FRESH).select_related(
        "obligation__requirement", "obligation__invitation__rakor__organiser"
    )
    for version in back:
        obligation = version.obligation
        text = f"{obligation.column.label} versi {version.number} dikembalikan dengan catatan"
        is_sensitive = obligation.requirement.kind in KPU_PAPERS  # what is said of it may tell what stands in it
        text += "; catatannya dibaca pada halaman berkas." if is_sensitive else f":\n\n{version.return_note}"
        if version.correct_until:
            text += f"\n\nBatas perbaikan {dates.moment(version.correct_until, rakor.timezone)}."
        body = letter(text, "Perbaikan dikirim di:", link("submission_show", version.pk))
        subject = f"Dikembalikan: {obligation.column.label}"
        yield Notice(Rule.RETURNED, obligation.invitation, f"versi-{version.pk}", subject, body)


def released(rakor: Rakor, *, now: datetime) -> Iterator[Notice]:
    """One notice for each person concerned by the newest edition of the agenda, naming only the own sessions."""
    for told in edition_changes.due(rakor, now=now):
        number, moment = told.edition.number, edition_changes.moment_of(told.edition)
        subject = f"Perubahan acara, edisi {number}: {rakor.title}" if told.changes else f"Susunan acara: {rakor.title}"
        text = edition_text(rakor, told)
        body = letter(text, "Susunan acara lengkap:", link("agenda_show", rakor.pk))
        yield Notice(Rule.EDITION, Named(rakor, told.person), moment, subject, body)


def edition_text(rakor: Rakor, told: edition_changes.Told) -> str:
    staying = {row["id"] for row in told.edition.content}
    if told.changes:
        head = f"Edisi {told.edition.number} susunan acara {rakor.title} mengubah yang berikut:"
    else:
        head = f"Susunan acara {rakor.title} sudah terbit. Sesi yang ditugaskan kepada {told.person}:"
    parts = []
    for row in told.rows:
        lines = [change["text"] for change in told.changes if change["session"] == row["id"]] or [row["title"]]
        state = "" if not told.changes else "Sekarang: " if row["id"] in staying else "Semula: "
        parts.append("\n".join([*(f"- {line}" for line in lines), f"  {state}{when_and_where(row, rakor.timezone)}"]))
    return "\n\n".join([head, *parts])


def when_and_where(row: Row, tz: str) -> str:
    """Kamis, 17 September 2020, 19.30-22.10 WITA, Ruang 2"""
    first = starts(row)
    day = dates.long_date(dates.local(first, tz).date())
    return ", ".join(part for part in (day, dates.span(first, ends(row), tz), row["room"]) if part)
