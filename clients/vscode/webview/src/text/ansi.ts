// CSI, OSC (ended by BEL or ST), the other string sequences, and two-character escapes; also the eight-bit forms.
const escapes = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What a terminal's output says: escape sequences gone, a line that was drawn over (progress bars) as it stood last. */
export function plainOutput(text: string): string {
  return text.replace(/\r+\n/g, "\n").replace(escapes, "").split("\n").map(lastDrawn).join("\n");
}

function lastDrawn(line: string): string {
  const drawn = line.replace(/\r+$/, "").split("\r");
  const written = drawn.reduce((before, after) => after + before.slice(after.length), "");
  return backspaced(written).replace(controls, "");
}

function backspaced(line: string): string {
  let text = line;
  while (/[^\u0008]\u0008/.test(text)) {
    text = text.replace(/[^\u0008]\u0008/g, "");
  }

  return text;
}
