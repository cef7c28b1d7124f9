"""Who is meant: the speakers of a transcript as coach and coachee, and whom 我, 你 and 他 stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.notes import Notes
from summarizer.notes.speakers import GENERIC
from summarizer.reading import Answer, Role, Routing
from summarizer.template import EvidenceSpan, Statement, Summary
from summarizer.text.names import who_says

_ACCOUNTS = ("diagnosis.self_report", "outcomes.coachee.insight", "outcomes.coachee.attitude")
_THIRD_PERSON = frozenset("他 她 员工 本人 对方 he she they him her employee".split())
_FIRST_PERSON = frozenset("我 i me myself".split())
_SECOND_PERSON = frozenset("你 您 you".split())
# Labels of turns that say which part somebody has, not who they are.
_PART = re.compile(
    r"(?:经理|主管|领导|上级|辅导人|教练|员工|下属|被辅导人|对方|我|他|她|甲|乙|[A-Za-z]|问|答|"
    r"manager|boss|lead|coach|coachee|employee|staff|report|interviewer|me|you|him|her)\d?",
    re.IGNORECASE,
)


def speakers_by_role(roles: Mapping[str, Role]) -> dict[Role, str]:
    """The names of coach and coachee, where the labels of a transcript's turns are names."""
    return {
        role: name
        for name, role in roles.items()
        if role is not Role.OTHER and not GENERIC.fullmatch(name) and not _PART.fullmatch(name)
    }


def name_speakers(summary: Summary, notes: Notes, roles: Mapping[str, Role]) -> None:
    """Put who speaks into the summary: a transcript says it better than any of its sentences."""
    named = speakers_by_role(roles)
    for role, name in named.items():
        known = getattr(summary.basics, role.value)
        others = [other for other in named.values() if other != name]
        if known is None or name not in known.text or any(other in known.text for other in others):
            setattr(summary.basics, role.value, Statement(text=name, evidence=[_first(notes, name)]))


def name_coachee(summary: Summary, notes: Notes, routing: Routing) -> bool:
    """Where nothing names the coachee, take the one person whose own account the notes give (许蔓说…).

    Returns whether the name was taken; a person has to confirm it, since a third person may be quoted as well.
    """
    if summary.basics.coachee is not None:
        return False
    accounts = [answer.segment for path in _ACCOUNTS for answer in routing.get(path, ())]
    coach = summary.basics.coach.text if summary.basics.coach else ""
    said = {name for segment in accounts for name in who_says(segment.text.strip()) if name not in coach}
    if len(said) != 1:
        return False
    name = said.pop()
    summary.basics.coachee = Statement(text=name, evidence=[_first(notes, name)])
    return True


def _first(notes: Notes, name: str) -> EvidenceSpan:
    """Where the notes first write a name, else the first turn of who bears it."""
    for line in notes.content:
        if (start := line.text.find(name)) >= 0:
            return EvidenceSpan(line=line.number, start=start, end=start + len(name))
    spoken = next(line for line in notes.content if line.speaker == name)
    return EvidenceSpan(line=spoken.number, start=0, end=len(spoken.text))


def name_owners(summary: Summary, answers: Sequence[Answer], roles: Mapping[str, Role]) -> None:
    """Give the owners of actions their names: 我 is who says it, 你 whom they speak to, 他 the coachee.

    In notes that are no transcript 我 writes them and stays 我: who that is, the summary says at its head.
    """
    named = speakers_by_role(roles)
    other = {Role.COACH: Role.COACHEE, Role.COACHEE: Role.COACH}
    for action, answer in zip(summary.plan.actions, answers, strict=True):
        owner = action.owner.text.strip().lower() if action.owner else ""
        speaks = roles.get(answer.segment.speaker or "")
        meant: str | None = None
        if owner in _FIRST_PERSON and speaks:
            meant = answer.segment.speaker if speaks is Role.OTHER else named.get(speaks)
        elif owner in _SECOND_PERSON and speaks in other:
            meant = named.get(other[speaks])
        elif owner in _THIRD_PERSON and summary.basics.coachee and speaks is not Role.COACHEE:
            meant = summary.basics.coachee.text
        if meant and action.owner:
            evidence = [*action.owner.evidence]
            if summary.basics.coachee and meant == summary.basics.coachee.text:
                evidence += summary.basics.coachee.evidence
            action.owner = Statement(text=meant, evidence=evidence)
