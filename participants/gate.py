"""The gate: who knocks, what may be entered, and the object that is handed over.

Every view carries an access mark (`allow`). The gate asks for a login, finds the actor, fetches the object through the
room's own `visible_to(actor)` - a foreign and an absent object are the same 404 - and only then looks at the role, so
that a refusal (403) is never said about an object that the actor may not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from participants.models import Institution, Person, Position, Right, Role, User
from rakor.lib import clock, dates

View = Callable[..., HttpResponseBase]
EVERY_ROLE = frozenset(Role) - {Role.LINK}  # a link enters only where a view names it
WITH_LINK = EVERY_ROLE | {Role.LINK}


class Actor:
    """A user acting under one right; without any right, a person who may only do what a rakor gave by name."""

    def __init__(self, user: User, right: Right | None) -> None:
        self.user = user
        self.right = right

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def person(self) -> Person:
        return self.user.person

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def role(self) -> Role:
        return Role(self.right.role) if self.right else Role.NAMED

    @property
    def is_link(self) -> bool:
        """Came in by an access sheet: one invitation, nothing else."""
        return self.role == Role.LINK

    @property
    def institution(self) -> Institution | None:
        return self.right.institution if self.right else None

    @property
    def institution_name(self) -> str:
        return self.institution.name if self.institution else ""

    @property
    def position(self) -> str:
        """The title held today at the institution acted for; without one, the role's word."""
        return self.title or str(self.role.label)

    @cached_property
    def title(self) -> str:
        if self.right is None:
            return ""
        held = Position.objects.filter(person=self.user.person_id, institution=self.right.institution_id).order_by("pk")
        today = clock.now().date()
        return next((str(position) for position in held if position.is_valid_on(today)), "")


@dataclass(frozen=True)
class Access:
    """What a view's mark says. `model` is fetched by the URL's `pk`; `may` judges the fetched object."""

    action: str
    roles: frozenset[Role]
    methods: tuple[str, ...]
    model: type[Model] | None
    may: Callable[[Any, Actor], bool] | None
    is_public: bool


class ActorRequest(HttpRequest):
    """A request that has passed the gate."""

    actor: Actor


def allow(
    action: str,
    *,
    to: Iterable[Role] = EVERY_ROLE,
    model: type[Model] | None = None,
    may: Callable[[Any, Actor], bool] | None = None,
    methods: tuple[str, ...] = ("GET",),
) -> Callable[[View], View]:
    access = Access(action, frozenset(to), methods, model, may, is_public=False)

    def mark(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            refusal = refuse_early(request, access)
            if refusal:
                return refusal
            actor = request.actor = find_actor(request)  # type: ignore[attr-defined]
            if access.model is None:
                check(access, actor, None)
                return view(request, **kwargs)
            target = find_target(access.model, actor, kwargs.pop("pk"))
            if target is None:
                refuse_ended(actor)
                raise Http404
            check(access, actor, target)
            return view(request, target, **kwargs)

        enter.access = access  # type: ignore[attr-defined]
        return enter

    return mark


def allow_anyone(action: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """For the few doors before the login: the login itself, the health page."""
    access = Access(action, EVERY_ROLE, methods, None, None, is_public=True)

    def mark(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method not in (*methods, "HEAD"):
                return HttpResponseNotAllowed(methods)
            return view(request, **kwargs)

        enter.access = access  # type: ignore[attr-defined]
        return enter

    return mark


def refuse_early(request: HttpRequest, access: Access) -> HttpResponse | None:
    if request.method not in (*access.methods, "HEAD"):
        return HttpResponseNotAllowed(access.methods)
    if request.user.is_authenticated:
        return None
    if request.method == "POST":
        return keep_what_was_typed(request)
    if request.method != "GET" and request.method in access.methods:
        return HttpResponse("Sesi berakhir. Masuk kembali; yang sudah terunggah tetap ada.", status=401)
    return redirect_to_login(request.get_full_path())


def keep_what_was_typed(request: HttpRequest) -> HttpResponse:
    """The session ended while someone typed: a login page that carries the typed fields to the form's own address."""
    typed = [(k, v) for k, vs in request.POST.lists() if k != "csrfmiddlewaretoken" for v in vs]
    context = {"typed": typed, "typed_for": request.get_full_path(), "had_files": bool(request.FILES)}
    return render(request, "participants/session_ended.html", context, status=401)


def find_actor(request: HttpRequest) -> Actor:
    user = request.user
    assert isinstance(user, User)
    held = user.rights_on(clock.now().date())
    chosen = [right for right in held if right.pk == request.session.get("right_id")]
    return Actor(user, next(iter(chosen or held), None))


def find_target(model: type[Model], actor: Actor, pk: Any) -> Model | None:
    """Unordered: it is one row, and an order would join what nobody reads."""
    found: Any = model.objects.visible_to(actor).filter(pk=pk).order_by()  # type: ignore[attr-defined]
    return next(iter(found[:1]), None)


def refuse_ended(actor: Actor) -> None:
    """Whoever may do nothing any more is told since when; raises PermissionDenied."""
    if actor.right is None:
        ended = Right.objects.ended(actor.user, on=clock.now().date()).first()
        if ended and ended.ends_on:
            until = dates.long_date(ended.ends_on)
            raise PermissionDenied(f"Hak akun ini untuk {ended.institution} berlaku sampai {until}.")


def check(access: Access, actor: Actor, target: Model | None) -> None:
    if actor.role not in access.roles:
        raise PermissionDenied(f"Peran {actor.role.label} tidak dapat melakukan langkah ini.")
    if access.may and target is not None and not access.may(target, actor):
        raise PermissionDenied("Langkah ini tidak terbuka untuk peran ini pada keadaan sekarang.")


class GateMiddleware:
    """Fails closed: a view without a mark is never entered. Private pages are never kept by a shared browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        if not hasattr(view, "access"):
            raise ImproperlyConfigured(f"View {view.__module__}.{view.__qualname__} has no access mark.")


def actor_in_context(request: HttpRequest) -> dict[str, Any]:
    return {"actor": getattr(request, "actor", None), "now": clock.now()}
