"""`--help` 的中文：命令做什么、示例、选项。命令的第一段也是它在命令列表里的那一行；示例里的命令可以照抄。"""

HELP: dict[str, str] = {
    # 命令
    "help.main": "把经理的辅导、1 对 1 谈话笔记整理成辅导总结：由模型起草，由普通代码逐句对照笔记核实，每处缺口都标出来，交给人定夺。\n\n"
    "什么都不设置时，模型就在本机运行，笔记不会离开本机。",
    "help.exits": "退出码：0 完成，1 还有必填的缺口或有文件失败，2 用法不对，3 模型服务失败，4 输入无法读取，130 中断。各命令的详细说明：summarizer 命令 --help。",
    "help.draft": "根据笔记起草辅导总结，标出每处缺口。\n\n"
    "NOTES 是笔记文件；写 `-` 从标准输入读取，不写则在终端里粘贴。可以是纯文本、Markdown 或逐字稿（WebVTT、SRT、Word、会议工具导出的文本、Whisper 的 JSON、PDF、HTML）。\n\n"
    "草稿写到标准输出或 FILE，开头的清单列出缺失、含糊、没有依据和前后矛盾的地方。",
    "help.check": "重新检查改过的草稿，列出还没解决的问题，必填的在前。\n\n"
    "DRAFT 是 Markdown 或 JSON，`-` 表示标准输入。给出 --notes 会把每句话再对照笔记核实一遍。JSON 里的值可以只写 `text`，依据的行会自动去找。\n\n"
    "还有必填的缺口时以 1 结束。--format md 写出带最新缺口的草稿，json 写出完整记录。",
    "help.review": "逐条解决草稿里的问题，必填的在前。\n\n"
    "每条都附上相关的笔记原文。直接输入回答，或输入一个字母：e 用编辑器写，c 属实、保留，w 未谈及，s 跳过，b 上一条，q 退出，? 说明这些字母。每次回答立刻写进文件，其余内容一字不动。还有必填的缺口时以 1 结束。\n\n"
    "加上 --html 则改为生成在浏览器里打开的页面：改好后下载，替换原来的 DRAFT。",
    "help.finalize": "把审阅过的草稿变成正式文档：Markdown、Word 或 HTML。\n\n"
    "审阅用的标记都去掉，您写的内容原样保留。还有必填的缺口，或存疑的话没有确认、修改或删除时，列出清单并以 1 结束。\n\n"
    "DRAFT 是 Markdown 或 JSON，`-` 表示标准输入。已经定稿的 Markdown 文档会原样转成另一种格式。",
    "help.ics": "把草稿里的跟进时间和截止日期写成日历文件。\n\n"
    "只写能确定是哪一天的；定不下来的、还没有人确认的会列出来。没有可写的日期时以 1 结束。",
    "help.batch": "批量起草：在这里直接起草（run），或通过批量服务（export、submit、status、fetch、import）。",
    "help.batch_run": "在本机或通过服务批量起草，并生成一份汇总。\n\n"
    "PATHS 是文件、文件夹或通配符；每个文件的 Markdown 和 JSON 草稿都放进 DIR。中断后用同一条命令继续：笔记、模型和提示词都没变的不会重做。\n\n"
    "有文件失败时列出来并以 1 结束；服务彻底不可用时以 3 结束。",
    "help.batch_export": "把许多文件的请求写成 Batch 格式，不发送任何内容。\n\n"
    "按服务的限制自动分成若干文件；旁边的清单文件导入时要用。",
    "help.batch_import": "把批量服务的回答变成草稿。\n\n"
    "RESULTS 是回答文件，顺序不限。有文件缺少回答时列出来并以 1 结束；用 `batch export --only-failed DIR` 重新请求。",
    "help.batch_submit": "把请求文件发送到支持 Batch API 的服务，并打印每批的编号。",
    "help.batch_status": "查看各批的进度。",
    "help.batch_fetch": "把已结束的各批回答和错误写进一个文件。",
    "help.template": "打印带引导问题的空白模板，或它的 JSON schema。",
    "help.evaluate": "对照金标准给模型的草稿打分。\n\n"
    "DIR 里成对存放 NAME.txt（或 .md、.vtt、.srt）和 NAME.gold.json。报告找到了什么、标出了什么、有多少错误没有标出。--format json 附上每份草稿。",
    "help.models": "下载、查看内置模型。首次起草需要时会自动下载一次。",
    "help.models_pull": "下载并校验内置模型，中断后从断点继续。",
    "help.models_list": "列出内置模型：名称、大小、许可证、本机是否已有。",
    "help.models_path": "打印内置模型的存放位置，不管是否已下载。",
    "help.doctor": "查看当前设置（密钥已遮盖），以及服务能否正常回答。\n\n"
    "只发一个很小的结构化请求，不发送任何笔记。服务不能正常回答时以 3 结束。",
    "help.completion": "打印让 shell 自动补全命令、选项和文件名的脚本。\n\n"
    "按示例把您所用 shell 的那一行放到指定的位置，再打开一个新终端。",
    # 示例
    "example.main": "# 1. 起草\nsummarizer draft 笔记.txt -o 草稿.md\n"
    "# 2. 回答还没解决的问题\nsummarizer review 草稿.md --notes 笔记.txt\n"
    "# 3. 定稿\nsummarizer finalize 草稿.md -o 总结.docx",
    "example.draft": "# 一个文件，用内置模型\nsummarizer draft 笔记.txt -o 草稿.md\n"
    "# 逐字稿，用自己的模型服务\nsummarizer draft 录音.vtt --base-url http://host:8000/v1 --model qwen3-32b\n"
    "# 跟进上次约定的事\nsummarizer draft 笔记.txt --previous 十月总结.md -o 草稿.md",
    "example.check": "# 还有哪些问题\nsummarizer check 草稿.md --notes 笔记.txt\n"
    "# 重写草稿，标出现在的缺口\nsummarizer check 草稿.md --notes 笔记.txt -o 草稿.md --format md --force",
    "example.review": "# 在终端里\nsummarizer review 草稿.md --notes 笔记.txt\n"
    "# 在浏览器里\nsummarizer review 草稿.md --notes 笔记.txt --html 审阅.html",
    "example.finalize": "# 生成 Word\nsummarizer finalize 草稿.md -o 总结.docx\n"
    "# 附上依据的笔记原文\nsummarizer finalize 草稿.md -o 总结.md --keep-evidence",
    "example.ics": "# 导入日历\nsummarizer ics 草稿.md -o 跟进.ics",
    "example.batch": "# 直接起草\nsummarizer batch run 笔记/ -o 草稿\n"
    "# 通过批量服务：先导出，再提交、取回、导入\nsummarizer batch export 笔记/ -o requests.jsonl --target openai",
    "example.batch_run": "# 先看看会起草哪些文件\nsummarizer batch run 笔记/ '录音/**/*.vtt' -o 草稿 --dry-run\n"
    "# 同时起草八个\nsummarizer batch run 笔记/ -o 草稿 --provider qwen --jobs 8",
    "example.batch_export": "# 导出请求\nsummarizer batch export 笔记/ -o requests.jsonl --target dashscope",
    "example.batch_import": "# 生成草稿\nsummarizer batch import results.jsonl -o 草稿",
    "example.batch_submit": "# 提交\nsummarizer batch submit requests.jsonl --provider qwen",
    "example.batch_status": "# 查看进度\nsummarizer batch status batch_123 --provider qwen",
    "example.batch_fetch": "# 取回回答\nsummarizer batch fetch batch_123 -o results.jsonl --provider qwen",
    "example.template": "# 英文模板\nsummarizer template --language en -o blank.md\n# 给程序用的 JSON schema\nsummarizer template --format json",
    "example.evaluate": "# 内置模型的得分\nsummarizer evaluate fixtures/gold/dev -o report.md",
    "example.models": "# 提前下载\nsummarizer models pull",
    "example.models_pull": "# 提前下载，之后可以断网使用\nsummarizer models pull",
    "example.models_list": "# 本机有没有\nsummarizer models list",
    "example.models_path": "# 放在哪里\nsummarizer models path",
    "example.doctor": "# 当前的设置\nsummarizer doctor\n# 试一试自己的服务\nsummarizer doctor --base-url http://host:8000/v1 --model qwen3-32b",
    "example.completion": '# bash：写进 ~/.bashrc\neval "$(summarizer completion bash)"\n'
    '# zsh：写进 ~/.zshrc，放在 compinit 之后\neval "$(summarizer completion zsh)"\n'
    "# fish：运行一次\nsummarizer completion fish > ~/.config/fish/completions/summarizer.fish",
    # 标题与选项
    "heading.commands": "命令",
    "heading.examples": "示例",
    "heading.options": "选项",
    "option.help": "显示这段说明。",
    "option.version": "显示版本号。",
    "option.output": "写到 FILE，而不是标准输出。",
    "option.format": "格式。默认看 FILE 的扩展名，看不出则为 {default}。",
    "option.force": "FILE 已存在时覆盖它。",
    "option.language": "文档的语言。默认与笔记相同。",
    "option.template_language": "模板的语言。默认与系统语言相同。",
    "option.input_format": "按什么格式读取 NOTES。默认由内容判断。",
    "option.notes": "起草 DRAFT 所用的笔记。",
    "option.previous": "上次的草稿或定稿：跟进其中约定的事。",
    "option.coach": "谁是辅导人：姓名，或逐字稿里的说话人，如 说话人1。",
    "option.coachee": "谁是辅导对象，写法同上。",
    "option.redact": "笔记离开本机之前，把人名、公司名和电话、邮箱、证件、银行卡、工号等号码换成代号，成稿时再换回来。",
    "option.redact_names": "另外要换掉的名字，一行一个；等于同时写了 --redact。",
    "option.provider": "预设的服务商：local、openai、deepseek、qwen、moonshot、zhipu、siliconflow、ollama、vllm。默认 local，即内置模型。",
    "option.base_url": "任何兼容 OpenAI 接口的服务地址。",
    "option.model": "服务所用的模型名。",
    "option.model_path": "用自己的模型文件代替内置模型。",
    "option.quiet": "只说错误和笔记的去向。",
    "option.quiet_check": "只说错误和结果。",
    "option.quiet_finalize": "只说错误和还没解决的问题。",
    "option.quiet_ics": "只说错误和没写进日历的内容。",
    "option.quiet_pull": "不显示进度条。",
    "option.verbose": "说明这次用掉了多少词元和时间。",
    "option.html": "改为生成网页，笔记和草稿并排显示；页面不联网。",
    "option.keep_evidence": "把依据的笔记原文作为附录保留。",
    "option.out": "草稿、汇总和进度记录放在哪里。",
    "option.jobs": "同时起草几个文件。默认按服务而定；内置模型一个接一个。",
    "option.limit": "这次最多起草 N 个文件。",
    "option.retry_failed": "重试上次失败的文件。",
    "option.dry_run": "只列出要起草的文件和预计的提示词元，不发送任何内容。",
    "option.force_drafts": "起草后被人改过的草稿也覆盖。",
    "option.log_json": "用 JSON 行在标准错误上报告进展。",
    "option.requests": "请求写到哪里。",
    "option.results": "回答写到哪里。",
    "option.force_requests": "覆盖已有的请求文件。",
    "option.target": "由哪家服务来运行。",
    "option.target_model": "服务所用的模型名。默认用它预设的。",
    "option.only_failed": "只导出 DIR 里还缺的；DIR 是之前导入结果的目录。",
    "option.manifest": "导出时写在请求旁边的清单。默认用 RESULTS 旁边的那份。",
}
