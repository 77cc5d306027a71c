from django.urls import path

from secretariat.views import calendar, copying, feeds, home, postponing, tree

urlpatterns = [
    path("", home.home, name="home"),
    path("sehat/", home.health_show, name="health_show"),
    path("rakor/<int:pk>/", home.rakor_show, name="rakor_show"),
    path("rakor/<int:pk>/berikutnya/", home.rakor_next, name="rakor_next"),
    path("rakor/<int:pk>/kalender.ics", calendar.rakor_calendar, name="rakor_calendar"),
    path("kalender/", calendar.calendar_show, name="calendar_show"),
    path("kalender/tahun/", calendar.calendar_year, name="calendar_year"),
    path("kalender/<str:token>.ics", feeds.feed_calendar, name="feed_calendar"),
    path("akun/kalender/", feeds.feed_show, name="feed_show"),
    path("akun/kalender/buat/", feeds.feed_create, name="feed_create"),
    path("akun/kalender/cabut/", feeds.feed_revoke, name="feed_revoke"),
    path("akun/kalender.ics", calendar.my_calendar, name="my_calendar"),
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
