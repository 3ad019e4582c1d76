"""What is kept beside the articles, for the staff: stored pages, outlet templates, how often fields are found."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jarida.archive.admin import LookAdmin
from jarida.archive.fills import changed_layouts
from jarida.archive.models import FieldFill, Outlet, OutletTemplate, StoredPage
from jarida.core.keeping import FIELDS

MOST_SHOWN = 200
MOST_ALARMS = 20


@admin.register(StoredPage)
class StoredPageAdmin(LookAdmin):
    """Pages as fetched; each can be given to the extractor playground."""

    list_display = ("url", "outlet", "revision", "fetched_at", "size", "stored", "read_again")
    list_filter = (("outlet", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("outlet",)
    search_fields = ("url__startswith",)
    search_help_text = "the beginning of an address"
    raw_id_fields = ("article", "outlet")

    @admin.display(description="extractor")
    def read_again(self, page: StoredPage) -> SafeString:
        """A way to the playground."""
        return format_html('<a href="{}?page={}">What is found</a>', reverse("extractor"), page.pk)


@admin.register(OutletTemplate)
class OutletTemplateAdmin(LookAdmin):
    """What was learned of outlets' pages, and for which time it is valid."""

    list_display = ("outlet", "state", "valid_from", "valid_until", "pages", "selectors")
    list_filter = ("state", ("outlet", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("outlet",)
    fields = readonly_fields = (
        "outlet", "state", "valid_from", "valid_until", "learned_at", "pages", "selectors", "fill", "repeated",
    )  # fmt: skip

    @admin.display(description="selectors")
    def selectors(self, template: OutletTemplate) -> SafeString | str:
        """Where it finds each field."""
        return _pairs(template.template.get("selectors")) or "-"

    @admin.display(description="found on the pages it was learned from")
    def fill(self, template: OutletTemplate) -> SafeString | str:
        """The share of pages with each field."""
        rates = template.template.get("fill") or {}
        return _pairs({name: f"{rate:.0%}" for name, rate in rates.items()}) or "-"

    @admin.display(description="blocks that repeat")
    def repeated(self, template: OutletTemplate) -> str:
        """How many, and the marks of the first ones: their text is not kept, only its digest."""
        marks = template.template.get("repeated") or []
        shown = " ".join(str(mark) for mark in marks[:MOST_SHOWN])
        return f"{len(marks)}: {shown}" if marks else "-"


@admin.register(FieldFill)
class FieldFillAdmin(LookAdmin):
    """Of each outlet and day, on how many of the pages read each field was found."""

    list_display = ("outlet", "day", "read", *(f"share_of_{name}" for name in FIELDS))
    list_filter = (("outlet", admin.RelatedOnlyFieldListFilter), "day")
    list_select_related = ("outlet",)
    ordering = ("-day", "outlet_id")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list, under the outlets whose layout has changed by the look of their pages."""
        layouts = changed_layouts()
        names = dict(Outlet.objects.filter(pk__in=layouts, active=True).order_by("name").values_list("pk", "name"))
        told = [f"{name}: {', '.join(layouts[pk])} no longer found" for pk, name in names.items()]
        subtitle = "; ".join(told[:MOST_ALARMS]) or "No outlet's layout has changed lately."
        return super().changelist_view(request, {"subtitle": subtitle, **(extra_context or {})})


def _share(name: str) -> Any:
    @admin.display(description=name)
    def share(_self: FieldFillAdmin, fill: FieldFill) -> str:
        return f"{getattr(fill, name) / fill.read:.0%}" if fill.read else "-"

    return share


for _name in FIELDS:
    setattr(FieldFillAdmin, f"share_of_{_name}", _share(_name))


def _pairs(values: Any) -> SafeString:
    return format_html_join("", "<p><b>{}</b> <code dir='ltr'>{}</code></p>", (values or {}).items())
