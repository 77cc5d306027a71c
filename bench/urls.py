from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from participants.gate import allow_anyone
from participants.models import RegionCode


@allow_anyone("bench.yardstick")
def yardstick(request: HttpRequest) -> HttpResponse:
    """A bare view: one indexed query, forty rows."""
    rows = RegionCode.objects.order_by("pk")[:40]
    return render(request, "yardstick.html", {"rows": rows})


urlpatterns = [path("", include("rakor.urls")), path("bench/yardstick/", yardstick)]
