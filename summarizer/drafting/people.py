"""Who is meant: the speakers of a transcript as coach and coachee, and whom 我, 你 and 他 stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.notes import Notes
from summarizer.notes.naming import Address, Stated, address, called, nameless, speaker_named
from summarizer.reading import TOLD_BY_COACHEE, Parts, Role, Routing
from summarizer.template import EvidenceSpan, Statement, Summary, get
from summarizer.text.names import is_full_name, pronouns_of_others, who_says
from summarizer.text.patterns import deferred

_ACCOUNTS = ("diagnosis.self_report", "outcomes.coachee.insight", "outcomes.coachee.attitude")
_LEADS = ("diagnosis.verification", "plan.discussion", "background.trigger")
_THIRD_PERSON = frozenset("他 她 员工 本人 对方 he she they him her employee".split())
_FIRST_PERSON = frozenset("我 i me myself".split())
_SECOND_PERSON = frozenset("你 您 you".split())
# What stands before the name of who wrote the notes.
_WRITTEN_BY = (
    r"(?:written|typed|noted)(?: up)? by |(?:minutes|notes)(?: (?:taken|kept))? by |note[- ]?taker: ?|"
    r"(?:记录人?|整理人?|执笔)\s*[:：]\s*(?:[\u4e00-\u9fff]{2,6}\s)?|我是(?:[\u4e00-\u9fff]{1,8}的)?"
)
_PART = deferred(
    r"(?:经理|主管|领导|上级|辅导人|教练|员工|下属|被辅导人|对方|我|他|她|甲|乙|[A-Za-z]|问|答|"
    r"manager|boss|lead|coach|coachee|employee|staff|reports?|rep|interviewer|me|you|him|her)\d?",
    re.IGNORECASE,
)
_OTHER = {Role.COACH: Role.COACHEE, Role.COACHEE: Role.COACH}
# Whose words a line of notes reports before it says 我: they may be anybody's.
_REPORTS = deferred(
    r"[说讲答问道]|应[:：，]|表示|保证|承诺|[“「\"'‘]|\b(?:says?|said|told|promised|asked|replied)\b", re.IGNORECASE
)
# Notes that the coachee writes: whom 我 means there, the coach's name does not tell.
_COACHED_WRITES = deferred(
    r"(?:找|跟|和|对|给|问|帮|约|陪)(?:了)?我(?:谈|聊|说|讲|做|复盘|提)|我的(?:经理|主管|领导|上级|组长|导师)|辅导对象[:：]\s*我|\bmy (?:manager|boss|lead)\b",
    re.IGNORECASE,
)


def says_a_part(label: str) -> bool:
    """Whether the label of a turn says which part somebody has, not who they are."""
    return bool(_PART.fullmatch(label))


class People(NamedTuple):
    """Who speaks in the notes. `notes` have their names at the head of their turns, as far as any line says them.

    `told` are the speakers whose part the user states, by their labels in these notes; `named` are people whom the
    user states by name.
    """

    notes: Notes
    address: Address
    told: Mapping[Role, str]
    named: Mapping[Role, str]


def people_of(notes: Notes, stated: Stated) -> People:
    """What notes and user say of who is who. Raises UsageError for a speaker whom the notes do not have."""
    said = address(notes)
    fresh = {label: name.name for label, name in said.names.items()}
    labels = list(dict.fromkeys(line.speaker for line in notes.content if line.speaker))
    told: dict[Role, str] = {}
    named: dict[Role, str] = {}
    for role, value in ((Role.COACH, stated.coach), (Role.COACHEE, stated.coachee)):
        if value is None:
            continue
        label = speaker_named(value, labels)
        if label is None:
            named[role] = value
            label = next((label for label, name in fresh.items() if name == value), None)
        elif not nameless(label):
            named[role] = label
        if label is not None:
            told[role] = fresh.get(label, label)
    titled = frozenset(fresh.get(label, label) for label in said.titled)
    return People(called(notes, said.names), Address(said.names, titled), told, named)


def names_by_role(who: People, parts: Parts) -> dict[Role, str]:
    """The names of coach and coachee: as the user states them, else where the labels of a transcript's turns are names."""
    spoken: dict[Role, str] = {
        role: label
        for label, role in parts.roles.items()
        if role is not Role.OTHER and not nameless(label) and not says_a_part(label)
    }
    return {**spoken, **who.named}


