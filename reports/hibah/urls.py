from django.urls import path

from reports.hibah import views

HIBAH = "undangan/<int:pk>/berkas/<int:requirement_pk>/<str:bidang>/hibah"

urlpatterns = [
    path("rakor/<int:pk>/hibah/", views.hibah_list, name="hibah_list"),
    path(f"{HIBAH}/", views.hibah_edit, name="hibah_edit"),
    path(f"{HIBAH}/simpan/", views.hibah_save, name="hibah_save"),
    path(f"{HIBAH}/kirim/", views.hibah_send, name="hibah_send"),
    path(f"{HIBAH}/atas-nama/", views.hibah_record, name="hibah_record"),
]
