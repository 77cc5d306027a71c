from django.urls import path

from secretariat.views import copying, home, postponing, tree

urlpatterns = [
    path("", home.home, name="home"),
    path("sehat/", home.health_show, name="health_show"),
    path("rakor/<int:pk>/", home.rakor_show, name="rakor_show"),
    path("rakor/<int:pk>/berikutnya/", home.rakor_next, name="rakor_next"),
    path("rakor/<int:pk>/salin/", copying.rakor_copy, name="rakor_copy"),
    path("rakor/<int:pk>/templat/", copying.rakor_mark_template, name="rakor_mark_template"),
    path("rakor/<int:pk>/templat/lepas/", copying.rakor_unmark_template, name="rakor_unmark_template"),
    path("rakor/<int:pk>/laporan/dari-induk/", copying.requirement_inherit, name="requirement_inherit"),
    path("rakor/<int:pk>/pohon/", tree.rakor_tree, name="rakor_tree"),
    path("rakor/<int:pk>/pohon/<int:branch_pk>/", tree.branch_show, name="branch_show"),
    path("rakor/<int:pk>/tunda/", postponing.rakor_postpone, name="rakor_postpone"),
    path("rakor/<int:pk>/jadwal-baru/", postponing.rakor_reschedule, name="rakor_reschedule"),
    path("rakor/<int:pk>/batal/", postponing.rakor_cancel, name="rakor_cancel"),
]
