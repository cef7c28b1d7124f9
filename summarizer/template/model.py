"""The coaching template: every section and field, in the template's order and in its words.

This is the only place that knows what the template asks. Prompts, JSON schema, gap rules, headings and the
reading of drafts are walks over these classes, so that adding a field is an edit here. Field paths are a
contract (they name fields in JSON, gold files and other people's scripts).
"""

from __future__ import annotations

from summarizer.template.metadata import Chapter, Importance, Kind, Section, Statement, Text, field, section

TITLE = Text("工作辅导总结", "Coaching Summary")
LEAD = Text(
    "一份优秀的工作辅导总结，不仅是记录，更是反思、提炼和未来行动的指南，它应该清晰、客观，并包含对未来的指导意义。",
    "A good coaching summary is more than a record: it reflects, distils and guides what comes next. "
    "Keep it clear, objective and useful for the future.",
)
NAME = "coaching"

_REQUIRED = Importance.REQUIRED
_OPTIONAL = Importance.OPTIONAL


class Basics(Section):
    coachee: Statement | None = field(
        "辅导对象",
        "Coachee",
        guide=("员工姓名", "name of the employee"),
        gap=("这次辅导的是哪位员工？", "Who was coached?"),
        importance=_REQUIRED,
        kind=Kind.PERSON,
    )
    date: Statement | None = field(
        "辅导日期",
        "Date",
        guide=("YYYY年MM月DD日", "YYYY-MM-DD"),
        gap=("辅导是哪一天进行的？", "On which day did the session take place?"),
        importance=_REQUIRED,
        kind=Kind.DATE,
    )
    duration: Statement | None = field(
        "辅导时长",
        "Duration",
        guide=("1小时", "1 hour"),
        gap=("这次谈了多长时间？", "How long did the session last?"),
        kind=Kind.DURATION,
    )
    venue: Statement | None = field(
        "辅导地点/方式",
        "Place / channel",
        guide=("会议室A / 线上会议", "meeting room A / online meeting"),
        gap=(
            "在哪里、以什么方式谈的（会议室、线上会议、电话）？",
            "Where or how did you meet (room, video call, phone)?",
        ),
        kind=Kind.PLACE,
    )
    coach: Statement | None = field(
        "辅导人",
        "Coach",
        guide=("您的姓名/职位", "your name / position"),
        gap=("辅导人是谁，什么职位？", "Who coached, and in which position?"),
        importance=_REQUIRED,
        kind=Kind.PERSON,
    )
    topic: Statement | None = field(
        "辅导主题",
        "Topic",
        guide=(
            "关于XX项目进度滞后的辅导 / Q3绩效目标回顾与规划",
            "coaching on the delay of project X / review of Q3 goals",
        ),
        gap=("这次辅导的主题，用一句话怎么说？", "What was the session about, in one sentence?"),
        importance=_REQUIRED,
    )


class Background(Section):
    trigger: Statement | None = field(
        "触发原因",
        "Trigger",
        guide=(
            "本次辅导是基于什么触发的？（员工主动求助、定期1-on-1、项目关键节点、绩效观察中发现的问题等）",
            "What triggered this session? (the employee asked for help, a regular 1-on-1, a project milestone, a problem seen in performance)",
        ),
        gap=("是什么促成了这次辅导？", "What led to this session?"),
        group=("辅导背景", "Background"),
    )
    situation: Statement | None = field(
        "当前状况",
        "Situation",
        guide=(
            "简要描述员工或项目在辅导前的背景和状态。",
            "Describe briefly the background and state of the employee or project before the session.",
        ),
        gap=(
            "辅导前，员工或项目处于什么状态？",
            "What was the state of the employee or project before the session?",
        ),
        group=("辅导背景", "Background"),
        unless="background.trigger",
    )
    goals: list[Statement] = field(
        "期望达成的目标",
        "Goals",
        guide=(
            "通过本次辅导，希望解决什么问题，达到什么效果？（应具体、可衡量）",
            "What problem should this session solve, and to what effect? (specific, measurable)",
        ),
        gap=(
            "希望通过这次辅导解决什么问题，做到什么程度算达到？",
            "What should this session achieve, and how would you tell that it did?",
        ),
        importance=_REQUIRED,
        kind=Kind.GOAL,
        group=("辅导目的", "Purpose"),
        many=True,
    )


