import type { openRecording as Open } from './recorded.ts';

/** Takes the place of recorded.ts in the file with everything inside, which would be too large with a reader of recordings. */
export const openRecording: typeof Open = async () => {
  throw new Error('cvsp-all.js reads no recordings; animations.js does, and so does the package');
};
