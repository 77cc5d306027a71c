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
            add(rakor, day, (7, 8), "Pembukaan", None, people[0], None)
            for hour in HOURS:
                for place, row in enumerate(kelas):
                    add(rakor, day, (hour, hour + 1), f"Pembahasan {row.code}", row, people[place], people[7 + place])
            add(rakor, day, (16, 17), "Kesimpulan", None, people[0], None)
        release(rakor=rakor, by=by, now=now)
        movable = actions.Session.objects.filter(rakor=rakor, kelas=kelas[0]).first()
        self.stdout.write(f"{rakor.pk} {movable.pk if movable else 0}")


def add(
    rakor: Rakor,
    day: date,
    hours: tuple[int, int],
    title: str,
    kelas: Kelas | None,
    speaker: Position,
    note_taker: Position | None,
) -> None:
    starts_at, ends_at = (dates.at(day, time(hour), TZ) for hour in hours)
    plan = Plan("kelas" if kelas else "materi", title, starts_at, ends_at, f"Ruang {kelas.code}" if kelas else "Aula")
    plan.kelas, plan.speakers, plan.topics = kelas, [speaker], ["Pokok pertama", "Pokok kedua"]
    plan.note_taker = note_taker.person if note_taker else None
    actions.add_session(rakor=rakor, plan=plan, by=actor("sekretariat"), now=clock.now())
