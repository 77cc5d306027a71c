from django.urls import path

from agendas.views import sessions

urlpatterns = [
    path("rakor/<int:pk>/ubah/", sessions.rakor_change, name="rakor_change"),
    path("rakor/<int:pk>/acara/", sessions.agenda_show, name="agenda_show"),
    path("rakor/<int:pk>/acara/sesi/", sessions.session_add, name="session_add"),
    path("rakor/<int:pk>/acara/kelas/", sessions.kelas_add, name="kelas_add"),
    path("sesi/<int:pk>/ubah/", sessions.session_change, name="session_change"),
    path("sesi/<int:pk>/hapus/", sessions.session_remove, name="session_remove"),
]
