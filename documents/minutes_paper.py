"""What templates/papers/minutes.html prints: approved minutes from their frozen text, as plain values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from documents.letter_paper import letterhead, verify
from meetings.models import Rakor
from minutes.models import Minutes
from participants.models import Position, Rank
from rakor.lib import dates

KIND_LABELS = {"pokok": "Paparan", "tanya": "Tanya", "jawab": "Jawaban", "saran": "Saran", "catatan": "Catatan"}


def context_of(minutes: Minutes, *, sheet: str, code: str, printed_by: str, now: datetime) -> dict[str, Any]:
    rakor, content = minutes.rakor, minutes.content
    office = rakor.organiser
    outcomes = [row for session in content["sessions"] for row in outcome_rows(session)]
    return {
        "paper": {
            "size": sheet,
            "title": f"Notula {rakor.title}",
            "author": office.name,
            "printed_at": dates.plain_moment(now, rakor.timezone),
            "printed_by": printed_by,
            "demo": office.is_demo,
        },
        "letterhead": letterhead(office),
        "minutes": {
            "title": "NOTULA" if minutes.number == 1 else f"NOTULA (RALAT {minutes.number - 1})",
            "about": rakor.title,
            "short": f"Notula {rakor.title}",
            "belongs_to": f"Notula {rakor.title}",
            "identity": identity(rakor, content),
            "opening": opening(rakor, content, minutes),
            "of_many": len(content["sessions"]) > 1,
            "topics": [topic for session in content["sessions"] for topic in topics_of(session)],
            "outcomes_title": "Kesimpulan",
            "outcomes_intro": "Rapat koordinasi menghasilkan butir-butir berikut.",
            "outcomes": outcomes,
            "closing": f"Rapat koordinasi ditutup {dates.long_date(rakor.ends_on)}. "
            "Notula ini dibuat untuk dipergunakan sebagaimana mestinya.",
            "signers": signers(rakor, content),
        },
        "verify": verify(code),
        "recap": None,
        "follow_ups": follow_ups(rakor, content, now),
    }


def identity(rakor: Rakor, content: dict[str, Any]) -> list[dict[str, Any]]:
    attendance = content["attendance"]
    present = f"{attendance['delegates']} orang dari {attendance['coming']} instansi yang diundang"
    absent = f"Belum menjawab atau tidak hadir: {', '.join(attendance['absent'])}" if attendance["absent"] else ""
    kelas = [s for s in content["sessions"] if s["code"]]
    hour = f"pukul {rakor.start_time:%H.%M} {rakor.zone} s.d. selesai" if rakor.start_time else ""
    rows = [
        ("Rapat", [rakor.title]),
        ("Hari, tanggal", [rakor.days_text, hour]),
        ("Tempat", [f"{rakor.place or 'belum ditetapkan'} ({rakor.get_mode_display()})"]),
        ("Penyelenggara", [rakor.organiser.name]),
        ("Pimpinan rapat", [chair_line(rakor)]),
        ("Narasumber", [f"Kelas {s['code']}: {named(s['speakers'])}" for s in kelas if s["speakers"]]),
        ("Notulis", [f"{label(s)}: {s['note_taker']['name']}" for s in content["sessions"] if s["note_taker"]]),
        ("Peserta", [present, absent]),
    ]
    return [{"label": label, "lines": [line for line in lines if line]} for label, lines in rows if any(lines)]


def label(session: dict[str, Any]) -> str:
    return f"Kelas {session['code']}" if session["code"] else str(session["title"])


def named(people: list[dict[str, str]]) -> str:
    return "; ".join(f"{row['name']} ({row['title']})" for row in people)


def chair(rakor: Rakor) -> Position | None:
    heads = Position.objects.at(rakor.organiser, on=rakor.starts_on).filter(rank__in=[Rank.KETUA, Rank.SEKRETARIS])
    return heads.order_by("rank").first()


def chair_line(rakor: Rakor) -> str:
    held = chair(rakor)
    return f"{held.person.name}, {held}" if held else ""


def opening(rakor: Rakor, content: dict[str, Any], minutes: Minutes) -> list[str]:
    kelas = [session["code"] for session in content["sessions"] if session["code"]]
    lines = [f"Rapat dibuka {dates.long_date(rakor.starts_on)} di {rakor.place or 'tempat yang ditetapkan'}."]
    if len(kelas) > 1:
        lines.append(f"Pembahasan dilakukan dalam kelas {kelas[0]} s.d. {kelas[-1]}, masing-masing dengan notulisnya.")
    if minutes.correction_of:
        lines.append(f"Ralat atas notula yang disetujui sebelumnya: {minutes.correction_of}.")
    return lines


def topics_of(session: dict[str, Any]) -> list[dict[str, Any]]:
    """One heading for each topic that was spoken of, behind the name of its kelas."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for block in session["blocks"]:
        groups.setdefault(block["topic"], []).append(block)
    return [
        {"title": f"{label(session)}: {topic}" if topic else session["title"], "talk": talk_of(blocks)}
        for topic, blocks in groups.items()
    ]


