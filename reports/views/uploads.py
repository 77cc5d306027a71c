"""Files for a draft that come in pieces: tus 1.0 (core, creation, expiration, termination), then taken into the draft.

A refusal carries its sentence as plain text; the page shows it beside the file.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from functools import wraps
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meetings.models import Invitation
from participants.gate import ActorRequest, allow
from participants.models.accounts import ASKED_ROLES
from rakor.files import uploads
from rakor.files.actions import StorageFull
from rakor.files.kinds import RefusedFile, kind_named
from rakor.files.models import Upload
from rakor.lib import clock
from reports import actions
from reports.models import Obligation
from reports.views.paper_page import cell_at, draft_files
from reports.views.papers import own
from reports.views.refusals import REFUSALS

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
FULL = "Penyimpanan server sedang penuh. Yang sudah terunggah tetap ada; coba lagi beberapa menit lagi."
Answer = Callable[..., HttpResponse]
NOT_TAKEN: tuple[type[Exception], ...] = (RefusedFile, uploads.Altered, *REFUSALS)


def refused(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def tus(view: Answer) -> Answer:
    """Speaks one version of the protocol, and says so in each answer."""

    @wraps(view)
    def speak(request: ActorRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.headers.get("Tus-Resumable") != VERSION:
            response = refused(412, "Versi pengunggah tidak dikenal. Muat ulang halaman ini.")
            response["Tus-Version"] = VERSION
        else:
            response = view(request, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        return response

    return speak


@allow("upload.begin", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
@tus
def upload_begin(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = cell_at(request.actor, invitation, requirement_pk, bidang)
    requirement, told = obligation.requirement, metadata(request.headers.get("Upload-Metadata", ""))
    length = request.headers.get("Upload-Length", "")
    if not length.isdecimal() or int(length) == 0:
        return refused(400, "Berkas kosong (0 byte). Pilih berkas yang berisi.")
    if int(length) > requirement.size_limit:
        return refused(413, f"Berkas terlalu besar (maks. {requirement.size_limit // 1024 // 1024} MB).")
    name, now = told.get("filename", ""), clock.now()
    try:
        kind_named(name, allowed=requirement.allowed_extensions)
        upload = uploads.begin(
            owner_id=request.actor.user_id,
            about=obligation.words,
            name=name,
            size=int(length),
            sha256=digest_in(told),
            now=now,
        )
    except RefusedFile as wrong:
        return refused(415, str(wrong))
    except uploads.TooManyOpen:
        return refused(429, "Terlalu banyak unggahan yang belum selesai. Selesaikan atau batalkan dahulu.")
    except StorageFull:
        return refused(507, FULL)
    return answer(201, upload, Location=reverse("upload_append", args=[upload.pk]))


def metadata(header: str) -> dict[str, str]:
    """Pairs of a name and a text in base64; what cannot be read is left out."""
    found = {}
    for pair in header.split(","):
        name, _, coded = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(coded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def digest_in(told: dict[str, str]) -> str:
    digest = told.get("sha256", "").lower()
    return digest if re.fullmatch(r"[0-9a-f]{64}", digest) else ""


def answer(status: int, upload: Upload, **headers: str) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Upload-Offset"], response["Upload-Length"] = str(upload.offset), str(upload.size)
    response["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name] = value
    return response


@allow("upload.append", to=ASKED_ROLES, model=Upload, methods=("HEAD", "PATCH", "DELETE"))
@tus
def upload_append(request: ActorRequest, upload: Upload) -> HttpResponse:
    """HEAD says how far it has come, PATCH goes on from there, DELETE gives it up."""
    now = clock.now()
    if request.method == "DELETE":
        uploads.drop(upload)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        return head(upload, now)
    return append(request, upload, now)


def head(upload: Upload, now: datetime) -> HttpResponse:
    """While a piece is still written, perhaps one of a line that was cut, the browser shall ask again."""
    if upload.stored_id is None and upload.expires_at <= now:
        return refused(410, "")
    try:
        upload.offset = upload.size if upload.stored_id else uploads.settled_offset(upload)
    except uploads.Busy:
        return refused(423, "")
    except uploads.Expired:
        return refused(410, "")
    return answer(200, upload)


def append(request: ActorRequest, upload: Upload, now: datetime) -> HttpResponse:
    offset = request.headers.get("Upload-Offset", "")
    if request.content_type != "application/offset+octet-stream":
        return refused(415, "Potongan berkas tidak dikenal.")
    if not request.headers.get("Content-Length", "").isdecimal():
        return refused(411, "Panjang potongan berkas tidak disebut.")
    if not offset.isdecimal():
        return refused(400, "Letak potongan berkas tidak disebut.")
    try:
        uploads.append(upload=upload, offset=int(offset), source=request, now=now)
    except uploads.WrongOffset as wrong:
        upload.offset = wrong.offset
        return answer(409, upload)
    except uploads.Busy:
        return refused(423, "Potongan lain dari berkas ini sedang ditulis.")
    except uploads.Expired:
        return refused(410, "Unggahan ini sudah terlalu lama terhenti. Pilih berkasnya sekali lagi.")
    except StorageFull:
        return refused(507, FULL)
    return answer(204, upload)


@allow("upload.take", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def upload_take(
    request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str, upload_pk: UUID
) -> HttpResponse:
    """A whole upload into the draft; asked again it answers the same."""
    obligation = cell_at(request.actor, invitation, requirement_pk, bidang)
    upload = get_object_or_404(Upload, about=obligation.words, pk=upload_pk)
    try:
        obligation = take(obligation, upload, clock.now())
    except NOT_TAKEN as no:
        uploads.drop(upload)
        return refused(422, sentence_of(no))
    except uploads.NotWhole:
        return refused(409, "Berkas belum lengkap terunggah.")
    except uploads.Expired:
        return refused(410, "Unggahan ini sudah terlalu lama terhenti. Pilih berkasnya sekali lagi.")
    except StorageFull:
        return refused(507, FULL)
    context = {"obligation": obligation, "invitation": invitation, "draft_files": draft_files(obligation)}
    return render(request, "reports/_draft_files.html", context)


def take(obligation: Obligation, upload: Upload, now: datetime) -> Obligation:
    """The row whose draft holds it now; asked twice at once, the second finds it done."""
    examined = uploads.examine(upload=upload, allowed=obligation.requirement.allowed_extensions)
    with transaction.atomic():
        row = actions.locked(obligation)
        stored = examined and uploads.finish(upload=upload, examined=examined, now=now)
        if stored:
            actions.attach_stored(row, stored=stored, began_at=upload.began_at)
    return row


def sentence_of(no: Exception) -> str:
    if isinstance(no, uploads.Altered):
        return "Berkas berubah di perjalanan. Pilih berkasnya sekali lagi."
    return REFUSALS.get(type(no), str(no))
