// Files of a draft go up in pieces as soon as they are chosen, and go on where they stopped: after minutes without a
// network, a closed tab or a restart of the phone. Without this script the form sends them itself.
import { Upload } from "tus-js-client";

const PIECE = 512 * 1024; // bytes; what a dead server can cost a slow line
const PAUSES = [0, 1000, 3000, 5000, 10000, 20000];
const DIGEST_UP_TO = 64 * 1024 * 1024; // bytes that a phone can hash in its memory

const WAITING = "Terhenti; dilanjutkan begitu jaringan kembali";
const AGAIN_AFTER = 5000; // milliseconds

const form = document.querySelector("form[data-uploads]");
const input = form?.querySelector('input[type="file"]');
const running = new Set();
let isSending = false;

const token = () => document.querySelector('meta[name="csrf-token"]').content;

function line(file) {
  const row = document.createElement("li");
  row.className = "coming";
  row.innerHTML = '<p></p><button type="button" class="btn btn-sm">Batal</button><progress max="100" value="0"></progress><p class="small" aria-live="polite"></p>';
  const [name, say] = row.querySelectorAll("p");
  name.textContent = file.name;
  row.querySelector("progress").setAttribute("aria-label", file.name);
  list().append(row);
  return { row, say: (text) => (say.textContent = text), bar: row.querySelector("progress"), stop: row.querySelector("button") };
}

function list() {
  let found = document.getElementById("unggahan");
  if (!found) {
    found = document.createElement("ul");
    found.id = "unggahan";
    found.className = "rows";
    input.after(found);
  }
  return found;
}

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`);

async function digest(file) {
  if (!window.crypto?.subtle || file.size > DIGEST_UP_TO) return "";
  const raw = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(raw)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(file) {
  const shown = line(file);
  if (file.size > Number(form.dataset.most)) return fail(shown, `Berkas terlalu besar (maks. ${Math.floor(form.dataset.most / 1024 / 1024)} MB).`);
  const work = {};
  running.add(work);
  shown.say("Menyiapkan");
  const upload = new Upload(file, {
    endpoint: form.dataset.uploads,
    chunkSize: PIECE,
    retryDelays: PAUSES,
    storeFingerprintForResuming: true,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, sha256: await digest(file) },
    onBeforeRequest: (request) => request.setHeader("X-CSRFToken", token()),
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      if (!status) shown.say(`Jaringan terputus, mencoba lagi${shown.sent ? ` (${shown.sent})` : ""}`);
      return !status || status === 409 || status === 423 || status >= 500;
    },
    onProgress: (sent, total) => {
      shown.bar.value = (sent * 100) / total;
      shown.sent = `${size(sent)} dari ${size(total)}`;
      shown.say(`${shown.sent} terkirim`);
    },
    onError: (error) => {
      const answer = error.originalResponse;
      if (answer && answer.getStatus() < 500) return end(work, () => fail(shown, answer.getBody() || "Berkas ini tidak diterima."));
      waitFor(work, () => upload.start(), shown, answer?.getStatus() === 507 ? answer.getBody() : WAITING);
    },
    onSuccess: () => take(upload, shown, work),
  });
  shown.stop.addEventListener("click", () => upload.abort(true).catch(() => {}).then(() => end(work, () => shown.row.remove())));
  const [before] = await upload.findPreviousUploads();
  if (before) goOnWith(upload, before);
  upload.start();
}

// The server checks the whole file and puts it into the draft; asked twice it answers the same.
async function take(upload, shown, work) {
  shown.say("Diperiksa");
  const id = upload.url.replace(/\/$/, "").split("/").pop();
  try {
    const answer = await fetch(`${form.dataset.uploads}${id}/`, { method: "POST", headers: { "X-CSRFToken": token() } });
    const text = await answer.text();
    if (answer.status >= 500) return waitFor(work, () => take(upload, shown, work), shown, answer.status === 507 ? text : WAITING);
    if (!answer.ok) return end(work, () => fail(shown, text));
    document.getElementById("berkas-draf").outerHTML = text;
    end(work, () => shown.row.remove());
  } catch {
    waitFor(work, () => take(upload, shown, work), shown, WAITING);
  }
}

// Until the network says that it is back, or for a few seconds: a phone does not always notice.
function waitFor(work, again, shown, words) {
  shown.say(words);
  work.again = again;
  setTimeout(() => goOn(work), AGAIN_AFTER);
}

function goOnWith(upload, before) {
  upload.resumeFromPreviousUpload(before);
  const path = new URL(before.uploadUrl, location.href).pathname;
  document.querySelector(`[data-upload="${path}"]`)?.remove();
  if (!document.querySelector("[data-upload]")) document.getElementById("belum-selesai")?.previousElementSibling.remove();
}

async function giveUp(row) {
  const answer = await fetch(row.dataset.upload, { method: "DELETE", headers: { "X-CSRFToken": token(), "Tus-Resumable": "1.0.0" } });
  if (answer.ok || answer.status === 404) row.remove();
}

function goOn(work) {
  const again = work.again;
  work.again = null;
  if (again && running.has(work)) again();
}

function fail(shown, sentence) {
  shown.row.classList.add("is-refused");
  shown.bar.remove();
  shown.say(sentence);
  shown.stop.textContent = "Tutup";
  shown.stop.onclick = () => shown.row.remove();
  if (isSending) sayBelow("Belum terkirim: ada berkas yang tidak diterima. Periksa, lalu tekan Kirim lagi.");
  isSending = false;
}

function sayBelow(words) {
  const say = document.querySelector(".actionbar .say");
  if (say) say.textContent = words;
}

function end(work, show) {
  running.delete(work);
  show();
  if (isSending && !running.size) form.requestSubmit(isSending === true ? undefined : isSending);
}

if (input) {
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    input.value = ""; // the form itself sends none of them again
    chosen.forEach(send);
  });
  form.addEventListener("submit", (event) => {
    if (!running.size) return;
    event.preventDefault(); // goes off by itself when the last file is there
    isSending = event.submitter ?? true;
    sayBelow("Menunggu berkas selesai terunggah, lalu terkirim sendiri.");
  });
  document.querySelectorAll("[data-upload]").forEach((row) => row.querySelector("button").addEventListener("click", () => giveUp(row)));
  window.addEventListener("online", () => running.forEach(goOn));
}
