/** The names under which the manifest declares them, and the sidecar's own. */
export const languageModelTools = {
  editoragent_find_symbol: "find_symbol",
  editoragent_find_references: "find_references",
  editoragent_diagnostics: "diagnostics",
  editoragent_code_overview: "code_overview",
} as const;
