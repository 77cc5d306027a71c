from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from meetings.models import Rakor
from participants.gate import Actor, ActorRequest, allow
from participants.models import Role
from participants.models.accounts import HOST_ROLES
from rakor.lib import clock
from reminders import actions, chasing, rules
from reminders.models import Delivery

LONGEST_KEY = 19  # digits


def hosted(rakor: Rakor, actor: Actor) -> bool:
    return rakor.is_hosted_by(actor)


@allow("delivery.list", to=[*HOST_ROLES, Role.OBSERVER], model=Rakor, may=hosted)
def delivery_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The outbox: what went out, what waits, what was refused; and whom a reminder would reach now."""
    context = {
        "rakor": rakor,
        "deliveries": Delivery.objects.visible_to(request.actor).filter(rakor=rakor)[:500],
        "outstanding": list(rules.outstanding(rakor, now=clock.now())),
        "hours": rules.HOURS_BEFORE,
        "may_remind": rakor.remindable_by(request.actor),
    }
    return render(request, "reminders/delivery_list.html", context)


@allow("rakor.remind", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.remindable_by, methods=("POST",))
def rakor_remind(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    count = actions.remind_by_hand(rakor=rakor, by=request.actor, now=clock.now())
    messages.success(request, f"{count} pengingat disiapkan untuk kantor yang belum mengirim.")
    return redirect("delivery_list", pk=rakor.pk)


def chosen(typed: QueryDict) -> tuple[set[int] | None, str]:
    """The invitations that were ticked in the matrix, and the column that was named; None means every office."""
    offices = {int(key) for key in typed.getlist("kantor") if key.isdecimal() and len(key) < LONGEST_KEY}
    paper = typed.get("berkas", "")[:LONGEST_KEY]
    return (None if paper and not offices else offices), paper


@allow("office.remind", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.remindable_by, methods=("POST",))
def office_remind(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    offices, paper = chosen(request.POST)
    if not offices and not paper:
        messages.error(request, "Belum ada kantor yang dicentang atau berkas yang dipilih; tidak ada yang diingatkan.")
        return redirect("matrix_show", pk=rakor.pk)
    count = actions.remind_by_hand(rakor=rakor, offices=offices, paper=paper, by=request.actor, now=clock.now())
    messages.success(request, f"{count} pengingat disiapkan; kantor yang tidak menunggak tidak diingatkan.")
    return redirect("delivery_list", pk=rakor.pk)


@allow("office.message", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.remindable_by)
def office_message(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """What would be told to each chosen office that owes something, for a messenger; nothing is sent."""
    offices, paper = chosen(request.GET)
    found = rules.messages_for(rakor, now=clock.now(), paper=paper)
    texts = [row for row in found if offices is None or row[0].pk in offices]
    return render(request, "reminders/office_message.html", {"rakor": rakor, "texts": texts})


@allow("unanswered.list", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.remindable_by)
def unanswered_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    rows = chasing.silent_ones(rakor, now=clock.now())
    context = {
        "rakor": rakor,
        "rows": rows,
        "by_mail": sum(row.by_mail for row in rows),
        "days": [n for n in rules.DAYS_BEFORE_NAMING if n],
    }
    return render(request, "reminders/unanswered_list.html", context)


@allow("unanswered.remind", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.remindable_by, methods=("POST",))
def unanswered_remind(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    count = actions.remind_unanswered(rakor=rakor, by=request.actor, now=clock.now())
    if count:
        messages.success(request, f"{count} pengingat disiapkan untuk instansi yang belum menjawab.")
    else:
        messages.warning(request, "Tidak ada pengingat baru: baru saja dikirim, atau yang ditunggu tidak bersurel.")
    return redirect("unanswered_list", pk=rakor.pk)
