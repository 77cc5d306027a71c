from django.urls import path

from reminders import views

urlpatterns = [
    path("rakor/<int:pk>/pesan/", views.delivery_list, name="delivery_list"),
    path("rakor/<int:pk>/ingatkan/", views.rakor_remind, name="rakor_remind"),
    path("rakor/<int:pk>/ingatkan/kantor/", views.office_remind, name="office_remind"),
    path("rakor/<int:pk>/ingatkan/teks/", views.office_message, name="office_message"),
    path("rakor/<int:pk>/undangan/belum-menjawab/", views.unanswered_list, name="unanswered_list"),
    path("rakor/<int:pk>/undangan/belum-menjawab/ingatkan/", views.unanswered_remind, name="unanswered_remind"),
]
