"""One paper of one office: filled in, sent, shown, judged."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from meetings.models import Invitation
from participants.gate import Actor, ActorRequest, allow
from participants.models import Role
from participants.models.accounts import INVITED_ROLES
from rakor.files.models import Upload
from rakor.files.serving import attachment
from rakor.lib import clock, dates
from rakor.lib.received import received_at
from reports import actions, sending
from reports.decision_forms import ExemptForm, ExtendForm, HandBackForm, NilForm
from reports.models import DraftFile, Obligation, Petition, Requirement, ReturnNote, Submission
from reports.paper_forms import FORMS, DivisionReportForm, PaperForm, PhotosForm, new_key, shown_answer
from reports.petition_forms import AskForm, DeclineForm, GrantForm, ReopenForm

CLOSED = "Berkas ini sudah diterima, dibebaskan, atau tidak diminta lagi, dan tidak dapat diganti."
ACCEPTED_ALREADY = "Berkas ini sudah diterima; tenggatnya tidak diubah lagi."
DECIDERS = [Role.SECRETARIAT, Role.LEADERSHIP]
PROPOSED = "Berkas ini sedang menunggu persetujuan pimpinan. Tarik kembali dahulu bila perlu diubah."
WITHDRAWN = "Berkas ini tidak diminta lagi oleh penyelenggara; yang sudah diketik tetap tersimpan sebagai draf."


def obligation_at(invitation: Invitation, requirement_pk: int, bidang: str) -> Obligation:
    """The obligation that the address names; 404 where this office owes no such paper."""
    found = Requirement.objects.filter(rakor=invitation.rakor).select_related("template")
    requirement = get_object_or_404(found, pk=requirement_pk)
    requirement.rakor = invitation.rakor
    code = "" if bidang == "-" else bidang
    known = {column.bidang for column in requirement.columns()}
    if code not in known or not requirement.is_owed_by(invitation.institution):
        raise Http404
    return actions.obligation_of(requirement=requirement, invitation=invitation, bidang=code)


def obligation_now(obligation: Obligation) -> Obligation:
    """As it stands by now, after somebody else was quicker."""
    return actions.obligation_of(
        requirement=obligation.requirement, invitation=obligation.invitation, bidang=obligation.bidang
    )


def address_of(obligation: Obligation) -> dict[str, Any]:
    return {
        "pk": obligation.invitation.pk,
        "requirement_pk": obligation.requirement.pk,
        "bidang": obligation.column.path_bidang,
    }


def page(request: ActorRequest, obligation: Obligation, **more: Any) -> dict[str, Any]:
    """What the paper's page shows; a draft only to the office itself."""
    actor, invitation = request.actor, obligation.invitation
    rakor = invitation.rakor
    versions = (
        list(Submission.objects.visible_to(actor).filter(obligation=obligation).order_by("-number"))
        if obligation.pk
        else []
    )
    latest = versions[0] if versions else None
    may_fill = obligation.fillable_by(actor)
    due_at, now = actions.deadline_for(obligation, latest), clock.now()
    context = {
        "rakor": rakor,
        "invitation": invitation,
        "obligation": obligation,
        "column": obligation.column,
        "versions": versions,
        "latest": latest,
        "return_notes": notes_on(latest),
        "may_fill": may_fill,
        "may_judge": bool(latest and latest.state == "sent" and latest.judgeable_by(actor)),
        "may_decide": actor.role in DECIDERS and rakor.is_hosted_by(actor) and not (latest and latest.accepted_at),
        "extend_form": ExtendForm(rakor=rakor),
        "exempt_form": ExemptForm(),
        "due_at": due_at,
        "left": due_at - now,
        "is_overdue": now > due_at,
    }
    context |= petition_side(obligation, actor, latest)
    if obligation.is_own(actor):
        context |= own_side(obligation, actor)
    if may_fill and obligation.requirement.kind in FORMS:
        form = form_for(obligation, initial={**obligation.draft, "key": new_key()})
        form.show_notes({note.place: note.text for note in notes_on(latest)})
        context["form"] = form
        context["draft_files"] = draft_files(obligation)
        if obligation.requirement.takes_photos:
            context["photos_form"] = PhotosForm(requirement=obligation.requirement)
        context["unfinished"] = Upload.objects.visible_to(actor).unfinished(now).filter(about=obligation.words)
    return context | more


