"""The one table behind the wall. No foreign key leaves this database; what it says of a person is sealed."""

from django.db import models


class Case(models.Model):
    """A person's stay in an intervention, under a pseudonym whose key list stays with the party.

    `lookup` is a keyed hash of the pseudonym, so that the row can be found again without being readable; `sealed`
    holds the rest encrypted. `keep_until` is when retention deletes the row; None while the stay goes on.
    """

    association_id = models.BigIntegerField()
    intervention_id = models.BigIntegerField()
    lookup = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    keep_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "intervention_id", "lookup"], name="case_once")
        ]
        indexes = [
            models.Index(fields=["association_id", "intervention_id", "id"], name="case_leaf"),  # leaf by leaf
            models.Index(fields=["association_id", "intervention_id", "keep_until"], name="case_retention"),
        ]

    def __str__(self) -> str:
        return "ärenderad"
