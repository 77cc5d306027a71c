from django.urls import path

from agendas.views import facts, hall, join, session_show, sessions, sharing

urlpatterns = [
    path("rakor/<int:pk>/ubah/", sessions.rakor_change, name="rakor_change"),
    path("rakor/<int:pk>/acara/", sessions.agenda_show, name="agenda_show"),
    path("rakor/<int:pk>/acara/sesi/", sessions.session_add, name="session_add"),
    path("rakor/<int:pk>/acara/kelas/", sessions.kelas_add, name="kelas_add"),
    path("sesi/<int:pk>/ubah/", sessions.session_change, name="session_change"),
    path("sesi/<int:pk>/hapus/", sessions.session_remove, name="session_remove"),
    path("rakor/<int:pk>/hari/", facts.day_show, name="day_show"),
    path("rakor/<int:pk>/layar/", hall.hall_show, name="hall_show"),
    path("rakor/<int:pk>/sesi-daring/", join.session_joins, name="session_joins"),
    path("sesi/<int:pk>/", session_show.session_show, name="session_show"),
    path("sesi/<int:pk>/mulai/", facts.session_start, name="session_start"),
    path("sesi/<int:pk>/akhiri/", facts.session_end, name="session_end"),
    path("sesi/<int:pk>/kenyataan/", facts.session_fact, name="session_fact"),
    path("sesi/<int:pk>/daring/", join.session_join, name="session_join"),
    path("sesi/<int:pk>/materi/", session_show.material_add, name="material_add"),
    path("materi/<int:pk>/", session_show.material_file, name="material_file"),
    path("materi/<int:pk>/hapus/", session_show.material_remove, name="material_remove"),
    path("sesi/<int:pk>/giliran/", sharing.slot_list, name="slot_list"),
    path("sesi/<int:pk>/giliran/isi/", sharing.slot_fill, name="slot_fill"),
    path("sesi/<int:pk>/pertanyaan/", sharing.prompts_change, name="prompts_change"),
    path("giliran/<int:pk>/geser/", sharing.slot_move, name="slot_move"),
    path("giliran/<int:pk>/hapus/", sharing.slot_remove, name="slot_remove"),
]
