from django.urls import path

from agendas import views

urlpatterns = [
    path("rakor/<int:pk>/ubah/", views.rakor_change, name="rakor_change"),
    path("rakor/<int:pk>/acara/", views.agenda_show, name="agenda_show"),
    path("rakor/<int:pk>/acara/sesi/", views.session_add, name="session_add"),
    path("rakor/<int:pk>/acara/kelas/", views.kelas_add, name="kelas_add"),
    path("sesi/<int:pk>/ubah/", views.session_change, name="session_change"),
    path("sesi/<int:pk>/hapus/", views.session_remove, name="session_remove"),
]
