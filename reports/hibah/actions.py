"""A grant report is sent with its figures, for recaps."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from participants.gate import Actor
from reports import actions
from reports.hibah.figures import Spending, total
from reports.hibah.models import HibahLine, HibahReport
from reports.models import Obligation, Submission


@transaction.atomic
def send(*, obligation: Obligation, content: dict[str, Any], key: UUID, by: Actor, now: datetime) -> Submission:
    """The content of a HibahPaper without problems as the next version; raises what send_paper raises.

    The same key again gives back the version that it made, whatever the content then is.
    """
    version = actions.send_paper(obligation=obligation, content=content, key=key, by=by, now=now)
    if not HibahReport.objects.filter(submission=version).exists():
        keep_figures(version)
    return version


def keep_figures(version: Submission) -> None:
    content = version.content
    lines: list[dict[str, Any]] = content["lines"]
    spending = total(Spending(line["ceiling"], line["spent_before"], line["spent_month"]) for line in lines)
    report = HibahReport.objects.create(
        submission=version,
        **content["agreement"],
        **content["cash"],
        received=sum(stage["amount"] for stage in content["stages"]),
        spent_before=spending.spent_before,
        spent_month=spending.spent_month,
    )
    HibahLine.objects.bulk_create([HibahLine(report=report, **line) for line in lines])
