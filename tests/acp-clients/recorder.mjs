import { appendFileSync } from "node:fs";

// Keeps a transcript: one line a frame, {"from":"client"|"agent","frame":{...}}, in the order seen here.
export class Recorder {
  frames = [];
  // Lines that are no JSON. The agent's stdout is protocol only, so there must be none.
  strayLines = [];

  constructor(file) {
    this.file = file;
  }

  // Passes bytes on and records each line before it is seen on the other side.
  passing(from) {
    const decoder = new TextDecoder();
    const record = (line) => this.#record(from, line);
    let rest = "";
    return new TransformStream({
      transform(bytes, controller) {
        const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
        rest = lines.pop();
        for (const line of lines) record(line);
        controller.enqueue(bytes);
      },
      flush() {
        if (rest !== "") record(rest);
      },
    });
  }

  #record(from, line) {
    let frame;
    try {
      frame = JSON.parse(line);
    } catch {
      this.strayLines.push(line);
      return;
    }
    appendFileSync(this.file, `{"from":"${from}","frame":${line}}\n`);
    this.frames.push({ from, frame });
  }
}
