export interface Span {
  readonly kind: "plain" | "comment" | "string" | "number" | "keyword" | "added" | "removed";
  readonly text: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const cLike = words(
  "abstract as async await base bool boolean break byte case catch char class const continue decimal def default delegate delete do double else enum event explicit export extends extern false final finally fixed float fn for foreach from func function get goto if impl implements implicit import in init int interface internal is let lock long match mod mut namespace new nil not null object of operator or out override package params partial private protected pub public readonly record ref required return sbyte sealed set short sizeof static string struct super switch this throw throws true try type typeof uint ulong undefined union unsafe use using var virtual void volatile when where while with yield",
);
const hashed = words("and as assert async await break case class continue def del do done elif else esac except export false fi finally for from function global if import in is lambda local None not null or pass raise return then True False true try while with yield");
const sql = words("select from where insert into values update set delete create table drop alter join left right inner outer on and or not null as order by group having limit distinct union primary key");
const none = words("");

const families: Record<string, { readonly keywords: ReadonlySet<string>; readonly pattern: RegExp }> = {};
const slash = { keywords: cLike, pattern: /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|("(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\.|[^`\\])*`?)|\b(\d[\w.]*)|([A-Za-z_]\w*)/g };
const hash = { keywords: hashed, pattern: /(#[^\n]*)|("(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|\b(\d[\w.]*)|([A-Za-z_]\w*)/g };
const dash = { keywords: sql, pattern: /(--[^\n]*)|('(?:''|[^'])*'?)|\b(\d[\w.]*)|([A-Za-z_]\w*)/g };
const tags = { keywords: none, pattern: /(<!--[\s\S]*?(?:-->|$))|("[^"\n<]*"|'[^'\n<]*')|(?!)()|(?!)()/g };
"cs csharp c cpp java js javascript jsx ts typescript tsx go rust rs kotlin swift php json jsonc css scala fsharp".split(" ").forEach((name) => (families[name] = slash));
"py python sh bash shell zsh console yaml yml toml ini ruby rb dockerfile powershell ps1".split(" ").forEach((name) => (families[name] = hash));
families.sql = dash;
"xml html csproj xaml svg".split(" ").forEach((name) => (families[name] = tags));

const most = 20_000;

/** Colours of code for reading, not for judging it: by words and quotes, for languages of the same look alike. What is too long stays plain. */
export function highlight(code: string, language: string): readonly Span[] {
  const name = language.toLowerCase();
  if (code.length > most) {
    return [{ kind: "plain", text: code }];
  }

  if (name === "diff" || name === "patch") {
    return code.split(/(?<=\n)/).map((text) => ({ kind: text.startsWith("+") ? "added" : text.startsWith("-") ? "removed" : "plain", text }));
  }

  const family = Object.hasOwn(families, name) ? families[name] : undefined;
  return family === undefined ? [{ kind: "plain", text: code }] : scan(code, family.pattern, family.keywords, name === "sql");
}

function scan(code: string, pattern: RegExp, keywords: ReadonlySet<string>, ignoresCase: boolean): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const found of code.matchAll(pattern)) {
    const [text, comment, quoted, number] = found;
    const kind = comment ? "comment" : quoted ? "string" : number ? "number" : keywords.has(ignoresCase ? text.toLowerCase() : text) ? "keyword" : undefined;
    if (kind === undefined) {
      continue;
    }

    if (found.index > end) {
      spans.push({ kind: "plain", text: code.slice(end, found.index) });
    }

    spans.push({ kind, text });
    end = found.index + text.length;
  }

  return end < code.length ? [...spans, { kind: "plain", text: code.slice(end) }] : spans;
}
