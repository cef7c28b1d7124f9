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
    """How a model is asked for the whole template.

    `example`: show a worked example first. `evidence`: ask for the line numbers each value rests on; without
    it the lines are found by alignment alone, as they are checked in any case.
    """

    asks: tuple[Ask, ...]
    example: bool
    evidence: bool


_ALL = tuple(spec.path for spec in fields())

PLANS: dict[PlanName, Plan] = {
    # A capable model reads the notes once and sees how the fields share them out.
    PlanName.WHOLE: Plan((Ask("whole", _ALL, 4096),), example=False, evidence=True),
    # A small model keeps to what it is shown. The asks share everything before their last lines, so that the
    # server reads the notes once; their order is that of the template.
    PlanName.GROUPED: Plan(
        (
            Ask("basics", tuple(path for path in _ALL if path.startswith("basics.")), 220),
            Ask("background", ("background.trigger", "background.situation", "background.goals"), 300),
            Ask("diagnosis", ("diagnosis.self_report", "diagnosis.verification", "diagnosis.root_cause"), 320),
            Ask("discussion", ("plan.discussion", "plan.options"), 300),
            Ask("actions", ("plan.actions",), 500),
            Ask("coachee", tuple(path for path in _ALL if path.startswith("outcomes.coachee.")), 240),
            Ask("coach", tuple(path for path in _ALL if path.startswith("outcomes.coach.")), 200),
            Ask("follow_up", tuple(path for path in _ALL if path.startswith("follow_up.")), 300),
            Ask("reflection", tuple(path for path in _ALL if path.startswith("reflection.")), 240),
        ),
        example=True,
        evidence=False,
    ),
}
