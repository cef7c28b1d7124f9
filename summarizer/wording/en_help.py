"""English texts of `--help`: what commands do, examples, options. The first paragraph of a command is also its one line
in the list of commands; lines of examples are there to be copied."""

HELP: dict[str, str] = {
    # Commands
    "help.main": "Turn a manager's raw coaching or 1-on-1 notes into a coaching summary: drafted by a model, verified against the notes by plain code, with every gap flagged for a person to settle.\n\n"
    "With nothing configured the model runs on this machine and the notes stay on it.",
    "help.exits": "Exit codes: 0 done, 1 open required gaps or failed files, 2 usage, 3 endpoint failed, 4 input unreadable, 130 interrupted. `summarizer COMMAND --help` tells more of each command.",
    "help.draft": "Draft the coaching summary of raw notes, with every gap flagged.\n\n"
    "NOTES is a file, `-` for stdin, or left out to paste them into the terminal: plain text, Markdown, or a transcript (WebVTT, SRT, Word, the text export of a meeting tool, Whisper's JSON, PDF, HTML).\n\n"
    "The draft goes to stdout or FILE. Its checklist says what is missing, vague, unsupported or contradictory.",
    "help.check": "Check an edited draft anew and list what is open, required gaps first.\n\n"
    "DRAFT is Markdown or JSON, or `-` for stdin. With --notes every statement is held against the notes again. In JSON a value may carry only its `text`: the lines it rests on are looked up.\n\n"
    "Ends with 1 while required gaps are open. --format md writes the draft anew with its gaps, json the record.",
    "help.review": "Close the gaps of a draft one by one, required ones first.\n\n"
    "Each is shown with the lines of the notes it is about. Type the answer, or one letter: e to write in your editor, c to confirm what stands there, w for not discussed, s to skip, b to go back, q to quit, ? for what the letters do. Every answer is in the file at once, and the rest of the file stays as it is. Ends with 1 while required gaps are open.\n\n"
    "With --html it is a page for the browser instead: what you change there leaves it as a download, to be put in the place of DRAFT.",
    "help.finalize": "Turn a reviewed draft into the final document: Markdown, Word or HTML.\n\n"
    "What belongs to the review goes, your words stay. Ends with 1 and the list while required gaps are open, or statements in doubt are not confirmed, changed or removed.\n\n"
    "DRAFT is Markdown or JSON, or `-` for stdin. A document in Markdown that is final already is put into another form as it is.",
    "help.ics": "Write a draft's follow-up and due dates as a calendar file.\n\n"
    "Only definite days are written; what has none, or is not confirmed yet, is named. Ends with 1 where nothing is left to write.",
    "help.batch": "Draft many files: here (run), or through a batch service (export, submit, status, fetch, import).",
    "help.batch_run": "Draft many files on this machine or over an endpoint, with one roll-up.\n\n"
    "PATHS are files, folders or globs; DIR gets a Markdown and a JSON draft of each. The same command goes on where it stopped: what has a draft of the same notes, model and prompts is left alone.\n\n"
    "Ends with 1 and a list when files failed, with 3 when the endpoint failed for good.",
    "help.batch_export": "Write the requests for many files in the Batch format; nothing is sent.\n\n"
    "They go into as many files as the service's limits ask for. Beside them stands a manifest that the import needs.",
    "help.batch_import": "Make drafts out of the answers of a batch service.\n\n"
    "RESULTS are files of answers, in any order. Ends with 1 and a list when files lack an answer; `batch export --only-failed DIR` asks for them again.",
    "help.batch_submit": "Send files of requests to an endpoint with the Batch API, and print the id of each batch.",
    "help.batch_status": "Say how far batches are.",
    "help.batch_fetch": "Write the answers and errors of batches that have ended into one file.",
    "help.template": "Print the blank template with its guiding questions, or its JSON schema.",
    "help.evaluate": "Score a model's drafts against gold.\n\n"
    "DIR holds pairs: NAME.txt (or .md, .vtt, .srt) and NAME.gold.json. Reports what was found, what was flagged, and what is false without a flag. --format json holds every draft.",
    "help.models": "Fetch and list the embedded model. It is fetched once, by itself, when a draft first needs it.",
    "help.models_pull": "Download the embedded model and verify it; goes on where an earlier download stopped.",
    "help.models_list": "List the embedded model: name, size, licence, whether it is on this machine.",
    "help.models_path": "Print where the embedded model is kept, whether or not it is there yet.",
    "help.doctor": "Show what is configured (keys masked) and whether it answers.\n\n"
    "Makes one tiny structured call; no notes are sent. Ends with 3 when the endpoint does not answer as it must.",
    "help.completion": "Print the script that lets a shell complete commands, options and files.\n\n"
    "Put the line for your shell where the example says, and open a new terminal.",
    # Examples
    "example.main": "# 1. draft\nsummarizer draft notes.txt -o draft.md\n"
    "# 2. answer what is open\nsummarizer review draft.md --notes notes.txt\n"
    "# 3. make the document\nsummarizer finalize draft.md -o summary.docx",
    "example.draft": "# a file, with the embedded model\nsummarizer draft notes.txt -o draft.md\n"
    "# a transcript, with a model of your own\nsummarizer draft talk.vtt --base-url http://host:8000/v1 --model qwen3-32b\n"
    "# follow up what was agreed last time\nsummarizer draft notes.txt --previous summary-october.md -o draft.md",
    "example.check": "# what is open\nsummarizer check draft.md --notes notes.txt\n"
    "# the draft anew, with its gaps as they are now\nsummarizer check draft.md --notes notes.txt -o draft.md --format md --force",
    "example.review": "# in the terminal\nsummarizer review draft.md --notes notes.txt\n"
    "# in the browser\nsummarizer review draft.md --notes notes.txt --html review.html",
    "example.finalize": "# for Word\nsummarizer finalize draft.md -o summary.docx\n"
    "# with the lines of the notes it rests on\nsummarizer finalize draft.md -o summary.md --keep-evidence",
    "example.ics": "summarizer ics draft.md -o follow-up.ics",
    "example.batch": "# here\nsummarizer batch run notes/ -o drafts\n"
    "# through a service: export, then submit, fetch and import\nsummarizer batch export notes/ -o requests.jsonl --target openai",
    "example.batch_run": "# what would be drafted\nsummarizer batch run notes/ 'talks/**/*.vtt' -o drafts --dry-run\n"
    "# eight at once\nsummarizer batch run notes/ -o drafts --provider qwen --jobs 8",
    "example.batch_export": "summarizer batch export notes/ -o requests.jsonl --target dashscope",
    "example.batch_import": "summarizer batch import results.jsonl -o drafts",
    "example.batch_submit": "summarizer batch submit requests.jsonl --provider qwen",
    "example.batch_status": "summarizer batch status batch_123 --provider qwen",
    "example.batch_fetch": "summarizer batch fetch batch_123 -o results.jsonl --provider qwen",
    "example.template": "summarizer template --language zh -o blank.md\nsummarizer template --format json",
    "example.evaluate": "summarizer evaluate fixtures/gold/dev -o report.md",
    "example.models": "summarizer models pull",
    "example.models_pull": "summarizer models pull",
    "example.models_list": "summarizer models list",
    "example.models_path": "summarizer models path",
    "example.doctor": "summarizer doctor\nsummarizer doctor --base-url http://host:8000/v1 --model qwen3-32b",
    "example.completion": '# bash: in ~/.bashrc\neval "$(summarizer completion bash)"\n'
    '# zsh: in ~/.zshrc, below compinit\neval "$(summarizer completion zsh)"\n'
    "# fish: once\nsummarizer completion fish > ~/.config/fish/completions/summarizer.fish",
    # Headings and options
    "heading.commands": "Commands",
    "heading.examples": "Examples",
    "heading.options": "Options",
    "option.help": "Show this message and exit.",
    "option.version": "Show the version and exit.",
    "option.output": "Write to FILE instead of stdout.",
    "option.format": "Default: by the ending of FILE, else {default}.",
    "option.force": "Replace FILE if it exists.",
    "option.language": "Language of the document. Default: that of the notes.",
    "option.template_language": "Language of the template. Default: that of your locale.",
    "option.input_format": "How to read NOTES. Default: as their content shows.",
    "option.notes": "The notes that DRAFT was made from.",
    "option.previous": "Last session's draft or document: follow up what was agreed in it.",
    "option.coach": "Who coached: a name, or a speaker of the transcript such as Speaker 1.",
    "option.coachee": "Who was coached, likewise.",
    "option.redact": "Before notes leave this machine, replace people, companies and numbers of telephones, mail, identity, bank and staff; "
    "they are put back in the draft.",
    "option.redact_names": "Names to replace as well, one a line; implies --redact.",
    "option.provider": "Preset: local, openai, deepseek, qwen, moonshot, zhipu, siliconflow, ollama, vllm. Default: local, the embedded model.",
    "option.base_url": "Any OpenAI-compatible endpoint.",
    "option.model": "Model name as the endpoint knows it.",
    "option.model_path": "A model file of your own for the embedded server.",
    "option.quiet": "Say nothing but errors and where the notes go.",
    "option.quiet_check": "Say nothing but errors and the result.",
    "option.quiet_finalize": "Say nothing but errors and what is still open.",
    "option.quiet_ics": "Say nothing but errors and what is left out.",
    "option.quiet_pull": "No progress bar.",
    "option.verbose": "Say what the run cost.",
    "option.html": "Write a page with notes and draft side by side instead; it connects to nothing.",
    "option.keep_evidence": "Keep the lines of the notes that it rests on, as an appendix.",
    "option.out": "Where the drafts, the roll-up and the record of what is done go.",
    "option.jobs": "Files at once. Default: as suits the endpoint. The embedded model takes one after another.",
    "option.limit": "Draft at most N files this time.",
    "option.retry_failed": "Try files again that failed before.",
    "option.dry_run": "List the files to draft with their estimated prompt tokens; send nothing.",
    "option.force_drafts": "Replace drafts that were edited since.",
    "option.log_json": "Tell on stderr in JSON lines how it goes.",
    "option.requests": "Where the requests go.",
    "option.results": "Where the answers go.",
    "option.force_requests": "Replace requests that are there.",
    "option.target": "The service that is to run it.",
    "option.target_model": "Model name as the service knows it. Default: that of its preset.",
    "option.only_failed": "Only what is still missing in DIR, where earlier results were imported.",
    "option.manifest": "What the export wrote beside the requests. Default: the one beside RESULTS.",
}
