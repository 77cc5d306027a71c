"""Makes the rakor that the board is measured with: two days, six kelas, forty sessions, thirteen offices, released."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand

from agendas import actions
from agendas.actions import Plan
from agendas.releases import release
from bench.management.commands.bench_minutes import actor
from meetings import actions as meetings
from meetings.models import Kelas, Rakor
from participants.models import Institution, Position
from rakor.lib import clock, dates

DAYS = (date(2020, 10, 1), date(2020, 10, 2))
TZ = "Asia/Makassar"
HOURS = (8, 10, 13)


class Command(BaseCommand):
    help = "Print the id of the rakor and of one session that can be moved."

    def handle(self, *args: Any, **options: Any) -> None:
        by, now = actor("sekretariat"), clock.now()
        rakor = Rakor(title="Rakor terukur", starts_on=DAYS[0], ends_on=DAYS[1], timezone=TZ)
        meetings.create_rakor(rakor=rakor, by=by, now=now)
        meetings.open_rakor(rakor=rakor, by=by, now=now)
        offices = list(Institution.objects.filter(is_demo=True).exclude(pk=rakor.organiser.pk))
        meetings.invite(rakor=rakor, institutions=offices, by=by, now=now)
        meetings.send_invitations(rakor=rakor, by=by, now=now)
        kelas = [Kelas.objects.create(rakor=rakor, code=code, name=f"Bidang {code}") for code in "ABCDEF"]
        people = list(Position.objects.filter(institution=rakor.organiser).order_by("pk"))
        for day in DAYS:
            for hour in HOURS:
                for place, row in enumerate(kelas):
                    add(
                        rakor,
                        day,
                        hour,
                        Plan("kelas", f"Pembahasan {row.code}", now, now, f"Ruang {row.code}"),
                        row,
                        people[place],
                    )
            add(rakor, day, 7, Plan("pembukaan", "Pembukaan", now, now, "Aula"), None, people[0])
            add(rakor, day, 16, Plan("kesimpulan", "Kesimpulan", now, now, "Aula"), None, people[0])
        release(rakor=rakor, by=by, now=now)
        movable = actions.Session.objects.filter(rakor=rakor, kelas=kelas[0]).first()
        self.stdout.write(f"{rakor.pk} {movable.pk if movable else 0}")


def add(rakor: Rakor, day: date, hour: int, plan: Plan, kelas: Kelas | None, speaker: Position) -> None:
    plan.starts_at, plan.ends_at = dates.at(day, time(hour), TZ), dates.at(day, time(hour + 1, 30), TZ)
    plan.kelas, plan.speakers, plan.topics = kelas, [speaker], ["Pokok pertama", "Pokok kedua"]
    if hour == 7:  # noqa: PLR2004 - before the first kelas
        plan.ends_at = dates.at(day, time(8), TZ)
    actions.add_session(rakor=rakor, plan=plan, by=actor("sekretariat"), now=clock.now())
