// Reads one case a line from the file given: {"draft":"7"|"2020","schema":..,"values":[..]}; writes one line for each: its verdicts as 1 and 0.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const load = createRequire(process.argv[2] + "/");
const options = { strict: false, validateFormats: false, logger: false, unicodeRegExp: true };
const checkers = { 7: new (load("ajv").default)(options), 2020: new (load("ajv/dist/2020").default)(options) };
for (const line of readFileSync(process.argv[3], "utf8").split("\n").filter(Boolean)) {
  const { draft, schema, values } = JSON.parse(line);
  try {
    const check = checkers[draft].compile(schema);
    console.log(values.map((value) => (check(value) ? "1" : "0")).join(""));
  } catch (error) {
    console.log(`refused: ${String(error.message).split("\n")[0]}`);
  }
}
