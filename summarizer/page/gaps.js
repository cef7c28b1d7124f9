/* The open gaps as a list: counted, filtered by severity, each a way to its place. */

function gapsOf(page) {
  const { data, state } = page;
  const open = openGaps(data, state);
  const count = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0]));
  for (const gap of open) count[gap.severity] += 1;
  const filters = SEVERITIES.map((severity) =>
    button(`${say(`draft.severity.${severity}`)} ${count[severity]}`, () => page.toggle(severity), {
      class: `filter ${severity}`,
      "aria-pressed": String(page.severities.has(severity)),
      "data-key": `filter-${severity}`,
    }),
  );
  const visible = open.filter((gap) => page.severities.has(gap.severity));
  const list = el("ol", { class: "gap-list" }, ...visible.map((gap) => gapItem(page, gap)));
  return [
    el("div", { class: "filters", role: "group", "aria-label": say("page.filters") }, ...filters),
    visible.length ? list : el("p", { class: "none" }, say(open.length ? "page.none_shown" : "page.none_open")),
  ];
}

function gapItem(page, gap) {
  const item = el(
    "li",
    {},
    el(
      "a",
      {
        href: `#${anchor(gap.place)}`,
        class: gap.severity,
        "data-key": `gap-${gap.place}-${gap.kind}`,
        on: {
          click: (event) => {
            event.preventDefault();
            page.go(gap.place);
          },
        },
      },
      el("strong", {}, nameOf(page.data, page.state, gap.place)),
      " ",
      el("span", { class: "kind" }, say(`draft.kind.${gap.kind}`)),
      el("span", { class: "asked" }, el("bdi", {}, ...plain(gap.question))),
    ),
  );
  item.place = gap.place;
  return item;
}
