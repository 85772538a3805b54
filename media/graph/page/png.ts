/** Pixels for one unit of the picture, where what a browser can draw allows it. */
const sharpness = 2;
const longestSide = 16_384;
const mostPixels = 100_000_000;

/**
 * A picture as a PNG, drawn by the browser itself.
 * @param svg a whole SVG file that names nothing outside itself
 * @throws Error where the browser cannot draw it
 */
export async function svgToPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth, naturalHeight } = image;
  const [width, height] = [Math.max(1, naturalWidth), Math.max(1, naturalHeight)];
  const scale = Math.min(sharpness, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(width * scale));
  canvas.height = Math.max(1, Math.floor(height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large for a PNG.')) : resolve(blob)), 'image/png');
  });
}

/** A file's bytes in base 64. */
export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(parts.join(''));
}