def heard(summary: Summary, parts: Parts) -> Parts:
    """The parts of the speakers as a model tells them apart, where their words alone were not certain enough.

    It has to name two different speakers; what is certain or told is not its to say.
    """
    if parts.sure:
        return parts
    told = {role: getattr(summary.basics, role.value) for role in (Role.COACH, Role.COACHEE)}
    found: dict[str, Role] = {}
    for role, statement in told.items():
        label = statement and next((name for name in parts.roles if name == statement.text.strip()), None)
        if label:
            found[label] = role
    if set(found.values()) != set(told):
        return parts
    return Parts({**dict.fromkeys(parts.roles, Role.OTHER), **found}, sure=True)


def name_speakers(summary: Summary, who: People, parts: Parts, read_well: bool = False) -> set[str]:
    """Put coach and coachee into the summary: a transcript says it better than any of its sentences, the user best.

    With `read_well`, by a model that has read the whole of it, other names stand, but doubted. Returns the paths of
    those that may be the other way about. A number in the place of a name goes.
    """
    doubtful: set[str] = set()
    named = names_by_role(who, parts)
    for role in (Role.COACH, Role.COACHEE):
        known = getattr(summary.basics, role.value)
        if known is not None and nameless(known.text.strip()):
            setattr(summary.basics, role.value, None)
            known = None
        if role in who.named:
            setattr(summary.basics, role.value, _stated(who.notes, who.named[role]))
            continue
        if (name := named.get(role)) is None:
            continue
        others = [other for other in named.values() if other != name]
        other_name = known is not None and (name not in known.text or any(other in known.text for other in others))
        if known is None or (other_name and not read_well):
            setattr(summary.basics, role.value, Statement(text=name, evidence=[_first(who.notes, name)]))
        if not parts.sure or (other_name and read_well):
            doubtful.add(f"basics.{role.value}")
    return doubtful


def _stated(notes: Notes, name: str) -> Statement:
    """A name by the user's word: it rests on the notes where they say it."""
    if any(name in line.text for line in notes.content):
        return Statement(text=name, evidence=[_first(notes, name)])
    return Statement(text=name, origin="reviewer")


def name_coachee(summary: Summary, notes: Notes, routing: Routing) -> bool:
    """Where nothing names the coachee, take the one person whose own account the notes give (许蔓说…).

    Returns whether the name was taken; a person has to confirm it, since a third person may be quoted as well.
    """
    accounts = [answer.segment for path in _ACCOUNTS for answer in routing.get(path, ())]
    return _take_coachee(summary, notes, {name for one in accounts for name in who_says(one.text.strip())})


def leads_the_talk(summary: Summary, routing: Routing) -> bool:
    """Whether it is the coachee who asks and has looked, as the notes tell it, and whose own account they never give.

    Then the two have probably been taken for each other.
    """
    if summary.basics.coachee is None:
        return False
    words = [word for word in summary.basics.coachee.text.split() if len(word) > 1] or [summary.basics.coachee.text]

    def begins(paths: Sequence[str]) -> bool:
        texts = [answer.segment.text.strip() for path in paths for answer in routing.get(path, ())]
        return any(text.startswith(tuple(words)) for text in texts)

    return begins(_LEADS) and not begins(_ACCOUNTS)


def only_writes(summary: Summary, notes: Notes) -> None:
    """Take out as coachee who has only written the talk down, or who writes as 我, and as coach who did no more.

    A personnel file of the wrong person is worse than one without a name.
    """
    coach = summary.basics.coach
    if coach is not None and coach.origin == "notes" and (words := coach.text.split()):
        name = re.escape(words[-1])
        if re.search(
            rf"{name}\s*[(（]\s*(?:只|仅)(?:做|负责)?记录|\b{name},? (?:only|just) (?:taking|took) notes", notes.text
        ):
            summary.basics.coach = None
    coachee = summary.basics.coachee
    if coachee is None or coachee.origin != "notes" or _COACHED_WRITES.search(notes.text):
        return
    name = re.escape(coachee.text.strip())
    wrote = re.compile(
        rf"(?:{_WRITTEN_BY}){name}|{name}\s*[(（]\s*(?:只|仅|负责)?(?:做)?记录|\b{name},? (?:taking|took) (?:the )?(?:notes|minutes)",
        re.IGNORECASE,
    )
    if any(wrote.search(line.text) for line in notes.content):
        summary.basics.coachee = None


