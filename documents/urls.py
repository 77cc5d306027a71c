from django.urls import path

from documents.views import letters, minutes, printed, rundown, sent

urlpatterns = [
    path("rakor/<int:pk>/dokumen/", letters.letter_list, name="letter_list"),
    path("rakor/<int:pk>/dokumen/surat/", letters.letter_add, name="letter_add"),
    path("rakor/<int:pk>/surat/", sent.letter_sent_list, name="letter_sent_list"),
    path("surat/<int:pk>/", letters.letter_show, name="letter_show"),
    path("surat/<int:pk>/ubah/", letters.letter_change, name="letter_change"),
    path("surat/<int:pk>/cetak/", letters.letter_print, name="letter_print"),
    path("surat/<int:pk>/ajukan/", letters.letter_propose, name="letter_propose"),
    path("surat/<int:pk>/setujui/", letters.letter_approve, name="letter_approve"),
    path("surat/<int:pk>/kembalikan/", letters.letter_return, name="letter_return"),
    path("surat/<int:pk>/nomor/", letters.letter_number, name="letter_number"),
    path("surat/<int:pk>/tanda-tangan/", letters.letter_sign, name="letter_sign"),
    path("surat/<int:pk>/kirim/", letters.letter_send, name="letter_send"),
    path("surat/<int:pk>/batalkan/", letters.letter_cancel, name="letter_cancel"),
    path("surat/<int:pk>/berkas/", letters.letter_file, name="letter_file"),
    path("notula/<int:pk>/setujui/", minutes.minutes_approve, name="minutes_approve"),
    path("notula/<int:pk>/cetak/", minutes.minutes_print, name="minutes_print"),
    path("notula/<int:pk>/tanda-tangan/", minutes.minutes_sign, name="minutes_sign"),
    path("notula-bertanda-tangan/<int:pk>/", minutes.minutes_file, name="minutes_file"),
    path("rakor/<int:pk>/susunan-acara/", rundown.rundown_show, name="rundown_show"),
    path("rakor/<int:pk>/susunan-acara/cetak/", rundown.rundown_print, name="rundown_print"),
    path("cetakan/<int:pk>/", printed.printed_file, name="printed_file"),
    path("p/<str:code>/", printed.printed_verify, name="printed_verify"),
]
