"use strict";
// Texts of models reach the page by textContent alone.
const $ = (id) => document.getElementById(id);
const MOST_ROWS = 500;
const scores = [];
const rows = [];
let model = "trustcore";

function make(tag, text, ...classes) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  made.classList.add(...classes);
  return made;
}

function threshold() { return Number($("threshold").value) / 100; }
function shade(score) { return score === null ? "bad" : score >= threshold() ? "good" : score >= threshold() / 2 ? "mid" : "bad"; }
function shown(score) { return score === null ? "none" : score.toFixed(2); }
function seconds(ms) { return ms === undefined || ms === null ? "" : `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`; }

// ---- asking ---------------------------------------------------------------------------------

let asking = null;

async function ask(question) {
  const item = make("li");
  const answer = make("div", undefined, "answer");
  const text = make("p", "");
  const trust = make("div", "the answer is on its way", "trust", "quiet");
  item.append(make("div", question, "question"), answer);
  answer.append(text, trust);
  $("talk").append(item);
  item.scrollIntoView({ block: "nearest" });
  asking = new AbortController();
  busy(true);
  try {
    const response = await fetch("v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model, stream: true, messages: [{ role: "user", content: question }] }),
      signal: asking.signal,
    });
    if (!response.ok) throw new Error((await response.json()).error.message);
    for await (const row of events(response.body)) {
      if (row.error) throw new Error(row.error.message);
      const delta = row.choices.length ? row.choices[0].delta : {};
      text.textContent += delta.content ?? delta.refusal ?? "";
      for (const call of delta.tool_calls ?? []) text.textContent += `${call.function.name}(${call.function.arguments})\n`;
      if (row.choices.length && row.choices[0].finish_reason) trust.textContent = "the score is on its way";
      if (row.trust) showTrust(trust, row.trust);
    }
  } catch (error) {
    trust.className = "trust bad";
    trust.textContent = error.name === "AbortError" ? "stopped; its calls are cancelled" : error.message;
    if (error.name !== "AbortError" && !$("question").value) $("question").value = question;
  } finally {
    busy(false);
    asking = null;
    $("question").focus();
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      if (part.startsWith("data: ") && part !== "data: [DONE]") yield JSON.parse(part.slice(6));
    }
  }
}

function showTrust(place, trust) {
  place.className = "trust";
  const gauge = make("div", undefined, "gauge", shade(trust.score));
  const filled = make("div");
  filled.style.setProperty("width", `${100 * (trust.score ?? 0)}%`);
  gauge.append(filled);
  const head = make("p");
  head.append(make("span", shown(trust.score), "score", shade(trust.score)), ` trust score${trust.partial ? ", of what was there when the time was up" : ""}`);
  const why = make("p", trust.reason);
  const details = make("details");
  const list = make("ul");
  for (const signal of trust.signals) list.append(make("li", `${signal.name}: ${signal.value === null ? "none" : signal.value.toFixed(2)}${signal.reason ? `, ${signal.reason}` : ""}`));
  const took = trust.latency_ms;
  details.append(make("summary", `Evidence; answer in ${seconds(took.answer)}, score ${seconds(took.score)} later, ${trust.usage.calls} calls`), list);
  place.replaceChildren(head, gauge, why, details);
}

function busy(on) {
  $("send").disabled = on;
  $("stop").hidden = !on;
}

$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = $("question").value.trim();
  if (!question || asking) return;
  $("question").value = "";
  ask(question);
});
$("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("ask").requestSubmit();
  }
});
$("stop").addEventListener("click", () => asking?.abort());

// ---- scores as they come ----------------------------------------------------------------------

function addRow(row) {
  rows.unshift(row);
  if (rows.length > MOST_ROWS) rows.pop();
  if (row.score !== null) scores.push(row.score);
}

