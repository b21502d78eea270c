import type { Generation } from '../../services/generation/generation.ts';
import type { Finding } from '../../services/provenance/provenance-service.ts';
import { t } from '../../words/words.ts';
import { button, card, plain, row, text, timestamp, type View } from '../components.ts';
import { castWords } from '../generate/image-words.ts';

/** What was found out about one picture, or why it could not be looked at. */
export interface Asked {
  name: string;
  finding: Finding | { refused: string };
}

/** The answer in a few words, and then what it rests on. */
function verdict({ signed, looksKnown }: Finding): { yes: boolean; words: string[] } {
  if (signed?.by === 'us' && signed.unchanged)
    return {
      yes: true,
      words: [t('provenance.ours')],
    };
  if (looksKnown) return { yes: true, words: [t('provenance.looksOurs'), ...aside(signed)] };
  if (signed?.by === 'us') {
    return {
      yes: false,
      words: [t('provenance.pictureChanged')],
    };
  }
  return { yes: false, words: [t('provenance.unknown'), ...aside(signed), `-# ${t('provenance.limits')}`] };
}

/** What else the file says about itself. */
function aside(signed: Finding['signed']): string[] {
  if (!signed) return [t('provenance.unsigned')];
  if (signed.by === 'us') return [t('provenance.fileChanged')];
  if (signed.by === 'nobody') {
    return [t(signed.claimsUs ? 'provenance.forged' : 'provenance.invalid')];
  }
  if (!signed.claimed) return [t(signed.holds ? 'provenance.others' : 'provenance.othersChanged')];
  const name = plain(signed.claimed, 80);
  return [t(signed.holds ? 'provenance.othersNamed' : 'provenance.othersNamedChanged', { name })];
}

const madeWords = (record: Generation) =>
  [
    t(record.private ? 'provenance.madeByPrivately' : 'provenance.madeBy', {
      member: `<@${record.memberId}>`,
      time: timestamp(record.createdAt, 'f'),
      channel: `<#${record.channelId}>`,
    }),
    [castWords(record), record.modelName].filter(Boolean).join(' · '),
  ].join('\n-# ');

/** So many answers to /generate are named. */
const namedMost = 3;

interface Answer {
  yes: boolean;
  words: string;
  /** The record that *Details* shows. */
  details: string | undefined;
}

const sampleWords = ({ actorName, number }: NonNullable<Finding['sample']>): string =>
  number === undefined
    ? t('provenance.comparesSamples', { actor: plain(actorName) })
    : t('provenance.sample', { actor: plain(actorName), version: number });

function answerTo(finding: Asked['finding'], elsewhere: boolean): Answer {
  if ('refused' in finding) return { yes: false, words: finding.refused, details: undefined };
  const { yes, words } = verdict(finding);
  const made = finding.made.slice(0, namedMost);
  const { sample: of } = finding;
  const sample = of ? [sampleWords(of)] : [];
  const hidden =
    yes && made.length === 0 && !finding.sample && finding.looksKnown
      ? [`-# ${t(elsewhere ? 'provenance.toldInServers' : 'provenance.whoIsTold')}`]
      : [];
  const shown = [...words, ...made.map(madeWords), ...sample, ...hidden];
  return { yes, words: shown.join('\n'), details: made[0]?.id };
}

/**
 * The answer to "Is this ours?", for one picture or for those of one message: what is true of several is said once.
 * `elsewhere`: in a place that the bot is no part of.
 */
export function oursView(
  asked: Asked[],
  { left = 0, elsewhere = false }: { left?: number; elsewhere?: boolean | undefined } = {},
): View {
  const alone = asked.length === 1;
  const alike = new Map<string, Answer & { names: string[] }>();
  for (const { name, finding } of asked) {
    const answer = answerTo(finding, elsewhere);
    const key = JSON.stringify(answer);
    const names = [...(alike.get(key)?.names ?? []), plain(name, 80)];
    alike.set(key, { ...answer, names });
  }
  const all = [...alike.values()];
  const offered = new Set<string>();
  return card(
    all.some(({ yes }) => yes) ? 'good' : 'plain',
    ...(alone ? [] : [text(`### ${t('provenance.titleSeveral')}`)]),
    ...all.flatMap(({ names, words, details }) => {
      const title = alone ? `### ${t('provenance.title')}` : `**${names.join(', ')}**`;
      const said = text(`${title}\n${words}`);
      // Discord takes no two buttons that are the same.
      if (details === undefined || offered.has(details)) return [said];
      offered.add(details);
      return [said, row(button('gallery-image', details, { label: t('provenance.details') }))];
    }),
    ...(left > 0 ? [text(`-# ${t('provenance.notLookedAt', { pictures: left })}`)] : []),
  );
}
