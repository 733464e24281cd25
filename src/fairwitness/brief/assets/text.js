// The text: which layers are on, which fragment is the tab stop, and the card of a mark's rows.
const words = $("#words");
const card = $("#card");
const on = new Set();
let opener = null;
let quiet = false;

function rowsOf(fragment) {
  const visible = fragment.dataset.r.split(" ").map(Number);
  return visible.filter((row) => on.has(layers[rows[row].l].key));
}

// One tab stop for the text; the arrow keys move between the first fragments of visible rows.
function stops() {
  const first = new Set();
  fragments.forEach((nodes, row) => {
    if (nodes.length && on.has(layers[rows[row].l].key)) first.add(nodes[0]);
  });
  return $$(".f", words).filter((node) => first.has(node));
}

function setStops() {
  const list = stops();
  const current = list.find((node) => node.tabIndex === 0) || list[0];
  for (const node of $$(".f[tabindex]", words)) {
    node.removeAttribute("tabindex");
    node.removeAttribute("role");
  }
  for (const node of list) {
    node.setAttribute("tabindex", node === current ? 0 : -1);
    node.setAttribute("role", "button");
  }
}

function switchLayer(key, state) {
  if (state) on.add(key);
  else on.delete(key);
  words.dataset.on = [...on].join(" ");
  const box = $(`.switches input[value="${key}"]`);
  if (box) box.checked = state;
  setStops();
}

function moveStop(from, step) {
  const list = stops();
  const next = list[list.indexOf(from) + step];
  if (!next) return;
  from.setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
}

// The card of rows -----------------------------------------------------------------------------

function section(row) {
  const { l, id, c } = rows[row];
  const facts = el("dl", {});
  layers[l].columns.forEach((title, at) => {
    if (c[at].length) facts.append(el("div", {}, el("dt", {}, title), el("dd", {}, ...bits(c[at]))));
  });
  const show = el("button", { type: "button", class: "show" }, "Show its row");
  show.dataset.ref = row;
  const head = el("h3", {}, layers[l].title, " ", el("span", { class: "note" }, id), " ", show);
  return el("section", { class: `k-${layers[l].key}` }, head, facts);
}

const MOST_CARDS = 6;

function openCard(numbers, anchor, keep) {
  const narrowFirst = [...numbers].sort((a, b) => rows[a].t.length - rows[b].t.length);
  const shown = narrowFirst.slice(0, MOST_CARDS).map(section);
  const close = el("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => closeCard());
  card.replaceChildren(close, ...shown);
  if (narrowFirst.length > MOST_CARDS) {
    const rest = narrowFirst.length - MOST_CARDS;
    card.append(el("p", { class: "note" }, `and ${rest} more rows stand on these words`));
  }
  card.classList.toggle("kept", keep);
  card.hidden = false;
  opener = anchor;
  place(anchor);
}

// Beside the words on a wide page; CSS makes it a sheet at the foot of a narrow one.
function place(anchor) {
  card.style.left = card.style.top = "";
  if (!wide()) return;
  const at = [...anchor.getClientRects()][0] || anchor.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  const below = at.bottom + 8 + box.height < innerHeight;
  const top = below ? at.bottom + 8 : Math.max(8, at.top - box.height - 8);
  const left = Math.max(8, Math.min(at.left, innerWidth - box.width - 24));
  card.style.top = `${top}px`;
  card.style.left = `${left}px`;
}

function closeCard() {
  const inside = card.contains(document.activeElement);
  card.hidden = true;
  card.classList.remove("kept");
  light([], true);
  // Going back to the mark must not open its card again.
  const target = opener;
  opener = null;
  quiet = true;
  if (inside && target && target.isConnected) target.focus();
  quiet = false;
}

const kept = () => !card.hidden && card.classList.contains("kept");

function point(fragment, keep = false) {
  const numbers = rowsOf(fragment);
  if (!numbers.length) return;
  light(numbers, keep);
  openCard(numbers, fragment, keep);
}

function unpoint() {
  if (kept()) return light([]);
  card.hidden = true;
  light([]);
}

// From a row to its words ------------------------------------------------------------------------

const back = $("#back");
let cameFrom = null;

function goWords(row, { move = true } = {}) {
  const key = layers[rows[row].l].key;
  if (!on.has(key)) switchLayer(key, true);
  light([row], true);
  const target = fragments[row][0];
  if (!target) return;
  if (wide()) return scrollText(target);
  if (!move) return;
  cameFrom = document.activeElement;
  target.scrollIntoView({ block: "center", behavior: gently() });
  back.hidden = false;
}

// Scrolls the text in its own pane, so that the row one stands on stays where it is.
function scrollText(target) {
  const pane = words.closest("section");
  const frame = pane.getBoundingClientRect();
  const head = $(".text-head").getBoundingClientRect().height;
  const at = target.getBoundingClientRect();
  if (at.top > frame.top + head + 8 && at.bottom < Math.min(frame.bottom, innerHeight) - 40) return;
  const top = pane.scrollTop + at.top - frame.top - head - (frame.height - head) / 3;
  pane.scrollTo({ top, behavior: gently() });
}

function startText() {
  for (const node of $$(".f", words)) {
    for (const row of node.dataset.r.split(" ")) fragments[row].push(node);
  }
  for (const box of $$(".switches input")) {
    if (box.checked) on.add(box.value);
    box.addEventListener("change", () => switchLayer(box.value, box.checked));
  }
  setStops();
  const marked = (event) => event.target.closest && event.target.closest(".f");
  words.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || kept()) return;
    const node = marked(event);
    if (node) point(node);
    else unpoint();
  });
  words.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") unpoint();
  });
  words.addEventListener("click", (event) => {
    const node = marked(event);
    if (node && getSelection().isCollapsed) point(node, true);
  });
  words.addEventListener("focusin", (event) => {
    if (marked(event) && !quiet) point(marked(event));
  });
  words.addEventListener("focusout", () => unpoint());
  words.addEventListener("keydown", (event) => {
    const node = marked(event);
    if (!node) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key in steps) moveStop(node, steps[event.key]);
    else if (event.key === "Enter" || event.key === " ") {
      point(node, true);
      $("button", card).focus();
    } else return;
    event.preventDefault();
  });
  back.addEventListener("click", () => {
    back.hidden = true;
    if (!cameFrom || !cameFrom.isConnected) return;
    cameFrom.focus({ preventScroll: true });
    cameFrom.scrollIntoView({ block: "center", behavior: gently() });
  });
}
