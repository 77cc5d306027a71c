"""In and out: login, logout, the role acted under, and going on after a session ended while someone typed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from participants.forms import LoginForm
from participants.gate import WITH_LINK, ActorRequest, allow, allow_anyone
from participants.throttle import TooManyGuesses, count_guess, forget_guesses, refuse_after_many
from rakor.lib import clock

TYPED = "isi:"  # before the name of every field that is carried through the login


@allow_anyone("login", methods=("GET", "POST"))
def login_show(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request, data=request.POST or None)
    target = request.POST.get("next") or request.GET.get("next") or ""
    if request.method == "POST" and enter(request, form):
        return redirect(target if is_ours(request, target) else "home")
    return render(request, "participants/login.html", {"form": form, "next": target})


@allow_anyone("login.resume", methods=("POST",))
def login_resume(request: HttpRequest) -> HttpResponse:
    """Logs in and shows the typed fields again, ready to be sent to the form they were typed for."""
    typed_for = request.POST.get("typed_for", "")
    if not is_ours(request, typed_for):
        return redirect("home")
    typed = [(k.removeprefix(TYPED), v) for k, vs in request.POST.lists() if k.startswith(TYPED) for v in vs]
    form = LoginForm(request, data=request.POST)
    context = {"form": form, "typed": typed, "typed_for": typed_for}
    if enter(request, form):
        return render(request, "participants/resume.html", context)
    return render(request, "participants/session_ended.html", context, status=401)


def enter(request: HttpRequest, form: LoginForm) -> bool:
    username = request.POST.get("username", "").lower()
    try:
        refuse_after_many(username)
    except TooManyGuesses:
        form.add_error(None, "Terlalu banyak percobaan. Coba lagi lima menit lagi.")
        return False
    if not form.is_valid():
        count_guess(username)
        return False
    forget_guesses(username)
    login(request, form.get_user())
    return True


def is_ours(request: HttpRequest, target: str) -> bool:
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})


@allow("logout", to=WITH_LINK, methods=("POST",))
def logout_done(request: ActorRequest) -> HttpResponse:
    return auth_views.logout_then_login(request)


@allow("right.choose", methods=("POST",))
def right_choose(request: ActorRequest) -> HttpResponse:
    held = request.actor.user.rights_on(clock.now().date())
    chosen = next((right.pk for right in held if str(right.pk) == request.POST.get("right")), None)
    if chosen is None:
        raise Http404
    request.session["right_id"] = chosen
    return redirect("home")


@allow("account.show")
def account_show(request: ActorRequest) -> HttpResponse:
    rights = request.actor.user.rights_on(clock.now().date())
    return render(request, "participants/account_show.html", {"rights": rights})


@allow("password.change", methods=("GET", "POST"))
def password_change(request: ActorRequest) -> HttpResponse:
    form = PasswordChangeForm(request.actor.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, "Kata sandi diganti. Sesi lain dengan kata sandi lama sudah berakhir.")
        return redirect("account_show")
    return render(request, "participants/form.html", {"form": form, "heading": "Ganti kata sandi"})
