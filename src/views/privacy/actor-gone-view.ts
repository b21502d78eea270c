import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { card, plain, text, type View } from '../components.ts';

/**
 * For who registered them: actors that somebody else deleted. Who did, and why, is not said: the person shown owes
 * nobody a reason. Without names in a channel, where the member is pinged, and where they are not known any more.
 */
export function actorGoneView(names: string[], pinged?: string): View {
  const shown = names.slice(0, 20).map(name => `**${plain(name)}**`);
  const more = names.length - shown.length;
  const actors = list([...shown, ...(more > 0 ? [t('units.more', { count: more })] : [])]);
  return {
    ...card(
      'plain',
      text(
        names.length > 0
          ? t('privacy.actorsGone', { count: names.length, actors })
          : pinged
            ? t('privacy.actorGonePinged', { member: `<@${pinged}>` })
            : t('privacy.actorGone'),
      ),
    ),
    pings: pinged ? [pinged] : [],
  };
}
