from django.urls import path

from reports.views import matrix, papers

PAPER = "undangan/<int:pk>/berkas/<int:requirement_pk>/<str:bidang>"

urlpatterns = [
    path("rakor/<int:pk>/laporan/", matrix.matrix_show, name="matrix_show"),
    path("rakor/<int:pk>/laporan/excel/", matrix.matrix_sheet, name="matrix_sheet"),
    path("rakor/<int:pk>/laporan/minta/", matrix.requirement_add, name="requirement_add"),
    path("syarat/<int:pk>/ubah/", matrix.requirement_change, name="requirement_change"),
    path(f"{PAPER}/", papers.paper_show, name="paper_show"),
    path(f"{PAPER}/simpan/", papers.paper_save, name="paper_save"),
    path(f"{PAPER}/kirim/", papers.paper_send, name="paper_send"),
    path(f"{PAPER}/perpanjang/", papers.obligation_extend, name="obligation_extend"),
    path(f"{PAPER}/bebaskan/", papers.obligation_exempt, name="obligation_exempt"),
    path("kiriman/<int:pk>/", papers.submission_show, name="submission_show"),
    path("kiriman/<int:pk>/berkas/", papers.submission_file, name="submission_file"),
    path("kiriman/<int:pk>/terima/", papers.submission_accept, name="submission_accept"),
    path("kiriman/<int:pk>/kembalikan/", papers.submission_return, name="submission_return"),
]
