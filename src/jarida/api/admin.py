"""Keys for the staff: made here, their token shown once; looked at, renamed, revoked."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from jarida.api.keys import create_key, revoke
from jarida.api.models import ApiKey, Scope
from jarida.api.readers.admin import ReaderAccountAdmin
from jarida.archive.admin import LookAdmin, Names

# Django looks for them here
__all__ = ["ApiKeyAdmin", "ReaderAccountAdmin"]


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a key when it is made, and may be said anew later."""

    scopes = forms.MultipleChoiceField(choices=Scope.choices, initial=[Scope.READ], widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ApiKey
        fields = ("note", "scopes", "per_minute", "expires_at")

    def clean_expires_at(self) -> Any:
        """A key that never was valid is a mistake."""
        moment = self.cleaned_data["expires_at"]
        if self.instance.pk is None and moment is not None and moment <= timezone.now():
            raise forms.ValidationError("This moment has passed.")
        return moment


@admin.register(ApiKey)
class ApiKeyAdmin(LookAdmin):
    """The keys. A token is shown when it is made, and to nobody afterwards."""

    form = KeyForm
    list_display: Names = ("begins_with", "note", "scope_names", "per_minute", "state", "last_used_on", "expires_at")
    list_display_links = ("begins_with", "note")
    search_fields = ("prefix", "note")
    search_help_text = "the first letters of a key, or words of its note"
    fields = ("note", "scopes", "per_minute", "expires_at")
    seen: ClassVar[Names] = ("begins_with", "state", "created_at", "last_used_on", "revoked_at")
    actions = ("revoke_keys",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may, by Django's permission."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who may; a key that was revoked stays as it is."""
        ended = isinstance(obj, ApiKey) and obj.revoked_at is not None
        return not ended and admin.ModelAdmin.has_change_permission(self, request, obj)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """What is given, and of a key that there is what came of it."""
        return self.fields if obj is None else (*self.fields, *self.seen)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """What nobody types."""
        return self.seen

    @admin.display(description="begins with", ordering="prefix")
    def begins_with(self, key: ApiKey) -> str:
        """By what a token is known."""
        return f"{key.prefix}…"

    @admin.display(description="scopes")
    def scope_names(self, key: ApiKey) -> str:
        """What it may do."""
        return ", ".join(key.scopes)

    @admin.display(description="state")
    def state(self, key: ApiKey) -> str:
        """Whether it is valid."""
        return key.state()

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        """A new key is made as everywhere else; of one that there is only what the form has is written."""
        if change:
            obj.save(update_fields=self.fields)
            return
        scopes = [Scope(name) for name in obj.scopes]
        key, token = create_key(scopes, note=obj.note, per_minute=obj.per_minute, expires_at=obj.expires_at)
        obj.pk, obj.prefix, obj.created_at = key.pk, key.prefix, key.created_at
        obj._state.adding = False
        request.META["jarida.api.token"] = token

    def response_add(self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None) -> HttpResponse:
        """The token, this once; it goes through no cookie and no session."""
        context = {
            **self.admin_site.each_context(request), "title": "The key is made", "opts": self.opts, "key": obj,
            "token": request.META["jarida.api.token"],
        }  # fmt: skip
        response = TemplateResponse(request, "admin/api/made.html", context)
        response["Cache-Control"] = "no-store"
        return response

    @admin.action(description="Revoke for good", permissions=["steer"])
    def revoke_keys(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """End keys, from the next request on."""
        count = sum(revoke(key) for key in queryset)
        self.message_user(request, f"{count} keys are revoked.", messages.SUCCESS)
