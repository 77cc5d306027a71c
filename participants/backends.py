from django.contrib.auth.backends import ModelBackend

from participants.models import User


class PersonBackend(ModelBackend):
    """Django's own check of name and password; the person comes with the user in one query."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
