/** A server's entry in mcp.json out of what the user typed. Words are split as a shell would, without its expansions; nothing is run here. */
export function stdioEntry(commandLine: string): { readonly command: string; readonly args?: readonly string[] } | undefined {
  const words = wordsOf(commandLine);
  const [command, ...args] = words ?? [];
  return command === undefined ? undefined : { command, ...(args.length === 0 ? {} : { args }) };
}

/** Undefined when a quote is not closed. */
export function wordsOf(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const letter = line.charAt(at);
    if (quote !== undefined) {
      if (letter === quote) {
        quote = undefined;
      } else {
        word += letter;
      }
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= "";
    } else if (/\s/.test(letter)) {
      if (word !== undefined) {
        words.push(word);
      }

      word = undefined;
    } else {
      word = (word ?? "") + letter;
    }
  }

  return quote !== undefined ? undefined : word === undefined ? words : [...words, word];
}

/** One line when it cannot be a server's name. The rule is that of mcp.json's schema. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (!/^(?!.*__)[A-Za-z0-9_-]{1,64}$/.test(name)) {
    return "Letters, digits, - and single _, at most 64.";
  }

  return taken.includes(name) ? "There is a server of this name." : undefined;
}

export function urlProblem(url: string): string | undefined {
  return /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url) ? undefined : "An address that begins with https:// or http://.";
}
