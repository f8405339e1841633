/** The wire's types, generated from the sidecar's records. */
export type * from "../../../protocol/typescript/acp";
export type * from "../../../protocol/typescript/editoragent";
export type { Calls as StandardCalls, methods as standardMethods } from "../../../protocol/typescript/acp";
export type { Calls, methods } from "../../../protocol/typescript/editoragent";