def petition_side(obligation: Obligation, actor: Actor, latest: Submission | None) -> dict[str, Any]:
    """What was asked and answered, and what this actor may ask or answer now."""
    rakor = obligation.invitation.rakor
    asked = list(Petition.objects.visible_to(actor).filter(obligation=obligation)) if obligation.pk else []
    answerable = next((row for row in asked if actor.role in DECIDERS and row.answerable_by(actor)), None)
    is_open = any(row.answered_at is None for row in asked)
    is_over = rakor.closed_at or rakor.cancelled_at or obligation.exempted_at or obligation.requirement.withdrawn_at
    context: dict[str, Any] = {"petitions": asked, "answerable": answerable}
    if answerable:
        context["grant_form"] = GrantForm(rakor=rakor, is_reopening=answerable.is_reopening)
        context["decline_form"] = DeclineForm()
    if obligation.is_own(actor) and not is_over and not is_open:
        context["ask_form"] = AskForm(rakor=rakor)
    if latest and latest.accepted_at and actor.role in DECIDERS and latest.reopenable_by(actor):
        context["reopen_form"] = ReopenForm(rakor=rakor)
    return context


def notes_on(latest: Submission | None) -> list[ReturnNote]:
    """What the reviewer of the newest version wants put right, place by place."""
    return list(latest.return_notes.all()) if latest and latest.returned_at else []


def own_side(obligation: Obligation, actor: Actor) -> dict[str, Any]:
    """What stays within the office: what lies before its head, what the head said of it."""
    context: dict[str, Any] = {
        "is_own": True,
        "send_word": send_word(obligation, actor),
        "nil_form": NilForm(initial={"key": new_key()}) if obligation.requirement.may_be_nil else None,
    }
    if obligation.proposed_at:
        context |= {
            "may_approve": obligation.approvable_by(actor),
            "hand_back_form": HandBackForm(),
            "proposed_typed": typed_of(obligation.proposed_content),
            "proposed_files": draft_files(obligation),
        }
    return context


def send_word(obligation: Obligation, actor: Actor) -> str:
    if not obligation.needs_approval:
        return "Kirim"
    return "Setujui dan kirim" if actor.role == Role.OFFICE_LEADERSHIP else "Ajukan ke pimpinan"


def form_for(obligation: Obligation, *args: Any, **kwargs: Any) -> PaperForm:
    """Raises Http404 for the kinds that have pages of their own."""
    form_class = FORMS.get(obligation.requirement.kind)
    if form_class is None:
        raise Http404
    waiting = len(draft_files(obligation))
    return form_class(*args, requirement=obligation.requirement, waiting=waiting, **kwargs)


def draft_files(obligation: Obligation) -> list[DraftFile]:
    return list(obligation.draft_files.select_related("stored")) if obligation.pk else []


