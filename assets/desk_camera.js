// The button that opens and closes the camera of the desk.
const SAME = 3000; // ms without a code after which the same one counts as shown again

export function camera(found, refuse) {
  const button = document.getElementById("pindai");
  const video = document.getElementById("kamera");
  let scanner = null;
  let last = { text: "", at: 0 };

  function see(text) {
    const isHeld = text === last.text && Date.now() - last.at < SAME;
    last = { text, at: Date.now() };
    if (!isHeld) found(text);
  }

  function close() {
    scanner?.destroy();
    scanner = null;
    video.hidden = true;
    button.textContent = "Pindai dengan kamera";
  }

  async function open() {
    button.disabled = true;
    video.hidden = false;
    try {
      const { scan } = await import(video.dataset.scanner);
      scanner = await scan(video, see);
      button.textContent = "Tutup kamera";
    } catch {
      close();
      refuse("Kamera tidak dapat dibuka. Izinkan kamera untuk halaman ini di peramban, atau ketik kodenya.");
    } finally {
      button.disabled = false;
    }
  }

  button.hidden = false;
  button.addEventListener("click", () => (scanner ? close() : open()));
}
