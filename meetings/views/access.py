"""Access sheets: the secretariat makes and takes them back; an institution without account comes in by one."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meetings import access_sheets
from meetings.models import AccessLink, Invitation, Rakor
from participants.gate import ActorRequest, allow, allow_anyone
from participants.models import Right, Role
from participants.models.accounts import INVITED_ROLES
from participants.throttle import PAUSE, TooManyGuesses
from rakor.lib import clock

SESSION_LENGTH = 12 * 3600  # seconds
CLOSED = {
    access_sheets.UnknownAddress: "Alamat ini tidak dikenal. Periksa lembar akses atau pindai ulang kode QR-nya.",
    access_sheets.Revoked: "Lembar akses ini sudah dicabut. Minta lembar yang baru kepada sekretariat penyelenggara.",
    access_sheets.Expired: "Masa berlaku lembar akses ini sudah habis. Minta lembar yang baru kepada sekretariat.",
}


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Kode 6 angka",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Tulis kode 6 angka dari lembar akses."},
    )

    def clean_code(self) -> str:
        """Spaces between the digits are those of the printed sheet."""
        code = "".join(str(self.cleaned_data["code"]).split())
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            raise forms.ValidationError("Kode terdiri atas 6 angka, misalnya 048 213.")
        return code


@allow("access.list", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by)
def access_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    rows = holders(request, rakor)
    context = {"rakor": rakor, "rows": rows, "without": [row for row in rows if row.is_without]}
    return render(request, "meetings/access_list.html", context)


@dataclass(frozen=True)
class Holder:
    """An institution to which the letter went out, and the ways in that it has."""

    invitation: Invitation
    has_account: bool
    link: AccessLink | None

    @property
    def is_without(self) -> bool:
        return not self.has_account and self.link is None


def holders(request: ActorRequest, rakor: Rakor) -> list[Holder]:
    """Those without an account first; three queries whatever their number."""
    now = clock.now()
    invited = Right.objects.valid_on(now.date()).filter(role__in=INVITED_ROLES)
    with_account = set(invited.values_list("institution_id", flat=True))
    links = AccessLink.objects.live(now).filter(invitation__rakor=rakor)
    live = {link.invitation_id: link for link in links}
    sent = Invitation.objects.visible_to(request.actor).asked().filter(rakor=rakor, sent_at__isnull=False)
    rows = [Holder(row, row.institution_id in with_account, live.get(row.pk)) for row in sent]
    return sorted(rows, key=lambda row: row.has_account)


@allow("access.sheets", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def access_sheets_make(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """For everybody who has neither account nor sheet; the only answer that ever holds these codes."""
    waiting, now = [row.invitation for row in holders(request, rakor) if row.is_without], clock.now()
    sheets = [access_sheets.make_sheet(invitation=row, by=request.actor, now=now) for row in waiting]
    return render(request, "meetings/access_sheet.html", {"rakor": rakor, "sheets": sheets})


@allow("access.sheet", to=[Role.SECRETARIAT], model=Invitation, may=Invitation.answerable_by, methods=("GET", "POST"))
def access_sheet(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    """Asks before it makes one; the answer to the POST is the only one that ever holds the code."""
    context: dict[str, object] = {"rakor": invitation.rakor, "invitation": invitation}
    if request.method == "POST":
        sheet = access_sheets.make_sheet(invitation=invitation, by=request.actor, now=clock.now())
        return render(request, "meetings/access_sheet.html", context | {"sheets": [sheet]})
    context["link"] = AccessLink.objects.live(clock.now()).filter(invitation=invitation).first()
    return render(request, "meetings/access_ask.html", context)


@allow("access.revoke", to=[Role.SECRETARIAT], model=AccessLink, may=AccessLink.revocable_by, methods=("POST",))
def access_revoke(request: ActorRequest, link: AccessLink) -> HttpResponse:
    access_sheets.revoke(link=link, by=request.actor, now=clock.now())
    messages.success(request, f"Lembar akses {link.invitation} dicabut; alamat dan kodenya tidak berlaku lagi.")
    return redirect("access_list", pk=link.invitation.rakor.pk)


@allow("access.home", to=[Role.LINK])
def access_home(request: ActorRequest) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor))
    return redirect("invitation_show", pk=invitation.pk)


@allow_anyone("access.enter", methods=("GET", "POST"))
def access_enter(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = access_sheets.find_link(token=token, now=clock.now())
    except tuple(CLOSED) as closed:
        return answer(request, {"sentence": CLOSED[type(closed)]}, status=404)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and let_in(request, link, token, form):
        return redirect("invitation_show", pk=link.invitation.pk)
    return answer(request, {"link": link, "rakor": link.invitation.rakor, "form": form})


def let_in(request: HttpRequest, link: AccessLink, token: str, form: CodeForm) -> bool:
    now = clock.now()
    try:
        user = access_sheets.enter(link=link, token=token, code=form.cleaned_data["code"], now=now)
    except TooManyGuesses:
        form.add_error("code", f"Terlalu banyak kode salah. Coba lagi {PAUSE // 60} menit lagi.")
        return False
    except access_sheets.WrongCode:
        form.add_error("code", "Kode tidak cocok. Periksa kode pada lembar akses.")
        return False
    login(request, user)
    request.session.set_expiry(min(SESSION_LENGTH, int((link.expires_at - now).total_seconds())))
    return True


def answer(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    """The address is a secret: no page that follows is told it, nothing keeps it."""
    response = render(request, "meetings/access_enter.html", context, status=status)
    response["Referrer-Policy"] = "strict-origin"  # "no-referrer" would take the Origin that the form is checked by
    response["Cache-Control"] = "private, no-store"
    return response
