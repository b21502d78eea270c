import { catalogue } from '../../../src/services/models/catalogue.ts';
import type { Model } from '../../../src/services/models/model.ts';
import { styles } from '../../../src/services/models/model.ts';
import type { Availability } from '../../../src/services/models/models-service.ts';
import { namedStyles, ownStylesMost } from '../../../src/services/models/named-styles.ts';
import { recommend } from '../../../src/services/models/recommend.ts';
import {
  addedModelView,
  hiddenModelView,
  modelsView,
  recommendationsView,
  unhiddenModelView,
} from '../../../src/views/models/models-view.ts';
import { exampleFile, examplesMost, stylesView } from '../../../src/views/models/styles-view.ts';
import { marks, picture, type Samples, several } from './records.ts';

const goals = ['quality', 'speed', 'cost', 'likeness'] as const;
/** One that images of actors come from. */
export const sentModel: Model = {
  ...(catalogue.find(model => model.kind === 'image-to-image') as Model),
  name: marks(60),
};
const providers = [
  'fal-ai',
  'replicate',
  'hf-inference',
  'nscale',
  'together',
  'wavespeed',
  'black-forest-labs',
];
const routes = providers.map(provider => ({ via: 'provider' as const, provider, providerId: 'x' }));
const [known] = catalogue;
if (!known) throw new Error('there are no models');
/** As admins add them. */
const added: Model = {
  ...known,
  id: `an-organisation/${'x'.repeat(84)}`,
  name: marks(100),
  licence: marks(60),
  gated: true,
};
const all = [...catalogue, ...several(40, nth => ({ ...added, id: `${added.id}${nth}` }))];
const served = all.map((model): Availability => ({ model, routes, revision: 'main' }));
const unserved = all.map(
  (model): Availability => ({ model, routes: [], revision: 'main', reason: 'models.notServed' }),
);
const own = several(ownStylesMost, () => ({ name: marks(40), words: marks(300), own: true }));
const examples = several(examplesMost, nth => ({
  ...{
    name: exampleFile(`${marks(30)} ${nth}`),
    bytes: picture,
    description: marks(1_100),
    made: 'nothing' as const,
  },
}));
const shown = [...own, ...namedStyles.map(style => ({ ...style, own: false }))];

export const models: Samples = {
  modelsView: () => [
    modelsView([]),
    ...several(24, page => modelsView([...served, ...unserved], { page, hidden: all })),
    modelsView(unserved.slice(0, 3)),
  ],
  recommendationsView: () => [
    recommendationsView([]),
    ...[served, unserved, [...served.slice(0, 2), ...unserved]].flatMap(some =>
      goals.flatMap(goal => styles.map(style => recommendationsView(recommend(some, goal, style)))),
    ),
  ],
  addedModelView: () =>
    [routes, []].map(ways =>
      addedModelView({ model: added, routes: ways, revision: 'main', reason: 'models.notServed' }),
    ),
  hiddenModelView: () => [hiddenModelView(added)],
  unhiddenModelView: () => [unhiddenModelView(added)],
  stylesView: () => [stylesView(shown, []), stylesView(shown, examples, marks(100))],
};