@allow("paper.show", model=Invitation)
def paper_show(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    return render(request, "reports/paper_show.html", page(request, obligation))


def own(invitation: Invitation, actor: Actor) -> bool:
    rakor = invitation.rakor
    return actor.institution == invitation.institution and not (rakor.closed_at or rakor.cancelled_at)


@allow("paper.save", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_save(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Keeps what stands in the fields, complete or not, and the files; asked by the page while someone types."""
    obligation, now = obligation_at(invitation, requirement_pk, bidang), clock.now()
    form = form_for(obligation, request.POST, request.FILES)
    if not obligation.fillable_by(request.actor):
        return not_saved(request, obligation)
    try:
        seen = seen_version(request)
        obligation = actions.save_draft(obligation=obligation, draft=form.typed(), now=now, by=request.actor, seen=seen)
    except actions.DraftMoved:
        return both_texts(request, obligation, form)
    except actions.Proposed:
        return not_saved(request, obligation)
    if request.htmx:  # type: ignore[attr-defined]
        context = {"saved_at": now, "rakor": invitation.rakor, "obligation": obligation}
        return render(request, "reports/_draft_saved.html", context)
    form.is_valid()
    if "uploads" in form.errors or "__all__" in form.errors and form.uploads:
        return render(request, "reports/paper_show.html", page(request, obligation, form=form), status=422)
    actions.attach_to_draft(
        obligation=obligation, uploads=form.uploads, began_at=received_at(request), by=request.actor, now=now
    )
    messages.success(request, "Draf tersimpan. Hanya kantor ini yang dapat melihatnya.")
    return redirect("paper_show", **address_of(obligation))


MOVED = "Rekan sekantor menyimpan isian lain sejak halaman ini dibuka."


def seen_version(request: ActorRequest) -> int | None:
    """Of the draft that stood on the page; None where the page does not say."""
    seen = request.POST.get("draft_version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def both_texts(request: ActorRequest, obligation: Obligation, form: PaperForm) -> HttpResponse:
    """What was typed in the fields, and the colleague's text above them; saving again takes what is in the fields."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Belum tersimpan. {MOVED} Tekan Simpan draf untuk melihat keduanya.", status=409)
    obligation = obligation_now(obligation)
    theirs = [
        (str(form.fields[name].label), text)
        for name, text in obligation.draft.items()
        if name in form.fields and str(text) != form.typed().get(name)
    ]
    context = page(request, obligation, form=form, theirs=theirs, moved=MOVED)
    return render(request, "reports/paper_show.html", context, status=409)


def not_saved(request: ActorRequest, obligation: Obligation) -> HttpResponse:
    """Accepted, released or laid before the head while somebody still typed."""
    because = PROPOSED if obligation_now(obligation).proposed_at else CLOSED
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Tidak tersimpan. {because}", status=409)
    messages.error(request, because)
    return redirect("paper_show", **address_of(obligation))


@allow("paper.send", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_send(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    form = form_for(obligation, request.POST, request.FILES)
    if not form.is_valid():
        if sent := obligation.sent_with(form.cleaned_data.get("key")):
            return receipt(request, obligation, sent)
        return render(request, "reports/paper_show.html", page(request, obligation, form=form), status=422)
    try:
        actions.refuse_moved(obligation, by=request.actor, seen=seen_version(request))
    except actions.DraftMoved:
        return both_texts(request, obligation, form)
    try:
        version = sending.hand_in(
            obligation=obligation,
            content=form.content(),
            uploads=form.uploads,
            key=form.cleaned_data["key"],
            began_at=received_at(request),
            by=request.actor,
            now=clock.now(),
        )
    except tuple(REFUSALS) as refused:
        return not_sent(request, obligation, refused)
    return receipt(request, obligation, version)


@allow("paper.nil", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_nil(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """A statement that counts: there is nothing to report, and why."""
    obligation = obligation_at(invitation, requirement_pk, bidang)
    form = NilForm(request.POST)
    if not obligation.requirement.may_be_nil:
        raise Http404
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, nil_form=form), status=422)
    try:
        version = sending.hand_in(
            obligation=obligation,
            content={"nihil": form.cleaned_data["because"]},
            key=form.cleaned_data["key"],
            by=request.actor,
            now=clock.now(),
            is_nil=True,
        )
    except tuple(REFUSALS) as refused:
        return not_sent(request, obligation, refused)
    return receipt(request, obligation, version)


REFUSALS: dict[type[Exception], str] = {
    actions.AlreadyAccepted: "Versi terakhir sudah diterima; berkas ini tidak dapat diganti lagi.",
    actions.Exempted: "Kantor ini dibebaskan dari berkas ini.",
    actions.Withdrawn: WITHDRAWN,
    actions.Proposed: PROPOSED,
    actions.TooManyFiles: "Berkas di draf dan yang dikirim terlalu banyak. Hapus dahulu yang tidak perlu.",
}


def not_sent(request: ActorRequest, obligation: Obligation, refused: Exception) -> HttpResponse:
    messages.error(request, REFUSALS[type(refused)])
    return redirect("paper_show", **address_of(obligation))


def receipt(request: ActorRequest, obligation: Obligation, version: Submission | None) -> HttpResponse:
    """Of what went out; without a version it lies before the office's head."""
    if version is None:
        messages.success(request, "Diajukan ke pimpinan. Penyelenggara menerimanya setelah pimpinan menyetujui.")
        return redirect("paper_show", **address_of(obligation))
    if version.is_late:
        messages.warning(request, "Tenggat sudah lewat; pengumpulan dicatat terlambat.")
    return redirect("submission_show", pk=version.pk)


def draft_file_at(obligation: Obligation, order: int) -> DraftFile:
    return get_object_or_404(DraftFile.objects.select_related("stored"), obligation=obligation.pk, order=order)


@allow("paper.save", to=INVITED_ROLES, model=Invitation, may=own)
def draft_file(
    request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str, order: int
) -> HttpResponseBase:
    """A file of the office's own draft."""
    return attachment(request, draft_file_at(obligation_at(invitation, requirement_pk, bidang), order).stored)


@allow("paper.save", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def draft_file_drop(
    request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str, order: int
) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    dropped = draft_file_at(obligation, order)
    try:
        actions.drop_draft_file(obligation=obligation, order=order)
    except actions.Proposed as refused:
        return not_sent(request, obligation, refused)
    messages.success(request, f"{dropped} dihapus dari draf.")
    return redirect("paper_show", **address_of(obligation))


def typed_of(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields of the form with what was written in them."""
    answers = content.get("answers", [])
    fields = DivisionReportForm.base_fields
    typed = [(str(fields[name].label), text) for name, text in content.items() if name in fields and text]
    return typed + [(answer["label"], shown_answer(answer)) for answer in answers]


def hosted(invitation: Invitation, actor: Actor) -> bool:
    return invitation.rakor.is_hosted_by(actor) and not invitation.rakor.closed_at


@allow("obligation.extend", to=DECIDERS, model=Invitation, may=hosted, methods=("POST",))
def obligation_extend(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    form = ExtendForm(request.POST, rakor=invitation.rakor)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, extend_form=form), status=422)
    because = form.cleaned_data["because"]
    try:
        actions.extend(obligation=obligation, until=form.until, because=because, by=request.actor, now=clock.now())
        messages.success(request, f"Diperpanjang sampai {dates.moment(form.until, invitation.rakor.timezone)}.")
    except actions.AlreadyAccepted:
        messages.error(request, ACCEPTED_ALREADY)
    return redirect("paper_show", **address_of(obligation))


@allow("obligation.exempt", to=DECIDERS, model=Invitation, may=hosted, methods=("POST",))
def obligation_exempt(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    form = ExemptForm(request.POST)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, exempt_form=form), status=422)
    because = form.cleaned_data["because"]
    try:
        actions.exempt(obligation=obligation, because=because, by=request.actor, now=clock.now())
        messages.success(request, f"{invitation} dibebaskan dari berkas ini.")
    except actions.AlreadyAccepted:
        messages.error(request, ACCEPTED_ALREADY)
    return redirect("paper_show", **address_of(obligation))


@allow("obligation.owe", to=DECIDERS, model=Invitation, may=hosted, methods=("POST",))
def obligation_owe(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Takes an exemption back."""
    obligation = obligation_at(invitation, requirement_pk, bidang)
    if actions.owe_again(obligation=obligation, by=request.actor, now=clock.now()):
        messages.success(request, f"Pembebasan dicabut; {invitation} mengirim berkas ini lagi.")
    else:
        messages.error(request, "Kantor ini tidak sedang dibebaskan dari berkas ini.")
    return redirect("paper_show", **address_of(obligation))
