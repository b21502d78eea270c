import { type Blobs, sha256Of } from '../../storage/blobs.ts';
import { createTurns } from '../../storage/turns.ts';

/** What came for requests. Two may have been sent the same bytes: they are deleted with the last of them. */
export function createArrivals(
  left: readonly { id: string; arrived: readonly { key: string; sha256: string }[] }[],
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'fileOf'>,
) {
  let arrivals = left.flatMap(({ id, arrived }) => arrived.map(one => ({ id, ...one })));
  /** The same bytes are not deleted for one request while they are stored for the next. */
  const inTurn = createTurns();
  const files = new WeakMap<Buffer, string>();

  return {
    add(id: string, key: string, bytes: Buffer): Promise<string> {
      const sha256 = sha256Of(bytes);
      return inTurn(sha256, async () => {
        // The record that names them is written no safer.
        await blobs.put(bytes, sha256, { passing: true });
        const file = blobs.fileOf?.(sha256);
        if (file !== undefined) files.set(bytes, file);
        arrivals.push({ id, key, sha256 });
        return sha256;
      });
    },
    fileOf: (bytes: Buffer) => files.get(bytes),
    hashes: () => arrivals.map(({ sha256 }) => sha256),
    async bytesOf(key: string): Promise<Buffer | undefined> {
      const found = arrivals.find(one => one.key === key);
      return found && blobs.get(found.sha256);
    },
    /** Of one request, or of one of its pictures; resolves to whether there was anything. */
    async drop(id: string, key?: string): Promise<boolean> {
      const isDropped = (one: { id: string; key: string }) =>
        one.id === id && (key === undefined || one.key === key);
      const dropped = arrivals.filter(isDropped);
      arrivals = arrivals.filter(one => !isDropped(one));
      const isHeld = (sha256: string) => arrivals.some(one => one.sha256 === sha256);
      const remove = async (sha256: string) => (isHeld(sha256) ? undefined : blobs.delete(sha256));
      await Promise.all(dropped.map(({ sha256 }) => inTurn(sha256, () => remove(sha256))));
      return dropped.length > 0;
    },
  };
}
