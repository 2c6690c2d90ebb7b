/**
 * Puts the encoded frames of a film into a file, by libraries that are finished rather than kept: the one that follows
 * them, Mediabunny, is under MPL-2.0, which asks more of whoever ships it than scripts/licences.mjs allows.
 */

/** Takes the frames of one film. */
export interface Muxer {
  add(chunk: EncodedVideoChunk, meta: EncodedVideoChunkMetadata | undefined): void;
  /** Ends the file, and returns it. */
  finish(): ArrayBuffer;
}

interface Video {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

export async function createWebm({ codec, ...video }: Video): Promise<Muxer> {
  const { Muxer, ArrayBufferTarget } = await import(/* webpackChunkName: "webm" */ 'webm-muxer');
  const target = new ArrayBufferTarget();
  const muxer = new Muxer({ target, video: { ...video, codec: codec === 'vp8' ? 'V_VP8' : 'V_VP9' } });
  return {
    add: (chunk, meta) => muxer.addVideoChunk(chunk, meta),
    finish() {
      muxer.finalize();
      return target.buffer;
    },
  };
}

export async function createMp4({ width, height, frameRate }: Video): Promise<Muxer> {
  const { Muxer, ArrayBufferTarget } = await import(/* webpackChunkName: "mp4" */ 'mp4-muxer');
  const target = new ArrayBufferTarget();
  // What a player needs first stands first, so that it can begin before it has the whole file.
  const muxer = new Muxer({ target, video: { codec: 'avc', width, height, frameRate }, fastStart: 'in-memory' });
  return {
    add: (chunk, meta) => muxer.addVideoChunk(chunk, meta),
    finish() {
      muxer.finalize();
      return target.buffer;
    },
  };
}
