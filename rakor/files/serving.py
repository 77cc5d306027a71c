"""Files go out through the gate of the object that owns them, never by path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from rakor.files.models import StoredFile
from rakor.lib.zips import Entry, zipped

READ = 256 * 1024  # bytes at a time
VIRUS = "{} tidak dapat dibuka lagi: di dalamnya ditemukan virus ({}). Minta pengirimnya mengirim berkas yang bersih."
Range = tuple[int, int]  # first and last byte


def attachment(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The file, or the part of it that is asked for, as a download that no browser runs or shows inside the site."""
    if stored.virus:
        return render(request, "refused.html", {"sentence": VIRUS.format(stored, stored.virus)}, status=410)
    wanted = range_in(request.headers.get("Range", ""), stored.size)
    response = answer(stored, wanted)
    response["Accept-Ranges"] = "bytes"
    return kept_away(response, stored.name)


def kept_away(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """From the site and from shared caches."""
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def zip_download(entries: Iterable[Entry], *, name: str, moment: datetime) -> HttpResponseBase:
    """Many files as one, made while it goes out; a broken download begins anew. `moment` is by local clocks."""
    return kept_away(StreamingHttpResponse(zipped(entries, moment), content_type="application/zip"), name)


def entry_of(stored: StoredFile, name: str) -> Entry:
    return Entry(name, stored.size, pieces_of(stored))


def pieces_of(stored: StoredFile) -> Iterator[bytes]:
    """Opened only when the first piece is asked for."""
    with stored.full_path.open("rb") as file:
        while piece := file.read(READ):
            yield piece


def answer(stored: StoredFile, wanted: Range | None) -> HttpResponseBase:
    if wanted is None:
        return FileResponse(stored.full_path.open("rb"), content_type=stored.content_type)
    first, last = wanted
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    response = StreamingHttpResponse(
        part_of(stored.full_path.open("rb"), wanted), status=206, content_type=stored.content_type
    )
    response["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def range_in(header: str, size: int) -> Range | None:
    """One range, as a download that goes on asks for it; several, or none, mean the whole file."""
    asked = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if not asked or asked[0] == "bytes=-":
        return None
    first, last = asked[1], asked[2]
    if not first:
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    end = min(int(last), size - 1) if last else size - 1
    return int(first), end


def part_of(file: BinaryIO, wanted: Range) -> Iterator[bytes]:
    first, last = wanted
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(READ, left))):
            left -= len(piece)
            yield piece
