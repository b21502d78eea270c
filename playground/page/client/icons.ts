import { html, svg } from 'lit';

function icon(paths: unknown) {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"
    stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;
}

/** Line icons on a 24-pixel grid; decorative, so their buttons carry the labels. */
export const icons = {
  hash: icon(svg`<path d="M10 3 8 21M16 3l-2 18M4 9h16.500M3.500 15H20"/>`),
  adult: icon(svg`<path d="M12 3 2.500 20h19Z"/><path d="M12 10v4M12 17v.010"/>`),
  close: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  plus: icon(svg`<path d="M12 5v14M5 12h14"/>`),
  menu: icon(svg`<path d="M4 6h16M4 12h16M4 18h16"/>`),
  members: icon(
    svg`<circle cx="9" cy="8" r="3.500"/><path d="M2.500 20c.5-4 3-6 6.500-6s6 2 6.500 6M15.500 4.800a3.500 3.500 0 0 1 0 6.400M18 14.500c2 .8 3.200 2.600 3.500 5.500"/>`,
  ),
  sun: icon(
    svg`<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M5 19l1.500-1.500M17.500 6.500 19 5"/>`,
  ),
  moon: icon(svg`<path d="M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z"/>`),
  flask: icon(
    svg`<path d="M9 3h6M10 3v6l-5.500 9.500A1.700 1.700 0 0 0 6 21h12a1.700 1.700 0 0 0 1.500-2.500L14 9V3M7.500 15h9"/>`,
  ),
  send: icon(svg`<path d="M4 12 3 4l18 8-18 8 1-8Zm0 0h8"/>`),
  chevron: icon(svg`<path d="m6 9 6 6 6-6"/>`),
  left: icon(svg`<path d="m15 5-7 7 7 7"/>`),
  right: icon(svg`<path d="m9 5 7 7-7 7"/>`),
  download: icon(svg`<path d="M12 3v12M7 11l5 5 5-5M4 20h16"/>`),
  check: icon(svg`<path d="m5 12.500 4.500 4.500L19 7.500"/>`),
  eye: icon(
    svg`<path d="M2 12s3.500-6.500 10-6.500S22 12 22 12s-3.500 6.500-10 6.500S2 12 2 12Z"/><circle cx="12" cy="12" r="3"/>`,
  ),
  file: icon(svg`<path d="M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8Zm0 0v5h5"/>`),
  upload: icon(svg`<path d="M12 16V4M7 8.500 12 4l5 4.500M4 20h16"/>`),
  sparkle: icon(svg`<path d="M12 3l2 6.500 6.500 2.500-6.500 2L12 21l-2-7-6.500-2L10 9.500Z"/>`),
  slash: icon(svg`<path d="M8 20 16 4"/>`),
};
