import { bytesFrom } from '../decoding/bytes-from.ts';
import { decodePhoto, decodePicture } from '../decoding/decode.ts';
import { createDecoder, type Decoder } from '../decoding/decoder.ts';

/** The real decoder, but in the process of the tests: starting another one takes longer than most of them. */
export const createDecoderHere = (): Decoder =>
  createDecoder({
    poolOf: () => ({
      async run(task) {
        if (task.kind === 'prepare') return { prepared: true };
        // A copy, as a process would get.
        if (task.kind === 'photo') return decodePhoto(Uint8Array.from(task.bytes));
        const bytes = await bytesFrom(task);
        return bytes ? decodePicture(Uint8Array.from(bytes), task.faces) : { unread: true };
      },
      prepare() {},
      stop: async () => {},
    }),
  });
