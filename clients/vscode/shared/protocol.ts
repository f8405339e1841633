/** The wire's types, generated from the sidecar's records. */
export type * from "../../../protocol/typescript/acp";
export type * from "../../../protocol/typescript/editoragent";
