import { card, plain, text, type View } from '../components.ts';

/**
 * For who registered them: actors that somebody else deleted. Who did, and why, is not said: the person shown owes
 * nobody a reason. In a channel they are not named, and the member is pinged.
 */
export function actorGoneView(names: string[], pinged?: string): View {
  const shown = names.slice(0, 20).map(name => `**${plain(name)}**`);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const are = names.length > 1 ? 'are' : 'is';
  return {
    ...card(
      'plain',
      text(
        pinged
          ? `<@${pinged}>, an actor that you registered is deleted, with everything that was made of it.`
          : `${shown.join(', ')}${more}, which you registered, ${are} deleted, with everything that was made of ${names.length > 1 ? 'them' : 'it'}. You need to do nothing.`,
      ),
    ),
    pings: pinged ? [pinged] : [],
  };
}
