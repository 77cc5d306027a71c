// The desk at the door. A tap is written into the browser's storage first and sent after it; what the server has not
// confirmed stays there, through a lost network, a closed tab and a sign-in that has ended.
const desk = document.querySelector(".desk");
const people = JSON.parse(document.getElementById("orang").textContent);
const find = document.getElementById("cari");
const list = document.getElementById("hasil");
const rest = document.getElementById("sisa");
const say = document.getElementById("antrean");
const button = document.getElementById("kirim");
const refused = document.getElementById("ditolak");
const PREFIX = `presensi:${desk.dataset.rakor}:`; // one entry for each sighting, so that two tabs never overwrite each other
const AT_ONCE = 100; // sightings in one request
const AGAIN = 15000; // ms until a sending that failed is tried again
const SHOWN = 30;
const memory = new Map(); // what the storage would not take
let isSending = false;
let trouble = "";
let only = null; // the one person who fits what is typed

// --- the queue

function stored() {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => JSON.parse(localStorage.getItem(name)));
}

function queue() {
  const waiting = new Map(memory);
  for (const sighting of stored()) waiting.set(sighting.key, sighting);
  return [...waiting.values()].sort((a, b) => a.at.localeCompare(b.at));
}

function keep(sighting) {
  try {
    localStorage.setItem(PREFIX + sighting.key, JSON.stringify(sighting));
  } catch {
    memory.set(sighting.key, sighting);
    refuse("Penyimpanan peramban penuh: jangan tutup halaman ini sebelum semua terkirim.");
  }
}

function forget(key) {
  localStorage.removeItem(PREFIX + key);
  memory.delete(key);
}

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
  const session = Number(desk.dataset.session);
  keep({ key: crypto.randomUUID(), delegate: person.id, session, at: new Date().toISOString(), kind });
  person.inside = !person.inside;
  tell();
  send();
}

// --- the list

// Twin of personal_code.digest_of: the page names no code, only what one turns into.
async function digest(typed) {
  const letters = typed.toUpperCase().replace(/[-\s]/g, "");
  if (!/^[2-9A-HJ-NP-Z]{8}$/.test(letters) || !crypto.subtle) return "";
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
  list.replaceChildren(...found.slice(0, SHOWN).map(line));
  if (isShort) rest.textContent = `${people.length} nama delegasi. Ketik sedikitnya dua huruf.`;
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

// What this browser has not sent yet is already true for whoever sits at it.
for (const { delegate, session, kind } of queue()) {
  const person = people.find((known) => known.id === delegate);
  if (person && session === Number(desk.dataset.session)) person.inside = kind === "masuk";
}
if (!window.isSecureContext) refuse("Meja ini hanya bekerja lewat sambungan https.");
find.addEventListener("input", show);
// A reader of codes types and ends with Enter; a second Enter never sends the person out again.
find.addEventListener("keydown", async (event) => {
  if (event.key !== "Enter") return;
  await show();
  if (!only || only.inside) return;
  mark(only);
  show();
  find.select();
});
button.addEventListener("click", send);
window.addEventListener("online", send);
window.addEventListener("storage", tell);
setInterval(() => queue().length && send(), AGAIN);
tell();
show();
send();
