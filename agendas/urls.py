from django.urls import path

from agendas.views import board, columns, editions, sessions

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
    path("rakor/<int:pk>/papan/urungkan/", board.agenda_undo, name="agenda_undo"),
    path("rakor/<int:pk>/papan/terima/", board.clash_accept, name="clash_accept"),
    path("rakor/<int:pk>/papan/tampilkan/", board.clash_reopen, name="clash_reopen"),
    path("sesi/<int:pk>/pindah/", board.session_move, name="session_move"),
    path("sesi/<int:pk>/geser/", board.agenda_shift, name="agenda_shift"),
    path("rakor/<int:pk>/kelas/", columns.column_list, name="column_list"),
    path("rakor/<int:pk>/ruang/", columns.room_add, name="room_add"),
    path("kelas/<int:pk>/ubah/", columns.kelas_change, name="kelas_change"),
    path("kelas/<int:pk>/hapus/", columns.kelas_remove, name="kelas_remove"),
    path("ruang/<int:pk>/ubah/", columns.room_change, name="room_change"),
    path("ruang/<int:pk>/hapus/", columns.room_remove, name="room_remove"),
]
