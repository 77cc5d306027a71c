// What a desk has seen and the server has not confirmed: one entry of the browser's storage for each sighting, so that
// two tabs never overwrite each other.
const PREFIX = `presensi:${document.querySelector(".desk").dataset.rakor}:`;
const memory = new Map(); // what the storage would not take

function stored() {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => JSON.parse(localStorage.getItem(name)));
}

export function queue() {
  const waiting = new Map(memory);
  for (const sighting of stored()) waiting.set(sighting.key, sighting);
  return [...waiting.values()].sort((a, b) => a.at.localeCompare(b.at));
}

// Whether it will outlive this page.
export function keep(sighting) {
  try {
    localStorage.setItem(PREFIX + sighting.key, JSON.stringify(sighting));
    return true;
  } catch {
    memory.set(sighting.key, sighting);
    return false;
  }
}

export function forget(key) {
  localStorage.removeItem(PREFIX + key);
  memory.delete(key);
}
