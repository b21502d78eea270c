import { UserError } from '../../errors.ts';
import type { Services } from '../../services/index.ts';
import type { View } from '../../views/components.ts';
import { oursView } from '../../views/provenance/ours-view.ts';
import { said } from '../../words/words.ts';
import { type AttachedFile, type Caller, defineMessageCommand } from '../command.ts';

/** More in one message are not looked at: each may be 25 MB. */
const picturesMost = 4;

/** Whether the bot made a picture. @throws UserError bad-input */
export const oursOf = async (services: Services, caller: Caller, file: AttachedFile): Promise<View> =>
  oursView([{ name: file.name, finding: await services.provenance.isOurs(file, caller) }], {
    elsewhere: caller.elsewhere,
  });

export const isThisOurs = defineMessageCommand({
  name: 'Is this ours?',
  elsewhere: true,
  gate: 'right',
  visibility: 'private',
  direct: true,
  async execute({ services, caller, message: { pictures } }) {
    const [first] = pictures;
    if (!first) {
      throw new UserError('bad-input', said('provenance.noPicture'));
    }
    if (pictures.length === 1) return oursOf(services, caller, first);
    const found = [];
    for (const file of pictures.slice(0, picturesMost)) {
      const finding = await services.provenance.isOurs(file, caller).catch(error => {
        if (error instanceof UserError) return { refused: error.tell() };
        throw error;
      });
      found.push({ name: file.name, finding });
    }
    return oursView(found, { left: pictures.length - found.length, elsewhere: caller.elsewhere });
  },
});
