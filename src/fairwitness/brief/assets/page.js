// Wires rows and words together, and what is true of the whole page.
function rowAt(event) {
  const node = event.target.closest && event.target.closest("[data-row]");
  return node ? Number(node.dataset.row) : -1;
}

function startRows() {
  for (const node of $$(".finding, .incident, .toll")) items[node.dataset.row].add(node);
  for (const place of [$("#findings"), $("#incidents"), $("#tables")].filter(Boolean)) {
    place.addEventListener("pointerover", (event) => {
      const row = rowAt(event);
      if (event.pointerType !== "touch") light(row < 0 ? [] : [row]);
    });
    place.addEventListener("pointerleave", () => light([]));
    place.addEventListener("focusin", (event) => {
      const row = rowAt(event);
      if (row >= 0) goWords(row, { move: false });
    });
    place.addEventListener("click", (event) => {
      const row = rowAt(event);
      if (row < 0 || event.target.closest("a, .ref, summary") || !getSelection().isCollapsed) return;
      goWords(row);
    });
  }
}

function startPage() {
  document.addEventListener("click", (event) => {
    const leader = event.target.closest("[data-ref]");
    if (!leader) {
      if (kept() && !event.target.closest("#card, .f, .dot, .line")) closeCard();
      return;
    }
    event.preventDefault();
    card.hidden = true;
    card.classList.remove("kept");
    goRow(Number(leader.dataset.ref));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    back.hidden = true;
    closeCard();
  });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = $$("details:not([open])");
    for (const node of folded) node.open = true;
    card.hidden = true;
  });
  addEventListener("afterprint", () => {
    for (const node of folded) node.open = false;
  });
}

startPage();
if (words) {
  startText();
  startTables();
  startRows();
  if (data.map) startAtlas(data.map);
}
