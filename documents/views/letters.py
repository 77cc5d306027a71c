from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from agendas.access import sees_the_day
from documents import actions
from documents.corrections import content_of
from documents.forms import CancelForm, LetterForm, NoteForm, SignedForm
from documents.models import Letter, LetterCopy, LetterState, PrintedDocument, Wording
from documents.number_forms import NumberForm
from documents.numbering import BlockUsedUp, NumberTaken
from documents.wordings import addressee_of, text_for
from meetings.models import Rakor
from participants.gate import WITH_LINK, Actor, ActorRequest, allow
from participants.models import Role
from rakor.files.serving import attachment
from rakor.jobs.models import Job
from rakor.lib import clock
from rakor.lib.inputs import retype

EDIT = ("GET", "POST")
DONE_ALREADY = "Langkah ini sudah dilakukan orang lain. Keadaan terakhir ditampilkan di bawah."


@allow("letter.list", model=Rakor)
def letter_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    context = {
        "rakor": rakor,
        "letters": Letter.objects.visible_to(request.actor).filter(rakor=rakor),
        "printed": prints_for(request, rakor),
        "may_read_lists": sees_the_day(rakor, request.actor),
        "is_host": rakor.is_hosted_by(request.actor),
        "may_edit": rakor.editable_by(request.actor),
    }
    return render(request, "documents/letter_list.html", context)


def prints_for(request: ActorRequest, rakor: Rakor) -> QuerySet[PrintedDocument]:
    """To the host a letter with a paper for each institution is one file, to an office its own paper."""
    prints = PrintedDocument.objects.visible_to(request.actor).filter(rakor=rakor)
    return prints.without_copies() if rakor.is_hosted_by(request.actor) else prints


