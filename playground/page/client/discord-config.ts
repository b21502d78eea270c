import type {} from '@skyra/discord-components-core';

const ICON: string = '/page/icon.svg';

// Read by the Discord elements while they load: without it their default avatars point at a CDN. An address is
// allowed as the default too, though its type names the colours only.
globalThis.$discordMessage = {
  avatars: {
    blue: ICON,
    gray: ICON,
    green: ICON,
    orange: ICON,
    red: ICON,
    pink: ICON,
    default: ICON as 'blue',
  },
};
