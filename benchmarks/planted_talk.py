"""Three hours of talk with one action agreed in every ten minutes: how many come back in the draft?

    python benchmarks/planted_talk.py write FILE        the transcript, 60,000 characters
    python benchmarks/planted_talk.py draft DRAFT.json  drafts it with the embedded model; time and memory
    python benchmarks/planted_talk.py score DRAFT.json  the planted actions that are rows of a draft, by line

Every turn is made of sentences written by hand, with the subject's own words in them: eighteen subjects of one talk
between a regional manager and a leader of repair shops. The planted actions are written each in another way, as people
say them. Nothing was tuned on this talk; the seed is fixed.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from summarizer.notes import Notes, from_bytes

MINUTES, EVERY = 180, 10
COACH, COACHEE = "周岚", "何一舟"
CHARACTERS = 60_000 * EVERY // MINUTES


class Subject(NamedTuple):
    """What ten minutes are about: words to put into sentences, and the action agreed on, who says it first."""

    thing: str
    trouble: str
    cause: str
    figure: str
    person: str
    speaker: str
    action: str


SUBJECTS = (
    Subject("返修率", "同一台车修了又回来", "交车前没人复检", "百分之七点二", "老邱", COACHEE,
            "那我九月五号之前把三家店的返修单按故障类型分出来，发您一份。"),
    Subject("配件库存", "常用的滤芯老是断货", "安全库存还是前年定的", "一百四十多个品种", "小覃", COACH,
            "你九月八号前跟小覃把滤芯和刹车片的安全库存重新算一遍，低于两周用量的标红。"),
    Subject("预约排班", "上午排满下午空着", "前台接电话的人不看工位表", "每天二十六台", "阿萍", COACHEE,
            "行，我下周三前让前台改用工位表接预约，上午最多放十五台。"),
    Subject("新人带教", "三个月了还不敢独立接车", "师傅自己的活都干不完", "四个新人", "小郝", COACH,
            "这样，九月十二号之前你给四个新人每人定一位师傅，名单报到我这里。"),
    Subject("客户投诉", "客户觉得没人管他", "接待员和技师各说各的", "上个月十九起", "戴姐", COACHEE,
            "这个我来，九月十五号前把十九起投诉一个一个回访完，记在投诉表里。"),
    Subject("工时核算", "技师说自己干得多拿得少", "标准工时和实际差太远", "差了将近三成", "老邱", COACH,
            "工时表由你牵头改，九月十八号前先拿出保养类的新标准工时。"),
    Subject("举升机检修", "二号举升机停了又坏", "点检只签字不看", "三台里面坏过两台", "师傅老葛", COACHEE,
            "我明天就约厂家，九月十号前把二号举升机的液压管换掉。"),
    Subject("旧件管理", "旧件堆在过道上", "没有登记也没有地方放", "大概六七个货架", "小覃", COACHEE,
            "旧件这块我九月二十号以前清完，清完拍照给您看。"),
    Subject("早会", "开成了点名会", "谁都不愿意先说", "每次二十分钟", "阿萍", COACH,
            "从下周一开始早会改成十分钟，由你主持，每次只讲昨天返修的一台车。"),
    Subject("报价单", "同样的活两家店报价不一样", "老价格表还在用", "差了两百多块", "戴姐", COACHEE,
            "那好，我九月二十二号前把三家店的价格表统一成一张，作废的收回来。"),
    Subject("夜间值守", "半夜救援没人接电话", "值班表贴在墙上没人看", "八月份漏了五个电话", "小郝", COACHEE,
            "值班表我今天晚上就重排，九月三号起每晚两个人，电话转到手机。"),
    Subject("技师考级", "考过的人不到一半", "没有人组织复习", "十二个人过了五个", "师傅老葛", COACH,
            "你九月二十五号前办两次考级复习，老葛讲电路，到课率要到九成。"),
    Subject("保险理赔", "定损单压了很久", "照片拍得不合要求退回来", "平均要等九天", "戴姐", COACHEE,
            "我会在九月二十六号前写一页拍照要求，发给三家店的接待。"),
    Subject("客户群运营", "群里发的东西没人看", "只会发优惠", "四百多人的群", "阿萍", COACH,
            "客户群你交给阿萍，九月底前先发四期用车知识，每期看过的人不少于一百。"),
    Subject("废油处理", "环保来查差点罚款", "台账缺了两个月", "六月和七月", "小覃", COACHEE,
            "台账我九月六号之前补齐，补好了送到环保专管员那里签字。"),
    Subject("加班", "连着三周没有休息", "休假没有人顶", "每人六十个小时", "小郝", COACH,
            "你九月十一号前排出十月的轮休表，保证每人一周休一天。"),
    Subject("二店店长人选", "谁来接还没定", "两个人各有短板", "空了一个半月", "老邱", COACHEE,
            "我九月二十八号前跟老邱和小郝各谈一次，把想法写成一页给您。"),
    Subject("洗车外包", "洗完还有水渍", "外包的人换得太勤", "十台有三台返洗", "阿萍", COACHEE,
            "外包合同我去谈，九月三十号前加上返洗扣款这一条。"),
)  # fmt: skip

OPENS = (
    "接下来说说{thing}吧，我看了数据，{figure}，你怎么看？",
    "{thing}这块上回也提过，现在到什么程度了？",
    "嗯，那{thing}呢？我听{person}讲{trouble}。",
    "我想换个话题，{thing}，你先说说情况。",
    "还有一件，{thing}，{person}跟我反映过一次。",
    "那个，{thing}是不是还是老样子？",
)
ASKS = (
    "你觉得最根本的是什么？",
    "{person}自己怎么说的？",
    "这个情况有多久了？",
    "嗯，你当时是怎么处理的？",
    "除了{cause}，还有没有别的原因？",
    "三家店都这样，还是就一家？",
    "那你有没有当面跟{person}聊过？",
    "如果什么都不做，再过半年会怎么样？",
    "别的区域有没有做得好的，你去看过没有？",
    "客户那边有什么反应？",
    "你自己给这件事打几分？",
    "这里面哪些是你能定的，哪些要我来出面？",
    "我听下来，像是{cause}，对吗？",
    "你说的{figure}，这个数是怎么统计出来的？",
    "上次你也说要改，后来卡在哪里了？",
    "要是让你重新来一次，你会先动哪一步？",
    "这个先不急着下结论，你把当天的经过讲一遍。",
    "我有点没听明白，{trouble}是天天有，还是碰上忙的时候才有？",
    "你心里最担心的是哪一点？",
    "那{person}在这中间起了什么作用？",
    "好，这一点我认同，还有呢？",
    "这个数字去年是多少，你还记得吗？",
    "你跟他们讲过为什么要这么做吗？",
    "我插一句，别光说困难，说说你试过的办法。",
    "做到什么样子，你自己会觉得满意？",
    "我年轻的时候管店也碰到过，{thing}最磨人，你别着急。",
    "总部对{thing}没有硬要求，但是我们自己得心里有数。",
    "你看到{figure}的时候，第一个念头是什么？",
)
TELLS = (
    "说实话，{trouble}，我也挺头疼的。",
    "主要还是{cause}，这个我承认。",
    "我统计过，{figure}，比我想的要多。",
    "{person}那边我问过，他说忙不过来。",
    "一开始我以为是偶然的，后来发现每个月都有。",
    "嗯，这个怪我，一直没有盯下去。",
    "一店好一点，二店和三店比较明显。",
    "大概从春节以后吧，人走了两个，就更顾不上了。",
    "我试过在群里提醒，管了两天又回去了。",
    "客户倒是没有直接骂，就是下次不来了。",
    "讲真的，我自己也不太懂{thing}里面的门道。",
    "他们觉得这是给他们找麻烦，嘴上答应，手上不动。",
    "去年没有记，所以也说不好是变好了还是变差了。",
    "我去城东那家看过，他们是专门有一个人管的。",
    "要打分的话，六分吧，勉强及格。",
    "那天是周六，车排到门口，{person}一个人顶着，就出了岔子。",
    "忙的时候才有，平常还好，一到月底就乱。",
    "我最担心的是大家习惯了，觉得{trouble}是正常的。",
    "跟他们讲过一次，讲得比较急，可能没讲清楚为什么。",
    "您这么一问，我才想到{cause}可能只是表面的。",
    "这个我真没想过，得回去琢磨琢磨。",
    "其实大家都知道，就是没有人愿意先开口。",
    "设备是老了点，但是也不能全怪设备。",
    "有一回我自己顶上去干了一天，才知道有多麻烦。",
    "那个表格太复杂了，填一次要十几分钟，谁都嫌烦。",
    "我跟{person}吵过一架，后来两个人都不提了。",
    "人手就这么多，按下这头，那头又起来了。",
    "能定的我都定了，就是花钱的事我定不了。",
    "做到不用我天天盯着，我就满意了。",
    "对，对，就是您说的这个意思。",
    "呃，我想想啊，好像是七月的事情。",
    "以前的店长留下来的规矩，大家都没有动过。",
    "{thing}要说难也不难，就是要天天做。",
    "我觉得{person}不是不愿意，是不知道怎么做才算对。",
)
CHATS = (
    "哎，外面雨下大了，等会儿你路上慢点开。",
    "喝点水，这个茶是上次客户送的。",
    "哈哈，你这个比方打得好。",
    "稍等，我接个电话，马上回来。好了，你接着说。",
    "孩子开学了吧？几年级了？",
    "嗯嗯，是，是这样。",
    "空调是不是有点凉，要不要调高一点？",
    "中午食堂的鱼还不错，你吃了没有？",
    "不好意思，刚才手机震了一下，您说。",
    "对了，你那台旧车卖掉没有？",
)
AGREES = ("好，就这么说。", "行，这个我记下了。", "嗯，可以。", "好的，没问题。", "成，那就按这个来。")


class Turn(NamedTuple):
    speaker: str
    text: str
    planted: bool = False


def turns() -> Iterator[list[Turn]]:
    """The turns of each ten minutes."""
    chance = random.Random(5)
    for subject in SUBJECTS:
        yield list(_about(subject, chance))


def _about(subject: Subject, chance: random.Random) -> Iterator[Turn]:
    words = subject._asdict()
    pools = {
        COACH: chance.sample(ASKS, len(ASKS)),
        COACHEE: chance.sample(TELLS, len(TELLS)),
    }
    used = {COACH: 0, COACHEE: 0}

    def said(speaker: str, most: int) -> str:
        parts = []
        for _ in range(chance.randint(1, most)):
            pool = pools[speaker]
            parts.append(pool[used[speaker] % len(pool)].format(**words))
            used[speaker] += 1
        return "".join(parts)

    made = [Turn(COACH, chance.choice(OPENS).format(**words))]
    size = len(made[0].text)
    at = CHARACTERS * chance.uniform(0.35, 0.85)
    planted = False
    while size < CHARACTERS:
        speaker = COACHEE if made[-1].speaker == COACH else COACH
        if not planted and size > at and speaker == subject.speaker:
            made.append(Turn(speaker, subject.action, planted=True))
            other = COACH if speaker == COACHEE else COACHEE
            made.append(Turn(other, chance.choice(AGREES)))
            planted = True
        elif chance.random() < 0.04:
            made.append(Turn(speaker, chance.choice(CHATS)))
        else:
            made.append(Turn(speaker, said(speaker, 2 if speaker == COACH else 5)))
        size += len(made[-1].text)
    yield from made


def transcript() -> tuple[bytes, list[int]]:
    """The talk as a text export, and the number of the line of the file on which each planted action stands."""
    lines: list[str] = []
    planted: list[int] = []
    for part, made in enumerate(turns()):
        for number, turn in enumerate(made):
            at = (part * EVERY + EVERY * number / len(made)) * 60
            clock = f"{int(at) // 3600:02}:{int(at) // 60 % 60:02}:{int(at) % 60:02}"
            lines.append(f"[{clock}] {turn.speaker}：{turn.text}")
            if turn.planted:
                planted.append(len(lines))
    return "\n".join(lines).encode(), planted


def score(draft: Path) -> None:
    """Print which planted actions are rows, and how many rows there are."""
    data, planted = transcript()
    notes: Notes = from_bytes(data, "talk.txt")
    rows = json.loads(draft.read_text("utf-8"))["summary"]["plan"]["actions"]
    lines = {
        number: {notes.line(span["line"]).source_line for span in row["task"]["evidence"]}
        for number, row in enumerate(rows)
    }
    slots = {"owner": 0, "due": 0}
    found = 0
    for part, (line, subject) in enumerate(zip(planted, SUBJECTS, strict=True)):
        row = next((rows[number] for number, where in lines.items() if line in where), None)
        found += row is not None
        told = "missing"
        if row:
            for slot in slots:
                slots[slot] += bool(row[slot])
            told = " | ".join((row[slot] or {"text": "-"})["text"] for slot in ("task", "owner", "due"))
        print(f"{part * EVERY:3} min  {subject.action[:24]:24}  {told}")
    print(
        f"{found} of {len(SUBJECTS)} planted actions are rows; of them with owner {slots['owner']}, due {slots['due']};"
    )
    print(f"{len(rows)} rows in all")


def draft(target: Path) -> None:
    """Draft the talk with the embedded model, in a process of its own; print time and peak memory."""
    data, _ = transcript()
    with tempfile.TemporaryDirectory() as folder:
        talk = Path(folder) / "talk.txt"
        talk.write_bytes(data)
        started = time.monotonic()
        command = [sys.executable, "-m", "summarizer", "draft", str(talk), "-v", "-o", str(target), "--format", "json"]
        subprocess.run([*command, "--provider", "local", "--force"], check=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{time.monotonic() - started:.0f} s, {spent.ru_utime + spent.ru_stime:.0f} s of processor, "
          f"{spent.ru_maxrss / 1024:.0f} MB at most")  # fmt: skip
    score(target)


def main() -> None:
    """Do as the first argument says."""
    what, path = sys.argv[1], Path(sys.argv[2])
    if what == "write":
        data, planted = transcript()
        path.write_bytes(data)
        print(
            f"{len(data.decode())} characters, {len(from_bytes(data, path.name).lines)} lines, {len(planted)} planted"
        )
    elif what == "draft":
        draft(path)
    else:
        score(path)


if __name__ == "__main__":
    main()
