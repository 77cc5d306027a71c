from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from documents.models import PrintedDocument
from participants.gate import ActorRequest, allow, allow_anyone
from rakor.files.serving import attachment


@allow("printed.file", model=PrintedDocument)
def printed_file(request: ActorRequest, printed: PrintedDocument) -> HttpResponseBase:
    return attachment(request, printed.file)


@allow_anyone("printed.verify")
def printed_verify(request: HttpRequest, code: str) -> HttpResponse:
    """Says that a print is the program's own: title, office, moment, sha256 - never its content."""
    printed = PrintedDocument.objects.select_related("rakor__organiser", "file").filter(code=code.upper()).first()
    return render(
        request, "documents/printed_verify.html", {"printed": printed, "code": code}, status=200 if printed else 404
    )
