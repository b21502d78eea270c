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
      `Paused ${timestamp(since)}. Images from the cache still work. I try the account again once an hour; ` +
        (inServer
          ? 'once it has credit, **Go on now** saves you the wait.'
          : 'once it has credit, `/settings resume` in the server saves you the wait.'),
    ),
    ...(inServer ? [row(button('account-resume', '', { label: 'Go on now', style: 'primary' }))] : []),
    text('-# For the admins. `/settings channels` sets where notices like this go.'),
  );
}