function draw() {
  const bound = threshold();
  $("shown").textContent = bound.toFixed(2);
  const accepted = scores.filter((score) => score >= bound).length;
  $("verdict").textContent = scores.length ? `${accepted} of ${scores.length} answers accepted, ${scores.length - accepted} escalated` : "no scores yet: ask something";
  drawHistogram(bound);
  const only = $("low").checked;
  const found = rows.filter((row) => !only || row.score === null || row.score < bound);
  $("rows").replaceChildren(...found.map(drawn));
}

// A row is made once; the threshold changes its colour alone.
function drawn(row) {
  row.drawn ??= tableRow(row);
  row.drawn.children[2].className = shade(row.score);
  return row.drawn;
}

function tableRow(row) {
  const made = make("tr");
  const time = new Date(row.created * 1000).toLocaleTimeString();
  const took = row.latency_ms ? seconds(row.latency_ms.answer + row.latency_ms.score) : "";
  const cost = row.cost === null ? "" : row.cost.toFixed(5);
  for (const text of [time, row.model, shown(row.score), row.reason, took, cost]) made.append(make("td", text));
  return made;
}

function svg(tag, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawHistogram(bound) {
  const bins = new Array(20).fill(0);
  for (const score of scores) bins[Math.min(19, Math.floor(score * 20))] += 1;
  const most = Math.max(1, ...bins);
  const box = svg("svg", { viewBox: "0 0 600 130", role: "img", "aria-label": `Histogram of ${scores.length} scores` });
  bins.forEach((count, index) => {
    const height = (100 * count) / most;
    const low = (index + 0.5) / 20 < bound ? " low" : "";
    box.append(svg("rect", { class: `bar${low}`, x: index * 30 + 2, y: 105 - height, width: 26, height }));
  });
  box.append(svg("line", { class: "axis", x1: 0, x2: 600, y1: 105, y2: 105 }));
  for (const mark of [0, 0.25, 0.5, 0.75, 1]) box.append(svg("text", { x: mark * 600, y: 124, "text-anchor": ["start", "middle", "end"][Math.ceil(mark) + Math.floor(mark)] }, mark.toFixed(2)));
  $("histogram").replaceChildren(box);
}

function showFacts(stats) {
  model = stats.model;
  $("about").textContent = `${stats.model}, preset ${stats.preset}`;
  const facts = { Answers: stats.answers, "Answer, p50": seconds(stats.answer_p50), "Answer, p95": seconds(stats.answer_p95), "Score, p50": seconds(stats.score_p50), "Score, p95": seconds(stats.score_p95), Spent: stats.cost === null ? "price not known" : `${stats.cost.toFixed(4)} USD` };
  $("facts").replaceChildren(...Object.entries(facts).map(([name, value]) => {
    const box = make("div");
    box.append(make("dt", name), make("dd", value === "" ? "none yet" : String(value)));
    return box;
  }));
}

const PAUSE = 250; // milliseconds between two drawings while scores come: there may be hundreds a second
let pending = false;
function soon() {
  if (pending) return;
  pending = true;
  setTimeout(() => { pending = false; draw(); }, PAUSE);
}

function connect() {
  const source = new EventSource("events");
  source.addEventListener("open", () => { rows.length = 0; scores.length = 0; $("state").textContent = "live"; soon(); });
  source.addEventListener("score", (event) => { addRow(JSON.parse(event.data)); soon(); });
  source.addEventListener("stats", (event) => { showFacts(JSON.parse(event.data)); });
  source.addEventListener("error", () => {
    $("state").textContent = "not connected; trying again";
    if (source.readyState === EventSource.CLOSED) refused();
  });
}

// A browser tries again by itself, but not where the server has answered with an error.
async function refused() {
  const answer = await fetch("metrics").catch(() => null);
  if (answer?.status === 401) {
    const link = make("a", "log in again");
    link.href = "login";
    $("state").replaceChildren("this session has ended: ", link);
  } else setTimeout(connect, 2000);
}

connect();
$("threshold").addEventListener("input", draw);
$("low").addEventListener("change", draw);
draw();
