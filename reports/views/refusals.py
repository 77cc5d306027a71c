"""What is said when a paper was neither saved nor sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from participants.gate import ActorRequest
from reports import actions
from reports.models import Obligation
from reports.views.paper_page import address_of, obligation_now, page

Typed = Sequence[tuple[str, str]]  # labels with what stood in their fields
CLOSED = "Berkas ini sudah diterima, dibebaskan, atau tidak diminta lagi, dan tidak dapat diganti."
MOVED = "Rekan sekantor menyimpan isian lain sejak halaman ini dibuka."
PROPOSED = "Berkas ini sedang menunggu persetujuan pimpinan. Tarik kembali dahulu bila perlu diubah."
WITHDRAWN = "Berkas ini tidak diminta lagi oleh penyelenggara; yang sudah tersimpan sebagai draf tetap ada."
REFUSALS: dict[type[Exception], str] = {
    actions.AlreadyAccepted: "Versi terakhir sudah diterima; berkas ini tidak dapat diganti lagi.",
    actions.Exempted: "Kantor ini dibebaskan dari berkas ini.",
    actions.Withdrawn: WITHDRAWN,
    actions.Proposed: PROPOSED,
    actions.TooManyFiles: "Berkas di draf dan yang dikirim terlalu banyak. Hapus dahulu yang tidak perlu.",
}


def not_saved(request: ActorRequest, obligation: Obligation, typed: Typed = ()) -> HttpResponse:
    """Accepted, released or laid before the head while somebody still typed."""
    because = PROPOSED if obligation_now(obligation).proposed_at else CLOSED
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Tidak tersimpan. {because}", status=409)
    return told(request, obligation, because, typed)


def not_sent(request: ActorRequest, obligation: Obligation, refused: Exception, typed: Typed = ()) -> HttpResponse:
    return told(request, obligation, REFUSALS[type(refused)], typed)


def told(request: ActorRequest, obligation: Obligation, because: str, typed: Typed = ()) -> HttpResponse:
    """What was typed is shown beside the reason, so that it can be copied; without any the page is opened anew."""
    lost = [(label, text) for label, text in typed if text]
    if lost:
        context = page(request, obligation_now(obligation), refusal=because, lost=lost)
        return render(request, "reports/paper_show.html", context, status=409)
    messages.error(request, because)
    return redirect("paper_show", **address_of(obligation))
