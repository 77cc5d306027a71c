from django.urls import path

from secretariat.views import calendar, feeds, home

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
]
