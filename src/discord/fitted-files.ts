import { smallerCopy } from '../services/generation/images/smaller-copy.ts';
import type { View, ViewFile } from '../views/components.ts';

/** The view with every picture over `most` bytes as a smaller copy: what the server takes decides, not the picture. */
export async function fittedFiles(view: View, most: number): Promise<View> {
  const { files = [] } = view;
  if (files.every(({ bytes }) => bytes.length <= most)) return view;
  let { components } = view;
  const fitted: ViewFile[] = [];
  for (const file of files) {
    const copy =
      file.bytes.length > most && file.name.endsWith('.png')
        ? await smallerCopy(file.bytes, most)
        : undefined;
    if (!copy) {
      fitted.push(file);
      continue;
    }
    const name = file.name.replace(/\.png$/, '.jpg');
    fitted.push({ ...file, name, bytes: copy });
    components = renamed(components, `attachment://${file.name}`, `attachment://${name}`);
  }
  return { ...view, components, files: fitted };
}

const renamed = <T>(value: T, from: string, to: string): T =>
  JSON.parse(JSON.stringify(value), (_key, held) => (held === from ? to : held));
