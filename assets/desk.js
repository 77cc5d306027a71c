// The desk at the door. A tap is written into the browser's storage first and sent after it; what the server has not
// confirmed stays there, through a lost network, a closed tab and a sign-in that has ended.
import { camera } from "./desk_camera.js";
import { forget, keep, queue } from "./desk_queue.js";

const desk = document.querySelector(".desk");
const people = JSON.parse(document.getElementById("orang").textContent);
const find = document.getElementById("cari");
const list = document.getElementById("hasil");
const rest = document.getElementById("sisa");
const say = document.getElementById("antrean");
const button = document.getElementById("kirim");
const refused = document.getElementById("ditolak");
const last = document.getElementById("terbaca");
const AT_ONCE = 100; // sightings in one request
const AGAIN = 15000; // ms until a sending that failed is tried again, and until the other desks are asked for again
const SHOWN = 30;
const CODE = /^[2-9A-HJ-NP-Z]{8}$/i;
const here = Number(desk.dataset.session);
let isSending = false;
let trouble = "";
let only = null; // the one person who fits what is typed
let isUnknown = false; // nobody fits what is typed
let touched = 0; // grows with each tap and each confirmation: an answer asked for before that is out of date
let known = ""; // the mark of what the server told last

// --- sending

function tell() {
  const count = queue().length;
  say.textContent = count ? `${count} belum terkirim.${trouble ? ` ${trouble}` : ""}` : "Semua terkirim.";
  button.hidden = count === 0;
}

function refuse(sentence) {
  const line = document.createElement("p");
  line.className = "notice notice-bad";
  line.textContent = sentence;
  refused.append(line);
}

const REFUSALS = {
  401: "Masa masuk berakhir: masuk lagi di tab lain, lalu tekan Kirim sekarang.",
  403: "Akun ini tidak dapat mencatat presensi rakor ini, atau rakornya sudah ditutup.",
  404: "Akun ini tidak dapat mencatat presensi rakor ini.",
};

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    for (let waiting = queue(); waiting.length; waiting = queue()) {
      const answers = await post(waiting.slice(0, AT_ONCE));
      for (const answer of answers) {
        if (answer.result === "no") refuse(`${nameOf(answer.key)}: ${answer.why}`);
        forget(answer.key);
      }
      touched += 1;
      trouble = "";
      tell();
    }
  } catch (error) {
    trouble = error.sentence ?? "Tidak ada jaringan; dikirim sendiri begitu tersambung.";
  } finally {
    isSending = false;
    tell();
  }
}

async function post(sightings) {
  const response = await fetch(desk.dataset.sync, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    body: JSON.stringify(sightings),
  });
  if (response.ok) return (await response.json()).answers;
  const said = response.status === 422 ? (await response.json()).why : "";
  const sentence = said || REFUSALS[response.status] || "Server sedang tidak dapat menerima; dicoba lagi sendiri.";
  throw Object.assign(new Error(sentence), { sentence });
}

function nameOf(key) {
  const sighting = queue().find((waiting) => waiting.key === key);
  return people.find((person) => person.id === sighting?.delegate)?.name ?? "Satu catatan";
}

function mark(person) {
  const kind = person.inside ? "keluar" : "masuk";
  const isSafe = keep({ key: crypto.randomUUID(), delegate: person.id, session: here, at: new Date().toISOString(), kind });
  if (!isSafe) refuse("Penyimpanan peramban penuh: jangan tutup halaman ini sebelum semua terkirim.");
  person.inside = !person.inside;
  touched += 1;
  last.textContent = `${person.name}, ${person.office}: ${kind}.`;
  tell();
  send();
}

// --- what the other desks have seen

async function hear() {
  if (document.hidden) return;
  const before = touched;
  try {
    const response = await fetch(`${desk.dataset.inside}?mark=${known}`);
    if (response.status !== 200) return; // 204: nothing new
    const told = await response.json();
    if (before !== touched) return;
    known = told.mark;
    take(new Set(told.inside));
  } catch {
    // no network: the line below tells what waits
  }
}

function take(inside) {
  const waiting = new Map(queue().filter((row) => row.session === here).map((row) => [row.delegate, row.kind]));
  const changed = people.filter((person) => {
    const before = person.inside;
    person.inside = waiting.has(person.id) ? waiting.get(person.id) === "masuk" : inside.has(person.id);
    return person.inside !== before;
  });
  if (changed.length) redraw();
}