def talk_of(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "label": KIND_LABELS.get(block["kind"], ""),
            "name": block["speaker"] or block["speaker_from"],
            "position": block["speaker_from"] if block["speaker"] else "",
            "paragraphs": [line for line in block["text"].splitlines() if line.strip()],
            "is_answer": block["kind"] == "jawab",
        }
        for block in blocks
    ]


def outcome_rows(session: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "number": row["number"],
            "text": row["text"],
            "kind": row["kind"],
            "assignee": "; ".join(dict.fromkeys(who(item) for item in row["follow_ups"])),
            "due": "; ".join(dict.fromkeys(due(item) for item in row["follow_ups"])),
        }
        for row in session["outcomes"]
    ]


def who(item: dict[str, str]) -> str:
    return ", ".join(part for part in (item["assignee"], item["assignee_title"]) if part)


def due(item: dict[str, str]) -> str:
    return dates.brief_date(date.fromisoformat(item["due_on"]))


def follow_ups(rakor: Rakor, content: dict[str, Any], now: datetime) -> dict[str, Any] | None:
    rows = [
        {
            "task": item["task"],
            "source": outcome["number"],
            "assignee": who(item),
            "due": due(item),
            "status": "Baru",
            "evidence": "",
            "verifier": "",
            "note": "" if item["word"] == "Tindak lanjut" else item["word"],
        }
        for session in content["sessions"]
        for outcome in session["outcomes"]
        for item in outcome["follow_ups"]
    ]
    if not rows:
        return None
    return {
        "label": "Lampiran",
        "date": dates.plain_date(rakor.ends_on),
        "title": "MATRIKS TINDAK LANJUT",
        "as_of": dates.moment(now, rakor.timezone),
        "rows": rows,
    }


def signers(rakor: Rakor, content: dict[str, Any]) -> list[dict[str, Any]]:
    """The notulis of a single session, else the secretary of the office beside the chair."""
    held = chair(rakor)
    place = f"{rakor.city or rakor.organiser.seat}, {dates.plain_date(rakor.ends_on)}"
    right = {"above": [place, "Pimpinan rapat,"], "name": held.person.name if held else "", "below": [str(held or "")]}
    takers = [session["note_taker"] for session in content["sessions"] if session["note_taker"]]
    if len(takers) == 1:
        nip = [f"NIP {takers[0]['nip']}"] if takers[0]["nip"] else [takers[0]["title"]]
        return [{"above": ["", "Notulis,"], "name": takers[0]["name"], "below": nip}, right]
    secretary = Position.objects.at(rakor.organiser, on=rakor.starts_on).filter(rank=Rank.SEKRETARIS).first()
    if secretary is None or secretary == held:
        return [right]
    return [{"above": ["", "Sekretaris,"], "name": secretary.person.name, "below": []}, right]
