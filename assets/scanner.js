// Reads QR codes from the camera. The desk loads this only when it is asked for.
import QrScanner from "qr-scanner";

const LARGEST = 640; // pixels of the picture that is searched; a code on a name card stays readable
const QUIET = { onDecodeError: () => {}, maxScansPerSecond: 8, returnDetailedScanResult: true };

// The whole picture, not its middle: nobody at a busy desk aims.
function calculateScanRegion({ videoWidth: width, videoHeight: height }) {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  const small = { downScaledWidth: Math.round(width * scale), downScaledHeight: Math.round(height * scale) };
  return { x: 0, y: 0, width, height, ...small };
}

// Calls `found` with the text of each code seen, many times a second while it is held there. Rejects without a camera.
export async function scan(video, found) {
  const scanner = new QrScanner(video, (result) => found(result.data), { calculateScanRegion, ...QUIET });
  await scanner.start();
  return scanner;
}