@allow("letter.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=EDIT)
def letter_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    wordings = list(Wording.objects.visible_to(request.actor).in_use_at(request.actor.institution))
    chosen = next((w for w in wordings if str(w.pk) == request.GET.get("model")), wordings[-1] if wordings else None)
    form = LetterForm(request.POST or None, rakor=rakor, initial=concept(rakor, chosen))
    if request.method == "POST" and form.is_valid():
        letter = actions.write_letter(letter=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, "Konsep surat tersimpan.")
        return redirect("letter_show", pk=letter.pk)
    context = {"rakor": rakor, "form": form, "wordings": wordings, "chosen": chosen, "heading": "Tulis surat"}
    return render(request, "documents/letter_form.html", context)


def concept(rakor: Rakor, wording: Wording | None) -> dict[str, Any]:
    """What the form of a new letter starts from."""
    return {
        "subject": wording.subject if wording else "",
        "body": text_for(rakor, wording.body) if wording else "",
        "addressee": addressee_of(rakor),
        "carbon_copies": "Arsip.",
        "version": 1,
    }


@allow("letter.change", to=[Role.SECRETARIAT], model=Letter, may=Letter.editable_by, methods=EDIT)
def letter_change(request: ActorRequest, letter: Letter) -> HttpResponse:
    rakor = letter.rakor
    form = LetterForm(request.POST or None, rakor=rakor, instance=letter)
    context: dict[str, Any] = {"rakor": rakor, "form": form, "letter": letter, "heading": "Ubah surat"}
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            actions.change_letter(letter=form.save(commit=False), seen_version=seen, by=request.actor, now=clock.now())
            messages.success(request, "Surat tersimpan.")
            return redirect("letter_show", pk=letter.pk)
        except actions.StaleLetter:
            stored = Letter.objects.get(pk=letter.pk)
            retype(form, version=stored.version)
            context["stored"] = stored
            status = 409
    return render(request, "documents/letter_form.html", context, status=status)


def page(request: ActorRequest, letter: Letter, **more: Any) -> dict[str, Any]:
    actor = request.actor
    context = {
        "rakor": letter.rakor,
        "letter": letter,
        "state": letter.state,
        "blocks": content_of(letter),
        "may_change": letter.editable_by(actor),
        "may_approve": letter.approvable_by(actor),
        "may_number": letter.numberable_by(actor),
        "may_sign": letter.signable_by(actor),
        "may_sign_copies": letter.copies_signable_by(actor),
        "may_send": letter.sendable_by(actor),
        "may_cancel": letter.cancellable_by(actor),
        "may_correct": letter.correctable_by(actor),
        "number_form": number_form(letter) if letter.numberable_by(actor) else None,
        "note_form": NoteForm(),
        "signed_form": SignedForm(),
        "cancel_form": CancelForm(),
    }
    return context | print_of(letter, actor) | more


def print_of(letter: Letter, actor: Actor) -> dict[str, Any]:
    """The print, or the job that makes it. Papers for each institution have a page of their own for the host."""
    if letter.is_per_institution and letter.is_of_host(actor):
        return {"has_papers": bool(letter.number)}
    printed = PrintedDocument.objects.visible_to(actor).filter(letter=letter).first()
    if letter.is_per_institution:
        return {"printed": printed, "own": LetterCopy.objects.visible_to(actor).filter(letter=letter).first()}
    job = Job.objects.for_key(actions.RENDER_LETTER, f"letter:{letter.pk}").first() if letter.number else None
    return {"printed": printed, "job": job}


@allow("letter.show", model=Letter)
def letter_show(request: ActorRequest, letter: Letter) -> HttpResponse:
    return render(request, "documents/letter_show.html", page(request, letter))


@allow("letter.print", model=Letter)
def letter_print(request: ActorRequest, letter: Letter) -> HttpResponse:
    """The part of the page that follows the printing."""
    return render(request, "documents/_letter_print.html", {"letter": letter, **print_of(letter, request.actor)})


@allow("letter.propose", to=[Role.SECRETARIAT], model=Letter, may=Letter.editable_by, methods=("POST",))
def letter_propose(request: ActorRequest, letter: Letter) -> HttpResponse:
    actions.propose(letter=letter, by=request.actor, now=clock.now())
    messages.success(request, "Surat diajukan kepada pimpinan.")
    return redirect("letter_show", pk=letter.pk)


@allow("letter.approve", to=[Role.LEADERSHIP], model=Letter, may=Letter.approvable_by, methods=("POST",))
def letter_approve(request: ActorRequest, letter: Letter) -> HttpResponse:
    try:
        actions.approve(letter=letter, by=request.actor, now=clock.now())
        messages.success(request, "Surat disetujui. Sekretariat dapat memberinya nomor.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("letter_show", pk=letter.pk)


@allow("letter.return", to=[Role.LEADERSHIP], model=Letter, may=Letter.approvable_by, methods=("POST",))
def letter_return(request: ActorRequest, letter: Letter) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "documents/letter_show.html", page(request, letter, note_form=form), status=422)
    try:
        actions.send_back(letter=letter, note=form.cleaned_data["note"], by=request.actor, now=clock.now())
        messages.success(request, "Surat dikembalikan dengan catatan.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("letter_show", pk=letter.pk)


@allow("letter.number", to=[Role.SECRETARIAT], model=Letter, may=Letter.numberable_by, methods=("POST",))
def letter_number(request: ActorRequest, letter: Letter) -> HttpResponse:
    form = number_form(letter, request.POST)
    try:
        if form.is_valid():
            actions.number(letter=letter, by=request.actor, now=clock.now(), **form.answer)
            messages.success(request, f"Nomor {letter.number}. Naskah cetak sedang disiapkan.")
            return redirect("letter_show", pk=letter.pk)
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
        return redirect("letter_show", pk=letter.pk)
    except (NumberTaken, BlockUsedUp) as refused:
        form.refuse(refused)
    return render(request, "documents/letter_show.html", page(request, letter, number_form=form), status=422)


def number_form(letter: Letter, typed: QueryDict | None = None) -> NumberForm:
    return NumberForm(typed, letter=letter, day=letter.rakor.today(clock.now()))


@allow("letter.sign", to=[Role.SECRETARIAT], model=Letter, may=Letter.signable_by, methods=("POST",))
def letter_sign(request: ActorRequest, letter: Letter) -> HttpResponse:
    form = SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/letter_show.html", page(request, letter, signed_form=form), status=422)
    try:
        upload = form.cleaned_data["upload"]
        actions.sign(letter=letter, upload=upload, by=request.actor, now=clock.now())
        messages.success(request, "Surat bertanda tangan tersimpan dan terkunci.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("letter_show", pk=letter.pk)


@allow("letter.send", to=[Role.SECRETARIAT], model=Letter, may=Letter.sendable_by, methods=("POST",))
def letter_send(request: ActorRequest, letter: Letter) -> HttpResponse:
    try:
        count = actions.send(letter=letter, by=request.actor, now=clock.now())
        messages.success(request, f"Surat terkirim; {count} undangan sekarang terlihat oleh kantornya.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("letter_show", pk=letter.pk)


@allow("letter.cancel", to=[Role.SECRETARIAT], model=Letter, may=Letter.cancellable_by, methods=("POST",))
def letter_cancel(request: ActorRequest, letter: Letter) -> HttpResponse:
    form = CancelForm(request.POST)
    if not form.is_valid():
        return render(request, "documents/letter_show.html", page(request, letter, cancel_form=form), status=422)
    try:
        actions.cancel(letter=letter, because=form.cleaned_data["because"], by=request.actor, now=clock.now())
        messages.success(request, "Surat dibatalkan; nomornya tetap terpakai.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("letter_show", pk=letter.pk)


@allow("letter.file", to=WITH_LINK, model=Letter)
def letter_file(request: ActorRequest, letter: Letter) -> HttpResponseBase:
    """The signed file, which is what was sent; of a paper for each institution there is one for each."""
    if letter.is_per_institution and not letter.is_of_host(request.actor):
        return redirect("copy_file", pk=LetterCopy.objects.visible_to(request.actor).get(letter=letter).pk)
    if letter.signed_file is None or letter.state not in (LetterState.SIGNED, LetterState.SENT):
        messages.error(request, "Surat ini belum ditandatangani.")
        return redirect("letter_show", pk=letter.pk)
    return attachment(letter.signed_file)