def coachee_by_task(summary: Summary, notes: Notes) -> bool:
    """Where nothing else names the coachee, take the one person by name whom tasks were given; to be confirmed."""
    owners = {action.owner.text for action in summary.plan.actions if action.owner}
    return _take_coachee(summary, notes, {name for name in owners if is_full_name(name)})


def _take_coachee(summary: Summary, notes: Notes, names: set[str]) -> bool:
    """Take the one of these people who does not coach for the coachee, where nobody else is known to be it."""
    coach = summary.basics.coach.text if summary.basics.coach else ""
    others = [name for name in names if name not in coach]
    if summary.basics.coachee is not None or len(others) != 1:
        return False
    (name,) = others
    summary.basics.coachee = Statement(text=name, evidence=[_first(notes, name)])
    return True


def _first(notes: Notes, name: str) -> EvidenceSpan:
    """Where the notes first write a name, else the first turn of who bears it."""
    for line in notes.content:
        if (start := line.text.find(name)) >= 0:
            return EvidenceSpan(line=line.number, start=start, end=start + len(name))
    spoken = next(line for line in notes.content if line.speaker == name)
    return EvidenceSpan(line=spoken.number, start=0, end=len(spoken.text))


def name_owners(summary: Summary, lines: Sequence[int | None], who: People, parts: Parts) -> None:
    """Give the owners of actions their names: 我 is who says it, 你 whom they speak to, 他 the coachee.

    `lines` are the numbers of those that the actions stand on. In notes that are no transcript 我 writes them: the
    coach, where one is known and nothing tells of the coachee as the writer.
    """
    named = names_by_role(who, parts)
    others = pronouns_of_others(who.notes.text)
    for action, number in zip(summary.plan.actions, lines, strict=True):
        if action.owner is None or action.owner.origin != "notes" or number is None:
            continue
        owner = action.owner.text.strip().lower()
        line = who.notes.line(number)
        speaks = parts.roles.get(line.speaker or "") if parts.sure else None
        coachee, coach = summary.basics.coachee, summary.basics.coach
        meant: str | None = None
        if owner in _FIRST_PERSON and line.speaker:
            meant = named.get(speaks, line.speaker) if speaks else line.speaker
            meant = None if says_a_part(meant) else meant
        elif owner in _FIRST_PERSON and coach and _writes(who.notes, line.text, action.owner):
            meant = coach.text
        elif owner in _SECOND_PERSON and speaks in _OTHER:
            meant = named.get(_OTHER[speaks])
        elif owner in _THIRD_PERSON - others and coachee and speaks is not Role.COACHEE:
            meant = coachee.text
        if meant:
            evidence = [*action.owner.evidence]
            for person in (coach, coachee):
                if person and meant == person.text and person.origin == "notes":
                    evidence += person.evidence
            action.owner = Statement(text=meant, evidence=evidence)


def _writes(notes: Notes, text: str, owner: Statement) -> bool:
    """Whether 我 in a line of plain notes is the coach who wrote them, not somebody whom the line quotes."""
    # A model names the line (an end of 0), code the place in it.
    exact = next((span for span in owner.evidence if span.end), None)
    start = exact.start if exact else text.find(owner.text)
    return not _REPORTS.search(text[: max(0, start)]) and not _COACHED_WRITES.search(notes.text)


def told_by_others(summary: Summary, who: People, parts: Parts) -> set[str]:
    """The paths of what the coachee is to have told of themself, but no line of the coachee's is named for it."""
    if not parts.sure:
        return set()
    found: set[str] = set()
    for path in TOLD_BY_COACHEE:
        statement = get(summary, path)
        lines = (
            [who.notes.line(span.line) for span in statement.evidence if span.line <= len(who.notes.lines)]
            if statement
            else []
        )
        speakers = {parts.roles.get(line.speaker) for line in lines if line.speaker}
        if speakers and Role.COACHEE not in speakers:
            found.add(path)
    return found
