import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { marked } from 'marked';

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --line: #d1d9e0; --link: #0a58ca; --shade: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --soft: #a3abb5; --paper: #16181c; --line: #3a4048; --link: #8ab4ff; --shade: #20242a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.4rem 0 0.6rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
p, ul, .table { margin: 0 0 1rem; }
li { margin: 0.25rem 0; }
a { color: var(--link); }
code { background: var(--shade); border-radius: 4px; padding: 0.1em 0.35em; font: 0.9em ui-monospace, monospace; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
`;

/** A page that brings everything along and runs nothing. */
export interface PrivacyPage {
  html: string;
  headers: Record<string, string>;
}

export function renderPrivacyPage(markdown: string): PrivacyPage {
  const body = marked
    .parse(markdown, { async: false, gfm: true })
    // A table that is wider than a phone scrolls by itself.
    .replaceAll('<table>', '<div class="table" tabindex="0" role="region" aria-label="Table"><table>')
    .replaceAll('</table>', '</table></div>');
  const title = /^#\s+(.+)$/m.exec(markdown)?.[1] ?? 'Privacy';
  const allowed = createHash('sha256').update(style).digest('base64');
  return {
    html:
      `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n` +
      `<style>${style}</style>\n</head>\n<body>\n<main>\n${body}</main>\n</body>\n</html>\n`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${allowed}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=3600',
    },
  };
}

/** The page of PRIVACY.md, as it lies beside the code. */
export async function readPrivacyPage(): Promise<PrivacyPage> {
  return renderPrivacyPage(await readFile(new URL('../../PRIVACY.md', import.meta.url), 'utf8'));
}