// Whoever works by keyboard stays on the same person.
async function redraw() {
  const held = document.activeElement.closest("#hasil li")?.dataset.person;
  await show();
  if (held) list.querySelector(`[data-person="${held}"] button`)?.focus();
}

// --- the list

// Twin of personal_code.digest_of: the page names no code, only what one turns into.
async function digest(typed) {
  const letters = typed.toUpperCase().replace(/[-\s]/g, "");
  if (!CODE.test(letters) || !crypto.subtle) return "";
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${desk.dataset.rakor}:${letters}`));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 12);
}

async function show() {
  const typed = find.value.trim();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const code = await digest(typed);
  if (typed !== find.value.trim()) return; // typed on in the meantime
  const isShort = typed.length < 2;
  const fits = (person) => {
    const text = `${person.name} ${person.title} ${person.office}`.toLowerCase();
    return person.code === code || words.every((word) => text.includes(word));
  };
  const found = isShort ? [] : people.filter(fits);
  only = found.length === 1 ? found[0] : null;
  isUnknown = !isShort && !found.length;
  list.replaceChildren(...found.slice(0, SHOWN).map(line));
  const count = people.filter((person) => person.inside).length;
  if (isShort) rest.textContent = `${people.length} nama delegasi, ${count} di dalam. Ketik sedikitnya dua huruf.`;
  else if (!found.length) rest.textContent = "Tidak ada nama atau kode yang cocok. Tamu dicatat dengan tombol Catat tamu.";
  else rest.textContent = found.length > SHOWN ? `${SHOWN} dari ${found.length} yang cocok; ketik lebih lengkap.` : `${found.length} yang cocok.`;
}

function line(person) {
  const row = document.createElement("li");
  const who = document.createElement("span");
  const name = document.createElement("b");
  const about = document.createElement("span");
  const tap = document.createElement("button");
  row.className = "pair";
  row.dataset.person = person.id;
  name.textContent = person.name;
  about.className = "small quiet";
  about.textContent = `${person.title}, ${person.office}${person.expected ? "" : "; kelas lain"}${person.inside ? "; di dalam" : ""}`;
  tap.className = person === only && !person.inside ? "btn btn-primary" : "btn";
  tap.type = "button";
  tap.textContent = person.inside ? "Keluar" : "Masuk";
  tap.setAttribute("aria-label", `${tap.textContent}: ${person.name}`);
  tap.addEventListener("click", () => {
    mark(person);
    row.replaceWith(line(person));
    find.select();
    find.focus();
  });
  who.append(name, document.createElement("br"), about);
  row.append(who, tap);
  return row;
}

// --- codes

// A reader of codes types and ends with Enter; a second Enter never sends the person out again.
async function enter() {
  await show();
  if (only?.inside) last.textContent = `${only.name} sudah di dalam.`;
  else if (only) mark(only);
  else last.textContent = isUnknown ? whyUnknown(find.value.trim()) : "";
  show();
  find.select();
}

// A code that the camera has seen.
function read(text) {
  find.value = text;
  navigator.vibrate?.(60);
  return enter();
}

function whyUnknown(text) {
  if (/\/hadir\/\S+$/.test(text)) return "Ini kode layar ruang, yang dipindai kantor dengan ponselnya. Di meja dipakai kode delegasi.";
  if (CODE.test(text.replace(/[-\s]/g, ""))) return "Kode ini bukan milik delegasi rakor ini.";
  return "Ini bukan kode delegasi, dan tidak ada nama yang cocok.";
}

// What this browser has not sent yet is already true for whoever sits at it.
for (const { delegate, session, kind } of queue()) {
  const person = people.find((known) => known.id === delegate);
  if (person && session === here) person.inside = kind === "masuk";
}
if (!window.isSecureContext) refuse("Meja ini hanya bekerja lewat sambungan https.");
find.addEventListener("input", show);
find.addEventListener("keydown", (event) => event.key === "Enter" && enter());
camera(read, refuse);
button.addEventListener("click", send);
window.addEventListener("online", send);
window.addEventListener("storage", tell);
setInterval(() => (queue().length ? send() : hear()), AGAIN);
tell();
show();
send();
