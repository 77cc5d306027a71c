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
            "closing": f"{closing(rakor, content)} Notula ini dibuat untuk dipergunakan sebagaimana mestinya.",
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
        ("Pemimpin sesi", [f"{label(s)}: {leader(s)}" for s in content["sessions"] if leader(s)]),
        ("Narasumber", [f"Kelas {s['code']}: {speakers(s)}" for s in kelas if speakers(s)]),
        ("Notulis", [f"{label(s)}: {s['note_taker']['name']}" for s in content["sessions"] if s["note_taker"]]),
        ("Peserta", [present, absent]),
    ]
    return [{"label": label, "lines": [line for line in lines if line]} for label, lines in rows if any(lines)]


def label(session: dict[str, Any]) -> str:
    return f"Kelas {session['code']}" if session["code"] else str(session["title"])


def fact(session: dict[str, Any], part: str) -> str:
    """Who in fact did this; nothing where it was not noted, or was frozen before facts were kept."""
    return "; ".join(session.get("fact", {}).get(part, []))


def leader(session: dict[str, Any]) -> str:
    """Who led in fact, and from when to when; else the planned moderator."""
    led, planned = fact(session, "led"), session["moderator"]
    hours = session.get("fact", {}).get("span", "")
    who = led or (", ".join(part for part in (planned["name"], planned["title"]) if part) if planned else "")
    return f"{who} ({hours})" if who and hours else who


def speakers(session: dict[str, Any]) -> str:
    return fact(session, "spoke") or named(session["speakers"])


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
    place = f"bertempat di {rakor.place or 'tempat yang ditetapkan'}"
    lines = [f"Rapat dibuka {happened(content.get('opened'), rakor.starts_on)}, {place}."]
    if len(kelas) > 1:
        lines.append(f"Pembahasan dilakukan dalam kelas {kelas[0]} s.d. {kelas[-1]}, masing-masing dengan notulisnya.")
    if minutes.correction_of:
        lines.append(f"Ralat atas notula yang disetujui sebelumnya: {minutes.correction_of}.")
    return lines


def closing(rakor: Rakor, content: dict[str, Any]) -> str:
    return f"Rapat koordinasi ditutup {happened(content.get('closed'), rakor.ends_on)}."


def happened(event: dict[str, Any] | None, planned: date) -> str:
    """Kamis, 17 September 2020 pukul 15.42 WITA oleh Budi, Anggota (a.n. Ketua); without the fact, the planned day"""
    if not event:
        return dates.long_date(planned)
    return f"{event['at']} oleh {'; '.join(event['by'])}" if event["by"] else str(event["at"])


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
