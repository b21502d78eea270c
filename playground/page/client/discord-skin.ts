import './discord-config.ts';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-time.js';
import { DiscordActionRow } from '@skyra/discord-components-core/discord-action-row.js';
import { DiscordAuthorInfo } from '@skyra/discord-components-core/discord-author-info.js';
import { DiscordButton } from '@skyra/discord-components-core/discord-button.js';
import { DiscordCommand } from '@skyra/discord-components-core/discord-command.js';
import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js';
import { DiscordEmbedField } from '@skyra/discord-components-core/discord-embed-field.js';
import { DiscordEmbedFooter } from '@skyra/discord-components-core/discord-embed-footer.js';
import { DiscordFileAttachment } from '@skyra/discord-components-core/discord-file-attachment.js';
import { DiscordLink } from '@skyra/discord-components-core/discord-link.js';
import { DiscordMention } from '@skyra/discord-components-core/discord-mention.js';
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';
import { DiscordReply } from '@skyra/discord-components-core/discord-reply.js';
import { DiscordSpoiler } from '@skyra/discord-components-core/discord-spoiler.js';
import { type CSSResult, css } from 'lit';

/**
 * The Discord elements have their colours built in, for one theme at a time. These sheets come after their own and
 * take the page's variables instead, so that both themes are one set of rules and follow a switch at once.
 */
function skin(element: { elementStyles: unknown[] }, sheet: CSSResult): void {
  element.elementStyles.push(sheet);
}

skin(
  DiscordMessage,
  css`
    :host {
      color: var(--text);
      font-family: inherit;
      font-size: 1rem;
      padding: 2px 48px 2px 16px;
      margin-top: 1.0625rem;
    }
    :host(:hover) { background-color: var(--hover-message); }
    :host([ephemeral]), :host([ephemeral]:hover) { background-color: var(--ephemeral); }
    :host([ephemeral])::before { background-color: var(--brand); }
    :host([highlight]), :host([highlight]:hover) { background-color: var(--mentioned); }
    .discord-author-avatar { margin-top: 2px; }
    .discord-author-avatar img { object-fit: cover; cursor: default; }
    .discord-message-content { min-width: 0; line-height: 1.375rem; }
    .discord-message-inner-center { align-items: flex-start; }
    .discord-message-inner-center .discord-message-content { padding-top: 0; }
    .discord-message-timestamp, .discord-message-edited { color: var(--muted); font-weight: 400; }
    .discord-message-timestamp { margin-left: 0.25rem; }
    .discord-message-body-only-indent { flex: 0 0 56px; width: 56px; font-size: 0.6875rem; line-height: 1.5rem; margin-left: 0; }
    .discord-message-ephemeral { display: none; }
    .discord-message-markup { display: block; }
    @media (max-width: 600px) { :host { padding-right: 12px; } }
  `,
);
skin(
  DiscordAuthorInfo,
  css`
    :host .discord-author-username { color: var(--strong); cursor: default; }
    :host .discord-author-username:hover { text-decoration: none; }
    :host .discord-application-tag { background-color: var(--brand); margin-left: 0.25rem; }
  `,
);
const reply = css`
  :host { color: var(--muted); font-family: inherit; min-width: 0; overflow: hidden; overflow: clip visible; }
  :host:before, :host([light-theme]):before {
    border-left-color: var(--line) !important;
    border-top-color: var(--line) !important;
  }
  .discord-replied-message-username { color: var(--strong); opacity: 1; }
  :host .discord-slash-command-name, :host .discord-slash-command-name:hover {
    color: var(--mention) !important;
    background-color: var(--mention-back);
  }
`;
skin(DiscordReply, reply);
skin(DiscordCommand, reply);
skin(
  DiscordEmbed,
  css`
    :host { color: var(--text); margin: 6px 0 4px; }
    :host .discord-left-border { background-color: var(--line); }
    :host .discord-embed-wrapper { background-color: var(--card); border-color: var(--card-line); max-width: min(520px, 100%); border-left: 0; }
    :host .discord-embed-root { max-width: 100%; }
    :host .discord-embed-title, :host .discord-embed-author, :host .discord-embed-author a { color: var(--strong); }
    :host .discord-embed-title a { color: var(--link); }
    :host .discord-embed-thumbnail { object-fit: cover; height: 80px; width: 80px; }
  `,
);
skin(DiscordEmbedField, css`:host .discord-field-title { color: var(--strong); }`);
skin(DiscordEmbedFooter, css`:host { color: var(--muted); display: block; grid-column: 1 / 1; }`);
skin(
  DiscordMention,
  css`:host { color: var(--mention); background-color: var(--mention-back); cursor: default; }
    :host(:hover) { color: var(--mention); background-color: var(--mention-back); }`,
);
skin(
  DiscordSpoiler,
  css`:host { background-color: var(--spoiler); } :host(:hover) { background-color: var(--spoiler); }
    :host([activated]) { background-color: var(--code); cursor: text; }
    :host(:not([activated])) ::slotted(*) { visibility: hidden; }`,
);
skin(DiscordLink, css`a { color: var(--link); }`);
skin(
  DiscordFileAttachment,
  css`
    .discord-file-attachment-mosaic-style { background-color: var(--card); border-color: var(--card-line); }
    .discord-file-attachment-metadata { color: var(--muted); }
    .discord-button-download-attachment { display: block; top: 50%; right: 10px; translate: 0 -50%; background-color: transparent; outline: 0; }
    .discord-link-download-attachment { color: var(--muted); }
  `,
);
skin(DiscordActionRow, css`:host { gap: 8px; margin-top: 6px; }`);
skin(
  DiscordButton,
  css`
    :host > *:first-child { font-family: inherit; border-radius: 8px; margin: 0; height: 32px; padding: 0 14px; box-sizing: border-box; }
    :host > *:first-child:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    .primary { background-color: var(--brand); }
    .primary.hoverable:hover { background-color: var(--brand-hover); }
    .success { background-color: #23773f; }
    .success.hoverable:hover { background-color: #1a6334; }
    .destructive { background-color: #cc2f35; }
    .destructive.hoverable:hover { background-color: #a9272c; }
    .secondary, a.secondary { color: var(--secondary-text); background-color: var(--secondary); }
    .secondary.hoverable:hover, a.secondary:hover { background-color: var(--secondary-hover); }
    a.secondary { gap: 6px; }
    :host([data-waiting]) > *:first-child { cursor: progress; opacity: 0.75; }
  `,
);
