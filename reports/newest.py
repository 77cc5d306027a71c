"""What each office sent last, in official order; what downloads hold and recaps show. No draft is read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from meetings.models import Invitation, Rakor
from reports import matrix
from reports.matrix import Cell
from reports.models import Column, Submission, SubmissionFile
from reports.moments import Version, columns_at, offices_at, standings_at

SLICE = 500  # papers that are in memory at a time, without their files


@dataclass(frozen=True)
class Newest:
    """One office's share of one column."""

    invitation: Invitation
    column: Column
    cell: Cell  # as the host sees it
    version: Version | None  # sent; stays where the office was released later


def newest(offices: Iterable[Invitation], columns: list[Column], moment: datetime) -> list[Newest]:
    """Office by office, as it stood at that moment; those that only get a copy of the letter owe nothing."""
    asked = offices_at(offices, moment)
    standings = standings_at(columns, asked, moment)
    found = []
    for office in asked:
        for column in columns:
            if column.requirement.is_owed_by(office.institution):
                standing = standings.get((office.pk, column.requirement.pk, column.bidang), matrix.UNTOUCHED)
                cell = matrix.cell_of(column, standing, moment, with_drafts=False)
                found.append(Newest(office, column, cell, standing.last))
    return found


def columns_of(rakor: Rakor, requirement_pk: int, moment: datetime) -> list[Column]:
    """Of one paper, its divisions; none where it was not asked for then."""
    return [column for column in columns_at(rakor, moment) if column.requirement.pk == requirement_pk]


def with_versions(rows: list[Newest]) -> Iterator[tuple[Newest, Submission | None]]:
    """Each with the version and its files. Two queries for every five hundred; none stays open in between."""
    for first in range(0, len(rows), SLICE):
        some = rows[first : first + SLICE]
        versions = read(some)
        for row in some:
            yield row, versions[row.version.pk] if row.version else None


def read(rows: Iterable[Newest]) -> dict[int, Submission]:
    """Their versions by primary key."""
    wanted = [row.version.pk for row in rows if row.version]
    files = Prefetch("files", SubmissionFile.objects.select_related("stored"))
    found = Submission.objects.filter(pk__in=wanted).order_by().prefetch_related(files)
    return {version.pk: version for version in found}
