/**
 * The bytes of an answer, of which there may be no more than `most`. They are counted as they are unpacked: what an
 * answer announces is its packed size, and a few packed bytes can stand for gigabytes. @throws RangeError
 */
export async function bytesWithin(response: Response, most: number): Promise<Buffer> {
  const tooLong = () => new RangeError(`the answer has more than ${most} bytes`);
  if (Number(response.headers.get('content-length')) > most) {
    await response.body?.cancel();
    throw tooLong();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > most) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const errorBytesMost = 64 * 1024;
const errorCharactersMost = 500;

/** What an answer that is an error says: JSON where it is that, else the beginning of its words. */
export async function errorBodyOf(response: Response): Promise<Record<string, unknown> | string> {
  const words = (await bytesWithin(response, errorBytesMost).catch(() => Buffer.alloc(0))).toString('utf8');
  try {
    return JSON.parse(words);
  } catch {
    return words.slice(0, errorCharactersMost);
  }
}
