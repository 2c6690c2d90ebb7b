/** Has the browser save a file, as if a reader had followed a link to it. */
export function download(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it by the next task; Safari a bit later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
