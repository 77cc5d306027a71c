from django.urls import path

from reports.dim import views

DIM = "undangan/<int:pk>/berkas/<int:requirement_pk>/<str:bidang>/dim"

urlpatterns = [
    path("rakor/<int:pk>/dim/", views.dim_list, name="dim_list"),
    path(f"{DIM}/", views.dim_edit, name="dim_edit"),
    path(f"{DIM}/baris/", views.dim_row_save, name="dim_row_save"),
    path(f"{DIM}/hapus/", views.dim_row_remove, name="dim_row_remove"),
    path(f"{DIM}/lembar/", views.dim_import, name="dim_import"),
    path(f"{DIM}/lembar/unduh/", views.dim_template, name="dim_template"),
    path(f"{DIM}/kirim/", views.dim_send, name="dim_send"),
]
