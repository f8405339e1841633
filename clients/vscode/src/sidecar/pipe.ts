import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A local pipe on which the extension listens for exactly one connection. */
export interface Pipe {
  /** To be handed to the sidecar. */
  readonly name: string;
  readonly connected: Promise<Socket>;
  /** Stops listening and takes the folder away; a connection that was made stays. */
  close(): Promise<void>;
}

/** Longest path of a Unix socket that macOS takes. */
const longestPath = 102;

/** On Unix the socket lies in a folder of mode 0700 of its own: nobody else can connect, or guess and take its name first. */
export async function listen(): Promise<Pipe> {
  if (process.platform === "win32") {
    return open(`\\\\.\\pipe\\editoragent-${randomBytes(16).toString("hex")}`, async () => undefined);
  }

  const inTemp = join(tmpdir(), "ea-");
  const folder = await mkdtemp(inTemp.length + "XXXXXX/lsp".length <= longestPath ? inTemp : "/tmp/ea-");
  return open(join(folder, "lsp"), () => rm(folder, { recursive: true, force: true }));
}

async function open(name: string, clean: () => Promise<unknown>): Promise<Pipe> {
  const server = createServer();
  const connected = new Promise<Socket>((resolve, reject) => {
    server.once("connection", (socket) => {
      server.close();
      void clean();
      resolve(socket);
    });
    server.once("close", () => reject(new Error("nobody connected")));
  });
  connected.catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(name, resolve);
  });
  return {
    name,
    connected,
    close: async () => {
      server.close();
      await clean();
    },
  };
}
