"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const percent = (share) => (share === null ? "none" : (100 * share).toFixed(1) + " %");
const number = (value) => value.toLocaleString("en");
const PAGE = 50;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function drawing(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function frame(label, width, height) {
  const svg = drawing("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  svg.append(drawing("line", { class: "axis", x1: 40, y1: height - 24, x2: width - 10, y2: height - 24 }));
  for (const tenth of [0, 2, 4, 6, 8, 10]) {
    const x = 40 + (tenth / 10) * (width - 50);
    svg.append(drawing("text", { x, y: height - 8, "text-anchor": "middle" }, (tenth / 10).toFixed(1)));
  }
  return svg;
}

function facts() {
  by("about").textContent = data.about;
  for (const [name, value] of data.facts) {
    const one = element("div");
    one.append(element("dt", name), element("dd", value));
    by("facts").append(one);
  }
}

function histogram(threshold) {
  const counts = data.histogram, most = Math.max(1, ...counts), width = Math.min(900, window.innerWidth), height = 200;
  const svg = frame("Histogram of scores; the bars below the threshold are what would be escalated", width, height);
  const step = (width - 50) / counts.length;
  counts.forEach((count, at) => {
    const tall = (count / most) * (height - 50), low = (at + 1) / counts.length <= threshold;
    const bar = drawing("rect", { class: low ? "bar low" : "bar", x: 40 + at * step + 1, y: height - 24 - tall, width: step - 2, height: tall });
    bar.append(drawing("title", {}, `${(at / counts.length).toFixed(2)} to ${((at + 1) / counts.length).toFixed(2)}: ${number(count)}`));
    svg.append(bar);
  });
  svg.append(drawing("text", { x: 36, y: 30, "text-anchor": "end" }, number(most)));
  const x = 40 + threshold * (width - 50);
  svg.append(drawing("line", { class: "cut", x1: x, y1: 16, x2: x, y2: height - 24 }));
  by("histogram").replaceChildren(svg);
}

const short = (value) => String(Number(value.toPrecision(6)));

function verdict() {
  const [threshold, accepted, labelled, wrong] = data.thresholds[Number(by("threshold").value)];
  by("shown").textContent = short(threshold);
  by("threshold").setAttribute("aria-valuetext", short(threshold));
  const share = data.scored ? accepted / data.scored : null;
  let text = `${number(accepted)} accepted (${percent(share)}), ${number(data.scored - accepted)} escalated`;
  if (data.labelled) text += labelled ? `; ${number(wrong)} of the ${number(labelled)} accepted with a label are wrong (${percent(wrong / labelled)})` : "; none of the accepted has a label";
  if (data.failed) text += `; ${number(data.failed)} have no score`;
  by("verdict").textContent = text + ".";
  histogram(threshold);
}

function promise(one) {
  const made = element("li"), asked = `at most ${percent(one.max_error)} of the accepted wrong`;
  if (one.threshold === null) {
    made.textContent = `${asked}: these labels cannot promise it` + (one.needed === null ? "" : `; about ${number(Math.max(one.needed, one.labels + 1))} would`);
    return made;
  }
  const button = element("button", `${asked}: ${short(one.threshold)}`, { type: "button" });
  button.addEventListener("click", () => {
    by("threshold").value = data.thresholds.findIndex(([threshold]) => threshold === one.threshold);
    verdict();
  });
  made.append(button, ` accepts ${percent(one.coverage)} of the labelled`);
  return made;
}

function curve(id, label, points, dots) {
  const width = 440, height = 260, svg = frame(label, width, height);
  const place = ([x, y]) => [40 + x * (width - 50), height - 24 - y * (height - 44)];
  for (const y of [0, 0.5, 1]) svg.append(drawing("text", { x: 34, y: place([0, y])[1] + 4, "text-anchor": "end" }, y.toFixed(1)));
  if (dots) {
    const [[x1, y1], [x2, y2]] = [place([0, 0]), place([1, 1])];
    svg.append(drawing("line", { class: "even", x1, y1, x2, y2 }));
  }
  svg.append(drawing("polyline", { class: "line", points: points.map((one) => place(one).join(",")).join(" ") }));
  if (dots) for (const one of points) {
    const [cx, cy] = place(one), dot = drawing("circle", { class: "dot", cx, cy, r: 4 });
    dot.append(drawing("title", {}, `score ${one[0].toFixed(2)}: ${percent(one[1])} of ${number(one[2])} right`));
    svg.append(dot);
  }
  by(id).replaceChildren(svg);
}

const heads = ["row", "score", "prompt", "answer"];
let order = { column: "score", down: false }, shown = PAGE, ordered = [...data.rows], matching = ordered;
for (const row of data.rows) row.words = `${row.prompt}\n${row.answer}\n${row.why}`.toLowerCase();

function compare(one, other) {
  const a = one[order.column], b = other[order.column];
  const value = typeof a === "number" || typeof b === "number" ? (a ?? -1) - (b ?? -1) : a < b ? -1 : a > b ? 1 : 0;
  return (order.down ? -value : value) || one.row - other.row;
}

function sort(column) {
  order = { column, down: order.column === column && !order.down };
  ordered.sort(compare);
  select();
}

function select() {
  const words = by("search").value.toLowerCase();
  matching = words ? ordered.filter((row) => row.words.includes(words)) : ordered;
  shown = PAGE;
  table();
}

function line(row) {
  const made = element("tr"), answer = element("td", null, { "data-name": "answer" }), prompt = element("td", null, { "data-name": "prompt" });
  prompt.append(element("div", row.prompt, { class: "prompt" }));
  const details = element("details"), why = element("div", row.why, { class: "why" });
  details.append(element("summary", row.answer || row.error || "(no answer)", row.error ? { class: "bad" } : {}), why);
  for (const signal of row.signals) details.append(element("div", `${signal[0]}: ${signal[1] === null ? "absent" : signal[1].toFixed(3)}  ${signal[2]}`, { class: "why" }));
  if (row.error && row.answer) details.append(element("div", row.error, { class: "bad" }));
  answer.append(details);
  made.append(element("td", number(row.row), { "data-name": "row" }), element("td", row.score === null ? "none" : row.score.toFixed(3), { "data-name": "score" }), prompt, answer);
  return made;
}

function table() {
  by("rows").replaceChildren(...matching.slice(0, shown).map(line));
  const rest = data.total > data.rows.length ? ` of the ${number(data.rows.length)} least trusted of ${number(data.total)}` : ` of ${number(data.rows.length)}`;
  by("found").textContent = `${number(matching.length)} rows found${rest}; ${number(Math.min(shown, matching.length))} are shown.`;
  by("more").hidden = shown >= matching.length;
  heads.forEach((name, at) => by("heads").children[at].setAttribute("aria-sort", order.column !== name ? "none" : order.down ? "descending" : "ascending"));
}

for (const name of heads) {
  const head = element("th", null, { scope: "col" }), button = element("button", name, { type: "button" });
  button.addEventListener("click", () => sort(name));
  head.append(button);
  by("heads").append(head);
}
by("search").addEventListener("input", select);
by("more").addEventListener("click", () => { shown += PAGE; table(); });
by("threshold").addEventListener("input", verdict);
facts();
by("threshold").max = data.thresholds.length - 1;
by("threshold").value = data.thresholds.findIndex(([threshold]) => threshold >= 0.5);
verdict();
if (data.labelled) {
  by("labelled").hidden = by("promised").hidden = false;
  by("promises").append(...data.promises.map(promise));
  curve("risk", "Risk and coverage", data.risk, false);
  curve("reliability", "Reliability diagram", data.reliability, true);
}
select();
