import { waitingFacesView } from '../../../src/views/actor/face-view.ts';
import type { View } from '../../../src/views/components.ts';
import { detailsView, withPictures } from '../../../src/views/generate/details-view.ts';
import { imageActions } from '../../../src/views/generate/image-view.ts';
import { settingsView } from '../../../src/views/settings/settings-view.ts';
import { withLastChange } from '../../../src/views/settings/undo-view.ts';
import { ana, fullActor, fullGeneration, now, picture, type Samples, several } from './records.ts';
import { fullSettings } from './settings.ts';

const under = (view: View, { components }: Pick<View, 'components'>): View => ({
  ...view,
  components: [...view.components, ...components],
});

/** Views that commands show as one message. */
export const together: Samples = {
  '/settings consent': () => [
    under(
      withLastChange(settingsView(fullSettings), { by: ana, at: now }),
      waitingFacesView({ first: several(5, nth => fullActor({ id: `k3v9x2m7q${nth}` })), count: 1_234 }),
    ),
  ],
  '/show': () => {
    const record = fullGeneration();
    const shown = [{ bytes: picture }, ...several(3, () => ({ withheld: 'against-limits' as const }))];
    return [
      under(withPictures(detailsView(record), record, shown), {
        components: imageActions(record, { direct: false, touchUps: ['upscale', 'face'] }),
      }),
    ];
  },
};
