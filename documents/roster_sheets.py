"""The same lists as Excel: attendance, travellers, rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from itertools import chain

from documents.roster_actions import Asked
from documents.roster_paper import counted_groups
from documents.rosters import RosterGroup, RosterRow, roster_of, totals_of, travellers_of
from meetings.models import Rakor
from rakor.lib import dates
from rakor.lib.spreadsheets import Column, Value, write_sheet

PEOPLE = [Column("No.", 5), Column("Nama", 32), Column("Jabatan", 32), Column("Instansi", 32)]
ATTENDANCE = [*PEOPLE, Column("Kabupaten/kota", 24), Column("Cara hadir", 11), Column("Tanda tangan", 22)]
TRAVEL = [*PEOPLE, Column("NIP", 22), Column("Golongan", 11), Column("Berangkat dari", 20), Column("Tujuan", 24)]
ROOMS = [
    *PEOPLE,
    *(Column("Nomor kamar", 12), Column("Sekamar dengan", 28)),
    *(Column("Masuk", 12), Column("Keluar", 12), Column("Catatan", 28)),
]


def attendance(wanted: Asked, now: datetime) -> bytes:
    occasion = wanted.occasion
    rows = roster_of(occasion, wanted.group)
    about = f"{occasion.session or 'Seluruh hari'}, {dates.long_date(occasion.day)}"
    counts, below = "", []
    if wanted.group == RosterGroup.PARTICIPANTS:
        totals = totals_of(occasion, rows)
        counts = f" Delegasi {totals.sentence} instansi, {totals.basis}."
        below = [(None, group["title"], group["subtotal"]) for group in counted_groups(occasion, rows)]
    note = f"Daftar hadir {wanted.group.label.lower()}: {about}.{counts} {stamp(occasion.rakor, now)}"
    return workbook(ATTENDANCE, rows, lambda row: (row.place, row.mode, box(row)), note, "Daftar hadir", below)


def box(row: RosterRow) -> str:
    return f"{row.arrived}, oleh {row.stand_in}" if row.stand_in else row.arrived


def travellers(rakor: Rakor, now: datetime) -> bytes:
    """Golongan is not known to the program and is filled in by hand."""
    rows = travellers_of(rakor)
    note = f"Pelaku perjalanan {rakor.title}. {stamp(rakor, now)}"
    return workbook(TRAVEL, rows, lambda row: (row.nip, None, row.seat, rakor.place), note, "Perjalanan")


def rooms(rakor: Rakor, now: datetime) -> bytes:
    """Who needs a bed; the rooms are filled in by hand."""
    rows = travellers_of(rakor)
    note = f"Daftar kamar {rakor.title}. {stamp(rakor, now)}"
    nights = (None, None, rakor.starts_on, rakor.ends_on, None)
    return workbook(ROOMS, rows, lambda row: nights, note, "Kamar")


def stamp(rakor: Rakor, now: datetime) -> str:
    return f"Per {dates.plain_moment(now, rakor.timezone)}."


def workbook(
    columns: Sequence[Column],
    rows: list[RosterRow],
    further: Callable[[RosterRow], Sequence[Value]],
    note: str,
    name: str,
    below: Sequence[Sequence[Value]] = (),
) -> bytes:
    """The columns of PEOPLE, then what `further` says of a row; `below` stands under the list."""
    lines = ((n, row.name, row.title, row.office, *further(row)) for n, row in enumerate(rows, start=1))
    target = BytesIO()
    write_sheet(target, columns, chain(lines, below), note=note, name=name, frozen=2)
    return target.getvalue()
