/** Writes a part from 0 to 1 as a percentage, rounded down, so that 100 % always means all of it. */
export function percent(part: number): string {
  return `${Math.floor(100 * part)} %`;
}

/** Writes a number of bytes to three digits, such as “8 MB”. Each unit is 1000 times the one before. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
  return `${Number((count / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
