"""Walls that the linter of imports cannot see."""

from django.apps import apps

ORDER = [
    "audit",
    "jobs",
    "files",
    "participants",
    "meetings",
    "agendas",
    "reports",
    "dim",
    "hibah",
    "readiness",
    "minutes",
    "documents",
    "reminders",
    "secretariat",
]
REPORTS = {"reports", "dim", "hibah"}  # one room


def test_foreign_keys_point_down_and_leave_no_name_behind_across_rooms() -> None:
    upward, named = [], []
    for model in apps.get_models():
        if model._meta.app_label not in ORDER:
            continue
        for field in model._meta.get_fields():
            other = field.related_model
            if not field.is_relation or field.auto_created or other._meta.app_label not in ORDER:
                continue
            here, there = model._meta.app_label, other._meta.app_label
            if ORDER.index(there) > ORDER.index(here):
                upward.append(f"{model.__name__}.{field.name}")
            if here != there and not {here, there} <= REPORTS and not field.remote_field.hidden:
                named.append(f"{model.__name__}.{field.name}")

    assert upward == []
    assert named == []
