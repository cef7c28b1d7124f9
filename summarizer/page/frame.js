/* The page's frame, and drawing what changes in it. */

const gapsBody = el("div", {});
const gapsCount = el("span", { class: "count" });
const gapsPane = el(
  "details",
  { class: "pane gaps", open: true },
  el("summary", {}, el("h2", {}, say("page.gaps")), " ", gapsCount),
  gapsBody,
);
const notes = notesPane(data, stretches(data));
const draftBody = el("div", { class: "document" });
const draft = el(
  "section",
  { class: "pane draft", "aria-labelledby": "draft-title" },
  el("h2", { id: "draft-title" }, say("page.draft")),
  ...remarks(data),
  draftBody,
);
const status = el("p", { class: "status", role: "status" });
const undoButton = button(say("page.undo"), () => page.undo(), { "data-key": "undo" });
const help = helpDialog(page);

document.body.append(
  el("a", { class: "skip", href: "#draft-title" }, say("page.skip")),
  el(
    "header",
    {},
    el("h1", {}, data.title, " ", el("small", {}, say("page.title"))),
    status,
    el("div", { class: "tools" },
      button(say("page.keys"), () => help.showModal(), { "data-key": "keys" }),
      undoButton,
      button(say("page.download"), () => page.download(), { class: "primary", "data-key": "download" })),
  ),
  el("main", {}, notes, draft, gapsPane),
  help,
);

function announce(text) {
  status.textContent = text;
}

function draw(focus = document.activeElement?.dataset.key) {
  draftBody.replaceChildren(...documentOf(page));
  gapsBody.replaceChildren(...gapsOf(page));
  const open = openGaps(data, page.state).length;
  gapsCount.textContent = String(open);
  undoButton.disabled = !page.past.length;
  announce(fill(say(page.dirty ? "page.progress_unsaved" : "page.progress"), { open }));
  const target = focus && [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focus);
  if (target) {
    target.focus();
    if (page.editing || page.waiving) target.closest(".place").scrollIntoView({ block: "nearest" });
  }
  light();
}