class Diagnosis(Section):
    self_report: Statement | None = field(
        "员工自述",
        "Employee's account",
        guide=(
            "记录员工对自己当前状况、遇到的困难和挑战的描述。",
            "What the employee says of their own situation, difficulties and challenges.",
        ),
        gap=(
            "员工自己怎么说目前的状况和困难？",
            "What did the employee say about their situation and difficulties?",
        ),
    )
    verification: Statement | None = field(
        "信息核实与补充",
        "Verification",
        guide=(
            "辅导人（您）基于观察和掌握的信息，补充或验证情况。",
            "What you, the coach, add or confirm from your own observation and information.",
        ),
        gap=(
            "您核实过哪些数据或事实，与员工说的是否一致？",
            "Which data or facts did you check, and do they agree with the account?",
        ),
    )
    root_cause: Statement | None = field(
        "核心问题分析",
        "Root cause",
        guide=("经过讨论，共同识别出的核心问题是什么？", "Which core problem did you identify together?"),
        gap=("双方认定的核心问题是什么？", "What did you both identify as the core problem?"),
        importance=_REQUIRED,
    )


class Action(Section):
    """One agreed action. Each slot is checked on its own: an action without an owner is nobody's."""

    task: Statement = field(
        "任务",
        "Task",
        guide=("明确任务", "what is to be done"),
        gap=("具体要做什么？", "What exactly is to be done?"),
        importance=_REQUIRED,
        mandatory=True,
    )
    owner: Statement | None = field(
        "责任人",
        "Owner",
        guide=("明确责任人", "who is responsible"),
        gap=("由谁负责？", "Who is responsible?"),
        importance=_REQUIRED,
        kind=Kind.PERSON,
    )
    due: Statement | None = field(
        "时间节点",
        "Due",
        guide=("明确时间节点", "by when"),
        gap=("哪一天之前完成？", "By which day?"),
        importance=_REQUIRED,
        kind=Kind.DEADLINE,
    )
    measure: Statement | None = field(
        "衡量标准",
        "Measure",
        guide=("明确衡量标准", "how completion is measured"),
        gap=("交付什么、达到什么标准算完成？", "What is delivered, and what counts as done?"),
        importance=_REQUIRED,
    )


class Plan(Section):
    discussion: list[Statement] = field(
        "关键讨论点",
        "Key discussion points",
        guide=(
            "记录辅导过程中的关键对话、提问和引导。",
            "The key exchanges, questions and guidance during the session.",
        ),
        gap=(
            "您问了哪些关键问题，怎样引导他思考的？",
            "Which key questions did you ask, and how did you guide the talk?",
        ),
        many=True,
    )
    options: list[Statement] = field(
        "备选方案",
        "Options",
        guide=("共同探讨过的解决方案有哪些？", "Which solutions did you explore together?"),
        gap=("除了最后选定的，还讨论过哪些方案？", "Which other solutions did you discuss?"),
        importance=_OPTIONAL,
        many=True,
    )
    actions: list[Action] = field(
        "最终行动计划",
        "Action plan",
        guide=(
            "双方共同商定、确认的行动方案。（这是最重要的部分，务必清晰具体）",
            "The actions that both agreed on. (the most important part: clear and specific)",
        ),
        gap=(
            "最后商定了哪些行动：谁、做什么、何时完成、怎样算完成？",
            "Which actions were agreed: who does what, by when, and what counts as done?",
        ),
        importance=_REQUIRED,
        many=True,
    )


class CoacheeOutcomes(Section):
    insight: Statement | None = field(
        "认知提升",
        "Insight",
        guide=(
            "员工在思想或认知上有什么新的理解或转变？",
            "What new understanding or change of mind did the employee reach?",
        ),
        gap=("谈完之后，员工的想法有什么变化？", "How did the employee's thinking change?"),
    )
    skills: Statement | None = field(
        "技能/方法掌握",
        "Skills and methods",
        guide=("学到了哪些新的方法、工具或技能？", "Which new methods, tools or skills were learned?"),
        gap=("员工学到了什么方法或工具？", "Which method or tool did the employee learn?"),
    )
    attitude: Statement | None = field(
        "态度/信心变化",
        "Attitude and confidence",
        guide=(
            "情绪、态度或自信心上有什么积极变化？",
            "What changed for the better in mood, attitude or confidence?",
        ),
        gap=("谈完之后，员工的情绪或信心有什么变化？", "How did the employee's mood or confidence change?"),
    )


