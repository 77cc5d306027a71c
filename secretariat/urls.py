from django.urls import path

from secretariat.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("sehat/", home.health_show, name="health_show"),
    path("rakor/<int:pk>/", home.rakor_show, name="rakor_show"),
    path("rakor/<int:pk>/berikutnya/", home.rakor_next, name="rakor_next"),
]
