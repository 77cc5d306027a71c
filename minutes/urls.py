from django.urls import path

from minutes.views import followups, minutes, notes

urlpatterns = [
    path("rakor/<int:pk>/notula/", minutes.minutes_list, name="minutes_list"),
    path("rakor/<int:pk>/notula/ajukan/", minutes.minutes_propose, name="minutes_propose"),
    path("notula/<int:pk>/", minutes.minutes_show, name="minutes_show"),
    path("notula/<int:pk>/kembalikan/", minutes.minutes_return, name="minutes_return"),
    path("notula/<int:pk>/ralat/", minutes.minutes_correct, name="minutes_correct"),
    path("sesi/<int:pk>/notula/", notes.notes_show, name="notes_show"),
    path("sesi/<int:pk>/notula/catatan/", notes.note_add, name="note_add"),
    path("sesi/<int:pk>/notula/hasil/", notes.outcome_add, name="outcome_add"),
    path("catatan/<int:pk>/ubah/", notes.note_change, name="note_change"),
    path("catatan/<int:pk>/hapus/", notes.note_remove, name="note_remove"),
    path("hasil/<int:pk>/ubah/", notes.outcome_change, name="outcome_change"),
    path("hasil/<int:pk>/hapus/", notes.outcome_remove, name="outcome_remove"),
    path("hasil/<int:pk>/tindak-lanjut/", notes.followup_add, name="followup_add"),
    path("rakor/<int:pk>/tindak-lanjut/", followups.followup_list, name="followup_list"),
    path("tindak-lanjut/<int:pk>/", followups.followup_show, name="followup_show"),
    path("tindak-lanjut/<int:pk>/lapor/", followups.followup_report, name="followup_report"),
    path("tindak-lanjut/<int:pk>/verifikasi/", followups.followup_verify, name="followup_verify"),
    path("tindak-lanjut/<int:pk>/kembalikan/", followups.followup_return, name="followup_return"),
]
