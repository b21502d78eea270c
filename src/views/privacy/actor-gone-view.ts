import { card, plain, text, type View } from '../components.ts';

/**
 * For who registered them: actors that somebody else deleted. Who did, and why, is not said: the person shown owes
 * nobody a reason. Without names in a channel, where the member is pinged, and where they are not known any more.
 */
export function actorGoneView(names: string[], pinged?: string): View {
  const shown = names.slice(0, 20).map(name => `**${plain(name)}**`);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return {
    ...card(
      'plain',
      text(
        shown.length > 0
          ? `${shown.join(', ')}${more}, which you registered, ${names.length > 1 ? 'have' : 'has'} been deleted, with everything made of ${names.length > 1 ? 'them' : 'it'}. You don’t need to do anything.`
          : `${pinged ? `<@${pinged}>, an` : 'An'} actor that you registered has been deleted, with everything made of it. You don’t need to do anything.`,
      ),
    ),
    pings: pinged ? [pinged] : [],
  };
}
