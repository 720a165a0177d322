/* A phone's photo has 12 to 50 million pixels; 2,000 along the longer side read as well and are sent at once.
 * Where the browser cannot make it small (before iOS 15), the photo is sent as it is. */
const LONGEST = 2000;
const QUALITY = 0.85;

export function shrunk(file) {
  if (!window.createImageBitmap) return Promise.resolve(file);
  return window.createImageBitmap(file).then((picture) => small(picture, file), () => file);
}

function small(picture, file) {
  const scale = LONGEST / Math.max(picture.width, picture.height);
  if (scale >= 1) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob || file), "image/jpeg", QUALITY));
}
