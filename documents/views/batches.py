"""Letters by the hundred: one paper for each institution, all letters of a rakor in one file; and the ralat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from documents import actions, batches, bundles
from documents.forms import PileForm
from documents.models import Letter, PrintedDocument, PrintedKind
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.files.serving import zip_download
from rakor.lib import clock, dates


@allow("letter.batch", model=Letter, may=Letter.is_of_host)
def letter_batch(request: ActorRequest, letter: Letter) -> HttpResponse:
    """The papers and how far they are; htmx asks for the part alone until all are done, then for the page."""
    template = "documents/_letter_batch.html" if request.htmx else "documents/letter_batch.html"  # type: ignore[attr-defined]
    context = batch_page(request, letter)
    response = render(request, template, context)
    if request.htmx and not context["progress"].is_open:  # type: ignore[attr-defined]
        response["HX-Refresh"] = "true"  # the form for the signed scans stands outside the part
    return response


def batch_page(request: ActorRequest, letter: Letter, **more: Any) -> dict[str, Any]:
    copies = list(letter.copies.select_related("printed__file", "signed_file"))
    may_sign = letter.copies_signable_by(request.actor)
    context = {
        "rakor": letter.rakor,
        "letter": letter,
        "progress": batches.progress_of(letter),
        "copies": copies,
        "signed": sum(copy.signed_at is not None for copy in copies),
        "may_retry": letter.reprintable_by(request.actor),
        "may_sign": may_sign,
        "may_send": letter.sendable_by(request.actor),
        "pile_form": PileForm(letter=letter) if may_sign else None,
    }
    return context | more


@allow("letter.batch_retry", to=[Role.SECRETARIAT], model=Letter, may=Letter.reprintable_by, methods=("POST",))
def letter_batch_retry(request: ActorRequest, letter: Letter) -> HttpResponse:
    batches.try_again(letter=letter, by=request.actor, now=clock.now())
    messages.success(request, "Naskah yang belum jadi dicetak lagi.")
    return redirect("letter_batch", pk=letter.pk)


@allow("letter.correct", to=[Role.SECRETARIAT], model=Letter, may=Letter.correctable_by, methods=("POST",))
def letter_correct(request: ActorRequest, letter: Letter) -> HttpResponse:
    concept = actions.correct(letter=letter, by=request.actor, now=clock.now())
    messages.success(request, "Konsep ralat berisi teks surat yang terkirim; ubah yang perlu diralat.")
    return redirect("letter_change", pk=concept.pk)


@allow("bundle.show", model=Rakor, may=Rakor.is_hosted_by)
def bundle_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """All letters at once; htmx asks for the list alone until the file is bound."""
    context = {
        "rakor": rakor,
        "job": bundles.unfinished(rakor),
        "bound": PrintedDocument.objects.visible_to(request.actor).filter(rakor=rakor, kind=PrintedKind.BUNDLE),
        "count": bundles.prints_of(rakor).count(),
        "may_bind": rakor.is_hosted_by(request.actor) and request.actor.role == Role.SECRETARIAT,
    }
    template = "documents/_bundle.html" if request.htmx else "documents/bundle_show.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@allow("bundle.order", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.is_hosted_by, methods=("POST",))
def bundle_order(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    try:
        bundles.order(rakor=rakor, by=request.actor, now=clock.now())
        messages.success(request, "Semua surat sedang disatukan.")
    except bundles.NothingPrinted:
        messages.error(request, "Belum ada surat yang dicetak, jadi belum ada yang dapat disatukan.")
    return redirect("bundle_show", pk=rakor.pk)


@allow("bundle.zip", model=Rakor, may=Rakor.is_hosted_by)
def bundle_zip(request: ActorRequest, rakor: Rakor) -> HttpResponseBase:
    moment = dates.local(clock.now(), rakor.timezone)
    return zip_download(bundles.entries_of(rakor), name=f"surat-rakor-{rakor.pk}.zip", moment=moment)
