"""What templates/papers/submission.html prints: one sent version, on the paper of the office that sent it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.letter_paper import letterhead, verify
from participants.models import Position, Rank
from rakor.lib import dates
from rakor.lib.money import rupiah, thousands
from reports.hibah.models import HibahReport
from reports.models import Submission
from reports.paper_forms import DivisionReportForm, shown_answer


@dataclass(frozen=True)
class Table:
    """A part of the paper as rows; `numbers` are the columns whose figures stand at the right."""

    title: str
    heads: Sequence[str]
    rows: list[list[str]]
    widths: Sequence[str] = ()  # of the columns, in CSS; what is not said shares the rest
    numbers: Sequence[int] = ()
    total: Sequence[str] = ()


def context_of(version: Submission, *, sheet: str, code: str, printed_by: str, now: datetime) -> dict[str, Any]:
    obligation = version.obligation
    office, rakor = obligation.invitation.institution, obligation.invitation.rakor
    title = obligation.column.label
    return {
        "paper": {
            "size": sheet,
            "title": f"{title}, {office.name}",
            "author": office.name,
            "printed_at": dates.plain_moment(now, rakor.timezone),
            "printed_by": printed_by,
            "demo": office.is_demo,
        },
        "letterhead": letterhead(office),
        "submission": {
            "title": title.upper(),
            "office": obligation.invitation.institution_name,
            "short": f"{title}, {obligation.invitation.institution_name}",
            "identity": identity_of(version),
            "is_nil": version.is_nil,
            "nil_note": version.content.get("nihil", ""),
            "texts": texts_of(version),
            "tables": tables_of(version),
            "files": [(row.stored.name, row.stored.size, row.stored.sha256) for row in files_of(version)],
            "signers": [signer_of(version)],
        },
        "verify": verify(code),
    }


def files_of(version: Submission) -> list[Any]:
    return list(version.files.select_related("stored"))


def identity_of(version: Submission) -> list[tuple[str, str]]:
    invitation = version.obligation.invitation
    rakor, tz = invitation.rakor, invitation.rakor.timezone
    late = ", terlambat" if version.is_late else ""
    sender = [("Disampaikan oleh", behalf_of(version))] if version.is_on_behalf else []
    return [
        ("Rakor", f"{rakor.title}, {rakor.days_text}"),
        ("Dikirim", f"{dates.moment(version.sent_at, tz)} (tenggat {dates.moment(version.due_at, tz)}){late}"),
        *sender,
        ("Tanda terima", f"No. {version.receipt_number}, versi {version.number}"),
    ]


def behalf_of(version: Submission) -> str:
    """Who sent it in the office's place, how it came, and what is missing."""
    host = version.obligation.invitation.rakor.organiser
    lacking = "; tanpa persetujuan pimpinan kantor di sistem" if version.lacks_approval else ""
    told = f"{version.sent_by_name}, sekretariat {host}, atas nama kantor ini"
    return f"{told}; diterima melalui {version.received_via}{lacking}"


def texts_of(version: Submission) -> list[tuple[str, str]]:
    """Each field that was filled in, as a heading with its text; the answers of a form too."""
    fields, content = DivisionReportForm.base_fields, version.content
    typed = [(str(fields[name].label), text) for name, text in content.items() if name in fields and text]
    return typed + [(answer["label"], shown_answer(answer)) for answer in content.get("answers", [])]


def tables_of(version: Submission) -> list[Table]:
    rows = version.content.get("rows", [])
    if rows:
        return [remarks(rows) if rows[0].get("article") else problems(rows)]
    report = HibahReport.objects.filter(submission=version).prefetch_related("lines").first()
    return grant(report, version) if report else []


