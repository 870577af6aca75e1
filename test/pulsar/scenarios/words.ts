const LONGEST = 160;

/** The words of a refused upgrade: the title of an error page, or the body as it is. */
export function refusalWords(body: string, reasonPhrase: string): string {
  const title = /<title>([\s\S]*?)<\/title>/.exec(body)?.[1];
  const words = title === undefined ? body : unescaped(title).replace(/^Error \d+ /, '');
  return shortWords(words === '' ? reasonPhrase : words);
}

/** The first line, short, and without numbers that differ from request to request. */
export function shortWords(words: string): string {
  const line = words.trimStart().split('\n')[0] ?? '';
  return line.replace(/,?\s*"reqId".*$/, '').slice(0, LONGEST);
}

function unescaped(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
