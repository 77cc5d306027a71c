"""What is said when a paper was neither saved nor sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from participants.gate import ActorRequest
from reports import actions
from reports.models import Obligation
from reports.views.paper_page import address_of, obligation_now

CLOSED = "Berkas ini sudah diterima, dibebaskan, atau tidak diminta lagi, dan tidak dapat diganti."
MOVED = "Rekan sekantor menyimpan isian lain sejak halaman ini dibuka."
PROPOSED = "Berkas ini sedang menunggu persetujuan pimpinan. Tarik kembali dahulu bila perlu diubah."
WITHDRAWN = "Berkas ini tidak diminta lagi oleh penyelenggara; yang sudah diketik tetap tersimpan sebagai draf."
REFUSALS: dict[type[Exception], str] = {
    actions.AlreadyAccepted: "Versi terakhir sudah diterima; berkas ini tidak dapat diganti lagi.",
    actions.Exempted: "Kantor ini dibebaskan dari berkas ini.",
    actions.Withdrawn: WITHDRAWN,
    actions.Proposed: PROPOSED,
    actions.TooManyFiles: "Berkas di draf dan yang dikirim terlalu banyak. Hapus dahulu yang tidak perlu.",
}


def not_saved(request: ActorRequest, obligation: Obligation) -> HttpResponse:
    """Accepted, released or laid before the head while somebody still typed."""
    because = PROPOSED if obligation_now(obligation).proposed_at else CLOSED
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Tidak tersimpan. {because}", status=409)
    messages.error(request, because)
    return redirect("paper_show", **address_of(obligation))


def not_sent(request: ActorRequest, obligation: Obligation, refused: Exception) -> HttpResponse:
    messages.error(request, REFUSALS[type(refused)])
    return redirect("paper_show", **address_of(obligation))
