import type { Credentials } from '../services/credentials/credentials.ts';
import type { View } from '../views/components.ts';

/** The view with what models made in it signed: every file passes here on its way to Discord. */
export type SignView = (view: View) => Promise<View>;

/** The function rejects with a UserError `unsigned` for a picture that may not leave without credentials. */
export const createSignView =
  (credentials: () => Pick<Credentials, 'leaving'>): SignView =>
  async view => {
    const { files = [] } = view;
    if (files.every(({ made }) => made === 'nothing')) return view;
    const signed = files.map(async file =>
      file.made === 'nothing' ? file : { ...file, bytes: await credentials().leaving(file.bytes, file.made) },
    );
    return { ...view, files: await Promise.all(signed) };
  };
