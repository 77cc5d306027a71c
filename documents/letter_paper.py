"""What templates/papers/letter.html prints: one letter with its annexes, as plain values."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings

from agendas.models import Session, SessionKind
from documents.actions import place_and_date
from documents.batches import head_of
from documents.corrections import content_of
from documents.models import Letter
from meetings.models import Invitation, Rakor
from participants.models import Institution, Rank
from rakor.lib import dates
from rakor.lib.money import terbilang

NOT_A_SIGNATURE = "Kode ini bukan tanda tangan elektronik."
RANK_HEADS = {Rank.KETUA: "Ketua", Rank.KASUBBAG: "Kepala Subbag.", Rank.KABAG: "Kepala Bagian", Rank.STAF: "Staf"}


def context_of(letter: Letter, *, code: str, printed_by: str, now: datetime) -> dict[str, Any]:
    rakor, office = letter.rakor, letter.rakor.organiser
    blocks = list(content_of(letter))
    closing = blocks.pop() if blocks and {"lead", "marked"} & set(blocks[-1]) else {}
    listed = None if letter.is_per_institution else recipients(rakor)
    annexes = [annex for annex in (listed, programme(rakor)) if annex]
    return {
        "paper": {
            "size": letter.sheet,
            "title": letter.subject,
            "author": office.name,
            "printed_at": dates.plain_moment(now, rakor.timezone),
            "printed_by": printed_by,
            "demo": office.is_demo,
        },
        "letterhead": letterhead(office),
        "letter": {
            "number": letter.number,
            "place_date": place_and_date(letter),
            "date": dates.plain_date(letter.dated_on) if letter.dated_on else "",
            "nature": letter.nature,
            "attachments": f"{len(annexes)} ({terbilang(len(annexes))}) lembar" if annexes else "–",
            "subject": letter.subject,
            "office": f"{letter.signer_title} {office.name}",
            "addressee": letter.addressee.splitlines(),
            "body": blocks,
            "closing": closing.get("lead", ""),
            "closing_marked": closing.get("marked", []),
            "signers": [
                {"above": [f"{letter.signer_title.upper()},"], "name": letter.signer_name.upper(), "below": []}
            ],
            "cc": cc_lines(letter.carbon_copies),
        },
        "verify": verify(code),
        "annexes": annexes,
    }


def letterhead(office: Institution) -> dict[str, Any]:
    """From the office's own card; no emblem is shipped."""
    phone = f"Telepon {office.phone}" if office.phone else ""
    email = f"Surel {office.email}" if office.email else ""
    return {
        "lines": [line for line in (office.letterhead_body, office.letterhead_unit or office.name.upper()) if line],
        "address": [part for part in (office.address, phone, email) if part],
        "emblem": "",
    }


def verify(code: str) -> dict[str, str]:
    url = f"{settings.SITE_URL}/p/{code}/"
    return {"code": code, "url": url, "shown": url.partition("://")[2].rstrip("/"), "note": NOT_A_SIGNATURE}


def cc_lines(text: str) -> list[str]:
    lines = [line.strip().rstrip(";.") for line in text.splitlines() if line.strip()]
    return [f"{line};" for line in lines[:-1]] + [f"{line}." for line in lines[-1:]]


def recipients(rakor: Rakor) -> dict[str, Any] | None:
    """Annex: who is invited with how many seats. Nothing when one institution is invited by name."""
    invitations = list(Invitation.objects.asked().filter(rakor=rakor).select_related("institution"))
    if len(invitations) < 2:
        return None
    quotas = list(rakor.quotas.all())
    order = list(Rank)
    quotas.sort(key=lambda quota: order.index(Rank(quota.rank)))
    seats = [quota.seats for quota in quotas]
    count = len(invitations)
    rows = [
        {
            "name": head_of(row),
            "place": row.institution.seat,
            "seats": seats,
            "total": sum(seats) if seats else None,
        }
        for row in invitations
    ]
    return {
        "kind": "recipients",
        "title": "DAFTAR PENERIMA UNDANGAN",
        "about": rakor.title,
        "addressed": "Yth. Sdr.",
        "seats_title": "Peserta yang diminta",
        "columns": [RANK_HEADS.get(Rank(quota.rank), quota.get_rank_display()) for quota in quotas],
        "rows": rows,
        "has_places": any(row["place"] for row in rows),
        "seats": [n * count for n in seats],
        "total": sum(seats) * count if seats else None,
        "sum_label": f"Jumlah {count} instansi",
        "note": "Peserta yang berhalangan diwakili dengan surat tugas. "
        "Sekretariat mencocokkan nama peserta sebelum registrasi dibuka.",
    }


def programme(rakor: Rakor) -> dict[str, Any] | None:
    """Annex: the programme by day, then the kelas; parallel kelas stand in one line of the day."""
    sessions = list(Session.objects.filter(rakor=rakor).with_people())
    if not sessions:
        return None
    classes = [session for session in sessions if session.kelas and session.speakers.all()]
    place = f"{rakor.place} ({rakor.get_mode_display()})" if rakor.place else rakor.get_mode_display()
    return {
        "kind": "programme",
        "title": "SUSUNAN ACARA",
        "about": [rakor.title, f"{place}, seluruh waktu dalam {rakor.zone}"],
        "zone": rakor.zone,
        "days": [day_rows(rakor, day, list(rows)) for day, rows in by_day(rakor, sessions)],
        "classes": [class_row(session) for session in first_of_each(classes)],
    }


def by_day(rakor: Rakor, sessions: list[Session]) -> Any:
    return groupby(sessions, key=lambda session: dates.local(session.starts_at, rakor.timezone).date())


def day_rows(rakor: Rakor, day: Any, sessions: list[Session]) -> dict[str, Any]:
    rows = []
    for _, group in groupby(sessions, key=lambda s: (s.starts_at, s.ends_at, s.kelas_id is not None)):
        together = list(group)
        if together[0].kelas and len(together) > 1:
            letters = [session.kelas.code for session in together if session.kelas]
            title = f"Kelas pembahasan {letters[0]} s.d. {letters[-1]}"
            row = {"title": title, "detail": "(serentak)", "officer": "Narasumber dan moderator kelas", "is_main": True}
            rows.append(row | {"hours": hours(together[0], rakor)})
        else:
            rows += [single_row(session, rakor) for session in together]
    return {"title": dates.long_date(day), "rows": rows}


def single_row(session: Session, rakor: Rakor) -> dict[str, Any]:
    officers = [speaker.title for speaker in session.speakers.all()]
    is_break = session.kind == SessionKind.BREAK
    return {
        "hours": hours(session, rakor),
        "title": session.title,
        "detail": "",
        "officer": "" if is_break else "; ".join(officers),
        "is_main": False,
    }


def hours(session: Session, rakor: Rakor) -> str:
    """19.30–22.00; the zone stands in the head of the table."""
    starts = dates.hour(session.starts_at, rakor.timezone)
    return f"{starts}–{dates.hour(session.ends_at, rakor.timezone)}" if session.ends_at else f"{starts} s.d. selesai"


def first_of_each(sessions: list[Session]) -> list[Session]:
    found: dict[int | None, Session] = {}
    for session in sessions:
        found.setdefault(session.kelas_id, session)
    return sorted(found.values(), key=lambda session: session.kelas.code if session.kelas else "")


def class_row(session: Session) -> dict[str, str]:
    kelas = session.kelas
    assert kelas
    return {
        "letter": kelas.code,
        "division": kelas.name,
        "speaker": "; ".join(speaker.title for speaker in session.speakers.all()),
        "topics": "; ".join(topic.title for topic in session.topics.all()),
    }