def problems(rows: list[dict[str, str]]) -> Table:
    heads = ("No.", "Divisi, tahapan", "Masalah, penyebab, dampak", "Upaya dan usulan", "Pihak terkait", "Tingkat")
    lines = [
        [
            f"{number}.",
            joined(row["bidang"], row["stage"]),
            joined(row["problem"], told("Penyebab", row["cause"]), told("Dampak", row["impact"])),
            joined(told("Upaya", row["efforts"]), told("Usulan", row["proposal"])),
            row["parties"],
            row["level"],
        ]
        for number, row in enumerate(rows, start=1)
    ]
    return Table("", heads, lines, ("8mm", "24mm", "", "42mm", "24mm", "14mm"))


def remarks(rows: list[dict[str, str]]) -> Table:
    heads = ("No.", "Pasal atau ayat", "Rumusan dalam rancangan", "Masalah", "Usulan rumusan", "Alasan")
    names = ("article", "wording", "problem", "proposal", "reason")
    lines = [[f"{number}.", *(row[name] for name in names)] for number, row in enumerate(rows, start=1)]
    return Table("", heads, lines, ("8mm", "22mm", "", "", "", "30mm"))


def told(word: str, text: str) -> str:
    return f"{word}: {text}" if text else ""


def joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def grant(report: HibahReport, version: Submission) -> list[Table]:
    month = version.obligation.requirement.period_text
    agreed = [
        ["Nomor NPHD", f"{report.nphd_number}, tanggal {dates.plain_date(report.nphd_on)}"],
        ["Pemberi hibah", report.giver],
        ["Pagu NPHD", rupiah(report.ceiling)],
    ]
    stages = [
        [f"Tahap {row.number}", dates.plain_date(row.received_on), row.percent, thousands(row.amount)]
        for row in report.stages
    ]
    lines = [
        [joined(f"{line} (akun {line.account})", line.note), *figures(line.spending)] for line in report.lines.all()
    ]
    cash = [
        ["Saldo bank", rupiah(report.bank)],
        ["Saldo tunai", rupiah(report.on_hand)],
        ["Pajak belum disetor", rupiah(report.unpaid_tax)],
        ["Kendala", report.obstacles or "tidak ada"],
    ]
    received = ("Jumlah diterima", "", report.received_percent, thousands(report.received))
    heads = ("Kegiatan", "Pagu", "s.d. bulan lalu", "Bulan ini", "s.d. bulan ini", "Bagian", "Sisa pagu")
    return [
        Table("Perjanjian hibah", (), agreed, ("42mm", "")),
        Table(
            "Pencairan (rupiah)",
            ("Tahap", "Diterima", "Bagian", "Rupiah"),
            stages,
            ("", "", "20mm", "38mm"),
            (2, 3),
            received,
        ),
        Table(
            f"Realisasi per kegiatan, {month} (rupiah)",
            heads,
            lines,
            ("", "23mm", "22mm", "22mm", "23mm", "13mm", "23mm"),
            range(1, 7),
            ("Jumlah", *figures(report.lines_total)),
        ),
        Table("Kas dan kendala", (), cash, ("42mm", "")),
    ]


def figures(spending: Any) -> list[str]:
    amounts = (spending.ceiling, spending.spent_before, spending.spent_month, spending.spent)
    return [*map(thousands, amounts), spending.percent, thousands(spending.balance)]


def signer_of(version: Submission) -> dict[str, Any]:
    """The head of the office on the day of sending; a line to write on where nobody is known."""
    invitation = version.obligation.invitation
    office, day = invitation.institution, dates.local(version.sent_at, invitation.rakor.timezone).date()
    found = Position.objects.at(office, on=day).filter(rank=Rank.KETUA).select_related("person")
    held = found.order_by("pk").first()
    place = f"{office.seat or '.' * 20}, {dates.plain_date(day)}"
    above = [place, f"{held},".upper() if held else "PIMPINAN,"]
    nip = [f"NIP {held.person.nip}"] if held and held.person.nip else []
    return {"above": above, "name": held.person.name if held else "(" + "." * 44 + ")", "below": nip}
