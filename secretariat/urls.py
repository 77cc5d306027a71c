from django.urls import path

from secretariat import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sehat/", views.health_show, name="health_show"),
    path("rakor/<int:pk>/", views.rakor_show, name="rakor_show"),
    path("rakor/<int:pk>/berikutnya/", views.rakor_next, name="rakor_next"),
]
