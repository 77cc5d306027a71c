from django.urls import path

from agendas.views import board, editions, sessions

urlpatterns = [
    path("rakor/<int:pk>/ubah/", sessions.rakor_change, name="rakor_change"),
    path("rakor/<int:pk>/acara/", editions.agenda_show, name="agenda_show"),
    path("rakor/<int:pk>/papan/", board.board_show, name="board_show"),
    path("rakor/<int:pk>/acara/sesi/", sessions.session_add, name="session_add"),
    path("rakor/<int:pk>/acara/kelas/", sessions.kelas_add, name="kelas_add"),
    path("rakor/<int:pk>/edisi/", editions.edition_list, name="edition_list"),
    path("rakor/<int:pk>/edisi/terbit/", editions.edition_release, name="edition_release"),
    path("edisi/<int:pk>/", editions.edition_show, name="edition_show"),
    path("sesi/<int:pk>/ubah/", sessions.session_change, name="session_change"),
    path("sesi/<int:pk>/hapus/", sessions.session_remove, name="session_remove"),
]
