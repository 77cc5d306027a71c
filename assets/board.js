// Moves cards on the board, by key, mouse or touch. Each step ends in the form #pindah, which the server answers; what is
// refused goes back to where the server says it stands.
const ROW = 5; // minutes of one grid row
const STEP = 15;
const SETTLE = 700; // ms without a key before a step is sent
const DRAG = 6; // px before a press becomes a drag
const EDGE = 48; // px from the window's edge where the page scrolls along

const form = document.getElementById("pindah");
const say = document.getElementById("dipegang");
let held = null; // the card in the hand: {card, plan, timer}
let sent = null; // what was sent and is not answered yet: {card, plan}
let focused = ""; // the id of the card that has the focus when the board is replaced
let refusedAt = null; // where the dashed ghost of a refused move stands

const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}.${String(minutes % 60).padStart(2, "0")}`;
const boards = () => [...document.querySelectorAll(".board")];
const columnsOf = (board) => [...board.querySelectorAll(".col[data-column]")];
const addressOf = (card, step) => form.dataset[step].replace("/0/", `/${card.id.replace("sesi-", "")}/`);
const titleOf = (card) => card.querySelector("h4").textContent.trim();

function planOf(card) {
  const { at, for: length, column } = card.dataset;
  return { board: card.home ?? card.closest(".board"), at: Number(at), length: Number(length), column };
}

function describe(card, plan) {
  const column = columnsOf(plan.board).find((col) => col.dataset.column === plan.column);
  const where = column ? column.querySelector("b").textContent : "semua peserta";
  return `${titleOf(card)}: ${plan.board.getAttribute("aria-label")}, ${clock(plan.at)}–${clock(plan.at + plan.length)}, ${where}.`;
}

function stand(element, plan) {
  const start = Math.round((plan.at - Number(plan.board.dataset.first)) / ROW);
  const place = columnsOf(plan.board).findIndex((col) => col.dataset.column === plan.column);
  if (element.parentElement !== plan.board) {
    element.home ??= element.parentElement;
    plan.board.append(element);
  }
  element.style.gridRow = `${Math.max(start, 0) + 2} / span ${Math.max(Math.round(plan.length / ROW), 1)}`;
  element.style.gridColumn = place < 0 ? "2 / -1" : String(place + 2);
}

function send(card, plan) {
  const values = {
    day: plan.board.dataset.day,
    starts: clock(plan.at).replace(".", ":"),
    ends: "open" in card.dataset && plan.length === Number(card.dataset.for) ? "" : clock(plan.at + plan.length).replace(".", ":"),
    column: plan.column,
    version: card.dataset.version,
  };
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  sent = { card, plan };
  focused = card.id;
  form.requestSubmit();
}

function putBack(card) {
  card.removeAttribute("style");
  if (card.home && card.parentElement !== card.home) card.home.append(card);
}

function isSame(card, plan) {
  const now = planOf(card);
  return ["board", "at", "length", "column"].every((name) => now[name] === plan[name]);
}

function letGo(isWanted) {
  if (!held) return;
  const { card, plan, timer } = held;
  clearTimeout(timer);
  card.classList.remove("is-held");
  held = null;
  if (isWanted && !isSame(card, plan)) return send(card, plan);
  putBack(card);
  say.textContent = isWanted ? describe(card, plan) : `${titleOf(card)} tidak dipindahkan.`;
}

// --- by key

const inDay = (plan) => plan.at >= 0 && plan.length >= ROW && plan.at + plan.length <= 24 * 60;

function stepped(plan, event) {
  const sign = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const minutes = sign * (event.altKey ? ROW : STEP);
    return event.shiftKey ? { ...plan, length: plan.length + minutes } : { ...plan, at: plan.at + minutes };
  }
  if (sign) {
    const names = columnsOf(plan.board).map((col) => col.dataset.column);
    const here = names.indexOf(plan.column);
    return { ...plan, column: names[Math.min(Math.max(here + sign, 0), names.length - 1)] };
  }
  const days = boards();
  const next = days.indexOf(plan.board) + (event.shiftKey ? -1 : 1);
  return { ...plan, board: days[(next + days.length) % days.length] };
}

function onKey(event) {
  const card = event.target;
  if (!(card instanceof HTMLElement) || !card.matches(".session[data-at]") || event.ctrlKey || event.metaKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "Enter") return held ? letGo(true) : card.querySelector("h4 a").click();
  if (key === "Escape") return letGo(false);
  if (key === "u") return letGo(false), document.querySelector("#urungkan").requestSubmit();
  if (key === "g") return location.assign(addressOf(card, "shift"));
  if (!key.startsWith("Arrow") && key !== "h") return;
  event.preventDefault();
  if (sent) return;
  const plan = stepped(held?.card === card ? held.plan : planOf(card), event);
  if (!inDay(plan)) return;
  clearTimeout(held?.timer);
  held = { card, plan, timer: setTimeout(() => letGo(true), SETTLE) };
  card.classList.add("is-held");
  if (plan.board !== card.parentElement) keepFocus(card, () => stand(card, plan));
  else stand(card, plan);
  say.textContent = describe(card, plan);
}

function keepFocus(card, change) {
  const grip = held;
  held = null; // moving the card in the page takes its focus for a moment; that is no letting go
  change();
  card.focus({ preventScroll: false });
  held = grip;
}

// --- by mouse and touch

let drag = null;

function minuteAt(board, y) {
  const heights = getComputedStyle(board).gridTemplateRows.split(" ").map(parseFloat);
  let rest = y - board.getBoundingClientRect().top - heights[0];
  let row = 0;
  for (const height of heights.slice(1)) {
    if (rest < height) break;
    rest -= height;
    row += 1;
  }
  return Number(board.dataset.first) + row * ROW;
}

const snap = (minutes, event) => {
  const step = event.altKey ? ROW : STEP;
  return Math.round(minutes / step) * step;
};

function planUnder(event) {
  const { plan, mode, offset } = drag;
  const board = document.elementsFromPoint(event.clientX, event.clientY).map((element) => element.closest(".board")).find(Boolean);
  if (!board) return drag.now;
  const minute = minuteAt(board, event.clientY);
  if (mode === "length") return board === plan.board ? { ...plan, length: Math.max(snap(minute, event) - plan.at, ROW) } : drag.now;
  const at = Math.min(Math.max(snap(minute - offset, event), 0), 24 * 60 - plan.length);
  const spans = !columnsOf(plan.board).some((col) => col.dataset.column === plan.column);
  const under = columnsOf(board).find((col) => {
    const box = col.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right + 4;
  });
  return { ...plan, board, at, column: spans || !under ? plan.column : under.dataset.column };
}

function onDown(event) {
  const card = event.target.closest?.(".session[data-at]");
  const grip = event.target.closest?.(".grip, .grip-end");
  if (!card || sent || event.button !== 0 || event.target.closest(".btn") || matchMedia("(max-width: 40rem)").matches) return;
  if (event.pointerType !== "mouse" && !grip) return;
  const plan = planOf(card);
  const mode = grip?.matches(".grip-end") ? "length" : "move";
  drag = { card, plan, mode, x: event.clientX, y: event.clientY, offset: minuteAt(plan.board, event.clientY) - plan.at, now: plan, ghost: null };
}

function onMove(event) {
  if (!drag) return;
  if (!drag.ghost) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG) return;
    drag.ghost = document.createElement("div");
    drag.ghost.className = "ghost";
    drag.card.classList.add("is-held");
  }
  drag.now = planUnder(event);
  stand(drag.ghost, drag.now);
  drag.ghost.textContent = `${clock(drag.now.at)}–${clock(drag.now.at + drag.now.length)} ${titleOf(drag.card)}`;
  if (event.clientY < EDGE) window.scrollBy(0, -16);
  if (event.clientY > innerHeight - EDGE * 2) window.scrollBy(0, 16);
}

function onUp(isDrop) {
  if (!drag) return;
  const { card, ghost, now } = drag;
  drag = null;
  if (!ghost) return;
  ghost.remove();
  card.classList.remove("is-held");
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
  if (!isDrop || isSame(card, now)) return;
  stand(card, now);
  send(card, now);
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

// --- the answer

function onAnswer(event) {
  if (event.detail.elt !== form || !sent) return;
  const { card, plan } = sent;
  sent = null;
  const { status } = event.detail.xhr; // htmx calls an answer successful whose sentence it may show, a 409 too
  if (status >= 200 && status < 400) {
    say.textContent = `${describe(card, plan)} Tersimpan.`;
    const version = Number(card.dataset.version) + 1; // for a next step before the board has fetched itself again
    Object.assign(card.dataset, { at: plan.at, for: plan.length, column: plan.column, version });
    card.home = plan.board;
    return;
  }
  putBack(card);
  if (!status) {
    say.textContent = `Jaringan terputus: ${titleOf(card)} belum dipindahkan.`;
    return;
  }
  refusedAt = { day: plan.board.dataset.day, plan, title: titleOf(card) };
  say.textContent = document.getElementById("jawaban").textContent.trim();
  document.body.dispatchEvent(new CustomEvent("board-changed"));
}

function onReplaced(event) {
  if (event.detail.elt.id !== "papan") return;
  document.getElementById(focused)?.focus({ preventScroll: true });
  if (!refusedAt) return;
  const board = boards().find((one) => one.dataset.day === refusedAt.day);
  if (board) {
    const ghost = document.createElement("div");
    ghost.className = "ghost";
    ghost.textContent = `Ditolak: ${refusedAt.title}`;
    stand(ghost, { ...refusedAt.plan, board });
  }
  refusedAt = null;
}

if (form) {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusout", () => setTimeout(() => held && document.activeElement !== held.card && letGo(true)));
  document.addEventListener("pointerdown", onDown);
  document.addEventListener("pointermove", onMove);
  document.addEventListener("pointerup", () => onUp(true));
  document.addEventListener("pointercancel", () => onUp(false));
  document.addEventListener("dragstart", (event) => event.target.closest?.(".session") && event.preventDefault());
  form.addEventListener("htmx:configRequest", (event) => (event.detail.path = addressOf(sent.card, "move")));
  document.addEventListener("htmx:afterRequest", onAnswer);
  document.addEventListener("htmx:load", onReplaced);
  document.addEventListener("dblclick", (event) => {
    const board = event.target.closest?.(".board");
    if (!board || event.target.closest(".session")) return;
    const starts = clock(snap(minuteAt(board, event.clientY), event)).replace(".", ":");
    location.assign(`${form.dataset.add}?day=${board.dataset.day}&starts=${starts}`);
  });
}
