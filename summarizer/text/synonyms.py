"""Words that mean the same where notes are turned into a summary: spoken and written register, zh and en.

Compact on purpose: what people write down quickly and the word a report uses for it. The first word of a row stands
for all of it. Rows hold words of any trade; the things a trade counts and makes are left to the notes' own words.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_CHINESE = """
写 撰写 编写 编制 起草 拟定 拟写 草拟 书写 填写 填报 填 登记 记录 记下 记在 记到 制作 制定 做出来 做好 做出 列出 整理 拟
查 核对 核实 核查 查看 查阅 查明 查询 翻看 翻阅 翻了 翻过 翻 调阅 调取 调了 检查 查验 检验 验证 查证 回看 观察 观看 看了看 看过 看了 查过 查了 看 审查 审核 审阅 复核 抽查 盯 留意 注意 关注 查对 对一下 核验
碰头 碰面 再碰 会面 面谈 见面 会谈 谈话 面聊 聊聊 碰一下 碰一次 碰 聊 谈 沟通 交谈 交流 谈谈 商谈 复盘 商量 商讨 讨论 探讨 辅导 协商 商定 约定 说好 讲好 定好 商议 议 定了 定于 约好 拟定
问 询问 请教 咨询 了解 打听 请说明 提问 追问 反问 被问到 发问
告诉 通知 告知 转告 提醒 知会
买 购买 采购 购置 订购 订 下单
换 更换 替换 调换 换掉 换成 改用 撤换
搬 移 挪 移动 移到 搬到 移至 挪到
贴 张贴 粘贴 贴上 贴在
发 发布 发送 发给 发出 寄 寄送 寄出 递交 提交 上交 交给 交到 交 上传 呈交 报送
打电话 致电 通话 拨打 来电 外呼 电话联系
接 接听
早 提早 提前 尽早
晚 推迟 延后 延迟 延期 滞后 拖延 耽误 迟
怕 害怕 担心 担忧 顾虑 恐惧 惧怕 忧虑 发怵
难过 灰心 沮丧 失落 泄气 丧气
高兴 开心 兴奋 愉快 喜悦
生气 愤怒 恼火 发火
累 疲惫 疲劳 疲倦 辛苦
着急 急 焦急 紧急 急切
放松 轻松 松快 松弛 松了口气
老 旧 原先 原来 原本 从前 以前 过去 往年 此前 先前
新 新来 新到 新的 新进
人 员工 人员 名 人手 同事 组员 伙伴
客人 顾客 客户 宾客 甲方
小孩 孩子 儿童
家长 父母
老师 教师
学生 学员
医生 大夫
徒弟 学徒
领导 上级 主管 经理
快 迅速 加快 赶
慢 缓慢 放慢
多 增多 增加 增长 上涨 提升 提高 上升 涨 涨到 升 升到 提到 加大 增
少 减少 降低 下降 降到 降至 降 掉到 跌到 缩短 压缩 压成 压到 压低 减 掉
回到 回升 恢复 重回 达到 到
好 良好 优秀 优良 出色
坏 差 糟 不佳 较差 不好
错 错误 差错 失误 出错 有误
漏 遗漏 漏掉 缺失 漏填 漏报 漏记
丢 丢失 遗失
缺 缺少 缺乏 欠缺 不足 短缺 缺人 人手不足
忙 繁忙 忙碌
会 掌握 学会 学到 懂得 熟悉
练 练习 操练 演练
教 教授 指导 示范 讲解 传授 培训 带教 带 补训
学 学习
帮 帮助 协助 帮忙 支援 支持 辅助 配合
安排 分派 指派 派 分配 布置 分工
排 编排 排出
申请 申领 请示
领 领取 拿 拿到 取
借 借阅
用 使用 采用 采取 运用 利用 应用
停 暂停 停止 中止 停掉 终止
开始 起 启动 着手 自 从
结束 完毕 完成 做完 弄完 讲完 聊完 完了
试 尝试 试行 试用 试试
挑 挑选 选择 选取 选定 选
分 划分 分成 区分 分类
想 想要 打算 希望 期望 盼望 计划 拟 准备 愿意
认为 觉得 以为 认定 感到 感觉 表示 指出 称 坦言 承认 说明 讲 说 说道 表明 提到 谈到 反映 反馈 提出 自述 自认 坦承 直言 强调 解释 介绍 说到 回答 答 答复 回复 表态 据 讲到 提议 建议
知道 明白 懂 清楚 意识到 认识到 了解到 发现 看到 看见 发觉 察觉 得知 获悉
主动 自己 自行 亲自 本人 自身
一起 共同 一同 一块 双方 我们 两人 陪 跟 随 陪同
每 每次 每个 每天 每日 每班
全 全部 所有 整个 全体 完全 一律 都
现在 目前 当前 眼下 如今 现 当下
今后 以后 往后 之后 后续 后来 此后 今后 将来
下次 下回 下一次 下一回 再次 再 又 重新
月底 月末
当场 现场 当时
一刻钟 15分钟
三刻钟 45分钟
根源 根子 根本 核心 症结 关键 本质 说到底 说白了 归根结底 真正的问题
原因 缘由 理由 因为 由于 因 缘于 因而
办法 方法 做法 法子 方式 手段 招 措施 手法 途径
方案 选项 备选 选择方案
问题 毛病 难题 困难 障碍
目标 目的 指标
标准 要求 规定
结果 成果 效果 成效
有效 管用 奏效 见效 灵 效果 有用 成效
钱 费用 资金 款 成本 开销
收入 工资 薪资 薪水 待遇
时间 用时 时长 工时 耗时
地点 地方 位置
办公室 屋
电脑 计算机
手机 电话
表格 表 清单 单子 单据 台账 本子 记录本 登记表
文件 文档 资料 材料
消息 信息 讯息
上班 值班 当班 到岗
休息 歇
迟到 晚到
请假 休假 病假
回来 返回 返岗 复工 复课 归来
辞职 离职 走人 走了
投诉 抱怨 意见 差评
道歉 赔礼 致歉 认错
批评 训斥 责骂 骂 辱骂 责怪 数落
表扬 夸 夸奖 称赞 赞扬 肯定
同意 认可 认同 答应 允诺 赞成 应允 接受 行 好的 可以 许可 承诺 同意了
拒绝 推辞 回绝 没松口
满意 称心
大 偏大 较大
高 偏高 较高
低 偏低 较低
长 偏长 较长
约 大概 大约 左右 上下 来 差不多 将近 近 前后 多
超过 超 多于 大于 以上 高于 逾
不到 低于 少于 小于 以下 以内 之内 不超过 最多 不足
至少 不少于 起码 最少
仅 只 只有 仅仅 才 光 就 唯一
很 非常 十分 特别 相当 挺 蛮 极其
仍 仍然 还 依旧 依然 仍旧 还是 仍在
已 已经 早已 早就
立即 立刻 马上 当即 赶紧 尽快
打烊 关门 关店 收工 下班
夜 夜里 夜间 夜晚 晚上 晚间 深夜 当晚
早上 清晨 早晨 上午
打断 插话 插嘴 抢话
复述 念 重复 说一遍 念一遍 讲一遍
返工 重做 返修
废品 次品 报废
客房 房间 房
做 清理 打扫 处理 弄 办理 办 搞 开展 从事 进行
手忙脚乱 慌乱 慌
家属 家人
退回 退货 退 退还
重构 改造 重写
单元测试 单测
评审 review
覆盖率 覆盖
首检 首件检验 首件确认 首件
改 修改 更改 变更 调整 改动 修正 改为 改成 改到 改进 完善 变动 调
定 决定 确定 敲定 选定 拍板
通过 过 经过 经由 经
发生 出现 产生 导致 造成 引发 引起 致使 使得 让
需要 须 需 必须 要 应 应当 应该 得 务必
负责 承担 牵头 主责
忍住 克制 控制住 克制住
冲动 念头
忘 忘记 忘了 遗忘
喊 叫 呼叫 呼喊 请
陌生 不熟
声音 嗓门 嗓音 音量
嗓子 嗓音 喉咙
自认 承认
跑 前往 去 到访 走访 赴
无 没有 没 未 未曾 并无 无人 毫无 尚未
无法 不能 没法 无从 做不到 不了
""".strip()

_ENGLISH = """
say tell told said state explain note mention report admit claim remark point reply answer reckon think believe feel felt consider describe acknowledge
check verify confirm inspect review examine pull look watch observe see saw seen find found monitor audit
meet talk session conversation chat discuss sit sat speak spoke catch conversation meeting sync
call phone ring dial
write wrote written draft prepare compile draw record log fill
send sent submit deliver hand email forward pass passed
get got obtain receive fetch collect
buy bought purchase order reorder
fix repair mend
stop cease quit halt end
begin begins start starting commence onward
finish complete close done
need require must
help assist support aid
show demonstrate walk
teach train coach instruct
learn learned learnt understand understood realise realize know knew recognise recognize
use apply employ adopt
try attempt test pilot trial
ask request inquire enquire question requested
agree accept approve commit promise consent
refuse decline reject
want wish hope like
plan intend aim goal purpose
fear afraid worry worried nervous anxious scared concern
happy glad pleased relieved
angry upset annoyed furious
tired exhausted weary
quick fast rapid swift
late delay overdue behind
error mistake fault slip defect
miss skip omit overlook forgot forget
issue problem trouble difficulty
cause reason because since due root
choose chose pick picked select decide decided chosen
weekly week
daily day
every each
all whole entire everyone everybody
both two
once one
nobody none nothing noone
child kid pupil student
customer client guest
job work task
own self himself herself
fall fell short below under
rise rose up increase
drop decrease reduce cut down lower
make made do does did doing build built create produce
remove kill delete drop scrap
take took taken
right correct proper accurate fine ok okay
wrong incorrect bad
almost nearly
real genuine true
again anew once
large big
small little
together jointly
joke joking laugh
defensive guarded
blank empty
hunt look search seek
pound quid
ticket request
money cost budget
hour hr hrs
minute min mins
move shift relocate
keep keeps retain
disregard ignore
mix confuse confused mixed
label labelling labeled
bogus false fake
respect
piece pcs part
show shown
page paged
jan january
feb february
mar march
apr april
jun june
jul july
aug august
sep sept september
oct october
nov november
dec december
mon monday
tue tues tuesday
wed weds wednesday
thu thur thurs thursday
fri friday
sat saturday
sun sunday
""".strip()


@cache
def _rows(table: str) -> dict[str, frozenset[int]]:
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(table.splitlines()):
        for word in row.split():
            rows.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in rows.items()}


def meanings(text: str) -> dict[int, frozenset[int]]:
    """The rows of every known Chinese word in a normalised text, at each position that it takes.

    Overlapping ones too: nobody can tell where words end.
    """
    table = _by_beginning()
    known: dict[int, frozenset[int]] = {}
    for start, char in enumerate(text):
        for word, rows in table.get(char, ()):
            if text.startswith(word, start):
                for position in range(start, start + len(word)):
                    known[position] = known[position] | rows if position in known else rows
    return known


@cache
def _by_beginning() -> dict[str, list[tuple[str, frozenset[int]]]]:
    """The Chinese words by their first character, the short ones first."""
    words: dict[str, list[tuple[str, frozenset[int]]]] = {}
    for word, rows in sorted(_rows(_CHINESE).items(), key=lambda entry: len(entry[0])):
        words.setdefault(word[0], []).append((word, rows))
    return words


def english_rows(stem: str) -> frozenset[int]:
    """The rows that a stemmed English word stands in."""
    return _stemmed().get(stem, frozenset())


@cache
def _stemmed() -> dict[str, frozenset[int]]:
    stems: dict[str, frozenset[int]] = {}
    for word, rows in _rows(_ENGLISH).items():
        key = stemmed(word)
        stems[key] = stems.get(key, frozenset()) | rows
    return stems


@lru_cache(maxsize=8192)
def stemmed(word: str) -> str:
    """An English word without its ending, as the Snowball stemmer cuts it; `doesn't` is `does`."""
    word = re.sub(r"ick(ing|ed)$", r"ic\1", word)
    return str(_stemmer().stemWord(re.sub(r"(?:n['\u2019]t|['\u2019][a-z]+)$", "", word)))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
