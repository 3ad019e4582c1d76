"""The ledger (P3): per outlet and day what was announced and what became of it, and whether anyone looked."""

from django.db import models

from jarida.archive.models.outlets import Outlet


class LedgerDay(models.Model):
    """What an outlet announced for one day of its time zone. A sum over its entries: `manage ledger --rebuild`.

    `collected` are readable here, `waiting` not read yet, `failed` and `refused` could not be read (`problems`
    counts their codes), `withdrawn` were taken out again; together they are `announced`. `late` of all these
    were announced more than six hours after their own date.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="ledger")
    day = models.DateField()
    announced = models.PositiveIntegerField(default=0)
    collected = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day"], name="ledger_once_per_day")]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.day} {self.collected}/{self.announced}"


class WatchDay(models.Model):
    """In which hours of a day of the outlet's time zone its feeds were asked, and answered: 24 bits each.

    `problems` maps the code of a failure to the hours in which a feed failed so. Bits, not counts: the same poll
    stored twice changes nothing.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="watched")
    day = models.DateField()
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day"], name="watched_once_per_day")]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.day} {self.asked.bit_count()} hours"


class RunningDay(models.Model):
    """In which hours of a day (UTC) the pipeline ran: 24 bits."""

    day = models.DateField(unique=True)
    hours = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.hours.bit_count()} hours"
