export interface ProblemLine {
  readonly line: number;
  readonly severity: string;
  readonly message: string;
  readonly code?: string;
  readonly source?: string;
}

/** Problems as text for the model, one a line, as a compiler prints them. */
export function problemLines(path: string, problems: readonly ProblemLine[]): string {
  const lines = problems.map(({ line, severity, message, code, source }) => {
    const origin = [source, code].filter((part) => part !== undefined).join(" ");
    return `${path}(${line}): ${severity}${origin === "" ? "" : ` ${origin}`}: ${message.replaceAll(/\s*\n\s*/g, " ")}`;
  });
  return [`Problems that the editor shows in ${path}:`, ...lines].join("\n");
}
