from django.urls import path

from meetings.views import coverage, directions, invitations, rakor, references

urlpatterns = [
    path("rakor/", rakor.rakor_list, name="rakor_list"),
    path("rakor/baru/", rakor.rakor_add, name="rakor_add"),
    path("rakor/<int:pk>/buka/", rakor.rakor_open, name="rakor_open"),
    path("rakor/<int:pk>/undangan/", invitations.invitation_list, name="invitation_list"),
    path("rakor/<int:pk>/undangan/tambah/", invitations.invitation_add, name="invitation_add"),
    path("rakor/<int:pk>/kuota/", invitations.quota_change, name="quota_change"),
    path("undangan/<int:pk>/", invitations.invitation_show, name="invitation_show"),
    path("undangan/<int:pk>/keluarkan/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("undangan/<int:pk>/jawab/", invitations.invitation_answer, name="invitation_answer"),
    path("undangan/<int:pk>/delegasi/", invitations.delegate_add, name="delegate_add"),
    path("delegasi/<int:pk>/hapus/", invitations.delegate_remove, name="delegate_remove"),
    path("rakor/<int:pk>/cakupan/", coverage.coverage_show, name="coverage_show"),
    path("rakor/<int:pk>/cakupan/tempatkan/", coverage.seats_place, name="seats_place"),
    path("rakor/<int:pk>/cakupan/aturan/", coverage.seat_rule_list, name="seat_rule_list"),
    path("rakor/<int:pk>/cakupan/aturan-baku/", coverage.seat_rule_usual, name="seat_rule_usual"),
    path("aturan-kelas/<int:pk>/hapus/", coverage.seat_rule_remove, name="seat_rule_remove"),
    path("delegasi/<int:pk>/kelas/", coverage.seat_change, name="seat_change"),
    path("rakor/<int:pk>/induk/", directions.rakor_parent, name="rakor_parent"),
    path("rakor/<int:pk>/arahan/", directions.direction_list, name="direction_list"),
    path("rakor/<int:pk>/arahan/tambah/", directions.direction_add, name="direction_add"),
    path("rakor/<int:pk>/arahan/batas/", directions.children_due_set, name="children_due_set"),
    path("arahan/<int:pk>/naik/", directions.direction_raise, name="direction_raise"),
    path("arahan/<int:pk>/turun/", directions.direction_lower, name="direction_lower"),
    path("arahan/<int:pk>/hapus/", directions.direction_remove, name="direction_remove"),
    path("rakor/<int:pk>/acuan/", references.reference_add, name="reference_add"),
    path("acuan/<int:pk>/ubah/", references.reference_change, name="reference_change"),
    path("acuan/<int:pk>/hapus/", references.reference_remove, name="reference_remove"),
    path("acuan/<int:pk>/berkas/", references.reference_file, name="reference_file"),
]
