"""Taking an action apart by code: who, by when, how one tells that it is done, and the task that remains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.reading.route import Answer
from summarizer.template import Action, EvidenceSpan, Statement
from summarizer.text.bounds import sets_bound
from summarizer.text.names import SURNAMES, TITLES
from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred
from summarizer.text.times import due_expression, is_deadline, time_expression
from summarizer.text.vague import NON_COMMITTAL

# How notes introduce what was agreed, before they say it.
_LEAD = deferred(
    r"^[\s,，。、;；]*(?:\d{1,2}[.、)）]\s*(?!\d))?(?:(?:那就|那|行|好|最后|后来|然后|接着|于是|所以|我们|两个人|当场|一起|先)?(?:这么定[的了]?|定了?下来|定了?的?(?:就)?是|定的(?=\s)|定了|定|说好了?的?|商定|约定|讲定|讲好的?|改成|改为|敲定|议定|决定|落实|行动项?\d*|"
    r"然后|接着|it was (?:settled|agreed|decided) that|what (?:was|we) (?:settled|agreed)(?: on)?|and|so|agreed(?: that| to)?|actions?|decided(?: that| to)?|plan|todo|to do|next)\s*[:：,，]?\s*)(?=\S{2})",
    re.IGNORECASE,
)
_PRONOUN = deferred(
    r"(?:我们|我|你们|你|您|他们|他|她|本人|员工)(?=这边|自己|[^们的俩])|"
    r"(?:i'll|i will|i'm|i|he|she|they|we|me|myself|you|you'll)\b(?:\s*(?:to|will|'ll|-|–|:))?",
    re.IGNORECASE,
)
_JOINT = deferred(r"^[\s,，、:：\-–—]*(?:由|负责|答应了?|will\b|to\b|'ll\b)?[\s,，、:：]*", re.IGNORECASE)
_TAIL = deferred(r"[\s,，、;；。.]+$")
_NAMED_BY = deferred(
    r"(?:改?由|交给|归|责任人[:：]?|负责人[:：]?)\s*([我你您他她]|[\u4e00-\u9fff]{2,3}?)(?=来|负责|主持|组织|安排|执行|弄|做|去|办|写|跟|牵头|带|管|把|[,，。;；\s]|$)"
)
_DOES = deferred(
    r"(?<![\u4e00-\u9fff和跟给让请帮找问向教陪])([我他她])(?:来|负责|去|会|这边|把|每|从|先|再|一(?:趟|天|周|次|个月)|下?周|明天|后天|\d)|([我他她])来(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?<![和跟给让请帮找问向教陪带叫替为等])(我(?=去|回头|找|跟|给|把|问|约|帮)|[他她](?=一[趟天周次]|每|先|把|负责))"
)
# 让他下周三前补齐: whom somebody told to do it.
_TOLD = deferred(
    r"(?:^|(?<=[，。；,;]))(?:另外|还有|我|已|也|就|再|还)*(?:让|叫|请|要求|安排)([他她]|[\u4e00-\u9fff]{2,3}?)(?=把|在|去|每|从|先|下|本|这|周|\d|月|明|后|尽|今)"
)
# Whom a plan that was changed had been agreed with: 起先说好她周六前…
_AGREED_WITH = deferred(r"(?:说好|讲好|定的?是?|要求)([他她])(?=周|下|本|这|月|\d|明|每|先|把|在|\S{1,6}前)")
# Somebody by a nickname or a name in other letters, before what they do: 玲姐 makes, Yvonne 跟…
_NICKNAME_OPENS = deferred(
    rf"(?:[{SURNAMES}\u4e00-\u9fff]{{1,2}}?(?:姐|哥|叔|姨)|[小老阿][\u4e00-\u9fff])(?=\s[a-z]|周|下|本|这|月|\d|明|后|把|负责|来|去|每|先|尽|从|跟|给|写|做)|"
    r"阿?[A-Z][A-Za-z]{1,30}(?=\s?(?:[和跟把从每先去来给会写做约]|负责|尽快|整理|准备|\d{1,2}/\d))"
)
_YOU = deferred(r"(?<![和跟给让请帮找问向教陪])(你)(?=周|明天|后天|下|本|这|月|\d|每|先|把|去|给|来|回去)")
# Who has a title and no name, before what is to be done: 场长周四前把…
_BY_TITLE = deferred(
    rf"(?:[{SURNAMES}])?(?:{TITLES}|护士|站长|行长|场长|所长|处长|人事|HR)(?=周|下|本|这|月|\d|明|后|把|负责|来|去|在|每|先|尽)"
)
# Of a plan that was changed in the same breath, only what it was changed to.
_REVISED = deferred(
    r"^.*(?:起先|原本|原来|本来|原先|(?<![周期拜月号日天])一开始|最初|先前|原定|先说).{0,300}(?:改成了?|改为了?|换成了?|调整为)(?=.{4})|"
    r"^.*不对[,，].{0,16}?(?:改成|改到|改为)(?=.{4})|^.*(?:取消|作废|做不完|来不及)[^。]{0,8}?(?:改成|改为|换成)(?=.{4})|^.*[(（][^()（）]*(?:作废|不算|取消|划掉)[^()（）]*[)）]\s*[:：]?(?=.{4})|^.*\b(?:originally|at first|initially|first said).{0,300}\b(?:changed (?:it )?to|so now|instead|in the end)\b[,:]?\s*(?=.{8})",
    re.IGNORECASE | re.DOTALL,
)
# What shows that it was done, where notes name it: 补完拍照发群里.
_SHOWS = deferred(
    r"拍照|截图|发(?:到)?.{0,2}群|写在|记在|登记在?|留底|存档|贴[到在]?.{0,4}(?:表|墙|群|板)|写到|附上?.{0,6}[单表图]|签[字名]|打勾|都要|要(?:能|响|全|齐|有|贴)|电话要|"
    r"\b(?:tall(?:y|ies)|tick(?:s|ed)?|written (?:on|in|down)|signed off|one-line|(?:sends?|shows?) (?:me|us))\b|\bno (?:longer|more|fewer|less) than\b"
)
# By what people will know that it worked.
_DONE_WHEN = deferred(
    r"\b(?:call|count)(?:s|ed|ing)? (?:it|this|that)(?: as)? (?:working|done|a success|fixed|good)\b|\bcounts? as done\b|(?:就|才)算(?:数|完|成|做到|达标|过)",
    re.IGNORECASE,
)
_HANDED = deferred(r"\s*(?:之前|前)?\s*(?:交|发|报|拿)(?:给|到)?(?:我|他|她|[\u4e00-\u9fff]{1,4}(?=[，,。]|$))")
_CLAUSE = deferred(
    r"[,，;；。！!]|\.(?=\s|$)|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|\s[–—-]\s|\band (?=mark\b|keeps?\b|ticks?\b|logs?\b|no\b|with\b|sends? me\b)|\buntil\b|\buntill\b|\bso that\b"
)
_SHORTEST_MEASURE = 3
_SHORTEST_TASK = 3
_TASK_AGAIN = 0.8
"""A measure as long as this share of its task is the task over again."""


def first_reading(answer: Answer, names: Sequence[str]) -> Action:
    """An action as code reads it. `names` are the people known so far: an action that begins with one is theirs."""
    if answer.segment.slots:
        return _of_row(answer)
    whole_text = answer.segment.text
    revised = _REVISED.match(whole_text)
    text = whole_text[revised.end() :] if revised else whole_text
    due = due_expression(text) or _vague_due(text)
    owner = _owner(text, due, names) or (_owner(whole_text, due, names) if revised else None)
    task = _remaining(text, due, owner)
    measure = _measure(text, due)
    if measure and len(measure) >= _TASK_AGAIN * len(task):
        measure = None
    piece = answer.segment
    whole = EvidenceSpan(line=piece.line, start=piece.start, end=piece.end)
    return Action(
        task=Statement(text=task, evidence=[whole]),
        owner=_stretch(answer, owner),
        due=_stretch(answer, due),
        measure=_stretch(answer, measure),
    )


def _of_row(answer: Answer) -> Action:
    """A row of a table: its cells are the slots."""
    line = answer.segment.line
    return Action.model_validate(
        {
            slot.name: Statement(
                text=slot.text, evidence=[EvidenceSpan(line=line, start=slot.start, end=slot.start + len(slot.text))]
            )
            for slot in answer.segment.slots
        }
    )


def is_measure(text: str, action: Action) -> bool:
    """Whether a stretch of an action can be what tells that it is done: it sets a bound, and is not the task over again."""
    plain = normalise(text)
    due = normalise(action.due.text) if action.due else ""
    return sets_bound(plain) and len(plain) < _TASK_AGAIN * len(normalise(action.task.text)) and plain != due


def delivers(answer: Answer) -> Statement | None:
    """The day of a piece that goes on to say when the action before it is handed in: 下周一交我, …"""
    due = due_expression(answer.segment.text)
    opening = answer.segment.text.lstrip(" ,，;；")
    handed = due and opening.startswith(due) and _HANDED.match(opening[len(due) :])
    return _stretch(answer, due) if due and handed else None


def what_shows(answer: Answer) -> Statement | None:
    """By what one can tell that the action before a piece is done, where the piece goes on to say it."""
    return _stretch(answer, _measure(answer.segment.text, due_expression(answer.segment.text)))


def only_due(answer: Answer) -> Statement | None:
    """The due date of a piece that says hardly more than by when the action before it is done: 12月24日前打完."""
    due = due_expression(answer.segment.text)
    rest = answer.segment.text.replace(due, "") if due else ""
    short = len(re.sub(r"\W", "", rest)) <= _SHORTEST_TASK
    return _stretch(answer, due) if due and is_deadline(due) and short and not answer.segment.text.isascii() else None


def is_only_measure(text: str) -> bool:
    """Whether a sentence adds a bound to the action before it, and is none itself: nobody does it, by no day."""
    if _DONE_WHEN.search(text):
        return True
    opening = _LEAD.sub("", text).strip()
    return sets_bound(text) and not time_expression(text) and not _PRONOUN.match(opening)


def _measure(text: str, due: str | None) -> str | None:
    """The clause that sets a bound, else the one that tells what shows it; not where only the whole action does."""
    clauses = list(_later_clauses(text, due))
    return next(
        (clause for tells in (sets_bound, _SHOWS.search) for clause in clauses if tells(normalise(clause))), None
    )


def _later_clauses(text: str, due: str | None) -> Iterator[str]:
    """The clauses behind the first, or behind the due date that stands by itself before it, without the date."""
    start = 0
    ends = [*(mark.span() for mark in _CLAUSE.finditer(text)), (len(text), len(text))]
    for number, (end, following) in enumerate(ends):
        clause = text[start:end].strip()
        start = following
        opens = number == 0
        if due and clause.startswith(due):
            clause = _JOINT.sub("", clause[len(due) :])
            opens = opens and len(ends) == 1
        if not opens and len(normalise(clause)) >= _SHORTEST_MEASURE:
            yield _TAIL.sub("", clause)


def _vague_due(text: str) -> str | None:
    found = NON_COMMITTAL.search(normalise(text))
    at = text.lower().find(found[0]) if found else -1
    return text[at : at + len(found[0])] if found and at >= 0 else None


def _owner(text: str, due: str | None, names: Sequence[str]) -> str | None:
    """Who does it: named for it, or whom the action or one of its clauses begins with, or 我 before what I do."""
    if named := _NAMED_BY.search(text):
        return named[1]
    if told := _TOLD.search(text):
        return told[1]
    forms = forms_of(names)
    opening = _LEAD.sub("", text.strip())
    for clause in [opening, *(part.strip() for part in _CLAUSE.split(opening)[1:])]:
        when = time_expression(clause)
        for stretch in (due, when):
            if stretch and clause.startswith(stretch):
                clause = _JOINT.sub("", clause[len(stretch) :])
        if person := _opening_person(clause, forms):
            return person
    does = _DOES.search(text) or _AGREED_WITH.search(text) or _YOU.search(text)
    return next(filter(None, does.groups()), None) if does else None


def forms_of(names: Sequence[str]) -> list[str]:
    """The ways in which notes may write these names, longest first: Tobias for Tobias Lund, 雨桐 and 小凌 for 凌雨桐."""
    forms: list[str] = []
    for name in names:
        bare = re.split(r"[(（,，]", name)[0].strip()
        forms.append(bare)
        if bare.isascii():
            forms += [part for part in bare.split() if len(part) > 2 and part[0].isupper()]
        else:
            forms += [part for part in bare.split() if len(part) > 1]
            word = bare.split()[0] if bare.split() else ""
            if len(word) in (2, 3):
                forms += [f"{prefix}{word[0]}" for prefix in "小老"] + (
                    [word[1:]] if len(word) == 3 else [f"小{word[1]}"]
                )
    return sorted({form for form in forms if form}, key=lambda form: (-len(form), form))


def _opening_person(opening: str, forms: Sequence[str]) -> str | None:
    for name in forms:
        if opening.lower().startswith(name.lower()):
            return opening[: len(name)]
    if titled := _BY_TITLE.match(opening) or (not opening.isascii() and _NICKNAME_OPENS.match(opening)):
        return titled[0]
    found = _PRONOUN.match(opening)
    return re.sub(r"\s*(?:to|will|'ll|'m|-|–|:)$", "", found[0], flags=re.IGNORECASE) if found else None


def _remaining(text: str, due: str | None, owner: str | None) -> str:
    """The action without the owner and the due date that open it or the due date that closes it."""
    task = _LEAD.sub("", text.strip())
    for _ in range(3):
        for part in (due, owner):
            if part and task.lower().startswith(part.lower()) and len(task) > len(part) + 3:
                task = _JOINT.sub("", task[len(part) :])
    if due and _TAIL.sub("", task).endswith(due) and len(task) > len(due) + 6:
        task = _TAIL.sub("", _TAIL.sub("", task)[: -len(due)])
    return _TAIL.sub("", task) or text.strip()


def _stretch(answer: Answer, found: str | None) -> Statement | None:
    if not found:
        return None
    piece = answer.segment
    start = piece.start + max(0, piece.text.find(found))
    return Statement(text=found, evidence=[EvidenceSpan(line=piece.line, start=start, end=start + len(found))])
