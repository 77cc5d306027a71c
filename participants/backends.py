from django.contrib.auth.backends import ModelBackend

from participants.models import Right, User


class PersonBackend(ModelBackend):
    """Django's own check of name and password."""

    def get_user(self, user_id: int) -> User | None:
        """Person and rights come along in one query, since every request asks for all of them."""
        rights = list(Right.objects.filter(user=user_id).select_related("user__person", "institution").order_by("pk"))
        user = rights[0].user if rights else User.objects.select_related("person").filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.own_rights = rights
        return user
