import { button, card, row, text, timestamp, type View } from '../components.ts';

/** Tells admins, once, that the paying account is paused. The button works only in the server. */
export function accountPausedView(
  { reason, since }: { reason: string; since: number },
  inServer: boolean,
): View {
  return card(
    'warn',
    text(`### ⏸ Image generation is paused\n${reason}`),
    text(
      `Paused ${timestamp(since)}. Images from the cache are still answered. The bot tries once an hour whether it works again; ` +
        (inServer
          ? 'once the account has credit, **Go on now** saves the wait.'
          : 'once the account has credit, `/settings resume` in the server saves the wait.'),
    ),
    ...(inServer ? [row(button('account-resume', '', { label: 'Go on now', style: 'primary' }))] : []),
    text('-# For the admins. `/settings channels` says where such notices go.'),
  );
}
