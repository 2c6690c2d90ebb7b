/** A part from 0 to 1 for people: 100 % is no less than all. */
export function percent(part: number): string {
  return `${Math.floor(100 * part)} %`;
}

/** Bytes for people, such as “8 MB”. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
  return `${Number((count / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
