/* The draft in the template's order, each place with what can be done about it. */

const anchor = (place) => `at-${place}`;

function documentOf(page) {
  const { data } = page;
  const body = [];
  let part = null;
  for (const entry of data.layout) {
    if (entry.heading) {
      part = el("section", { class: `part level-${entry.level}` }, el(`h${entry.level + 1}`, {}, entry.heading));
      body.push(part);
    } else if (entry.group) {
      part.append(el(`h${entry.level + 1}`, { class: "group" }, entry.group));
    } else {
      part.append(fieldBlock(page, entry.field));
    }
  }
  return body;
}

function fieldBlock(page, path) {
  const { data, state } = page;
  const spec = data.fields[path];
  const field = el("div", { class: spec.slots.length ? "field rows" : "field" });
  field.append(el("div", { class: "label", "aria-hidden": "true" }, spec.label));
  if (!spec.many) {
    field.append(placeBlock(page, path));
    return field;
  }
  const items = state.lists[path];
  const content = el("div", { class: "items" });
  if (!items.length) content.append(placeBlock(page, path));
  else if (gapsAt(data, state, path).length || valueAt(data, state, path).decision) content.append(placeBlock(page, path));
  if (items.length) content.append(el("ol", {}, ...items.map((item, index) => itemBlock(page, spec, item, index + 1))));
  if (items.length) {
    const text = fill(say("page.add"), { label: spec.label });
    content.append(button(text, () => page.add(path), { class: "add", "data-key": `add-${path}` }));
  }
  field.append(content);
  return field;
}

function itemBlock(page, spec, item, number) {
  if (!spec.slots.length) return el("li", {}, placeBlock(page, item));
  const name = fill(say("draft.action"), { number });
  const removal = button(say("page.remove"), () => page.remove(item), {
    class: "quiet",
    "data-key": `remove-${item}`,
    "aria-label": fill(say("page.remove_named"), { name }),
  });
  const slots = spec.slots.map((slot) => {
    const place = `${item}.${slot}`;
    return el(
      "div",
      { class: `slot ${slot}` },
      el("div", { class: "label", "aria-hidden": "true" }, specOf(page.data, place).label),
      placeBlock(page, place),
    );
  });
  return el("li", { class: "row" }, el("div", { class: "row-head" }, el("strong", {}, name), removal), ...slots);
}

/** One place: its text with marks and sources, its open questions, and what can be done. */
function placeBlock(page, place) {
  const { data, state } = page;
  const value = valueAt(data, state, place);
  const gaps = gapsAt(data, state, place);
  const name = nameOf(data, state, place);
  const block = el("div", {
    class: "place",
    id: anchor(place),
    tabindex: "0",
    role: "group",
    "aria-label": name,
    "data-key": place,
  });
  block.place = place;
  if (gaps.length) block.classList.add("open", gaps[0].severity);
  if (page.editing === place) {
    block.append(...gaps.map((gap) => el("p", { class: "question" }, ...plain(gap.question))), editor(page, place, name));
    return block;
  }
  if (value.text) {
    block.append(el("p", { class: "text" }, el("bdi", {}, ...plain(value.text)), ...badges(data, value, gaps), ...sources(value)));
  }
  if (value.decision?.kind === "waived") block.append(waiver(value.decision));
  for (const gap of gaps) block.append(question(page, gap));
  if (page.waiving === place) block.append(waiverForm(page, place));
  else block.append(tools(page, place, value, gaps));
  block.append(...peeks(data, value));
  return block;
}

function badges(data, value, gaps) {
  const made = [];
  const kinds = new Set(gaps.map((gap) => gap.kind).filter((kind) => kind !== "missing"));
  for (const kind of kinds) made.push(el("span", { class: `badge ${kind}` }, say(`draft.kind.${kind}`)));
  if (value.byReviewer) made.push(el("span", { class: "badge reviewer" }, say("draft.mark.reviewer")));
  return made.flatMap((badge) => [" ", badge]);
}

/** The lines a statement rests on, as links. */
function sources(value) {
  const lines = [...new Set(value.evidence.map((span) => span.line))];
  if (!lines.length) return [];
  const links = lines.flatMap((line) => [
    el("a", { href: `#line-${line}`, "aria-label": fill(say("draft.line"), { line }), tabindex: "-1" }, String(line)),
    " ",
  ]);
  return [" ", el("span", { class: "sources" }, ...links.slice(0, -1))];
}

/** The lines themselves, for where the notes are not beside the draft. */
function peeks(data, value) {
  const lines = [...new Set(value.evidence.map((span) => span.line))];
  return lines.map((number) => {
    const line = data.notes[number - 1];
    return el("p", { class: "peek", "aria-hidden": "true" }, `${fill(say("draft.line"), { line: number })}　`, ...plain(line.text));
  });
}

