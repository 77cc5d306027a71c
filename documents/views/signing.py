"""What comes back signed of a letter on a paper for each institution, and what its institution then reads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from documents import signing
from documents.forms import PileForm, SignedForm
from documents.models import Letter, LetterCopy
from documents.views.batches import batch_page
from participants.gate import WITH_LINK, ActorRequest, allow
from participants.models import Role
from rakor.files.serving import attachment
from rakor.lib import clock
from rakor.lib.pdf_piles import PagesDoNotFit, UnreadablePile

SENT_ALREADY = "Surat ini sudah terkirim; berkas bertanda tangannya tidak diganti lagi."
NOT_PRINTED = "Naskah yang dipilih belum selesai dicetak, jadi jumlah halamannya belum diketahui."


@allow("copies.sign", to=[Role.SECRETARIAT], model=Letter, may=Letter.copies_signable_by, methods=("POST",))
def copies_sign(request: ActorRequest, letter: Letter) -> HttpResponse:
    form = PileForm(request.POST, request.FILES, letter=letter)
    if form.is_valid() and cut_pile(request, letter, form):
        return redirect("letter_batch", pk=letter.pk)
    return render(request, "documents/letter_batch.html", batch_page(request, letter, pile_form=form), status=422)


def cut_pile(request: ActorRequest, letter: Letter, form: PileForm) -> bool:
    try:
        count = signing.sign_pile(letter=letter, **form.cleaned_data, by=request.actor, now=clock.now())
    except PagesDoNotFit as refused:
        form.refuse_pages(refused.found, refused.wanted)
    except UnreadablePile as refused:
        form.add_error("upload", str(refused))
    except signing.NotPrintedYet:
        form.add_error("upload", NOT_PRINTED)
    except signing.AlreadySent:
        form.add_error(None, SENT_ALREADY)
    else:
        messages.success(request, f"{count} naskah bertanda tangan tersimpan. Periksa beberapa sebelum dikirim.")
    return form.is_valid()


@allow("copy.sign", to=[Role.SECRETARIAT], model=LetterCopy, may=LetterCopy.signable_by, methods=("GET", "POST"))
def copy_sign(request: ActorRequest, copy: LetterCopy) -> HttpResponse:
    form = SignedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing.sign_copy(copy=copy, upload=form.cleaned_data["upload"], by=request.actor, now=clock.now())
            messages.success(request, f"Surat bertanda tangan untuk {copy} tersimpan.")
        except signing.AlreadySent:
            messages.error(request, SENT_ALREADY)
        return redirect("letter_batch", pk=copy.letter.pk)
    context = {"rakor": copy.letter.rakor, "letter": copy.letter, "copy": copy, "form": form}
    return render(request, "documents/copy_sign.html", context, status=422 if form.errors else 200)


@allow("copy.file", to=WITH_LINK, model=LetterCopy)
def copy_file(request: ActorRequest, copy: LetterCopy) -> HttpResponseBase:
    if copy.signed_file is None:
        messages.error(request, f"Naskah untuk {copy} belum ditandatangani.")
        return redirect("letter_batch", pk=copy.letter.pk)
    return attachment(copy.signed_file)
