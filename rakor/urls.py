"""The table of contents: every room brings its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("secretariat.urls")),
    path("", include("participants.urls")),
    path("", include("meetings.urls")),
    path("", include("agendas.urls")),
    path("", include("reports.urls")),
    path("", include("reports.dim.urls")),
    path("", include("reports.hibah.urls")),
    path("", include("minutes.urls")),
    path("", include("documents.urls")),
    path("", include("reminders.urls")),
]

handler400 = "rakor.failures.cut_off"
handler403 = "rakor.failures.refused"
handler404 = "rakor.failures.not_found"
handler500 = "rakor.failures.request_failed"
