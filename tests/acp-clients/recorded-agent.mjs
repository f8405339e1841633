// Stands between a client and an agent, changes nothing, and records every frame.
//
//   node recorded-agent.mjs TRANSCRIPT COMMAND [ARGUMENT...]
import { spawn } from "node:child_process";
import { Readable, Writable } from "node:stream";
import { Recorder } from "./recorder.mjs";

const [transcript, ...command] = process.argv.slice(2);
const recorder = new Recorder(transcript);
const agent = spawn(command[0], command.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
void Readable.toWeb(process.stdin).pipeThrough(recorder.passing("client")).pipeTo(Writable.toWeb(agent.stdin)).catch(() => {});
void Readable.toWeb(agent.stdout).pipeThrough(recorder.passing("agent")).pipeTo(Writable.toWeb(process.stdout)).catch(() => {});
agent.on("close", (code) => {
  for (const line of recorder.strayLines) console.error(`not a frame: ${line}`);
  process.exit(recorder.strayLines.length > 0 ? 70 : (code ?? 71));
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => agent.kill(signal));
