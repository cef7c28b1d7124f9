/* The keys, the question before leaving, and the first drawing. */

const PLACE_KEYS = {
  Enter: ["edit", "write"],
  e: ["edit", "write"],
  c: ["confirm"],
  w: ["waive"],
  r: ["revert"],
  Delete: ["remove", "clear"],
};

const PAGE_KEYS = {
  n: () => step(1),
  p: () => step(-1),
  u: () => page.undo(),
  "?": () => help.showModal(),
};

/** To the next or the previous place with an open gap, as the document runs. */
function step(by) {
  const open = [...draftBody.querySelectorAll(".place.open")];
  if (!open.length) return;
  const here = document.activeElement.closest(".place") ?? draftBody;
  const after = open.findIndex((one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !here.contains(one));
  const index = open.indexOf(here);
  const next = here === draftBody ? (by > 0 ? 0 : -1) : index >= 0 ? index + by : by > 0 ? after : (after < 0 ? 0 : after) - 1;
  page.go(open.at(next % open.length).place);
}

function walkLines(event, line) {
  const lines = [...notes.querySelectorAll(".line")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const next = lines[lines.indexOf(line) + step];
    if (!next) return true;
    line.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    return true;
  }
  if (event.key !== "Enter" || !line.places.size) return false;
  const first = [...draftBody.querySelectorAll(".place")].find((block) => line.places.has(block.place));
  if (first) page.go(first.place);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || help.open) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (key !== "s") return;
    event.preventDefault();
    page.download();
    return;
  }
  const target = event.target;
  if (target.matches("input, textarea") || (key.length === 1 && !page.singleKeys)) return;
  if (target.matches(".line") && walkLines(event, target)) {
    event.preventDefault();
    return;
  }
  if (target.matches(".place") || (target.closest(".place") && key !== "Enter")) {
    const block = target.closest(".place");
    const tool = (PLACE_KEYS[key] ?? []).map((name) => block.querySelector(`[data-tool=${name}]`)).find(Boolean);
    if (tool) {
      event.preventDefault();
      tool.click();
      return;
    }
  }
  if (PAGE_KEYS[key]) {
    event.preventDefault();
    PAGE_KEYS[key]();
  }
});

window.addEventListener("beforeunload", (event) => {
  if (page.dirty) event.preventDefault();
});

draw();
