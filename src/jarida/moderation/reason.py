"""The page between choosing an action and doing it: what is about to happen, and why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

MOST_AT_ONCE = 500
LONGEST_REASON = 500


class ReasonForm(forms.Form):
    """Why something is decided."""

    reason = forms.CharField(max_length=LONGEST_REASON, widget=forms.TextInput(attrs={"size": 80}))
    requested_by = forms.CharField(
        max_length=200, required=False, widget=forms.TextInput(attrs={"size": 80}), help_text="Not shown to readers."
    )

    def __init__(self, *arguments: Any, required: bool, public: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reason"].required = required
        self.fields["reason"].help_text = "Shown to readers." if public else "For the log of decisions."
        if not public:
            del self.fields["requested_by"]


def decide_with_reason(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    queryset: QuerySet[Any],
    *,
    action: str,
    title: str,
    apply: Callable[[Model, dict[str, str]], bool],
    required: bool = False,
    public: bool = False,
) -> TemplateResponse | None:
    """Ask for the reason, then `apply` the decision to each chosen row; it says whether something changed."""
    chosen = list(queryset[: MOST_AT_ONCE + 1])
    if len(chosen) > MOST_AT_ONCE:
        model_admin.message_user(request, f"At most {MOST_AT_ONCE} at once.", messages.ERROR)
        return None
    given = request.POST if "decided" in request.POST else None
    form = ReasonForm(given, required=required, public=public)
    if given is not None and form.is_valid():
        done = sum(apply(row, form.cleaned_data) for row in chosen)
        model_admin.message_user(request, f"{title}: {done} of {len(chosen)}.", messages.SUCCESS)
        return None
    context = {
        **model_admin.admin_site.each_context(request), "title": title, "opts": model_admin.opts, "form": form,
        "chosen": chosen, "action": action, "checkbox": ACTION_CHECKBOX_NAME, "media": model_admin.media + form.media,
    }  # fmt: skip
    return TemplateResponse(request, "admin/moderation/reason.html", context)
