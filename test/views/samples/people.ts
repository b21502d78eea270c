import { commands } from '../../../src/commands/index.ts';
import { erasureSchema } from '../../../src/services/privacy/erasure.ts';
import { adminStepsView, memberStepsView } from '../../../src/views/help/first-steps-view.ts';
import { helpTopics } from '../../../src/views/help/help-topics.ts';
import { helpView } from '../../../src/views/help/help-view.ts';
import { actorGoneView } from '../../../src/views/privacy/actor-gone-view.ts';
import { deleteActorView, deleteMemberView, keptView } from '../../../src/views/privacy/deletion-view.ts';
import { exportView, ofImages, ofImagesOutside } from '../../../src/views/privacy/export-view.ts';
import { receiptGoneView, receiptView } from '../../../src/views/privacy/receipt-view.ts';
import { t } from '../../../src/words/words.ts';
import {
  ana,
  ben,
  channelId,
  cleo,
  fullActor,
  guildId,
  idOf,
  name,
  now,
  outsider,
  picture,
  type Samples,
  several,
} from './records.ts';

const counts = {
  actors: 1_234,
  photos: 12_345,
  faces: 1_234,
  images: 123_456,
  versions: 123,
  jobs: 123,
  repos: 123,
  messages: 12_345,
};
const footprint = {
  actors: several(60, nth => ({ name, subjectId: [ana, ben, undefined][nth % 3], ownerId: ana })),
  counts,
};
const work = {
  ...{ removed: true, actorIds: [], jobIds: [], generationIds: [], blobs: [] },
  posts: several(12, nth => ({ channelId, messageId: idOf(nth) })),
  repos: several(12, nth => ({ kind: 'model', name: `an-organisation/repo-${nth}`, gone: false })),
};
const erasures = (['actor', 'member', 'guild'] as const).flatMap(what =>
  [{ work }, { work: { ...work, removed: false } }, { doneAt: now }].map(change =>
    erasureSchema.parse({
      id: 'e3v9x2m7qa',
      what,
      why: 'deleted',
      at: now,
      gone: counts,
      closedMessages: 123,
      ...change,
    }),
  ),
);
const zip = { name: 'my-data-12-of-34.zip', bytes: picture };
const mention = (command: string) => `</${command}:${idOf(7)}>`;
const all = commands.flatMap(command =>
  command.kind === 'command'
    ? [{ group: command.name, name: command.name, description: command.description }]
    : command.subcommands.map(({ name: own, description }) => ({
        ...{ group: command.name, name: `${command.name} ${own}`, description },
      })),
);

/** Data protection, and what members are told about the bot. */
export const people: Samples = {
  actorGoneView: () => [
    actorGoneView([]),
    actorGoneView([], cleo),
    actorGoneView(
      several(40, () => name),
      cleo,
    ),
  ],
  deleteActorView: () =>
    [fullActor(), outsider()].flatMap(actor =>
      [ana, ben].map(memberId => deleteActorView(actor, footprint, memberId)),
    ),
  deleteMemberView: () =>
    [undefined, guildId].flatMap(guild => [
      deleteMemberView(footprint, ana, guild),
      deleteMemberView({ actors: [], counts: { ...counts } }, ana, guild),
    ]),
  keptView: () => [keptView()],
  exportView: () =>
    [undefined, ofImages, ofImagesOutside].flatMap(words => [
      exportView([], words),
      exportView([{ part: 11, parts: 34, files: 123, leftOut: 0, zip }], words),
      exportView(
        several(9, nth => ({
          part: nth,
          parts: 34,
          files: 123,
          leftOut: 0,
          zip: { ...zip, name: `${nth}.zip` },
        })),
        words,
      ),
    ]),
  receiptView: () => erasures.map(receiptView),
  receiptGoneView: () => [receiptGoneView()],
  memberStepsView: () => [memberStepsView(mention)],
  adminStepsView: () => [adminStepsView(mention)],
  helpView: () =>
    helpTopics.flatMap(topic =>
      [true, false].map(outside =>
        helpView(topic, {
          ...{ topics: helpTopics, mention, outside, closed: t('events.imagesFailed') },
          commands: all.filter(({ group }) => topic.commands.includes(group)),
        }),
      ),
    ),
};
