import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from participants.gate import allow_anyone
from participants.models import RegionCode
from rakor.files.actions import random_path
from rakor.files.models import StoredFile
from rakor.lib import clock


@allow_anyone("bench.yardstick")
def yardstick(request: HttpRequest) -> HttpResponse:
    """A bare view: one indexed query, forty rows."""
    rows = RegionCode.objects.order_by("pk")[:40]
    return render(request, "yardstick.html", {"rows": rows})


@csrf_exempt
@allow_anyone("bench.upload", methods=("POST",))
def upload(request: HttpRequest) -> HttpResponse:
    """The least that keeping a file can cost: no account, no check, nothing flushed to the disk."""
    final, size, digest = random_path(), 0, hashlib.sha256()
    final.parent.mkdir(parents=True, exist_ok=True)
    with final.open("wb") as out:
        for piece in request.FILES["uploads"].chunks():
            out.write(piece)
            digest.update(piece)
            size += len(piece)
    StoredFile.objects.create(
        name="laporan.pdf", path=final.name, size=size, sha256=digest.hexdigest(), created_at=clock.now()
    )
    return HttpResponse(status=204)


urlpatterns = [
    path("", include("rakor.urls")),
    path("bench/yardstick/", yardstick),
    path("bench/upload/", upload),
]
