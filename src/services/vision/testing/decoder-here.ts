import { decodePhoto, decodePicture } from '../decoding/decode.ts';
import { createDecoder, type Decoder } from '../decoding/decoder.ts';

/** The real decoder, but in the process of the tests: starting another one takes longer than most of them. */
export const createDecoderHere = (): Decoder =>
  createDecoder({
    poolOf: () => ({
      async run(task) {
        if (task.kind === 'prepare') return { prepared: true };
        // A copy, as a process would get.
        const copy = Uint8Array.from(task.bytes);
        return task.kind === 'photo' ? decodePhoto(copy) : decodePicture(copy, task.faces);
      },
      prepare() {},
      stop: async () => {},
    }),
  });
