import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { actors } from './samples/actors.ts';
import { albumsAndPacks } from './samples/albums.ts';
import { consents } from './samples/consents.ts';
import { images } from './samples/images.ts';
import { models } from './samples/models.ts';
import { people } from './samples/people.ts';
import { settings } from './samples/settings.ts';
import { together } from './samples/together.ts';
import { trainings } from './samples/trainings.ts';
import { versions } from './samples/versions.ts';

export const samples = {
  ...actors,
  ...albumsAndPacks,
  ...consents,
  ...images,
  ...models,
  ...people,
  ...settings,
  ...trainings,
  ...versions,
};

/** And what is shown together. */
export const allSamples = { ...samples, ...together };

const root = fileURLToPath(new URL('../../src/views/', import.meta.url));
/** What views are put together from. */
const parts = 'components.ts';

/** What a file exports that makes a view or a form: by its name, or by what it says that it returns. */
export function viewsIn(source: string): string[] {
  // A declaration reaches to the next line that begins with something else than its end.
  const declarations = source.matchAll(
    /^export (?:async )?(?:function|const) (\w+)(?:.*\n(?:[ )}\]].*\n|\n)*)/gm,
  );
  return [...declarations].flatMap(([declaration, name = '']) => {
    const signature = declaration.split('\n').filter((line, nth) => nth === 0 || !line.startsWith(' '));
    const says = signature.some(line => /\): (?:Promise<)?(?:View|Modal)\b/.test(line));
    return says || /(?:View|Modal)$/.test(name) ? [name] : [];
  });
}

/** All of those in src/views. */
export const exportedViews = (): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== parts)
    .flatMap(file => viewsIn(readFileSync(`${root}/${file}`, 'utf8')));
