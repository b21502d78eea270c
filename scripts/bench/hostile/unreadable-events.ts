/** Training events from which no known job can be read. */
import { gzipSync } from 'node:zlib';
import { type Kinds, type Material, noText } from './material.ts';
import { text } from './signing.ts';

export function unreadableEvents(material: Material): Kinds {
  const { random, running, event, signed, events } = material;
  const { pick, whole, chance } = random;
  return {
    'broken JSON': () => {
      const { headers, body } = signed(running);
      const broken = [
        () => body.slice(0, whole(0, body.length - 1)),
        () => text(random, whole(0, 300), '{}[]",:\\ \u0000é'),
        () => Buffer.from(Array.from({ length: whole(1, 300) }, () => whole(128, 255))),
        () => '['.repeat(whole(1, 20_000)),
        () => `\uFEFF${body}`,
        () => gzipSync(body),
      ];
      return events({ headers, body: pick(broken)(), allowed: [422] });
    },
    'no job named': () => {
      const jobId = pick([...noText, 'x'.repeat(whole(41, 9_000))]);
      const body = JSON.stringify(
        pick([chance(0.1) ? event() : { ...event(), jobId }, [event()], 'words', 7, null, true]),
      );
      return events({ headers: signed(running).headers, body, allowed: [422] });
    },
    'unknown job': () => {
      const jobId = pick([text(random, 10), '__proto__', 'constructor', '', '../..', `${running.jobId}_`]);
      return events({ ...signed({ ...running, jobId }), allowed: [401] });
    },
  };
}
