from django.urls import path

from meetings.views import invitations, join, rakor

urlpatterns = [
    path("rakor/", rakor.rakor_list, name="rakor_list"),
    path("rakor/baru/", rakor.rakor_add, name="rakor_add"),
    path("rakor/<int:pk>/buka/", rakor.rakor_open, name="rakor_open"),
    path("rakor/<int:pk>/daring/", join.rakor_join, name="rakor_join"),
    path("rakor/<int:pk>/undangan/", invitations.invitation_list, name="invitation_list"),
    path("rakor/<int:pk>/undangan/tambah/", invitations.invitation_add, name="invitation_add"),
    path("rakor/<int:pk>/kuota/", invitations.quota_change, name="quota_change"),
    path("undangan/<int:pk>/", invitations.invitation_show, name="invitation_show"),
    path("undangan/<int:pk>/keluarkan/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("undangan/<int:pk>/jawab/", invitations.invitation_answer, name="invitation_answer"),
    path("undangan/<int:pk>/delegasi/", invitations.delegate_add, name="delegate_add"),
    path("delegasi/<int:pk>/hapus/", invitations.delegate_remove, name="delegate_remove"),
]
