/**
 * `npm run words -- en` prints every sentence that Discord shows; another language stands below the English. `npm run
 * words` names the sentences that nothing says, and ends with 1 if there are any.
 */
import { listed } from './list.ts';
import { unusedKeys } from './unused.ts';

const [which] = process.argv.slice(2);

if (which === undefined) {
  const unused = await unusedKeys();
  for (const key of unused) console.error(`${key} is in the catalogue, and nothing says it`);
  process.exitCode = unused.length > 0 ? 1 : 0;
} else {
  process.stdout.write(`${(await listed(which)).join('\n')}\n`);
}
