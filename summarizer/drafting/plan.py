"""Which fields go into one ask. A plan is data; the code that runs it is the same for every model."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.providers.presets import PlanName
from summarizer.template import FieldSpec, fields


class Ask(NamedTuple):
    """A group of fields the model is asked for together. `max_tokens` bounds the answer."""

    name: str
    paths: tuple[str, ...]
    max_tokens: int

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        return tuple(spec for spec in fields() if spec.path in self.paths)

    @property
    def sections(self) -> tuple[str, ...]:
        """The top-level sections of its fields."""
        return tuple(dict.fromkeys(spec.section for spec in self.specs))

    def split(self) -> tuple[Ask, ...]:
        """The same fields a section at a time, for when the answer to all of them was cut off."""
        return tuple(
            Ask(
                f"{self.name}/{section}",
                tuple(spec.path for spec in self.specs if spec.section == section),
                self.max_tokens,
            )
            for section in self.sections
        )


class Plan(NamedTuple):
    """How a model is asked for the template.

    `asks`: groups of fields asked for from the notes as a whole. `pointed`: fields asked for one by one, each with
    those whose sentences may answer it (`basics.`: all of a section), after reading has found the sentences and filled
    what it could. It is in phases: who the people are helps with the actions. A plan has one or the other.
    """

    asks: tuple[Ask, ...] = ()
    pointed: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()


_ALL = tuple(spec.path for spec in fields())

PLANS: dict[PlanName, Plan] = {
    # A capable model reads the notes once and sees how the fields share them out; it cites lines.
    PlanName.WHOLE: Plan(asks=(Ask("whole", _ALL, 4096),)),
    # A small model invents when it is asked for everything. It copies short values out of sentences well.
    PlanName.READ: Plan(
        pointed=(
            (
                ("basics.coachee", ("basics.coachee",)),
                ("basics.venue", ("basics.",)),
                ("basics.topic", ("basics.",)),
            ),
            (
                ("plan.actions.owner", ("plan.actions",)),
                ("plan.actions.measure", ("plan.actions",)),
            ),
        ),
    ),
}
