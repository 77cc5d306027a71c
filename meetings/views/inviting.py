"""The list of those who are asked: who is on it, how far each has come, and who is added."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings import actions, inviting, naming
from meetings.inviting_forms import GuestForm, InvitationChangeForm, InviteForm
from meetings.models import Answer, Invitation, Rakor
from meetings.naming_forms import NamingDueForm
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock

EDIT = ("GET", "POST")
COMING = (Answer.ATTENDS, Answer.REPRESENTED)


@dataclass(frozen=True)
class Row:
    """One invitation with its names and the seats that they are counted against; no seats where no rank has a quota."""

    invitation: Invitation
    named: int
    seats: int

    @property
    def is_silent(self) -> bool:
        return not self.invitation.is_copy and not self.invitation.answer

    @property
    def unnamed(self) -> int:
        wants_names = not self.invitation.is_copy and self.invitation.answer != Answer.ABSENT
        return max(self.seats - self.named, 0) if wants_names else 0


FILTERS = {"belum": "Belum menjawab", "nama": "Nama kurang", "tembusan": "Tembusan"}


def rows_of(request: ActorRequest, rakor: Rakor) -> list[Row]:
    quotas = list(rakor.quotas.all())
    found = Invitation.objects.visible_to(request.actor).filter(rakor=rakor).annotate(named=Count("delegates"))
    return [
        Row(row, row.named, 0 if row.is_copy else sum(row.seats(quotas).values()))
        for row in found.prefetch_related("own_quotas")
    ]


def shown(rows: list[Row], wanted: str) -> list[Row]:
    if wanted == "belum":
        return [row for row in rows if row.is_silent]
    if wanted == "nama":
        return sorted((row for row in rows if row.unnamed), key=lambda row: -row.unnamed)
    if wanted == "tembusan":
        return [row for row in rows if row.invitation.is_copy]
    return rows


@allow("invitation.list", model=Rakor)
def invitation_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    rows, wanted = rows_of(request, rakor), request.GET.get("tampil", "")
    asked = [row for row in rows if not row.invitation.is_copy]
    waited_for = sum(row.is_silent and row.invitation.sent_at is not None for row in asked)
    context = {
        "rakor": rakor,
        "rows": shown(rows, wanted),
        "wanted": wanted if wanted in FILTERS else "",
        "filters": [(key, word, len(shown(rows, key))) for key, word in FILTERS.items()],
        "count": len(rows),
        "asked": len(asked),
        "sent": sum(row.invitation.sent_at is not None for row in asked),
        "answered": sum(not row.is_silent for row in asked),
        "coming": sum(row.invitation.answer in COMING for row in asked),
        "named": sum(row.named for row in asked),
        "seats": sum(row.seats for row in asked),
        "quotas": list(rakor.quotas.all()),
        "is_closed": rakor.is_naming_closed(clock.now()),
        "may_edit": rakor.editable_by(request.actor),
        "may_invite": rakor.runnable_by(request.actor),
        "may_chase": waited_for > 0 and rakor.remindable_by(request.actor),
    }
    return render(request, "meetings/invitation_list.html", context)


@allow("invitation.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.runnable_by, methods=EDIT)
def invitation_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """Rules are asked by GET and answered with a preview; the POST invites whom the preview showed."""
    asked = request.POST if request.method == "POST" else request.GET if "lihat" in request.GET else None
    form = InviteForm(asked or None, rakor=rakor, initial={"all_below": True})
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            return add(request, rakor, form)
        known = set(rakor.invitations.values_list("institution_id", flat=True))
        chosen = form.chosen()
        fresh = [row for row in chosen if row.pk not in known]
        context = {"rakor": rakor, "form": form, "fresh": fresh, "known": len(chosen) - len(fresh)}
        return render(request, "meetings/invitation_preview.html", context)
    typed = request.GET.get("cari", "")[:100]
    found = inviting.search(rakor, typed)
    invited = set(rakor.invitations.filter(institution__in=found).values_list("institution_id", flat=True))
    context = {"rakor": rakor, "form": form, "typed": typed, "found": found, "invited": invited}
    context["found_at_most"] = inviting.FOUND_AT_MOST
    return render(request, "meetings/invitation_add.html", context)


def add(request: ActorRequest, rakor: Rakor, form: InviteForm) -> HttpResponse:
    is_copy = bool(form.cleaned_data["copy"])
    now = clock.now()
    fresh = actions.invite(rakor=rakor, institutions=form.chosen(), is_copy=is_copy, by=request.actor, now=now)
    where = "ke daftar tembusan" if is_copy else "ke daftar undangan"
    messages.success(request, f"{len(fresh)} instansi ditambahkan {where}.")
    return redirect("invitation_list", pk=rakor.pk)


@allow("guest.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.runnable_by, methods=EDIT)
def outsider_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = GuestForm(request.POST or None, rakor=rakor)
    if request.method == "POST" and form.is_valid():
        is_copy, institution = bool(form.cleaned_data["copy"]), form.save(commit=False)
        inviting.invite_guest(rakor=rakor, institution=institution, is_copy=is_copy, by=request.actor, now=clock.now())
        messages.success(request, f"{institution} tercatat dan masuk daftar undangan.")
        return redirect("invitation_list", pk=rakor.pk)
    return render(request, "meetings/outsider_add.html", {"rakor": rakor, "form": form})


@allow("invitation.change", to=[Role.SECRETARIAT], model=Invitation, may=Invitation.editable_by, methods=EDIT)
def invitation_change(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    form = InvitationChangeForm(request.POST or None, instance=invitation)
    if request.method == "POST" and form.is_valid():
        naming.change_invitation(
            invitation=form.save(commit=False), seats=form.seats(), by=request.actor, now=clock.now()
        )
        messages.success(request, f"Permintaan kepada {invitation} tersimpan.")
        return redirect("invitation_show", pk=invitation.pk)
    context = {"rakor": invitation.rakor, "invitation": invitation, "form": form, "heading": "Yang diminta"}
    return render(request, "meetings/invitation_form.html", context)


@allow("naming_due.change", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=EDIT)
def naming_due_change(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = NamingDueForm(request.POST or None, rakor=rakor)
    if request.method == "POST" and form.is_valid():
        due_at = form.cleaned_data["naming_due_at"]
        naming.set_naming_due(rakor=rakor, due_at=due_at, by=request.actor, now=clock.now())
        messages.success(request, "Batas penyebutan nama tersimpan.")
        return redirect("invitation_list", pk=rakor.pk)
    return render(request, "meetings/naming_due_change.html", {"rakor": rakor, "form": form})
