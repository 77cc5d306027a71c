"""All offices' grants beside each other, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.models import Invitation, Rakor
from participants.gate import Actor
from rakor.lib.dates import month_name
from reports.hibah.figures import Spending, total
from reports.hibah.forms import month_before
from reports.hibah.models import HibahReport
from reports.models import Obligation, Requirement, RequirementKind, Submission


@dataclass(frozen=True)
class Row:
    """One office; without a report it stands there by name, and every figure is blank."""

    invitation: Invitation
    report: HibahReport | None
    is_exempt: bool

    @property
    def version(self) -> Submission | None:
        return self.report.submission if self.report else None


@dataclass(frozen=True)
class Recap:
    """The newest versions of one month."""

    requirement: Requirement
    rows: list[Row]

    @property
    def before(self) -> str:
        assert self.requirement.period
        return month_before(self.requirement.period)

    @property
    def month(self) -> str:
        assert self.requirement.period
        return month_name(self.requirement.period)

    @property
    def reports(self) -> list[HibahReport]:
        return [row.report for row in self.rows if row.report]

    @property
    def awaited(self) -> list[Invitation]:
        return [row.invitation for row in self.rows if not row.report and not row.is_exempt]

    @property
    def owed(self) -> int:
        return sum(not row.is_exempt for row in self.rows)

    @property
    def received(self) -> int:
        return sum(report.received for report in self.reports)

    @property
    def spending(self) -> Spending:
        return total(report.spending for report in self.reports)


def recaps(*, rakor: Rakor, actor: Actor) -> list[Recap]:
    """Of every office that the actor may see: the host all of them, an office itself."""
    requirements = list(Requirement.objects.filter(rakor=rakor, kind=RequirementKind.HIBAH))
    invitations = list(Invitation.objects.visible_to(actor).asked().filter(rakor=rakor))
    found = HibahReport.objects.visible_to(actor).current().filter(submission__obligation__requirement__rakor=rakor)
    reports = {cell_of(report.submission.obligation): report for report in found}
    released = Obligation.objects.filter(requirement__in=requirements, exempted_at__isnull=False)
    exempt = {cell_of(row) for row in released}
    return [
        Recap(
            requirement,
            [
                Row(office, reports.get((requirement.pk, office.pk)), (requirement.pk, office.pk) in exempt)
                for office in invitations
                if requirement.is_owed_by(office.institution)
            ],
        )
        for requirement in requirements
    ]


def cell_of(obligation: Obligation) -> tuple[int, int]:
    return obligation.requirement_id, obligation.invitation_id  # type: ignore[attr-defined]
