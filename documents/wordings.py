"""From an editable model to the text of a letter, and from the text to the blocks that are printed."""

from __future__ import annotations

import re
from typing import Any

from documents.models import Wording
from meetings.models import Invitation, Mode, Rakor
from participants.models.institutions import KPU_KINDS
from rakor.lib import dates
from rakor.lib.wording import fill, unknown_fields
from reports.models import Requirement

INVITATION = """Dalam rangka {maksud}, kami mengundang Saudara beserta {peserta} untuk hadir pada:

[acara]

[bahan]

Nama peserta disampaikan bersama surat tugas. Biaya perjalanan dinas dibebankan pada anggaran \
masing-masing satuan kerja. {pakaian}Narahubung: {narahubung}.

Demikian disampaikan, atas perhatian dan kehadiran Saudara diucapkan terima kasih."""

WAYS = {  # how those who stay at home come in; nothing is said where everybody comes to the place
    Mode.HYBRID: "luring atau daring (tautan pada halaman acara)",
    Mode.ONLINE: "daring (tautan pada halaman acara)",
}

GAPS = {
    "maksud": "maksud rakor, atau “pelaksanaan” dan nama rakor",
    "peserta": "jenjang yang diminta hadir selain ketua",
    "narahubung": "narahubung rakor",
    "pakaian": "kalimat tentang pakaian, bila ditetapkan",
    "nama_rakor": "nama rakor",
    "penyelenggara": "nama penyelenggara",
}
BLOCKS = {
    "acara": "hari, pukul, tempat, dan acara; berdiri sendiri di antara dua baris kosong",
    "bahan": "berkas yang diminta dengan tenggatnya; berdiri sendiri di antara dua baris kosong",
}
LONE_BLOCK = re.compile(r"^\s*\[([^\[\]]*)\]\s*$", re.MULTILINE)


def refusal_of(body: str) -> str:
    """Why a model cannot be kept, as a sentence; empty when it can."""
    unknown = unknown_fields(body, GAPS)
    if unknown:
        return f"Isian {{{unknown[0]}}} tidak dikenal. Yang dikenal: {', '.join(f'{{{name}}}' for name in GAPS)}."
    odd = next((name for name in LONE_BLOCK.findall(body) if name not in BLOCKS), None)
    if odd is not None:
        return f"Bagian [{odd}] tidak dikenal. Yang dikenal: {', '.join(f'[{name}]' for name in BLOCKS)}."
    return ""


def values_for(rakor: Rakor) -> dict[str, str]:
    ranks = [quota.get_rank_display() for quota in rakor.quotas.all() if quota.rank != "ketua"]
    return {
        "maksud": rakor.purpose.rstrip(".") or f"pelaksanaan {rakor.title}",
        "peserta": listed(ranks) or "jajaran",
        "narahubung": rakor.contact or "sekretariat",
        "pakaian": f"Pakaian: {rakor.dress_code}. " if rakor.dress_code else "",
        "nama_rakor": rakor.title,
        "penyelenggara": rakor.organiser.name,
    }


def listed(words: list[str]) -> str:
    """Anggota, Sekretaris, dan Kepala Subbagian"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{',' if len(words) > 2 else ''} dan {words[-1]}"


def addressee_of(rakor: Rakor) -> str:
    """All in one line above the list: a KPU writes to the KPU below it, anybody else to many kinds of institution."""
    kinds = Invitation.objects.asked().filter(rakor=rakor).values_list("institution__kind", flat=True)
    is_within_kpu = rakor.organiser.is_kpu and set(kinds) <= set(KPU_KINDS)
    offices = f"Sdr. Ketua KPU Kabupaten/Kota\n{rakor.organiser.covers}" if is_within_kpu else "Bapak/Ibu/Saudara"
    return f"{offices}\n(daftar pada Lampiran I)\ndi tempat"


def text_for(rakor: Rakor, body: str) -> str:
    return fill(body, values_for(rakor))


def blocks_of(rakor: Rakor, body: str) -> list[dict[str, Any]]:
    """The body as printed blocks: paragraphs, the rows of the event, the papers asked for with their deadline."""
    blocks: list[dict[str, Any]] = []
    for part in body.replace("\r\n", "\n").split("\n\n"):
        text = " ".join(part.split())
        if text == "[acara]":
            blocks.append({"event": event_rows(rakor)})
        elif text == "[bahan]":
            blocks += paper_blocks(rakor)
        elif text:
            blocks.append({"lead": text})
    return blocks


def event_rows(rakor: Rakor) -> list[tuple[str, str]]:
    hour = f"{rakor.start_time:%H.%M} {rakor.zone} s.d. selesai" if rakor.start_time else "akan disampaikan kemudian"
    place = ", ".join(part for part in (rakor.venue_name, rakor.venue_address, rakor.city) if part)
    rows = [
        ("hari, tanggal", rakor.days_text),
        ("pukul", hour),
        ("tempat", place or "akan disampaikan kemudian"),
        ("cara", WAYS.get(Mode(rakor.mode), "")),
        ("acara", rakor.title),
    ]
    return [(label, value) for label, value in rows if value]


def paper_blocks(rakor: Rakor) -> list[dict[str, Any]]:
    """One list for each deadline; nothing when nothing is asked for."""
    by_deadline: dict[Any, list[str]] = {}
    for requirement in Requirement.objects.filter(rakor=rakor).order_by("due_at", "order"):
        by_deadline.setdefault(requirement.due_at, []).append(in_letter(requirement))
    blocks: list[dict[str, Any]] = []
    for due_at, names in by_deadline.items():
        lead = f"Peserta menyampaikan bahan berikut paling lambat {dates.moment(due_at, rakor.timezone)}:"
        items = [f"{name};" for name in names[:-1]] + [f"{names[-1]}."]
        blocks += [{"lead": lead}, {"clauses": items}]
    return blocks


def in_letter(requirement: Requirement) -> str:
    period = f" bulan {requirement.period_text}" if requirement.period_text else ""
    names = {
        "laporan_divisi": "laporan kegiatan masing-masing divisi",
        "dim": "Daftar Inventarisasi Masalah (DIM)",
        "hibah": f"Laporan Realisasi Anggaran Hibah{period}",
    }
    return names.get(requirement.kind, requirement.name)


def load_all() -> None:
    """The models that come with the program; an office writes its own beside them."""
    shipped = {"subject": "Undangan Rapat Koordinasi", "body": INVITATION}
    Wording.objects.get_or_create(institution=None, name="Undangan rapat koordinasi", defaults=shipped)
