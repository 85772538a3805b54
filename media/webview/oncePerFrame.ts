/** A function that plans an action for the next frame: it is done once, however often it was planned. */
export function oncePerFrame(action: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (!isPlanned) {
      isPlanned = true;
      requestAnimationFrame(() => {
        isPlanned = false;
        action();
      });
    }
  };
}
