/** `npm run bench -- <name> [options]`: one of the benches of this folder. */
import { everybodyOf } from './family.ts';

const benches = {
  generate: () => import('./generate.ts'),
  autocomplete: () => import('./autocomplete.ts'),
  rest: () => import('./rest.ts'),
  stored: () => import('./stored.ts'),
  photos: () => import('./ten-photos.ts'),
  sight: () => import('./photos.ts'),
  check: () => import('./check.ts'),
  ours: () => import('./ours.ts'),
  fuzz: () => import('./fuzz.ts'),
  scale: () => import('./scale/scale.ts'),
  soak: () => import('./scale/soak.ts'),
  'hostile-photos': () => import('./hostile-photos.ts'),
};

// Bots, databases and what else a bench started would go on without it.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    for (const id of everybodyOf(process.pid)) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    }
    process.exit(1);
  });

const [name] = process.argv.splice(2, 1);
if (name && name in benches) await benches[name as keyof typeof benches]();
else {
  console.error(`Name a bench: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 1;
}
