from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from meetings.models import Rakor
from meetings.models.rakor import HOST_READERS
from participants.gate import ActorRequest, allow
from rakor.lib import clock
from secretariat import tree


@allow("rakor.tree", to=HOST_READERS, model=Rakor, may=Rakor.is_hosted_by)
def rakor_tree(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    context = {"rakor": rakor, "tree": tree.build(rakor, now=clock.now())}
    return render(request, "secretariat/rakor_tree.html", context)


@allow("branch.show", to=HOST_READERS, model=Rakor, may=Rakor.is_hosted_by)
def branch_show(request: ActorRequest, rakor: Rakor, branch_pk: int) -> HttpResponse:
    """One level deeper, still as the organiser of the root: of the branch it reads the offices, words and dates."""
    branch = get_object_or_404(tree.branches_of(rakor).select_related("organiser", "parent__organiser"), pk=branch_pk)
    context = {"rakor": rakor, "branch": branch, "tree": tree.build(branch, now=clock.now())}
    return render(request, "secretariat/rakor_tree.html", context)
