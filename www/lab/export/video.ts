import { nextTask } from '../../dom/next-task.ts';
import type { Film } from './film.ts';
import { createMp4, createWebm } from './muxers.ts';
import type { Sheet } from './sheet.ts';

export type Container = 'webm' | 'mp4';

/** Lists the codecs of each file that players know, the best first: VP9 and VP8; H.264 from its High profile downwards. */
const CODECS: Readonly<Record<Container, readonly string[]>> = {
  webm: ['vp09.00.51.08', 'vp8'],
  mp4: ['avc1.640034', 'avc1.640028', 'avc1.4d0034', 'avc1.42e034', 'avc1.42e028', 'avc1.42001e'],
};

/** A pixel of a frame takes this many bits: little of a picture changes from one to the next. */
const BITS = 0.12;

/** A player finds its place by a frame that depends on no other; there is one of them after so many seconds. */
const KEY_SECONDS = 2;

/** No more frames than this wait for the encoder, since each takes memory. */
const MOST_WAITING = 4;

/** Returns how the engine can encode films of this size, if it can. */
export async function configFor(
  container: Container,
  width: number,
  height: number,
  framerate: number,
): Promise<VideoEncoderConfig | undefined> {
  if (typeof VideoEncoder === 'undefined') return undefined;
  for (const codec of CODECS[container]) {
    const bitrate = Math.round(width * height * framerate * BITS);
    const config = { codec, width, height, framerate, bitrate };
    const isSupported = await VideoEncoder.isConfigSupported(config).then(
      ({ supported }) => supported,
      // Some engines refuse a codec that they do not know by an error.
      () => false,
    );
    if (isSupported) return config;
  }
  return undefined;
}

/**
 * Encodes a film as WebM or MP4, as fast as it can be.
 *
 * @param onFrame is called after each frame, with how many there are so far
 * @throws the reason of `signal` where that ends it
 */
export async function encodeVideo(
  container: Container,
  config: VideoEncoderConfig,
  sheet: Sheet,
  film: Film,
  onFrame: (frames: number) => void,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const { codec, width, height } = config;
  const create = container === 'webm' ? createWebm : createMp4;
  const muxer = await create({ codec, width, height, frameRate: film.rate });
  let fail!: (error: Error) => void;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Nobody waits for it while frames are painted.
  failure.catch(() => {});
  const encoder = new VideoEncoder({ output: (chunk, meta) => muxer.add(chunk, meta), error: fail });
  const micros = (frame: number) => Math.round((frame * 1_000_000) / film.rate);
  try {
    encoder.configure(config);
    for (let frame = 0; frame < film.frames; frame++) {
      signal.throwIfAborted();
      sheet.paint(film.timeOf(frame));
      const timestamp = micros(frame);
      const image = new VideoFrame(sheet.canvas, { timestamp, duration: micros(frame + 1) - timestamp });
      encoder.encode(image, { keyFrame: frame % Math.round(KEY_SECONDS * film.rate) === 0 });
      image.close();
      onFrame(frame + 1);
      while (encoder.encodeQueueSize > MOST_WAITING) await Promise.race([dequeued(encoder), failure]);
      await nextTask();
    }
    await Promise.race([encoder.flush(), failure]);
    signal.throwIfAborted();
    return muxer.finish();
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
}

function dequeued(encoder: VideoEncoder): Promise<unknown> {
  return new Promise((resolve) => encoder.addEventListener('dequeue', resolve, { once: true }));
}
