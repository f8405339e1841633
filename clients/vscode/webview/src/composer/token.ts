/** What is being typed at the caret and can be completed: `@` anywhere behind a blank, `/` as the first of the message. */
export interface Token {
  readonly trigger: "@" | "/";
  readonly query: string;
  readonly from: number;
  readonly to: number;
}

const longest = 200;

export function tokenAt(text: string, caret: number): Token | undefined {
  const before = text.slice(0, caret);
  const command = /^\/(\S*)$/.exec(before);
  if (command !== null) {
    return { trigger: "/", query: command[1] ?? "", from: 0, to: caret };
  }

  const mention = /(?:^|[\s(])@([^\s@]*)$/.exec(before);
  const query = mention?.[1];
  return query === undefined || query.length > longest ? undefined : { trigger: "@", query, from: caret - query.length - 1, to: caret };
}
