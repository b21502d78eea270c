import { type SafetyEntry, safetyLogDays } from '../../services/safety/safety-entry.ts';
import { card, fitting, plain, text, timestamp, type View } from '../components.ts';

const ruleWords: Record<SafetyEntry['rule'], string> = {
  'minor-sexual': 'sexual, perhaps with somebody under age',
  'actor-sexual': 'sexual, of an actor',
  'actor-minor': 'an actor as a child',
  'adult-only': 'sexual, where it is not allowed',
  'blocked-word': 'a word that you blocked',
  'explicit-image': 'the image came out too sexual',
  'young-image': 'somebody in the image looks under age',
  'faceless-image': 'the image came out sexual, without a face to judge the age by',
  'face-known': 'their face is registered already',
};

const whereWords: Record<SafetyEntry['where'], string> = {
  prompt: 'a prompt',
  image: 'an image',
  photos: 'photos',
};

const entriesMost = 25;

/** What was stopped, without its content. `nameOf` names the actors that still exist. */
export function safetyLogView(entries: SafetyEntry[], nameOf: (actorId: string) => string | undefined): View {
  const lines = entries.slice(0, entriesMost).map(({ at, memberId, where, rule, actorId }) => {
    const name = actorId && nameOf(actorId);
    return (
      `${timestamp(at)} <@${memberId}> · ${whereWords[where]}: ${ruleWords[rule]}` +
      `${name ? ` (**${plain(name)}**)` : ''}`
    );
  });
  const more = entries.length - lines.length;
  return card(
    'plain',
    text(`### Stopped in the last ${safetyLogDays} days: ${entries.length}`),
    text(lines.length > 0 ? fitting(lines, 3_000).join('\n') : 'Nothing.'),
    ...(more > 0 ? [text(`… and ${more} before that.`)] : []),
    text(`-# What was asked for is not kept. Entries are deleted after ${safetyLogDays} days.`),
  );
}
