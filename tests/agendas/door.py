"""The door of one session: who is asked at which moment, and what a desk sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.test import Client
from django.urls import reverse

from agendas.models import Session
from meetings.models import Delegate
from participants.gate import Actor
from tests import cast as stage
from tests.cast import Cast

STARTS = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)  # 19.30 WITA
OPENS = STARTS - timedelta(minutes=30)
SECOND = timedelta(seconds=1)
SCRIPT = "<script>x</script>"


def make_cast() -> Cast:
    """Two offices are asked; KPU Kabupaten Banjar has named one delegate."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.make_session(cast, rakor)
    stage.name_delegate(cast, stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"])
    return cast


def session_of(cast: Cast) -> Session:
    return Session.objects.select_related("rakor__organiser").get(rakor=cast.rakor, kind="kelas")


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def ask(actor: Actor, name: str, cast: Cast, /, *, at: datetime = STARTS, **typed: Any) -> Any:
    with time_machine.travel(at, tick=False):
        address = reverse(name, args=[session_of(cast).pk])
        client = client_of(actor)
        return client.post(address, typed) if typed else client.get(address)


def send(actor: Actor, cast: Cast, body: Any, *, at: datetime = STARTS) -> Any:
    with time_machine.travel(at, tick=False):
        address = reverse("attendance_sync", args=[cast.rakor.pk])
        text = body if isinstance(body, str) else json.dumps(body)
        return client_of(actor).post(address, text, content_type="application/json")


def sighting(cast: Cast, kind: str = "masuk", at: datetime = STARTS, **more: Any) -> dict[str, Any]:
    values = {"key": str(uuid4()), "delegate": Delegate.objects.get().pk, "session": session_of(cast).pk}
    return values | {"kind": kind, "at": at.isoformat()} | more
