// htmx under a strict Content-Security-Policy: no eval, no inline style sheet, no script in an answer.
import htmx from "htmx.org";

htmx.config.includeIndicatorStyles = false; // assets/rakor.css has them
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0; // no page of an office stays behind in the browser's storage
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "403|409|413|422", swap: true }, // a refusal carries its sentence and what was typed
  { code: "...", swap: false, error: true },
];

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
});

// A screen that turns its sheets by itself stays on the chosen one for whoever asked that nothing moves.
document.addEventListener("htmx:configRequest", (event) => {
  const sheet = event.detail.elt.dataset.lembar;
  if (sheet && matchMedia("(prefers-reduced-motion: reduce)").matches) event.detail.parameters.lembar = sheet;
});

// A draft that did not arrive must not look saved: whoever types is told where the saving is told.
function sayUnsaved(event, why) {
  const say = event.detail.target;
  if (say?.matches("[aria-live]")) say.textContent = `Belum tersimpan: ${why} Isian tetap ada di halaman ini.`;
}
document.addEventListener("htmx:sendError", (event) => sayUnsaved(event, "jaringan terputus."));
const WHY = { 401: "sesi berakhir, tekan Simpan draf untuk masuk kembali.", 404: "halaman ini tidak terbuka lagi." };
document.addEventListener("htmx:responseError", (event) =>
  sayUnsaved(event, WHY[event.detail.xhr.status] ?? "server sedang tidak dapat menyimpan."),
);
