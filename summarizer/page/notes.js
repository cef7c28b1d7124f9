/* The notes, line by line. What statements rest on is marked, and lit when one of them is looked at. */

/** Which stretches of which line bear which places: { line: [{ start, end, places }] }, cut so that none overlap. */
function stretches(data) {
  const byLine = new Map();
  const claim = (evidence, place) => {
    for (const span of evidence) {
      if (!byLine.has(span.line)) byLine.set(span.line, []);
      byLine.get(span.line).push({ ...span, place });
    }
  };
  for (const [place, leaf] of Object.entries(data.leaves)) claim(leaf.evidence, place);
  for (const gap of data.gaps) claim(gap.evidence, gap.place);
  const cut = new Map();
  for (const [line, spans] of byLine) {
    const ends = [...new Set(spans.flatMap((span) => [span.start, span.end]))].sort((one, other) => one - other);
    const pieces = [];
    for (let index = 0; index + 1 < ends.length; index += 1) {
      const [start, end] = [ends[index], ends[index + 1]];
      const places = new Set(spans.filter((span) => span.start <= start && end <= span.end).map((span) => span.place));
      if (places.size) pieces.push({ start, end, places });
    }
    cut.set(line, pieces);
  }
  return cut;
}

function notesPane(data, borne) {
  const list = el("ol", { class: "lines" });
  for (const line of data.notes) {
    const pieces = borne.get(line.number) ?? [];
    const text = el("span", { class: "words" });
    let done = 0;
    for (const piece of pieces) {
      text.append(...plain(line.text.slice(done, piece.start)));
      const mark = el("mark", { class: "evidence" }, ...plain(line.text.slice(piece.start, piece.end)));
      mark.places = piece.places;
      text.append(mark);
      done = piece.end;
    }
    text.append(...plain(line.text.slice(done)));
    const who = el("span", { class: "who" });
    if (line.clock) who.append(el("time", {}, line.clock));
    if (line.speaker) who.append(el("b", {}, ...plain(line.speaker)));
    const item = el(
      "li",
      { id: `line-${line.number}`, tabindex: line.number === data.notes[0].number ? "0" : "-1", class: "line" },
      el("span", { class: "number" }, el("span", { class: "unseen" }, fill(say("draft.line"), { line: line.number })),
        el("span", { "aria-hidden": "true" }, String(line.number))),
      ...(who.childNodes.length ? [who] : []),
      text,
    );
    item.places = new Set(pieces.flatMap((piece) => [...piece.places]));
    item.classList.toggle("bears", item.places.size > 0);
    list.append(item);
  }
  return el(
    "section",
    { class: "pane notes", "aria-labelledby": "notes-title" },
    el("h2", { id: "notes-title" }, say("page.notes"), el("small", {}, ...plain(data.source))),
    data.otherNotes ? el("p", { class: "warning" }, say("page.other_notes")) : null,
    list,
  );
}