function question(page, gap) {
  // What kind of gap a statement has stands beside it as a badge.
  const kind = gap.kind === "missing" ? el("span", { class: "kind" }, say("draft.kind.missing"), " ") : null;
  const severity = el("span", { class: `badge ${gap.severity}` }, say(`draft.severity.${gap.severity}`));
  return el(
    "div",
    { class: "gap" },
    el("p", { class: "question" }, ...[severity, " ", kind].filter(Boolean), el("bdi", {}, ...plain(gap.question))),
    gap.detail ? el("p", { class: "detail" }, ...plain(gap.detail)) : null,
    gap.unread ? button(say("page.seen"), () => page.see(gap), { "data-tool": "seen", "data-key": `seen-${gap.question}` }) : null,
  );
}

function waiver(decision) {
  return el(
    "p",
    { class: "waiver" },
    el("span", { class: "badge waived" }, say("draft.mark.waived")),
    " ",
    el("bdi", {}, ...plain(decision.reason)),
    el("small", {}, " ", ...plain(fill(say("page.signed"), { by: decision.by, on: decision.on }))),
  );
}

function tools(page, place, value, gaps) {
  const { data, state } = page;
  const spec = specOf(data, place);
  const whole = spec.many && !itemOf(place);
  if (!roomFor(data, place)) return el("p", { class: "detail" }, say("page.no_column"));
  const made = [];
  const tool = (name, handler) =>
    made.push(button(say(`page.${name}`), handler, { "data-tool": name, "data-key": `${name}-${place}` }));
  if (value.text && gaps.some((gap) => gap.kind !== "missing")) tool("confirm", () => page.confirm(place));
  if (!whole) tool(value.text ? "edit" : "write", () => page.edit(place));
  else if (!state.lists[place].length) tool("write", () => page.add(place));
  const said = gaps.filter((gap) => !gap.unread);
  if (said.length && said.every((gap) => data.waivable.includes(gap.kind))) tool("waive", () => page.waive(place));
  if (value.text && !whole && !spec.mandatory) {
    tool(spec.many ? "remove" : "clear", () => page.remove(place));
  }
  if (state.edits[place] || (value.decision && !state.edits[place])) tool("revert", () => page.revert(place));
  return el("div", { class: "tools" }, ...made);
}

function editor(page, place, name) {
  const value = valueAt(page.data, page.state, place);
  const input = el("textarea", {
    "aria-label": name,
    "aria-describedby": "editor-keys",
    rows: String(Math.min(12, 1 + Math.ceil(value.text.length / 24))),
    "data-key": `input-${place}`,
    on: {
      keydown: (event) => {
        // An Enter or Escape that belongs to an input method (Chinese, Japanese) chooses or drops a character.
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key === "Enter") page.save(place, input.value);
        else if (event.key === "Escape") page.cancel();
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  });
  input.value = value.text;
  return el(
    "div",
    { class: "editor" },
    input,
    el("div", { class: "tools" },
      button(say("page.save"), () => page.save(place, input.value), { class: "primary" }),
      button(say("page.cancel"), () => page.cancel()),
      el("small", { id: "editor-keys" }, say("page.editor_keys"))),
  );
}

function waiverForm(page, place) {
  const reason = el("input", { type: "text", "data-key": `reason-${place}`, autocomplete: "off" });
  const by = el("input", { type: "text", "data-key": `by-${place}`, autocomplete: "off" });
  by.value = page.signature;
  const done = () => {
    for (const input of [reason, by]) input.setAttribute("aria-invalid", String(!oneLine(input.value)));
    const empty = [reason, by].find((input) => !oneLine(input.value));
    if (empty) empty.focus();
    else page.waived(place, reason.value, by.value);
  };
  const form = el(
    "div",
    { class: "editor waiving", on: {
      keydown: (event) => {
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key === "Enter" && event.target.tagName === "INPUT") done();
        else if (event.key === "Escape") page.cancel();
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    } },
    el("label", {}, say("page.reason"), reason),
    el("label", {}, say("page.by"), by),
    el("div", { class: "tools" }, button(say("page.waive_done"), done, { class: "primary" }), button(say("page.cancel"), () => page.cancel())),
  );
  return form;
}

/** What stands in the file that the template has no place for, or that could not be read. */
function remarks(data) {
  if (!data.remarks.length) return [];
  return [
    el(
      "details",
      { class: "warning" },
      el("summary", {}, fill(say("page.remarks"), { count: data.remarks.length })),
      el("ul", {}, ...data.remarks.map((remark) => el("li", {}, ...plain(remark)))),
    ),
  ];
}