class CoachOutcomes(Section):
    understanding: Statement | None = field(
        "对员工的了解加深",
        "Better understanding of the employee",
        guide=(
            "通过这次辅导，您对这位员工有了哪些新的认识？",
            "What have you newly learned about this employee?",
        ),
        gap=("您对这位员工有了什么新的认识？", "What did you newly learn about this employee?"),
    )
    method: Statement | None = field(
        "辅导方法反思",
        "Coaching method",
        guide=(
            "本次辅导中，哪些方法有效，哪些可以改进？",
            "Which of your methods worked in this session, and which could be better?",
        ),
        gap=(
            "您这次用的辅导方法，哪些有效，哪些下次要改？",
            "Which of your methods worked, and which would you change?",
        ),
    )


class Outcomes(Section):
    coachee: CoacheeOutcomes = section(CoacheeOutcomes, "对辅导对象而言", "For the coachee")
    coach: CoachOutcomes = section(CoachOutcomes, "对辅导人（您）而言", "For the coach")


class FollowUp(Section):
    time: Statement | None = field(
        "跟进时间点",
        "Time",
        guide=("下周一下午2点", "next Monday, 2 pm"),
        gap=("下次跟进定在哪一天、几点？", "On which day, and at what time, will you follow up?"),
        importance=_REQUIRED,
        kind=Kind.MEETING,
    )
    method: Statement | None = field(
        "跟进方式",
        "Method",
        guide=("简短站立会 / 15分钟线上通话", "a short stand-up / a 15-minute call"),
        gap=(
            "以什么方式跟进（面谈、通话、看报告）？",
            "How will you follow up (meeting, call, review of a document)?",
        ),
        importance=_REQUIRED,
    )
    checks: list[Statement] = field(
        "检查事项",
        "To check",
        guide=(
            "跟进时要检查哪些事项？",
            "What will be checked at the follow-up?",
        ),
        gap=("跟进时具体检查什么？", "What exactly will you check at the follow-up?"),
        importance=_REQUIRED,
        many=True,
    )
    support: Statement | None = field(
        "所需支持",
        "Support",
        guide=(
            "作为辅导人，您需要提供什么持续支持？",
            "Which continuing support do you, the coach, need to give?",
        ),
        gap=("您会持续提供什么支持？", "Which continuing support will you give?"),
        kind=Kind.PROMISE,
    )


class Reflection(Section):
    success: Statement | None = field(
        "成功经验",
        "What went well",
        guide=(
            "本次辅导最成功的一点是什么？值得复制和推广？",
            "What was the greatest success of this session, worth repeating elsewhere?",
        ),
        gap=("这次辅导最成功的一点是什么？", "What was most successful in this session?"),
    )
    improvement: Statement | None = field(
        "待改进之处",
        "What could be better",
        guide=(
            "如果可以重来，有哪些地方可以做得更好？",
            "If you could do it again, what would you do better?",
        ),
        gap=("如果重来一次，您会在哪里做得更好？", "If you could do it again, what would you do better?"),
    )
    team: Statement | None = field(
        "对团队管理的启示",
        "Lessons for the team",
        guide=(
            "这次辅导对您的团队管理或工作流程有什么启发？",
            "What does this session suggest for managing your team or its processes?",
        ),
        gap=(
            "这次辅导对团队管理或工作流程有什么启发？",
            "What does it suggest for your team or its processes?",
        ),
        importance=_OPTIONAL,
    )


_PROCESS = Chapter(
    Text("辅导过程与核心内容", "Session and Content"),
    Text(
        "这是总结的核心部分，建议采用结构化的方式记录。",
        "This is the core of the summary; keep it structured.",
    ),
)


class Summary(Section):
    """The whole summary, nested exactly as the field paths."""

    basics: Basics = section(Basics, "基础信息", "Basics")
    background: Background = section(Background, "辅导背景与目的", "Background and Purpose")
    diagnosis: Diagnosis = section(Diagnosis, "现状回顾与问题诊断", "Situation and Diagnosis", chapter=_PROCESS)
    plan: Plan = section(Plan, "探讨与方案共创", "Discussion and Plan", chapter=_PROCESS)
    outcomes: Outcomes = section(Outcomes, "关键成果与收获", "Outcomes")
    follow_up: FollowUp = section(
        FollowUp,
        "后续跟进计划",
        "Follow-up",
        lead=(
            "辅导不是终点，而是新起点，必须有明确的后续安排。",
            "Coaching is not the end but a new beginning: it needs a definite next step.",
        ),
    )
    reflection: Reflection = section(Reflection, "总体反思与经验沉淀", "Reflection")
