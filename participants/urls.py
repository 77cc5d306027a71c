from django.urls import path

from participants.views import doors, offices

urlpatterns = [
    path("masuk/", doors.login_show, name="login"),
    path("masuk/lanjut/", doors.login_resume, name="login_resume"),
    path("keluar/", doors.logout_done, name="logout"),
    path("akun/", doors.account_show, name="account_show"),
    path("akun/peran/", doors.right_choose, name="right_choose"),
    path("akun/kata-sandi/", doors.password_change, name="password_change"),
    path("instansi/", offices.institution_list, name="institution_list"),
    path("instansi/baru/", offices.institution_add, name="institution_add"),
    path("instansi/<int:pk>/", offices.institution_show, name="institution_show"),
    path("instansi/<int:pk>/ubah/", offices.institution_change, name="institution_change"),
    path("instansi/<int:pk>/orang/", offices.position_add, name="position_add"),
    path("jabatan/<int:pk>/akhiri/", offices.position_end, name="position_end"),
    path("jabatan/<int:pk>/akun/", offices.right_give, name="right_give"),
]
