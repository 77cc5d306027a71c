from django.urls import path

from reports.views import matrix, papers, requirements, uploads

PAPER = "undangan/<int:pk>/berkas/<int:requirement_pk>/<str:bidang>"

urlpatterns = [
    path("rakor/<int:pk>/laporan/", matrix.matrix_show, name="matrix_show"),
    path("rakor/<int:pk>/laporan/excel/", matrix.matrix_sheet, name="matrix_sheet"),
    path("rakor/<int:pk>/laporan/layar/", matrix.matrix_hall, name="matrix_hall"),
    path("rakor/<int:pk>/persyaratan/", requirements.requirement_list, name="requirement_list"),
    path("rakor/<int:pk>/laporan/minta/", requirements.requirement_add, name="requirement_add"),
    path("rakor/<int:pk>/persyaratan/simpan-set/", requirements.set_keep, name="set_keep"),
    path("rakor/<int:pk>/persyaratan/pakai-set/", requirements.set_ask, name="set_ask"),
    path("rakor/<int:pk>/persyaratan/set/<int:set_pk>/hapus/", requirements.set_drop, name="set_drop"),
    path("syarat/<int:pk>/ubah/", requirements.requirement_change, name="requirement_change"),
    path("syarat/<int:pk>/isian/", requirements.question_edit, name="question_edit"),
    path("syarat/<int:pk>/cabut/", requirements.requirement_withdraw, name="requirement_withdraw"),
    path("syarat/<int:pk>/hapus/", requirements.requirement_remove, name="requirement_remove"),
    path("syarat/<int:pk>/format/", requirements.requirement_template, name="requirement_template"),
    path(f"{PAPER}/", papers.paper_show, name="paper_show"),
    path(f"{PAPER}/simpan/", papers.paper_save, name="paper_save"),
    path(f"{PAPER}/kirim/", papers.paper_send, name="paper_send"),
    path(f"{PAPER}/unggahan/", uploads.upload_begin, name="upload_begin"),
    path(f"{PAPER}/unggahan/<uuid:upload_pk>/", uploads.upload_take, name="upload_take"),
    path("unggahan/<uuid:pk>/", uploads.upload_append, name="upload_append"),
    path(f"{PAPER}/draf/<int:order>/", papers.draft_file, name="draft_file"),
    path(f"{PAPER}/draf/<int:order>/hapus/", papers.draft_file_drop, name="draft_file_drop"),
    path(f"{PAPER}/perpanjang/", papers.obligation_extend, name="obligation_extend"),
    path(f"{PAPER}/bebaskan/", papers.obligation_exempt, name="obligation_exempt"),
    path("kiriman/<int:pk>/", papers.submission_show, name="submission_show"),
    path("kiriman/<int:pk>/berkas/<int:order>/", papers.submission_file, name="submission_file"),
    path("kiriman/<int:pk>/terima/", papers.submission_accept, name="submission_accept"),
    path("kiriman/<int:pk>/kembalikan/", papers.submission_return, name="submission_return"),
]
