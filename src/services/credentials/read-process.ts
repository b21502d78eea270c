import { type ReadManifest, readManifest } from './read-manifest.ts';

// Reads credentials that anybody may have written, in a process of its own that knows no key.

/** `credentials` is absent where there are none that can be read. */
export interface ReadAnswer {
  credentials?: ReadManifest | undefined;
}

process.on('message', async (file: Uint8Array) => {
  const credentials = await readManifest(file).catch(() => undefined);
  process.send?.({ credentials } satisfies ReadAnswer);
});
// Ctrl+C in a terminal signals every process of the bot. The bot ends this one itself.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
