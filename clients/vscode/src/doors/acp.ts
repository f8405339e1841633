import { Readable, Writable } from "node:stream";
import { client, methods, ndJsonStream, RequestError, type ClientConnection } from "@agentclientprotocol/sdk";
import type { ChangesChangedNotification, CreateElicitationParams, InitializeParams, InitializeResult, McpServerChangedNotification, ReadTextFileParams, RequestPermissionParams, SessionUpdate, WriteTextFileParams } from "../../exchange/protocol";
import { codeOf, ErrorCodes, messageOf, type Agent, type AgentCalls, type AgentError, type AgentHandlers, type Extensions, type Greeting } from "./agent";
import { isServed } from "./gates";

const { client: ours, agent: theirs } = methods;

/** Greets the agent at the other end of the streams and keeps the connection. Closing stdin is left to who owns the process. */
export async function openAcp(stdin: Writable, stdout: Readable, handlers: AgentHandlers, greeting: Greeting): Promise<Agent> {
  const input = Readable.toWeb(stdout) as unknown as ReadableStream<Uint8Array>;
  const connection = app(handlers).connect(ndJsonStream(Writable.toWeb(stdin) as WritableStream<Uint8Array>, input));
  const known = await connection.agent.request<InitializeResult, InitializeParams>(theirs.initialize as string, hello(greeting));
  if (known.protocolVersion !== 1) {
    connection.close();
    throw new Error(`The editor-agent executable speaks version ${known.protocolVersion} of ACP; this extension speaks version 1. Nothing was started; update one of them.`);
  }

  return new AcpAgent(connection, known);
}

function hello(greeting: Greeting): InitializeParams {
  return {
    protocolVersion: 1,
    clientInfo: { name: "editoragent-vscode", title: "EditorAgent for VS Code", version: greeting.clientVersion },
    clientCapabilities: {
      fs: { readTextFile: true, writeTextFile: true },
      terminal: false,
      session: { configOptions: { boolean: {} }, notices: {}, compaction: {} },
      elicitation: { form: {}, url: {} },
      _meta: { editoragent: { mcp: 1, review: 1, ...(greeting.isRestricted ? { restricted: true } : {}) } },
    },
  };
}

function app(handlers: AgentHandlers) {
  return client({ name: "editoragent-vscode" })
    .onNotification(ours.session.update, ({ params }) => handlers.update(params.sessionId, params.update as unknown as SessionUpdate))
    .onRequest(ours.session.requestPermission, ({ params, signal }) => handlers.permission(params as unknown as RequestPermissionParams, signal))
    .onRequest(ours.elicitation.create, async ({ params, signal }) => (await handlers.elicit(params as unknown as CreateElicitationParams, signal)) as never)
    .onNotification(ours.elicitation.complete, ({ params }) => handlers.elicited(params.elicitationId))
    .onRequest(ours.fs.readTextFile, ({ params }) => told(handlers.readTextFile(withoutNulls(params) as ReadTextFileParams)))
    .onRequest(ours.fs.writeTextFile, async ({ params }) => {
      await told(handlers.writeTextFile(withoutNulls(params) as WriteTextFileParams));
      return {};
    })
    .onNotification("_editoragent/mcp/changed", ofSession<McpServerChangedNotification>, ({ params }) => handlers.serverChanged(params.sessionId))
    .onNotification("_editoragent/review/changed", ofSession<ChangesChangedNotification>, ({ params }) => handlers.changesChanged(params.sessionId));
}

/** A refusal goes out with its words and its code; without the SDK's own class it would be a nameless internal error. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new RequestError(codeOf(error) ?? ErrorCodes.internal, messageOf(error));
  }
}

function withoutNulls(params: object): object {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null && value !== undefined));
}

function ofSession<T extends { sessionId: string }>(params: unknown): T {
  if (typeof params === "object" && params !== null && "sessionId" in params && typeof params.sessionId === "string") {
    return params as T;
  }

  throw new TypeError("sessionId is missing");
}

class AcpAgent implements Agent {
  readonly capabilities;
  readonly extensions: Extensions;
  readonly version: string;
  readonly closed: Promise<void>;

  constructor(
    private readonly connection: ClientConnection,
    known: InitializeResult,
  ) {
    this.capabilities = known.agentCapabilities ?? {};
    this.extensions = (this.capabilities._meta?.["editoragent"] ?? {}) as Extensions;
    this.version = known.agentInfo?.version ?? "";
    this.closed = connection.closed;
  }

  get isClosed(): boolean {
    return this.connection.signal.aborted;
  }

  async call<M extends keyof AgentCalls>(method: M, params: AgentCalls[M]["params"], signal?: AbortSignal): Promise<AgentCalls[M]["result"]> {
    if (!isServed(this.extensions, method)) {
      throw refusal(`This version of editor-agent (${this.version}) does not know ${method}. Nothing was done; update it.`, ErrorCodes.methodNotFound);
    }

    try {
      return await this.connection.agent.request<AgentCalls[M]["result"], unknown>(method as string, params, signal === undefined ? {} : { cancellationSignal: signal });
    } catch (error) {
      throw this.isClosed ? new Error("editor-agent ended before it answered. Look at what was done so far, then try again.") : plain(error);
    }
  }

  tell<M extends keyof AgentCalls>(method: M, params: AgentCalls[M]["params"]): void {
    // A connection that is over has its own news; there is nobody to tell.
    this.connection.agent.notify(method as string, params).catch(() => undefined);
  }

  close(): void {
    this.connection.close();
  }
}

/** The SDK's error classes stay in this bundle. */
function plain(error: unknown): Error {
  return error instanceof Error && "code" in error && typeof error.code === "number"
    ? refusal(error.message, error.code)
    : new Error(error instanceof Error ? error.message : String(error));
}

function refusal(message: string, code: number): AgentError {
  return Object.assign(new Error(message), { code });
}
