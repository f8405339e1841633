// Bundles the suite that the editor runs itself: dist-test/suite.cjs, for extensionTestsPath.
import { build } from "esbuild";

await build({ entryPoints: ["test/host/suite.ts"], outfile: "dist-test/suite.cjs", bundle: true, platform: "node", format: "cjs", target: "node22", external: ["vscode"], logLevel: "warning" });
